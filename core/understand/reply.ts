import type { Fact } from '../model.ts';
import { lackIn } from './lacks.ts';
import { normalise } from './normalise.ts';
import { doubtsReason, doubtsYes, hedgesNo, promises, takesBackNo } from './replyDoubts.ts';
import {
  afterNo,
  afterWeakYes,
  becauseWords,
  closers,
  connectives,
  longestReplyPhrase,
  openers,
  othersKnow,
  type ReplyPhrase,
  reassurances,
  replyPhrases,
} from './replyPhrases.ts';
import { type Phrases, phraseAt, type Word, wordsOf } from './words.ts';

/**
 * What a yes-or-no question was answered with. `detail` is what was said beyond that, as typed (normalised); absent if
 * nothing, and where the reply is unclear.
 */
export type Reply = {
  readonly as: 'yes' | 'no' | 'notYet' | 'notSure' | 'notApplicable' | 'unclear';
  readonly detail?: string;
  /** A set-up fact that was plainly said to be "no", such as "we have no computers"; comes with `unclear` or `no`. */
  readonly lacks?: Fact;
  /** With `notYet`: it is so in part ("some do", "most of them"), rather than not begun. */
  readonly part?: true;
};

const unclear: Reply = { as: 'unclear' };

/**
 * Reads the reply from the front: "yep, our deputy sorted it" is a yes and a detail. The law: doubt never becomes yes or
 * not applicable, so any hedge, exception, part, plan or question mark after a yes makes it unclear and is asked back.
 */
export function understandReply(text: string): Reply {
  const said = normalise(text);
  const words = wordsOf(said).map(shortened);
  if (words.length === 0) return said.includes('?') ? { as: 'notSure' } : unclear;
  const from = skip(words, 0, openers);
  const plainly = !said.includes('?');
  const lacks = plainly ? lackIn(spelt(words, from)) : undefined;
  if (lacks) return { as: 'unclear', lacks };
  if (othersKnow.some((pattern) => pattern.test(spelt(words, from)))) return { as: 'notSure' };

  const first = headAt(words, from);
  if (!first) return (plainly ? trailingYes(said, words) : undefined) ?? trailingNotSure(said, words);
  let at = from + first.count;
  let as = first.as;
  let part = first.part;
  for (;;) {
    if (phraseAt(words, at, reassurances, 5)) break;
    const after = skip(words, at, openers);
    const next = headAt(words, after);
    if (!next) break;
    const both = together(as, next.as);
    if (both === 'unclear') return unclear;
    as = both;
    part ??= next.part;
    at = after + next.count;
  }

  if (endsAt(words, at) || (as === 'yes' && endsAt(words, at + phraseAt(words, at, reassurances, 5)))) {
    if (!plainly && as !== 'notSure' && as !== 'perhaps') return unclear;
    return { as: as === 'perhaps' ? 'notSure' : as, ...(as === 'notYet' && part && { part }) };
  }
  const tail = words.slice(at);
  const after = spelt(words, at);
  const detail = detailAfter(said, words, at, as === 'notApplicable' ? connectives : becauseWords);
  switch (as) {
    case 'yes':
      return plainly && !doubtsYes(after) && !saysWill(said) && !isPart(said) ? { as, detail } : unclear;
    case 'notApplicable': {
      const follows = tail[0]?.afterPause || phraseAt(tail, 0, connectives) > 0;
      return plainly && follows && !doubtsReason(after) && !saysWill(said) ? { as, detail } : unclear;
    }
    case 'no': {
      if (!plainly || takesBackNo(after)) return promises(after) ? { as: 'notYet', detail } : unclear;
      if (promises(after) || saysWill(said)) return { as: 'notYet', detail };
      if (hedgesNo(after)) return unclear;
      const fact = lackIn(spelt(words, at + phraseAt(words, at, connectives)));
      return { as, detail, ...(fact && { lacks: fact }) };
    }
    case 'notYet':
      return plainly ? { as, detail, ...(part && { part }) } : unclear;
    case 'notSure':
      // "Not sure that ..." at length is a statement, and would be lost if it were taken for not knowing.
      return tail[0]?.afterPause || tail.length <= longestDoubt ? { as, detail } : unclear;
    case 'perhaps':
      // "Should be in the office" is an answer to another kind of question; only a bare "maybe" is not sure.
      return unclear;
    default:
      return as satisfies never;
  }
}

type Class = ReplyPhrase['as'];

/** Words that may follow "not sure" without a pause. */
const longestDoubt = 8;

/** "Yesss" is "yes". */
function shortened(word: Word): Word {
  return { ...word, word: word.word.replaceAll(/(\p{L})\1{2,}/gu, '$1') };
}

function spelt(words: readonly Word[], from: number): string {
  return words
    .slice(from)
    .map(({ word }) => word)
    .join(' ');
}

function skip(words: readonly Word[], from: number, phrases: Phrases): number {
  let at = from;
  for (let count = 1; count > 0; at += count) count = phraseAt(words, at, phrases, 4);
  return at;
}

