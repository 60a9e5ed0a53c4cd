import { badArgument } from '../http/errors.ts';

/**
 * The transcript's revision that a client has seen. None, an empty one and `-` (Direct Line's sign for none) mean the
 * beginning; throws 400 for anything but a decimal number.
 */
export function parseWatermark(text: string | null | undefined): number {
  if (text === null || text === undefined || text === '' || text === '-') return 0;
  if (!/^\d{1,15}$/.test(text)) throw badArgument('The watermark is not one of ours.');
  return Number(text);
}
