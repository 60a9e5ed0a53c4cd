import type { Place, TextPart } from './model.ts';

/** A cell of a table; a line of running text is a row of one cell. */
export interface Cell {
  readonly text: string;
  readonly place: Place;
  /** From 0. */
  readonly column: number;
}

/** Cells that stand side by side, none of them empty. Never more than `longestRow` characters together. */
export interface Row {
  readonly cells: readonly Cell[];
  /** The headings of its table, lower case, by column; empty outside of a table and in the heading row itself. */
  readonly headings: ReadonlyMap<number, string>;
  readonly isHeading: boolean;
}

/** What follows costs more than its length in a single row, so that no row may be long. */
export const longestRow = 4000;

/** `parts` in rows: lines of a text, rows of a sheet or table. Reads each character a fixed number of times. */
export function rowsOf(parts: readonly TextPart[]): readonly Row[] {
  return withHeadings(bareRows(parts));
}

interface BareRow {
  readonly cells: Cell[];
  length: number;
  /** Rows of one table share it. */
  readonly table: string;
}

function bareRows(parts: readonly TextPart[]): readonly BareRow[] {
  const rows: BareRow[] = [];
  let sheetRow = '';
  for (const { place, text } of parts) {
    if (place.in !== 'sheet') {
      sheetRow = '';
      for (const line of text.split('\n')) rows.push(...rowsOfLine(line, place));
      continue;
    }
    const [, letters = 'A', number = '1'] = /^([A-Z]+)(\d+)$/.exec(place.cell) ?? [];
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    const key = `${number} ${place.name}`;
    const row = rows.at(-1);
    for (const piece of pieces(text.replaceAll('\n', ' '))) {
      const last = row?.cells.at(-1);
      // A comment on a cell comes after the row is over, and is a row of its own.
      const goesOn =
        key === sheetRow &&
        last !== undefined &&
        last.column < column &&
        row !== undefined &&
        row.length + piece.length < longestRow;
      if (goesOn) put(row, { text: piece, place, column });
      else rows.push(put({ cells: [], length: 0, table: `sheet ${place.name}` }, { text: piece, place, column }));
    }
    sheetRow = key;
  }
  return rows;
}

function rowsOfLine(line: string, place: Place): readonly BareRow[] {
  const texts = line.split('\t');
  const table = texts.length > 1 ? place.in : '';
  let row: BareRow = { cells: [], length: 0, table };
  const rows = [row];
  texts.forEach((written, column) => {
    for (const text of pieces(written)) {
      if (row.length + text.length > longestRow) {
        row = { cells: [], length: 0, table };
        rows.push(row);
      }
      put(row, { text, place, column });
    }
  });
  return rows.filter(({ cells }) => cells.length > 0);
}

function put(row: BareRow, cell: Cell): BareRow {
  row.cells.push(cell);
  row.length += cell.text.length;
  return row;
}

/** `text` in pieces that fit a row, cut between words where there is a gap; none for white space alone. */
function pieces(text: string): readonly string[] {
  const kept = text.trim();
  if (kept.length <= longestRow) return kept === '' ? [] : [kept];
  const found: string[] = [];
  for (let from = 0; from < kept.length; ) {
    const gap = kept.lastIndexOf(' ', from + longestRow);
    const end = from + longestRow >= kept.length ? kept.length : gap > from + longestRow / 2 ? gap : from + longestRow;
    const piece = kept.slice(from, end).trim();
    if (piece !== '') found.push(piece);
    from = end;
  }
  return found;
}

const headingWords =
  /\b(?:name|forename|surname|resident|client|patient|service user|room|bed|flat|phone|telephone|tel|mobile|contact|relative|next of kin|nok|dob|d\.o\.b|birth|nhs|ni|national insurance|date|role|job|position|title|email|address|serial|asset|device|item|type|make|model|location|owner|user|supplier|company|organisation|service|course|training|module|version|issue|author|change|changes|review|approved|status|notes|comments|reason|number|no|ref|reference|description|system|software|quantity|price|cost|amount|risk|action|expiry|order|invoice|doctor|gp|allergies|diet)\b/i;
const noHeading = new Map<number, string>();

/** A heading row names its columns and holds no value yet. */
function isHeadingRow({ cells, table }: BareRow): boolean {
  if (table === '' || cells.length < 2) return false;
  if (cells.some(({ text }) => text.length > 50 || /\d{3}|\d[./-]\d/.test(text))) return false;
  return cells.filter(({ text }) => headingWords.test(text)).length * 2 >= cells.length;
}

/** Words alone above a row with figures, whatever the words are. */
function isFirstOfTable({ cells, table }: BareRow, next: BareRow | undefined): boolean {
  if (table === '' || cells.length < 2 || next?.table !== table || next.cells.length < cells.length) return false;
  return (
    cells.every(({ text }) => text.length <= 30 && !/\d/.test(text)) && next.cells.some(({ text }) => /\d/.test(text))
  );
}

function withHeadings(rows: readonly BareRow[]): readonly Row[] {
  let headings: ReadonlyMap<number, string> = noHeading;
  let table = '';
  return rows.map((row, index) => {
    if (row.table !== table) headings = noHeading;
    table = row.table;
    const isHeading = isHeadingRow(row) || (headings === noHeading && isFirstOfTable(row, rows[index + 1]));
    if (isHeading) headings = new Map(row.cells.map(({ column, text }) => [column, text.toLowerCase()]));
    return { cells: row.cells, headings: isHeading ? noHeading : headings, isHeading };
  });
}

/** Cells of a row as one text; nothing that reads numbers joins two of them. */
export const rowText = ({ cells }: Row): string => cells.map(({ text }) => text).join(' ; ');
