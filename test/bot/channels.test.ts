import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Client, echo, gate, type Json, testApps } from './support/testApp.ts';

const startApp = testApps();

const message = (change: object = {}): Json => ({
  type: 'message',
  id: '1',
  channelId: 'emulator',
  serviceUrl: 'http://localhost:1/',
  from: { id: 'user' },
  recipient: { id: 'bot' },
  conversation: { id: 'c' },
  text: 'hi',
  deliveryMode: 'expectReplies',
  ...change,
});

describe('/api/messages without an app id', () => {
  it('answers with the replies when they are expected', async () => {
    const app = await startApp();
    const { status, body } = await app.ask('/api/messages', { body: message() });
    expect(status).toBe(200);
    expect(body.activities).toMatchObject([{ type: 'message', text: 'echo: hi', replyToId: '1', from: { id: 'bot' } }]);
  });

  it('sends replies to the channel otherwise', async () => {
    const sent: Json[] = [];
    const channel = createServer((req, res) => {
      let text = '';
      req.on('data', (chunk) => {
        text += chunk;
      });
      req.on('end', () => {
        sent.push({ path: req.url, ...JSON.parse(text) });
        res.setHeader('Content-Type', 'application/json');
        res.end('{"id":"r1"}');
      });
    });
    await new Promise<void>((resolve) => channel.listen(0, resolve));
    const serviceUrl = `http://localhost:${(channel.address() as AddressInfo).port}/`;
    const app = await startApp();
    const { status } = await app.ask('/api/messages', { body: message({ serviceUrl, deliveryMode: undefined }) });
    expect(status).toBe(200);
    expect(sent).toMatchObject([{ path: '/v3/conversations/c/activities/1', text: 'echo: hi' }]);
    channel.close();
  });

  it.each<[string, Record<string, string>]>([
    ['came through a proxy', { 'X-Forwarded-For': '127.0.0.1' }],
    ['came through another proxy', { Forwarded: 'for=127.0.0.1' }],
    ['was passed on', { Via: '1.1 gateway' }],
    ['a page of another site made', { Origin: 'https://evil.example' }],
    ['a sandboxed page made', { Origin: 'null' }],
  ])('refuses what %s', async (_, headers) => {
    const app = await startApp();
    const { status, body } = await app.ask('/api/messages', { body: message(), headers });
    expect([status, body.error.code]).toEqual([403, 'Forbidden']);
  });

  it('refuses a rebound host name, which makes another site look like our own', async () => {
    const app = await startApp();
    const port = new URL(app.url).port;
    const headers = { Origin: `http://evil.example:${port}`, Host: `evil.example:${port}` };
    expect((await app.ask('/api/messages', { body: message(), headers })).status).toBe(403);
  });

  it('refuses callers of other machines, and the log says so at the start', async () => {
    const app = await startApp();
    expect(app.log.join()).toContain('channels.loopbackOnly');
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal);
    if (!outside) return; // a machine without a network has no other callers
    const fromOutside = new Client(app.url.replace('localhost', outside.address));
    expect((await fromOutside.ask('/api/messages', { body: message() })).status).toBe(403);
  });

  it('runs the turns of one conversation one after another, and others side by side', async () => {
    const [begun, held] = [gate(), gate()];
    const seen: string[] = [];
    const app = await startApp({
      bot: async (context) => {
        const { text } = context.activity;
        seen.push(`${text} begins`);
        if (text === 'one') {
          begun.open();
          await held.passed;
        }
        seen.push(`${text} ends`);
      },
    });
    const say = (text: string, id = 'c') => app.ask('/api/messages', { body: message({ text, conversation: { id } }) });
    const one = say('one');
    await begun.passed;
    const two = say('two');
    await say('elsewhere', 'd');
    held.open();
    await Promise.all([one, two]);
    expect(seen).toEqual(['one begins', 'elsewhere begins', 'elsewhere ends', 'one ends', 'two begins', 'two ends']);
  });

  it('gives the person a sentence when a turn throws, with the reference that the log has', async () => {
    const app = await startApp({
      bot: async () => {
        throw new Error('"Mrs Smith"');
      },
      errorSentence: (reference) => `sorry ${reference}`,
    });
    const { status, body } = await app.ask('/api/messages', { body: message() });
    expect(status).toBe(200);
    expect(body.activities).toMatchObject([{ text: expect.stringMatching(/^sorry [A-Z\d]{6}$/) }]);
    expect(app.log.join()).toContain(body.activities[0].text.split(' ')[1]);
    await app.ask('/api/messages', { body: message({ id: 'Mrs Smith', channelId: 'Smith', type: 'Smith' }) });
    expect(app.log.filter((line) => line.includes('turn.failed'))).toHaveLength(2);
    expect(app.log.join()).not.toContain('Smith');
  });

  it('runs the same middleware as the web', async () => {
    const app = await startApp({
      middleware: [
        async (context, next) => {
          context.activity.text = 'altered';
          await next();
        },
      ],
    });
    const { body } = await app.ask('/api/messages', { body: message() });
    expect(body.activities[0].text).toBe('echo: altered');
  });

  it('takes what channels send besides messages', async () => {
    const seen: string[] = [];
    const app = await startApp({ bot: async (context) => void seen.push(context.activity.type) });
    for (const type of ['conversationUpdate', 'installationUpdate', 'messageReaction', 'event']) {
      expect((await app.ask('/api/messages', { body: message({ type, value: 'x' }) })).status).toBe(200);
    }
    expect(seen).toEqual(['conversationUpdate', 'installationUpdate', 'messageReaction', 'event']);
    expect(
      (await app.ask('/api/messages', { body: message({ type: 'invoke', deliveryMode: undefined }) })).status,
    ).toBe(501);
  });
});

