/** That the prefixes between two times hold every minute once. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hourOf, isHour, minuteAfter, minuteOf, prefixesBetween } from '../../../bot/reminders/minutes.ts';

const at = (text: string): Date => new Date(text);

describe('a minute', () => {
  it.each([
    ['2026-06-01T09:05:00.000Z', '2026-06-01T09/05', '2026-06-01T09/05'],
    ['2026-06-01T09:05:00.001Z', '2026-06-01T09/05', '2026-06-01T09/06'],
    ['2026-12-31T23:59:59.999Z', '2026-12-31T23/59', '2027-01-01T00/00'],
  ])('of %s is %s, and the next to begin %s', (text, within, next) => {
    expect([minuteOf(at(text)), minuteAfter(at(text))]).toEqual([within, next]);
  });
});

describe('an hour', () => {
  it.each([
    ['2026-06-01T09', true],
    ['2026-06-01T24', false],
    ['2026-13-01T09', false],
    ['2026-06-01', false],
    [undefined, false],
  ])('is %s: %s', (text, expected) => {
    expect(isHour(text)).toBe(expected);
  });
});

describe('prefixes between two times', () => {
  it.each([
    [
      '2026-06-01T08',
      '2026-06-01T09:25:00Z',
      ['2026-06-01T08/', '2026-06-01T09/0', '2026-06-01T09/1', '2026-06-01T09/2'],
    ],
    ['2026-06-01T09', '2026-06-01T09:00:00Z', ['2026-06-01T09/0']],
    ['2026-05-30T23', '2026-06-01T00:59:59Z', ['2026-05-30T23/', '2026-05-31T', '2026-06-01T00/']],
    ['2026-01-31T23', '2026-03-01T00:00:00Z', ['2026-01-31T23/', '2026-02-', '2026-03-01T00/0']],
    ['2026-06-01T10', '2026-06-01T09:25:00Z', []],
  ])('from %s to %s', (from, now, expected) => {
    expect([...prefixesBetween(from, at(now))]).toEqual(expected);
  });

  it('hold every minute once, and none later than nine minutes from now', () => {
    const start = Date.parse('2026-01-01T00:00:00Z');
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 60 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 3 * 24 * 60 }), (first, more) => {
        const from = hourOf(minuteOf(new Date(start + first * 60_000)));
        const now = new Date(start + (first + more) * 60_000);
        const prefixes = [...prefixesBetween(from, now)];
        let last = -1;
        for (let time = Date.parse(`${from}:00Z`); time <= now.getTime() + 20 * 60_000; time += 60_000) {
          const found = prefixes.findIndex((each) => minuteOf(new Date(time)).startsWith(each));
          const isHeld = found !== -1;
          if (time <= now.getTime() !== isHeld && !(isHeld && time < now.getTime() + 10 * 60_000)) return false;
          if (isHeld && found < last) return false;
          if (isHeld) last = found;
        }
        return prefixes.every((one, i) => prefixes.every((other, j) => i === j || !one.startsWith(other)));
      }),
      { numRuns: 60 },
    );
  });
});
