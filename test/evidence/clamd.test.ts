import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Clamd, clamdAddress, createClamd } from '../../evidence/clamd.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { docx } from './make/office.ts';

const newFolder = temporaryFolders();

async function* inPieces(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('the address of clamd', () => {
  it.each([
    ['/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ['localhost:3310', { host: 'localhost', port: 3310 }],
    ['clamav.internal.example:3310', { host: 'clamav.internal.example', port: 3310 }],
    ['[::1]:3310', { host: '::1', port: 3310 }],
    ['localhost', undefined],
    ['localhost:0', undefined],
    ['localhost:99999', undefined],
    ['http://localhost:3310', undefined],
    ['', undefined],
  ])('is read: %j', (text, address) => {
    expect(clamdAddress(text)).toEqual(address);
  });
});

/** A peer in the place of clamd that does what `talk` does with each connection. */
describe('a scanner that does not do as clamd does', () => {
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    server?.close();
  });

  async function peer(talk: (socket: Socket) => void): Promise<Clamd> {
    const path = join(newFolder(), 'clamd');
    server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      talk(socket);
    }).listen(path);
    await once(server, 'listening');
    return createClamd({ path }, 2);
  }
  const answering = (reply: string) =>
    peer((socket) => {
      let got = Buffer.alloc(0);
      socket.on('data', (piece: Buffer) => {
        got = Buffer.concat([got, piece]);
        if (got.subarray(-4).equals(Buffer.alloc(4))) socket.end(reply);
      });
    });
  const scan = (clamd: Clamd, size = 5_000) => clamd.scan(inPieces(Buffer.alloc(size, 'a')));

  it.each([
    ['stream: OK\0', 'clean'],
    ['stream: Win.Test.EICAR_HDB-1 FOUND\0', 'infected'],
    ['stream: OK', 'waiting'],
    ['stream: OKAY\0', 'waiting'],
    ['OK\0', 'waiting'],
    ['INSTREAM size limit exceeded. ERROR\0', 'waiting'],
    ["stream: Can't allocate memory ERROR\0", 'waiting'],
    ['UNKNOWN COMMAND\0', 'waiting'],
    ['', 'waiting'],
    ['\0stream: OK\0', 'waiting'],
    [`${'x'.repeat(10_000)}\0`, 'waiting'],
  ])('is never believed for less than its word: %j', async (reply, verdict) => {
    expect(await scan(await answering(reply))).toBe(verdict);
  });

  it('is not believed before it has the whole file', async () => {
    const met = Promise.withResolvers<Socket>();
    const clamd = await peer((socket) => {
      socket.write('stream: OK\0');
      socket.resume();
      met.resolve(socket);
    });
    const content = (async function* () {
      yield Buffer.from('a');
      await once(await met.promise, 'close');
      yield Buffer.from('b');
    })();
    expect(await clamd.scan(content)).toBe('waiting');
  });

  it('may hang up in the middle', async () => {
    const clamd = await peer((socket) => socket.once('data', () => socket.destroy()));
    expect(await scan(clamd, 5_000_000)).toBe('waiting');
  });

  it('may be silent', async () => {
    expect(await scan(await peer((socket) => socket.resume()))).toBe('waiting');
  });

  it('may take nothing', async () => {
    expect(await scan(await peer((socket) => socket.pause()), 20_000_000)).toBe('waiting');
  });

  it('may not be there', async () => {
    const clamd = createClamd({ path: join(newFolder(), 'nobody') });
    expect(await scan(clamd)).toBe('waiting');
    expect(await clamd.ping()).toBe(false);
  });

  it('is not blamed for content that fails', async () => {
    const clamd = await answering('stream: OK\0');
    const content = (async function* () {
      yield Buffer.from('a');
      throw new Error('the store is gone');
    })();
    await expect(clamd.scan(content)).rejects.toThrow('the store is gone');
  });
});

const program = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find(existsSync);
const how = program ? '' : ' - skipped: apt-get install --no-install-recommends clamav-daemon';

(program ? describe : describe.skip)(`the real clamd${how}`, () => {
  let clamd: Clamd;
  let stop: () => Promise<void>;
  // Put together here: as one text this file would itself be taken for the test virus.
  const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-', 'TEST-FILE!$H+H*'].join(''));

  beforeAll(async () => {
    const folder = newFolder();
    const path = join(folder, 'clamd.ctl');
    // One signature of our own, in place of the 200 MB that freshclam would fetch.
    writeFileSync(join(folder, 'test.ndb'), `Test.Eicar:0:*:${eicar.toString('hex')}\n`);
    writeFileSync(
      join(folder, 'clamd.conf'),
      [
        `LocalSocket ${path}`,
        `DatabaseDirectory ${folder}`,
        `TemporaryDirectory ${folder}`,
        `PidFile ${join(folder, 'clamd.pid')}`,
        'Foreground yes',
        'LogVerbose yes',
        'SelfCheck 0',
        'StreamMaxLength 1M',
        'MaxThreads 2',
      ].join('\n'),
    );
    const daemon = spawn(program ?? '', ['--config-file', join(folder, 'clamd.conf')], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    daemon.stderr.resume();
    const ended = once(daemon, 'exit');
    stop = async () => {
      daemon.kill('SIGTERM');
      await ended;
    };
    clamd = createClamd({ path });
    const lines = createInterface(daemon.stdout);
    // It says many things before it listens; each is a good moment to ask.
    for await (const _ of lines) if (await clamd.ping()) break;
    daemon.stdout.resume();
  });
  afterAll(() => stop());

  it('answers', async () => {
    expect(await clamd.ping()).toBe(true);
  });

  it('lets a clean file pass', async () => {
    expect(await clamd.scan(inPieces(docx()))).toBe('clean');
    expect(await clamd.scan(inPieces(new Uint8Array()))).toBe('clean');
  });

  it('finds the test virus, in one piece, in many, and inside a document', async () => {
    expect(await clamd.scan(inPieces(eicar))).toBe('infected');
    expect(await clamd.scan(inPieces(eicar, 1))).toBe('infected');
    expect(await clamd.scan(inPieces(docx({ 'word/media/a.txt': eicar })))).toBe('infected');
  });

  it('calls nothing clean that is longer than it takes', async () => {
    expect(await clamd.scan(inPieces(Buffer.alloc(3_000_000, 'a'), 100_000))).toBe('waiting');
  });

  it('scans many at once', async () => {
    const files = Array.from({ length: 12 }, (_, at) => (at % 2 ? eicar : docx()));
    const found = await Promise.all(files.map((file) => clamd.scan(inPieces(file, 100))));
    expect(found).toEqual(files.map((_, at) => (at % 2 ? 'infected' : 'clean')));
  });

  it('is not there any more when it has ended', async () => {
    await stop();
    expect(await clamd.scan(inPieces(eicar))).toBe('waiting');
    expect(await clamd.ping()).toBe(false);
  });
});
