import { editDistance } from '../understand/closeness.ts';
import { normalise } from '../understand/normalise.ts';
import { firstNames } from '../understand/peopleWords.ts';

/** Somebody who can be meant; without a name they cannot. */
interface Named {
  readonly person: string;
  readonly name?: string;
}

/** Who is meant: the one, or the several that fit equally well, in the order they were given. */
export type WhoIsMeant = { readonly one: string } | { readonly several: readonly string[] };

const titles: ReadonlySet<string> = new Set(
  'mr mrs ms miss mx dr doctor sir dame rev reverend father sister nurse matron prof professor'.split(' '),
);
/** "Jo from head office" is Jo. */
const places: ReadonlySet<string> = new Set(['from', 'in', 'at']);
/** Letters in the shortest word in which a slip is forgiven: "Jo" and "Jon" are two people. */
const shortestMisspelt = 4;

/**
 * Whom a typed `name` means among `members`: by the whole name, by first names or surname, by initials, and then by any of these with one
 * slip in it. Case, accents, hyphens, apostrophes and titles are forgiven. The first of these that fits anybody decides; undefined
 * where none does.
 */
export function memberIn(name: string, members: readonly Named[]): WhoIsMeant | undefined {
  const said = wordsIn(name);
  if (said.length === 0) return undefined;
  const known = members.flatMap(({ person, name: theirs }) => {
    const words = theirs === undefined ? [] : wordsIn(theirs);
    return words.length > 0 ? [{ person, words }] : [];
  });
  for (const fits of [isWhole, isPart, isInitials, isWholeMisspelt, isPartMisspelt]) {
    const found = [...new Set(known.filter(({ words }) => fits(said, words)).map(({ person }) => person))];
    const [first] = found;
    if (first !== undefined) return found.length === 1 ? { one: first } : { several: found };
  }
  return undefined;
}

/** In characters; no name is longer. */
const longest = 100;

/** "Mrs. Siân O'Connor-Lee's" as `sian`, `oconnor`, `lee`: lower case, without accents, titles and what shows that something is theirs. */
function wordsIn(name: string): readonly string[] {
  const words = normalise(name, longest)
    .replaceAll(/'s?(?=\s|$)/gi, '')
    .normalize('NFD')
    .replaceAll(/[\p{M}']/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const named = titles.has(words[0] ?? '') ? words.slice(1) : words;
  const where = named.findIndex((word, at) => at > 0 && places.has(word));
  return where < 0 ? named : named.slice(0, where);
}

type Fits = (said: readonly string[], theirs: readonly string[]) => boolean;

const isSame = (a: string, b: string): boolean => a === b;
/** A slip of one letter. Jean is no slip in Joan: what is a name of its own is forgiven only where both sound the same, as Sara and Sarah do. */
function isNear(typed: string, theirs: string): boolean {
  if (typed === theirs) return true;
  if (firstNames.has(typed)) return spoken(typed) === spoken(theirs);
  return Math.min(typed.length, theirs.length) >= shortestMisspelt && editDistance(typed, theirs, 1) === 1;
}

/** Ann is Anne, Jon is John, and Clare is Claire. */
const spoken = (name: string): string =>
  name.replace(/nne$/, 'n').replaceAll('h', '').replaceAll('ai', 'a').replaceAll(/(.)\1/g, '$1');

/** Every word of both, in the same order; hyphens make no difference. */
const isWhole: Fits = (said, theirs) => said.join('') === theirs.join('');
const isWholeMisspelt: Fits = (said, theirs) =>
  said.length === theirs.length && said.every((word, at) => isNear(word, theirs[at] ?? ''));

/** Some of their names, in their order: "Smith", "Jo S", "Anne" of "Anne-Marie Jones". */
const isPartBy =
  (fits: (a: string, b: string) => boolean): Fits =>
  (said, theirs) => {
    let at = 0;
    return said.every((word, index) => {
      const isInitial = word.length === 1 && said.length > 1 && index > 0;
      const found = theirs.findIndex(
        (their, place) => place >= at && (fits(word, their) || (isInitial && their.startsWith(word))),
      );
      at = found + 1;
      return found >= 0;
    });
  };
const isPart = isPartBy(isSame);
const isPartMisspelt = isPartBy(isNear);

/** "JS", "J S", "J Smith": initials for all names, or for those before the last. */
const isInitials: Fits = (said, theirs) => {
  if (theirs.length < 2) return false;
  const initials = theirs.map((word) => word[0]).join('');
  const typed = said.join('');
  if (typed === initials) return true;
  const [first, ...rest] = said;
  return first?.length === 1 && initials.startsWith(first) && rest.join('') === theirs.slice(1).join('');
};
