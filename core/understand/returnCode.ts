import { normalise } from './normalise.ts';

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
const thanks = /[\s,.!-]+(?:please|thanks|thank you|ta|cheers)[\s.!]*$/i;

/** `text` without "my return code is" before it and "thanks" after it. */
export function withoutCodeTalk(text: string): string {
  return normalise(text).replace(said, '').replace(thanks, '');
}

/**
 * The five words of a return code, lower case and joined by one space, where `text` is a code and nothing else but
 * "my code is". Case, hyphens, commas, full stops and missing spaces are forgiven; a code is known by its letters alone,
 * so where run-together words can be cut in two ways either will do. `isWord` knows the list's words in lower case.
 */
export function returnCodeIn(text: string, isWord: (word: string) => boolean): string | undefined {
  const whole = normalise(text).toLowerCase();
  if (whole.length > longest) return undefined;
  return codeOf(whole, isWord) ?? codeOf(withoutCodeTalk(whole), isWord);
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
