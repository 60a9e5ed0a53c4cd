import type { Next, Request, Response, Server } from 'restify';
import type { Config } from './config.ts';
import { isFromUntrustedProxy } from './http/caller.ts';
import type { Logger } from './logger.ts';

/** Notices that there is a proxy while `TRUST_PROXY` says there is none, and logs it once. */
export class ProxyWatch {
  #hasSeenOne = false;

  constructor(server: Server, { trustedProxies }: Config, logger: Logger) {
    server.pre((req: Request, _res: Response, next: Next) => {
      if (!this.#hasSeenOne && isFromUntrustedProxy(req, trustedProxies)) {
        this.#hasSeenOne = true;
        logger.warn('proxy.notTrusted');
      }
      next();
    });
  }

  get hasSeenOne(): boolean {
    return this.#hasSeenOne;
  }
}
