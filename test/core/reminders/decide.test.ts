import { describe, expect, it } from '@jest/globals';
import { LondonCalendar } from '../../../core/reminders/calendar.ts';
import { decideReminders } from '../../../core/reminders/decide.ts';
import {
  defaultSettings,
  type ReminderFacts,
  type ReminderSettings,
  type ServiceFacts,
} from '../../../core/reminders/model.ts';
import { asLines, calendar, facts, jump, Outbox, service, step, wall } from './walk.ts';

const done = { questionsLeft: 0, minutesLeft: 0 } as const;
/** Documents whose next review brings a stage that can wait (30 and 7 days before) and one that cannot (1 day). */
const reviews = (...dates: readonly string[]) => dates.map((on, index) => ({ document: `D${index + 1}`, on }));
const only = (changes: Partial<ServiceFacts>, settings: Partial<ReminderSettings> = {}) =>
  facts([service({ ...done, ...changes })], { ...defaultSettings, ...settings });
const lines = (current: ReminderFacts, from: string, to: string, outbox?: Outbox) =>
  asLines(jump(current, `${from}T06:00:00.000Z`, `${to}T23:00:00.000Z`, outbox).sent);

describe('a year', () => {
  const editions = [
    { edition: '2025-26', outOn: '2025-09-01' },
    { edition: '2026-27', outOn: '2026-09-01' },
  ];

  it('of a service begun on 5 January 2026 and left alone', () => {
    const { sent, wakes } = jump(
      facts([service()], defaultSettings, { editions }),
      '2026-01-05T10:00:00.000Z',
      '2027-01-05T10:00:00.000Z',
    );
    expect(asLines(sent)).toEqual([
      'Mon 2026-01-19 09:30 stalled 2026-01-19',
      'Mon 2026-02-02 09:30 stalled 2026-02-02',
      'Mon 2026-03-02 09:30 stalled 2026-03-02',
      'Mon 2026-06-01 09:30 plan 2026-05-31',
      'Tue 2026-06-16 09:30 plan 2026-06-16',
      'Tue 2026-06-23 09:30 plan 2026-06-23',
      'Mon 2026-06-29 09:30 plan 2026-06-29',
      'Wed 2026-07-01 09:30 plan 2026-07-01',
      'Mon 2026-07-13 09:30 plan 2026-07-08',
      'Mon 2026-07-20 09:30 plan 2026-07-15',
      'Mon 2026-07-27 09:30 plan 2026-07-22',
      'Mon 2026-08-03 09:30 plan 2026-07-29',
      // Monday 31 August is a bank holiday.
      'Tue 2026-09-01 09:30 newEdition/2026-27/2026-09-01',
    ]);
    // The clock is looked at when something goes out, and hardly else.
    expect(wakes.length).toBeLessThan(sent.length * 2);
  });

  it('of a service begun in November, finished and published', () => {
    const outbox = new Outbox();
    const began = { startedAt: '2026-11-18T15:00:00.000Z', activeAt: '2026-11-18T15:00:00.000Z' };
    const periods: readonly (readonly [string, string, Partial<ServiceFacts>])[] = [
      ['2026-11-18', '2027-01-10', began],
      ['2027-01-11', '2027-06-08', { ...began, activeAt: '2027-01-11T09:00:00.000Z' }],
      [
        '2027-06-09',
        '2027-06-23',
        { ...began, ...done, activeAt: '2027-06-09T09:00:00.000Z', doneAt: '2027-06-09T09:00:00.000Z' },
      ],
      [
        '2027-06-24',
        '2028-07-31',
        { ...began, ...done, doneAt: '2027-06-09T09:00:00.000Z', publishedOn: '2027-06-24' },
      ],
    ];
    const walked = periods.flatMap(([from, to, changes]) =>
      lines(facts([service(changes)], defaultSettings, { editions: editions.slice(1) }), from, to, outbox),
    );
    expect(walked).toEqual([
      'Mon 2026-12-07 09:30 stalled 2026-12-02',
      'Mon 2026-12-21 09:30 stalled 2026-12-16',
      'Mon 2027-01-25 09:30 stalled 2027-01-25',
      'Mon 2027-02-08 09:30 stalled 2027-02-08',
      'Mon 2027-03-08 09:30 stalled 2027-03-08',
      // 31 May is a bank holiday.
      'Tue 2027-06-01 09:30 plan 2027-05-31',
      'Mon 2027-06-14 09:30 signOff 2027-06-14',
      'Mon 2027-06-21 09:30 signOff 2027-06-21',
      'Wed 2027-06-23 09:30 signOff 2027-06-23',
      'Mon 2028-05-29 09:30 republish 2028-05-25',
      'Mon 2028-06-19 09:30 republish 2028-06-17',
      'Fri 2028-06-23 09:30 republish 2028-06-23',
    ]);
  });
});

