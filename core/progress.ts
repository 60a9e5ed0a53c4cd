import { type Assessment, answerTo, factOf } from './assessment.ts';
import { stateOf, usedFor } from './evidence/documents.ts';
import type { Answer, Item, Rule } from './model.ts';
import type { QuestionBook } from './questions.ts';

export interface LevelProgress {
  readonly done: number;
  readonly of: number;
}

/** `answered` counts any answer but "not sure"; `done` counts what would pass at that level. */
export interface Progress {
  readonly answered: number;
  readonly of: number;
  readonly approaching: LevelProgress;
  readonly met: LevelProgress;
}

/** How one item stands: `gap` is answered but would not pass, `unsure` and `open` are still to do. */
export type ItemState = 'done' | 'gap' | 'unsure' | 'open';

/** Whether a date (ISO) lies within so many months before `today` (ISO), the day itself included. */
export function isWithinMonths(date: string, months: number, today: string): boolean {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const earliest = new Date(Date.UTC(year, month - 1 - months, 1));
  // A month shorter than ours ends earlier: 12 months before 29 February is 28 February.
  const lastDay = new Date(Date.UTC(earliest.getUTCFullYear(), earliest.getUTCMonth() + 1, 0)).getUTCDate();
  earliest.setUTCDate(Math.min(day, lastDay));
  return date >= earliest.toISOString().slice(0, 10);
}

/** Whether an answer satisfies a rule; an answer the rule does not speak of satisfies it. */
export function satisfies(rule: Rule, answer: Answer, today: string): boolean {
  if (answer.as !== 'value') return true;
  switch (rule.type) {
    case 'withinMonths':
      return !('date' in answer.value) || isWithinMonths(answer.value.date, rule.months, today);
    case 'percentAtLeast':
      return !('percent' in answer.value) || answer.value.percent >= rule.percent;
    default:
      return rule satisfies never;
  }
}

/** How an item stands on `today` (ISO date): dates that must be recent make this change with time alone. */
export function itemState(item: Item, assessment: Assessment, today: string): ItemState {
  const answer = answerTo(assessment, item.id);
  if (!answer) return 'open';
  if (answer.as === 'notSure') return 'unsure';
  if (answer.as === 'notApplicable') return 'done';
  if (answer.as === 'no') return 'gap';
  if (item.rule && !satisfies(item.rule, answer, today)) return 'gap';
  const evidence = usedFor(assessment.documents, item.id).map(stateOf);
  const isProved = evidence.includes('ok');
  // A file that was relied on and is not what it was: nothing looks complete until it is mended.
  if (!isProved && evidence.some((state) => state !== 'waiting')) return 'gap';
  for (const followUp of item.followUps) {
    const further = answerTo(assessment, followUp.id);
    // A document that we hold, or answered with its place, has already said what a `needed` follow-up would ask.
    if (followUp.needed && answer.as === 'yes' && further?.as !== 'value' && !isProved) return 'gap';
    // "Never" to "when was it last done?" takes the yes back.
    if (further?.as === 'no' && followUp.kind === 'date') return 'gap';
    if (further && followUp.rule && !satisfies(followUp.rule, further, today)) return 'gap';
  }
  return 'done';
}

export function progressOf(book: QuestionBook, assessment: Assessment, today: string): Progress {
  const all = book.mandatory;
  const done = all.filter((item) => itemState(item, assessment, today) === 'done');
  const approaching = (items: readonly Item[]) => items.filter((item) => item.level === 'approaching').length;
  return {
    answered: all.filter((item) => isAnswered(item, assessment)).length,
    of: all.length,
    approaching: { done: approaching(done), of: approaching(all) },
    met: { done: done.length, of: all.length },
  };
}

export function isAnswered(item: Item, assessment: Assessment): boolean {
  const answer = answerTo(assessment, item.id);
  return answer !== undefined && answer.as !== 'notSure';
}

/** Our estimate, in minutes, of the time to answer the given items that have no answer yet. */
export function minutesLeft(items: readonly Item[], assessment: Assessment): number {
  return items.reduce((sum, item) => sum + (isAnswered(item, assessment) ? 0 : item.minutes), 0);
}

export type LevelReached = 'exceeded' | 'met' | 'approaching' | 'none';

/**
 * The level these answers would reach. Approaching is open to a service once, its first time, with an action plan;
 * Met is all mandatory items; Exceeded is Met and a current Cyber Essentials Plus certificate (dspt/rules.md, section 2).
 */
export function levelReached(book: QuestionBook, assessment: Assessment, today: string): LevelReached {
  const { approaching, met } = progressOf(book, assessment, today);
  if (met.done === met.of) return factOf(assessment, 'cyberEssentialsPlus') === 'yes' ? 'exceeded' : 'met';
  if (approaching.done === approaching.of && factOf(assessment, 'doneBefore') !== 'yes') return 'approaching';
  return 'none';
}

export interface SectionProgress {
  readonly section: string;
  readonly done: number;
  readonly gap: number;
  readonly unsure: number;
  readonly of: number;
}

/** How each section that holds mandatory items stands, in the order of the set. */
export function sectionsOf(book: QuestionBook, assessment: Assessment, today: string): readonly SectionProgress[] {
  return book.set.sections.flatMap((section) => {
    const items = book.mandatory.filter((item) => item.section === section);
    if (!items.length) return [];
    const states = items.map((item) => itemState(item, assessment, today));
    const count = (state: ItemState) => states.filter((each) => each === state).length;
    return [{ section, done: count('done'), gap: count('gap'), unsure: count('unsure'), of: items.length }];
  });
}
