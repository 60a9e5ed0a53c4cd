import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise } from 'yauzl';
import { maxPart, maxParts, maxRatio, maxUnpacked, ratioFloor } from '../limits.ts';
import { Refused } from '../refused.ts';
import { inflate } from './inflate.ts';

/** What is left of the limits; one for a file with all that is inside it. */
export interface Budget {
  parts: number;
  unpacked: number;
}

export const newBudget = (): Budget => ({ parts: maxParts, unpacked: maxUnpacked });

export interface Part {
  readonly name: string;
  /** The whole of it, unpacked. */
  readonly bytes: Uint8Array;
}

export interface ArchiveReader {
  /** Told each piece of a part as it is unpacked, the first one of at least 16 bytes if the part has them. */
  readonly piece?: (name: string, piece: Uint8Array) => void;
  /** Whether a part is wanted as a whole, by its name and first bytes; of more than `maxPart` bytes it would be a bomb. */
  readonly keep: (name: string, head: Uint8Array) => boolean;
}

interface Member {
  readonly name: string;
  readonly packed: Uint8Array;
  readonly isDeflated: boolean;
  readonly size: number;
  readonly crc: number;
}

/**
 * Unpacks every part of a ZIP archive in constant memory, one after the other, and hands back those that `reader` keeps. Trusts
 * no figure of the archive: throws `Refused` for one that unpacks to more than it says or than `budget` has left, whose
 * parts overlap, are encrypted, damaged or named twice, or that something was put before or behind.
 */
export async function unpack(bytes: Uint8Array, budget: Budget, reader: ArchiveReader): Promise<readonly Part[]> {
  const members = await membersOf(bytes, budget);
  const kept: Part[] = [];
  for (const member of members) {
    const part = await unpackMember(member, budget, reader);
    if (part) kept.push(part);
  }
  return kept;
}

async function membersOf(bytes: Uint8Array, budget: Budget): Promise<readonly Member[]> {
  const entries: { entry: Entry; start: number; end: number }[] = [];
  const members: Member[] = [];
  let declared = 0;
  try {
    const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      strictFileNames: true,
    });
    budget.parts -= archive.entryCount;
    if (budget.parts < 0) throw new Refused('bomb');
    for await (const entry of archive.eachEntry()) {
      if (entry.isEncrypted()) throw new Refused('encrypted');
      declared += entry.uncompressedSize;
      if (declared > budget.unpacked) throw new Refused('bomb');
      const local = await archive.readLocalFileHeaderPromise(entry);
      const start = entry.relativeOffsetOfLocalHeader;
      const end = local.fileDataStart + entry.compressedSize;
      if (!local.fileName.equals(entry.fileNameRaw)) throw new Refused('broken');
      if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw new Refused('broken');
      entries.push({ entry, start, end });
      members.push({
        name: entry.fileName,
        packed: bytes.subarray(local.fileDataStart, end),
        isDeflated: entry.compressionMethod === 8,
        size: entry.uncompressedSize,
        crc: entry.crc32,
      });
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(/encryption/.test(String(error)) ? 'encrypted' : 'broken', { cause: error });
  }
  // One packed part that many names share is how a small archive grows without end.
  const sorted = entries.toSorted((a, b) => a.start - b.start);
  if (sorted.some(({ start }, at) => start < (sorted[at - 1]?.end ?? 0))) throw new Refused('bomb');
  // Something in front: the file is two files, and which one depends on who opens it.
  if (sorted[0]?.start !== 0) throw new Refused('broken');
  const names = new Set(members.map(({ name }) => name.toLowerCase()));
  if (names.size < members.length) throw new Refused('broken');
  return members;
}

async function unpackMember(member: Member, budget: Budget, reader: ArchiveReader): Promise<Part | undefined> {
  let size = 0;
  let crc = 0;
  let head: Uint8Array | undefined;
  let kept: Uint8Array[] | undefined;
  for await (const piece of pieces(member)) {
    size += piece.length;
    budget.unpacked -= piece.length;
    if (size > member.size || budget.unpacked < 0) throw new Refused('bomb');
    if (size > ratioFloor && size > maxRatio * member.packed.length) throw new Refused('bomb');
    crc = crc32(piece, crc);
    if (!head) {
      head = piece.subarray(0, 4_096);
      if (reader.keep(member.name, head)) kept = [];
    }
    reader.piece?.(member.name, piece);
    if (kept && size > maxPart) throw new Refused('bomb');
    kept?.push(piece);
  }
  if (size !== member.size || crc !== member.crc) throw new Refused('broken');
  return kept && { name: member.name, bytes: kept.length === 1 && kept[0] ? kept[0] : Buffer.concat(kept) };
}

async function* pieces({ packed, isDeflated }: Member): AsyncGenerator<Uint8Array> {
  if (!isDeflated) {
    if (packed.length > 0) yield packed;
    return;
  }
  try {
    yield* inflate(packed, 'raw');
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('broken', { cause: error });
  }
}
