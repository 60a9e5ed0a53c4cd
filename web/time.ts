const clock = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** `9:30am`. */
export const shownClock = (moment: Date): string => clock.format(moment).replace(/\s/g, '');

/** `3 April 2026`. */
export const shownDate = (moment: Date): string => day.format(moment);

/** `9:30am` today, `3 April 2026, 9:30am` on other days. */
export function shownTime(moment: Date, now: Date = new Date()): string {
  const [time, date] = [shownClock(moment), shownDate(moment)];
  return date === shownDate(now) ? time : `${date}, ${time}`;
}

/** `2026-04-03` as `3 April 2026`; anything else as it is. */
export function shownDay(isoDate: string): string {
  const moment = new Date(`${isoDate}T12:00`);
  return Number.isNaN(moment.getTime()) ? isoDate : shownDate(moment);
}
