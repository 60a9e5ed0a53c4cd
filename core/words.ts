/**
 * Looks up a sentence a person reads: `namespace:path/to/key`, with values put in. Given by whoever reads `content/`;
 * `core/` and `cards/` know only this.
 */
export interface Words {
  (key: string, values?: Readonly<Record<string, unknown>>): string;
  /** Whether there is such a sentence, in this language or the one it falls back to. */
  has(key: string): boolean;
  /** BCP 47 tag, for dates and numbers. */
  readonly locale: string;
}

/** Costly to make, and there are a few for each language. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

const shapes = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric' },
  weekdayInMonth: { weekday: 'long', day: 'numeric', month: 'long' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

function dateFormat(locale: string, shape: keyof typeof shapes): Intl.DateTimeFormat {
  const key = `${locale} ${shape}`;
  const known = dateFormats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...shapes[shape], timeZone: 'UTC' });
  dateFormats.set(key, made);
  return made;
}

/** A date as people read it: 3 April 2026, or April 2026 where only the month is known. */
export function readableDate(
  { date, precision }: { readonly date: string; readonly precision?: 'day' | 'month' | 'year' },
  locale: string,
): string {
  return dateFormat(locale, precision === 'month' ? 'month' : 'day').format(new Date(`${date}T00:00:00Z`));
}

/** A day that is near, as people read it: Friday 3, or Friday 3 April. `date`: ISO date. */
export function readableDay(date: string, locale: string, { withMonth }: { readonly withMonth: boolean }): string {
  return dateFormat(locale, withMonth ? 'weekdayInMonth' : 'weekday').format(new Date(`${date}T00:00:00Z`));
}
