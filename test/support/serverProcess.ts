import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import type { Activity } from 'botbuilder';

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));

const running = new Set<ChildProcess>();

// A test that fails half way leaves its server behind, and the test run would wait for it.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** The real program in a process of its own, as `npm start` runs it. */
export interface ServerProcess {
  readonly url: string;
  /** As a power cut would: nothing is finished, nothing is flushed. */
  kill(): Promise<void>;
  /** Asks it to end and resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the program on a free port; rejects with what it said when it ends before it is ready. */
export async function startServer(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  void exited.then(() => running.delete(child));
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  const port = await new Promise<number>((resolve, reject) => {
    exited.then(() => reject(new Error(`The server ended before it was ready: ${complaint}`)), reject);
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry = line.startsWith('{') ? JSON.parse(line) : {};
      if (entry.event === 'server.ready') resolve(entry.port);
    });
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [code] = await exited;
    return code;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

/** A conversation over plain Direct Line requests, as any client could make them. */
export interface Conversation {
  readonly id: string;
  readonly token: string;
}

export async function openConversation(url: string): Promise<Conversation> {
  const generated = await post(`${url}/v3/directline/tokens/generate`, {});
  const { token } = (await generated.json()) as { token: string };
  const started = await post(`${url}/v3/directline/conversations`, {}, token);
  const { conversationId } = (await started.json()) as { conversationId: string };
  return { id: conversationId, token };
}

/** Sends a message; resolves once the server has answered the request, whose body is given back. */
export function sendMessage(url: string, { id, token }: Conversation, message: Partial<Activity>): Promise<Response> {
  return post(
    `${url}/v3/directline/conversations/${id}/activities`,
    { type: 'message', from: { id: 'someone' }, ...message },
    token,
  );
}

/** All activities after a watermark, oldest first. */
export async function readActivities(url: string, { id, token }: Conversation, watermark = '') {
  const response = await fetch(`${url}/v3/directline/conversations/${id}/activities?watermark=${watermark}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as { activities: Activity[]; watermark: string };
}

function post(url: string, body: object, token?: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
}
