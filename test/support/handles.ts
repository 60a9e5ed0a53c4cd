import type { Store } from '../../storage/ports.ts';
import type { Opened } from '../storage/contract.ts';

/** A store with as many handles on it as a test asks for; `open` gives one more. */
export async function handlesOn(open: () => Promise<Store>): Promise<Opened> {
  const handles: Store[] = [];
  const another = async () => {
    const store = await open();
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
