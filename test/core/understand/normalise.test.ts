import { describe, expect, it } from '@jest/globals';
import { longestRead, normalise } from '../../../core/understand/normalise.ts';

const table: readonly (readonly [string, string])[] = [
  ['  hello  ', 'hello'],
  ['hello\n\tworld', 'hello world'],
  ['a\u00a0b\u2003c\u3000d', 'a b c d'],
  ['don’t', "don't"],
  ['‘yes’', "'yes'"],
  ['“yes”', '"yes"'],
  ['yes – no — maybe', 'yes - no - maybe'],
  ['ｙｅｓ', 'yes'],
  ['４７／５２', '47/52'],
  ['y\u200be\u200ds\ufeff', 'yes'],
  ['\u202eyes\u202c', 'yes'],
  ['\u2066yes\u2069', 'yes'],
  ['so\u00adft', 'soft'],
  ['a\u0000b\u0007c\u001b', 'abc'],
  ['2½', '2 1/2'],
  ['½', '1/2'],
  ['café', 'café'],
  ['cafe\u0301', 'café'],
  ['👍🏽', '👍🏽'],
  ['✔️', '✔'],
  ['\ud83d', ''],
  ['x\udc4dy', 'xy'],
  ['', ''],
];

describe('normalise', () => {
  it.each(table)('%j', (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it('reads 2,000 characters and no more, unless told', () => {
    expect(normalise('a'.repeat(5000))).toHaveLength(longestRead);
    expect(normalise('a'.repeat(5000), 4500)).toHaveLength(4500);
    expect(normalise('\ufdfa'.repeat(2000))).toHaveLength(longestRead);
  });

  it('changes nothing the second time', () => {
    for (const [text] of table) expect(normalise(normalise(text))).toBe(normalise(text));
  });
});
