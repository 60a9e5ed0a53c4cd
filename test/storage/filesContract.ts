import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OpenedFiles } from '../../storage/files/door.ts';
import { FileExists, type FileLook, FileTooLarge } from '../../storage/ports.ts';

export interface OpenedForTest {
  readonly files: OpenedFiles;
  /** Closes the files and opens them again, as a restart does. */
  reopen(): Promise<OpenedFiles>;
  /** A second handle on the same files, as another process has. */
  another(): Promise<OpenedFiles>;
  /** Closes every handle. */
  dispose(): Promise<void>;
}

const megabyte = 1024 * 1024;

/** What every backend must do with files. `open` gives a place without any. */
export function describeFiles(name: string, open: () => Promise<OpenedForTest>): void {
  describe(name, () => {
    let opened: OpenedForTest;
    let files: OpenedFiles;
    beforeEach(async () => {
      opened = await open();
      files = opened.files;
    });
    afterEach(() => opened.dispose());

    const list = async (prefix = '', from = files) => (await all(from.list(prefix))).map((look) => look.name);

    it.each([
      ['nothing', 0],
      ['one byte', 1],
      ['exactly one block', 4 * megabyte],
      ['9 MB', 9 * megabyte + 7],
    ])('give back %s as it was put', async (_, size) => {
      const facts = await files.put('org/file', pieces(size, 100_003));
      expect(facts).toEqual({ size, sha256: await hashOf(pieces(size, 100_003)) });
      expect(await read(files, 'org/file')).toEqual(facts);
      expect(await files.look('org/file')).toMatchObject({ name: 'org/file', size });
    });

    it('take bytes in pieces of any size, also larger than a block', async () => {
      const whole = Buffer.concat(await all(pieces(9 * megabyte, megabyte)));
      const facts = await files.put('a', of(whole.subarray(0, 3), Buffer.alloc(0), whole.subarray(3)));
      expect(facts).toEqual({ size: whole.length, sha256: await hashOf(of(whole)) });
      expect(await read(files, 'a')).toEqual(facts);
    });

    it('are there for another handle, and after a restart', async () => {
      const facts = await files.put('a', of('words'));
      const look = await files.look('a');
      expect(await read(await opened.another(), 'a')).toEqual(facts);
      const again = await opened.reopen();
      expect(await read(again, 'a')).toEqual(facts);
      expect(await again.look('a')).toEqual(look);
    });

    it('are not there before they were put', async () => {
      expect(await files.open('a')).toBeUndefined();
      expect(await files.look('a')).toBeUndefined();
      expect(await files.open('a/b/c')).toBeUndefined();
      expect(await list()).toEqual([]);
    });

    it('are never overwritten', async () => {
      const first = await files.put('a', of('first'));
      await expect(files.put('a', of('second'))).rejects.toBeInstanceOf(FileExists);
      await expect(files.put('a', of('first'))).rejects.toMatchObject({ code: 'store.fileExists' });
      expect(await read(files, 'a')).toEqual(first);
    });

    it('let one of many rivals win, here and in another process', async () => {
      const other = await opened.another();
      const rivals = Array.from({ length: 10 }, (_, i) => (i % 2 ? files : other).put('a', of(`rival ${i}`)));
      const outcomes = await Promise.allSettled(rivals);
      const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(won).toHaveLength(1);
      for (const { reason } of lost) expect(reason).toBeInstanceOf(FileExists);
      expect(await read(files, 'a')).toEqual(won[0]?.value);
      expect(await list()).toEqual(['a']);
    });

    it('may bear the name of a folder of others, in any order', async () => {
      await files.put('a', of('file'));
      await files.put('a/b', of('inside'));
      await files.put('c/d', of('inside'));
      await files.put('c', of('file'));
      expect(await list()).toEqual(['a', 'a/b', 'c', 'c/d']);
      await files.delete('a/b');
      expect(await list()).toEqual(['a', 'c', 'c/d']);
    });

    it('are refused beyond the limit, and taken up to it', async () => {
      await expect(files.put('a', pieces(1001, 10), 1000)).rejects.toBeInstanceOf(FileTooLarge);
      await expect(files.put('a', pieces(9 * megabyte, megabyte), 5 * megabyte)).rejects.toMatchObject({
        code: 'store.fileTooLarge',
      });
      expect(await list()).toEqual([]);
      expect(await files.put('a', pieces(1000, 10), 1000)).toMatchObject({ size: 1000 });
    });

    it('are asked for no more than it takes to see that they are too large', async () => {
      let given = 0;
      let isDone = false;
      const endless = async function* () {
        try {
          for (;;) {
            given += 1;
            yield Buffer.alloc(1000);
          }
        } finally {
          isDone = true;
        }
      };
      await expect(files.put('a', endless(), 10_000)).rejects.toBeInstanceOf(FileTooLarge);
      expect({ given, isDone }).toEqual({ given: 11, isDone: true });
    });

    it.each([
      ['at once', 0],
      ['after a few bytes', 10],
      ['after more than a block', 5 * megabyte],
    ])('leave nothing when their content fails %s', async (_, size) => {
      const failure = Object.assign(new Error('The line broke.'), { code: 'ECONNRESET' });
      const failing = async function* () {
        yield* pieces(size, megabyte);
        throw failure;
      };
      await expect(files.put('org/a', failing())).rejects.toBe(failure);
      expect(await list()).toEqual([]);
      expect(await files.look('org/a')).toBeUndefined();
      expect(await files.put('org/a', of('anew'))).toMatchObject({ size: 4 });
    });

    it.each([
      ['the start', 0],
      ['the middle', 5 * megabyte],
      ['the last byte', 9 * megabyte - 1],
      ['the end', 9 * megabyte],
      ['beyond the end', 10 * megabyte],
    ])('can be opened from %s', async (_, start) => {
      await files.put('a', pieces(9 * megabyte, megabyte));
      const rest = Buffer.concat(await all(pieces(9 * megabyte, megabyte))).subarray(start);
      expect(await read(files, 'a', start)).toEqual({ size: rest.length, sha256: await hashOf(of(rest)) });
    });

    it('that are empty can be opened', async () => {
      await files.put('a', of());
      expect(await read(files, 'a')).toMatchObject({ size: 0 });
      expect(await read(files, 'a', 5)).toMatchObject({ size: 0 });
    });

    it('can be let go of half read, or unread', async () => {
      await files.put('a', pieces(9 * megabyte, megabyte));
      const half = await files.open('a');
      for await (const _ of half ?? []) break;
      const unread = await files.open('a');
      unread?.destroy();
      expect([half?.destroyed, unread?.destroyed]).toEqual([true, true]);
      expect(await read(files, 'a')).toMatchObject({ size: 9 * megabyte });
    });

    it('go when they are deleted, which may be done twice, and leave their name free', async () => {
      await files.put('org/a', of('words'));
      await files.put('org/b', of('words'));
      await files.delete('org/a');
      await files.delete('org/a');
      await files.delete('nobody/a');
      expect(await files.look('org/a')).toBeUndefined();
      expect(await files.open('org/a')).toBeUndefined();
      expect(await list()).toEqual(['org/b']);
      expect(await files.put('org/a', of('other'))).toMatchObject({ size: 5 });
    });

    it('have another stamp when they were deleted and put anew, and the same one otherwise', async () => {
      await files.put('a', of('words'));
      const first = await files.look('a');
      await read(files, 'a');
      expect(await files.look('a')).toEqual(first);
      await files.delete('a');
      await files.put('a', of('words'));
      expect((await files.look('a'))?.stamp).not.toBe(first?.stamp);
    });

    it('say when they were written', async () => {
      const before = Date.now();
      await files.put('a', of('words'));
      const writtenAt = (await files.look('a'))?.writtenAt ?? '';
      expect(new Date(writtenAt).toISOString()).toBe(writtenAt);
      // Whole seconds on some backends.
      expect(Math.abs(Date.parse(writtenAt) - before)).toBeLessThan(60_000);
    });

    it('are listed sorted, by what their names begin with', async () => {
      const given = ['a', 'a-b', 'a.b', 'a/b', 'a/b-c', 'a/b/c', 'a/c', 'a0', 'aB', 'ab', 'b/a', 'z'];
      for (const each of given.toReversed()) await files.put(each, of(each));
      expect(await list()).toEqual(given.toSorted());
      expect(await list('a/')).toEqual(['a/b', 'a/b-c', 'a/b/c', 'a/c']);
      expect(await list('a/b')).toEqual(['a/b', 'a/b-c', 'a/b/c']);
      expect(await list('a/b/')).toEqual(['a/b/c']);
      expect(await list('ab')).toEqual(['ab']);
      for (const nothing of ['q', 'a/b/c/', '/', '..', '../', 'a//', 'a b', 'é', 'x'.repeat(300)])
        expect([nothing, await list(nothing)]).toEqual([nothing, []]);
      for await (const look of files.list('')) expect(look).toEqual(await files.look(look.name));
    });

    it('are listed also when there are very many, and while they go', async () => {
      const given = Array.from({ length: 1100 }, (_, i) => `many/${String(i).padStart(5, '0')}`);
      for (let i = 0; i < given.length; i += 50)
        await Promise.all(given.slice(i, i + 50).map((each) => files.put(each, of('x'))));
      expect(await list('many/')).toEqual(given);
      let met = 0;
      for await (const look of files.list('many/0000')) {
        await files.delete(look.name);
        met += 1;
      }
      expect(met).toBe(10);
      expect(await list('many/')).toEqual(given.slice(10));
    });

    it.each(goodNames)('take a name %s', async (_, fileName) => {
      const facts = await files.put(fileName, of(fileName));
      expect(await read(files, fileName)).toEqual(facts);
      expect(await list()).toEqual([fileName]);
      await files.delete(fileName);
      expect(await list()).toEqual([]);
    });

    it.each(badNames)('refuse a name %s', async (_, fileName) => {
      const refused = { code: 'store.badName' };
      await expect(files.put(fileName, of('x'))).rejects.toMatchObject(refused);
      await expect(files.open(fileName)).rejects.toMatchObject(refused);
      await expect(files.look(fileName)).rejects.toMatchObject(refused);
      await expect(files.delete(fileName)).rejects.toMatchObject(refused);
    });

    it('finish what is being written when they are closed', async () => {
      const putting = files.put('a', pieces(5 * megabyte, megabyte));
      await files.close();
      const facts = await putting;
      expect(await read(await opened.reopen(), 'a')).toEqual(facts);
    });

    it('refuse what comes after closing, which may be done twice', async () => {
      await files.close();
      await files.close();
      const closed = { code: 'store.closed' };
      await expect(files.put('a', of('x'))).rejects.toMatchObject(closed);
      await expect(files.open('a')).rejects.toMatchObject(closed);
      await expect(files.look('a')).rejects.toMatchObject(closed);
      await expect(files.delete('a')).rejects.toMatchObject(closed);
      await expect(list()).rejects.toMatchObject(closed);
    });

    it('flow both ways without being held in memory', async () => {
      const size = 200 * megabyte;
      const most = 100 * megabyte;
      const watch = watchMemory();
      const facts = await files.put('large', watch(pieces(size, 65_536)));
      const found = await files.open('large');
      expect(await factsOf(watch(found ?? of()))).toEqual(facts);
      expect(facts.size).toBe(size);
      expect(watch.peak()).toBeLessThan(most);
    });
  });
}

