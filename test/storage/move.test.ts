import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson, genesis, sha256 } from '../../storage/hash.ts';
import { openStore, openStoreForReading } from '../../storage/index.ts';
import { exportStore } from '../../storage/move/exportStore.ts';
import { importStore } from '../../storage/move/importStore.ts';
import type { Head, Store } from '../../storage/ports.ts';
import { fileName, openSqliteStore } from '../../storage/sqlite/sqliteStore.ts';
import { storeId } from '../../storage/storeId.ts';
import { verifyStore } from '../../storage/verify.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { type CosmosServer, newDatabase, startCosmosServer } from '../support/cosmosServer.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { all, factsOf, names, of, pieces } from './filesContract.ts';

const newFolder = temporaryFolders();
const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const megabyte = 1024 * 1024;

describe('a store', () => {
  let azurite: Azurite;
  let cosmos: CosmosServer;
  beforeAll(async () => {
    [azurite, cosmos] = await Promise.all([startAzurite(newFolder()), startCosmosServer()]);
  });
  afterAll(() => Promise.all([azurite.stop(), cosmos.close()]));

  it('is the same after it was moved to Azure and back', async () => {
    const azure = {
      cosmos: newDatabase(cosmos),
      blob: { connectionString: azurite.connectionString, container: 'moved' },
    };
    const folders = [newFolder(), newFolder()] as const;
    const embedded = await openStore({ dataDir: newFolder() });
    await fill(embedded);
    const counts = await exportStore(embedded, folders[0]);
    expect(counts).toEqual({ streams: 4, commits: 254, documents: 106, files: 5 });

    const onAzure = await openStore({ dataDir: 'nowhere', azure });
    expect(await importStore(folders[0], onAzure)).toEqual(counts);
    expect(await contentsOf(onAzure)).toEqual(await contentsOf(embedded));
    expect(await verifyStore(onAzure)).toEqual(await verifyStore(embedded));
    const reader = (await openStoreForReading({ dataDir: 'nowhere', azure })) as Store;
    expect(await exportStore(reader, folders[1])).toEqual(counts);
    await expect(reader.documents.put('d', 1)).rejects.toMatchObject({ code: 'store.writeFailed' });
    await expect(reader.files.put('f', of('x'))).rejects.toMatchObject({ code: 'store.writeFailed' });

    const back = await openStore({ dataDir: newFolder() });
    expect(await importStore(folders[1], back)).toEqual(counts);
    expect(await contentsOf(back)).toEqual(await contentsOf(embedded));
    expect(await verifyStore(back)).toEqual(await verifyStore(embedded));
    for (const store of [embedded, onAzure, reader, back]) await store.close();
  });

  it('on Azure is not made by reading', async () => {
    const blob = { connectionString: azurite.connectionString, container: 'not-made' };
    const azure = { cosmos: newDatabase(cosmos), blob };
    const reading = () => openStoreForReading({ dataDir: 'nowhere', azure });
    await expect(reading()).rejects.toMatchObject({ code: 'store.unreadable' });
    await (await openStore({ dataDir: 'nowhere', azure })).close();
    await (await reading())?.close();
  });

  it('that is empty can be moved', async () => {
    const folder = newFolder();
    const nothing = { streams: 0, commits: 0, documents: 0, files: 0 };
    expect(await exportStore(await openStore({ dataDir: newFolder() }), folder)).toEqual(nothing);
    expect(await importStore(folder, await openStore({ dataDir: newFolder() }))).toEqual(nothing);
  });

  it('gives its documents the time that they have left, wherever they lie meanwhile', async () => {
    let time = Date.UTC(2026, 10, 21);
    const now = () => time;
    const hours = (count: number) => count * 3600;
    const source = openSqliteStore(newFolder(), { now });
    await source.documents.put('stays', 1);
    await source.documents.put('short', 1, undefined, hours(2));
    await source.documents.put('long', 1, undefined, hours(48));
    const folder = newFolder();
    time += hours(1) * 1000;
    expect(await exportStore(source, folder, { now })).toMatchObject({ documents: 3 });
    time += hours(3) * 1000;
    const target = openSqliteStore(newFolder(), { now });
    await importStore(folder, target, { now });
    expect(await target.documents.get('stays')).toMatchObject({ lifetime: undefined });
    expect(await target.documents.get('short')).toBeUndefined();
    expect(await target.documents.get('long')).toMatchObject({ lifetime: hours(44) });
    time += hours(44) * 1000;
    expect(await all(target.documents.list(''))).toEqual(['stays']);
  });

  it('that is broken is not exported as if it were whole', async () => {
    const dataDir = newFolder();
    const store = await openStore({ dataDir });
    await fill(store);
    const db = new DatabaseSync(join(dataDir, fileName));
    db.exec(`UPDATE heads SET revision = 249 WHERE stream = 'assessment/rose'`);
    db.close();
    const folder = newFolder();
    await expect(exportStore(store, folder)).rejects.toMatchObject({
      code: 'store.damaged',
      message: expect.stringContaining('assessment/rose'),
    });
    await expect(importStore(folder, await openStore({ dataDir: newFolder() }))).rejects.toMatchObject({
      code: 'store.cannotMove',
      message: expect.stringContaining('finished'),
    });
  });
});

