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
  return runsIn(plain).flatMap((run) => {
    const labelled = label.test(run.before) || gluedLabel.test(run.before);
    // "+44 7700 900123" and "Z1234567890" are other numbers; so is money.
    if (!labelled && /(?:\+ ?|[\p{L}£$€#_])$/u.test(run.before)) return [];
    const groups = labelled ? run.groups : withoutOthers(run.groups);
    return windows(
      groups,
      (digits) => digits.length === 10 && hasNhsCheckDigit(digits) && (labelled || !digits.startsWith('0')),
    );
  });
}

/** Groups of a run without its telephone numbers and dates; a gap stays where they were. */
function withoutOthers(groups: readonly Group[]): readonly (Group | undefined)[] {
  const kept: (Group | undefined)[] = [...groups];
  for (let at = 0; at < groups.length; ) {
    const taken = phoneAt(groups, at) || dateAt(groups, at);
    for (let i = at; i < at + taken; i += 1) kept[i] = undefined;
    at += taken || 1;
  }
  return kept;
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

/** Spans of neighbouring groups whose digits together are right, from the left, none used twice. */
function windows(
  groups: readonly (Group | undefined)[],
  isRight: (digits: string, groups: readonly Group[]) => boolean,
): readonly Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < groups.length; at += 1) {
    let digits = '';
    const taken: Group[] = [];
    for (let i = at; i < groups.length && digits.length < 20; i += 1) {
      const next = groups[i];
      if (!next) break;
      taken.push(next);
      digits += next.digits;
      if (!isRight(digits, taken)) continue;
      spans.push({ start: taken[0]?.start ?? 0, end: next.end });
      at = i;
      break;
    }
  }
  return spans;
}

/** Weights 10 to 2, sum modulo 11, taken from 11; 11 counts as 0 and 10 never occurs. */
export function hasNhsCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(digits[i]) * (10 - i);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

/** Payment cards: 13 to 19 digits, Luhn, beginning as the card schemes' numbers do, whole or in the usual groups. */
export function cardNumbers(plain: string): readonly Span[] {
  return runsIn(plain).flatMap((run) => {
    if (/[\p{L}£$€_+]$/u.test(run.before) && !/(?:card|no|number|visa|amex|mastercard)$/.test(run.before)) return [];
    const total = run.groups.reduce((sum, { digits }) => sum + digits.length, 0);
    return windows(run.groups, (digits, groups) => {
      if (digits.length < 13 || digits.length > 19 || !hasCardBeginning(digits) || !hasLuhnDigit(digits)) return false;
      // In a longer run only groups of four and the like are a card: three NHS numbers in a row hold many windows.
      return total === digits.length || groups.slice(0, -1).every((one) => one.digits.length >= 4);
    });
  });
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
const niNumber =
  /(?<![\p{L}\p{N}])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][ .-]?[A-CEGHJ-NPR-TW-Z][ .-]{0,3}\d[ .-]?\d[ .-]{0,3}\d[ .-]?\d[ .-]{0,3}\d[ .-]?\d[ .-]{0,3}[A-D](?![\p{L}\p{N}])/giu;

export function niNumbers(plain: string): readonly Span[] {
  return [...plain.matchAll(niNumber)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
