/** A text made plain to search in, with the way back to the text as typed. */
export interface Readable {
  /** NFKC, without what no reader sees, every kind of white space one space, every kind of dash a hyphen. */
  readonly plain: string;
  /** Offset in the text as typed of the character at `at` in `plain`. */
  readonly startOf: (at: number) => number;
  /** Offset in the text as typed after the last character before `at` in `plain`. */
  readonly endOf: (at: number) => number;
}

const invisible = /\p{Default_Ignorable_Code_Point}|[\u0000-\u0008\u000E-\u001F\u007F-\u009F]|\p{Surrogate}/u;
const dash = /[\u2010-\u2015\u2212\u2043\uFE58\uFE63\uFF0D]/;
const keypad = /\u20E3/;

/** Unlike `normalise` it keeps every offset and cuts nothing off: a number at the end of a long text is found too. */
export function readable(text: string): Readable {
  // Plain ASCII, as nearly always, is its own readable form but for tabs and line breaks.
  if (/^[\t\n\r\x20-\x7e]*$/.test(text)) {
    return { plain: text.replaceAll(/\s/g, ' '), startOf: (at) => at, endOf: (at) => at };
  }
  let plain = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    if (!invisible.test(character) && !keypad.test(character)) {
      const shown = dash.test(character) ? '-' : character.normalize('NFKC').replaceAll(/\s/g, ' ');
      for (const unit of digitsOf(shown)) {
        for (let i = 0; i < unit.length; i += 1) {
          starts.push(at);
          ends.push(end);
        }
        plain += unit;
      }
    }
    at = end;
  }
  return {
    plain,
    startOf: (offset) => starts[offset] ?? text.length,
    endOf: (offset) => (offset === 0 ? 0 : (ends[offset - 1] ?? text.length)),
  };
}

/** Digits of other scripts as 0 to 9: each script's ten stand in a row and begin at a multiple of ten or sixteen. */
function digitsOf(shown: string): Iterable<string> {
  if (!/\p{Nd}/u.test(shown)) return shown;
  return [...shown].map((one) => {
    if (!/[^0-9]/.test(one) || !/\p{Nd}/u.test(one)) return one;
    let zero = one.codePointAt(0) ?? 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && (one.codePointAt(0) ?? 0) - zero < 9) zero -= 1;
    return String((one.codePointAt(0) ?? 0) - zero);
  });
}
