import { FileTooLarge } from '../ports.ts';

/** The same bytes; throws `FileTooLarge` as soon as there are more than `limit` of them. */
export async function* limited(
  content: AsyncIterable<Uint8Array>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (size > limit) throw new FileTooLarge(`The file has more than ${limit} bytes.`);
    yield chunk;
  }
}
