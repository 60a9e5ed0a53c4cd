/** Keys that a host site publishes: new ones, old ones, and none while its address does not answer. */
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TokenRefused } from '../../bot/hostIdentity/refusal.ts';
import { KeysUnavailable } from '../../bot/hostIdentity/remoteKeys.ts';
import { IdentityVerifier } from '../../bot/hostIdentity/verifier.ts';
import { openStore } from '../../storage/index.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import {
  audience,
  claims,
  type HostKey,
  issuer,
  type KeyServer,
  keySet,
  newKey,
  published,
  serveKeys,
  tokenBy,
} from './support/hostTokens.ts';

const newFolder = temporaryFolders();
const [first, second] = [newKey('first'), newKey('second', 'EdDSA')];
const minutes = 60_000;
const store = await openStore({ dataDir: newFolder() });
const servers: KeyServer[] = [];

let keys: KeyServer;
let now: Date;
let failures: number;
let verifier: IdentityVerifier;

const pass = (milliseconds: number): void => {
  now = new Date(now.getTime() + milliseconds);
};
const trying = (key: HostKey): Promise<string> =>
  verifier.verify(tokenBy(key, claims({}, now))).then(
    () => 'signed in',
    (error: unknown) => {
      if (error instanceof KeysUnavailable) return 'unavailable';
      if (error instanceof TokenRefused) return error.reason;
      throw error;
    },
  );

beforeEach(async () => {
  keys = await serveKeys(first);
  servers.push(keys);
  now = new Date('2026-11-21T10:00:00Z');
  failures = 0;
  verifier = new IdentityVerifier({
    config: { issuer, audience, keys: { jwksUrl: keys.url } },
    documents: store.documents,
    now: () => now,
    keysFailed: () => {
      failures++;
    },
  });
});
afterAll(async () => {
  for (const server of servers) server.close();
  await store.close();
});

describe('published keys', () => {
  it('are fetched once for many tokens', async () => {
    expect(await Promise.all(Array.from({ length: 10 }, () => trying(first)))).toEqual(Array(10).fill('signed in'));
    pass(10 * minutes);
    expect(await trying(first)).toBe('signed in');
    expect(keys.asked).toBe(1);
  });

  it('may be joined by a new one, which works at once, and lose an old one, which stops within ten minutes', async () => {
    expect(await trying(first)).toBe('signed in');
    keys.answer = keySet(second, first);
    pass(minutes);
    expect(await trying(second)).toBe('signed in');
    expect(await trying(first)).toBe('signed in');
    expect(keys.asked).toBe(2);
    keys.answer = keySet(second);
    pass(10 * minutes + 1);
    expect(await trying(first)).toBe('key');
    expect(await trying(second)).toBe('signed in');
  });

  it('are not fetched again and again for keys that nobody has', async () => {
    for (let i = 0; i < 20; i++) expect(await trying(newKey(`made up ${i}`))).toBe('key');
    expect(keys.asked).toBe(1);
    pass(30_000);
    for (let i = 0; i < 20; i++) expect(await trying(newKey(`made up ${i}`))).toBe('key');
    expect(keys.asked).toBe(2);
  });

  it.each<[string, object]>([
    ['a private key', { ...first.privateKey.export({ format: 'jwk' }), kid: 'first', alg: 'ES256' }],
    ['a secret', { kty: 'oct', k: 'AAAA', kid: 'first', alg: 'ES256' }],
    ['a key for encryption', { ...published(first), use: 'enc' }],
    ['a broken key', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'first', alg: 'ES256' }],
  ])('that are %s sign nobody in', async (_, key) => {
    keys.answer = { keys: [key] };
    expect(await trying(first)).toBe('key');
  });
});

describe('while the keys cannot be had', () => {
  it.each<[string, unknown]>([
    ['answers 500', 500],
    ['answers a page', '<!doctype html>'],
    ['answers something else', { error: 'x' }],
    ['answers far too much', 'x'.repeat(100_000)],
    ['leads elsewhere', 302],
  ])('nobody is signed in where the address %s', async (_, answer) => {
    keys.answer = answer;
    expect(await trying(first)).toBe('unavailable');
    expect(failures).toBe(1);
  });

  it('nobody is signed in where nothing listens', async () => {
    keys.close();
    expect(await trying(first)).toBe('unavailable');
  });

  it('is asked again after a while, and a token that was not checked is not spent', async () => {
    keys.answer = 500;
    const jwt = tokenBy(first, claims({}, now));
    await expect(verifier.verify(jwt)).rejects.toBeInstanceOf(KeysUnavailable);
    keys.answer = keySet(first);
    await expect(verifier.verify(jwt)).rejects.toBeInstanceOf(KeysUnavailable);
    pass(30_000);
    expect(await verifier.verify(jwt)).toMatchObject({ subject: 'person-1' });
    expect(keys.asked).toBe(2);
  });

  it('known keys work for an hour, new ones wait, and all is well when the address is back', async () => {
    expect(await trying(first)).toBe('signed in');
    keys.answer = 503;
    pass(30 * minutes);
    expect(await trying(first)).toBe('signed in');
    expect(await trying(second)).toBe('unavailable');
    pass(30 * minutes);
    expect(await trying(first)).toBe('signed in');
    pass(1);
    expect(await trying(first)).toBe('unavailable');
    keys.answer = keySet(first, second);
    pass(minutes);
    expect(await trying(second)).toBe('signed in');
    expect(failures).toBe(2);
  });
});
