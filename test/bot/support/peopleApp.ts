import { setTimeout as delay } from 'node:timers/promises';
import { afterAll } from '@jest/globals';
import { type App, createApp } from '../../../bot/app.ts';
import { readConfig } from '../../../bot/config.ts';
import { Tokens } from '../../../bot/directLine/tokens.ts';
import { createGuide, type Guide } from '../../../bot/guide.ts';
import { createLogger } from '../../../bot/logger.ts';
import type { DsptData } from '../../../dialogs/said.ts';
import { Inspector } from '../../../evidence/inspector.ts';
import { openStore } from '../../../storage/index.ts';
import type { Store } from '../../../storage/ports.ts';
import { realContent } from '../../support/guide.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';
import { type CaughtMail, type MailServer, mailServers } from './mailServer.ts';
import { Client, type Conversation, type Json } from './testApp.ts';

/** What was said in a web conversation since it was last looked at. */
export interface WebHeard {
  readonly activities: readonly Json[];
  /** All that can be read, cards included. */
  readonly text: string;
  /** What the last activity carries; empty where nothing was said. */
  readonly dspt: Partial<DsptData>;
}

export interface WebChat {
  readonly id: string;
  say(text: string): Promise<WebHeard>;
  choose(value: object): Promise<WebHeard>;
  /** What came by itself. */
  look(): Promise<WebHeard>;
}

export interface PeopleApp extends Client {
  readonly app: App;
  readonly guide: Guide;
  readonly store: Store;
  readonly log: readonly string[];
  readonly mail: MailServer;
  /** What its clock says. */
  now(): Date;
  /** Moves its clock to an instant, ISO 8601. */
  goTo(instant: string): void;
  /** A conversation of its own, in a browser of its own. */
  chat(): Promise<WebChat>;
  /** One that has gone through set-up, as a manager's. */
  manager(): Promise<WebChat>;
  /** Somebody who came by an invitation of `manager`. */
  invited(manager: WebChat, role: string, name?: string): Promise<WebChat>;
  /** Gives an address in a chat, and types the words of the mail there. */
  withEmail(chat: WebChat, address: string): Promise<WebHeard>;
  close(): Promise<void>;
}

export interface PeopleAppOptions {
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** ISO 8601 instant at which its clock stands; real time does not move it. */
  readonly at?: string;
  /** False: the installation sends no mail. */
  readonly sendsMail?: boolean;
  /** Stands between the program and its store. */
  readonly around?: (store: Store) => Store;
}

/** Where the pages are told to be. */
export const publicUrl = 'https://guide.example';

/** A card's submit about people. */
export const people = (request: object): object => ({ dspt: { do: 'people', request } });

/** The code that the link of a mail opens the guide with. */
export const codeIn = (mail: CaughtMail | undefined): string =>
  /\/#code=([a-z-]+)/.exec(mail?.parts['text/plain'] ?? '')?.[1] ?? '';

/** The five words that a mail asks to be typed in the chat. */
export const wordsIn = (mail: CaughtMail | undefined): string =>
  /^[a-z]+(?: [a-z]+){4}(?=\r?$)/m.exec(mail?.parts['text/plain'] ?? '')?.[0] ?? '';

/** Path of the page that ends the mails. */
export const stopPathIn = (mail: CaughtMail | undefined): string =>
  new RegExp(`${publicUrl}(/stop/\\S+)`).exec(mail?.parts['text/plain'] ?? '')?.[1] ?? '';

/** Resolves once it is so; what is told to others goes out beside the turn that caused it. Rejects where it never comes. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const last = Date.now() + 4_000;
  while (!(await isSo())) {
    if (Date.now() > last) throw new Error('It never came.');
    await delay(50);
  }
}

/** Call it at the top of a test file: gives a starter of the whole program with a mail server and a clock of its own. */
export function peopleApps(): (options?: PeopleAppOptions) => Promise<PeopleApp> {
  const newFolder = temporaryFolders();
  const startMail = mailServers();
  const inspector = new Inspector({ idleSeconds: 60 });
  const running = new Set<App>();
  afterAll(async () => {
    await Promise.all([...running].map((app) => app.close()));
    await inspector.close();
  });
  return async ({ dataDir = newFolder(), env, at = '2026-11-23T10:00:00Z', sendsMail = true, around } = {}) => {
    let clock = new Date(at);
    const now = (): Date => clock;
    const log: string[] = [];
    const config = readConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      PUBLIC_URL: publicUrl,
      TURNS_PER_SECOND: '1000',
      ...env,
    });
    const logger = createLogger('debug', { write: (line) => void log.push(line) });
    const opened = await openStore(config);
    const store = around?.(opened) ?? opened;
    const content = await realContent();
    const mail = await startMail();
    const guide = createGuide({
      ...{ store, content, support: config.support, publicUrl: config.publicUrl, inspector, logger, now },
      ...(sendsMail && { mail: mail.config }),
    });
    const app = await createApp({
      ...{ config, logger, store, now, middleware: [guide.guard], webFolder: newFolder() },
      ...guide,
    });
    running.add(app);
    const { url } = await app.listen();
    const client = new Client(url);

    const chat = async (): Promise<WebChat> => {
      const begun = await client.conversation();
      let watermark = '';
      /** As our page does, which asks for a new token before the old one has run out. */
      const renewed = async (): Promise<Conversation> => {
        const tokens = await Tokens.open(store.documents, now);
        const { token } = await tokens.issue({ conversationId: begun.id, userId: 'dl_somebody' });
        return { ...begun, token };
      };
      const look = async (): Promise<WebHeard> => {
        const heard = await client.heard(await renewed(), watermark);
        watermark = heard.watermark;
        const activities = heard.activities.filter(({ from }: Json) => from.id === 'dspt-guide');
        return {
          activities,
          text: activities.map(({ speak, text }: Json) => speak ?? text ?? '').join('\n'),
          dspt: activities.at(-1)?.channelData?.dspt ?? {},
        };
      };
      const send = async (text: string, more: object): Promise<WebHeard> => {
        await client.say(await renewed(), text, { ...more });
        return look();
      };
      await look();
      return {
        id: begun.id,
        look,
        say: (text) => send(text, {}),
        choose: (value) => send('', { value }),
      };
    };
    const manager = async (): Promise<WebChat> => {
      const theirs = await chat();
      let heard = await theirs.say('Rose Cottage');
      for (let asked = 0; asked < 20 && heard.dspt.question?.startsWith('setup.'); asked++)
        heard = await theirs.say(heard.dspt.question === 'setup.serviceType' ? 'home care' : 'skip');
      return theirs;
    };
    return Object.assign(client, {
      ...{ app, guide, store, log, mail, now, chat, manager },
      goTo: (instant: string) => {
        clock = new Date(instant);
      },
      invited: async (by: WebChat, role: string, name?: string) => {
        const { dspt } = await by.choose(people({ ask: 'invite', role }));
        const theirs = await chat();
        await theirs.say(dspt.code ?? '');
        if (name) await theirs.choose(people({ ask: 'callMe', name }));
        return theirs;
      },
      withEmail: async (theirs: WebChat, address: string) => {
        await theirs.choose(people({ ask: 'email', address }));
        return theirs.say(wordsIn(mail.caught.at(-1)));
      },
      close: async () => {
        if (running.delete(app)) await app.close();
      },
    });
  };
}
