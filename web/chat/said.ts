import type { Activity } from '../directLine/activity.ts';
import type { ShownCard } from './card.ts';

/** What the person's bubble shows. Both are empty where there is nothing to show. */
export interface Said {
  /** What they typed or filled in. */
  readonly text: string;
  /** The words on the button they pressed. */
  readonly button: string;
}

/**
 * `cards` are those shown before, oldest first. What a card submitted comes back as a value without words; the card it came
 * from knows them. `pressed` are the words on a button outside of cards.
 */
export function saidBy({ text = '', value }: Activity, cards: readonly ShownCard[], pressed = ''): Said {
  if (value === undefined) return pressed === '' ? { text: text.trim(), button: '' } : { text: '', button: pressed };
  const card = cards.findLast((shown) => shown.buttonOf(value) !== undefined);
  return { text: card?.inWords(value).join('\n') ?? text.trim(), button: card?.buttonOf(value) ?? '' };
}
