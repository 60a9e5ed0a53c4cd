import { HttpError } from '../http/errors.ts';

/** Why a token is refused, and what the integrator reads of it. Nothing of the token is among it. */
const sentences = {
  tooLong: 'The token is too long.',
  malformed: 'This is not a signed JWT.',
  algorithm: 'The token is signed in a way that is not accepted here.',
  key: 'The token names no key that is known here.',
  signature: 'The signature is not right.',
  issuer: 'The token is from another issuer.',
  audience: 'The token is for another audience.',
  claims: 'A claim of the token is missing, or not as it should be.',
  notYet: 'The token is not valid yet.',
  tooLongLived: 'The token is valid for too long.',
  expired: 'The token has expired.',
  used: 'The token has been used before.',
} as const;

export type RefusalReason = keyof typeof sentences;

/** A token that does not sign anybody in. */
export class TokenRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(sentences[reason]);
    this.reason = reason;
  }

  toHttp(): HttpError {
    switch (this.reason) {
      case 'expired':
        return new HttpError(403, 'TokenExpired', this.message);
      case 'used':
        return new HttpError(403, 'TokenUsed', this.message);
      default:
        return new HttpError(401, 'Unauthorized', this.message, { 'WWW-Authenticate': 'Bearer' });
    }
  }
}
