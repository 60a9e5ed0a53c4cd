import { fileURLToPath } from 'node:url';
import { type Activity, TestAdapter } from 'botbuilder';
import { type Content, loadContent } from '../../bot/content.ts';
import { createGuide, type GuideOptions } from '../../bot/guide.ts';
import { createLogger } from '../../bot/logger.ts';
import type { DsptData } from '../../dialogs/said.ts';
import { Inspector } from '../../evidence/inspector.ts';
import { openStore } from '../../storage/index.ts';
import type { Store } from '../../storage/ports.ts';

export const contentFolder = fileURLToPath(new URL('../../content', import.meta.url));

let loaded: Promise<Content> | undefined;

/** The real content, read once for all tests of a file. */
export function realContent(): Promise<Content> {
  loaded ??= loadContent(contentFolder);
  return loaded;
}

/** What one turn of the guide said. */
export interface Heard {
  readonly activities: readonly Partial<Activity>[];
  /** All that can be read, cards included. */
  readonly text: string;
  /** What the last activity carries. */
  readonly dspt: DsptData;
}

export interface Chat {
  arrive(): Promise<Heard>;
  say(text: string, more?: Partial<Activity>): Promise<Heard>;
  choose(value: object, more?: Partial<Activity>): Promise<Heard>;
  send(activity: Partial<Activity>): Promise<Heard>;
}

export const testNow = new Date('2026-11-21T10:00:00Z');

/** The real guide on the real store in a folder, spoken to through Bot Framework's own test adapter. */
export async function openGuide(dataDir: string, options: Partial<GuideOptions> = {}) {
  const store: Store = await openStore({ dataDir });
  const inspector = new Inspector();
  const content = await realContent();
  const guide = createGuide({
    store,
    content,
    support: {},
    publicUrl: 'http://localhost:3978',
    inspector,
    logger: createLogger('silent'),
    now: () => testNow,
    ...options,
  });

  /** A conversation of its own; the same name again is the same conversation. */
  const chat = (conversation: string): Chat => {
    let count = 0;
    const adapter = new TestAdapter((context) => guide.bot.run(context), {
      ...TestAdapter.createConversation(conversation),
      channelId: 'test',
    });
    adapter.use(guide.guard);
    const send = async (activity: Partial<Activity>): Promise<Heard> => {
      await adapter.processActivity(activity);
      const activities: Partial<Activity>[] = [];
      for (let reply = adapter.getNextReply(); reply; reply = adapter.getNextReply()) activities.push(reply);
      return {
        activities,
        text: activities.map((reply) => reply.speak ?? reply.text ?? '').join('\n'),
        dspt: activities.at(-1)?.channelData?.dspt,
      };
    };
    const id = () => `${conversation}-${++count}`;
    return {
      arrive: () => send({ type: 'conversationUpdate', membersAdded: [{ id: 'someone', name: '' }] }),
      say: (text, more) => send({ type: 'message', id: id(), text, ...more }),
      choose: (value, more) => send({ type: 'message', id: id(), value, ...more }),
      send,
    };
  };
  return { store, content, guide, chat, close: () => Promise.all([store.close(), inspector.close()]) };
}

/** Goes through set-up with the given answers, in order; what is left out is skipped. */
export async function setUp(chat: Chat, answers: Partial<Record<string, string>> = {}): Promise<Heard> {
  let heard = await chat.arrive();
  for (let asked = 0; asked < 20 && heard.dspt.question?.startsWith('setup.'); asked++) {
    heard = await chat.say(answers[heard.dspt.question] ?? 'skip');
  }
  return heard;
}
