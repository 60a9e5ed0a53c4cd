/** Which tokens of a host site sign somebody in, and which do not. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RefusalReason, TokenRefused } from '../../bot/hostIdentity/refusal.ts';
import type { HostKeys } from '../../bot/hostIdentity/settings.ts';
import { IdentityVerifier } from '../../bot/hostIdentity/verifier.ts';
import { openStore } from '../../storage/index.ts';
import type { Store } from '../../storage/ports.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import {
  audience,
  byKey,
  claims,
  type HostKey,
  hmac,
  issuer,
  type KeyServer,
  newKey,
  secret,
  serveKeys,
  token,
  tokenBy,
} from './support/hostTokens.ts';

const newFolder = temporaryFolders();
const now = new Date('2026-11-21T10:00:00Z');
const seconds = (count: number): number => now.getTime() / 1000 + count;
const good = (more: Record<string, unknown> = {}) => claims(more, now);
const isBounded = { exp: seconds(60), iat: seconds(0) };

const keys: readonly HostKey[] = [newKey('one', 'ES256'), newKey('two', 'RS256'), newKey('three', 'EdDSA')];
const [elliptic] = keys as readonly [HostKey];
const stranger = newKey('one');
const pem = elliptic.publicKey.export({ type: 'spki', format: 'pem' });

let store: Store;
let keyServer: KeyServer;
let byKeys: IdentityVerifier;
let bySecret: IdentityVerifier;

const verifier = (hostKeys: HostKeys, at = store): IdentityVerifier =>
  new IdentityVerifier({
    config: { issuer, audience, keys: hostKeys },
    documents: at.documents,
    now: () => now,
    keysFailed: () => undefined,
  });

/** Why a token is refused, or that it is not. */
const outcome = (of: IdentityVerifier, jwt: string): Promise<RefusalReason | 'signed in'> =>
  of.verify(jwt).then(
    () => 'signed in' as const,
    (error: unknown) => {
      if (error instanceof TokenRefused) return error.reason;
      throw error;
    },
  );

beforeAll(async () => {
  [store, keyServer] = await Promise.all([openStore({ dataDir: newFolder() }), serveKeys(...keys)]);
  byKeys = verifier({ jwksUrl: keyServer.url });
  bySecret = verifier({ secrets: [secret] });
});
afterAll(async () => {
  keyServer.close();
  await store.close();
});

