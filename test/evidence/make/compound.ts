export interface CompoundPart {
  readonly name: string;
  /** Absent for a storage. */
  readonly content?: Uint8Array;
}

const sector = 512;

/**
 * An OLE compound file: header, one sector of its table, its directory, then the streams, each filled up to 4,096 bytes so that
 * none is a small one. `classId` is that of the root, hex in the order of the bytes.
 */
export function compound(parts: readonly CompoundPart[], classId = '00'.repeat(16)): Uint8Array {
  const directorySectors = Math.ceil((parts.length + 1) / 4);
  const table: number[] = [0xfffffffd];
  for (let at = 1; at <= directorySectors; at += 1) table.push(at === directorySectors ? 0xfffffffe : at + 1);
  const directory = Buffer.alloc(directorySectors * sector);
  const streams: Buffer[] = [];
  const entry = (index: number, name: string, type: number, start: number, size: number): void => {
    const at = index * 128;
    directory.write(name, at, 'utf16le');
    directory.writeUInt16LE((name.length + 1) * 2, at + 64);
    directory.writeUInt8(type, at + 66);
    for (const offset of [68, 72, 76]) directory.writeUInt32LE(0xffffffff, at + offset);
    directory.writeUInt32LE(start, at + 116);
    directory.writeUInt32LE(size, at + 120);
  };
  entry(0, 'Root Entry', 5, 0xfffffffe, 0);
  Buffer.from(classId, 'hex').copy(directory, 80);
  for (const [at, { name, content }] of parts.entries()) {
    if (!content) {
      entry(at + 1, name, 1, 0, 0);
      continue;
    }
    const size = Math.max(4_096, content.length);
    const filled = Buffer.alloc(Math.ceil(size / sector) * sector);
    filled.set(content);
    const start = table.length;
    const count = filled.length / sector;
    for (let one = 1; one <= count; one += 1) table.push(one === count ? 0xfffffffe : start + one);
    entry(at + 1, name, 2, start, size);
    streams.push(filled);
  }
  if (table.length > sector / 4) throw new RangeError('too large for one sector of table');
  const header = Buffer.alloc(sector);
  header.write('d0cf11e0a1b11ae1', 0, 'hex');
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    header.writeUInt16LE(value, at);
  for (const [at, value] of [
    [44, 1],
    [48, 1],
    [56, 4_096],
    [60, 0xfffffffe],
    [68, 0xfffffffe],
  ] as const)
    header.writeUInt32LE(value, at);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  const tableSector = Buffer.alloc(sector, 0xff);
  for (const [at, value] of table.entries()) tableSector.writeUInt32LE(value, at * 4);
  return Buffer.concat([header, tableSector, directory, ...streams]);
}

/** What "insert a file as an object" puts into an office file. */
export function packedObject(name: string, content: Uint8Array): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  const path = Buffer.from(`C:\\Temp\\${name}\0`, 'latin1');
  const pathSize = Buffer.alloc(4);
  pathSize.writeUInt32LE(path.length);
  const body = Buffer.concat([
    Buffer.from([2, 0]),
    Buffer.from(`${name}\0C:\\Temp\\${name}\0`, 'latin1'),
    Buffer.from([0, 0, 3, 0]),
    pathSize,
    path,
    size,
    content,
  ]);
  const all = Buffer.alloc(4);
  all.writeUInt32LE(body.length);
  return compound([{ name: '\x01Ole10Native', content: Buffer.concat([all, body]) }]);
}
