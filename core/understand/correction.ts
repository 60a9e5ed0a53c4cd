import { normalise } from './normalise.ts';
import { spelling } from './words.ts';

/**
 * Something said before is taken back. `rest` is what is right instead, as typed, and '' where that was not said ("no wait",
 * "that was for the last one"); `question` where the words name what was wrong.
 */
export interface Correction {
  readonly rest: string;
  readonly question?: 'setup.name';
}

/** A longer text is an answer, whatever it begins with; in characters. */
const longest = 120;

const gap = '[ ,.!:;-]+';
const sorry =
  '(?:no|nope|oh|ah|oops|ooops|whoops|woops|sorry|wait|hang on|hold on|actually|ok|um|er|hmm|so|wrong|my mistake|my bad)';
const sorries = `(?:${sorry}${gap})`;
const its =
  "(?:(?:it is|it's|its|it was|it should be|it should say|it should have been|should be|should say|should have been|its actually|it is actually|it's actually|i meant|make it|make that|is|the name is|the answer is|the right one is)\\b[ ,:]*)";
const ending = '[ .!]*$';

const elsewhere = new RegExp(
  `^${sorries}{0,4}(?:that|this|it|that answer|this answer|my answer|my last answer|the last answer|that one|i meant that|i meant it|i put that|thats|that's)(?: (?:was|is|were|should have been|should be|should go|goes|belongs))?(?: (?:meant|really|actually|supposed to be|the|an|my|answer|put|meant to be)){0,3} ?(?:for|under|answer to) (?:the|that) (?:last|previous|other|one before|question before|earlier|first|one above|last but one)(?: (?:one|question|answer|thing))?${ending}`,
  'i',
);
/** Nothing but the taking back. */
const bare = new RegExp(
  `^(?:(?:oh|um|sorry|ah|actually|oops)${gap})?(?:no${gap}(?:wait|hang on|hold on)|(?:wait|hang on|hold on)${gap}no)(?:${gap}(?:sorry|wait|a minute|a sec|a moment|no)){0,2}${ending}`,
  'i',
);

const withRest: readonly RegExp[] = [
  // "No sorry I meant Jane", "I meant Jane", "what I meant was Jane"
  new RegExp(
    `^${sorries}{0,4}(?:(?:i|we) meant|what i meant (?:was|is|to say was)|i was meant to (?:say|put|type)) (?:to (?:say|put|type|write) )?${its}?(?<rest>.+)$`,
    'i',
  ),
  new RegExp(`^${sorries}{1,4}i mean (?:to (?:say|put|type|write) )?${its}?(?<rest>.+)$`, 'i'),
  /^i (?:said|put|typed|wrote) .{1,40}?\b(?:but )?i (?:meant|mean) (?<rest>.+)$/i,
  // "No wait, 3", "wait no it was Jane"
  new RegExp(
    `^(?:(?:oh|um|sorry|ah|oops)${gap})?(?:no${gap}(?:wait|hang on|hold on)|(?:wait|hang on|hold on)${gap}no)(?:${gap}(?:sorry|a minute|a sec|a moment))?${gap}${its}?(?<rest>.+)$`,
    'i',
  ),
  // "Oops yes", "oops 3"
  new RegExp(
    `^(?:oops|ooops|whoops|woops)${gap}(?:sorry${gap}|no${gap}){0,2}${its}?(?<rest>(?:yes|no|not yet|not sure|\\d.{0,20}))${ending}`,
    'i',
  ),
  // "Scratch that, its Jane", "that was wrong, it should be Jane", "typo, its Jane"
  new RegExp(
    `^${sorries}{0,3}(?:scratch that|scrap that|ignore that|forget that|(?:that|this|it)(?:'?s| is| was) (?:wrong|not right|a mistake|a typo|incorrect)|i (?:got|typed|put|spelt|spelled|said) (?:that|it|this) wrong|i made a (?:mistake|typo)|made a mistake|typo|spelling mistake|correction)${gap}${its}(?<rest>.+)$`,
    'i',
  ),
  /^(?:typo|correction)(?: ?: ?| - )(?<rest>.+)$/i,
  // "No sorry its Jane"
  new RegExp(
    `^${sorries}{0,2}(?:no${gap}sorry|sorry${gap}no|oops)${gap}(?:it should be|it should say|it should have been|make that|make it|its actually|it's actually|the (?:name|answer|number|date) is|that should be) (?<rest>.+)$`,
    'i',
  ),
  // "Change that to Jane"
  new RegExp(
    `^${sorries}{0,2}(?:(?:please|can you|could you|can i)${gap}){0,2}(?:change|correct|amend) (?:that|it|this|my answer|my last answer|the last answer|the answer) to (?<rest>.+?)(?: please)?$`,
    'i',
  ),
  // "*Jane"
  /^\*(?<rest>[\p{L}\p{N}][^*]{0,40})$/u,
];