describe('weekly', () => {
  it.each<[string, Partial<ServiceFacts>, string, string, readonly string[]]>([
    [
      'brings together what comes up in a week',
      { reviews: reviews('2026-10-15', '2026-10-16', '2026-10-18') },
      '2026-09-14',
      '2026-09-30',
      ['Mon 2026-09-21 09:30 evidenceReview D1/2026-09-15, evidenceReview D2/2026-09-16, evidenceReview D3/2026-09-18'],
    ],
    [
      'sends what cannot wait at once, with all else that is due',
      { reviews: reviews('2026-09-17', '2026-10-16', '2026-10-18') },
      '2026-09-14',
      '2026-09-30',
      [
        // On 14 September the stage of seven days before stands for that of thirty.
        'Mon 2026-09-14 09:30 evidenceReview D1/2026-09-10',
        'Wed 2026-09-16 09:30 evidenceReview D1/2026-09-16, evidenceReview D2/2026-09-16',
        'Mon 2026-09-21 09:30 evidenceReview D3/2026-09-18',
      ],
    ],
    [
      'leaves five days between a message and a digest: a Friday, then a Wednesday',
      { reviews: reviews('2026-09-19', '2026-10-21', '2026-10-23') },
      '2026-09-15',
      '2026-09-30',
      [
        // Monday's digest, which this walk begins a day after.
        'Tue 2026-09-15 09:30 evidenceReview D1/2026-09-12',
        'Fri 2026-09-18 09:30 evidenceReview D1/2026-09-18',
        'Wed 2026-09-23 09:30 evidenceReview D2/2026-09-21, evidenceReview D3/2026-09-23',
      ],
    ],
    [
      'leaves no pause longer than it must: a Wednesday, then a Monday',
      { reviews: reviews('2026-09-24', '2026-10-28') },
      '2026-09-18',
      '2026-09-30',
      [
        'Mon 2026-09-21 09:30 evidenceReview D1/2026-09-17',
        'Wed 2026-09-23 09:30 evidenceReview D1/2026-09-23',
        'Mon 2026-09-28 09:30 evidenceReview D2/2026-09-28',
      ],
    ],
    [
      'comes on the Tuesday after Easter Monday',
      { reviews: reviews('2026-05-04') },
      '2026-04-01',
      '2026-04-20',
      ['Tue 2026-04-07 09:30 evidenceReview D1/2026-04-04'],
    ],
    [
      'comes on the first working day of Christmas week, and on the Monday after it',
      { reviews: reviews('2027-01-25', '2027-01-30') },
      '2026-12-22',
      '2027-01-05',
      ['Tue 2026-12-29 09:30 evidenceReview D1/2026-12-26', 'Mon 2027-01-04 09:30 evidenceReview D2/2026-12-31'],
    ],
  ])('%s', (_, changes, from, to, expected) => {
    expect(lines(only(changes), from, to)).toEqual(expected);
  });

  it('is made up for after an outage of days, and gone after weeks', () => {
    const current = only({ reviews: reviews('2026-10-21') });
    // Due on Monday 21 September.
    expect(lines(current, '2026-09-24', '2026-10-10')).toEqual(['Thu 2026-09-24 09:30 evidenceReview D1/2026-09-21']);
    expect(lines(current, '2026-10-05', '2026-10-10')).toEqual(['Mon 2026-10-05 09:30 evidenceReview D1/2026-09-21']);
    expect(lines(current, '2026-10-06', '2026-10-10')).toEqual([]);
  });
});

