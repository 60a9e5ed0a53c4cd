import type { PersonId } from '../people/model.ts';
import type { LondonCalendar } from './calendar.ts';
import { defaultSettings, type Reminder, type ReminderFacts, type ReminderSettings, reminderKey } from './model.ts';
import { pendingReminders } from './pending.ts';
import { isSendingDay, momentFor, momentOn, type Sending } from './sending.ts';

/** What one person was sent, as keys (`reminderKey`), and when the last message went out (ISO 8601 instant). */
export interface SentBefore {
  readonly keys: ReadonlySet<string>;
  readonly lastMessageAt?: string;
}

/** What goes to one person, the most pressing first. */
export interface Message {
  readonly person: PersonId;
  readonly reminders: readonly Reminder[];
}

export interface Decision {
  /** What goes out now, at most one message a person. */
  readonly messages: readonly Message[];
  /**
   * The first instant after now (ISO 8601, UTC) at which anything could have to be sent, given these facts and that `messages` are sent;
   * undefined when nothing is ahead. Whoever could not send one asks again at a time of their own.
   */
  readonly wakeAt?: string;
}

/**
 * What goes out to the people of an organisation at an instant. A message takes along everything that is due for its person, and no key goes
 * out twice. When one goes, by the person's frequency:
 *
 * - `weekly`: on the week's first working day from 9:30 on; where a message went out in the five days before it, on the first working day
 *   from the fifth on. What comes up later in the week waits for the next. What cannot wait goes on the working day on which it is due.
 * - `daily`: on each working day on which something is due, once; what cannot wait at any time.
 * - `urgent`: what cannot wait, and nothing else.
 * - `never`: nothing.
 *
 * All of it in working hours, outside the person's quiet hours, and not before the end of a snooze, which begins their week anew. A single
 * reminder that was put off comes back on that day, as one that cannot wait and under a key of that day.
 */
export function decideReminders(
  now: string,
  facts: ReminderFacts,
  sent: (person: PersonId) => SentBefore,
  calendar: LondonCalendar,
): Decision {
  const settingsOf = settingsIn(facts);
  const today = calendar.dateOf(now);
  const pending = pendingReminders(today, facts, settingsOf, calendar);
  const people = [...pending].map(([person, reminders]) =>
    decideFor(person, reminders, settingsOf(person), sent(person), now, calendar),
  );
  const messages = people.flatMap(({ message }) => message ?? []);
  const wakeAt = people.map((each) => each.wakeAt).reduce(earlier, undefined);
  return wakeAt === undefined ? { messages } : { messages, wakeAt };
}

/**
 * What is due at an instant for anybody: of each subject the latest stage, by person the most pressing first. How often they want to hear, when,
 * and what they were sent is not looked at; what they put off is.
 */
export function dueReminders(now: string, facts: ReminderFacts, calendar: LondonCalendar): readonly Reminder[] {
  const today = calendar.dateOf(now);
  const pending = pendingReminders(today, facts, settingsIn(facts), calendar);
  return [...pending.values()].flat().filter(({ dueOn }) => dueOn <= today);
}

function decideFor(
  person: PersonId,
  pending: readonly Reminder[],
  settings: ReminderSettings,
  { keys, lastMessageAt }: SentBefore,
  now: string,
  calendar: LondonCalendar,
): { readonly message?: Message; readonly wakeAt: string | undefined } {
  const today = calendar.dateOf(now);
  const at = new Date(now).toISOString();
  const lastOn = lastMessageAt === undefined ? undefined : calendar.dateOf(lastMessageAt);
  const open = pending.filter(
    (reminder) => !keys.has(reminderKey(reminder)) && (settings.frequency !== 'urgent' || reminder.urgency === 'now'),
  );
  const due = open.filter(({ dueOn }) => dueOn <= today);
  const sending: Sending = { settings, lastOn, calendar };
  const isTime = due.some((reminder) => isSendingDay(reminder, today, sending)) && momentOn(today, at, sending) === at;
  if (!isTime) return { wakeAt: nextMoment(open, at, sending) };
  const rest = open.filter((reminder) => !due.includes(reminder));
  return { message: { person, reminders: due }, wakeAt: nextMoment(rest, at, { ...sending, lastOn: today }) };
}

/** When the first of several reminders sets off a message. */
function nextMoment(reminders: readonly Reminder[], from: string, sending: Sending): string | undefined {
  let first: string | undefined;
  for (const reminder of reminders.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1))) {
    // Nothing goes before the day on which it is due, so those after this one are later still.
    if (first !== undefined && reminder.dueOn > sending.calendar.dateOf(first)) break;
    first = earlier(first, momentFor(reminder, from, sending));
  }
  return first;
}

/** Of two ISO instants in UTC, which compare as words, the first; undefined is never. */
function earlier(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one;
}

/** Somebody who was handed a question and is no member has the settings that everybody begins with. */
function settingsIn({ members }: ReminderFacts): (person: PersonId) => ReminderSettings {
  const byPerson = new Map(members.map(({ person, settings }) => [person, settings]));
  return (person) => byPerson.get(person) ?? defaultSettings;
}
