import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commitHash, genesis } from '../../storage/hash.ts';
import { type Commit, EtagMismatch, type NewCommit, RevisionTaken, type Store } from '../../storage/ports.ts';
import { verifyStore } from '../../storage/verify.ts';

export interface OpenOptions {
  /** Milliseconds since 1970, for every handle on the store. */
  readonly now: () => number;
}

export interface Opened {
  readonly store: Store;
  /** Closes the store and opens it again, as a restart does. */
  reopen(): Promise<Store>;
  /** A second handle on the same store, as another process has. */
  another(): Promise<Store>;
  /** Closes every handle. */
  dispose(): Promise<void>;
}

/** What every backend must do. `open` gives an empty store. */
export function describeStore(name: string, open: (options: OpenOptions) => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened;
    let store: Store;
    let now: number;
    beforeEach(async () => {
      now = Date.parse('2026-11-21T09:00:00.000Z');
      opened = await open({ now: () => now });
      store = opened.store;
    });
    afterEach(() => opened.dispose());

    describe('the log', () => {
      it('gives back what was appended, chained and hashed', async () => {
        const first = await store.log.append('s', genesis, said('hello', 'there'));
        const second = await store.log.append('s', first, said('again'));
        expect(first).toEqual({
          ...said('hello', 'there'),
          stream: 's',
          revision: 1,
          previousHash: genesis.hash,
          hash: commitHash(first),
        });
        expect(second).toMatchObject({ revision: 2, previousHash: first.hash, hash: commitHash(second) });
        expect(await store.log.read('s', 0)).toEqual([first, second]);
        expect(await store.log.head('s')).toEqual({ revision: 2, hash: second.hash });
      });

      it('shares nothing with the caller', async () => {
        const events = [{ said: 'hello' }];
        const commit = await store.log.append('s', genesis, { ...said(), events });
        events[0] = { said: 'something else' };
        expect(commit.events).toEqual([{ said: 'hello' }]);
      });

      it('has nothing of a stream that is not there', async () => {
        expect(await store.log.read('s', 0)).toEqual([]);
        expect(await store.log.head('s')).toBeUndefined();
        expect(await listed(store)).toEqual([]);
        await store.log.remove('s');
      });

      it('reads a part', async () => {
        await appendMany(store, 's', 25);
        const revisions = async (after: number, limit?: number) =>
          (await store.log.read('s', after, limit)).map((commit) => commit.revision);
        expect(await revisions(0, 3)).toEqual([1, 2, 3]);
        expect(await revisions(9, 3)).toEqual([10, 11, 12]);
        expect(await revisions(23, 10)).toEqual([24, 25]);
        expect(await revisions(25)).toEqual([]);
        expect(await revisions(0)).toHaveLength(25);
      });

      it.each([
        ['a revision that is taken', { revision: 1, hash: genesis.hash }],
        ['a revision to come', { revision: 3, hash: genesis.hash }],
        ['a new stream where there is one', genesis],
        ['another hash', { revision: 2, hash: 'f'.repeat(64) }],
      ])('refuses to append after %s, and writes nothing', async (_, expected) => {
        await appendMany(store, 's', 2);
        const before = await store.log.read('s', 0);
        await expect(store.log.append('s', expected, said('late'))).rejects.toBeInstanceOf(RevisionTaken);
        await expect(store.log.append('s', expected, said('late'))).rejects.toMatchObject({
          code: 'store.revisionTaken',
        });
        expect(await store.log.read('s', 0)).toEqual(before);
      });

      it('lets one of many win a revision, and spoils no neighbour', async () => {
        const rivals = Array.from({ length: 20 }, (_, i) => store.log.append('contested', genesis, said(`rival ${i}`)));
        const others = Array.from({ length: 20 }, (_, i) => store.log.append(`calm/${i}`, genesis, said('fine')));
        const outcomes = await Promise.allSettled(rivals);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await Promise.all(others)).toHaveLength(20);
        expect(await store.log.read('contested', 0)).toHaveLength(1);
      });

      it('takes 200 appends to as many streams at once', async () => {
        const names = Array.from({ length: 200 }, (_, i) => `stream/${i}`);
        await Promise.all(names.map((name) => appendMany(store, name, 3)));
        expect(await verifyStore(store)).toEqual({ streams: 200, commits: 600, events: 600, problems: [] });
        expect((await listed(store)).sort()).toEqual(names.sort());
      });

      it('is the same for a second handle, which meets a taken revision', async () => {
        const other = await opened.another();
        const first = await store.log.append('s', genesis, said('one'));
        await expect(other.log.append('s', genesis, said('late'))).rejects.toBeInstanceOf(RevisionTaken);
        const second = await other.log.append('s', first, said('two'));
        expect(await store.log.read('s', 0)).toEqual([first, second]);
      });

      it('survives a restart', async () => {
        const head = await appendMany(store, 's', 5);
        const before = await store.log.read('s', 0);
        const again = await opened.reopen();
        expect(await again.log.read('s', 0)).toEqual(before);
        await again.log.append('s', head, said('more'));
        expect(await verifyStore(again)).toMatchObject({ commits: 6, problems: [] });
      });

      it('removes a stream, and no other, and lets it begin anew', async () => {
        await appendMany(store, 'a', 3);
        await appendMany(store, 'ab', 3);
        await store.log.remove('a');
        expect(await listed(store)).toEqual(['ab']);
        expect(await store.log.read('a', 0)).toEqual([]);
        expect(await store.log.append('a', genesis, said('anew'))).toMatchObject({ revision: 1 });
        expect(await store.log.read('ab', 0)).toHaveLength(3);
      });

      it.each(oddNames)('takes a name %s', async (_, name) => {
        await appendMany(store, name, 2);
        await appendMany(store, `${Array.from(name).slice(0, -1).join('')}?`, 1);
        expect(await store.log.read(name, 0)).toHaveLength(2);
        expect(await listed(store)).toContain(name);
        expect(await verifyStore(store)).toMatchObject({ streams: 2, commits: 3, problems: [] });
        await store.log.remove(name);
        expect(await listed(store)).not.toContain(name);
      });

      it('keeps names apart that look alike', async () => {
        const names = ['e\u0301', '\u00e9', 'E', 'e', 'e ', ' e', 'e/', 'e%2F', '%', '_', 'e%'];
        for (const name of names) await store.log.append(name, genesis, said(name));
        for (const name of names) expect(eventsOf(await store.log.read(name, 0))).toEqual([{ said: name }]);
        expect((await listed(store)).sort()).toEqual(names.sort());
      });

      it.each(badNames)('refuses %s', async (_, name) => {
        await expect(store.log.append(name, genesis, said('x'))).rejects.toMatchObject({ code: 'store.badName' });
      });

      it.each(values)('carries %s', async (_, value) => {
        await store.log.append('s', genesis, { ...said(), events: [value] });
        const again = await opened.reopen();
        expect(eventsOf(await again.log.read('s', 0))).toEqual([value]);
        expect(await verifyStore(again)).toMatchObject({ commits: 1, problems: [] });
      });

      it.each([
        ['undefined', { a: undefined }],
        ['a number JSON has no word for', { a: Number.NaN }],
        ['a Map', { a: new Map() }],
        ['a date', { a: new Date(0) }],
        ['a bigint', { a: 1n }],
        ['a function', { a: () => 1 }],
      ])('refuses %s in an event, and writes nothing', async (_, event) => {
        const refused = store.log.append('s', genesis, { ...said(), events: [event] });
        await expect(refused).rejects.toMatchObject({ code: 'store.notJson' });
        expect(await store.log.head('s')).toBeUndefined();
      });
    });

    describe('documents', () => {
      it('come back as they were put, with their etag', async () => {
        expect(await store.documents.get('d')).toBeUndefined();
        const etag = await store.documents.put('d', { a: [1, null, 'x'] });
        expect(await store.documents.get('d')).toEqual({ value: { a: [1, null, 'x'] }, etag });
        expect(await (await opened.reopen()).documents.get('d')).toEqual({ value: { a: [1, null, 'x'] }, etag });
      });

      it('are overwritten whatever is there when no etag is given', async () => {
        const first = await store.documents.put('d', 1);
        const second = await store.documents.put('d', 2);
        expect(second).not.toBe(first);
        expect(await store.documents.get('d')).toEqual({ value: 2, etag: second });
      });

      it('are written on condition', async () => {
        const first = await store.documents.put('d', 1, null);
        await expect(store.documents.put('d', 2, null)).rejects.toBeInstanceOf(EtagMismatch);
        const second = await store.documents.put('d', 2, first);
        await expect(store.documents.put('d', 3, first)).rejects.toMatchObject({ code: 'store.etagMismatch' });
        await expect(store.documents.put('new', 3, first)).rejects.toBeInstanceOf(EtagMismatch);
        expect(await store.documents.get('d')).toEqual({ value: 2, etag: second });
        expect(await store.documents.get('new')).toBeUndefined();
      });

      it('do not match an etag from before they were deleted', async () => {
        const old = await store.documents.put('d', 1);
        await store.documents.delete('d');
        await store.documents.delete('d');
        expect(await store.documents.get('d')).toBeUndefined();
        await store.documents.put('d', 1);
        await expect(store.documents.put('d', 2, old)).rejects.toBeInstanceOf(EtagMismatch);
      });

      it('let one of many rivals win, here and in another process', async () => {
        const other = await opened.another();
        const etag = await store.documents.put('d', 'start');
        const rivals = [store, other].flatMap((each) => [1, 2, 3].map((i) => each.documents.put('d', i, etag)));
        const outcomes = await Promise.allSettled(rivals);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      });

      it('apply writes in the order they were asked for', async () => {
        await Promise.all([1, 2, 3].map((value) => store.documents.put('d', value)));
        expect((await store.documents.get('d'))?.value).toBe(3);
        await Promise.all([store.documents.put('d', 4), store.documents.delete('d')]);
        expect(await store.documents.get('d')).toBeUndefined();
      });

      it.each(oddNames)('take an id %s', async (_, id) => {
        const etag = await store.documents.put(id, { id });
        expect(await store.documents.get(id)).toEqual({ value: { id }, etag });
        await store.documents.delete(id);
        expect(await store.documents.get(id)).toBeUndefined();
      });

      it.each([['an id too long', 'x'.repeat(2049)], ...badNames.slice(0, 3)])('refuse %s', async (_, id) => {
        await expect(store.documents.put(id, 1)).rejects.toMatchObject({ code: 'store.badName' });
      });

      it.each(values)('carry %s', async (_, value) => {
        await store.documents.put('d', value);
        expect((await (await opened.reopen()).documents.get('d'))?.value).toEqual(value);
      });

      it.each([
        ['undefined', undefined],
        ['a bigint', 1n],
      ])('refuse %s', async (_, value) => {
        await expect(store.documents.put('d', value)).rejects.toMatchObject({ code: 'store.notJson' });
      });

      it('are listed by what their ids begin with', async () => {
        const ids = ['a', 'a/1', 'a/2', 'a%', 'A/1', 'ab', 'b', ...oddNames.map(([, id]) => id)];
        for (const id of ids) await store.documents.put(id, 1);
        expect((await idsOf(store, '')).sort()).toEqual([...ids].sort());
        expect((await idsOf(store, 'a/')).sort()).toEqual(['a/1', 'a/2']);
        expect(await idsOf(store, 'a/1')).toEqual(['a/1']);
        expect(await idsOf(store, 'nothing/')).toEqual([]);
      });

      it('are listed beyond a page, each once', async () => {
        const ids = Array.from({ length: 230 }, (_, i) => `d/${i}`);
        await Promise.all(ids.map((id) => store.documents.put(id, 1)));
        expect((await idsOf(store, 'd/')).sort()).toEqual(ids.sort());
      });

      describe('with a lifetime', () => {
        const second = 1000;

        it('say how long they still live', async () => {
          const etag = await store.documents.put('d', 1, null, 60);
          expect(await store.documents.get('d')).toEqual({ value: 1, etag, lifetime: 60 });
          now += 20.5 * second;
          expect(await (await opened.reopen()).documents.get('d')).toEqual({ value: 1, etag, lifetime: 40 });
        });

        it('are as if deleted when it is over, here and for another process', async () => {
          const old = await store.documents.put('d', 1, null, 60);
          const other = await opened.another();
          now += 60 * second - 1;
          expect(await store.documents.get('d')).toMatchObject({ value: 1, lifetime: 1 });
          expect(await idsOf(store, '')).toEqual(['d']);
          now += 1;
          for (const each of [store, other]) {
            expect(await each.documents.get('d')).toBeUndefined();
            expect(await idsOf(each, '')).toEqual([]);
            await expect(each.documents.put('d', 2, old)).rejects.toBeInstanceOf(EtagMismatch);
          }
          const anew = await store.documents.put('d', 3, null);
          expect(anew).not.toBe(old);
          expect(await other.documents.get('d')).toEqual({ value: 3, etag: anew, lifetime: undefined });
          await store.documents.delete('d');
        });

        it('live as long as the last write says', async () => {
          const first = await store.documents.put('d', 1, null, 60);
          now += 59 * second;
          const secondEtag = await store.documents.put('d', 2, first, 60);
          now += 59 * second;
          expect(await store.documents.get('d')).toEqual({ value: 2, etag: secondEtag, lifetime: 1 });
          await store.documents.put('d', 3);
          now += 1000 * second;
          expect(await store.documents.get('d')).toMatchObject({ value: 3, lifetime: undefined });
          await store.documents.put('d', 4, undefined, 1);
          now += second;
          expect(await store.documents.get('d')).toBeUndefined();
        });

        it('take nobody else with them', async () => {
          await store.documents.put('stays', 1);
          await store.documents.put('longer', 1, null, 1000);
          await store.documents.put('d', 1, null, 60);
          now += 500 * second;
          await store.documents.put('new', 1);
          const again = await opened.reopen();
          expect((await idsOf(again, '')).sort()).toEqual(['longer', 'new', 'stays']);
        });
      });

      it('are no streams, and streams are no documents', async () => {
        await store.documents.put('d', 1);
        await appendMany(store, 's', 1);
        expect(await listed(store)).toEqual(['s']);
        expect(await store.documents.get('s')).toBeUndefined();
      });
    });

    describe('closing', () => {
      it('finishes what was asked for before', async () => {
        const append = store.log.append('s', genesis, said('last words'));
        const put = store.documents.put('d', 1);
        await store.close();
        await append;
        await put;
        const again = await opened.reopen();
        expect(await again.log.read('s', 0)).toHaveLength(1);
        expect((await again.documents.get('d'))?.value).toBe(1);
      });

      it('refuses what comes after, and may be done twice', async () => {
        await store.close();
        await store.close();
        const closed = { code: 'store.closed' };
        await expect(store.log.append('s', genesis, said('x'))).rejects.toMatchObject(closed);
        await expect(store.log.read('s', 0)).rejects.toMatchObject(closed);
        await expect(store.log.head('s')).rejects.toMatchObject(closed);
        await expect(store.documents.get('d')).rejects.toMatchObject(closed);
        await expect(store.documents.put('d', 1)).rejects.toMatchObject(closed);
      });
    });
  });
}

