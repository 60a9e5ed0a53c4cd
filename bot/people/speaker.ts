import { Channels, type ConversationReference, type TurnContext } from 'botbuilder';
import { type Brought, bring } from '../../dialogs/brought.ts';
import { evidenceEvent } from '../../dialogs/evidenceDesk.ts';
import type { ChannelAdapter } from '../channels.ts';
import type { DirectLineAdapter } from '../directLine/adapter.ts';

export interface SpeakerOptions {
  readonly directLine: DirectLineAdapter;
  readonly channels: ChannelAdapter;
  /** Empty where the bot is not registered. */
  readonly appId: string;
  readonly logic: (context: TurnContext) => Promise<void>;
}

/** Lets the guide speak first in a conversation of any channel. */
export class Speaker {
  readonly #options: SpeakerOptions;

  constructor(options: SpeakerOptions) {
    this.#options = options;
  }

  /**
   * Runs a turn there with what is brought, after those under way. Rejects as the turn does, with the channel's error where the channel
   * would not take it; nobody is told an apology for what they never asked for.
   */
  async speak(reference: Partial<ConversationReference>, brought: Brought): Promise<void> {
    const { directLine, channels, appId, logic } = this.#options;
    let failure: unknown;
    let hasFailed = false;
    let said = 0;
    const turn = async (context: TurnContext): Promise<void> => {
      Object.assign(context.activity, { type: 'event', name: evidenceEvent });
      bring(context, brought);
      context.onSendActivities(async (_context, activities, next) => {
        const responses = await next();
        said += activities.length;
        return responses;
      });
      await logic(context).catch((error: unknown) => {
        hasFailed = true;
        failure = error;
      });
    };
    if (reference.channelId === Channels.Directline) await directLine.continueConversation(reference, turn);
    else await channels.continueConversationAsync(appId, reference, turn);
    // What was said was said: to fail now would have it said again.
    if (hasFailed && said === 0) throw failure;
  }
}
