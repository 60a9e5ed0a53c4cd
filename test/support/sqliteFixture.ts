import type { Store } from '../../storage/ports.ts';
import { openSqliteStore } from '../../storage/sqlite/sqliteStore.ts';
import type { Opened, OpenOptions } from '../storage/contract.ts';

/** The embedded store in `dataDir`. */
export async function openSqliteFixture(dataDir: string, options: OpenOptions = { now: Date.now }): Promise<Opened> {
  const handles: Store[] = [];
  const another = async () => {
    const store = openSqliteStore(dataDir, options);
    handles.push(store);
    return store;
  };
  const store = await another();
  return {
    store,
    another,
    async reopen() {
      await store.close();
      return another();
    },
    async dispose() {
      for (const handle of handles) await handle.close();
    },
  };
}
