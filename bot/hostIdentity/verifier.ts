import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { sha256 } from '../../storage/hash.ts';
import { type Documents, EtagMismatch } from '../../storage/ports.ts';
import { longestLife, readClaims, tolerance } from './claims.ts';
import { type RefusalReason, TokenRefused } from './refusal.ts';
import { KeysUnavailable, RemoteKeys } from './remoteKeys.ts';
import type { IdentityConfig } from './settings.ts';
import type { HostVisitor } from './visitors.ts';

/** In characters. */
const longestToken = 4096;
/** In seconds: longer than a token can be good for, with both clocks at their worst, and a server's with another. */
const rememberedFor = 3 * longestLife;
const neededClaims = ['iss', 'aud', 'exp', 'iat', 'jti', 'sub'];

interface VerifierOptions {
  readonly config: IdentityConfig;
  readonly documents: Documents;
  readonly now: () => Date;
  /** Hears of each try to fetch keys that failed. */
  readonly keysFailed: (error: unknown) => void;
}

/** What a kind of key may sign with: the header of a token has no say in it. */
interface Keys {
  readonly algorithms: string[];
  /** Tried in order. */
  readonly all: readonly (Uint8Array | JWTVerifyGetKey)[];
}

/** Checks tokens that the host site signed. Each signs in once, through whatever server it comes. */
export class IdentityVerifier {
  readonly #config: IdentityConfig;
  readonly #documents: Documents;
  readonly #now: () => Date;
  readonly #keys: Keys;

  constructor({ config, documents, now, keysFailed }: VerifierOptions) {
    this.#config = config;
    this.#documents = documents;
    this.#now = now;
    this.#keys =
      'secrets' in config.keys
        ? shared(config.keys.secrets)
        : published(new RemoteKeys(config.keys.jwksUrl, now, keysFailed));
  }

  /** Who the token vouches for; the token is spent then. Rejects with `TokenRefused`, and with `KeysUnavailable` where it may be tried again. */
  async verify(token: string): Promise<HostVisitor> {
    if (token.length > longestToken) throw new TokenRefused('tooLong');
    const now = this.#now();
    const payload = await this.#read(token, now);
    const { visitor, jti } = readClaims(payload, this.#config.audience, now);
    await this.#spend(jti);
    return visitor;
  }

  async #read(token: string, now: Date): Promise<JWTPayload> {
    const { issuer, audience } = this.#config;
    const { algorithms, all } = this.#keys;
    const options = {
      algorithms,
      issuer,
      audience,
      requiredClaims: neededClaims,
      clockTolerance: tolerance,
      currentDate: now,
    };
    let refused = new TokenRefused('key');
    for (const key of all) {
      try {
        const { payload } =
          typeof key === 'function' ? await jwtVerify(token, key, options) : await jwtVerify(token, key, options);
        return payload;
      } catch (error) {
        if (error instanceof KeysUnavailable) throw error;
        refused = new TokenRefused(reasonOf(error));
        if (refused.reason !== 'signature') break;
      }
    }
    throw refused;
  }

  /** Of two at the same instant the store lets one through. */
  async #spend(jti: string): Promise<void> {
    const id = `hostToken/${sha256(JSON.stringify([this.#config.issuer, jti]))}`;
    try {
      await this.#documents.put(id, {}, null, rememberedFor);
    } catch (error) {
      if (error instanceof EtagMismatch) throw new TokenRefused('used');
      throw error;
    }
  }
}

const shared = (secrets: readonly string[]): Keys => ({
  algorithms: ['HS256'],
  all: secrets.map((secret) => new TextEncoder().encode(secret)),
});

const published = (keys: RemoteKeys): Keys => ({
  algorithms: ['RS256', 'ES256', 'EdDSA'],
  all: [
    (header, token) => {
      // With several keys about, one must be named: none is tried on chance.
      if (header.kid === undefined) throw new TokenRefused('key');
      return keys.find(header, token);
    },
  ],
});

function reasonOf(error: unknown): RefusalReason {
  if (error instanceof TokenRefused) return error.reason;
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return reasonOfClaim(error);
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return 'algorithm';
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'malformed';
  // No such key, several of the same name, or one that is too weak or broken: `jose` and Web Crypto each say it in their own way.
  return 'key';
}

function reasonOfClaim({ claim, reason }: errors.JWTClaimValidationFailed): RefusalReason {
  if (reason !== 'check_failed') return 'claims';
  if (claim === 'iss') return 'issuer';
  if (claim === 'aud') return 'audience';
  return claim === 'nbf' ? 'notYet' : 'claims';
}
