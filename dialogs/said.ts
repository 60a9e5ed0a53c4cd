import type { Assessment } from '../core/assessment.ts';
import type { DocumentId, EvidenceDocument } from '../core/evidence/model.ts';
import type { QuestionId } from '../core/model.ts';
import type { Grant, Role, Team } from '../core/people/model.ts';
import type { Progress } from '../core/progress.ts';
import type { Question } from '../core/questions.ts';
import type { Effect, Understood } from '../core/turn.ts';
import type { UploadLink } from './evidenceDesk.ts';
import type { PeopleTold } from './peopleDesk.ts';

/** Whom to turn to in this installation, from its settings. */
export interface Support {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly hours?: string | undefined;
}

/** Effects that are carried out before anything is said of them. */
type CarriedOut =
  | 'issueReturnCode'
  | 'cancelReturnCodes'
  | 'openReturnCode'
  | 'uploadLink'
  | 'openDocument'
  | 'documentsOn'
  | 'discardFiles'
  | 'people'
  | 'guestCode';

/** What can be said: the effects of `step`, and what became of those that were carried out first. */
export type Said =
  | Exclude<Effect, { type: CarriedOut }>
  | (Extract<Effect, { type: 'uploadLink' }> & { readonly link: UploadLink })
  /** `documents`: as they were at the end of the day. */
  | {
      readonly type: 'documentsOn';
      readonly date: string;
      readonly documents: readonly EvidenceDocument[];
    }
  | { readonly type: 'documentLink'; readonly document: DocumentId; readonly version: number; readonly url: string }
  | { readonly type: 'returnCode'; readonly code: string; readonly link: string; readonly isOnly: boolean }
  /** The code of the assessment that a conversation left when another code was typed in it. */
  | { readonly type: 'leftBehind'; readonly code: string; readonly link: string }
  | (Omit<Extract<Effect, { type: 'guestCode' }>, 'type'> & {
      readonly type: 'guestLink';
      readonly code: string;
      readonly link: string;
      /** For how many it works. */
      readonly days: number;
    })
  | { readonly type: 'people'; readonly told: PeopleTold }
  /** By an invitation. */
  | { readonly type: 'joined'; readonly role: Role }
  /** By the link of a mail. */
  | { readonly type: 'emailConfirmed' }
  /** To somebody whose colleagues are here already. */
  | { readonly type: 'newcomer'; readonly state: 'offer' | 'waiting' | 'full' }
  /** To somebody who is not part of it any more. */
  | { readonly type: 'noLonger' }
  | { readonly type: 'wrongCode' }
  | { readonly type: 'waitForCode'; readonly seconds: number };

/** What every activity of ours carries for clients and tests (contract: Activities). */
export interface DsptData {
  readonly question?: QuestionId;
  readonly expects?: Question['kind'];
  readonly progress: Progress;
  readonly understood?: Understood;
  readonly returnCode?: string;
  /** On the reply that shows a code for somebody else, or for another door of the same person. */
  readonly code?: string;
  /** On the reply that shows a link which opens something to whoever has it, for a while. */
  readonly link?: string;
  /** On the reply to a return code: whether it opened something. */
  readonly opened?: boolean;
}

export interface Turn {
  readonly said: readonly Said[];
  /** The assessment after the turn was saved, as far as this person may know it. */
  readonly assessment: Assessment;
  readonly grant: Grant;
  readonly team: Team;
  readonly asked?: QuestionId;
  readonly understood?: Understood;
  readonly opened?: boolean;
  /** ISO date. */
  readonly today: string;
}

/** The progress is counted once: every bubble carries it, and some speak of it too. */
export interface Telling extends Turn {
  readonly progress: Progress;
}
