import { Readable } from 'node:stream';
import { createInflate, createInflateRaw } from 'node:zlib';

/** Bytes as a whole, or made a piece at a time when they are asked for. */
export type Source = Uint8Array | Iterable<Uint8Array>;

/** What `packed` unpacks to, in pieces of at most 64 KB, however large the whole; whoever stops asking ends it. Rejects for damaged data. */
export async function* inflate(packed: Source, format: 'zlib' | 'raw'): AsyncGenerator<Uint8Array> {
  const unpacked = (format === 'zlib' ? createInflate : createInflateRaw)({ chunkSize: 65_536 });
  const source = ArrayBuffer.isView(packed) ? undefined : Readable.from(packed);
  if (source) source.pipe(unpacked);
  else unpacked.end(packed);
  try {
    yield* unpacked as AsyncIterable<Uint8Array>;
  } finally {
    source?.destroy();
  }
}
