import type { FileType } from '../../core/evidence/model.ts';
import { embeddedIn } from './embedded.ts';
import { readOpenSheet, readOpenText } from './openDocument.ts';
import { readPdf } from './pdf.ts';
import { readLines, readValues } from './plainText.ts';
import { readSlides } from './slides.ts';
import { type FileText, TextSink } from './textSink.ts';
import { readWord } from './word.ts';
import { readWorkbook } from './workbook.ts';
import { openZip, type ZipPackage } from './zipPackage.ts';

export type { FileText } from './textSink.ts';

type Reader = (bytes: Uint8Array, sink: TextSink) => Promise<void> | void;

const zipped =
  (read: (zip: ZipPackage, sink: TextSink) => Promise<void>): Reader =>
  async (bytes, sink) => {
    const zip = await openZip(bytes);
    await sink.reading(() => read(zip, sink));
    await sink.reading(async () => {
      const skipped = () => {
        sink.isWhole = false;
      };
      for await (const inner of embeddedIn(zip, skipped))
        await sink.reading(async () => readers[inner.type](inner.bytes, sink));
    });
  };

const noText: Reader = () => undefined;

const readers: Readonly<Record<FileType, Reader>> = {
  docx: zipped(readWord),
  xlsx: zipped(readWorkbook),
  pptx: zipped(readSlides),
  odt: zipped(readOpenText),
  ods: zipped(readOpenSheet),
  pdf: readPdf,
  txt: readLines,
  csv: readValues,
  png: noText,
  jpeg: noText,
  heic: noText,
  webp: noText,
};

/**
 * The text of a file in reading order, each part with its place; a photo has none. Never rejects: what a broken, locked or
 * endless file gives before it ends is there, with `isWhole` false. Meant for a worker that can be stopped.
 */
export async function readText(bytes: Uint8Array, type: FileType): Promise<FileText> {
  const sink = new TextSink();
  try {
    await sink.reading(async () => readers[type](bytes, sink));
  } catch {
    // The sink has had enough, and says so in `isWhole`.
  }
  return { parts: sink.parts, isWhole: sink.isWhole };
}
