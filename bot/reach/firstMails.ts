import type { Place } from '../../dialogs/identity.ts';
import { parseEmailAddress } from './emailAddress.ts';
import type { Letters } from './letters.ts';
import type { Mailer, MailOutcome } from './mailer.ts';
import { NewAddresses } from './newAddresses.ts';
import { emailKey, type Reaches } from './reaches.ts';

/** What came of giving an address. */
export type EmailGiven =
  | { readonly as: 'notAnAddress' | 'noMail' | 'tooMany' }
  /** The mail is on its way, or may be. */
  | { readonly as: 'asked'; readonly address: string }
  /** It was confirmed before. */
  | { readonly as: 'confirmed'; readonly address: string }
  /** The mail server would not take the mail: for good, or for now. */
  | { readonly as: 'refused' | 'later'; readonly address: string };

/** On whose behalf a mail goes out, and where they were. `id` is the same for a repeat. `address`: as it was typed. */
export interface GivenAddress extends Place {
  readonly id: string;
  readonly address: string;
  readonly locale: string | undefined;
}

/**
 * Five words that confirm an address, once and for a while, where the person of `place` types them. They open nothing: the address may be
 * a stranger's. `key`: `emailKey` of the address.
 */
export type CodeForAddress = (place: Place, key: string) => Promise<string>;

export interface FirstMailsOptions {
  readonly reaches: Reaches;
  /** Absent: this installation sends no mail. */
  readonly mailer: Mailer | undefined;
  readonly letters: (locale: string | undefined) => Letters;
  readonly codeForAddress: CodeForAddress;
}

/** The mails that go to an address before anybody has confirmed it: one each, and few in a day. */
export interface FirstMails {
  /** Takes an address for the reminders of `person`, and asks by one mail whether it is theirs. */
  give(given: GivenAddress): Promise<EmailGiven>;
  /** Sends somebody else at that address an invitation that `person` made. `link` opens it. */
  invite(given: GivenAddress, link: string): Promise<Exclude<EmailGiven, { as: 'confirmed' }>>;
}

export function createFirstMails({ reaches, mailer, letters, codeForAddress }: FirstMailsOptions): FirstMails {
  const fresh = new NewAddresses();
  return {
    async give(given) {
      const { id, person, organisation, assessment, locale } = given;
      const address = parseEmailAddress(given.address);
      if (address === undefined) return { as: 'notAnAddress' };
      if (!mailer) return { as: 'noMail' };
      const key = emailKey(address);
      const { email } = await reaches.of(person);
      if (email?.state === 'confirmed' && emailKey(email.address) === key) return { as: 'confirmed', address };
      if (!(await fresh.take(given, address))) return { as: 'tooMany' };
      await reaches.setEmail(person, address);
      const code = await codeForAddress({ organisation, assessment, person }, key);
      const outcome = await mailer.send({ ...letters(locale).confirmation(id, code), to: address });
      if (outcome.as === 'refused' && outcome.isAddress) await reaches.refuseEmail(person, key);
      return whatCame(outcome, address);
    },

    async invite(given, link) {
      const address = parseEmailAddress(given.address);
      if (address === undefined) return { as: 'notAnAddress' };
      if (!mailer) return { as: 'noMail' };
      if (!(await fresh.take(given, address))) return { as: 'tooMany' };
      const letter = letters(given.locale).invitation(given.id, link);
      return whatCame(await mailer.send({ ...letter, to: address }), address);
    },
  };
}

function whatCame({ as }: MailOutcome, address: string): Extract<EmailGiven, { as: 'asked' | 'refused' | 'later' }> {
  switch (as) {
    case 'sent':
    case 'uncertain':
      return { as: 'asked', address };
    case 'refused':
    case 'later':
      return { as, address };
    default:
      return as satisfies never;
  }
}
