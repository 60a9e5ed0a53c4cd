import { readOfficeProperties, readOfficeText } from './officeText.ts';
import type { TextSink } from './textSink.ts';
import type { ZipPackage } from './zipPackage.ts';

/** Parts that hold no text of the document: looks, settings, and building blocks that Word only offers. */
const noText =
  /(?:styles|settings|fonttable|theme\d*|numbering|websettings|people|styleswitheffects|stylesinuse)\.xml$/;
/** In this order: what people see first comes first. Any other part with text follows. */
const order = [/\/document\d*\.xml$/, /\/header\d*\.xml$/, /\/footer\d*\.xml$/, /\/(?:foot|end)notes\d*\.xml$/];

/**
 * A Word document: body, headers, footers, notes, comments, text boxes, diagrams, tracked changes. Paragraphs that hold
 * text are counted from 1 through the body and then on through the others.
 */
export async function readWord(zip: ZipPackage, sink: TextSink): Promise<void> {
  await readOfficeProperties(zip, sink);
  const rank = (name: string) => (order.findIndex((one) => one.test(name)) + order.length + 1) % (order.length + 1);
  const parts = zip.names
    .filter((name) => /^word\/(?:diagrams\/data\d*|[^/]+)\.xml$/.test(name) && !noText.test(name))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  let number = 0;
  for (const name of parts) {
    await sink.reading(() =>
      readOfficeText(zip, name, (text) => {
        if (text.trim() === '') return;
        number += 1;
        sink.add({ in: 'paragraph', number }, text);
      }),
    );
  }
}
