import { daysInMonth, isoOf } from '../understand/calendar.ts';
import { type DateFound, writtenDates } from '../understand/dateForms.ts';
import { normalise } from '../understand/normalise.ts';
import type { Place } from './model.ts';
import type { Row } from './rows.ts';

/** A date that a document gives for itself, ISO, with where it stands. */
export interface OwnDate {
  readonly date: string;
  readonly place: Place;
}

/** `isReviewDue` tells a review from an expiry, which may be that of something the document only speaks of. */
interface Labelled extends OwnDate {
  readonly as: 'document' | 'version' | 'review' | 'expiry';
}

const before = '(?<![\\p{L}\\d])';
const lastOne = '(?:last|latest|previous|most recent)';
const version = '(?:version|ver\\.?|v|issue|rev\\.?|revision)\\.? ?\\d{1,3}';
/** Tried in this order at each place, so that "last review date" is never read as "review date". */
const labels = new RegExp(
  `${before}(?:` +
    [
      `(?<document>date of ${lastOne} (?:review|update|revision)|${lastOne} (?:policy |annual )?(?:review(?:ed)?|updated?|revis(?:ed|ion)|amended|checked|approved|issued)(?: date)?|date (?:of )?(?:last )?(?:reviewed|approved|approval|adopted|adoption|ratified|updated|revised|issued?|published|publication|created|completed|written|signed|(?:this )?(?:version|document|policy|assessment|audit|test|exercise|report))|(?:issue|version|approval|policy|document|publication|effective|revision|adoption|audit|assessment|completion) date|effective(?: from)?|issued|approved|ratified|adopted|reviewed|updated|revised|published|dated|(?:correct )?as (?:at|of))`,
      '(?<review>(?:date (?:of|for) )?(?:the )?next (?:scheduled |planned |annual |formal |policy |full )?review(?: date| due)?|next due(?: for review)?|review (?:date|due|by|before|on or before)(?: date| by| on)?|(?:to be|due to be) reviewed(?: again)?|due for review|date (?:for|of) review|review)',
      '(?<expiry>valid (?:until|to|till|through)|renewal (?:date|due)|(?:to be )?renewed? (?:by|on|before)|renewal|expir(?:y|ation) date|date of expiry|expir(?:y|es|ation)|expires on)',
      `(?<version>${version}(?:\\.\\d{1,3}){0,3})`,
      '(?<plain>date(?= ?[:-]))',
    ].join('|') +
    ')(?![\\p{L}\\d])',
  'giu',
);
/** Characters after a label in which its date begins and ends. */
const reach = 70;
/** What may stand between a label and its date: a few small words. */
const filler =
  /^(?:[\s:;,.()|=<>/-]|\b(?:is|was|are|due|on|by|in|of|the|date|before|no later than|or before|until|end|from|for|at|this policy|document|should be|will be|must be|and|again|not)\b)*$/i;
/** One version after another, as in a list of them: no date stands between. */
const anotherVersion = new RegExp(`^[\\s:;,.()|=<>/-]*${version}`, 'i');
/** "Approved by the board on ...": who did it may stand between too. */
const doneBySomebody = /^(?:date )?(?:approved|ratified|adopted|reviewed|agreed|signed)/i;
const fillerWithPeople = /^[^\d.;]{0,40}$/;
const aboutNext = /\b(?:next|review(?! ?ed)|expir|valid|renew|birth|born)/i;

/** What a document says about its own age. ISO dates; a month alone is its first day for a document, its last for a review. */
export interface OwnDates {
  readonly document?: OwnDate;
  readonly review?: OwnDate;
}

/**
 * The document's own date: the latest it gives that is not ahead of `today`, by a label such as "Approved" before a version
 * or a plain "Date:". Its review date: the latest, a review before an expiry, because an old one may stand in its history.
 */
export function ownDatesIn(rows: readonly Row[], today: string): OwnDates {
  const found = [
    ...rows.flatMap((row, index) => labelledIn(rows, row, index, today)),
    ...inColumns(rows, today),
  ].filter(({ date }) => date >= '2000-01-01');
  const latest = (as: Labelled['as']) =>
    found
      .filter((one) => one.as === as && (as === 'review' || as === 'expiry' || one.date <= today))
      .reduce<Labelled | undefined>((best, one) => (best && best.date >= one.date ? best : one), undefined);
  const document = latest('document') ?? latest('version');
  const review = latest('review') ?? latest('expiry');
  return { ...(document && { document: ownDate(document) }), ...(review && { review: ownDate(review) }) };
}

const ownDate = ({ date, place }: Labelled): OwnDate => ({ date, place });

