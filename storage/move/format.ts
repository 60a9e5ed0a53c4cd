import { StoreError } from '../storeError.ts';

/**
 * A whole store as a folder of plain files, the same for every backend:
 *
 * - `records.ndjson`: for each stream a line `{ "stream", "head" }`, then its commits in order, each as `Commit` in canonical JSON
 * - `documents.ndjson`: a line `{ "id", "value" }` for each document, with `"expires"` (ISO 8601) where it has a lifetime
 * - `files.ndjson`: a line `{ "name", "size", "sha256" }` for each file
 * - `files/`: the files, as the embedded backend keeps them
 * - `manifest.json`: written last, so an export without it was never finished
 *
 * Lines are UTF-8 JSON and end in a line feed.
 */
export const fileNames = {
  records: 'records.ndjson',
  documents: 'documents.ndjson',
  fileList: 'files.ndjson',
  files: 'files',
  manifest: 'manifest.json',
} as const;

export const format = 'dspt-guide-store/1';

export interface Manifest {
  readonly format: typeof format;
  /** ISO 8601 instant, UTC. */
  readonly exportedAt: string;
  readonly streams: number;
  readonly commits: number;
  readonly documents: number;
  readonly files: number;
  /** SHA-256 of the three lists, lower-case hex. */
  readonly sha256: { readonly records: string; readonly documents: string; readonly fileList: string };
}

export type Counts = Pick<Manifest, 'streams' | 'commits' | 'documents' | 'files'>;

/** A store cannot be moved as asked; the message says why and names the place. */
export class CannotMove extends Error {
  readonly code = 'store.cannotMove';
}

/** What is already there under a name is not what was to be put there. */
export function differs(what: 'stream' | 'document' | 'file', name: string, where: string): CannotMove {
  return new CannotMove(
    `The ${what} ${JSON.stringify(name)} is in ${where} already, and it is another one. Nothing was overwritten.`,
  );
}

/** Reading goes on where the store is whole; this part is not. */
export function brokenStream(stream: string): StoreError {
  return new StoreError('store.damaged', `Stream ${JSON.stringify(stream)} is broken. Run "npm run verify".`);
}
