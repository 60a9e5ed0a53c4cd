import { cellAt, columnName, dayOfSerial, plainNumber } from './cells.ts';
import type { TextSink } from './textSink.ts';
import type { Shared } from './workbookShared.ts';
import { visitXml } from './xml.ts';
import type { ZipPackage } from './zipPackage.ts';

interface SheetReading {
  readonly name: string;
  readonly shared: Shared;
  readonly sink: TextSink;
}

/** The cells of one sheet in their order, then what is printed above and below it. */
export async function readSheet(zip: ZipPackage, part: string, { name, shared, sink }: SheetReading): Promise<void> {
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
