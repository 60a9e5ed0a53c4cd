import { type CosmosSettings, openCosmosStore } from './cosmos/cosmosStore.ts';
import { type BlobSettings, openBlobFiles } from './files/blobFiles.ts';
import type { Store } from './ports.ts';
import { hasSqliteStore, openSqliteStore } from './sqlite/sqliteStore.ts';
import { checkStoreId } from './storeId.ts';

export interface StoreSettings {
  /** The folder of the embedded store; it is made when it is not there. */
  readonly dataDir: string;
  /** Absent: the embedded store. */
  readonly azure?: AzureSettings | undefined;
}

export interface AzureSettings {
  readonly cosmos: CosmosSettings;
  readonly blob: BlobSettings;
}

/**
 * Opens the store, making it at the first start. Rejects with a `StoreError` whose message says what to do, also when record and
 * files are not of one store.
 */
export async function openStore({ dataDir, azure }: StoreSettings): Promise<Store> {
  const store = azure ? await openAzureStore(azure, false) : openSqliteStore(dataDir);
  try {
    await checkStoreId(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Opens the store for reading alone, also while the server runs; undefined when there is none yet. Rejects with a `StoreError`. */
export async function openStoreForReading({ dataDir, azure }: StoreSettings): Promise<Store | undefined> {
  if (azure) return openAzureStore(azure, true);
  return hasSqliteStore(dataDir) ? openSqliteStore(dataDir, { readOnly: true }) : undefined;
}

async function openAzureStore({ cosmos, blob }: AzureSettings, readOnly: boolean): Promise<Store> {
  const { close, ...record } = await openCosmosStore(cosmos, { readOnly });
  try {
    const files = await openBlobFiles(blob, { readOnly });
    return {
      ...record,
      files,
      async close() {
        await files.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
