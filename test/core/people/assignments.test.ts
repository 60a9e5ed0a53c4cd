/** Questions handed on, as the record's commits leave them. */
import { describe, expect, it } from '@jest/globals';
import { type Assessment, emptyAssessment, fold } from '../../../core/assessment.ts';
import type { Answer, AssessmentEvent } from '../../../core/model.ts';
import { assignmentStates, isWaiting } from '../../../core/people/model.ts';

const question = '3.2.1';
const hand = (assignment = 'a', to = 'sam', about = question): AssessmentEvent => ({
  ...{ type: 'questionAssigned', assignment, question: about, to },
});
const answered = (answer: Answer = { as: 'yes' }, about = question): AssessmentEvent => ({
  ...{ type: 'questionAnswered', question: about, answer },
});
const accept: AssessmentEvent = { type: 'assignmentAccepted', assignment: 'a' };
const handBack: AssessmentEvent = { type: 'assignmentHandedBack', assignment: 'a', why: 'not my field' };
const withdraw: AssessmentEvent = { type: 'assignmentWithdrawn', assignment: 'a' };
const undo = (revision: number): AssessmentEvent => ({
  ...{ type: 'commitUndone', revision, restored: { [question]: null }, putOff: { [question]: 0 } },
});

type Made = readonly [by: string, ...events: readonly AssessmentEvent[]];

/** One commit an hour, each by whoever is named before it. */
function after(...commits: readonly Made[]): Assessment {
  return commits.reduce<Assessment>(
    (assessment, [by, ...events], index) =>
      fold(assessment, { revision: index + 1, at: atHour(index), by, inputId: `i${index}`, events }),
    emptyAssessment,
  );
}
const atHour = (hour: number): string => new Date(Date.UTC(2026, 10, 21, hour)).toISOString();

const states = (assessment: Assessment) => assessment.assignments.map(({ id, state, to }) => [id, state, to].join(' '));

