import { createHmac, randomBytes } from 'node:crypto';
import { findPersonalData } from '../../core/understand/personalData.ts';
import { sha256 } from '../../storage/hash.ts';

/** Never stored, so that what it hashed cannot be found by trying all numbers there are. */
const processKey = randomBytes(32);
/** A UUID, also without its hyphens: about one in two hundred would look like a number of somebody's. */
const uuid = /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i;

/**
 * True for an id that is made of personal data, also with other signs around or between: `patient_943.476.5919`. `today` is an
 * ISO date in Europe/London.
 */
export function looksPersonal(id: string, today: string): boolean {
  if (uuid.test(id)) return false;
  const spaced = id.replaceAll(/[^a-z\d]+/gi, ' ');
  // Letters hide a number that stands right beside them.
  const numbers = spaced.replaceAll(/[a-z]+/gi, ' x ');
  return [spaced, numbers].some((text) => findPersonalData(text, today).length > 0);
}

/**
 * What is stored to know an id again: its hash. One that looks personal is known again by this process alone, because the
 * hash of a number that has few others beside it gives the number away.
 */
export function fingerprint(id: string, today: string): string {
  const hash = looksPersonal(id, today) ? createHmac('sha256', processKey).update(id).digest('hex') : sha256(id);
  return hash.slice(0, 32);
}
