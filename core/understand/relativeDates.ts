import { GB } from 'chrono-node/en';
import { addDays, dayOf, isoOf, monthPattern } from './calendar.ts';
import type { DateFound, DateReading } from './dateForms.ts';

/** Nobody says "last Tuesday" in the middle of an essay, and chrono's patterns grow slow on long texts. */
const longest = 400;

/** The forms that chrono is asked about. It also reads "sat", "now" and "at 5pm" as dates, which answers rarely mean. */
const units = '(?:day|week|weekend|month|year)s?';
const relative = new RegExp(
  `\\b(?:yesterday|today|tonight|tomorrow|ago|last night|this (?:morning|afternoon|evening)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|this|past|next) ${units}|in (?:\\w+ ){1,4}time|in (?:\\w+ ){1,3}${units})\\b`,
  'i',
);

/** British and hurried ways to say when, with those that chrono knows. */
const otherWords: readonly (readonly [RegExp, string])[] = [
  [/\ba fortnight\b/gi, '2 weeks'],
  [/\bfortnight\b/gi, '2 weeks'],
  [/\b(days?|weeks?|months?|years?|yrs?|mths?|wks?) (?:back|since)\b/gi, '$1 ago'],
  [/\byrs?\b/gi, 'years'],
  [/\bmths?\b/gi, 'months'],
  [/\bwks?\b/gi, 'weeks'],
  [/\btues?\b/gi, 'tuesday'],
  [/\bweds?\b/gi, 'wednesday'],
  [/\bthu(?:r|rs)?\b/gi, 'thursday'],
  [/\b(?:yesturday|yesteday|yestarday)\b/gi, 'yesterday'],
  [/\b(?:a )?(month|week|year|day) or so ago\b/gi, 'a $1 ago'],
];

const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
const ordinalNumbers: ReadonlyMap<string, number> = new Map([
  ...ordinals.map((word, at) => [word, at + 1] as const),
  ...ordinals.slice(0, 9).map((word, at) => [`twenty ${word}`, at + 21] as const),
  ['thirtieth', 30],
  ['thirty first', 31],
]);
const ordinal = [...ordinalNumbers.keys()]
  .sort((a, b) => b.length - a.length)
  .join('|')
  .replaceAll(' ', '[ -]');
/** "The third of April", "third April" and "April the third"; "who first may see" is none, so May wants its "of". */
const dayInWords = new RegExp(
  `\\b(${ordinal})(?= (?:of |day of )(?:${monthPattern})\\b| (?!may\\b|mar\\b|march\\b|mai\\b|maj\\b)(?:${monthPattern})\\b)`,
  'gi',
);
const monthThenDay = new RegExp(
  `\\b(${monthPattern}) (?:the )?(${ordinal})(?! (?:time|one|day|week|of|quarter|half)\\b)\\b`,
  'gi',
);

/** The names of months are known without their accents. */
function withoutAccents(said: string): string {
  return /^[\x00-\x7f]*$/.test(said)
    ? said
    : said
        .normalize('NFD')
        .replaceAll(/\p{Mn}/gu, '')
        .normalize('NFC');
}

function figureOf(word: string): string {
  return `${ordinalNumbers.get(word.toLowerCase().replace('-', ' ')) ?? ''}th`;
}

/** `said` (normalised) with its dates told in words that every reader here knows. */
export function inPlainWords(said: string): string {
  return otherWords
    .reduce((text, [pattern, words]) => text.replaceAll(pattern, words), withoutAccents(said))
    .replaceAll(dayInWords, (_, day: string) => figureOf(day))
    .replaceAll(monthThenDay, (_, month: string, day: string) => `${month} ${figureOf(day)}`);
}

