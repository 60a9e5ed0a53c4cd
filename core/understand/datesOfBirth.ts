import { dayOf, exists, fullYear, isoOf, monthNumbers, monthPattern } from './calendar.ts';
import type { Span } from './personalData.ts';

const ordinal = '(?:st|nd|rd|th)?';
const ordinalWords =
  `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first`.split(
    ' ',
  );
const ordinalWord = `(?:${[...ordinalWords].reverse().join('|').replaceAll('-', '[- ]')})`;
/** A date begins here: not inside a word, another date or a version number, but glued to its label. */
const begin = '(?:(?<![\\w/]|\\d\\.)|(?<=(?:\\bdob|\\bborn)_?))';
const between = '(?: {0,9}[-/.\\\\] {0,9}| {1,9})';
const ofMonth = ' {0,9}(?:day {1,9})?(?:of {1,9})?';
const year = '(?<y#>(?:19|20)\\d\\d|\\d\\d)(?!\\w)';
/** Any way to write a day of a year; the year may have two digits. */
const fullDate = new RegExp(
  [
    `${begin}(?<d#>\\d{1,2})${between}(?<m#>\\d{1,2})${between}(?<y#>\\d{4}|\\d\\d)(?![\\w/]|[.-]\\d)`,
    `${begin}(?<y#>(?:19|20)\\d\\d) {0,3}[-/.\\\\] {0,3}(?<m#>\\d{1,2}) {0,3}[-/.\\\\] {0,3}(?<d#>\\d{1,2})(?![\\w/]|[.-]\\d)`,
    `${begin}(?<d#>\\d{1,2}) ?${ordinal}${ofMonth}[-./]?(?<m#>${monthPattern})[-./, ']{0,9}${year}`,
    `\\b(?<m#>${monthPattern})\\.? {1,9}(?:the {1,9})?(?<d#>\\d{1,2})${ordinal}[, ']{1,9}${year}`,
    `${begin}(?<d#>\\d\\d)(?<m#>\\d\\d)(?<y#>(?:19|20)\\d\\d)(?!\\w)`,
    `\\b(?<d#>${ordinalWord})${ofMonth}(?<m#>${monthPattern})[, ']{1,9}${year}`,
    `\\b(?<m#>${monthPattern}) {1,9}(?:the {1,9})?(?<d#>${ordinalWord})[, ']{1,9}${year}`,
  ]
    .map((form, at) => form.replaceAll('#', String(at + 1)))
    .join('|'),
  'gi',
);
/** Only after a label: "born 3 April", "dob 3/4", "born April 1945". */
const partDate = new RegExp(
  [
    `\\d{1,2} ?${ordinal}${ofMonth}(?:${monthPattern})\\b`,
    `${ordinalWord}${ofMonth}(?:${monthPattern})\\b`,
    `(?:${monthPattern})\\.?,? {1,9}(?:(?:the {1,9})?(?:\\d{1,2}${ordinal}|${ordinalWord})\\b|(?:19|20)\\d\\d)`,
    `\\d{1,2} {0,9}[/\\\\] {0,9}\\d{1,2}(?![\\d/\\\\])`,
  ].join('|'),
  'iy',
);

