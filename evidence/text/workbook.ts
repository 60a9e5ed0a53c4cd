import { cellAt, columnName, dayOfSerial, plainNumber } from './cells.ts';
import { readOfficeProperties, readOfficeText } from './officeText.ts';
import { type Relation, relationsOf } from './relations.ts';
import { longestText, type TextSink } from './textSink.ts';
import { visitXml } from './xml.ts';
import type { ZipPackage } from './zipPackage.ts';

const workbookPart = 'xl/workbook.xml';

/** What the cells of every sheet refer to. */
interface Shared {
  readonly strings: readonly string[];
  /** For each style of a cell: whether it shows its number as a date. */
  readonly showsDate: readonly boolean[];
  readonly countsFrom1904: boolean;
}

interface Sheet {
  readonly name: string;
  readonly relation: string;
}

/** An Excel workbook: every sheet, hidden ones too, cell by cell, with comments, text boxes, headers and footers. */
export async function readWorkbook(zip: ZipPackage, sink: TextSink): Promise<void> {
  await readOfficeProperties(zip, sink);
  const sheets: Sheet[] = [];
  let countsFrom1904 = false;
  await visitXml(zip.read(workbookPart), {
    open(element, attributes) {
      const relation = Object.keys(attributes).find((key) => key.endsWith(':id'));
      if (element === 'sheet' && relation) {
        sheets.push({ name: attributes.name ?? '', relation: attributes[relation] ?? '' });
      }
      if (element === 'workbookPr') countsFrom1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
    },
  });
  const relations = await relationsOf(zip, workbookPart);
  const shared: Shared = {
    strings: await sharedStrings(zip, relations, sink),
    showsDate: await dateStyles(zip, relations, sink),
    countsFrom1904,
  };
  for (const { name, relation } of sheets) {
    const part = relations.find(({ id }) => id === relation)?.target;
    if (part === undefined) continue;
    await sink.reading(() => readSheet(zip, part, { name, shared, sink }));
    await sink.reading(async () => {
      for (const { type, target } of await relationsOf(zip, part)) {
        if (type === 'comments' || type === 'threadedComment') await readComments(zip, target, name, sink);
        if (type === 'pivotTable') await readPivotTable(zip, target, name, sink);
        if (type === 'drawing') {
          await readOfficeText(zip, target, (text) => sink.add({ in: 'sheet', name, cell: 'A1' }, text));
        }
      }
    });
  }
}

async function sharedStrings(
  zip: ZipPackage,
  relations: readonly Relation[],
  sink: TextSink,
): Promise<readonly string[]> {
  const part = relations.find(({ type }) => type === 'sharedStrings')?.target;
  const strings: string[] = [];
  if (part === undefined) return strings;
  let room = longestText;
  let written = '';
  let isText = false;
  let isSound = false;
  await sink.reading(() =>
    visitXml(zip.read(part), {
      open(element) {
        if (element === 'si') written = '';
        // How a word is pronounced, beside the word itself.
        if (element === 'rPh') isSound = true;
        isText = element === 't' && !isSound;
      },
      text(text) {
        if (isText && written.length < room) written += text;
      },
      close(element) {
        isText = false;
        if (element === 'rPh') isSound = false;
        if (element !== 'si') return;
        strings.push(written.slice(0, room));
        if (written.length > room) sink.isWhole = false;
        room -= Math.min(room, written.length);
      },
    }),
  );
  return strings;
}

async function dateStyles(
  zip: ZipPackage,
  relations: readonly Relation[],
  sink: TextSink,
): Promise<readonly boolean[]> {
  const part = relations.find(({ type }) => type === 'styles')?.target;
  const shows: boolean[] = [];
  if (part === undefined) return shows;
  const ownFormats = new Map<string, boolean>();
  let isCellStyle = false;
  await sink.reading(() =>
    visitXml(zip.read(part), {
      open(element, { numFmtId: id = '', formatCode: code = '' }) {
        if (element === 'numFmt') ownFormats.set(id, isDateFormat(code));
        if (element === 'cellXfs') isCellStyle = true;
        if (element === 'xf' && isCellStyle) shows.push(ownFormats.get(id) ?? isBuiltInDate(Number(id)));
      },
      close(element) {
        if (element === 'cellXfs') isCellStyle = false;
      },
    }),
  );
  return shows;
}

