import { normalise } from './normalise.ts';
import { type Quantity, quantitiesIn } from './quantities.ts';

/**
 * `percent` is 0 to 100 with at most two decimals, always rounded down: 94.999 is not 95. `part` and `whole` are counts.
 * `about` marks an estimate. In a refusal `part` is how many were named and `missing` how many were left out, so that
 * only the whole has to be asked for.
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

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(/[|\n ]+/).filter(Boolean));

const approximate = wordSet(
  'about around roughly approx approximately circa ish say think guess probably maybe reckon estimate estimated believe perhaps possibly',
);
/** The true figure is lower, so the figure said must not be taken. */
const below = wordSet('nearly almost under below less fewer upto most maximum max approaching quite towards');
/** The true figure is higher: the figure said is a safe floor. */
const above = wordSet('over above least minimum exceeding upwards plus');
/** What was counted may be those who have not. */
const negative = wordSet(
  'not no havent hasnt didnt dont doesnt isnt arent wasnt werent never left still missing without outstanding untrained remaining remain yet go due overdue expired lapsed incomplete need needs needing lacking short unfinished waiting pending failed',
);
/** What is wished for is no figure. */
const wished = wordSet(
  'target aim aiming aims hope hoping hopefully should will would supposed goal want wanted expect expecting plan planning planned could might must if when once until soon',
);
const people = wordSet(
  'staff people persons person carers carer employees employee members member workers worker colleagues nurses seniors team us them folk folks starters',
);
const did = wordSet(
  'done did completed complete finished passed trained training course courses elearning certificates certificate taken sat',
);
const filler = wordSet(
  'a an the our my we i of have has had been is are was were its it that this they all in total altogether so far up to date now and yes yep yeah well that just only currently already today out do does got get every one each single whole care data security moment at ok oh um er then there please exactly precisely lot bunch both really actually in',
);
const everyone = wordSet('everyone everybody all');
const nobody = wordSet('none nobody noone zero nil nothing');
const vague = wordSet('most majority some few many several lots bulk handful various loads couple');
const percentWords = wordSet('percent percentage pct pc cent');
const except = wordSet('bar but except excluding minus besides apart save');

/** Said about when it was done: no part of the amount. */
const times =
  /\b(?:in|by|since|during|as of|as at|on|for|up to)? ?(?:the )?(?:(?:last|past|this|previous) (?:12 months|twelve months|year|month|week)|(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: (?:20)\d\d\b)?|(?:in|since|during) 20[0-4]\d\b)/gi;

const wholeTeam =
  /\b(?:the (?:whole|entire) (?:team|staff|staff team|lot|workforce|home)|the lot|every (?:single )?(?:one|person|carer|member of staff))\b/gi;

/** The one number in `text`, in figures or words ("a couple", "half a dozen"); undefined for none, several or a range. */
export function understandNumber(text: string): number | undefined {
  const said = quantitiesIn(text);
  if (said.some(({ type }) => type !== 'number' && type !== 'word')) return undefined;
  const words = wordsIn(said);
  const numbers = numbersIn(said);
  if (numbers.length > 1 || words.some((word) => below.has(word) || percentWords.has(word) || word === 'not'))
    return undefined;
  if (numbers.length === 1) return numbers[0];
  return isNobody(words) ? 0 : undefined;
}

/**
 * The share that `text` speaks of. It never guesses upwards: "nearly all" and "most" are unclear, "over half" is half,
 * counts of who has not done it are asked back. A bare number is a percentage only from 90 to 100 (or 0), where the
 * question is near its target; below that it may as well count people, so `unclear` hands it back as `part`.
 */
export function understandPercent(text: string): PercentReply {
  const said = quantitiesIn(normalise(text).replaceAll(times, ' ').replaceAll(wholeTeam, 'everyone'));
  const words = wordsIn(said);
  const numbers = numbersIn(said);
  const amounts = said.filter(({ type }) => type !== 'word');
  if (
    amounts.length === 0 &&
    !words.some((word) => everyone.has(word) || nobody.has(word) || vague.has(word) || word === 'both')
  ) {
    return isNobody(words) ? zero(undefined) : { ok: false, why: 'none' };
  }
  const plainReply =
    allBut(said) ??
    (words.some((word) => wished.has(word)) ? unclear : undefined) ??
    (isNobody(words) && amounts.length === 0 ? zero(undefined) : undefined);
  if (plainReply) return plainReply;
  if (said.some(({ type }) => type === 'odd' || type === 'dash')) return unclear;
  if (words.some((word) => negative.has(word))) return unclear;
  const about = words.some((word) => approximate.has(word));
  const atLeast =
    words.some((word) => above.has(word)) ||
    words.join(' ').includes('more than') ||
    words.join(' ').includes('or more');
  if (words.some((word) => below.has(word) && !(atLeast && word === 'most')) || words.join(' ').includes('up to #'))
    return unclear;
  return (
    percentage(said, about || atLeast) ??
    shareOfWhole(said, about, atLeast) ??
    fraction(said, about || atLeast) ??
    everyoneOf(said, about) ??
    bareNumber(said, numbers, about, atLeast) ??
    unclear
  );
}

