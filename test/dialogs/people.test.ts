import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { type Assessment, emptyAssessment, fold } from '../../core/assessment.ts';
import type { Answer, AssessmentEvent, QuestionId } from '../../core/model.ts';
import { type Grant, type Role, roles, type Team } from '../../core/people/model.ts';
import { assessmentFor } from '../../core/people/permit.ts';
import { actions, may } from '../../core/people/roles.ts';
import { type Question, setupIds } from '../../core/questions.ts';
import type { Reminder } from '../../core/reminders/model.ts';
import { forKeeping } from '../../dialogs/forKeeping.ts';
import { Presenter } from '../../dialogs/present.ts';
import type { Said } from '../../dialogs/said.ts';
import { readAction } from '../../dialogs/toInput.ts';
import { submitsIn } from '../cards/reading.ts';
import { contentFolder, realContent } from '../support/guide.ts';

const content = await realContent();
const presenter = new Presenter(content.words(), content.book, content.terms, {});
const today = '2026-11-21';
const at = `${today}T09:30:00Z`;

const member = (person: string, role: Role, name?: string) => ({ person, role, joinedAt: at, ...(name && { name }) });
const team: Team = {
  organisation: 'rose',
  members: [
    member('jo', 'manager', 'Jo Smith'),
    member('sam', 'contributor', 'Sam Patel'),
    member('vic', 'viewer', 'Vic Long'),
    member('nameless', 'contributor'),
  ],
  guests: { firm: 'Acme IT' },
};
const asMember = (person: string): Grant => ({
  person,
  role: team.members.find((each) => each.person === person)?.role ?? 'viewer',
});
const guest: Grant = { person: 'firm', role: 'guest', questions: ['9.5.2'] };

function record(events: readonly AssessmentEvent[], by = 'jo'): Assessment {
  const name: AssessmentEvent = {
    type: 'questionAnswered',
    question: setupIds.name,
    answer: { as: 'value', value: { text: 'Rose Cottage' } },
  };
  return fold(emptyAssessment, { revision: 1, at, by, inputId: 'test', events: [name, ...events] });
}
const handed = (question: QuestionId, to: string, isGuest?: true): AssessmentEvent => ({
  type: 'questionAssigned',
  assignment: `a-${question}`,
  question,
  to,
  ...(isGuest && { isGuest }),
});
const answered = (question: QuestionId, answer: Answer): AssessmentEvent => ({
  type: 'questionAnswered',
  question,
  answer,
});

interface Seen {
  readonly grant?: Grant;
  readonly assessment?: Assessment;
  readonly team?: Team;
}
const present = (said: readonly Said[], { grant = asMember('jo'), assessment = record([]), ...more }: Seen = {}) =>
  presenter.present({ said, grant, team, today, ...more, assessment: assessmentFor(grant, assessment) });
/** All that can be read, lines and cards. */
const read = (said: Said, seen?: Seen): string =>
  present([said], seen)
    .map(({ speak }) => speak)
    .join('\n')
    .replaceAll('\u200B', '');
const buttonsOf = (said: Said, seen?: Seen) =>
  present([said], seen).flatMap(({ attachments = [] }) =>
    attachments.flatMap((each) =>
      submitsIn(each.content).map(({ title, data }) => ({ title: String(title), action: readAction(data) })),
    ),
  );

const code = 'maple heron quilt lantern oak';
const link = `https://dspt.example/#code=${code.replaceAll(' ', '-')}`;
const told = (what: Extract<Said, { type: 'people' }>['told']): Said => ({ type: 'people', told: what });
const invited = told({ say: 'invited', role: 'contributor', code, link, days: 14, name: 'Sam' });
const linked = told({ say: 'link', code, link, minutes: 15 });
const guestLink: Said = { type: 'guestLink', person: 'firm', question: '9.5.2', name: 'Acme IT', code, link, days: 30 };

