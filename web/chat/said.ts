import type { Activity } from '../directLine/activity.ts';
import type { ShownCard } from './card.ts';

/**
 * What the person's bubble shows: what they filled in, then the words on the button they pressed, or what they typed.
 * `cards` are those shown before, oldest first; they know the words behind a value.
 */
export function saidBy({ text, value, channelData }: Activity, cards: readonly ShownCard[]): string {
  const title = channelData?.dspt?.title ?? text ?? '';
  const card = cards.findLast((shown) => shown.filledIn(value).length > 0);
  return [...(card?.filledIn(value) ?? []), title].filter((line) => line !== '').join('\n');
}
