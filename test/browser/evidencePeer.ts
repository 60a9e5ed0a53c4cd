/** The other side of the evidence page's protocol, in memory and scripted, so that each state of the page can be met. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { DataStore, Server as TusServer, Upload } from '@tus/server';
import { pageHeaders } from '../../bot/http/pageHeaders.ts';
import type { Site } from '../../bot/http/site.ts';
import { readStaticFiles } from '../../bot/staticFiles.ts';

const dist = join(import.meta.dirname, '..', '..', 'web', 'dist');

/** Keeps what arrives in memory; as a real store, what came before a line broke is kept. */
class MemoryStore extends DataStore {
  readonly contents = new Map<string, Buffer>();
  readonly uploads = new Map<string, Upload>();
  override extensions = ['creation', 'termination'];

  override async create(upload: Upload): Promise<Upload> {
    this.uploads.set(upload.id, upload);
    this.contents.set(upload.id, Buffer.alloc(0));
    return upload;
  }

  /** Bytes that came in all, those sent twice included. */
  received = 0;
  /** Called before each piece is read on. */
  beforeEach: () => Promise<void> = async () => undefined;

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    let content = (this.contents.get(id) ?? Buffer.alloc(0)).subarray(0, offset);
    for await (const chunk of stream) {
      await this.beforeEach();
      content = Buffer.concat([content, chunk as Buffer]);
      this.received += (chunk as Buffer).length;
      this.contents.set(id, content);
    }
    return content.length;
  }

  override async getUpload(id: string): Promise<Upload> {
    const upload = this.uploads.get(id);
    if (!upload) throw { status_code: 404, body: 'No such upload' };
    const { size, metadata } = upload;
    return new Upload({
      id,
      offset: this.contents.get(id)?.length ?? 0,
      ...(size !== undefined && { size }),
      ...(metadata && { metadata }),
    });
  }

  override async remove(id: string): Promise<void> {
    this.uploads.delete(id);
    this.contents.delete(id);
  }
}

type Json = Record<string, unknown>;

export class EvidencePeer {
  /** What `GET view` answers. */
  view: Json = {};
  /** False once the link has run out. */
  isGood = true;
  /** By a part of the file's name; without one a file is kept. */
  readonly verdicts: Record<string, Json> = {};
  readonly acts: Json[] = [];
  readonly store = new MemoryStore();
  /** Ways and paths that were asked for, but for the page's own files. */
  readonly asked: string[] = [];
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The names of the files that arrived whole, with what was said about each. */
  get arrived(): Json[] {
    return [...this.store.uploads.values()]
      .filter(({ id, size }) => this.store.contents.get(id)?.length === size)
      .map(({ metadata }) => ({ ...metadata }));
  }

  get received(): number {
    return this.store.received;
  }

  #goOn: () => void = () => undefined;

  /** Reads no more after so many bytes until `goOn`. Resolves when that is reached. */
  pauseAfter(bytes: number): Promise<void> {
    const until = this.store.received + bytes;
    const { promise, resolve } = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    this.#goOn = gate.resolve;
    this.store.beforeEach = async () => {
      if (this.store.received < until) return;
      resolve();
      await gate.promise;
    };
    return promise;
  }

  goOn(): void {
    this.store.beforeEach = async () => undefined;
    this.#goOn();
  }

  /** As new, with another view to answer. */
  reset(view: Json): void {
    this.view = view;
    this.isGood = true;
    this.acts.length = 0;
    this.asked.length = 0;
    this.onAct = () => undefined;
    for (const key of Object.keys(this.verdicts)) delete this.verdicts[key];
    for (const key of Object.keys(this.says)) delete this.says[key];
    this.goOn();
    this.store.received = 0;
    this.store.uploads.clear();
    this.store.contents.clear();
  }

  async start(): Promise<void> {
    const files = await readStaticFiles(dist);
    const site = { isSecure: false, frameAncestors: "'self'", urlFor: () => this.url } as unknown as Site;
    const tus = new TusServer({ path: '/evidence/api/uploads', datastore: this.store, relativeLocation: true });
    this.#server = createServer(async (req, res) => {
      const path = new URL(req.url ?? '/', this.url).pathname;
      const file = files.find((each) => each.path === path);
      if (file) return send(res, 200, pageHeaders(file, site, req), file.body);
      this.asked.push(`${req.method} ${path}`);
      if (path.startsWith('/given/'))
        return send(res, 200, { 'Content-Disposition': 'attachment; filename="policy.pdf"' }, '%PDF-1.7');
      if (!this.isGood || req.headers.authorization !== 'Bearer good-ticket') return send(res, 401, {});
      const [, upload] = /^\/evidence\/api\/uploads\/(.+)\/result$/.exec(path) ?? [];
      if (upload === undefined && path.startsWith('/evidence/api/uploads')) return tus.handle(req, res);
      await this.#answer(req, res, path, upload);
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    if (this.#server) await once(this.#server, 'close');
    this.#server = undefined;
  }

  async #answer(req: IncomingMessage, res: ServerResponse, path: string, upload: string | undefined): Promise<void> {
    const say = (body: unknown) => send(res, 200, { 'Content-Type': 'application/json' }, JSON.stringify(body));
    if (upload !== undefined) {
      const verdict = this.#verdictOn(upload);
      return verdict ? say(verdict) : send(res, 404, {});
    }
    if (path === '/evidence/api/view') return say(this.view);
    const body = (await json(req)) as Json;
    if (path === '/evidence/api/link')
      return say({ url: `/given/${String(body.document)}/${String(body.version ?? 'now')}` });
    this.acts.push(body);
    this.onAct(body);
    say({ said: this.says[String(body.do)] ?? 'That is done.' });
  }

  /** What each kind of act is answered with. */
  readonly says: Record<string, string> = {};
  /** Changes the view as the real server would. */
  onAct: (act: Json) => void = () => undefined;

  #verdictOn(upload: string): Json | undefined {
    const name = this.store.uploads.get(upload)?.metadata?.filename;
    if (typeof name !== 'string') return undefined;
    const found = Object.entries(this.verdicts).find(([part]) => name.includes(part));
    return found?.[1] ?? { state: 'kept', document: { number: 4, name } };
  }
}

/** Not chained: restify, where a test has loaded it, makes `writeHead` return nothing. */
function send(
  res: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body?: Buffer | string,
): void {
  res.writeHead(status, headers);
  res.end(body);
}
