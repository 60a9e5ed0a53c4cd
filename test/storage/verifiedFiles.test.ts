import { statSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { LRUCache } from 'lru-cache';
import { openDiskFiles } from '../../storage/files/diskFiles.ts';
import { type Checked, checkFile, openVerified } from '../../storage/files/verified.ts';
import type { FileFacts, Files } from '../../storage/ports.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { factsOf, of, pieces } from './filesContract.ts';

const newFolder = temporaryFolders();
const size = 300_000;

let file: string;
let files: Files;
let facts: FileFacts;
/** Names of the files whose bytes were asked for. */
let opened: string[];

beforeEach(async () => {
  const folder = newFolder();
  const disk = openDiskFiles(folder);
  opened = [];
  files = {
    put: disk.put.bind(disk),
    look: disk.look.bind(disk),
    delete: disk.delete.bind(disk),
    list: disk.list.bind(disk),
    open: async (name, start) => {
      opened.push(name);
      return disk.open(name, start);
    },
  };
  facts = await files.put('a', pieces(size, 1000));
  file = join(folder, 'a');
});

const changes: [string, () => void][] = [
  ['one byte', () => writeFileSync(file, 'X', { flag: 'r+' })],
  ['its end missing', () => truncateSync(file, size - 1)],
  ['all missing', () => truncateSync(file, 0)],
  ['something added', () => writeFileSync(file, 'X', { flag: 'a' })],
];

describe('a file that is checked while it is read', () => {
  it('flows when it is whole', async () => {
    expect(await factsOf((await openVerified(files, 'a', facts)) ?? of())).toEqual(facts);
  });

  it.each(changes)('never ends well with %s', async (_, change) => {
    change();
    const content = (await openVerified(files, 'a', facts)) ?? of();
    await expect(factsOf(content)).rejects.toMatchObject({ code: 'store.damaged', file: 'a' });
  });

  it('is not there when there is none', async () => {
    expect(await openVerified(files, 'b', facts)).toBeUndefined();
  });

  it('closes the file when it is let go of unread', async () => {
    const content = await files.open('a');
    const checked = await openVerified({ ...files, open: async () => content }, 'a', facts);
    const closed = new Promise((resolve) => content?.once('close', resolve));
    checked?.destroy();
    await closed;
    expect(content?.destroyed).toBe(true);
  });
});

describe('checking a file', () => {
  it('finds it there, altered or missing', async () => {
    expect(await checkFile(files, 'a', facts)).toBe('there');
    expect(await checkFile(files, 'a', { ...facts, sha256: '0'.repeat(64) })).toBe('altered');
    expect(await checkFile(files, 'a', { ...facts, size: 1 })).toBe('altered');
    unlinkSync(file);
    expect(await checkFile(files, 'a', facts)).toBe('missing');
  });

  it.each(changes)('finds it altered with %s, though it was whole before', async (_, change) => {
    const checked: Checked = new LRUCache({ max: 10 });
    expect(await checkFile(files, 'a', facts, checked)).toBe('there');
    change();
    expect(await checkFile(files, 'a', facts, checked)).toBe('altered');
    expect(await checkFile(files, 'a', facts, checked)).toBe('altered');
  });

  it('reads it once, and again when anything about it has changed', async () => {
    const checked: Checked = new LRUCache({ max: 10 });
    for (let i = 0; i < 3; i++) expect(await checkFile(files, 'a', facts, checked)).toBe('there');
    expect(opened).toEqual(['a']);
    const { atime, mtime } = statSync(file);
    // One byte is changed, and the time set back as if nothing had been.
    writeFileSync(file, 'X', { flag: 'r+' });
    utimesSync(file, atime, mtime);
    expect(await checkFile(files, 'a', facts, checked)).toBe('altered');
    expect(opened).toEqual(['a', 'a']);
  });

  it('does not take one expectation for another', async () => {
    const checked: Checked = new LRUCache({ max: 10 });
    expect(await checkFile(files, 'a', facts, checked)).toBe('there');
    expect(await checkFile(files, 'a', { ...facts, sha256: '0'.repeat(64) }, checked)).toBe('altered');
  });
});
