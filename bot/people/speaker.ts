import { ActivityTypes, Channels, type ConversationReference, type TurnContext } from 'botbuilder';
import { type Brought, bring } from '../../dialogs/brought.ts';
import { evidenceEvent } from '../../dialogs/evidenceDesk.ts';
import type { ChannelAdapter } from '../channels.ts';
import type { DirectLineAdapter } from '../directLine/adapter.ts';
import { ConnectorError } from '../teams/connectorError.ts';

export interface SpeakerOptions {
  readonly directLine: DirectLineAdapter;
  readonly channels: ChannelAdapter;
  readonly logic: (context: TurnContext) => Promise<void>;
}

/** Lets the guide speak first in a conversation of any channel. */
export class Speaker {
  readonly #options: SpeakerOptions;

  constructor(options: SpeakerOptions) {
    this.#options = options;
  }

  /**
   * Runs a turn there with what is brought, after those under way. Rejects as the turn does, with the channel's `ConnectorError` where the
   * channel would not take it, and with one of our own where reminders or notices led to no word: what was not said must not count as
   * sent. Nobody is told an apology for what they never asked for.
   */
  async speak(reference: Partial<ConversationReference>, brought: Brought): Promise<void> {
    const { directLine, channels, logic } = this.#options;
    let failure: unknown;
    let hasFailed = false;
    let said = 0;
    const turn = async (context: TurnContext): Promise<void> => {
      Object.assign(context.activity, { type: 'event', name: evidenceEvent });
      bring(context, brought);
      context.onSendActivities(async (_context, activities, next) => {
        const responses = await next();
        said += activities.filter(({ type }) => type === ActivityTypes.Message).length;
        return responses;
      });
      await logic(context).catch((error: unknown) => {
        hasFailed = true;
        failure = error;
      });
    };
    if (reference.channelId === Channels.Directline) await directLine.continueConversation(reference, turn);
    else await channels.continueConversation(reference, turn);
    // What was said was said: to fail now would have it said again.
    if (said > 0) return;
    if (hasFailed) throw failure;
    // Another door may have nothing to change.
    if (brought.kind !== 'sync') throw new ConnectorError({ failure: 'refused', mayHaveArrived: false });
  }
}
