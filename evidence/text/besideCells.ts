import { plainNumber } from './cells.ts';
import { readOfficeText } from './officeText.ts';
import { relationsOf } from './relations.ts';
import type { TextSink } from './textSink.ts';
import { visitXml } from './xml.ts';
import type { ZipPackage } from './zipPackage.ts';

/** What a sheet, kept in `part` and called `name`, holds beside its cells: comments, text boxes, pivot tables. */
export async function readBesideCells(zip: ZipPackage, part: string, name: string, sink: TextSink): Promise<void> {
  for (const { type, target } of await relationsOf(zip, part)) {
    if (type === 'comments' || type === 'threadedComment') await readComments(zip, target, name, sink);
    if (type === 'pivotTable') await readPivotTable(zip, target, name, sink);
    if (type === 'drawing') {
      await readOfficeText(zip, target, (text) => sink.add({ in: 'sheet', name, cell: 'A1' }, text));
    }
  }
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
