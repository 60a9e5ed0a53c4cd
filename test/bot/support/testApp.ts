import { afterAll } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import { type App, type AppParts, createApp } from '../../../bot/app.ts';
import { readConfig } from '../../../bot/config.ts';
import { createLogger } from '../../../bot/logger.ts';
import { openStore } from '../../../storage/index.ts';
import type { Store } from '../../../storage/ports.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

export interface TestApp extends Client {
  readonly app: App;
  /** Every line that was logged. */
  readonly log: string[];
  readonly dataDir: string;
  readonly store: Store;
  close(): Promise<void>;
}

export interface StartOptions extends Partial<Omit<AppParts, 'config' | 'logger' | 'store' | 'bot'>> {
  readonly env?: Record<string, string>;
  readonly dataDir?: string;
  readonly bot?: (context: TurnContext) => Promise<void>;
}

/** Tests look into answers freely. */
// biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape the test expects of it
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or the text when it is none. */
  readonly body: Json;
}

export interface AskOptions {
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: BodyInit;
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

export interface Conversation {
  readonly id: string;
  readonly token: string;
  readonly streamUrl: string;
  readonly path: string;
}

/** Says hello, and repeats what it hears. */
export async function echo(context: TurnContext): Promise<void> {
  const { type, text, value } = context.activity;
  if (type === 'conversationUpdate') await context.sendActivity('hello');
  if (type !== 'message') return;
  await context.sendActivity(`echo: ${text ?? JSON.stringify(value)}`);
}

export class Client {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async ask(path: string, options: AskOptions = {}): Promise<Answer> {
    const { body, raw, token, headers } = options;
    const response = await fetch(this.url + path, {
      method: options.method ?? (body !== undefined || raw !== undefined ? 'POST' : 'GET'),
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(token && { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(raw !== undefined && { body: raw, duplex: 'half' }),
    } as RequestInit);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) };
  }

  async token(userId?: string): Promise<{ conversationId: string; token: string }> {
    const answer = await this.ask('/v3/directline/tokens/generate', { body: userId ? { user: { id: userId } } : {} });
    return answer.body;
  }

  async conversation(userId?: string): Promise<Conversation> {
    const { token } = await this.token(userId);
    const { body } = await this.ask('/v3/directline/conversations', { body: {}, token });
    const path = `/v3/directline/conversations/${body.conversationId}`;
    return { id: body.conversationId, token, streamUrl: body.streamUrl, path };
  }

  say(conversation: Conversation, text: string, more: Record<string, unknown> = {}): Promise<Answer> {
    const body = { type: 'message', from: { id: 'somebody' }, text, ...more };
    return this.ask(`${conversation.path}/activities`, { body, token: conversation.token });
  }

  async heard(
    { path, token }: Conversation,
    watermark = '',
  ): Promise<{ texts: string[]; watermark: string; activities: Json[] }> {
    const { body } = await this.ask(`${path}/activities?watermark=${watermark}`, { token });
    return { ...body, texts: body.activities.map((activity: { text: string }) => activity.text) };
  }
}

/** Call it at the top of a test file: gives a starter of whole services on free ports, closed when the file is over. */
export function testApps(): (options?: StartOptions) => Promise<TestApp> {
  const newFolder = temporaryFolders();
  const running = new Set<TestApp>();
  afterAll(async () => {
    await Promise.all([...running].map((app) => app.close()));
  });
  return async ({ env, bot = echo, dataDir = newFolder(), ...parts } = {}) => {
    const log: string[] = [];
    const config = readConfig({ PORT: '0', DATA_DIR: dataDir, ...env });
    const logger = createLogger('debug', { write: (line) => void log.push(line) });
    const store = await openStore(config);
    const app = await createApp({ webFolder: newFolder(), ...parts, config, logger, store, bot: { run: bot } });
    const { url } = await app.listen();
    const test: TestApp = Object.assign(new Client(url), {
      app,
      log,
      dataDir,
      store,
      close: async () => {
        if (running.delete(test)) await app.close();
      },
    });
    running.add(test);
    return test;
  };
}

/** A promise and its levers, to hold a turn for as long as a test likes. */
export function gate(): { readonly passed: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
