/**
 * `npm run teams-package [folder]`: builds the package that an administrator uploads to Teams, from the settings in the environment. Checks it
 * against Microsoft's schema first, and writes nothing unless all is right.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { print, runCommand } from '../bot/command.ts';
import { loadContent } from '../bot/content.ts';
import { buildPackage, packageName } from './teams/buildPackage.ts';
import { manifestVersion } from './teams/manifest.ts';
import { readPackageSettings } from './teams/settings.ts';

const root = join(import.meta.dirname, '..');
const program = z.object({ version: z.string() });

await runCommand(async () => {
  const [folder = ''] = process.argv.slice(2);
  const settings = readPackageSettings(process.env);
  const { version } = program.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const { words } = await loadContent(join(root, 'content'));
  const path = join(folder, packageName);
  await writeFile(path, await buildPackage(settings, version, words()));
  print(`Wrote ${path}: version ${version} of the app ${settings.appId}, by Microsoft's schema ${manifestVersion}.`);
  print(
    settings.tenantId
      ? `It works in the tenant ${settings.tenantId}.`
      : 'It is for an older registration that works in every tenant.',
  );
  print(`Set the messaging endpoint of the Azure Bot to ${settings.publicUrl}/api/messages.`);
  if (!settings.privacyUrl || !settings.termsUrl)
    print(
      'Teams shows links to a privacy page and to terms of use. Both lead to the chat page wherever TEAMS_PRIVACY_URL or TEAMS_TERMS_URL is not set.',
    );
  return 0;
});
