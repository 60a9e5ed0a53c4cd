import type { Assessment } from '../core/assessment.ts';
import type { DocumentId, EvidenceDocument } from '../core/evidence/model.ts';
import type { QuestionId } from '../core/model.ts';
import type { Progress } from '../core/progress.ts';
import type { Question } from '../core/questions.ts';
import type { Effect, Understood } from '../core/turn.ts';
import type { UploadLink } from './evidenceDesk.ts';

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
  | 'discardFiles';

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
  | { readonly type: 'wrongCode' }
  | { readonly type: 'waitForCode'; readonly seconds: number };

/** What every activity of ours carries for clients and tests (contract: Activities). */
export interface DsptData {
  readonly question?: QuestionId;
  readonly expects?: Question['kind'];
  readonly progress: Progress;
  readonly understood?: Understood;
  readonly returnCode?: string;
  /** On the reply that shows a link which opens something to whoever has it, for a while. */
  readonly link?: string;
  /** On the reply to a return code: whether it opened something. */
  readonly opened?: boolean;
}

export interface Turn {
  readonly said: readonly Said[];
  /** The assessment after the turn was saved. */
  readonly assessment: Assessment;
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
