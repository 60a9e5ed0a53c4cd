/** That nothing is lost or late with the real rules: a runner that sleeps between wakes sends just what somebody would who asks them all the time. */
import { expect, it } from '@jest/globals';
import { Schedule } from '../../../bot/reminders/schedule.ts';
import { LondonCalendar } from '../../../core/reminders/calendar.ts';
import { decideReminders } from '../../../core/reminders/decide.ts';
import { type ReminderFacts, reminderKey } from '../../../core/reminders/model.ts';
import { openStore } from '../../../storage/index.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';
import { minute, World } from './support.ts';

const newFolder = temporaryFolders();
const start = '2026-05-20T00:00:00.000Z';
const passEvery = 15 * minute;
const count = (60 * 24 * 60 * minute) / passEvery;

const facts: ReminderFacts = {
  organisation: 'a',
  members: [
    { person: 'manager', role: 'manager', settings: { frequency: 'weekly', quiet: { from: '09:00', to: '10:45' } } },
    { person: 'carer', role: 'contributor', settings: { frequency: 'daily', snoozedUntil: '2026-06-03' } },
  ],
  services: [
    {
      ...{
        assessment: 'one',
        edition: '2025-26',
        startedAt: start,
        activeAt: start,
        questionsLeft: 12,
        minutesLeft: 60,
      },
      assignments: [
        { id: 'x', question: '1.1.2', to: 'carer', at: '2026-05-21T10:00:00.000Z' },
        { id: 'y', question: '3.2.1', to: 'guest', at: '2026-06-05T10:00:00.000Z' },
      ],
      reviews: [{ document: 'd', on: '2026-06-20' }],
      lapses: [{ question: '3.2.1', on: '2026-07-04' }],
    },
  ],
  deadline: '06-30',
  editions: [],
};

it('sends what the rules want, when they want it, and no more', async () => {
  const calendar = new LondonCalendar(new Map([[2026, ['2026-05-25']]]));
  const expected: string[] = [];
  const said = new Map<string, { readonly keys: Set<string>; lastMessageAt?: string }>();
  for (let i = 0; i < count; i++) {
    const now = new Date(Date.parse(start) + i * passEvery).toISOString();
    const { messages } = decideReminders(now, facts, (person) => said.get(person) ?? { keys: new Set() }, calendar);
    for (const { person, reminders } of messages) {
      const keys = reminders.map(reminderKey);
      said.set(person, { keys: new Set([...(said.get(person)?.keys ?? []), ...keys]), lastMessageAt: now });
      expected.push(`${now} ${person} ${keys}`);
    }
  }
  const store = await openStore({ dataDir: newFolder() });
  try {
    const world = new World(store.documents, start);
    world.organisations.set('a', facts);
    const delivered: string[] = [];
    world.outcome = ({ person, reminders }) => {
      delivered.push(`${world.clock.iso} ${person} ${reminders.map(reminderKey)}`);
      return { as: 'sent', via: 'teams' };
    };
    await new Schedule({ documents: store.documents, now: world.clock.now }).set('a', start);
    let looks = 0;
    const runner = world.runner({ calendar, decide: decideReminders });
    for (let i = 0; i < count; i++, world.clock.step(passEvery)) looks += (await runner.runOnce()).looked;
    expect(delivered).toEqual(expected);
    expect(expected.length).toBeGreaterThan(10);
    expect(looks).toBeLessThan(4 * expected.length);
  } finally {
    await store.close();
  }
});