describe('a good token', () => {
  it.each(keys.map((key) => [key.alg, key] as const))('signed with %s says who is there', async (_, key) => {
    const visitor = {
      sub: 'person-1',
      org: 'service-7',
      org_name: 'Rose Cottage',
      name: 'Jo Bloggs',
      email: 'jo@rose.example',
      role: 'contributor',
    };
    expect(await byKeys.verify(tokenBy(key, good(visitor)))).toEqual({
      issuer,
      subject: 'person-1',
      org: 'service-7',
      orgName: 'Rose Cottage',
      name: 'Jo Bloggs',
      email: 'jo@rose.example',
      role: 'contributor',
    });
  });

  it('needs no more than who it is', async () => {
    expect(await bySecret.verify(token(good()))).toEqual({ issuer, subject: 'person-1' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['five minutes long', { exp: seconds(300) }],
    ['from a clock that is half a minute ahead', { iat: seconds(30), exp: seconds(90) }],
    ['from a clock that is nearly half a minute behind', { iat: seconds(-89), exp: seconds(-29) }],
    ['with a list of one audience', { aud: [audience] }],
    ['with the longest name', { sub: 'x'.repeat(200) }],
  ])('may be %s', async (_, more) => {
    expect(await outcome(bySecret, token(good(more)))).toBe('signed in');
  });
});

describe('refused is a token', () => {
  it.each<[string, RefusalReason, () => string]>([
    ['without a signature that fits', 'signature', () => `${token(good()).slice(0, -8)}AAAAAAAA`],
    ['changed after it was signed', 'signature', () => swapBody(token(good()), good({ sub: 'person-2' }))],
    ['signed with another secret', 'signature', () => token(good(), hmac(`not ${secret}`))],
    ['that says it needs no signature', 'algorithm', () => token(good(), () => Buffer.alloc(0), { alg: 'none' })],
    ['that says so in its own way', 'algorithm', () => token(good(), () => Buffer.alloc(0), { alg: 'nOnE' })],
    ['of an algorithm for keys', 'algorithm', () => token(good(), byKey(elliptic), { alg: 'ES256', kid: 'one' })],
    ['of a longer HMAC', 'algorithm', () => token(good(), hmac(secret), { alg: 'HS512' })],
    [
      'that demands what we do not know',
      'algorithm',
      () => token(good(), undefined, { alg: 'HS256', crit: ['x'], x: 1 }),
    ],
    ['without an algorithm', 'malformed', () => token(good(), undefined, {})],
    ['that has expired', 'expired', () => token(good({ iat: seconds(-91), exp: seconds(-31) }))],
    ['that expires at its issue', 'expired', () => token(good({ iat: seconds(-31), exp: seconds(-31) }))],
    ['not valid yet', 'notYet', () => token(good({ nbf: seconds(31) }))],
    ['issued in the future', 'notYet', () => token(good({ iat: seconds(31), exp: seconds(91) }))],
    ['valid for longer than five minutes', 'tooLongLived', () => token(good({ exp: seconds(301) }))],
    ['valid for ever', 'tooLongLived', () => token(good({ exp: 1e15 }))],
    ['for another audience', 'audience', () => token(good({ aud: 'https://other.example' }))],
    ['for an audience that begins like us', 'audience', () => token(good({ aud: `${audience}.evil.example` }))],
    ['for us and somebody else', 'audience', () => token(good({ aud: [audience, 'https://other.example'] }))],
    ['from another issuer', 'issuer', () => token(good({ iss: 'https://other.example' }))],
    ...['iss', 'aud', 'exp', 'iat', 'jti', 'sub'].map((claim): [string, RefusalReason, () => string] => [
      `without ${claim}`,
      'claims',
      () => token(good({ [claim]: undefined })),
    ]),
    ['with an empty name', 'claims', () => token(good({ sub: ' ' }))],
    ['with a name that is too long', 'claims', () => token(good({ sub: 'x'.repeat(201) }))],
    ['with a number for a name', 'claims', () => token(good({ sub: 7 }))],
    ['with a line break in a name', 'claims', () => token(good({ name: 'Jo\nadmin' }))],
    ['with half a sign in a name', 'claims', () => token(good({ name: 'Jo \ud800' }))],
    ['with a list for its id', 'claims', () => token(good({ jti: ['a'] }))],
    ['with words for its expiry', 'claims', () => token(good({ exp: 'tomorrow' }))],
    ['with words for its issue', 'claims', () => token(good({ iat: 'now' }))],
    ['with an empty service', 'claims', () => token(good({ org: '' }))],
    ['with null for a service', 'claims', () => token(good({ org: null }))],
    ['with no address for an address', 'claims', () => token(good({ email: 'jo at rose' }))],
    ['with a role that we do not know', 'claims', () => token(good({ role: 'owner' }))],
    ['with the name of a method for a role', 'claims', () => token(good({ role: 'constructor' }))],
    ['that holds a list', 'malformed', () => token([isBounded])],
    ['that holds null', 'malformed', () => token(null)],
    ['over 4,096 characters', 'tooLong', () => token(good({ more: 'x'.repeat(4096) }))],
    ['that is empty', 'malformed', () => ''],
    ['that is none', 'malformed', () => 'let me in'],
    ['of two parts', 'malformed', () => token(good()).split('.').slice(0, 2).join('.')],
    ['of five parts', 'malformed', () => `${token(good())}.a.b`],
    ['of dots', 'malformed', () => '..'],
    ['with a header that is no JSON', 'malformed', () => `AAAA.${token(good()).split('.').slice(1).join('.')}`],
  ])('%s', async (_, reason, make) => {
    expect(await outcome(bySecret, make())).toBe(reason);
  });

  it.each<[string, RefusalReason, () => string]>([
    ['signed by a stranger under our key’s name', 'signature', () => tokenBy(stranger, good())],
    [
      'that takes the public key for a secret',
      'algorithm',
      () => token(good(), hmac(pem), { alg: 'HS256', kid: 'one' }),
    ],
    ['that needs no signature', 'algorithm', () => token(good(), () => Buffer.alloc(0), { alg: 'none', kid: 'one' })],
    ['that names no key', 'key', () => token(good(), byKey(elliptic), { alg: 'ES256' })],
    ['that names a key nobody has', 'key', () => tokenBy(elliptic, good(), { kid: 'nobody' })],
    ['that uses a key for another algorithm', 'key', () => tokenBy(elliptic, good(), { alg: 'RS256' })],
    [
      'that brings its own key',
      'signature',
      () => tokenBy(stranger, good(), { jwk: stranger.publicKey.export({ format: 'jwk' }) }),
    ],
    ['that says where its key is', 'key', () => tokenBy(stranger, good(), { kid: 'x', jku: 'http://127.0.0.1:9/' })],
  ])('%s, where keys are published', async (_, reason, make) => {
    expect(await outcome(byKeys, make())).toBe(reason);
  });
});

describe('a token counts once', () => {
  it('is refused the second time, also under another signature', async () => {
    const payload = good();
    expect(await outcome(bySecret, token(payload))).toBe('signed in');
    expect(await outcome(bySecret, token(payload))).toBe('used');
    expect(await outcome(bySecret, token(payload, undefined, { alg: 'HS256', typ: 'JWT' }))).toBe('used');
  });

  it('signs in one of many at the same instant, through several processes', async () => {
    const dataDir = newFolder();
    const stores = await Promise.all([openStore({ dataDir }), openStore({ dataDir })]);
    const verifiers = stores.map((each) => verifier({ secrets: [secret] }, each));
    const jwt = token(good());
    const outcomes = await Promise.all([...verifiers, ...verifiers, ...verifiers].map((each) => outcome(each, jwt)));
    expect(outcomes.sort()).toEqual(['signed in', 'used', 'used', 'used', 'used', 'used']);
    await Promise.all(stores.map((each) => each.close()));
  });

  it('is remembered for longer than any token lives, and not for ever', async () => {
    const before = await spentTokens();
    const jti = randomUUID();
    await bySecret.verify(token(good({ jti, exp: seconds(300) })));
    const [id = ''] = (await spentTokens()).filter((each) => !before.includes(each));
    expect(id).not.toContain(jti);
    const lifetime = (await store.documents.get(id))?.lifetime ?? 0;
    expect(lifetime).toBeGreaterThan(5 * 60 + 2 * 30);
    expect(lifetime).toBeLessThanOrEqual(60 * 60);
  });

  it('is not spent by being refused', async () => {
    const payload = good();
    expect(await outcome(bySecret, token(payload, hmac(`not ${secret}`)))).toBe('signature');
    expect(await outcome(bySecret, token({ ...payload, role: 'owner' }))).toBe('claims');
    expect(await outcome(bySecret, token(payload))).toBe('signed in');
  });
});

describe('while one secret takes over from another', () => {
  it('both sign in, and after it the old one does not', async () => {
    const next = `the next ${secret}`;
    const both = verifier({ secrets: [next, secret] });
    for (const each of [next, secret]) expect(await outcome(both, token(good(), hmac(each)))).toBe('signed in');
    const after = verifier({ secrets: [next] });
    expect(await outcome(after, token(good(), hmac(next)))).toBe('signed in');
    expect(await outcome(after, token(good(), hmac(secret)))).toBe('signature');
  });
});

async function spentTokens(): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const id of store.documents.list('hostToken/')) ids.push(id);
  return ids;
}

function swapBody(jwt: string, payload: unknown): string {
  const [head, , signature] = jwt.split('.');
  return [head, Buffer.from(JSON.stringify(payload)).toString('base64url'), signature].join('.');
}
