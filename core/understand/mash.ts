/** Runs of keys that lie side by side and stand in no English word. */
const neighbours =
  /asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|zxcv|xcvb|cvbn|vbnm|lkjh|kjhg|jhgf|hgfd|gfds|fdsa|poiu|mnbv|rtyu|tyui|yuio|uiop/;
const threeKeys = /^(?:asd|sdf|dfg|fgh|ghj|hjk|jkl|zxc|xcv|cvb|qwe)$/;
/** Written without a vowel all the same. */
const withoutVowel: ReadonlySet<string> = new Set(['https', 'cctvs', 'nhspt', 'bcdr']);

/** True for "asdf", "sdkjfhskd" and "aaaa", where a hand fell on the keys; never for capitals, which may be a short name. */
export function isMash(text: string): boolean {
  const said = text.trim();
  if (said.length > 60 || !/^[\p{L}\s;,.]+$/u.test(said)) return false;
  const words = said.split(/[\s;,.]+/).filter(Boolean);
  return words.length > 0 && words.every(isMashed);
}

function isMashed(word: string): boolean {
  if (/^(\p{L})\1{2,}$/u.test(word)) return true;
  if (!/^[a-z]+$/.test(word)) return neighbours.test(word.toLowerCase());
  if (withoutVowel.has(word)) return false;
  return (
    threeKeys.test(word) ||
    neighbours.test(word) ||
    (word.length >= 5 && !/[aeiouy]/.test(word)) ||
    /[^aeiouy]{7}/.test(word)
  );
}
