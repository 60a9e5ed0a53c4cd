import { dayOf, exists, fullYear, isoOf, monthNumbers, monthPattern } from './calendar.ts';
import type { Span } from './personalData.ts';

const ordinal = '(?:st|nd|rd|th)?';
/** Any way to write a day of a year; the year may have two digits. */
const fullDate = new RegExp(
  [
    `(?<![\\w/.])(?<d1>\\d{1,2}) ?[-/. ] ?(?<m1>\\d{1,2}) ?[-/. ] ?(?<y1>\\d{4}|\\d\\d)(?![\\w/]|[.-]\\d)`,
    `(?<![\\w/.])(?<y2>(?:19|20)\\d\\d)[-/.](?<m2>\\d{1,2})[-/.](?<d2>\\d{1,2})(?![\\w/]|[.-]\\d)`,
    `(?<![\\w/.])(?<d3>\\d{1,2}) ?${ordinal} ?(?:of )?[-.]?(?<m3>${monthPattern})[-., ']{0,3}(?<y3>(?:19|20)\\d\\d|\\d\\d)(?!\\w)`,
    `\\b(?<m4>${monthPattern})\\.? (?:the )?(?<d4>\\d{1,2})${ordinal}[, ']{1,3}(?<y4>(?:19|20)\\d\\d|\\d\\d)(?!\\w)`,
    `(?<![\\w/.])(?<d5>\\d\\d)(?<m5>\\d\\d)(?<y5>(?:19|20)\\d\\d)(?!\\w)`,
  ].join('|'),
  'gi',
);
/** Only after a label: "born 3 April", "dob 3/4", "born April 1945". */
const partDate = new RegExp(
  [
    `\\d{1,2} ?${ordinal} ?(?:of )?(?:${monthPattern})\\b`,
    `(?:${monthPattern})\\.?,? (?:\\d{1,2}${ordinal}\\b|(?:19|20)\\d\\d)`,
    `\\d{1,2} ?/ ?\\d{1,2}(?![\\d/])`,
  ].join('|'),
  'iy',
);

