import { describe, expect, it } from '@jest/globals';
import { insightOf } from '../../../core/evidence/insight.ts';

const seeds = {
  'blanks opened': '[',
  'blanks nested': '[insert {{<«',
  blanks: '[insert name] ',
  underscores: '____ and the ',
  crosses: 'XXXX ',
  labels: 'reviewed next review due ',
  'labels with figures': 'reviewed 1 ',
  versions: 'v1.',
  'versions with figures': 'version 1: 1 ',
  dates: 'review date 12/05/2025 ',
  names: 'Ann Hartley ',
  capitals: 'A',
  phones: 'Ann Hartley 01422 496000 ',
  rooms: 'Room 4 Ann Hartley ',
  digits: '1',
  'digits apart': '9 4 ',
  'NHS and gaps': 'nhs number                    ',
  births: 'dob - ',
  cells: 'a\t',
  'rows of cells': 'Name\tRoom\n',
  lines: 'a\n',
  spaces: ' ',
  organisations: 'Sunrise Care Ltd ',
  'beyond ASCII': 'Zoë – ½ ',
};

/** Processor time for `length` characters of `seed`, the better of two: other work on the machine only ever adds. */
function cost(seed: string, length: number): number {
  const text = seed.repeat(Math.ceil(length / seed.length)).slice(0, length);
  const request = {
    parts: [{ place: { in: 'page', number: 1 }, text }],
    isWhole: true,
    fileName: 'a.pdf',
    today: '2026-11-22',
    organisation: 'Rose Cottage',
    kinds: [],
  } as const;
  const times = [1, 2].map(() => {
    const before = process.cpuUsage();
    insightOf(request);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe('looking into a text', () => {
  // Eight times the text would cost 64 times as much were it quadratic; linear work is allowed its noise.
  it.each(Object.entries(seeds))('costs no more than in proportion to its length: %s', (_, seed) => {
    const short = cost(seed, 25_000);
    const long = cost(seed, 200_000);
    expect(long / Math.max(short, 5)).toBeLessThan(24);
  });

  // Dates are what is dearest to read; a label without one must not cost as much.
  it.each(['v1.', 'v1 ', 'version 1 ', 'v1.1, '])('costs little where labels stand without dates: %s', (seed) => {
    expect(cost(seed, 200_000) / cost('v1: 1 May 2025\n', 200_000)).toBeLessThan(0.5);
  });

  it('costs no more than in proportion to its length up to the longest there may be', () => {
    const everything = Object.values(seeds)
      .map((seed) => seed.repeat(Math.ceil(300 / seed.length)))
      .join('\n');
    expect(cost(everything, 2_000_000) / cost(everything, 250_000)).toBeLessThan(24);
  });
});