/** Said so loosely that no date can be made of it, or how often rather than when. */
const loose: readonly RegExp[] = [
  /\b(?:over|more than|less than|under|nearly|almost|at least|not quite|well over|just over|just under|within) (?:the )?(?:last |past )?(?:\w+ ){1,4}(?:ago|days?|weeks?|months?|years?)\b(?: ago)?/gi,
  /\b(?:in|over|during|within) the (?:last|past|next) (?:\w+ ){0,2}(?:days?|weeks?|months?|years?)\b/gi,
  /\b(?:a )?(?:few|several|some|many|number of|couple or three) (?:days?|weeks?|months?|years?) (?:ago|back)\b/gi,
  /(?<!\w )\b(?:days|weeks|months|years) ago\b|\b(?:ages|yonks|donkeys years|some time|a while|long time|not long|long) ago\b/gi,
  /\b\w+ and a half (?:days|weeks|months|years) ago\b|\b(?:a|an|one) (?:day|week|month|year) and a half ago\b/gi,
  /\b(?:a|the) (?:week|fortnight) (?:last|on|ago|before|past) (?:\w+day|last)\b|\b\w+day (?:week|fortnight|before last)\b|\b(?:week|month|year) before last\b/gi,
  /\b(?:recently|the other (?:day|week)|not (?:that |so )?long ago|a while (?:ago|back)|ages ago|some time ago|sometime|lately|earlier (?:in the|this) year|(?:earlier )?this week|earlier this month)\b/gi,
];
const howOften =
  /\b(?:every|each|per|once a|once an|twice a|times a|once every|days? a|hours? a|always on(?: a)?) (?:\w+ ){0,2}?(?:days?|weeks?|months?|years?|morning|night|\w+day)s?\b/gi;

/** Dates told from today: "last Tuesday", "a couple of weeks ago", "yesterday". `said` is in plain words. */
export function relativeDates(said: string, reading: DateReading): readonly DateFound[] {
  if (said.length > longest || !(relative.test(said) || looseHints.test(said))) return [];
  const found: DateFound[] = [];
  let text = said.replaceAll(howOften, blank);
  for (const pattern of loose) {
    text = text.replaceAll(pattern, (match: string, ...more: readonly unknown[]) => {
      const start = more.find((value) => typeof value === 'number') ?? 0;
      found.push({ start, end: start + match.length, as: 'vague' });
      return blank(match);
    });
  }
  const now = dayOf(reading.today);
  // Local noon: chrono counts in the machine's own time zone, and no zone moves noon to another day.
  for (const result of GB.parse(text, new Date(now.year, now.month - 1, now.day, 12))) {
    if (!relative.test(result.text)) continue;
    const date = fromChrono(result, reading);
    if (date)
      found.push({
        start: result.index,
        end: result.index + result.text.length,
        as: 'date',
        hasYear: true,
        ...date,
      });
  }
  return found;
}

const looseHints = /\b(?:recently|lately|other|sometime|before last)\b/i;

function blank(match: string): string {
  return '¦'.repeat(match.length);
}

type Parsed = ReturnType<typeof GB.parse>[number];

function fromChrono(result: Parsed, { today, mayBeFuture }: DateReading) {
  const { start } = result;
  const said = result.text.toLowerCase();
  const date = isoOf(start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0);
  if (start.isCertain('weekday') && !start.isCertain('day')) {
    if (/\bnext\b/.test(said)) return { date, precision: 'day' as const };
    // Chrono takes the nearest such day; an answer about what was done means the last one.
    if (mayBeFuture)
      return { date: date < today && !/\blast\b/.test(said) ? addDays(date, 7) : date, precision: 'day' as const };
    return { date: date > today ? addDays(date, -7) : date, precision: 'day' as const };
  }
  if (/\bthis week\b/.test(said)) return undefined;
  if (start.isCertain('day') || /\b(?:morning|afternoon|evening|night|today|week)\b/.test(said)) {
    return { date, precision: 'day' as const };
  }
  // "Three months ago" names no day, so none is claimed.
  if (start.isCertain('month')) return { date: `${date.slice(0, 7)}-01`, precision: 'month' as const };
  if (start.isCertain('year')) return { date: `${date.slice(0, 4)}-01-01`, precision: 'year' as const };
  return undefined;
}
