/** The guide speaks first: what is said once, what is not said at all, and what whoever asked for it is told. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConversationReference, TurnContext } from 'botbuilder';
import { Speaker } from '../../bot/people/speaker.ts';
import { ConnectorError } from '../../bot/teams/connectorError.ts';
import { type Brought, broughtIn } from '../../dialogs/brought.ts';
import { ownTenant } from './support/identityProvider.ts';
import { botAccount, type TeamsApp, teamsApps } from './support/teamsApp.ts';
import type { Conversation, Json } from './support/testApp.ts';

const { peers, start } = teamsApps();
let app: TeamsApp;
let web: Conversation;

beforeAll(async () => {
  app = await start();
  web = await app.conversation();
});
afterAll(() => app.close());

type Logic = (context: TurnContext) => Promise<unknown>;
const silent: Logic = async () => undefined;
const hello: Logic = (context) => context.sendActivity('hello');

const reminders: Brought = { kind: 'reminders', id: 'r', reminders: [], isFirst: false };
const notices: Brought = { kind: 'notices', id: 'n', notices: [] };
const sync: Brought = { kind: 'sync', id: 's' };

const inTeams = (name: string): Partial<ConversationReference> => ({
  channelId: 'msteams',
  serviceUrl: peers.connector.url,
  bot: botAccount,
  user: { id: `29:${name}`, name },
  conversation: { id: `a:${name}`, conversationType: 'personal', tenantId: ownTenant, isGroup: false, name: '' },
});
const inBrowser = (): Partial<ConversationReference> => ({
  channelId: 'directline',
  conversation: { id: web.id, isGroup: false, conversationType: '', name: '' },
});
const doors: readonly (readonly [string, () => Partial<ConversationReference>])[] = [
  ['Teams', () => inTeams('quiet')],
  ['a browser', inBrowser],
];

/** Resolves with the error, or with undefined where it was said. */
const speak = (reference: Partial<ConversationReference>, brought: Brought, logic: Logic): Promise<unknown> => {
  const { directLine, channels } = app.app;
  const speaker = new Speaker({ directLine, channels, logic: async (context) => void (await logic(context)) });
  return speaker.speak(reference, brought).catch((error: unknown) => error);
};
const unsaid = { failure: 'refused', status: undefined, mayHaveArrived: false };

describe.each(doors)('in %s', (_, door) => {
  it.each([
    ['reminders', reminders],
    ['notices', notices],
  ])('%s of which nothing was said were not sent', async (__, brought) => {
    for (const logic of [silent, (context: TurnContext) => context.sendActivity({ type: 'typing' })]) {
      const failure = await speak(door(), brought, logic);
      expect(failure).toBeInstanceOf(ConnectorError);
      expect(failure).toMatchObject(unsaid);
    }
  });

  it('what was answered elsewhere may need no word', async () => {
    expect(await speak(door(), sync, silent)).toBeUndefined();
  });

  it('what is brought is in the turn, and what is said of it was sent', async () => {
    const found: unknown[] = [];
    const logic: Logic = async (context) => {
      found.push(broughtIn(context));
      await context.sendActivity('hello');
    };
    expect(await speak(door(), reminders, logic)).toBeUndefined();
    expect(found).toEqual([reminders]);
  });

  it('a turn that fails is told where nothing was said, and else was sent', async () => {
    const ours = new Error('ours');
    const fails =
      (before: Logic): Logic =>
      async (context) => {
        await before(context);
        throw ours;
      };
    expect(await speak(door(), notices, fails(silent))).toBe(ours);
    expect(await speak(door(), sync, fails(silent))).toBe(ours);
    expect(await speak(door(), notices, fails(hello))).toBeUndefined();
  });
});

describe('a channel that does not take it', () => {
  it.each<[Json, object]>([
    [
      { status: 429, headers: { 'Retry-After': '17' } },
      { failure: 'busy', retryAfter: 17 },
    ],
    [{ status: 502 }, { failure: 'unavailable', mayHaveArrived: true }],
    [{ status: 403 }, { failure: 'blocked' }],
  ])('is asked once, and its answer is told: %j', async (trouble, expected) => {
    const name = `trouble ${JSON.stringify(trouble)}`;
    peers.connector.failAlways(`a:${name}`, trouble);
    const failure = await speak(inTeams(name), reminders, hello);
    expect(failure).toBeInstanceOf(ConnectorError);
    expect(failure).toMatchObject(expected);
    expect(peers.connector.calls.filter(({ conversation }) => conversation === `a:${name}`)).toHaveLength(1);
  });
});
