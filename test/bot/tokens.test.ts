import { describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { Tokens } from '../../bot/directLine/tokens.ts';
import { openStore } from '../../storage/index.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { type Json, testApps } from './support/testApp.ts';

const startApp = testApps();
const newFolder = temporaryFolders();
const minutes = 60 * 1000;
const days = 24 * 60 * minutes;

const decode = (part: string | undefined): Json => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

describe('a token', () => {
  it('opens its own conversation and no other', async () => {
    const app = await startApp();
    const [mine, theirs] = [await app.conversation(), await app.conversation()];
    for (const path of ['', '/activities']) {
      expect((await app.ask(mine.path + path, { token: mine.token })).status).toBe(200);
      expect((await app.ask(mine.path + path, { token: theirs.token })).status).toBe(403);
      expect((await app.ask(mine.path + path)).status).toBe(401);
    }
    const body = { type: 'message', from: { id: 'x' }, text: 'x', conversation: { id: mine.id } };
    expect((await app.ask(`${mine.path}/activities`, { body, token: theirs.token })).status).toBe(403);
    expect((await app.ask(`${mine.path}/activities`, { body })).status).toBe(401);
    expect((await app.heard(mine)).texts).toEqual(['hello']);
  });

  it('says who it is for in the claims that clients look for', async () => {
    const app = await startApp();
    const { token, conversationId } = await app.token('nurse_1');
    expect(decode(token.split('.')[1])).toMatchObject({ user: 'nurse_1', conv: conversationId });
  });

  it('is for a new conversation and a new user, whatever else the body asks for', async () => {
    const app = await startApp();
    const first = await app.token();
    const { body } = await app.ask('/v3/directline/tokens/generate', {
      body: { conversationId: first.conversationId, user: {} },
    });
    expect(body.conversationId).not.toBe(first.conversationId);
    expect(body.expires_in).toBe(1800);
    expect(decode(body.token.split('.')[1]).user).toMatch(/^dl_[\w-]{22}$/);
  });

  it.each(['9434765919', 'patient_943-476-5919', 'nhs9434765919', 'AB.12.34.56.C@x', '4111111111111111'])(
    'is not made for the user id %s, which would be stored with every message',
    async (id) => {
      const app = await startApp();
      const { status, body } = await app.ask('/v3/directline/tokens/generate', { body: { user: { id } } });
      expect([status, body.error.message]).toEqual([400, expect.not.stringContaining(id)]);
    },
  );

  it.each(['nurse_1', 'dl_4dT9', 'jo@example.org', '7f0b1c9e-9434-4765-919a-012345678901', '01632960123'])(
    'is made for the user id %s',
    async (id) => {
      const app = await startApp();
      expect((await app.ask('/v3/directline/tokens/generate', { body: { user: { id } } })).status).toBe(200);
    },
  );

  it.each([[''], ['x'.repeat(65)], ['two words'], ['a/b'], ['<b>'], [7], [null], [{}]])(
    'is not made for the user id %j',
    async (id) => {
      const app = await startApp();
      expect((await app.ask('/v3/directline/tokens/generate', { body: { user: { id } } })).status).toBe(400);
    },
  );

  it('can be renewed', async () => {
    const app = await startApp();
    const conversation = await app.conversation('nurse_1');
    const { status, body } = await app.ask('/v3/directline/tokens/refresh', {
      method: 'POST',
      token: conversation.token,
    });
    expect([status, body.conversationId, body.expires_in]).toEqual([200, conversation.id, 1800]);
    expect(body.token).not.toBe(conversation.token);
    expect((await app.heard({ ...conversation, token: body.token })).texts).toEqual(['hello']);
    expect((await app.ask('/v3/directline/tokens/refresh', { method: 'POST' })).status).toBe(401);
  });

  it('can be renewed for a day from the first one, and no longer', async () => {
    let now = new Date();
    const app = await startApp({ now: () => now, env: { TURNS_PER_SECOND: '1000' } });
    const conversation = await app.conversation();
    let token = conversation.token;
    const renewals: [string, string][] = [
      ['POST', '/v3/directline/tokens/refresh'],
      ['POST', '/v3/directline/conversations'],
      ['GET', conversation.path],
    ];
    const renew = async (i: number) => {
      const [method = '', path = ''] = renewals[i % 3] ?? [];
      return app.ask(path, { method, token });
    };
    for (let minute = 20; minute < 24 * 60; minute += 20) {
      now = new Date(now.getTime() + 20 * minutes);
      const { status, body } = await renew(minute / 20);
      expect(status).toBe(200);
      token = body.token;
    }
    now = new Date(now.getTime() + 20 * minutes);
    expect((await app.ask(`${conversation.path}/activities`, { token })).status).toBe(200);
    for (let i = 0; i < 3; i++)
      expect(await renew(i)).toMatchObject({ status: 403, body: { error: { code: 'TokenExpired' } } });
  });

  it('is refused when forged in any way', async () => {
    const app = await startApp();
    const { id, path, token } = await app.conversation();
    const [header, payload, signature] = token.split('.');
    const claims = decode(payload);
    const other = new SignJWT(claims).setProtectedHeader(decode(header));
    const forged = [
      'nonsense',
      `${header}.${payload}.${'A'.repeat(signature?.length ?? 0)}`,
      `${header}.${Buffer.from(JSON.stringify({ ...claims, conv: 'x' })).toString('base64url')}.${signature}`,
      `${header}.${payload}.`,
      new UnsecuredJWT(claims).setAudience('dspt-guide/directline').setExpirationTime('1h').encode(),
      await other.sign(new Uint8Array(32)),
      'x'.repeat(5_000),
    ];
    for (const each of forged) {
      expect((await app.ask(`${path}/activities`, { token: each })).status).toBe(401);
    }
    expect((await app.ask(`${path}/activities`, { headers: { Authorization: `Basic ${token}` } })).status).toBe(401);
    expect(id).toBe(claims.conv);
  });

  it('expires after 30 minutes, and says so with the code that clients know', async () => {
    let now = new Date();
    const app = await startApp({ now: () => now });
    const conversation = await app.conversation();
    now = new Date(now.getTime() + 29 * minutes);
    expect((await app.say(conversation, 'in time')).status).toBe(200);
    now = new Date(now.getTime() + 2 * minutes);
    const late = await app.say(conversation, 'too late');
    expect([late.status, late.body.error.code]).toEqual([403, 'TokenExpired']);
  });
});

describe('the keys behind the tokens', () => {
  async function open(dataDir: string, clock: { now: Date }) {
    const store = await openStore({ dataDir });
    const tokens = await Tokens.open(store.documents, () => clock.now);
    return { store, tokens };
  }
  const access = { conversationId: 'c', userId: 'u' };

  it('outlive the process', async () => {
    const clock = { now: new Date() };
    const dataDir = newFolder();
    const before = await open(dataDir, clock);
    const { token } = await before.tokens.issue(access);
    await before.store.close();
    const after = await open(dataDir, clock);
    await expect(after.tokens.verify(token)).resolves.toMatchObject(access);
    await after.store.close();
  });

  it('rotate after 30 days; the old one goes once its tokens have expired', async () => {
    const clock = { now: new Date() };
    const { store, tokens } = await open(newFolder(), clock);
    const kid = async () => decode((await tokens.issue(access)).token.split('.')[0]).kid as string;
    const stored = async () => {
      const found = await store.documents.get<{ keys: { id: string }[] }>('directLine/signingKeys');
      return found?.value.keys.map(({ id }) => id);
    };
    const first = await kid();
    clock.now = new Date(clock.now.getTime() + 30 * days - minutes);
    const last = await tokens.issue(access);
    expect(await kid()).toBe(first);
    clock.now = new Date(clock.now.getTime() + 2 * minutes);
    const second = await kid();
    expect(second).not.toBe(first);
    await expect(tokens.verify(last.token)).resolves.toMatchObject(access);
    expect(await stored()).toEqual([first, second]);
    clock.now = new Date(clock.now.getTime() + 30 * days);
    const third = await kid();
    expect(await stored()).toEqual([second, third]);
    await store.close();
  });

  it('are shared by processes that start at the same moment', async () => {
    const clock = { now: new Date() };
    const store = await openStore({ dataDir: newFolder() });
    const all = await Promise.all([1, 2, 3].map(() => Tokens.open(store.documents, () => clock.now)));
    const { token } = (await all[0]?.issue(access)) ?? { token: '' };
    for (const tokens of all) await expect(tokens.verify(token)).resolves.toMatchObject(access);
    await store.close();
  });

  it('tell tokens for something else apart', async () => {
    const clock = { now: new Date() };
    const { store, tokens } = await open(newFolder(), clock);
    const { token } = await tokens.issue(access);
    const kept = await store.documents.get<{ keys: { id: string; secret: string }[] }>('directLine/signingKeys');
    const { id: kid = '', secret = '' } = kept?.value.keys[0] ?? {};
    const sign = (audience: string, alg = 'HS256') =>
      new SignJWT({ conv: 'c', user: 'u' })
        .setProtectedHeader({ alg, kid })
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('10m')
        .sign(Buffer.from(secret, 'base64url'));
    await expect(tokens.verify(token)).resolves.toMatchObject(access);
    await expect(tokens.verify(await sign('dspt-guide/directline'))).resolves.toMatchObject(access);
    await expect(tokens.verify(await sign('dspt-guide/elsewhere'))).rejects.toMatchObject({ status: 401 });
    await expect(tokens.verify(await sign('dspt-guide/directline', 'HS512'))).rejects.toMatchObject({ status: 401 });
    await store.close();
  });
});
