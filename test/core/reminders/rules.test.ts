import { describe, expect, it } from '@jest/globals';
import { dueReminders } from '../../../core/reminders/decide.ts';
import {
  defaultSettings,
  type ReminderFacts,
  reminderKinds,
  type ServiceFacts,
} from '../../../core/reminders/model.ts';
import { remindersAround, rules } from '../../../core/reminders/rules.ts';
import { asLines, calendar, facts, jump, service } from './walk.ts';

/** What goes out in the two years from 5 January 2026, to somebody who wants everything on the day on which it is due. */
const walk = (changes: Partial<ServiceFacts>, more: Partial<ReminderFacts> = {}, from = '2026-01-05T10:00:00.000Z') =>
  asLines(jump(facts([service(changes)], { frequency: 'daily' }, more), from, '2028-01-31T10:00:00.000Z').sent);

/** Nothing left to do, so that one kind is seen alone. */
const done = { questionsLeft: 0, minutesLeft: 0 } as const;
const editions = [
  { edition: '2025-26', outOn: '2025-09-01' },
  { edition: '2026-27', outOn: '2026-09-01' },
];

describe('the rules', () => {
  it('are one for each kind', () => {
    expect(Object.keys(rules).sort()).toEqual([...reminderKinds].sort());
  });
});

describe('the plan', () => {
  const active = { activeAt: '2026-12-31T10:00:00.000Z' };
  const plan2027 = [
    'Tue 2027-06-01 09:30 plan 2027-05-31',
    'Wed 2027-06-16 09:30 plan 2027-06-16',
    'Wed 2027-06-23 09:30 plan 2027-06-23',
    'Tue 2027-06-29 09:30 plan 2027-06-29',
    'Thu 2027-07-01 09:30 plan 2027-07-01',
    'Thu 2027-07-08 09:30 plan 2027-07-08',
    'Thu 2027-07-15 09:30 plan 2027-07-15',
    'Thu 2027-07-22 09:30 plan 2027-07-22',
    'Thu 2027-07-29 09:30 plan 2027-07-29',
  ];
  /** What else goes out with it is of no interest here. */
  const plans = (lines: readonly string[]) =>
    lines.filter((line) => line.includes(' plan ')).map((line) => line.replace(/, .*/, ''));

  it('comes 30, 14, 7 and 1 days before 30 June, on the first working day after it, and weekly for a while', () => {
    expect(plans(walk(active))).toEqual([
      'Mon 2026-06-01 09:30 plan 2026-05-31',
      'Tue 2026-06-16 09:30 plan 2026-06-16',
      'Tue 2026-06-23 09:30 plan 2026-06-23',
      'Mon 2026-06-29 09:30 plan 2026-06-29',
      'Wed 2026-07-01 09:30 plan 2026-07-01',
      'Wed 2026-07-08 09:30 plan 2026-07-08',
      'Wed 2026-07-15 09:30 plan 2026-07-15',
      'Wed 2026-07-22 09:30 plan 2026-07-22',
      'Wed 2026-07-29 09:30 plan 2026-07-29',
      ...plan2027,
    ]);
  });

  it.each<[string, Partial<ServiceFacts>, readonly string[]]>([
    ['for a service begun in November: next year', { startedAt: '2026-11-18T15:00:00.000Z' }, plan2027],
    ['for one begun on the day after the deadline: next year', { startedAt: '2026-07-01T08:00:00.000Z' }, plan2027],
    [
      'for one begun between stages: from the next one on',
      { startedAt: '2027-06-16T08:00:00.000Z' },
      plan2027.slice(2),
    ],
    ['for one begun on the deadline: after it', { startedAt: '2027-06-30T08:00:00.000Z' }, plan2027.slice(4)],
    ['nothing left', done, []],
    ['published for 2026', { publishedOn: '2026-05-20' }, plan2027],
    ['published for 2026 a day late', { publishedOn: '2026-07-01' }, plan2027],
    ['published for 2026 before the next edition came', { publishedOn: '2026-08-31' }, plan2027],
  ])('%s', (_, changes, expected) => {
    expect(plans(walk({ ...active, ...changes }, { editions }))).toEqual(expected);
  });

  it('counts a publication for the next deadline once the next edition is out, or from the deadline on when that is not known', () => {
    const plans2027 = (publishedOn: string, known = editions) =>
      plans(walk({ ...active, publishedOn }, { editions: known })).filter((line) => line.includes('plan 2027'));
    expect(plans2027('2026-09-01')).toEqual([]);
    expect(plans2027('2026-07-01', editions.slice(0, 1))).toEqual([]);
    expect(plans2027('2026-06-30', editions.slice(0, 1))).toEqual(plan2027);
  });

  it.each([
    ['2026-06-01', 'digest', 29, '06-09 06-18 06-29'],
    ['2026-06-16', 'now', 14, '06-19 06-24 06-29'],
    ['2026-06-24', 'now', 6, '06-25 06-26 06-29'],
    ['2026-06-29', 'now', 1, '06-29 x3'],
    ['2026-07-01', 'now', -1, '07-01 07-02 07-03'],
    ['2026-07-10', 'digest', -10, '07-10 07-13 07-14'],
  ])('says on %s (%s) that %i days are left, and on which to sit down: %s', (today, urgency, daysLeft, sittings) => {
    const days = sittings.split(/ (?!x)/).map((day) => {
      const [date, times = 'x1'] = day.split(' ');
      return { date: `2026-${date}`, slots: Number(times.slice(1)) };
    });
    expect(
      dueReminders(`${today}T10:00:00.000Z`, facts([service({ activeAt: '2026-06-16T08:00:00.000Z' })]), calendar),
    ).toEqual([
      expect.objectContaining({
        kind: 'plan',
        organisation: 'org',
        assessment: 'rose',
        subject: 'rose',
        to: 'jo',
        urgency,
        about: { kind: 'plan', deadline: '2026-06-30', daysLeft, questionsLeft: 12, minutesLeft: 50, slots: 3, days },
      }),
    ]);
  });

  it('names the next few days of many, and none before the plan begins', () => {
    const many = facts([service({ ...active, questionsLeft: 40, minutesLeft: 240 })]);
    const daysOn = (today: string) =>
      remindersAround(today, many, calendar).flatMap(({ about }) =>
        about.kind === 'plan' && about.deadline === '2027-06-30' ? [about.days.map(({ date }) => date)] : [],
      )[0];
    expect(daysOn('2027-06-01')).toEqual(['2027-06-02', '2027-06-04', '2027-06-08', '2027-06-09']);
    expect(daysOn('2027-06-23')).toEqual(['2027-06-23', '2027-06-24', '2027-06-25', '2027-06-28']);
    expect(daysOn('2027-02-01')).toEqual(daysOn('2027-06-01'));
  });

  it('brings what cannot wait forward from a day off: 29 June 2030 is a Saturday', () => {
    const late = facts([service({ startedAt: '2029-09-01T10:00:00.000Z', activeAt: '2029-09-01T10:00:00.000Z' })], {
      frequency: 'urgent',
    });
    expect(asLines(jump(late, '2030-06-01T10:00:00.000Z', '2030-07-31T10:00:00.000Z').sent)).toEqual([
      'Fri 2030-06-14 09:30 plan 2030-06-14',
      'Fri 2030-06-21 09:30 plan 2030-06-21',
      'Fri 2030-06-28 09:30 plan 2030-06-28',
      'Mon 2030-07-01 09:30 plan 2030-07-01',
    ]);
  });
});

