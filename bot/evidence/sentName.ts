import { findPersonalData, redact } from '../../core/understand/personalData.ts';

/** In UTF-16 units. */
const longest = 120;

/**
 * What a file is called from the moment it is sent until it was looked at: the last part of a path of either kind, without signs that
 * do not show or turn the text round, personal details replaced by "…", and no longer than people can read. Empty when nothing is
 * left. `today` is an ISO date in Europe/London.
 */
export function sentName(name: string, today: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Zs}\p{Zl}\p{Zp}\t\n\r]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\uFFFD]/gu, '')
    .replace(/^.*[\\/]/s, '')
    .trim();
  const ending = /\.\w{1,8}$/.exec(plain)?.[0] ?? '';
  // People write "_" where they mean a space, and a number behind one is no word of its own.
  const stem = withoutDetails(plain.slice(0, plain.length - ending.length), today);
  return `${stem.slice(0, longest - ending.length).replace(/[\uD800-\uDBFF]$/, '')}${ending}`.trim();
}

function withoutDetails(text: string, today: string): string {
  return redact(text, findPersonalData(text.replaceAll('_', ' '), today), () => '…');
}
