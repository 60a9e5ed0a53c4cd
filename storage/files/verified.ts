import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FileFacts, Files } from '../ports.ts';
import { StoreError } from '../storeError.ts';

/** A file is not the one that was put. */
class DamagedFile extends StoreError {
  readonly file: string;

  constructor(file: string) {
    super('store.damaged', `File ${file} is damaged. Run "npm run verify" and restore it from a backup.`);
    this.file = file;
  }
}

/** Size and hash of the bytes that are there now; undefined when there is no such file. */
export async function hashFile(files: Files, name: string): Promise<FileFacts | undefined> {
  const content = await files.open(name);
  if (!content) return undefined;
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    size += chunk.byteLength;
  }
  return { size, sha256: hash.digest('hex') };
}

/** The same bytes; throws `DamagedFile` instead of ending when they are not what `facts` say. */
export async function* verified(
  name: string,
  content: AsyncIterable<Uint8Array>,
  facts: FileFacts,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    size += chunk.byteLength;
    // No need to read to the end of what is longer than it was.
    if (size > facts.size) break;
    yield chunk;
  }
  if (size !== facts.size || hash.digest('hex') !== facts.sha256) throw new DamagedFile(name);
}

/**
 * A file that is checked while it is read: the stream fails with `DamagedFile` at the end when it is not the one that `facts`
 * tell of. Undefined when there is none. Whoever sends it on must not let the reader believe it whole before the end.
 */
export async function openVerified(files: Files, name: string, facts: FileFacts): Promise<Readable | undefined> {
  const content = await files.open(name);
  if (!content) return undefined;
  const checked = Readable.from(verified(name, content, facts));
  // Whoever lets go of a stream unread has never begun the loop that would close it.
  return checked.once('close', () => content.destroy());
}

/** What the bytes of files were when they were last read and found as they should be: a stamp for each `checkKey`. */
export interface Checked {
  get(key: string): string | undefined;
  set(key: string, stamp: string): unknown;
}

/** Names what was checked: a file, and what it should be. */
export const checkKey = (name: string, { sha256 }: FileFacts): string => `${name} ${sha256}`;

export type FileState = 'there' | 'missing' | 'altered';

/** Is a file what `facts` say? Reads it, unless `checked` knows that it was when it last changed. */
export async function checkFile(files: Files, name: string, facts: FileFacts, checked?: Checked): Promise<FileState> {
  const look = await files.look(name);
  if (!look) return 'missing';
  if (look.size !== facts.size) return 'altered';
  const key = checkKey(name, facts);
  if (checked?.get(key) === look.stamp) return 'there';
  const content = await files.open(name);
  if (!content) return 'missing';
  try {
    for await (const _ of verified(name, content, facts));
  } catch (error) {
    if (error instanceof DamagedFile) return 'altered';
    throw error;
  }
  checked?.set(key, look.stamp);
  return 'there';
}
