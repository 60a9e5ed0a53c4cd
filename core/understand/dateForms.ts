import { addDays, dayOf, exists, fullYear, isoOf, monthNumbers, monthPattern } from './calendar.ts';
import type { UnderstoodDate } from './dates.ts';

/** One date met in a text, with its offsets. Vague ones ("spring 2025") and impossible ones (31/02) are met too. */
export type DateFound = {
  readonly start: number;
  readonly end: number;
} & (({ readonly as: 'date'; readonly hasYear: boolean } & UnderstoodDate) | { readonly as: 'impossible' | 'vague' });

export interface DateReading {
  /** ISO date. */
  readonly today: string;
  /** True where a date without its year is the next one to come, such as the end of a contract. */
  readonly mayBeFuture: boolean;
}

type Form = {
  readonly pattern: RegExp;
  readonly read: (match: RegExpMatchArray, reading: DateReading, said: string) => Meaning | undefined;
};
type Meaning = ({ readonly hasYear?: boolean } & UnderstoodDate) | 'impossible' | 'vague';

const month = `(?<month>${monthPattern})`;
const ordinal = '(?:st|nd|rd|th)';
/** A year after a month: four digits, two digits that no other word follows, or said by name. */
const year = `(?:[ ,.'-]{0,3}(?:of )?(?<year>(?:19|20)\\d\\d|\\d\\d(?![\\d/:%.]|,\\d| ?[ap]m\\b| (?!and\\b|by\\b|with\\b|when\\b|for\\b|but\\b|so\\b)[a-z])|(?:this|last|next) year|the year before last))`;
const before = '(?<![\\w/.£$-])';
const after = '(?![\\w/%]|[.-]\\d)';
const season = '(?:spring|summer|autumn|fall|winter|easter|christmas|xmas|new year|bank holiday|half term|whitsun)';

/**
 * The forms in the order they are tried; what one has taken is not read again. Always day before month, as in the UK:
 * 03/04/2026 is 3 April, and 04/13/2026 is impossible rather than American.
 */
