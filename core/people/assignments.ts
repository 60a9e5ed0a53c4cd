import type { QuestionId } from '../ids.ts';
import type { Answer, AssessmentEvent, Recorded } from '../model.ts';
import { type Assignment, isWaiting } from './model.ts';

/** Assignments that are over and still remembered. */
const rememberedOver = 100;

interface CommitLike {
  readonly at: string;
  readonly by: string;
  readonly events: readonly AssessmentEvent[];
}

/** The assignments after one more commit; `answers`: as they are after it. */
export function foldAssignments(
  before: readonly Assignment[],
  { at, by, events }: CommitLike,
  answers: Readonly<Record<QuestionId, Recorded>>,
): readonly Assignment[] {
  let assignments = before;
  for (const event of events) assignments = changed(assignments, event, at, by);
  if (assignments.some(({ state }) => state === 'answered')) {
    // An answer that was taken back leaves its question with whoever had it.
    assignments = assignments.map((each) =>
      each.state === 'answered' && !isSettled(answers[each.question]?.answer)
        ? { ...each, state: 'accepted', since: at }
        : each,
    );
  }
  return bounded(assignments);
}

function changed(
  assignments: readonly Assignment[],
  event: AssessmentEvent,
  at: string,
  by: string,
): readonly Assignment[] {
  const turn = (id: string, change: Partial<Assignment>): readonly Assignment[] =>
    assignments.map((each) => (each.id === id ? { ...each, ...change, since: at } : each));
  switch (event.type) {
    case 'questionAssigned': {
      const { assignment: id, question, to, isGuest = false } = event;
      return [...assignments, { id, question, to, isGuest, by, state: 'waiting', at, since: at }];
    }
    case 'assignmentAccepted':
      return turn(event.assignment, { state: 'accepted' });
    case 'assignmentHandedBack':
      return turn(event.assignment, { state: 'handedBack' });
    case 'assignmentWithdrawn':
      return turn(event.assignment, { state: 'withdrawn' });
    case 'assignmentMoved':
      return turn(event.assignment, { to: event.to, isGuest: false });
    case 'questionAnswered':
      return isSettled(event.answer)
        ? assignments.map((each) =>
            isWaiting(each) && each.question === event.question ? { ...each, state: 'answered', since: at } : each,
          )
        : assignments;
    default:
      return assignments;
  }
}

/** "Not sure" leaves a question open. */
const isSettled = (answer: Answer | undefined): boolean => answer !== undefined && answer.as !== 'notSure';

function bounded(assignments: readonly Assignment[]): readonly Assignment[] {
  const over = assignments.filter((each) => !isWaiting(each));
  if (over.length <= rememberedOver) return assignments;
  const forgotten = new Set(over.slice(0, -rememberedOver));
  return assignments.filter((each) => !forgotten.has(each));
}
