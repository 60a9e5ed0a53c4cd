import { strToU8, type Zippable, zipSync } from 'fflate';

export type Parts = Readonly<Record<string, string | Uint8Array>>;

/** A ZIP archive of `parts` in their order; `level` 0 stores. */
export function zip(parts: Parts, level: 0 | 6 | 9 = 6): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) {
    files[name] = [
      typeof content === 'string' ? strToU8(content) : content,
      { level: name === 'mimetype' ? 0 : level },
    ];
  }
  return zipSync(files, { mtime: new Date('2026-01-01T12:00:00Z') });
}

/** Offsets of the entries in the central directory, in order. */
export function directoryOf(archive: Uint8Array): readonly number[] {
  return offsetsOf(archive, 'PK\x01\x02');
}

export function offsetsOf(bytes: Uint8Array, sign: string): readonly number[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: number[] = [];
  for (let at = view.indexOf(sign, 0, 'latin1'); at >= 0; at = view.indexOf(sign, at + 1, 'latin1')) found.push(at);
  return found;
}

/** A copy in which `change` may write. */
export function changed(bytes: Uint8Array, change: (view: Buffer) => void): Uint8Array {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}

/** The archive with `field` of its central directory (and of the local header where it has one) set for entry `index`. */
export function withField(
  archive: Uint8Array,
  index: number,
  field: 'flags' | 'method' | 'crc' | 'size' | 'offset',
  value: number,
): Uint8Array {
  const places = {
    flags: [8, 6, 2],
    method: [10, 8, 2],
    crc: [16, 14, 4],
    size: [24, 22, 4],
    offset: [42, 0, 4],
  } as const;
  const [central, local, width] = places[field];
  return changed(archive, (view) => {
    const at = directoryOf(archive)[index] ?? 0;
    const start = view.readUInt32LE(at + 42);
    view.writeUIntLE(value, at + central, width);
    if (field !== 'offset') view.writeUIntLE(value, start + local, width);
  });
}