const goodNames: [string, string][] = [
  ['of one sign', 'a'],
  ['of every sign', 'ABCxyz019-_.'],
  ['that begins with a dash', '-a/_b'],
  ['with dots inside', 'a.b/c..d'],
  ['of many parts', 'a/b/c/d/e/f/g/h'],
  ['of 200 signs', `${'x'.repeat(99)}/${'y'.repeat(100)}`],
  ['that means something in JavaScript', '__proto__/constructor'],
];

const badNames: [string, string][] = [
  ['that is empty', ''],
  ['of a slash', '/'],
  ['of a dot', '.'],
  ['of two dots', '..'],
  ['that climbs', '../a'],
  ['that climbs in the middle', 'a/../b'],
  ['that is hidden', '.a'],
  ['with a hidden part', 'a/.unfinished/b'],
  ['that begins with a slash', '/a'],
  ['that ends with a slash', 'a/'],
  ['with an empty part', 'a//b'],
  ['with a backslash', 'a\\b'],
  ['with a space', 'a b'],
  ['with a plus', 'a+'],
  ['with a percent sign', 'a%2Fb'],
  ['with a colon', 'c:a'],
  ['with NUL', 'a\0'],
  ['with a line break', 'a\n'],
  ['with a letter beyond ASCII', 'café'],
  ['of 201 signs', 'x'.repeat(201)],
];

