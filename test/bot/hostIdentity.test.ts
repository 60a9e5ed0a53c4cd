/** Signing in over HTTP: who gets which conversation, and who gets nothing. */
import { describe, expect, it } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { ConfigError, readConfig } from '../../bot/config.ts';
import { areLinksEnded } from '../../bot/evidence/endedLinks.ts';
import type { HostVisitor } from '../../bot/hostIdentity/visitors.ts';
import { conversationKey } from '../../dialogs/identity.ts';
import { claims, hmac, issuer, newKey, secret, serveKeys, token, tokenBy } from './support/hostTokens.ts';
import { type Answer, type TestApp, testApps } from './support/testApp.ts';

const startApp = testApps();
const guide = 'https://guide.example';
const env = { PUBLIC_URL: guide, IDENTITY_ISSUER: issuer, IDENTITY_SECRETS: secret };
const hours = 60 * 60 * 1000;

const cookieOf = ({ headers }: Answer): string => headers.get('set-cookie')?.split(';')[0] ?? '';
const post = (app: TestApp, path: string, body: unknown, cookie = '', headers = {}): Promise<Answer> =>
  app.ask(path, { body, headers: { ...(cookie && { Cookie: cookie }), ...headers } });
const signIn = (app: TestApp, more: Record<string, unknown> = {}, cookie = ''): Promise<Answer> =>
  post(app, '/chat/identity', { token: token(claims(more)) }, cookie);
const refusedSignIn = (app: TestApp, cookie = ''): Promise<Answer> =>
  post(app, '/chat/identity', { token: token(claims(), hmac('x'.repeat(32))) }, cookie);
const open = (app: TestApp, cookie = '', body: unknown = {}): Promise<Answer> =>
  post(app, '/chat/session', body, cookie);
const reads = (app: TestApp, { body: { conversationId, token: access } }: Answer): Promise<Answer> =>
  app.ask(`/v3/directline/conversations/${conversationId}/activities`, { token: access });

/** Starts the conversation that an answer opened and says something in it. */
async function say(app: TestApp, { body: { conversationId, token: access } }: Answer, text: string): Promise<void> {
  await app.ask('/v3/directline/conversations', { body: {}, token: access });
  const body = { type: 'message', from: { id: 'x' }, text };
  await app.ask(`/v3/directline/conversations/${conversationId}/activities`, { body, token: access });
}

describe('a visitor whom the host site vouches for', () => {
  it('gets a session as the page gets any, for a working day', async () => {
    const app = await startApp({ env });
    const first = await signIn(app);
    expect(first).toMatchObject({
      status: 200,
      body: { token: expect.any(String), expires_in: 1800, userId: expect.stringMatching(/^dl_/), resumed: false },
    });
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-dspt_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; Secure; SameSite=None; Part/,
      ),
      expect.stringMatching(/^__Host-dspt_previous=; .*Max-Age=0/),
    ]);
  });

  it('finds the same work from every browser, and nobody else does', async () => {
    const app = await startApp({ env });
    const first = await signIn(app);
    await say(app, first, 'ours is Rose Cottage');
    const elsewhere = await signIn(app);
    expect(elsewhere.body).toMatchObject({ conversationId: first.body.conversationId, userId: first.body.userId });
    expect(elsewhere.body.resumed).toBe(true);
    expect(JSON.stringify((await reads(app, elsewhere)).body)).toContain('Rose Cottage');
    expect(cookieOf(elsewhere)).not.toBe(cookieOf(first));
    const other = await signIn(app, { sub: 'person-2' });
    expect(other.body.conversationId).not.toBe(first.body.conversationId);
    expect(other.body.resumed).toBe(false);
  });

  it('has one conversation also when coming from ten browsers at once for the first time', async () => {
    const app = await startApp({ env });
    const answers = await Promise.all(Array.from({ length: 10 }, () => signIn(app, { sub: 'person-9' })));
    expect(new Set(answers.map(({ body }) => `${body.conversationId} ${body.userId}`)).size).toBe(1);
  });

  it('is found again after a restart, by a hash', async () => {
    const before = await startApp({ env });
    const first = await signIn(before, { sub: 'jo@rose.example' });
    await before.close();
    const app = await startApp({ env, dataDir: before.dataDir });
    expect((await signIn(app, { sub: 'jo@rose.example' })).body.conversationId).toBe(first.body.conversationId);
    for await (const id of app.store.documents.list('')) {
      expect(id + JSON.stringify((await app.store.documents.get(id))?.value)).not.toContain('rose.example');
    }
  });

  it('keeps one session in one browser, however often the page is loaded', async () => {
    const app = await startApp({ env });
    const first = await signIn(app);
    const again = await signIn(app, {}, cookieOf(first));
    expect(cookieOf(again)).toBe(cookieOf(first));
    await post(app, '/chat/session/forget', {}, cookieOf(again));
    for (const answer of [first, again]) expect((await reads(app, answer)).status).toBe(403);
  });

  it('is put where the installation says, with all that the host site told', async () => {
    const seen: HostVisitor[] = [];
    const hostVisitors = {
      admit: async (visitor: HostVisitor) => {
        seen.push(visitor);
        return { conversationId: 'c'.repeat(22), userId: 'dl_u' };
      },
    };
    const app = await startApp({ env, hostVisitors });
    expect((await signIn(app, { org: 'o-1', role: 'manager' })).body).toMatchObject({
      conversationId: 'c'.repeat(22),
      userId: 'dl_u',
    });
    expect(seen).toEqual([{ issuer, subject: 'person-1', org: 'o-1', role: 'manager' }]);
  });

  it('is checked by published keys where there are some', async () => {
    const key = newKey('one');
    const keys = await serveKeys(key);
    const app = await startApp({ env: { PUBLIC_URL: guide, IDENTITY_ISSUER: issuer, IDENTITY_JWKS_URL: keys.url } });
    expect((await post(app, '/chat/identity', { token: tokenBy(key, claims()) })).status).toBe(200);
    keys.close();
  });
});

