/** Calendar sums on ISO dates (`2026-04-03`), which never need a clock or a time zone. */
export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

export function isoOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function dayOf(iso: string): Day {
  return { year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), day: Number(iso.slice(8, 10)) };
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function exists(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** `iso` moved by whole days; negative goes back. */
export function addDays(iso: string, days: number): string {
  const { year, month, day } = dayOf(iso);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** A year written with two digits: up to ten years ahead of `thisYear` is this century, all else the last one. */
export function fullYear(twoDigits: number, thisYear: number): number {
  const inThisCentury = thisYear - (thisYear % 100) + twoDigits;
  return inThisCentury <= thisYear + 10 ? inThisCentury : inThisCentury - 100;
}

/** Names of the months as people spell them, in English, Polish and Romanian without accents, each with its number. */
export const monthNumbers: ReadonlyMap<string, number> = new Map(
  [
    'january|jan|janury|januray|janaury|styczen|stycznia|styczniu|ianuarie',
    'february|feb|febuary|febraury|feburary|febury|luty|lutego|lutym|februarie',
    'march|mar|mach|marzec|marca|marcu|martie',
    'april|apr|aprl|apirl|kwiecien|kwietnia|kwietniu|aprilie',
    'may|maj|maja|maju|mai',
    'june|jun|czerwiec|czerwca|czerwcu|iunie',
    'july|jul|lipiec|lipca|lipcu|iulie',
    'august|aug|agust|augest|sierpien|sierpnia|sierpniu',
    'september|sept|sep|setember|septemer|septmber|wrzesien|wrzesnia|wrzesniu|septembrie',
    'october|oct|ocotber|octber|pazdziernik|pazdziernika|pazdzierniku|octombrie',
    'november|nov|novemeber|novmber|listopad|listopada|listopadzie|noiembrie',
    'december|dec|decemeber|decmber|grudzien|grudnia|grudniu|decembrie',
  ].flatMap((names, at) => names.split('|').map((name) => [name, at + 1] as const)),
);

/** For building patterns; longest first, so that "june" is not read as "jun". */
export const monthPattern = [...monthNumbers.keys()].sort((a, b) => b.length - a.length).join('|');
