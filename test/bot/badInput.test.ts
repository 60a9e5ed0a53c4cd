import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Conversation, type TestApp, testApps } from './support/testApp.ts';

const startApp = testApps();
const from = { id: 'somebody' };
const json = { 'Content-Type': 'application/json' };
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const channel = {
  conversation: { id: 'c' },
  channelId: 'emulator',
  serviceUrl: 'http://localhost:1',
  deliveryMode: 'expectReplies',
};

/** What every path that takes an activity refuses: name, raw body, status. */
const refused: [string, string, number][] = [
  ['broken JSON', '{"type":', 400],
  ['nothing', '', 400],
  ['a text', '"message"', 400],
  ['null', 'null', 400],
  ['a number', '7', 400],
  ['a list', '[]', 400],
  ['no type', JSON.stringify({ from, text: 'x' }), 400],
  ['a type that is a number', JSON.stringify({ type: 1, from, text: 'x' }), 400],
  ['an empty type', JSON.stringify({ type: '', from, text: 'x' }), 400],
  ['a type that is null', JSON.stringify({ type: null, from, text: 'x' }), 400],
  ['no from', JSON.stringify({ type: 'message', text: 'x' }), 400],
  ['a from that is a text', JSON.stringify({ type: 'message', from: 'me', text: 'x' }), 400],
  ['a from that is null', JSON.stringify({ type: 'message', from: null, text: 'x' }), 400],
  ['a from that is a list', JSON.stringify({ type: 'message', from: [], text: 'x' }), 400],
  ['a from without an id', JSON.stringify({ type: 'message', from: {}, text: 'x' }), 400],
  ['a from.id that is a number', JSON.stringify({ type: 'message', from: { id: 1 }, text: 'x' }), 400],
  ['a text that is a number', JSON.stringify({ type: 'message', from, text: 42 }), 400],
  ['a text that is an object', JSON.stringify({ type: 'message', from, text: { toString: 'x' } }), 400],
  ['a text that is null', JSON.stringify({ type: 'message', from, text: null }), 400],
  ['a very long text', JSON.stringify({ type: 'message', from, text: 'x'.repeat(20_001) }), 413],
  ['a value that is a text', JSON.stringify({ type: 'message', from, value: 'x' }), 400],
  ['a value that is a list', JSON.stringify({ type: 'message', from, value: [] }), 400],
  ['a value that is null', JSON.stringify({ type: 'message', from, text: 'x', value: null }), 400],
  ['attachments that are an object', JSON.stringify({ type: 'message', from, text: 'x', attachments: {} }), 400],
  ['attachments that are texts', JSON.stringify({ type: 'message', from, text: 'x', attachments: ['x'] }), 400],
  ['attachments with null', JSON.stringify({ type: 'message', from, text: 'x', attachments: [null] }), 400],
  ['deep JSON', `{"type":"message","from":{"id":"x"},"text":"x","value":${nested(40)}}`, 400],
  ['very deep JSON', `{"value":${'['.repeat(100_000)}`, 400],
  ['very deep JSON that is whole', `{"value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
  ['very many values', JSON.stringify({ type: 'message', from, text: 'x', value: { a: Array(6_000).fill(0) } }), 400],
  ['a prototype key', '{"type":"message","from":{"id":"x"},"text":"x","value":{"__proto__":{"isAdmin":true}}}', 400],
  ['a hidden prototype key', '{"type":"message","from":{"id":"x"},"value":{"\\u005f_proto__":{"isAdmin":true}}}', 400],
  ['a constructor key', '{"type":"message","from":{"id":"x"},"value":{"constructor":{"prototype":{"a":1}}}}', 400],
  ['a body over 256 KB', JSON.stringify({ type: 'message', from, text: 'x', value: { a: 'x'.repeat(262_144) } }), 413],
];

function expectRefusal({ status, headers, body }: Answer, expected: number): void {
  expect(status).toBe(expected);
  expect(body).toEqual({ error: { code: expect.stringMatching(/^[A-Z]\w+$/), message: expect.any(String) } });
  expect(headers.get('content-type')).toContain('application/json');
}

describe('bad input over Direct Line', () => {
  let app: TestApp;
  let conversation: Conversation;
  beforeAll(async () => {
    app = await startApp({ env: { TURNS_PER_SECOND: '1000' } });
    conversation = await app.conversation();
  });
  const post = (raw: BodyInit, headers: Record<string, string> = json): Promise<Answer> =>
    app.ask(`${conversation.path}/activities`, { raw, headers, token: conversation.token });

  it.each(refused)('refuses %s', async (_, raw, status) => {
    expectRefusal(await post(raw), status);
  });

  it.each<[string, object]>([
    ['a type that only services send', { type: 'conversationUpdate', from }],
    ['an invoke', { type: 'invoke', from, name: 'x' }],
    ['a message that says nothing', { type: 'message', from }],
    ['an event whose value is a text', { type: 'event', from, name: 'x', value: 'x' }],
    ['an id that is a number', { type: 'message', from, text: 'x', id: 7 }],
    ['a very long id', { type: 'message', from, text: 'x', id: 'x'.repeat(300) }],
    [
      'a clientActivityID that is an object',
      { type: 'message', from, text: 'x', channelData: { clientActivityID: {} } },
    ],
    ['channelData that is a list', { type: 'message', from, text: 'x', channelData: [] }],
    ['an attachment of no type', { type: 'message', from, attachments: [{ contentUrl: 'http://localhost:1/' }] }],
    ['very many attachments', { type: 'message', from, attachments: Array(30).fill({ contentType: 'a/b' }) }],
  ])('refuses %s', async (_, body) => {
    expectRefusal(await post(JSON.stringify(body)), 400);
  });

  it('refuses what is not UTF-8', async () => {
    const bytes = Buffer.from('{"type":"message","from":{"id":"x"},"text":"caf\xe9"}', 'latin1');
    expectRefusal(await post(new Uint8Array(bytes)), 400);
  });

  it.each(['text/plain', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded'])(
    'refuses a body of type %s',
    async (type) => {
      expectRefusal(await post('{"type":"message","from":{"id":"x"},"text":"x"}', { 'Content-Type': type }), 415);
    },
  );

  it('refuses a compressed body, which could be of any size', async () => {
    expectRefusal(await post('{}', { ...json, 'Content-Encoding': 'gzip' }), 415);
  });

  it('counts the bytes of a chunked body itself', async () => {
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < 10; i++) controller.enqueue(new Uint8Array(32 * 1024).fill(32));
        controller.close();
      },
    });
    expectRefusal(await post(chunks), 413);
  });

  it('takes a body of exactly 256 KB', async () => {
    const frame = JSON.stringify({ type: 'message', from, text: 'x', value: { a: '' } });
    const body = frame.replace('"a":""', `"a":"${'x'.repeat(262_144 - frame.length)}"`);
    expect((await post(body)).status).toBe(200);
  });

  it.each(['-1', 'abc', '1.5', '1e3', "1' OR 1=1", '99999999999999999999'])(
    'refuses the watermark %s',
    async (text) => {
      const query = `watermark=${encodeURIComponent(text)}`;
      expectRefusal(await app.ask(`${conversation.path}/activities?${query}`, { token: conversation.token }), 400);
    },
  );

  it.each<[string, string, number]>([
    ['GET', '/v3/directline/nothing', 404],
    ['GET', '/nothing/at/all', 404],
    ['GET', '/%E0%A4%A', 404],
    ['GET', '/../../etc/passwd', 404],
    ['DELETE', '/v3/directline/conversations', 405],
    ['GET', '/v3/directline/tokens/generate', 405],
    ['GET', '/api/messages', 405],
    ['PUT', '/healthz', 405],
  ])('answers %s %s with %i in JSON', async (method, path, status) => {
    expectRefusal(await app.ask(path, { method }), status);
  });

  it('is as well as before, and has polluted nothing', async () => {
    expect((await app.say(conversation, 'still there?')).status).toBe(200);
    expect((await app.heard(conversation)).texts.at(-1)).toBe('echo: still there?');
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
    expect((await app.ask('/healthz')).status).toBe(200);
    expect(app.log.filter((line) => line.includes('http.failed'))).toEqual([]);
  });
});

describe('bad input over /api/messages', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });

  it.each(refused)('refuses %s', async (_, raw, status) => {
    const withChannel =
      raw.startsWith('{"type":"message","from"') && !raw.includes('__') && raw.endsWith('}')
        ? `${raw.slice(0, -1)},${JSON.stringify(channel).slice(1)}`
        : raw;
    expectRefusal(await app.ask('/api/messages', { raw: withChannel, headers: json }), status);
  });

  it.each<[string, object]>([
    ['no conversation', { conversation: undefined }],
    ['a conversation that is a text', { conversation: 'c' }],
    ['a conversation without an id', { conversation: {} }],
    ['a conversation with an empty id', { conversation: { id: '' } }],
    ['no channelId', { channelId: undefined }],
    ['an empty channelId', { channelId: '' }],
    ['a channelId that is an object', { channelId: {} }],
    ['an id that is a number', { id: 7 }],
    ['a locale that is an object', { locale: {} }],
    ['a serviceUrl that is a list', { serviceUrl: [] }],
    ['a recipient that is a text', { recipient: 'bot' }],
    ['members that are an object', { type: 'conversationUpdate', membersAdded: {} }],
    ['members with null', { type: 'conversationUpdate', membersAdded: [null] }],
  ])('refuses %s', async (_, change) => {
    const body = { type: 'message', from, text: 'x', ...channel, ...change };
    expectRefusal(await app.ask('/api/messages', { body }), 400);
  });
});

describe('what is let through of an activity', () => {
  it('takes who, where and when from the token and the server, and drops what it does not know', async () => {
    const app = await startApp({
      bot: async (context) => {
        if (context.activity.type === 'message') await context.sendActivity(JSON.stringify(context.activity));
      },
    });
    const conversation = await app.conversation('nurse_1');
    await app.say(conversation, 'hi', {
      from: { id: 'manager', name: 'The manager', role: 'bot' },
      recipient: { id: 'x' },
      conversation: { id: 'another' },
      serviceUrl: 'http://localhost:1/',
      channelId: 'msteams',
      replyToId: 'x',
      entities: [{ type: 'x' }],
      timestamp: '2001-01-01T00:00:00Z',
      locale: 'en-GB',
      channelData: { clientActivityID: 'k', postBack: true, tenant: { id: 'x' }, dsptUpload: 3, dspt: {} },
      attachments: [
        { contentType: 'image/png', contentUrl: 'http://localhost:1/', thumbnailUrl: 'http://localhost:1/' },
      ],
    });
    const { activities } = await app.heard(conversation);
    const seen = JSON.parse(activities.at(-1).text);
    expect(seen).toEqual({
      type: 'message',
      id: activities[0].id,
      text: 'hi',
      locale: 'en-GB',
      timestamp: expect.not.stringMatching(/^2001/),
      channelId: 'directline',
      serviceUrl: 'urn:dspt-guide:directline',
      from: { id: 'nurse_1', name: '', role: 'user' },
      recipient: { id: 'dspt-guide', name: 'DSPT Guide', role: 'bot' },
      conversation: { id: conversation.id, name: '', isGroup: false, conversationType: 'personal' },
      channelData: { clientActivityID: 'k', postBack: true },
      attachments: [{ contentType: 'image/png' }],
    });
  });

  it('gives the bot the client’s own id when there is no clientActivityID, or none', async () => {
    const app = await startApp({ bot: async () => {} });
    const conversation = await app.conversation();
    await app.say(conversation, 'a', { id: 'own-id' });
    await app.say(conversation, 'b');
    const { activities } = await app.heard(conversation);
    expect(activities.map(({ channelData }) => channelData)).toEqual([{ clientActivityID: 'own-id' }, {}]);
  });
});