describe('on a computer that several share', () => {
  it('the next to sign in takes the place of the one before, whose session is over', async () => {
    const app = await startApp({ env });
    const first = await signIn(app);
    const second = await signIn(app, { sub: 'person-2' }, cookieOf(first));
    expect(second.body.conversationId).not.toBe(first.body.conversationId);
    expect(cookieOf(second)).not.toBe(cookieOf(first));
    expect((await reads(app, first)).status).toBe(403);
    const only = { only: first.body.conversationId };
    expect((await open(app, cookieOf(first), only)).status).toBe(404);
    expect((await open(app, cookieOf(second), only)).status).toBe(404);
  });

  it('a page that nobody signed in on begins anew, and leads back to nothing', async () => {
    const app = await startApp({ env });
    const first = await signIn(app);
    for (const body of [{}, { fresh: true }]) {
      const anew = await open(app, cookieOf(first), body);
      expect(anew.body).toMatchObject({ resumed: false });
      expect(anew.body.conversationId).not.toBe(first.body.conversationId);
      expect(anew.headers.getSetCookie()).toHaveLength(1);
      const moved = `${cookieOf(anew)}; ${cookieOf(first).replace('session', 'previous')}`;
      expect((await post(app, '/chat/session/restore', {}, moved)).status).toBe(404);
    }
  });

  it('signing in leaves what somebody without a name did here, and leads back to it by code alone', async () => {
    const app = await startApp({ env });
    const nameless = await open(app);
    const first = await signIn(app, {}, cookieOf(nameless));
    expect(first.body.conversationId).not.toBe(nameless.body.conversationId);
    expect(cookieOf(first)).not.toBe(cookieOf(nameless));
    await post(app, '/chat/session/forget', {}, cookieOf(first));
    expect((await open(app, cookieOf(first))).body).toMatchObject({ resumed: false });
  });

  it('a tab goes on in its own conversation, until 12 hours after signing in', async () => {
    let now = new Date();
    const app = await startApp({ env, now: () => now });
    const first = await signIn(app);
    const only = { only: first.body.conversationId };
    now = new Date(now.getTime() + 11 * hours);
    const again = await open(app, cookieOf(first), only);
    expect(again.body).toMatchObject({ conversationId: first.body.conversationId, resumed: true });
    expect(again.headers.get('set-cookie')).toContain('Max-Age=43200');
    now = new Date(now.getTime() + 2 * hours);
    expect((await open(app, cookieOf(first), only)).status).toBe(404);
  });

  it('the store itself ends a session after 12 hours, and its tokens with it', async () => {
    const app = await startApp({ env });
    const first = await signIn(app);
    const lifetimes: (number | undefined)[] = [];
    for await (const id of app.store.documents.list('session/')) {
      lifetimes.push((await app.store.documents.get(id))?.lifetime);
      await app.store.documents.delete(id); // as it does then
    }
    expect(lifetimes).toEqual([expect.any(Number)]);
    expect(Math.abs((lifetimes[0] ?? 0) - 43_200)).toBeLessThan(60);
    expect((await reads(app, first)).status).toBe(403);
  });

  it('signing out ends the links of before, not those that they get when they are back', async () => {
    let now = new Date();
    const app = await startApp({ env, now: () => now });
    const [first, nameless] = [await signIn(app), await open(app)];
    for (const answer of [first, nameless]) await post(app, '/chat/session/forget', {}, cookieOf(answer));
    const areEnded = (answer: Answer, minutes: number) => {
      const { conversationId: id } = answer.body;
      const conversation = conversationKey({ channelId: 'directline', conversation: { id } } as Activity);
      return areLinksEnded(app.store.documents, conversation, new Date(now.getTime() + minutes * 60_000).toISOString());
    };
    expect(await Promise.all([areEnded(first, -1), areEnded(first, 1)])).toEqual([true, false]);
    expect(await Promise.all([areEnded(nameless, -1), areEnded(nameless, 1)])).toEqual([true, true]);
    now = new Date(now.getTime() + 60_000);
    expect(await areEnded(first, 0)).toBe(false);
  });

  it.each<[string, unknown]>([
    ['a number', { only: 7 }],
    ['with a fresh one', { only: 'x', fresh: true }],
  ])('"only" is refused as %s', async (_, body) => {
    expect((await open(await startApp({ env }), '', body)).status).toBe(400);
  });
});

