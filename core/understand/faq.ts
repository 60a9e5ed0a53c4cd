import { editDistance } from './closeness.ts';
import { normalise } from './normalise.ts';
import { spelling } from './words.ts';

/** A question that people ask about the guide or the toolkit, and what to say to it. */
export interface FaqEntry {
  readonly id: string;
  readonly waysToSay: readonly string[];
  readonly answer: string;
}

export interface FaqFinder {
  /** The entry that `text` as a whole asks for; undefined where it may be anything else. */
  find(text: string): FaqEntry | undefined;
}

/** Nobody asks at greater length, in characters. */
const longest = 100;

export function createFaqFinder(entries: readonly FaqEntry[]): FaqFinder {
  const exact = new Map<string, FaqEntry>();
  const byLength = new Map<number, { readonly words: readonly string[]; readonly entry: FaqEntry }[]>();
  for (const entry of entries) {
    for (const way of entry.waysToSay) {
      const words = essence(way);
      const key = words.join(' ');
      if (exact.has(key)) continue;
      exact.set(key, entry);
      byLength.set(words.length, [...(byLength.get(words.length) ?? []), { words, entry }]);
    }
  }

  return {
    find(text) {
      const said = normalise(text);
      if (said.length > longest) return undefined;
      const words = essence(said);
      const found = exact.get(words.join(' '));
      if (found || words.length < 2) return found;
      return byLength.get(words.length)?.find((way) => isNear(words, way.words))?.entry;
    },
  };
}

/** Same words, of which one or two long ones may be mistyped. */
function isNear(said: readonly string[], way: readonly string[]): boolean {
  let slips = 0;
  for (const [at, word] of way.entries()) {
    const typed = said[at] ?? '';
    if (typed === word) continue;
    const allowed = word.length >= 8 ? 2 : word.length >= 5 ? 1 : 0;
    if (allowed === 0 || typed.length < 4 || editDistance(typed, word, allowed) > allowed) return false;
    slips += 1;
  }
  return slips <= 2;
}

/** Words written in several ways that mean one thing here. */
const same: ReadonlyMap<string, string> = new Map(
  (
    [
      ['whats', 'what is'],
      ['wots', 'what is'],
      ['wot', 'what'],
      ['whos', 'who is'],
      ['wheres', 'where is'],
      ['whens', 'when is'],
      ['hows', 'how is'],
      ['youre', 'you is'],
      ['ur', 'your'],
      ['u', 'you'],
      ['r', 'is'],
      ['im', 'we is'],
      ['dont', 'do not'],
      ['doesnt', 'do not'],
      ['didnt', 'do not'],
      ['cant', 'can not'],
      ['cannot', 'can not'],
      ['wont', 'will not'],
      ['isnt', 'is not'],
      ['havent', 'have not'],
      ['ill', 'we will'],
      ['i', 'we'],
      ['me', 'we'],
      ['us', 'we'],
      ['this', 'it'],
      ['that', 'it'],
      ['these', 'it'],
      ['them', 'it'],
      ['has', 'have'],
      ['got', 'have'],
      ['could', 'can'],
      ['would', 'will'],
      ['someone', 'somebody'],
      ['anyone', 'anybody'],
      ['info', 'information'],
      ['docs', 'document'],
      ['wat', 'what'],
      ['are', 'is'],
      ['am', 'is'],
      ['was', 'is'],
      ['does', 'do'],
      ['did', 'do'],
    ] as const
  ).map(([typed, meant]) => [typed, meant] as const),
);

/** Words that change nothing. */
const empty: ReadonlySet<string> = new Set(
  'the a an my our your their please pls plz thanks thank really just actually ok okay so and but um er hi hello hey sorry then exactly even well oh right also wait ta cheers mate love now again anyway'.split(
    ' ',
  ),
);

/** What is left of a question when wording is taken off: kept in order, so that "can you see" is not "you can see". */
function essence(text: string): readonly string[] {
  const words = spelling(text)
    .split(' ')
    .flatMap((word) => (same.get(word) ?? word).split(' '))
    .map((word) => (word.length > 3 && !/(?:ss|us|is)$/.test(word) ? word.replace(/s$/, '') : word));
  return words.filter((word, at) => word && !empty.has(word) && word !== words[at - 1]);
}
