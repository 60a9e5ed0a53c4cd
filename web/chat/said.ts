import type { Activity } from '../directLine/activity.ts';
import type { ShownCard } from './card.ts';

/** What the person's bubble shows. Both are empty where there is nothing to show. */
export interface Said {
  /** What they typed or filled in. */
  readonly text: string;
  /** The words on the button they pressed. */
  readonly button: string;
}

/** `cards` are those shown before, oldest first; they know the words behind a submitted value. */
export function saidBy({ text = '', value, channelData }: Activity, cards: readonly ShownCard[]): Said {
  const button = channelData?.dspt?.title ?? '';
  const inWords = cards.map((card) => card.inWords(value)).findLast((lines) => lines.length > 0) ?? [];
  // With a button the text is only what the guide understands: "status" for "Where am I?".
  return { text: button === '' ? text.trim() : inWords.join('\n'), button };
}
