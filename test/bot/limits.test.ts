import { describe, expect, it } from '@jest/globals';
import { callerOf } from '../../bot/directLine/adapter.ts';
import { testApps } from './support/testApp.ts';

const startApp = testApps();

describe('rates', () => {
  it('hold one conversation to its turns, with a burst of twice that, and tell when to come back', async () => {
    const app = await startApp({ env: { TURNS_PER_SECOND: '3' } });
    const [busy, quiet] = [await app.conversation(), await app.conversation()];
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => app.say(busy, String(i))));
    const served = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect(served.length).toBeGreaterThanOrEqual(6);
    expect(served.length + refused.length).toBe(30);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers, body } of refused) {
      expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      expect(body.error.code).toBe('RateLimitExceeded');
    }
    expect((await app.say(quiet, 'hi')).status).toBe(200);
    expect((await app.heard(busy)).texts).toHaveLength(1 + 2 * served.length);
  });

  it('hold looking at a conversation and renewing its token to twice that', async () => {
    const app = await startApp({ env: { TURNS_PER_SECOND: '3' } });
    const paths = ['/v3/directline/tokens/refresh', 'activities', ''] as const;
    for (const path of paths) {
      const [busy, quiet] = [await app.conversation(), await app.conversation()];
      const look = ({ path: own, token }: typeof busy) =>
        path.startsWith('/') ? app.ask(path, { method: 'POST', token }) : app.ask(`${own}/${path}`, { token });
      const answers = await Promise.all(Array.from({ length: 40 }, () => look(busy)));
      const refused = answers.filter(({ status }) => status === 429);
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(11);
      expect(refused.length).toBeGreaterThan(0);
      for (const { headers } of refused) expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      expect((await look(quiet)).status).toBe(200);
    }
  });

  it('serve at least ten turns a second in each of four conversations', async () => {
    const app = await startApp();
    const all = await Promise.all([1, 2, 3, 4].map(() => app.conversation()));
    const answers = await Promise.all(
      all.flatMap((conversation) => Array.from({ length: 20 }, (_, i) => app.say(conversation, String(i)))),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('hold one caller to 60 new conversations a minute, and do not take its word for who it is', async () => {
    const app = await startApp({ env: { TRUST_PROXY: '1' } });
    const create = (forwarded: string) =>
      app.ask('/v3/directline/tokens/generate', { body: {}, headers: { 'X-Forwarded-For': forwarded } });
    const statuses = new Set<number>();
    for (let i = 0; i < 60; i++) statuses.add((await create(`10.0.0.${i}, 192.0.2.7`)).status);
    expect([...statuses]).toEqual([200]);
    const refused = await create('192.0.2.99, 192.0.2.7');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect((await create('192.0.2.8')).status).toBe(200);
    const session = await app.ask('/chat/session', { body: {}, headers: { 'X-Forwarded-For': '192.0.2.7' } });
    expect(session.status).toBe(429);
  });

  it('count callers of one IPv6 network together, and do not believe a header nobody vouches for', async () => {
    const app = await startApp({ env: { TRUST_PROXY: '1' } });
    const create = (app_: typeof app, forwarded: string) =>
      app_.ask('/v3/directline/tokens/generate', { body: {}, headers: { 'X-Forwarded-For': forwarded } });
    for (let i = 0; i < 60; i++) await create(app, `2001:db8:1:2::${i}`);
    expect((await create(app, '2001:db8:1:2:a::1')).status).toBe(429);
    expect((await create(app, '2001:db8:1:3::1')).status).toBe(200);
    const direct = await startApp();
    for (let i = 0; i < 60; i++) await create(direct, `192.0.2.${i}`);
    expect((await create(direct, '192.0.2.200')).status).toBe(429);
  });

  it('tell the bot where a turn came from, and nobody else', async () => {
    const seen: (string | undefined)[] = [];
    const app = await startApp({
      env: { TRUST_PROXY: '1' },
      bot: async (context) => void seen.push(callerOf(context)),
    });
    const conversation = await app.conversation();
    await app.ask(`${conversation.path}/activities`, {
      body: { type: 'message', from: { id: 'x' }, text: 'hi' },
      token: conversation.token,
      headers: { 'X-Forwarded-For': '192.0.2.7' },
    });
    expect(seen).toEqual([undefined, '192.0.2.7']);
    const commits = await app.store.log.read(`conversation/${conversation.id}`, 0);
    expect(JSON.stringify([commits, app.log])).not.toContain('192.0.2.7');
  });
});
