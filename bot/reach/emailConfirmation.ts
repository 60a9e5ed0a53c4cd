import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { OrganisationId, PersonId } from '../../core/people/model.ts';
import type { OneTimeLink } from './courier.ts';
import { parseEmailAddress } from './emailAddress.ts';
import type { Letters } from './letters.ts';
import type { Mailer } from './mailer.ts';
import { emailKey, type Reaches } from './reaches.ts';

const day = 24 * 60 * 60;
/** Our own choice: enough for slips of the finger, too few to pester strangers with. */
const perPerson = 5;
const perOrganisation = 30;
/** Whoever asks for it: the address may be that of somebody who never heard of us. */
const perAddress = 3;

/** What came of giving an address. */
export type EmailGiven =
  | { readonly as: 'notAnAddress' | 'noMail' | 'tooMany' }
  /** The mail with the link is on its way, or may be. */
  | { readonly as: 'asked'; readonly address: string }
  /** It was confirmed before. */
  | { readonly as: 'confirmed'; readonly address: string }
  /** The mail server would not take the mail: for good, or for now. */
  | { readonly as: 'refused' | 'later'; readonly address: string };

export interface EmailConfirmationOptions {
  readonly reaches: Reaches;
  readonly mailer: Mailer | undefined;
  readonly letters: (locale: string | undefined) => Letters;
  readonly oneTimeLink: OneTimeLink;
}

export interface EmailConfirmation {
  /** Takes an address, as it was typed, for a person, and asks by one mail whether it is theirs. `id` is the same for a repeat. */
  give(given: {
    readonly id: string;
    readonly person: PersonId;
    readonly organisation: OrganisationId;
    readonly address: string;
    readonly locale: string | undefined;
  }): Promise<EmailGiven>;
}

/** Counts are kept in memory: a restart forgives. */
export function createEmailConfirmation(options: EmailConfirmationOptions): EmailConfirmation {
  const { reaches, mailer, letters, oneTimeLink } = options;
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: day });
  const [people, organisations, addresses] = [limiter(perPerson), limiter(perOrganisation), limiter(perAddress)];

  return {
    async give({ id, person, organisation, address: typed, locale }) {
      const address = parseEmailAddress(typed);
      if (address === undefined) return { as: 'notAnAddress' };
      if (!mailer) return { as: 'noMail' };
      const key = emailKey(address);
      const { email } = await reaches.of(person);
      if (email?.state === 'confirmed' && emailKey(email.address) === key) return { as: 'confirmed', address };
      const isFree =
        (await counts(people, person)) && (await counts(organisations, organisation)) && (await counts(addresses, key));
      if (!isFree) return { as: 'tooMany' };
      await reaches.setEmail(person, address);
      const link = await oneTimeLink(person, organisation, { for: 'confirmEmail', key });
      const outcome = await mailer.send({ ...letters(locale).confirmation(id, link), to: address });
      switch (outcome.as) {
        case 'sent':
        case 'uncertain':
          return { as: 'asked', address };
        case 'refused':
          if (outcome.isAddress) await reaches.refuseEmail(person, key);
          return { as: 'refused', address };
        case 'later':
          return { as: 'later', address };
        default:
          return outcome satisfies never;
      }
    },
  };
}

async function counts(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return false;
    throw rejection;
  }
}
