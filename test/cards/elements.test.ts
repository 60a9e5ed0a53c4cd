import { describe, expect, it } from '@jest/globals';
import { heading, largestCard, shortened, sizeOf, steps, typed } from '../../cards/elements.ts';
import { questionCard } from '../../cards/questionCard.ts';
import { answersCard } from '../../cards/summaryCard.ts';
import { notIn15, ofType, runsIn, submitsIn } from './reading.ts';

const say = (title: string) => ({ title, action: { do: 'say', command: 'help' } }) as const;

describe('typed', () => {
  it.each([
    ['Rose Cottage', 'Rose Cottage'],
    ['[click](http://evil.example)', '[click]\u200B(http://evil.example)'],
    ['{{DATE(2026-01-01T00:00:00Z)}}', '{\u200B{DATE(2026-01-01T00:00:00Z)}}'],
    ['{{{{', '{\u200B{\u200B{\u200B{'],
    ['$' + '{secret}', '$\u200B{secret}'],
    ['<b>bold</b>', '<\u200Bb>bold<\u200B/b>'],
    ['under <5 and 3 > 2', 'under <5 and 3 > 2'],
    ['turned \u202Eround', 'turned round'],
    ['half \uD83D an emoji', 'half \uFFFD an emoji'],
  ])('shows %j and lets nothing in it act', (words, shown) => {
    expect(runsIn(typed(words))).toEqual([shown]);
  });

  it('gives the words their look and the block its spacing', () => {
    expect(typed('x', { spacing: 'Small', isSubtle: true })).toEqual({
      type: 'RichTextBlock',
      spacing: 'Small',
      inlines: [{ type: 'TextRun', text: 'x', isSubtle: true }],
    });
  });
});

describe('heading', () => {
  it.each(["Where St Mary's (Leeds) & Co stands", 'What kind of service is No. 5?'])('is one for %j', (words) => {
    expect(heading(words)).toMatchObject({ type: 'TextBlock', style: 'heading', text: words });
  });

  it.each(['Where **Rose** stands', 'Your answers for [x](y)', '1. Rose Cottage', '- Rose', 'https://evil.example'])(
    'is plain text for %j, which would act in a TextBlock',
    (words) => expect(heading(words).type).toBe('RichTextBlock'),
  );
});

describe('shortened', () => {
  const nurse = '\u{1F469}\u{1F3FD}\u200D\u2695\uFE0F';
  it.each([
    ['short', 'short', 5],
    ['a longer one', 'a lo…', 5],
    [`abc${nurse}def`, 'abc…', 6],
    ['cafe\u0301 noir', 'caf…', 5],
    ['', '', 5],
  ])('cuts %j to %j', (words, cut, longest) => {
    expect(shortened(words, longest)).toBe(cut);
  });
});

describe('steps', () => {
  it('make one list', () => {
    expect(steps(['Ring them.', 'Write it down.'])).toMatchObject({ text: '1. Ring them.\n2. Write it down.' });
  });
});

describe('a card of much text', () => {
  // Three bytes each, the most that one letter takes.
  const longAnswer = 'ท'.repeat(4000);
  const rows = Array.from({ length: 15 }, (_, index) => ({
    topic: `1.1.${index} A topic`,
    answer: longAnswer,
    change: { ...say('Change'), id: `change-${index}` },
  }));

  it('shows each of many long answers in part', () => {
    const card = answersCard({ title: 'Data security', rows });
    expect(sizeOf(card)).toBeLessThan(largestCard);
    expect(runsIn(card)).toHaveLength(15);
    for (const run of runsIn(card)) expect(run).toMatch(/^ท{20,}…$/);
  });

  it('shows a few answers in full, as people copy them from here', () => {
    const answer = 'We keep it in a folder. '.repeat(20);
    const card = answersCard({ title: 'Data security', rows: rows.slice(0, 6).map((row) => ({ ...row, answer })) });
    expect(runsIn(card)).toEqual(Array.from({ length: 6 }, () => answer));
  });

  it('keeps a long draft once, in the button that saves it', () => {
    const card = questionCard({
      heading: 'Data security',
      ask: 'How?',
      current: longAnswer,
      answers: [{ title: 'Save those words', action: { do: 'answer', question: '1.1.1', seen: 0, text: longAnswer } }],
      input: { open: 'Write', label: 'Answer', save: say('Save'), isMultiline: true, value: longAnswer },
      explanations: [],
    });
    expect(sizeOf(card)).toBeLessThan(largestCard);
    expect(JSON.stringify(submitsIn(card))).toContain(longAnswer);
    expect(ofType(card, 'Input.Text')[0]).not.toHaveProperty('value');
  });
});

describe('the check on Adaptive Cards 1.5', () => {
  const card = (body: unknown) => ({ type: 'AdaptiveCard', version: '1.5', body: [body] });
  it.each([
    ['an element of 1.6', { type: 'Carousel', pages: [] }],
    ['an element of nowhere', { type: 'ProgressBar', value: 1 }],
    ['a property of nowhere', { type: 'TextBlock', text: 'x', colour: 'red' }],
    ['a value of nowhere', { type: 'TextBlock', text: 'x', size: 'Huge' }],
  ])('finds %s', (_, body) => {
    expect(notIn15(card(body))).not.toEqual([]);
  });

  it('finds nothing in a good card', () => {
    expect(notIn15(card({ type: 'TextBlock', text: 'x', style: 'heading', wrap: true }))).toEqual([]);
  });
});
