import type { ConversationReference } from 'botbuilder';

/** `blocked`: they do not want the guide there. `gone`: the conversation, or the guide in it, is no more. */
export type PlaceState = 'open' | 'blocked' | 'gone';

/** A conversation with one person alone, in which they can be written to. */
export interface Place {
  /** `conversationKey` of `dialogs/identity.ts`. */
  readonly key: string;
  /** The way back, without names. */
  readonly reference: Partial<ConversationReference>;
  /** Bot Framework's name of the channel: `msteams`, `directline`. */
  readonly channel: string;
  readonly state: PlaceState;
  /** When they were last there: ISO 8601 instant, UTC, right to a day. */
  readonly seenAt: string;
}

/** Nothing but the one mail that asks for it goes to an address that is not confirmed. `refused`: mail to it was turned away for good. */
export type EmailState = 'unconfirmed' | 'confirmed' | 'refused';

export interface EmailReach {
  readonly address: string;
  readonly state: EmailState;
  /** When it came into this state: ISO 8601 instant, UTC. */
  readonly since: string;
}

/** How one person can be reached: places newest first. */
export interface Reach {
  readonly places: readonly Place[];
  readonly email?: EmailReach;
}

export const nowhere: Reach = { places: [] };
