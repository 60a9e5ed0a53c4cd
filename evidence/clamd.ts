import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import type { ScanState } from '../core/evidence/model.ts';

export interface Clamd {
  /**
   * Sends `content` to clamd as it comes, in constant memory. Only a whole file that clamd called OK is `clean`. Rejects only with what `content` fails with; whatever goes wrong with clamd
   * (not there, full, too large for its `StreamMaxLength`, silent, odd) is `waiting`, and may be tried again.
   */
  scan(content: AsyncIterable<Uint8Array>): Promise<Exclude<ScanState, 'none'>>;
  /** Whether clamd answers. */
  ping(): Promise<boolean>;
}

/** Where clamd listens: `host:port`, an IPv6 address in brackets, or the path of its socket. Undefined for anything else. */
export function clamdAddress(text: string): NetConnectOpts | undefined {
  if (text.startsWith('/')) return { path: text };
  const { host, port } =
    /^(?:\[(?<host>[\da-f:.]+)\]|(?<host>[^\s:/[\]]+)):(?<port>\d{1,5})$/i.exec(text)?.groups ?? {};
  const number = Number(port);
  return host && number > 0 && number < 65_536 ? { host, port: number } : undefined;
}

/** What clamd is sent in one piece; more than it reads at once. */
const pieceSize = 256 * 1024;
/** No reply of clamd is longer. */
const longestReply = 4_096;

/** `seconds`: how long clamd may be silent, while it takes the file or while it scans. */
export function createClamd(address: NetConnectOpts, seconds = 60): Clamd {
  return {
    async scan(content) {
      const socket = open(address, seconds);
      try {
        const reply = replyOf(socket);
        const isWhole = await Promise.race([send(socket, content), reply.then(() => false)]);
        const text = await reply;
        if (/^stream: .+ FOUND$/.test(text)) return 'infected';
        return isWhole && text === 'stream: OK' ? 'clean' : 'waiting';
      } finally {
        socket.destroy();
      }
    },
    async ping() {
      const socket = open(address, seconds);
      try {
        socket.write('zPING\0');
        return (await replyOf(socket)) === 'PONG';
      } finally {
        socket.destroy();
      }
    },
  };
}

function open(address: NetConnectOpts, seconds: number): Socket {
  const socket = connect(address);
  socket.setTimeout(seconds * 1_000, () => socket.destroy());
  // Whatever it was, no reply will come, and that is all that counts.
  socket.on('error', () => undefined);
  return socket;
}

/** What clamd says up to its zero byte; empty when the connection ends before. */
function replyOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('latin1');
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > longestReply) socket.destroy();
    });
    socket.once('close', () => resolve(''));
  });
}

/** Sends all of it, each piece behind its length and an empty one last; whether that came to its end. */
async function send(socket: Socket, content: AsyncIterable<Uint8Array>): Promise<boolean> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length; at += pieceSize) {
      const piece = chunk.subarray(at, at + pieceSize);
      await write(socket, length(piece.length));
      await write(socket, piece);
    }
    if (socket.destroyed) return false;
  }
  await write(socket, length(0));
  return !socket.destroyed;
}

function length(bytes: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(bytes);
  return four;
}

/** Waits until clamd has room again, or is gone. */
async function write(socket: Socket, bytes: Uint8Array): Promise<void> {
  if (socket.destroyed || socket.write(bytes)) return;
  const settled = new AbortController();
  const { signal } = settled;
  await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })]).catch(() => undefined);
  settled.abort();
}
