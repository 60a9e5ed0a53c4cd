import type { QuestionId } from '../ids.ts';
import type { Grant, Role } from './model.ts';

/** All that can be done with an assessment and the organisation that it belongs to. */
export const actions = [
  /** A question, its answer, its documents. */
  'see',
  /** How the whole stands: progress, summary, all documents. */
  'seeAll',
  'answer',
  /** Evidence: send, replace, describe, use for a question. */
  'attach',
  'openDocument',
  'deleteDocument',
  /** Hand a question on, and take that back. */
  'handOn',
  'seePeople',
  /** Invite, let in, change roles, remove, hand over, forget a name. */
  'managePeople',
  /** A code that opens the assessment again, for oneself. */
  'returnCode',
  'cancelReturnCodes',
  /** How often one is reminded oneself, and when. */
  'ownReminders',
  /** What was sent to whom, and what became of it. */
  'seeReminders',
  /** Tell that it was published on the official site. */
  'notePublished',
  'addService',
  'takeAway',
  'deleteAll',
] as const;
export type Action = (typeof actions)[number];

const everything = Object.fromEntries(actions.map((action) => [action, true])) as Record<Action, true>;
const nothing = Object.fromEntries(actions.map((action) => [action, false])) as Record<Action, false>;
const looking = { ...nothing, see: true, seeAll: true, seePeople: true, ownReminders: true, returnCode: true } as const;

/**
 * Who may do what; the one table that chat, pages, uploads, downloads and exports are held to. A supporter helps from outside: sees how
 * things stand and what was said, and opens no document, since documents may hold what was not meant for them.
 */
export const roleActions: Readonly<Record<Role | 'guest', Readonly<Record<Action, boolean>>>> = {
  manager: everything,
  contributor: {
    ...looking,
    answer: true,
    attach: true,
    openDocument: true,
    // Whoever sent the wrong file must be able to take it away at once.
    deleteDocument: true,
    handOn: true,
  },
  reviewer: { ...looking, openDocument: true },
  viewer: { ...looking, openDocument: true },
  supporter: looking,
  guest: { ...nothing, see: true, answer: true, attach: true, returnCode: true, ownReminders: true },
};

/** Whether a grant allows an action, to a question where the action is about one. A guest's reaches to the questions handed on and no further. */
export function may(grant: Grant, action: Action, question?: QuestionId): boolean {
  if (!roleActions[grant.role][action]) return false;
  if (grant.role !== 'guest') return true;
  return question === undefined || grant.questions.some((item) => question === item || question.startsWith(`${item}.`));
}
