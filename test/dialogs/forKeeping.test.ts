import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { forKeeping } from '../../dialogs/forKeeping.ts';
import { contentFolder, realContent } from '../support/guide.ts';

const code = 'maple heron quilt lantern oak';
const few: ReadonlySet<string> = new Set(code.split(' '));
const keep = (activity: unknown) => forKeeping(activity as Activity, (word) => few.has(word), '***');

describe('what is kept of an activity', () => {
  it.each([
    ['its text', { text: code }],
    ['a longer sentence', { text: `Hello, return code ${code} mate, and we have moved` }],
    ['a sentence without the word code', { text: `I wrote ${code} on the board` }],
    ['words that are run together', { text: 'it is MapleHeronQuiltLanternOak' }],
    ['a code with slips', { text: 'return code mapel heron quilt lantern oka mate' }],
    ["an event's name", { type: 'event', name: code }],
    ["a card's input", { value: { dspt: { do: 'answer', question: '1.1.5', seen: 0 }, answer: `it is ${code}` } }],
    ['a submit', { value: { dspt: { do: 'answer', question: '1.1.5', seen: 0, text: code } } }],
    ['a nested value', { value: { a: [{ b: { c: `x ${code}` } }] } }],
    ['a key', { value: { [code]: 1 } }],
    ['an attachment', { attachments: [{ contentType: 'card', content: { body: [{ text: code }] } }] }],
    [
      'the reply that shows it',
      {
        text: `Your code: ${code}.`,
        speak: code,
        attachments: [{ content: { url: `https://x/#code=${code.replaceAll(' ', '-')}` } }],
        channelData: { dspt: { returnCode: code, question: '1.1.5' } },
      },
    ],
  ])('is without the return code in %s', (_where, parts) => {
    const activity = {
      type: 'message',
      id: 'c|0000001',
      timestamp: new Date(0),
      from: { id: 'u', name: '' },
      ...parts,
    };
    const kept = keep(activity);
    expect(JSON.stringify(kept)).toContain('***');
    expect(JSON.stringify(kept)).not.toMatch(/maple|mapel|heron|quilt|lantern|oak|oka/i);
    expect(kept).toMatchObject({ type: activity.type, id: 'c|0000001', timestamp: new Date(0), from: { id: 'u' } });
  });

  it('keeps the sentence around it', () => {
    expect(keep({ text: `Hello, my return code is ${code}, thanks.` }).text).toBe(
      'Hello, my return code is ***, thanks.',
    );
  });

  describe('with buttons that copy', () => {
    const button = (title: string, dspt: object) => ({ type: 'Action.Submit', title, data: { dspt } });
    const copy = (text: string) => button('Copy the message', { do: 'copy', question: '', text, always: true });
    const change = button('Change', { do: 'change', always: true });
    const link = 'https://x/evidence#ticket';
    const set = (...actions: readonly object[]) => ({ type: 'ActionSet', actions });
    const text = { type: 'TextBlock', text: 'For Sam' };

    it.each<[string, object, object]>([
      ['a code', { body: [set(copy(`Type ${code}`), change)] }, { body: [set(change)] }],
      [
        'a link with a code',
        { body: [set(copy(`Open https://x/#code=${code.replaceAll(' ', '-')}`), change)] },
        { body: [set(change)] },
      ],
      ['a link', { actions: [change, copy(`Open ${link}`)] }, { actions: [change] }],
      ['the only button', { body: [text], actions: [copy(code)] }, { body: [text], actions: [] }],
      [
        'columns, containers and what another button unfolds',
        {
          body: [
            { type: 'ColumnSet', columns: [{ items: [{ type: 'Container', items: [set(copy(code), change)] }] }] },
            set({ type: 'Action.ShowCard', card: { body: [text], actions: [copy(code), change] } }),
          ],
        },
        {
          body: [
            { type: 'ColumnSet', columns: [{ items: [{ type: 'Container', items: [set(change)] }] }] },
            set({ type: 'Action.ShowCard', card: { body: [text], actions: [change] } }),
          ],
        },
      ],
      ['nothing secret', { actions: [copy('Who is in charge?')] }, { actions: [copy('Who is in charge?')] }],
    ])('keeps the right buttons of a card with %s', (_what, content, left) => {
      const kept = keep({ attachments: [{ content }], channelData: { dspt: { code, link } } });
      expect(kept.attachments?.[0]?.content).toEqual(left);
    });
  });

  it('is the very same where there is no code', () => {
    const activity = { type: 'message', text: 'yes', timestamp: new Date(0), value: { dspt: { seen: 0 }, list: [1] } };
    expect(keep(activity)).toBe(activity);
  });

  describe('with the real words', () => {
    let isCodeWord: (word: string) => boolean;
    beforeAll(async () => {
      ({ isCodeWord } = await realContent());
    });

    it.each(['dspt-2025-26', 'guide', 'glossary', 'emergency', 'faq', 'page'])(
      'no text of %s looks like a code',
      (file) => {
        const texts = JSON.parse(readFileSync(join(contentFolder, 'locales', 'en-GB', `${file}.json`), 'utf8'));
        const sentences: string[] = [];
        JSON.stringify(texts, (_key, each) => {
          if (typeof each === 'string') sentences.push(each);
          return each;
        });
        expect(sentences.length).toBeGreaterThan(20);
        const masked = sentences.filter((text) => forKeeping({ text } as Activity, isCodeWord, '***').text !== text);
        expect(masked).toEqual([]);
      },
    );
  });
});
