import { getDocumentProxy } from 'unpdf';
import { maxPart, maxStream, maxStreams } from '../limits.ts';
import { Refused } from '../refused.ts';
import type { Source } from './inflate.ts';
import { hasArchiveBehind } from './magic.ts';
import { packing, unfilter, unreadable } from './pdfFilters.ts';
import { lockOf } from './pdfLock.ts';
import { namesIn, objectsIn, type PdfObject } from './pdfObjects.ts';

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
  const lock = lockOf(text);
  let left = maxStreams;
  for (const object of objectsIn(text)) {
    const { id, names, filters, hasFarFilters, stream } = object;
    refuseActive(names);
    if (stream === undefined) continue;
    const isPacked = packsObjects(object);
    // What we could not unpack as a reader does, nobody has looked at.
    if (hasFarFilters || (lock && !id)) throw new Refused('broken');
    // One packed twice grows a million times.
    if (filters.filter((name) => packing.has(name)).length > 1) throw new Refused('bomb');
    const data = bytes.subarray(stream);
    // A lock leaves some streams open.
    const sources: readonly Source[] = lock && id ? [data, lock.open(...id, data)] : [data];
    for (const source of sources) {
      left -= isPacked ? 0 : await sizeOf(source, filters);
      if (left < 0) throw new Refused('bomb');
    }
    if (isPacked) await checkPackedObjects(sources, object);
  }
}

async function sizeOf(source: Source, filters: readonly string[]): Promise<number> {
  let size = 0;
  for await (const piece of unfilter(source, filters)) {
    size += piece.length;
    if (size > maxStream) throw new Refused('bomb');
  }
  return size;
}

/** Readers take any stream for one with objects that a table says is one; all that they ask of it are two figures. */
const packsObjects = ({ names }: PdfObject): boolean => names.has('ObjStm') || (names.has('N') && names.has('First'));

/** Packed objects begin with their numbers; what does not is still locked, or damaged. */
const objectNumbers = /^[\s\0]*\d+[\s\0]+\d+/;

async function checkPackedObjects(
  sources: readonly Source[],
  { names, filters, hasFarValues }: PdfObject,
): Promise<void> {
  // No writer keeps any of how it packed them elsewhere, where only readers would find it.
  if (hasFarValues || names.has('Predictor') || filters.some((name) => unreadable.has(name)))
    throw new Refused('broken');
  const texts = await Promise.all(sources.map((source) => packedObjects(source, filters)));
  for (const text of texts) refuseActive(namesIn(text));
  if (!texts.some((text) => objectNumbers.test(text))) throw new Refused(sources.length > 1 ? 'encrypted' : 'broken');
}

async function packedObjects(source: Source, filters: readonly string[]): Promise<string> {
  const kept: Uint8Array[] = [];
  let size = 0;
  const pieces = filters.length > 0 ? unfilter(source, filters) : ArrayBuffer.isView(source) ? [source] : source;
  for await (const piece of pieces as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > maxPart && filters.length > 0) throw new Refused('bomb');
    kept.push(piece);
  }
  return Buffer.concat(kept).toString('latin1');
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
