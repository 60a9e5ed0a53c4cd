/**
 * Stands between the page and the guide, and takes files itself: it says the names on, as an activity with the same id. What
 * the server makes of files has tests of its own; here the line may break as a test wishes.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

export class FileDoor {
  /** How many of the next uploads have their line cut: before anything has arrived, or before the answer goes out. */
  cutEarly = 0;
  cutLate = 0;
  /** `clientActivityID` of each upload that arrived. */
  readonly ids: string[] = [];
  /** Resolves when uploads may go on. */
  gate: Promise<unknown> = Promise.resolve();
  readonly #guide: URL;
  #server: Server | undefined;

  constructor(guide: string) {
    this.#guide = new URL(guide);
  }

  async start(): Promise<string> {
    const server = createServer((req, res) => {
      if (req.method === 'POST' && /\/upload(\?|$)/.test(req.url ?? '')) void this.#take(req, res);
      else this.#pass(req, res);
    });
    server.on('upgrade', ({ method, url, rawHeaders }, socket, head) => {
      const lines = rawHeaders.flatMap((name, index) => (index % 2 ? [] : [`${name}: ${rawHeaders[index + 1]}`]));
      const guide = connect(Number(this.#guide.port), this.#guide.hostname, () => {
        guide.write(`${[`${method} ${url} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`);
        guide.write(head);
        socket.pipe(guide).pipe(socket);
      });
      for (const [one, other] of [[socket, guide] as const, [guide, socket] as const])
        one.on('error', () => other.destroy()).on('close', () => other.destroy());
    });
    server.listen(0);
    await once(server, 'listening');
    this.#server = server;
    return `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  #pass(req: IncomingMessage, res: ServerResponse): void {
    const { method, headers, url } = req;
    const { hostname, port } = this.#guide;
    const forwarded = request({ hostname, port, path: url, method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(res);
    });
    forwarded.on('error', () => res.destroy());
    req.pipe(forwarded);
  }

  async #take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (this.cutEarly > 0) {
      this.cutEarly--;
      req.destroy();
      return;
    }
    try {
      const body = await buffer(req);
      await this.gate;
      const form = await new Response(new Uint8Array(body), {
        headers: { 'Content-Type': req.headers['content-type'] ?? '' },
      }).formData();
      const activity = JSON.parse(await (form.get('activity') as File).text());
      this.ids.push(activity.channelData.clientActivityID);
      const files = form.getAll('file') as File[];
      const attachments = files.map(({ name, type }) => ({ name, contentType: type || 'application/octet-stream' }));
      const path = (req.url ?? '').replace(/\/upload.*/, '/activities');
      const answer = await fetch(new URL(path, this.#guide), {
        method: 'POST',
        headers: { Authorization: String(req.headers.authorization), 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...activity, attachments }),
      });
      if (this.cutLate > 0) {
        this.cutLate--;
        res.destroy();
        return;
      }
      res.writeHead(answer.status, { 'Content-Type': 'application/json' });
      res.end(await answer.text());
    } catch {
      res.destroy(); // the page hung up
    }
  }
}
