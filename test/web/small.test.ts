/** The small pure parts of the page. */
import { describe, expect, it } from '@jest/globals';
import { backoff } from '../../web/directLine/backoff.ts';
import { fillPage } from '../../web/fillPage.ts';
import { shownSize } from '../../web/shownSize.ts';
import { shownClock, shownDate, shownDay, shownTime } from '../../web/time.ts';

describe('times', () => {
  const now = new Date(2026, 3, 3, 17, 0);

  it.each([
    [new Date(2026, 3, 3, 9, 30), '9:30am'],
    [new Date(2026, 3, 3, 12, 5), '12:05pm'],
    [new Date(2026, 3, 3, 0, 5), '12:05am'],
    [new Date(2026, 3, 2, 21, 15), '2 April 2026, 9:15pm'],
  ])('%s', (moment, shown) => {
    expect(shownTime(moment, now)).toBe(shown);
  });

  it('shows the clock and the day each alone', () => {
    expect([shownClock(now), shownDate(now)]).toEqual(['5:00pm', '3 April 2026']);
  });

  it('shows a day in words, and leaves what is no day alone', () => {
    expect(shownDay('2026-04-03')).toBe('3 April 2026');
    expect(shownDay('soon')).toBe('soon');
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [48 * 1024, '48 KB'],
    [1024 ** 2, '1 MB'],
    [2.44 * 1024 ** 2, '2.4 MB'],
    [25 * 1024 ** 2, '25 MB'],
  ])('%d bytes are %s', (bytes, shown) => expect(shownSize(bytes)).toBe(shown));
});

describe('waiting between tries', () => {
  it('doubles from half a second to twenty, half of it by chance', () => {
    expect([0, 1, 2, 3, 10].map((attempt) => backoff(attempt, 0))).toEqual([250, 500, 1000, 2000, 10_000]);
    expect([0, 1, 2, 3, 10].map((attempt) => backoff(attempt, 1))).toEqual([500, 1000, 2000, 4000, 20_000]);
  });
});

describe('filling a page', () => {
  const parts = new Map([
    ['index', '<h1>{{name}}</h1>{{> foot}}'],
    ['foot', '<p title="{{menu.open}}"></p>\n'],
    ['gap', '{{menu.missing}}'],
  ]);
  const words = { name: 'A & B', menu: { open: '"<' } };

  it('puts texts in their places, escaped, and parts into parts', () => {
    expect(fillPage(parts, 'index', words)).toBe('<h1>A &amp; B</h1><p title="&quot;&lt;"></p>');
  });

  it('stops the build on a text or part that is not there', () => {
    expect(() => fillPage(parts, 'gap', words)).toThrow(
      'web/html/gap.html asks for "menu.missing", which page.json lacks',
    );
    expect(() => fillPage(parts, 'head', words)).toThrow('web/html has no head.html');
  });
});
