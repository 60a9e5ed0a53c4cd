import { sha256 } from '../hash.ts';

const readable = /^[A-Za-z0-9_-][A-Za-z0-9_.\-/]{0,199}$/;

/**
 * A name as an id or a partition key: at most 1,023 bytes, without `/`, `\`, `?` and `#`, and nothing that a URL changes on its
 * way (`..`, `%2F`). Names that are plain stay readable; any other becomes its hash, which no plain name looks like.
 */
export function keyOf(name: string): string {
  return readable.test(name) ? name.replaceAll('/', ':') : `~${sha256(name)}`;
}

/** The id of a commit within its stream: sorts as the revision does. */
export function commitId(revision: number): string {
  return String(revision).padStart(16, '0');
}