describe('frequencies', () => {
  const current = (settings: ReminderSettings) =>
    only({ reviews: reviews('2026-09-23', '2026-10-15', '2026-10-16', '2026-10-18') }, settings);

  it.each<[ReminderSettings['frequency'], readonly string[]]>([
    [
      'daily',
      [
        'Tue 2026-09-15 09:30 evidenceReview D2/2026-09-15',
        'Wed 2026-09-16 09:30 evidenceReview D1/2026-09-16, evidenceReview D3/2026-09-16',
        'Fri 2026-09-18 09:30 evidenceReview D4/2026-09-18',
        'Tue 2026-09-22 09:30 evidenceReview D1/2026-09-22',
      ],
    ],
    [
      'weekly',
      [
        'Mon 2026-09-21 09:30 evidenceReview D2/2026-09-15, evidenceReview D1/2026-09-16, evidenceReview D3/2026-09-16, evidenceReview D4/2026-09-18',
        'Tue 2026-09-22 09:30 evidenceReview D1/2026-09-22',
      ],
    ],
    ['urgent', ['Tue 2026-09-22 09:30 evidenceReview D1/2026-09-22']],
    ['never', []],
  ])('%s', (frequency, expected) => {
    expect(lines(current({ frequency }), '2026-09-15', '2026-09-30')).toEqual(expected);
  });

  it('never: no time to wake for', () => {
    expect(
      decideReminders(
        '2026-09-15T10:00:00.000Z',
        current({ frequency: 'never' }),
        () => ({ keys: new Set() }),
        calendar,
      ),
    ).toEqual({
      messages: [],
    });
  });

  it('daily: once a day, also when more comes up in it', () => {
    const outbox = new Outbox();
    expect(lines(current({ frequency: 'daily' }), '2026-09-15', '2026-09-15', outbox)).toHaveLength(1);
    const more = only(
      { reviews: reviews('2026-09-23', '2026-10-15', '2026-10-16', '2026-10-18', '2026-10-14') },
      { frequency: 'daily' },
    );
    expect(asLines(jump(more, '2026-09-15T11:00:00.000Z', '2026-09-16T23:00:00.000Z', outbox).sent)).toEqual([
      'Wed 2026-09-16 09:30 evidenceReview D5/2026-09-14, evidenceReview D1/2026-09-16, evidenceReview D3/2026-09-16',
    ]);
  });

  it('of two people do not touch each other', () => {
    const two = facts([service({ ...done, reviews: reviews('2026-10-15') })], defaultSettings, {
      members: [
        { person: 'jo', role: 'manager', settings: { frequency: 'weekly' } },
        { person: 'sam', role: 'manager', settings: { frequency: 'daily' } },
        { person: 'alex', role: 'manager', settings: { frequency: 'urgent' } },
      ],
    });
    const { sent } = jump(two, '2026-09-10T10:00:00.000Z', '2026-09-30T10:00:00.000Z');
    expect(sent.map(({ person, at }) => `${person} ${wall(at)}`)).toEqual([
      'sam Tue 2026-09-15 09:30',
      'jo Mon 2026-09-21 09:30',
    ]);
  });
});

describe('the clocks', () => {
  it('change in March and October; messages stay at 9:30 on the wall', () => {
    // Reviews a week apart, told of 30 days before, on Mondays.
    const current = only(
      {
        reviews: reviews('2026-04-22', '2026-04-29', '2026-11-18', '2026-11-25'),
      },
      { frequency: 'weekly' },
    );
    const { sent } = jump(current, '2026-03-20T10:00:00.000Z', '2026-10-27T10:00:00.000Z');
    const first = sent
      .filter(({ keys }) => keys.some((key) => /03-(23|30)$|10-(19|26)$/.test(key)))
      .map(({ at }) => at);
    expect(first).toEqual([
      '2026-03-23T09:30:00.000Z',
      '2026-03-30T08:30:00.000Z',
      '2026-10-19T08:30:00.000Z',
      '2026-10-26T09:30:00.000Z',
    ]);
    expect(first.map(wall).every((time) => time.startsWith('Mon') && time.endsWith('09:30'))).toBe(true);
  });
});

