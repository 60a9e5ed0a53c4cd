import { addDays, dayOf } from './calendar.ts';
import { understandDate } from './dates.ts';
import { isDateAlone, remind } from './peopleReminderWords.ts';
import { type Found, type Rule, rule } from './peopleRules.ts';
import type { SnoozeUntil } from './peopleTalk.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const weekday = '(?<day>mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';

/** The first choice that is not before the day that was named. */
function untilDay(named: string, today: string): SnoozeUntil {
  const { year, month, day } = dayOf(today);
  const now = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const then = weekdays.findIndex((each) => each.startsWith(named.toLowerCase().slice(0, 3)));
  return within((then - now + 7) % 7 || 7);
}

function daysBetween(from: string, to: string): number {
  let days = 0;
  while (days < 7 && addDays(from, days) < to) days += 1;
  return days;
}

const within = (days: number): SnoozeUntil => (days <= 1 ? 'tomorrow' : days <= 3 ? 'threeDays' : 'nextWeek');

const whens: readonly (readonly [SnoozeUntil, string])[] = [
  [
    'tomorrow',
    '(?:tomorrow(?: (?:morning|afternoon|evening|night|please))?|in the morning|(?:a|one|1) day|in (?:a|one|1) day|24 hours|in 24 hours|(?:a|for a) day|the next day|another day|another time|later|for now|not now|in a bit|in a while)',
  ],
  [
    'threeDays',
    "(?:(?:in |after |for )?(?:(?:a )?few|a couple of|a couple|2|two|3|three|2 or 3|two or three|2-3) days?(?:'? time)?|later (?:this|in the) week|the day after tomorrow|day after tomorrow)",
  ],
  [
    'nextWeek',
    "(?:next week|(?:in |after |for )?(?:a|one|1) week(?:'?s? time)?|a week today|(?:in |after |for )?(?:7|seven|5|five|4|four|6|six) days|after the weekend|the week after|next (?:mon|tues|wednes|thurs|fri)day|this time next week|in a weeks time)",
  ],
];
const snoozing =
  '(?:snooze|pause|hold off|hold|delay|postpone|put off|put back|hush|quieten|mute)(?: (?:it|this|that|these|me|the|my|reminders?|all)){0,3}';
const nudging = `(?:${remind} me|remind|get back to me|come back to me|try me|try|try again|ask me|ask me again|ask again|ask|tell me|tell me again|let me know|remind us|put (?:it|this|that|me) off|put off|put (?:it|this) back|leave (?:it|this|me)|move (?:it|this)|wait|hold off)`;
const lead = `(?:${snoozing}|${nudging})`;
const until = '(?: (?:again|about this|about it|of this|this))?(?: (?:until|till|til|for|to|on|by))?';

const snoozes: readonly Rule[] = [
  rule(
    ['snooze', 'snooze (?:it|this|this reminder|the reminder|reminder|reminders|my reminders|the reminders|that)'],
    () => ({ type: 'snooze', until: 'tomorrow' }),
  ),
  ...whens.map(([when, words]) =>
    rule(`${lead}${until} ${words}`, (found) => (isSnooze(found) ? { type: 'snooze', until: when } : undefined)),
  ),
  rule(`${lead}${until} (?:this |next )?${weekday}(?: (?:morning|afternoon|please))?`, (found) =>
    isSnooze(found) ? { type: 'snooze', until: untilDay(found.text('day') ?? '', found.said.today) } : undefined,
  ),
];

/** Put off to a date: to the first choice that is not before it, where there is one. */
const snoozeToDate = rule(`${remind} me(?: again)? (?<when>.{2,40})`, (found) => {
  const said = found.asTyped('when') ?? '';
  if (!isDateAlone(said)) return undefined;
  const { today } = found.said;
  const date = understandDate(said, today, { mayBeFuture: true });
  if (!date.ok || date.precision === 'year') return undefined;
  const isSoon = date.precision === 'day' && date.date > today && date.date <= addDays(today, 7);
  return isSoon ? { type: 'snooze', until: within(daysBetween(today, date.date)) } : { type: 'reminders' };
});

/** With what may as well be said of something else, only what is about the person counts, and never what is put off for good. */
function isSnooze(found: Found): boolean {
  const { text } = found.said;
  if (/^(?:snooze|pause|remind me|nudge me|message me|text me|ping me|chase me|prompt me)/i.test(text))
    return !/^pause (?:it|this|that|the|for|until)/i.test(text);
  if (/\b(?:later|another time|another day|in a bit|in a while|not now|for now|the next day)$/i.test(text))
    return false;
  return (
    /^(?:get back to me|come back to me|try me|ask me|tell me again|put (?:it|this|me|that) off|put off|postpone)/i.test(
      text,
    ) && !/^put off (?:for|by)/i.test(text)
  );
}

/** Putting off what one is reminded of. */
export const snoozeRules: readonly Rule[] = [...snoozes, snoozeToDate];
