import { understandDate } from './dates.ts';
import type { Intent } from './intents.ts';
import { understandReply } from './reply.ts';
import { spelling } from './words.ts';

const term = "(?<term>[\\p{L}\\p{N}][\\p{L}\\p{N} '&+/().-]{0,48}?)";
/** Said before such a question. */
const lead =
  '(?:(?:please|pls|can you|could you|sorry|ok|um|er|oh|hi|hey|but|and|so|hmm|well|wait|right|can someone|can anyone|can u)[ ,.]+){0,3}';
const article =
  '(?:(?:the word|the term|the phrase|meant by|all this|a|an|the|our|my|your|this|these|those|that|exactly|actually|even) ){0,2}';
/** Said after it. */
const ends =
  '(?: (?:then|exactly|please|pls|again|anyway|actually|thanks|in this|here|in care|in english|in plain english|in simple terms|even))*[ ?!.]*';
const asking: readonly RegExp[] = [
  `what(?:'?s| is| are| r| was|s| on earth is) ${article}${term} (?:mean|meant|stand for|for|all about|stands for)`,
  `(?:what|wot|wat|wht|whta|waht)(?:'?s| is| are| r| was|s| on earth is) ${article}${term}`,
  `(?:what|wot|wat|wht|whta|waht) (?:does|do|dose|did|would) ${article}${term} (?:mean|means|stand for|do|involve|look like)`,
  `(?:what|wot|wat|wht|whta|waht) (?:do|does|did|would) (?:they|you|u|it|we|this|that|people) (?:mean|understand|call)(?: by| with| about)? ${article}${term}`,
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
  /^(?:it|that|this|these|those|they|them|next|left|new|up|wrong|going on|happening|happened|there|you|your name|me|i|we|us|he|she|who|what|why|how|when|where|which|mean|missing|point|question|answer|all|one|everything|something|anything|nothing|time|today|here|on|in|so|not|for|supposed|your|problem|matter|use|difference|best|right|correct|done|word|please|deadline|if|needed|required|the|a|an|like|site|website|(?:official|real) (?:site|website)|cost|price|penalty|consequences|due date|closing date|levels?)$/i;
const noTermStart =
  /^(?:i|you|we|they|he|she|it|that|this|there|if|when|how|why|what|whats|who|where|which|to|in case|next|happening|going|supposed|needed|left|do|does|did|is|are|was|can|could|should|would|will|have|has|had|for|so|not|and|or|but|about|with|because|being|best|wrong|your|really|ok|okay|sorry|hello|huh|eh|pardon|me|us|like|maybe|also|then|someone|anyone|everyone|nobody|in|on|at|by|from|of|difference between)\b/i;

/** "What is encryption", "whats a dpia", "what do they mean records", "encryption?". `said` is normalised. */
export function explanationIn(said: string): Intent | undefined {
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
