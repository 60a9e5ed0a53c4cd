import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ContentError } from '../../../core/content.ts';
import { parseBankHolidays, parseToolkitYear } from '../../../core/reminders/content.ts';

const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../../content/${name}`, import.meta.url), 'utf8')) as Record<string, unknown>;
const holidays = read('bankHolidays.json');
const year = read('toolkitYear.json');
const days = { '2026-12-25': 'Christmas Day', '2026-12-28': 'Boxing Day (substitute day)' };

describe('the bank holidays of England', () => {
  it('are there for the years that were announced, eight in each', () => {
    expect([...parseBankHolidays(holidays)].map(([each, dates]) => [each, dates.length])).toEqual([
      [2025, 8],
      [2026, 8],
      [2027, 8],
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['no years', { ...holidays, years: undefined }, /^content\/bankHolidays\.json: years: /m],
    [
      'a date that is none',
      { ...holidays, years: { 2026: { '2026-02-30': 'A day' } } },
      /years\/2026\/2026-02-30: .*/m,
    ],
    ['a date of another year', { ...holidays, years: { 2027: days } }, /years\/2027\/2026-12-25: it is not in 2027/],
    [
      'a weekend',
      { ...holidays, years: { 2026: { '2026-12-26': 'Boxing Day' } } },
      /it is on a weekend: write its substitute day/,
    ],
    ['a year without any', { ...holidays, years: { 2026: {} } }, /years\/2026: name its bank holidays/],
    ['a day without a name', { ...holidays, years: { 2026: { '2026-12-25': '' } } }, /years\/2026\/2026-12-25: /],
    ['a year that is none', { ...holidays, years: { next: days } }, /years\/next: .*/],
    ['no source', { ...holidays, source: undefined }, /source: /],
    ['a day of checking that is none', { ...holidays, checkedOn: 'today' }, /checkedOn: write an ISO date/],
    ['a mistyped field', { ...holidays, yeers: {} }, /\(top\): .*yeers/],
    ['something else altogether', null, /\(top\): /],
  ])('with %s stop the start and say file and path', (_, json, expected) => {
    expect(() => parseBankHolidays(json)).toThrow(ContentError);
    expect(() => parseBankHolidays(json)).toThrow(expected);
  });
});

describe('the year of the toolkit', () => {
  it('ends on 30 June, which sources state for no year after 2026', () => {
    expect(parseToolkitYear(year)).toEqual({ deadline: '06-30', lastStated: '2026-06-30' });
  });

  it.each<[string, unknown, RegExp]>([
    ['a date', { ...year, deadline: '2026-06-30' }, /^content\/toolkitYear\.json: deadline: write month and day/m],
    ['a day that is not there', { ...year, deadline: '06-31' }, /deadline: there is no such day every year/],
    ['a day of leap years', { ...year, deadline: '02-29' }, /deadline: there is no such day every year/],
    ['no source', { ...year, sources: [] }, /sources: name at least one source/],
    ['an address that is none', { ...year, sources: [{ title: 'A page', url: 'example' }] }, /sources\/0\/url: /],
    ['nothing that was stated', { ...year, lastStated: undefined }, /lastStated: /],
  ])('with %s stops the start and says file and path', (_, json, expected) => {
    expect(() => parseToolkitYear(json)).toThrow(expected);
  });
});
