/** `node mover.ts export|import <folder> <data folder> <n>`: moves a store, and dies as by a power cut at its n-th use of the store. */
import { openStore } from '../../storage/index.ts';
import { exportStore } from '../../storage/move/exportStore.ts';
import { importStore } from '../../storage/move/importStore.ts';
import type { Files } from '../../storage/ports.ts';

const [way, folder = '', dataDir = '', uses = ''] = process.argv.slice(2);
let left = Number(uses);

function use(): void {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

/** The same, with every call counted. */
const counted = <T extends object>(part: T): T =>
  new Proxy(part, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key);
      return (...args: unknown[]) => {
        use();
        return typeof method === 'function' ? method.apply(target, args) : method;
      };
    },
  });

/** So that it may die in the middle of a file too. */
async function* countedPieces(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    use();
    yield piece;
  }
}

const store = await openStore({ dataDir });
const files: Files = counted({
  put: (name, content, limit) => store.files.put(name, countedPieces(content), limit),
  open: store.files.open.bind(store.files),
  look: store.files.look.bind(store.files),
  delete: store.files.delete.bind(store.files),
  list: store.files.list.bind(store.files),
});
const watched = { log: counted(store.log), documents: counted(store.documents), files };
await (way === 'export' ? exportStore(watched, folder) : importStore(folder, watched));
await store.close();
