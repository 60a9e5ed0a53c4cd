import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { post, read } from './http.ts';

/** What a person sends: words, or the value of a card's button. */
export type Message = { readonly text: string } | { readonly value: object };

/** One conversation with a bot, from the client's side. */
export interface Conversation {
  /** What the bot said first, as JSON text. */
  readonly greeting: string;
  /** Resolves once the turn is acknowledged and the bot's reply is here, with the JSON text of that reply. */
  say(message: Message): Promise<string>;
  close(): void;
}

export type OpenConversation = (url: string) => Promise<Conversation>;

/** Direct Line as our page speaks it: a turn is posted, and its reply arrives on the conversation's WebSocket. */
export const openOnTheWeb: OpenConversation = async (url) => {
  const base = `${url}/v3/directline`;
  const { token } = JSON.parse(await post(`${base}/tokens/generate`, {}));
  const authorization = { Authorization: `Bearer ${token}` };
  const { conversationId, streamUrl } = JSON.parse(await post(`${base}/conversations`, {}, authorization));
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false });
  const frames = framesOf(socket);
  const activities = `${base}/conversations/${conversationId}/activities`;
  return {
    greeting: await frames.next(),
    async say(message) {
      const activity = {
        type: 'message',
        from: { id: 'person' },
        locale: 'en-GB',
        channelData: { clientActivityID: randomUUID() },
        ...message,
      };
      const [, reply] = await Promise.all([post(activities, activity, authorization), frames.next()]);
      return reply;
    },
    close: () => socket.terminate(),
  };
};

/** Direct Line without a WebSocket: a turn is posted, and its reply is asked for. `acknowledged` is called in between. */
export async function openByAsking(url: string, acknowledged: () => void): Promise<Conversation> {
  const base = `${url}/v3/directline`;
  const { token } = JSON.parse(await post(`${base}/tokens/generate`, {}));
  const authorization = { Authorization: `Bearer ${token}` };
  const { conversationId } = JSON.parse(await post(`${base}/conversations`, {}, authorization));
  const activities = `${base}/conversations/${conversationId}/activities`;
  let watermark = '';
  const news = async (): Promise<string> => {
    const heard = await read(`${activities}?watermark=${watermark}`, authorization);
    ({ watermark } = JSON.parse(heard));
    return heard;
  };
  return {
    greeting: await news(),
    async say(message) {
      const channelData = { clientActivityID: randomUUID() };
      const activity = { type: 'message', from: { id: 'person' }, locale: 'en-GB', channelData, ...message };
      await post(activities, activity, authorization);
      acknowledged();
      return news();
    },
    close: () => undefined,
  };
}

/** One frame at a time, in order; the empty ones only keep the connection alive. */
function framesOf(socket: WebSocket): { next(): Promise<string> } {
  const arrived: string[] = [];
  let waiting: { resolve: (frame: string) => void; reject: (error: Error) => void } | undefined;
  socket.on('message', (data: Buffer) => {
    if (data.length === 0) return;
    if (waiting) waiting.resolve(data.toString());
    else arrived.push(data.toString());
    waiting = undefined;
  });
  socket.on('error', (error) => waiting?.reject(error));
  socket.on('close', () => waiting?.reject(new Error('The stream was closed.')));
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const frame = arrived.shift();
        if (frame !== undefined) resolve(frame);
        else waiting = { resolve, reject };
      }),
  };
}

/** A Bot Framework channel that takes the replies with the answer to its request (`deliveryMode: expectReplies`). */
export const openOnAChannel: OpenConversation = async (url) => {
  const conversation = { id: randomUUID() };
  const say = (message: Message): Promise<string> =>
    post(`${url}/api/messages`, {
      type: 'message',
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      channelId: 'test',
      serviceUrl: 'http://127.0.0.1:1',
      from: { id: `user-${conversation.id}`, name: '' },
      recipient: { id: 'bot', name: '' },
      conversation,
      locale: 'en-GB',
      deliveryMode: 'expectReplies',
      ...message,
    });
  return { greeting: await say({ text: 'hello' }), say, close: () => undefined };
};
