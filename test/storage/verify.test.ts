import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { type Assessment, assessmentSchema, emptyAssessment, fold } from '../../core/assessment.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import { genesis, sha256 } from '../../storage/hash.ts';
import { openStore, openStoreForReading } from '../../storage/index.ts';
import type { Head, Store } from '../../storage/ports.ts';
import { Records } from '../../storage/records.ts';
import { fileName } from '../../storage/sqlite/sqliteStore.ts';
import { verifyStore } from '../../storage/verify.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const program = fileURLToPath(new URL('../../bot/verify.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const secret = 'our alarm code';

describe('npm run verify', () => {
  it('says that there is no store yet, and makes none', () => {
    const dataDir = join(newFolder(), 'none');
    expect(runVerify(dataDir)).toEqual({
      code: 0,
      lines: [`No store yet in ${dataDir}: 0 streams, 0 commits, 0 events.`],
      errors: '',
    });
  });

  it('counts an untouched store, while the server runs', async () => {
    const dataDir = newFolder();
    const store = await openStore({ dataDir });
    await fill(store);
    expect(runVerify(dataDir)).toEqual({
      code: 0,
      lines: ['3 streams, 257 commits, 264 events, 0 organisations, 0 files: the store is whole.'],
      errors: '',
    });
    await store.close();
    expect(runVerify(dataDir).code).toBe(0);
  });

  it('gives one error for a file that is no database', () => {
    const dataDir = newFolder();
    const db = new DatabaseSync(join(dataDir, fileName));
    db.exec('CREATE TABLE other (a); PRAGMA user_version = 12');
    db.close();
    const { code, lines, errors } = runVerify(dataDir);
    expect({ code, lines }).toEqual({ code: 1, lines: [] });
    expect(errors).toMatch(/^\S+record\.sqlite has schema 12, .*\n$/);
  });

  const s = `stream = 'assessment/rose'`;
  const one = (revision: number) => `${s} AND revision = ${revision}`;
  it.each<[string, (db: DatabaseSync) => void, number, string]>([
    [
      'an answer',
      (db) => db.exec(`UPDATE commits SET body = replace(body, '${secret}', 'x') WHERE ${one(3)}`),
      3,
      'altered',
    ],
    [
      'the time',
      (db) => db.exec(`UPDATE commits SET body = json_set(body, '$.at', '2020-01-01') WHERE ${one(3)}`),
      3,
      'altered',
    ],
    [
      'the person',
      (db) => db.exec(`UPDATE commits SET body = json_set(body, '$.by', 'x') WHERE ${one(7)}`),
      7,
      'altered',
    ],
    [
      'a field more',
      (db) => db.exec(`UPDATE commits SET body = json_set(body, '$.more', 1) WHERE ${one(3)}`),
      3,
      'altered',
    ],
    [
      'a key that stands there twice',
      (db) => db.exec(`UPDATE commits SET body = replace(body, '{"at":', '{"at":"2020-01-01","at":') WHERE ${one(3)}`),
      3,
      'altered',
    ],
    [
      'white space in the text',
      (db) => db.exec(`UPDATE commits SET body = replace(body, '{"at":', '{ "at":') WHERE ${one(250)}`),
      250,
      'altered',
    ],
    ['broken JSON', (db) => db.exec(`UPDATE commits SET body = substr(body, 1, 50) WHERE ${one(120)}`), 120, 'altered'],
    ['JSON of something else', (db) => db.exec(`UPDATE commits SET body = 'null' WHERE ${one(3)}`), 3, 'altered'],
    ['the hash', (db) => db.exec(`UPDATE commits SET hash = '${'0'.repeat(64)}' WHERE ${one(3)}`), 3, 'altered'],
    ['two commits', (db) => db.exec(`UPDATE commits SET body = 'null' WHERE ${one(5)} OR ${one(9)}`), 5, 'altered'],
    [
      'a whole commit before a broken one',
      (db) => {
        db.exec(`UPDATE commits SET body = json_set(body, '$.at', '2020-01-01') WHERE ${one(6)}`);
        db.exec(`UPDATE commits SET body = 'null' WHERE ${one(9)}`);
      },
      6,
      'altered',
    ],
    ['a commit with a fresh hash', (db) => rewrite(db, 'assessment/rose', 4), 4, 'altered'],
    ['the first commit with a fresh hash', (db) => rewrite(db, 'assessment/rose', 1), 1, 'altered'],
    [
      'the last commit with a fresh hash',
      (db) => rewrite(db, 'assessment/rose', 250),
      250,
      'not the one that the head',
    ],
    ['a link of the chain', (db) => rewrite(db, 'assessment/rose', 4, { previousHash: 'f'.repeat(64) }), 4, 'altered'],
    [
      'the link of the last',
      (db) => rewrite(db, 'assessment/rose', 250, { previousHash: 'f'.repeat(64) }),
      250,
      'altered',
    ],
    ['the first, deleted', (db) => db.exec(`DELETE FROM commits WHERE ${one(1)}`), 1, 'missing'],
    ['one in the middle, deleted', (db) => db.exec(`DELETE FROM commits WHERE ${one(101)}`), 101, 'missing'],
    ['the last, deleted', (db) => db.exec(`DELETE FROM commits WHERE ${one(250)}`), 250, 'missing'],
    ['the end, deleted', (db) => db.exec(`DELETE FROM commits WHERE ${s} AND revision > 99`), 100, 'missing'],
    ['all commits, deleted', (db) => db.exec(`DELETE FROM commits WHERE ${s}`), 1, 'missing'],
    [
      'one deleted and the rest moved up',
      (db) => {
        db.exec(`DELETE FROM commits WHERE ${one(4)}`);
        for (let i = 5; i <= 250; i++) db.exec(`UPDATE commits SET revision = ${i - 1} WHERE ${one(i)}`);
      },
      4,
      'missing',
    ],
    [
      'two commits swapped',
      (db) => {
        db.exec(`UPDATE commits SET revision = -1 WHERE ${one(8)}`);
        db.exec(`UPDATE commits SET revision = 8 WHERE ${one(9)}`);
        db.exec(`UPDATE commits SET revision = 9 WHERE ${one(-1)}`);
      },
      8,
      'missing',
    ],
    [
      'a commit put into another stream',
      (db) => {
        db.exec(`DELETE FROM commits WHERE ${one(2)}`);
        db.exec(`UPDATE commits SET stream = 'assessment/rose' WHERE stream = 'assessment/oak' AND revision = 2`);
      },
      2,
      'altered',
    ],
    ['the head, deleted', (db) => db.exec(`DELETE FROM heads WHERE ${s}`), 1, 'no head'],
    ['the head, set back', (db) => db.exec(`UPDATE heads SET revision = 20 WHERE ${s}`), 21, 'beyond the head'],
    ['the head, set forward', (db) => db.exec(`UPDATE heads SET revision = 300 WHERE ${s}`), 251, 'missing'],
    [
      'the hash of the head',
      (db) => db.exec(`UPDATE heads SET hash = 'x' WHERE ${s}`),
      250,
      'not the one that the head',
    ],
  ])('finds what was tampered with: %s', async (_, tamper, revision, words) => {
    const dataDir = newFolder();
    const store = await openStore({ dataDir });
    await fill(store);
    await store.close();
    const db = new DatabaseSync(join(dataDir, fileName));
    tamper(db);
    db.close();
    const { code, lines, errors } = runVerify(dataDir);
    expect(code).toBe(1);
    expect(errors).toBe('');
    const named = lines.filter((line) => line.startsWith('stream "assessment/rose" '));
    expect(named).toEqual([
      expect.stringMatching(new RegExp(`^stream "assessment/rose" revision ${revision}: .*${words}`)),
    ]);
    expect(lines.at(-1)).toMatch(/broken\.$/);
    expect(lines.join('\n')).not.toContain(secret);
  });

  it('names every broken stream, and one only once', async () => {
    const dataDir = newFolder();
    const store = await openStore({ dataDir });
    await fill(store);
    await store.log.append('odd\n"name"', genesis, said('hello'));
    await store.close();
    const db = new DatabaseSync(join(dataDir, fileName));
    db.exec(`DELETE FROM commits WHERE revision IN (1, 3)`);
    db.close();
    expect(runVerify(dataDir)).toEqual({
      code: 1,
      lines: [
        'stream "assessment/oak" revision 1: this commit is missing',
        'stream "assessment/rose" revision 1: this commit is missing',
        'stream "odd\\n\\"name\\"" revision 1: this commit is missing',
        'stream "person/1" revision 1: this commit is missing',
        '4 streams, 0 commits, 0 events, 0 organisations, 0 files: the store is broken.',
      ],
      errors: '',
    });
  });
});

