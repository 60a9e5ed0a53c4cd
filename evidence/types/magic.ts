import { fileTypeFromBuffer } from 'file-type';
import { Refused } from '../refused.ts';
import { isCompoundFile } from './compoundFile.ts';
import { decodedText } from './text.ts';

/** What a file looks like by its first bytes, before anybody looked closer. */
export type Kind = 'archive' | 'compound' | 'pdf' | 'png' | 'jpeg' | 'webp' | 'heic' | 'text';

const kinds: Readonly<Record<string, Kind>> = {
  pdf: 'pdf',
  png: 'png',
  apng: 'png',
  jpg: 'jpeg',
  webp: 'webp',
  heic: 'heic',
};
const programs = [
  'exe',
  'elf',
  'macho',
  'swf',
  'wasm',
  'class',
  'lnk',
  'alias',
  'deb',
  'rpm',
  'crx',
  'apk',
  'jar',
  'xpi',
  'dmg',
  'chm',
  'nes',
];

/** Whether these are the first bytes of something that an operating system runs. Two letters alone, "MZ", are not enough. */
export function isProgram(head: Uint8Array): boolean {
  const view = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const starts = (hex: string): boolean => view.toString('hex', 0, hex.length / 2) === hex;
  if (starts('7f454c46')) return true;
  if (['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe'].some(starts)) return true;
  if (starts('cafebabe') && view.length >= 8) return true;
  if (starts('4c0000000114020000000000c000000000000046')) return true;
  if (!starts('4d5a') || view.length < 64) return false;
  const at = view.readUInt32LE(60);
  return at > view.length - 4 || /^(?:PE\0\0|NE|LE|LX)/.test(view.toString('latin1', at, at + 4));
}

/** The kind of a file that may be acceptable, by its content alone. Throws `Refused` for everything else. */
export async function kindOf(bytes: Uint8Array): Promise<Kind> {
  if (startsWith(bytes, 'PK\x03\x04')) return 'archive';
  if (startsWith(bytes, 'PK\x05\x06')) throw new Refused('wrongType');
  if (isCompoundFile(bytes)) return 'compound';
  if (isProgram(bytes.subarray(0, 4_096))) throw new Refused('program');
  // Some signatures are two letters long: a text may begin with them.
  const found = (await signature(bytes)) ?? '';
  const kind = Object.hasOwn(kinds, found) ? kinds[found] : undefined;
  if (kind) return kind;
  if (hasPdfInside(bytes)) throw new Refused('broken');
  if (decodedText(bytes) !== undefined) return 'text';
  throw new Refused(programs.includes(found) ? 'program' : 'wrongType');
}

const startsWith = (bytes: Uint8Array, sign: string): boolean =>
  Buffer.from(bytes.subarray(0, sign.length)).toString('latin1') === sign;

/** What `file-type` says of the first 64 KB: nothing that it tells apart further on is acceptable. */
async function signature(bytes: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(bytes.subarray(0, 65_536)))?.ext;
  } catch {
    return undefined;
  }
}

/** Readers of PDF look for its beginning in the first kilobyte: what stands before makes it two files in one. */
const hasPdfInside = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 1_024)).toString('latin1').includes('%PDF-');

/**
 * Whether an archive hangs on to the end, which programs for archives would open whatever stands before. `bytes` as a whole is none.
 */
export function hasArchiveBehind(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = Math.max(0, view.length - 65_557);
  for (
    let at = view.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    at >= from;
    at = view.lastIndexOf('PK\x05\x06', at - 1, 'latin1')
  ) {
    if (at + 22 <= view.length && at + 22 + view.readUInt16LE(at + 20) <= view.length && hasDirectory(view, at))
      return true;
    if (at === 0) return false;
  }
  return false;
}

/** Whether entries of an archive stand before its end record at `at`. */
function hasDirectory(view: Buffer, at: number): boolean {
  const size = view.readUInt32LE(at + 12);
  return size >= 46 && size <= at && view.readUInt32LE(at - size) === 0x02014b50;
}