const oddNames: [string, string][] = [
  ['with slashes and spaces', 'assessment/2025-26/rose cottage'],
  ['of a slash', '/'],
  ['of dots', '..'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['with quotes', `it's "quoted" \\ back; DROP TABLE commits; --`],
  ['with emoji', '🏡👩‍⚕️'],
  ['in Arabic', 'رعاية'],
  ['with direction marks', '\u202eright to left\u202c'],
  ['with control characters', 'new\nline\ttab\u0001'],
  ['with the marks of a URL', 'a?b#c%d&e'],
  ['of 1,000 characters', 'x'.repeat(1000)],
  ['of 500 emoji', '🏡'.repeat(500)],
];

const badNames: [string, string][] = [
  ['an empty name', ''],
  ['a NUL character', 'a\0b'],
  ['half a surrogate pair', 'a\ud83d'],
  ['a name too long', 'x'.repeat(1025)],
];

const values: [string, unknown][] = [
  ['Unicode', { text: 'Rhosyn – “Ŵyn” 🏡 رعاية \u202e \u2028 \ufeff é e\u0301' }],
  ['control characters', { text: '\0\u0001\b\t\n\u001f\u007f' }],
  ['half a surrogate pair', { text: 'cut \ud83d' }],
  ['keys that mean something in JavaScript', JSON.parse('{"__proto__":{"a":1},"constructor":1,"":2,"10":3,"9":4}')],
  ['numbers', [0, -1, 0.1, 1e21, 5e-324, Number.MAX_SAFE_INTEGER]],
  ['empty things', { list: [], object: {}, text: '', no: null, off: false }],
  ['depth', Array.from({ length: 200 }).reduce((inner) => [inner], 'deep')],
  ['a megabyte', { text: 'é🏡x'.repeat(150_000) }],
];

function said(...words: string[]): NewCommit<{ said: string }> {
  return {
    at: '2026-11-21T09:00:00.000Z',
    by: 'person-1',
    inputId: `input-${words.join('-')}`,
    events: words.map((word) => ({ said: word })),
  };
}

async function appendMany(store: Store, stream: string, count: number): Promise<Commit> {
  let head: Commit | undefined;
  for (let i = 0; i < count; i++) head = await store.log.append(stream, head ?? genesis, said(`word ${i}`));
  return head as Commit;
}

async function listed(store: Store): Promise<string[]> {
  const names: string[] = [];
  for await (const name of store.log.streams()) names.push(name);
  return names;
}

async function idsOf({ documents }: Store, prefix: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of documents.list(prefix)) ids.push(id);
  return ids;
}

function eventsOf(commits: readonly Commit[]): unknown[] {
  return commits.flatMap((commit) => commit.events);
}
