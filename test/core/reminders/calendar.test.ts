import { describe, expect, it } from '@jest/globals';
import { LondonCalendar, openHours } from '../../../core/reminders/calendar.ts';
import type { ReminderSettings } from '../../../core/reminders/model.ts';
import { calendar } from './walk.ts';

describe('the date in London', () => {
  it.each([
    ['2026-01-05T23:59:59.000Z', '2026-01-05', 'winter: as in UTC'],
    ['2026-07-05T22:59:59.000Z', '2026-07-05', 'summer: an hour ahead'],
    ['2026-07-05T23:00:00.000Z', '2026-07-06', 'summer midnight is 23:00 in UTC'],
    ['2026-03-29T00:30:00.000Z', '2026-03-29', 'the night of the spring change'],
    ['2026-10-24T23:30:00.000Z', '2026-10-25', 'the night of the autumn change'],
    ['2026-12-31T23:59:59.999Z', '2026-12-31', 'the end of a year'],
  ])('at %s is %s (%s)', (instant, date) => {
    expect(calendar.dateOf(instant)).toBe(date);
  });
});

describe('the instant of a wall time in London', () => {
  it.each([
    ['2026-01-05', '09:30', '2026-01-05T09:30:00.000Z'],
    ['2026-07-06', '09:30', '2026-07-06T08:30:00.000Z'],
    ['2026-03-28', '09:30', '2026-03-28T09:30:00.000Z'],
    ['2026-03-30', '09:30', '2026-03-30T08:30:00.000Z'],
    ['2026-10-23', '09:30', '2026-10-23T08:30:00.000Z'],
    ['2026-10-26', '09:30', '2026-10-26T09:30:00.000Z'],
    // Clocks go from 01:00 to 02:00 on 29 March: 01:30 is not there, and stands for 02:30.
    ['2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '00:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    // Clocks go from 02:00 to 01:00 on 25 October: 01:30 is there twice, and the first counts.
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '02:00', '2026-10-25T02:00:00.000Z'],
  ])('%s %s is %s', (date, time, instant) => {
    expect(calendar.instantOf(date, time)).toBe(instant);
  });
});

