import { type Activity, ActivityTypes } from 'botbuilder';
import { isObject } from '../directLine/incoming.ts';
import { type Shown, shownKey, verbs } from './teamsCards.ts';

/** A button that was pressed on a card in Teams, or a card that came into sight. */
export interface CardPress {
  readonly verb: (typeof verbs)[keyof typeof verbs];
  /** The button's data, merged with what was typed into the card. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The card that it is on; absent for one that asks nothing. */
  readonly shown?: Shown;
}

export const isCardPress = ({ type, name }: Pick<Activity, 'type' | 'name'>): boolean =>
  type === ActivityTypes.Invoke && name === 'adaptiveCard/action';

/** Longest number of a question, in characters. */
const longestId = 60;

/** What an `adaptiveCard/action` asks for; undefined where it is none of ours. */
export function readPress(value: unknown): CardPress | undefined {
  const action = isObject(value) ? value.action : undefined;
  if (!isObject(action) || action.type !== 'Action.Execute') return undefined;
  const verb = Object.values(verbs).find((known) => known === action.verb);
  const data = action.data ?? {};
  if (!verb || !isObject(data)) return undefined;
  const { [shownKey]: about, ...rest } = data;
  const shown = readShown(about);
  if (verb === verbs.refresh && !shown) return undefined;
  return { verb, data: rest, ...(shown && { shown }) };
}

function readShown(about: unknown): Shown | undefined {
  if (!isObject(about)) return undefined;
  const { question, seen, isPlain } = about;
  if (typeof question !== 'string' || question === '' || question.length > longestId) return undefined;
  if (seen !== undefined && !(Number.isSafeInteger(seen) && Number(seen) >= 0)) return undefined;
  return { question, ...(seen !== undefined && { seen: Number(seen) }), isPlain: isPlain === true };
}

/** The body of an answer to an `adaptiveCard/action`, which always travels with HTTP 200. */
export interface PressAnswer {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}

export const cardAnswer = (card: object): PressAnswer => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.card.adaptive',
  value: card,
});

/** The card stays as it is. */
export const messageAnswer = (value: string): PressAnswer => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value,
});

const errorCodes = { 400: 'BadRequest', 403: 'Forbidden', 429: 'TooManyRequests', 500: 'InternalServerError' } as const;

export const errorAnswer = (statusCode: keyof typeof errorCodes, message: string): PressAnswer => ({
  statusCode,
  type: 'application/vnd.microsoft.error',
  value: { code: errorCodes[statusCode], message },
});
