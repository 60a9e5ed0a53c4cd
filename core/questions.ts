import {
  type Fact,
  type FollowUp,
  facts,
  type Item,
  type QuestionId,
  type QuestionKind,
  type QuestionSet,
} from './model.ts';

/** Anything the guide can ask: an item of the toolkit, a follow-up to one, or a question of set-up. */
export type Question =
  | { readonly type: 'item'; readonly id: QuestionId; readonly kind: QuestionKind; readonly item: Item }
  | {
      readonly type: 'followUp';
      readonly id: QuestionId;
      readonly kind: QuestionKind;
      readonly item: Item;
      readonly followUp: FollowUp;
    }
  | { readonly type: 'setup'; readonly id: QuestionId; readonly kind: QuestionKind; readonly fact?: Fact };

export const setupIds = {
  name: 'setup.name',
  serviceType: 'setup.serviceType',
  odsCode: 'setup.odsCode',
  fact: (fact: Fact) => `setup.profile.${fact}`,
} as const;

/** Name by which the questions of set-up are listed, beside the sections of a set. */
export const setupSection = 'setup';

const setupQuestions: readonly Question[] = [
  { type: 'setup', id: setupIds.name, kind: 'text' },
  { type: 'setup', id: setupIds.serviceType, kind: 'choice' },
  ...facts.map((fact): Question => ({ type: 'setup', id: setupIds.fact(fact), kind: 'yesNo', fact })),
  { type: 'setup', id: setupIds.odsCode, kind: 'text' },
];

/** A question set with its look-ups made once: what `step`, the scoring and the cards read. */
export interface QuestionBook {
  readonly set: QuestionSet;
  readonly setup: readonly Question[];
  /** The items that count towards Standards Met, in asking order. */
  readonly mandatory: readonly Item[];
  readonly optional: readonly Item[];
  find(id: QuestionId): Question | undefined;
  followUpsOf(item: Item): readonly Question[];
}

export function createQuestionBook(set: QuestionSet): QuestionBook {
  const byId = new Map<QuestionId, Question>(setupQuestions.map((question) => [question.id, question]));
  const followUps = new Map<QuestionId, readonly Question[]>();
  for (const item of set.items) {
    byId.set(item.id, { type: 'item', id: item.id, kind: item.kind, item });
    const further = item.followUps.map(
      (followUp): Question => ({ type: 'followUp', id: followUp.id, kind: followUp.kind, item, followUp }),
    );
    followUps.set(item.id, further);
    for (const question of further) byId.set(question.id, question);
  }
  return {
    set,
    setup: setupQuestions,
    mandatory: set.items.filter((item) => item.level !== 'optional'),
    optional: set.items.filter((item) => item.level === 'optional'),
    find: (id) => byId.get(id),
    followUpsOf: (item) => followUps.get(item.id) ?? [],
  };
}