describe('working days', () => {
  it.each([
    ['2026-01-01', false, "New Year's Day"],
    ['2026-01-02', true, 'the day after it'],
    ['2026-04-03', false, 'Good Friday'],
    ['2026-04-06', false, 'Easter Monday'],
    ['2026-04-07', true, 'the day after Easter'],
    ['2026-05-04', false, 'early May'],
    ['2026-05-25', false, 'the spring bank holiday'],
    ['2026-08-31', false, 'the summer bank holiday'],
    ['2026-08-03', true, 'the bank holiday of Scotland alone'],
    ['2026-12-26', false, 'Boxing Day on a Saturday'],
    ['2026-12-28', false, 'its substitute day'],
    ['2026-12-29', true, 'between the years'],
    ['2027-05-31', false, 'a spring bank holiday a month before the deadline'],
    ['2027-12-27', false, 'the substitute day for Christmas'],
    ['2027-12-28', false, 'the substitute day for Boxing Day'],
    ['2025-12-26', false, 'Boxing Day on a Friday'],
    ['2026-06-27', false, 'a Saturday'],
    ['2026-06-28', false, 'a Sunday'],
  ])('%s: %s, %s', (date, isWorkingDay) => {
    expect(calendar.isWorkingDay(date)).toBe(isWorkingDay);
  });

  it.each([
    ['2026-04-02', 1, '2026-04-07', 'over Easter'],
    ['2026-04-03', 1, '2026-04-07', 'from a bank holiday'],
    ['2026-12-24', 1, '2026-12-29', 'over Christmas'],
    ['2026-12-24', 4, '2027-01-04', 'over Christmas and New Year'],
    ['2026-06-24', 3, '2026-06-29', 'over a weekend'],
    ['2026-06-27', 0, '2026-06-27', 'none moves nothing'],
  ])('%s and %i more is %s (%s)', (date, days, expected) => {
    expect(calendar.addWorkingDays(date, days)).toBe(expected);
  });

  it('are found from a day on, up to a day, and between two', () => {
    expect(calendar.workingDayFrom('2026-12-25')).toBe('2026-12-29');
    expect(calendar.workingDayFrom('2026-12-24')).toBe('2026-12-24');
    expect(calendar.workingDayUpTo('2026-12-28')).toBe('2026-12-24');
    expect(calendar.workingDays('2026-04-01', '2026-04-08')).toEqual([
      '2026-04-01',
      '2026-04-02',
      '2026-04-07',
      '2026-04-08',
    ]);
    expect(calendar.workingDays('2026-04-08', '2026-04-01')).toEqual([]);
  });

  it('of a year whose bank holidays are not known are all but weekends, and the calendar says that it does not know', () => {
    expect([2024, 2025, 2026, 2027, 2028].map((year) => calendar.covers(year))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(calendar.isWorkingDay('2028-12-25')).toBe(true);
    expect(calendar.isWorkingDay('2028-12-24')).toBe(false);
    expect(new LondonCalendar(new Map()).isWorkingDay('2026-12-25')).toBe(true);
  });
});

describe('what quiet hours leave of working hours', () => {
  it.each<[ReminderSettings['quiet'], string]>([
    [undefined, '09:00-17:00'],
    [{ from: '20:00', to: '08:00' }, '09:00-17:00'],
    [{ from: '20:00', to: '10:15' }, '10:15-17:00'],
    [{ from: '15:00', to: '10:00' }, '10:00-15:00'],
    [{ from: '12:00', to: '13:00' }, '09:00-12:00 13:00-17:00'],
    [{ from: '00:00', to: '12:00' }, '12:00-17:00'],
    [{ from: '13:00', to: '23:59' }, '09:00-13:00'],
    [{ from: '09:15', to: '08:00' }, '09:00-09:15'],
    [{ from: '07:00', to: '07:00' }, '09:00-17:00'],
    [{ from: '09:00', to: '17:00' }, ''],
    [{ from: '06:00', to: '20:00' }, ''],
    [{ from: '17:00', to: '16:59' }, '16:59-17:00'],
    [{ from: '08:00', to: '07:00' }, ''],
  ])('%j leave %s', (quiet, expected) => {
    expect(
      openHours(quiet)
        .map(({ from, to }) => `${from}-${to}`)
        .join(' '),
    ).toBe(expected);
  });
});

describe('the next moment at which somebody may be written to', () => {
  const nights = { from: '20:00', to: '10:00' };
  it.each<[string, string, Pick<ReminderSettings, 'quiet' | 'snoozedUntil'>, string | undefined]>([
    ['now, in working hours', '2026-01-06T11:22:33.444Z', {}, '2026-01-06T11:22:33.444Z'],
    ['from the first minute', '2026-01-06T09:00:00.000Z', {}, '2026-01-06T09:00:00.000Z'],
    ['early in the morning', '2026-01-06T05:00:00.000Z', {}, '2026-01-06T09:00:00.000Z'],
    ['after the last minute', '2026-01-06T17:00:00.000Z', {}, '2026-01-07T09:00:00.000Z'],
    ['on a Friday evening', '2026-01-09T18:00:00.000Z', {}, '2026-01-12T09:00:00.000Z'],
    ['before Easter', '2026-04-02T17:30:00.000Z', {}, '2026-04-07T08:00:00.000Z'],
    ['over Christmas', '2026-12-24T17:00:00.000Z', {}, '2026-12-29T09:00:00.000Z'],
    ['over the spring change', '2026-03-27T17:00:00.000Z', {}, '2026-03-30T08:00:00.000Z'],
    ['over the autumn change', '2026-10-23T16:00:00.000Z', {}, '2026-10-26T09:00:00.000Z'],
    ['after quiet hours overnight', '2026-01-06T09:30:00.000Z', { quiet: nights }, '2026-01-06T10:00:00.000Z'],
    [
      'in quiet hours by day',
      '2026-01-06T12:10:00.000Z',
      { quiet: { from: '12:00', to: '13:30' } },
      '2026-01-06T13:30:00.000Z',
    ],
    ['between quiet hours and evening', '2026-01-06T16:59:59.999Z', { quiet: nights }, '2026-01-06T16:59:59.999Z'],
    ['in summer after quiet hours', '2026-07-06T05:00:00.000Z', { quiet: nights }, '2026-07-06T09:00:00.000Z'],
    ['while snoozed', '2026-01-06T11:00:00.000Z', { snoozedUntil: '2026-01-08' }, '2026-01-08T09:00:00.000Z'],
    ['snoozed to a Sunday', '2026-01-06T11:00:00.000Z', { snoozedUntil: '2026-01-11' }, '2026-01-12T09:00:00.000Z'],
    ['after a snooze', '2026-01-08T11:00:00.000Z', { snoozedUntil: '2026-01-08' }, '2026-01-08T11:00:00.000Z'],
    [
      'snoozed, and quiet',
      '2026-01-06T11:00:00.000Z',
      { snoozedUntil: '2026-01-08', quiet: nights },
      '2026-01-08T10:00:00.000Z',
    ],
    [
      'never, when quiet hours take it all',
      '2026-01-06T11:00:00.000Z',
      { quiet: { from: '06:00', to: '20:00' } },
      undefined,
    ],
  ])('%s', (_, from, settings, expected) => {
    expect(calendar.nextAllowed(from, settings)).toBe(expected);
  });
});
