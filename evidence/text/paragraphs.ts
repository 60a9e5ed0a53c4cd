/** Characters after which a paragraph is handed on in pieces, so that none of them has to be held whole. */
const longestPiece = 20_000;
/** A row of a table whose cells hold more paragraphs than this is a page's layout, and no row of a list. */
const mostInCell = 3;

interface OpenRow {
  readonly cells: string[][];
}

/**
 * Puts together paragraphs and table rows while a document streams by. Paragraphs may stand inside one another (a text box
 * in a paragraph, a note in a sentence), and each is handed on by itself. A row of a table is handed on as one text with a
 * tab between its cells, because who and what belong together there.
 */
export class Paragraphs {
  private readonly open: string[] = [];
  private readonly rows: OpenRow[] = [];
  private readonly hand: (text: string) => void;

  constructor(hand: (text: string) => void) {
    this.hand = hand;
  }

  openParagraph(): void {
    this.open.push('');
  }

  /** Outside of any paragraph it belongs to none, and is left out. */
  write(text: string): void {
    const at = this.open.length - 1;
    if (at < 0) return;
    const written = this.open[at] + text;
    this.open[at] = written.length > longestPiece ? '' : written;
    if (written.length > longestPiece) this.hand(written);
  }

  closeParagraph(): void {
    const text = this.open.pop()?.trim() ?? '';
    if (text === '') return;
    const cell = this.rows.at(-1)?.cells.at(-1);
    if (cell) cell.push(text);
    else this.hand(text);
  }

  openRow(): void {
    this.rows.push({ cells: [] });
  }

  openCell(): void {
    this.rows.at(-1)?.cells.push([]);
  }

  closeRow(): void {
    const cells = this.rows.pop()?.cells ?? [];
    const isRow = cells.every((cell) => cell.length <= mostInCell && cell.join('').length <= longestPiece / 10);
    if (isRow) this.hand(cells.map((cell) => cell.join(' ').replaceAll(/[\t\n]/g, ' ')).join('\t'));
    else for (const text of cells.flat()) this.hand(text);
  }

  /** Hands on what a document that breaks off has left open. */
  end(): void {
    while (this.open.length > 0) this.closeParagraph();
    while (this.rows.length > 0) this.closeRow();
  }
}
