import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { understandIntent } from '../../../core/understand/intents.ts';
import { findPersonalData } from '../../../core/understand/personalData.ts';
import { understandReply } from '../../../core/understand/reply.ts';

/** Every sentence of the question set: what carers read, they will also type. */
const content: unknown = JSON.parse(
  readFileSync(new URL('../../../content/locales/en-GB/dspt-2025-26.json', import.meta.url), 'utf8'),
);
const strings = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : [];
const sentences = [...new Set(strings(content))].filter((text) => text.split(' ').length > 8);
const good = sentences.filter((text) => /^yes\b/i.test(text));

describe('our own sentences, typed back to us', () => {
  it('are no commands and hold no personal data', () => {
    expect(sentences.length).toBeGreaterThan(500);
    expect(sentences.filter((text) => understandIntent(text) !== undefined)).toEqual([]);
    expect(sentences.filter((text) => findPersonalData(text, '2026-11-21').length > 0)).toEqual([]);
  });

  it('are never taken for "not sure" or "not applicable"', () => {
    const taken = sentences.filter(
      (text) => !/^(?:not applicable|n\/a)/i.test(text) && /^not/.test(understandReply(text).as),
    );
    expect(taken).toEqual([]);
  });

  it('are understood as yes where they begin so, nearly always', () => {
    const unclear = good.filter((text) => understandReply(text).as !== 'yes');
    expect(good.length).toBeGreaterThan(50);
    expect(unclear.length / good.length).toBeLessThan(0.1);
  });
});
