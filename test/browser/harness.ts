/**
 * What browser tests stand on: the real server with a bot of the test's choice, and pages that write down whatever a
 * page must never do (a script error, a request to another host, something that the content security policy forbids).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppParts, createApp } from '../../bot/app.ts';
import { readConfig } from '../../bot/config.ts';
import { createLogger } from '../../bot/logger.ts';
import { openStore } from '../../storage/index.ts';

export { launchChromium } from './chromium.ts';
export * from './visitor.ts';

export interface ServedGuide {
  readonly url: string;
  /** Stops the server; `start` brings it back on the same port with the same record. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Takes a conversation away, as when somebody was taken out. */
  forget(conversationId: string): Promise<void>;
  /** Stops it for good and removes its data. */
  remove(): Promise<void>;
}

type Parts = Pick<AppParts, 'bot'> & Partial<Pick<AppParts, 'errorSentence' | 'middleware' | 'forKeeping'>>;

/** Serves the built page with `parts` on a free port. `env` is added to the settings. */
export async function serveGuide(parts: Parts, env: Readonly<Record<string, string>> = {}): Promise<ServedGuide> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dspt-browser-'));
  let port = '0';
  let app: App | undefined;
  const start = async (): Promise<string> => {
    const config = readConfig({ LOG_LEVEL: 'silent', TURNS_PER_SECOND: '1000', ...env, PORT: port, DATA_DIR: dataDir });
    app = await createApp({ config, logger: createLogger('silent'), store: await openStore(config), ...parts });
    const { url } = await app.listen();
    port = new URL(url).port;
    return url;
  };
  const stop = async (): Promise<void> => {
    await app?.close();
    app = undefined;
  };
  return {
    url: await start(),
    stop,
    start: async () => void (await start()),
    forget: async (conversationId) => app?.directLine.forget(conversationId),
    remove: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
