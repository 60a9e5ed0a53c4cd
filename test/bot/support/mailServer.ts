import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { MailConfig } from '../../../bot/mailConfig.ts';

/** What the server does with the next mail: an SMTP reply at one step, or nothing at all, or the end of the line. */
export type Behaviour =
  | 'take'
  | { readonly at: 'greeting' | 'sender' | 'recipient' | 'data'; readonly does: number | 'hang' | 'cut' };

export interface CaughtMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came over the line. */
  readonly raw: string;
  /** By lower-case name, unfolded. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parts by media type, decoded. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface MailServer {
  readonly config: MailConfig;
  /** In the order in which they came. */
  readonly caught: CaughtMail[];
  behaviour: Behaviour;
}

/** Call it at the top of a test file: gives a maker of real mail servers on loopback, closed when the tests of the file are over. */
export function mailServers(): (options?: SMTPServerOptions) => Promise<MailServer> {
  const closing: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(closing.map((close) => close())));
  return async (options = {}) => {
    const sockets = new Set<Socket>();
    const caught: CaughtMail[] = [];
    const react = (at: string, go: (error?: Error | null) => void): void => {
      const { behaviour } = server;
      if (behaviour === 'take' || behaviour.at !== at) go();
      else if (behaviour.does === 'cut') for (const socket of sockets) socket.destroy();
      else if (behaviour.does !== 'hang') go(Object.assign(new Error('not now'), { responseCode: behaviour.does }));
    };
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onConnect: (_, callback) => react('greeting', callback),
      onMailFrom: (_, __, callback) => react('sender', callback),
      onRcptTo: (_, __, callback) => react('recipient', callback),
      onData: (stream, session, callback) => {
        void text(stream).then((raw) => {
          const { mailFrom, rcptTo } = session.envelope;
          caught.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw,
            ...parsed(raw),
          });
          react('data', callback);
        });
      },
      ...options,
    });
    smtp.on('error', () => {});
    const listening = smtp.listen(0, '127.0.0.1');
    listening.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {});
    });
    await new Promise((resolve) => listening.once('listening', resolve));
    closing.push(
      () =>
        new Promise((resolve) => {
          for (const socket of sockets) socket.destroy();
          smtp.close(resolve);
        }),
    );
    const { port } = listening.address() as AddressInfo;
    const server: MailServer = {
      config: {
        host: '127.0.0.1',
        port,
        isSecure: false,
        isTlsDemanded: false,
        login: undefined,
        from: { name: 'DSPT Guide', address: 'guide@dspt.example' },
      },
      caught,
      behaviour: 'take',
    };
    return server;
  };
}

function parsed(raw: string): Pick<CaughtMail, 'headers' | 'parts'> {
  const top = entity(raw);
  const boundary = /boundary="([^"]+)"/.exec(top.headers['content-type'] ?? '')?.[1];
  const all = boundary
    ? top.body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => entity(part.replace(/^\r\n/, '')))
    : [top];
  const parts = Object.fromEntries(
    all.map(({ headers, body }) => [headers['content-type']?.split(';')[0] ?? '', decoded(headers, body)]),
  );
  return { headers: top.headers, parts };
}

function entity(raw: string): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return { headers: Object.fromEntries(headers), body: raw.slice(end + 4) };
}

function decoded(headers: Readonly<Record<string, string>>, body: string): string {
  switch (headers['content-transfer-encoding']) {
    case 'quoted-printable': {
      const joined = body.replaceAll(/=\r\n/g, '');
      return Buffer.from(
        joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString('utf8');
    }
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    default:
      return body;
  }
}
