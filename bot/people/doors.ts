import { type Activity, Channels } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import type { OrganisationId, PersonId } from '../../core/people/model.ts';
import { conversationKey, founderOf, ownPlace, type Place, placeIn } from '../../dialogs/identity.ts';
import type { Store } from '../../storage/ports.ts';
import type { Seats } from '../../storage/seats.ts';
import { isGroup } from '../teams/conversations.ts';

/** A conversation in which somebody is, or was, at an organisation. */
export interface Door {
  /** As `conversationKey` makes it. */
  readonly key: string;
  /** Bot Framework's name of the channel, and the id of the conversation there. */
  readonly channel: string;
  readonly id: string;
}

/** Conversations of which it is known in memory that they are written down. */
const mostRemembered = 20_000;
/** That all conversations since the store began, or since it was gone through, are written down. */
const completeId = 'doorsKept';

/**
 * Every conversation that was led to an organisation, by person: `door/<person>/<organisation>/<conversation>` among the documents, so that
 * all of somebody's are found without going through the store. One that is at its own place was led nowhere: it is found by its name.
 */
export class Doors {
  readonly #store: Pick<Store, 'log' | 'documents'>;
  readonly #seats: Seats;
  readonly #noted = new LRUCache<string, true>({ max: mostRemembered });

  constructor(store: Pick<Store, 'log' | 'documents'>, seats: Seats) {
    this.#store = store;
    this.#seats = seats;
  }

  /** For every turn, and at no cost where it is known. */
  async note(place: Place, activity: Activity): Promise<void> {
    const key = conversationKey(activity);
    if (isGroup(activity) || place.assessment === ownPlace(key).assessment) return;
    const name = idOf(place.person, place.organisation, key);
    if (this.#noted.has(name)) return;
    const door = { key, channel: activity.channelId, id: activity.conversation.id };
    if (!(await this.#store.documents.get(name))) await this.#put(place, door);
    this.#noted.set(name, true);
  }

  /** All of a person at an organisation of `services`, those that were led elsewhere since left out. */
  async of(person: PersonId, organisation: OrganisationId, services: readonly string[]): Promise<readonly Door[]> {
    await this.#complete();
    const doors = new Map<string, Door>();
    for (const door of await this.#listed(prefixOf(person, organisation)))
      if (await this.#isThere(door, person, organisation)) doors.set(door.key, door);
    if (services.some((assessment) => founderOf(assessment) === person))
      for await (const door of this.#web()) {
        const own = ownPlace(door.key);
        const isTheirs = own.person === person && services.includes(own.assessment);
        if (isTheirs && !(await this.#seats.get(door.key))) doors.set(door.key, door);
      }
    return [...doors.values()];
  }

  /** Whether somebody has a conversation at another organisation too. */
  async isElsewhere(person: PersonId, organisation: OrganisationId): Promise<boolean> {
    for (const { key } of await this.#listed(`door/${person}/`)) {
      const seat = await this.#seats.get(key);
      const place = seat && placeIn(seat);
      if (place?.person === person && place.organisation !== organisation) return true;
    }
    return false;
  }

  async forget(person: PersonId, organisation: OrganisationId, key: string): Promise<void> {
    const id = idOf(person, organisation, key);
    this.#noted.delete(id);
    await this.#store.documents.delete(id);
  }

  /** What is written of an organisation that is gone; what was led there since, where it began anew, stays. */
  async forgetGone(people: readonly PersonId[], organisation: OrganisationId): Promise<void> {
    for (const person of people) {
      for (const { key } of await this.#listed(prefixOf(person, organisation))) {
        const seat = await this.#seats.get(key);
        if (!seat || placeIn(seat).organisation !== organisation) await this.forget(person, organisation, key);
      }
    }
  }

  /** To be called before anybody is served: a store in which nothing has happened yet needs never be gone through. */
  async begin(): Promise<void> {
    for await (const _ of this.#store.log.streams()) return;
    await this.#store.documents.put(completeId, {});
  }

  /** A store from before this was kept is gone through once. */
  async #complete(): Promise<void> {
    const { documents } = this.#store;
    if (await documents.get(completeId)) return;
    for await (const door of this.#web()) {
      const seat = await this.#seats.get(door.key);
      if (seat) await this.#put(placeIn(seat), door);
    }
    await documents.put(completeId, {});
  }

  async #put({ person, organisation }: Place, { key, channel, id }: Door): Promise<void> {
    await this.#store.documents.put(idOf(person, organisation, key), { channel, id } satisfies Omit<Door, 'key'>);
  }

  async #listed(prefix: string): Promise<readonly Door[]> {
    const doors: Door[] = [];
    for await (const name of this.#store.documents.list(prefix)) {
      const door = await this.#store.documents.get<Omit<Door, 'key'>>(name);
      if (door) doors.push({ ...door.value, key: name.slice(name.lastIndexOf('/') + 1) });
    }
    return doors;
  }

  /** One that nobody is led to any more was left by them, and is theirs to be ended unless they began something of their own there. */
  async #isThere({ key }: Door, person: PersonId, organisation: OrganisationId): Promise<boolean> {
    const seat = await this.#seats.get(key);
    if (!seat) return (await this.#store.log.head(`assessment/${ownPlace(key).assessment}`)) === undefined;
    const place = placeIn(seat);
    return place.person === person && place.organisation === organisation;
  }

  async *#web(): AsyncGenerator<Door, void, undefined> {
    const prefix = 'conversation/';
    for await (const stream of this.#store.log.streams()) {
      if (!stream.startsWith(prefix)) continue;
      const id = stream.slice(prefix.length);
      const key = conversationKey({ channelId: Channels.Directline, conversation: { id } } as Activity);
      yield { key, channel: Channels.Directline, id };
    }
  }
}

const prefixOf = (person: PersonId, organisation: OrganisationId): string => `door/${person}/${organisation}/`;
const idOf = (person: PersonId, organisation: OrganisationId, key: string): string =>
  `${prefixOf(person, organisation)}${key}`;
