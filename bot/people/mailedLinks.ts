import type { Assessment } from '../../core/assessment.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import { grantIn } from '../../core/people/grant.ts';
import type { AssessmentId } from '../../core/people/model.ts';
import type { Place } from '../../dialogs/identity.ts';
import type { Records } from '../../storage/records.ts';
import type { ReturnCodes } from '../../storage/returnCodes.ts';
import type { OneTimeLink } from '../reach/courier.ts';
import type { CodeForAddress } from '../reach/firstMails.ts';
import type { Organisations } from './organisations.ts';

/** In seconds: for so long the code in a mail works. A mail that waited longer has mostly been followed by another. */
const mailedLinkLifetime = 7 * 24 * 60 * 60;
const limits = { isOnce: true, lifetime: mailedLinkLifetime };

export interface MailedLinksOptions {
  readonly organisations: Organisations;
  readonly records: Records<Assessment, AssessmentEvent>;
  readonly codes: ReturnCodes;
  /** The page that opens with a code already typed in. */
  readonly codeLink: (code: string) => string;
  /** Origin of our pages. */
  readonly publicUrl: string;
}

/** Makes the links of mails: each opens one service once, for one person. */
export function createMailedLinks(options: MailedLinksOptions): OneTimeLink {
  const { organisations, records, codes, codeLink, publicUrl } = options;

  /** The service that is asked for where they have business there, else the first in which they have; undefined where they have none at all. */
  async function serviceFor(wanted: Place): Promise<AssessmentId | undefined> {
    const { organisation } = await organisations.standing(wanted);
    const { services } = organisation;
    const first = services.filter((assessment) => assessment === wanted.assessment);
    for (const assessment of new Set([...first, ...services])) {
      const { state } = await records.read(`assessment/${assessment}`);
      if (grantIn(organisation, state, wanted.person)) return assessment;
    }
    return undefined;
  }

  return async (person, organisation, purpose) => {
    const assessment = await serviceFor({ person, organisation, assessment: purpose.assessment });
    // Whoever was kept out may well begin something of their own.
    if (assessment === undefined) return `${publicUrl}/`;
    const isWanted = assessment === purpose.assessment;
    const opens = {
      ...{ organisation, person, assessment },
      ...(purpose.question !== undefined && isWanted && { question: purpose.question }),
    };
    return codeLink(await codes.issue(opens, limits));
  };
}

/** Makes the words of the mail that asks whether an address is somebody's. */
export function createCodeForAddress(codes: ReturnCodes): CodeForAddress {
  return (place, key) => codes.issue({ ...place, confirms: key }, limits);
}
