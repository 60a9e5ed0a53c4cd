import type { OrganisationId, PersonId } from '../../core/people/model.ts';
import type { Reminder, ReminderFacts } from '../../core/reminders/model.ts';

/** One message to one person, with all that is due for them at that moment. */
export interface Delivery {
  /** The same for a repeat. */
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  /** At least one, the most pressing first. */
  readonly reminders: readonly Reminder[];
  /** True for the first that this person ever gets: it says who sends it, who asked for it and how to stop. */
  readonly isFirst: boolean;
}

/** What became of a message. */
export type Outcome =
  | { readonly as: 'sent'; readonly via: Via }
  /** Nothing was sent, and nothing will be by itself. */
  | { readonly as: 'failed'; readonly why: DeliveryFailure }
  /** Nothing was sent now; asked again after so many seconds. */
  | { readonly as: 'later'; readonly seconds: number }
  /** It may have arrived or not, so it is not sent again. */
  | { readonly as: 'uncertain' };

export type Via = 'teams' | 'web' | 'email';

/** `blocked`: they blocked the guide. `uninstalled`: it is not there any more. `noWay`: nobody told us how to reach them. `refused`: the other side would not take it. */
export type DeliveryFailure = 'blocked' | 'uninstalled' | 'noWay' | 'refused';

/**
 * Milliseconds that bringing one message may take, by all ways together: our own choice, longer than any channel or mail server is waited
 * for. Where something may have gone out by then, nobody knows whether it arrived.
 */
export const longestDelivery = 60_000;

/** Brings a message to a person by the best way there is. Never rejects. */
export interface Courier {
  /** Resolves as soon as `signal` is aborted: what may have gone out by then is `uncertain`, and nothing goes out after it. */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<Outcome>;
}

/** What the rules look at, gathered from the records; undefined for an organisation that is gone. */
export interface FactsSource {
  facts(organisation: OrganisationId): Promise<ReminderFacts | undefined>;
}
