import { type Heard, interpret, longestText } from './interpret.ts';
import type { Question } from './questions.ts';
import type { CardAction, Context } from './turn.ts';
import { asWritten } from './understand/normalise.ts';

/** What a card's answer means; undefined where no card of ours offers such an answer to this question. */
export function heardOnCard(
  question: Question,
  action: Extract<CardAction, { do: 'answer' }>,
  context: Context,
): Heard | undefined {
  switch (action.as) {
    case 'yes':
    case 'no': {
      if (
        question.kind !== 'yesNo' &&
        !(question.kind === 'document' && question.type === 'item') &&
        action.as === 'yes'
      ) {
        return undefined;
      }
      const note = action.text && asWritten(action.text).slice(0, longestText);
      return { type: 'answer', answer: { as: action.as, ...(note && { note }) } };
    }
    case 'notSure':
      return { type: 'answer', answer: { as: 'notSure' } };
    case 'notApplicable':
      return question.type === 'item' && question.item.notApplicable
        ? { type: 'answer', answer: { as: 'notApplicable' } }
        : { type: 'clarify', why: 'naNotAllowed' };
    case undefined:
      break;
    default:
      return action.as satisfies never;
  }
  if (action.choice !== undefined) {
    const isKnown = Object.hasOwn(context.choices[question.id] ?? {}, action.choice);
    return isKnown ? { type: 'answer', answer: { as: 'value', value: { choice: action.choice } } } : undefined;
  }
  return action.text === undefined ? undefined : interpret(question, action.text, undefined, context);
}