describe('a standstill', () => {
  const still = (changes: Partial<ServiceFacts>) => walk(changes).filter((line) => line.includes(' stalled '));

  it.each<[string, Partial<ServiceFacts>, readonly string[]]>([
    [
      'is told of after two, four and eight weeks, and then no more',
      {},
      [
        'Mon 2026-01-19 09:30 stalled 2026-01-19',
        'Mon 2026-02-02 09:30 stalled 2026-02-02',
        'Mon 2026-03-02 09:30 stalled 2026-03-02',
      ],
    ],
    [
      'counts from the last thing that was done',
      { activeAt: '2026-02-25T17:00:00.000Z' },
      [
        'Wed 2026-03-11 09:30 stalled 2026-03-11',
        'Wed 2026-03-25 09:30 stalled 2026-03-25',
        'Wed 2026-04-22 09:30 stalled 2026-04-22',
      ],
    ],
    [
      'is left to the plan from 30 days before the deadline until the plan is done',
      { activeAt: '2026-05-10T10:00:00.000Z' },
      ['Tue 2026-05-26 09:30 stalled 2026-05-24'],
    ],
    [
      'after the deadline is told of where the plan does not speak of that deadline',
      { startedAt: '2026-07-01T10:00:00.000Z', activeAt: '2026-07-01T10:00:00.000Z' },
      [
        'Wed 2026-07-15 09:30 stalled 2026-07-15',
        'Wed 2026-07-29 09:30 stalled 2026-07-29',
        'Wed 2026-08-26 09:30 stalled 2026-08-26',
      ],
    ],
    ['with nothing left is none', done, []],
    ['is none while what was published is good', { publishedOn: '2025-09-15' }, []],
    [
      'is one again a year after publishing',
      { publishedOn: '2025-02-02' },
      ['Mon 2026-02-02 09:30 stalled 2026-02-02', 'Mon 2026-03-02 09:30 stalled 2026-03-02'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(still(changes)).toEqual(expected);
  });

  it('says how long', () => {
    const [reminder] = dueReminders('2026-01-20T10:00:00.000Z', facts(), calendar);
    expect(reminder).toMatchObject({
      urgency: 'digest',
      about: { kind: 'stalled', daysQuiet: 15, questionsLeft: 12 },
    });
  });
});

describe('a question handed on', () => {
  const assignments = [{ id: 'a1', question: '3.2.1', to: 'sam', at: '2026-04-01T15:00:00.000Z' }];

  it('is told to the one who has it after three working days, then weekly, six times', () => {
    // Sam is no member and so has the settings that everybody begins with: one digest a week.
    expect(walk({ ...done, assignments })).toEqual([
      'Mon 2026-04-13 09:30 assigned/a1/2026-04-08',
      'Mon 2026-04-20 09:30 assigned/a1/2026-04-15',
      'Mon 2026-04-27 09:30 assigned/a1/2026-04-22',
      'Tue 2026-05-05 09:30 assigned/a1/2026-04-29',
      'Mon 2026-05-11 09:30 assigned/a1/2026-05-06',
      'Mon 2026-05-18 09:30 assigned/a1/2026-05-13',
    ]);
  });

  it('says how long it waits, to nobody else', () => {
    expect(dueReminders('2026-04-13T10:00:00.000Z', facts([service({ ...done, assignments })]), calendar)).toEqual([
      {
        kind: 'assigned',
        organisation: 'org',
        assessment: 'rose',
        subject: 'a1',
        dueOn: '2026-04-08',
        to: 'sam',
        urgency: 'digest',
        about: { kind: 'assigned', question: '3.2.1', daysWaiting: 12 },
      },
    ]);
  });
});

describe('a document to look at again', () => {
  it('is told of 30, 7 and 1 days before, on the Friday where that day is a Sunday', () => {
    expect(walk({ ...done, reviews: [{ document: 'D1', on: '2026-06-15' }] })).toEqual([
      'Mon 2026-05-18 09:30 evidenceReview D1/2026-05-16',
      'Mon 2026-06-08 09:30 evidenceReview D1/2026-06-08',
      'Fri 2026-06-12 09:30 evidenceReview D1/2026-06-12',
    ]);
  });

  it.each([
    ['2026-05-18', 'digest', 28],
    ['2026-06-10', 'digest', 5],
    ['2026-06-12', 'now', 3],
    ['2026-06-15', 'now', 0],
    ['2026-06-20', 'now', -5],
  ])('says on %s (%s) how many days are left: %i', (today, urgency, daysLeft) => {
    const reviews = [{ document: 'D1', on: '2026-06-15' }];
    expect(dueReminders(`${today}T10:00:00.000Z`, facts([service({ ...done, reviews })]), calendar)).toMatchObject([
      { urgency, about: { kind: 'evidenceReview', document: 'D1', on: '2026-06-15', daysLeft } },
    ]);
  });
});

describe('something dated about to be too old', () => {
  it('is told of 30, 7 and 1 days before its last day', () => {
    expect(walk({ ...done, lapses: [{ question: '3.2.1.date', on: '2026-12-29' }] })).toEqual([
      'Mon 2026-11-30 09:30 lapsing 3.2.1.date/2026-11-29',
      'Tue 2026-12-22 09:30 lapsing 3.2.1.date/2026-12-22',
      // The day before is a bank holiday after a weekend and Christmas.
      'Thu 2026-12-24 09:30 lapsing 3.2.1.date/2026-12-24',
    ]);
  });

  it('is not the same as in another service of the organisation', () => {
    const lapses = [{ question: '3.2.1.date', on: '2026-11-02' }];
    const services = ['rose', 'oak'].map((assessment) => service({ ...done, assessment, lapses }));
    const due = dueReminders('2026-10-05T10:00:00.000Z', facts(services), calendar);
    expect(due.map(({ subject }) => subject)).toEqual(['oak:3.2.1.date', 'rose:3.2.1.date']);
  });
});

describe('what is done and not published', () => {
  it.each<[string, Partial<ServiceFacts>, readonly string[]]>([
    [
      'is told of after three working days, then weekly, and at the deadline',
      { doneAt: '2026-03-26T10:00:00.000Z' },
      [
        'Tue 2026-03-31 09:30 signOff 2026-03-31',
        'Tue 2026-04-07 09:30 signOff 2026-04-07',
        'Tue 2026-04-14 09:30 signOff 2026-04-14',
        'Tue 2026-04-21 09:30 signOff 2026-04-21',
        'Tue 2026-06-23 09:30 signOff 2026-06-23',
        'Mon 2026-06-29 09:30 signOff 2026-06-29',
        'Wed 2026-07-01 09:30 signOff 2026-07-01',
      ],
    ],
    [
      'is told of at once near the deadline',
      { doneAt: '2026-06-24T10:00:00.000Z' },
      [
        'Mon 2026-06-29 09:30 signOff 2026-06-29',
        'Wed 2026-07-01 09:30 signOff 2026-07-01',
        'Mon 2026-07-06 09:30 signOff 2026-07-06',
        'Mon 2026-07-13 09:30 signOff 2026-07-13',
        'Mon 2026-07-20 09:30 signOff 2026-07-20',
      ],
    ],
    [
      'published a year before the day after the deadline is not',
      { doneAt: '2026-07-01T10:00:00.000Z', publishedOn: '2026-07-01' },
      [],
    ],
    ['published on the same day is not', { doneAt: '2026-03-26T10:00:00.000Z', publishedOn: '2026-03-26' }, []],
    [
      'done again while what was published is good is not',
      { doneAt: '2026-03-26T10:00:00.000Z', publishedOn: '2025-12-01' },
      [],
    ],
    ['not done is not', {}, []],
  ])('%s', (_, changes, expected) => {
    expect(walk({ ...done, ...changes }).filter((line) => line.includes(' signOff '))).toEqual(expected);
  });

  it('says how long it waits, and at the deadline cannot', () => {
    const at = (today: string) =>
      dueReminders(
        `${today}T10:00:00.000Z`,
        facts([service({ ...done, doneAt: '2026-06-15T10:00:00.000Z' })]),
        calendar,
      );
    expect(at('2026-06-18')).toMatchObject([{ urgency: 'digest', about: { kind: 'signOff', daysWaiting: 3 } }]);
    expect(at('2026-06-24')).toMatchObject([{ urgency: 'now', about: { kind: 'signOff', daysWaiting: 9 } }]);
  });
});

describe('a year after publishing', () => {
  it('is told of 30, 7 and 1 days before', () => {
    expect(walk({ ...done, publishedOn: '2026-04-20' })).toEqual([
      'Mon 2027-03-22 09:30 republish 2027-03-21',
      'Tue 2027-04-13 09:30 republish 2027-04-13',
      'Mon 2027-04-19 09:30 republish 2027-04-19',
    ]);
  });

  it('is told with the days that are left, and is 28 February after a leap day', () => {
    const at = (today: string, publishedOn: string) =>
      dueReminders(`${today}T10:00:00.000Z`, facts([service({ ...done, publishedOn })]), calendar);
    expect(at('2025-01-31', '2024-02-29')).toMatchObject([
      { dueOn: '2025-01-29', urgency: 'digest', about: { kind: 'republish', on: '2025-02-28', daysLeft: 28 } },
    ]);
    expect(at('2027-04-19', '2026-04-20')).toMatchObject([
      { urgency: 'now', about: { on: '2027-04-20', daysLeft: 1 } },
    ]);
  });
});

describe('a new edition', () => {
  const begun = { ...done, startedAt: '2026-01-05T10:00:00.000Z' };

  it.each<[string, Partial<ServiceFacts>, Partial<ReminderFacts>, readonly string[]]>([
    ['is told once', begun, { editions }, ['Tue 2026-09-01 09:30 newEdition/2026-27/2026-09-01']],
    ['is no news to who began after it', { ...begun, startedAt: '2026-09-01T10:00:00.000Z' }, { editions }, []],
    ['is no news to who uses it', { ...begun, edition: '2026-27' }, { editions }, []],
    ['that is not out is none', begun, {}, []],
    ['that nobody knows of is none', begun, { editions: [] }, []],
    [
      'that two came after is told of alone',
      begun,
      { editions: [...editions, { edition: '2027-28', outOn: '2027-09-01' }] },
      ['Wed 2027-09-01 09:30 newEdition/2027-28/2027-09-01'],
    ],
  ])('%s', (_, changes, more, expected) => {
    expect(walk(changes, more)).toEqual(expected);
  });

  it('is told once for all services', () => {
    const services = ['rose', 'oak'].map((assessment) => service({ ...begun, assessment }));
    const due = dueReminders('2026-09-01T10:00:00.000Z', facts(services, defaultSettings, { editions }), calendar);
    expect(due.map(({ subject }) => subject)).toEqual(['2026-27']);
  });

  it.each([
    ['2026-10-31', 1],
    ['2026-11-02', 0],
  ])('that the guide learns of late, on %s, is told %i times', (today, times) => {
    expect(
      dueReminders(`${today}T10:00:00.000Z`, facts([service(begun)], defaultSettings, { editions }), calendar),
    ).toHaveLength(times);
  });
});

describe('who is told', () => {
  const members = (['manager', 'contributor', 'reviewer', 'viewer', 'supporter', 'manager'] as const).map(
    (role, index) => ({ person: `${role}${index}`, role, settings: defaultSettings }),
  );
  const on = (services: readonly ServiceFacts[], today: string) =>
    dueReminders(`${today}T10:00:00.000Z`, facts(services, defaultSettings, { members, editions }), calendar);

  it('every manager, reviewers of documents, and nobody else', () => {
    const everything = service({
      reviews: [{ document: 'D1', on: '2026-10-01' }],
      lapses: [{ question: '3.2.1', on: '2026-10-01' }],
      activeAt: '2026-08-25T10:00:00.000Z',
      doneAt: '2026-08-25T10:00:00.000Z',
    });
    const due = on([everything], '2026-09-08');
    const toldOf = Map.groupBy(due, ({ kind }) => kind);
    expect([...toldOf].map(([kind, told]) => [kind, told.map(({ to }) => to).sort()]).sort()).toEqual([
      ['evidenceReview', ['manager0', 'manager5', 'reviewer2']],
      ...['lapsing', 'newEdition', 'signOff', 'stalled'].map((kind) => [kind, ['manager0', 'manager5']]),
    ]);
  });

  it.each(['contributor1', 'reviewer2', 'viewer3', 'supporter4', 'manager5', 'somebody outside'])(
    '%s of what was handed to them',
    (to) => {
      const assignments = [{ id: 'a1', question: '3.2.1', to, at: '2026-02-02T10:00:00.000Z' }];
      expect(on([service({ ...done, assignments })], '2026-02-05')).toMatchObject([{ kind: 'assigned', to }]);
    },
  );

  it('nobody where there is nobody', () => {
    expect(
      dueReminders('2026-06-29T10:00:00.000Z', facts([service()], defaultSettings, { members: [] }), calendar),
    ).toEqual([]);
    expect(dueReminders('2026-06-29T10:00:00.000Z', facts([]), calendar)).toEqual([]);
  });
});

describe('what is due', () => {
  it('is the latest of its stages, as long as that is not long ago', () => {
    const due = (today: string) =>
      dueReminders(`${today}T10:00:00.000Z`, facts([service({ activeAt: '2026-12-01T10:00:00.000Z' })]), calendar).map(
        ({ dueOn }) => dueOn,
      );
    expect(due('2026-05-30')).toEqual([]);
    expect(due('2026-05-31')).toEqual(['2026-05-31']);
    expect(due('2026-06-14')).toEqual(['2026-05-31']);
    // Fourteen days are over, and the next stage is not there yet.
    expect(due('2026-06-15')).toEqual([]);
    expect(due('2026-06-22')).toEqual(['2026-06-16']);
    expect(due('2026-06-23')).toEqual(['2026-06-23']);
    expect(due('2026-08-12')).toEqual(['2026-07-29']);
    expect(due('2026-08-13')).toEqual([]);
  });

  it('stands with the most pressing first', () => {
    const services = [
      service({
        assignments: [{ id: 'a1', question: '3.2.1', to: 'jo', at: '2026-06-08T10:00:00.000Z' }],
        reviews: [{ document: 'D1', on: '2026-06-17' }],
        lapses: [{ question: '3.2.1', on: '2026-07-16' }],
      }),
    ];
    expect(dueReminders('2026-06-16T10:00:00.000Z', facts(services), calendar).map(({ kind }) => kind)).toEqual([
      'plan',
      'evidenceReview',
      'assigned',
      'lapsing',
    ]);
  });
});
