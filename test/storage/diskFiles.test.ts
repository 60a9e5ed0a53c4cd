import { mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { diskError } from '../../storage/files/diskError.ts';
import { openDiskFiles } from '../../storage/files/diskFiles.ts';
import type { OpenedFiles } from '../../storage/files/door.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { all, describeFiles, names, of } from './filesContract.ts';

const newFolder = temporaryFolders();

describeFiles('files on disk', async () => {
  const folder = join(newFolder(), 'data', 'files');
  const handles: OpenedFiles[] = [];
  const open = async () => {
    const files = openDiskFiles(folder);
    handles.push(files);
    return files;
  };
  return {
    files: await open(),
    reopen: async () => {
      await Promise.all(handles.map((files) => files.close()));
      return open();
    },
    another: open,
    dispose: async () => {
      await Promise.all(handles.map((files) => files.close()));
    },
  };
});

const unfinished = (folder: string) => readdirSync(join(folder, '.unfinished'));

describe('the folder of files', () => {
  it('is for our user alone, with all that is in it', async () => {
    const folder = join(newFolder(), 'data', 'files');
    const files = openDiskFiles(folder);
    await files.put('a/b', of('words'));
    const modes = ['..', '.', '.unfinished', 'a+', 'a+/b'].map((path) => statSync(join(folder, path)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o700, 0o700, 0o600]);
  });

  it('holds no leftovers of what succeeded, failed or lost a race', async () => {
    const folder = newFolder();
    const files = openDiskFiles(folder);
    const failing = async function* () {
      yield* of('words');
      expect(unfinished(folder)).toHaveLength(1);
      throw new Error('The line broke.');
    };
    await files.put('a', of('words'));
    await Promise.allSettled([files.put('b', failing()), files.put('a', of('late')), files.put('c', of('long'), 1)]);
    expect(unfinished(folder)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['.unfinished', 'a']);
  });

  it('holds no folders for files that are gone', async () => {
    const folder = newFolder();
    const files = openDiskFiles(folder);
    await files.put('a/b/c', of('words'));
    await files.put('a/d', of('words'));
    await files.delete('a/b/c');
    expect(readdirSync(join(folder, 'a+'))).toEqual(['d']);
    await files.delete('a/d');
    expect(readdirSync(folder)).toEqual(['.unfinished']);
  });

  it('takes files while others go from the same folder', async () => {
    const files = openDiskFiles(newFolder());
    const name = (i: number) => `a/b/${i}`;
    for (let i = 0; i < 200; i++) await Promise.all([files.put(name(i), of('x')), files.delete(name(i - 1))]);
    expect(await names(files.list(''))).toEqual([name(199)]);
  });

  it('is cleaned of what a killed process left, once that is a day old', () => {
    const folder = newFolder();
    openDiskFiles(folder);
    const leave = (name: string, hours: number) => {
      const file = join(folder, '.unfinished', name);
      const then = Date.now() / 1000 - hours * 3600;
      writeFileSync(file, 'half');
      utimesSync(file, then, then);
    };
    leave('old', 25);
    leave('new', 23);
    openDiskFiles(folder);
    expect(unfinished(folder)).toEqual(['new']);
  });

  it('is not left by a symbolic link, neither of a file nor of a folder', async () => {
    const outside = newFolder();
    writeFileSync(join(outside, 'secret'), 'secret');
    const folder = newFolder();
    const files = openDiskFiles(folder);
    symlinkSync(outside, join(folder, 'out+'));
    symlinkSync(join(outside, 'secret'), join(folder, 'link'));
    expect(await files.open('out/secret')).toBeUndefined();
    expect(await files.look('out/secret')).toBeUndefined();
    expect(await files.open('link')).toBeUndefined();
    expect(await files.look('link')).toBeUndefined();
    await expect(files.put('out/mine', of('x'))).rejects.toMatchObject({ code: 'store.writeFailed' });
    await expect(files.put('out/deep/mine', of('x'))).rejects.toMatchObject({ code: 'store.writeFailed' });
    await files.delete('out/secret');
    expect(await all(files.list(''))).toEqual([]);
    expect(await all(files.list('out/'))).toEqual([]);
    expect(readdirSync(outside)).toEqual(['secret']);
  });

  it('may hold what is not ours, which is not shown', async () => {
    const folder = newFolder();
    const files = openDiskFiles(folder);
    await files.put('a', of('x'));
    mkdirSync(join(folder, 'lost+found'));
    for (const name of ['.DS_Store', 'a b', 'b+', 'lost+found/x']) writeFileSync(join(folder, name), '');
    expect(await names(files.list(''))).toEqual(['a']);
  });

  it('can be opened for reading alone, and is not made by that', async () => {
    const folder = join(newFolder(), 'files');
    const none = openDiskFiles(folder, { readOnly: true });
    expect(await all(none.list(''))).toEqual([]);
    expect(await none.open('a')).toBeUndefined();
    expect(() => statSync(folder)).toThrow('ENOENT');
    await openDiskFiles(folder).put('a', of('words'));
    const reader = openDiskFiles(folder, { readOnly: true });
    expect(await reader.look('a')).toMatchObject({ size: 5 });
    await expect(reader.put('b', of('x'))).rejects.toMatchObject({ code: 'store.writeFailed' });
    await expect(reader.delete('a')).rejects.toMatchObject({ code: 'store.writeFailed' });
  });

  it('that cannot be made says so', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openDiskFiles(join(file, 'files'))).toThrow(expect.objectContaining({ code: 'store.unreadable' }));
  });

  it('tells of what went wrong by place and code, not by name of the file', async () => {
    const folder = newFolder();
    const files = openDiskFiles(folder);
    mkdirSync(join(folder, 'secret'));
    const opened = await files.open('secret').catch((error) => error);
    const error = opened.code ? opened : await opened.toArray().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'store.unreadable', message: expect.stringContaining('EISDIR') });
    expect(error.message).not.toContain('secret');
  });
});

describe('what a file system says', () => {
  it.each([
    ['ENOSPC', 'write', 'store.full'],
    ['EDQUOT', 'write', 'store.full'],
    ['EACCES', 'write', 'store.writeFailed'],
    ['EROFS', 'write', 'store.writeFailed'],
    ['EIO', 'write', 'store.writeFailed'],
    ['EACCES', 'read', 'store.unreadable'],
    ['EIO', 'read', 'store.unreadable'],
  ] as const)('%s while it should %s is told as %s', (code, doing, told) => {
    const cause = Object.assign(new Error('no'), { code });
    expect(diskError(cause, '/data', doing)).toMatchObject({ code: told, cause });
  });
});
