import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Content } from '../../bot/content.ts';
import { type Assessment, type CommitLike, emptyAssessment, fold } from '../../core/assessment.ts';
import { filesOf } from '../../core/evidence/documents.ts';
import { type FileSource, noInsight, type ScanState, type SentFile } from '../../core/evidence/model.ts';
import { step } from '../../core/flow.ts';
import { levelReached, progressOf } from '../../core/progress.ts';
import { type Context, type Cursor, commands, emptyCursor, heldChoices, type Input } from '../../core/turn.ts';
import { realContent } from '../support/guide.ts';
import { alone } from '../support/people.ts';

let content: Content;
let context: Context;
let questions: readonly string[];

beforeAll(async () => {
  content = await realContent();
  context = { ...content, documentKinds, today: '2026-11-21', now: '2026-11-21T10:00:00.000Z', ...alone('somebody') };
  questions = [
    ...content.book.setup.map(({ id }) => id),
    ...content.book.set.items.flatMap((item) => [item.id, ...item.followUps.map(({ id }) => id)]),
  ];
});

/** Every kind proves something, so that suggestions are made. */
const documentKinds = [
  { id: 'policy', proves: ['1.1.3', '1.1.5', '2.2.1'], signs: [] },
  { id: 'plan', proves: ['7.3.1', '7.3.2'], signs: [] },
];

const phrases = [
  'documents',
  'D1',
  'open D2',
  'open it',
  'delete D1',
  'delete it',
  'replace D3',
  'use D1 for 1.1.3',
  'remove D1 from 1.1.3',
  'D1 date 3 May 2025',
  'D2 review June 2027',
  'D1 owner Jane',
  'keep it',
  'take it back',
  'evidence for 1.1.2',
  'send a document',
  'https://example.org/privacy.pdf',
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
function someDocument(): fc.Arbitrary<string> {
  return fc.constantFrom('u1', 'u2', 'u3', 'u4', 'said.1.1.3', 'said.1.1.2.where', 'nobody');
}
const source = (upload: string, scan: ScanState = 'none'): FileSource => ({
  file: `evidence/${upload}`,
  sha256: upload.padEnd(64, '0'),
  size: 1,
  fileType: 'pdf',
  name: `${upload}.pdf`,
  scan,
});
const details = { type: 'personalData', kind: 'nhsNumber', places: [], count: 1 } as const;
const file: fc.Arbitrary<SentFile> = fc
  .record({ upload: someDocument(), kind: fc.constantFrom('refused', 'held', 'ready', 'ready', 'waiting') })
  .map(({ upload, kind }): SentFile => {
    if (kind === 'refused') return { upload, name: upload, state: 'refused', refusal: 'broken' };
    const insight = {
      ...noInsight,
      kinds: ['policy'],
      proposed: { documentDate: '2025-05-03' },
      ...(kind === 'held' && { findings: [details] }),
    };
    return {
      upload,
      name: upload,
      state: 'ready',
      source: source(upload, kind === 'waiting' ? 'waiting' : 'none'),
      insight,
    };
  });
const found = fc.constantFrom('there' as const, 'missing' as const, 'altered' as const);
const checks = fc.array(fc.record({ document: someDocument(), version: fc.nat({ max: 2 }), found }), { maxLength: 3 });
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
  fc.record({ do: fc.constantFrom('evidence' as const, 'upload' as const), question }),
  fc.record({
    do: fc.constantFrom('document' as const, 'replace' as const, 'open' as const),
    document: someDocument(),
  }),
  fc.record({ do: fc.constantFrom('useFor' as const, 'stopUsing' as const), document: someDocument(), question }),
  fc.record({ do: fc.constant('delete' as const), document: someDocument(), isSure: fc.boolean() }),
  fc.record({
    do: fc.constant('describe' as const),
    document: someDocument(),
    documentDate: fc.constantFrom('', '2025-05-03', 'never'),
    owner: fc.constantFrom('', 'Jane'),
  }),
  fc.record({
    do: fc.constant('held' as const),
    upload: someDocument(),
    choice: fc.constantFrom(...heldChoices),
    question,
  }),
);
/** Ids repeat now and then, as deliveries do. */
const id = fc.nat({ max: 200 }).map((n) => `c/${n}`);
const input: fc.Arbitrary<Input> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('said' as const), id, text: said }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('chose' as const), id, action: chosen }) },
  { weight: 1, arbitrary: fc.constantFrom<Input>({ type: 'arrived' }, { type: 'unreadableCard' }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('arrived' as const), checks }) },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        type: fc.constant('sentFiles' as const),
        id,
        files: fc.array(file, { maxLength: 3 }),
        text: said,
        question,
        replaces: someDocument(),
      },
      { requiredKeys: ['type', 'id', 'files'] },
    ),
  },
  {
    weight: 1,
    arbitrary: someDocument().chain((document) =>
      fc.record({
        type: fc.constant('scanned' as const),
        id,
        scans: fc.constantFrom(
          [{ document, file: `evidence/${document}`, result: 'clean' as const }],
          [{ document, file: `evidence/${document}`, result: 'infected' as const }],
        ),
      }),
    ),
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
    for (const effect of decided.effects) {
      if (effect.type !== 'discardFiles') continue;
      const after = fold(assessment, { revision: 0, at: '', by: '', inputId: '', events: decided.events });
      const named = filesOf(after.documents).map(({ source }) => source.file);
      expect(named.filter((name) => effect.files.includes(name))).toEqual([]);
    }
    // A document of its own goes by a deliberate tap, or by a word in reply to being asked.
    if (decided.events.some((event) => event.type === 'documentDeleted' && !event.document.startsWith('said.'))) {
      const isSure = each.type === 'chose' && each.action.do === 'delete' && each.action.isSure === true;
      expect(isSure || (!isForgetful && cursor.pending?.type === 'delete')).toBe(true);
    }
    cursor = decided.cursor;
    // A scan that tells nothing new is the one thing that nobody needs to hear of.
    if (each.type !== 'scanned') expect(decided.effects.length).toBeGreaterThan(0);
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