describe('a token that is refused', () => {
  it.each<[string, number, string, () => string]>([
    ['forged', 401, 'Unauthorized', () => token(claims(), hmac('x'.repeat(32)))],
    ['for another audience', 401, 'Unauthorized', () => token(claims({ aud: 'https://other.example' }))],
    ['expired', 403, 'TokenExpired', () => token(claims({}, new Date(Date.now() - 2 * hours)))],
    ['garbage', 401, 'Unauthorized', () => 'Rose Cottage'],
    ['too long', 401, 'Unauthorized', () => token(claims({ more: 'x'.repeat(5000) }))],
  ])('because it is %s gives nothing away', async (_, status, code, make) => {
    const app = await startApp({ env });
    const refused = await post(app, '/chat/identity', { token: make() });
    expect(refused).toMatchObject({ status, body: { error: { code, message: expect.any(String) } } });
    expect(Object.keys(refused.body)).toEqual(['error']);
    expect(refused.headers.get('set-cookie')).toBeNull();
  });

  it('because it is used a second time, at once or later, gives nothing away', async () => {
    const app = await startApp({ env });
    const jwt = token(claims());
    const both = await Promise.all([0, 1].map(() => post(app, '/chat/identity', { token: jwt })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(await post(app, '/chat/identity', { token: jwt })).toMatchObject({
      status: 403,
      body: { error: { code: 'TokenUsed' } },
    });
  });

  it('ends the session of whoever signed in here before', async () => {
    const app = await startApp({ env });
    const first = await signIn(app);
    const refused = await refusedSignIn(app, cookieOf(first));
    expect(refused.status).toBe(401);
    expect(refused.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-dspt_session=; .*Max-Age=0/),
      expect.stringMatching(/^__Host-dspt_previous=; .*Max-Age=0/),
    ]);
    expect((await reads(app, first)).status).toBe(403);
    expect((await open(app, cookieOf(first), { only: first.body.conversationId })).status).toBe(404);
    // Their work is still theirs.
    expect((await signIn(app)).body.conversationId).toBe(first.body.conversationId);
  });

  it('leaves a session that nobody signed in for, which holds what was said there', async () => {
    const app = await startApp({ env });
    const nameless = await open(app);
    expect((await refusedSignIn(app, cookieOf(nameless))).headers.get('set-cookie')).toBeNull();
    expect((await open(app, cookieOf(nameless))).body).toMatchObject({ resumed: true });
  });

  it('is logged with its reason and with nothing of itself', async () => {
    const app = await startApp({ env });
    const jwt = token(claims({ sub: 'jo@rose.example' }), hmac('x'.repeat(32)));
    await post(app, '/chat/identity', { token: jwt });
    await signIn(app, { sub: 'jo@rose.example', name: 'Jo Bloggs' });
    const log = app.log.join('\n');
    expect(log).toMatch(/"reason":"signature".*"event":"identity.refused"/);
    for (const part of [...jwt.split('.'), 'rose.example', 'Bloggs', 'person-1']) expect(log).not.toContain(part);
  });

  it('is none where the keys cannot be had: nothing is said of it, and nobody loses a session', async () => {
    const keys = await serveKeys();
    keys.answer = 500;
    const app = await startApp({ env: { PUBLIC_URL: guide, IDENTITY_ISSUER: issuer, IDENTITY_JWKS_URL: keys.url } });
    const nameless = await open(app);
    const jwt = tokenBy(newKey('one'), claims());
    const answer = await post(app, '/chat/identity', { token: jwt }, cookieOf(nameless));
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'SignInUnavailable' } } });
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(app.log.join()).toContain('identity.keysFailed');
    keys.close();
  });
});

