import { afterAll, beforeAll } from '@jest/globals';
import { type App, type AppParts, createApp } from '../../../bot/app.ts';
import { readConfig } from '../../../bot/config.ts';
import { createGuide } from '../../../bot/guide.ts';
import { createLogger } from '../../../bot/logger.ts';
import type { MailConfig } from '../../../bot/mailConfig.ts';
import type { ReminderRunner } from '../../../bot/reminders/runner.ts';
import { Inspector } from '../../../evidence/inspector.ts';
import { openStore } from '../../../storage/index.ts';
import type { Store } from '../../../storage/ports.ts';
import { realContent } from '../../support/guide.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';
import { type ConnectorService, connectorService } from './connectorService.ts';
import { botId, type IdentityProvider, identityProvider, ownTenant, type TokenOptions } from './identityProvider.ts';
import { type Answer, Client, type Json } from './testApp.ts';

export interface TeamsAppOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly dataDir?: string;
  readonly times?: AppParts['channelTimes'];
  readonly onReach?: NonNullable<AppParts['teams']>['onReach'];
  readonly bot?: AppParts['bot'];
  readonly now?: () => Date;
  /** Absent: the installation sends no mail. */
  readonly mail?: MailConfig;
}

export interface TeamsApp extends Client {
  readonly app: App;
  readonly store: Store;
  readonly log: readonly string[];
  readonly reminders: ReminderRunner;
  /** Somebody in a personal chat, unless `conversation` says otherwise. */
  chat(name: string, conversation?: Json): TeamsChat;
  close(): Promise<void>;
}

/** What came of one activity: the answer to the request, and what the bot sent to that conversation meanwhile. */
export interface Told {
  readonly answer: Answer;
  readonly said: readonly Json[];
  /** All that can be read of it, cards included. */
  readonly text: string;
}

export interface TeamsChat {
  readonly conversation: string;
  send(activity: Json, token?: TokenOptions | null): Promise<Told>;
  say(text: string, more?: Json): Promise<Told>;
  /** Teams tells of an installation in two ways. */
  install(): Promise<Told>;
  press(data: Json, more?: { readonly verb?: string; readonly id?: string }): Promise<Told>;
}

export const botAccount = { id: `28:${botId}`, name: 'DSPT Guide' };

/** Call it at the top of a test file: the parties of Teams, and a starter of the whole program that believes them. */
export function teamsApps() {
  const newFolder = temporaryFolders();
  const inspector = new Inspector({ idleSeconds: 60 });
  const running = new Set<App>();
  const peers = {} as { provider: IdentityProvider; connector: ConnectorService };
  beforeAll(async () => {
    peers.provider = await identityProvider();
    peers.connector = await connectorService({ isAllowed: peers.provider.isBotToken });
  });
  afterAll(async () => {
    await Promise.all([...running].map((app) => app.close()));
    await inspector.close();
    await peers.connector.close();
    await peers.provider.close();
  });

  const start = async ({
    env,
    dataDir = newFolder(),
    times,
    onReach,
    bot,
    now,
    mail,
  }: TeamsAppOptions = {}): Promise<TeamsApp> => {
    const log: string[] = [];
    const config = readConfig({ PORT: '0', DATA_DIR: dataDir, ...peers.provider.env, ...env });
    const logger = createLogger('debug', { write: (line) => void log.push(line) });
    const store = await openStore(config);
    const content = await realContent();
    const { publicUrl, support } = config;
    const guide = createGuide({ store, content, support, publicUrl, inspector, logger, mail, ...(now && { now }) });
    const app = await createApp({
      ...{ config, logger, store, middleware: [guide.guard], webFolder: newFolder() },
      ...guide,
      ...(bot && { bot }),
      ...(now && { now }),
      teams: { ...guide.teams, ...(onReach && { onReach }) },
      channelTimes: { patience: { firstPause: 1, answerWithin: 300, longestPause: 1_200 }, ...times },
    });
    running.add(app);
    const { url } = await app.listen();
    const client = new Client(url);
    return Object.assign(client, {
      ...{ app, store, log, reminders: guide.people.reminders },
      chat: (name: string, conversation?: Json) => chatOf(client, peers, name, conversation),
      close: async () => {
        if (running.delete(app)) await app.close();
      },
    });
  };
  return { peers, start };
}

let count = 0;

function chatOf(
  client: Client,
  { provider, connector }: { readonly provider: IdentityProvider; readonly connector: ConnectorService },
  name: string,
  conversation: Json = { conversationType: 'personal' },
): TeamsChat {
  const id = `a:${name}`;
  const user = { id: `29:${name}`, name, aadObjectId: name };
  const send: TeamsChat['send'] = async (activity, token = {}) => {
    const before = connector.said(id).length;
    const body = {
      type: 'message',
      id: `${++count}`,
      channelId: 'msteams',
      serviceUrl: connector.url,
      from: user,
      recipient: botAccount,
      conversation: { id, tenantId: ownTenant, ...conversation },
      channelData: { tenant: { id: ownTenant } },
      locale: 'en-GB',
      ...activity,
    };
    const signed = token && (await provider.token({ serviceUrl: connector.url, ...token }));
    const answer = await client.ask('/api/messages', { body, ...(signed && { token: signed }) });
    const said = connector.said(id).slice(before);
    return { answer, said, text: said.map(readable).join('\n') };
  };
  const press: TeamsChat['press'] = (data, { verb = 'submit', id: invoke } = {}) =>
    send({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb, data }, trigger: verb === 'refresh' ? 'automatic' : 'manual' },
      ...(invoke && { id: invoke }),
    });
  return {
    conversation: id,
    send,
    press,
    say: (text, more) => send({ text, ...more }),
    install: async () => {
      const first = await send({ type: 'installationUpdate', action: 'add' });
      const second = await send({ type: 'conversationUpdate', membersAdded: [user, botAccount] });
      return { answer: second.answer, said: [...first.said, ...second.said], text: `${first.text}${second.text}` };
    },
  };
}

export const readable = ({ text, attachments = [] }: Json): string =>
  [text, ...attachments.map(({ content }: Json) => content?.speak)].filter(Boolean).join('\n');

/** Every button in a card, however deep; neither its fallback nor how the card refreshes itself is one. */
export function actionsIn(json: Json): readonly Json[] {
  if (Array.isArray(json)) return json.flatMap(actionsIn);
  if (typeof json !== 'object' || json === null) return [];
  if (typeof json.type === 'string' && /^Action\.(Submit|Execute)$/.test(json.type)) return [json];
  return Object.entries(json).flatMap(([key, value]) => (key === 'refresh' ? [] : actionsIn(value)));
}