/** `size` bytes that never repeat a block, `step` at a time. */
export async function* pieces(size: number, step: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let from = 0; from < size; from += step) {
    const piece = Buffer.alloc(Math.min(step, size - from), `${from}.`);
    yield piece;
  }
}

export async function* of(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const part of parts) yield Buffer.from(part);
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export async function names(looks: AsyncIterable<FileLook>): Promise<string[]> {
  return (await all(looks)).map(({ name }) => name);
}

export async function factsOf(content: AsyncIterable<Uint8Array>): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    size += chunk.byteLength;
  }
  return { size, sha256: hash.digest('hex') };
}

async function hashOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  return (await factsOf(content)).sha256;
}

/** Facts of what comes out of the store, read to its end. */
async function read(files: OpenedFiles, name: string, start?: number): Promise<{ size: number; sha256: string }> {
  const content: Readable | undefined = await files.open(name, start);
  if (!content) throw new Error(`There is no ${name}.`);
  return factsOf(content);
}

interface Watch {
  (content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined>;
  /** Bytes beyond what was in use at the start. */
  peak(): number;
}

/** Passes bytes on, and looks at the memory of this process every 2 MB. */
function watchMemory(): Watch {
  const used = () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const start = used();
  let peak = start;
  const watch = async function* (content: AsyncIterable<Uint8Array>) {
    let passed = 0;
    for await (const chunk of content) {
      passed += chunk.byteLength;
      if (passed > 2 * megabyte) {
        peak = Math.max(peak, used());
        passed = 0;
      }
      yield chunk;
    }
  };
  return Object.assign(watch, { peak: () => peak - start });
}
