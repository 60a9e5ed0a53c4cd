/** Teams as a host: who is let in, what is told, and how the channel is spoken to. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ConnectorError } from '../../bot/teams/connectorError.ts';
import { connectorService } from './support/connectorService.ts';
import { botId, otherTenant, ownTenant, type TokenOptions } from './support/identityProvider.ts';
import { botAccount, readable, type TeamsApp, teamsApps } from './support/teamsApp.ts';
import { gate, type Json } from './support/testApp.ts';

const { peers, start } = teamsApps();

interface Kept {
  readonly store: { readonly documents: { list(prefix: string): AsyncIterable<string> } };
}

/** All that is kept, but for what the program notes of itself. */
async function documents({ store }: Kept): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const id of store.documents.list('')) if (!/^(?:sweep|lease|wakeCursor)\b/.test(id)) ids.push(id);
  return ids.sort();
}

async function heads({ store }: TeamsApp) {
  const found: unknown[] = [];
  for await (const stream of store.log.streams()) found.push([stream, await store.log.head(stream)]);
  return found;
}

describe('who is let in', () => {
  // The SDK writes there, with the public key, whom it refuses.
  beforeAll(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterAll(() => void jest.restoreAllMocks());

  const cases: readonly (readonly [string, TokenOptions | null, number])[] = [
    ['a good token', {}, 200],
    ['none at all', null, 401],
    ['one that has expired', { expiresIn: -400 }, 401],
    ['one for another bot', { audience: 'another' }, 401],
    ['one of another issuer', { issuer: 'https://elsewhere.test' }, 401],
    ['one that nobody signed', { signature: 'none' }, 401],
    ['one signed by a stranger under a known name', { signature: 'forged' }, 401],
    ['one signed with a key that is not published', { keyId: 'key-2' }, 401],
    ['one for another address to answer at', { serviceUrl: 'https://evil.example/' }, 401],
    ['one that names no address to answer at', { serviceUrl: undefined }, 401],
  ];

  it.each(cases)('%s', async (_, token, status) => {
    let turns = 0;
    const app = await start({
      bot: {
        run: async () => {
          turns += 1;
        },
      },
    });
    const before = await documents(app);
    const { answer } = await app.chat('door').send({ text: 'hello' }, token);
    expect(answer.status).toBe(status);
    expect(turns).toBe(status === 200 ? 1 : 0);
    if (status === 200) return;
    expect(await documents(app)).toEqual(before);
    expect(app.log.join()).toContain('channels.unauthorized');
    await app.close();
  });

  it('nobody by a key that is published, used as a password', async () => {
    const app = await start();
    const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
    const { keys } = (await (await fetch(`${peers.provider.url}/keys`)).json()) as Json;
    const claims = { iss: 'https://issuer.test', aud: botId, serviceurl: peers.connector.url, exp: 4_000_000_000 };
    const unsigned = `${part({ alg: 'HS256', typ: 'JWT', kid: 'key-1' })}.${part(claims)}`;
    const forged = `${unsigned}.${createHmac('sha256', keys[0].n).update(unsigned).digest('base64url')}`;
    const body = {
      type: 'message',
      channelId: 'msteams',
      from: { id: 'x' },
      conversation: { id: 'c' },
      serviceUrl: peers.connector.url,
    };
    expect((await app.ask('/api/messages', { body, token: forged })).status).toBe(401);
  });
});

describe('tenants', () => {
  const single = {
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppPassword: 'x',
    MicrosoftAppTenantId: ownTenant.toUpperCase(),
  };
  const multi = { MicrosoftAppType: 'MultiTenant', MicrosoftAppPassword: 'x', MicrosoftAppTenantId: '' };
  const of = (tenant: unknown, data: unknown = { tenant: { id: tenant } }) => ({
    conversation: { id: 'a:tenant', conversationType: 'personal', ...(tenant !== undefined && { tenantId: tenant }) },
    channelData: data,
  });
  const cases: readonly (readonly [string, Record<string, string>, Json, number])[] = [
    ['its own, by managed identity', {}, of(ownTenant), 200],
    ['another, by managed identity', {}, of(otherTenant), 403],
    ['its own', single, of(ownTenant), 200],
    ['its own in other letters', single, of(ownTenant.toUpperCase()), 200],
    ['another', single, of(otherTenant), 403],
    [
      'one that the conversation says and the data does not',
      single,
      of(ownTenant, { tenant: { id: otherTenant } }),
      403,
    ],
    [
      'one that the data says and the conversation does not',
      single,
      of(otherTenant, { tenant: { id: ownTenant } }),
      403,
    ],
    ['none', single, of(undefined, {}), 403],
    ['one that is no text', single, of(undefined, { tenant: { id: { $ne: '' } } }), 403],
    ['a list of them', single, of(undefined, { tenant: [ownTenant] }), 403],
    ['one among those allowed', { ...single, ALLOWED_TENANTS: `${otherTenant}, ${ownTenant}` }, of(otherTenant), 200],
    ['its own, which is not among those allowed', { ...single, ALLOWED_TENANTS: otherTenant }, of(ownTenant), 403],
    ['any, where none is named', multi, of(otherTenant), 200],
    ['one that is not named', { ...multi, ALLOWED_TENANTS: ownTenant }, of(otherTenant), 403],
  ];

  it.each(cases)('%s', async (_, env, where, status) => {
    let turns = 0;
    const reached: string[] = [];
    const app = await start({
      env,
      bot: {
        run: async () => {
          turns += 1;
        },
      },
      onReach: async (_context, state) => void reached.push(state),
    });
    const before = await documents(app);
    // A secret cannot be tried here, so nothing is sent: the answer travels in the response.
    const { answer } = await app.chat('tenant').send({ text: 'hello', deliveryMode: 'expectReplies', ...where });
    expect(answer.status).toBe(status);
    expect([turns, reached.length]).toEqual(status === 200 ? [1, 1] : [0, 0]);
    if (status === 403) expect(await documents(app)).toEqual(before);
    await app.close();
  });
});

describe('how the channel is spoken to', () => {
  const echo = { run: async (context: Json) => void (await context.sendActivity(`echo: ${context.activity.text}`)) };
  const callsOf = (name: string) => peers.connector.calls.filter(({ conversation }) => conversation === `a:${name}`);

  it('signs in once, as the bot, for all that it says', async () => {
    const app = await start({ bot: echo });
    const { said } = await app.chat('token').say('hi');
    await app.chat('token').say('again');
    expect(said).toMatchObject([{ text: 'echo: hi', from: botAccount, recipient: { id: '29:token' } }]);
    expect(peers.provider.signIns()).toBe(1);
    expect(callsOf('token').map(({ token }) => token)).toEqual(['bot-token-1', 'bot-token-1']);
  });

  it.each([429, 412, 502, 504])('says it again after %i', async (status) => {
    const app = await start({ bot: echo });
    peers.connector.fail({ status }, { status });
    const { said } = await app.chat(`again-${status}`).say('hi');
    expect(said).toHaveLength(1);
    expect(callsOf(`again-${status}`).map((call) => call.status)).toEqual([status, status, 200]);
  });

  it('waits where the channel asks for no more than we have', async () => {
    const app = await start({ bot: echo });
    peers.connector.fail({ status: 429, headers: { 'Retry-After': '1' } });
    const { said } = await app.chat('wait').say('hi');
    expect(said).toHaveLength(1);
  });

  it.each<[string, Json, number]>([
    ['asks for more than we have', { status: 429, headers: { 'Retry-After': '3600' } }, 1],
    ['has been blocked', { status: 403 }, 1],
    ['does not know the conversation', { status: 404 }, 1],
    ['fails for good', { status: 500 }, 1],
    ['fails for long', { status: 502 }, 4],
    ['hangs', 'hang', 1],
    ['cuts the line', 'cut', 1],
  ])('gives up in time when it %s', async (what, trouble, tries) => {
    const name = `gives up when it ${what}`;
    const app = await start({ bot: echo });
    peers.connector.failAlways(`a:${name}`, trouble);
    const { answer } = await app.chat(name).say('hi');
    expect(answer.status).toBe(500);
    // The reply, and then the apology for it.
    expect(callsOf(name)).toHaveLength(2 * tries);
    expect(app.log.join()).toContain('connector.');
    peers.connector.failAlways(`a:${name}`, undefined);
    expect((await app.chat(name).say('still there')).said).toHaveLength(1);
  });

  it('shows that it is at work when a turn takes longer than a moment', async () => {
    const held = gate();
    const app = await start({
      times: { typingAfter: 1 },
      bot: {
        run: async (context) => {
          await held.passed;
          await context.sendActivity('done');
        },
      },
    });
    const turn = app.chat('slow').say('hi');
    await peers.connector.until(({ conversation, body }) => conversation === 'a:slow' && body.type === 'typing');
    held.open();
    expect((await turn).text).toBe('done');
  });

  it('does not fail over a sign of work that does not arrive', async () => {
    const held = gate();
    const app = await start({
      times: { typingAfter: 1 },
      bot: {
        run: async (context) => {
          await held.passed;
          await context.sendActivity('done');
        },
      },
    });
    peers.connector.fail({ status: 500 });
    const turn = app.chat('slower').say('hi');
    await peers.connector.until(({ conversation, status }) => conversation === 'a:slower' && status === 500);
    held.open();
    expect((await turn).text).toBe('done');
  });
});

describe('when the bot speaks first', () => {
  const referenceOf = (name: string) => ({
    channelId: 'msteams',
    serviceUrl: peers.connector.url,
    bot: botAccount,
    user: { id: `29:${name}`, name },
    conversation: { id: `a:${name}`, conversationType: 'personal', tenantId: ownTenant, isGroup: false, name: '' },
  });

  it('it is heard', async () => {
    const app = await start();
    await app.app.channels.continueConversation(referenceOf('first'), async (context) => {
      await context.sendActivity('good morning');
    });
    expect(peers.connector.said('a:first')).toMatchObject([{ text: 'good morning' }]);
  });

  it.each<[Json, Partial<ConnectorError>]>([
    [{ status: 403 }, { failure: 'blocked', status: 403, mayHaveArrived: false }],
    [{ status: 404 }, { failure: 'gone', status: 404, mayHaveArrived: false }],
    [
      { status: 429, headers: { 'Retry-After': '17' } },
      { failure: 'busy', retryAfter: 17, mayHaveArrived: false },
    ],
    [
      { status: 503, headers: { 'Retry-After': '3' } },
      { failure: 'busy', retryAfter: 3, mayHaveArrived: false },
    ],
    [{ status: 503 }, { failure: 'unavailable', mayHaveArrived: false }],
    [{ status: 500 }, { failure: 'unavailable', status: 500, mayHaveArrived: true }],
    [{ status: 502 }, { failure: 'unavailable', status: 502, mayHaveArrived: true }],
    [{ status: 400 }, { failure: 'refused', status: 400, mayHaveArrived: false }],
    ['hang', { failure: 'timeout', mayHaveArrived: true }],
    ['cut', { failure: 'unreachable', mayHaveArrived: true }],
  ])('%j is told to whoever asked for it, and said once', async (trouble, expected) => {
    const app = await start();
    const name = `trouble ${JSON.stringify(trouble)}`;
    peers.connector.failAlways(`a:${name}`, trouble);
    const failure = await app.app.channels
      .continueConversation(referenceOf(name), async (context) => void (await context.sendActivity('hello')))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConnectorError);
    expect(failure).toMatchObject(expected);
    expect(peers.connector.calls.filter(({ conversation }) => conversation === `a:${name}`)).toHaveLength(1);
  });

  it('nobody listening there is not the same as perhaps', async () => {
    const app = await start();
    const gone = await connectorService();
    await gone.close();
    const reference = { ...referenceOf('nobody'), serviceUrl: gone.url };
    const failure = await app.app.channels
      .continueConversation(reference, async (context) => void (await context.sendActivity('hello')))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ failure: 'unreachable', mayHaveArrived: false });
  });

  it('it waits until the turn of that conversation is over, and others do not wait for it', async () => {
    const [begun, held] = [gate(), gate()];
    const seen: string[] = [];
    const app = await start({
      bot: {
        run: async ({ activity }) => {
          if (activity.text !== 'hold') return;
          begun.open();
          await held.passed;
          seen.push('turn');
        },
      },
    });
    const turn = app.chat('queue').say('hold');
    await begun.passed;
    const first = app.app.channels.continueConversation(referenceOf('queue'), async () => void seen.push('first'));
    await app.app.channels.continueConversation(referenceOf('elsewhere'), async () => void seen.push('elsewhere'));
    held.open();
    await Promise.all([turn, first]);
    expect(seen).toEqual(['elsewhere', 'turn', 'first']);
  });

  it('what goes wrong on our side reaches whoever asked for it, and nobody is told of it', async () => {
    const app = await start();
    const wrong = app.app.channels.continueConversation(referenceOf('wrong'), async () => {
      throw new Error('ours');
    });
    await expect(wrong).rejects.toThrow('ours');
    expect(peers.connector.said('a:wrong')).toEqual([]);
  });
});

