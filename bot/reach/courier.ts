import type { ConversationReference } from 'botbuilder';
import type { QuestionId } from '../../core/ids.ts';
import type { AssessmentId, OrganisationId, PersonId } from '../../core/people/model.ts';
import type { Notice } from '../../core/people/notices.ts';
import { describeError, type Logger } from '../logger.ts';
import {
  type Courier,
  type Delivery,
  type DeliveryFailure,
  longestDelivery,
  type Outcome,
} from '../reminders/ports.ts';
import type { LetterLinks, Letters } from './letters.ts';
import type { Letter, Mailer } from './mailer.ts';
import type { Reach } from './model.ts';
import { emailKey, type Reaches } from './reaches.ts';
import { troubleOf } from './trouble.ts';
import { type Way, waysTo } from './ways.ts';

/** Something that one person hears at once because of what another did. */
export interface NoticeDelivery {
  /** The same for a repeat. */
  readonly id: string;
  readonly organisation: OrganisationId;
  /** The service in which it happened. */
  readonly assessment: AssessmentId;
  readonly person: PersonId;
  readonly notice: Notice;
  /** True where this person wants no mail. */
  readonly isMailStopped?: boolean;
}

/** What is brought into a conversation: a turn is run there that says it. */
export type Brought =
  | { readonly as: 'delivery'; readonly delivery: Delivery }
  | { readonly as: 'notice'; readonly delivery: NoticeDelivery };

/** What a link in a mail opens, once, for this person alone, and for a while: a service, at a question where there is one. */
export interface LinkPurpose {
  readonly assessment: AssessmentId;
  readonly question?: QuestionId;
}

export type OneTimeLink = (person: PersonId, organisation: OrganisationId, purpose: LinkPurpose) => Promise<string>;

/** Whose mails a link ends, and the language of its page. */
export interface StopFor {
  readonly person: PersonId;
  readonly organisation: OrganisationId;
  readonly assessment: AssessmentId;
  readonly locale: string | undefined;
}

export interface CourierOptions {
  readonly reaches: Reaches;
  /**
   * Runs a turn in that conversation which says what is brought. Rejects only where nothing of it was said, with an error that carries
   * `status` (403, 404, 429 with `retryAfter` in seconds, 5xx), or where nobody knows.
   */
  readonly enter: (reference: Partial<ConversationReference>, brought: Brought) => Promise<void>;
  /** Absent: this installation sends no mail. */
  readonly mailer: Mailer | undefined;
  readonly letters: (locale: string | undefined) => Letters;
  readonly oneTimeLink: OneTimeLink;
  /** A page that ends the mails with one click (RFC 8058), where there is one. */
  readonly stopLink?: (whom: StopFor) => Promise<string>;
  readonly now: () => Date;
  readonly logger: Logger;
}

export interface ReachingCourier extends Courier {
  /** By the same ways as a reminder, and on the same terms; without `signal`, for as long as one may take. */
  notify(delivery: NoticeDelivery, signal?: AbortSignal): Promise<Outcome>;
}

/** Seconds until a store, or a sign-in of our own, that failed is tried again. */
const soon = 60;

/** One message on its way. */
interface Trip {
  readonly brought: Brought;
  readonly signal: AbortSignal;
  /** Whether something of it may have gone out. */
  mayBeOut: boolean;
}

/** How one way ended: with an outcome for good, or with a reason to try the next. */
type Tried = { readonly outcome: Outcome } | { readonly next: DeliveryFailure };

