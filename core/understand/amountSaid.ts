import { did, filler, nobody, people } from './amountWords.ts';
import { type Quantity, quantitiesIn } from './quantities.ts';

/** A text about an amount, with what is looked up in it again and again. */
export interface AmountSaid {
  readonly said: readonly Quantity[];
  /** Its words alone, and joined by a space. */
  readonly words: readonly string[];
  readonly joined: string;
  readonly numbers: readonly number[];
}

export function amountSaid(text: string): AmountSaid {
  return withQuantities(quantitiesIn(text));
}

export function withQuantities(said: readonly Quantity[]): AmountSaid {
  const words = said.flatMap((one) => (one.type === 'word' ? [one.word] : []));
  return {
    said,
    words,
    joined: words.join(' '),
    numbers: said.flatMap((one) => (one.type === 'number' ? [one.value] : [])),
  };
}

/** "None of them", "no one has", "nobody yet", with nothing else said; "none" may follow a count of the whole. */
export function isNobody(words: readonly string[]): boolean {
  const plain = words
    .join(' ')
    .replace(/\bno one\b|\bno (?:staff|carers|people)\b/, 'nobody')
    .replace(/ (?:yet|so far)$/, '')
    .split(' ');
  return (
    plain.filter((word) => nobody.has(word)).length === 1 &&
    plain.every((word) => nobody.has(word) || filler.has(word) || people.has(word) || did.has(word))
  );
}
