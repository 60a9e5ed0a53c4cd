import type { PersonId } from '../../core/people/model.ts';
import { londonDate } from '../../core/time.ts';
import { digest, type Place } from '../../dialogs/identity.ts';
import { sha256 } from '../../storage/hash.ts';
import type { Documents } from '../../storage/ports.ts';
import { newSecret, secretPattern } from '../evidence/secrets.ts';

/**
 * In seconds: longer than a toolkit year. Whoever has published may hear nothing for most of one, and the last mail that somebody has must
 * always be able to stop the next.
 */
const lifetime = 400 * 24 * 60 * 60;

/** Whose mails a link ends. */
export interface StopLink {
  readonly place: Place;
  readonly locale?: string;
}

const owner = /^[0-9a-f]{32}$/;

/**
 * Links that end the mails to one person about one organisation, a new one for each mail. A link is an owner, which says nothing, and a
 * secret, of which the store knows the hash; it works until it runs out or is revoked, as often as it is used.
 */
export class StopLinks {
  readonly #documents: Documents;
  readonly #now: () => Date;

  constructor(documents: Documents, now: () => Date) {
    this.#documents = documents;
    this.#now = now;
  }

  /** Resolves with the end of the address: `<owner>/<secret>`. */
  async issue(link: StopLink): Promise<string> {
    const secret = newSecret(londonDate(this.#now()));
    const of = ownerOf(link.place);
    await this.#documents.put(`${linksOf(of)}${sha256(secret)}`, link, null, lifetime);
    return `${of}/${secret}`;
  }

  /** Undefined for a link that is unknown, was revoked or has run out. */
  async open(of: string, secret: string): Promise<StopLink | undefined> {
    if (!owner.test(of) || !secretPattern.test(secret)) return undefined;
    return (await this.#documents.get<StopLink>(`${linksOf(of)}${sha256(secret)}`))?.value;
  }

  /** Ends all links of a person in an organisation. */
  async revoke(place: Pick<Place, 'organisation'> & { readonly person: PersonId }): Promise<void> {
    for await (const id of this.#documents.list(linksOf(ownerOf(place)))) await this.#documents.delete(id);
  }
}

const ownerOf = ({ organisation, person }: Pick<Place, 'organisation' | 'person'>): string =>
  digest('stop', organisation, person);
const linksOf = (of: string): string => `stop/${of}/`;
