import { posix } from 'node:path';
import { visitXml } from './xml.ts';
import type { ZipPackage } from './zipPackage.ts';

export interface Relation {
  readonly id: string;
  /** The last word of its type: `slide`, `worksheet`, `notesSlide`, `comments`. */
  readonly type: string;
  /** Name of the part that is meant. */
  readonly target: string;
}

/** What a part of a package points to; empty where it says nothing. Targets outside of the file are left out. */
export async function relationsOf(zip: ZipPackage, name: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(name);
  const file = `${folder}/_rels/${posix.basename(name)}.rels`;
  if (!zip.has(file)) return [];
  const relations: Relation[] = [];
  await visitXml(zip.read(file), {
    open(element, { Id: id, Type: type = '', Target: target, TargetMode: mode }) {
      if (element !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return;
      const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      relations.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: path });
    },
  });
  return relations;
}
