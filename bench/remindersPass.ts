/**
 * `node bench/remindersPass.ts <data folder> <organisations> <round> <deliveries at real pace, 0 for all without waiting>`: works off reminders
 * and prints what it took, as JSON. A process of its own, for its memory.
 */
import { createLogger } from '../bot/logger.ts';
import { ReminderRunner } from '../bot/reminders/runner.ts';
import { LondonCalendar } from '../core/reminders/calendar.ts';
import { decideReminders } from '../core/reminders/decide.ts';
import { openStore } from '../storage/index.ts';
import { CountingDocuments } from './countingDocuments.ts';
import { dueAtOnce, factsOf, peopleEach, rounds } from './reminderWorld.ts';

export interface PassFigures {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly requests: number;
  /** Of a pass in which nothing is due. */
  readonly idleRequests: number;
  /** Most deliveries that began in any one second. */
  readonly mostInASecond: number;
  /** Bytes of resident memory at the most. */
  readonly peak: number;
}

const [dataDir = '', organisations, round, deliveries] = process.argv.slice(2);
const atRealPace = Number(deliveries);
const store = await openStore({ dataDir });
const documents = new CountingDocuments(store.documents);
const start = Date.parse(rounds[Number(round)] ?? '');
const enough = new AbortController();
const began: number[] = [];
let time = start - 2 * 60_000;
let waited = 0;
const runner = new ReminderRunner({
  documents,
  facts: { facts: async (organisation) => factsOf(organisation, Number(organisations)) },
  courier: {
    deliver: async () => {
      began.push(performance.now());
      if (began.length === atRealPace) enough.abort();
      return { as: 'sent', via: 'teams' };
    },
  },
  ...{ calendar: new LondonCalendar(new Map()), decide: decideReminders },
  logger: createLogger('error'),
  now: () => new Date(time),
  ...(atRealPace === 0 && {
    paceClock: {
      now: () => waited,
      wait: async (ms) => {
        waited += ms;
      },
    },
  }),
});
// The first pass comes to where the rounds begin; the second finds nothing due.
await runner.runOnce();
documents.requests = 0;
time += 60_000;
await runner.runOnce();
const idleRequests = documents.requests;
documents.requests = 0;
time += 60_000;
const processor = process.cpuUsage();
const started = performance.now();
const { sent } = await runner.runOnce(enough.signal);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(processor);
const wanted = atRealPace || dueAtOnce * peopleEach;
if (sent < wanted) throw new Error(`${sent} of ${wanted} reminders were sent.`);
const figures: PassFigures = {
  ...{ seconds, processorSeconds: (user + system) / 1e6, requests: documents.requests, idleRequests },
  mostInASecond: mostInASecond(began),
  peak: process.resourceUsage().maxRSS * 1024,
};
await runner.stop();
await store.close();
process.stdout.write(`${JSON.stringify(figures)}\n`);

/** `times`: milliseconds, in order. */
function mostInASecond(times: readonly number[]): number {
  let first = 0;
  return Math.max(
    ...times.map((at, i) => {
      while ((times[first] ?? at) <= at - 1000) first += 1;
      return i - first + 1;
    }),
  );
}