const unclear: PercentReply = { ok: false, why: 'unclear' };

function wordsIn(said: readonly Quantity[]): readonly string[] {
  return said.flatMap((one) => (one.type === 'word' ? [one.word] : []));
}

function numbersIn(said: readonly Quantity[]): readonly number[] {
  return said.flatMap((one) => (one.type === 'number' ? [one.value] : []));
}

/** "None of them", "no one has", "nobody yet": with nothing else said. */
function isNobody(words: readonly string[]): boolean {
  const joined = words
    .join(' ')
    .replace(/\bno one\b/, 'nobody')
    .replace(/\bno (?:staff|carers|people)\b/, 'nobody')
    .replace(/\b(?:yet|so far)$/, '');
  const plain = joined.split(' ').filter(Boolean);
  return (
    plain.filter((word) => nobody.has(word)).length === 1 &&
    plain.every((word) => nobody.has(word) || filler.has(word) || people.has(word) || did.has(word))
  );
}

function zero(whole: number | undefined): PercentReply {
  return { ok: true, percent: 0, ...(whole !== undefined && { part: 0, whole }) };
}

/** Rounded down to two decimals, in whole numbers so that no binary fraction lifts it. */
function share(part: number, whole: number, about: boolean): PercentReply {
  if (part < 0 || whole <= 0 || part > whole) return { ok: false, why: 'impossible' };
  if (!Number.isInteger(part) || !Number.isInteger(whole)) return unclear;
  return { ok: true, percent: Math.floor((part * 10_000) / whole) / 100, part, whole, ...(about && { about }) };
}

/** "All but 3 of 60", "everyone bar two", "all 52 except one". */
function allBut(said: readonly Quantity[]): PercentReply | undefined {
  const at = said.findIndex(
    (one, index) => one.type === 'word' && except.has(one.word) && index > 0 && rest(said, index + 1, 1) !== undefined,
  );
  if (at === -1) return undefined;
  const before = said.slice(0, at);
  const wholeBefore = numbersIn(before);
  const words = wordsIn(before);
  const names = words.some((word) => everyone.has(word)) || wholeBefore.length === 1;
  if (
    !names ||
    wholeBefore.length > 1 ||
    words.some((word) => negative.has(word) || below.has(word) || wished.has(word))
  )
    return undefined;
  if (before.some(({ type }) => type !== 'word' && type !== 'number')) return undefined;
  const after = numbersIn(said.slice(at));
  const [missing = 0, wholeAfter] = after;
  if (after.length > 2 || said.slice(at).some(({ type }) => type !== 'word' && type !== 'number' && type !== 'slash'))
    return unclear;
  const whole = wholeBefore[0] ?? wholeAfter;
  if (whole === undefined)
    return Number.isInteger(missing) && missing >= 0 ? { ok: false, why: 'needsWhole', missing } : unclear;
  if (wholeBefore.length === 1 && wholeAfter !== undefined) return unclear;
  return missing > whole ? { ok: false, why: 'impossible' } : share(whole - missing, whole, false);
}

/** The number that comes within a few words after `from`; undefined where another thing comes first. */
function rest(said: readonly Quantity[], from: number, most: number): number | undefined {
  for (let at = from; at < Math.min(said.length, from + most + 3); at += 1) {
    const one = said[at];
    if (one?.type === 'number') return one.value;
    if (one?.type !== 'word' || !/^(?:for|from|about|the|our|a|than|of)$/.test(one.word)) return undefined;
  }
  return undefined;
}

/** "95%", "95 per cent", "95% of our 52 staff", "95% (50 out of 52)" where both agree. */
function percentage(said: readonly Quantity[], about: boolean): PercentReply | undefined {
  const signs = said.flatMap((one, at) => {
    const isSign = one.type === 'percentSign' || (one.type === 'word' && percentWords.has(one.word));
    return isSign && one.type === 'word' && one.word === 'cent' && !isWord(said[at - 1], 'per')
      ? []
      : isSign
        ? [at]
        : [];
  });
  if (signs.length === 0) return undefined;
  if (signs.length > 1) return unclear;
  const sign = signs[0] as number;
  const number =
    said[sign - 1]?.type === 'number' ? said[sign - 1] : isWord(said[sign - 1], 'per') ? said[sign - 2] : undefined;
  if (number?.type !== 'number') return unclear;
  const others = numbersIn(said).length - 1;
  if (number.value < 0 || number.value > 100) return { ok: false, why: 'impossible' };
  const percent = roundedDown(number.value);
  if (others === 0)
    return said.some(({ type }) => type === 'fraction' || type === 'slash')
      ? unclear
      : { ok: true, percent, ...(about && { about }) };
  if (others === 1) return isWord(said[sign + 1], 'of') ? { ok: true, percent, ...(about && { about }) } : unclear;
  const counted = shareOfWhole(
    said.filter((one, at) => one !== number && at !== sign),
    false,
    false,
  );
  return counted?.ok && Math.abs(counted.percent - percent) < 1 ? counted : unclear;
}

