import { describe, expect, it } from '@jest/globals';
import type { AdaptiveCard } from '../../cards/elements.ts';
import type { Reminder } from '../../core/reminders/model.ts';
import { Describe } from '../../dialogs/describe.ts';
import { type ReminderTelling, ReminderViews } from '../../dialogs/reminderViews.ts';
import { ReminderWords } from '../../dialogs/reminderWords.ts';
import { realContent } from '../support/guide.ts';
import { ofType, runsIn, submitsIn } from './reading.ts';

const content = await realContent();
const words = new ReminderWords(content.words(), new Describe(content.words(), content.book));
const views = new ReminderViews(words);

const reminder = (about: Reminder['about'], more: Partial<Reminder> = {}): Reminder => ({
  kind: about.kind,
  organisation: 'org',
  assessment: 'first',
  subject: 'first',
  dueOn: '2027-06-16',
  to: 'jo',
  urgency: 'digest',
  about,
  ...more,
});
const plan = {
  kind: 'plan',
  deadline: '2027-06-30',
  daysLeft: 14,
  questionsLeft: 12,
  minutesLeft: 38,
  slots: 2,
  days: [
    { date: '2027-06-21', slots: 1 },
    { date: '2027-06-29', slots: 1 },
  ],
} as const;
const telling = (abouts: readonly Reminder['about'][], more: Partial<ReminderTelling> = {}): ReminderTelling => ({
  reminders: abouts.map((about) => reminder(about)),
  isFirst: false,
  ...more,
});
const actionsOf = (card: AdaptiveCard) =>
  submitsIn(card).map(({ title, data }) => [title, (data as { dspt: Record<string, unknown> }).dspt]);

describe('what is due', () => {
  it.each<[Reminder['about'], string]>([
    [
      plan,
      '12 questions to go by 30 June 2027, which is 14 days away. It takes about 40 minutes. That is 2 slots of 20 minutes, on Monday 21 and Tuesday 29 June.',
    ],
    [
      { ...plan, daysLeft: 1, questionsLeft: 1, minutesLeft: 3, slots: 1, days: [{ date: '2027-06-29', slots: 1 }] },
      '1 question to go by 30 June 2027, which is 1 day away. It takes about 3 minutes. That is one slot of 20 minutes, on Tuesday 29 June.',
    ],
    [
      { ...plan, daysLeft: 0 },
      '12 questions to go by today, 30 June 2027. It takes about 40 minutes. That is 2 slots of 20 minutes, on Monday 21 and Tuesday 29 June.',
    ],
    [
      { ...plan, daysLeft: -7 },
      '30 June 2027 has passed with 12 questions to go. The official site stays open, so you can still finish. It takes about 40 minutes. That is 2 slots of 20 minutes, on Monday 21 and Tuesday 29 June.',
    ],
    [
      {
        ...plan,
        daysLeft: -1,
        slots: 5,
        days: ['2027-06-30', '2027-07-01', '2027-07-02'].map((date) => ({ date, slots: 1 })),
      },
      '30 June 2027 has passed with 12 questions to go. The official site stays open, so you can still finish. It takes about 40 minutes. That is 5 slots of 20 minutes, the next on Wednesday 30 June, Thursday 1 and Friday 2 July.',
    ],
    [
      { ...plan, slots: 3, days: [{ date: '2027-06-29', slots: 3 }] },
      '12 questions to go by 30 June 2027, which is 14 days away. It takes about 40 minutes. That is 3 slots of 20 minutes, on Tuesday 29 June.',
    ],
    [
      { kind: 'stalled', daysQuiet: 21, questionsLeft: 1 },
      'Nothing new for 21 days. Your place is kept, with 1 question to go.',
    ],
    [
      { kind: 'assigned', question: '9.5.2', daysWaiting: 0 },
      'Somebody asked you to answer 9.5.2 Scrambled laptops and memory sticks.',
    ],
    [
      { kind: 'assigned', question: '9.5.2', daysWaiting: 1 },
      'Somebody asked you to answer 9.5.2 Scrambled laptops and memory sticks. It has been waiting for 1 day.',
    ],
    [
      { kind: 'evidenceReview', document: 'known', on: '2027-07-01', daysLeft: 7 },
      'Time to look over D2. Its review is on 1 July 2027, in 7 days.',
    ],
    [
      { kind: 'evidenceReview', document: 'unknown', on: '2027-07-01', daysLeft: 0 },
      'Time to look over one of your documents. Its review is today, 1 July 2027.',
    ],
    [
      { kind: 'evidenceReview', document: 'known', on: '2027-07-01', daysLeft: -1 },
      'Time to look over D2. Its review was due on 1 July 2027.',
    ],
    [
      { kind: 'lapsing', question: '3.2.1', on: '2027-07-01', daysLeft: 10 },
      '3.2.1 Training in the last year: what you told me counts until 1 July 2027. Then it needs doing again.',
    ],
    [
      { kind: 'lapsing', question: '3.2.1', on: '2027-07-01', daysLeft: -1 },
      '3.2.1 Training in the last year: what you told me counted until 1 July 2027. It needs doing again.',
    ],
    [
      { kind: 'signOff', daysWaiting: 5 },
      'Everything has had an answer for 5 days. The last step is to publish on the official site.',
    ],
    [
      { kind: 'signOff', daysWaiting: 0 },
      'Everything has an answer. The last step is to publish on the official site.',
    ],
    [
      { kind: 'republish', on: '2027-06-30', daysLeft: 14 },
      'You need to publish every year. The next time is by 30 June 2027, in 14 days.',
    ],
    [
      { kind: 'republish', on: '2027-06-30', daysLeft: 0 },
      'You need to publish every year. The next time is today, 30 June 2027.',
    ],
    [
      { kind: 'republish', on: '2027-06-30', daysLeft: -3 },
      'You need to publish every year. The last one counted until 30 June 2027.',
    ],
    [{ kind: 'newEdition', edition: '2026-27' }, 'The 2026-27 edition of the toolkit is out.'],
  ])('%j is said in a line, and on the card', (about, line) => {
    const told = telling([about], { documents: { known: 'D2' } });
    expect(views.lines(told)).toEqual([line]);
    expect(runsIn(views.card(told))).toEqual([line]);
  });

  it.each([
    [5, []],
    [6, ['And 1 more.']],
    [8, ['And 3 more.']],
  ])('of %d reminders is said in five lines at most, in their order', (count, more) => {
    const all = Array.from({ length: count }, (_, index) => ({ ...plan, questionsLeft: index + 2 }));
    const lines = views.lines(telling(all));
    expect(lines.slice(0, 5).map((line) => Number.parseInt(line, 10))).toEqual([2, 3, 4, 5, 6]);
    expect(lines.slice(5)).toEqual(more);
    expect(views.card(telling(all)).speak).toContain(lines.join('\n'));
  });

  it('names the service where it is about more than one, and only there', () => {
    const services = { first: 'Rose Cottage', second: 'Lilac House' };
    const both = [reminder(plan), reminder(plan, { assessment: 'second' }), reminder(plan, { assessment: 'third' })];
    const lines = views.lines({ reminders: both, isFirst: false, services });
    expect(lines.map((line) => line.split(' questions')[0])).toEqual(['Rose Cottage: 12', 'Lilac House: 12', '12']);
    expect(views.lines(telling([plan], { services }))[0]).toMatch(/^12 questions/);
  });

  it.each(['constructor', '__proto__', 'toString'])('knows no document or service by the name of %s', (document) => {
    const about = { kind: 'evidenceReview', document, on: '2027-07-01', daysLeft: 7 } as const;
    const both = [reminder(about, { assessment: document }), reminder(plan)];
    const [line] = views.lines({ reminders: both, isFirst: false, documents: {}, services: {} });
    expect(line).toMatch(/^Time to look over one of your documents\./);
  });
});

