/** The longest text that is read, in characters: an answer is a few sentences, and every pattern stays quick on it. */
export const longestRead = 2000;

/** Zero-width marks, soft hyphens, variation selectors, direction controls, tags: whatever no reader sees. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const control = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g;

/** Half a surrogate pair, which a cut or a broken client can leave behind. */
const loneSurrogate = /\p{Surrogate}/gu;

/** What nearly everybody types: words with one space between them, in characters that stay as they are. */
const nothingToFold = /^[!-_a-~]+(?: [!-_a-~]+)*$/;

/**
 * `text` as the rest of this folder reads it: at most `longest` characters, compatibility forms folded (NFKC), straight
 * quotes, plain hyphens, nothing invisible, one space between words and none around. Line breaks become spaces.
 */
export function normalise(text: string, longest: number = longestRead): string {
  if (text.length <= longest && nothingToFold.test(text)) return text;
  return (
    text
      .slice(0, longest)
      // NFKC would make "2½" into "21⁄2", twenty-one halves.
      .replaceAll(/[¼-¾⅐-⅞]/g, ' $&')
      .normalize('NFKC')
      .replaceAll(invisible, '')
      .replaceAll(control, '')
      .replaceAll(loneSurrogate, '')
      .replaceAll(/[\u2018-\u201B\u2032\u02BC\u0060\u00B4]/g, "'")
      .replaceAll(/[\u201C-\u201F\u2033\u00AB\u00BB]/g, '"')
      .replaceAll(/[\u2010-\u2015\u2212\u2043]/g, '-')
      .replaceAll('\u2044', '/')
      // Some compatibility characters unfold to many ("ﷺ" to 18), so the cut is made again.
      .slice(0, longest)
      .replaceAll(/\s+/g, ' ')
      .trim()
  );
}

/**
 * `text` as it is kept in the record: what the person wrote, line breaks and all, without what no reader sees and without
 * what could turn the text around or break a screen. Not cut: the caller says when it is too long.
 */
export function asWritten(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/\p{Default_Ignorable_Code_Point}(?<!\u200D|\uFE0F)/gu, '')
    .replaceAll(control, '')
    .replaceAll(loneSurrogate, '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
