import { describe, expect, it } from '@jest/globals';
import { type Answer, type TestApp, testApps } from './support/testApp.ts';

const startApp = testApps();
const days = 24 * 60 * 60 * 1000;

const cookieOf = ({ headers }: Answer): string => headers.get('set-cookie')?.split(';')[0] ?? '';

const cookiesOf = ({ headers }: Answer): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

const restore = (app: TestApp, cookie: string, headers = {}): Promise<Answer> =>
  app.ask('/chat/session/restore', { body: {}, headers: { Cookie: cookie, ...headers } });

const begin = (app: TestApp, cookie = '', body: unknown = {}, headers = {}): Promise<Answer> =>
  app.ask('/chat/session', { body, headers: { ...(cookie && { Cookie: cookie }), ...headers } });

describe('the session of our own page', () => {
  it('gives a token that starts a conversation, and a cookie', async () => {
    const app = await startApp();
    const first = await begin(app);
    expect(first).toMatchObject({
      status: 200,
      body: {
        conversationId: expect.stringMatching(/^[\w-]{22}$/),
        token: expect.any(String),
        expires_in: 1800,
        userId: expect.stringMatching(/^dl_/),
        resumed: false,
      },
    });
    const { token } = first.body;
    expect((await app.ask('/v3/directline/conversations', { body: {}, token })).status).toBe(201);
    expect(first.headers.get('set-cookie')).toMatch(
      /^dspt_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
    );
  });

  it('finds the same conversation again, also after a restart', async () => {
    const before = await startApp();
    const first = await begin(before);
    await before.close();
    const app = await startApp({ dataDir: before.dataDir });
    const { conversationId, userId } = first.body;
    const again = await begin(app, `other=1; ${cookieOf(first)}; more=2`);
    expect(again.body).toMatchObject({ conversationId, userId, resumed: true });
    expect(cookieOf(again)).toBe(cookieOf(first));
  });

  it('starts afresh on request, and remembers the one before for a day', async () => {
    const app = await startApp();
    const first = await begin(app);
    const fresh = await begin(app, cookieOf(first), { fresh: true });
    expect(fresh.body).toMatchObject({ resumed: false });
    expect(fresh.body.conversationId).not.toBe(first.body.conversationId);
    expect(cookieOf(fresh)).not.toBe(cookieOf(first));
    expect((await begin(app, cookieOf(fresh))).body).toMatchObject({ conversationId: fresh.body.conversationId });
    const [, secret] = cookieOf(first).split('=');
    expect(fresh.headers.getSetCookie()[1]).toBe(
      `dspt_previous=${secret}; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax`,
    );
    expect((await begin(app, '', { fresh: true })).headers.getSetCookie()).toHaveLength(1);
  });

  it('comes back after a fresh one that led nowhere, which is then forgotten', async () => {
    const app = await startApp();
    const first = await begin(app);
    const fresh = await begin(app, cookieOf(first), { fresh: true });
    const back = await restore(app, cookiesOf(fresh));
    expect(back).toMatchObject({
      status: 200,
      body: { conversationId: first.body.conversationId, userId: first.body.userId, resumed: true },
    });
    expect(cookieOf(back)).toBe(cookieOf(first));
    expect(back.headers.getSetCookie()[1]).toMatch(/^dspt_previous=; .*Max-Age=0/);
    expect((await app.ask('/v3/directline/conversations', { body: {}, token: back.body.token })).status).toBe(201);
    expect((await app.ask('/v3/directline/conversations', { body: {}, token: fresh.body.token })).status).toBe(403);
    expect((await begin(app, cookieOf(fresh))).body).toMatchObject({ resumed: false });
    expect((await begin(app, cookieOf(first))).body).toMatchObject({ resumed: true });
  });

  it('does not come back where there is none before it, and loses nothing then', async () => {
    const app = await startApp();
    const first = await begin(app);
    for (const cookie of ['', cookieOf(first), `${cookieOf(first)}; dspt_previous=${'A'.repeat(43)}`]) {
      expect(await restore(app, cookie)).toMatchObject({ status: 404, body: { error: { code: 'NotFound' } } });
    }
    expect((await restore(app, cookieOf(first), { Origin: 'https://evil.example' })).status).toBe(403);
    const twice = `${cookieOf(first)}; ${cookieOf(first).replace('session', 'previous')}`;
    expect((await restore(app, twice)).status).toBe(200);
    expect((await begin(app, cookieOf(first))).body).toMatchObject({ resumed: true });
  });

  it('is forgotten on a shared PC', async () => {
    const app = await startApp();
    const first = await begin(app);
    const forgotten = await app.ask('/chat/session/forget', { body: {}, headers: { Cookie: cookieOf(first) } });
    expect(forgotten.status).toBe(200);
    expect(forgotten.headers.get('set-cookie')).toMatch(/^dspt_session=; .*Max-Age=0/);
    expect((await begin(app, cookieOf(first))).body).toMatchObject({ resumed: false });
    expect((await app.ask('/chat/session/forget', { method: 'POST' })).status).toBe(200);
  });

  it('takes its tokens along when it is forgotten, and the one before it too', async () => {
    const app = await startApp();
    const first = await begin(app);
    const fresh = await begin(app, cookieOf(first), { fresh: true });
    for (const { token } of [first.body, fresh.body])
      expect((await app.ask('/v3/directline/conversations', { body: {}, token })).status).toBe(201);
    const renewed = await app.ask('/v3/directline/tokens/refresh', { method: 'POST', token: fresh.body.token });
    await app.ask('/chat/session/forget', { body: {}, headers: { Cookie: cookiesOf(fresh) } });
    for (const { conversationId, token } of [first.body, fresh.body, renewed.body]) {
      const path = `/v3/directline/conversations/${conversationId}/activities`;
      for (const answer of [
        await app.ask(path, { token }),
        await app.ask(path, { token, body: { type: 'message', from: { id: 'x' }, text: 'x' } }),
        await app.ask('/v3/directline/tokens/refresh', { method: 'POST', token }),
      ]) {
        expect(answer).toMatchObject({ status: 403, body: { error: { code: 'TokenExpired' } } });
      }
    }
    expect((await restore(app, cookiesOf(fresh))).status).toBe(404);
  });

  it('lasts 30 days from the last visit', async () => {
    let now = new Date();
    const app = await startApp({ now: () => now });
    const first = await begin(app);
    for (let i = 0; i < 3; i++) {
      now = new Date(now.getTime() + 29 * days);
      expect((await begin(app, cookieOf(first))).body).toMatchObject({ resumed: true });
    }
    now = new Date(now.getTime() + 31 * days);
    expect((await begin(app, cookieOf(first))).body).toMatchObject({ resumed: false });
  });

  it('stays forgotten when a visit was being noted at that moment', async () => {
    let now = new Date();
    const app = await startApp({ now: () => now });
    const first = await begin(app);
    now = new Date(now.getTime() + 2 * days);
    const { documents } = app.store;
    const get = documents.get.bind(documents);
    documents.get = async (id) => {
      const found = await get(id);
      if (id.startsWith('session/')) await documents.delete(id);
      return found as never;
    };
    expect((await begin(app, cookieOf(first))).body).toMatchObject({ resumed: false });
    documents.get = get;
    expect((await begin(app, cookieOf(first))).body).toMatchObject({ resumed: false });
  });

  it('is not opened by a guessed or broken cookie', async () => {
    const app = await startApp();
    for (const cookie of [`dspt_session=${'A'.repeat(43)}`, 'dspt_session=', 'dspt_session=../..', 'xdspt_session=a']) {
      expect(await begin(app, cookie)).toMatchObject({ status: 200, body: { resumed: false } });
    }
  });

  it('keeps the cookie’s hash and never the cookie', async () => {
    const app = await startApp();
    const secret = cookieOf(await begin(app)).split('=')[1] ?? '';
    expect(await app.store.documents.get(`session/${secret}`)).toBeUndefined();
    expect(app.log.join()).not.toContain(secret);
  });

  it('has a partitioned, secure cookie of this host alone under https', async () => {
    const app = await startApp({ env: { PUBLIC_URL: 'https://guide.example' } });
    const first = await begin(app);
    expect(first.headers.get('set-cookie')).toMatch(
      /^__Host-dspt_session=[\w-]{43}; Path=\/; .*HttpOnly; Secure; SameSite=None; Partitioned$/,
    );
    expect((await begin(app, cookieOf(first))).body).toMatchObject({ resumed: true });
    expect((await begin(app, cookieOf(first).replace('__Host-', ''))).body).toMatchObject({ resumed: false });
    expect(cookiesOf(await begin(app, cookieOf(first), { fresh: true }))).toContain('__Host-dspt_previous=');
  });

  it.each<[string, Record<string, string>, number]>([
    ['our own page', { Origin: 'https://guide.example' }, 200],
    ['no browser', {}, 200],
    ['a host site', { Origin: 'https://support.example' }, 403],
    ['another site', { Origin: 'https://evil.example' }, 403],
    ['a sandbox', { Origin: 'null' }, 403],
    ['a cross-site form', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ])('for %s', async (_, headers, status) => {
    const env = { PUBLIC_URL: 'https://guide.example', WIDGET_ORIGINS: 'https://support.example' };
    const app = await startApp({ env });
    expect((await begin(app, '', {}, headers)).status).toBe(status);
    expect((await app.ask('/chat/session/forget', { body: {}, headers })).status).toBe(status);
  });

  it.each<[string, unknown]>([
    ['a list', []],
    ['null', null],
    ['fresh as a text', { fresh: 'yes' }],
  ])('refuses %s', async (_, body) => {
    expect((await begin(await startApp(), '', body)).status).toBe(400);
  });
});
