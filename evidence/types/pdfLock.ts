import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { Refused } from '../refused.ts';
import { entriesAt, namesIn, objectAt, stringAt } from './pdfObjects.ts';
import { rc4 } from './rc4.ts';

/** Opens the streams of a PDF that is locked, but not against reading: no password is needed, and everybody can work out the key. */
export interface PdfLock {
  /** What `bytes` of a stream, and whatever stands behind it, are when unlocked; in pieces. */
  open(number: number, generation: number, bytes: Uint8Array): Iterable<Uint8Array>;
}

const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

/** Names with signs written as numbers. */
const disguised = /\/[^\0\t\n\f\r ()<>[\]{}/%]*#[^\0\t\n\f\r ()<>[\]{}/%]*/g;

/**
 * The lock of a PDF, given as text in which each character is one byte; undefined when it has none. Throws `Refused`
 * ('encrypted') for one that we cannot open: that includes every way of locking but the standard's own, and one that hides.
 */
export function lockOf(text: string): PdfLock | undefined {
  if ([...text.matchAll(disguised)].some(([name]) => namesIn(name).has('Encrypt'))) throw new Refused('encrypted');
  const places = [...text.matchAll(/\/Encrypt(?![A-Za-z])(?:\s*(?<id>\d+\s+\d+)\s+R)?/g)].map(
    ({ groups }) => groups?.id,
  );
  if (places.length === 0) return undefined;
  const [id, ...others] = new Set(places);
  const start = id === undefined || others.length > 0 ? undefined : objectStart(text, id);
  if (start === undefined) throw new Refused('encrypted');
  const entries = entriesAt(text, start);
  const { names } = objectAt(text, start);
  if (['V2', 'AESV2', 'AESV3'].filter((name) => names.has(name)).length > 1) throw new Refused('encrypted');
  if (Number(entries.get('R')) >= 5) return aesLock(key256(entries));
  return oldLock(oldKey(text, entries), names.has('AESV2'));
}

/** Where the object begins; undefined when it is not there, or more than once. */
function objectStart(text: string, id: string): number | undefined {
  const [number, generation] = id.split(/\s+/);
  const found = [...text.matchAll(new RegExp(`(?<!\\d)${number}\\s+${generation}\\s+obj`, 'g'))];
  return found.length === 1 && found[0] ? found[0].index + found[0][0].length : undefined;
}

type Entries = ReadonlyMap<string, string>;

const bytesOf = (entries: Entries, name: string): Buffer => Buffer.from(entries.get(name) ?? '', 'latin1');

const aesLock = (key: Buffer): PdfLock => ({ open: (_number, _generation, bytes) => aes(key, bytes) });

/** Each object has a key of its own. */
function oldLock(key: Buffer, isAes: boolean): PdfLock {
  return {
    open(number, generation, bytes) {
      const place = Buffer.from([number, number >> 8, number >> 16, generation, generation >> 8]);
      const own = md5(key, place, Buffer.from(isAes ? 'sAlT' : '')).subarray(0, Math.min(16, key.length + 5));
      return isAes ? aes(own, bytes) : rc4(own, inPieces(bytes));
    },
  };
}

/** ISO 32000-1, 7.6.3.3: the key for an empty password. */
function oldKey(text: string, entries: Entries): Buffer {
  const revision = Number(entries.get('R'));
  const hasFilters = Number(entries.get('V')) >= 4;
  const size = hasFilters ? 16 : revision >= 3 ? Number(entries.get('Length') ?? 40) / 8 : 5;
  if (!(revision >= 2 && size >= 5 && size <= 16)) throw new Refused('encrypted');
  const allowed = Buffer.alloc(4);
  allowed.writeInt32LE(Number(entries.get('P')) | 0);
  const id = /\/ID\s*\[\s*(?=[(<])/g;
  let key = md5(
    padding,
    bytesOf(entries, 'O').subarray(0, 32),
    allowed,
    Buffer.from(id.exec(text) ? stringAt(text, id.lastIndex) : '', 'latin1'),
    Buffer.alloc(hasFilters && entries.get('EncryptMetadata') === 'false' ? 4 : 0, 0xff),
  );
  if (revision >= 3) for (let round = 0; round < 50; round += 1) key = md5(key.subarray(0, size));
  return key.subarray(0, size);
}

function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** Cipher block chaining behind its first block. What stands behind the stream turns into noise, which no filter reads. */
function* aes(key: Buffer, bytes: Uint8Array): Generator<Uint8Array> {
  if (bytes.length < 32) return;
  const cipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, bytes.subarray(0, 16)).setAutoPadding(false);
  for (const piece of inPieces(bytes.subarray(16))) yield cipher.update(piece);
}

/** ISO 32000-2, 7.6.4.3.3: the key for an empty password. */
function key256(entries: Entries): Buffer {
  const user = bytesOf(entries, 'U');
  const locked = bytesOf(entries, 'UE');
  if (user.length < 48 || locked.length < 32) throw new Refused('encrypted');
  const salt = user.subarray(40, 48);
  const hash = entries.get('R') === '5' ? createHash('sha256').update(salt).digest() : hardened(salt);
  const cipher = createDecipheriv('aes-256-cbc', hash, Buffer.alloc(16)).setAutoPadding(false);
  return cipher.update(locked.subarray(0, 32));
}

/** Algorithm 2.B for an empty password. */
function hardened(salt: Buffer): Buffer {
  let key = createHash('sha256').update(salt).digest();
  for (let round = 0, last = 0; round < 64 || last > round - 32; round += 1) {
    const many = Buffer.concat(Array<Buffer>(64).fill(key));
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false);
    const mixed = cipher.update(many);
    const rest = mixed.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = createHash(['sha256', 'sha384', 'sha512'][rest] ?? '')
      .update(mixed)
      .digest();
    last = mixed.at(-1) ?? 0;
  }
  return key.subarray(0, 32);
}

function md5(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
