import { normalise } from './normalise.ts';
import type { Span } from './personalData.ts';
import { readable } from './readable.ts';

/** Words in a return code: five of the EFF list, 64 bits. */
const wordsInCode = 5;
/** Five of the longest words with what may be said around them; anything longer is talk. */
const longest = 120;
/** Letters in the longest word that is looked up. */
const longestWord = 12;
/** A run of letters longer than five of the longest words together. */
const longestRun = 60;

const said =
  /^(?:(?:hi|hello|hey|yes|ok|please|here is|here it is|heres|here's)[\s,.!:-]+){0,2}(?:(?:my|the|our|a)\s+)?(?:(?:return|personal|secret)\s*)?code(?:\s+(?:is|was|should be|i have is))?\b[\s:,.=-]*/i;
/** The same anywhere in a sentence. */
const codeWord =
  /(?<!\p{L})((?:return|my|personal|secret)\s+)?codes?(?:\s+(?:is|was|are|should be|i have is|i got is))?(?!\p{L})/giu;
const thanks = /[\s,.!-]+(?:please|thanks|thank you|ta|cheers)[\s.!]*$/i;

/** `text` without "my return code is" before it and "thanks" after it. */
export function withoutCodeTalk(text: string): string {
  return normalise(text).replace(said, '').replace(thanks, '');
}

/**
 * The five words of a return code, lower case and joined by one space, where `text` is a code and nothing else, or where
 * they come first after the word "code". Case, hyphens, commas, full stops and missing spaces are forgiven; a code is
 * known by its letters alone, so where run-together words can be cut in two ways either will do. `isWord` knows the list's
 * words in lower case.
 */
export function returnCodeIn(text: string, isWord: (word: string) => boolean): string | undefined {
  const whole = normalise(text).toLowerCase();
  if (whole.length > longest) return undefined;
  return codeOf(whole, isWord) ?? codeOf(withoutCodeTalk(whole), isWord) ?? codeAfterTalk(whole, isWord);
}

/** "My return code is maple heron quilt lantern oak mate, ta": what comes after the code does not count. */
function codeAfterTalk(text: string, isWord: (word: string) => boolean): string | undefined {
  for (const match of text.matchAll(codeWord)) {
    const runs = text
      .slice(match.index + match[0].length)
      .split(/[\s.,;:!'"()_/*-]+/)
      .filter(Boolean)
      .slice(0, wordsInCode * 2);
    for (let count = 1; count <= runs.length; count += 1) {
      const code = codeOf(runs.slice(0, count).join(' '), isWord);
      if (code) return code;
    }
  }
  return undefined;
}

function codeOf(text: string, isWord: (word: string) => boolean): string | undefined {
  if (!/^[a-z\s.,;:!'"()_/*-]+$/.test(text)) return undefined;
  const runs = text.split(/[^a-z]+/).filter(Boolean);
  if (runs.length === 0 || runs.length > wordsInCode * 2) return undefined;
  if (runs.every(isWord)) return runs.length === wordsInCode ? runs.join(' ') : undefined;
  return readingsOf(runs, 0, wordsInCode, isWord)[0]?.join(' ');
}

type Reading = readonly string[];

/** A way to read the runs from `at` on as exactly `count` words, if there is one. */
function readingsOf(runs: Reading, at: number, count: number, isWord: (word: string) => boolean): readonly Reading[] {
  if (at === runs.length) return count === 0 ? [[]] : [];
  const run = runs[at] as string;
  // Some words of the list are hyphenated, such as "yo-yo", and a hyphen may have been typed as a space.
  const hyphenated = `${run}-${runs[at + 1]}`;
  if (runs[at + 1] !== undefined && isWord(hyphenated))
    return prefixed([hyphenated], readingsOf(runs, at + 2, count - 1, isWord));
  const heads = isWord(run) ? [[run]] : splits(run, count, isWord);
  return heads.flatMap((head) => prefixed(head, readingsOf(runs, at + 1, count - head.length, isWord))).slice(0, 1);
}

function prefixed(head: Reading, tails: readonly Reading[]): readonly Reading[] {
  return tails.map((tail) => [...head, ...tail]);
}

/** For each number of words up to `most`, one way to cut `run` into that many words of the list. */
function splits(run: string, most: number, isWord: (word: string) => boolean): readonly Reading[] {
  if (run.length > longestRun) return [];
  /** ways[end]: the first `end` letters read as 0, 1, 2 ... words. */
  const ways: (Reading | undefined)[][] = [[[]]];
  for (let end = 1; end <= run.length; end += 1) {
    const here: (Reading | undefined)[] = [];
    for (let start = Math.max(0, end - longestWord); start < end; start += 1) {
      const before = ways[start];
      if (!before?.length) continue;
      const word = run.slice(start, end);
      if (!isWord(word)) continue;
      for (let n = 0; n < Math.min(before.length, most); n += 1) {
        const reading = before[n];
        if (reading) here[n + 1] ??= [...reading, word];
      }
    }
    ways.push(here);
  }
  return (ways[run.length] ?? []).filter((reading) => reading !== undefined);
}

/**
 * Whether `text` looks like a return code with one word mistyped. Used where nothing else of five words is expected, and to
 * keep such a text out of transcripts: four right words would leave little to guess.
 */
export function isNearReturnCode(text: string, isWord: (word: string) => boolean): boolean {
  const runs = withoutCodeTalk(text)
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
  return runs.length === wordsInCode && runs.filter(isWord).length === wordsInCode - 1;
}

interface Token extends Span {
  readonly word: string;
}

/** How many of the five words after "return code", and after any other code, must be of the list: the rest are slips. */
const nearAfterTalk = { return: 3, other: 4 };
/** A text this long with four words of the list in it and no figure is a code with one word left out, split or mistyped. */
const slip = { fewest: 4, most: 6, ofList: 4 };

/**
 * Where return codes stand in `text`, sorted, for taking them out of what is kept: five words of the list in a row with
 * anything but letters between them or run together; five words after "code" most of which are of the list; and a text
 * that is nothing but a code with a slip. Unlike `returnCodeIn` it would rather find too much.
 */
export function returnCodeSpans(text: string, isWord: (word: string) => boolean): readonly Span[] {
  const { plain, startOf, endOf } = readable(text);
  const tokens = tokensIn(plain);
  if (!tokens.length) return [];
  const sizes = sizesOf(tokens, isWord);
  const isHit = new Uint8Array(tokens.length);
  for (let from = 0; from < tokens.length; ) {
    let to = from;
    let words = 0;
    for (; sizes[to]; to += 1) words += sizes[to] ?? 0;
    if (words >= wordsInCode) isHit.fill(1, from, to);
    from = Math.max(to, from + 1);
  }
  for (const match of plain.matchAll(codeWord)) {
    const first = firstAfter(tokens, match.index + match[0].length);
    const some = sizes.slice(first, first + wordsInCode);
    const fewest = match[1] ? nearAfterTalk.return : nearAfterTalk.other;
    if (some.reduce((sum, size) => sum + size, 0) >= fewest) isHit.fill(1, first, first + some.length);
  }
  const alone = nearAlone(text, plain, isWord);
  if (alone.length) {
    const first = tokens.findIndex((_, at) => alone.every(({ word }, i) => tokens[at + i]?.word === word));
    isHit.fill(1, Math.max(0, first), first < 0 ? tokens.length : first + alone.length);
  }

  const spans: { start: number; end: number }[] = [];
  for (const [at, token] of tokens.entries()) {
    const last = spans.at(-1);
    if (!isHit[at]) continue;
    if (last && isHit[at - 1]) last.end = endOf(token.end);
    else spans.push({ start: startOf(token.start), end: endOf(token.end) });
  }
  return spans;
}

/** The words of a text that is nothing but a code with a slip; none for any other. */
function nearAlone(text: string, plain: string, isWord: (word: string) => boolean): readonly Token[] {
  if (text.length > longest * 2 || /\d/.test(plain)) return [];
  const spoken = tokensIn(withoutCodeTalk(text));
  if (spoken.length < slip.fewest || spoken.length > slip.most) return [];
  return spoken.filter(({ word }) => isWord(word)).length >= slip.ofList ? spoken : [];
}

function tokensIn(plain: string): readonly Token[] {
  return [...plain.matchAll(/\p{L}+/gu)].map((match) => ({
    word: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Letters in the shortest two words of the list together. */
const shortestPair = 6;

/** How many words of the list each token holds, at most; 0 where it is none. */
function sizesOf(tokens: readonly Token[], isWord: (word: string) => boolean): readonly number[] {
  const sizes = tokens.map(({ word }) => {
    const most =
      word.length < shortestPair ? 0 : Math.max(0, ...splits(word, wordsInCode, isWord).map((r) => r.length));
    return Math.max(isWord(word) ? 1 : 0, most);
  });
  for (let at = 0; at + 1 < tokens.length; at += 1) {
    if (!isWord(`${tokens[at]?.word}-${tokens[at + 1]?.word}`)) continue;
    sizes[at] = Math.max(1, sizes[at] ?? 0);
    sizes[at + 1] = Math.max(1, sizes[at + 1] ?? 0);
  }
  return sizes;
}

function firstAfter(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
