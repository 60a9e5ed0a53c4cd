import { StoreError } from './storeError.ts';

/** In UTF-16 units. Document ids may be longer because some are a prefix and a stream name. */
const longestStreamName = 1024;
const longestDocumentId = 2048;

/** Throws `store.badName` unless every backend can hold `name`. */
export function checkStreamName(name: string): void {
  check(name, longestStreamName, 'stream name');
}

/** Throws `store.badName` unless every backend can hold `id`. */
export function checkDocumentId(id: string): void {
  check(id, longestDocumentId, 'document id');
}

function check(name: string, longest: number, what: string): void {
  const wrong =
    name.length === 0
      ? 'is empty'
      : name.length > longest
        ? `is longer than ${longest} characters`
        : // SQLite ends text at NUL and stores half a surrogate pair as U+FFFD: two names could become one.
          name.includes('\0') || !name.isWellFormed()
          ? 'is not well-formed text'
          : undefined;
  if (wrong) throw new StoreError('store.badName', `The ${what} ${wrong}.`);
}
