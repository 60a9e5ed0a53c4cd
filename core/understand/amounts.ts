import { amountSaid, isNobody } from './amountSaid.ts';
import { below, percentWords } from './amountWords.ts';

export { type PercentReply, understandPercent } from './shares.ts';

/** The one number in `text`, in figures or words ("a couple", "half a dozen"); undefined for none, several or a range. */
export function understandNumber(text: string): number | undefined {
  const { said, words, joined, numbers } = amountSaid(text);
  if (said.some(({ type }) => type !== 'number' && type !== 'word')) return undefined;
  const isUnsure = words.some((word) => below.has(word) || percentWords.has(word) || word === 'not');
  if (numbers.length > 1 || isUnsure || joined.includes('up to')) return undefined;
  return numbers[0] ?? (isNobody(words) ? 0 : undefined);
}