function labelledIn(rows: readonly Row[], row: Row, index: number, today: string): readonly Labelled[] {
  if (row.isHeading) return [];
  return row.cells.flatMap(({ text, place }, at) => {
    if (place.in === 'properties') return [];
    return [...text.matchAll(labels)].flatMap((match): readonly Labelled[] => {
      const as = kindOf(match);
      const end = match.index + match[0].length;
      const rest = text.slice(end, end + reach);
      // In a form the date stands in the next cell, or below.
      const isAtEnd = /^[\s:.-]*$/.test(rest) && end + reach >= text.length;
      // A value in a list is not the document's own, see `inColumns`; a cell that is all label is a form's.
      if (as === undefined || (row.headings.size > 0 && !(isAtEnd && match.index === 0))) return [];
      if (!isAtEnd && !beginsSentence(text, match, rest)) return [];
      const next = row.cells[at + 1] ?? (row.cells.length === 1 ? rows[index + 1]?.cells[0] : undefined);
      const date = dateAfter(isAtEnd ? (next?.text.slice(0, reach) ?? '') : rest, as, {
        today,
        isBySomebody: doneBySomebody.test(match[0]),
      });
      return date === undefined ? [] : [{ as, date, place: isAtEnd && next ? next.place : place }];
    });
  });
}

function kindOf({ index, groups = {} }: RegExpMatchArray): Labelled['as'] | undefined {
  if (groups.document !== undefined) return 'document';
  if (groups.review !== undefined) return 'review';
  if (groups.expiry !== undefined) return 'expiry';
  // "Start date:" is something else's.
  return groups.plain === undefined || index === 0 ? 'version' : undefined;
}

/** Longest line that is taken for a label with its value, wherever in it the label stands. */
const longestLabelled = 120;

/** What a long paragraph tells in passing was done to something else; "review" alone is a label only with a colon. */
function beginsSentence(text: string, { 0: label, index = 0 }: RegExpMatchArray, rest: string): boolean {
  if (/^review$/i.test(label) && !/^ ?[:-]/.test(rest)) return false;
  return text.length <= longestLabelled || /(?:^|[.;:|(–-] {0,3})$/.test(text.slice(Math.max(0, index - 5), index));
}

interface Reading {
  readonly today: string;
  /** Whether the label may be followed by who did it. */
  readonly isBySomebody?: boolean;
}

/** The date that `said` begins with, but for small words. */
function dateAfter(said: string, as: Labelled['as'], { today, isBySomebody = false }: Reading): string | undefined {
  if (!/\d/.test(said) || (!isBySomebody && anotherVersion.test(said))) return undefined;
  const isAhead = as === 'review' || as === 'expiry';
  const text = normalise(said);
  const first = writtenDates(text, { today, mayBeFuture: isAhead }).found.reduce<DateFound | undefined>(
    (best, one) => (best && best.start <= one.start ? best : one),
    undefined,
  );
  if (first?.as !== 'date' || !first.hasYear) return undefined;
  const between = text.slice(0, first.start);
  const isNear = filler.test(between) || (isBySomebody && fillerWithPeople.test(between) && !aboutNext.test(between));
  if (!isNear) return undefined;
  return isAhead ? lastDayOf(first) : first.date;
}

function lastDayOf({ date, precision }: Extract<DateFound, { as: 'date' }>): string {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  if (precision === 'day') return date;
  return precision === 'month' ? isoOf(year, month, daysInMonth(year, month)) : isoOf(year, 12, 31);
}

/**
 * Dates below headings: the box on a front page, which has one row, and the history of versions. The rows of any other
 * table, a register or a training matrix, speak of other things.
 */
function inColumns(rows: readonly Row[], today: string): readonly Labelled[] {
  const found: Labelled[] = [];
  rows.forEach((row, start) => {
    if (!row.isHeading) return;
    const headings = new Map(row.cells.map(({ column, text }) => [column, text.toLowerCase()]));
    let end = start + 1;
    while (end < rows.length && end - start <= 40 && isBelow(rows[end], headings)) end += 1;
    const isHistory = [...headings.values()].some((heading) => /^(?:version|revision|issue|ver|v)\b/.test(heading));
    if (end - start !== 2 && !isHistory) return;
    for (const below of rows.slice(start + 1, end)) {
      for (const { column, text, place } of below.cells) {
        const as = columnKind(headings.get(column) ?? '', isHistory);
        const date = as && dateAfter(text.slice(0, reach), as, { today });
        if (as && date !== undefined) found.push({ as, date, place });
      }
    }
  });
  return found;
}

const isBelow = (row: Row | undefined, headings: ReadonlyMap<number, string>): boolean =>
  row !== undefined &&
  row.headings.size === headings.size &&
  row.cells.every(({ column }) => row.headings.get(column) === headings.get(column));

function columnKind(heading: string, isHistory: boolean): Labelled['as'] | undefined {
  if (/birth|\bdob\b|start|purchase|training|course/.test(heading)) return undefined;
  if (/next review|review (?:date|due|by)|due for review/.test(heading) && !/last|previous/.test(heading))
    return 'review';
  if (/valid until|expir|renewal/.test(heading)) return 'expiry';
  return /approved|approval|issued?\b.*date|date.*issued?|reviewed|last review|version date|effective/.test(heading) ||
    (isHistory && /\bdate\b/.test(heading))
    ? 'document'
    : undefined;
}

/** The date in what a file is called; a year alone is too little. */
export function dateInName(name: string, today: string): string | undefined {
  const { found } = writtenDates(normalise(name), { today, mayBeFuture: false });
  const dated = found.find((one) => one.as === 'date' && one.hasYear && one.precision !== 'year');
  return dated?.as === 'date' && dated.date <= today && dated.date >= '2000-01-01' ? dated.date : undefined;
}