const forms: readonly Form[] = [
  // 2026-04-03
  {
    pattern: new RegExp(`${before}((?:19|20)\\d\\d)[-/.](\\d{1,2})[-/.](\\d{1,2})${after}`, 'g'),
    read: ([, y, m, d]) => onDay(Number(y), Number(m), Number(d)),
  },
  // 03/04/2026, 3.4.26, 3-4-2026, 3 / 4 / 26, 03 04 2026
  {
    pattern: new RegExp(`${before}(\\d{1,2}) ?[-/.] ?(\\d{1,2}) ?[-/.] ?(\\d{4}|\\d\\d)${after}`, 'g'),
    read: ([, d, m, y], { today }) => onDay(yearOf(y ?? '', today), Number(m), Number(d)),
  },
  {
    pattern: new RegExp(`${before}(\\d{1,2}) (\\d{1,2}) ((?:19|20)\\d\\d)${after}`, 'g'),
    read: ([, d, m, y]) =>
      exists(Number(y), Number(m), Number(d)) ? onDay(Number(y), Number(m), Number(d)) : undefined,
  },
  // 03042026
  {
    pattern: new RegExp(`${before}(\\d\\d)(\\d\\d)((?:19|20)\\d\\d)${after}`, 'g'),
    read: ([, d, m, y]) =>
      exists(Number(y), Number(m), Number(d)) ? onDay(Number(y), Number(m), Number(d)) : undefined,
  },
  // 2024/25 and 2024-2025 are financial years: no one date.
  {
    pattern: new RegExp(`${before}(20\\d\\d) ?[-/] ?(?:20)?(\\d\\d)${after}`, 'g'),
    read: ([, y, next]) => {
      if (Number(next) === (Number(y) + 1) % 100) return 'vague';
      return Number(next) >= 1 && Number(next) <= 12 ? inMonth(Number(y), Number(next)) : undefined;
    },
  },
  // 03/2026
  {
    pattern: new RegExp(`${before}(\\d{1,2}) ?[-/.] ?((?:19|20)\\d\\d)${after}`, 'g'),
    read: ([, m, y]) => (Number(m) >= 1 && Number(m) <= 12 ? inMonth(Number(y), Number(m)) : 'impossible'),
  },
  // spring 2025: the month decides whether a yearly check is in date, so a season is too little to go by.
  {
    pattern: new RegExp(
      `\\b(?:(?:last|this|early|late|mid|in|at|over|before|after|since|around|back in|the) ){0,4}${season}(?: (?:time|holidays?|term))?(?: (?:of )?(?:(?:19|20)\\d\\d|'?\\d\\d|last year|this year))?\\b`,
      'gi',
    ),
    read: () => 'vague',
  },
  {
    pattern:
      /\b(?:q[1-4]|(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:quarter|half))(?: (?:of )?(?:(?:19|20)\d\d|last year|this year))?\b/gi,
    read: () => 'vague',
  },
  {
    pattern:
      /\b(?:start|beginning|end|middle|early|late|mid|part|half|later part)[ -](?:of |in )?(?:the |this |last )?(?:year|(?:19|20)\d\d)\b/gi,
    read: () => 'vague',
  },
  // the 3rd of this month
  {
    pattern: new RegExp(`\\b(?:the )?(\\d{1,2})${ordinal} (?:of )?(this|last|next) month\\b`, 'gi'),
    read: ([, d, which], { today }) => {
      const now = dayOf(today);
      const moved = now.month - 1 + { this: 0, last: -1, next: 1 }[which?.toLowerCase() as 'this' | 'last' | 'next'];
      return onDay(now.year + Math.floor(moved / 12), ((moved + 12) % 12) + 1, Number(d));
    },
  },
  // 3 April 2026, 3rd of April, 3-Apr-26
  {
    pattern: new RegExp(`${before}(?<day>\\d{1,2}) ?${ordinal}? ?(?:day )?(?:of )?-?${month}\\b${year}?`, 'gi'),
    read: ({ groups }, reading) => dayAndMonth(groups, reading),
  },
  // April 3rd 2026, April 3, 2026
  {
    pattern: new RegExp(
      `\\b${month}\\.?,? (?:the )?(?<day>\\d{1,2})(?:${ordinal}${year}?|,? (?<longYear>(?:19|20)\\d\\d))(?![\\w/])`,
      'gi',
    ),
    read: ({ groups }, reading) => dayAndMonth({ ...groups, year: groups?.year ?? groups?.longYear ?? '' }, reading),
  },
  // April 2026, Apr-26, April last year; "June 24" is told apart below.
  {
    pattern: new RegExp(`\\b${month}\\b\\.?${year}`, 'gi'),
    read: ({ groups }, reading) => monthAndNumber(groups, reading),
  },
  // April 3
  {
    pattern: new RegExp(`\\b${month}\\b\\.?,? (?:the )?(?<day>[1-9])(?![\\w/%:.])`, 'gi'),
    read: ({ groups }, reading) => dayAndMonth(groups, reading),
  },
  // next April
  {
    pattern: new RegExp(`\\bnext ${month}\\b`, 'gi'),
    read: ({ groups }, { today }) =>
      nearestMonth(monthNumbers.get(groups?.month?.toLowerCase() ?? '') ?? 0, {
        today: addDays(`${today.slice(0, 7)}-01`, 31),
        mayBeFuture: true,
      }),
  },
  // April, where it can be no name and no verb.
  {
    pattern: new RegExp(`\\b${month}\\b`, 'gi'),
    read: (match, reading, said) => {
      const [name = ''] = match;
      if (!standsAsMonth(name, match.index ?? 0, said)) return undefined;
      return nearestMonth(monthNumbers.get(name.toLowerCase()) ?? 0, reading);
    },
  },
  // 3/4: a date only where nothing else is said, because 47/52 is a count and 24/7 is always.
  {
    pattern: /^(?:(?:on|it was|around|about) )?(?:the )?(\d{1,2})\/(\d{1,2})[.!]?$/gi,
    read: ([, d, m], reading) =>
      exists(2024, Number(m), Number(d)) && `${d}/${m}` !== '24/7'
        ? nearestDay(Number(m), Number(d), reading)
        : undefined,
  },
  // 2025
  {
    pattern: /(?<![\w/.£$,-])(?:(?:19[5-9]|20[0-4])\d)(?![\w/%]|[.,-]\d)/g,
    read: (match, _, said) => (standsAsYear(match, said) ? inYear(Number(match[0])) : undefined),
  },
];

/** Every date written out in `said` (normalised), in no order. */
export function writtenDates(
  said: string,
  reading: DateReading,
): { readonly found: DateFound[]; readonly rest: string } {
  const found: DateFound[] = [];
  let rest = said;
  for (const { pattern, read } of forms) {
    for (const match of rest.matchAll(pattern)) {
      const meaning = read(match, reading, said);
      if (meaning === undefined) continue;
      const start = match.index;
      const end = start + match[0].length;
      if (meaning === 'impossible' || meaning === 'vague') found.push({ start, end, as: meaning });
      else found.push({ start, end, as: 'date', hasYear: true, ...meaning });
      // Kept as long as it was, so that offsets still fit.
      rest = rest.slice(0, start) + '¦'.repeat(end - start) + rest.slice(end);
    }
  }
  return { found, rest };
}

function onDay(year: number, month: number, day: number): Meaning {
  return exists(year, month, day) ? { date: isoOf(year, month, day), precision: 'day' } : 'impossible';
}

function inMonth(year: number, month: number): Meaning {
  return { date: isoOf(year, month, 1), precision: 'month' };
}

function inYear(year: number): Meaning {
  return { date: isoOf(year, 1, 1), precision: 'year' };
}

function yearOf(written: string, today: string): number {
  const thisYear = dayOf(today).year;
  const plain = written.toLowerCase();
  if (plain === 'this year') return thisYear;
  if (plain === 'last year') return thisYear - 1;
  if (plain === 'next year') return thisYear + 1;
  if (plain === 'the year before last') return thisYear - 2;
  return plain.length === 2 ? fullYear(Number(plain), thisYear) : Number(plain);
}

