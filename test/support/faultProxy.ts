import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What becomes of a request. */
export type Fault =
  /** The service answers with this status in place of what was asked for. */
  | { readonly status: number; readonly retryAfterMs?: number }
  /** The connection is reset: before the service hears of it, in the middle of the body, or when it has been carried out. */
  | 'resetBefore'
  | 'cutBody'
  | 'loseAnswer'
  /** It is carried out, and the answer waits until the test lets it go. */
  | 'hold'
  /** Nobody ever answers, until whoever asked gives up. */
  | 'hang';

/** A fault that was told to happen. */
export interface Injected {
  /** Resolves when the first request has met it, with what that asked for. */
  readonly met: Promise<string>;
  /** How many requests have met it so far. */
  readonly times: number;
  /** Lets go of the answers that are held, and meets no more requests. */
  release(): void;
}

export interface FaultProxy {
  /** `http://host:port`. */
  readonly origin: string;
  /**
   * What has been asked for: method, place and kind, as in `POST record/docs assessment:1a2b` (Cosmos DB; a logical partition at the
   * end), `PUT incoming/x/0 block` (Blob Storage). Empty it to count anew.
   */
  readonly requests: string[];
  /** The next `times` requests that match meet the fault; a fault told later comes first. */
  inject(fault: Fault, what: Pick<RegExp, 'test'>, times?: number): Injected;
  /** Ends all faults. */
  clear(): void;
  close(): Promise<void>;
}

interface Rule {
  readonly fault: Fault;
  readonly what: Pick<RegExp, 'test'>;
  left: number;
  times: number;
  readonly met: PromiseWithResolvers<string>;
  readonly released: PromiseWithResolvers<void>;
}

/**
 * Stands between the program and a store of one of the emulators, hands on every request, and breaks those that a test wants
 * broken. `Host` goes on as it came, for signatures may cover it.
 */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target);
  const requests: string[] = [];
  const rules: Rule[] = [];

  const server = createServer({ keepAliveTimeout: 0 }, (incoming, outgoing) => {
    const what = nameOf(incoming);
    requests.push(what);
    const rule = rules.findLast(({ left, what: pattern }) => left > 0 && pattern.test(what));
    if (!rule) return forward(incoming, outgoing);
    rule.left -= 1;
    rule.times += 1;
    rule.met.resolve(what);
    meet(rule, incoming, outgoing);
  });

  function meet({ fault, released }: Rule, incoming: IncomingMessage, outgoing: ServerResponse): void {
    switch (fault) {
      case 'resetBefore':
        reset(incoming);
        return;
      case 'cutBody':
        cutBody(incoming);
        return;
      case 'loseAnswer':
        send(incoming, (answer) => answer.resume().on('end', () => reset(incoming)));
        return;
      case 'hold':
        send(incoming, (answer) => void released.promise.then(() => copy(answer, outgoing)));
        return;
      case 'hang':
        incoming.resume();
        return;
      default:
        refuse(fault, incoming, outgoing);
    }
  }

  function onward({ method, url, headers }: IncomingMessage) {
    return request({ hostname, port, method, path: url, headers });
  }

  function send(incoming: IncomingMessage, answered: (answer: IncomingMessage) => void): void {
    const sending = onward(incoming);
    sending.on('response', answered).on('error', () => reset(incoming));
    incoming.on('error', () => sending.destroy()).pipe(sending);
  }

  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    send(incoming, (answer) => copy(answer, outgoing));
  }

  /** The service gets half of what was announced. */
  function cutBody(incoming: IncomingMessage): void {
    const sending = onward(incoming).on('error', () => undefined);
    let left = Math.floor(Number(incoming.headers['content-length'] ?? 0) / 2);
    sending.flushHeaders();
    incoming.on('data', (chunk: Buffer) => {
      if (left <= 0) return;
      const part = chunk.subarray(0, left);
      left -= part.length;
      sending.write(part, () => left <= 0 && sending.destroy());
    });
    incoming.on('error', () => undefined);
    sending.on('close', () => reset(incoming));
    if (left === 0) sending.destroy();
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const release = (rule: Rule): void => {
    rule.left = 0;
    rule.released.resolve();
  };
  const clear = (): void => {
    for (const rule of rules.splice(0)) release(rule);
  };
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    inject(fault, what, times = 1) {
      const rule: Rule = {
        ...{ fault, what, left: times, times: 0 },
        ...{ met: Promise.withResolvers<string>(), released: Promise.withResolvers<void>() },
      };
      rules.push(rule);
      return {
        met: rule.met.promise,
        get times() {
          return rule.times;
        },
        release: () => release(rule),
      };
    },
    clear,
    async close() {
      clear();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function copy(answer: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
  answer.pipe(outgoing);
}

function refuse(
  { status, retryAfterMs }: Exclude<Fault, string>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  incoming.resume().on('end', () => {
    const again = retryAfterMs === undefined ? {} : { 'x-ms-retry-after-ms': String(retryAfterMs) };
    outgoing.writeHead(status, { 'content-type': 'application/json', ...again });
    outgoing.end(JSON.stringify({ code: 'Fault', message: 'The proxy was told to say so.' }));
  });
}

/** With a reset, as a broken line has it, and not with a polite end. */
function reset({ socket }: { readonly socket: Socket }): void {
  socket.resetAndDestroy();
}

function nameOf({ method, url = '', headers }: IncomingMessage): string {
  const { pathname, searchParams } = new URL(url, 'http://store');
  const cosmos = /^\/dbs\/[^/]+\/colls\/(?<place>.+)$/.exec(pathname)?.groups?.place;
  const blob = /^\/[^/]+\/[^/]+\/(?<name>.+)$/.exec(pathname)?.groups?.name;
  const kinds = [
    headers['x-ms-documentdb-isquery'] && 'query',
    headers['x-ms-cosmos-is-query-plan-request'] && 'plan',
    headers['x-ms-documentdb-is-upsert'] && 'upsert',
    headers['x-ms-cosmos-is-batch-request'] && 'bulk',
    searchParams.get('comp'),
    partitionIn(headers['x-ms-documentdb-partitionkey']),
  ];
  return [method, cosmos ?? blob ?? pathname, ...kinds].filter(Boolean).join(' ');
}

function partitionIn(header: string | string[] | undefined): string | undefined {
  return header === undefined ? undefined : /^\["(?<key>.*)"\]$/.exec(String(header))?.groups?.key;
}
