import { type AmountSaid, amountSaid, isNobody, withQuantities } from './amountSaid.ts';
import {
  above,
  approximate,
  below,
  did,
  everyone,
  except,
  filler,
  negative,
  nobody,
  people,
  percentWords,
  vague,
  wished,
} from './amountWords.ts';
import { normalise } from './normalise.ts';
import type { Quantity } from './quantities.ts';

/**
 * `percent` is 0 to 100 with at most two decimals, always rounded down: 94.999 is not 95. `part` and `whole` are counts.
 * `about` marks an estimate or a floor. In a refusal `part` is how many were named and `missing` how many were left out,
 * so that only the whole has to be asked for.
 */
export type PercentReply =
  | {
      readonly ok: true;
      readonly percent: number;
      readonly part?: number;
      readonly whole?: number;
      readonly about?: boolean;
    }
  | {
      readonly ok: false;
      readonly why: 'none' | 'needsWhole' | 'impossible' | 'unclear';
      readonly part?: number;
      readonly missing?: number;
    };

const none: PercentReply = { ok: false, why: 'none' };
const unclear: PercentReply = { ok: false, why: 'unclear' };
const impossible: PercentReply = { ok: false, why: 'impossible' };

/** When it was done is no part of the amount. */
const times =
  /\b(?:(?:in|by|since|during|as of|as at|on|for) )?(?:the )?(?:(?:last|past|this|previous) (?:12 months|twelve months|year|month|week)|(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: 20\d\d\b)?)/gi;
/** Who is away counts among those who have not done it, and no one else does: "47 out of 52 but 3 are on maternity". */
const away =
  /[,;]? \b(?:but|because|as|and|with|the other)\b (?:the other )?\w+ (?:\w+ ){0,3}(?:on |off )?(?:maternity|sick|leave|holidays?|long term sick|new starters?|suspended)(?: leave| pay)?[.!]?$/i;
const outOf = /\d ?(?:\/|out of|of) ?(?:our |the |all )?\d/i;
const wholeTeam =
  /\b(?:the (?:whole|entire) (?:team|staff|staff team|lot|workforce|home)|the lot|every (?:single )?(?:one|person|carer|member of staff))\b/gi;

/**
 * The share that `text` speaks of. It never guesses upwards: "nearly all" and "most" are unclear, "over half" is half,
 * counts of who has not done it are asked back. A bare number such as "95" may as well count people, so the whole is asked
 * for; only 0, and what cannot be a count ("94.5"), is read as a percentage.
 */
export function understandPercent(text: string): PercentReply {
  const plain = normalise(text).replaceAll(times, ' ').replaceAll(wholeTeam, 'everyone');
  const amount = amountSaid(outOf.test(plain) ? plain.replace(away, '') : plain);
  const { said, words, joined } = amount;
  const has = (list: ReadonlySet<string>) => words.some((word) => list.has(word));
  const isCounted = said.some(({ type }) => type !== 'word' && type !== 'slash' && type !== 'dash');
  if (!isCounted && /\b(?:just|only) (?:me|myself)\b/.test(joined)) return unclear;
  if (!isCounted && !has(everyone) && !has(nobody) && !has(vague) && !/\b(?:both|no one|no staff)\b/.test(joined))
    return none;

  const excepted = allBut(amount);
  if (excepted) return excepted;
  if (has(wished)) return unclear;
  const counted = twoCounts(said);
  if (counted) return counted;
  if (isNobody(words)) return nobodyOf(amount);
  const isAtLeast = has(above) || joined.includes('more than') || joined.includes('or more');
  const isBelow = joined.includes('up to') && isCounted ? !joined.includes('up to date') : false;
  if (has(negative) || isBelow || words.some((word) => below.has(word) && !(isAtLeast && word === 'most')))
    return unclear;
  if (said.some(({ type }) => type === 'odd' || type === 'dash')) return unclear;

  const about = has(approximate) || isAtLeast;
  return (
    percentage(amount, about) ??
    partOfWhole(amount, about, isAtLeast) ??
    fraction(amount, about) ??
    everyoneOf(amount, about) ??
    bareNumber(amount, about, isAtLeast) ??
    unclear
  );
}

/** Rounded down to two decimals, in whole numbers so that no binary fraction lifts it. */
function share(part: number, whole: number, about: boolean): PercentReply {
  if (part < 0 || whole <= 0 || part > whole) return impossible;
  if (!Number.isInteger(part) || !Number.isInteger(whole)) return unclear;
  return { ok: true, percent: Math.floor((part * 10_000) / whole) / 100, part, whole, ...(about && { about }) };
}

