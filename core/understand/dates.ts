import { type DateFound, writtenDates } from './dateForms.ts';
import { normalise } from './normalise.ts';
import { inPlainWords, relativeDates } from './relativeDates.ts';

/** `date` is an ISO date; a month is given by its first day, a year by 1 January: never newer than what was said. */
export type UnderstoodDate = { readonly date: string; readonly precision: 'day' | 'month' | 'year' };

/** `date` comes with `future`, and says which day was understood. */
export type DateReply =
  | ({ readonly ok: true } & UnderstoodDate)
  | {
      readonly ok: false;
      readonly why: 'none' | 'future' | 'tooVague' | 'impossible' | 'several';
      readonly date?: string;
    };

/**
 * The one date in `text`, read in UK order and in the past unless it `mayBeFuture`. `today` is an ISO date in
 * Europe/London. A season or "a few weeks ago" is too vague; two different dates are asked back, as is 31/02/2026.
 */
export function understandDate(
  text: string,
  today: string,
  { mayBeFuture = false }: { readonly mayBeFuture?: boolean } = {},
): DateReply {
  const said = inPlainWords(normalise(text));
  const reading = { today, mayBeFuture };
  const { found: written, rest } = writtenDates(said, reading);
  const all = [...written, ...besides(written, relativeDates(rest, reading), rest)];
  if (all.some((one) => one.as === 'impossible')) return { ok: false, why: 'impossible' };
  const dates = distinct(withYears(all));
  if (dates.length > 1) return { ok: false, why: 'several' };
  const date = dates[0];
  if (!date) return { ok: false, why: all.length > 0 ? 'tooVague' : 'none' };
  if (!mayBeFuture && date.date > today) return { ok: false, why: 'future', date: date.date };
  return { ok: true, date: date.date, precision: date.precision };
}

type Dated = Extract<DateFound, { as: 'date' }>;

/** Leaves out the weekday that belongs to a date beside it: "Tuesday 3 April". */
function besides(written: readonly DateFound[], relative: readonly DateFound[], rest: string): readonly DateFound[] {
  return relative.filter(
    ({ start, end }) =>
      !written.some(
        (one) =>
          one.as === 'date' &&
          ((one.start >= end && /^[\s,]*(?:the )?$/.test(rest.slice(end, one.start))) ||
            (one.end <= start && /^[\s,(]*(?:a )?$/.test(rest.slice(one.end, start)))),
      ),
  );
}

/** "Last year, in March": a month or day without its year takes the one year that was said apart from it. */
function withYears(found: readonly DateFound[]): readonly DateFound[] {
  const years = found.filter((one) => one.as === 'date' && one.precision === 'year');
  const [year] = years;
  if (years.length !== 1 || year?.as !== 'date') return found;
  return found.map((one) =>
    one.as === 'date' && !one.hasYear
      ? { ...one, date: year.date.slice(0, 4) + one.date.slice(4), hasYear: true }
      : one,
  );
}

const finest = ['day', 'month', 'year'] as const;

/** Different dates among `found`. One said twice, or once more loosely ("in March, on the 3rd of March"), is one. */
function distinct(found: readonly DateFound[]): readonly Dated[] {
  const dated = found.filter((one) => one.as === 'date');
  const kept: Dated[] = [];
  for (const precision of finest) {
    for (const one of dated) {
      if (one.precision !== precision) continue;
      const length = precision === 'day' ? 10 : precision === 'month' ? 7 : 4;
      const at = kept.findIndex((other) => other.date.slice(0, length) === one.date.slice(0, length));
      if (at === -1) kept.push(one);
    }
  }
  return kept;
}
