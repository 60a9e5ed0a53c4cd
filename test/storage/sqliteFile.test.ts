import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { genesis } from '../../storage/hash.ts';
import { openStore, openStoreForReading } from '../../storage/index.ts';
import { EtagMismatch } from '../../storage/ports.ts';
import { openDatabase } from '../../storage/sqlite/database.ts';
import { GroupCommit } from '../../storage/sqlite/groupCommit.ts';
import { fileName, openSqliteStore } from '../../storage/sqlite/sqliteStore.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const commit = { at: '2026-11-21T09:00:00.000Z', by: 'person-1', inputId: 'input-1', events: [{ a: 1 }] };

describe('the file', () => {
  it('is for its owner alone, with its folder and the files beside it', async () => {
    const dataDir = join(newFolder(), 'new', 'deeper');
    const store = await openStore({ dataDir });
    await store.log.append('s', genesis, commit);
    const mode = (...path: string[]) => statSync(join(...path)).mode & 0o777;
    expect(mode(dataDir)).toBe(0o700);
    for (const suffix of ['', '-wal', '-shm']) expect(mode(dataDir, fileName + suffix)).toBe(0o600);
    await store.close();
  });

  it('is written through to the disk before a commit is acknowledged', () => {
    const db = openDatabase(join(newFolder(), fileName), { busyTimeout: 1 });
    const setting = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    const FULL = 2;
    expect([setting('journal_mode'), setting('synchronous'), setting('fullfsync')]).toEqual(['wal', FULL, 1]);
    db.close();
  });

  it('of a newer program is refused and left alone', async () => {
    const dataDir = newFolder();
    await (await openStore({ dataDir })).close();
    const db = new DatabaseSync(join(dataDir, fileName));
    db.exec('PRAGMA user_version = 99');
    for (const open of [openStore, openStoreForReading]) {
      await expect(open({ dataDir })).rejects.toMatchObject({
        code: 'store.newerSchema',
        message: expect.stringMatching(/has schema 99, .* up to 2\. Nothing was changed\. Start the newer version/),
      });
    }
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 });
    db.close();
  });

  it.each([
    ['is no database', (file: string) => writeFileSync(file, 'not a database '.repeat(500))],
    ['has a broken header', (file: string) => writeFileSync(file, Buffer.alloc(8192, 7))],
    ['is a folder', (file: string) => mkdirSync(file)],
  ])('that %s gives one error with what to do', async (_, spoil) => {
    const dataDir = newFolder();
    const file = join(dataDir, fileName);
    spoil(file);
    for (const open of [openStore, openStoreForReading]) {
      await expect(open({ dataDir })).rejects.toMatchObject({
        code: 'store.unreadable',
        message: expect.stringMatching(/cannot be read: .*DATA_DIR.*newest backup/),
      });
    }
  });

  it('whose pages are broken says so when it is read', async () => {
    const dataDir = newFolder();
    const file = join(dataDir, fileName);
    const store = await openStore({ dataDir });
    await store.log.append('s', genesis, { ...commit, events: ['x'.repeat(50_000)] });
    await store.close();
    // The first page holds the schema; everything after it is spoilt.
    const db = new DatabaseSync(file);
    const pages = (db.prepare('PRAGMA page_count').get()?.page_count as number) - 1;
    db.close();
    writeFileSync(file, Buffer.alloc(pages * 4096, 7), { flag: 'r+' });
    await expect(openStore({ dataDir })).rejects.toMatchObject({ code: 'store.unreadable' });
  });

  it('in a folder that cannot be made gives the same error', async () => {
    const dataDir = join(newFolder(), 'file');
    writeFileSync(dataDir, '');
    await expect(openStore({ dataDir })).rejects.toMatchObject({ code: 'store.unreadable' });
  });

  it('is not made by reading', async () => {
    const dataDir = newFolder();
    expect(await openStoreForReading({ dataDir })).toBeUndefined();
    writeFileSync(join(dataDir, fileName), '');
    expect(await openStoreForReading({ dataDir })).toBeUndefined();
  });

  it('opened for reading shows what a running server writes, and takes nothing', async () => {
    const dataDir = newFolder();
    const store = await openStore({ dataDir });
    const reader = await openStoreForReading({ dataDir });
    await store.log.append('s', genesis, commit);
    expect(await reader?.log.read('s', 0)).toHaveLength(1);
    await expect(reader?.log.append('t', genesis, commit)).rejects.toMatchObject({ code: 'store.writeFailed' });
    await reader?.close();
    await store.close();
  });
});

