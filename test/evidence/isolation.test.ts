import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Inspector, type InspectorOptions } from '../../evidence/inspector.ts';
import { limitWasmMemory } from '../../evidence/types/wasmMemory.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { endless, good, hostile, longText } from './corpus.ts';

const newFolder = temporaryFolders();
const about = { today: '2026-04-01', kinds: [] };
const small = { ...about, name: 'a.txt', bytes: Buffer.from('The fire plan hangs in the hall.') };

const opened: Inspector[] = [];
function inspectorWith(options: InspectorOptions): Inspector {
  const inspector = new Inspector(options);
  opened.push(inspector);
  return inspector;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((inspector) => inspector.close()));
});

describe('a file that stops its worker', () => {
  it('is refused when its time is up, and those beside and behind it are looked at', async () => {
    const inspector = inspectorWith({ seconds: 5, atOnce: 2 });
    const bytes = await endless.bytes();
    for (const _ of [1, 2]) {
      const late = inspector.inspect({ ...about, name: endless.name, bytes });
      for (const _ of [1, 2]) expect(await inspector.inspect(small)).toMatchObject({ verdict: 'accepted' });
      expect(await late).toMatchObject({ refusal: 'tooSlow' });
    }
    expect(await inspector.inspect(small)).toMatchObject({ verdict: 'accepted' });
  });

  it('is refused when it needs too much memory, and the next is looked at', async () => {
    const told: unknown[] = [];
    const inspector = inspectorWith({ megabytes: 40, atOnce: 1, onStopped: (error) => told.push(error) });
    const long = await inspector.inspect({ ...about, name: 'words.txt', bytes: longText() });
    expect(long).toEqual({ verdict: 'refused', refusal: 'tooSlow' });
    expect(await inspector.inspect(small)).toMatchObject({ verdict: 'accepted' });
    expect(told).toMatchObject([{ code: 'ERR_WORKER_OUT_OF_MEMORY' }]);
  });
});

describe('many files at once', () => {
  it('are each told apart', async () => {
    const inspector = inspectorWith({});
    const rows = [...good.slice(0, 10), ...hostile.slice(20, 30)];
    const found = await Promise.all(
      rows.map(async ({ name, bytes }) => inspector.inspect({ ...about, name, bytes: await bytes() })),
    );
    expect(found.map((one) => (one.verdict === 'refused' ? one.refusal : one.fileType))).toEqual(
      rows.map(({ verdict }) => verdict),
    );
  });
});

describe('an inspector', () => {
  it('leaves the bytes it was given as they are', async () => {
    const pool = Buffer.from('before The fire plan hangs in the hall. after');
    const bytes = pool.subarray(7, 39);
    expect(await inspectorWith({}).inspect({ ...small, bytes })).toMatchObject({ verdict: 'accepted', bytes });
    expect(pool.toString()).toBe('before The fire plan hangs in the hall. after');
  });

  it('that is closed says so, and blames no file', async () => {
    const inspector = inspectorWith({ atOnce: 1 });
    const under = [inspector.inspect(small), inspector.inspect(small)].map((one) =>
      expect(one).rejects.toMatchObject({ code: 'evidence.closed' }),
    );
    await inspector.close();
    await Promise.all(under);
    await expect(inspector.inspect(small)).rejects.toMatchObject({ code: 'evidence.closed' });
  });

  it('starts nothing before the first file, stays small under bombs, writes nothing and lets the program end', async () => {
    const folder = newFolder();
    const bombs = hostile.filter(({ verdict }) => ['bomb', 'hugeImage', 'broken'].includes(verdict));
    for (const [at, { bytes }] of bombs.entries()) await writeFile(join(folder, `${at}`), await bytes());
    const script = join(import.meta.dirname, 'inspectAll.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script, folder], { env: {} });
    const { idle, busy, verdicts, peak } = JSON.parse(stdout) as Record<'idle' | 'busy' | 'peak', number> & {
      verdicts: string[];
    };
    expect(idle).toBe(0);
    expect(busy).toBe(2);
    expect(verdicts.toSorted()).toEqual(bombs.map(({ verdict }) => verdict).toSorted());
    // Twice 128 MB for the largest stream that is let through, the files themselves, and Node with all that is loaded.
    expect(peak).toBeLessThan(500);
  });
});

describe('memory outside the heap', () => {
  it('of a decoder grows to its limit and no further', () => {
    const page = 65_536;
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1_000 });
    limitWasmMemory(10 * page);
    expect(memory.grow(9)).toBe(1);
    expect(() => memory.grow(1)).toThrow(RangeError);
    expect(memory.buffer.byteLength).toBe(10 * page);
  });
});
