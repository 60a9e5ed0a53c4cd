import { describe, expect, it } from '@jest/globals';
import { type Assessment, emptyAssessment, fold } from '../../core/assessment.ts';
import type { Answer, Item } from '../../core/model.ts';
import { isWithinMonths, itemState, minutesLeft } from '../../core/progress.ts';
import { londonDate } from '../../core/time.ts';

const today = '2026-11-21';

function answered(answers: Readonly<Record<string, Answer>>): Assessment {
  return fold(emptyAssessment, {
    revision: 1,
    at: '2026-11-21T10:00:00Z',
    by: 'somebody',
    inputId: 'test',
    events: Object.entries(answers).map(([question, answer]) => ({ type: 'questionAnswered', question, answer })),
  });
}

const item = (more: Partial<Item> = {}): Item => ({
  id: '1.1.1',
  section: 'staffing',
  level: 'met',
  kind: 'yesNo',
  minutes: 2,
  followUps: [],
  terms: [],
  confidence: 'high',
  checkLive: false,
  sources: ['test'],
  ...more,
});
const dated = item({ followUps: [{ id: '1.1.1.date', kind: 'date', rule: { type: 'withinMonths', months: 12 } }] });
const placed = item({ kind: 'document', followUps: [{ id: '1.1.1.where', kind: 'document', needed: true }] });
const share = item({ kind: 'percent', rule: { type: 'percentAtLeast', percent: 95 } });
const yes: Answer = { as: 'yes' };
const on = (date: string): Answer => ({ as: 'value', value: { date } });
const percent = (value: number): Answer => ({ as: 'value', value: { percent: value } });
const text: Answer = { as: 'value', value: { text: 'in the folder' } };

describe('how an item stands', () => {
  it.each<[string, Item, Record<string, Answer>, string]>([
    ['nothing said', item(), {}, 'open'],
    ['not sure', item(), { '1.1.1': { as: 'notSure' } }, 'unsure'],
    ['no', item(), { '1.1.1': { as: 'no' } }, 'gap'],
    ['yes', item(), { '1.1.1': yes }, 'done'],
    ['not applicable', item(), { '1.1.1': { as: 'notApplicable' } }, 'done'],
    ['yes, its date not asked yet', dated, { '1.1.1': yes }, 'done'],
    ['yes, done 12 months ago to the day', dated, { '1.1.1': yes, '1.1.1.date': on('2025-11-21') }, 'done'],
    ['yes, a day too old', dated, { '1.1.1': yes, '1.1.1.date': on('2025-11-20') }, 'gap'],
    ['yes, date not known', dated, { '1.1.1': yes, '1.1.1.date': { as: 'notSure' } }, 'done'],
    ['document, yes alone', placed, { '1.1.1': yes }, 'gap'],
    ['document, yes and its place', placed, { '1.1.1': yes, '1.1.1.where': text }, 'done'],
    ['document, yes and its place not known', placed, { '1.1.1': yes, '1.1.1.where': { as: 'notSure' } }, 'gap'],
    ['document, its place at once', placed, { '1.1.1': text }, 'done'],
    ['exactly the target', share, { '1.1.1': percent(95) }, 'done'],
    ['a hair below the target', share, { '1.1.1': percent(94.99) }, 'gap'],
  ])('%s', (_, of, answers, state) => {
    expect(itemState(of, answered(answers), today)).toBe(state);
  });
});

describe('months back from a day', () => {
  it.each([
    ['2025-11-21', 12, '2026-11-21', true],
    ['2025-11-20', 12, '2026-11-21', false],
    ['2026-11-21', 12, '2026-11-21', true],
    ['2023-02-28', 12, '2024-02-29', true],
    ['2023-02-27', 12, '2024-02-29', false],
    ['2023-11-21', 36, '2026-11-21', true],
    ['2025-01-27', 1, '2025-02-28', false],
    ['2025-01-28', 1, '2025-02-28', true],
  ])('%s within %i months of %s: %s', (date, months, day, expected) => {
    expect(isWithinMonths(date, months, day)).toBe(expected);
  });
});

it('counts the minutes of what has no answer, "not sure" included', () => {
  const items = [item(), item({ id: '1.1.2', minutes: 3 }), item({ id: '1.1.3', minutes: 5 })];
  expect(minutesLeft(items, answered({ '1.1.1': yes, '1.1.2': { as: 'notSure' } }))).toBe(8);
});

it.each([
  ['2026-06-30T22:59:59Z', '2026-06-30'],
  ['2026-06-30T23:00:00Z', '2026-07-01'],
  ['2026-12-31T23:59:59Z', '2026-12-31'],
])('%s is %s in England', (instant, date) => {
  expect(londonDate(new Date(instant))).toBe(date);
});
