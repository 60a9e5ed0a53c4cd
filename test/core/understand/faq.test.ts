import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { correctionIn } from '../../../core/understand/correction.ts';
import { createFaqFinder, type FaqEntry } from '../../../core/understand/faq.ts';
import { understandIntent } from '../../../core/understand/intents.ts';
import { createTermFinder, type GlossaryTerm } from '../../../core/understand/terms.ts';

const words = new URL('../../../content/locales/en-GB/', import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, words), 'utf8')) as T;
const entries = read<readonly FaqEntry[]>('faq.json');
const faq = createFaqFinder(entries);
const terms = createTermFinder(read<readonly GlossaryTerm[]>('glossary.json'));
const ways = entries.flatMap(({ id, waysToSay }) => waysToSay.map((way) => [id, way] as const));

describe('the questions people ask', () => {
  it('have an id and an answer each, and 8 ways to say or more', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries.filter(({ answer, waysToSay }) => !answer || waysToSay.length < 8)).toEqual([]);
  });

  it.each(ways)('%s: %s', (id, way) => {
    expect(faq.find(way)?.id).toBe(id);
    expect(faq.find(`${way.toUpperCase()}??`)?.id).toBe(id);
  });

  it('are no commands, terms or corrections, but for publishing, which is both', () => {
    const taken = ways.filter(([id, way]) => {
      const intent = understandIntent(way)?.type;
      const isCommand = intent !== undefined && !(intent === 'publish' && /^(?:publish|certificate)$/.test(id));
      return isCommand || terms.find(way) || correctionIn(way);
    });
    expect(taken).toEqual([]);
  });
});

describe('other wording', () => {
  it.each([
    ['Hi, is this safe please?', 'safe'],
    ['so who can see my answers??', 'whoSees'],
    ['will cqc see my anwsers', 'cqc'],
    ['whats the deadline', 'deadline'],
    ['do i really have to do this', 'mustI'],
    ['what if i dont know', 'dontKnow'],
    ['can u speak polish', 'languages'],
    ['delete everything!', 'erase'],
    ['are you a robot', 'whoAreYou'],
    ['how much does it cost', 'free'],
    ['do i have to upload documnets', 'uploads'],
    ['whats the difference between approaching and met', 'levels'],
  ])('%s', (text, id) => {
    expect(faq.find(text)?.id).toBe(id);
  });
});

describe('an answer asks nothing', () => {
  it.each(
    [
      'it is safe',
      'that is safe',
      'safe',
      'the manager can see my answers',
      'we keep it safe',
      'in a safe',
      'yes',
      'we do not have to do it',
      'you can speak to the manager in Polish',
      'we delete everything at the end',
      'upload it to the care app',
      'Approaching',
      'we have to do this every year',
      'a robot',
      '',
      '__proto__',
      'constructor',
    ].map((text) => [text]),
  )('%s', (text) => {
    expect(faq.find(text)).toBeUndefined();
  });

  it('nor does any sentence of our own questions', () => {
    const strings = (value: unknown): readonly string[] =>
      typeof value === 'string'
        ? [value]
        : typeof value === 'object' && value !== null
          ? Object.values(value).flatMap(strings)
          : [];
    expect(strings(read('dspt-2025-26.json')).filter((text) => faq.find(text))).toEqual([]);
  });
});