describe('npm run verify, of snapshots', () => {
  const set = (change: string) => (db: DatabaseSync) =>
    db.exec(`UPDATE documents SET value = ${change} WHERE id = 'snapshot/assessment/elm'`);

  it.each<[string, (db: DatabaseSync) => void, boolean]>([
    ['as it was taken', () => {}, true],
    ['with an answer that nobody gave', set(`replace(value, '"as":"yes"', '"as":"no"')`), false],
    ['of a commit that is not there', set(`json_set(value, '$.head.revision', 99)`), false],
    ['that ends with another hash', set(`json_set(value, '$.head.hash', 'x')`), false],
    ['of another shape, which is never used', set(`json_set(value, '$.schema', -1)`), true],
    ['that cannot be read, which is never used', set(`'{'`), true],
    ['without a head, which is never used', set(`json_remove(value, '$.head')`), true],
  ])('%s', async (_, tamper, isWhole) => {
    const dataDir = newFolder();
    const store = await openStore({ dataDir });
    const { log, documents } = store;
    const records = new Records<Assessment, AssessmentEvent>({
      log,
      documents,
      fold,
      initial: emptyAssessment,
      schema: assessmentSchema,
      cacheSize: 10,
    });
    for (let i = 1; i <= 60; i++) {
      const event: AssessmentEvent = { type: 'questionAnswered', question: `${i}`, answer: { as: 'yes' } };
      await records.update('assessment/elm', () => ({ commit: { ...said(`${i}`), events: [event] }, result: 0 }));
    }
    await store.close();
    const db = new DatabaseSync(join(dataDir, fileName));
    expect(db.prepare("SELECT count(*) AS n FROM documents WHERE id LIKE 'snapshot/%'").get()).toEqual({ n: 1 });
    tamper(db);
    db.close();
    const { code, lines, errors } = runVerify(dataDir);
    expect([code, errors, lines.length]).toEqual([isWhole ? 0 : 1, '', isWhole ? 1 : 2]);
    if (!isWhole)
      expect(lines[0]).toMatch(/^stream "assessment\/elm" revision \d+: the snapshot taken at this commit is/);
  });
});

