import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise } from 'yauzl';

/** Bytes inflated from one file in all: more than any honest document, far less than a bomb. */
const mostInflated = 64_000_000;
/** Entries looked at. */
const mostEntries = 20_000;

/** The files inside a docx, xlsx, pptx, odt or ods. */
export interface ZipPackage {
  /** Names in the order of the archive, lower case, without a leading slash. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The bytes of `name` in pieces. @throws where it is missing, broken or more than may be inflated. */
  read(name: string): AsyncIterable<Uint8Array>;
}

/** @throws where `bytes` is no ZIP archive. */
export async function openZip(bytes: Uint8Array): Promise<ZipPackage> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    lazyEntries: true,
    autoClose: false,
  });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= mostEntries) throw new Error('too many entries');
    const name = asName(entry.fileName);
    if (!name.endsWith('/') && !entries.has(name)) entries.set(name, entry);
  }
  let inflated = 0;
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(asName(name)),
    async *read(name) {
      const entry = entries.get(asName(name));
      if (!entry) throw new Error('no such entry');
      const stream: Readable = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        inflated += chunk.length;
        if (inflated > mostInflated) throw new Error('too much to inflate');
        yield chunk;
      }
    },
  };
}

/** Names of parts differ in case between writers and readers; the packages' rules say that case means nothing. */
const asName = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
