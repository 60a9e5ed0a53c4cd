/** Every code in the source has its entry in `docs/errors.md`, and the other way round. */
import { describe, expect, it } from '@jest/globals';
import { programFiles, read, tableRows, ticked } from './source.ts';

const page = read('docs/errors.md');
const source = programFiles.map(read).join('\n');
const codesBelow = (...headings: readonly string[]) =>
  headings.flatMap((heading) => tableRows(page, heading).flatMap(([first = '']) => ticked(first))).sort();

/** The names in a union of string literals. */
function union(file: string, type: string): readonly string[] {
  const body = new RegExp(`type ${type} =(?<body>[^;]+);`).exec(read(file))?.groups?.body ?? '';
  return [...body.matchAll(/'([\w.]+)'/g)].map(([, name = '']) => name).sort();
}

describe('docs/errors.md', () => {
  it('explains each code of settings, content and store once', () => {
    const degraded = union('bot/health.ts', 'Degraded');
    const named = [...source.matchAll(/'((?:store|config|content)\.[a-z]\w+)'/g)].map(([, code = '']) => code);
    const codes = [...new Set(named)].filter((code) => !degraded.includes(code)).sort();
    expect(codes.length).toBeGreaterThan(10);
    expect(codesBelow('## The program does not start', '## The store')).toEqual(codes);
  });

  it('explains each code of HTTP once', () => {
    expect(codesBelow('## HTTP')).toEqual(union('bot/http/errors.ts', 'ErrorCode'));
  });

  it('gives each code of HTTP the status it is sent with', () => {
    const documented = new Map(tableRows(page, '## HTTP').map(([code = '', status]) => [ticked(code)[0], status]));
    const thrown = [
      ...source.matchAll(/new HttpError\((\d+), '(\w+)'/g),
      ...source.matchAll(/\b(\d{3}): \['(\w+)',/g),
    ].map(([, status, code]) => ({ code, status }));
    expect(thrown.length).toBeGreaterThan(10);
    expect(thrown.filter(({ code, status }) => documented.get(code) !== status)).toEqual([]);
  });

  it('explains what /healthz may complain of', () => {
    expect(codesBelow('## `/healthz`')).toEqual(union('bot/health.ts', 'Degraded'));
  });

  it('explains each event of the log, with its level', () => {
    const calls = [...source.matchAll(/logger\.(debug|info|warn|error)\(\s*'([\w.]+)'/g)];
    const logged = new Set(calls.map(([, level, event]) => `${event} ${level}`));
    const explained = tableRows(page, '## The log').flatMap(([events = '', level]) =>
      ticked(events).map((event) => `${event} ${level}`),
    );
    expect(explained.toSorted()).toEqual([...logged].sort());
  });
});
