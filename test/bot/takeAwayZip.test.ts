import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { fromBufferPromise } from 'yauzl';
import { csvLine } from '../../bot/people/takeAwayCsv.ts';
import { DistinctNames, safeName } from '../../bot/people/takeAwayNames.ts';
import { type ZipEntry, zipped } from '../../bot/people/takeAwayZip.ts';

import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const at = new Date('2026-11-21T10:20:30Z');

async function* entriesOf(files: Readonly<Record<string, string>>): AsyncGenerator<ZipEntry, void, undefined> {
  for (const [path, text] of Object.entries(files)) {
    async function* content() {
      for (let from = 0; from < text.length; from += 1000) yield Buffer.from(text.slice(from, from + 1000));
    }
    yield { path, content: content(), isText: path.endsWith('.txt') };
  }
}

const files = {
  'README.txt': 'read me '.repeat(5000),
  'documents/D1 empty.pdf': '',
  'documents/D2 née “Plan” 🏡.pdf': 'é'.repeat(1500),
  'documents/empty.txt': '',
};

async function namesAndTexts(zip: Buffer): Promise<Record<string, string>> {
  const reader = await fromBufferPromise(zip, { strictFileNames: true, validateEntrySizes: true });
  const found: [string, string][] = [];
  for await (const entry of reader.eachEntry()) {
    expect(entry.getLastModDate({ forceDosFormat: true, timezone: 'UTC' })).toEqual(at);
    found.push([entry.fileName, String(await buffer(await reader.openReadStreamPromise(entry)))]);
  }
  return Object.fromEntries(found);
}

describe('a zip that is made while it is read', () => {
  it.each([
    ['small', {}],
    ['with the fields of a big one', { widerFrom: 1000 }],
    ['with nothing but such fields', { widerFrom: 0 }],
  ])('can be unpacked: %s', async (_, options) => {
    const zip = await buffer(zipped(entriesOf(files), { at, ...options }));
    expect(await namesAndTexts(zip)).toEqual(files);
    expect(zip.length).toBeLessThan(10_000);
  });

  it('can be unpacked by others', async () => {
    const zip = await buffer(zipped(entriesOf(files), { at }));
    const found = Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, String(Buffer.from(bytes))]);
    expect(Object.fromEntries(found)).toEqual(files);
    const file = join(newFolder(), 'a.zip');
    writeFileSync(file, zip);
    const { error, status } = spawnSync('unzip', ['-tqq', file]);
    // Not every machine has it.
    if (!error) expect(status).toBe(0);
  });

  it('that holds nothing is a zip', async () => {
    expect(await namesAndTexts(await buffer(zipped(entriesOf({}), { at })))).toEqual({});
  });

  it('has more files than 16 bits can count', async () => {
    const many = Object.fromEntries(Array.from({ length: 65_600 }, (_, n) => [`d/${n}`, '']));
    const reader = await fromBufferPromise(await buffer(zipped(entriesOf(many), { at })));
    expect(reader.entryCount).toBe(65_600);
  }, 30_000);

  it('breaks off where a file cannot be read', async () => {
    async function* entries(): AsyncGenerator<ZipEntry, void, undefined> {
      async function* content(): AsyncGenerator<Uint8Array, void, undefined> {
        yield Buffer.from('a');
        throw new Error('gone');
      }
      yield { path: 'a', content: content(), isText: true };
    }
    await expect(buffer(zipped(entries(), { at }))).rejects.toThrow('gone');
  });
});

describe('the name of a file that is taken away', () => {
  it.each([
    ['policy.pdf', 'policy.pdf'],
    ['our “policy” – née.txt', 'our “policy” – née.txt'],
    ['../../etc/passwd', 'etc passwd'],
    ['C:\\Windows\\a.exe', 'C Windows a.exe'],
    ['a/b|c?d*e<f>g"h:i.pdf', 'a b c d e f g h i.pdf'],
    ['CON', '_CON'],
    ['aux.tar.pdf', '_aux.tar.pdf'],
    ['com1.txt', '_com1.txt'],
    ['.hidden.txt', 'hidden.txt'],
    ['=cmd.csv', 'cmd.csv'],
    ['-rf.txt', 'rf.txt'],
    ['ends with dots... .pdf', 'ends with dots.pdf'],
    ['a\u202Efdp.exe\u0000.pdf', 'a fdp.exe.pdf'],
    ['  ', 'document'],
    ['...', 'document'],
    ['.pdf', 'document.pdf'],
    [`${'long '.repeat(40)}.pdf`, `${'long '.repeat(16).trimEnd()}.pdf`],
    [`${'x'.repeat(79)}🏡🏡.pdf`, `${'x'.repeat(79)}.pdf`],
    ['half \ud83d.pdf', 'half.pdf'],
  ])('%j is %j', (called, safe) => {
    expect(safeName(called, 'document')).toBe(safe);
  });

  it('is given once, whatever a system takes for the same', () => {
    const names = new DistinctNames();
    expect(['a.pdf', 'A.PDF', 'a.pdf', 'a (2).pdf', 'b', 'b', 'é', 'e\u0301'].map((name) => names.give(name))).toEqual([
      'a.pdf',
      'A (2).PDF',
      'a (3).pdf',
      'a (2) (2).pdf',
      'b',
      'b (2)',
      'é',
      'e\u0301 (2)',
    ]);
  });
});

describe('a line of a CSV file', () => {
  it.each([
    [['a', 'b'], '"a","b"\r\n'],
    [['say "hello"', 'two\nlines, and a comma'], '"say ""hello""","two\nlines, and a comma"\r\n'],
    [['=1+1', '+44 20', '-1', '@SUM(A1)'], `"'=1+1","'+44 20","'-1","'@SUM(A1)"\r\n`],
    [['\t=1', '\r=1', ' =1', '＝1'], `"'\t=1","'\r=1","' =1","'＝1"\r\n`],
    [['1 = 1', 'a-b', ''], '"1 = 1","a-b",""\r\n'],
    [['=HYPERLINK("http://x","y")'], `"'=HYPERLINK(""http://x"",""y"")"\r\n`],
  ])('%j', (fields, line) => {
    expect(csvLine(fields)).toBe(line);
  });
});
