import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { get } from './http.ts';

const givesUpAfterMs = 20_000;
/** Linux counts processor time in hundredths of a second on every machine that Node runs on. */
const clockTicksPerSecond = 100;

export interface Server {
  readonly url: string;
  /** Milliseconds from the start of the process until `/healthz` said 200. */
  readonly readyAfterMs: number;
  /** Resident memory in bytes; undefined where `/proc` is not there. */
  residentMemory(): number | undefined;
  /** Seconds of processor time used so far, by all threads; undefined where `/proc` is not there. */
  processorSeconds(): number | undefined;
  stop(): Promise<void>;
}

/** Runs `script` (a path below the project) as a process of its own on a free port of this machine. */
export async function startServer(
  script: string,
  { env = {}, nodeOptions = [] }: { env?: Record<string, string>; nodeOptions?: readonly string[] } = {},
): Promise<Server> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, fileURLToPath(new URL(`../${script}`, import.meta.url))], {
    // Nothing of the caller's own settings: a run is the same for everybody.
    env: { PATH: process.env.PATH ?? '', PORT: String(port), TURNS_PER_SECOND: '1000000', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, child, script);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const readyAfterMs = performance.now() - started;
  return {
    url,
    readyAfterMs,
    residentMemory: () => residentMemory(child),
    processorSeconds: () => processorSeconds(child),
    stop: () => stop(child),
  };
}

async function untilReady(url: string, child: ChildProcess, script: string): Promise<void> {
  const deadline = performance.now() + givesUpAfterMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${script} ended with code ${child.exitCode} before it was ready.`);
    const status = await get(`${url}/healthz`).catch(() => 0);
    if (status === 200) return;
    await wait(5);
  }
  throw new Error(`${script} was not ready after ${givesUpAfterMs / 1000} s.`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 8_000);
  await ended;
  clearTimeout(impatience);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}

function residentMemory(child: ChildProcess): number | undefined {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readProc(child, 'status'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function processorSeconds(child: ChildProcess): number | undefined {
  // The second field is the name in brackets, which may hold spaces; user and system time are fields 14 and 15.
  const fields = readProc(child, 'stat').split(') ')[1]?.split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) / clockTicksPerSecond;
}

function readProc(child: ChildProcess, file: string): string {
  try {
    return readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
