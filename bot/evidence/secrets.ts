import { randomBytes } from 'node:crypto';
import { looksPersonal } from '../directLine/opaqueIds.ts';

/** What `newSecret` makes. */
export const secretPattern = /^[\w-]{22}$/;

/**
 * 128 bits of chance as 22 signs that fit an address, a file name and a QR code. None that looks like a number of somebody's:
 * such a one would be taken out of activities that carry it. `today` is an ISO date in Europe/London.
 */
export function newSecret(today: string): string {
  for (;;) {
    const secret = randomBytes(16).toString('base64url');
    if (!looksPersonal(secret, today)) return secret;
  }
}
