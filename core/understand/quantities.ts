import { normalise } from './normalise.ts';

/**
 * A text as numbers and words: figures and amounts in words become `number`, "half" and "three quarters" `fraction`.
 * `odd` is a figure of no plain meaning, such as 3.2.1, or one too large to count people or things with.
 */
export type Quantity =
  | { readonly type: 'number'; readonly value: number; readonly inWords: boolean }
  | { readonly type: 'fraction'; readonly value: number }
  | { readonly type: 'percentSign' }
  | { readonly type: 'slash' }
  | { readonly type: 'dash' }
  | { readonly type: 'odd' }
  | { readonly type: 'word'; readonly word: string };

const units = new Map(
  'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen'
    .split('|')
    .map((word, value) => [word, value] as const),
);
const misspelt = [
  ['nil', 0],
  ['nought', 0],
  ['fourty', 40],
  ['fivteen', 15],
  ['forteen', 14],
  ['eigth', 8],
  ['twelv', 12],
  ['ninteen', 19],
] as const;
for (const [word, value] of misspelt) if (value < 20) units.set(word, value);
const tens = new Map<string, number>([
  ...'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety'
    .split('|')
    .map((word, at) => [word, (at + 2) * 10] as const),
  ['fourty', 40],
  ['ninty', 90],
  ['fivty', 50],
  ['twenny', 20],
  ['eigthy', 80],
]);
const fractionNames = new Map([
  ['half', 2],
  ['halves', 2],
  ['third', 3],
  ['thirds', 3],
  ['quarter', 4],
  ['quarters', 4],
  ['fifth', 5],
  ['fifths', 5],
  ['tenth', 10],
  ['tenths', 10],
]);

