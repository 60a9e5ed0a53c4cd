import { pageId } from '../bot/reminders/ledger.ts';
import type { Page } from '../bot/reminders/ledgerPage.ts';
import { Schedule } from '../bot/reminders/schedule.ts';
import type { ReminderFacts } from '../core/reminders/model.ts';
import type { Documents } from '../storage/ports.ts';

/** When each round is worked off (the last at the real pace): 9:30 in London, on days of one week, before whose end nothing more comes of them. */
export const rounds = [
  '2026-06-01T08:30:00.000Z',
  '2026-06-02T08:30:00.000Z',
  '2026-06-03T08:30:00.000Z',
  '2026-06-04T08:30:00.000Z',
] as const;
const handedOnAt = '2026-05-26T08:30:00.000Z';
/** Organisations in which something is due in a round, and the people of each, all of whom have one reminder ahead. */
export const dueAtOnce = 500;
export const peopleEach = 10;

const hour = 60 * 60_000;
/** Before all rounds: when the store was filled, and everybody last had a message. */
const filledAt = '2026-05-25T08:00:00.000Z';
const longAgo = '2026-04-06T08:30:00.000Z';

const nameOf = (i: number): string => `organisation-${String(i).padStart(6, '0')}`;
const personOf = (i: number): string => `person-${i}`;

/** The round in which an organisation's reminders are due, spread evenly among all; undefined: after all of them. */
function roundOf(i: number, organisations: number): number | undefined {
  const step = organisations / dueAtOnce;
  const round = i - Math.floor(Math.floor(i / step) * step);
  return round < rounds.length ? round : undefined;
}

/** What the rules see of an organisation: a question handed to each person, which is asked after in a week's first digest. */
export function factsOf(organisation: string, organisations: number): ReminderFacts {
  const round = roundOf(Number(organisation.slice('organisation-'.length)), organisations);
  const at = round === undefined ? '2026-07-14T08:30:00.000Z' : handedOnAt;
  const persons = Array.from({ length: peopleEach }, (_, i) => personOf(i));
  return {
    organisation,
    members: persons.map((person, i) => ({
      ...{ person, role: i === 0 ? 'manager' : 'contributor', settings: { frequency: 'weekly' } },
    })),
    services: [
      {
        ...{
          assessment: organisation,
          edition: '2026-27',
          startedAt: at,
          activeAt: at,
          questionsLeft: 0,
          minutesLeft: 0,
        },
        assignments: persons.map((to) => ({ id: `${organisation} ${to}`, question: '1.1.2', to, at })),
        ...{ doneAt: at, publishedOn: at.slice(0, 10), reviews: [], lapses: [] },
      },
    ],
    deadline: '06-30',
    editions: [],
  };
}

/** A store in which every organisation has its wake and every person a message from before. */
export async function fill(documents: Documents, organisations: number): Promise<void> {
  const now = () => new Date(filledAt);
  const schedule = new Schedule({ documents, now });
  const message = {
    id: 'before',
    keys: [`assigned/before/${longAgo.slice(0, 10)}`],
    at: longAgo,
    claim: 'before',
    tries: 1,
  };
  const page: Page = {
    messages: [{ ...message, state: 'sent', via: 'teams' }],
    lastMessageAt: longAgo,
    hasReceived: true,
  };
  const one = async (i: number): Promise<void> => {
    const round = roundOf(i, organisations);
    const ahead = new Date(Date.parse(rounds[3]) + (1 + (i % 300)) * 2 * hour).toISOString();
    await schedule.set(nameOf(i), round === undefined ? ahead : rounds[round]);
    for (let person = 0; person < peopleEach; person++) await documents.put(pageId(nameOf(i), personOf(person)), page);
  };
  for (let i = 0; i < organisations; i += 200) {
    await Promise.all(Array.from({ length: Math.min(200, organisations - i) }, (_, j) => one(i + j)));
  }
  // A pass goes to the end once, so that the cursor stands.
  for await (const { organisation } of schedule.due(now())) throw new Error(`${organisation} is due too soon.`);
}
