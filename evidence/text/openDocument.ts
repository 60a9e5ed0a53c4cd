import { columnName, plainNumber } from './cells.ts';
import { readProperties } from './officeText.ts';
import { Paragraphs } from './paragraphs.ts';
import { addSheetName, sheetName } from './sheetName.ts';
import type { TextSink } from './textSink.ts';
import { attribute, visitXml, type XmlVisitor } from './xml.ts';
import type { ZipPackage } from './zipPackage.ts';

const content = 'content.xml';
/** As many rows as a spreadsheet can have. */
const mostRepeated = 1_048_576;
/** Headers and footers live among the styles. */
const styles = 'styles.xml';

/** An OpenDocument text by paragraph: body, tables, notes, comments, deleted text, headers, footers, what is behind charts. */
export async function readOpenText(zip: ZipPackage, sink: TextSink): Promise<void> {
  await readMeta(zip, sink);
  let number = 0;
  const hand = (text: string) => {
    if (text.trim() === '') return;
    number += 1;
    sink.add({ in: 'paragraph', number }, text);
  };
  const objects = zip.names.filter((name) => /^object [^/]+\/content\.xml$/.test(name));
  for (const part of [content, styles, ...objects]) {
    if (!zip.has(part)) continue;
    await sink.reading(async () => {
      const paragraphs = new Paragraphs(hand);
      try {
        await visitXml(zip.read(part), textVisitor(paragraphs));
      } finally {
        paragraphs.end();
      }
    });
  }
}

/** Whatever stands below these is about the text, and no text. */
const passedOver: ReadonlySet<string> = new Set(['creator', 'date', 'date-string', 'change-info', 'note-citation']);

function textVisitor(paragraphs: Paragraphs): XmlVisitor {
  let passing = 0;
  return {
    open(element, attributes) {
      if (passedOver.has(element)) passing += 1;
      if (passing > 0) return;
      if (element === 'p' || element === 'h') paragraphs.openParagraph();
      else if (element === 'table-row') paragraphs.openRow();
      else if (element === 'table-cell') paragraphs.openCell();
      else if (element === 'tab') paragraphs.write('\t');
      else if (element === 'line-break') paragraphs.write('\n');
      else if (element === 's')
        paragraphs.write(' '.repeat(Math.min(Number(attribute(attributes, 'c') ?? 1) || 1, 40)));
    },
    text(text) {
      if (passing === 0) paragraphs.write(text);
    },
    close(element) {
      if (passing === 0) {
        if (element === 'p' || element === 'h') paragraphs.closeParagraph();
        else if (element === 'table-row') paragraphs.closeRow();
      }
      if (passedOver.has(element)) passing -= 1;
    },
  };
}

/** An OpenDocument spreadsheet: every table, hidden ones too, cell by cell, with comments. */
export async function readOpenSheet(zip: ZipPackage, sink: TextSink): Promise<void> {
  await readMeta(zip, sink);
  const names: string[] = [];
  let name = '';
  let row = 0;
  let column = 0;
  let isCell = false;
  let value: string | undefined;
  let repeatsColumn = 1;
  let repeatsRow = 1;
  let lines: string[] = [];
  const add = (text: string) => sink.add({ in: 'sheet', name, cell: `${columnName(column)}${row + 1}` }, text);
  const paragraphs = new Paragraphs((text) => (isCell ? lines.push(text) : add(text)));
  const text = textVisitor(paragraphs);
  await sink.reading(() =>
    visitXml(zip.read(content), {
      open(element, attributes) {
        const repeated = (of: string) =>
          Math.min(Number(attribute(attributes, `number-${of}-repeated`) ?? 1) || 1, mostRepeated);
        if (element === 'table') {
          name = sheetName(attribute(attributes, 'name'));
          names.push(name);
          row = 0;
        } else if (element === 'table-row') {
          column = 0;
          repeatsRow = repeated('rows');
        } else if (element === 'table-cell' || element === 'covered-table-cell') {
          isCell = true;
          lines = [];
          value = attribute(attributes, 'value-type') === 'float' ? attribute(attributes, 'value') : undefined;
          repeatsColumn = repeated('columns');
        } else text.open?.(element, attributes);
      },
      text: (written) => text.text?.(written),
      close(element) {
        if (element === 'table-row') row += repeatsRow;
        else if (element === 'table-cell' || element === 'covered-table-cell') {
          isCell = false;
          const shown = lines.join('\n');
          // What a cell shows may be rounded ("9.43E+09"); what it holds is not.
          add(value !== undefined && /^[\d.,]+E\+?\d+$/i.test(shown) ? plainNumber(value) : shown);
          column += repeatsColumn;
        } else text.close?.(element);
      },
    }),
  );
  for (const one of names) addSheetName(sink, one);
}

async function readMeta(zip: ZipPackage, sink: TextSink): Promise<void> {
  if (zip.has('meta.xml')) await sink.reading(() => readProperties(zip, 'meta.xml', sink));
}
