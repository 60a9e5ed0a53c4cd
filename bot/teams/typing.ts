import { ActivityTypes, type Middleware, type TurnContext } from 'botbuilder';
import { isGroup, isTeams } from './conversations.ts';

/** Milliseconds: longer than nearly every turn takes, and shorter than people wait without a sign. */
const firstAfter = 1_000;
/** Milliseconds: Teams takes the sign away by itself after a while. */
const againAfter = 4_000;

/** "Typing" while a turn takes longer than a moment, such as one that fetches a file. */
export class Typing implements Middleware {
  readonly #firstAfter: number;

  /** `after`: milliseconds, when not as above. */
  constructor(after = firstAfter) {
    this.#firstAfter = after;
  }

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    if (!isWorth(context)) return next();
    let timer = setTimeout(show, this.#firstAfter);
    function show(): void {
      // A sign that does not arrive is no harm; the turn goes on beside it.
      context.sendActivity({ type: ActivityTypes.Typing }).catch(() => undefined);
      timer = setTimeout(show, againAfter);
    }
    try {
      await next();
    } finally {
      clearTimeout(timer);
    }
  }
}

function isWorth({ activity }: TurnContext): boolean {
  return isTeams(activity) && !isGroup(activity) && activity.type === ActivityTypes.Message;
}
