import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  frequencies,
  type ReminderFacts,
  type ReminderSettings,
  type ServiceFacts,
} from '../../../core/reminders/model.ts';
import { addDays } from '../../../core/understand/calendar.ts';
import { facts, jump, step } from './walk.ts';

const weeks = 4;
/** Around Easter and a change of clocks, the deadline, the other change of clocks, Christmas, and where bank holidays end. */
const starts = ['2026-03-17', '2026-06-08', '2026-10-12', '2026-12-14', '2027-12-20'] as const;

/** Wall times at half past, at which a clock that is looked at then every hour meets them. */
const halfPast = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`);
/** But those that leave the half hour from 9:00 alone: a message would go at 9:00. */
const quietHours = fc.record({ from: halfPast, to: halfPast }).filter(({ from }) => from !== '09:30');
const around = (start: string, from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((days) => addDays(start, days));
const instant = (date: fc.Arbitrary<string>) => date.map((day) => `${day}T11:00:00.000Z`);

const settings = (start: string): fc.Arbitrary<ReminderSettings> =>
  fc
    .record({
      frequency: fc.constantFrom(...frequencies),
      quiet: fc.option(quietHours, { nil: undefined }),
      snoozedUntil: fc.option(around(start, -3, 20), { nil: undefined }),
      putOff: fc.option(
        fc
          .uniqueArray(fc.tuple(around(start, -20, 30), around(start, 0, 35)), { maxLength: 4 })
          .map((pairs) => Object.fromEntries(pairs.map(([from, to]) => [`plan/rose/${from}`, to]))),
        { nil: undefined },
      ),
    })
    .map(({ frequency, quiet, snoozedUntil, putOff }) => ({
      frequency,
      ...(quiet && { quiet }),
      ...(snoozedUntil !== undefined && { snoozedUntil }),
      ...(putOff && { putOff }),
    }));

const service = (assessment: string, start: string): fc.Arbitrary<ServiceFacts> =>
  fc
    .record({
      startedAt: instant(around(start, -60, 10)),
      activeAt: instant(around(start, -30, 10)),
      questionsLeft: fc.constantFrom(0, 3, 45),
      doneAt: fc.option(instant(around(start, -20, 10)), { nil: undefined }),
      publishedOn: fc.option(around(start, -370, 10), { nil: undefined }),
      assigned: fc.array(fc.tuple(fc.constantFrom('jo', 'sam', 'guest'), instant(around(start, -30, 10))), {
        maxLength: 2,
      }),
      reviews: fc.array(around(start, -5, 60), { maxLength: 4 }),
      lapses: fc.array(around(start, -5, 60), { maxLength: 2 }),
    })
    .map(({ assigned, reviews, lapses, doneAt, publishedOn, ...rest }) => ({
      assessment,
      edition: '2025-26',
      ...rest,
      minutesLeft: rest.questionsLeft * 5,
      ...(rest.questionsLeft === 0 && doneAt !== undefined && { doneAt }),
      ...(publishedOn !== undefined && { publishedOn }),
      assignments: assigned.map(([to, at], index) => ({ id: `${assessment}-a${index}`, question: '3.2.1', to, at })),
      reviews: reviews.map((on, index) => ({ document: `D${index + 1}`, on })),
      lapses: lapses.map((on, index) => ({ question: `3.${index + 1}.1`, on })),
    }));

const organisations: fc.Arbitrary<{ readonly start: string; readonly current: ReminderFacts }> = fc
  .constantFrom(...starts)
  .chain((start) =>
    fc.record({
      start: fc.constant(start),
      current: fc
        .record({
          services: fc.tuple(service('rose', start), service('oak', start)),
          jo: settings(start),
          sam: settings(start),
          editions: fc.constantFrom(
            [],
            [
              { edition: '2025-26', outOn: '2025-09-01' },
              { edition: '2026-27', outOn: '2026-09-01' },
            ],
          ),
        })
        .map(({ services, jo, sam, editions }) =>
          facts(services, jo, {
            editions,
            members: [
              { person: 'jo', role: 'manager', settings: jo },
              { person: 'sam', role: 'manager', settings: sam },
            ],
          }),
        ),
    }),
  );

describe('waking when told', () => {
  it('sends exactly what looking every hour sends, at the same moments', () => {
    let messages = 0;
    fc.assert(
      fc.property(organisations, ({ start, current }) => {
        const from = `${start}T00:30:00.000Z`;
        const to = `${addDays(start, weeks * 7)}T00:30:00.000Z`;
        const jumped = jump(current, from, to);
        const stepped = step(current, from, to, 60);
        messages += stepped.length;
        expect(jumped.sent.map(withTime).sort()).toEqual(stepped.map(withTime).sort());
        const keys = stepped.flatMap((message) => message.keys.map((key) => `${message.person} ${key}`));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 20 },
    );
    // About 140: enough is compared, whatever was drawn.
    expect(messages).toBeGreaterThan(20);
  });
});

const withTime = ({
  at,
  person,
  keys,
}: {
  readonly at: string;
  readonly person: string;
  readonly keys: readonly string[];
}) => `${at} ${person} ${keys.join(' ')}`;
