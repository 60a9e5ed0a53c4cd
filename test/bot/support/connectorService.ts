import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './testApp.ts';

/** One call of the bot. */
export interface Call {
  readonly did: 'send' | 'reply' | 'update' | 'delete' | 'members' | 'member' | 'create' | 'attachment';
  readonly conversation: string;
  /** The activity that was replied to, updated or deleted, the member or the attachment that was asked for. */
  readonly id: string | undefined;
  readonly body: Json;
  /** Without `Bearer`. */
  readonly token: string | undefined;
  /** What was answered; 0 while it hangs. */
  readonly status: number;
}

/** How a call is answered instead of being served. */
export type Trouble =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: object }
  | 'hang'
  /** The line is cut after the call was read. */
  | 'cut';

export interface ConnectorService {
  /** With a slash at the end, as Teams has it. */
  readonly url: string;
  readonly calls: readonly Call[];
  /** What was sent and arrived, without typing, in order. */
  said(conversation?: string): readonly Json[];
  /** The next calls fail like this, one trouble each. */
  fail(...troubles: readonly Trouble[]): void;
  /** Until it is called again with undefined, every call of this conversation fails like this. */
  failAlways(conversation: string, trouble: Trouble | undefined): void;
  /** Serves an inline image: its path below `url`. */
  attach(id: string, bytes: Uint8Array): string;
  /** Resolves with the first call, also one that was made before, for which `is` holds. */
  until(is: (call: Call) => boolean): Promise<Call>;
  close(): Promise<void>;
}

interface Connection {
  /** Refuses calls with a token for which this is false; absent: nobody asks. */
  readonly isAllowed?: (token: string) => boolean;
}

const routes: readonly (readonly [method: string, path: RegExp, did: Call['did']])[] = [
  ['POST', /^\/v3\/conversations$/, 'create'],
  ['POST', /^\/v3\/conversations\/([^/]+)\/activities$/, 'send'],
  ['POST', /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, 'reply'],
  ['PUT', /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, 'update'],
  ['DELETE', /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, 'delete'],
  ['GET', /^\/v3\/conversations\/([^/]+)\/(?:paged)?members$/, 'members'],
  ['GET', /^\/v3\/conversations\/([^/]+)\/members\/([^/]+)$/, 'member'],
  ['GET', /^\/v3\/attachments\/()([^/]+)\/views\/original$/, 'attachment'],
];

/** The Bot Framework service on the channel's side: takes what the bot sends, hands out ids, and can be made to fail. */
export async function connectorService({ isAllowed }: Connection = {}): Promise<ConnectorService> {
  const calls: Call[] = [];
  const troubles: Trouble[] = [];
  const standing = new Map<string, Trouble>();
  const images = new Map<string, Uint8Array>();
  const waiting = new Set<(call: Call) => void>();
  const hanging = new Set<ServerResponse>();

  const server = createServer((req, res) => {
    serve(req, res).catch(() => res.destroy());
  });

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = new URL(req.url ?? '/', 'http://localhost').pathname;
    const found = routes
      .map(([method, pattern, did]) => ({ did, match: method === req.method ? pattern.exec(path) : null }))
      .find(({ match }) => match);
    const text = await bodyOf(req);
    if (!found?.match) return answer(res, 404, { error: { code: 'NoSuchPath' } });
    const [conversation, id] = found.match.slice(1).map((part) => decodeURIComponent(part ?? ''));
    const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1];
    const note = (status: number) => {
      const call: Call = {
        did: found.did,
        conversation: conversation ?? '',
        id,
        body: text ? JSON.parse(text) : undefined,
        token,
        status,
      };
      calls.push(call);
      for (const tell of [...waiting]) tell(call);
    };
    if (isAllowed && !(token && isAllowed(token))) {
      note(401);
      return answer(res, 401, { error: { code: 'Unauthorized' } });
    }
    const trouble = standing.get(conversation ?? '') ?? troubles.shift();
    if (trouble === 'hang') {
      hanging.add(res);
      return note(0);
    }
    if (trouble === 'cut') {
      note(0);
      res.destroy();
      return;
    }
    if (trouble) {
      note(trouble.status);
      return answer(res, trouble.status, trouble.body ?? { error: { code: 'Trouble' } }, trouble.headers);
    }
    const image = found.did === 'attachment' ? images.get(id ?? '') : undefined;
    if (found.did === 'attachment') {
      note(image ? 200 : 404);
      res.writeHead(image ? 200 : 404, { 'Content-Type': 'image/png' });
      res.end(image);
      return;
    }
    note(200);
    answer(res, 200, replyTo(found.did, calls.length));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    calls,
    said: (conversation) =>
      calls
        .filter((call) => ['send', 'reply'].includes(call.did) && call.status === 200 && call.body.type !== 'typing')
        .filter((call) => conversation === undefined || call.conversation === conversation)
        .map(({ body }) => body),
    fail: (...next) => void troubles.push(...next),
    failAlways: (conversation, trouble) =>
      void (trouble ? standing.set(conversation, trouble) : standing.delete(conversation)),
    attach: (id, bytes) => {
      images.set(id, bytes);
      return `v3/attachments/${id}/views/original`;
    },
    until: (is) => {
      const known = calls.find(is);
      if (known) return Promise.resolve(known);
      return new Promise((resolve) => {
        const tell = (call: Call) => {
          if (!is(call)) return;
          waiting.delete(tell);
          resolve(call);
        };
        waiting.add(tell);
      });
    },
    close: async () => {
      for (const res of hanging) res.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function replyTo(did: Call['did'], count: number): Json {
  switch (did) {
    case 'members':
      return { members: [{ id: '29:user', name: 'Somebody' }] };
    case 'member':
      return { id: '29:user', name: 'Somebody' };
    case 'create':
      return { id: `a:created-${count}`, activityId: `${count}` };
    default:
      return { id: `sent-${count}` };
  }
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function answer(
  res: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  res.end(JSON.stringify(body));
}
