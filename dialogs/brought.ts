import type { TurnContext } from 'botbuilder';
import type { Notice } from '../core/people/notices.ts';
import type { Reminder } from '../core/reminders/model.ts';

/** What the server itself brings into a conversation, where nobody has said anything. */
export type Brought =
  | {
      readonly kind: 'reminders';
      /** The same for a repeat. */
      readonly id: string;
      readonly reminders: readonly Reminder[];
      readonly isFirst: boolean;
    }
  | { readonly kind: 'notices'; readonly id: string; readonly notices: readonly Notice[] }
  /** The same person answered through another door. */
  | { readonly kind: 'sync'; readonly id: string };

const key = Symbol('brought');

/** Kept beside the activity and not in it, so that nobody outside can bring anything. */
export function bring(context: TurnContext, brought: Brought): void {
  context.turnState.set(key, brought);
}

export function broughtIn(context: TurnContext): Brought | undefined {
  return context.turnState.get<Brought | undefined>(key);
}
