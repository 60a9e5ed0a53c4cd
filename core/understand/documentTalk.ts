import { understandDate } from './dates.ts';
import { normalise } from './normalise.ts';

/**
 * What typed words ask for about documents. `number` is the one in "D3", absent for "it"; `question` is an item's number as
 * typed.
 */
export type DocumentTalk =
  | { readonly type: 'documents' }
  /** "What did we have on 3 May?" */
  | { readonly type: 'documentsOn'; readonly said: string }
  | { readonly type: 'upload'; readonly question?: string }
  | { readonly type: 'evidence'; readonly question?: string }
  | { readonly type: 'document' | 'delete' | 'replace'; readonly number?: number }
  /** `version` as people count, from 1; the newest when absent. */
  | { readonly type: 'open'; readonly number?: number; readonly version?: number }
  | { readonly type: 'useFor' | 'stopUsing'; readonly number: number; readonly question: string }
  | {
      readonly type: 'dated';
      readonly number: number;
      readonly which: 'documentDate' | 'reviewDate';
      readonly said: string;
    }
  | { readonly type: 'owner'; readonly number: number; readonly owner: string };

const polite = '(?:(?:please|can you|could you|can i|could i|i want to|i would like to|let me|ok|hi)[ ,]+){0,3}';
const end = '(?:[ ,]+(?:please|thanks|thank you|now|again))*[ .!?]*';
const id = '(?:the )?(?:document |doc |file )?d ?(?<number>\\d{1,4})';
const idOrIt = `(?:${id}|it|this|that|(?:this|that|the) (?:document|file))`;
const item = '(?:question |item )?(?<question>\\d{1,2}\\.\\d{1,2}\\.\\d{1,2})';

const pattern = (text: string): RegExp => new RegExp(`^${polite}${text}${end}$`, 'i');

const list = pattern(
  '(?:(?:show|list|see|open|view|look at)(?: me)? )?(?:all )?(?:my |our |the )?(?:documents|docs|files|uploads|attachments|evidence list|list of (?:documents|files|evidence)|uploaded (?:documents|files))(?: list)?(?: (?:i|we) (?:have )?(?:sent|uploaded|added))?',
);
const past = pattern(
  '(?:what|which) (?:documents |files |evidence )?(?:did we|did i|had we|we) (?:have|keep|got)(?: (?:as )?(?:evidence|documents|files|kept))? (?:(?:on|in|at|by|as of|back in) )?(?:the )?(?<said>[^?]{3,40})',
);
const upload = pattern(
  `(?:upload|(?:add|send|attach|upload|give you|share|put in)(?: you)? (?:a |an |another |my |our |some |the )?(?:new )?(?:documents?|files?|photos?|pictures?|evidence|pdfs?|scans?|attachments?)|how (?:do|can) i (?:upload|attach|send|add)(?: (?:a |the |my |some )?(?:documents?|files?|photos?|evidence))?(?: (?:to )?you)?|upload (?:link|page)|qr code)(?: (?:for|to) ${item})?`,
);
const evidence = pattern(
  `(?:show(?: me)? |see |what )?(?:the |our |my )?(?:(?:evidence|documents?|files?)(?: (?:do we have|have we got|is kept|are kept|is there|are there))?|is kept) (?:for|of|to) (?:${item}|this(?: question)?)`,
);
const one = new RegExp(`^(?:(?:show|see|look at)(?: me)? )?${id}${end}$`, 'i');
const opened = pattern(`(?:open|download|get|fetch|read) ${idOrIt}(?:,? (?:version|v\\.?) ?(?<version>\\d{1,3}))?`);
const deleted = pattern(
  `(?:delete|remove|erase|destroy|throw away|get rid of)(?: ${idOrIt})?(?: for good| altogether)?`,
);
const replaced = pattern(
  `(?:(?:replace|update|renew|new version of) ${idOrIt}|(?:send|upload|add) a new (?:version|copy)(?: of it)?)`,
);
const replacedNamed = pattern(`(?:send|upload|add) a new (?:version|copy) of ${id}`);
const used = pattern(
  `(?:also )?(?:use|add|attach|link) ${id} (?:also )?(?:for|to|as evidence for) ${item}(?: (?:too|as well))?`,
);
const unused = pattern(
  `(?:do not use|don'?t use|stop using|remove|take off|take|detach|unlink) ${id} (?:for|from|off) ${item}`,
);
const dated = new RegExp(
  `^${id}(?:'?s)? (?:(?<review>(?:next )?review(?: date)?|review by|expires|expiry(?: date)?|valid until)|(?:document |issue )?date|dated|written|is from)(?: (?:is|on|by|to be|was|in))?:? (?<said>.{1,60})$`,
  'i',
);
const owned = new RegExp(`^${id}(?:'?s)? (?:owner|belongs to|is owned by)(?: is)?:? (?<owner>.{1,100})$`, 'i');

