import type { Server as HttpServer } from 'node:http';
import { pino } from 'pino';
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { watchBodies } from './http/bodyClock.ts';
import { badArgument, type ErrorCode, HttpError, sendError } from './http/errors.ts';

export interface Timeouts {
  /** Milliseconds a client may take to send its headers. */
  readonly headersMs: number;
  /** Milliseconds a client may take to send a whole request, or at most for some bytes of an upload. */
  readonly requestMs: number;
  /** Milliseconds a client may take for an upload that keeps coming. */
  readonly uploadMs: number;
  /** How often headers and uploads are looked at. */
  readonly checkMs: number;
}

const patient: Timeouts = { headersMs: 10_000, requestMs: 30_000, uploadMs: 20 * 60_000, checkMs: 5_000 };

/** Answers a request for an address where nothing is. Returns false where it leaves that to the JSON error. */
export type NowhereAnswer = (req: Request, res: Response) => boolean;

/** A restify server without a banner, with JSON errors, that does not wait for slow clients for ever. */
export function createServer(nowhere: NowhereAnswer, timeouts: Timeouts = patient): Server {
  // restify logs requests with their headers, so its own log stays silent; ours knows what may be said.
  const server = restify.createServer({ name: '', log: pino({ level: 'silent' }) as never, ignoreTrailingSlash: true });
  const http = httpServer(server);
  http.headersTimeout = timeouts.headersMs;
  http.requestTimeout = timeouts.uploadMs;
  watchBodies(http, timeouts.requestMs);
  // Longer than the idle time of usual proxies, so that it is they who close.
  http.keepAliveTimeout = 65_000;
  http.maxHeadersCount = 100;
  // Read by Node when it starts to listen; settable only through `http.createServer`, which restify calls itself.
  Reflect.set(http, 'connectionsCheckingInterval', timeouts.checkMs);
  server.pre(refuseNoAddress);
  server.on('restifyError', (req: Request, res: Response, error: unknown, done: () => void) => {
    const told = fromRouter(error);
    if (!res.headersSent && !(told.status === 404 && nowhere(req, res))) sendError(res, told);
    // restify would now send the error again.
    Reflect.set(res, '_sent', true);
    done();
  });
  return server;
}

/** restify's router reads the address where an error would end the process: a `Host` with a space in it is enough. */
function refuseNoAddress(req: Request, res: Response, next: Next): void {
  try {
    req.getUrl();
    next();
  } catch {
    sendError(res, badArgument('The address or the Host header cannot be understood.'));
    next(false);
  }
}

/** Node's own server inside restify's. */
export function httpServer(server: Server): HttpServer {
  return Reflect.get(server, 'server') as HttpServer;
}

function fromRouter(error: unknown): HttpError {
  const status = Number(Reflect.get(Object(error), 'statusCode'));
  const known: Record<number, [ErrorCode, string]> = {
    400: ['BadArgument', 'The request cannot be understood.'],
    404: ['NotFound', 'There is nothing at this address.'],
    405: ['MethodNotAllowed', 'This address is for another method.'],
  };
  const [code, message] = known[status] ?? ['ServiceError', 'Something went wrong on our side.'];
  return new HttpError(known[status] ? status : 500, code, message);
}
