import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

/** Reading age 9 to 11 is about school grade 4 to 6, so every sentence stays below grade 7. */
const gradeLimit = 7;
const wordLimit = 24;
/** A grade means little for a few words: shorter sentences are judged together with their neighbours. */
const judgedAlone = 8;
/** Syllables of an ordinary plain English word, used to judge a label of a few words as part of a plain sentence. */
const plainSyllables = 1.3;

/** Words the guide never says; see "How the guide speaks". */
const unwanted = [
  /!/,
  /\bplease ensure\b/i,
  /\bin order to\b/i,
  /\bregarding\b/i,
  /\b(?:in)?appropriate(?:ly)?\b/i,
  /\be\.g\b/i,
  /\bi\.e\b/i,
  /\betc\b/i,
];

const american = [
  /\b(?:organi|recogni|authori|minimi|maximi|summari|prioriti|anonymi|pseudonymi|customi|apologi|reali|finali)z/i,
  /\b(?:analy|paraly)z/i,
  /\b(?:colou?rize|color|behavior|favor|labor|honor|neighbor|rumor|harbor)(?:s|ed|ing|ite|ly|al)?\b/i,
  /\b(?:center|theater|fiber|liter)(?:s|ed)?\b/i,
  /\b(?:traveled|traveling|canceled|canceling|labeled|labeling|modeled|modeling|signaled)\b/i,
  /\b(?:defense|offense|fulfill|enroll|enrollment|catalog|dialog|gray|aging|jewelry|mom|skillful|pediatric)s?\b/i,
];

interface Entry {
  readonly term: string;
  readonly why: string;
}
interface Text {
  readonly path: string;
  readonly text: string;
  /** Terms this text is there to explain, which count as plain here and nowhere else. */
  readonly explained: readonly string[];
}

const contentFolder = new URL('../../content/', import.meta.url);
const wordsFolder = new URL('locales/en-GB/', contentFolder);
const read = (file: URL): unknown => JSON.parse(readFileSync(file, 'utf8'));
const unavoidable = read(new URL('unavoidable.json', contentFolder)) as Entry[];

