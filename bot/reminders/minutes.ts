const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A UTC minute as it stands in the name of a wake: `2026-06-01T09/05`. Sorts as time does, and so does its hour, `2026-06-01T09`. */
export type Minute = string;

export function minuteOf(at: Date): Minute {
  const iso = at.toISOString();
  return `${iso.slice(0, 13)}/${iso.slice(14, 16)}`;
}

/** The first minute that does not begin before `at`. */
export function minuteAfter(at: Date): Minute {
  return minuteOf(new Date(Math.ceil(at.getTime() / minuteMs) * minuteMs));
}

export const hourOf = (minute: Minute): string => minute.slice(0, 13);

export function isHour(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3])$/.test(text) &&
    !Number.isNaN(Date.parse(`${text}:00Z`))
  );
}

/** Spans of time that are one prefix of a minute each, the longest first: a month, a day, an hour, ten minutes. */
const spans: readonly { readonly length: number; readonly end: (start: number) => number }[] = [
  {
    length: '2026-06-'.length,
    end: (start) => {
      const date = new Date(start);
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    },
  },
  { length: '2026-06-01T'.length, end: (start) => start + 24 * hourMs },
  { length: '2026-06-01T09/'.length, end: (start) => start + hourMs },
  { length: '2026-06-01T09/0'.length, end: (start) => start + 10 * minuteMs },
];

/**
 * Prefixes of minutes that together hold every minute from the beginning of `hour` to `now`, in order, and none more than nine
 * minutes later. Their number grows with the months between, not with the hours.
 */
export function* prefixesBetween(hour: string, now: Date): Generator<string, void, undefined> {
  const end = (Math.floor(now.getTime() / (10 * minuteMs)) + 1) * 10 * minuteMs;
  for (let start = Date.parse(`${hour}:00Z`); start < end; ) {
    const name = minuteOf(new Date(start));
    const begins = (length: number): boolean =>
      minuteOf(new Date(start - minuteMs)).slice(0, length) !== name.slice(0, length);
    const span = spans.find((each) => begins(each.length) && each.end(start) <= end);
    if (!span) return;
    yield name.slice(0, span.length);
    start = span.end(start);
  }
}
