import { type Activity, Channels } from 'botbuilder';
import { acceptVouched } from '../../core/people/organisationSteps.ts';
import { conversationKey, digest, firstService, type Place } from '../../dialogs/identity.ts';
import type { Newcomer } from '../../dialogs/peopleDesk.ts';
import type { Documents } from '../../storage/ports.ts';
import type { Seats } from '../../storage/seats.ts';
import type { Admission, HostVisitor, HostVisitors } from '../hostIdentity/visitors.ts';
import type { Organisations } from './organisations.ts';

export interface HostPeopleOptions {
  readonly conversations: HostVisitors;
  readonly documents: Documents;
  readonly organisations: Organisations;
  readonly seats: Seats;
}

/**
 * Visitors of a host site as people of organisations. The first of a service founds its organisation; whoever comes with a role that the
 * host site vouches for is in with it, and anybody else is offered to ask.
 */
export class HostPeople implements HostVisitors {
  readonly #options: HostPeopleOptions;

  constructor(options: HostPeopleOptions) {
    this.#options = options;
  }

  async admit(visitor: HostVisitor): Promise<Admission> {
    const { conversations, documents, organisations, seats } = this.#options;
    const admission = await conversations.admit(visitor);
    const conversation = conversationKey({
      channelId: Channels.Directline,
      conversation: { id: admission.conversationId },
    } as Activity);
    const { issuer, subject, org, name, role } = visitor;
    const person = digest('host', 'person', issuer, subject);
    const own = placeAt(digest('host', 'own', issuer, subject), person);
    // Names of people and of services are the host site's, and the same text may be both.
    const at = org === undefined ? own : placeAt(digest('host', 'organisation', issuer, org), person);
    // Where a code led this person lately, they are still.
    const seat = await seats.get(conversation);
    if (seat && seat.organisation !== at.organisation) return admission;
    await organisations.found(at);
    const { isIn, isWaiting } = await organisations.update(at, person, (organisation) => {
      const { events } = acceptVouched(organisation, person, role);
      const isIn = events.length > 0 || Object.hasOwn(organisation.members, person);
      return { events, result: { isIn, isWaiting: Object.hasOwn(organisation.waiting, person) } };
    });
    // Strangers leave no names there.
    if (name !== undefined && (isIn || isWaiting)) {
      await organisations.names.call(at.organisation, 'members', person, name);
      organisations.forgetKnown(at.organisation);
    }
    if (isIn && seat === undefined) await seats.set(conversation, at);
    if (!isIn) {
      const newcomer: Omit<Newcomer, 'isWaiting'> = { at, own, ...(name !== undefined && { name }) };
      await documents.put(newcomerId(conversation), newcomer);
    }
    return admission;
  }
}

/** Somebody whom a host site vouched for and who is in no organisation yet; undefined for all other conversations. */
export async function hostNewcomer(
  documents: Documents,
  conversation: string,
): Promise<Omit<Newcomer, 'isWaiting'> | undefined> {
  return (await documents.get<Omit<Newcomer, 'isWaiting'>>(newcomerId(conversation)))?.value;
}

const newcomerId = (conversation: string): string => `newcomer/${conversation}`;

const placeAt = (organisation: string, person: string): Place => ({
  organisation,
  person,
  assessment: firstService(organisation),
});
