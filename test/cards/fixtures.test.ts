import { describe, expect, it } from '@jest/globals';
import { largestCard, sizeOf } from '../../cards/elements.ts';
import { cardFixtures, type Fixture } from '../../cards/fixtures.ts';
import { readAction } from '../../dialogs/toInput.ts';
import { realContent } from '../support/guide.ts';
import { asRead, markdownIn, notIn15, ofType, type Part, partsOf, runsIn, submitsIn, wordsIn } from './reading.ts';

const fixtures = cardFixtures(await realContent());

const longestTitle = 40;
/** "Explain confidentiality, integrity and availability": a term cannot be put shorter. */
const longestTermTitle = 60;
const mostButtons = 6;

/** What is wrong, over all fixtures, each with the name of its fixture. */
const problems = (find: (fixture: Fixture) => readonly string[], all: readonly Fixture[] = fixtures) =>
  all.flatMap((fixture) => find(fixture).map((problem) => `${fixture.name}, ${fixture.variant}: ${problem}`));

const duplicates = (all: readonly string[]) => all.filter((each, index) => all.indexOf(each) !== index);

describe('every card in every state', () => {
  it('is there in all variants', () => {
    const count = (variant: string) => fixtures.filter((fixture) => fixture.variant === variant).length;
    expect(count('plain')).toBeGreaterThan(25);
    for (const variant of ['long text', 'right to left', 'hostile']) expect(count(variant)).toBeGreaterThan(25);
    expect(duplicates(fixtures.map(({ name, variant }) => `${name} ${variant}`))).toEqual([]);
  });

  it('is an Adaptive Card of version 1.5, without complaint from the real renderer', () => {
    expect(problems(({ card }) => [...(card.version === '1.5' ? [] : ['not 1.5']), ...notIn15(card)])).toEqual([]);
  });

  it('is small enough to be sent', () => {
    expect(problems(({ card }) => (sizeOf(card) < largestCard ? [] : [`${sizeOf(card)} bytes`]))).toEqual([]);
    expect(largestCard).toBeLessThanOrEqual(25_000);
  });

  it('can be read out in full, sentence by sentence', () => {
    const missing = ({ card }: Fixture) => {
      const shown = [...markdownIn(card), ...runsIn(card)].flatMap((text) => text.split('\n'));
      const sentences = shown.map((line) => line.replace(/^\d+\. /, ''));
      return [card.speak, card.fallbackText].flatMap((spoken) =>
        sentences.filter((sentence) => !spoken.includes(sentence)),
      );
    };
    expect(problems(missing)).toEqual([]);
  });

  it('has buttons that the guide understands', () => {
    const unread = ({ card }: Fixture) =>
      submitsIn(card).flatMap(({ title, data }) => (readAction(data) ? [] : [`cannot read "${title}"`]));
    expect(problems(unread)).toEqual([]);
  });

  it('names its own question in every answer', () => {
    const strangers = ({ card, question }: Fixture) =>
      submitsIn(card).flatMap(({ title, data }) => {
        const action = readAction(data);
        const named = action && 'question' in action ? action.question : undefined;
        // A question is handed on with all that belongs to it.
        const isOfItem = action?.do === 'handOn' && question?.startsWith(`${action.question}.`);
        return action?.do === 'explain' || isOfItem || named === question ? [] : [`"${title}" is for ${named}`];
      });
    const questions = fixtures.filter(({ question }) => question !== undefined);
    expect(questions.length).toBeGreaterThan(40);
    expect(problems(strangers, questions)).toEqual([]);
  });

  it('builds no wall of buttons', () => {
    const walls = ({ card }: Fixture) =>
      partsOf(card).flatMap(({ type, actions }) =>
        Array.isArray(actions) && actions.length > mostButtons ? [`${actions.length} buttons in one ${type}`] : [],
      );
    expect(problems(walls)).toEqual([]);
  });

  it('has short button titles', () => {
    const isLong = ({ id, title }: Part) =>
      String(title).length > (String(id).startsWith('term-') ? longestTermTitle : longestTitle);
    const long = ({ card }: Fixture) =>
      partsOf(card)
        .filter(({ type }) => type.startsWith('Action.'))
        .filter((action) => action.title === '' || isLong(action))
        .map(({ title }) => `"${title}"`);
    expect(problems(long)).toEqual([]);
  });

  it('tells its buttons apart without their place on the screen', () => {
    const alike = ({ card }: Fixture) =>
      duplicates(submitsIn(card).map(({ title, tooltip }) => String(tooltip ?? title)));
    expect(problems(alike)).toEqual([]);
  });

  it('gives every id once', () => {
    const ids = ({ card }: Fixture) => partsOf(card).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
    expect(problems((fixture) => duplicates(ids(fixture)))).toEqual([]);
  });

  it('shows no key without words and no empty text', () => {
    const unresolved = ({ card, variant }: Fixture) =>
      wordsIn(card).filter(
        (words) =>
          !words.trim() ||
          /\b(?:dspt-\d{4}-\d{2}|guide|emergency|glossary):\S/.test(words) ||
          (variant !== 'hostile' && words.includes('{{')),
      );
    expect(problems(unresolved).filter((problem) => !problem.includes('$t(guide:greeting)'))).toEqual([]);
  });
});

describe('what a person typed', () => {
  const hostile = fixtures.filter(({ variant }) => variant === 'hostile');

  it('never stands where a client reads Markdown', () => {
    const acting = ({ card }: Fixture) =>
      markdownIn(card).filter((text) => /[*_`~[\]{}<>\\|]/.test(text) || /^\s*(?:[-+•#]|[2-9]\d*[.)])\s/.test(text));
    expect(problems(acting)).toEqual([]);
  });

  it('never stands in a TextBlock at all, but for a harmless name in a heading', () => {
    const shown = ({ card, typed: [service = '', ...typed] }: Fixture) =>
      ofType(card, 'TextBlock').flatMap(({ text, style }) => [
        ...typed.filter((words) => String(text).includes(words.slice(0, 24))),
        ...(String(text).includes(service) && style !== 'heading' ? [`${service} outside a heading`] : []),
      ]);
    expect(problems(shown)).toEqual([]);
  });

  it('begins no template, link or tag anywhere in a card', () => {
    const begun = ({ card }: Fixture) =>
      partsOf(card).flatMap((part) =>
        ['text', 'title', 'label', 'speak', 'fallbackText'].filter((name) =>
          /\{\{|\$\{|\]\(|<[a-z/!?]|[\u202A-\u202E\u2066-\u2069]/i.test(String(part[name] ?? '')),
        ),
      );
    expect(problems(begun)).toEqual([]);
  });

  it('is well-formed text, also where it was cut', () => {
    expect(problems(({ card }) => wordsIn(card).filter((words) => !words.isWellFormed()))).toEqual([]);
  });

  it('is shown as it was typed', () => {
    const changing = hostile.find(({ name }) => name === 'question: changing an answer');
    const text = changing?.typed[1] ?? '';
    const lines = text
      .toWellFormed()
      .replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, '')
      .split('\n');
    const shown = asRead(runsIn(changing?.card).join('\n'));
    for (const line of lines.slice(0, 4)) expect(shown).toContain(asRead(line));
  });
});