describe('verifyStore', () => {
  it('finds nothing wrong while others append and remove', async () => {
    const dataDir = newFolder();
    const store = await openStore({ dataDir });
    await fill(store);
    const reader = await openStoreForReading({ dataDir });
    if (!reader) throw new Error('No store.');
    let isBusy = true;
    const writing = (async () => {
      let head = await store.log.head('assessment/rose');
      for (let i = 0; i < 300; i++) {
        head = await store.log.append('assessment/rose', head ?? genesis, said('more'));
        await store.log.append(`brief/${i}`, genesis, said('soon gone'));
        await store.log.remove(`brief/${i - 1}`);
      }
      isBusy = false;
    })();
    let rounds = 0;
    for (; isBusy; rounds++) {
      // The reader never waits for a disk, so give the writer its turn between two pages.
      const log = {
        ...bound(reader),
        read: async (...args: Parameters<typeof reader.log.read>) => {
          await new Promise(setImmediate);
          return reader.log.read(...args);
        },
      };
      expect((await verifyStore({ ...reader, log: log as typeof reader.log })).problems).toEqual([]);
    }
    await writing;
    expect(rounds).toBeGreaterThan(1);
    await reader.close();
    await store.close();
  });
});

function bound({ log }: Store) {
  return { head: log.head.bind(log), streams: log.streams.bind(log) };
}

async function fill(store: Store): Promise<void> {
  await appendMany(store, 'assessment/rose', 250);
  await appendMany(store, 'assessment/oak', 5);
  const first = await store.log.append('person/1', genesis, { ...said('hello'), events: Array(8).fill({ a: secret }) });
  await store.log.append('person/1', first, said('bye'));
}

async function appendMany(store: Store, stream: string, count: number): Promise<void> {
  let head: Head = genesis;
  for (let i = 0; i < count; i++) head = await store.log.append(stream, head, said(`${secret} ${i}`));
}

function said(words: string) {
  return { at: '2026-11-21T09:00:00.000Z', by: 'person-1', inputId: words, events: [{ said: words }] };
}

/** As somebody would who knows our rule: the altered commit fits its own hash again. */
function rewrite(db: DatabaseSync, stream: string, revision: number, change: object = { by: 'somebody else' }): void {
  const key = [stream, revision] as const;
  const row = db.prepare('SELECT body FROM commits WHERE stream = ? AND revision = ?').get(...key);
  const altered = { ...JSON.parse(row?.body as string), ...change };
  const body = JSON.stringify(altered);
  db.prepare('UPDATE commits SET body = ?, hash = ? WHERE stream = ? AND revision = ?').run(body, sha256(body), ...key);
}

function runVerify(dataDir: string): { code: number | null; lines: string[]; errors: string } {
  const env = { ...process.env, NODE_OPTIONS: '', DATA_DIR: dataDir };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { cwd: root, env, encoding: 'utf8' });
  return { code: status, lines: stdout.split('\n').filter(Boolean), errors: stderr };
}
