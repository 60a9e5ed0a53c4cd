import { addDays, dayOf, daysInMonth, isoOf } from '../understand/calendar.ts';

/** Sums on ISO dates that reminders need beyond those of `understand/calendar.ts`. */
const dayMs = 24 * 60 * 60 * 1000;

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(iso: string): number {
  return new Date(iso).getUTCDay() || 7;
}

/** The Monday of the week that a day is in. */
export function mondayOf(iso: string): string {
  return addDays(iso, 1 - weekdayOf(iso));
}

/** Whole days from one date to another, negative when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/** The same day a year later; 28 February after a 29th. */
export function yearAfter(iso: string): string {
  const { year, month, day } = dayOf(iso);
  return isoOf(year + 1, month, Math.min(day, daysInMonth(year + 1, month)));
}

/** The later of ISO dates. */
export function latest(first: string, ...others: readonly string[]): string {
  return others.reduce((found, each) => (each > found ? each : found), first);
}