function exactly(percent: number, about: boolean): PercentReply {
  return { ok: true, percent, ...(about && { about }) };
}

/** Two decimals by cutting the digits off: multiplying 94.57 by 100 gives 9456.99. */
function roundedDown(value: number): number {
  const [whole = '0', decimals = ''] = String(value).split('.');
  return Number(`${whole}.${decimals.slice(0, 2)}`);
}

function isWord(one: Quantity | undefined, word: string): boolean {
  return one?.type === 'word' && one.word === word;
}

/** Says nothing that could turn an amount into another. */
function isPlain(word: string): boolean {
  return (
    filler.has(word) ||
    people.has(word) ||
    did.has(word) ||
    approximate.has(word) ||
    /^(?:from|off|who|which)$/.test(word)
  );
}

function nobodyOf({ said, numbers }: AmountSaid): PercentReply {
  if (said.some(({ type }) => type !== 'word' && type !== 'number') || numbers.length > 1) return unclear;
  const whole = numbers[0];
  return whole === undefined ? exactly(0, false) : share(0, whole, false);
}

/** "All but 3 of 60", "everyone bar two", "all 52 except one". */
function allBut({ said }: AmountSaid): PercentReply | undefined {
  const at = said.findIndex(
    (one, index) => one.type === 'word' && except.has(one.word) && index > 0 && isCountNext(said, index + 1),
  );
  if (at === -1) return undefined;
  const before = withQuantities(said.slice(0, at));
  const after = withQuantities(said.slice(at));
  const isAll = before.words.some((word) => everyone.has(word)) || before.numbers.length === 1;
  const isDoubted = before.words.some((word) => negative.has(word) || below.has(word) || wished.has(word));
  if (!isAll || isDoubted || before.said.some(({ type }) => type !== 'word' && type !== 'number')) return undefined;
  const isOdd = after.said.some(({ type }) => type !== 'word' && type !== 'number' && type !== 'slash');
  const wholes = [...before.numbers, ...after.numbers.slice(1)];
  if (isOdd || wholes.length > 1) return unclear;
  const missing = after.numbers[0] ?? 0;
  const whole = wholes[0];
  if (whole !== undefined) return share(whole - missing, whole, false);
  return Number.isInteger(missing) && missing >= 0 ? { ok: false, why: 'needsWhole', missing } : unclear;
}

/** Whether a number stands at `from`, or after a few words such as "for our". */
function isCountNext(said: readonly Quantity[], from: number): boolean {
  for (let at = from; at < Math.min(said.length, from + 4); at += 1) {
    const one = said[at];
    if (one?.type === 'number') return true;
    if (one?.type !== 'word' || !/^(?:for|from|about|the|our|a|than|of)$/.test(one.word)) return false;
  }
  return false;
}

/** "95%", "95 per cent", "95% of our 52 staff", "90% (47 out of 52)" where both agree. */
function percentage({ said, numbers }: AmountSaid, about: boolean): PercentReply | undefined {
  const signs = said.flatMap((one, at) => {
    if (one.type === 'percentSign') return [at];
    return one.type === 'word' && percentWords.has(one.word) && (one.word !== 'cent' || isWord(said[at - 1], 'per'))
      ? [at]
      : [];
  });
  const sign = signs[0];
  if (sign === undefined) return undefined;
  const numberAt = isWord(said[sign - 1], 'per') ? sign - 2 : sign - 1;
  const number = said[numberAt];
  if (signs.length > 1 || number?.type !== 'number') return unclear;
  if (number.value < 0 || number.value > 100) return impossible;
  const percent = roundedDown(number.value);
  const isMixed = said.some(({ type }) => type === 'fraction');
  if (numbers.length === 1)
    return isMixed || said.some(({ type }) => type === 'slash') ? unclear : exactly(percent, about);
  if (numbers.length === 2) return isWord(said[sign + 1], 'of') && !isMixed ? exactly(percent, about) : unclear;
  const counted = partOfWhole(withQuantities(said.filter((_, at) => at !== numberAt && at !== sign)), false, false);
  return counted?.ok && Math.abs(counted.percent - percent) < 1 ? counted : unclear;
}

/** "47 out of 52", "47/52", "47 of our 52 staff", "47 have done it out of 52". */
function partOfWhole({ said, numbers }: AmountSaid, about: boolean, isAtLeast: boolean): PercentReply | undefined {
  const [part, whole] = numbers;
  if (part === undefined || whole === undefined || numbers.length > 2) return undefined;
  if (said.some(({ type }) => type === 'fraction')) return undefined;
  const first = said.findIndex(({ type }) => type === 'number');
  const second = said.findLastIndex(({ type }) => type === 'number');
  const middle = withQuantities(said.slice(first + 1, second));
  const isSlashed = middle.said.length === 1 && middle.said[0]?.type === 'slash';
  const isDivided = middle.words.includes('of') || /^(?:from|in)$/.test(middle.joined);
  if (!isSlashed && !(isDivided && middle.said.length === middle.words.length && middle.words.every(isPlain)))
    return undefined;
  return isAtLeast ? unclear : share(part, whole, about);
}