describe('what Teams tells', () => {
  const user = (name: string) => ({ id: `29:${name}`, name });

  it('greets once, however often it hears of an installation, from whichever process', async () => {
    const reached: string[] = [];
    const app = await start({ onReach: async ({ activity }, state) => void reached.push(`${activity.type} ${state}`) });
    const chat = app.chat('newcomer');
    const { text, said } = await chat.install();
    expect(text.match(/Hello\. I help/g)).toHaveLength(1);
    expect(said.at(-1)?.channelData.dspt.question).toBe('setup.name');
    expect((await chat.install()).said).toEqual([]);
    expect(reached.slice(0, 2)).toEqual(['installationUpdate open', 'conversationUpdate open']);
  });

  it('greets anew whoever installs it anew', async () => {
    const reached: string[] = [];
    const app = await start({ onReach: async (_context, state) => void reached.push(state) });
    const chat = app.chat('back');
    await chat.install();
    expect((await chat.send({ type: 'installationUpdate', action: 'remove' })).said).toEqual([]);
    expect(reached.at(-1)).toBe('gone');
    expect((await chat.install()).said.length).toBeGreaterThan(0);
    await chat.send({ type: 'conversationUpdate', membersRemoved: [botAccount] });
    expect(reached.at(-1)).toBe('gone');
  });

  it.each<[string, Json]>([
    ['an upgrade', { type: 'installationUpdate', action: 'add-upgrade' }],
    ['an upgrade of the old one', { type: 'installationUpdate', action: 'remove-upgrade' }],
    ['an installation of a kind that nobody knows', { type: 'installationUpdate', action: { add: 1 } }],
    [
      'a deleted message',
      { type: 'messageDelete', channelData: { eventType: 'softDeleteMessage', tenant: { id: ownTenant } } },
    ],
    [
      'a message that is there again',
      { type: 'messageUpdate', text: 'no', channelData: { eventType: 'undeleteMessage', tenant: { id: ownTenant } } },
    ],
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: '1' }],
    ['a reaction taken back', { type: 'messageReaction', reactionsRemoved: [{ type: 'like' }], replyToId: '1' }],
    ['a reaction of no shape at all', { type: 'messageReaction', reactionsAdded: 'like' }],
    ['somebody who leaves', { type: 'conversationUpdate', membersRemoved: [user('quiet')] }],
    [
      'a new topic',
      { type: 'conversationUpdate', channelData: { eventType: 'channelRenamed', tenant: { id: ownTenant } } },
    ],
    ['typing', { type: 'typing' }],
    ['an event', { type: 'event', name: 'application/vnd.microsoft.meetingStart', value: {} }],
    ['an end', { type: 'endOfConversation' }],
    [
      'data that is none',
      { type: 'messageReaction', conversation: { id: 'a:quiet', tenantId: ownTenant }, channelData: 'x' },
    ],
  ])('is quiet about %s', async (_, activity) => {
    const app = await start();
    const { answer, said } = await app.chat('quiet').send(activity);
    expect([answer.status, said]).toEqual([200, []]);
    expect(app.log.filter((line) => line.includes('"error"'))).toEqual([]);
  });

  it('takes no answer from a message that was changed afterwards', async () => {
    const app = await start();
    const chat = app.chat('editor');
    await chat.install();
    await chat.say('Rose Cottage');
    const before = await heads(app);
    const { answer, text } = await chat.send({
      type: 'messageUpdate',
      text: 'Violet Cottage',
      channelData: { eventType: 'editMessage', tenant: { id: ownTenant } },
    });
    expect(answer.status).toBe(200);
    expect(text).toContain('What I saved stays as it was');
    expect(await heads(app)).toEqual(before);
  });

  it('knows that somebody can be reached, and no longer', async () => {
    const app = await start();
    const chat = app.chat('reached');
    await chat.install();
    await chat.say('Rose Cottage');
    const states = async () => {
      const found: unknown[] = [];
      for await (const id of app.store.documents.list('reach/')) {
        const reach = (await app.store.documents.get<Json>(id))?.value;
        found.push(...reach.places.map(({ state }: Json) => state));
      }
      return found;
    };
    expect(await states()).toEqual(['open']);
    await chat.send({ type: 'installationUpdate', action: 'remove' });
    expect(await states()).toEqual(['gone']);
  });

  it.each([['en-gb'], ['en-US'], ['de-DE'], ['not a language'], [undefined]])(
    'speaks English to %s',
    async (locale) => {
      const app = await start();
      const { said } = await app
        .chat(`speaks ${locale}`)
        .say('hello', { locale, entities: [{ type: 'clientInfo', locale: 'en-GB' }] });
      expect(said.at(-1)).toMatchObject({ locale: 'en-GB' });
    },
  );

  it('a note of the way to somebody that fails stops no turn', async () => {
    const app = await start({
      onReach: async () => {
        throw new Error('store');
      },
    });
    expect((await app.chat('unreached').say('hello')).said.length).toBeGreaterThan(0);
    expect(app.log.join()).toContain('channels.reachNotKept');
  });
});

