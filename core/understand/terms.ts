import MiniSearch from 'minisearch';
import { editDistance, soundOf } from './closeness.ts';
import { normalise } from './normalise.ts';

export interface GlossaryTerm {
  readonly term: string;
  readonly alsoCalled?: readonly string[];
  readonly plain: string;
  readonly example: string;
  readonly note?: string;
  /** An everyday word, "app" or "record", which said alone is an answer: found only where its meaning is asked for. */
  readonly onlyAsked?: boolean | undefined;
}

/** A term met in a text; `start` and `end` are offsets into it. */
export interface TermInText {
  readonly start: number;
  readonly end: number;
  readonly term: GlossaryTerm;
}

export interface TermFinder {
  /** The term that `text` names and nothing else, spelt more or less right; undefined where that is not certain. */
  find(text: string): GlossaryTerm | undefined;
  /** As `find`, for what stood in "what is ...": everyday words that are terms only when asked for are found too. */
  meaningOf(text: string): GlossaryTerm | undefined;
  /** At most three terms that may have been meant, best first; none for a long text. */
  suggest(text: string): readonly GlossaryTerm[];
  /** Terms in a text that was written with care: by their own names, singular or plural, from left to right. */
  inText(text: string): readonly TermInText[];
}

/** Words as they are compared. `squashed` has no spaces, so that "fire wall" and "firewall" are one. */
interface Spelling {
  readonly squashed: string;
  readonly sound: string;
  /** Those of `squashed` in the order of the alphabet. */
  readonly letters: string;
}

/** One way to call a term. */
interface Name extends Spelling {
  readonly term: GlossaryTerm;
  readonly words: readonly string[];
  readonly isAcronym: boolean;
}

const longestQuery = 70;

export function createTermFinder(terms: readonly GlossaryTerm[]): TermFinder {
  const names = terms.flatMap(namesOf);
  const plainNames = names.filter(({ term }) => !term.onlyAsked);
  const bare = lookupOf(plainNames);
  const asked = lookupOf(names);
  const byWords = bare.byWords;
  const longestName = plainNames.reduce((most, { words }) => Math.max(most, words.length), 0);
  const search = searchOf(names);

  function find(text: string): GlossaryTerm | undefined {
    return nameIn(text, bare);
  }

  function meaningOf(text: string): GlossaryTerm | undefined {
    return nameIn(text, bare) ?? nameIn(text, asked);
  }

  function suggest(text: string): readonly GlossaryTerm[] {
    const said = normalise(text);
    if (said.length > longestQuery) return [];
    const sure = meaningOf(said);
    const found = search
      .search(said)
      .map(({ id }) => names[id as number]?.term)
      .filter((term) => term !== undefined);
    return [...new Set([...(sure ? [sure] : []), ...found])].slice(0, 3);
  }

  function inText(text: string): readonly TermInText[] {
    const words = wordsOf(text);
    const found: TermInText[] = [];
    for (let at = 0; at < words.length; ) {
      let taken = 0;
      let term: GlossaryTerm | undefined;
      for (let count = Math.min(longestName, words.length - at); count > 0 && !term; count -= 1) {
        const some = words.slice(at, at + count);
        term = byWords.get(some.map(({ word }) => singular(word)).join(' '));
        if (term) taken = count;
      }
      const first = words[at];
      const last = words[at + taken - 1];
      if (term && first && last) found.push({ start: first.start, end: last.end, term });
      at += taken || 1;
    }
    return found;
  }

  return { find, meaningOf, suggest, inText };
}

interface Lookup {
  readonly names: readonly Name[];
  readonly exact: ReadonlyMap<string, GlossaryTerm>;
  readonly byWords: ReadonlyMap<string, GlossaryTerm>;
}

/** The first of two terms with one name has it. */
function lookupOf(names: readonly Name[]): Lookup {
  const exact = new Map<string, GlossaryTerm>();
  const byWords = new Map<string, GlossaryTerm>();
  for (const { words, squashed, term } of names) {
    if (!exact.has(squashed)) exact.set(squashed, term);
    const spelt = words.map(singular).join(' ');
    if (!byWords.has(spelt)) byWords.set(spelt, term);
  }
  return { names, exact, byWords };
}

function nameIn(text: string, { names, exact, byWords }: Lookup): GlossaryTerm | undefined {
  const said = normalise(text);
  if (said.length > longestQuery) return undefined;
  const words = wordsOf(said).map(({ word }) => word);
  // "2factor"
  const squashed = words.join('').replace(/^2(?!fa$|sv$)/, 'two');
  return (
    exact.get(squashed) ??
    byWords.get(words.map(singular).join(' ')) ??
    (smallWord.test(said) ? undefined : nearest(squashed, names))
  );
}

