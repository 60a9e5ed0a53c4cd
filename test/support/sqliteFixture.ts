import { openStore } from '../../storage/index.ts';
import type { Store } from '../../storage/ports.ts';
import type { Opened } from '../storage/contract.ts';

/** The embedded store in `dataDir`. */
export async function openSqliteFixture(dataDir: string): Promise<Opened> {
  const handles: Store[] = [];
  const another = async () => {
    const store = await openStore({ dataDir });
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