describe('a code for somebody else', () => {
  const few: ReadonlySet<string> = new Set(code.split(' '));

  it.each([
    ['of an invitation', invited],
    ['for another way in', linked],
    ['for a guest', guestLink],
  ])('%s is shown with its link, and kept in no transcript', (_, said) => {
    const activities = present([said]);
    expect(JSON.stringify(activities)).toContain(code);
    expect(JSON.stringify(activities)).toContain(link);
    expect(activities.at(-1)?.channelData.dspt).toMatchObject({ code });
    const kept = activities.map((each) => forKeeping(each as Activity, (word) => few.has(word), '***'));
    expect(JSON.stringify(kept)).toContain('***');
    expect(JSON.stringify(kept)).not.toMatch(/maple|heron|quilt|lantern|oak/i);
  });

  it.each([
    ['of the calendar', 'calendar'],
    ['to take all data away', 'takeAway'],
  ] as const)('a link %s is kept in no transcript', (_, say) => {
    const url = 'https://dspt.example/secret/2f9d4e1aa0b7c3d8e5f60';
    const activities = present([told(say === 'calendar' ? { say, url } : { say, url, minutes: 60 })]);
    expect(JSON.stringify(activities)).toContain(url);
    const kept = activities.map((each) => forKeeping(each as Activity, () => false, '***'));
    expect(JSON.stringify(kept)).not.toContain('2f9d4e1a');
  });

  it('says how long it works, that it works once, and can be copied', () => {
    expect(read(invited)).toMatch(/works once, for 14 days/);
    expect(read(linked)).toMatch(/works once, for 15 minutes/);
    expect(read(guestLink)).toMatch(/works once, for 30 days/);
    const copies = [invited, guestLink].flatMap((said) =>
      buttonsOf(said).filter(({ action }) => action?.do === 'copy'),
    );
    expect(copies).toHaveLength(2);
    for (const { action } of copies) expect(action).toMatchObject({ text: expect.stringContaining(link) });
  });

  it('is no sentence of ours', () => {
    const sentences: string[] = [];
    JSON.stringify(
      JSON.parse(readFileSync(join(contentFolder, 'locales', 'en-GB', 'people.json'), 'utf8')),
      (_, each) => {
        if (typeof each === 'string') sentences.push(each);
        return each;
      },
    );
    expect(sentences.length).toBeGreaterThan(100);
    const masked = sentences.filter(
      (text) => forKeeping({ text } as Activity, content.isCodeWord, '***').text !== text,
    );
    expect(masked).toEqual([]);
  });
});

