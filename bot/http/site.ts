import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopbackName } from '../addresses.ts';
import type { Config } from '../config.ts';
import { forbidden } from './errors.ts';

/**
 * Who we are towards browsers. A page is "own" when its origin is `PUBLIC_URL`, or the very host that the request went
 * to (a laptop reached by its network name), or any loopback name while no `PUBLIC_URL` is given.
 */
export class Site {
  readonly #config: Config;
  readonly #ownOrigin: string | undefined;
  readonly #widgetOrigins: ReadonlySet<string>;

  constructor(config: Config) {
    this.#config = config;
    this.#ownOrigin = config.publicUrlGiven ? config.publicUrl : undefined;
    this.#widgetOrigins = new Set(config.widgetOrigins);
  }

  get isSecure(): boolean {
    return this.#config.publicUrl.startsWith('https:');
  }

  /** No Origin header: not a browser's cross-site request. */
  isOwn(req: IncomingMessage): boolean {
    const { origin } = req.headers;
    if (origin === undefined || origin === this.#ownOrigin) return true;
    const url = URL.parse(origin);
    if (!url || url.origin !== origin) return false;
    return url.host === req.headers.host || (!this.#config.publicUrlGiven && this.isOnThisMachine(req));
  }

  isAllowed(req: IncomingMessage): boolean {
    const { origin } = req.headers;
    return origin === undefined || this.#widgetOrigins.has(origin) || this.isOwn(req);
  }

  /** No page at all, one of this machine, or one of `PUBLIC_URL`; a host name is not believed (it may be rebound). */
  isOnThisMachine(req: IncomingMessage): boolean {
    const { origin } = req.headers;
    if (origin === undefined || origin === this.#ownOrigin) return true;
    const url = URL.parse(origin);
    return url !== null && /^https?:$/.test(url.protocol) && isLoopbackName(url.hostname);
  }

  /** Lets allowed origins read the answer; throws 403 for others. */
  admit(req: IncomingMessage, res: ServerResponse): void {
    const { origin } = req.headers;
    if (origin === undefined) return;
    res.setHeader('Vary', 'Origin');
    if (!this.isAllowed(req)) throw forbidden('This origin is not allowed here.');
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Expose-Headers', 'Retry-After');
  }

  /** The preflight's answer. Throws 403 for an origin that is not allowed. */
  preflight(req: IncomingMessage, res: ServerResponse): void {
    this.admit(req, res);
    res.writeHead(204, {
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
      'Access-Control-Max-Age': '7200',
      'Content-Length': '0',
    });
    res.end();
  }

  /** Where the caller reaches us: `PUBLIC_URL`, or without one the host it used for this request. */
  urlFor(req: IncomingMessage): string {
    const { host } = req.headers;
    return this.#config.publicUrlGiven || !host || !/^[\w.:[\]-]+$/.test(host)
      ? this.#config.publicUrl
      : `http://${host}`;
  }

  /** The Content-Security-Policy value that says who may frame the chat page. */
  get frameAncestors(): string {
    return ["'self'", ...this.#widgetOrigins].join(' ');
  }
}
