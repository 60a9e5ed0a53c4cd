import { changeIn } from './changes.ts';
import { correctionIn } from './correction.ts';
import { emergencyIn } from './emergencies.ts';
import { explanationIn } from './explanations.ts';
import { intentByPattern } from './intentPatterns.ts';
import { intentByPhrase, politeAfter, politeBefore } from './intentPhrases.ts';
import { normalise } from './normalise.ts';
import { withoutCodeTalk } from './returnCode.ts';
import { slipIn } from './slips.ts';
import { phraseAt, type Word, wordsOf } from './words.ts';

export const emergencyKinds = ['hacked', 'lostDevice', 'lostPapers', 'wrongPerson'] as const;
export type EmergencyKind = (typeof emergencyKinds)[number];

/** What can be asked for in one utterance, without saying more. */
export const plainIntents = [
  'help',
  'why',
  'example',
  'need',
  'skip',
  'back',
  'status',
  'undo',
  'stop',
  'returnCode',
  'person',
  'greeting',
  'thanks',
  'startAgain',
  'summary',
  'optional',
  'cancelCodes',
  'carryOn',
  'approachingFirst',
  'rephrase',
  'publish',
] as const;
export type PlainIntent = (typeof plainIntents)[number];

/** `question` is an item's number, a follow-up's id or a set-up question's id; `term` and `code` are as typed. */
export type Intent =
  | { readonly type: PlainIntent }
  | { readonly type: 'change'; readonly question?: string }
  | { readonly type: 'explain'; readonly term: string }
  | { readonly type: 'emergency'; readonly kind: EmergencyKind }
  | { readonly type: 'redeem'; readonly code: string };

/** No command is longer, in characters; a longer text is an answer whatever it begins with. */
const longest = 160;

/**
 * What `text` as a whole asks the guide to do; undefined for an answer. Only whole utterances count: a sentence that
 * happens to hold "help", "back" or "stop" is an answer.
 */
export function understandIntent(text: string): Intent | undefined {
  const said = normalise(text);
  if (said.length > longest) return undefined;
  const words = wordsOf(said);
  const spelt = words.map(({ word }) => word).join(' ');
  const kind = emergencyIn(spelt);
  if (kind) return { type: 'emergency', kind };
  const plain = plainIntent(words);
  // "Oops, I meant yes" says more than undo.
  if (plain?.type === 'undo' && correctionIn(said)) return undefined;
  return plain ?? changeIn(said) ?? redemption(said) ?? explanationIn(said) ?? slipIn(spelt);
}

/** Looks the words up as they are, then with more and more politeness taken off. */
function plainIntent(words: readonly Word[]): Intent | undefined {
  for (const from of startsAfterPoliteness(words)) {
    for (let to = words.length; to > from; ) {
      const type = plainIntentOf(spell(words.slice(from, to)));
      if (type) return { type };
      const shorter = withoutLastPoliteness(words, from, to);
      if (shorter === to) break;
      to = shorter;
    }
  }
  return undefined;
}

function plainIntentOf(spelt: string): PlainIntent | undefined {
  return intentByPhrase.get(spelt) ?? intentByPattern(spelt);
}

function startsAfterPoliteness(words: readonly Word[]): readonly number[] {
  const starts = [0];
  for (let at = 0; at < words.length && starts.length < 6; ) {
    const count = phraseAt(words, at, politeBefore, 4);
    if (count === 0) break;
    at += count;
    starts.push(at);
  }
  return starts;
}

function withoutLastPoliteness(words: readonly Word[], from: number, to: number): number {
  for (let count = Math.min(4, to - from - 1); count > 0; count -= 1) {
    if (politeAfter.has(spell(words.slice(to - count, to)))) return to - count;
  }
  return to;
}

function spell(words: readonly Word[]): string {
  return words.map(({ word }) => word).join(' ');
}

const codeTalk =
  /^(?:(?:hi|hello|hey|ok|please|here is|here's|heres)[ ,.!:-]+){0,2}(?:(?:use|enter|open|with)\s+)?(?:(?:my|the|our)\s+)?return ?code\b/i;
const codeIs = /^(?:(?:hi|hello|hey|ok|please)[ ,.!:-]+){0,2}(?:my|the|our) code(?: is|'s|:)/i;
const noCodeWord =
  /\b(?:is|in|the|a|an|not|with|kept|for|to|my|our|of|on|we|i|it|work|working|works|wrong|lost|please|what|where|how|does|doesn|do|and|or|isn|can|mean)\b/i;

/** "Return code maple heron ...": whatever follows is tried as a code, so that a slip in it is told to the person. */
function redemption(said: string): Intent | undefined {
  const isReturnCode = codeTalk.test(said);
  if (!isReturnCode && !codeIs.test(said)) return undefined;
  const rest = withoutCodeTalk(said.replace(/^(?:use|enter|open|with)\s+/i, ''));
  const words = rest.split(/[^\p{L}]+/u).filter(Boolean);
  if (words.length === 0 || words.length > 8 || noCodeWord.test(rest)) return undefined;
  // "The code is changed each month" is an answer.
  if (!isReturnCode && (words.length < 4 || words.length > 6) && !(words.length === 1 && rest.length >= 15))
    return undefined;
  return { type: 'redeem', code: words.join(' ').toLowerCase() };
}