/** One pattern for all terms, longest first, plurals and possessives included. */
function pattern(terms: readonly string[]): RegExp {
  const escaped = terms
    .toSorted((a, b) => b.length - a.length)
    .map((term) => term.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/y$/, '(?:y|ies)'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?:['’]?s|['’])?(?![\\p{L}\\p{N}])`, 'giu');
}

const unavoidablePattern = pattern(unavoidable.map(({ term }) => term));

/** Everything that counts as one plain word, said as "it": placeholders, addresses, figures, unavoidable terms. */
function simplify(text: string, explained: readonly string[]): string {
  const plain = text
    .replace(
      /\{\{.*?\}\}|\$t\(.*?\)|https?:\/\/\S+\w|\S+@\S+\w|\b[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org)\b(?:\/\S*\w)?/g,
      'it',
    )
    .replace(/[£€]?\d[\d.,:/-]*(?:%|[ap]m\b|st\b|nd\b|rd\b|th\b)?/g, (figure) =>
      /[.,:]$/.test(figure) ? 'it.' : 'it',
    );
  const known = explained.length > 0 ? plain.replace(pattern(explained), 'it') : plain;
  return known.replace(unavoidablePattern, 'it');
}

const wordsOf = (text: string): string[] => text.match(/\p{L}[\p{L}'’-]*/gu) ?? [];

interface Sentence {
  readonly text: string;
  readonly length: number;
  readonly plain: readonly string[];
}

function sentencesOf({ text, explained }: Text): Sentence[] {
  const segmenter = new Intl.Segmenter('en-GB', { granularity: 'sentence' });
  return Array.from(segmenter.segment(text), ({ segment }) => ({
    text: segment.trim(),
    length: segment.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
    plain: wordsOf(simplify(segment, explained)),
  })).filter(({ length }) => length > 0);
}

function grade(sentences: readonly Sentence[]): number {
  const words = sentences.flatMap(({ plain }) => plain);
  const missing = Math.max(0, judgedAlone - words.length);
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return fleschKincaid({
    sentence: sentences.length,
    word: words.length + missing,
    syllable: syllables + missing * plainSyllables,
  });
}

/** The sentence at `at` with as many neighbours, those after it first, as it takes to judge it. */
function judgedWith(sentences: readonly Sentence[], at: number): Sentence[] {
  let [from, to] = [at, at + 1];
  const length = () => sentences.slice(from, to).reduce((sum, { plain }) => sum + plain.length, 0);
  while (length() < judgedAlone && (from > 0 || to < sentences.length)) {
    if (to < sentences.length) to += 1;
    else from -= 1;
  }
  return sentences.slice(from, to);
}

function problemsIn(text: Text): string[] {
  const say = (what: string) => `${text.path}: ${what}`;
  const sentences = sentencesOf(text);
  return [
    ...[...unwanted, ...american].flatMap((bad) => {
      const found = bad.exec(text.text);
      return found ? [say(`says "${found[0]}"`)] : [];
    }),
    ...sentences
      .filter(({ length }) => length > wordLimit)
      .map(({ text: sentence, length }) => say(`${length} words in "${sentence}"`)),
    ...sentences.flatMap((sentence, at) => {
      const reached = grade(judgedWith(sentences, at));
      return reached < gradeLimit ? [] : [say(`grade ${reached.toFixed(1)} in "${sentence.text}"`)];
    }),
  ];
}

/** What people may type is matched, not read by anyone. */
const typed = 'waysToSay';

/** Every string below `node`. A glossary's headwords are left out: they are the hard words it explains. */
function textsOf(node: unknown, path: string, explained: readonly string[] = []): Text[] {
  if (typeof node === 'string') return [{ path, text: node, explained }];
  if (Array.isArray(node)) return node.flatMap((child, at) => textsOf(child, `${path}[${at}]`, explained));
  if (typeof node !== 'object' || node === null) return [];
  if ('term' in node && typeof node.term === 'string') {
    const { term, alsoCalled = [], ...rest } = node as { term: string; alsoCalled?: string[] };
    return textsOf(rest, `${path} (${term})`, [term, ...alsoCalled]);
  }
  return Object.entries(node)
    .filter(([key]) => key !== typed)
    .flatMap(([key, child]) => textsOf(child, path ? `${path}/${key}` : key, explained));
}

const text = (words: string): Text => ({ path: 'here', text: words, explained: [] });

describe('the measure', () => {
  it.each([
    'Who do staff tell if something goes wrong?',
    'How many of your staff have done data security training in the last 12 months?',
    'Save and go on',
    '{{done}} of {{of}} done. The Data Security and Protection Toolkit asks for more.',
  ])('lets through: %s', (words) => expect(problemsIn(text(words))).toEqual([]));

  it.each([
    ['Does the organisation maintain an up-to-date record of processing activities?', 'grade'],
    ['Authentication', 'grade'],
    ['Yes. It is. The organisation periodically evaluates contractual obligations. So it is.', 'grade'],
    [`${'it is so and '.repeat(7)}we go.`, 'words in'],
    ['Well done!', 'says "!"'],
    ['Please ensure it is so.', 'says "Please ensure"'],
    ['Your organization is fine.', 'says "organiz"'],
  ])('stops: %s', (words, why) => expect(problemsIn(text(words)).join('\n')).toContain(why));
});

describe('the list of unavoidable terms', () => {
  it('is short, says why, and names each term once', () => {
    expect(unavoidable.length).toBeLessThan(70);
    expect(unavoidable.filter(({ why }) => why.trim().length < 10)).toEqual([]);
    const terms = unavoidable.map(({ term }) => term.toLowerCase());
    expect(terms).toEqual([...new Set(terms)]);
  });
});

describe('every sentence a person reads', () => {
  const files = readdirSync(wordsFolder).filter((file) => file.endsWith('.json'));
  it.each(files)('is plain in %s', (file) => {
    const problems = textsOf(read(new URL(file, wordsFolder)), '').flatMap(problemsIn);
    expect(problems.map((problem) => `${file} ${problem}`)).toEqual([]);
  });
});
