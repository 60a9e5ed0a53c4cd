import { describe, expect, it } from '@jest/globals';
import { type Correction, correctionIn } from '../../../core/understand/correction.ts';

const name = 'setup.name';
const corrections: readonly (readonly [string, Correction])[] = [
  ['no sorry I meant Jane', { rest: 'Jane' }],
  ['I meant Jane', { rest: 'Jane' }],
  ['what I meant was Jane', { rest: 'Jane' }],
  ['sorry, I mean the manager', { rest: 'the manager' }],
  ['i said jane but i meant joan', { rest: 'joan' }],
  ['oops I meant yes', { rest: 'yes' }],
  ['oops, 3', { rest: '3' }],
  ['sorry that was for the last one', { rest: '' }],
  ['that was for the previous question', { rest: '' }],
  ['no wait', { rest: '' }],
  ['wait, no', { rest: '' }],
  ['no hang on', { rest: '' }],
  ['no wait, its the deputy', { rest: 'the deputy' }],
  ['actually no', { rest: 'no' }],
  ['actually yes', { rest: 'yes' }],
  ['actually 47 out of 52', { rest: '47 out of 52' }],
  ['actually they never leave', { rest: 'they never leave' }],
  ['wrong name its Rose Villa', { rest: 'Rose Villa', question: name }],
  ['the name is wrong, it is Rose Villa', { rest: 'Rose Villa', question: name }],
  ['change the name to Rose Villa', { rest: 'Rose Villa', question: name }],
  ['change that to no', { rest: 'no' }],
  ['thats wrong its Jane', { rest: 'Jane' }],
  ['scratch that, its Jane', { rest: 'Jane' }],
  ['wrong date, it was 3 April 2026', { rest: '3 April 2026' }],
  ['no sorry 3', { rest: '3' }],
  ['no sorry Jane', { rest: 'Jane' }],
  ['sorry I meant 3 April 2026', { rest: '3 April 2026' }],
  ['*Jane', { rest: 'Jane' }],
];

describe('a correction', () => {
  it.each(corrections)('%s', (text, expected) => {
    expect(correctionIn(text)).toEqual(expected);
  });
});

describe('no correction', () => {
  it.each(
    [
      'no',
      'no sorry',
      'sorry no',
      "no sorry we don't",
      'no sorry not yet',
      "no sorry I don't know",
      'no, the manager',
      'no the manager does it',
      'No, we never wait',
      'sorry, the manager',
      'oops',
      'oops wrong one',
      'wrong one',
      'that was wrong',
      'that was a mistake',
      'I meant something else',
      'I mean the manager',
      'it should be locked',
      'make it to the office',
      'the wrong person opened it',
      'it was for the first time',
      'actually we use a locked bag',
      'actually that is done by the manager every week',
      'change 3.2.1',
      'change 3.2.1 to yes',
      'staff were told it was for the last inspection',
      'did I mean Jane?',
      '',
    ].map((text) => [text]),
  )('%s', (text) => {
    expect(correctionIn(text)).toBeUndefined();
  });
});
