/** What is cleared away of the files that nobody names, and what never is. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SweepOptions, sweep } from '../../bot/evidence/sweeper.ts';
import { Uploads } from '../../bot/evidence/uploads.ts';
import { type Assessment, emptyAssessment } from '../../core/assessment.ts';
import { noInsight, type SentFile } from '../../core/evidence/model.ts';
import type { Store } from '../../storage/ports.ts';
import { openSqliteStore } from '../../storage/sqlite/sqliteStore.ts';
import { StoreError } from '../../storage/storeError.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { changed, filesIn, text } from './support/files.ts';
import { gate } from './support/testApp.ts';

const newFolder = temporaryFolders();
const hour = 60 * 60_000;
const start = Date.now();
let store: Store;
let time: number;
let failures: string[];

beforeEach(() => {
  time = start;
  failures = [];
  store = openSqliteStore(newFolder(), { now: () => time });
});
afterEach(() => store.close());

/** An assessment that names these files. */
const naming = (...names: string[]): Assessment => ({
  ...emptyAssessment,
  documents: Object.fromEntries(
    names.map((file, at) => [
      file,
      {
        ...{ id: file, number: at, usedFor: [], revision: 1 },
        versions: [
          {
            source: { file, sha256: '', size: 5, fileType: 'txt' as const, name: 'a.txt', scan: 'none' as const },
            at: '',
          },
        ],
      },
    ]),
  ),
});

async function put(...names: string[]): Promise<void> {
  for (const name of names) await store.files.put(name, text('words').stream());
}

/** Sweeps so many hours after the start. `records`: the assessments that there are; others are empty. */
async function sweepAt(hours: number, records: Record<string, Assessment>, changes: Partial<SweepOptions> = {}) {
  time = start + hours * hour;
  const uploads = new Uploads(store.documents, () => new Date(time));
  await sweep({
    ...{ files: store.files, documents: store.documents, now: () => new Date(time) },
    assessment: async (id) => records[id] ?? emptyAssessment,
    hasRecord: async (id) => id in records,
    leftover: (file) => uploads.leftover(file.slice(file.lastIndexOf('/') + 1)),
    logger: { debug() {}, info() {}, warn() {}, error: (event) => failures.push(event) },
    ...changes,
  });
}

describe('a sweep', () => {
  it('takes what has been without a name in its record for a day', async () => {
    await put('evidence/a/kept', 'evidence/a/loose');
    const records = { a: naming('evidence/a/kept') };
    await sweepAt(51, records);
    expect(await filesIn(store)).toEqual(['evidence/a/kept', 'evidence/a/loose']);
    await sweepAt(63, records);
    await sweepAt(74, records);
    expect(await filesIn(store)).toHaveLength(2);
    await sweepAt(86, records);
    expect(await filesIn(store)).toEqual(['evidence/a/kept']);
  });

  it('leaves alone what can still be attached', async () => {
    await put('evidence/a/new');
    for (const hours of [1, 25, 49]) await sweepAt(hours, { a: naming() });
    expect(await filesIn(store)).toHaveLength(1);
  });

  it('leaves alone what was named again within the day, as after a backup', async () => {
    await put('evidence/a/back');
    await sweepAt(51, { a: naming() });
    await sweepAt(75, { a: naming('evidence/a/back') });
    await sweepAt(99, { a: naming() });
    expect(await filesIn(store)).toHaveLength(1);
  });

  it('takes no evidence for loose because its record is not there', async () => {
    await put('evidence/a/one', 'evidence/b/two');
    for (const hours of [51, 75, 99, 123]) await sweepAt(hours, {});
    expect(await filesIn(store)).toEqual(['evidence/a/one', 'evidence/b/two']);
  });

  it('takes what came and was never attached, with a record or without', async () => {
    const uploads = new Uploads(store.documents, () => new Date(time));
    const id = 'A'.repeat(22);
    const asker = { organisation: 'rose', assessment: 'a', conversation: 'c', person: 'p', reference: {} };
    await uploads.begin({ id, asker, about: {}, name: 'held.txt', size: 5 });
    await put(`evidence/a/${id}`);
    await sweepAt(51, {});
    expect(await uploads.find(id)).toBeUndefined();
    expect(await filesIn(store)).toHaveLength(1);
    await sweepAt(75, {});
    expect(await filesIn(store)).toEqual([]);
  });

  it.each([
    ['with a record', { a: naming() }],
    ['without one', {}],
  ])(
    'takes what was held for personal details and not decided about as soon as it has run out, %s',
    async (_, records) => {
      const uploads = new Uploads(store.documents, () => new Date(time));
      const id = 'A'.repeat(22);
      const file = `evidence/a/${id}`;
      const asker = { organisation: 'rose', assessment: 'a', conversation: 'c', person: 'p', reference: {} };
      const source = { file, sha256: '', size: 5, fileType: 'txt', name: 'held.txt', scan: 'none' } as const;
      const insight = { ...noInsight, findings: [{ type: 'personalData', kind: 'nhsNumber', count: 1, places: [] }] };
      const sent = { upload: id, name: 'held.txt', state: 'ready', source, insight } as unknown as SentFile;
      await uploads.begin({ id, asker, about: {}, name: 'held.txt', size: 5, sent });
      await put(file);
      await sweepAt(47, records);
      expect(await filesIn(store)).toEqual([file]);
      await sweepAt(60, records);
      expect(await filesIn(store)).toEqual([]);
    },
  );

  it('takes bytes that were never looked at', async () => {
    await put('incoming/old/000000000000');
    await sweepAt(49, {});
    expect(await filesIn(store)).toHaveLength(1);
    await sweepAt(73, {});
    expect(await filesIn(store)).toEqual([]);
  });

  it('goes on where a record is damaged or a file cannot be deleted', async () => {
    await put('evidence/a/loose', 'evidence/b/loose', 'evidence/c/loose');
    const records = { a: naming(), b: naming(), c: naming() };
    const changes: Partial<SweepOptions> = {
      assessment: async (id) => {
        if (id === 'a') throw new StoreError('store.damaged', 'broken');
        return naming();
      },
      files: changed(store.files, {
        delete: async (name) => {
          if (name.startsWith('evidence/b/')) throw new StoreError('store.writeFailed', 'no');
          return store.files.delete(name);
        },
      }),
    };
    await sweepAt(51, records, changes);
    expect(failures).toEqual(['evidence.sweepFailed']);
    await sweepAt(75, records, changes);
    expect(failures).toHaveLength(3);
    expect(await filesIn(store)).toEqual(['evidence/a/loose', 'evidence/b/loose']);
  });

  it('is done by one process a day', async () => {
    await put('evidence/a/loose');
    const { passed, open } = gate();
    let looks = 0;
    const assessment = async () => {
      looks += 1;
      await passed;
      return naming();
    };
    const all = [1, 2, 3].map(() => sweepAt(51, { a: naming() }, { assessment }));
    while (looks === 0) await new Promise(setImmediate);
    await Promise.race(all);
    open();
    await Promise.all(all);
    await sweepAt(62, { a: naming() }, { assessment });
    expect(looks).toBe(1);
  });
});
