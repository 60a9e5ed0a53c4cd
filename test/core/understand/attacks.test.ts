import { describe, expect, it } from '@jest/globals';
import { understandNumber, understandPercent } from '../../../core/understand/amounts.ts';
import { soundsLike } from '../../../core/understand/aside.ts';
import { correctionIn } from '../../../core/understand/correction.ts';
import { understandDate } from '../../../core/understand/dates.ts';
import { detailsIn } from '../../../core/understand/details.ts';
import { createFaqFinder } from '../../../core/understand/faq.ts';
import { understandIntent } from '../../../core/understand/intents.ts';
import { normalise } from '../../../core/understand/normalise.ts';
import { findPersonalData, redact } from '../../../core/understand/personalData.ts';
import { understandReply } from '../../../core/understand/reply.ts';
import { returnCodeIn } from '../../../core/understand/returnCode.ts';
import { createTermFinder } from '../../../core/understand/terms.ts';

const today = '2026-11-21';
const faq = createFaqFinder([{ id: 'safe', waysToSay: ['is this safe', 'who will see it'], answer: 'Yes.' }]);
const terms = createTermFinder([{ term: 'encryption', plain: 'Scrambled.', example: 'A laptop.' }]);

/** Everything here is asked of every text; each must return, and quickly: a slow pattern would stand still for minutes. */
function ask(text: string): void {
  normalise(text);
  understandReply(text);
  understandDate(text, today);
  understandDate(text, today, { mayBeFuture: true });
  understandNumber(text);
  understandPercent(text);
  understandIntent(text);
  detailsIn(text, today);
  returnCodeIn(text, (word) => word === 'a' || word === 'aa');
  terms.find(text);
  terms.meaningOf(text);
  soundsLike(text);
  correctionIn(text);
  faq.find(text);
  terms.suggest(text);
  terms.inText(text.slice(0, 5000));
  const found = findPersonalData(text, today);
  redact(text, found, () => '');
}

const pieces = [
  'a',
  'a ',
  ' ',
  '\n',
  '1',
  '1 ',
  '1-',
  '1.',
  '1,',
  '1/',
  '01 ',
  '(',
  '((((',
  ')',
  "'",
  '?',
  '!?',
  '-',
  '- ',
  '.',
  '%',
  '/',
  'yes ',
  'yes, ',
  'no ',
  'not ',
  'we do ',
  'I think ',
  'and ',
  'one ',
  'one hundred and ',
  'twenty-',
  'half ',
  'out of ',
  'all but ',
  'march ',
  '1 march ',
  'last ',
  'last tuesday ',
  'a week ago ',
  '03/04/2026 ',
  'in the last ',
  'what is ',
  'what is the ',
  'please ',
  'change ',
  'return code ',
  'help ',
  'maybe ',
  'sometimes ',
  'sometimes not ',
  'is a ',
  'does it ',
  'no sorry ',
  'oops ',
  'no wait, ',
  'I said I meant ',
  'that was for the ',
  'wrong name its ',
  'someone has got our ',
  'computer says ',
  'third of ',
  'April the third ',
  'Tom (',
  '47 done ',
  'but 3 are on ',
  'so yes ',
  'we lost a phone ',
  'lost ',
  'someone has ',
  'our ',
  'our deputy ',
  'by Sue ',
  'Sue ',
  'Mr Smith ',
  'dob ',
  'born on ',
  'born on the of as in ',
  '3/4/1945 ',
  'Joan Smith 3/4/1945 ',
  'AB123456',
  'AB 12 34 56 ',
  '943 476 5919 ',
  '4111 1111 1111 1111 ',
  'nhs no ',
  '\u200b',
  '\u202e',
  '\ufdfa',
  '½',
  '👍',
  '🤷‍♀️',
  '\ud83d',
  'é',
  'ﬀ',
  '１',
  '𝟙',
  '१',
  '\u0000',
  '<script>',
  '__proto__ ',
  'constructor ',
];

describe('texts made to slow patterns down', () => {
  it.each(pieces.map((piece) => [piece]))('%j, over and over', (piece) => {
    for (const length of [150, 400, 2000, 100_000]) {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
      ask(text);
      ask(`${text}!`);
      ask(`what is ${text}`);
      ask(`yes ${text}x`);
    }
  });
});

describe('odd texts', () => {
  it.each([
    [''],
    [' '],
    ['\u200b'],
    ['__proto__'],
    ['constructor'],
    ['toString'],
    ['hasOwnProperty'],
    ['{}'],
    ['null'],
    ['undefined'],
    ['NaN'],
    ['\ud800'],
  ])('%j is nothing special', (text) => {
    ask(text);
    expect(understandReply(text).as).toBe('unclear');
    expect(understandIntent(text)).toBeUndefined();
    expect(understandNumber(text)).toBeUndefined();
    expect(understandPercent(text)).toEqual({ ok: false, why: 'none' });
    expect(understandDate(text, today)).toEqual({ ok: false, why: 'none' });
    expect(terms.find(text)).toBeUndefined();
    expect(findPersonalData(text, today)).toEqual([]);
  });
});