describe('everything that is said of people', () => {
  const assessment = record([handed('3.2.1', 'jo'), handed('9.5.2', 'firm', true), handed('1.3.12', 'sam')], 'sam');
  const notices = (['handedOn', 'answered', 'accepted', 'handedBack', 'withdrawn', 'takenOver'] as const).map(
    (type): Said => ({ type: 'notice', notice: { type, question: '3.2.1', by: 'sam' } }),
  );
  const more: readonly Said[] = [
    { type: 'notice', notice: { type: 'joinAsked', person: 'stranger' } },
    { type: 'notice', notice: { type: 'letIn', role: 'viewer' } },
    { type: 'notice', notice: { type: 'keptOut' } },
    { type: 'notice', notice: { type: 'roleChanged', role: 'manager' } },
    { type: 'notice', notice: { type: 'removed' } },
    ...(['lastManager', 'notThere', 'alreadyIn', 'tooMany', 'tooManyInvitations'] as const).map((why) =>
      told({ say: 'refused', why }),
    ),
    ...(
      [
        'invitationWithdrawn',
        'keptOut',
        'newService',
        'emailStopped',
        'noEmailHere',
        'wrongEmail',
        'tooQuiet',
        'confirmEmail',
      ] as const
    ).map((say) => told({ say })),
    told({ say: 'letIn', person: member('sam', 'contributor'), name: 'Sam' }),
    told({ say: 'roleSet', person: member('jo', 'viewer') }),
    told({ say: 'nameForgotten', isOwn: true }),
    told({ say: 'nameForgotten', isOwn: false }),
    told({ say: 'called', name: 'Jo' }),
    told({ say: 'snoozed', until: '2026-11-24' }),
    told({ say: 'notices', isOn: true }),
    told({ say: 'notices', isOn: false }),
    { type: 'emailConfirmed' },
    { type: 'noSuchPerson', heard: 'Kim' },
    { type: 'noSuchPerson', heard: '' },
    { type: 'handedOn', question: '3.2.1', to: 'sam' },
    { type: 'alreadyHandedOn', question: '3.2.1', to: 'sam' },
    { type: 'handedBack', question: '3.2.1' },
    { type: 'takenOn', question: '3.2.1' },
    { type: 'withdrawn', question: '3.2.1', from: 'firm' },
    { type: 'nothingHandedOn' },
    { type: 'publicationNoted', on: '2026-06-20' },
    { type: 'edited' },
    { type: 'edited', question: '3.2.1' },
    ...roles.map((role): Said => ({ type: 'joined', role })),
    { type: 'noLonger' },
    ...actions.map((action): Said => ({ type: 'notAllowed', action })),
  ];
  const all = [...notices, ...more, { type: 'guestWelcome' }, { type: 'guestDone' }] as const;

  it.each([
    ['a manager', asMember('jo')],
    ['somebody without a name', asMember('nameless')],
    ['a guest', guest],
  ])('has its words, told to %s', (_, grant) => {
    const wrong = all
      .filter(({ type }) => grant.role === 'guest' || !type.startsWith('guest'))
      .map((said) => ({ said, text: read(said, { grant, assessment }) }))
      .filter(({ text }) => !text.trim() || /\bpeople:|\{\{|undefined/.test(text));
    expect(wrong).toEqual([]);
  });

  it('never tells an answer in a notice', () => {
    const secret = 'In the blue cupboard';
    const known = record([handed('1.3.12', 'sam'), answered('1.3.12', { as: 'value', value: { text: secret } })]);
    for (const said of notices) {
      const question = '1.3.12';
      const notice = said.type === 'notice' ? { ...said.notice, question } : undefined;
      expect(JSON.stringify(present([{ type: 'notice', notice } as Said], { assessment: known }))).not.toContain(
        secret,
      );
    }
  });

  it.each<[string, Said, Grant, RegExp]>([
    ['by their name', notices[0] as Said, asMember('jo'), /from Sam Patel: 3\.2\.1 Training/],
    [
      'as a colleague where no name is known',
      { type: 'notice', notice: { type: 'answered', question: '3.2.1', by: 'nameless' } },
      asMember('jo'),
      /from a colleague/,
    ],
    [
      'as "you" to themselves',
      { type: 'alreadyHandedOn', question: '3.2.1', to: 'jo' },
      asMember('jo'),
      /is with you already/,
    ],
    [
      'as a colleague without a name',
      { type: 'handedOn', question: '3.2.1', to: 'nameless' },
      asMember('jo'),
      /I have asked a colleague about/,
    ],
    [
      'outside by the name they were given',
      { type: 'withdrawn', question: '9.5.2', from: 'firm' },
      asMember('jo'),
      /no longer with Acme IT/,
    ],
  ])('speaks of people %s', (_, said, grant, expected) => {
    expect(read(said, { grant, assessment })).toMatch(expected);
  });

  it('says who can do what somebody may not', () => {
    const text = read({ type: 'notAllowed', action: 'managePeople' }, { grant: asMember('vic') });
    expect(text).toBe(
      'Only a manager can change who is in. You can see the answers and the documents. Please ask Jo Smith.',
    );
  });

  it.each<[string, Said, RegExp]>([
    ['who may mean two', { type: 'noSuchPerson', heard: 'Jo', several: ['jo', 'sam'] }, /Jo Smith and Sam Patel/],
    ['whom nobody knows', { type: 'noSuchPerson', heard: 'Kim' }, /nobody called Kim/],
    ['who may not answer', { type: 'noSuchPerson', heard: 'Vic Long' }, /Vic Long can look, but not answer/],
  ])('says what is wrong with a name %s', (_, said, expected) => {
    expect(read(said)).toMatch(expected);
  });
});

describe('the list of people', () => {
  const list = (count: number, managers: number, mayManage = true): Said =>
    told({
      say: 'people',
      members: Array.from({ length: count }, (_, index) =>
        member(`p${index}`, index < count - managers ? 'contributor' : 'manager', `Person ${index}`),
      ),
      waiting: mayManage ? [{ person: 'new', name: 'Kim' }] : [],
      invitations: [],
      me: `p${count - 1}`,
      mayManage,
    });

  it('urges a second manager only while there is one', () => {
    expect(read(list(3, 1))).toMatch(/only manager/);
    expect(read(list(3, 2))).not.toMatch(/only manager/);
    expect(read(list(3, 1, false))).not.toMatch(/only manager/);
  });

  it('shows managers first, and says how many more there are', () => {
    const text = read(list(200, 2));
    expect(text.indexOf('Person 198')).toBeLessThan(text.indexOf('Person 0'));
    const shown = text.match(/^Person \d+/gm) ?? [];
    expect(text).toContain(`And ${200 - shown.length} more.`);
  });

  it('lets managers change each of the others, and nobody else anything', () => {
    const requests = (said: Said) =>
      buttonsOf(said).flatMap(({ action }) => (action?.do === 'people' ? [action.request] : []));
    const byManager = requests(list(3, 1));
    for (const person of ['p0', 'p1']) {
      expect(byManager).toContainEqual({ ask: 'remove', person });
      expect(byManager).toContainEqual({ ask: 'setRole', person, role: 'manager' });
      expect(byManager).not.toContainEqual({ ask: 'setRole', person, role: 'contributor' });
    }
    expect(byManager).toContainEqual({ ask: 'letIn', person: 'new', role: 'viewer' });
    expect(byManager).toContainEqual({ ask: 'keepOut', person: 'new' });
    expect(byManager.filter(({ ask }) => ask === 'invite')).toHaveLength(roles.length);
    // Their own way out is theirs.
    expect(requests(list(3, 1, false))).toEqual([{ ask: 'remove', person: 'p2' }]);
  });

  it('lets nobody in from a notice that cannot say who it is', () => {
    const asked = (person: string): Said => ({ type: 'notice', notice: { type: 'joinAsked', person } });
    const asks = (person: string) =>
      buttonsOf(asked(person)).flatMap(({ action }) => (action?.do === 'people' ? [action.request.ask] : []));
    expect(asks('stranger')).toEqual(['people', 'keepOut']);
    expect(asks('firm')).toContain('letIn');
  });
});

describe('what is asked back', () => {
  it('says where the questions of somebody who leaves go, and lets be chosen who takes over', () => {
    const assessment = record([handed('3.2.1', 'sam')]);
    const request = { ask: 'remove', person: 'sam' } as const;
    expect(read({ type: 'confirmPeople', request }, { assessment })).toMatch(/go back to whoever asked: 3\.2\.1 /);
    const buttons = buttonsOf({ type: 'confirmPeople', request }, { assessment });
    expect(buttons).toContainEqual({
      title: 'Vic Long takes over',
      action: { do: 'people', request: { ...request, to: 'vic' } },
    });
    expect(buttons).toContainEqual({
      title: 'Yes, take Sam Patel out',
      action: { do: 'people', request: { ...request, isSure: true } },
    });
    const handedOver = { type: 'confirmPeople', request: { ...request, to: 'vic' } } as const;
    expect(read(handedOver, { assessment })).toMatch(/Vic Long takes over their open questions: 3\.2\.1 /);
  });

  it('does not take the only manager out without another', () => {
    const request = { ask: 'remove', person: 'jo' } as const;
    const buttons = buttonsOf({ type: 'confirmPeople', request });
    expect(buttons.filter(({ title }) => title.startsWith('Yes'))).toEqual([]);
    const withSam = { type: 'confirmPeople', request: { ...request, to: 'sam' } } as const;
    expect(read(withSam)).toMatch(/Sam Patel becomes a manager/);
    expect(buttonsOf(withSam).some(({ title }) => title.startsWith('Yes'))).toBe(true);
  });

  it('has the words for deleting everything typed, and offers to take it away first', () => {
    const said: Said = { type: 'confirmPeople', request: { ask: 'deleteAll' } };
    expect(read(said)).toMatch(/type: yes, delete everything/);
    expect(buttonsOf(said).map(({ action }) => action)).toEqual([
      { do: 'say', command: 'carryOn' },
      { do: 'people', request: { ask: 'takeAway' } },
    ]);
  });
});

describe('whom to ask', () => {
  it('is each colleague with a name who may answer', () => {
    const buttons = buttonsOf({ type: 'whoToAsk', question: '3.2.1' });
    expect(buttons).toEqual([{ title: 'Sam Patel', action: { do: 'handOn', question: '3.2.1', to: 'sam' } }]);
  });

  it('is at most six', () => {
    const members = Array.from({ length: 20 }, (_, index) => member(`p${index}`, 'contributor', `Person ${index}`));
    expect(buttonsOf({ type: 'whoToAsk', question: '3.2.1' }, { team: { ...team, members } })).toHaveLength(6);
  });
});

describe('who has what', () => {
  const assessment = record([handed('3.2.1', 'jo'), handed('9.5.2', 'firm', true), handed('1.3.12', 'sam')], 'sam');

  it('can be answered, handed back or taken back from there', () => {
    const actionsOf = (grant: Grant) =>
      buttonsOf({ type: 'assignments' }, { grant, assessment }).map((each) => each.action);
    expect(actionsOf(asMember('jo'))).toEqual([
      { do: 'accept', assignment: 'a-3.2.1' },
      { do: 'handBack', assignment: 'a-3.2.1' },
      { do: 'withdraw', assignment: 'a-9.5.2' },
      { do: 'withdraw', assignment: 'a-1.3.12' },
      { do: 'say', command: 'carryOn' },
    ]);
    expect(actionsOf(asMember('vic'))).toEqual([{ do: 'say', command: 'carryOn' }]);
  });

  it('is nobody else’s business for a guest', () => {
    const text = read({ type: 'assignments' }, { grant: guest, assessment });
    expect(text).toMatch(/9\.5\.2/);
    expect(text).not.toMatch(/3\.2\.1|1\.3\.12|Vic|Jo Smith/);
  });
});

describe('a guest', () => {
  const assessment = record([handed('9.5.2', 'firm', true), answered('1.1.3', { as: 'yes' })]);
  const ask: Said = { type: 'ask', question: content.book.find('9.5.2') as Question, again: false };

  it('hears who asks for what', () => {
    const text = read({ type: 'guestWelcome' }, { grant: guest, assessment });
    expect(text).toMatch(/^Hello\. Jo Smith at Rose Cottage needs your help with 9\.5\.2 /);
  });

  it('sees whom a question is from and nothing of the whole', () => {
    expect(read(ask, { grant: guest, assessment })).toMatch(/^A question from Rose Cottage\n/);
    expect(read(ask, { assessment })).toMatch(/question \d+ of 45/);
    const turn = present([{ type: 'saved', question: '9.5.2', answer: { as: 'yes' } }, ask, { type: 'help' }], {
      grant: guest,
      assessment,
    });
    const text = turn.map(({ speak }) => speak).join('\n');
    expect(text).not.toMatch(/of 45|left in all|minutes|status/);
  });

  it('can hand it back instead of skipping it', () => {
    const actionsOf = buttonsOf(ask, { grant: guest, assessment }).map(({ action }) => action);
    expect(actionsOf).toContainEqual({ do: 'handBack', assignment: 'a-9.5.2' });
    expect(actionsOf.some((action) => action?.do === 'skip')).toBe(false);
  });
});

describe('letters', () => {
  const lettersIn = (assessment: Assessment) =>
    buttonsOf({ type: 'letters' }, { assessment }).flatMap(({ action }) =>
      action?.do === 'copy' ? [action.text] : [],
    );
  const items = (sort: string) => {
    const all: string[] = [];
    for (let at = 0; content.words().has(`people:letters/${sort}/items/${at}`); at++) {
      all.push(content.words()(`people:letters/${sort}/items/${at}`));
    }
    return all;
  };

  it.each([
    ['it', /IT company|the firm behind your care app/],
    ['care', /care system|care app|[Ff]irms? (?:themselves|itself)/],
    ['firm', /[Tt]he firms? (?:themselves|itself)/],
  ])('to %s ask only what the items themselves say they would know', (sort, who) => {
    expect(items(sort).length).toBeGreaterThan(1);
    const wrong = items(sort).filter((id) => {
      const question = content.book.find(id);
      return question?.type !== 'item' || !who.test(content.words()(`dspt-${content.book.set.edition}:${id}/who`));
    });
    expect(wrong).toEqual([]);
  });

  it('hold every open question once, and none that is answered', () => {
    const [first = ''] = lettersIn(record([]));
    for (const id of items('it').filter((each) => content.book.mandatory.some((item) => item.id === each))) {
      expect(first.split(`\n${id} `)).toHaveLength(2);
    }
    expect(first).toMatch(/^Hello\.\n\nWe are filling in the data security toolkit for Rose Cottage\./);
    expect(first.match(/Hello/g)).toHaveLength(1);
    const [less = ''] = lettersIn(
      record([answered('9.5.2', { as: 'yes' }), answered('7.1.1', { as: 'no' }), answered('8.3.1', { as: 'notSure' })]),
    );
    expect(less).not.toMatch(/\n9\.5\.2 |\n7\.1\.1 /);
    expect(less).toMatch(/\n8\.3\.1 /);
  });

  it('are none where no supplier is needed', () => {
    const all = ['it', 'care', 'firm'].flatMap(items).map((id) => answered(id, { as: 'no' }));
    expect(read({ type: 'letters' }, { assessment: record(all) })).toBe('No open question needs a supplier right now.');
  });

  it('can be copied by hand where a button cannot', () => {
    expect(read({ type: 'letter', question: 'letter' })).toMatch(/copy/);
    expect(read({ type: 'letter', question: '9.5.2' })).toMatch(/encrypted/);
  });
});

describe('reminders', () => {
  const settings = { frequency: 'daily', quiet: { from: '20:00', to: '07:30' }, snoozedUntil: '2026-11-24' } as const;
  const sent = Array.from({ length: 25 }, (_, index) => ({
    kind: 'plan',
    at,
    state: index ? 'sent' : 'failed',
    ...(index ? { via: 'teams' } : { why: 'blocked' }),
    name: `Person ${index}`,
  }));

  const due = Array.from(
    { length: 7 },
    (_, index): Reminder => ({
      ...{ kind: 'stalled', organisation: 'org', assessment: 'rose', subject: 'rose', dueOn: '2026-11-20' },
      ...{ to: 'jo', urgency: 'digest', about: { kind: 'stalled', daysQuiet: 14 + index, questionsLeft: 3 } },
    }),
  );

  it('are told in words: what is due, how often, when not, where, and what was sent', () => {
    const text = read(told({ say: 'reminders', settings, ways: ['teams', 'email'], due, sent }));
    expect(text).toMatch(/once a day/);
    expect(text).toMatch(/Quiet from 8pm to 7:30am\./);
    expect(text).toMatch(/before 24 November 2026/);
    expect(text).toMatch(/by Teams and email/);
    expect(text).toMatch(/Due now: Nothing new for 14 days\. Your place is kept, with 3 questions to go\./);
    expect(text).toMatch(/for 18 days(?:.|\n)*And 2 more\./);
    expect(text).not.toMatch(/for 19 days/);
    expect(text).toMatch(
      /Person 0: how much is left\n21 November 2026, 9:30am\. It did not go out\. They have blocked me\./,
    );
    expect(text.match(/^Person \d+/gm)).toHaveLength(10);
    expect(text).toMatch(/And 15 older ones/);
  });

  it('can be started again once they are off', () => {
    const off = told({ say: 'remindersSet', settings: { frequency: 'never' } });
    expect(buttonsOf(off)).toContainEqual({
      title: 'Start again, once a week',
      action: { do: 'people', request: { ask: 'remindMe', frequency: 'weekly' } },
    });
    expect(read(off)).not.toMatch(/Stop/);
  });

  it('come as a card that names its documents and who asked', () => {
    const assessment = record(
      [
        handed('9.5.2', 'jo'),
        { type: 'documentAdded', document: 'policy', source: { keptAt: 'the office' }, question: '1.1.2' },
      ],
      'sam',
    );
    const reminder = (about: Extract<Said, { type: 'reminder' }>['reminders'][number]['about'], subject: string) => ({
      ...{ kind: about.kind, organisation: 'rose', assessment: 'one', dueOn: today, to: 'jo', urgency: 'now' as const },
      about,
      subject,
    });
    const text = read(
      {
        type: 'reminder',
        isFirst: true,
        reminders: [
          reminder({ kind: 'assigned', question: '9.5.2', daysWaiting: 3 }, 'a-9.5.2'),
          reminder({ kind: 'evidenceReview', document: 'policy', on: '2026-11-28', daysLeft: 7 }, 'one:policy'),
        ],
      },
      { assessment },
    );
    expect(text).toMatch(/Sam Patel asked me to remind you/);
    expect(text).toMatch(/look over D1/);
  });
});

describe('a handover and a deletion', () => {
  it('leave a note to keep', () => {
    const note = {
      person: { name: 'Sam Patel', role: 'manager' },
      to: { name: 'Jo Smith', role: 'manager' },
      questions: ['3.2.1', '9.5.2'],
      at,
      doors: 1,
    } as const;
    const [copy] = buttonsOf(told({ say: 'removed', note })).map(({ action }) => action);
    expect(copy).toMatchObject({
      do: 'copy',
      text: expect.stringMatching(/2 open questions moved to Jo Smith: 3\.2\.1 /),
    });
  });

  it('leave a certificate with the figures and no names', () => {
    const certificate = {
      id: 'c0ffee',
      at,
      commits: 412,
      services: 1,
      documents: 17,
      files: 19,
      people: 5,
      heads: ['ab12'],
    };
    const text = read(told({ say: 'deleted', certificate }));
    for (const part of ['c0ffee', '412', '17', '19', 'ab12', '21 November 2026 at 9:30am'])
      expect(text).toContain(part);
    for (const { name } of team.members) if (name) expect(text).not.toContain(name);
  });
});

it('offers nobody a button that their role does not reach', () => {
  const looking: readonly Said[] = [{ type: 'onlyLooking' }, { type: 'assignments' }];
  for (const role of roles) {
    const grant: Grant = { person: 'vic', role };
    const all = looking.flatMap((said) => buttonsOf(said, { grant, assessment: record([handed('3.2.1', 'sam')]) }));
    const reached = all.every(({ action }) => {
      if (action?.do === 'withdraw') return may(grant, 'handOn');
      return action?.do !== 'say' || action.command !== 'documents' || may(grant, 'openDocument');
    });
    expect({ role, reached }).toEqual({ role, reached: true });
  }
});

it('helps whoever only looks with what they can do, and nobody else', () => {
  for (const role of roles) {
    const grant: Grant = { person: 'vic', role };
    const help = present([{ type: 'help' }], { grant })
      .map(({ speak }) => speak)
      .join('\n');
    const isLooking = !may(grant, 'answer');
    expect({ role, offers: /skip|undo|give this to|document/.test(help) }).toEqual({ role, offers: !isLooking });
    expect(help).toMatch(/status: /);
  }
});

it('says what somebody who is invited can do, with their name where it is known', () => {
  const invited = {
    say: 'invited',
    role: 'contributor',
    code: 'a b c d e',
    link: 'https://x.example/',
    days: 7,
  } as const;
  expect(read(told({ ...invited, name: 'Sam', isMailed: false }))).toMatch(/Sam can answer questions, send documents/);
  expect(read(told({ ...invited, isMailed: false }))).toMatch(/Whoever uses them can answer questions/);
});
