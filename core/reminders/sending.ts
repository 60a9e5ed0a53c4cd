import { addDays } from '../understand/calendar.ts';
import { type LondonCalendar, openHours } from './calendar.ts';
import { latest, mondayOf } from './days.ts';
import type { Reminder, ReminderSettings } from './model.ts';
import { digestPause, messageTime } from './thresholds.ts';

/** When one person can be sent something, as their settings and the last message have it. */
export interface Sending {
  readonly settings: ReminderSettings;
  /** ISO date of the last message that went out to them. */
  readonly lastOn: string | undefined;
  readonly calendar: LondonCalendar;
}

/** Whether a reminder may set off a message on a day (ISO date), as far as there is a moment on it (`momentOn`). */
export function isSendingDay(
  { dueOn, urgency }: Reminder,
  day: string,
  { settings, lastOn, calendar }: Sending,
): boolean {
  const { frequency, snoozedUntil = '' } = settings;
  if (day < dueOn || !calendar.isWorkingDay(day)) return false;
  switch (frequency) {
    case 'never':
      return false;
    case 'urgent':
      return urgency === 'now';
    case 'daily':
      return urgency === 'now' || lastOn === undefined || lastOn < day;
    case 'weekly': {
      if (urgency === 'now') return true;
      const pause = lastOn === undefined ? '' : addDays(lastOn, digestPause);
      const digestDay = calendar.workingDayFrom(latest(mondayOf(day), pause, snoozedUntil));
      // After its day the digest is still made up for: the guide may have been away.
      return dueOn <= digestDay && digestDay <= day;
    }
    default:
      return frequency satisfies never;
  }
}

/**
 * The first instant on a day, not before the given one, at which a message may go out; undefined when none is left. Messages go from 9:30 on,
 * and earlier only to those whose quiet hours leave nothing later.
 */
export function momentOn(day: string, notBefore: string, { settings, calendar }: Sending): string | undefined {
  const firstFrom = (instant: string) => {
    const moment = calendar.nextAllowed(instant, settings);
    return moment !== undefined && calendar.dateOf(moment) === day ? moment : undefined;
  };
  const opens = firstFrom(calendar.instantOf(day, messageTime)) ?? firstFrom(calendar.instantOf(day, '00:00'));
  if (opens === undefined) return undefined;
  return opens > notBefore ? opens : firstFrom(notBefore);
}

/** The first instant from the given one on at which a reminder sets off a message. Undefined when it never will. */
export function momentFor(reminder: Reminder, from: string, sending: Sending): string | undefined {
  const { settings, calendar } = sending;
  const isWanted = settings.frequency !== 'never' && (settings.frequency !== 'urgent' || reminder.urgency === 'now');
  if (!isWanted || openHours(settings.quiet).length === 0) return undefined;
  const first = latest(calendar.dateOf(from), reminder.dueOn, settings.snoozedUntil ?? '');
  for (let day = first; ; day = addDays(day, 1)) {
    const moment = isSendingDay(reminder, day, sending) ? momentOn(day, from, sending) : undefined;
    if (moment !== undefined) return moment;
  }
}
