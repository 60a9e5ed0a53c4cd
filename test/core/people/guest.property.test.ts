/**
 * Two services that differ only in what a guest of theirs was not handed. Whatever the guest types, taps and sends, both answer with the
 * very same words and change in the very same way: so nothing of the rest is in any of it.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Content } from '../../../bot/content.ts';
import { type Assessment, emptyAssessment, fold } from '../../../core/assessment.ts';
import { step } from '../../../core/flow.ts';
import type { AssessmentEvent } from '../../../core/model.ts';
import { grantIn } from '../../../core/people/grant.ts';
import type { NamedMember } from '../../../core/people/model.ts';
import { emptyOrganisation } from '../../../core/people/organisation.ts';
import { assessmentFor } from '../../../core/people/permit.ts';
import { type Context, type Cursor, emptyCursor, type Input } from '../../../core/turn.ts';
import { realContent } from '../../support/guide.ts';
import { anyInput, fileSource } from './anyInput.ts';

const handedOn = ['3.2.1', '7.3.1'];
const guest = 'guest-1';
const at = '2026-11-21T10:00:00.000Z';

let content: Content;
beforeAll(async () => {
  content = await realContent();
});

/** What a guest must never learn, told differently in the two services. */
interface Hidden {
  readonly word: string;
  readonly answer: 'yes' | 'no';
  readonly members: readonly NamedMember[];
  readonly guests: Readonly<Record<string, string>>;
}

const joinedAt = at;
const ours: Hidden = {
  word: 'plinthworthy',
  answer: 'yes',
  members: [
    { person: 'boss', role: 'manager', joinedAt, name: 'Jo Plinthworthy' },
    { person: 'sam', role: 'contributor', joinedAt, name: 'Sam Green' },
    { person: 'vi', role: 'viewer', joinedAt, name: 'Vi Brown' },
  ],
  guests: { [guest]: 'Bright IT', 'guest-2': 'Plinthworthy Payroll' },
};
const theirs: Hidden = {
  word: 'quillfeather',
  answer: 'no',
  members: [
    { person: 'boss', role: 'manager', joinedAt, name: 'Al Quillfeather' },
    { person: 'sam', role: 'viewer', joinedAt, name: 'Sam Blue' },
    { person: 'sam2', role: 'contributor', joinedAt, name: 'Sam Green' },
  ],
  guests: { [guest]: 'Bright IT' },
};

function eventsOf({ word, answer }: Hidden): readonly AssessmentEvent[] {
  const { book } = content;
  const isTheirs = (id: string) => handedOn.some((item) => id === item || id.startsWith(`${item}.`));
  const hidden = book.set.items
    .flatMap((item) => [item.id, ...item.followUps.map(({ id }) => id)])
    .filter((id) => !isTheirs(id));
  const hand = (question: string, to: string, isGuest?: true): AssessmentEvent => ({
    ...{ type: 'questionAssigned', assignment: `${question}-${to}`, question, to },
    ...(isGuest && { isGuest }),
  });
  return [
    { type: 'assessmentStarted', edition: book.set.edition },
    { type: 'questionAnswered', question: 'setup.name', answer: { as: 'value', value: { text: 'Rose Cottage' } } },
    ...book.setup
      // One is left open, as it would be asked next.
      .filter(({ id }) => id !== 'setup.name' && id !== 'setup.odsCode')
      .map(({ id }): AssessmentEvent => ({ type: 'questionAnswered', question: id, answer: { as: 'notSure' } })),
    ...hidden.map(
      (question): AssessmentEvent => ({
        ...{ type: 'questionAnswered', question, answer: { as: answer, note: word } },
      }),
    ),
    hand('3.2.1', guest, true),
    hand('7.3.1', guest, true),
    hand('1.1.5', answer === 'yes' ? 'sam' : 'guest-2', answer === 'yes' ? undefined : true),
    { type: 'documentAdded', document: 'shared', source: fileSource('shared'), question: '3.2.1' },
    { type: 'evidenceAttached', document: 'shared', question: answer === 'yes' ? '1.1.3' : '2.2.1' },
    { type: 'documentAdded', document: 'own', source: fileSource('own'), question: '3.2.1' },
    { type: 'documentAdded', document: 'secret', source: fileSource('secret', `${word}.pdf`), question: '1.1.3' },
    { type: 'documentAdded', document: 'said.1.1.3', source: { keptAt: word }, question: '1.1.3' },
  ];
}

interface Service {
  readonly context: Omit<Context, 'grant'>;
  readonly members: Readonly<Record<string, NamedMember>>;
  assessment: Assessment;
  cursor: Cursor;
}

function serviceOf(hidden: Hidden): Service {
  return {
    context: {
      ...content,
      ...{ today: '2026-11-21', now: at, by: guest },
      documentKinds: [{ id: 'policy', proves: ['1.1.3', '3.2.1', '7.3.1'], signs: [] }],
      team: { organisation: 'rose', members: hidden.members, guests: hidden.guests },
    },
    members: Object.fromEntries(hidden.members.map((member) => [member.person, member])),
    assessment: fold(emptyAssessment, { revision: 1, at, by: 'boss', inputId: 'start', events: eventsOf(hidden) }),
    cursor: emptyCursor,
  };
}

/** What the guest's role is now, and what is decided with it. */
function turn(service: Service, input: Input) {
  const { context, assessment, cursor } = service;
  const organisation = { ...emptyOrganisation, members: service.members };
  const grant = grantIn(organisation, assessment, guest);
  if (!grant) return undefined;
  const decided = step({ ...context, grant }, { assessment, cursor }, input);
  if (decided.events.length)
    service.assessment = fold(assessment, {
      revision: assessment.revision + 1,
      at,
      by: guest,
      inputId: 'id' in input ? input.id : input.type,
      events: decided.events,
    });
  service.cursor = decided.cursor;
  return decided;
}