/** Brings a message by the best way there is: Teams, else a confirmed email address, else a browser that was used lately. */
export function createCourier(options: CourierOptions): ReachingCourier {
  const { reaches, enter, mailer, letters, oneTimeLink, stopLink, now, logger } = options;

  async function bring(trip: Trip): Promise<Outcome> {
    const { brought } = trip;
    const { person } = brought.delivery;
    const reach = await reaches.of(person);
    const isMailStopped = brought.as === 'notice' && brought.delivery.isMailStopped === true;
    const reasons: DeliveryFailure[] = [];
    for (const way of waysTo(reach, now(), { sendsMail: mailer !== undefined && !isMailStopped })) {
      const tried = way.via === 'email' ? await write(way, reach, trip) : await say(way, trip);
      if ('outcome' in tried) return tried.outcome;
      trip.mayBeOut = false;
      reasons.push(tried.next);
    }
    return { as: 'failed', why: mostTelling(reasons, reach) };
  }

  async function say({ via, place }: Extract<Way, { via: 'teams' | 'web' }>, trip: Trip): Promise<Tried> {
    const { brought } = trip;
    begin(trip);
    try {
      await enter(place.reference, brought);
      return { outcome: { as: 'sent', via } };
    } catch (error) {
      const trouble = troubleOf(error);
      switch (trouble.is) {
        case 'blocked':
        case 'gone':
          await quietly(reaches.mark(brought.delivery.person, place.key, trouble.is));
          return { next: trouble.is === 'blocked' ? 'blocked' : 'uninstalled' };
        case 'refused':
          logger.warn('reach.failed', describeError(error));
          return { next: 'refused' };
        case 'later':
          return { outcome: { as: 'later', seconds: trouble.seconds } };
        case 'uncertain':
          logger.warn('reach.failed', describeError(error));
          return { outcome: { as: 'uncertain' } };
        default:
          return trouble satisfies never;
      }
    }
  }

  async function write({ email }: Extract<Way, { via: 'email' }>, { places }: Reach, trip: Trip): Promise<Tried> {
    const { brought } = trip;
    if (!mailer) return { next: 'noWay' };
    const letter = await letterFor(brought, places[0]?.reference.locale);
    begin(trip);
    const outcome = await mailer.send({ ...letter, to: email.address });
    if (outcome.as !== 'refused') return { outcome: outcome.as === 'sent' ? { as: 'sent', via: 'email' } : outcome };
    if (outcome.isAddress) await quietly(reaches.refuseEmail(brought.delivery.person, emailKey(email.address)));
    return { next: 'refused' };
  }

  async function letterFor(brought: Brought, locale: string | undefined): Promise<Omit<Letter, 'to'>> {
    const { person, organisation } = brought.delivery;
    const about = subjectOf(brought);
    const { assessment } = about;
    const links: LetterLinks = {
      open: await oneTimeLink(person, organisation, about),
      ...(stopLink && { stop: await stopLink({ person, organisation, assessment, locale }) }),
    };
    const words = letters(locale);
    return brought.as === 'delivery'
      ? words.reminder(brought.delivery, links)
      : words.notice(brought.delivery.id, brought.delivery.notice, links);
  }

  /** What was sent stays sent, and what failed is told, when it cannot be noted. */
  async function quietly(noting: Promise<void>): Promise<void> {
    try {
      await noting;
    } catch (error) {
      logger.warn('reach.failed', describeError(error));
    }
  }

  /** Never rejects, and ends with `signal` at the latest; what hangs goes on unheard, and begins nothing more. */
  async function inTime(brought: Brought, signal: AbortSignal): Promise<Outcome> {
    const trip: Trip = { brought, signal, mayBeOut: false };
    const { promise: late, reject } = Promise.withResolvers<never>();
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await Promise.race([bring(trip), late]);
    } catch (error) {
      // Too late, or a store that could not be read, or a link that could not be made.
      logger.warn('reach.failed', describeError(error));
      return trip.mayBeOut ? { as: 'uncertain' } : { as: 'later', seconds: soon };
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  return {
    deliver: (delivery, signal) => inTime({ as: 'delivery', delivery }, signal),
    notify: (delivery, signal = AbortSignal.timeout(longestDelivery)) => inTime({ as: 'notice', delivery }, signal),
  };
}

/** To be called right before anything may go out. Throws when it is too late for that. */
function begin(trip: Trip): void {
  trip.signal.throwIfAborted();
  trip.mayBeOut = true;
}

/** What a link leads to: the most pressing reminder that is about a question, else the most pressing of all. */
function subjectOf(brought: Brought): LinkPurpose {
  if (brought.as === 'notice') {
    const { assessment, notice } = brought.delivery;
    return { assessment, ...('question' in notice && { question: notice.question }) };
  }
  const { reminders } = brought.delivery;
  const reminder = reminders.find(({ about }) => 'question' in about) ?? reminders[0];
  if (!reminder) throw new Error('A delivery without a reminder is about nothing.');
  const { assessment, about } = reminder;
  return { assessment, ...('question' in about && { question: about.question }) };
}

/** Of all that stood in the way, what the manager can do most about. */
function mostTelling(reasons: readonly DeliveryFailure[], { places, email }: Reach): DeliveryFailure {
  const all = new Set<DeliveryFailure>([
    ...reasons,
    ...places.flatMap(({ state }) =>
      state === 'open' ? [] : [state === 'blocked' ? ('blocked' as const) : ('uninstalled' as const)],
    ),
    ...(email?.state === 'refused' ? (['refused'] as const) : []),
  ]);
  return (['blocked', 'uninstalled', 'refused'] as const).find((why) => all.has(why)) ?? 'noWay';
}