describe('what becomes of a question that was handed on', () => {
  it.each<[string, Made[], string[]]>([
    ['handed on', [['jo', hand()]], ['a waiting sam']],
    [
      'taken on',
      [
        ['jo', hand()],
        ['sam', accept],
      ],
      ['a accepted sam'],
    ],
    [
      'answered by whoever was asked',
      [
        ['jo', hand()],
        ['sam', answered()],
      ],
      ['a answered sam'],
    ],
    [
      'taken on, then answered',
      [
        ['jo', hand()],
        ['sam', accept],
        ['sam', answered()],
      ],
      ['a answered sam'],
    ],
    [
      'answered by somebody else',
      [
        ['jo', hand()],
        ['al', answered()],
      ],
      ['a answered sam'],
    ],
    [
      '"not sure" leaves it open',
      [
        ['jo', hand()],
        ['sam', answered({ as: 'notSure' })],
      ],
      ['a waiting sam'],
    ],
    [
      '"no" is an answer',
      [
        ['jo', hand()],
        ['sam', answered({ as: 'no' })],
      ],
      ['a answered sam'],
    ],
    [
      '"not applicable" is an answer',
      [
        ['jo', hand()],
        ['sam', answered({ as: 'notApplicable' })],
      ],
      ['a answered sam'],
    ],
    [
      'an answer to another question',
      [
        ['jo', hand()],
        ['sam', answered({ as: 'yes' }, '1.1.5')],
      ],
      ['a waiting sam'],
    ],
    [
      'an answer to its follow-up',
      [
        ['jo', hand()],
        ['sam', answered({ as: 'yes' }, '3.2.1.date')],
      ],
      ['a waiting sam'],
    ],
    [
      'put off',
      [
        ['jo', hand()],
        ['sam', { type: 'questionSkipped', question }],
      ],
      ['a waiting sam'],
    ],
    [
      'handed back',
      [
        ['jo', hand()],
        ['sam', handBack],
      ],
      ['a handedBack sam'],
    ],
    [
      'handed back after it was taken on',
      [
        ['jo', hand()],
        ['sam', accept],
        ['sam', handBack],
      ],
      ['a handedBack sam'],
    ],
    [
      'an answer after it was handed back',
      [
        ['jo', hand()],
        ['sam', handBack],
        ['jo', answered()],
      ],
      ['a handedBack sam'],
    ],
    [
      'taken back',
      [
        ['jo', hand()],
        ['jo', withdraw],
      ],
      ['a withdrawn sam'],
    ],
    [
      'an answer after it was taken back',
      [
        ['jo', hand()],
        ['jo', withdraw],
        ['jo', answered()],
      ],
      ['a withdrawn sam'],
    ],
    [
      'its answer taken back by undo: with whoever had it',
      [
        ['jo', hand()],
        ['sam', answered()],
        ['sam', undo(2)],
      ],
      ['a accepted sam'],
    ],
    [
      'its answer withdrawn',
      [
        ['jo', hand()],
        ['sam', answered()],
        ['jo', { type: 'answerWithdrawn', question }],
      ],
      ['a accepted sam'],
    ],
    [
      'its answer changed to "not sure"',
      [
        ['jo', hand()],
        ['sam', answered()],
        ['jo', answered({ as: 'notSure' })],
      ],
      ['a accepted sam'],
    ],
    [
      'its answer changed',
      [
        ['jo', hand()],
        ['sam', answered()],
        ['jo', answered({ as: 'no' })],
      ],
      ['a answered sam'],
    ],
    [
      'handed on although it was answered, and answered anew',
      [
        ['jo', answered()],
        ['jo', hand()],
        ['sam', answered({ as: 'no' })],
      ],
      ['a answered sam'],
    ],
    [
      'handed on although it was answered: it waits',
      [
        ['jo', answered()],
        ['jo', hand()],
      ],
      ['a waiting sam'],
    ],
    [
      'moved to somebody else',
      [
        ['jo', hand()],
        ['sam', accept],
        ['jo', { type: 'assignmentMoved', assignment: 'a', to: 'al' }],
      ],
      ['a accepted al'],
    ],
    [
      'two people asked for two questions',
      [['jo', hand(), hand('b', 'al', '1.1.5')]],
      ['a waiting sam', 'b waiting al'],
    ],
    [
      'an answer is for all who were asked for it',
      [
        ['jo', hand(), hand('b', 'al')],
        ['sam', answered()],
      ],
      ['a answered sam', 'b answered al'],
    ],
    ['in one commit with its answer', [['jo', hand(), answered()]], ['a answered sam']],
    [
      'an assignment that is none',
      [
        ['jo', hand()],
        ['sam', { type: 'assignmentAccepted', assignment: 'z' }],
      ],
      ['a waiting sam'],
    ],
  ])('%s', (_name, commits, expected) => {
    expect(states(after(...commits))).toEqual(expected);
  });

  it('who asked, when, and since when it stands as it does', () => {
    const [assignment] = after(['jo', hand()], ['sam', accept], ['sam', answered()]).assignments;
    expect(assignment).toEqual({
      ...{ id: 'a', question, to: 'sam', isGuest: false, by: 'jo', state: 'answered' },
      ...{ at: atHour(0), since: atHour(2) },
    });
  });

  it('nothing is said to have changed where nothing did', () => {
    const [assignment] = after(
      ['jo', hand()],
      ['sam', answered()],
      ['sam', answered({ as: 'no' }, '1.1.5')],
    ).assignments;
    expect(assignment?.since).toBe(atHour(1));
  });

  it('whoever takes over is one of the team, also where it was a guest', () => {
    const guest: AssessmentEvent = { type: 'questionAssigned', assignment: 'a', question, to: 'firm', isGuest: true };
    expect(after(['jo', guest]).assignments[0]?.isGuest).toBe(true);
    const moved = after(['jo', guest], ['jo', { type: 'assignmentMoved', assignment: 'a', to: 'al' }]);
    expect(moved.assignments[0]).toMatchObject({ to: 'al', isGuest: false });
  });
});

describe('how many are remembered', () => {
  it('of those that are over the newest hundred, and all that wait', () => {
    const old = Array.from({ length: 130 }, (_, index): readonly AssessmentEvent[] => [
      hand(`old-${index}`, 'sam', `q-${index}`),
      { type: 'assignmentWithdrawn', assignment: `old-${index}` },
    ]);
    const open = Array.from({ length: 120 }, (_, index) => hand(`open-${index}`, 'sam', `q-${index}`));
    const { assignments } = after(['jo', hand('first', 'sam', 'q')], ['jo', ...old.flat()], ['jo', ...open]);
    expect(assignments.filter(isWaiting)).toHaveLength(121);
    const over = assignments.filter((each) => !isWaiting(each));
    expect(over.map(({ id }) => id)).toEqual(old.slice(30).map((_, index) => `old-${index + 30}`));
  });

  it('waiting is what somebody still owes an answer to', () => {
    const [one] = after(['jo', hand()]).assignments;
    if (!one) throw new Error('Nothing was handed on.');
    expect(assignmentStates.filter((state) => isWaiting({ ...one, state }))).toEqual(['waiting', 'accepted']);
  });
});
