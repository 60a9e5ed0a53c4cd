import type { OrganisationId, PersonId } from '../../core/people/model.ts';
import { type Documents, EtagMismatch } from '../../storage/ports.ts';

/** What people of an organisation are called, by person. Names lie here alone, so that forgetting one leaves the record whole. */
export interface CallNames {
  readonly members: Readonly<Record<PersonId, string>>;
  /** People outside who were handed a question: a firm, mostly. */
  readonly guests: Readonly<Record<PersonId, string>>;
}

const none: CallNames = { members: {}, guests: {} };
/** In characters. */
const longestName = 60;
/**
 * Names of people outside that an organisation keeps. Our own choice: as many firms as ten services with 45 questions could each ask, with
 * room to spare, and less than 200 KB for what every turn reads. Beyond it whoever was called longest ago has no name.
 */
const mostGuests = 500;

export class Names {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  async read(organisation: OrganisationId): Promise<CallNames> {
    return (await this.#documents.get<CallNames>(idOf(organisation)))?.value ?? none;
  }

  /** Empty names are left alone. */
  async call(organisation: OrganisationId, who: keyof CallNames, person: PersonId, name: string): Promise<void> {
    const clean = cleanName(name);
    if (!clean) return;
    await this.#change(organisation, (names) => (who === 'guests' ? withGuest : withMember)(names, person, clean));
  }

  async forget(organisation: OrganisationId, person: PersonId): Promise<void> {
    const without = (all: Readonly<Record<PersonId, string>>) =>
      Object.fromEntries(Object.entries(all).filter(([each]) => each !== person));
    await this.#change(organisation, ({ members, guests }) => ({ members: without(members), guests: without(guests) }));
  }

  async remove(organisation: OrganisationId): Promise<void> {
    await this.#documents.delete(idOf(organisation));
  }

  async #change(organisation: OrganisationId, change: (names: CallNames) => CallNames): Promise<void> {
    const id = idOf(organisation);
    for (;;) {
      const found = await this.#documents.get<CallNames>(id);
      const before = found?.value ?? none;
      const after = change(before);
      if (after === before) return;
      try {
        await this.#documents.put(id, after, found?.etag ?? null);
        return;
      } catch (error) {
        if (!(error instanceof EtagMismatch)) throw error;
      }
    }
  }
}

/** Members are counted where they come in. */
function withMember(names: CallNames, person: PersonId, name: string): CallNames {
  if (Object.hasOwn(names.members, person) && names.members[person] === name) return names;
  return { ...names, members: { ...names.members, [person]: name } };
}

/** As the newest of them. */
function withGuest(names: CallNames, person: PersonId, name: string): CallNames {
  const all = Object.entries(names.guests);
  const last = all.at(-1);
  if (last?.[0] === person && last[1] === name) return names;
  const others = all.filter(([each]) => each !== person);
  return { ...names, guests: Object.fromEntries([...others, [person, name] as const].slice(-mostGuests)) };
}

/** A name as it may be shown: one line, and not longer than names are. */
export function cleanName(name: string): string {
  return name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, longestName);
}

const idOf = (organisation: OrganisationId): string => `names/${organisation}`;
