import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openStore } from '../storage/index.ts';
import type { PassFigures } from './remindersPass.ts';
import { dueAtOnce, fill, peopleEach, rounds } from './reminderWorld.ts';

const pass = fileURLToPath(new URL('remindersPass.ts', import.meta.url));
const few = 3_000;
const many = 30_000;
/** Deliveries for which the pace is kept in real time. */
const paced = 150;

export interface Reminded {
  readonly organisations: number;
  /** The least of some runs, without waiting for the pace. */
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly requests: number;
  /** Of a pass in which nothing is due. */
  readonly idleRequests: number;
  /** Bytes of resident memory at the most, the least of the runs. */
  readonly peak: number;
}

export interface Reminders {
  /** Reminders worked off in a run, a message each. */
  readonly due: number;
  readonly few: Reminded;
  readonly many: Reminded;
  /** Reminders that are ahead in the larger store. */
  readonly ahead: number;
  /** Deliveries for which the pace was kept in real time, and how many at the most began in any one second of it. */
  readonly paced: { readonly deliveries: number; readonly mostInASecond: number };
}

/** Works off the same number of reminders in a store and in one of ten times as many organisations, by turns; then some at the real pace. */
export async function measureReminders(newFolder: () => string): Promise<Reminders> {
  const stores = [
    { organisations: few, dataDir: newFolder(), runs: [] as PassFigures[] },
    { organisations: many, dataDir: newFolder(), runs: [] as PassFigures[] },
  ] as const;
  for (const { organisations, dataDir } of stores) {
    const store = await openStore({ dataDir });
    await fill(store.documents, organisations);
    await store.close();
  }
  const last = rounds.length - 1;
  for (let round = 0; round < last; round++) {
    for (const { organisations, dataDir, runs } of stores) runs.push(await run(dataDir, organisations, round));
  }
  const { mostInASecond } = await run(stores[0].dataDir, few, last, paced);
  const [fewer, more] = stores.map(({ organisations, runs }) => {
    const least = (of: (figures: PassFigures) => number): number => Math.min(...runs.map(of));
    return {
      organisations,
      seconds: least(({ seconds }) => seconds),
      processorSeconds: least(({ processorSeconds }) => processorSeconds),
      requests: least(({ requests }) => requests),
      idleRequests: least(({ idleRequests }) => idleRequests),
      peak: least(({ peak }) => peak),
    };
  }) as [Reminded, Reminded];
  return {
    due: dueAtOnce * peopleEach,
    few: fewer,
    many: more,
    ahead: many * peopleEach,
    paced: { deliveries: paced, mostInASecond },
  };
}

/** `atRealPace`: so many deliveries, and then it ends; absent: all, without waiting. */
async function run(dataDir: string, organisations: number, round: number, atRealPace = 0): Promise<PassFigures> {
  // With the limits on memory of `npm start`.
  const limits = ['--max-semi-space-size=8', '--heap-growing-percent=40'];
  const work = [pass, dataDir, organisations, round, atRealPace].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, [...limits, ...work]);
  return JSON.parse(stdout);
}
