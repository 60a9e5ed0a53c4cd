/**
 * `npm run export-store <folder>`: writes the whole configured store into a folder of plain files (`storage/move/format.ts`). Stop the
 * server first. May be run again after it was broken off. The folder holds everything that the store does, keys and answers too.
 */
import { openStoreForReading } from '../storage/index.ts';
import { exportStore } from '../storage/move/exportStore.ts';
import { counted, print, runCommand } from './command.ts';
import { readConfig } from './config.ts';

await runCommand(async () => {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('Name the folder to write to: npm run export-store <folder>');
  const store = await openStoreForReading(readConfig(process.env));
  if (!store) throw new Error('There is no store yet, so there is nothing to export.');
  try {
    const { streams, commits, documents, files } = await exportStore(store, folder);
    const counts = [counted(streams, 'stream'), counted(commits, 'commit'), counted(documents, 'document')].join(', ');
    print(`Exported ${counts} and ${counted(files, 'file')} to ${folder}. Keep it as safe as the store itself.`);
    return 0;
  } finally {
    await store.close();
  }
});