const phrases = `
  yes|no|not sure|n/a|skip|back|undo|status|help|stop|why|example|carry on|summary|optional|what is encryption|just the 26
  change 3.2.1|change 1.1.5|change setup|change 7.3.1|we have been hacked|return code|cancel my codes|talk to someone|publish
  documents|D1|D2|D3|open D1|open D3|delete D2|delete it|replace D3|use D1 for 1.1.3|use D2 for 7.3.1|remove D1 from 3.2.1|D1 owner Jane
  D3 owner Jane|evidence for 1.1.2|evidence for 3.2.1|send a document|see them on a page|what did we have on 3 May 2026|did you get it
  keep it|take it back|people|invite Sam|invite a manager|let Sam in|make Sam a manager|remove Sam|remove Vi|Sam has left, Jo takes over
  forget my name|forget Sam|call me Ann|link|give this to Sam|give this to Jo|assign 1.1.5 to Sam|ask the IT firm|hand it back|take it on
  i will do it|take 1.1.5 back|take it back from Sam|who has what|what is waiting for me|letters|reminders|remind me daily|no reminders
  remind me tomorrow|email me at jo@example.org|calendar|we have published|add a service|our services|download everything
  delete everything|Sam|Jo|Bright IT|Sam Green|yes, our deputy did it in March|47 out of 52|March 2026|in the office|care home
  https://example.org/x.pdf|no sorry, I meant no|no computers here|
`
  .split(/[|\n]/)
  .map((phrase) => phrase.trim());

const scenes = () =>
  fc.array(
    fc.record({
      input: anyInput({
        questions: [
          '3.2.1',
          '7.3.1',
          '7.3.1.date',
          '1.1.5',
          '1.1.3',
          '2.2.1',
          'setup.name',
          'setup.profile.computers',
          '',
        ],
        documents: ['own', 'shared', 'secret', 'said.1.1.3', 'said.3.2.1', 'new-1', 'new-2'],
        people: ['boss', 'sam', 'sam2', 'vi', guest, 'guest-2'],
        assignments: [`3.2.1-${guest}`, `7.3.1-${guest}`, '1.1.5-sam', '1.1.5-guest-2'],
        services: ['rose', 'other'],
        phrases,
      }),
      isForgetful: fc.nat({ max: 9 }).map((n) => n === 0),
    }),
    { maxLength: 25 },
  );

/** The questions that a step speaks of or changes. */
function questionsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(questionsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (key === 'question') return typeof each === 'string' ? [each] : [String(Object(each).id)];
    if (['suggestions', 'questions', 'items', 'usedFor'].includes(key))
      return Array.isArray(each) ? each.filter((id) => typeof id === 'string') : [];
    // What a commit undone puts back is said question by question.
    return key === 'restored' || key === 'putOff' ? Object.keys(Object(each)) : questionsIn(each);
  });
}

const isHandedOn = (id: string) => handedOn.some((item) => id === item || id.startsWith(`${item}.`));

/** What stays as it was: answers, and what documents are that are used elsewhere too. */
const outOfReach = ({ answers, putOff, documents, assignments }: Assessment) => ({
  answers: Object.entries(answers).filter(([id]) => !isHandedOn(id)),
  putOff: Object.entries(putOff).filter(([id]) => !isHandedOn(id)),
  documents: ['secret', 'said.1.1.3', 'shared'].map((id) => documents[id]?.versions.map(({ source }) => source)),
  assignments: assignments.filter(({ to }) => to !== guest),
});

/** All that a guest can bring about in the record. */
const guestEvents: ReadonlySet<AssessmentEvent['type']> = new Set([
  ...(['questionAnswered', 'answerWithdrawn', 'questionSkipped', 'commitUndone'] as const),
  ...(['documentAdded', 'documentReplaced', 'documentDescribed', 'evidenceAttached', 'evidenceDetached'] as const),
  ...(['assignmentAccepted', 'assignmentHandedBack'] as const),
  // Written by programs while a guest is there.
  ...(['documentScanned', 'documentChecked'] as const),
]);

it('the record as a guest may know it is the same in both', () => {
  const grant = { person: guest, role: 'guest', questions: handedOn } as const;
  const [here, there] = [ours, theirs].map((hidden) => assessmentFor(grant, serviceOf(hidden).assessment));
  expect(here).toEqual(there);
  expect(Object.keys(here?.documents ?? {}).sort()).toEqual(['own', 'shared']);
});

describe('a guest, whatever is typed, tapped, sent, repeated or forgotten', () => {
  it('hears and changes nothing of a question that was not handed on', () => {
    fc.assert(
      fc.property(scenes(), (scene) => {
        const [here, there] = [serviceOf(ours), serviceOf(theirs)];
        for (const { input, isForgetful } of scene) {
          if (isForgetful) for (const service of [here, there]) service.cursor = emptyCursor;
          const [mine, other] = [turn(here, input), turn(there, input)];
          expect(mine).toEqual(other);
          if (!mine) break;
          const { effects, events } = mine;
          expect(JSON.stringify([effects, events])).not.toContain(ours.word);
          // A notice is from whoever did something, and names the question that it was about.
          const said = effects.filter(({ type }) => type !== 'notice');
          expect(questionsIn([said, events]).filter((id) => !isHandedOn(id))).toEqual([]);
          expect(events.filter(({ type }) => !guestEvents.has(type))).toEqual([]);
        }
        expect(outOfReach(here.assessment)).toEqual(outOfReach(serviceOf(ours).assessment));
      }),
      { numRuns: 300 },
    );
  });
});
