import type { JWTPayload } from 'jose';
import { type Role, roles } from '../../core/people/model.ts';
import { TokenRefused } from './refusal.ts';
import type { HostVisitor } from './visitors.ts';

/** In seconds: from `iat` to `exp`. Tokens travel from a page to ours and are of no use after. Our own choice. */
export const longestLife = 5 * 60;
/** In seconds: how far the host site's clock may be from ours. */
export const tolerance = 30;
/** In characters, for every text in a token. */
const longestClaim = 200;

/** Life and content of a token whose signature, issuer and `exp` are right already. Throws `TokenRefused`. */
export function readClaims(
  payload: JWTPayload,
  audience: string,
  now: Date,
): { readonly visitor: HostVisitor; readonly jti: string } {
  const { iss, aud, exp, iat } = payload;
  // One for somebody else as well could be handed on by them.
  if (Array.isArray(aud) ? aud.length !== 1 || aud[0] !== audience : aud !== audience)
    throw new TokenRefused('audience');
  if (!isInstant(exp) || !isInstant(iat)) throw new TokenRefused('claims');
  if (iat > now.getTime() / 1000 + tolerance) throw new TokenRefused('notYet');
  if (exp - iat > longestLife) throw new TokenRefused('tooLongLived');
  const org = optional(payload.org);
  const orgName = optional(payload.org_name);
  const name = optional(payload.name);
  const email = optional(payload.email);
  const role = readRole(payload.role);
  if (email !== undefined && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email)) throw new TokenRefused('claims');
  const visitor: HostVisitor = {
    issuer: needed(iss),
    subject: needed(payload.sub),
    ...(org !== undefined && { org }),
    ...(orgName !== undefined && { orgName }),
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(role !== undefined && { role }),
  };
  return { visitor, jti: needed(payload.jti) };
}

const isInstant = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function needed(value: unknown): string {
  const isGood =
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= longestClaim &&
    value.isWellFormed() &&
    !/\p{Cc}/u.test(value);
  if (!isGood) throw new TokenRefused('claims');
  return value;
}

/** A claim may be left out, but not be wrong. */
const optional = (value: unknown): string | undefined => (value === undefined ? undefined : needed(value));

function readRole(value: unknown): Role | undefined {
  const role = roles.find((known) => known === value);
  if (value !== undefined && role === undefined) throw new TokenRefused('claims');
  return role;
}