describe('the first reminder', () => {
  it('says who speaks, who asked for it and how to stop', () => {
    const card = views.card(telling([plan], { isFirst: true, askedBy: 'Jane Carter' }));
    expect(runsIn(card).slice(0, 3)).toEqual([
      'I am the guide for the data security toolkit. I speak up when something needs you.',
      'Jane Carter asked me to remind you.',
      'You can stop this at any time: press "Stop reminders", or type: stop reminders.',
    ]);
    expect(runsIn(views.card(telling([plan], { isFirst: true })))[1]).toBe(
      'You get this because you help with the toolkit at your service.',
    );
  });

  it('is the only one that does', () => {
    expect(runsIn(views.card(telling([plan], { askedBy: 'Jane Carter' })))).toHaveLength(1);
  });

  it('lets a name of somebody be nothing but a name', () => {
    const card = views.card(telling([plan], { isFirst: true, askedBy: '[Jane](https://evil.example) **boss**' }));
    expect(ofType(card, 'TextBlock').map(({ text }) => text)).toEqual(['Hello from the toolkit guide']);
  });
});

describe('the buttons', () => {
  it('begin, put off, set how often, and stop', () => {
    const keys = ['plan/first/2027-06-16'];
    const people = (request: object) => ({ do: 'people', request, always: true });
    expect(actionsOf(views.card(telling([plan])))).toEqual([
      ['Go on with the next question', { do: 'say', command: 'carryOn', always: true }],
      ['Tomorrow', people({ ask: 'snooze', until: 'tomorrow', keys })],
      ['In three days', people({ ask: 'snooze', until: 'threeDays', keys })],
      ['Next week', people({ ask: 'snooze', until: 'nextWeek', keys })],
      ['Every day, if need be', people({ ask: 'remindMe', frequency: 'daily' })],
      ['Once a week', people({ ask: 'remindMe', frequency: 'weekly' })],
      ['Only what cannot wait', people({ ask: 'remindMe', frequency: 'urgent' })],
      ['Stop reminders', people({ ask: 'remindMe', frequency: 'never' })],
    ]);
  });

  it('let a question that was handed on go to somebody else', () => {
    const assigned = { kind: 'assigned', question: '9.5.2', daysWaiting: 3 } as const;
    expect(actionsOf(views.card(telling([plan, assigned])))[1]).toEqual([
      'Not me, ask somebody else',
      { do: 'handOn', question: '9.5.2', always: true },
    ]);
    const hints = submitsIn(views.card(telling([assigned]))).map(({ tooltip }) => tooltip);
    expect(hints).toContain('Not me: ask somebody else about 9.5.2 Scrambled laptops and memory sticks');
  });

  it('name the reminders that they put off, and all of a person where there are too many to name', () => {
    const named = (count: number) =>
      actionsOf(views.card(telling(Array.from({ length: count }, () => plan)))).flatMap(([, action]) => {
        const { request } = action as { request?: { ask: string; keys?: readonly string[] } };
        return request?.ask === 'snooze' ? [request.keys?.length] : [];
      });
    expect(named(20)).toEqual([20, 20, 20]);
    expect(named(21)).toEqual([undefined, undefined, undefined]);
  });
});
