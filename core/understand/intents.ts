import { editDistance } from './closeness.ts';
import { understandDate } from './dates.ts';
import { emergencyIn } from './emergencies.ts';
import { commandWords, intentByPhrase, politeAfter, politeBefore } from './intentPhrases.ts';
import { normalise } from './normalise.ts';
import { understandReply } from './reply.ts';
import { withoutCodeTalk } from './returnCode.ts';
import { phraseAt, spelling, type Word, wordsOf } from './words.ts';

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
  return plainIntent(words) ?? change(said) ?? redeem(said) ?? explain(said) ?? slip(spelt);
}

/** Looks the words up as they are, then with more and more politeness taken off. */
function plainIntent(words: readonly Word[]): Intent | undefined {
  for (const from of startsAfterPoliteness(words)) {
    for (let to = words.length; to > from; ) {
      const type = intentByPhrase.get(spell(words.slice(from, to)));
      if (type) return { type };
      const shorter = withoutLastPoliteness(words, from, to);
      if (shorter === to) break;
      to = shorter;
    }
  }
  return undefined;
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

const polite =
  "(?:(?:please|pls|can you|could you|can i|could i|can we|i want to|i need to|i would like to|id like to|i'd like to|let me|lets|let's|ok|oh|sorry|hi|just|actually|no|wait|and|so)[ ,]+){0,4}";
const politeEnd = '(?:[ ,]+(?:please|pls|thanks|thank you|now|again|ta|cheers|for me))*[ .!?]*';
const changing =
  '(?:change|edit|amend|redo|fix|correct|update|alter|modify|re-?answer|answer|go to|goto|go back to|jump to|open|skip to|move to|take me to|take me back to|show me|show|see|back to|return to|do|review|revisit|look at)';
const number = '(?<id>\\d{1,2}[. ]\\d{1,2}[. ]\\d{1,2}(?:\\.[a-z]{2,20})?)';
const toQuestion = new RegExp(
  `^${polite}${changing} (?:my |the |our |that |an? )?(?:(?:answers?|reply|response)(?: (?:to|for|on|of|in))? ?)?(?:the )?(?:question|q|item|number|no\\.?|evidence item)? ?${number}${politeEnd}$`,
  'i',
);
const questionAlone = new RegExp(
  `^${polite}(?:(?:the )?(?:question|q|item|number|no\\.?) ?)?${number}${politeEnd}$`,
  'i',
);
const bareNumber = /^\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.[a-z]{2,20})?[ .!?]*$/i;