function dayAndMonth(groups: Record<string, string> | undefined, reading: DateReading): Meaning {
  const monthNumber = monthNumbers.get(groups?.month?.toLowerCase() ?? '') ?? 0;
  const day = Number(groups?.day);
  return groups?.year
    ? onDay(yearOf(groups.year, reading.today), monthNumber, day)
    : nearestDay(monthNumber, day, reading);
}

/**
 * "June 24" is June 2024 where that year is this one or one of the two before: people date a policy by month and year,
 * and reading a day instead would make it look newer than it may be. "June 3" and "June 30" are days. Where a date may
 * be ahead, the two years to come count as years too.
 */
function monthAndNumber(groups: Record<string, string> | undefined, reading: DateReading): Meaning {
  const monthNumber = monthNumbers.get(groups?.month?.toLowerCase() ?? '') ?? 0;
  const written = groups?.year ?? '';
  const year = yearOf(written, reading.today);
  if (written.length !== 2) return inMonth(year, monthNumber);
  const ahead = year - dayOf(reading.today).year;
  if (ahead > -3 && ahead <= (reading.mayBeFuture ? 2 : 0)) return inMonth(year, monthNumber);
  return nearestDay(monthNumber, Number(written), reading);
}

function nearestDay(month: number, day: number, { today, mayBeFuture }: DateReading): Meaning {
  if (!exists(2024, month, day)) return 'impossible';
  const { year } = dayOf(today);
  // Only 29 February has to look further than the next year.
  const years = mayBeFuture
    ? [year, year + 1, year + 2, year + 3, year + 4]
    : [year, year - 1, year - 2, year - 3, year - 4];
  for (const candidate of years) {
    if (!exists(candidate, month, day)) continue;
    const date = isoOf(candidate, month, day);
    if (mayBeFuture ? date >= today : date <= today) return { date, precision: 'day', hasYear: false };
  }
  return 'impossible';
}

/** The last such month that has begun, or the next that has not ended. */
function nearestMonth(month: number, { today, mayBeFuture }: DateReading): Meaning {
  const now = dayOf(today);
  const year = mayBeFuture ? now.year + (month < now.month ? 1 : 0) : now.year - (month > now.month ? 1 : 0);
  return { date: isoOf(year, month, 1), precision: 'month', hasYear: false };
}

const beforeMonth =
  /(?:^|[\s,(-])(?:in|last|since|by|during|of|for|from|until|till|this|next|early|late|mid|around|about|end|start|beginning|past|was|is|before|after|to|or|and|between|done|reviewed|updated|checked|sorted|completed)[\s-]$/i;
const onlyMonth =
  /^(?:(?:it was|it's|that was|was|think|i think|maybe|probably|about|around|sometime|some time|back|oh|um|er|done|ok|yes|yep|yeah|reviewed|updated)[ ,]+){0,3}$/i;

const besideMonth = new RegExp(
  `^ ?(?:this year|just gone|time|ish|sometime|or so|or thereabouts|(?:or|and|to|-|/|,) ?(?:${monthPattern}))\\b`,
  'i',
);

/** "May" may be a verb, "April" a colleague, "mar" and "dec" parts of other words. */
function standsAsMonth(name: string, at: number, said: string): boolean {
  const ahead = said.slice(Math.max(0, at - 24), at);
  const behind = said.slice(at + name.length);
  // "April, our deputy" is a person, "March, I think" no one.
  const isName = /^(?:april|may|june|august|jan)$/i.test(name);
  const alone = /^[\s.,;:!?)]*$/.test(behind) || besideMonth.test(behind) || (!isName && /^ ?[,;(-]/.test(behind));
  if (onlyMonth.test(said.slice(0, at)) && alone) return true;
  if (!beforeMonth.test(ahead)) return false;
  // "by April, our deputy" and "checked by June Smith": a person did it.
  if (isName && /\bby[\s-]$/i.test(ahead)) return false;
  return !/^(?:to|or|and|after|before|of) $/i.test(ahead.slice(-6).trimStart()) || !/^may$/i.test(name) || alone;
}

const beforeYear =
  /(?:^|[\s,(])(?:in|since|of|during|from|until|around|about|early|late|year|was|is|by|before|after|back in|done|reviewed|updated)\s$/i;

function standsAsYear(match: RegExpMatchArray, said: string): boolean {
  const at = match.index ?? 0;
  const behind = said.slice(at + match[0].length);
  // "since 2000 people work here": a count.
  // "3 kwietna 2026": a month that is not known.
  if (/\b\d{1,2}(?:st|nd|rd|th)? \p{L}{3,} $/u.test(said.slice(0, at))) return false;
  if (/^ (?!and\b|by\b|when\b|with\b|i\b|but\b|so\b|or\b|to\b|we\b|our\b|the\b)[a-z]/i.test(behind)) return false;
  return beforeYear.test(said.slice(Math.max(0, at - 12), at)) || said.trim().length - match[0].length <= 12;
}
