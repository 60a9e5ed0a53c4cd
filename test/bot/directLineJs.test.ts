import { afterEach, describe, expect, it } from '@jest/globals';
import type { Activity, DirectLine as Client, DirectLineOptions } from 'botframework-directlinejs';
import { FetchXhr } from './support/fetchXhr.ts';
import { type TestApp, testApps } from './support/testApp.ts';

Object.assign(globalThis, { XMLHttpRequest: FetchXhr });
const { DirectLine, ConnectionStatus } = await import('botframework-directlinejs');

const startApp = testApps();
const clients: Client[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end();
});

/** The real client, and everything it has heard so far. */
function connect(options: DirectLineOptions & { app: TestApp }) {
  const { app, ...rest } = options;
  const client = new DirectLine({ domain: `${app.url}/v3/directline`, pollingInterval: 200, timeout: 2_000, ...rest });
  clients.push(client);
  const heard: Activity[] = [];
  const waiters = new Set<() => void>();
  client.activity$.subscribe(
    (activity) => {
      heard.push(activity);
      for (const wake of waiters) wake();
    },
    () => {}, // the end of a conversation comes as an error
  );
  return {
    client,
    heard,
    texts: () => heard.map((activity) => ('text' in activity ? activity.text : undefined)),
    until: (count: number) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (heard.length < count) return;
          waiters.delete(look);
          resolve();
        };
        waiters.add(look);
        look();
      }),
    post: (activity: object) =>
      new Promise<string>((resolve, reject) => {
        client.postActivity(activity as Activity).subscribe(resolve, reject);
      }),
    status: (wanted: number) =>
      new Promise<void>((resolve) => {
        client.connectionStatus$.subscribe((status) => {
          if (status === wanted) resolve();
        });
      }),
  };
}

const message = { type: 'message', from: { id: 'somebody' }, text: 'hi' };

describe.each([
  ['WebSocket', true],
  ['polling', false],
])('botframework-directlinejs by %s', (_, webSocket) => {
  it('is greeted, speaks and hears', async () => {
    const app = await startApp();
    const { token, conversationId } = await app.token();
    const line = connect({ app, token, webSocket });
    await line.status(ConnectionStatus.Online);
    const id = await line.post({ ...message, channelData: { clientActivityID: 'k1' } });
    await line.until(3);
    expect(line.texts()).toEqual(['hello', 'hi', 'echo: hi']);
    expect(line.heard[1]).toMatchObject({ id, channelData: { clientActivityID: 'k1' } });
    expect(app.app.directLine.listenerCount(conversationId)).toBe(webSocket ? 1 : 0);
  });

  it('sends card input and events', async () => {
    const app = await startApp();
    const { token } = await app.token();
    const line = connect({ app, token, webSocket });
    await line.post({ type: 'event', name: 'webchat/join', from: { id: 'x' }, value: { language: 'en-GB' } });
    await line.post({ type: 'message', from: { id: 'x' }, value: { answer: 'yes' }, channelData: { postBack: true } });
    await line.until(4);
    expect(line.heard[1]).toMatchObject({ type: 'event', name: 'webchat/join' });
    expect(line.texts().at(-1)).toBe('echo: {"answer":"yes"}');
  });

  it('picks up a conversation where it was, on a restarted server', async () => {
    const before = await startApp();
    const conversation = await before.conversation();
    await before.say(conversation, 'one');
    await before.close();
    const app = await startApp({ dataDir: before.dataDir });
    const line = connect({
      app,
      token: conversation.token,
      conversationId: conversation.id,
      watermark: '1',
      webSocket,
    });
    await line.until(2);
    await line.post({ ...message, text: 'two' });
    await line.until(4);
    expect(line.texts()).toEqual(['one', 'echo: one', 'two', 'echo: two']);
  });
});

describe('botframework-directlinejs', () => {
  it('is told when its token has expired', async () => {
    let now = new Date();
    const app = await startApp({ now: () => now });
    const { token } = await app.token();
    const line = connect({ app, token, webSocket: false });
    await line.until(1);
    now = new Date(now.getTime() + 31 * 60 * 1000);
    await line.status(ConnectionStatus.ExpiredToken);
  });

  it('ends when the conversation does not exist', async () => {
    const app = await startApp();
    const { token, conversationId } = await app.token();
    const line = connect({ app, token, conversationId, webSocket: false });
    await line.status(ConnectionStatus.FailedToConnect);
  });
});
