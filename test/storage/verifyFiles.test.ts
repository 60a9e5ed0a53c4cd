import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AssessmentEvent } from '../../core/model.ts';
import { genesis } from '../../storage/hash.ts';
import { openStore } from '../../storage/index.ts';
import type { Commit, Head, Store } from '../../storage/ports.ts';
import { fileName } from '../../storage/sqlite/sqliteStore.ts';
import { type ExpectedFile, verifyFiles } from '../../storage/verifyFiles.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { of } from './filesContract.ts';

const newFolder = temporaryFolders();

let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = newFolder();
  store = await openStore({ dataDir });
});

describe('npm run verify, of files', () => {
  const program = fileURLToPath(new URL('../../bot/verify.ts', import.meta.url));
  const verify = () => {
    const env = { PATH: process.env.PATH, DATA_DIR: dataDir };
    const { status, stdout } = spawnSync(process.execPath, [program], { env, encoding: 'utf8' });
    return { code: status, lines: stdout.trimEnd().split('\n') };
  };
  const add = async (document: string, words: string): Promise<AssessmentEvent> => {
    const file = `evidence/${document}`;
    const facts = await store.files.put(file, of(words));
    const source = { file, ...facts, fileType: 'pdf', name: 'Rose Cottage.pdf', scan: 'clean' } as const;
    return { type: 'documentAdded', document, source };
  };

  beforeEach(async () => {
    await append(store, 'assessment/rose', [await add('a', 'first'), await add('b', 'second')]);
    await append(store, 'assessment/oak', [await add('c', 'third')]);
  });

  it('counts those that are whole', () => {
    expect(verify()).toEqual({
      code: 0,
      lines: ['2 streams, 2 commits, 3 events, 0 organisations, 3 files: the store is whole.'],
    });
  });

  it('names those that are missing or altered, by what we call them', () => {
    rmSync(join(dataDir, 'files', 'evidence+', 'c'));
    writeFileSync(join(dataDir, 'files', 'evidence+', 'b'), 'Second');
    const { code, lines } = verify();
    expect(code).toBe(1);
    expect(lines).toEqual([
      'stream "assessment/oak" file "evidence/c": this file is missing',
      'stream "assessment/rose" file "evidence/b": this file was altered',
      '2 streams, 2 commits, 3 events, 0 organisations, 3 files: the store is broken.',
    ]);
  });

  it('asks for none that were deleted by somebody', async () => {
    const deleted: AssessmentEvent = { type: 'documentDeleted', document: 'c' };
    await append(store, 'assessment/oak', [deleted], await store.log.head('assessment/oak'));
    await store.files.delete('evidence/c');
    expect(verify()).toEqual({
      code: 0,
      lines: ['2 streams, 3 commits, 4 events, 0 organisations, 2 files: the store is whole.'],
    });
  });
});

describe('verifyFiles', () => {
  const check = {
    streams: 'assessment/',
    initial: [] as readonly ExpectedFile[],
    fold: (_: readonly ExpectedFile[], { events }: Commit<readonly ExpectedFile[]>) => events.at(-1) ?? [],
    filesOf: (state: readonly ExpectedFile[]) => state,
  };
  const put = async (name: string): Promise<ExpectedFile> => ({ name, ...(await store.files.put(name, of(name))) });

  it('reads one file once, however many name it', async () => {
    const shared = await put('shared');
    for (const stream of ['assessment/1', 'assessment/2', 'assessment/3']) await append(store, stream, [[shared]]);
    let reads = 0;
    const files = {
      ...bound(store),
      open: (name: string) => {
        reads += 1;
        return store.files.open(name);
      },
    };
    expect(await verifyFiles({ log: store.log, files }, check)).toEqual({ files: 3, problems: [] });
    expect(reads).toBe(1);
  });

  it('does not complain of what is deleted while it looks', async () => {
    await append(store, 'assessment/1', [[await put('a'), await put('b')]]);
    const files = {
      ...bound(store),
      look: async (name: string) => {
        if (name === 'b') {
          await append(store, 'assessment/1', [[]], await store.log.head('assessment/1'));
          await store.files.delete('b');
        }
        return store.files.look(name);
      },
    };
    expect(await verifyFiles({ log: store.log, files }, check)).toEqual({ files: 2, problems: [] });
  });

  it('leaves other streams, and broken ones, to others', async () => {
    const gone = { name: 'gone', size: 1, sha256: '0'.repeat(64) };
    await append(store, 'person/1', [[gone]]);
    await append(store, 'assessment/1', [[gone]]);
    await append(store, 'assessment/2', [[gone]]);
    const db = new DatabaseSync(join(dataDir, fileName));
    db.exec(`UPDATE commits SET body = '{}' WHERE stream = 'assessment/1'`);
    db.close();
    expect(await verifyFiles(store, check)).toEqual({
      files: 1,
      problems: [{ stream: 'assessment/2', name: 'gone', kind: 'missing' }],
    });
  });
});

const bound = ({ files }: Store) => ({
  put: files.put.bind(files),
  open: files.open.bind(files),
  look: files.look.bind(files),
  delete: files.delete.bind(files),
  list: files.list.bind(files),
});

async function append(to: Store, stream: string, events: readonly unknown[], head: Head = genesis): Promise<void> {
  await to.log.append(stream, head, { at: '2026-11-21T09:00:00.000Z', by: 'p', inputId: 'i', events });
}
