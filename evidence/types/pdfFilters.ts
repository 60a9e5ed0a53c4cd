import { inflate, type Source } from './inflate.ts';

const flate = ['FlateDecode', 'Fl'];
const lzw = ['LZWDecode', 'LZW'];
const runLength = ['RunLengthDecode', 'RL'];
const ascii85 = ['ASCII85Decode', 'A85'];
const asciiHex = ['ASCIIHexDecode', 'AHx'];

/** Filters that make more bytes of few. */
export const packing = new Set([...flate, ...lzw, ...runLength]);
/** Those of them whose bytes `unfilter` only counts. */
export const unreadable = new Set([...lzw, ...runLength]);

/**
 * What the bytes of a PDF stream become, in pieces, up to the first filter that draws pictures; of LZW and run lengths only the
 * right number of bytes, all zero. `packed` may go on behind the stream's end. Damaged data ends it, as readers of PDF do.
 */
export async function* unfilter(packed: Source, filters: readonly string[]): AsyncGenerator<Uint8Array> {
  let source = packed;
  for (const filter of filters) {
    if (ascii85.includes(filter)) source = fromAscii85(whole(source));
    else if (asciiHex.includes(filter)) source = fromHex(whole(source));
    else if (flate.includes(filter)) return yield* inflated(source);
    else if (lzw.includes(filter)) return yield* zeros(lzwSizes(whole(source)));
    else if (runLength.includes(filter)) return yield* zeros(runSizes(whole(source)));
    else if (filter !== 'Crypt') return;
  }
}

const whole = (source: Source): Uint8Array =>
  ArrayBuffer.isView(source) ? (source as Uint8Array) : Buffer.concat([...(source as Iterable<Uint8Array>)]);

async function* inflated(bytes: Source): AsyncGenerator<Uint8Array> {
  try {
    yield* inflate(bytes, 'zlib');
  } catch {
    // Cut off or damaged: what came before is what a reader shows.
  }
}

const nothing = new Uint8Array(65_536);

function* zeros(sizes: Iterable<number>): Generator<Uint8Array> {
  let open = 0;
  for (const size of sizes) {
    open += size;
    for (; open >= nothing.length; open -= nothing.length) yield nothing;
  }
  yield nothing.subarray(0, open);
}

function* runSizes(bytes: Uint8Array): Generator<number> {
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] ?? 128;
    if (length === 128) return;
    yield length < 128 ? length + 1 : 257 - length;
    at += length < 128 ? length + 2 : 2;
  }
}

/** How many bytes each code stands for; that needs the lengths of the table only. */
function* lzwSizes(bytes: Uint8Array): Generator<number> {
  const lengths = new Uint32Array(4_096).fill(1, 0, 256);
  let next = 258;
  let width = 9;
  let before = 0;
  for (let held = 0, bits = 0, at = 0; at < bytes.length || bits >= width; ) {
    while (bits < width && at < bytes.length) {
      held = ((held << 8) | (bytes[at] ?? 0)) & 0xffffff;
      bits += 8;
      at += 1;
    }
    if (bits < width) return;
    const code = (held >> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === 257) return;
    if (code === 256) {
      next = 258;
      width = 9;
      before = 0;
      continue;
    }
    const length = code < next ? (lengths[code] ?? 0) : before + 1;
    yield length;
    if (before > 0 && next < 4_096) {
      lengths[next] = before + 1;
      next += 1;
    }
    before = length;
    if (next + 1 >= 1 << width && width < 12) width += 1;
  }
}

function fromHex(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const end = text.indexOf('>');
  return Buffer.from((end < 0 ? text : text.slice(0, end)).replace(/[^0-9a-f]/gi, ''), 'hex');
}

function fromAscii85(bytes: Uint8Array): Uint8Array {
  const out = Buffer.alloc(bytes.length * 4);
  let size = 0;
  let group: number[] = [];
  const flush = (): void => {
    const missing = 5 - group.length;
    const value = [...group, ...Array<number>(missing).fill(84)].reduce(
      (sum, digit) => (sum * 85 + digit) % 2 ** 32,
      0,
    );
    out.writeUInt32BE(value, size);
    size += 4 - missing;
    group = [];
  };
  for (const byte of bytes) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && group.length === 0) size += 4;
    else if (byte >= 0x21 && byte <= 0x75) {
      group.push(byte - 0x21);
      if (group.length === 5) flush();
    }
  }
  if (group.length > 1) flush();
  return out.subarray(0, size);
}
