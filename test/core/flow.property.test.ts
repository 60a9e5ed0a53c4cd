import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Content } from '../../bot/content.ts';
import { type Assessment, type CommitLike, emptyAssessment, fold } from '../../core/assessment.ts';
import { step } from '../../core/flow.ts';
import { levelReached, progressOf } from '../../core/progress.ts';
import { type Context, type Cursor, commands, emptyCursor, type Input } from '../../core/turn.ts';
import { realContent } from '../support/guide.ts';

let content: Content;
let context: Context;
let questions: readonly string[];

beforeAll(async () => {
  content = await realContent();
  context = { ...content, today: '2026-11-21', now: '2026-11-21T10:00:00.000Z', by: 'somebody' };
  questions = [
    ...content.book.setup.map(({ id }) => id),
    ...content.book.set.items.flatMap((item) => [item.id, ...item.followUps.map(({ id }) => id)]),
  ];
});

const phrases = [
  'yes',
  'no',
  'not yet',
  'no idea',
  'n/a',
  'skip',
  'back',
  'undo',
  'undo',
  'status',
  'help',
  'stop',
  'why',
  'carry on',
  'summary',
  'optional',
  '47 out of 52',
  'everyone bar two',
  '50',
  'March 2026',
  '31/02/2026',
  'in the office',
  'MFA',
  'what is encryption',
  'change 3.2.1',
  'change setup',
  'yes, our deputy did it in March',
  'maybe',
  '👍',
  '',
  ' ',
  '\u202e',
  '__proto__',
  'constructor',
  'we have been hacked',
  'no computers here',
  'care home',
  'return code',
  '?',
  '{{name}} $t(x)',
];

const said = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...phrases) },
  { weight: 1, arbitrary: fc.string({ maxLength: 60, unit: 'binary' }) },
);
const question = fc.nat().map((n) => (n % 23 === 0 ? 'no.such.question' : (questions[n % questions.length] as string)));
const chosen: fc.Arbitrary<Extract<Input, { type: 'chose' }>['action']> = fc.oneof(
  fc.record({
    do: fc.constant('answer' as const),
    question,
    seen: fc.nat({ max: 40 }),
    as: fc.constantFrom('yes' as const, 'no' as const, 'notSure' as const, 'notApplicable' as const),
  }),
  fc.record({ do: fc.constant('answer' as const), question, seen: fc.constant(0), text: said }),
  fc.record({ do: fc.constantFrom('why' as const, 'change' as const, 'keep' as const), question }),
  fc.record({ do: fc.constant('skip' as const), question, times: fc.nat({ max: 2 }) }),
  fc.record({ do: fc.constant('undo' as const), revision: fc.nat({ max: 60 }) }),
  fc.record({ do: fc.constant('say' as const), command: fc.constantFrom(...commands) }),
);
/** Ids repeat now and then, as deliveries do. */
const id = fc.nat({ max: 200 }).map((n) => `c/${n}`);
const input: fc.Arbitrary<Input> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('said' as const), id, text: said }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('chose' as const), id, action: chosen }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Input>({ type: 'arrived' }, { type: 'unreadableCard' }, { type: 'sentFiles' }),
  },
);
/** Whether the conversation's place is lost before an input: it may be at any time. */
const turns = fc.array(fc.record({ input, isForgetful: fc.nat({ max: 9 }).map((n) => n === 0) }), { maxLength: 60 });

function play(inputs: readonly { readonly input: Input; readonly isForgetful: boolean }[]) {
  const commits: CommitLike[] = [];
  let assessment: Assessment = emptyAssessment;
  let cursor: Cursor = emptyCursor;
  for (const { input: each, isForgetful } of inputs) {
    const decided = step(context, { assessment, cursor: isForgetful ? emptyCursor : cursor }, each);
    cursor = decided.cursor;
    expect(decided.effects.length).toBeGreaterThan(0);
    if (cursor.asked !== undefined) expect(content.book.find(cursor.asked)).toBeDefined();
    if (decided.events.length) {
      const commit = {
        revision: assessment.revision + 1,
        at: context.now,
        by: context.by,
        inputId: 'id' in each ? each.id : each.type,
        events: decided.events,
      };
      commits.push(commit);
      assessment = fold(assessment, commit);
      const repeated = step(context, { assessment, cursor }, each);
      if ('id' in each) expect(repeated.events).toEqual([]);
    }
  }
  return { commits, assessment };
}

describe('whatever is typed, tapped, repeated or forgotten', () => {
  it('the fold holds, replay gives the same state, and progress stays in its bounds', () => {
    fc.assert(
      fc.property(turns, (inputs) => {
        const { commits, assessment } = play(inputs);
        const stored = JSON.parse(JSON.stringify(commits)) as CommitLike[];
        expect(stored.reduce(fold, emptyAssessment)).toEqual(assessment);
        const progress = progressOf(content.book, assessment, context.today);
        expect(progress.of).toBe(45);
        expect(progress.answered).toBeLessThanOrEqual(45);
        expect(progress.met.done).toBeLessThanOrEqual(progress.answered);
        expect(progress.approaching.done).toBeLessThanOrEqual(Math.min(26, progress.met.done));
        expect(
          levelReached(content.book, assessment, context.today) === 'none' || progress.approaching.done === 26,
        ).toBe(true);
        expect(assessment.undoable.length).toBeLessThanOrEqual(20);
        expect(assessment.recentInputs.length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 300 },
    );
  });

  it('a lost cursor loses no answer', () => {
    fc.assert(
      fc.property(turns, (inputs) => {
        const { assessment } = play(inputs);
        const { events, effects } = step(context, { assessment, cursor: emptyCursor }, { type: 'arrived' });
        expect(events).toEqual([]);
        expect(effects.at(-1)?.type).toMatch(/^(ask|summary)$/);
      }),
      { numRuns: 100 },
    );
  });

  it('undo, as often as there is something to undo, leads back to where it began', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('yes', 'no', 'not sure', 'in the office', '47 out of 52'), { maxLength: 18 }),
        (answers) => {
          let { assessment } = play(
            answers.map((text, index) => ({ input: { type: 'said', id: `a/${index}`, text }, isForgetful: false })),
          );
          let cursor: Cursor = emptyCursor;
          for (let index = 0; assessment.undoable.length && index < 50; index++) {
            const decided = step(context, { assessment, cursor }, { type: 'said', id: `u/${index}`, text: 'undo' });
            cursor = decided.cursor;
            assessment = fold(assessment, {
              revision: assessment.revision + 1,
              at: context.now,
              by: context.by,
              inputId: `u/${index}`,
              events: decided.events,
            });
          }
          expect(assessment.answers).toEqual({});
        },
      ),
      { numRuns: 50 },
    );
  });
});
