/** One word of a text: lower case and without apostrophes in `word` ("don't" is `dont`), offsets into the text. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** True where a comma, full stop, dash or the like stands between this word and the one before. */
  readonly afterPause: boolean;
}

/** Faces and marks that people send instead of a word. */
const signs: ReadonlyMap<string, string> = new Map([
  ['👍', 'yes'],
  ['👌', 'yes'],
  ['✅', 'yes'],
  ['✔', 'yes'],
  ['☑', 'yes'],
  ['🆗', 'yes'],
  ['👎', 'no'],
  ['❌', 'no'],
  ['✖', 'no'],
  ['🤷', 'dunno'],
  ['❓', 'dunno'],
  ['🤔', 'think'],
  ['🤞', 'hopefully'],
  ['🙄', 'lol'],
]);

const wordOrSign = /100%|[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'])*|[👍👌✅✔☑🆗👎❌✖🤷❓🤔🤞🙄]/gu;
const pause = /[,.;:!?()[\]\n-]/;

/** The words of normalised `text`, in order. "n/a" is one word, `na`. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let last = 0;
  for (const match of text.matchAll(wordOrSign)) {
    const start = match.index;
    const end = start + match[0].length;
    const gap = text.slice(last, start);
    const previous = words.at(-1);
    const word = signs.get(match[0]) ?? match[0].toLowerCase().replaceAll("'", '');
    if (previous?.word === 'n' && gap === '/' && word === 'a')
      words[words.length - 1] = { ...previous, word: 'na', end };
    else if (previous?.word === 'n' && gap === '.' && word === 'a')
      words[words.length - 1] = { ...previous, word: 'na', end };
    else words.push({ word, start, end, afterPause: words.length > 0 && pause.test(gap) });
    last = end;
  }
  return words;
}

/** A set of phrases, or a map from them. */
export interface Phrases {
  has(phrase: string): boolean;
}

/** How many of `words`, from `from` on, spell one of `phrases` (words joined by a space); 0 for none. Longest wins. */
export function phraseAt(words: readonly Word[], from: number, phrases: Phrases, longest = 8): number {
  for (let count = Math.min(longest, words.length - from); count > 0; count -= 1) {
    let spelt = '';
    for (let i = from; i < from + count; i += 1) spelt += (i > from ? ' ' : '') + words[i]?.word;
    if (phrases.has(spelt)) return count;
  }
  return 0;
}

/** Words of `text` alone, lower case and without punctuation: what phrase tables are written in. */
export function spelling(text: string): string {
  return wordsOf(text)
    .map(({ word }) => word)
    .join(' ');
}