/** Parts of the set-up as people call them. Those not named here go to the whole of it. */
const setup: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:(?:the |our |my )?(?:service'?s? |home'?s? |care home'?s? |company'?s? |organisation'?s? )?name(?: of (?:the|our|my) (?:service|home|care home|company))?|service name|home name)$/,
    'setup.name',
  ],
  [
    /^(?:the |our |my )?(?:type of (?:the |our )?(?:service|care|home)|(?:service|care|home|care home|our service'?s?|services) type|kind of service|what kind of service(?: we are)?|what type of service(?: we are)?)$/,
    'setup.serviceType',
  ],
  [/^(?:the |our |my )?(?:ods|organisation) ?code$/, 'setup.odsCode'],
  [
    /^(?:the |our |my )?(?:set[ -]?up(?: answers?| questions?| details)?|details|service details|profile|service profile|organisation profile|details (?:of|about) (?:the|our|my) service|facts)$/,
    'setup',
  ],
];
const changeVerb = new RegExp(
  `^${polite}(?:change|edit|amend|redo|fix|correct|update|alter|modify|go to|go back to|back to|rename)\\b ?(?<what>.*?)${politeEnd}$`,
  'i',
);
const somethingElse =
  /^(?:|(?:my|the|an|our|that|this|one|some|last|previous|a)? ?(?:last |previous |other )?(?:answers?|question|something|one|replies|reply)(?: of mine| i gave| i made| please)?|something(?: i said| i put)?|what i said|what i put|it|that|this)$/i;

function change(said: string): Intent | undefined {
  const asked = toQuestion.exec(said) ?? questionAlone.exec(said);
  if (asked?.groups?.id && !isDate(said))
    return { type: 'change', question: asked.groups.id.replaceAll(' ', '.').toLowerCase() };
  const what = changeVerb.exec(said)?.groups?.what?.trim().toLowerCase();
  if (what === undefined) return undefined;
  const part = setup.find(([pattern]) => pattern.test(what))?.[1];
  if (part) return { type: 'change', question: part };
  return somethingElse.test(what) && /\b(?:change|edit|amend|redo|correct|update|alter|modify|fix)\b/i.test(said)
    ? { type: 'change' }
    : undefined;
}

/** "3.4.26" alone is 3 April; with "change" before it, a question. */
function isDate(said: string): boolean {
  return bareNumber.test(said) && understandDate(said, '2100-01-01').ok;
}

const codeTalk =
  /^(?:(?:hi|hello|hey|ok|please|here is|here's|heres)[ ,.!:-]+){0,2}(?:(?:use|enter|open|with)\s+)?(?:(?:my|the|our)\s+)?return ?code\b/i;
const codeIs = /^(?:(?:hi|hello|hey|ok|please)[ ,.!:-]+){0,2}(?:my|the|our) code(?: is|'s|:)/i;
const noCodeWord =
  /\b(?:is|in|the|a|an|not|with|kept|for|to|my|our|of|on|we|i|it|work|working|works|wrong|lost|please|what|where|how|does|doesn|do|and|or|isn|can|mean|mean)\b/i;

/** "Return code maple heron ...": whatever follows is tried as a code, so that a slip in it is told to the person. */
function redeem(said: string): Intent | undefined {
  const isReturnCode = codeTalk.test(said);
  if (!isReturnCode && !codeIs.test(said)) return undefined;
  const rest = withoutCodeTalk(said.replace(/^(?:use|enter|open|with)\s+/i, ''));
  const words = rest.split(/[^\p{L}]+/u).filter(Boolean);
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  if (words.length === 0 || words.length > 8 || noCodeWord.test(rest)) return undefined;
  if (!isReturnCode && letters < 15) return undefined;
  return { type: 'redeem', code: words.join(' ').toLowerCase() };
}

const term = "(?<term>[\\p{L}\\p{N}][\\p{L}\\p{N} '&+/().-]{0,48}?)";
const lead =
  '(?:(?:please|pls|can you|could you|sorry|ok|um|er|oh|hi|hey|but|and|so|hmm|well|wait|right|can someone|can anyone|can u)[ ,.]+){0,3}';
const article =
  '(?:(?:the word|the term|the phrase|meant by|all this|a|an|the|our|my|your|this|these|those|that|exactly|actually|even) ){0,2}';
const ends =
  '(?: (?:then|exactly|please|pls|again|anyway|actually|thanks|in this|here|in care|in english|in plain english|in simple terms|even))*[ ?!.]*';
const asking: readonly RegExp[] = [
  `what(?:'?s| is| are| r| was|s| on earth is) ${article}${term} (?:mean|meant|stand for|for|all about|stands for)`,
  `(?:what|wot|wat)(?:'?s| is| are| r| was|s| on earth is) ${article}${term}`,
  `(?:what|wot|wat) (?:does|do|dose|did|would) ${article}${term} (?:mean|means|stand for|do|involve|look like)`,
  `(?:what|wot|wat) (?:do|does|did|would) (?:they|you|u|it|we|this|that|people) (?:mean|understand|call)(?: by| with| about)? ${article}${term}`,
  `(?:explain what|explain|define|describe|clarify)(?: to me)? ${article}${term}(?: (?:is|are|means|mean|to me))?`,
  `(?:the )?(?:meaning|definition) of ${article}${term}`,
  `(?:tell me|say|explain|show me|help me understand|remind me)(?: more)? (?:about|what) ${article}${term}(?: (?:is|are|means|mean))?`,
  `${article}${term} (?:meaning|definition|meaning\\?|means what|is what|mean)`,
  `(?:i )?(?:don'?t|do not|dunno|not sure|i'?m not sure|no idea|don'?t really|haven'?t a clue|i have no idea) ?(?:know |understand |get |remember |sure )?what ${article}${term} (?:is|are|means|mean|stands for)`,
  `(?:i )?(?:don'?t|do not) (?:understand|know|get) (?:the (?:word|term|phrase|bit about) )${article}${term}`,
  `(?:i(?:'ve| have)? )?never heard of ${article}${term}`,
  `who(?:'s| is| are|s) ${article}${term}`,
].map((pattern) => new RegExp(`^${lead}${pattern}${ends}$`, 'iu'));
const termWithQuestionMark = new RegExp(`^${article}${term} ?\\?[ ?!]*$`, 'iu');

/** Words that stand for no term: "what is this" and "what is next" are about the conversation. */
const noTerm =
  /^(?:it|that|this|these|those|they|them|next|left|new|up|wrong|going on|happening|happened|there|you|your name|me|i|we|us|he|she|who|what|why|how|when|where|which|mean|missing|point|question|answer|all|one|everything|something|anything|nothing|time|today|here|on|in|so|not|for|supposed|your|problem|matter|use|difference|best|right|correct|done|if|needed|required|the|a|an|like)$/i;
const noTermStart =
  /^(?:i|you|we|they|he|she|it|that|this|there|if|when|how|why|what|who|where|which|to|in case|next|happening|going|supposed|needed|left|do|does|did|is|are|was|can|could|should|would|will|have|has|had|for|so|not|and|or|but|about|with|because|being|best|wrong|your|really|ok|okay|sorry|hello|huh|eh|pardon|me|us|like|maybe|also|then|someone|anyone|everyone|nobody|in|on|at|by|from|of)\b/i;

/** "What is encryption", "whats a dpia", "what do they mean records", "encryption?". */
function explain(said: string): Intent | undefined {
  for (const pattern of asking) {
    const found = pattern.exec(said)?.groups?.term?.trim();
    if (found && isTermLike(found, 6)) return { type: 'explain', term: found };
  }
  const found = termWithQuestionMark.exec(said)?.groups?.term?.trim();
  if (
    !found ||
    !isTermLike(found, 3) ||
    /\d/.test(found.replace(/^(?:2|3|72|iso)\b/i, '').replaceAll(/2[fs][av]|g-?cloud/gi, ''))
  )
    return undefined;
  // "Yes?" and "last March?" are answers that want to be told they are right.
  const isAnswer = understandReply(found).as !== 'unclear' || understandDate(found, '2100-01-01').ok;
  return isAnswer || answersWithDoubt.test(found) ? undefined : { type: 'explain', term: found };
}

const answersWithDoubt =
  /^(?:the |our |my )?(?:manager|deputy|owner|office|boss|team leader|senior|seniors|staff|head office|director)$/i;

function isTermLike(found: string, mostWords: number): boolean {
  return (
    !noTerm.test(found) &&
    !noTermStart.test(found) &&
    spelling(found).split(' ').length <= mostWords &&
    /\p{L}{2}/u.test(found)
  );
}

/** Words that are one letter from a command and mean something of their own. */
const realWords: ReadonlySet<string> = new Set(
  (
    'aback alter atop bach backs bank bark bask beck black bock buck cater cello continua continuer continuo' +
    ' dater eater edit elater emit estop exist gater hack hanks hater heap held hell hells helm hemp holp jack' +
    ' kelp lacer lack lager laker lamer laser late lated latex lather latter laver laxer layer mater neat nest' +
    ' newt pack plater precious quid quiet quilt quin quint quip quirt quite quiz quoit rack rater redstart sack' +
    ' scop sext shanks ship shop skep skid skim skimp skin skis skit slater slip slop snip states statue statues' +
    ' step stoa stob stomp stoop stope stoup stow stratus strop suit tack tanks tater text thanes thinks unto wack' +
    ' water whelp yelp'
  ).split(' '),
);

/** A command of one word with one slip in it: "hlep", "skpi", "satus". Never for fewer than four letters. */
function slip(spelt: string): Intent | undefined {
  if (!/^[a-z]{4,12}$/.test(spelt) || realWords.has(spelt)) return undefined;
  const meant = commandWords.find((word) => editDistance(spelt, word, 1) === 1);
  const type = meant === undefined ? undefined : intentByPhrase.get(meant);
  return type && { type };
}
