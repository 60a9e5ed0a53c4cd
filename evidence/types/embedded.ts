import { Refused } from '../refused.ts';
import { type CompoundEntry, compoundEntries } from './compoundFile.ts';

/** Classes of Windows Installer packages, patches and transforms: `000C1084-...` and its neighbours. */
const installers = ['8410', '8610', '8210'].map((start) => `${start}0c0000000000c000000000000046`);

/** Whatever an OLE compound file is, it is no evidence: legacy office files are closed books to us. Says why. */
export function refuseCompoundFile(bytes: Uint8Array): never {
  const entries = compoundEntries(bytes);
  if (entries.some(({ name }) => name === 'EncryptedPackage')) throw new Refused('encrypted');
  if (entries.some(({ classId }) => installers.includes(classId))) throw new Refused('program');
  throw new Refused('wrongType');
}

export interface PackedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The files that an OLE object inside an office file carries. Throws `Refused` for one with macros. */
export function filesInObject(bytes: Uint8Array): readonly PackedFile[] {
  const entries = compoundEntries(bytes);
  if (entries.some(({ name }) => /^(?:_?VBA(?:_PROJECT)?(?:_CUR)?|Macros)$/i.test(name))) throw new Refused('macros');
  return entries.filter(({ isStream }) => isStream).flatMap(fileIn);
}

function fileIn(entry: CompoundEntry): readonly PackedFile[] {
  if (entry.name === '\x01Ole10Native') return [packedFile(Buffer.from(entry.read()))];
  if (entry.name === 'Package' || entry.name === 'CONTENTS') return [{ name: '', bytes: entry.read() }];
  return [];
}

/** Size, 2, label, name, two numbers, path with its length, and the file with its length. Other programs put in the bare file. */
function packedFile(native: Buffer): PackedFile {
  const bare = { name: '', bytes: native.subarray(4) };
  if (native.length < 6 || native.readUInt16LE(4) !== 2) return bare;
  const label = native.indexOf(0, 6) + 1;
  const name = native.indexOf(0, label) + 1;
  if (label === 0 || name === 0 || name + 8 > native.length) return bare;
  const path = native.readUInt32LE(name + 4);
  const size = name + 8 + path;
  if (size + 4 > native.length) return bare;
  return {
    name: native.toString('latin1', label, name - 1),
    bytes: native.subarray(size + 4, size + 4 + native.readUInt32LE(size)),
  };
}
