import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { OrganisationId, PersonId } from '../../core/people/model.ts';
import { emailKey } from './reaches.ts';

/** In seconds. */
const day = 24 * 60 * 60;
/** Mails to addresses that nobody has confirmed, in a day. Our own choice: enough for slips of the finger, too few to pester strangers with. */
const perPerson = 5;
const perOrganisation = 30;
/** Whoever asks for it: the address may be that of somebody who never heard of us. `jo+a@` and `jo+b@` are one. */
const perAddress = 3;
/** All addresses of one mail server, and all there are: conversations cost nothing, so counting them alone would stop nobody. */
const perDomain = 100;
const perInstallation = 500;

/** How often mail goes to addresses that nobody has confirmed. Counts are kept in memory: a restart forgives. */
export class NewAddresses {
  readonly #people = limiter(perPerson);
  readonly #organisations = limiter(perOrganisation);
  readonly #addresses = limiter(perAddress);
  readonly #domains = limiter(perDomain);
  readonly #all = limiter(perInstallation);

  /** Counts one; false where it is one too many. */
  async take(
    by: { readonly person: PersonId; readonly organisation: OrganisationId },
    address: string,
  ): Promise<boolean> {
    return (
      (await counts(this.#people, by.person)) &&
      (await counts(this.#organisations, by.organisation)) &&
      (await counts(this.#addresses, emailKey(withoutTag(address)))) &&
      (await counts(this.#domains, address.slice(address.lastIndexOf('@') + 1).toLowerCase())) &&
      (await counts(this.#all, 'all'))
    );
  }
}

/** Many mail servers take anything after a plus sign for the same box. */
const withoutTag = (address: string): string => address.replace(/\+[^@]*(?=@)/, '');

const limiter = (points: number): RateLimiterMemory => new RateLimiterMemory({ points, duration: day });

async function counts(each: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await each.consume(key);
    return true;
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return false;
    throw rejection;
  }
}
