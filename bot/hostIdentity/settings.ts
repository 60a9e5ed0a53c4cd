import { isLoopbackName, parseUrl } from '../addresses.ts';

export const identitySettingNames = [
  'IDENTITY_ISSUER',
  'IDENTITY_AUDIENCE',
  'IDENTITY_JWKS_URL',
  'IDENTITY_SECRETS',
] as const;

/** Whose tokens say who a visitor is. Absent: nobody's. One host site for now: a second issuer is a second installation. */
export interface IdentityConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: HostKeys;
}

export type HostKeys =
  /** Address of the public keys, asked for when they are needed. */
  | { readonly jwksUrl: string }
  /** What both sides know, the newest first. */
  | { readonly secrets: readonly string[] };

type Value = (name: (typeof identitySettingNames)[number]) => string | undefined;

/** In bytes: as long as the hash of HS256, as its standard (RFC 7518, 3.2) asks. */
const shortestSecret = 32;
/** The one in use and the one before or after it. */
const mostSecrets = 2;
const longestName = 200;

/** All of it or nothing: a site that believes its visitors are known must not find out otherwise from them. */
export function readIdentity(value: Value, publicUrl: string, problems: string[]): IdentityConfig | undefined {
  if (!identitySettingNames.some((name) => value(name))) return undefined;
  const issuer = value('IDENTITY_ISSUER') ?? '';
  const audience = value('IDENTITY_AUDIENCE') ?? publicUrl;
  const [jwksUrl, secrets] = [value('IDENTITY_JWKS_URL'), value('IDENTITY_SECRETS')];
  if (!issuer) problems.push('IDENTITY_ISSUER is missing: the other IDENTITY settings are of no use without it');
  for (const [name, text] of Object.entries({ IDENTITY_ISSUER: issuer, IDENTITY_AUDIENCE: audience }))
    if (text.length > longestName) problems.push(`${name} must have at most ${longestName} characters`);
  if (!jwksUrl && !secrets)
    problems.push('IDENTITY_JWKS_URL or IDENTITY_SECRETS is missing: without keys no token can be checked');
  if (jwksUrl && secrets) problems.push('IDENTITY_JWKS_URL and IDENTITY_SECRETS must not both be set');
  if (jwksUrl) checkJwksUrl(jwksUrl, problems);
  const keys = jwksUrl ? { jwksUrl } : { secrets: Object.freeze(readSecrets(secrets, problems)) };
  return Object.freeze({ issuer, audience, keys });
}

function checkJwksUrl(text: string, problems: string[]): void {
  const url = parseUrl(text);
  const isSafe = url && (url.protocol === 'https:' || isLoopbackName(url.hostname));
  if (!isSafe) problems.push('IDENTITY_JWKS_URL must be an https address; http is for this machine alone');
}

function readSecrets(text: string | undefined, problems: string[]): string[] {
  const secrets = (text ?? '').split(',').map((secret) => secret.trim());
  const given = secrets.filter(Boolean);
  if ((given.length === 0 && text !== undefined) || given.some((secret) => Buffer.byteLength(secret) < shortestSecret))
    problems.push(`IDENTITY_SECRETS must each have at least ${shortestSecret} bytes`);
  if (given.length > mostSecrets)
    problems.push(`IDENTITY_SECRETS must be one secret, or ${mostSecrets} while one takes over from the other`);
  return given;
}
