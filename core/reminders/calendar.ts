import { Temporal } from 'temporal-polyfill';
import { londonDate } from '../time.ts';
import { addDays } from '../understand/calendar.ts';
import type { BankHolidays } from './content.ts';
import { latest, weekdayOf } from './days.ts';
import type { ReminderSettings } from './model.ts';

/** When people at work may be written to, on the wall in London. Our own choice. */
export const workingHours = { from: '09:00', to: '17:00' } as const;

type When = Pick<ReminderSettings, 'quiet' | 'snoozedUntil'>;
type Quiet = NonNullable<ReminderSettings['quiet']>;

/** Dates and times as people in England have them. Dates are ISO dates, times `09:30`, instants ISO 8601 in UTC with milliseconds. */
export class LondonCalendar {
  readonly #years: ReadonlySet<number>;
  readonly #bankHolidays: ReadonlySet<string>;

  constructor(bankHolidays: BankHolidays) {
    this.#years = new Set(bankHolidays.keys());
    this.#bankHolidays = new Set([...bankHolidays.values()].flat());
  }

  /** Whether the bank holidays of a year are known. Where they are not, only weekends are days off. */
  covers(year: number): boolean {
    return this.#years.has(year);
  }

  dateOf(instant: string): string {
    return londonDate(new Date(instant));
  }

  /**
   * The instant at which clocks in London show a time of a day. A time that the spring change leaves out is an hour later on the wall; of a
   * time that the autumn change brings twice it is the first.
   */
  instantOf(date: string, time: string): string {
    const { epochMilliseconds } = Temporal.PlainDate.from(date).toZonedDateTime({
      timeZone: 'Europe/London',
      plainTime: Temporal.PlainTime.from(time),
    });
    return new Date(epochMilliseconds).toISOString();
  }

  /** Monday to Friday, and no bank holiday. */
  isWorkingDay(date: string): boolean {
    return weekdayOf(date) <= 5 && !this.#bankHolidays.has(date);
  }

  /** The day itself, or the first working day after it. */
  workingDayFrom(date: string): string {
    return this.isWorkingDay(date) ? date : this.workingDayFrom(addDays(date, 1));
  }

  /** The day itself, or the last working day before it. */
  workingDayUpTo(date: string): string {
    return this.isWorkingDay(date) ? date : this.workingDayUpTo(addDays(date, -1));
  }

  /** The so many-th working day after a day; none moves nothing. */
  addWorkingDays(date: string, days: number): string {
    let moved = date;
    for (let left = days; left > 0; left--) moved = this.workingDayFrom(addDays(moved, 1));
    return moved;
  }

  /** The working days from one date to another, both included; none when the other is earlier. */
  workingDays(from: string, to: string): readonly string[] {
    const days: string[] = [];
    for (let date = from; date <= to; date = addDays(date, 1)) if (this.isWorkingDay(date)) days.push(date);
    return days;
  }

  /**
   * The first instant, at or after the given one, at which a person may be written to: in working hours, outside their quiet hours, and not
   * before the day until which they snoozed. Undefined when their quiet hours leave nothing of working hours.
   */
  nextAllowed(instant: string, { quiet, snoozedUntil }: When = {}): string | undefined {
    const hours = openHours(quiet);
    if (hours.length === 0) return undefined;
    const at = Date.parse(instant);
    const today = this.dateOf(instant);
    for (let date = latest(today, snoozedUntil ?? today); ; date = addDays(date, 1)) {
      date = this.workingDayFrom(date);
      for (const { from, to } of hours) {
        const opens = Date.parse(this.instantOf(date, from));
        if (Date.parse(this.instantOf(date, to)) > at) return new Date(Math.max(opens, at)).toISOString();
      }
    }
  }
}

/**
 * What quiet hours leave of working hours, in order; the first time of each is in it, the last is not. Quiet hours that end when they
 * begin are none. Empty when nothing is left: then a person could never be written to.
 */
export function openHours(quiet?: Quiet): readonly { readonly from: string; readonly to: string }[] {
  const { from, to } = workingHours;
  if (!quiet || quiet.from === quiet.to) return [workingHours];
  const open =
    quiet.from < quiet.to
      ? [
          { from, to: earlier(to, quiet.from) },
          { from: latest(from, quiet.to), to },
        ]
      : [{ from: latest(from, quiet.to), to: earlier(to, quiet.from) }];
  return open.filter((each) => each.from < each.to);
}

const earlier = (one: string, other: string): string => (one < other ? one : other);
