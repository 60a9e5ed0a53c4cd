import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { fileName, openSqliteStore } from '../../storage/sqlite/sqliteStore.ts';
import { verifyStore } from '../../storage/verify.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();

describe('a database of schema 1, from before documents had a lifetime', () => {
  const older = () => {
    const dataDir = newFolder();
    const db = new DatabaseSync(join(dataDir, fileName));
    db.exec(readFileSync(join(import.meta.dirname, 'schema1.sql'), 'utf8'));
    db.close();
    return dataDir;
  };

  it('is brought up to date with all that is in it', async () => {
    const store = openSqliteStore(older());
    expect(await verifyStore(store)).toEqual({ streams: 1, commits: 1, events: 1, problems: [] });
    expect(await store.documents.get('d')).toEqual({ value: { a: 1 }, etag: 'an-etag', lifetime: undefined });
    await store.documents.put('d', 2, 'an-etag', 60);
    expect(await store.documents.get('d')).toMatchObject({ value: 2, lifetime: 60 });
    await store.close();
  });

  it('is not touched by reading alone', () => {
    const dataDir = older();
    expect(() => openSqliteStore(dataDir, { readOnly: true })).toThrow('Start the program once');
  });
});

describe('documents whose time is over', () => {
  it('are taken out of the file by the first write after opening, and then at most once a minute', async () => {
    const dataDir = newFolder();
    let now = 0;
    const open = () => openSqliteStore(dataDir, { now: () => now });
    const ids = () => {
      const db = new DatabaseSync(join(dataDir, fileName), { readOnly: true });
      const rows = db.prepare('SELECT id FROM documents ORDER BY id').all();
      db.close();
      return rows.map(({ id }) => id).join(' ');
    };
    let store = open();
    await store.documents.put('short', 1, null, 1);
    await store.documents.put('long', 1, null, 3600);
    await store.documents.put('stays', 1);
    now += 59_000;
    await store.documents.put('x', 1);
    expect(ids()).toBe('long short stays x');
    now += 1_000;
    await store.documents.put('x', 1);
    expect(ids()).toBe('long stays x');
    await store.documents.put('brief', 1, null, 1);
    await store.close();
    now += 1_000;
    store = open();
    await store.documents.put('x', 1);
    expect(ids()).toBe('long stays x');
    await store.close();
  });
});