const birth =
  /(?<![\p{L}])(?:d\.? ?o\.? ?b\.?|date ?of ?birth|birth ?date|birth ?day|born(?: on)?|date born)(?![\p{L}])[\s:;.,=(-]*(?:(?:is|was|on|the|of|as|in|and|a|an|mr|mrs|ms|:|-)[\s:;.,=(-]+){0,4}/giu;

/** Dates of birth: beside a word that says so, or old enough and beside a person's name. */
export function datesOfBirth(plain: string, today: string): readonly Span[] {
  const dates = [...plain.matchAll(fullDate)].flatMap((match) => {
    const iso = isoOfMatch(match, today);
    return iso ? [{ start: match.index, end: match.index + match[0].length, iso }] : [];
  });
  const youngest = `${dayOf(today).year - 16}${today.slice(4)}`;
  const found = new Map<number, Span>();
  for (const { start, end } of labelledDates(plain, dates)) found.set(start, { start, end });
  for (const { start, end, iso } of dates) {
    if (iso <= youngest && !found.has(start) && isBesideName(plain, { start, end })) found.set(start, { start, end });
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function labelledDates(plain: string, dates: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  let next = 0;
  for (const match of plain.matchAll(birth)) {
    const end = match.index + match[0].length;
    while (next < dates.length && (dates[next]?.start ?? 0) < match.index) next += 1;
    const full = dates[next];
    // "Date of birth for Mr Smith: 3/4/1945": a few words may stand between.
    if (full && full.start - end <= 30 && !/[.!?] |\d/.test(plain.slice(end, full.start))) {
      found.push(full);
      continue;
    }
    partDate.lastIndex = end;
    const part = partDate.exec(plain);
    if (part) found.push({ start: end, end: end + part[0].length });
    // "3/4/1945 (dob)": the label comes after.
    else {
      const previous = dates[next - 1];
      if (previous && match.index - previous.end <= 3 && match.index >= previous.end) found.push(previous);
    }
  }
  return found;
}

function isoOfMatch({ groups = {} }: RegExpMatchArray, today: string): string | undefined {
  const pick = (part: string) =>
    [1, 2, 3, 4, 5].map((form) => groups[part + form]).find((value) => value !== undefined) ?? '';
  const written = pick('y');
  const monthName = monthNumbers.get(pick('m').toLowerCase());
  const month = monthName ?? Number(pick('m'));
  const day = Number(pick('d'));
  const thisYear = dayOf(today).year;
  const near = written.length === 2 ? fullYear(Number(written), thisYear) : Number(written);
  // Nobody is born ahead of today: 30 is 1930.
  const year = written.length === 2 && near > thisYear ? near - 100 : near;
  if (year < 1890) return undefined;
  // Written the American way it is a date of birth all the same.
  if (exists(year, month, day)) return isoOf(year, month, day);
  return monthName === undefined && exists(year, day, month) ? isoOf(year, day, month) : undefined;
}

/** How far from a date a name still belongs to it, in characters. */
const reach = 40;
const otherReason =
  /\b(?:reviews?|reviewed|reviewing|versions?|issued?|updated?|dated?|polic(?:y|ies)|built|opened|opening|founded|registered|registration|since|installed|established|started|employed|joined|built|bought|published|signed|expires?|expired|renewed|inspected|inspection|certificate|contract|licen[cs]e|act|regulations?|edition|incorporated|trading|approved|checked|trained|training|completed|created|amended|effective|revised|ratified|tested|serviced|copyright|acquired|refurbished|insured|audited?|meeting|minutes)\b/i;
const titled =
  /(?<![\p{L}])(?:mr|mrs|ms|miss|mx|dr|doctor|sir|lady|lord|dame|rev|reverend|fr|father|sister|nurse|prof|professor|resident|client|service user|patient)\.? \p{Lu}[\p{L}'’-]+/iu;
const twoNames = /(?<![\p{L}\p{N}])(\p{Lu}[\p{L}'’-]{1,20})(?: \p{Lu}\.?)? (\p{Lu}[\p{L}'’-]{1,20})(?![\p{L}\p{N}])/gu;
const notNames: ReadonlySet<string> = new Set(
  `the a an our we i it he she they this that these those there his her their my your in on at by for from with to of and or but if when since after before as is are was were has have had do does did not no yes all every each some any last next first new old
  who what where which how why please see also then than so both
  house cottage lodge court home homes hall manor villa villas park gardens garden street road lane avenue close drive way hill green place square terrace grange farm view centre center care nursing residential domiciliary service services support supported living limited ltd plc group trust council county city town nhs cqc ico dspt data protection act security health social quality commission standards toolkit policy policies regulation regulations code practice working time freedom information human rights mental capacity equality general windows microsoft office google apple adobe version issue
  england scotland wales ireland britain british english kingdom united north south east west great saint st london manchester birmingham leeds
  manager deputy director owner registered nominated individual senior carer nurse team leader officer lead administrator staff resident residents client clients training fire safety first aid food hygiene infection control moving handling safeguarding certificate register log book file folder record records plan plans list
  january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
  monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
  world war christmas easter new year bank holiday king queen prince princess royal crown charter parliament government department ministry public limited company companies building society church school college university hospital surgery clinic`
    .split(/\s+/)
    .filter(Boolean),
);

function isBesideName(plain: string, { start, end }: Span): boolean {
  const near = plain.slice(Math.max(0, start - reach), end + reach);
  const around = `${plain.slice(Math.max(0, start - reach), start)}¦${plain.slice(end, end + reach)}`;
  if (otherReason.test(near)) return false;
  if (titled.test(around)) return true;
  for (const [, first = '', second = ''] of around.matchAll(twoNames)) {
    if (!notNames.has(first.toLowerCase()) && !notNames.has(second.toLowerCase())) return true;
  }
  return false;
}
