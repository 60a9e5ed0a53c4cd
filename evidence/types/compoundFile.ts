import { Refused } from '../refused.ts';

/** An entry of an OLE compound file, the format of .doc, .xls, .msi and of objects inside office files. */
export interface CompoundEntry {
  readonly name: string;
  readonly isStream: boolean;
  /** The class of a storage, as 32 hex signs in the order of the bytes. */
  readonly classId: string;
  /** Its bytes; empty for a storage. */
  read(): Uint8Array;
}

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const endOfChain = 0xfffffffa;

export const isCompoundFile = (bytes: Uint8Array): boolean => signature.every((byte, at) => bytes[at] === byte);

/** All entries, the root first. Every chain is followed at most as far as the file is long. Throws `Refused` for a damaged file. */
export function compoundEntries(bytes: Uint8Array): readonly CompoundEntry[] {
  try {
    return entriesOf(bytes);
  } catch (error) {
    throw new Refused('broken', { cause: error });
  }
}

function entriesOf(bytes: Uint8Array): readonly CompoundEntry[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorSize = 1 << view.readUInt16LE(30);
  const miniSize = 1 << view.readUInt16LE(32);
  if (![512, 4_096].includes(sectorSize) || miniSize !== 64) throw new RangeError('odd sector size');
  const sector = (at: number): Buffer => {
    const part = view.subarray((at + 1) * sectorSize, (at + 2) * sectorSize);
    if (part.length === 0) throw new RangeError('sector out of file');
    return part;
  };
  const most = Math.ceil(view.length / sectorSize);

  const tableSectors = numbers(view.subarray(76, 512)).filter((at) => at < endOfChain);
  for (let at = view.readUInt32LE(68), left = most; at < endOfChain && left > 0; left -= 1) {
    const list = numbers(sector(at));
    tableSectors.push(...list.slice(0, -1).filter((one) => one < endOfChain));
    at = list.at(-1) ?? endOfChain;
  }
  if (tableSectors.length > most) throw new RangeError('table longer than file');
  const table = tableSectors.flatMap((at) => numbers(sector(at)));

  const chain = (start: number, of: readonly number[], limit: number): readonly number[] => {
    const list: number[] = [];
    for (let at = start; at < endOfChain; at = of[at] ?? endOfChain) {
      if (list.push(at) > limit) throw new RangeError('chain without end');
    }
    return list;
  };
  const stream = (start: number): Buffer => Buffer.concat(chain(start, table, most).map(sector));

  const directory = stream(view.readUInt32LE(48));
  const records: Buffer[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) records.push(directory.subarray(at, at + 128));
  const root = records[0];
  if (!root) throw new RangeError('no root');

  const miniTable = numbers(stream(view.readUInt32LE(60)));
  const miniStream = stream(root.readUInt32LE(116));
  const miniSectors = (start: number): Buffer =>
    Buffer.concat(
      chain(start, miniTable, miniTable.length).map((at) => miniStream.subarray(at * miniSize, (at + 1) * miniSize)),
    );
  const cutoff = view.readUInt32LE(56);
  return records
    .filter((record) => [1, 2, 5].includes(record[66] ?? 0))
    .map((record) => {
      const isStream = record[66] === 2;
      const size = record.readUInt32LE(120);
      const start = record.readUInt32LE(116);
      return {
        name: record.toString('utf16le', 0, Math.max(0, Math.min(64, record.readUInt16LE(64)) - 2)),
        isStream,
        classId: record.toString('hex', 80, 96),
        read: () =>
          isStream ? (size < cutoff ? miniSectors(start) : stream(start)).subarray(0, size) : Buffer.alloc(0),
      };
    });
}

function numbers(part: Buffer): number[] {
  const list: number[] = [];
  for (let at = 0; at + 4 <= part.length; at += 4) list.push(part.readUInt32LE(at));
  return list;
}
