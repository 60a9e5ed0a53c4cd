import { findPersonalData, type PersonalDataKind } from '../understand/personalData.ts';
import type { Place } from './model.ts';
import type { Cell, Row } from './rows.ts';

export interface Detail {
  readonly kind: PersonalDataKind;
  readonly place: Place;
}

/** Characters searched at a time: the search is then linear in a text of any length. */
const longestPassage = 6000;
const birth = /\b(?:d\.? ?o\.? ?b\b|birth|born\b)/;
const nhs = /\b(?:nhs|chi)\b/;
const person = /\b(?:nhs|chi|patient|resident|service user|client|mrs?|ms|miss|her|his|their)\b/;
/** What a number is called that is nobody's, close before it or above its column. */
const otherNumber =
  /\b(?:order|invoice|purchase|po|serial|imei|iccid|sim|barcode|ean|isbn|upc|licen[cs]e|product|part|model|asset|tag|stock|ticket|case|quote|quotation|delivery|tracking|parcel|consignment|meter|mpan|mprn|account|acc|policy|certificate|cert|company|registration|reg|vat|utr|charity|transaction|receipt|batch|lot|tel|telephone|phone|mobile|mob|fax|text|call|ring|contact|sku|item|code|version|build)\b/;
const closeOtherNumber = new RegExp(
  `${otherNumber.source}[^\\d\\p{L}]*(?:(?:no|nr|num|number|id|code|ref|reference|is|was|us|on)\\b[^\\d\\p{L}]*){0,3}$`,
  'u',
);
const card = /\b(?:card|visa|mastercard|amex|debit|credit)\b/;

/** A stretch of text to search, and which cell each of its characters came from. */
interface Passage {
  text: string;
  readonly cells: { readonly start: number; readonly cell: Cell; readonly heading: string }[];
}

/**
 * NHS, National Insurance and card numbers and dates of birth, each with its place. Built on what guards the chat, and
 * stricter: a document is full of numbers, so one that is called something else, or is grouped as none of its kind is, does
 * not count.
 */
export function detailsIn(rows: readonly Row[], today: string): readonly Detail[] {
  return passagesOf(rows).flatMap((passage) =>
    findPersonalData(passage.text, today).flatMap(({ kind, start, end }): readonly Detail[] => {
      const at = passage.cells.findLast((one) => one.start <= start);
      if (!at) return [];
      const found = {
        written: passage.text.slice(start, end),
        before: passage.text.slice(Math.max(0, start - 60), start).toLowerCase(),
        after: passage.text.slice(end, end + 15).toLowerCase(),
        heading: at.heading,
      };
      return !isFraction(found) && counts[kind](found, today) ? [{ kind, place: at.cell.place }] : [];
    }),
  );
}

function passagesOf(rows: readonly Row[]): readonly Passage[] {
  const passages: Passage[] = [];
  let passage: Passage | undefined;
  let previous: Row | undefined;
  for (const row of rows) {
    row.cells.forEach((cell, index) => {
      const heading = row.headings.get(cell.column) ?? '';
      const isFirst = index === 0;
      if (!passage || (isFirst && passage.text.length > longestPassage)) {
        passage = { text: '', cells: [] };
        passages.push(passage);
      }
      if (passage.text !== '') passage.text += isFirst && wraps(previous, row) ? ' ' : ' ; ';
      passage.cells.push({ start: passage.text.length, cell, heading });
      passage.text += saidAgain(heading, cell.text) + cell.text;
    });
    previous = row;
  }
  return passages;
}

/** What stands above a column is said again before each of its values, as if it were a form. */
function saidAgain(heading: string, text: string): string {
  if (!/\d/.test(text)) return '';
  if (birth.test(heading)) return 'dob: ';
  return nhs.test(heading) ? 'nhs number: ' : '';
}

/** Lines of a page run on into one another; a column of numbers does not. */
function wraps(previous: Row | undefined, row: Row): boolean {
  const [last, first] = [previous?.cells[0], row.cells[0]];
  if (previous?.cells.length !== 1 || row.cells.length !== 1 || first?.place.in !== 'page') return false;
  return /\p{L}/u.test(last?.text ?? '') && /\p{L}/u.test(first.text);
}

interface Found {
  readonly written: string;
  /** Lower case, like the others. */
  readonly before: string;
  readonly after: string;
  readonly heading: string;
}

/** "0.9434765919": the digits of a measurement. */
const isFraction = ({ before, after }: Found): boolean => /\d[.,]$/.test(before) || /^(?:[.,]\d|e[+-]?\d)/.test(after);

const isCalledOtherwise = ({ before, heading }: Found): boolean =>
  (otherNumber.test(heading) && !person.test(heading)) || closeOtherNumber.test(before);

const counts: Readonly<Record<PersonalDataKind, (found: Found, today: string) => boolean>> = {
  nhsNumber(found) {
    const groups = found.written.match(/\d+/g) ?? [];
    if (new Set(groups.join('')).size === 1) return false;
    if (nhs.test(`${found.before} ${found.heading}`)) return true;
    // Counts side by side make ten digits in some grouping; a person's number is written in one or three.
    const sizes = groups.map((one) => one.length).join();
    return (sizes === '10' || sizes === '3,3,4' || person.test(found.before)) && !isCalledOtherwise(found);
  },
  niNumber: (found) => !isCalledOtherwise(found),
  cardNumber(found) {
    const digits = found.written.replaceAll(/\D/g, '');
    if (new Set(digits).size <= 2) return false;
    if (card.test(`${found.before} ${found.heading}`)) return true;
    return hasCardLength(digits) && !isCalledOtherwise(found);
  },
  dateOfBirth({ written, before, after, heading }, today) {
    const age = ageAtMost(written, today);
    if (age === undefined || age > 120) return false;
    if (birth.test(before) || birth.test(after) || birth.test(heading)) return age >= 16;
    // Beside a name and without a word that says so, only a date this old is hardly anything else.
    return heading === '' && age >= 40;
  },
};

/** Lengths that schemes issue today: a device's number of 15 digits begins with 35 and is no card. */
function hasCardLength(digits: string): boolean {
  if (/^3[47]/.test(digits)) return digits.length === 15;
  if (/^3[068]/.test(digits)) return digits.length === 14;
  return digits.length === 16;
}

/** Years since the year that is written; `undefined` where there is none. */
function ageAtMost(written: string, today: string): number | undefined {
  const thisYear = Number(today.slice(0, 4));
  const whole = /(?<!\d)(?:18|19|20)\d\d(?!\d)|(?:19|20)\d\d$/.exec(written)?.[0];
  if (whole !== undefined) return thisYear - Number(whole);
  const short = /[^\d](\d\d)$/.exec(written)?.[1];
  if (short === undefined || !/\d\D+\d/.test(written)) return undefined;
  const year = 2000 + Number(short);
  return thisYear - (year > thisYear ? year - 100 : year);
}