describe('quiet hours', () => {
  it.each<[string, ReminderSettings['quiet'], string | undefined]>([
    ['overnight, over before work', { from: '20:00', to: '08:00' }, 'Tue 2026-06-23 09:30'],
    ['overnight, into the morning', { from: '20:00', to: '10:45' }, 'Tue 2026-06-23 10:45'],
    ['from the afternoon on', { from: '13:00', to: '09:00' }, 'Tue 2026-06-23 09:30'],
    ['of a late start', { from: '00:00', to: '16:59' }, 'Tue 2026-06-23 16:59'],
    ['by day over half past nine', { from: '09:10', to: '11:00' }, 'Tue 2026-06-23 11:00'],
    ['that leave a quarter of an hour', { from: '09:15', to: '08:00' }, 'Tue 2026-06-23 09:00'],
    ['that leave nothing', { from: '08:00', to: '18:00' }, undefined],
  ])('%s', (_, quiet, expected) => {
    const current = facts([service({ activeAt: '2026-06-17T10:00:00.000Z' })], {
      frequency: 'urgent',
      ...(quiet && { quiet }),
    });
    const [first] = jump(current, '2026-06-22T10:00:00.000Z', '2026-06-27T10:00:00.000Z').sent.filter(({ keys }) =>
      keys[0]?.endsWith('06-23'),
    );
    expect(first && wall(first.at)).toBe(expected);
  });

  it('that leave nothing leave nothing to wake for', () => {
    const current = facts([service()], { frequency: 'daily', quiet: { from: '08:00', to: '18:00' } });
    expect(decideReminders('2026-06-23T10:00:00.000Z', current, () => ({ keys: new Set() }), calendar)).toEqual({
      messages: [],
    });
  });
});

describe('a snooze', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'over the digest: it comes when the snooze is over',
      '2026-09-23',
      ['Wed 2026-09-23 09:30 evidenceReview D1/2026-09-18, evidenceReview D2/2026-09-23'],
    ],
    [
      'to a Saturday: on the Monday',
      '2026-09-26',
      ['Mon 2026-09-28 09:30 evidenceReview D1/2026-09-18, evidenceReview D2/2026-09-23'],
    ],
    [
      'that is over',
      '2026-09-10',
      ['Mon 2026-09-21 09:30 evidenceReview D1/2026-09-18', 'Mon 2026-09-28 09:30 evidenceReview D2/2026-09-23'],
    ],
    ['that is so long that what waited is old', '2026-10-06', ['Tue 2026-10-06 09:30 evidenceReview D2/2026-09-23']],
  ])('%s', (_, snoozedUntil, expected) => {
    const current = only({ reviews: reviews('2026-10-18', '2026-10-23') }, { snoozedUntil });
    expect(lines(current, '2026-09-18', '2026-10-09')).toEqual(expected);
  });

  it('begins the week anew: what came up in it need not wait for the next', () => {
    const current = only({ reviews: reviews('2026-10-22') }, { snoozedUntil: '2026-09-23' });
    expect(lines(current, '2026-09-18', '2026-10-02')).toEqual(['Wed 2026-09-23 09:30 evidenceReview D1/2026-09-22']);
  });

  it('holds back what cannot wait', () => {
    const current = facts([service({ activeAt: '2026-06-20T10:00:00.000Z' })], {
      frequency: 'weekly',
      snoozedUntil: '2026-06-25',
    });
    expect(lines(current, '2026-06-20', '2026-06-28')).toEqual(['Thu 2026-06-25 09:30 plan 2026-06-23']);
  });
});

