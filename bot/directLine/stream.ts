import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { errorBody, HttpError, noSuchConversation, tooMany } from '../http/errors.ts';
import type { Limits } from '../http/limits.ts';
import type { Site } from '../http/site.ts';
import { describeError, type Logger } from '../logger.ts';
import type { DirectLineAdapter } from './adapter.ts';
import type { Tokens } from './tokens.ts';
import { parseWatermark } from './watermark.ts';

const keepaliveMs = 30_000;
/** Where other processes serve the same conversations: how often a client that heard something lately is seen to. */
const followMs = 2_000;
/** The others at every so many turns of that: each look is a request to the store. */
const quietFollow = 8;
const livelyFor = 120_000;
const mostSocketsPerConversation = 20;
const path = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream$/;

export interface StreamsOptions {
  readonly adapter: DirectLineAdapter;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly site: Site;
  readonly logger: Logger;
  /** True where other processes serve the same store: what they say is looked for now and then. */
  readonly isShared: boolean;
}

/** The WebSockets on which clients hear of activities. Each follows the transcript at its own pace. */
export class Streams {
  readonly #options: StreamsOptions;
  // Clients only ever send an empty keepalive. No compression: its buffers would cost more memory than all else.
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
  readonly #open = new Set<Stream>();
  readonly #keepalive: NodeJS.Timeout;
  readonly #follow: NodeJS.Timeout | undefined;

  constructor(options: StreamsOptions) {
    this.#options = options;
    this.#keepalive = setInterval(() => this.keepAlive(), keepaliveMs);
    this.#keepalive.unref();
    let round = 0;
    this.#follow = options.isShared
      ? setInterval(() => {
          round += 1;
          for (const stream of this.#open) stream.follow(round % quietFollow === 0);
        }, followMs).unref()
      : undefined;
  }

  /** Answers an HTTP upgrade: opens the stream, or refuses with a status and a JSON error as the REST paths do. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    this.#authorize(req).then(
      ({ conversationId, after }) => {
        this.#server.handleUpgrade(req, socket, head, (webSocket) => this.#accept(webSocket, conversationId, after));
      },
      (error: unknown) => {
        if (!(error instanceof HttpError)) this.#options.logger.error('http.failed', describeError(error));
        refuse(
          socket,
          error instanceof HttpError ? error : new HttpError(500, 'ServiceError', 'Something went wrong.'),
        );
      },
    );
  }

  async #authorize(req: IncomingMessage): Promise<{ conversationId: string; after: number }> {
    const { adapter, tokens, limits, site } = this.#options;
    const url = URL.parse(req.url ?? '', 'http://localhost');
    const conversationId = path.exec(url?.pathname ?? '')?.[1];
    if (!url || !conversationId) throw new HttpError(404, 'NotFound', 'There is no stream here.');
    if (!site.isAllowed(req)) throw new HttpError(403, 'Forbidden', 'This origin is not allowed here.');
    await tokens.authorize(req, conversationId, url.searchParams.get('t') ?? undefined);
    await limits.look(conversationId);
    const after = parseWatermark(url.searchParams.get('watermark'));
    if (!(await adapter.exists(conversationId))) throw noSuchConversation();
    if (adapter.listenerCount(conversationId) >= mostSocketsPerConversation) throw tooMany(keepaliveMs / 1000);
    return { conversationId, after };
  }

  #accept(webSocket: WebSocket, conversationId: string, after: number): void {
    const { adapter, logger } = this.#options;
    const stream = new Stream(webSocket, adapter, logger, conversationId, after);
    this.#open.add(stream);
    webSocket.on('close', () => this.#open.delete(stream));
  }

  /** Sends every client an empty text and lets go of those that no longer take anything in. */
  keepAlive(): void {
    for (const stream of this.#open) stream.keepAlive();
  }

  /** Says goodbye (1001) to everybody. */
  close(): void {
    clearInterval(this.#keepalive);
    clearInterval(this.#follow);
    for (const stream of this.#open) stream.close();
  }

  /** For those that did not answer the goodbye. */
  terminate(): void {
    for (const stream of this.#open) stream.terminate();
  }
}

class Stream {
  readonly #socket: WebSocket;
  readonly #adapter: DirectLineAdapter;
  readonly #logger: Logger;
  readonly #conversationId: string;
  #after: number;
  #isPumping = false;
  #hasNews = false;
  #mustLook = false;
  #isAlive = true;
  #wasStuck = false;
  #lastNews = performance.now();

  constructor(socket: WebSocket, adapter: DirectLineAdapter, logger: Logger, conversationId: string, after: number) {
    this.#socket = socket;
    this.#adapter = adapter;
    this.#logger = logger;
    this.#conversationId = conversationId;
    this.#after = after;
    const stop = adapter.listen(conversationId, (typing) => (typing ? this.#show(typing) : void this.#pump(true)));
    socket.on('close', stop);
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    socket.on('error', () => socket.terminate());
    void this.#pump();
  }

  /**
   * Sends what this client has not seen yet, one frame after the other; the next waits until the network took the last,
   * so a slow client's backlog stays in the transcript and not in our memory. `isLocal`: this process was told of the news.
   */
  async #pump(isLocal = false): Promise<void> {
    this.#hasNews = true;
    this.#mustLook ||= !isLocal;
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#hasNews && this.#socket.readyState === this.#socket.OPEN) {
        this.#hasNews = false;
        const isLocalNews = !this.#mustLook;
        this.#mustLook = false;
        const { activities, watermark } = await this.#adapter.read(this.#conversationId, this.#after, isLocalNews);
        // A watermark from the future is brought back: nothing was ever said up to there.
        if (activities.length > 0) {
          await this.#send(`{"activities":[${activities.join(',')}],"watermark":"${watermark}"}`);
          this.#hasNews = true; // the page may not have been the last
          this.#lastNews = performance.now();
        }
        this.#after = watermark;
      }
    } catch (error) {
      this.#logger.warn('stream.failed', { conversationId: this.#conversationId, ...describeError(error) });
      this.#socket.close(1011);
    } finally {
      this.#isPumping = false;
    }
  }

  /** Looks for what another process may have said. */
  follow(isForAll: boolean): void {
    if (isForAll || performance.now() - this.#lastNews < livelyFor) void this.#pump();
  }

  #send(frame: string): Promise<void> {
    return new Promise((resolve) => {
      // The callback's error means that the socket has closed; its close event says all that is needed.
      this.#socket.send(frame, () => resolve());
    });
  }

  /** A passing sign. Only for a client that has seen all else, or it would seem to follow what is to come. */
  #show(typing: string): void {
    if (!this.#isPumping && this.#socket.readyState === this.#socket.OPEN)
      this.#socket.send(`{"activities":[${typing}],"watermark":"${this.#after}"}`);
  }

  keepAlive(): void {
    const isStuck = this.#socket.bufferedAmount > 0;
    if (!this.#isAlive || (isStuck && this.#wasStuck)) {
      this.#logger.info('stream.slow', { conversationId: this.#conversationId });
      this.#socket.terminate();
      return;
    }
    this.#wasStuck = isStuck;
    this.#isAlive = false;
    this.#socket.ping();
    if (!isStuck) this.#socket.send('');
  }

  close(): void {
    this.#socket.close(1001, 'The server is restarting.');
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

function refuse(socket: Duplex, error: HttpError): void {
  const body = errorBody(error.code, error.message);
  const headers = Object.entries(error.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${error.status} Refused\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n${headers.join('')}\r\n${body}`,
  );
}
