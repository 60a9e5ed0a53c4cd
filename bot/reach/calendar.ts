import ical, { escape as asText, type ICalEventData, ICalEventTransparency } from 'ical-generator';
import { type Reminder, reminderKey } from '../../core/reminders/model.ts';
import type { ReminderWords } from '../../dialogs/reminderWords.ts';
import { sha256 } from '../../storage/hash.ts';

/** One person's reminders ahead, as their records have them. */
export interface Ahead {
  readonly reminders: readonly Reminder[];
  /** Grows with every change of what they come from: programs keep the event with the higher number. */
  readonly revision: number;
  /** When that last changed: ISO 8601 instant, UTC. */
  readonly at: string;
}

/** Seconds after which programs are asked to look again. */
const refreshAfter = 12 * 60 * 60;
/** In seconds. */
const dayLong = 24 * 60 * 60;

/**
 * The reminders as an iCalendar (RFC 5545) of days, without times: a day is a day in every time zone, and clock changes move nothing. The
 * same text for the same reminders, whenever and wherever it is made. `link` leads to the guide, and opens nothing by itself. No answer,
 * and no name of a person, a service or a document, is in it: calendars are shared.
 */
export function calendarText({ reminders, revision, at }: Ahead, words: ReminderWords, link: string): string {
  const host = new URL(link).hostname;
  const events = reminders.map((reminder): ICalEventData => {
    const start = new Date(`${reminder.dueOn}T00:00:00Z`);
    return {
      id: `${sha256(`${reminder.organisation}/${reminderKey(reminder)}`).slice(0, 32)}@${host}`,
      start,
      end: new Date(start.getTime() + dayLong * 1000),
      allDay: true,
      // Read where stamps are written, which must be in UTC; days are unmoved by it.
      timezone: 'UTC',
      stamp: new Date(at),
      sequence: revision,
      summary: words.short(reminder),
      description: { plain: words.say('calendar/open', { link }) },
      url: link,
      // A reminder takes nobody's day.
      transparency: ICalEventTransparency.TRANSPARENT,
    };
  });
  const calendar = ical({
    prodId: { company: 'DSPT Guide', product: 'Reminders', language: 'EN' },
    // The one text that the library writes as it is.
    name: asText(words.say('calendar/name'), false),
    ttl: refreshAfter,
    events,
  });
  return `${calendar.toString()}\r\n`;
}