function isWord(one: Quantity | undefined, word: string): boolean {
  return one?.type === 'word' && one.word === word;
}

/** Two decimals by cutting the digits off: multiplying 94.57 by 100 gives 9456.99. */
function roundedDown(value: number): number {
  const [whole = '0', decimals = ''] = String(value).split('.');
  return Number(`${whole}.${decimals.slice(0, 2)}`);
}

const between = /^(?:out of|of|from|in|out off|outof|outta|over)$/;

/** "47 out of 52", "47/52", "47 of our 52 staff", "47 have done it out of 52". */
function shareOfWhole(said: readonly Quantity[], about: boolean, atLeast: boolean): PercentReply | undefined {
  const at = said.flatMap((one, index) => (one.type === 'number' ? [index] : []));
  if (at.length !== 2 || said.some(({ type }) => type === 'fraction')) return undefined;
  const [first = 0, second = 0] = at;
  const middle = said.slice(first + 1, second);
  const words = wordsIn(middle);
  const slashed = middle.length === 1 && middle[0]?.type === 'slash';
  const joined = words.join(' ');
  const divided =
    /\bout of\b|\bout off\b|\boutof\b|\boutta\b/.test(joined) || words.includes('of') || between.test(joined);
  if (!slashed && (!divided || middle.some(({ type }) => type !== 'word') || !words.every(isPlain))) return undefined;
  if (atLeast) return unclear;
  const [part, whole] = [said[first], said[second]];
  return part?.type === 'number' && whole?.type === 'number' ? share(part.value, whole.value, about) : undefined;
}

function isPlain(word: string): boolean {
  return (
    filler.has(word) ||
    people.has(word) ||
    did.has(word) ||
    approximate.has(word) ||
    /^(?:from|off|outof|outta|over|who|which)$/.test(word)
  );
}

/** "Half", "about three quarters", "two thirds of our 30 staff". */
function fraction(said: readonly Quantity[], about: boolean): PercentReply | undefined {
  const fractions = said.flatMap((one) => (one.type === 'fraction' ? [one.value] : []));
  const numbers = numbersIn(said);
  if (fractions.length !== 1 || numbers.length > 1 || said.some(({ type }) => type === 'slash')) return undefined;
  if (!wordsIn(said).every((word) => isPlain(word) || above.has(word) || word === 'than' || word === 'more'))
    return unclear;
  const value = fractions[0] as number;
  const whole = numbers[0];
  if (whole !== undefined) {
    const part = Math.round(value * whole * 1e6) / 1e6;
    return Number.isInteger(part)
      ? share(part, whole, about)
      : { ok: true, percent: Math.floor(value * 10_000 + 1e-6) / 100, about: true };
  }
  return { ok: true, percent: Math.floor(value * 10_000 + 1e-6) / 100, ...(about && { about }) };
}

/** "Everyone", "all of them", "all 52", "52 staff, all done", "both". */
function everyoneOf(said: readonly Quantity[], about: boolean): PercentReply | undefined {
  const words = wordsIn(said);
  const numbers = numbersIn(said);
  const all = words.some((word) => everyone.has(word)) || words.join(' ').includes('every one');
  if (!all && !words.includes('both')) return undefined;
  if (numbers.length > 1 || said.some(({ type }) => type !== 'word' && type !== 'number')) return unclear;
  if (!words.every((word) => isPlain(word) || everyone.has(word))) return unclear;
  if (about) return unclear;
  const whole = numbers[0] ?? (words.includes('both') && !all ? 2 : undefined);
  if (whole !== undefined) return whole > 0 && Number.isInteger(whole) ? share(whole, whole, false) : unclear;
  return { ok: true, percent: 100 };
}

/** "95", "47 staff", "12". */
function bareNumber(
  said: readonly Quantity[],
  numbers: readonly number[],
  about: boolean,
  atLeast: boolean,
): PercentReply | undefined {
  const value = numbers[0];
  if (value === undefined || numbers.length > 1 || said.some(({ type }) => type !== 'word' && type !== 'number'))
    return undefined;
  const words = wordsIn(said);
  if (value < 0) return { ok: false, why: 'impossible' };
  if (!words.every((word) => isPlain(word) || above.has(word))) return unclear;
  const counted = words.some((word) => people.has(word) || did.has(word));
  // "We have 52 staff" and "52 in total" give the whole, which must not be mistaken for those who have done it.
  if (
    /\b(?:we have|we got|there are|there is|in total|altogether|all in|total)\b/.test(words.join(' ')) &&
    !words.some((word) => did.has(word))
  )
    return unclear;
  if (/\bout of$|^(?:out )?of\b/.test(words.join(' ')) && !counted) return unclear;
  if (counted || value > 100) {
    return Number.isInteger(value) && !atLeast ? { ok: false, why: 'needsWhole', part: value } : unclear;
  }
  if (value === 0) return zero(undefined);
  const flagged = about || atLeast;
  if (value >= 90) return { ok: true, percent: roundedDown(value), ...(flagged && { about: true }) };
  return { ok: false, why: 'unclear', part: value };
}
