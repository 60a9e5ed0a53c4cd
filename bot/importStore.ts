/**
 * `npm run import-store <folder>`: reads what `npm run export-store` wrote into the configured store, which must hold nothing else.
 * Stop the server first. May be run again after it was broken off.
 */
import { openStore } from '../storage/index.ts';
import { importStore } from '../storage/move/importStore.ts';
import { counted, print, runCommand } from './command.ts';
import { readConfig } from './config.ts';

await runCommand(async () => {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('Name the folder to read from: npm run import-store <folder>');
  const store = await openStore(readConfig(process.env));
  try {
    const { streams, commits, documents, files } = await importStore(folder, store);
    const counts = [counted(streams, 'stream'), counted(commits, 'commit'), counted(documents, 'document')].join(', ');
    print(`Imported ${counts} and ${counted(files, 'file')} from ${folder}. Check with "npm run verify".`);
    return 0;
  } finally {
    await store.close();
  }
});
