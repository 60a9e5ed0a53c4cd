import { understandDate } from './dates.ts';
import type { Intent } from './intents.ts';

const polite =
  "(?:(?:please|pls|can you|could you|can i|could i|can we|i want to|i need to|i would like to|id like to|i'd like to|let me|lets|let's|ok|oh|sorry|hi|just|actually|no|wait|and|so)[ ,]+){0,4}";
const politeEnd = '(?:[ ,]+(?:please|pls|thanks|thank you|now|again|ta|cheers|for me))*[ .!?]*';
const changing =
  '(?:change|edit|amend|redo|fix|correct|update|alter|modify|re-?answer|answer|go to|goto|go back to|jump to|open|skip to|move to|take me to|take me back to|show me|show|see|back to|return to|do|review|revisit|look at)';
const number = '(?<id>\\d{1,2}[. ]\\d{1,2}[. ]\\d{1,2}(?:\\.[a-z]{2,20})?)';
const toQuestion = new RegExp(
  `^${polite}${changing} (?:my |the |our |that |an? )?(?:(?:answers?|reply|response)(?: (?:to|for|on|of|in))? ?)?(?:the )?(?:question|q|item|number|no\\.?|evidence item)? ?${number}(?: to .{1,40})?${politeEnd}$`,
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

const wrongName =
  /^(?:(?:the |our |my )?(?:service |home |home's |service's )?name(?: is|'s)(?: spelt)? wrong|i (?:got|spelt|typed|put) the name wrong|wrong name)[ .!]*$/i;

/** "Change 3.2.1", "3.2.1", "change the service name", "change my answer". `said` is normalised. */
export function changeIn(said: string): Intent | undefined {
  if (wrongName.test(said)) return { type: 'change', question: 'setup.name' };
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
