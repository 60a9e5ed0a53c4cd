import { createInflate, createInflateRaw } from 'node:zlib';

/** What `packed` unpacks to, in pieces of at most 64 KB, however large the whole; whoever stops asking ends it. Rejects for damaged data. */
export async function* inflate(packed: Uint8Array, format: 'zlib' | 'raw'): AsyncGenerator<Uint8Array> {
  const stream = (format === 'zlib' ? createInflate : createInflateRaw)({ chunkSize: 65_536 });
  stream.end(packed);
  yield* stream as AsyncIterable<Uint8Array>;
}
