import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';

const main = fileURLToPath(new URL('../../node_modules/azurite/dist/src/blob/main.js', import.meta.url));

const running = new Set<ChildProcess>();

// A test that fails half way leaves its server behind, and the test run would wait for it.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Microsoft's own stand-in for Blob Storage, in a process of its own. */
export interface Azurite {
  readonly connectionString: string;
  /** Of the account, with its name: the way a client that needs no key of the emulator would write it. */
  readonly endpoint: string;
  /** The same account by another address, such as that of a proxy. */
  connectionStringVia(origin: string): string;
  stop(): Promise<void>;
}

/** Starts it on a free port with its files in `folder`; rejects with what it said when it ends before it is ready. */
export async function startAzurite(folder: string): Promise<Azurite> {
  const account = 'guide';
  const key = randomBytes(64).toString('base64');
  const options = ['--blobPort', '0', '--location', folder, '--silent', '--disableTelemetry', '--skipApiVersionCheck'];
  const child: ChildProcess = spawn(process.execPath, [main, ...options], {
    env: { PATH: process.env.PATH, AZURITE_ACCOUNTS: `${account}:${key}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const exited = once(child, 'exit');
  void exited.then(() => running.delete(child));
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  const origin = await new Promise<string>((resolve, reject) => {
    exited.then(() => reject(new Error(`Azurite ended before it was ready: ${complaint}`)), reject);
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /successfully listens on (?<url>http:\S+)/.exec(line)?.groups?.url;
      if (url) resolve(url);
    });
  });
  const connectionStringVia = (address: string) =>
    `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=${address}/${account};`;
  return {
    connectionString: connectionStringVia(origin),
    endpoint: `${origin}/${account}`,
    connectionStringVia,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
