import { isDeepStrictEqual } from 'node:util';
import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import type { PersonId } from '../../core/people/model.ts';
import { conversationKey } from '../../dialogs/identity.ts';
import { sha256 } from '../../storage/hash.ts';
import { type Documents, EtagMismatch } from '../../storage/ports.ts';
import { isGroup } from '../teams/conversations.ts';
import { installationOf } from '../teams/reach.ts';
import { withoutNames } from '../withoutNames.ts';
import { type EmailReach, nowhere, type Place, type PlaceState, type Reach } from './model.ts';

/** Kept of one person in one channel, so that many browsers do not push the one Teams chat out. */
const mostPerChannel = 4;
const mostPlaces = 12;
/** In characters of JSON: those of channels are a tenth of it, and what comes from outside must end somewhere. */
const longestWay = 8_000;
/** Conversations of which it is known in memory how they were last written down. */
const mostRemembered = 20_000;
const hour = 60 * 60 * 1000;
/** Being there again is written down at most so often: it costs a write, and nobody asks for the hour. */
const noteVisitAfter = 24 * hour;

interface Noted {
  readonly person: PersonId;
  readonly way: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Where each person can be written to: `reach/<person>` among the documents. */
export class Reaches {
  readonly #documents: Documents;
  readonly #now: () => Date;
  /** By conversation: what was noted last, and when. */
  readonly #noted = new LRUCache<string, Noted>({ max: mostRemembered });

  constructor(documents: Documents, now: () => Date) {
    this.#documents = documents;
    this.#now = now;
  }

  /** All ways to a person; `places` is empty where there is none. */
  async of(person: PersonId): Promise<Reach> {
    return (await this.#documents.get<Reach>(idOf(person)))?.value ?? nowhere;
  }

  /**
   * Somebody is speaking here; for every turn, and at no cost where nothing changed since. Group chats and channels are left out: what
   * is for one person is not said there. A place that was marked is open again, unless this activity tells that the guide was taken away.
   * A conversation is one person's: whoever had it before is not written to there any more. So that this is known here, whoever has it
   * when a turn begins must be noted first. Resolves with true where there was something to write down.
   */
  async note(person: PersonId, activity: Activity): Promise<boolean> {
    if (isGroup(activity)) return false;
    const key = conversationKey(activity);
    const installation = installationOf(activity);
    if (installation === 'removed') {
      await this.mark(person, key, 'gone');
      return true;
    }
    const reference = wayBack(activity);
    const way = JSON.stringify(reference);
    if (way.length > longestWay) return false;
    const at = this.#now().getTime();
    const noted = this.#noted.get(key);
    if (noted && noted.person !== person) await this.leave(noted.person, new Set([key]));
    const known = noted?.person === person ? noted : undefined;
    // The channel tells of an installation once, perhaps to another process than the one that marked the place.
    if (installation !== 'added' && known?.way === way && at - known.at < noteVisitAfter) return false;
    let isWritten = true;
    await this.#change(person, (reach) => {
      const before = reach.places.find((place) => place.key === key);
      const isSame =
        before?.state === 'open' &&
        at - Date.parse(before.seenAt) < noteVisitAfter &&
        isDeepStrictEqual(before.reference, reference);
      isWritten = !isSame;
      if (isSame) return reach;
      const seenAt = new Date(at).toISOString();
      const place: Place = { key, reference, channel: activity.channelId, state: 'open', seenAt };
      return { ...reach, places: bounded([place, ...reach.places.filter((each) => each.key !== key)]) };
    });
    this.#noted.set(key, { person, way, at });
    return isWritten;
  }

  /** Where notices for a team go: a group chat or a channel. Nothing else is ever said there first. */
  async noteTeam(team: PersonId, activity: Activity): Promise<void> {
    const place: Place = {
      key: conversationKey(activity),
      reference: wayBack(activity),
      channel: activity.channelId,
      state: 'open',
      seenAt: this.#now().toISOString(),
    };
    await this.#change(team, (reach) => ({ ...reach, places: [place] }));
  }

