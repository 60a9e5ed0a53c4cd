import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { readConfig } from '../../bot/config.ts';
import { Streams } from '../../bot/directLine/stream.ts';
import { Tokens } from '../../bot/directLine/tokens.ts';
import { Limits } from '../../bot/http/limits.ts';
import { Site } from '../../bot/http/site.ts';
import { createLogger } from '../../bot/logger.ts';
import { echo, type Json, testApps } from './support/testApp.ts';

const startApp = testApps();

interface Listening {
  readonly socket: WebSocket;
  readonly frames: Json[];
  /** Resolves when so many frames with activities have come. */
  until(count: number): Promise<void>;
  readonly closed: Promise<number>;
}

function listen(url: string, headers: Record<string, string> = {}): Listening {
  const socket = new WebSocket(url, { headers });
  const frames: Json[] = [];
  const waiters = new Set<() => void>();
  socket.on('message', (data) => {
    const text = String(data);
    if (text) frames.push(JSON.parse(text));
    for (const look of waiters) look();
  });
  socket.on('error', () => {});
  return {
    socket,
    frames,
    until: (count) =>
      new Promise((resolve) => {
        const look = () => (frames.length >= count ? resolve() : undefined);
        waiters.add(look);
        look();
      }),
    closed: new Promise((resolve) => {
      socket.on('close', (code) => resolve(code));
    }),
  };
}

/** The HTTP status that an upgrade is refused with, or 101. */
function upgradeStatus(url: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
  });
}

const textsOf = (frames: Json[]): string[] =>
  frames.flatMap(({ activities }) => activities.map(({ text }: Json) => text));

describe('the stream', () => {
  it('begins with the history, then brings each turn with its watermark', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    await app.say(conversation, 'one');
    const line = listen(conversation.streamUrl);
    await line.until(1);
    await app.say(conversation, 'two');
    await line.until(2);
    expect(line.frames.map(({ watermark }) => watermark)).toEqual(['2', '3']);
    expect(textsOf(line.frames)).toEqual(['hello', 'one', 'echo: one', 'two', 'echo: two']);
  });

  it('begins after a watermark', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    await app.say(conversation, 'one');
    const { body } = await app.ask(`${conversation.path}?watermark=2`, { token: conversation.token });
    const line = listen(body.streamUrl);
    await new Promise((resolve) => line.socket.once('open', resolve));
    await app.say(conversation, 'two');
    await line.until(1);
    expect(textsOf(line.frames)).toEqual(['two', 'echo: two']);
  });

  it('brings a long history whole, in order and without gap or repeat, while more is said', async () => {
    const app = await startApp({ env: { TURNS_PER_SECOND: '10000' } });
    const conversation = await app.conversation();
    for (let i = 1; i <= 450; i++) await app.say(conversation, String(i));
    const line = listen(conversation.streamUrl);
    for (let i = 451; i <= 480; i++) await app.say(conversation, String(i));
    await app.say(conversation, 'end');
    while (textsOf(line.frames).at(-1) !== 'echo: end') await line.until(line.frames.length + 1);
    const numbers = Array.from({ length: 480 }, (_, i) => [String(i + 1), `echo: ${i + 1}`]).flat();
    expect(textsOf(line.frames)).toEqual(['hello', ...numbers, 'end', 'echo: end']);
  });

  it('serves several sockets of one conversation, and others nothing of it', async () => {
    const app = await startApp();
    const [mine, other] = [await app.conversation(), await app.conversation()];
    const lines = [listen(mine.streamUrl), listen(mine.streamUrl), listen(other.streamUrl)] as const;
    await Promise.all(lines.map((line) => line.until(1)));
    await app.say(mine, 'hi');
    await Promise.all([lines[0].until(2), lines[1].until(2)]);
    await app.say(other, 'over here');
    await lines[2].until(2);
    expect(lines.map(({ frames }) => textsOf(frames))).toEqual([
      ['hello', 'hi', 'echo: hi'],
      ['hello', 'hi', 'echo: hi'],
      ['hello', 'over here', 'echo: over here'],
    ]);
  });

  it('shows that the bot is typing without moving on', async () => {
    const app = await startApp({
      bot: async (context) => {
        if (context.activity.type === 'message') await context.sendActivity({ type: 'typing' });
        await echo(context);
      },
    });
    const conversation = await app.conversation();
    const line = listen(conversation.streamUrl);
    await line.until(1);
    await app.say(conversation, 'hi');
    await line.until(3);
    expect(line.frames.map(({ activities, watermark }) => [activities[0].type, watermark])).toEqual([
      ['message', '1'],
      ['typing', '1'],
      ['message', '2'],
    ]);
  });

  it('is opened by the right token alone', async () => {
    let now = new Date();
    const app = await startApp({ now: () => now, env: { WIDGET_ORIGINS: 'https://support.example' } });
    const [mine, other] = [await app.conversation(), await app.conversation()];
    const at = (path: string) => app.url.replace('http', 'ws') + path;
    const stream = `${mine.path}/stream`;
    expect(await upgradeStatus(at(stream))).toBe(401);
    expect(await upgradeStatus(at(`${stream}?t=nonsense`))).toBe(401);
    expect(await upgradeStatus(at(`${stream}?t=${other.token}`))).toBe(403);
    expect(await upgradeStatus(at(`${stream}?t=${mine.token}`))).toBe(101);
    expect(await upgradeStatus(at(stream), { Authorization: `Bearer ${mine.token}` })).toBe(101);
    expect(await upgradeStatus(at(`${stream}?t=${mine.token}&watermark=x`))).toBe(400);
    expect(await upgradeStatus(at(`/elsewhere?t=${mine.token}`))).toBe(404);
    expect(await upgradeStatus(at(`${stream}?t=${mine.token}`), { Origin: 'https://evil.example' })).toBe(403);
    expect(await upgradeStatus(at(`${stream}?t=${mine.token}`), { Origin: 'https://support.example' })).toBe(101);
    expect(await upgradeStatus(at(`${stream}?t=${mine.token}`), { Origin: app.url })).toBe(101);
    for (const path of ['//', '//x:y/', '/%']) expect(await upgradeStatus(at(path))).toBe(404);
    const { token, conversationId } = await app.token();
    expect(await upgradeStatus(at(`/v3/directline/conversations/${conversationId}/stream?t=${token}`))).toBe(404);
    now = new Date(now.getTime() + 31 * 60 * 1000);
    expect(await upgradeStatus(at(`${stream}?t=${mine.token}`))).toBe(403);
  });

  it('takes an empty keepalive, and closes on anything large', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const line = listen(conversation.streamUrl);
    await line.until(1);
    line.socket.send('');
    await app.say(conversation, 'hi');
    await line.until(2);
    line.socket.send('x'.repeat(10_000));
    expect(await line.closed).toBe(1009);
  });

  it('lets only so many sockets follow one conversation', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const lines = Array.from({ length: 20 }, () => listen(conversation.streamUrl));
    await Promise.all(lines.map((line) => line.until(1)));
    expect(await upgradeStatus(conversation.streamUrl)).toBe(429);
    lines[0]?.socket.close();
    await lines[0]?.closed;
    while (app.app.directLine.listenerCount(conversation.id) === 20) await new Promise(setImmediate);
    expect(await upgradeStatus(conversation.streamUrl)).toBe(101);
  });

  it('says goodbye when the server closes, and the client can come back', async () => {
    const before = await startApp();
    const conversation = await before.conversation();
    const line = listen(conversation.streamUrl);
    await line.until(1);
    await before.close();
    expect(await line.closed).toBe(1001);
    const after = await startApp({ dataDir: before.dataDir });
    const { body } = await after.ask(`${conversation.path}?watermark=`, { token: conversation.token });
    const again = listen(body.streamUrl);
    await again.until(1);
    expect(textsOf(again.frames)).toEqual(['hello']);
  });
});

