import { type Activity, Channels, type TurnContext } from 'botbuilder';
import { type Asker, evidenceEvent } from '../../dialogs/evidenceDesk.ts';
import { sha256 } from '../../storage/hash.ts';
import type { ChannelAdapter } from '../channels.ts';
import type { DirectLineAdapter } from '../directLine/adapter.ts';
import type { About } from './uploads.ts';

/** What our own pages and queues bring into a conversation. */
export interface Brought {
  /** The same for a repeat, which then is harmless. */
  readonly id: string;
  /** What was tapped: as a card's submit. */
  readonly value?: object;
  readonly uploads?: readonly string[];
  readonly about?: About;
  /** True when the scanner has news about files that waited for it. */
  readonly hasScans?: boolean;
}

export interface DoorsOptions {
  readonly directLine: DirectLineAdapter;
  readonly channels: ChannelAdapter;
  /** Empty where the bot is not registered. */
  readonly appId: string;
  readonly logic: (context: TurnContext) => Promise<void>;
}

/** The ways into a conversation from outside: a turn runs there, as if the person had sent an event. */
export class Doors {
  readonly #options: DoorsOptions;

  constructor(options: DoorsOptions) {
    this.#options = options;
  }

  /** Runs the turn and resolves with what was said, a text for each reply. */
  async enter({ reference }: Asker, brought: Brought): Promise<readonly string[]> {
    return reference.channelId === Channels.Directline
      ? this.#directLine(reference.conversation?.id ?? '', brought)
      : this.#channel(reference, brought);
  }

  async #directLine(conversationId: string, brought: Brought): Promise<readonly string[]> {
    const { directLine } = this.#options;
    const id = await directLine.receive(conversationId, {
      fields: { ...eventFields(brought), type: 'event' },
      repeatKeys: [sha256(brought.id).slice(0, 32)],
    });
    // The id says where in the transcript the turn stands, also for a repeat.
    const revision = Number(/\|(\d+)-/.exec(id)?.[1]);
    const { activities } = await directLine.read(conversationId, revision - 1);
    const replies = activities.map((json) => JSON.parse(json) as Activity);
    return replies.filter(({ replyToId }) => replyToId === id).flatMap(textOf);
  }

  async #channel(reference: Asker['reference'], brought: Brought): Promise<readonly string[]> {
    const { channels, appId, logic } = this.#options;
    // With the patience and the apology of a reply, unlike where the guide speaks first: the person did something on our page and waits.
    const said: string[] = [];
    await channels.continueConversationAsync(appId, reference, async (context) => {
      context.onSendActivities((_context, activities, next) => {
        said.push(...activities.flatMap(textOf));
        return next();
      });
      Object.assign(context.activity, eventFields(brought), { type: 'event', id: brought.id });
      await logic(context);
    });
    return said;
  }
}

type EventFields = Pick<Activity, 'name' | 'channelData'> & Partial<Pick<Activity, 'value'>>;

function eventFields({ id, value, uploads, about = {}, hasScans }: Brought): EventFields {
  return {
    name: evidenceEvent,
    ...(value && { value }),
    channelData: {
      clientActivityID: id,
      ...(uploads && { dsptUpload: uploads, dsptFor: about }),
      ...(hasScans && { dsptScans: true }),
    },
  };
}

/** As it is read out where it is a card. */
const textOf = ({ text, speak }: Partial<Activity>): string[] => {
  const said = speak || text;
  return said ? [said] : [];
};
