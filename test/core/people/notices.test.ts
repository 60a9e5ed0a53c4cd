/** Who hears of what became of questions handed on. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Assignment, type AssignmentState, assignmentStates } from '../../../core/people/model.ts';
import { noticesOf } from '../../../core/people/notices.ts';

const at = '2026-11-21T10:00:00.000Z';
const one = (state: AssignmentState, more: Partial<Assignment> = {}): Assignment => ({
  ...{ id: 'a', question: '3.2.1', to: 'sam', isGuest: false, by: 'jo', state, at, since: at },
  ...more,
});

/** As `who: what they hear`, from what became of one assignment. */
function heard(before: Assignment | undefined, after: Assignment, by: string): readonly string[] {
  return noticesOf(before ? [before] : [], [after], by).map(({ to, notice }) => `${to}: ${notice.type}`);
}

describe('who hears', () => {
  it.each<[string, Assignment | undefined, Assignment, string, readonly string[]]>([
    ['handed on', undefined, one('waiting'), 'jo', ['sam: handedOn']],
    ['handed on to oneself', undefined, one('waiting', { to: 'jo' }), 'jo', []],
    ['taken on', one('waiting'), one('accepted'), 'sam', ['jo: accepted']],
    ['taken on what one handed to oneself', one('waiting', { to: 'jo' }), one('accepted', { to: 'jo' }), 'jo', []],
    ['answered by whoever had it', one('accepted'), one('answered'), 'sam', ['jo: answered']],
    ['answered by the asker', one('waiting'), one('answered'), 'jo', ['sam: answered']],
    ['answered by a third', one('waiting'), one('answered'), 'al', ['jo: answered', 'sam: answered']],
    ['handed on and answered at once', undefined, one('answered'), 'al', ['jo: answered', 'sam: answered']],
    ['handed back', one('accepted'), one('handedBack'), 'sam', ['jo: handedBack']],
    ['taken back', one('waiting'), one('withdrawn'), 'jo', ['sam: withdrawn']],
    ['taken back by another manager', one('waiting'), one('withdrawn'), 'al', ['sam: withdrawn']],
    ['taken up again after an undo', one('answered'), one('accepted'), 'sam', []],
    ['taken up again after another’s undo', one('answered'), one('accepted'), 'al', []],
    ['moved to a successor', one('waiting'), one('waiting', { to: 'al' }), 'jo', ['al: takenOver']],
    ['moved to oneself', one('waiting'), one('waiting', { to: 'jo' }), 'jo', []],
    ['nothing new', one('waiting'), one('waiting'), 'jo', []],
    ['only looked at again', one('accepted'), one('accepted', { since: '2026-11-22T10:00:00.000Z' }), 'sam', []],
  ])('%s', (_name, before, after, by, expected) => {
    expect(heard(before, after, by)).toEqual(expected);
  });

  it('what is forgotten is nobody’s news', () => {
    expect(noticesOf([one('answered')], [], 'jo')).toEqual([]);
  });

  it('a notice names the question and whoever did it, and nothing that was answered', () => {
    const [{ notice } = { notice: undefined }] = noticesOf([one('waiting')], [one('answered')], 'sam');
    expect(notice).toEqual({ type: 'answered', question: '3.2.1', by: 'sam' });
  });
});

describe('whatever happens', () => {
  const person = fc.constantFrom('jo', 'sam', 'al', 'guest-1');
  const assignment = fc.record({
    ...{ id: fc.constantFrom('a', 'b', 'c'), question: fc.constantFrom('3.2.1', '1.1.5'), to: person, by: person },
    ...{
      isGuest: fc.boolean(),
      state: fc.constantFrom(...assignmentStates),
      at: fc.constant(at),
      since: fc.constant(at),
    },
  });
  const some = fc.uniqueArray(assignment, { selector: ({ id }) => id });

  it('nobody hears of their own doing, and only those hear who asked, were asked or take over', () => {
    fc.assert(
      fc.property(some, some, person, (before, after, by) => {
        for (const { to, notice } of noticesOf(before, after, by)) {
          expect(to).not.toBe(by);
          const isConcerned = after.some((each) => each.to === to || each.by === to);
          expect(isConcerned).toBe(true);
          expect('by' in notice && notice.by).toBe(by);
        }
      }),
    );
  });

  it('nobody hears twice of one question in one turn', () => {
    fc.assert(
      fc.property(some, some, person, (before, after, by) => {
        const told = noticesOf(before, after, by).map(({ to, notice }) => JSON.stringify([to, notice]));
        const assignments = new Set(after.map(({ question, id }) => `${question} ${id}`));
        expect(told.length).toBeLessThanOrEqual(2 * assignments.size);
        for (const each of after) {
          const alone = noticesOf(before, [each], by).map(({ to }) => to);
          expect(new Set(alone).size).toBe(alone.length);
        }
      }),
    );
  });
});
