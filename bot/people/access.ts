import type { Assessment } from '../../core/assessment.ts';
import type { QuestionId } from '../../core/ids.ts';
import type { Grant } from '../../core/people/model.ts';
import { type Action, may } from '../../core/people/roles.ts';
import type { Place } from '../../dialogs/identity.ts';
import { forbidden } from '../http/errors.ts';

/** What somebody may do at a place, and the assessment as far as they may know it. */
export interface Access {
  readonly grant: Grant;
  readonly assessment: Assessment;
}

/** How a place is seen by whoever has it now; undefined for those who have no business there any more. */
export type Accesses = (place: Place) => Promise<Access | undefined>;

/** The assessment for whoever may do this there. Rejects with 403 for all others: pages and downloads are held to the same table as the chat. */
export async function accessFor(
  accesses: Accesses,
  place: Place,
  action: Action,
  question?: QuestionId,
): Promise<Assessment> {
  const access = await accesses(place);
  if (!access || !may(access.grant, action, question)) throw forbidden('Your role does not reach so far.');
  return access.assessment;
}
