/** What a guest can do with the one question that was handed to them. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Content } from '../../../bot/content.ts';
import { type Assessment, answerTo, emptyAssessment, fold } from '../../../core/assessment.ts';
import { step } from '../../../core/flow.ts';
import { grantIn } from '../../../core/people/grant.ts';
import { emptyOrganisation } from '../../../core/people/organisation.ts';
import { type Context, type Cursor, emptyCursor, type Input } from '../../../core/turn.ts';
import { realContent } from '../../support/guide.ts';

const at = '2026-11-21T10:00:00.000Z';
let content: Content;
beforeAll(async () => {
  content = await realContent();
});

/** A guest who was handed one question, and whatever they say one after the other. */
function guestOf(question: string) {
  let assessment: Assessment = fold(emptyAssessment, {
    ...{ revision: 1, at, by: 'boss', inputId: 'start' },
    events: [{ type: 'questionAssigned', assignment: 'a', question, to: 'firm', isGuest: true }],
  });
  let cursor: Cursor = emptyCursor;
  let count = 0;
  const take = (input: Input): readonly string[] => {
    const grant = grantIn(emptyOrganisation, assessment, 'firm');
    if (!grant) throw new Error('Nothing is handed on any more.');
    const team = { organisation: 'rose', members: [], guests: {} };
    const context: Context = { ...content, today: '2026-11-21', now: at, by: 'firm', grant, team, documentKinds: [] };
    const decided = step(context, { assessment, cursor }, input);
    cursor = decided.cursor;
    if (decided.events.length)
      assessment = fold(assessment, {
        ...{ revision: assessment.revision + 1, at, by: 'firm', inputId: `i${++count}`, events: decided.events },
      });
    return decided.effects.map(({ type }) => type);
  };
  return {
    arrive: () => take({ type: 'arrived' }),
    say: (text: string) => take({ type: 'said', id: `said ${++count}`, text }),
    answer: () => answerTo(assessment, question),
    state: () => assessment.assignments[0]?.state,
    documents: () => Object.keys(assessment.documents),
  };
}

it('says where a document is kept, and then that there is none', () => {
  const guest = guestOf('1.1.2');
  expect(guest.arrive()).toContain('guestWelcome');
  guest.say('in the office, in the blue folder');
  expect(guest.answer()?.as).toBe('value');
  expect(guest.documents()).toEqual(['said.1.1.2']);
  guest.say('change 1.1.2');
  expect(guest.say('no')).not.toContain('notAllowed');
  expect(guest.answer()?.as).toBe('no');
  expect(guest.documents()).toEqual([]);
});

it('takes an answer back, and it is theirs again', () => {
  const guest = guestOf('2.1.1');
  guest.arrive();
  guest.say('yes');
  expect([guest.answer()?.as, guest.state()]).toEqual(['yes', 'answered']);
  guest.say('undo');
  expect([guest.answer(), guest.state()]).toEqual([undefined, 'accepted']);
});

it('hands it back, and has no business there any more', () => {
  const guest = guestOf('2.1.1');
  guest.arrive();
  expect(guest.say('hand it back')).toContain('handedBack');
  expect(guest.state()).toBe('handedBack');
  expect(() => guest.say('yes')).toThrow('Nothing is handed on any more.');
});
