import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Deliveries } from '../../bot/evidence/deliveries.ts';
import { type Upload, Uploads } from '../../bot/evidence/uploads.ts';
import type { SentFile } from '../../core/evidence/model.ts';
import type { Store } from '../../storage/ports.ts';
import { openSqliteStore } from '../../storage/sqlite/sqliteStore.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { gate } from './support/testApp.ts';

const newFolder = temporaryFolders();
const id = 'A'.repeat(22);
const sent: SentFile = { upload: id, name: 'a.txt', state: 'refused', refusal: 'broken' };

let store: Store;
let time: number;
let uploads: Uploads;
beforeEach(async () => {
  time = Date.now();
  store = await openSqliteStore(newFolder());
  uploads = new Uploads(store.documents, () => new Date(time));
  const asker = { assessment: 'a', conversation: 'c', person: 'p', reference: {} } as Upload['asker'];
  await uploads.begin({ id, asker, about: {}, name: 'a.txt', size: 5 });
});
afterEach(() => store.close());

/** A process that looks at files as `settle` does; `looks` counts. */
function process(settle: () => Promise<unknown>) {
  const seen = { looks: 0, tells: 0 };
  const deliveries = new Deliveries({
    intake: {
      uploads,
      settle: async () => {
        seen.looks += 1;
        await settle();
        return sent;
      },
    },
    doors: {
      enter: async () => {
        seen.tells += 1;
        return [];
      },
    },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    now: () => new Date(time),
    renewedEvery: 1,
  });
  return { deliveries, seen };
}

const claim = async (): Promise<string | undefined> => (await uploads.find(id))?.workingUntil;

describe('a process that looks at a file', () => {
  it('keeps it to itself for as long as it is alive, however long that takes', async () => {
    const { passed, open } = gate();
    const slow = process(() => passed);
    const other = process(async () => undefined);
    const working = slow.deliveries.deliver(id);
    for (let at = 0; at < 5; at += 1) {
      time += 40_000;
      const now = time;
      while (Date.parse((await claim()) ?? '') < now + 45_000) await new Promise(setImmediate);
      await other.deliveries.deliver(id);
    }
    open();
    await working;
    expect([slow.seen, other.seen]).toEqual([
      { looks: 1, tells: 1 },
      { looks: 0, tells: 0 },
    ]);
    expect(await uploads.find(id)).toMatchObject({ isTold: true });
    expect(await claim()).toBeUndefined();
  });

  it('leaves it alone once another has taken it up', async () => {
    const { passed, open } = gate();
    const slow = process(() => passed);
    const working = slow.deliveries.deliver(id);
    while (!(await claim())) await new Promise(setImmediate);
    const theirs = new Date(time + 90_000).toISOString();
    await uploads.change(id, (upload) => ({ ...upload, workingUntil: theirs }));
    time += 40_000;
    let looks = 0;
    const change = uploads.change.bind(uploads);
    uploads.change = async (...what) => {
      const changed = await change(...what);
      looks += 1;
      return changed;
    };
    while (looks < 3) await new Promise(setImmediate);
    expect(await claim()).toBe(theirs);
    open();
    await working;
  });

  it('is thought dead after three quarters of a minute of silence', async () => {
    const workingUntil = new Date(time + 45_000).toISOString();
    await uploads.change(id, (upload) => ({ ...upload, workingUntil }));
    const other = process(async () => undefined);
    time += 44_999;
    await other.deliveries.deliver(id);
    expect(other.seen.looks).toBe(0);
    time += 1;
    await other.deliveries.deliver(id);
    expect(other.seen).toEqual({ looks: 1, tells: 1 });
  });
});
