import { getDocumentProxy } from 'unpdf';
import { maxPart, maxStream, maxStreams } from '../limits.ts';
import { Refused } from '../refused.ts';
import { hasArchiveBehind } from './magic.ts';
import { packing, unfilter, unreadable } from './pdfFilters.ts';
import { namesIn, objectsIn } from './pdfObjects.ts';

/** Names that only stand in a PDF which runs something, carries other files, or plays films. */
const active = ['JavaScript', 'Launch', 'EmbeddedFile', 'RichMedia', 'Rendition'];

/** How much may stand behind the last end mark: white space, and what some mail programs add. */
const maxBehind = 1_024;

/**
 * Looks through every object of a PDF, in object streams too, and opens it once as a reader would. Throws `Refused` when it
 * runs something or carries files, needs a password, is damaged or cut off, has something behind its end, or unpacks to too much.
 */
export async function checkPdf(bytes: Uint8Array): Promise<void> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const end = text.lastIndexOf('%%EOF');
  if (end < 0 || text.slice(end).trimEnd().length > maxBehind || hasArchiveBehind(bytes)) throw new Refused('broken');
  await checkObjects(bytes, text);
  await open(bytes);
}

async function checkObjects(bytes: Uint8Array, text: string): Promise<void> {
  let left = maxStreams;
  for (const { names, filters, hasFarFilters, stream } of objectsIn(text)) {
    refuseActive(names);
    if (stream === undefined) continue;
    if (hasFarFilters) throw new Refused('broken');
    // One packed twice grows a million times.
    if (filters.filter((name) => packing.has(name)).length > 1) throw new Refused('bomb');
    const isObjects = names.has('ObjStm');
    if (isObjects && (names.has('Predictor') || filters.some((name) => unreadable.has(name))))
      throw new Refused('broken');
    const kept: Uint8Array[] = [];
    if (isObjects && filters.length === 0) kept.push(bytes.subarray(stream, stream + maxPart));
    let size = 0;
    for await (const piece of unfilter(bytes.subarray(stream), filters)) {
      size += piece.length;
      left -= piece.length;
      if (size > (isObjects ? maxPart : maxStream) || left < 0) throw new Refused('bomb');
      if (isObjects) kept.push(piece);
    }
    if (isObjects) refuseActive(namesIn(Buffer.concat(kept).toString('latin1')));
  }
}

function refuseActive(names: ReadonlySet<string>): void {
  if (active.some((name) => names.has(name))) throw new Refused('script');
}

/** What a reader makes of it: the only way to see whether a password is needed, and what a locked file runs. */
async function open(bytes: Uint8Array): Promise<void> {
  const pdf = await getDocumentProxy(bytes.slice(), {
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  }).catch((error: unknown) => {
    const needsPassword = error instanceof Error && error.name === 'PasswordException';
    throw new Refused(needsPassword ? 'encrypted' : 'broken', { cause: error });
  });
  try {
    const [scripts, files] = await readAll([pdf.getJSActions(), pdf.getAttachments(), pdf.getPage(1)]);
    if (scripts || files) throw new Refused('script');
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function readAll(all: readonly Promise<unknown>[]): Promise<readonly unknown[]> {
  try {
    return await Promise.all(all);
  } catch (error) {
    throw new Refused('broken', { cause: error });
  }
}