describe('writing in groups', () => {
  it('rejects while another process holds the lock, writes nothing, and works again afterwards', async () => {
    const dataDir = newFolder();
    const store = openSqliteStore(dataDir, { busyTimeout: 1 });
    const other = new DatabaseSync(join(dataDir, fileName));
    other.exec('BEGIN IMMEDIATE');
    const writes = [store.log.append('s', genesis, commit), store.documents.put('d', 1)];
    for (const write of writes) await expect(write).rejects.toMatchObject({ code: 'store.busy' });
    expect(await store.log.head('s')).toBeUndefined();
    other.exec('COMMIT');
    other.close();
    expect(await store.log.append('s', genesis, commit)).toMatchObject({ revision: 1 });
    await store.close();
  });

  it('is refused a commit where the head was tampered with, and spoils no neighbour', async () => {
    const dataDir = newFolder();
    const store = await openStore({ dataDir });
    await store.log.append('s', genesis, commit);
    const other = new DatabaseSync(join(dataDir, fileName));
    other.exec('DELETE FROM heads');
    const [damaged, fine] = await Promise.allSettled([
      store.log.append('s', genesis, commit),
      store.log.append('t', genesis, commit),
    ]);
    expect(damaged).toMatchObject({ reason: { code: 'store.damaged' } });
    expect(fine).toMatchObject({ status: 'fulfilled' });
    other.close();
    await store.close();
  });

  describe('on a table of our own', () => {
    const open = () => {
      const db = new DatabaseSync(join(newFolder(), 'test.sqlite'));
      db.exec('CREATE TABLE notes (text TEXT NOT NULL)');
      const insert = db.prepare('INSERT INTO notes VALUES (?)');
      const count = () => db.prepare('SELECT count(*) AS n FROM notes').get()?.n;
      return { db, count, writer: new GroupCommit(db, 'test.sqlite'), add: (text: string) => () => insert.run(text) };
    };

    it('lets the refused fail alone', async () => {
      const { writer, add, count } = open();
      const outcomes = await Promise.allSettled([
        writer.run(add('one')),
        writer.run(() => {
          throw new EtagMismatch('no');
        }),
        writer.run(add('two')),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(count()).toBe(2);
    });

    it('applies nothing of a group when the disk is full', async () => {
      const { db, writer, add, count } = open();
      db.exec('PRAGMA max_page_count = 10');
      const group = [writer.run(add('small')), writer.run(add('x'.repeat(1_000_000))), writer.run(add('small'))];
      for (const write of group) {
        await expect(write).rejects.toMatchObject({
          code: 'store.full',
          message: expect.stringContaining('Make room'),
        });
      }
      expect(count()).toBe(0);
      await writer.run(add('small'));
      expect(count()).toBe(1);
    });

    it('applies nothing of a group when something breaks', async () => {
      const { writer, add, count } = open();
      const broken = writer.run(() => {
        throw new Error('bug');
      });
      const group = [writer.run(add('one')), broken, writer.run(add('two'))];
      for (const write of group) await expect(write).rejects.toMatchObject({ code: 'store.writeFailed' });
      expect(count()).toBe(0);
    });

    it('puts what one turn of the event loop asks for into one transaction', async () => {
      const { db, writer, add, count } = open();
      const seen: unknown[] = [];
      const group = [1, 2, 3].map((i) =>
        writer.run(() => {
          add(`${i}`)();
          seen.push(db.isTransaction, count());
        }),
      );
      await group[0];
      expect(seen).toEqual([true, 1, true, 2, true, 3]);
    });
  });
});
