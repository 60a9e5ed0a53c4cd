import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { FollowUp, Item, QuestionSet } from '../../core/model.ts';

type Words = Readonly<Record<string, unknown>>;
interface GlossaryEntry {
  readonly term: string;
  readonly alsoCalled?: readonly string[];
}

const contentFolder = new URL('../../content/', import.meta.url);
const setsFolder = new URL('questions/', contentFolder);
const wordsFolder = new URL('locales/en-GB/', contentFolder);
const read = <T>(name: string, folder: URL): T => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T;

const sources = read<Record<string, unknown>>('sources.json', contentFolder);
const glossary = new Set(
  read<GlossaryEntry[]>('glossary.json', wordsFolder)
    .flatMap(({ term, alsoCalled = [] }) => [term, ...alsoCalled])
    .map((term) => term.toLowerCase()),
);

const sayings = ['topic', 'ask', 'example', 'why', 'need', 'who', 'askThem', 'ifNo', 'watchOut'];
const settings = ['residential', 'home', 'small'];

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() === value && value !== '';

/** What is wrong with one entry: keys that are missing, empty or unknown. */
function gaps(id: string, entry: unknown, keys: readonly string[]): string[] {
  if (typeof entry !== 'object' || entry === null) return [`${id} has no words`];
  const given = entry as Words;
  return [
    ...keys.filter((key) => !isText(given[key])).map((key) => `${id} has no text for ${key}`),
    ...Object.keys(given)
      .filter((key) => !keys.includes(key))
      .map((key) => `${id} has ${key}, which nothing reads`),
  ];
}

function itemGaps(item: Item, words: Words): string[] {
  const { good, waysToSay, ...entry } = (words[item.id] ?? {}) as Words;
  const isRead = waysToSay === undefined || (item.notApplicable && Array.isArray(waysToSay) && waysToSay.every(isText));
  const keys = item.notApplicable ? [...sayings, 'notApplicableWhen'] : sayings;
  return [
    ...gaps(item.id, words[item.id] && entry, keys),
    ...gaps(`${item.id}/good`, good, settings),
    ...(isRead ? [] : [`${item.id} has waysToSay, which are for items that may not apply`]),
  ];
}

function followUpGaps({ id, rule }: FollowUp, words: Words): string[] {
  return gaps(id, words[id], rule?.type === 'withinMonths' ? ['ask', 'example', 'tooOld'] : ['ask', 'example']);
}

const editions = readdirSync(setsFolder).filter((file) => file.endsWith('.json'));

describe.each(editions)('the question set %s', (file) => {
  const set = read<QuestionSet>(file, setsFolder);
  const name = file.replace(/\.json$/, '');
  const parts = readdirSync(wordsFolder)
    .filter((part) => part.startsWith(name) && part.endsWith('.json'))
    .map((part) => read<Words>(part, wordsFolder));
  const words: Words = Object.assign({}, ...parts);
  const ids = set.items.flatMap((item) => [item.id, ...item.followUps.map((followUp) => followUp.id)]);

  it('uses every id once, in a section it names', () => {
    expect(ids).toEqual([...new Set(ids)]);
    expect(set.items.filter(({ section }) => !set.sections.includes(section))).toEqual([]);
    expect(set.items.flatMap((i) => i.followUps.filter(({ id }) => !id.startsWith(`${i.id}.`)))).toEqual([]);
  });

  it.each(set.sections)('has words for every item and follow-up in %s', (section) => {
    const items = set.items.filter((item) => item.section === section);
    const followUps = items.flatMap((item) => item.followUps);
    expect([
      ...items.flatMap((item) => itemGaps(item, words)),
      ...followUps.flatMap((followUp) => followUpGaps(followUp, words)),
    ]).toEqual([]);
  });

  it('has words for nothing else, and for nothing twice', () => {
    const worded = parts.flatMap((part) => Object.keys(part));
    expect(worded.filter((id) => !ids.includes(id))).toEqual([]);
    expect(worded).toEqual([...new Set(worded)]);
  });

  it('asks one question at a time, under a short topic', () => {
    const asked = Object.entries(words as Record<string, { topic?: string; ask?: string }>);
    expect(asked.filter(([, { ask = '' }]) => ask.split('?').length !== 2)).toEqual([]);
    expect(asked.filter(([, { topic = 'two words' }]) => !/^\S+( \S+){1,5}$/.test(topic))).toEqual([]);
  });

  it('has clauses where a sentence is built around them', () => {
    const built = Object.entries(words as Record<string, { who?: string; notApplicableWhen?: string }>);
    expect(built.filter(([, { who = '' }]) => who.endsWith('.'))).toEqual([]);
    expect(built.filter(([, { notApplicableWhen = '' }]) => notApplicableWhen.endsWith('.'))).toEqual([]);
  });

  it('meets no term that the glossary does not explain', () => {
    const unknown = (terms: readonly string[]) => terms.filter((term) => !glossary.has(term.toLowerCase()));
    expect(set.items.flatMap(({ id, terms }) => unknown(terms).map((term) => `${id}: ${term}`))).toEqual([]);
  });

  it('names sources we have', () => {
    expect(
      set.items.flatMap((i) => i.sources.filter((key) => !(key in sources)).map((key) => `${i.id}: ${key}`)),
    ).toEqual([]);
    expect(set.items.filter((item) => item.sources.length === 0)).toEqual([]);
  });
});

describe('the totals published for 2025-26', () => {
  const { items } = read<QuestionSet>('dspt-2025-26.json', setsFolder);
  const count = (...levels: string[]) => items.filter(({ level }) => levels.includes(level)).length;

  it('are 26 items for Approaching Standards and 45 for Standards Met', () => {
    expect(count('approaching')).toBe(26);
    expect(count('approaching', 'met')).toBe(45);
  });
});