/** A format that shows a day or a year; quoted words, colours and locales in brackets aside. */
const isDateFormat = (code: string): boolean => /[dy]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

interface SheetReading {
  readonly name: string;
  readonly shared: Shared;
  readonly sink: TextSink;
}

async function readSheet(zip: ZipPackage, part: string, { name, shared, sink }: SheetReading): Promise<void> {
  let row = -1;
  let column = -1;
  let type = 'n';
  let isDate = false;
  let written = '';
  let isValue = false;
  const margin: string[] = [];
  await visitXml(zip.read(part), {
    open(element, attributes) {
      isValue = element === 'v' || element === 't' || /^(?:odd|even|first)(?:Header|Footer)$/.test(element);
      if (element === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r) - 1;
        column = -1;
      } else if (element === 'c') {
        const at = cellAt(attributes.r ?? '');
        column = at?.column ?? column + 1;
        type = attributes.t ?? 'n';
        isDate = shared.showsDate[Number(attributes.s ?? 0)] ?? false;
        written = '';
      }
    },
    text(text) {
      if (isValue) written += text;
    },
    close(element) {
      isValue = false;
      if (/^(?:odd|even|first)(?:Header|Footer)$/.test(element)) {
        margin.push(written.replaceAll(/&(?:[LCRPNDTFAGZ]|"[^"]*"|\d+|[BIUEXYS])/g, ' '));
        written = '';
      }
      if (element !== 'c' || written === '') return;
      const cell = `${columnName(column)}${row + 1}`;
      sink.add({ in: 'sheet', name, cell }, shown(written, type, isDate, shared));
      written = '';
    },
  });
  for (const text of margin) sink.add({ in: 'sheet', name, cell: 'A1' }, text);
}

function shown(written: string, type: string, isDate: boolean, shared: Shared): string {
  if (type === 's') return shared.strings[Number(written)] ?? '';
  if (type === 'd') return written.slice(0, 10);
  if (type !== 'n') return written;
  return (isDate ? dayOfSerial(written, shared.countsFrom1904) : undefined) ?? plainNumber(written);
}

/** A pivot table keeps a copy of every row it sums up, long after the rows themselves are gone from the workbook. */
async function readPivotTable(zip: ZipPackage, part: string, name: string, sink: TextSink): Promise<void> {
  for (const { type, target } of await relationsOf(zip, part)) {
    if (type !== 'pivotCacheDefinition') continue;
    const records = (await relationsOf(zip, target)).filter((one) => one.type === 'pivotCacheRecords');
    for (const copy of [target, ...records.map((one) => one.target)]) {
      await visitXml(zip.read(copy), {
        open(element, { v: value }) {
          if (value === undefined || !/^[snd]$/.test(element)) return;
          sink.add({ in: 'sheet', name, cell: 'A1' }, element === 'n' ? plainNumber(value) : value);
        },
      });
    }
  }
}

async function readComments(zip: ZipPackage, part: string, name: string, sink: TextSink): Promise<void> {
  let cell = 'A1';
  let written = '';
  let isText = false;
  await visitXml(zip.read(part), {
    open(element, { ref }) {
      if (element === 'comment' || element === 'threadedComment') {
        cell = ref ?? 'A1';
        written = '';
      }
      isText = element === 't' || element === 'text';
    },
    text(text) {
      if (isText) written += text;
    },
    close(element) {
      isText = false;
      if (element === 'comment' || element === 'threadedComment') sink.add({ in: 'sheet', name, cell }, written);
    },
  });
}
