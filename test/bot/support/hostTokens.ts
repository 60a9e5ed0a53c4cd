/** A host site's side of signing people in: its keys, its tokens good and bad, and the address where its keys lie. */
import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const issuer = 'https://support.example';
export const audience = 'https://guide.example';
export const secret = 'a secret of this test of thirty-two bytes or more';

type Claims = Readonly<Record<string, unknown>>;
export type Signer = (input: string) => Buffer;

export const hmac =
  (key: string | Buffer): Signer =>
  (input) =>
    createHmac('sha256', key).update(input).digest();

export interface HostKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const makers = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EdDSA: () => generateKeyPairSync('ed25519'),
} as const;

export const newKey = (kid: string, alg: keyof typeof makers = 'ES256'): HostKey => ({ kid, alg, ...makers[alg]() });

export const byKey =
  ({ alg, privateKey }: HostKey): Signer =>
  (input) =>
    sign(alg === 'EdDSA' ? null : 'sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });

export const published = ({ kid, alg, publicKey }: HostKey): object => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  alg,
  use: 'sig',
});

/** Claims of a good token, issued at `now` for a minute, with `more` over them; undefined leaves one out. */
export function claims(more: Claims = {}, now = new Date()): Claims {
  const iat = Math.floor(now.getTime() / 1000);
  return { iss: issuer, aud: audience, sub: 'person-1', jti: randomUUID(), iat, exp: iat + 60, ...more };
}

export function token(payload: unknown, signer: Signer = hmac(secret), header: Claims = { alg: 'HS256' }): string {
  const [head, body] = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const input = `${head}.${body}`;
  return `${input}.${signer(input).toString('base64url')}`;
}

export const tokenBy = (key: HostKey, payload: unknown, header: Claims = {}): string =>
  token(payload, byKey(key), { alg: key.alg, kid: key.kid, ...header });

export interface KeyServer {
  readonly url: string;
  /** What it says; a number is a status without keys. */
  answer: unknown;
  /** How often it was asked. */
  asked: number;
  close(): void;
}

/** The address where a host site publishes its keys. */
export async function serveKeys(...keys: readonly HostKey[]): Promise<KeyServer> {
  const server = createServer((_, res) => {
    served.asked++;
    const { answer } = served;
    if (typeof answer === 'number') res.statusCode = answer;
    res.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const served: KeyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    answer: keySet(...keys),
    asked: 0,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return served;
}

export const keySet = (...keys: readonly HostKey[]): object => ({ keys: keys.map(published) });
