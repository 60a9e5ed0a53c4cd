import type { IncomingMessage } from 'node:http';
import type { Site } from './http/site.ts';

const currentName = 'dspt_session';
/** Names the session that a fresh one took the place of, so that a person whose return link was dead can go back to it. */
const previousName = 'dspt_previous';
/** In seconds, counted from when the fresh one began. */
const previousLifetime = 24 * 60 * 60;

/** The cookies of our own chat page, each holding the secret of a session. As values of `Set-Cookie`. */
export class SessionCookies {
  readonly #attributes: string;
  readonly #prefix: string;

  constructor({ isSecure }: Pick<Site, 'isSecure'>) {
    // Framed by another site the page is a third party there: partitioned, its cookie lives per host site.
    this.#attributes = isSecure ? 'Secure; SameSite=None; Partitioned' : 'SameSite=Lax';
    // With this prefix a browser takes the cookie from this very host alone, not from a neighbour under the same domain.
    this.#prefix = isSecure ? '__Host-' : '';
  }

  current(req: IncomingMessage): string | undefined {
    return this.#secretIn(req, currentName);
  }

  previous(req: IncomingMessage): string | undefined {
    return this.#secretIn(req, previousName);
  }

  /** `seconds`: for how long. */
  keep(secret: string, seconds: number): string {
    return this.#cookie(currentName, secret, seconds);
  }

  /** Nothing where there is none before. */
  keepPrevious(secret: string | undefined): readonly string[] {
    return secret === undefined ? [] : [this.#cookie(previousName, secret, previousLifetime)];
  }

  get gone(): string {
    return this.#cookie(currentName, '', 0);
  }

  get gonePrevious(): string {
    return this.#cookie(previousName, '', 0);
  }

  #cookie(name: string, secret: string, seconds: number): string {
    return `${this.#prefix}${name}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; ${this.#attributes}`;
  }

  #secretIn({ headers }: IncomingMessage, name: string): string | undefined {
    return new RegExp(`(?:^|;\\s*)${this.#prefix}${name}=([\\w-]{43})(?:;|$)`).exec(headers.cookie ?? '')?.[1];
  }
}
