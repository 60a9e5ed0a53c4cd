import type { Store } from './ports.ts';
import { hasSqliteStore, openSqliteStore } from './sqlite/sqliteStore.ts';

export interface StoreSettings {
  /** The folder of the embedded store; it is made when it is not there. */
  readonly dataDir: string;
}

/** Opens the store, making it at the first start. Rejects with a `StoreError` whose message says what to do. */
export async function openStore({ dataDir }: StoreSettings): Promise<Store> {
  return openSqliteStore(dataDir);
}

/** Opens the store for reading alone, also while the server runs; undefined when there is none yet. Rejects as `openStore`. */
export async function openStoreForReading({ dataDir }: StoreSettings): Promise<Store | undefined> {
  return hasSqliteStore(dataDir) ? openSqliteStore(dataDir, { readOnly: true }) : undefined;
}
