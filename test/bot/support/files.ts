import type { Store } from '../../../storage/ports.ts';
import { storeId } from '../../../storage/storeId.ts';

export const text = (words: string): Blob => new Blob([words], { type: 'text/plain' });

/** Plain text of so many bytes. */
export const textOf = (bytes: number): Blob => text('a line of words\n'.repeat(Math.ceil(bytes / 16)).slice(0, bytes));

export const megabyte = 1024 * 1024;

/** Names of all files in a store that begin with `prefix`, but for its own mark. */
export async function filesIn({ files }: Store, prefix = ''): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of files.list(prefix)) if (name !== storeId) names.push(name);
  return names;
}

/** The store with some of its methods as `changes` make them; the others as they were. */
export function changed<T extends object>(whole: T, changes: Partial<T>): T {
  return new Proxy(whole, {
    get(target, name) {
      const value = Reflect.get(Reflect.has(changes, name) ? changes : target, name);
      return typeof value === 'function' ? value.bind(Reflect.has(changes, name) ? changes : target) : value;
    },
  });
}

/** Stands around a store, and opens `begun` as soon as the bytes of a file begin to be written. */
export const openingAtPut =
  (begun: { open(): void }) =>
  (store: Store): Store => ({
    ...store,
    files: changed(store.files, {
      put: async (name, content, limit) => {
        begun.open();
        return store.files.put(name, content, limit);
      },
    }),
  });
