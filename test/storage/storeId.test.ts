/** Record and files that do not belong together are never used together. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore, openStoreForReading, type StoreSettings } from '../../storage/index.ts';
import { exportStore } from '../../storage/move/exportStore.ts';
import { importStore } from '../../storage/move/importStore.ts';
import { storeId } from '../../storage/storeId.ts';
import { type Azure, startAzure } from '../support/azureStore.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { of } from './filesContract.ts';

const newFolder = temporaryFolders();
let azure: Azure;
beforeAll(async () => {
  azure = await startAzure(newFolder());
});
afterAll(() => azure.close());

const refused = { code: 'store.mismatch', message: expect.stringMatching(/BLOB_CONTAINER.*store\.mismatch/) };

/** Opens a store, as the server does, and closes it. Resolves with its id. */
async function start(settings: StoreSettings): Promise<string | undefined> {
  const store = await openStore(settings);
  const marked = await store.documents.get<string>(storeId);
  await store.close();
  return marked?.value;
}

/** A folder with a store that holds a file. */
async function used(): Promise<string> {
  const dataDir = newFolder();
  const store = await openStore({ dataDir });
  await store.files.put('evidence/a/b', of('words'));
  await store.close();
  return dataDir;
}

const forgetRecord = (dataDir: string) => {
  for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `record.sqlite${end}`), { force: true });
};

describe('a store', () => {
  it('is known by one id from its first start on, however many start at once', async () => {
    const { direct } = azure.newStore();
    const settings = { dataDir: 'nowhere', azure: direct };
    const ids = await Promise.all([1, 2, 3, 4].map(() => start(settings)));
    expect(new Set([...ids, await start(settings)]).size).toBe(1);
    expect(ids[0]).toMatch(/^[\da-f-]{36}$/);
    expect(await start({ dataDir: newFolder() })).not.toBe(ids[0]);
  });

  it('does not open with the files of another, on Azure', async () => {
    const [one, other] = [azure.newStore().direct, azure.newStore().direct];
    await start({ dataDir: 'nowhere', azure: one });
    const crossed = { cosmos: other.cosmos, blob: one.blob };
    await expect(start({ dataDir: 'nowhere', azure: crossed })).rejects.toMatchObject(refused);
    await start({ dataDir: 'nowhere', azure: other });
    await expect(start({ dataDir: 'nowhere', azure: crossed })).rejects.toMatchObject(refused);
    await start({ dataDir: 'nowhere', azure: one });
  });

  it('does not open with files whose record is gone, and touches none of them', async () => {
    const dataDir = await used();
    forgetRecord(dataDir);
    await expect(start({ dataDir })).rejects.toMatchObject(refused);
    await expect(start({ dataDir })).rejects.toMatchObject(refused);
    const reader = await openStoreForReading({ dataDir });
    expect(await reader?.files.look('evidence/a/b')).toMatchObject({ size: 5 });
    await reader?.close();
  });

  it('opens again once somebody has said that both belong together', async () => {
    const dataDir = await used();
    forgetRecord(dataDir);
    rmSync(join(dataDir, 'files', 'store+', 'id'));
    expect(await start({ dataDir })).toBe(await start({ dataDir }));
  });

  it('opens from a backup, and with files that bear no mark yet', async () => {
    const dataDir = await used();
    const backup = newFolder();
    cpSync(dataDir, backup, { recursive: true });
    expect(await start({ dataDir: backup })).toBe(await start({ dataDir }));
    rmSync(join(backup, 'files'), { recursive: true });
    expect(await start({ dataDir: backup })).toBe(await start({ dataDir }));
  });

  it('that was moved has an id of its own', async () => {
    const [dataDir, moved, folder] = [await used(), newFolder(), newFolder()];
    const source = await openStore({ dataDir });
    expect(await exportStore(source, folder)).toMatchObject({ documents: 0, files: 1 });
    const target = await openStore({ dataDir: moved });
    await importStore(folder, target);
    for (const store of [source, target]) await store.close();
    const id = await start({ dataDir: moved });
    expect(id).toBeDefined();
    expect(id).not.toBe(await start({ dataDir }));
  });
});
