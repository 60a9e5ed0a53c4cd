const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar day (ISO date) that people in England live in at an instant. */
export function londonDate(instant: Date): string {
  return london.format(instant);
}