const birth =
  /(?<![\p{L}])(?:d\.? ?o\.? ?b\.?|date {0,9}of {0,9}birth|birth ?date|birth ?day|born(?: on)?|date born)(?![\p{L}])[\s:;.,=(-]*(?:(?:is|was|on|the|of|as|in|and|a|an|mr|mrs|ms|:|-)[\s:;.,=(-]+){0,4}/giu;

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
    [1, 2, 3, 4, 5, 6, 7].map((form) => groups[part + form]).find((value) => value !== undefined) ?? '';
  const written = pick('y');
  const monthName = monthNumbers.get(pick('m').toLowerCase());
  const month = monthName ?? Number(pick('m'));
  const day = dayNumber(pick('d'));
  const thisYear = dayOf(today).year;
  const near = written.length === 2 ? fullYear(Number(written), thisYear) : Number(written);
  // Nobody is born ahead of today: 30 is 1930.
  const year = written.length === 2 && near > thisYear ? near - 100 : near;
  if (year < 1890) return undefined;
  // Written the American way it is a date of birth all the same.
  if (exists(year, month, day)) return isoOf(year, month, day);
  return monthName === undefined && exists(year, day, month) ? isoOf(year, day, month) : undefined;
}

function dayNumber(written: string): number {
  return /\d/.test(written) ? Number(written) : ordinalWords.indexOf(written.toLowerCase().replace(' ', '-')) + 1;
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

const firstName = /(?<![\p{L}\p{N}.'’-]|\p{Lu}\p{Ll}{1,20} )(\p{Lu}\p{Ll}{1,14})(?:['’]s)?[ ,:-]{0,3}[([]? ?$/u;
/** Words ending in "ed" tell what was done on a date; these are people. */
const namesInEd: ReadonlySet<string> = new Set(
  'fred ted jared ned alfred wilfred mohamed mohammed muhammed ahmed'.split(' '),
);
const notFirstNames: ReadonlySet<string> = new Set(
  'form ref reference date dates order began begun moved done hi hello issue draft page section item question answer report review reviews contract passport licence insurance lease deed agreement tenancy act rules guidance leaflet poster letter email edition volume began built bought since ended ends due expiry expires valid about around approx circa until till before yes phone tablet laptop computer backup backups alarm boiler lift fire window windows server router wifi software hardware audit log diary note notes minutes meeting visit yearly annual signed paper'.split(
    ' ',
  ),
);

/** "Tom (12/03/1934)": one first name directly before the date. */
function isAfterFirstName(before: string): boolean {
  const name = firstName.exec(before.slice(-reach))?.[1]?.toLowerCase();
  if (name === undefined || notNames.has(name) || notFirstNames.has(name)) return false;
  return !name.endsWith('ed') || namesInEd.has(name);
}

/** First names that are hardly ever anything else: not May, Rose, Mark or Will. */
const firstNames: ReadonlySet<string> = new Set(
  `ada agnes alan albert alec alfred alice alison amanda amy andrew angela anita ann anna anne anthony arthur audrey barbara barry beatrice beryl betty brenda brian bridget bruce caroline catherine charles charlotte christine christopher claire clara clive colin cynthia cyril daniel daphne david deborah denise dennis derek desmond diana diane donald doreen doris dorothy douglas edith edna edward eileen elaine eleanor elizabeth ellen elsie emily emma enid eric ernest esther ethel eunice evelyn fiona florence francis frank fred freda frederick gareth geoffrey george gerald geraldine gillian gladys glenys gordon graham gwen harold harry helen henry herbert hilda horace howard hugh ian irene isabel jacqueline james jane janet janice jean jeffrey jennifer jeremy jessie jill joan joanne john jonathan joseph josephine joyce judith julia julie karen katherine kathleen keith kenneth kevin laura lawrence leonard leslie lilian linda lorna louise lucy lydia mabel malcolm margaret maria marie marion marjorie martha martin mary maureen maurice mavis michael michelle mildred millicent mohammed muriel nancy nicholas nigel nora norman olwen oswald pamela patricia patrick paul pauline peggy percy peter philip phyllis rachel ralph raymond rebecca reginald richard rita robert roger ronald rosemary roy ruth samuel sandra sarah sharon sheila shirley sidney simon stanley stella stephen steven stuart susan sylvia teresa terence thelma theresa thomas timothy trevor valerie vera vernon veronica victor victoria vincent vivian walter wendy wilfred william winifred yvonne`.split(
    ' ',
  ),
);
const notSurnames =
  /^(?:.*(?:ed|ing)|and|or|is|was|has|had|left|went|came|did|does|who|will|said|says|made|saw|took|got|gave|sent|wrote|told|began|became|kept|held|put|read|ran|set|on|in|at|by|to|of|for|from|since|until|after|before|about|with|our|the|then|now|here|last|next|this|that|not|may|can|also|again|only|first|due|date|dates)$/;
const lowerBefore = /(?<![\p{L}'’-]|\bby )(\p{Ll}{2,15}) (\p{Ll}[\p{Ll}'’-]{1,20})[ ,(-]{1,3}$/u;
const lowerAfter = /^[ ,)-]{1,3}(\p{Ll}{2,15}) (\p{Ll}[\p{Ll}'’-]{1,20})(?![\p{L}\p{N}])/u;
/** "Smith, Ann 12/03/1949", directly before the date. */
const surnameFirst = /(?<![\p{L}\p{N}])(\p{Lu}[\p{L}'’-]{1,20}), ?(\p{Lu}[\p{L}'’-]{1,20})[ ,(-]{1,3}$/u;

function isBesideName(plain: string, { start, end }: Span): boolean {
  const near = plain.slice(Math.max(0, start - reach), end + reach);
  const before = plain.slice(Math.max(0, start - reach), start);
  const after = plain.slice(end, end + reach);
  const around = `${before}¦${after}`;
  if (otherReason.test(near)) return false;
  if (titled.test(around)) return true;
  const isName = (first = '', second = '') => !notNames.has(first.toLowerCase()) && !notNames.has(second.toLowerCase());
  for (const [, first, second] of around.matchAll(twoNames)) if (isName(first, second)) return true;
  const [, surname, given] = surnameFirst.exec(before) ?? [];
  if (surname !== undefined && isName(surname, given)) return true;
  if (isAfterFirstName(before)) return true;
  return [lowerBefore.exec(before), lowerAfter.exec(after)].some((match) => {
    const [, first = '', second = ''] = match ?? [];
    return firstNames.has(first) && isName(first, second) && !notSurnames.test(second);
  });
}