  /** What became of a place; of one that is not known nothing is noted. */
  async mark(person: PersonId, key: string, state: PlaceState): Promise<void> {
    this.#noted.delete(key);
    await this.#change(person, (reach) => {
      if (!reach.places.some((place) => place.key === key && place.state !== state)) return reach;
      return { ...reach, places: reach.places.map((place) => (place.key === key ? { ...place, state } : place)) };
    });
  }

  /**
   * The one address of a person, parsed (`emailAddress.ts`); undefined takes it away. Resolves with its state: one that is confirmed
   * stays so when it is given again, any other is to be confirmed.
   */
  async setEmail(person: PersonId, address: string | undefined): Promise<EmailReach | undefined> {
    const { email } = await this.#change(person, ({ email: before, ...reach }) => {
      if (address === undefined) return reach;
      const isKept = before?.state === 'confirmed' && emailKey(before.address) === emailKey(address);
      return { ...reach, email: isKept ? before : this.#email(address, 'unconfirmed') };
    });
    return email;
  }

  /** `key`: `emailKey` of the address that the link was sent to. False where that is no longer the address of this person. */
  async confirmEmail(person: PersonId, key: string): Promise<boolean> {
    const { email } = await this.#change(person, (reach) =>
      reach.email?.state !== 'confirmed' && isAt(reach, key)
        ? { ...reach, email: this.#email(reach.email.address, 'confirmed') }
        : reach,
    );
    return email?.state === 'confirmed' && emailKey(email.address) === key;
  }

  /** Mail to this address was turned away for good. */
  async refuseEmail(person: PersonId, key: string): Promise<void> {
    await this.#change(person, (reach) =>
      isAt(reach, key) ? { ...reach, email: this.#email(reach.email.address, 'refused') } : reach,
    );
  }

  async forget(person: PersonId): Promise<void> {
    for (const [key, noted] of this.#noted.entries()) if (noted.person === person) this.#noted.delete(key);
    await this.#documents.delete(idOf(person));
  }

  /** These conversations, by key, are not this person's any more. */
  async leave(person: PersonId, keys: ReadonlySet<string>): Promise<void> {
    for (const key of keys) if (this.#noted.get(key)?.person === person) this.#noted.delete(key);
    await this.#change(person, (reach) => {
      const places = reach.places.filter(({ key }) => !keys.has(key));
      return places.length === reach.places.length ? reach : { ...reach, places };
    });
  }

  #email(address: string, state: EmailReach['state']): EmailReach {
    return { address, state, since: this.#now().toISOString() };
  }

  /** Applies `change` to what is there, and again when somebody else wrote meanwhile; the same object back writes nothing. */
  async #change(person: PersonId, change: (reach: Reach) => Reach): Promise<Reach> {
    for (;;) {
      const stored = await this.#documents.get<Reach>(idOf(person));
      const before = stored?.value ?? nowhere;
      const after = change(before);
      if (after === before) return before;
      try {
        await this.#documents.put(idOf(person), after, stored?.etag ?? null);
        return after;
      } catch (error) {
        if (!(error instanceof EtagMismatch)) throw error;
      }
    }
  }
}

const idOf = (person: PersonId): string => `reach/${person}`;

/** Names an address without saying it. */
export const emailKey = (address: string): string => sha256(address.toLowerCase());

const isAt = (reach: Reach, key: string): reach is Reach & { readonly email: EmailReach } =>
  reach.email !== undefined && emailKey(reach.email.address) === key;

function bounded(places: readonly Place[]): readonly Place[] {
  const count = new Map<string, number>();
  return places
    .toSorted((a, b) => (a.seenAt < b.seenAt ? 1 : a.seenAt > b.seenAt ? -1 : 0))
    .filter(({ channel }) => {
      const sofar = count.get(channel) ?? 0;
      count.set(channel, sofar + 1);
      return sofar < mostPerChannel;
    })
    .slice(0, mostPlaces);
}

/** Without the id of the activity, which is another in each turn and would make a reply of what is sent later. */
function wayBack(activity: Activity): Partial<ConversationReference> {
  const { activityId: _, ...reference } = TurnContext.getConversationReference(activity);
  return JSON.parse(JSON.stringify(withoutNames(reference))) as Partial<ConversationReference>;
}
