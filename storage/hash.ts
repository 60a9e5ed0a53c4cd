import { hash as digest } from 'node:crypto';
import type { Commit, Head } from './ports.ts';
import { StoreError } from './storeError.ts';

/** The head of a stream that nothing has been appended to. */
export const genesis: Head = Object.freeze({ revision: 0, hash: '0'.repeat(64) });

/**
 * SHA-256, as 64 lower-case hex digits, over `canonicalJson` (UTF-8) of all fields of a commit but `hash`. Anybody can
 * check it with a few lines in another language. Throws `store.notJson` as `canonicalJson` does.
 */
export function commitHash(commit: Omit<Commit, 'hash'>): string {
  const { hash: _, ...hashed } = commit as Commit;
  return sha256(canonicalJson(hashed));
}

/** SHA-256 of the UTF-8 bytes of `text`, as lower-case hex. */
export function sha256(text: string): string {
  return digest('sha256', text);
}

/**
 * The one JSON text of a value: no white space; the keys of each object sorted by UTF-16 code units; strings and numbers
 * as `JSON.stringify` writes them (this is RFC 8785, and half a surrogate pair is written as its `\u` escape).
 * Throws `store.notJson`, naming the place but not the value, for what would not come back from JSON as it went in:
 * undefined, functions, symbols, bigints, NaN, infinities, holes in arrays, and objects that are neither plain nor arrays.
 */
export function canonicalJson(value: unknown): string {
  return write(value, undefined);
}

/** Where a value stands: the parts of the way to it, innermost first. Put into words only when something is wrong there. */
interface Place {
  readonly part: string | number;
  readonly outside: Place | undefined;
}

function write(value: unknown, place: Place | undefined): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (Number.isFinite(value)) return JSON.stringify(value);
      break;
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value))
        return `[${Array.from(value, (item, i) => write(item, { part: i, outside: place })).join(',')}]`;
      if (isPlain(value)) {
        const entries = Object.keys(value)
          .sort()
          .map((key) => {
            const member = (value as Record<string, unknown>)[key];
            return `${JSON.stringify(key)}:${write(member, { part: key, outside: place })}`;
          });
        return `{${entries.join(',')}}`;
      }
      break;
  }
  throw new StoreError('store.notJson', `JSON cannot carry the value at ${inWords(place)}.`);
}

function inWords(place: Place | undefined): string {
  if (!place) return '$';
  const { part, outside } = place;
  return `${inWords(outside)}${typeof part === 'number' ? `[${part}]` : `.${part}`}`;
}

/** Object literals and parsed JSON, also of another realm (a worker, a test runner), but no class instance, Map or Date. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
