import { Paragraphs } from './paragraphs.ts';
import type { TextSink } from './textSink.ts';
import { visitXml } from './xml.ts';
import type { ZipPackage } from './zipPackage.ts';

/** Whatever stands below these is no text, or the same text a second time for older programs. */
const passedOver: ReadonlySet<string> = new Set(['Fallback', 'pPr', 'rPr', 'tblPr', 'sectPr']);
/** Elements whose own characters are text, deleted text of tracked changes and an old comment's text included. */
const holdsText: ReadonlySet<string> = new Set(['t', 'delText', 'text']);

/** Reads the paragraphs and table rows of a part in Word's or PowerPoint's markup, which share their element names. */
export async function readOfficeText(zip: ZipPackage, name: string, hand: (text: string) => void): Promise<void> {
  const paragraphs = new Paragraphs(hand);
  const path: string[] = [];
  let passing = 0;
  try {
    await visitXml(zip.read(name), {
      open(element) {
        path.push(element);
        if (passedOver.has(element)) passing += 1;
        if (passing > 0) return;
        if (element === 'p' || element === 'text') paragraphs.openParagraph();
        else if (element === 'tr') paragraphs.openRow();
        else if (element === 'tc') paragraphs.openCell();
        else if (element === 'tab') paragraphs.write('\t');
        else if (element === 'br' || element === 'cr') paragraphs.write('\n');
        else if (element === 'noBreakHyphen') paragraphs.write('-');
      },
      text(text) {
        if (passing === 0 && holdsText.has(path.at(-1) ?? '')) paragraphs.write(text);
      },
      close(element) {
        path.pop();
        if (passing === 0) {
          if (element === 'p' || element === 'text') paragraphs.closeParagraph();
          else if (element === 'tr') paragraphs.closeRow();
        }
        if (passedOver.has(element)) passing -= 1;
      },
    });
  } finally {
    paragraphs.end();
  }
}

/** Title, descriptions and the day it was last saved, out of a package of Microsoft's kind. */
export async function readOfficeProperties(zip: ZipPackage, sink: TextSink): Promise<void> {
  for (const name of ['docprops/core.xml', 'docprops/custom.xml']) {
    if (zip.has(name)) await sink.reading(() => readProperties(zip, name, sink));
  }
}

const described: ReadonlySet<string> = new Set(['subject', 'description', 'keywords', 'lpwstr', 'lpstr']);

/** One file of properties; OpenDocument's `meta.xml` uses the same words for them. */
export async function readProperties(zip: ZipPackage, name: string, sink: TextSink): Promise<void> {
  let written = '';
  await visitXml(zip.read(name), {
    open() {
      written = '';
    },
    text(text) {
      if (written.length < 10_000) written += text;
    },
    close(element) {
      if (element === 'title') sink.add({ in: 'title' }, written);
      else if (described.has(element)) sink.add({ in: 'properties' }, written);
      else if (element === 'modified' || element === 'date') addSaved(sink, written);
      written = '';
    },
  });
}

/** The day on which a file was last saved, as `core/evidence` reads it. */
export function addSaved(sink: TextSink, written: string): void {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(written.trim())?.[0];
  if (day) sink.add({ in: 'properties' }, `saved: ${day}`);
}
