import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

export interface PdfOptions {
  /** Put into the catalog. */
  readonly catalog?: string;
  /** Put into the page. */
  readonly page?: string;
  /** Bodies of further objects, numbered from 6. */
  readonly objects?: readonly (string | Uint8Array)[];
  /** The content stream with its dictionary; plain text of a page otherwise. */
  readonly content?: string | Uint8Array;
  /** Put into the trailer. */
  readonly trailer?: string;
}

const latin = (text: string | Uint8Array): Buffer =>
  typeof text === 'string' ? Buffer.from(text, 'latin1') : Buffer.from(text);

export function stream(dictionary: string, data: string | Uint8Array): Uint8Array {
  const bytes = latin(data);
  return Buffer.concat([latin(`<<${dictionary} /Length ${bytes.length}>>\nstream\n`), bytes, latin('\nendstream')]);
}

export const text = 'BT /F1 12 Tf 72 720 Td (Data protection policy) Tj ET';

/** A PDF of one page with a sound table of its objects. */
export function pdf({
  catalog = '',
  page = '',
  objects = [],
  content = stream('', text),
  trailer = '',
}: PdfOptions = {}): Uint8Array {
  const bodies = [
    `<</Type /Catalog /Pages 2 0 R ${catalog}>>`,
    '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F1 4 0 R>>>> /Contents 5 0 R ${page}>>`,
    '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>',
    content,
    ...objects,
  ];
  let file = latin('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');
  const offsets: number[] = [];
  for (const [at, body] of bodies.entries()) {
    offsets.push(file.length);
    file = Buffer.concat([file, latin(`${at + 1} 0 obj\n`), latin(body), latin('\nendobj\n')]);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.concat([
    file,
    latin(
      `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${bodies.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n${file.length}\n%%EOF\n`,
    ),
  ]);
}

/** What an object stream holds with `bodies` as the objects from `first` on, and where they begin in it. */
export function packedObjects(first: number, bodies: readonly string[]): { data: Uint8Array; start: number } {
  let offset = 0;
  const places = bodies.map((body, at) => {
    const place = `${first + at} ${offset}`;
    offset += body.length + 1;
    return place;
  });
  const table = `${places.join(' ')} `;
  return { data: latin(`${table}${bodies.join(' ')} `), start: table.length };
}

/** An object stream with `bodies` as the objects from `first` on. */
export function objectStream(
  first: number,
  bodies: readonly string[],
  dictionary = '',
  type = '/Type /ObjStm',
): Uint8Array {
  const { data, start } = packedObjects(first, bodies);
  return stream(`${type} /N ${bodies.length} /First ${start} /Filter /FlateDecode ${dictionary}`, deflateSync(data));
}

/** `data` in rows of `columns` bytes, each but the first as its difference from the one above: what PNG calls "up". */
export function predicted(data: Uint8Array, columns: number): Uint8Array {
  const rows = Array.from({ length: Math.ceil(data.length / columns) }, (_, at) =>
    Buffer.concat([data.subarray(at * columns, (at + 1) * columns), Buffer.alloc(columns, ' ')]).subarray(0, columns),
  );
  return Buffer.concat(
    rows.map((row, at) => Buffer.from([at && 2, ...row.map((byte, column) => byte - (rows[at - 1]?.[column] ?? 0))])),
  );
}

const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

/**
 * A trailer and an object (the 6th) that lock a PDF: `opens` without a password, and only printing is forbidden, or not at all.
 * `sealed` are streams for the objects from the 7th on.
 */
export function lock(
  opens: boolean,
  sealed: readonly { readonly dictionary: string; readonly data: Uint8Array }[] = [],
): Pick<PdfOptions, 'objects' | 'trailer'> {
  const owner = createHash('sha256').update('owner').digest();
  const id = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');
  const allowed = Buffer.alloc(4);
  allowed.writeInt32LE(-44);
  const key = createHash('md5').update(padding).update(owner).update(allowed).update(id).digest().subarray(0, 5);
  const user = opens ? rc4(key, padding) : createHash('sha256').update('user').digest();
  const hex = (bytes: Uint8Array): string => `<${Buffer.from(bytes).toString('hex')}>`;
  return {
    objects: [
      `<</Filter /Standard /V 1 /R 2 /O ${hex(owner)} /U ${hex(user)} /P -44>>`,
      ...sealed.map(({ dictionary, data }, at) => {
        const own = createHash('md5')
          .update(key)
          .update(Buffer.from([at + 7, 0, 0, 0, 0]))
          .digest()
          .subarray(0, 10);
        return stream(dictionary, rc4(own, data));
      }),
    ],
    trailer: `/Encrypt 6 0 R /ID [${hex(id)} ${hex(id)}]`,
  };
}

function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Array.from({ length: 256 }, (_, at) => at);
  const swap = (a: number, b: number): void => {
    [state[a], state[b]] = [state[b] ?? 0, state[a] ?? 0];
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) % 256;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return data.map((byte) => {
    i = (i + 1) % 256;
    j = (j + (state[i] ?? 0)) % 256;
    swap(i, j);
    return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) % 256] ?? 0);
  });
}

/** Zero bytes as LZW makes very few of them: each code stands for one byte more than the one before; a round is 7.3 MB. */
export function lzwZeros(rounds: number): Uint8Array {
  const bits: string[] = [];
  const put = (code: number, width: number): void => void bits.push(code.toString(2).padStart(width, '0'));
  for (let round = 0, width = 9; round < rounds; round += 1) {
    put(256, width);
    width = 9;
    put(0, width);
    for (let code = 258; code < 4_095; code += 1) {
      if (code + 1 >= 1 << width && width < 12) width += 1;
      put(code, width);
    }
  }
  const all = bits.join('');
  const bytes = Array.from({ length: Math.ceil(all.length / 8) }, (_, at) =>
    all.slice(at * 8, at * 8 + 8).padEnd(8, '0'),
  );
  return Buffer.from(bytes.map((eight) => Number.parseInt(eight, 2)));
}