/** "Half", "about three quarters", "two thirds of our 30 staff". */
function fraction({ said, words, numbers }: AmountSaid, about: boolean): PercentReply | undefined {
  const [value, another] = said.flatMap((one) => (one.type === 'fraction' ? [one.value] : []));
  if (value === undefined) return undefined;
  // "Half of the seniors and all of the nurses" are two groups.
  const isTwoGroups = words.includes('and') && words.some((word) => everyone.has(word));
  const isOdd = another !== undefined || isTwoGroups || numbers.length > 1 || said.some(({ type }) => type === 'slash');
  if (isOdd || !words.every((word) => isPlain(word) || above.has(word) || word === 'than' || word === 'more'))
    return unclear;
  // Two thirds is 0.666 in binary digits a little below or above; a hair is added before the cut.
  const percent = Math.floor(value * 10_000 + 1e-6) / 100;
  const whole = numbers[0];
  if (whole === undefined) return exactly(percent, about);
  const part = Math.round(value * whole * 1e6) / 1e6;
  return Number.isInteger(part) ? share(part, whole, about) : exactly(percent, true);
}

/** "Everyone", "all of them", "all 52", "52 staff, all done", "both". */
function everyoneOf({ said, words, numbers }: AmountSaid, about: boolean): PercentReply | undefined {
  const isAll = words.some((word) => everyone.has(word));
  if (!isAll && !words.includes('both')) return undefined;
  const isOdd = about || numbers.length > 1 || said.some(({ type }) => type !== 'word' && type !== 'number');
  if (isOdd || !words.every((word) => isPlain(word) || everyone.has(word))) return unclear;
  const whole = numbers[0] ?? (isAll ? undefined : 2);
  return whole === undefined ? exactly(100, false) : share(whole, whole, false);
}

/** "95", "47 staff", "12". */
function bareNumber(
  { said, words, joined, numbers }: AmountSaid,
  about: boolean,
  isAtLeast: boolean,
): PercentReply | undefined {
  const value = numbers[0];
  if (value === undefined || numbers.length > 1 || said.some(({ type }) => type !== 'word' && type !== 'number'))
    return undefined;
  if (value < 0) return impossible;
  if (!words.every((word) => isPlain(word) || above.has(word))) return unclear;
  const haveDone = words.some((word) => did.has(word));
  // "We have 52 staff" and "52 in total" give the whole, which must not be mistaken for those who have done it.
  if (!haveDone && /\b(?:we have|we got|weve|there are|there is|total|altogether|all in)\b/.test(joined))
    return unclear;
  if (isWord(said[said.findIndex(({ type }) => type === 'number') - 1], 'of')) return unclear;
  if (haveDone || words.some((word) => people.has(word)) || value > 100) {
    return Number.isInteger(value) && !isAtLeast ? { ok: false, why: 'needsWhole', part: value } : unclear;
  }
  if (value === 0 || (!Number.isInteger(value) && value >= 90)) return exactly(roundedDown(value), about);
  const isCount = Number.isInteger(value) && !about && !isAtLeast;
  return { ok: false, why: isCount ? 'needsWhole' : 'unclear', part: value };
}

/** "8 carers, 7 did it" and "47 done, 5 to go": a whole, or what is missing from it, said beside those who have done it. */
function twoCounts(said: readonly Quantity[]): PercentReply | undefined {
  const [first, second, third] = said.flatMap((one) => (one.type === 'number' ? [one.value] : []));
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  const shape = said.map(letterOf).join('');
  if (/^f*#f*Pf*#f*D[fPD]*$/.test(shape)) return share(second, first, false);
  if (/^f*#[fP]*D[fPD]*#[fP]*N[fND]*$/.test(shape)) return share(first, first + second, false);
  return undefined;
}

/** What a word does in a sentence of two counts: P people, D did it, N not, f filler, x anything else; # is a number. */
function letterOf(one: Quantity): string {
  if (one.type === 'number') return '#';
  if (one.type !== 'word') return 'x';
  if (/^(?:them|us|we)$/.test(one.word)) return 'f';
  if (did.has(one.word)) return 'D';
  if (people.has(one.word)) return 'P';
  if (negative.has(one.word)) return 'N';
  return filler.has(one.word) ? 'f' : 'x';
}
