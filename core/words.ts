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

/** Costly to make, and there is one for each language. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string): Intl.DateTimeFormat {
  const known = dateFormats.get(locale);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  dateFormats.set(locale, made);
  return made;
}

/** A date as people read it: 3 April 2026; a whole month or year where no more is known is for the caller to choose. */
export function readableDate(date: string, locale: string): string {
  return dateFormat(locale).format(new Date(`${date}T00:00:00Z`));
}
