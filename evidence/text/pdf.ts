import { getDocumentProxy } from 'unpdf';
import { addSaved } from './officeText.ts';
import { Enough, mostPages, type TextSink } from './textSink.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;

/** A PDF, page by page, with notes and filled-in form fields. A page without any text is a scan, and so not read. */
export async function readPdf(bytes: Uint8Array, sink: TextSink): Promise<void> {
  // PDF.js takes the bytes for itself and refuses a Buffer, so it is given a plain copy.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    await sink.reading(() => readInformation(pdf, sink));
    for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number += 1) {
      await sink.reading(async () => {
        const page = await pdf.getPage(number);
        try {
          const text = `${await linesOf(page)}\n${await notesOn(page)}`;
          if (text.trim() === '') sink.isWhole = false;
          sink.add({ in: 'page', number }, text);
        } finally {
          page.cleanup();
        }
      });
    }
    if (pdf.numPages > mostPages) throw new Enough();
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function readInformation(pdf: Pdf, sink: TextSink): Promise<void> {
  const info = (await pdf.getMetadata()).info as Readonly<Record<string, unknown>>;
  if (typeof info.Title === 'string') sink.add({ in: 'title' }, info.Title);
  for (const described of [info.Subject, info.Keywords]) {
    if (typeof described === 'string') sink.add({ in: 'properties' }, described);
  }
  // D:20260403101500+01'00'
  const [, year, month, day] = /^D:(\d{4})(\d{2})(\d{2})/.exec(String(info.ModDate ?? info.CreationDate ?? '')) ?? [];
  if (day !== undefined) addSaved(sink, `${year}-${month}-${day}`);
  if (await pdf.getAttachments()) sink.isWhole = false;
}

/** Between words of one cell there is a third of the letters' height; between cells there is at least all of it. */
const columnGap = 1.05;

/** The text of a page in lines, with a tab where columns of a table stand apart. */
async function linesOf(page: Page): Promise<string> {
  const { items } = await page.getTextContent();
  let text = '';
  let line: number | undefined;
  let end = 0;
  for (const item of items) {
    if (!('str' in item)) continue;
    const [, , , , x = 0, y = 0] = item.transform as readonly number[];
    const height = item.height || 10;
    if (item.str.trim() !== '') {
      if (line !== undefined && Math.abs(y - line) > height / 2) text += '\n';
      else if (line !== undefined && x - end > height * columnGap) text += '\t';
      else if (line !== undefined && x - end > height / 5 && !text.endsWith(' ')) text += ' ';
      text += item.str;
      line = y;
      end = x + item.width;
    } else if (item.str !== '' && item.width <= height * columnGap && !text.endsWith('\n')) text += ' ';
  }
  return text.replaceAll(/ *([\t\n]) */g, '$1');
}

async function notesOn(page: Page): Promise<string> {
  const notes: readonly Readonly<Record<string, unknown>>[] = await page.getAnnotations();
  return notes
    .flatMap(({ fieldValue, contentsObj }) => [fieldValue, (contentsObj as { str?: unknown } | undefined)?.str])
    .filter((value) => typeof value === 'string')
    .join('\n');
}
