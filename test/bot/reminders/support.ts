import { afterAll, beforeAll } from '@jest/globals';
import type { LogEvent, LogFields, Logger } from '../../../bot/logger.ts';
import type { Delivery, Outcome } from '../../../bot/reminders/ports.ts';
import { type Decide, ReminderRunner, type ReminderRunnerOptions } from '../../../bot/reminders/runner.ts';
import { LondonCalendar } from '../../../core/reminders/calendar.ts';
import { type Reminder, type ReminderFacts, reminderKey } from '../../../core/reminders/model.ts';
import { openStore } from '../../../storage/index.ts';
import type { Documents, Store } from '../../../storage/ports.ts';
import { type CosmosServer, newDatabase, openWithFiles, startCosmosServer } from '../../support/cosmosServer.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Call it at the top of a test file: each backend with a way to open an empty store, closed when the tests of the file are over. */
export function backends(): readonly (readonly [string, () => Promise<Documents>])[] {
  const newFolder = temporaryFolders();
  const stores: Store[] = [];
  let cosmos: CosmosServer;
  beforeAll(async () => {
    cosmos = await startCosmosServer();
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await cosmos.close();
  });
  const opened = (open: () => Promise<Store>) => async () => {
    const store = await open();
    stores.push(store);
    return store.documents;
  };
  return [
    ['SQLite', opened(() => openStore({ dataDir: newFolder() }))],
    ['Cosmos DB', opened(() => openWithFiles(newDatabase(cosmos), newFolder()))],
  ];
}

export class MadeClock {
  #time: number;

  constructor(at: string) {
    this.#time = Date.parse(at);
  }

  readonly now = (): Date => new Date(this.#time);

  get iso(): string {
    return this.now().toISOString();
  }

  set(at: string): void {
    this.#time = Date.parse(at);
  }

  step(ms: number): void {
    this.#time += ms;
  }
}

export async function allOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function idsOf(documents: Documents, prefix: string): Promise<readonly string[]> {
  return [...(await allOf(documents.list(prefix)))].sort();
}

/** An organisation whose people are all reminded of the same documents, on these dates at nine (UTC). */
export function factsOf(organisation: string, persons: readonly string[], dates: readonly string[]): ReminderFacts {
  return {
    organisation,
    members: persons.map((person) => ({ person, role: 'contributor', settings: { frequency: 'daily' } })),
    services: [
      {
        ...{
          assessment: organisation,
          edition: '2025-26',
          startedAt: '',
          activeAt: '',
          questionsLeft: 0,
          minutesLeft: 0,
        },
        ...{ assignments: [], lapses: [] },
        reviews: dates.map((on) => ({ document: `of ${on}`, on })),
      },
    ],
    deadline: '06-30',
    editions: [],
  };
}

/** Rules for tests: each document's review is due at nine (UTC), once, and for ever. */
export const decideReviews: Decide = (now, { organisation, members, services }, sent) => {
  const all = services.flatMap(({ assessment, reviews }) =>
    members.flatMap(({ person }) =>
      reviews.map(({ document, on }): Reminder => {
        const about = { kind: 'evidenceReview', document, on, daysLeft: 0 } as const;
        return {
          kind: 'evidenceReview',
          organisation,
          assessment,
          subject: document,
          dueOn: on,
          to: person,
          urgency: 'now',
          about,
        };
      }),
    ),
  );
  const isDue = ({ dueOn }: Reminder): boolean => nine(dueOn) <= now;
  const wakeAt = all
    .filter((each) => !isDue(each))
    .map(({ dueOn }) => nine(dueOn))
    .sort()[0];
  const messages = members.flatMap(({ person }) => {
    const { keys } = sent(person);
    const reminders = all.filter((each) => each.to === person && isDue(each) && !keys.has(reminderKey(each)));
    return reminders.length > 0 ? [{ person, reminders }] : [];
  });
  return { messages, ...(wakeAt !== undefined && { wakeAt }) };
};

export const nine = (date: string): string => `${date}T09:00:00.000Z`;

/** What of a delivery tells it from others: person and keys. */
export const partsOf = ({ person, reminders }: Delivery): readonly string[] =>
  reminders.map((each) => `${person} ${reminderKey(each)}`);

/** Everything that a runner works with, and what came of it. */
export class World {
  readonly clock: MadeClock;
  readonly organisations = new Map<string, ReminderFacts>();
  readonly delivered: Delivery[] = [];
  readonly logged: { readonly event: LogEvent; readonly fields: LogFields | undefined }[] = [];
  /** What becomes of a delivery. */
  outcome: (delivery: Delivery, signal: AbortSignal) => Outcome | Promise<Outcome> = () => ({
    as: 'sent',
    via: 'teams',
  });
  readonly #documents: Documents;

  constructor(documents: Documents, start: string) {
    this.#documents = documents;
    this.clock = new MadeClock(start);
  }

  runner(changes: Partial<ReminderRunnerOptions> = {}): ReminderRunner {
    return new ReminderRunner({
      documents: this.#documents,
      facts: { facts: async (organisation) => this.organisations.get(organisation) },
      courier: {
        deliver: async (delivery, signal) => {
          this.delivered.push(delivery);
          return this.outcome(delivery, signal);
        },
      },
      calendar: new LondonCalendar(new Map()),
      decide: decideReviews,
      now: this.clock.now,
      logger: this.logger,
      perSecond: 1000,
      ...changes,
    });
  }

  /** Each reminder that was handed to the courier, as often as it was. */
  get handedOver(): readonly string[] {
    return this.delivered.flatMap(partsOf).sort();
  }

  get logger(): Logger {
    const log = (event: LogEvent, fields?: LogFields) => void this.logged.push({ event, fields });
    return { debug: log, info: log, warn: log, error: log };
  }
}