const piece = /(\d(?:[\d.,]*\d)?)(e\d{1,2}(?!\w)|\p{L}+)?|\p{L}[\p{L}']*|[%/+-]/gu;
const largest = 1e9;

/** Reads normalised or raw `text`; see `Quantity`. */
export function quantitiesIn(text: string): readonly Quantity[] {
  const said = normalise(text).toLowerCase();
  const pieces = [...said.matchAll(piece)];
  const read: Quantity[] = [];
  for (let at = 0; at < pieces.length; ) {
    const inWords = amountInWords(pieces, at);
    if (inWords) {
      read.push(inWords.quantity);
      at += inWords.count;
      continue;
    }
    const match = pieces[at] as RegExpMatchArray;
    read.push(...readPiece(match, said));
    at += 1;
  }
  return withMinus(read);
}

function readPiece(match: RegExpMatchArray, said: string): readonly Quantity[] {
  const [all, figures, unit] = match;
  if (all === '%') return [{ type: 'percentSign' }];
  if (all === '/') return [{ type: 'slash' }];
  if (all === '+') return [{ type: 'word', word: 'plus' }];
  if (all === '-') return [{ type: 'dash' }];
  if (figures === undefined) return [{ type: 'word', word: all.replaceAll("'", '') }];
  // "2FA" and "B12" are names; "3rd" is a place in a row; "95ish" and "95pc" are amounts.
  const glued = /[\p{L}]/u.test(said[match.index !== undefined ? match.index - 1 : -1] ?? '');
  if (glued || (unit && !/^(?:e\d+|ish|pc|pct|percent|x)$/.test(unit))) return [{ type: 'odd' }];
  const numbers = figuresOf(figures, unit);
  return [
    ...numbers,
    ...(unit && /^(?:pc|pct|percent)$/.test(unit) ? [{ type: 'percentSign' } as const] : []),
    ...(unit === 'ish' ? [{ type: 'word', word: 'about' } as const] : []),
  ];
}

/** 1,200 is twelve hundred; "12,15" is two numbers; 3.2.1 is none. */
function figuresOf(figures: string, unit: string | undefined): readonly Quantity[] {
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(figures) ? figures.replaceAll(',', '') : figures;
  if (plain.includes(',')) return plain.split(',').flatMap((one) => (one ? figuresOf(one, undefined) : []));
  const value = Number(plain + (unit?.startsWith('e') ? unit : ''));
  return Number.isFinite(value) && value <= largest ? [{ type: 'number', value, inWords: false }] : [{ type: 'odd' }];
}

/** A dash before a number is a minus where no number stands before it; between two it is a range. */
function withMinus(read: readonly Quantity[]): readonly Quantity[] {
  const kept: Quantity[] = [];
  for (let at = 0; at < read.length; at += 1) {
    const one = read[at] as Quantity;
    const next = read[at + 1];
    const sign = one.type === 'dash' || (one.type === 'word' && (one.word === 'minus' || one.word === 'negative'));
    if (sign && next?.type === 'number' && kept.length === 0) {
      kept.push({ ...next, value: -next.value });
      at += 1;
    } else if (one.type !== 'dash' || (kept.at(-1)?.type === 'number' && next?.type === 'number')) kept.push(one);
  }
  return kept;
}

type Pieces = readonly RegExpMatchArray[];

/** "forty-seven", "a hundred and five", "half a dozen", "three quarters" from piece `at` on. */
function amountInWords(
  pieces: Pieces,
  at: number,
): { readonly quantity: Quantity; readonly count: number } | undefined {
  const word = (offset: number) => pieces[at + offset]?.[0] ?? '';
  const article = word(0) === 'a' || word(0) === 'an' ? 1 : 0;
  const one = (value: number, count: number) =>
    ({ quantity: { type: 'number', value, inWords: true }, count }) as const;
  const part = (value: number, count: number) => ({ quantity: { type: 'fraction', value }, count }) as const;

  if (word(0) === 'half' && word(1) === 'a' && word(2) === 'dozen') return one(6, 3);
  if (word(0) === 'half' && word(1) === 'dozen') return one(6, 2);
  if (word(article) === 'couple' && word(article + 1) === 'of' && word(article + 2) === 'dozen')
    return one(24, article + 3);
  if (word(article) === 'couple' || word(article) === 'pair') {
    return one(2, article + 1 + (word(article + 1) === 'of' ? 1 : 0));
  }
  if (word(article) === 'dozen') return one(12, article + 1);
  if (article && /^(?:hundred|thousand)$/.test(word(1))) {
    const more = wholeNumber(pieces, at + 1, 1);
    return one(more.value, more.count + 1);
  }

  // "a third party" and "last quarter" are no shares.
  const named = fractionNames.get(word(article));
  if (named !== undefined && (article || named === 2 || word(article + 1) === 'of') && word(article + 1) !== 'party') {
    return word(0) === 'half' || article || named !== 2 ? part(1 / named, article + 1) : undefined;
  }
  // "No one", "every one of them", "this one".
  if (word(0) === 'one' && /^(?:no|every|this|that|each|any|which)$/.test(pieces[at - 1]?.[0] ?? '')) return undefined;
  if (!units.has(word(0)) && !tens.has(word(0))) {
    return figureAndFraction(pieces, at, part, one);
  }
  const whole = wholeNumber(pieces, at, undefined);
  const next = (offset: number) => pieces[at + whole.count + offset]?.[0] ?? '';
  const share = fractionNames.get(next(0));
  if (share !== undefined && whole.value > 0 && whole.value < share && next(1) !== 'party') {
    return part(whole.value / share, whole.count + 1);
  }
  if (next(0) === 'dozen') return one(whole.value * 12, whole.count + 1);
  if (next(0) === 'and' && next(1) === 'a' && next(2) === 'half') return one(whole.value + 0.5, whole.count + 3);
  return one(whole.value, whole.count);
}

/** "3 quarters" and "2 and a half". */
function figureAndFraction<P, N>(
  pieces: Pieces,
  at: number,
  part: (value: number, count: number) => P,
  one: (value: number, count: number) => N,
): P | N | undefined {
  const [all = '', figures, unit] = pieces[at] ?? [];
  if (figures === undefined || unit || !/^\d{1,4}$/.test(all)) return undefined;
  const next = (offset: number) => pieces[at + offset]?.[0] ?? '';
  const share = fractionNames.get(next(1));
  if (share !== undefined && share > 2 && Number(all) < share && Number(all) > 0) return part(Number(all) / share, 2);
  if (next(1) === 'dozen') return one(Number(all) * 12, 2);
  if (next(1) === 'and' && next(2) === 'a' && next(3) === 'half') return one(Number(all) + 0.5, 4);
  return undefined;
}

/** One whole number in words from piece `at` on; `begun` is a value already read, as 1 for "a" before "hundred". */
function wholeNumber(
  pieces: Pieces,
  at: number,
  begun: number | undefined,
): { readonly value: number; readonly count: number } {
  let total = 0;
  let current = begun ?? 0;
  let count = 0;
  /** The largest value that may still be added without a "hundred" between: after "forty" a unit, after "seven" nothing. */
  let room = begun === undefined ? 100 : 0;
  for (;;) {
    // "one-hundred-and-five": hyphens may stand anywhere; "and" only after a hundred or a thousand.
    let length = 1;
    const skipHyphen = () => {
      if (count > 0 && pieces[at + count + length - 1]?.[0] === '-') length += 1;
    };
    skipHyphen();
    let word = pieces[at + count + length - 1]?.[0] ?? '';
    if (word === 'and' && count > 0 && current % 100 === 0 && current + total > 0) {
      length += 1;
      skipHyphen();
      word = pieces[at + count + length - 1]?.[0] ?? '';
      if (!units.has(word) && !tens.has(word)) break;
    }
    const unit = units.get(word);
    const ten = tens.get(word);
    if (unit !== undefined && unit < room) {
      current += unit;
      room = 0;
    } else if (ten !== undefined && ten < room) {
      current += ten;
      room = 10;
    } else if (word === 'hundred' && current > 0 && current < 100 && current % 100 !== 0) {
      current *= 100;
      room = 100;
    } else if (word === 'thousand' && total === 0 && current > 0) {
      total = current * 1000;
      current = 0;
      room = 1000;
    } else break;
    count += length;
  }
  return { value: total + current, count };
}
