import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { NamedMember, OrganisationId, PersonId, Team } from '../../core/people/model.ts';
import {
  emptyOrganisation,
  foldOrganisation,
  type Organisation,
  type OrganisationEvent,
  organisationSchema,
} from '../../core/people/organisation.ts';
import { founderOf, organisationBehind, type Place } from '../../dialogs/identity.ts';
import type { Standing } from '../../dialogs/peopleDesk.ts';
import type { Store } from '../../storage/ports.ts';
import { Records } from '../../storage/records.ts';
import { type CallNames, Names } from './names.ts';

/** In milliseconds: for so long another process may still go by who was in before a change. */
const knownFor = 30_000;
const organisationsInMemory = 2_000;

interface Known {
  /** Milliseconds since 1970 when reading it began. */
  readonly since: number;
  readonly organisation: Organisation;
  readonly names: CallNames;
}

/** Who is in which organisation, with what they may do there: the record without names, and the names beside it. */
export class Organisations {
  readonly names: Names;
  readonly #records: Records<Organisation, OrganisationEvent>;
  readonly #known = new LRUCache<OrganisationId, Known>({ max: organisationsInMemory });
  /** How often anything was changed here: what was read meanwhile may be of before, and is not kept. */
  #changes = 0;
  readonly #now: () => Date;

  constructor(store: Pick<Store, 'log' | 'documents'>, now: () => Date) {
    this.names = new Names(store.documents);
    this.#now = now;
    this.#records = new Records({
      log: store.log,
      documents: store.documents,
      fold: foldOrganisation,
      initial: emptyOrganisation,
      schema: organisationSchema,
      cacheSize: organisationsInMemory,
    });
  }

  /** As it is now, but for what other processes changed within half a minute. */
  async standing(place: Place): Promise<Standing> {
    const { organisation, names } = await this.#read(place.organisation);
    const whole = withFounder(organisation, place);
    const members = Object.values(whole.members).map((member): NamedMember => {
      const name = names.members[member.person];
      return { ...member, ...(name !== undefined && { name }) };
    });
    // Those who wait to come in are spoken of before they are members.
    const waiting = Object.keys(whole.waiting).flatMap((person) => {
      const name = names.members[person];
      return name === undefined ? [] : [[person, name] as const];
    });
    const left = Object.entries(names.members).filter(
      ([person]) => !Object.hasOwn(whole.members, person) && !Object.hasOwn(whole.waiting, person),
    );
    const team: Team = {
      organisation: place.organisation,
      members,
      guests: { ...names.guests, ...Object.fromEntries(waiting) },
      ...(left.length > 0 && { left: Object.fromEntries(left) }),
    };
    return { organisation: whole, team };
  }

  /** The organisation, read anew; undefined where nobody has founded it. */
  async find(id: OrganisationId): Promise<Organisation | undefined> {
    const { state } = await this.#records.read(streamOf(id));
    return state.revision > 0 ? state : undefined;
  }

  /**
   * Asks `decide` what changes, and writes it; resolves with its result once that survives power loss. An organisation that stood behind
   * one assessment alone is founded with its first change. The repeat of an input writes nothing, and `decide` is told of it.
   */
  async update<T>(
    place: Place,
    by: PersonId,
    decide: (
      organisation: Organisation,
      isRepeat: boolean,
    ) => { readonly events: readonly OrganisationEvent[]; readonly result: T },
    inputId: string = randomUUID(),
  ): Promise<T> {
    const stream = streamOf(place.organisation);
    const at = this.#now().toISOString();
    const writing = this.#records.update<T>(stream, (organisation) => {
      const isRepeat = organisation.recentInputs.includes(inputId);
      const decided = decide(withFounder(organisation, place), isRepeat);
      if (isRepeat || !decided.events.length) return { result: decided.result };
      const events = isVirtual(organisation, place) ? [founding(place), ...decided.events] : decided.events;
      return { commit: { at, by, inputId, events }, result: decided.result };
    });
    return writing.finally(() => this.forgetKnown(place.organisation));
  }

  /** Founds it with its first manager and service; resolves with false where somebody else was first. */
  async found(place: Place): Promise<boolean> {
    const writing = this.#records.update<boolean>(streamOf(place.organisation), (organisation) => {
      if (organisation.revision > 0) return { result: false };
      const at = this.#now().toISOString();
      const event: OrganisationEvent = {
        type: 'organisationFounded',
        person: place.person,
        assessment: place.assessment,
      };
      return { commit: { at, by: place.person, inputId: randomUUID(), events: [event] }, result: true };
    });
    return writing.finally(() => this.forgetKnown(place.organisation));
  }

  /** Sees to it that there is a record of it, so that it is found by itself. */
  async ensure(place: Place): Promise<void> {
    const { organisation } = await this.#read(place.organisation);
    if (organisation.revision > 0) return;
    await this.found({ ...place, person: founderOf(place.assessment) });
  }

  /** To be told that names have changed. */
  forgetKnown(id: OrganisationId): void {
    this.#changes += 1;
    this.#known.delete(id);
  }

  /** Removes the record and the names of an organisation. */
  async remove(id: OrganisationId): Promise<void> {
    try {
      await this.#records.remove(streamOf(id));
      await this.names.remove(id);
    } finally {
      this.forgetKnown(id);
    }
  }

  async #read(id: OrganisationId): Promise<Known> {
    const since = this.#now().getTime();
    const known = this.#known.get(id);
    // A clock that was set back proves nothing.
    if (known && known.since <= since && since < known.since + knownFor) return known;
    const changes = this.#changes;
    const [{ state: organisation }, names] = await Promise.all([this.#records.read(streamOf(id)), this.names.read(id)]);
    const read = { since, organisation, names };
    if (changes === this.#changes) this.#known.set(id, read);
    return read;
  }
}

/** Name of the stream of an organisation. */
export function streamOf(id: OrganisationId): string {
  return `organisation/${id}`;
}

/** Nobody has shared the assessment yet: whoever began it is its manager, and no record says so. */
function isVirtual(organisation: Organisation, { organisation: id, assessment }: Place): boolean {
  return organisation.revision === 0 && id === organisationBehind(assessment);
}

function withFounder(organisation: Organisation, place: Place): Organisation {
  if (!isVirtual(organisation, place)) return organisation;
  const at = new Date(0).toISOString();
  return foldOrganisation(organisation, {
    revision: 0,
    at,
    by: founderOf(place.assessment),
    events: [founding(place)],
  });
}

function founding({ assessment }: Place): OrganisationEvent {
  return { type: 'organisationFounded', person: founderOf(assessment), assessment };
}
