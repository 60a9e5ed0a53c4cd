const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const hourMs = 60 * 60 * 1000;
/** Asked for several times in every turn, and clocks in London change by whole hours. */
let latest: { readonly hour: number; readonly date: string } | undefined;

/** The calendar day (ISO date) that people in England live in at an instant. */
export function londonDate(instant: Date): string {
  const hour = Math.floor(instant.getTime() / hourMs);
  if (latest?.hour !== hour) latest = { hour, date: london.format(instant) };
  return latest.date;
}
