import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../node_modules/azurite/dist/src/blob/main.js', import.meta.url));

/** Blob Storage for the guide: Microsoft's stand-in, with its files in `folder`. */
export async function startAzurite(
  folder: string,
): Promise<{ readonly connectionString: string; stop(): Promise<void> }> {
  const key = randomBytes(64).toString('base64');
  const options = ['--blobPort', '0', '--location', folder, '--silent', '--disableTelemetry', '--skipApiVersionCheck'];
  const child = spawn(process.execPath, [program, ...options], {
    env: { PATH: process.env.PATH ?? '', AZURITE_ACCOUNTS: `guide:${key}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /successfully listens on (http:\S+)/.exec(line)?.[1];
    if (!url) continue;
    return {
      connectionString: `DefaultEndpointsProtocol=http;AccountName=guide;AccountKey=${key};BlobEndpoint=${url}/guide;`,
      async stop() {
        child.kill();
        await ended;
      },
    };
  }
  throw new Error('Azurite ended before it was ready.');
}
