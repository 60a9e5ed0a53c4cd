import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadContent } from '../../bot/content.ts';
import { contentFolder } from '../support/guide.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const set = 'questions/dspt-2025-26.json';
const words = 'locales/en-GB/dspt-2025-26.json';
const glossary = 'locales/en-GB/glossary.json';

/** The same JSON with the value at `path` replaced; undefined takes it away. */
function broken(json: object, path: readonly (string | number)[], value: unknown): object {
  const [key, ...rest] = path;
  if (key === undefined) throw new Error('A path is needed.');
  const copy = (Array.isArray(json) ? [...json] : { ...json }) as Record<string | number, unknown>;
  copy[key] = rest.length ? broken(copy[key] as object, rest, value) : value;
  return copy;
}

describe('a broken content file stops the start and says file, path and mend', () => {
  it.each<[string, string, readonly (string | number)[], unknown, RegExp]>([
    ['an unknown level', set, ['items', 0, 'level'], 'gold', /dspt-2025-26\.json: items\/0\/level: .*approaching/],
    ['an item number twice', set, ['items', 1, 'id'], '1.1.5', /items\/1\/id: .*is there twice/],
    ['a wrong item number', set, ['items', 1, 'id'], 'A1', /items\/1\/id: write an item number such as 3\.2\.1/],
    ['an unknown section', set, ['items', 3, 'section'], 'garden', /items\/3\/section: "garden" is not one/],
    ['no source', set, ['items', 2, 'sources'], [], /items\/2\/sources: name at least one source/],
    ['a wrong date', set, ['deadline'], '30 June', /deadline: write an ISO date/],
    ['a mistyped field', set, ['items', 0, 'minuts'], 3, /items\/0: .*minuts/],
    ['a foreign follow-up', set, ['items', 0, 'followUps', 0, 'id'], '9.9.9.how', /followUps\/0\/id: begin it with/],
    ['a question without words', words, ['3.2.1', 'why'], undefined, /has no words for: 3\.2\.1\/why/],
    ['a term without a meaning', glossary, [4, 'plain'], undefined, /glossary\.json: 4\/plain/],
  ])('%s', async (_, file, path, value, expected) => {
    const folder = newFolder();
    cpSync(contentFolder, folder, { recursive: true });
    const whole = join(folder, file);
    writeFileSync(whole, JSON.stringify(broken(JSON.parse(readFileSync(whole, 'utf8')), path, value)));
    await expect(loadContent(folder)).rejects.toThrow(expected);
  });

  it('a file that is no JSON', async () => {
    const folder = newFolder();
    cpSync(contentFolder, folder, { recursive: true });
    writeFileSync(join(folder, glossary), '{ "half": ');
    await expect(loadContent(folder)).rejects.toThrow(/glossary\.json cannot be read.*Mend the file/);
  });

  it('a further language is a further folder, and falls back to English sentence by sentence', async () => {
    const folder = newFolder();
    cpSync(contentFolder, folder, { recursive: true });
    cpSync(join(folder, 'locales', 'en-GB'), join(folder, 'locales', 'cy'), { recursive: true });
    writeFileSync(join(folder, 'locales', 'cy', 'guide.json'), JSON.stringify({ youAreWelcome: 'Croeso.' }));
    const content = await loadContent(folder);
    expect(content.languages).toContain('cy');
    expect(content.words('cy')('guide:youAreWelcome')).toBe('Croeso.');
    expect(content.words('cy')('guide:notSaved')).toContain('Not saved.');
    expect(content.words('xx')('guide:notSaved')).toContain('Not saved.');
  });
});
