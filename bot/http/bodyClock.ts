import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Bytes that have to come in each `requestMs` of a body that may take long: a bad telephone line brings more. */
const leastProgress = 32 * 1024;

const clocks = new WeakMap<IncomingMessage, BodyClock>();

/**
 * Lets go of clients that take longer than `requestMs` for the body of a request. Node's own limit is one for all requests, so it is
 * left to bound what `patientBody` allows.
 */
export function watchBodies(http: Server, requestMs: number): void {
  http.prependListener('request', (req: IncomingMessage, res: ServerResponse) => {
    const hasBody = req.headers['content-length'] !== undefined || req.headers['transfer-encoding'] !== undefined;
    if (hasBody) clocks.set(req, new BodyClock(req, res, requestMs));
  });
}

/** Lets this body take as long as it keeps coming. Only for callers who are known, or anybody could hold connections open. */
export function patientBody(req: IncomingMessage): void {
  clocks.get(req)?.bePatient();
}

class BodyClock {
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  readonly #timer: NodeJS.Timeout;
  #isPatient = false;
  #seen = 0;

  constructor(req: IncomingMessage, res: ServerResponse, ms: number) {
    this.#req = req;
    this.#res = res;
    this.#seen = req.socket.bytesRead;
    this.#timer = setInterval(() => this.#look(), ms);
    this.#timer.unref();
    res.once('close', () => clearInterval(this.#timer));
  }

  bePatient(): void {
    this.#isPatient = true;
  }

  #look(): void {
    const { complete, socket } = this.#req;
    if (complete) {
      clearInterval(this.#timer);
      return;
    }
    const progress = socket.bytesRead - this.#seen;
    this.#seen = socket.bytesRead;
    if (this.#isPatient && progress >= leastProgress) return;
    clearInterval(this.#timer);
    if (!this.#res.headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    socket.destroySoon();
  }
}