describe('who may ask', () => {
  it.each<[string, Record<string, string>, number]>([
    ['our own page', { Origin: guide }, 200],
    ['no browser', {}, 200],
    ['a host site', { Origin: 'https://support.example' }, 403],
    ['another site', { Origin: 'https://evil.example' }, 403],
    ['a sandbox', { Origin: 'null' }, 403],
    ['a cross-site form', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ])('%s', async (_, headers, status) => {
    const app = await startApp({ env: { ...env, WIDGET_ORIGINS: 'https://support.example' } });
    const jwt = token(claims());
    expect((await post(app, '/chat/identity', { token: jwt }, '', headers)).status).toBe(status);
    // Whoever may not ask spends nothing.
    if (status !== 200) expect((await post(app, '/chat/identity', { token: jwt })).status).toBe(200);
  });

  it('nobody, where no host site is known', async () => {
    const app = await startApp();
    expect((await post(app, '/chat/identity', { token: token(claims()) })).status).toBe(404);
  });

  it('not too often', async () => {
    const app = await startApp({ env: { ...env, TRUST_PROXY: '1' } });
    const from = { 'X-Forwarded-For': '203.0.113.7' };
    const ask = () => post(app, '/chat/identity', { token: 'x' }, '', from);
    const statuses = (await Promise.all(Array.from({ length: 70 }, ask))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });

  it.each<[string, unknown, number]>([
    ['a list', [], 400],
    ['no token', {}, 400],
    ['a number for a token', { token: 7 }, 400],
    ['far too much', { token: 'x'.repeat(300_000) }, 413],
  ])('but not with %s', async (_, body, status) => {
    expect((await post(await startApp({ env }), '/chat/identity', body)).status).toBe(status);
  });
});

describe('the settings', () => {
  const problemsOf = (settings: Record<string, string>): readonly string[] => {
    try {
      readConfig(settings);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  };
  const long = 'x'.repeat(32);

  it('take the address of the guide for the audience', () => {
    expect(readConfig({}).identity).toBeUndefined();
    expect(readConfig(env).identity).toEqual({ issuer, audience: guide, keys: { secrets: [secret] } });
    const keys = { IDENTITY_ISSUER: issuer, IDENTITY_AUDIENCE: 'dspt', IDENTITY_JWKS_URL: 'http://localhost:1/keys' };
    expect(readConfig(keys).identity).toEqual({
      issuer,
      audience: 'dspt',
      keys: { jwksUrl: 'http://localhost:1/keys' },
    });
    expect(readConfig({ ...env, IDENTITY_SECRETS: ` ${long}a , ${long}b,` }).identity?.keys).toEqual({
      secrets: [`${long}a`, `${long}b`],
    });
  });

  it.each<[Record<string, string>, readonly RegExp[]]>([
    [{ IDENTITY_ISSUER: issuer }, [/IDENTITY_JWKS_URL or IDENTITY_SECRETS is missing/]],
    [{ IDENTITY_SECRETS: long }, [/IDENTITY_ISSUER is missing/]],
    [{ IDENTITY_AUDIENCE: 'x' }, [/IDENTITY_ISSUER is missing/, /IDENTITY_JWKS_URL or/]],
    [{ ...env, IDENTITY_JWKS_URL: 'https://a.example/keys' }, [/must not both be set/]],
    [{ ...env, IDENTITY_SECRETS: 'hunter2' }, [/IDENTITY_SECRETS must each have at least 32 bytes/]],
    [{ ...env, IDENTITY_SECRETS: `${long},hunter2` }, [/IDENTITY_SECRETS must each/]],
    [{ ...env, IDENTITY_SECRETS: `${long}a,${long}b,${long}hunter2` }, [/one secret, or 2/]],
    [{ ...env, IDENTITY_SECRETS: ',' }, [/IDENTITY_SECRETS must each/]],
    [{ ...env, IDENTITY_ISSUER: 'x'.repeat(201) }, [/IDENTITY_ISSUER must have at most 200/]],
    [{ IDENTITY_ISSUER: issuer, IDENTITY_JWKS_URL: 'http://a.example/keys' }, [/IDENTITY_JWKS_URL must be an https/]],
    [{ IDENTITY_ISSUER: issuer, IDENTITY_JWKS_URL: 'keys' }, [/IDENTITY_JWKS_URL must be an https/]],
    [{ PORT: 'x', IDENTITY_ISSUER: issuer }, [/IDENTITY_JWKS_URL or/, /PORT/]],
  ])('%j are refused', (settings, expected) => {
    const problems = problemsOf(settings);
    expect(problems.toSorted()).toEqual(expected.map((each) => expect.stringMatching(each)));
    expect(problems.join()).not.toContain('hunter2');
  });
});
