import type { TurnContext } from 'botbuilder';
import type { PersonalDataKind } from '../core/understand/personalData.ts';

/** What was taken out of an activity. */
export interface Removed {
  readonly kinds: readonly PersonalDataKind[];
  /** The text with a mark where something was taken out; empty where that leaves no word. */
  readonly text?: string;
}

const removedKey = Symbol('removed personal data');

/** What the guard took out in this turn; undefined for nothing. */
export function removedFrom(context: TurnContext): Removed | undefined {
  return context.turnState.get<Removed>(removedKey);
}

export function noteRemoved(context: TurnContext, removed: Removed): void {
  context.turnState.set(removedKey, removed);
}