const wrongName = new RegExp(
  `^${sorries}{0,3}(?:wrong name|(?:the |our |my )?(?:service |home )?name(?:'s| is| was) (?:spelt )?wrong|i (?:got|spelt|typed|put) the name wrong)${gap}(?:${its}|called )?(?<rest>.+)$`,
  'i',
);
const newName = new RegExp(
  `^${sorries}{0,2}(?:(?:please|can you|could you|can i)${gap}){0,2}(?:change|correct|amend) (?:the |our |my )?(?:service |home |service's |home's )?name (?:of (?:the |our |my )?(?:service|home) )?(?:to|it's|its) (?<rest>.+?)(?: please)?$`,
  'i',
);
const wrongThing = new RegExp(
  `^${sorries}{0,3}(?:wrong|the wrong) (?:number|date|day|month|year|figure|percentage|person|answer|one|word|spelling|button)${gap}${its}(?<rest>.+)$`,
  'i',
);

/** "No sorry 3", "no sorry Jane": a polite no may begin so too, and then goes on otherwise. */
const noSorry = new RegExp(
  `^(?:oh${gap})?(?:no${gap}(?:i(?:'?m| am) )?sorry|sorry${gap}no)${gap}${its}?(?<rest>.+)$`,
  'i',
);
const plainValue =
  /^(?:\d[\d.,/% ]{0,20}(?:out of \d{1,5}|%|per ?cent)?|\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2}|\d{1,2}(?:st|nd|rd|th)? \p{L}{3,9}(?: \d{4})?)[.!]*$/u;
const noName =
  /^(?:no|not|none|never|nothing|we|i|they|it|he|she|yes|maybe|there|dont|nobody|nope|only|just|but|because)\b/i;

/** "Actually no" and "actually they never leave"; "actually we use a bag" may well be a first answer. */
const actually = new RegExp(
  `^(?:(?:oh|um|no|sorry|wait|hmm|ah)${gap}){0,2}actually${gap}(?<rest>(?:yes|no|not yet|yes we do|no we dont|no we don't|yes we have|no we havent|no we haven't|\\d[\\d%/. ]{0,12}(?:out of \\d+)?|(?:they|it|that|he|she|its|it's|thats|that's|it was|make that)(?: [\\p{L}\\p{N}'%-]+){1,5}))${ending}`,
  'iu',
);
const actuallyNo = new RegExp(
  `^(?:(?:oh|um|sorry|wait|hmm|ah)${gap}){0,2}actually${gap}no${gap}(?:sorry${gap})?${its}(?<rest>.+)$`,
  'i',
);

/** What `text` corrects; undefined unless that is clear. To be asked before commands: "oops I meant yes" also reads as undo. */
export function correctionIn(text: string): Correction | undefined {
  const said = normalise(text);
  if (said.length > longest || said.includes('?')) return undefined;
  if (elsewhere.test(said) || bare.test(said)) return { rest: '' };
  const name = restOf(wrongName, said) ?? restOf(newName, said);
  if (name) return { rest: name, question: 'setup.name' };
  for (const pattern of [...withRest, wrongThing, actuallyNo]) {
    const rest = restOf(pattern, said);
    if (rest && !pointless.test(spelling(rest))) return { rest };
  }
  const value = restOf(noSorry, said);
  if (value && plainValue.test(value) && !noName.test(value)) return { rest: value };
  const rest = restOf(actually, said);
  return rest === undefined ? undefined : { rest };
}

/** "I meant something else" says only that it was wrong: undo. */
const pointless =
  /^(?:something else|that|it|this|another one|the other one|the other|well|to|undo|go back|help|for|stop)$/;

function restOf(pattern: RegExp, said: string): string | undefined {
  const rest = pattern
    .exec(said)
    ?.groups?.rest?.replace(/^[\s,.:;!-]+/, '')
    .replace(/[\s.!,;:]+$/, '');
  return rest || undefined;
}