describe('the keepalive', () => {
  /** The same streams on a server of their own, so that the test is the clock. */
  async function serveStreams(app: Awaited<ReturnType<typeof startApp>>) {
    const streams = new Streams({
      adapter: app.app.directLine,
      tokens: await Tokens.open(app.store.documents, () => new Date()),
      limits: new Limits(readConfig({})),
      site: new Site(readConfig({})),
      logger: createLogger('silent'),
      isShared: false,
    });
    const server = createServer().on('upgrade', (req, socket, head) => streams.upgrade(req, socket, head));
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return {
      streams,
      server,
      at: (streamUrl: string) => streamUrl.replace(/:\d+\//, `:${(server.address() as AddressInfo).port}/`),
    };
  }

  it('is an empty text, and a client that answers stays', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const { streams, server, at } = await serveStreams(app);
    const line = listen(at(conversation.streamUrl));
    await line.until(1);
    for (let i = 0; i < 3; i++) {
      const empty = new Promise<string>((resolve) => line.socket.once('message', (data) => resolve(String(data))));
      const pinged = new Promise((resolve) => line.socket.once('ping', resolve));
      streams.keepAlive();
      expect(await empty).toBe('');
      await pinged;
      // What the client sends after its pong arrives after it.
      await app.say(conversation, 'hi');
      await line.until(2 + i);
    }
    line.socket.close();
    await line.closed;
    streams.close();
    server.close();
  });

  it('lets go of a client that takes nothing in, and does not pile up its backlog', async () => {
    const big = 'x'.repeat(200_000);
    const app = await startApp({
      env: { TURNS_PER_SECOND: '1000' },
      bot: async (context) => {
        for (let i = 0; i < 10; i++) await context.sendActivity(big);
      },
    });
    const conversation = await app.conversation();
    const { streams, server, at } = await serveStreams(app);
    const line = listen(at(conversation.streamUrl));
    await line.until(1);
    line.socket.pause();
    for (let i = 0; i < 10; i++) await app.say(conversation, 'more');
    streams.keepAlive();
    streams.keepAlive();
    while (app.app.directLine.listenerCount(conversation.id) > 0) await new Promise(setImmediate);
    line.socket.terminate();
    streams.close();
    server.close();
  });
});
