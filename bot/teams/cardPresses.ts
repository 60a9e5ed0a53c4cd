import { type Activity, ActivityTypes, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { Words } from '../../core/words.ts';
import type { CardNow, ShownQuestion } from '../../dialogs/cardNow.ts';
import { readAction } from '../../dialogs/toInput.ts';
import type { BotLogic } from '../directLine/adapter.ts';
import { type CardPress, cardAnswer, errorAnswer, messageAnswer, type PressAnswer, readPress } from './cardActions.ts';
import { ConnectorError } from './connectorError.ts';
import { isGroup } from './conversations.ts';
import { fitted } from './outgoing.ts';
import type { ReachState } from './reach.ts';

/** What Teams needs of the guide. */
export interface TeamsDesk {
  /** The card as it stands now; undefined for a question that is none, or that whoever asks may not see. Changes nothing. */
  cardNow(context: TurnContext, shown: ShownQuestion): Promise<CardNow | undefined>;
  words(locale: string | undefined): Words;
  /** Told of every authentic activity of a channel, before its turn: this is the way to that person or team, or it no longer is. */
  onReach?(context: TurnContext, state: ReachState): Promise<void>;
}

/** Presses of one conversation that may wait; people tap twice, and no more. */
const mostWaiting = 8;

export interface PressedIn {
  readonly logic: BotLogic;
  /** Runs a turn after those before it. */
  readonly run: (logic: BotLogic) => Promise<unknown>;
  /** Turns of this conversation that run or wait. */
  readonly waiting: number;
}

/** Answers buttons of cards with the card as it stands after their turn, and cards that come into sight without a turn. */
export class CardPresses {
  readonly #desk: TeamsDesk | undefined;

  constructor(desk: TeamsDesk | undefined) {
    this.#desk = desk;
  }

  /** `activity` becomes the message that a submit of the same card would be. Rejects only when not even an error could be told. */
  async answer(activity: Activity, { logic, run, waiting }: PressedIn): Promise<InvokeResponse<PressAnswer>> {
    const desk = this.#desk;
    if (!desk) return { status: 501 };
    const words = desk.words(activity.locale);
    const failed = (status: 400 | 403 | 429 | 500): InvokeResponse<PressAnswer> => ({
      status: 200,
      body: errorAnswer(status, words(`teams:press/${status}`)),
    });
    const press = readPress(activity.value);
    if (!press || (press.verb === 'submit' && !readAction(press.data))) return failed(400);
    if (isGroup(activity)) return failed(403);
    if (waiting >= mostWaiting) return failed(429);

    asMessage(activity, press);
    const answers: PressAnswer[] = [];
    try {
      await run(async (context) => {
        if (press.verb === 'submit') await logic(context);
        answers.push(await this.#cardAfter(context, press, desk, words));
      });
    } catch (error) {
      // The channel would not take the replies; the press itself can be answered all the same.
      if (!(error instanceof ConnectorError)) throw error;
    }
    const [body] = answers;
    return body ? { status: 200, body } : failed(500);
  }

  async #cardAfter(context: TurnContext, { shown }: CardPress, desk: TeamsDesk, words: Words): Promise<PressAnswer> {
    const now = shown && (await desk.cardNow(context, shown));
    if (!now) return messageAnswer(words('teams:press/done'));
    return cardAnswer(fitted({ ...now.card }, { person: context.activity.from.id, shown: now.shows }));
  }
}

function asMessage(activity: Activity, { data }: CardPress): void {
  activity.type = ActivityTypes.Message;
  activity.value = data;
  for (const field of ['name', 'text', 'attachments', 'deliveryMode']) Reflect.deleteProperty(activity, field);
}
