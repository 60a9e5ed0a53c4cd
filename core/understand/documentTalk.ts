import { understandDate } from './dates.ts';
import { datedPhrases, documentPhrases, mended, sendingPhrase, whole } from './documentPhrases.ts';
import { normalise } from './normalise.ts';

/**
 * What typed words ask for about documents. `number` is the one in "D3", absent for "it"; `question` is an item's number as
 * typed.
 */
export type DocumentTalk =
  | { readonly type: 'documents' }
  /** All of them on a page of their own. */
  | { readonly type: 'page' }
  /** "What did we have on 3 May?" */
  | { readonly type: 'documentsOn'; readonly said: string }
  | { readonly type: 'upload'; readonly question?: string }
  | { readonly type: 'evidence'; readonly question?: string }
  | { readonly type: 'document' | 'delete' | 'replace'; readonly number?: number }
  /** `version` as people count, from 1; the newest when absent. */
  | { readonly type: 'open'; readonly number?: number; readonly version?: number }
  | { readonly type: 'useFor' | 'stopUsing'; readonly number?: number; readonly question: string }
  /** "Did you get it?" */
  | { readonly type: 'received' }
  | {
      readonly type: 'dated';
      readonly number: number;
      readonly which: 'documentDate' | 'reviewDate';
      readonly said: string;
    }
  | { readonly type: 'owner'; readonly number: number; readonly owner: string };

/** In characters; a longer text is an answer. */
const longest = 200;

/** What `text` as a whole asks about documents; undefined where it is something else. */
export function documentTalkIn(text: string): DocumentTalk | undefined {
  if (text.length > longest) return undefined;
  const said = normalise(text, longest);
  return talkIn(said) ?? talkIn(mended(said)) ?? describedIn(said);
}

type Phrase = keyof typeof documentPhrases;

function talkIn(said: string): DocumentTalk | undefined {
  const groups = (phrase: Phrase) => groupsIn(documentPhrases[phrase], said);
  const about = ({ question }: Groups) => (question ? { question } : {});
  const which = ({ number }: Groups) => (number ? { number: Number(number) } : {});
  const of = <T>(phrase: Phrase, make: (found: Groups) => T): T | undefined => {
    const found = groups(phrase);
    return found && make(found);
  };
  return (
    of('documents', () => ({ type: 'documents' as const })) ??
    of('page', () => ({ type: 'page' as const })) ??
    of('documentsOn', (found) => onDay(found.said ?? '')) ??
    of('upload', (found) => ({ type: 'upload' as const, ...about(found) })) ??
    of('evidence', (found) => ({ type: 'evidence' as const, ...about(found) })) ??
    of('document', (found) => ({ type: 'document' as const, ...which(found) })) ??
    of('open', (found) => ({
      type: 'open' as const,
      ...which(found),
      ...(found.version && { version: Number(found.version) }),
    })) ??
    of('delete', (found) => ({ type: 'delete' as const, ...which(found) })) ??
    of('replace', (found) => ({ type: 'replace' as const, ...which(found) })) ??
    of('useFor', (found) => ({ type: 'useFor' as const, ...which(found), question: found.question ?? '' })) ??
    of('stopUsing', (found) => ({ type: 'stopUsing' as const, ...which(found), question: found.question ?? '' })) ??
    of('received', () => ({ type: 'received' as const }))
  );
}

/** An owner or a date: what a document says of itself. */
function describedIn(said: string): DocumentTalk | undefined {
  const owned = groupsIn(documentPhrases.owner, said);
  if (owned) {
    const owner = (owned.owner ?? '').replace(/[ .!]+$/, '');
    return { type: 'owner', number: Number(owned.number), owner };
  }
  for (const { way, isReview, isLoose } of datedPhrases) {
    const found = way.exec(said)?.groups;
    if (!found || (isLoose && !isDateLike(found.said ?? ''))) continue;
    const which = isReview ? 'reviewDate' : 'documentDate';
    return { type: 'dated', number: Number(found.number), which, said: found.said ?? '' };
  }
  return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** What the first of `ways` that fits finds in `said`; undefined where none fits. */
function groupsIn(ways: readonly RegExp[], said: string): Groups | undefined {
  for (const way of ways) {
    const found = way.exec(said);
    if (found) return found.groups ?? {};
  }
  return undefined;
}

/** A date, or what was meant for one: "31/02/2026" is told to be none. */
function isDateLike(said: string): boolean {
  const date = understandDate(said, '2100-01-01', { mayBeFuture: true });
  return date.ok || date.why !== 'none';
}

/** Only what is a day or a month: "what did we have for lunch" is no question about documents. */
function onDay(said: string): DocumentTalk | undefined {
  return understandDate(said, '2100-01-01').ok ? { type: 'documentsOn', said } : undefined;
}

/** An ISO date out of typed words; a review may lie ahead. Undefined where no one day or month is meant. */
export function documentDateIn(said: string, today: string, mayBeFuture: boolean): string | undefined {
  const date = understandDate(said, today, { mayBeFuture });
  return date.ok && date.precision !== 'year' ? date.date : undefined;
}

/**
 * Whether `text` says that a file was sent, or asks whether it came. "Ok" and "done" say so only right after a way to send was
 * offered: anywhere else they are answers, which is for the caller to know.
 */
export function sendingTalkIn(text: string): boolean {
  if (text.length > longest) return false;
  const said = mended(normalise(text, longest));
  return sendingPhrase.test(said) || documentPhrases.received.some((way) => way.test(said));
}

const keep = whole(
  '(?:yes,? )?(?:keep it(?: anyway| all the same)?|keep (?:the|this|that) (?:file|document)(?: anyway)?|i am sure,? keep it|it is (?:fine|ok|okay|safe|right) to keep(?: it)?|store it anyway)',
);
const takeBack = whole(
  "(?:no,? )?(?:take it back|don'?t keep it|do not keep it|delete it|remove it|throw it away|get rid of it|cancel(?: it)?|forget it)",
);
const redact = whole(
  "(?:i'?ll|ill|i will|let me|i can)? ?(?:hide (?:them|it|the details?)|redact(?: (?:it|them|the details?))?|black (?:it|them) out|take (?:them|the details?) out|send it again|fix it first)(?: first| and send it again)?",
);
const sayWhere = whole(
  "(?:i'?ll |ill |i will |let me )?(?:say|tell you|record|write) where (?:it is|it'?s|we keep it|it is kept)(?: kept)?(?: instead)?",
);

/** What to do with a file that was held; undefined where the words say something else. A bare "yes" is not deliberate enough. */
export function heldChoiceIn(text: string): 'keep' | 'takeBack' | 'redact' | 'sayWhere' | undefined {
  const said = normalise(text, longest);
  if (keep.test(said)) return 'keep';
  if (takeBack.test(said)) return 'takeBack';
  if (redact.test(said)) return 'redact';
  return sayWhere.test(said) ? 'sayWhere' : undefined;
}
