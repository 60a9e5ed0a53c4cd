import {
  type Hours,
  night,
  quietAfter,
  quietBefore,
  quietBetween,
  quietBut,
  time,
  timeOnClock,
} from './peopleHours.ts';
import { bother, messages, reminding } from './peopleReminderWords.ts';
import { type Found, type Rule, rule } from './peopleRules.ts';
import type { PeopleTalk } from './peopleTalk.ts';

const hour = (found: Found, group: string): string => found.text(group) ?? '';
const quiet = (hours: Hours | undefined): PeopleTalk | undefined => hours && { type: 'quietHours', hours };
const noMessages = [
  `(?:please )?(?:don'?t|do not|never|not to|stop) (?:${bother}|${reminding}|send|sending)(?: me| us)?(?: (?:anything|${messages}|any ${messages}|things))?`,
  `(?:no|no more|stop|stop sending|don'?t want|don'?t want any|i don'?t want|i don'?t want any|never any)(?: me)? ${messages}`,
  'quiet|quiet hours|quiet time|set quiet hours|make it quiet|keep quiet|be quiet|have quiet hours|silence|quiet hours are|my quiet hours are|i want quiet hours|change quiet hours to|set (?:my )?quiet hours to|turn quiet hours on|mute',
].join('|');
const from = time('from');
const to = time('to');
const fromClock = timeOnClock('from');
const toClock = timeOnClock('to');
const till = '(?:to|until|till|til|and|-|through to)';

/** When nothing is to be sent. */
export const quietRules: readonly Rule[] = [
  rule(
    [
      '(?:turn|switch) (?:my |the )?quiet hours off',
      '(?:turn off|switch off|stop|no|no more|cancel|end|remove|delete|forget|clear)(?: my| the)? quiet hours',
      '(?:my )?quiet hours off',
      `(?:you can )?(?:remind|nudge|message|text) me (?:at )?(?:any ?time|whenever|any hour|day or night|day and night|round the clock)`,
    ],
    () => ({ type: 'quietHours' }),
  ),
  rule(`(?:${noMessages}) (?:between |from )?${from} ?${till} ?${to}`, (found) =>
    quiet(quietBetween(hour(found, 'from'), hour(found, 'to'))),
  ),
  rule(`(?:${noMessages}) (?:after|past|later than|from) ${from}(?: (?:and|or) before ${to})?`, (found) =>
    quiet(found.has('to') ? quietBetween(hour(found, 'from'), hour(found, 'to')) : quietAfter(hour(found, 'from'))),
  ),
  rule(`(?:${noMessages}) (?:before|earlier than|until|till|til) ${to}(?: (?:and|or) after ${from})?`, (found) =>
    quiet(found.has('from') ? quietBetween(hour(found, 'from'), hour(found, 'to')) : quietBefore(hour(found, 'to'))),
  ),
  rule(`not before ${toClock}(?: (?:and|or) (?:not )?after ${fromClock})?`, (found) =>
    quiet(found.has('from') ? quietBetween(hour(found, 'from'), hour(found, 'to')) : quietBefore(hour(found, 'to'))),
  ),
  rule(`not after ${fromClock}(?: (?:and|or) (?:not )?before ${toClock})?`, (found) =>
    quiet(found.has('to') ? quietBetween(hour(found, 'from'), hour(found, 'to')) : quietAfter(hour(found, 'from'))),
  ),
  rule(`not between ${from} ${till} ${to}`, (found) => quiet(quietBetween(hour(found, 'from'), hour(found, 'to')))),
  rule(
    [
      `only (?:${bother}|send)(?: me)?(?: (?:${messages}|things))? (?:between |from )?${from} ?${till} ?${to}`,
      `(?:${bother}) me only (?:between|from) ${from} ?${till} ?${to}`,
      `(?:${bother}) me (?:between|from) ${from} ?${till} ?${to}(?: only)?`,
      `only between ${from} ?${till} ?${to}`,
    ],
    (found) => quiet(quietBut(hour(found, 'from'), hour(found, 'to'))),
  ),
  rule(`only (?:${bother}) me (?:after|from) ${to}`, (found) => quiet(quietBefore(hour(found, 'to')))),
  rule(`only (?:${bother}) me before ${from}`, (found) => quiet(quietAfter(hour(found, 'from')))),
  rule(
    `(?:${noMessages}) (?:at night|at night time|overnight|in the night|during the night|in the evenings?|of an evening|at nights|nights|evenings|late|late at night|out of hours)`,
    (found) => (/^(?:silence|keep quiet|be quiet)/i.test(found.said.text) ? undefined : quiet(night)),
  ),
];