describe('/api/messages with an app id', () => {
  let authority: Server;
  let env: Record<string, string>;
  let sign: (claims: object, audience?: string) => Promise<string>;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = {
      ...(await exportJWK(publicKey)),
      kid: 'k',
      use: 'sig',
      alg: 'RS256',
      endorsements: ['msteams', 'emulator'],
    };
    authority = createServer((req, res) => {
      const url = `http://localhost:${(authority.address() as AddressInfo).port}`;
      const body =
        req.url === '/keys' ? { keys: [jwk] } : { issuer: 'https://issuer.example', jwks_uri: `${url}/keys` };
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => authority.listen(0, resolve));
    const url = `http://localhost:${(authority.address() as AddressInfo).port}`;
    env = {
      MicrosoftAppId: 'app',
      MicrosoftAppPassword: 'secret',
      ToChannelFromBotLoginUrl: `${url}/login`,
      ToChannelFromBotOAuthScope: 'https://scope.example',
      ToBotFromChannelTokenIssuer: 'https://issuer.example',
      ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/openid`,
      OAuthUrl: `${url}/oauth`,
      ValidateAuthority: 'true',
    };
    sign = (claims, audience = 'app') =>
      new SignJWT({ serviceurl: 'http://localhost:1/', ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .setIssuer('https://issuer.example')
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('10m')
        .sign(privateKey);
  });
  afterAll(() => void authority.close());

  it('serves a channel that proves who it is, from anywhere', async () => {
    const app = await startApp({ env });
    expect(app.log.join()).not.toContain('channels.loopbackOnly');
    const body = message({ channelId: 'msteams' });
    const headers = { 'X-Forwarded-For': '192.0.2.1' };
    const answer = await app.ask('/api/messages', { body, headers, token: await sign({}) });
    expect(answer).toMatchObject({ status: 200, body: { activities: [{ text: 'echo: hi' }] } });
  });

  it('refuses everybody else', async () => {
    const app = await startApp({ env });
    const body = message({ channelId: 'msteams' });
    const tokens = ['nonsense', await sign({}, 'another-app'), await sign({ serviceurl: 'http://elsewhere.example/' })];
    for (const token of [undefined, ...tokens]) {
      const { status } = await app.ask('/api/messages', { body, ...(token && { token }) });
      expect(status).toBe(401);
    }
  });

  it('does not let a stranger write into the log', async () => {
    const app = await startApp({ env });
    const change = { channelId: 'Mrs Smith '.repeat(5_000), id: 'Mrs Smith', type: 'Mrs Smith' };
    expect((await app.ask('/api/messages', { body: message(change) })).status).toBe(401);
    const lines = app.log.filter((line) => line.includes('channels.unauthorized'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ channelId: 'other', activityType: 'other' }]);
    expect(app.log.join()).not.toContain('Smith');
  });

  it('does not let a forged activity wait in the conversation that it names, or hold it up', async () => {
    const [begun, held] = [gate(), gate()];
    const app = await startApp({
      env,
      bot: async () => {
        begun.open();
        await held.passed;
      },
    });
    const body = message({ channelId: 'msteams' });
    const turn = app.ask('/api/messages', { body, token: await sign({}) });
    await begun.passed;
    expect((await app.ask('/api/messages', { body, token: 'nonsense' })).status).toBe(401);
    held.open();
    expect((await turn).status).toBe(200);
  });

  it('does not let the channel’s name stand in for the proof', async () => {
    const app = await startApp({ env, bot: echo });
    expect((await app.ask('/api/messages', { body: message() })).status).toBe(401);
  });
});
