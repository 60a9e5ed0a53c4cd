import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { openStore, openStoreForReading } from '../../storage/index.ts';
import { verifyStore } from '../../storage/verify.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const program = fileURLToPath(new URL('../support/appender.ts', import.meta.url));

describe('several processes on one file', () => {
  it('open a new store at the same moment and append to one stream: nothing lost, no gap', async () => {
    const dataDir = newFolder();
    const appenders = ['a', 'b', 'c'].map((writer) => startAppender(dataDir, 'shared', writer, 150));
    await Promise.all(appenders.map((appender) => appender.ready));
    for (const appender of appenders) appender.go();
    const ends = await Promise.all(appenders.map((appender) => appender.ended));
    expect(ends.map(({ code, errors }) => ({ code, errors }))).toEqual(Array(3).fill({ code: 0, errors: '' }));

    const store = await openStore({ dataDir });
    const commits = await store.log.read<{ writer: string; i: number }>('shared', 0);
    expect(await verifyStore(store)).toEqual({ streams: 1, commits: 450, events: 450, problems: [] });
    for (const writer of ['a', 'b', 'c']) {
      const own = commits.flatMap((commit) => commit.events).filter((event) => event.writer === writer);
      expect(own.map(({ i }) => i)).toEqual(Array.from({ length: 150 }, (_, i) => i));
    }
    const acknowledged = ends.flatMap((end) => end.acknowledged).sort((a, b) => a - b);
    expect(acknowledged).toEqual(commits.map(({ revision }) => revision));
    await store.close();
  });
});

describe('kill -9', () => {
  it('loses no acknowledged commit, ten times over', async () => {
    const dataDir = newFolder();
    let known = 0;
    for (let round = 1; round <= 10; round++) {
      const appender = startAppender(dataDir, 'record', `round ${round}`, Number.POSITIVE_INFINITY);
      await appender.ready;
      appender.go();
      await appender.acknowledgedAtLeast(round * 7);
      appender.kill();
      const { acknowledged } = await appender.ended;

      // For reading alone, as `npm run verify` would: nobody has tidied up behind the dead process yet.
      const store = await openStoreForReading({ dataDir });
      if (!store) throw new Error('No store.');
      const head = await store.log.head('record');
      // Acknowledged, or at most one more that was written when the process died before it could say so.
      expect(acknowledged).toEqual(Array.from(acknowledged, (_, i) => known + 1 + i));
      const last = acknowledged.at(-1) ?? 0;
      expect([last, last + 1]).toContain(head?.revision);
      known = head?.revision ?? 0;
      expect(await verifyStore(store)).toEqual({ streams: 1, commits: known, events: known, problems: [] });
      await store.close();
    }
  });
});

interface End {
  readonly code: number | null;
  readonly acknowledged: readonly number[];
  readonly errors: string;
}

function startAppender(dataDir: string, stream: string, writer: string, count: number) {
  const child = spawn(process.execPath, [program, dataDir, stream, writer, String(count)], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const acknowledged: number[] = [];
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const lines = createInterface(child.stdout);
  const ready = once(lines, 'line');
  const enough = Promise.withResolvers<void>();
  let wanted = Number.POSITIVE_INFINITY;
  lines.on('line', (line) => {
    if (line !== 'ready') acknowledged.push(Number(line));
    if (acknowledged.length >= wanted) enough.resolve();
  });
  const ended = once(child, 'close').then(([code]): End => ({ code, acknowledged, errors }));
  // A child that dies early says why, instead of leaving the test to wait.
  const orEarlyEnd = <T>(promise: Promise<T>) =>
    Promise.race([promise, ended.then(({ code }) => Promise.reject(new Error(`Ended with ${code}: ${errors}`)))]);
  ended.catch(() => undefined);
  return {
    ready: orEarlyEnd(ready),
    ended,
    go: () => child.stdin.write('go\n'),
    kill: () => child.kill('SIGKILL'),
    acknowledgedAtLeast(count: number): Promise<void> {
      wanted = count;
      return orEarlyEnd(enough.promise);
    },
  };
}