describe('a single reminder that was put off', () => {
  const key = 'evidenceReview/rose:D1/2026-09-18';
  const put = (putOff: Record<string, string>, frequency: ReminderSettings['frequency'] = 'weekly') =>
    only({ reviews: reviews('2026-10-18', '2026-10-23') }, { frequency, putOff });
  const wednesday = 'Wed 2026-09-30 09:30 evidenceReview D1/2026-09-30';

  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'comes on its day, and the others without it',
      { [key]: '2026-09-30' },
      ['Mon 2026-09-28 09:30 evidenceReview D2/2026-09-23', wednesday],
    ],
    [
      'comes on the day to which it was put off again',
      { [key]: '2026-09-24', 'evidenceReview/rose:D1/2026-09-24': '2026-09-30' },
      ['Mon 2026-09-28 09:30 evidenceReview D2/2026-09-23', wednesday],
    ],
    [
      'comes after weeks too, as long as no later stage is due',
      { [key]: '2026-10-08' },
      ['Mon 2026-09-28 09:30 evidenceReview D2/2026-09-23', 'Thu 2026-10-08 09:30 evidenceReview D1/2026-10-08'],
    ],
    [
      'to a day before it was due comes when it is due',
      { [key]: '2026-09-01' },
      ['Mon 2026-09-21 09:30 evidenceReview D1/2026-09-18', 'Mon 2026-09-28 09:30 evidenceReview D2/2026-09-23'],
    ],
    [
      'that is another leaves it alone',
      { 'evidenceReview/oak:D1/2026-09-18': '2026-09-30', constructor: '2026-09-30' },
      ['Mon 2026-09-21 09:30 evidenceReview D1/2026-09-18', 'Mon 2026-09-28 09:30 evidenceReview D2/2026-09-23'],
    ],
  ])('%s', (_, putOff, expected) => {
    expect(lines(put(putOff), '2026-09-18', '2026-10-09')).toEqual(expected);
  });

  it('comes again when it was sent before, once', () => {
    const outbox = new Outbox();
    expect(lines(put({}), '2026-09-18', '2026-09-21', outbox)).toHaveLength(1);
    expect(lines(put({ [key]: '2026-09-24' }), '2026-09-22', '2026-10-05', outbox)).toEqual([
      'Thu 2026-09-24 09:30 evidenceReview D1/2026-09-24, evidenceReview D2/2026-09-23',
    ]);
    expect(lines(put({ [key]: '2026-09-24' }), '2026-09-22', '2026-10-05', outbox)).toEqual([]);
  });

  it('gives way to the next stage of the same', () => {
    // Seven days before is 11 October, one day before Friday 16 October.
    expect(lines(put({ [key]: '2026-10-14' }, 'urgent'), '2026-09-18', '2026-10-17')).toEqual([
      'Fri 2026-10-16 09:30 evidenceReview D1/2026-10-16',
    ]);
  });

  it('does not bring back the stage before it', () => {
    const seventh = 'evidenceReview/rose:D1/2026-10-16';
    // Nothing was sent in September; what was due then does not stand in for what was put off.
    expect(
      lines(put({ [seventh]: '2026-10-20' }, 'daily'), '2026-10-17', '2026-10-22').filter((line) =>
        line.includes('D1'),
      ),
    ).toEqual(['Tue 2026-10-20 09:30 evidenceReview D1/2026-10-20']);
  });
});

describe('what was sent', () => {
  const current = only({ reviews: reviews('2026-10-15', '2026-10-16') });

  it('is not sent again after a restart', () => {
    const outbox = new Outbox();
    expect(lines(current, '2026-09-15', '2026-09-30', outbox)).toHaveLength(1);
    expect(lines(current, '2026-09-15', '2026-09-30', outbox)).toEqual([]);
    expect(asLines(step(current, '2026-09-15T06:00:00.000Z', '2026-09-30T23:00:00.000Z', 60, outbox))).toEqual([]);
  });

  it('in part leaves the rest for the next time', () => {
    const outbox = new Outbox();
    outbox.note('jo', ['evidenceReview/rose:D1/2026-09-15'], '2026-09-16T08:30:00.000Z');
    expect(lines(current, '2026-09-16', '2026-09-30', outbox)).toEqual([
      'Mon 2026-09-21 09:30 evidenceReview D2/2026-09-16',
    ]);
  });

  it('to one person is not sent to another', () => {
    const outbox = new Outbox();
    outbox.note(
      'jo',
      ['evidenceReview/rose:D1/2026-09-15', 'evidenceReview/rose:D2/2026-09-16'],
      '2026-09-21T08:30:00.000Z',
    );
    const members = ['jo', 'sam'].map((person) => ({ person, role: 'manager' as const, settings: defaultSettings }));
    const { sent } = jump({ ...current, members }, '2026-09-21T09:00:00.000Z', '2026-09-22T09:00:00.000Z', outbox);
    expect(sent.map(({ person }) => person)).toEqual(['sam']);
  });
});

