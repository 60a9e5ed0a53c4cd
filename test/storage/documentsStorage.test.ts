import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoreItems } from 'botbuilder';
import { DocumentsStorage } from '../../storage/documentsStorage.ts';
import { openSqliteFixture } from '../support/sqliteFixture.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import type { Opened } from './contract.ts';

const newFolder = temporaryFolders();

describe('DocumentsStorage', () => {
  let opened: Opened;
  let storage: DocumentsStorage;
  beforeAll(async () => {
    opened = await openSqliteFixture(newFolder());
    storage = new DocumentsStorage(opened.store.documents);
  });
  afterAll(() => opened.dispose());

  it('reads what was written, and leaves out what is not there', async () => {
    await storage.write({ a: { cursor: ['x'] }, b: { n: 1 } });
    expect(await storage.read(['a', 'b', 'c'])).toEqual({
      a: { cursor: ['x'], eTag: expect.any(String) },
      b: { n: 1, eTag: expect.any(String) },
    });
    expect(await storage.read([])).toEqual({});
  });

  it.each([['*'], [undefined], [null]])('overwrites whatever is there when the eTag is %j', async (eTag) => {
    await storage.write({ free: { n: 1 } });
    await storage.write({ free: { n: 2, eTag } });
    expect(await storage.read(['free'])).toEqual({ free: { n: 2, eTag: expect.any(String) } });
  });

  it('writes on condition of any other eTag', async () => {
    await storage.write({ mine: { n: 1 } });
    const { mine } = await storage.read(['mine']);
    await storage.write({ mine: { ...mine, n: 2 } });
    await expect(storage.write({ mine: { ...mine, n: 3 } })).rejects.toMatchObject({ code: 'store.etagMismatch' });
    await expect(storage.write({ never: { n: 1, eTag: 'x' } })).rejects.toMatchObject({ code: 'store.etagMismatch' });
    expect(await storage.read(['mine', 'never'])).toMatchObject({ mine: { n: 2 } });
  });

  it('writes the others when one is refused', async () => {
    const refused = storage.write({ first: { n: 1 }, stale: { n: 1, eTag: 'stale' }, last: { n: 1 } });
    await expect(refused).rejects.toMatchObject({ code: 'store.etagMismatch' });
    expect(Object.keys(await storage.read(['first', 'stale', 'last']))).toEqual(['first', 'last']);
  });

  it('deletes, also what is not there', async () => {
    await storage.write({ gone: { n: 1 } });
    await storage.delete(['gone', 'never there']);
    expect(await storage.read(['gone'])).toEqual({});
  });

  it.each([
    ['msteams/conversations/19:abc@thread.v2;messageid=1'],
    ['__proto__'],
    [''],
    ['%2F/%'],
    ['emoji 🏡'],
    ['half a pair \ud83d'],
    ['NUL \0'],
    ['x'.repeat(5000)],
  ])('takes the key %#', async (key) => {
    await storage.write(Object.fromEntries([[key, { key }]]) as StoreItems);
    const items = await storage.read([key]);
    expect(Object.keys(items)).toEqual([key]);
    expect(Object.entries(items)[0]?.[1]).toEqual({ key, eTag: expect.any(String) });
    await storage.delete([key]);
    expect(await storage.read([key])).toEqual({});
  });

  it('keeps keys apart that look alike, and away from other documents', async () => {
    const keys = ['a/b', 'a%2Fb', 'A/b', 'hash/x', '../snapshot/s', 'x\ud83d', 'x\ud83c'];
    for (const key of keys) await storage.write({ [key]: { key } });
    for (const key of keys) expect((await storage.read([key]))[key]).toMatchObject({ key });
    await opened.store.documents.put('a/b', 'not state');
    expect((await storage.read(['a/b']))['a/b']).toMatchObject({ key: 'a/b' });
    expect(await opened.store.documents.get('snapshot/s')).toBeUndefined();
  });
});