describe('the folder of an export', () => {
  it('is for our user alone, and holds lines that anybody can check', async () => {
    const folder = join(newFolder(), 'made', 'here');
    await exportStore(await filled(), folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const file of ['records.ndjson', 'documents.ndjson', 'files.ndjson', 'manifest.json'])
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const records = readFileSync(join(folder, 'records.ndjson'), 'utf8');
    expect(manifest.sha256.records).toBe(sha256(records));
    for (const line of records
      .trimEnd()
      .split('\n')
      .map((each) => JSON.parse(each))) {
      if ('head' in line) continue;
      const { hash, ...rest } = line;
      expect(sha256(canonicalJson(rest))).toBe(hash);
    }
  });

  it('follows no link that lies in its folder', async () => {
    const [folder, elsewhere] = [newFolder(), join(newFolder(), 'precious')];
    writeFileSync(elsewhere, 'precious');
    symlinkSync(elsewhere, join(folder, 'records.ndjson'));
    await expect(exportStore(await filled(), folder)).rejects.toThrow();
    expect(readFileSync(elsewhere, 'utf8')).toBe('precious');
  });

  it('is not mixed with other things, and not written over', async () => {
    const store = await filled();
    const foreign = newFolder();
    writeFileSync(join(foreign, 'letter.txt'), 'x');
    await expect(exportStore(store, foreign)).rejects.toMatchObject({
      code: 'store.cannotMove',
      message: expect.stringContaining('letter.txt'),
    });
    const folder = newFolder();
    await exportStore(store, folder);
    const before = readFileSync(join(folder, 'manifest.json'));
    await expect(exportStore(store, folder)).rejects.toMatchObject({ code: 'store.cannotMove' });
    expect(readFileSync(join(folder, 'manifest.json'))).toEqual(before);
  });

  const list = (name: string, change: (text: string) => string) => (folder: string) => {
    const file = join(folder, name);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };
  /** Changes a list and gives the manifest its new hash, as somebody would who knows the format. */
  const forged =
    (name: string, key: string, change: (text: string) => string) =>
    (folder: string): void => {
      list(name, change)(folder);
      list('manifest.json', (text) => {
        const manifest = JSON.parse(text);
        manifest.sha256[key] = sha256(readFileSync(join(folder, name), 'utf8'));
        return JSON.stringify(manifest);
      })(folder);
    };

  it.each<[string, (folder: string) => void, string]>([
    ['a word of an answer', list('records.ndjson', (text) => text.replace('word 7', 'word 8')), 'records.ndjson'],
    ['a document', list('documents.ndjson', (text) => text.replace('left', 'right')), 'documents.ndjson'],
    ['the list of files', list('files.ndjson', (text) => text.replace('org/', 'orc/')), 'files.ndjson'],
    ['a list that is missing', (folder) => rmSync(join(folder, 'documents.ndjson')), 'documents.ndjson'],
    ['a list that lost its end', list('records.ndjson', (text) => text.slice(0, -1)), 'records.ndjson'],
    ['no manifest', (folder) => rmSync(join(folder, 'manifest.json')), 'manifest.json'],
    ['another format', list('manifest.json', (text) => text.replace('store/1', 'store/2')), 'manifest.json'],
    ['a manifest that is none', list('manifest.json', () => '{'), 'manifest.json'],
  ])('that was tampered with is refused, and nothing comes of it: %s', async (_, tamper, named) => {
    const folder = newFolder();
    await exportStore(await filled(), folder);
    tamper(folder);
    const target = await openStore({ dataDir: newFolder() });
    await expect(importStore(folder, target)).rejects.toMatchObject({
      code: 'store.cannotMove',
      message: expect.stringContaining(named),
    });
    expect(await contentsOf(target)).toEqual({ streams: [], documents: [], files: [] });
  });

  it.each<[string, (folder: string) => void, string]>([
    ['an answer', forged('records.ndjson', 'records', (text) => text.replace('word 7"', 'word 8"')), 'store.damaged'],
    [
      'a commit left out',
      forged('records.ndjson', 'records', (text) => text.replace(/^.*word 7".*\n/m, '')),
      'store.damaged',
    ],
    [
      'the last commit left out',
      forged('records.ndjson', 'records', (text) => text.replace(/^.*word 249".*\n/m, '')),
      'store.damaged',
    ],
    [
      'a commit in another stream',
      forged('records.ndjson', 'records', (text) => text.replace('"stream":"assessment/rose"', '"stream":"a"')),
      'store.damaged',
    ],
    [
      'a line that is none',
      forged('documents.ndjson', 'documents', (text) => text.replace('{', '')),
      'store.cannotMove',
    ],
    ['a null', forged('documents.ndjson', 'documents', (text) => `null\n${text}`), 'store.cannotMove'],
    [
      'an id that is none',
      forged('documents.ndjson', 'documents', (text) => `{"id":7,"value":1}\n${text}`),
      'store.cannotMove',
    ],
    [
      'a time that is none',
      forged('documents.ndjson', 'documents', (text) => `{"id":"x","value":1,"expires":"never"}\n${text}`),
      'store.cannotMove',
    ],
    [
      'a head that is none',
      forged('records.ndjson', 'records', (text) => `{"stream":"x","head":null}\n${text}`),
      'store.cannotMove',
    ],
    [
      'a size that is none',
      forged('files.ndjson', 'fileList', (text) => `{"name":"x","size":-1,"sha256":""}\n${text}`),
      'store.cannotMove',
    ],
    ['a file', (folder) => writeFileSync(join(folder, 'files', 'org+', 'a.pdf'), 'other'), 'store.damaged'],
    ['a file cut short', (folder) => writeFileSync(join(folder, 'files', 'org+', 'a.pdf'), ''), 'store.damaged'],
    ['a file that is missing', (folder) => rmSync(join(folder, 'files', 'org+', 'a.pdf')), 'store.cannotMove'],
  ])('that was tampered with by somebody who knows it is refused there: %s', async (_, tamper, code) => {
    const folder = newFolder();
    await exportStore(await filled(), folder);
    tamper(folder);
    const target = await openStore({ dataDir: newFolder() });
    await expect(importStore(folder, target)).rejects.toMatchObject({ code });
    expect(await target.files.look('org/a.pdf')).toBeUndefined();
    expect((await verifyStore(target)).problems).toEqual([]);
  });
});

describe('a store that holds something already', () => {
  it.each<[string, (store: Store) => Promise<unknown>, string]>([
    ['another stream', (store) => append(store, 'assessment/rose', ['other']), 'assessment/rose'],
    ['a stream that went on', (store) => continued(store, 'person/1', 5), 'person/1'],
    ['another document', (store) => store.documents.put('left', { at: 'somebody else' }), 'left'],
    ['another file', (store) => store.files.put('org/a.pdf', of('other')), 'org/a.pdf'],
    ['another file of that size', (store) => store.files.put('org/a.pdf', of('PDF A')), 'org/a.pdf'],
  ])('takes no import over it, and names it: %s', async (_, prepare, named) => {
    const folder = newFolder();
    await exportStore(await filled(), folder);
    const target = await openStore({ dataDir: newFolder() });
    await prepare(target);
    const before = await contentsOf(target);
    await expect(importStore(folder, target)).rejects.toMatchObject({
      code: 'store.cannotMove',
      message: expect.stringContaining(JSON.stringify(named)),
    });
    const after = await contentsOf(target);
    expect(after.streams).toEqual(expect.arrayContaining(before.streams));
    expect(after.documents).toEqual(expect.arrayContaining(before.documents));
    expect(after.files).toEqual(expect.arrayContaining(before.files));
  });

  it('passes over what is the same, and takes the rest', async () => {
    const folder = newFolder();
    const source = await filled();
    await exportStore(source, folder);
    const target = await openStore({ dataDir: newFolder() });
    await continued(target, 'person/1', 2);
    await target.documents.put('left', { at: 'the start' });
    await target.files.put('org/a.pdf', of('a PDF'));
    await importStore(folder, target);
    await importStore(folder, target);
    expect(await contentsOf(target)).toEqual(await contentsOf(source));
  });
});

describe('a move that is killed, each time a little later', () => {
  it('while it exports is run again, and loses nothing', async () => {
    const dataDir = newFolder();
    const source = await openStore({ dataDir });
    await fill(source);
    const folder = newFolder();
    let kills = 0;
    for (let uses = 1; (await move('export', folder, dataDir, uses)) === 'SIGKILL'; uses = Math.ceil(uses * 1.6)) {
      expect(readdirSync(folder)).not.toContain('manifest.json');
      kills += 1;
    }
    expect(kills).toBeGreaterThan(5);
    const target = await openStore({ dataDir: newFolder() });
    await importStore(folder, target);
    expect(await contentsOf(target)).toEqual(await contentsOf(source));
  });

  it('while it imports is run again, and writes nothing twice', async () => {
    const source = await filled();
    const folder = newFolder();
    await exportStore(source, folder);
    const dataDir = newFolder();
    let kills = 0;
    for (let uses = 1; (await move('import', folder, dataDir, uses)) === 'SIGKILL'; uses = Math.ceil(uses * 1.6)) {
      const target = await openStore({ dataDir });
      expect((await verifyStore(target)).problems).toEqual([]);
      await target.close();
      kills += 1;
    }
    expect(kills).toBeGreaterThan(5);
    const target = await openStore({ dataDir });
    expect(await contentsOf(target)).toEqual(await contentsOf(source));
    expect(await verifyStore(target)).toEqual(await verifyStore(source));
  });
});

describe('npm run export-store and import-store', () => {
  it('carry a store from one folder of data to another', async () => {
    const [from, to, folder] = [newFolder(), newFolder(), join(newFolder(), 'export')];
    const source = await openStore({ dataDir: from });
    await fill(source);
    expect(run('exportStore', from, folder)).toEqual({
      code: 0,
      out: `Exported 4 streams, 254 commits, 106 documents and 5 files to ${folder}. Keep it as safe as the store itself.\n`,
      errors: '',
    });
    expect(run('importStore', to, folder)).toEqual({
      code: 0,
      out: `Imported 4 streams, 254 commits, 106 documents and 5 files from ${folder}. Check with "npm run verify".\n`,
      errors: '',
    });
    expect(await contentsOf(await openStore({ dataDir: to }))).toEqual(await contentsOf(source));
    expect(run('exportStore', from, folder)).toMatchObject({
      code: 1,
      out: '',
      errors: expect.stringMatching(/^.+\n$/),
    });
  });

  it.each([
    ['exportStore', [], /npm run export-store <folder>/],
    ['importStore', [], /npm run import-store <folder>/],
    ['exportStore', ['somewhere'], /no store yet/],
    ['importStore', ['nowhere'], /no finished export in nowhere/],
  ])('say in one line what they need: %s %j', (program, args, words) => {
    const dataDir = newFolder();
    const { code, out, errors } = run(program, dataDir, ...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toMatch(words);
    expect(errors.trimEnd()).not.toContain('\n');
  });
});

function run(program: string, dataDir: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', pathOf(`../../bot/${program}.ts`), ...args],
    { env: { PATH: process.env.PATH, DATA_DIR: dataDir }, encoding: 'utf8' },
  );
  return { code: status, out: stdout, errors: stderr };
}

/** Resolves with the signal that ended it, null when it ended by itself. */
async function move(way: 'export' | 'import', folder: string, dataDir: string, uses: number): Promise<unknown> {
  const args = [pathOf('../support/mover.ts'), way, folder, dataDir, String(uses)];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { stdio: 'inherit' });
  const [, signal] = await once(child, 'exit');
  return signal;
}

async function filled(): Promise<Store> {
  const store = await openStore({ dataDir: newFolder() });
  await fill(store);
  return store;
}

/** More than a page of everything, and whatever could be hard to carry. */
async function fill(store: Store): Promise<void> {
  await append(store, 'assessment/rose', words(250));
  await append(store, 'person/1', words(2));
  await append(store, 'odd\n"name" 🏡', ['line\u2028breaks\u2029 \r\n \ud83d é e\u0301']);
  await append(store, 'large', ['x🏡'.repeat(200_000)]);
  await Promise.all(Array.from({ length: 103 }, (_, i) => store.documents.put(`many/${i}`, { i })));
  await store.documents.put('left', { at: 'the start' });
  await store.documents.put('odd "id"\n\u2028', [null, '\u2028', { '': 0.1 }, JSON.parse('{"__proto__":1}')]);
  await store.documents.put('goes', 'away', undefined, 86_400);
  await store.files.put('empty', of());
  await store.files.put('org/a.pdf', of('a PDF'));
  await store.files.put('org', of('a file called as the folder of others'));
  await store.files.put('org/large', pieces(9 * megabyte + 1, megabyte));
  await store.files.put('z/y/x/w', of('deep'));
}

const words = (count: number) => Array.from({ length: count }, (_, i) => `word ${i}`);

async function append(store: Store, stream: string, said: readonly string[]): Promise<void> {
  let head: Head = genesis;
  for (const [i, word] of said.entries()) {
    const commit = { at: '2026-11-21T09:00:00.000Z', by: 'person-1', inputId: `input-${i}`, events: [{ said: word }] };
    head = await store.log.append(stream, head, commit);
  }
}

const continued = (store: Store, stream: string, count: number) => append(store, stream, words(count));

/** Everything that a store holds, but what is its own: its id, etags, stamps and times of writing. */
async function contentsOf({ log, documents, files }: Store) {
  const streams = (await all(log.streams())).sort();
  const ids = (await all(documents.list(''))).filter((id) => id !== storeId).sort();
  return {
    streams: await Promise.all(
      streams.map(async (stream) => ({ stream, head: await log.head(stream), commits: await log.read(stream, 0) })),
    ),
    documents: await Promise.all(
      ids.map(async (id) => {
        const stored = await documents.get(id);
        return { id, value: stored?.value, goes: stored?.lifetime !== undefined };
      }),
    ),
    files: await Promise.all(
      (await names(files.list('')))
        .filter((name) => name !== storeId)
        .map(async (name) => ({ name, ...(await factsOf((await files.open(name)) ?? of())) })),
    ),
  };
}
