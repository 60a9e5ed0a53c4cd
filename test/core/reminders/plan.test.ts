import { describe, expect, it } from '@jest/globals';
import { planDays, slotsFor } from '../../../core/reminders/plan.ts';
import { calendar } from './walk.ts';

describe('sittings of 20 minutes', () => {
  it.each([
    [0, 0, 0],
    [0, 30, 0],
    [1, 0, 1],
    [1, 1, 1],
    [5, 20, 1],
    [5, 21, 2],
    [45, 240, 12],
  ])('%i questions of %i minutes take %i', (questionsLeft, minutesLeft, slots) => {
    expect(slotsFor(questionsLeft, minutesLeft)).toBe(slots);
  });
});

describe('the plan worked back from the deadline', () => {
  const days = (slots: number, today: string, deadline = '2026-06-30') =>
    planDays({ questionsLeft: slots, minutesLeft: slots * 20 }, today, deadline, calendar)
      .map((day) => `${day.date.slice(5)}${day.slots === 1 ? '' : ` x${day.slots}`}`)
      .join(' ');

  it.each([
    ['nothing left', 0, '2026-06-22', ''],
    ['one: the last working day before the deadline', 1, '2026-06-22', '06-29'],
    ['two: half-way, and the last', 2, '2026-06-22', '06-24 06-29'],
    ['as many as days: one a day', 6, '2026-06-22', '06-22 06-23 06-24 06-25 06-26 06-29'],
    [
      'more than days: some days have two, later rather than sooner',
      8,
      '2026-06-22',
      '06-22 06-23 06-24 x2 06-25 06-26 06-29 x2',
    ],
    ['the day before: all on it', 3, '2026-06-29', '06-29 x3'],
    ['over a weekend', 2, '2026-06-26', '06-26 06-29'],
    ['on the deadline: one on each working day', 3, '2026-06-30', '06-30 07-01 07-02'],
    ['after the deadline', 3, '2026-07-03', '07-03 07-06 07-07'],
    ['after the deadline, on a Saturday', 1, '2026-07-04', '07-06'],
  ])('%s', (_, slots, today, expected) => {
    expect(days(slots, today)).toBe(expected);
  });

  it('keeps off bank holidays', () => {
    expect(days(3, '2026-12-24', '2026-12-31')).toBe('12-24 12-29 12-30');
    expect(days(1, '2026-04-02', '2026-04-07')).toBe('04-02');
  });

  it('holds every sitting, on working days before the deadline, for whatever is left', () => {
    for (let slots = 1; slots <= 40; slots++) {
      for (const today of ['2026-05-20', '2026-06-13', '2026-06-26', '2026-06-29']) {
        const plan = planDays({ questionsLeft: 9, minutesLeft: slots * 20 }, today, '2026-06-30', calendar);
        expect(plan.reduce((sum, day) => sum + day.slots, 0)).toBe(slots);
        expect(plan.at(-1)?.date).toBe('2026-06-29');
        expect(plan.filter(({ date }) => date < today || !calendar.isWorkingDay(date))).toEqual([]);
      }
    }
  });
});
