import type { Span } from './personalData.ts';

/** A run of digit groups that spaces, hyphens or dots hold together, such as "943 476 5919". */
interface Run {
  readonly groups: readonly Group[];
  /** What stands right before it, lower case. */
  readonly before: string;
}
interface Group extends Span {
  readonly digits: string;
}

const group = /\d+/g;
/** What may stand between two groups of one number. */
const joint = /^(?: {1,3}| ?[-.] ?| {0,2}[-.]{1,2} {0,2})$/;
/** Groups in a run; what is longer is a table, read in pieces. */
const longestRun = 64;

function runsIn(plain: string): readonly Run[] {
  const runs: { groups: Group[]; before: string }[] = [];
  for (const match of plain.matchAll(group)) {
    const start = match.index;
    const next: Group = { start, end: start + match[0].length, digits: match[0] };
    const run = runs.at(-1);
    const last = run?.groups.at(-1);
    const gap = last ? plain.slice(last.end, start) : '';
    if (run && last && run.groups.length < longestRun && gap.length <= 6 && joint.test(gap)) run.groups.push(next);
    else runs.push({ groups: [next], before: plain.slice(Math.max(0, start - 40), start).toLowerCase() });
  }
  return runs;
}

const label = /\b(?:nhs|chi)\b(?: ?(?:no|num|number|nr|id|#))*[\s.:#=-]*(?:is|was)?[\s.:#=-]*$/;
const gluedLabel = /(?:nhs|chi)(?:no|num|number)?$/;

/** NHS and CHI numbers: ten digits with a right check digit, in any grouping, several in a row included. */
export function nhsNumbers(plain: string): readonly Span[] {
  const inRuns = runsIn(plain).flatMap(({ groups, before }) => {
    const isLabelled = label.test(before) || gluedLabel.test(before);
    const spans: Span[] = [];
    for (let at = isLabelled ? 0 : otherNumberAt(groups, before); at < groups.length; ) {
      const isFirst = at === 0 && isLabelled;
      const taken = (isFirst ? 0 : phoneAt(groups, at) || dateAt(groups, at)) || 0;
      const count = taken ? 0 : nhsNumberAt(groups, at, isFirst);
      const [first, last] = [groups[at], groups[at + count - 1]];
      if (count && first && last) spans.push({ start: first.start, end: last.end });
      at += taken || count || 1;
    }
    return spans;
  });
  return merged([...inRuns, ...spacedNhsNumbers(plain), ...labelledNhsNumbers(plain)]);
}

/** Sorted, and of those that overlap the one that begins first. */
function merged(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}

/** What people put between the groups of one number besides: "943/476/5919", "943 | 476 | 5919", tabs and blank lines. */
const wide = ' *(?:[-./:_|,\\\\]{1,3} *)?';
const spacedNhs = new RegExp(
  `(?<![\\p{L}\\d£$€])\\(?\\d{3}(?:\\)?${wide}\\d{3}${wide}\\d{4}|${wide}\\(?\\d{4}\\)?${wide}\\d{3})(?![\\p{L}\\d])`,
  'gu',
);
const codeBefore = /(?:\+|\b00)\d{1,3}[ ()./:_|-]{1,4}$/;

/** "12/943/476/5919" and "+353 943 476 5919": what is read is only the end of something else. */
function goesOn(before: string, written: string): boolean {
  const separator = /^\D*\d+[ )]*([^ \d(])/.exec(written)?.[1];
  return codeBefore.test(before) || (separator !== undefined && /\d *(.)[ (]*$/.exec(before)?.[1] === separator);
}

const phoneBefore = /\b(?:tel|telephone|phone|mobile|mob|fax|ring|call|dial|text)\b[^\d]{0,20}$/i;
const personBefore = /\b(?:nhs|chi|resident|client|patient|service user|mr|mrs|ms|miss|his|her|their)\b[^.!?;]{0,30}$/i;

/** Ten digits grouped in threes and a four, whatever stands between them. */
function spacedNhsNumbers(plain: string): readonly Span[] {
  return [...plain.matchAll(spacedNhs)].flatMap((match) => {
    const [written] = match;
    const digits = written.replaceAll(/\D/g, '');
    // Without anything between it is a run, read above.
    if (written === digits || digits.startsWith('0') || !hasNhsCheckDigit(digits)) return [];
    const before = plain.slice(Math.max(0, match.index - 45), match.index);
    if (goesOn(before, written)) return [];
    // "120, 340, 1200" is a list of counts, and "(943) 476 5919" may be a telephone number.
    if (written.includes(',') && !personBefore.test(before)) return [];
    if (written.includes('(') && phoneBefore.test(before)) return [];
    const opens = written.startsWith('(') && !written.includes(')') ? 1 : 0;
    return [{ start: match.index + opens, end: match.index + written.length }];
  });
}

const labelledNhs =
  /\b(?:nhs|chi)\b(?: ?(?:no|num|number|nr|id|#))*[^\p{L}\d£$€+]*(?:(?:is|was)[^\p{L}\d£$€+]*)?(\d(?:[^\p{L}\d£$€+]*\d){9})(?![\p{L}\d])/giu;

/** Ten digits after "NHS number", in whatever groups and with whatever between them. */
function labelledNhsNumbers(plain: string): readonly Span[] {
  return [...plain.matchAll(labelledNhs)].flatMap((match) => {
    const written = match[1] ?? '';
    const end = match.index + match[0].length;
    return hasNhsCheckDigit(written.replaceAll(/\D/g, '')) ? [{ start: end - written.length, end }] : [];
  });
}

/** How many groups from `at` on make an NHS number; 0 for none. */
function nhsNumberAt(groups: readonly Group[], at: number, isLabelled: boolean): number {
  let digits = '';
  for (let i = at; i < groups.length && digits.length < 10; i += 1) {
    digits += groups[i]?.digits;
    if (digits.length !== 10) continue;
    if (!hasNhsCheckDigit(digits) || (digits.startsWith('0') && !isLabelled)) return 0;
    const count = i - at + 1;
    const isUsual =
      count === 1 || (count === 3 && groups[at]?.digits.length === 3 && groups[at + 1]?.digits.length === 3);
    return isUsual || isLabelled || !runsIntoPhone(groups, at, count) ? count : 0;
  }
  return 0;
}

/** "123 0300 303 4034": the last seven digits of such ten belong to a telephone number. */
function runsIntoPhone(groups: readonly Group[], at: number, count: number): boolean {
  for (let i = at + 1; i < at + count; i += 1) {
    if (i + phoneAt(groups, i) > at + count) return true;
  }
  return false;
}

/** How many groups at the beginning of a run belong to a number of another kind, by what stands before them. */
function otherNumberAt(groups: readonly Group[], before: string): number {
  // "Z1234567" and "£1234567890"
  if (/[\p{L}£$€_]$/u.test(before)) return 1;
  // "ticket #1234567890", but "resident #9434765919" and "#943 476 5919"
  if (before.endsWith('#') && groups[0]?.digits.length !== 3 && !personBefore.test(before)) return 1;
  const most = /\+ ?$/.test(before) ? (groups[0]?.digits.startsWith('44') ? 12 : 13) : /\(0\) ?$/.test(before) ? 10 : 0;
  let digits = 0;
  let count = 0;
  while (count < groups.length && digits + (groups[count]?.digits.length ?? 0) <= most) {
    digits += groups[count]?.digits.length ?? 0;
    count += 1;
  }
  return count;
}

/** How many groups from `at` on make a United Kingdom telephone number: 0 and nine or ten more digits, or 0044. */
function phoneAt(groups: readonly Group[], at: number): number {
  const first = groups[at]?.digits ?? '';
  if (!first.startsWith('0')) return 0;
  let digits = '';
  let best = 0;
  for (let i = at; i < Math.min(groups.length, at + 8); i += 1) {
    digits += groups[i]?.digits;
    if (digits.length > 14) break;
    const national = digits.startsWith('0044') ? digits.length - 3 : digits.length;
    if (national === 11) return i - at + 1;
    if (national === 10) best = i - at + 1;
  }
  return best;
}

/** How many groups from `at` on make a date such as 03.04.2026 or 2026-04-03. */
function dateAt(groups: readonly Group[], at: number): number {
  const [a = '', b = '', c = ''] = [groups[at]?.digits, groups[at + 1]?.digits, groups[at + 2]?.digits];
  const isYear = (text: string) => /^(?:19|20)\d\d$/.test(text);
  const isMonth = (text: string) => /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 12;
  const isDay = (text: string) => /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 31;
  return (isDay(a) && isMonth(b) && isYear(c)) || (isYear(a) && isMonth(b) && isDay(c)) ? 3 : 0;
}

/** Weights 10 to 2, sum modulo 11, taken from 11; 11 counts as 0 and 10 never occurs. */
export function hasNhsCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(digits[i]) * (10 - i);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

/** Payment cards: 13 to 19 digits, Luhn, beginning as the card schemes' numbers do, whole or in groups. */
export function cardNumbers(plain: string): readonly Span[] {
  const inRuns = runsIn(plain).flatMap(({ groups, before }) => {
    if (/[\p{L}£$€_+]$/u.test(before) && !/(?:card|no|number|visa|amex|mastercard)$/.test(before)) return [];
    const spans: Span[] = [];
    for (let at = 0; at < groups.length; ) {
      const count = cardNumberAt(groups, at);
      const [first, last] = [groups[at], groups[at + count - 1]];
      if (count && first && last) spans.push({ start: first.start, end: last.end });
      at += count || 1;
    }
    return spans;
  });
  return merged([...inRuns, ...spacedCardNumbers(plain)]);
}

const spacedCard = new RegExp(
  `(?<![\\p{L}\\d£$€+])\\d{4}(?:(?:${wide}\\d{4}){3}(?:${wide}\\d{3})?|${wide}\\d{4}${wide}\\d{5}|${wide}\\d{6}${wide}\\d{4,5})(?![\\p{L}\\d])`,
  'gu',
);
const cardBefore = /\b(?:card|visa|mastercard|amex|debit|credit)\b[^.!?;\d]{0,30}$/i;

/** A card number in the groups that are printed on cards, whatever stands between them. */
function spacedCardNumbers(plain: string): readonly Span[] {
  return [...plain.matchAll(spacedCard)].flatMap((match) => {
    const [written] = match;
    const digits = written.replaceAll(/\D/g, '');
    if (written === digits || !hasCardBeginning(digits) || !hasLuhnDigit(digits)) return [];
    const before = plain.slice(Math.max(0, match.index - 45), match.index);
    // "4100, 5200, 5300, 6400" is a list of counts.
    if (goesOn(before, written) || (written.includes(',') && !cardBefore.test(before))) return [];
    return [{ start: match.index, end: match.index + written.length }];
  });
}

/** How many groups from `at` on make a card number, the longest possible; 0 for none. */
function cardNumberAt(groups: readonly Group[], at: number): number {
  let digits = '';
  let best = 0;
  for (let i = at; i < groups.length && digits.length < 19; i += 1) {
    digits += groups[i]?.digits;
    if (digits.length < 13 || digits.length > 19 || !hasCardBeginning(digits) || !hasLuhnDigit(digits)) continue;
    // In a longer run only groups of four and more are a card: three NHS numbers in a row hold many windows.
    const isWholeRun = at === 0 && i === groups.length - 1;
    if (isWholeRun || groups.slice(at, i).every((one) => one.digits.length >= 4)) best = i - at + 1;
  }
  return best;
}

/** Mastercard 2221-2720 and 51-55, American Express 34 and 37, Diners 30, 36 and 38, JCB 35, Visa 4, Discover 6. */
function hasCardBeginning(digits: string): boolean {
  const four = Number(digits.slice(0, 4));
  return (four >= 2221 && four <= 2720) || /^(?:3[04-8]|4|5[1-5]|6)/.test(digits);
}

export function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** HMRC's rules: first letter not D F I Q U V, second not O either, some pairs never used, suffix A to D. */
const niNumber = new RegExp(
  `(?<![\\p{L}\\p{N}])(?!BG|GB|NK|KN|TN|NT|ZZ)([A-CEGHJ-PR-TW-Z] ?[-.]?[A-CEGHJ-NPR-TW-Z])(${wide})\\d[ .-]?\\d${wide}\\d[ .-]?\\d${wide}\\d[ .-]?\\d${wide}[A-D](?![\\p{L}\\p{N}])`,
  'giu',
);
/** "At 10, 20, 30 a week" has the shape of one. */
const shortWord = /^(?:a[hmst]|be|by|he|m[ey]|ok|pm|we)$/i;

export function niNumbers(plain: string): readonly Span[] {
  return [...plain.matchAll(niNumber)].flatMap((match) => {
    const [written, prefix = '', gap = ''] = match;
    if (shortWord.test(prefix) && gap.includes(' ') && written.includes(',')) return [];
    return [{ start: match.index, end: match.index + written.length }];
  });
}
