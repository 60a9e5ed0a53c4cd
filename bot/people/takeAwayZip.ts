import { crc32 } from 'node:zlib';
import { Deflate } from 'fflate';

/** A file on its way into a zip. */
export interface ZipEntry {
  /** With `/` between folders; the only text in a zip that is not its files'. */
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** True where it is worth making smaller: most documents are small already. */
  readonly isText: boolean;
}

export interface ZipOptions {
  /** The time that all its files bear. */
  readonly at: Date;
  /** From where on the wider fields of big zips are used: what 32 bits cannot hold. */
  readonly widerFrom?: number;
}

interface Written {
  readonly path: Uint8Array;
  readonly method: 0 | 8;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

const most32 = 0xff_ff_ff_ff;
const most16 = 0xff_ff;
/** Sizes come after the bytes, and names are UTF-8. */
const flags = 0x0008 | 0x0800;
const [plainVersion, wideVersion] = [20, 45];

/**
 * A zip of the entries in their order, made while it is read: nothing of a file is held beyond a piece of it, only its line in the list at the
 * end. Not fflate's own `Zip`, which writes a broken list where a zip passes 4 GB. Rejects with whatever an entry's content fails with; no
 * entry may be larger than 4 GB.
 */
export async function* zipped(
  entries: AsyncIterable<ZipEntry>,
  { at, widerFrom = most32 }: ZipOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const time = dosTime(at);
  const list: Written[] = [];
  let offset = 0;
  for await (const { path: name, content, isText } of entries) {
    const path = Buffer.from(name, 'utf8');
    const method = isText ? 8 : 0;
    const start = offset;
    const header = localHeader(path, method, time);
    yield header;
    offset += header.length;
    let [crc, packed, size] = [0, 0, 0];
    const pieces = isText ? deflated(content) : asItIs(content);
    for await (const { raw, out } of pieces) {
      crc = crc32(raw, crc);
      size += raw.length;
      for (const piece of out) {
        packed += piece.length;
        yield piece;
      }
    }
    if (size > most32 || packed > most32) throw new Error('An entry is too large for a zip.');
    offset += packed;
    const sizes = record([4, 0x08074b50], [4, crc], [4, packed], [4, size]);
    yield sizes;
    offset += sizes.length;
    list.push({ path, method, offset: start, crc, packed, size });
  }
  const listAt = offset;
  for (const entry of list) {
    const line = listLine(entry, time, widerFrom);
    yield line;
    offset += line.length;
  }
  yield* ending(list.length, listAt, offset - listAt, widerFrom);
}

interface Piece {
  readonly raw: Uint8Array;
  readonly out: readonly Uint8Array[];
}

async function* asItIs(content: AsyncIterable<Uint8Array>): AsyncGenerator<Piece, void, undefined> {
  for await (const raw of content) yield { raw, out: [raw] };
}

async function* deflated(content: AsyncIterable<Uint8Array>): AsyncGenerator<Piece, void, undefined> {
  let out: Uint8Array[] = [];
  const deflate = new Deflate((piece) => out.push(piece));
  const taken = (raw: Uint8Array): Piece => {
    const piece = { raw, out };
    out = [];
    return piece;
  };
  for await (const raw of content) {
    deflate.push(raw);
    yield taken(raw);
  }
  deflate.push(new Uint8Array(), true);
  yield taken(new Uint8Array());
}

function localHeader(path: Uint8Array, method: number, time: number): Uint8Array {
  const fields = record(
    [4, 0x04034b50],
    ...([
      [2, plainVersion],
      [2, flags],
      [2, method],
      [4, time],
    ] as const),
    ...([
      [4, 0],
      [4, 0],
      [4, 0],
    ] as const),
    ...([
      [2, path.length],
      [2, 0],
    ] as const),
  );
  return Buffer.concat([fields, path]);
}

function listLine({ path, method, offset, crc, packed, size }: Written, time: number, widerFrom: number): Uint8Array {
  const isWide = offset >= widerFrom;
  const wide = isWide ? record([2, 0x0001], [2, 8], [8, offset]) : new Uint8Array();
  const version = isWide ? wideVersion : plainVersion;
  const fields = record(
    [4, 0x02014b50],
    ...([
      [2, version],
      [2, version],
      [2, flags],
      [2, method],
      [4, time],
    ] as const),
    ...([
      [4, crc],
      [4, packed],
      [4, size],
    ] as const),
    ...([
      [2, path.length],
      [2, wide.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
    ] as const),
    [4, isWide ? most32 : offset],
  );
  return Buffer.concat([fields, path, wide]);
}

function* ending(count: number, at: number, size: number, widerFrom: number): Generator<Uint8Array, void, undefined> {
  const isWide = count >= most16 || at >= widerFrom || size >= widerFrom;
  if (isWide) {
    yield record(
      [4, 0x06064b50],
      ...([
        [8, 44],
        [2, wideVersion],
        [2, wideVersion],
        [4, 0],
        [4, 0],
      ] as const),
      ...([
        [8, count],
        [8, count],
        [8, size],
        [8, at],
      ] as const),
    );
    yield record([4, 0x07064b50], [4, 0], [8, at + size], [4, 1]);
  }
  const [count16, size32, at32] = isWide ? [most16, most32, most32] : [count, size, at];
  yield record([4, 0x06054b50], [2, 0], [2, 0], [2, count16], [2, count16], [4, size32], [4, at32], [2, 0]);
}

/** Fields of so many bytes each, the least significant byte first. */
function record(...fields: readonly (readonly [2 | 4 | 8, number])[]): Uint8Array {
  const bytes = Buffer.alloc(fields.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, width);
    at += width;
  }
  return bytes;
}

/** Date and time as zips have had them since DOS: to two seconds, from 1980 on. */
function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return date * 0x1_00_00 + time;
}