/** What `text` as a whole asks about documents; undefined where it is something else. */
export function documentTalkIn(text: string): DocumentTalk | undefined {
  const said = normalise(text, 200);
  if (text.length > 200) return undefined;
  const number = (found: RegExpExecArray): number => Number(found.groups?.number);
  const perhaps = (found: RegExpExecArray) => (found.groups?.number ? { number: number(found) } : {});
  const question = (found: RegExpExecArray): string => found.groups?.question ?? '';
  const match = <T>(way: RegExp, make: (found: RegExpExecArray) => T): T | undefined => {
    const found = way.exec(said);
    return found ? make(found) : undefined;
  };
  return (
    match(list, () => ({ type: 'documents' as const })) ??
    match(past, (found) => onDay(found.groups?.said ?? '')) ??
    match(upload, (found) => ({ type: 'upload' as const, ...(question(found) && { question: question(found) }) })) ??
    match(evidence, (found) => ({
      type: 'evidence' as const,
      ...(question(found) && { question: question(found) }),
    })) ??
    match(one, (found) => ({ type: 'document' as const, number: number(found) })) ??
    match(opened, (found) => ({
      type: 'open' as const,
      ...perhaps(found),
      ...(found.groups?.version && { version: Number(found.groups.version) }),
    })) ??
    match(deleted, (found) => ({ type: 'delete' as const, ...perhaps(found) })) ??
    match(replaced, (found) => ({ type: 'replace' as const, ...perhaps(found) })) ??
    match(replacedNamed, (found) => ({ type: 'replace' as const, number: number(found) })) ??
    match(used, (found) => ({ type: 'useFor' as const, number: number(found), question: question(found) })) ??
    match(unused, (found) => ({ type: 'stopUsing' as const, number: number(found), question: question(found) })) ??
    match(owned, (found) => ({ type: 'owner' as const, number: number(found), owner: found.groups?.owner ?? '' })) ??
    match(dated, (found) => ({
      type: 'dated' as const,
      number: number(found),
      which: found.groups?.review ? ('reviewDate' as const) : ('documentDate' as const),
      said: found.groups?.said ?? '',
    }))
  );
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

const keep = pattern(
  '(?:yes,? )?(?:keep it(?: anyway| all the same)?|keep (?:the|this|that) (?:file|document)(?: anyway)?|i am sure,? keep it|it is (?:fine|ok|okay|safe|right) to keep(?: it)?|store it anyway)',
);
const takeBack = pattern(
  "(?:no,? )?(?:take it back|don'?t keep it|do not keep it|delete it|remove it|throw it away|get rid of it|cancel(?: it)?|forget it)",
);
const redact = pattern(
  "(?:i'?ll|ill|i will|let me|i can)? ?(?:hide (?:them|it|the details?)|redact(?: (?:it|them|the details?))?|black (?:it|them) out|take (?:them|the details?) out|send it again|fix it first)(?: first| and send it again)?",
);
const sayWhere = pattern(
  "(?:i'?ll |ill |i will |let me )?(?:say|tell you|record|write) where (?:it is|it'?s|we keep it|it is kept)(?: kept)?(?: instead)?",
);

/** What to do with a file that was held; undefined where the words say something else. A bare "yes" is not deliberate enough. */
export function heldChoiceIn(text: string): 'keep' | 'takeBack' | 'redact' | 'sayWhere' | undefined {
  const said = normalise(text, 200);
  if (keep.test(said)) return 'keep';
  if (takeBack.test(said)) return 'takeBack';
  if (redact.test(said)) return 'redact';
  return sayWhere.test(said) ? 'sayWhere' : undefined;
}