function namesOf(term: GlossaryTerm): readonly Name[] {
  const called = [term.term, term.term.replace(/ ?\([^()]*\)/g, ''), ...(term.alsoCalled ?? [])];
  return [...new Set(called)].map((name) => {
    const words = wordsOf(name).map(({ word }) => word);
    const squashed = words.join('');
    return { term, words, ...spellingOf(squashed), isAcronym: /^[A-Z]{3,5}$/.test(name) };
  });
}

/** Figures that people write for words, in both directions: "2 factor", "3 random words". */
const figures: ReadonlyMap<string, string> = new Map([
  ['2', 'two'],
  ['3', 'three'],
  ['10', 'ten'],
  ['+', 'plus'],
  ['&', 'and'],
]);

function wordsOf(text: string): readonly { readonly word: string; readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’]*|[+&]/gu)].map((match) => {
    const plain = match[0].toLowerCase().replaceAll(/['’]/g, '');
    return { word: figures.get(plain) ?? plain, start: match.index, end: match.index + match[0].length };
  });
}

function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
  return word
    .replace(/ies$/, 'y')
    .replace(/([sxz]|ch|sh)es$/, '$1')
    .replace(/s$/, '');
}

/** "At induction" says when: it is an answer, not two letters too many. */
const smallWord = /^(?:on|at|in|by|for|to|with|from|of|no|not|our|my|we|i|is|as) /i;

/** English words that are one slip away from a term and mean something else. */
const otherWords: ReadonlySet<string> = new Set(
  'police polices administration administrations collection collections controlled indication indications supplied supplies commission commissions commissioned farewell professor pitch pitching shedding shrouding clod clouded cloudy fireball parching poaching pouching patchy'.split(
    ' ',
  ),
);

/** The one term whose name is so near that nothing else can be meant. */
function nearest(squashed: string, names: readonly Name[]): GlossaryTerm | undefined {
  if (squashed.length < 4 || otherWords.has(squashed)) return undefined;
  const said = spellingOf(squashed);
  let best: { readonly term: GlossaryTerm; readonly distance: number } | undefined;
  let isTied = false;
  for (const name of names) {
    const allowed = slipsAllowed(said, name);
    if (allowed === 0) continue;
    const distance = editDistance(squashed, name.squashed, allowed);
    if (distance > allowed) continue;
    if (best && distance === best.distance && best.term !== name.term) isTied = true;
    if (!best || distance < best.distance) {
      best = { term: name.term, distance };
      isTied = false;
    }
  }
  return isTied ? undefined : best?.term;
}

/** How many letters may be wrong: more in a long name, and many more where it still sounds the same. */
function slipsAllowed({ squashed, sound, letters }: Spelling, name: Name): number {
  const length = Math.max(squashed.length, name.squashed.length);
  if (name.isAcronym || length < 5) {
    // "GDRP": the right letters, two of them swapped.
    return length === squashed.length && length >= 4 && letters === name.letters ? 1 : 0;
  }
  if (sound === name.sound) return length < 7 ? 1 : length < 10 ? 2 : Math.floor(length * 0.45);
  if (length < 8) return letters === name.letters ? 1 : 0;
  // Few people get the first sound wrong, and "catching" is not "patching".
  if (sound[0] !== name.sound[0]) return 0;
  return length < 11 ? 1 : length < 15 ? 2 : 3;
}

function spellingOf(squashed: string): Spelling {
  return { squashed, sound: soundOf(squashed), letters: [...squashed].sort().join('') };
}

function searchOf(names: readonly Name[]): MiniSearch {
  const search = new MiniSearch({
    fields: ['words', 'squashed', 'sounds'],
    tokenize: (text) => text.split(' '),
    processTerm: (word) => word,
    searchOptions: {
      tokenize: (text) => {
        const words = wordsOf(text)
          .map(({ word }) => singular(word))
          .filter((word) => !unhelpful.has(word));
        // "Encrypted" and "backing up" point to encryption and backup.
        const stems = words.map((word) => word.replace(/(?:ed|ing)$/, '')).filter((stem) => stem.length >= 4);
        const sounds = words.map((word) => `~${soundOf(word)}`);
        return [...new Set([...words, ...stems, ...sounds, words.join('')])];
      },
      prefix: (word) => word.length >= 4 && !word.startsWith('~'),
      fuzzy: (word) => (word.startsWith('~') || word.length < 5 ? false : 0.25),
      boost: { squashed: 3, words: 2 },
    },
  });
  search.addAll(
    names.map(({ words, squashed }, id) => ({
      id,
      words: words.map(singular).join(' '),
      squashed,
      sounds: words.map((word) => `~${soundOf(singular(word))}`).join(' '),
    })),
  );
  return search;
}

/** Words in many names or none, which alone point nowhere. */
const unhelpful: ReadonlySet<string> = new Set(
  'a an the of for and in to or is are it what whats does mean meaning do we you i they this that thing stuff our my us please with on by data care'.split(
    ' ',
  ),
);
