import { readBesideCells } from './besideCells.ts';
import { readOfficeProperties } from './officeText.ts';
import { relationsOf } from './relations.ts';
import { addSheetName, sheetName } from './sheetName.ts';
import type { TextSink } from './textSink.ts';
import { sharedIn } from './workbookShared.ts';
import { readSheet } from './worksheet.ts';
import { visitXml } from './xml.ts';
import type { ZipPackage } from './zipPackage.ts';

const workbookPart = 'xl/workbook.xml';

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
        sheets.push({ name: sheetName(attributes.name), relation: attributes[relation] ?? '' });
      }
      if (element === 'workbookPr') countsFrom1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
    },
  });
  const relations = await relationsOf(zip, workbookPart);
  const shared = await sharedIn(zip, relations, { countsFrom1904, sink });
  for (const { name, relation } of sheets) {
    const part = relations.find(({ id }) => id === relation)?.target;
    if (part === undefined) continue;
    await sink.reading(() => readSheet(zip, part, { name, shared, sink }));
    await sink.reading(() => readBesideCells(zip, part, name, sink));
  }
  for (const { name } of sheets) addSheetName(sink, name);
}
