import type { PersonId } from '../people/model.ts';
import { addDays } from '../understand/calendar.ts';
import type { LondonCalendar } from './calendar.ts';
import {
  type Reminder,
  type ReminderFacts,
  type ReminderKind,
  type ReminderSettings,
  reminderKey,
  reminderKinds,
} from './model.ts';
import { remindersAround, rules } from './rules.ts';

/**
 * What is due on a day (ISO date) or will be, by person, the most pressing first. Of the stages of a subject that are due only the latest
 * stands; those put off have moved. Frequency, quiet hours, snoozes and what was sent are not looked at.
 */
export function pendingReminders(
  today: string,
  facts: ReminderFacts,
  settingsOf: (person: PersonId) => ReminderSettings,
  calendar: LondonCalendar,
): ReadonlyMap<PersonId, readonly Reminder[]> {
  const oldest = new Map(reminderKinds.map((kind) => [kind, addDays(today, -rules[kind].lookBack)]));
  const byPerson = Map.groupBy(remindersAround(today, facts, calendar), ({ to }) => to);
  return new Map(
    [...byPerson].map(([person, reminders]) => {
      const { putOff = {} } = settingsOf(person);
      const standing = lastDue(reminders, today)
        .map((reminder) => moved(reminder, putOff))
        .filter(({ kind, dueOn }) => dueOn >= (oldest.get(kind) ?? today));
      return [person, standing.sort(byPressure)];
    }),
  );
}

/** Without the stages that a later one, due as well, stands for. */
function lastDue(reminders: readonly Reminder[], today: string): Reminder[] {
  const due = new Map<string, Reminder>();
  for (const reminder of reminders) {
    if (reminder.dueOn > today) continue;
    const about = `${reminder.kind}/${reminder.subject}`;
    const before = due.get(about);
    if (!before || before.dueOn < reminder.dueOn) due.set(about, reminder);
  }
  return [...due.values(), ...reminders.filter(({ dueOn }) => dueOn > today)];
}

/** The reminder on the day to which it was put off, as often as it was. Whoever chose a day is told on that day. */
function moved(reminder: Reminder, putOff: Readonly<Record<string, string>>): Reminder {
  const key = reminderKey(reminder);
  const to = Object.hasOwn(putOff, key) ? putOff[key] : undefined;
  return to !== undefined && to > reminder.dueOn ? moved({ ...reminder, dueOn: to, urgency: 'now' }, putOff) : reminder;
}

/** What somebody wants to see first of several. */
const ranks: Readonly<Record<ReminderKind, number>> = {
  plan: 0,
  signOff: 1,
  assigned: 2,
  lapsing: 3,
  evidenceReview: 4,
  republish: 5,
  stalled: 6,
  newEdition: 7,
};

function byPressure(one: Reminder, other: Reminder): number {
  return (
    Number(one.urgency !== 'now') - Number(other.urgency !== 'now') ||
    ranks[one.kind] - ranks[other.kind] ||
    compare(one.dueOn, other.dueOn) ||
    compare(one.subject, other.subject)
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
