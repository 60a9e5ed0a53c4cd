import { strToU8, zipSync } from 'fflate';
import type { Words } from '../../core/words.ts';
import { drawIcon, iconProblems } from './icons.ts';
import { files, manifestOf } from './manifest.ts';
import { manifestProblems } from './manifestProblems.ts';
import type { PackageSettings } from './settings.ts';

export const packageName = 'dspt-guide-teams.zip';

/** Zip files know no time zone: a fixed day keeps the package the same, byte for byte, whenever and wherever it is built. */
const noTime = new Date(1980, 0, 1);

/** The zip for Teams; the same bytes for the same input. Rejects with all that Teams would not take. */
export async function buildPackage(settings: PackageSettings, version: string, words: Words): Promise<Uint8Array> {
  const manifest = manifestOf(settings, version, words);
  const [color, outline] = await Promise.all([drawIcon('color'), drawIcon('outline')]);
  const problems = [
    ...manifestProblems(manifest),
    ...(await iconProblems('color', color)),
    ...(await iconProblems('outline', outline)),
  ];
  if (problems.length > 0)
    throw new Error(`Teams would not take this package:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  return zipSync(
    {
      [files.manifest]: strToU8(`${JSON.stringify(manifest, undefined, 2)}\n`),
      [files.color]: color,
      [files.outline]: outline,
    },
    { mtime: noTime },
  );
}
