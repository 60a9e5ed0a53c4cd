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

/** Costly to make, and there are two for each language. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, precision: 'day' | 'month'): Intl.DateTimeFormat {
  const key = `${locale} ${precision}`;
  const known = dateFormats.get(key);
  if (known) return known;
  const day = precision === 'day' ? ({ day: 'numeric' } as const) : {};
  const made = new Intl.DateTimeFormat(locale, { ...day, month: 'long', year: 'numeric', timeZone: 'UTC' });
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
