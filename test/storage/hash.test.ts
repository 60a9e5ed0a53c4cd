import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, commitHash, genesis } from '../../storage/hash.ts';

const commit = {
  stream: 's',
  revision: 1,
  at: '2026-11-21T09:00:00.000Z',
  by: 'person-1',
  inputId: 'input-1',
  events: [{ type: 'questionAnswered', question: '3.2.1', answer: { as: 'yes', note: 'é "quoted"' } }],
  previousHash: genesis.hash,
};

describe('commitHash', () => {
  // Written out by hand: were it ever to change, every record out there would count as altered.
  it('is SHA-256 over the canonical JSON', () => {
    const text =
      '{"at":"2026-11-21T09:00:00.000Z","by":"person-1","events":[{"answer":{"as":"yes","note":"é \\"quoted\\""},' +
      '"question":"3.2.1","type":"questionAnswered"}],"inputId":"input-1",' +
      `"previousHash":"${'0'.repeat(64)}","revision":1,"stream":"s"}`;
    expect(commitHash(commit)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
    expect(commitHash(commit)).toBe('ed5084acb5fa7aaf8f3dec5bb02ffb4fcb1350e87f489771cca3f9800e83fbf6');
  });

  it('leaves the hash itself out, and nothing else', () => {
    expect(commitHash({ ...commit, hash: 'x' } as typeof commit)).toBe(commitHash(commit));
    for (const key of Object.keys(commit)) {
      expect(commitHash({ ...commit, [key]: 'other' })).not.toBe(commitHash(commit));
    }
  });
});

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: { d: [], c: {} } }, '{"a":{"c":{},"d":[]},"b":1}'],
    [JSON.parse('{"b":1,"__proto__":{"a":1}}'), '{"__proto__":{"a":1},"b":1}'],
    [{ 10: 'ten', 9: 'nine' }, '{"10":"ten","9":"nine"}'],
    [[1e21, 0.1, -0, 100], '[1e+21,0.1,0,100]'],
    ['\u2028 \ud83d \u0001', '"\u2028 \\ud83d \\u0001"'],
    [Object.create(null, { a: { value: 1, enumerable: true } }), '{"a":1}'],
    [null, 'null'],
  ])('writes %j as %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('is JSON of the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(backwards(value))).toBe(text);
      }),
    );
  });

  it.each([
    ['$', undefined],
    ['$.a', { a: undefined }],
    ['$.a[1].b', { a: [0, { b: Number.POSITIVE_INFINITY }] }],
    // An array with a hole in it.
    ['$[1]', Object.assign([0], { 2: 2 })],
    ['$.a', { a: new (class Point {})() }],
  ])('names the place %s of what it refuses', (place, value) => {
    expect(() => canonicalJson(value)).toThrow(
      expect.objectContaining({ code: 'store.notJson', message: `JSON cannot carry the value at ${place}.` }),
    );
  });
});

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, backwards(inner)]),
  );
}
