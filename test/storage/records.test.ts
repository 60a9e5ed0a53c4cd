import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { genesis } from '../../storage/hash.ts';
import { type Commit, type EventLog, type Head, RevisionTaken, type Store } from '../../storage/ports.ts';
import { Records, type RecordsOptions } from '../../storage/records.ts';
import { openSqliteFixture } from '../support/sqliteFixture.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import type { Opened } from './contract.ts';

const newFolder = temporaryFolders();

interface Said {
  readonly word: string;
}
interface State {
  readonly words: readonly string[];
  readonly revision: number;
}

let opened: Opened;
let store: Store;
beforeEach(async () => {
  opened = await openSqliteFixture(newFolder());
  store = opened.store;
});
afterEach(() => opened.dispose());

describe('Records', () => {
  it('reads the initial state of a stream that is not there', async () => {
    expect(await records().read('s')).toEqual({ state: { words: [], revision: 0 }, head: genesis });
  });

  it('appends what is decided and gives the result', async () => {
    const own = records();
    const result = await own.update('s', (state, head) => ({ commit: says('hello'), result: [state.words, head] }));
    expect(result).toEqual([[], genesis]);
    expect(await own.read('s')).toEqual({
      state: { words: ['hello'], revision: 1 },
      head: await store.log.head('s'),
    });
  });

  it.each([
    ['no commit', undefined],
    ['a commit without events', { ...says(), events: [] }],
  ])('appends nothing for %s', async (_, commit) => {
    expect(await records().update('s', () => ({ commit, result: 'fine' }))).toBe('fine');
    expect(await store.log.head('s')).toBeUndefined();
  });

  it('passes on what `decide` throws, and goes on', async () => {
    const own = records();
    const thrown = own.update('s', () => {
      throw new Error('no');
    });
    const next = say(own, 's', 'yes');
    await expect(thrown).rejects.toThrow('no');
    await next;
    expect((await own.read('s')).state.words).toEqual(['yes']);
  });

  it('runs updates of one stream one after another, so that none is decided twice', async () => {
    const own = records();
    let decided = 0;
    await Promise.all(
      Array.from({ length: 100 }, () =>
        own.update('s', (state) => {
          decided += 1;
          return { commit: says(`${state.words.length}`), result: undefined };
        }),
      ),
    );
    expect(decided).toBe(100);
    expect((await own.read('s')).state.words).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`));
  });

  it('decides again with what others wrote in between', async () => {
    const [a, b] = [records(), records({ store: await opened.another() })];
    await Promise.all(Array.from({ length: 30 }, (_, i) => Promise.all([say(a, 's', `a${i}`), say(b, 's', `b${i}`)])));
    const { state } = await a.read('s');
    expect(state.words.filter((word) => word.startsWith('a'))).toEqual(Array.from({ length: 30 }, (_, i) => `a${i}`));
    expect(state.words.filter((word) => word.startsWith('b'))).toEqual(Array.from({ length: 30 }, (_, i) => `b${i}`));
    expect(await b.read('s')).toEqual(await a.read('s'));
  });

  it('shows the loser what the winner wrote', async () => {
    const [mine, theirs] = [records(), records()];
    const seen: (readonly string[])[] = [];
    // The other one gets in between our read and our append, once.
    let isFirst = true;
    const log = overriding(store.log, {
      async append(stream, expected, commit) {
        if (isFirst) await say(theirs, stream, 'theirs');
        isFirst = false;
        return store.log.append(stream, expected, commit);
      },
    });
    await say(mine, 's', 'start');
    await records({ log }).update('s', (state) => {
      seen.push(state.words);
      return { commit: says('mine'), result: undefined };
    });
    expect(seen).toEqual([['start'], ['start', 'theirs']]);
    expect((await mine.read('s')).state.words).toEqual(['start', 'theirs', 'mine']);
  });

  it('gives up with a code when it loses every race', async () => {
    let tries = 0;
    const log = overriding(store.log, {
      append: async () => {
        tries += 1;
        throw new RevisionTaken();
      },
    });
    await expect(say(records({ log }), 's', 'x')).rejects.toMatchObject({ code: 'store.contended' });
    expect(tries).toBe(20);
  });

  it('begins anew with a stream that was removed and written again elsewhere', async () => {
    const [own, other] = [records(), records()];
    for (const word of ['a', 'b', 'c']) await say(own, 's', word);
    await store.log.remove('s');
    expect(await own.read('s')).toEqual({ state: { words: [], revision: 0 }, head: genesis });
    for (const word of ['d', 'e', 'f', 'g']) await say(other, 's', word);
    expect((await own.read('s')).state.words).toEqual(['d', 'e', 'f', 'g']);
  });

  it('removes a stream with its snapshot', async () => {
    const own = records();
    for (let i = 0; i < 50; i++) await say(own, 's', `${i}`);
    await own.remove('s');
    expect(await own.read('s')).toEqual({ state: { words: [], revision: 0 }, head: genesis });
    expect(await store.documents.get('snapshot/s')).toBeUndefined();
  });

  it('says so when a commit is missing, instead of showing a state that never was', async () => {
    const own = records();
    for (const word of ['a', 'b', 'c']) await say(own, 's', word);
    const log = overriding(store.log, {
      read: async <E>(stream: string, after: number, limit?: number) =>
        (await store.log.read<E>(stream, after, limit)).filter(({ revision }) => revision !== 2),
    });
    await expect(records({ log }).read('s')).rejects.toMatchObject({ code: 'store.damaged', stream: 's', revision: 2 });
  });

  it('tells the history of a stream from its first commit, in pages', async () => {
    const own = records();
    for (let i = 0; i < 230; i++) await say(own, 's', `${i}`);
    const words: string[] = [];
    for await (const commit of own.history('s')) words.push(...commit.events.map(({ word }) => word));
    expect(words).toEqual(Array.from({ length: 230 }, (_, i) => `${i}`));
    for await (const commit of own.history('other')) throw new Error(`Not empty: ${commit.revision}`);
  });

  it('folds to the same state by cache, by snapshot and from the log alone', async () => {
    const step = fc.record({ stream: fc.constantFrom('a', 'b', 'c'), words: fc.array(fc.string(), { maxLength: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 200 }), async (steps) => {
        const own = records({ cacheSize: 2 });
        for (const { stream, words } of steps) {
          await own.update(stream, () => ({ commit: says(...words), result: undefined }));
        }
        for (const stream of ['a', 'b', 'c']) {
          const whole = steps.filter((each) => each.stream === stream).flatMap(({ words }) => words);
          const folded = await own.read(stream);
          expect(folded.state.words).toEqual(whole);
          expect(await records().read(stream)).toEqual(folded);
          expect(await records({ schema: 99 }).read(stream)).toEqual(folded);
          await own.remove(stream);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('the cache', () => {
  it('saves reading: only the last known commit and what came after is read', async () => {
    const { log, reads } = counting(store.log);
    const own = records({ log });
    for (let i = 0; i < 5; i++) await say(own, 's', `${i}`);
    reads.length = 0;
    await own.read('s');
    expect(reads).toEqual([{ after: 4, commits: 1 }]);
    await say(records(), 's', 'from elsewhere');
    expect((await own.read('s')).state.words).toHaveLength(6);
    expect(reads.slice(1)).toEqual([{ after: 4, commits: 2 }]);
  });

  it('forgets what was used least recently, and loses nothing by it', async () => {
    const { log, reads } = counting(store.log);
    const own = records({ log, cacheSize: 2 });
    for (const stream of ['a', 'b', 'c']) for (const word of ['x', 'y']) await say(own, stream, word);
    reads.length = 0;
    for (const stream of ['c', 'b', 'a']) expect((await own.read(stream)).state.words).toEqual(['x', 'y']);
    expect(reads.map(({ after }) => after)).toEqual([1, 1, 0]);
  });
});

describe('a snapshot', () => {
  const stream = 'assessment/rose';
  const fill = async (count: number) => {
    const own = records();
    for (let i = 0; i < count; i++) await say(own, stream, `word ${i}`);
    return own.read(stream);
  };
  const readFrom = async () => {
    const { log, reads } = counting(store.log);
    const folded = await records({ log }).read(stream);
    return { folded, reads };
  };

  it('is taken every 50 commits and saves reading the ones before', async () => {
    const folded = await fill(123);
    expect(await store.documents.get(`snapshot/${stream}`)).toMatchObject({
      value: { schema: 1, head: { revision: 100, hash: expect.any(String) } },
    });
    expect(await readFrom()).toEqual({ folded, reads: [{ after: 99, commits: 24 }] });
  });

  it.each<[string, (value: Record<string, unknown>) => unknown]>([
    ['of another schema', (value) => ({ ...value, schema: 0 })],
    ['whose hash is not in the log', (value) => ({ ...value, head: { revision: 50, hash: 'f'.repeat(64) } })],
    ['of a revision that is not there', (value) => ({ ...value, head: { revision: 500, hash: 'f'.repeat(64) } })],
    ['of a revision that makes no sense', (value) => ({ ...value, head: { revision: 'x', hash: 1 } })],
    ['without a head', ({ head: _, ...value }) => value],
    ['that is null', () => null],
    ['that is a word', () => 'word'],
  ])('%s is ignored', async (_, spoil) => {
    const folded = await fill(60);
    const stored = await store.documents.get<Record<string, unknown>>(`snapshot/${stream}`);
    await store.documents.put(
      `snapshot/${stream}`,
      spoil({ ...stored?.value, state: { words: ['wrong'], revision: 50 } }),
    );
    const found = await readFrom();
    expect(found.folded).toEqual(folded);
    expect(found.reads.at(-1)).toMatchObject({ after: 0 });
  });

  it('is not needed: without any, or with a store of documents that fails, all works', async () => {
    const folded = await fill(60);
    await store.documents.delete(`snapshot/${stream}`);
    expect((await readFrom()).folded).toEqual(folded);
    const failing = {
      get: () => Promise.reject(new Error('down')),
      put: () => Promise.reject(new Error('down')),
      delete: () => Promise.reject(new Error('down')),
      list: store.documents.list,
    };
    const own = records({ documents: failing });
    for (let i = 60; i < 101; i++) await say(own, stream, `word ${i}`);
    expect((await own.read(stream)).state.words).toHaveLength(101);
  });

  it('of a state that JSON cannot carry is never taken', async () => {
    const own = new Records<Map<string, number>, Said>({
      ...store,
      fold: (state, commit) => new Map([...state, [commit.inputId, commit.revision]]),
      initial: new Map(),
      schema: 1,
      cacheSize: 10,
    });
    for (let i = 0; i < 50; i++) await own.update(stream, () => ({ commit: says(`${i}`), result: undefined }));
    await store.documents.put('after', 1);
    expect(await store.documents.get(`snapshot/${stream}`)).toBeUndefined();
  });
});

function records(changes: Partial<RecordsOptions<State, Said>> & { store?: Store } = {}): Records<State, Said> {
  return new Records<State, Said>({
    log: (changes.store ?? store).log,
    documents: (changes.store ?? store).documents,
    fold: (state, commit) => ({
      words: [...state.words, ...commit.events.map(({ word }) => word)],
      revision: commit.revision,
    }),
    initial: { words: [], revision: 0 },
    schema: 1,
    cacheSize: 100,
    ...changes,
  });
}

function says(...words: string[]) {
  return {
    at: '2026-11-21T09:00:00.000Z',
    by: 'person-1',
    inputId: words.join(),
    events: words.map((word) => ({ word })),
  };
}

function say(own: Records<State, Said>, stream: string, word: string): Promise<void> {
  return own.update(stream, () => ({ commit: says(word), result: undefined }));
}

function overriding(log: EventLog, changes: Partial<EventLog>): EventLog {
  return {
    append: <E>(stream: string, expected: Head, commit: Parameters<EventLog['append']>[2]) =>
      log.append(stream, expected, commit) as Promise<Commit<E>>,
    read: (stream, after, limit) => log.read(stream, after, limit),
    head: (stream) => log.head(stream),
    streams: () => log.streams(),
    remove: (stream) => log.remove(stream),
    ...changes,
  };
}

function counting(log: EventLog) {
  const reads: { after: number; commits: number }[] = [];
  const read = async <E>(stream: string, after: number, limit?: number) => {
    const commits = await log.read<E>(stream, after, limit);
    reads.push({ after, commits: commits.length });
    return commits;
  };
  return { reads, log: overriding(log, { read }) };
}