describe('where others read along', () => {
  const mention = { type: 'mention', mentioned: botAccount, text: '<at>DSPT Guide</at>' };
  const addressed = (text: string) => ({ text: `<at>DSPT Guide</at> ${text}`, entities: [mention] });
  const link = `https://teams.microsoft.com/l/chat/0/0?users=28:${botId}`;

  it.each(['groupChat', 'channel'])(
    'points to the personal chat in a %s, and asks, shows and keeps nothing',
    async (type) => {
      const app = await start();
      const group = app.chat(`group ${type}`, { conversationType: type, isGroup: true });
      const before = await documents(app);
      for (const text of ['hello', 'status', 'yes', 'summary', 'return code']) {
        const { said } = await group.send(addressed(text));
        expect(said).toHaveLength(1);
        expect(said[0].text).toContain(link);
        expect(said[0]).not.toHaveProperty('attachments');
        expect(said[0].channelData?.dspt).toBeUndefined();
      }
      const quiet: readonly Json[] = [
        { text: 'not for the guide' },
        { text: 'for another', entities: [{ ...mention, mentioned: { id: '28:other' } }] },
        { type: 'installationUpdate', action: 'add' },
        { type: 'conversationUpdate', membersAdded: [user('x'), botAccount] },
        { type: 'messageUpdate', ...addressed('yes') },
        { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
      ];
      for (const activity of quiet) expect((await group.send(activity)).said).toEqual([]);
      expect(await documents(app)).toEqual(before);
      expect(await heads(app)).toEqual([]);
    },
  );

  const user = (name: string) => ({ id: `29:${name}`, name });

  it('hears what is said without its own name in it', async () => {
    const heard: string[] = [];
    const app = await start({ bot: { run: async ({ activity }) => void heard.push(activity.text) } });
    const cases: readonly (readonly [string, Json, string])[] = [
      ['<at>DSPT Guide</at>&nbsp;status', [mention], 'status'],
      ['<AT>dspt guide</AT> status <at>DSPT Guide</at>', [mention], 'status'],
      ['what does .* mean', [{ ...mention, text: '.*' }], 'what does   mean'],
      ['tell <at>Ann</at>', [{ ...mention, mentioned: { id: '29:ann' }, text: '<at>Ann</at>' }], 'tell <at>Ann</at>'],
      ['status', [{ type: 'mention', mentioned: null, text: 4 }, null, 'x'], 'status'],
      ['status', 'x', 'status'],
      ['status', [{ ...mention, text: '' }], 'status'],
    ];
    for (const [text, entities] of cases) await app.chat('name').send({ text, entities });
    expect(heard).toEqual(cases.map(([, , expected]) => expected));
  });
});

describe('what the first question looks like', () => {
  it('is whole in Teams', async () => {
    const app = await start();
    const { said } = await app.chat('looks').install();
    expect(said.map(readable).join()).toContain('What is your service called?');
    expect(said.every((activity) => !('speak' in activity))).toBe(true);
  });
});
