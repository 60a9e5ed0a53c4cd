import { createHash } from 'node:crypto';
import type { FileFacts, Files } from '../../storage/ports.ts';

/** A file of the record on its way out. */
export interface OutgoingFile {
  readonly content: AsyncIterable<Uint8Array>;
  /** Lets go of a file that nobody reads to its end. */
  close(): void;
}

/**
 * The bytes of a file, hashed on their way; undefined where there is none. Of one that is not what `facts` say the end is held back, and
 * `altered` is told: what is wrong is never given out whole. Reading rejects as the store does.
 */
export async function outgoingFile(
  files: Files,
  name: string,
  facts: FileFacts,
  altered: () => void,
): Promise<OutgoingFile | undefined> {
  const stream = await files.open(name);
  if (!stream) return undefined;
  async function* checked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const hash = createHash('sha256');
    let size = 0;
    let held: Uint8Array | undefined;
    for await (const chunk of bytes) {
      hash.update(chunk);
      size += chunk.byteLength;
      if (size > facts.size) break;
      if (held) yield held;
      held = chunk;
    }
    if (size !== facts.size || hash.digest('hex') !== facts.sha256) altered();
    else if (held) yield held;
  }
  return { content: checked(stream), close: () => stream.destroy() };
}