describe('the time to wake', () => {
  const nothingSent = () => ({ keys: new Set<string>() });

  it.each<[string, string, ReminderFacts, string | undefined]>([
    [
      'the next digest',
      '2026-09-15T10:00:00.000Z',
      only({ reviews: reviews('2026-10-15') }),
      '2026-09-21T08:30:00.000Z',
    ],
    [
      'later on the same day',
      '2026-09-21T05:00:00.000Z',
      only({ reviews: reviews('2026-10-15') }),
      '2026-09-21T08:30:00.000Z',
    ],
    [
      'the next working day after hours',
      '2026-09-21T16:00:00.000Z',
      only({ reviews: reviews('2026-10-15') }),
      '2026-09-22T08:30:00.000Z',
    ],
    [
      'after a message: the next stage',
      '2026-09-21T08:30:00.000Z',
      only({ reviews: reviews('2026-10-15') }),
      '2026-10-12T08:30:00.000Z',
    ],
    [
      'the end of quiet hours',
      '2026-06-23T11:30:00.000Z',
      facts([service({ activeAt: '2026-06-20T10:00:00.000Z' })], {
        frequency: 'daily',
        quiet: { from: '12:00', to: '13:00' },
      }),
      '2026-06-23T12:00:00.000Z',
    ],
    ['nearly a year ahead', '2026-08-10T10:00:00.000Z', facts(), '2027-06-01T08:30:00.000Z'],
    ['nothing is ahead', '2026-09-15T10:00:00.000Z', only({}), undefined],
    ['nobody is there', '2026-09-15T10:00:00.000Z', facts([service()], defaultSettings, { members: [] }), undefined],
    [
      'a year that the bank holidays do not cover',
      '2028-12-20T10:00:00.000Z',
      only({ reviews: reviews('2029-01-24') }),
      '2028-12-25T09:30:00.000Z',
    ],
  ])('%s', (_, now, current, expected) => {
    expect(decideReminders(now, current, nothingSent, calendar).wakeAt).toBe(expected);
  });

  it('keeps the pause after a message that goes out now', () => {
    const friday = only({ reviews: reviews('2026-09-19', '2026-10-21') });
    const { messages, wakeAt } = decideReminders('2026-09-18T08:30:00.000Z', friday, nothingSent, calendar);
    expect(messages).toHaveLength(1);
    expect(wakeAt && wall(wakeAt)).toBe('Wed 2026-09-23 09:30');
  });

  it('is told in milliseconds and UTC whatever the clock said', () => {
    const decision = decideReminders(
      '2026-09-21T09:30:00+01:00',
      only({ reviews: reviews('2026-10-15') }),
      nothingSent,
      calendar,
    );
    expect(decision.messages).toHaveLength(1);
    expect(decision.wakeAt).toBe('2026-10-12T08:30:00.000Z');
  });

  it('comes without any bank holidays too', () => {
    const { sent } = jump(
      only({ reviews: reviews('2026-05-04') }),
      '2026-04-01T10:00:00.000Z',
      '2026-04-20T10:00:00.000Z',
      new Outbox(),
      new LondonCalendar(new Map()),
    );
    expect(asLines(sent)).toEqual(['Mon 2026-04-06 09:30 evidenceReview D1/2026-04-04']);
  });
});
