import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setInterval as every } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { genesis } from '../storage/hash.ts';
import { openStore } from '../storage/index.ts';
import type { Head } from '../storage/ports.ts';

const command = fileURLToPath(new URL('../bot/exportStore.ts', import.meta.url));
const commitsEach = 60;
/** Bytes. */
const fileSize = 512 * 1024;
const small = 20;
const large = 200;
const rounds = 3;

export interface Exported {
  /** Assessments, and as many files. */
  readonly assessments: number;
  readonly commits: number;
  /** The shortest of some runs, from the start of the command to its end. */
  readonly seconds: number;
  /** Bytes of resident memory at the most, in the run that took the least; undefined where `/proc` is not there. */
  readonly peak: number | undefined;
}

/** `npm run export-store` of a store and of one ten times as large, by turns. */
export async function measureExport(newFolder: () => string): Promise<{ small: Exported; large: Exported }> {
  const stores = [
    { assessments: small, dataDir: newFolder(), runs: [] as Run[] },
    { assessments: large, dataDir: newFolder(), runs: [] as Run[] },
  ] as const;
  for (const { assessments, dataDir } of stores) await fill(dataDir, assessments);
  for (let round = 0; round < rounds; round++) {
    for (const { dataDir, runs } of stores) runs.push(await run(dataDir, join(newFolder(), 'export')));
  }
  const [fewer, more] = stores.map(({ assessments, runs }) => ({
    assessments,
    commits: assessments * commitsEach,
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    peak: runs.every(({ peak }) => peak === 0) ? undefined : Math.min(...runs.map(({ peak }) => peak)),
  })) as [Exported, Exported];
  return { small: fewer, large: more };
}

async function fill(dataDir: string, assessments: number): Promise<void> {
  const { log, files, close } = await openStore({ dataDir });
  const note = 'Our deputy looks after this and goes through it with the team every month. '.repeat(5);
  const one = async (number: number): Promise<void> => {
    let head: Head = genesis;
    for (let i = 0; i < commitsEach; i++) {
      const answer = { kind: 'text', text: `${number} ${i} ${note}` };
      const events = [{ type: 'questionAnswered', question: `1.1.${i}`, answer }];
      const commit = { at: new Date().toISOString(), by: 'person', inputId: `${number} ${i}`, events };
      head = await log.append(`assessment/${number}`, head, commit);
    }
    await files.put(`evidence/${number}/file`, Readable.from([randomBytes(fileSize)]));
  };
  await Promise.all(Array.from({ length: assessments }, (_, number) => one(number)));
  await close();
}

interface Run {
  readonly seconds: number;
  readonly peak: number;
}

async function run(dataDir: string, folder: string): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, [command, folder], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const watched = peakOf(child);
  const [code] = await ended;
  if (code !== 0) throw new Error(`The export ended with code ${code}.`);
  return { seconds: (performance.now() - started) / 1000, peak: await watched };
}

/** The most that was resident, which Linux counts itself: looked at until the process is gone. */
async function peakOf(child: ChildProcess): Promise<number> {
  let peak = 0;
  for await (const _ of every(5)) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    peak = Math.max(peak, highWaterMark(child));
  }
  return peak;
}

function highWaterMark({ pid }: ChildProcess): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