/** True where nothing but politeness stands from word `at` on. */
function endsAt(words: readonly Word[], at: number): boolean {
  return skip(words, at, closers) === words.length;
}

/** The reply phrase at `from`, where it stands as a reply and does not begin another sentence. */
function headAt(
  words: readonly Word[],
  from: number,
): { readonly as: Class; readonly count: number; readonly part?: true } | undefined {
  for (let longest = longestReplyPhrase; longest > 0; ) {
    const count = phraseAt(words, from, replyPhrases, longest);
    if (count === 0) return undefined;
    const key = spelt(words.slice(from, from + count), 0);
    const phrase = replyPhrases.get(key);
    if (phrase && standsAlone(phrase, key, words, from + count))
      return { as: phrase.as, count, ...(phrase.part && { part: phrase.part }) };
    longest = count - 1;
  }
  return undefined;
}

function standsAlone(phrase: ReplyPhrase, key: string, words: readonly Word[], at: number): boolean {
  const next = words[at];
  if (!next || next.afterPause || endsAt(words, at)) return true;
  if (phrase.as === 'no' && phrase.strong) return afterNo.has(next.word) || startsReply(words, at);
  if (phrase.strong) return true;
  if (connectives.has(next.word)) return true;
  if (phrase.as === 'yes' && /(?:done|sorted|completed|finished|in place)$/.test(key))
    return afterWeakYes.has(next.word);
  // "We have that yes" agrees; "we do not have that in place" goes on.
  const isNextYes = replyPhrases.get(spelt(words, at))?.as === 'yes';
  const agrees = phrase.as === 'yes' ? isNextYes : phrase.as === 'perhaps' || !isNextYes;
  return agrees && startsReply(words, at);
}

/** True where a strong reply phrase begins at `at`: "nah never", "probably yes". */
function startsReply(words: readonly Word[], at: number): boolean {
  const count = phraseAt(words, at, replyPhrases, longestReplyPhrase);
  return count > 0 && at + count === words.length;
}

/** Two replies in one breath: the more doubtful of them, and unclear where they contradict each other. */
function together(first: Class, second: Class): Class | 'unclear' {
  if (first === second) return first;
  const either = (as: Class) => first === as || second === as;
  if (either('notApplicable')) return 'unclear';
  // "Maybe yes" says maybe; "yes, maybe" takes something back.
  if (either('yes')) return first === 'notSure' || first === 'perhaps' ? first : 'unclear';
  if (either('notSure')) return 'notSure';
  if (first === 'notYet' || !either('perhaps')) return 'notYet';
  return 'perhaps';
}

/** "We'll", which `wordsOf` cannot tell from "well". */
function saysWill(said: string): boolean {
  return /\b(?:i|we|they|he|she|it|you)'ll\b/i.test(said);
}

/** "Yes, 60%" is a part. */
function isPart(said: string): boolean {
  return /\b(?!100\b)\d{1,3}(?:\.\d+)? ?(?:%|per ?cent\b|pc\b)/i.test(said);
}

/** What stands after word `at - 1`, without the comma and the "because" before it. */
function detailAfter(said: string, words: readonly Word[], at: number, reasons: Phrases): string {
  const from = at + phraseAt(words, at, reasons, 3);
  if (from > at && words[from]) return said.slice(words[from].start);
  return said.slice(words[at - 1]?.end).replace(/^[\s,.;:!?-]+/, '');
}

const longestBeforeYes = 25;

/** "They stop what they do and read the policy, so yes": a yes said last, where nothing before it is in doubt. */
function trailingYes(said: string, words: readonly Word[]): Reply | undefined {
  const count = ['so yes', 'so yeah', 'so yep', 'so its a yes', 'so thats a yes', 'so that is a yes', 'so its yes']
    .map((ending) => ending.split(' '))
    .find((ending) => ending.every((word, at) => words[words.length - ending.length + at]?.word === word))?.length;
  const before = words.slice(0, words.length - (count ?? 0));
  const last = before.at(-1);
  if (count === undefined || !last || before.length > longestBeforeYes) return undefined;
  const spoken = spelt(before, 0);
  if (doubtsYes(spoken) || saysWill(said) || isPart(said) || headAt(before, skip(before, 0, openers))) return undefined;
  return { as: 'yes', detail: said.slice(0, last.end) };
}

/** "Do we encrypt laptops?? no idea": not knowing, said last. Only after a question or a few words is it the answer. */
function trailingNotSure(said: string, words: readonly Word[]): Reply {
  let from = words.length - 1;
  while (from > 0 && !words[from]?.afterPause) from -= 1;
  const start = skip(words, from, openers);
  const head = start < words.length ? headAt(words, start) : undefined;
  if (head?.as !== 'notSure' || from === 0 || !endsAt(words, start + head.count)) return unclear;
  const before = said.slice(0, words[from - 1]?.end);
  const gap = said.slice(words[from - 1]?.end, words[from]?.start);
  if (!gap.includes('?') && from > 4) return unclear;
  return { as: 'notSure', detail: gap.includes('?') ? `${before}?` : before };
}
