import { randomInt } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { activityFields } from './activityFields.ts';
import { describeError, type Logger } from './logger.ts';

/** The sentence for a turn that failed. `reference` is short enough to read out on the telephone. */
export type ErrorSentence = (reference: string, locale: string | undefined) => string;

/** No letters that look or sound alike. */
const alphabet = 'ACDEFHJKMNPRTWXY3479';
const newReference = (): string => Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('');

/**
 * What both adapters do when a turn throws: the person gets a sentence with a reference, the log gets the same reference
 * with the error's code and origin. Nothing is deleted.
 */
export function turnErrorHandler(logger: Logger, errorSentence: ErrorSentence) {
  return async (context: TurnContext, error: unknown): Promise<void> => {
    const reference = newReference();
    const { type, locale } = context.activity;
    logger.error('turn.failed', { reference, ...activityFields(context.activity), ...describeError(error) });
    if (type === 'typing') return;
    await context.sendActivity(errorSentence(reference, locale));
  };
}
