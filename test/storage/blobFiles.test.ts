import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BlobFiles, type BlobFilesOptions, openBlobFiles } from '../../storage/files/blobFiles.ts';
import { FileExists, type ScanVerdict } from '../../storage/ports.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { all, describeFiles, factsOf, names, of, pieces } from './filesContract.ts';

const newFolder = temporaryFolders();
const proxies = new Set<Server>();
let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite(newFolder());
});
afterAll(async () => {
  for (const proxy of proxies) proxy.close().closeAllConnections();
  await azurite.stop();
});

let containers = 0;
const newContainer = () => `files-${++containers}`;

describeFiles('files in Blob Storage', async () => {
  const container = newContainer();
  const handles: BlobFiles[] = [];
  const open = async () => {
    const files = await openBlobFiles({ connectionString: azurite.connectionString, container });
    handles.push(files);
    return files;
  };
  const close = async () => {
    await Promise.all(handles.map((files) => files.close()));
  };
  return {
    files: await open(),
    reopen: async () => {
      await close();
      return open();
    },
    another: open,
    dispose: close,
  };
});

describe('a container', () => {
  it('is private, and is used as it is when it is there already', async () => {
    const name = newContainer();
    const first = await open(name);
    await first.put('a', of('words'));
    const second = await open(name);
    expect(await second.look('a')).toMatchObject({ size: 5 });
    const response = await fetch(`${azurite.endpoint}/${name}/a`);
    expect(response.status).toBeGreaterThanOrEqual(400);
  });

  it('that is to be read alone is not made, and takes nothing', async () => {
    const name = newContainer();
    const openForReading = () =>
      openBlobFiles({ connectionString: azurite.connectionString, container: name }, { readOnly: true });
    await expect(openForReading()).rejects.toMatchObject({ code: 'store.unreadable' });
    await (await open(name)).put('a', of('words'));
    const reader = await openForReading();
    expect(await reader.look('a')).toMatchObject({ size: 5 });
    await expect(reader.put('b', of('x'))).rejects.toMatchObject({ code: 'store.writeFailed' });
    await expect(reader.delete('a')).rejects.toMatchObject({ code: 'store.writeFailed' });
  });

  it('may hold what is not ours, which is not shown', async () => {
    const name = newContainer();
    const files = await open(name);
    await client(name).getBlockBlobClient('not ours').upload('x', 1);
    await files.put('ours', of('x'));
    expect(await names(files.list(''))).toEqual(['ours']);
  });

  it('that went away is told as an error and not as an empty one', async () => {
    const name = newContainer();
    const files = await open(name);
    await client(name).delete();
    await expect(all(files.list(''))).rejects.toMatchObject({ code: 'store.unreadable' });
    await expect(files.put('a', of('x'))).rejects.toMatchObject({ code: 'store.writeFailed' });
  });

  it('keeps the hashes beside each file, for whoever looks at it with other tools', async () => {
    const name = newContainer();
    const files = await open(name);
    const { sha256 } = await files.put('a', of('words'));
    const { metadata, contentMD5 } = await client(name).getBlobClient('a').getProperties();
    expect(metadata).toMatchObject({ sha256 });
    expect(Buffer.from(contentMD5 ?? []).toString('hex')).toBe(createHash('md5').update('words').digest('hex'));
  });
});

describe('the scan by Defender for Storage', () => {
  it.each<[string, Record<string, string> | undefined, ScanVerdict]>([
    ['none', undefined, 'waiting'],
    ['a tag of something else', { project: 'guide' }, 'waiting'],
    ['a clean scan', { 'Malware Scanning scan result': 'No threats found' }, 'clean'],
    ['a clean scan in other capitals', { 'Malware scanning scan result': 'No threats found' }, 'clean'],
    ['malware', { 'Malware Scanning scan result': 'Malicious' }, 'infected'],
    ['a failed scan', { 'Malware Scanning scan result': 'Error' }, 'waiting'],
    ['a file that could not be scanned', { 'Malware Scanning scan result': 'Not Scanned' }, 'waiting'],
  ])('is read from the tags: %s', async (_, tags, state) => {
    const name = newContainer();
    const files = await open(name);
    await files.put('a', of('words'));
    const look = await files.look('a');
    if (tags) await client(name).getBlobClient('a').setTags(tags);
    expect(await files.scanState('a')).toBe(state);
    // A verdict is no change of the bytes.
    expect(await files.look('a')).toEqual(look);
  });

  it('of a file that is not there is awaited', async () => {
    expect(await (await open(newContainer())).scanState('a')).toBe('waiting');
  });
});

describe('a bad line to Blob Storage', () => {
  const megabyte = 1024 * 1024;

  it.each([1, 3])('that loses %d answers to a commit loses no file, and writes none twice', async (times) => {
    const { files, faults } = await openThroughProxy();
    let left = times;
    faults.add(({ url = '' }) => (url.includes('comp=blocklist') && left-- > 0 ? 'loseAnswer' : undefined));
    const facts = await files.put('a', pieces(5 * megabyte, megabyte));
    expect(left).toBeLessThan(0);
    expect(await factsOf((await files.open('a')) ?? of())).toEqual(facts);
  });

  it('that loses every answer to a commit loses no file either', async () => {
    const { files, faults } = await openThroughProxy();
    faults.add(({ url = '' }) => (url.includes('comp=blocklist') ? 'loseAnswer' : undefined));
    const facts = await files.put('a', of('words'));
    expect(await factsOf((await files.open('a')) ?? of())).toEqual(facts);
  });

  it("does not make somebody else's file look like ours", async () => {
    const { files, faults } = await openThroughProxy();
    const theirs = await files.put('a', of('words'));
    faults.add(({ url = '' }) => (url.includes('comp=blocklist') ? 'loseAnswer' : undefined));
    await expect(files.put('a', of('words'))).rejects.toBeInstanceOf(FileExists);
    expect(await factsOf((await files.open('a')) ?? of())).toEqual(theirs);
  });

  it('that breaks in the middle of a download is taken up again', async () => {
    const { files, faults } = await openThroughProxy();
    const facts = await files.put('a', pieces(9 * megabyte, megabyte));
    let left = 3;
    faults.add(({ method }) => (method === 'GET' && left-- > 0 ? 'cutBody' : undefined));
    expect(await factsOf((await files.open('a')) ?? of())).toEqual(facts);
    expect(left).toBeLessThanOrEqual(0);
  });

  it('that falls silent in the middle of a download is taken up again', async () => {
    const { files, faults } = await openThroughProxy({ patience: 50 });
    const facts = await files.put('a', pieces(9 * megabyte, megabyte));
    let left = 2;
    faults.add(({ method }) => (method === 'GET' && left-- > 0 ? 'stallBody' : undefined));
    expect(await factsOf((await files.open('a')) ?? of())).toEqual(facts);
    expect(left).toBeLessThanOrEqual(0);
  });

  it('that falls silent in every download ends in an error of ours', async () => {
    const { files, faults } = await openThroughProxy({ patience: 20 });
    await files.put('a', pieces(9 * megabyte, megabyte));
    faults.add(({ method }) => (method === 'GET' ? 'stallBody' : undefined));
    const content = (await files.open('a')) ?? of();
    await expect(factsOf(content)).rejects.toMatchObject({ code: 'store.unreadable' });
  });

  it('that is silent altogether is not listened to for ever', async () => {
    const { files, faults } = await openThroughProxy({ budget: 3_000 });
    faults.add(() => 'silence');
    await Promise.all([
      expect(all(files.list(''))).rejects.toMatchObject({ code: 'store.unreadable' }),
      expect(files.look('a')).rejects.toMatchObject({ code: 'store.unreadable' }),
      expect(files.open('a')).rejects.toMatchObject({ code: 'store.unreadable' }),
    ]);
  });

  it('is long enough for a list of many pages', async () => {
    const name = newContainer();
    const files = await open(name);
    const many = Array.from({ length: 1001 }, (_, at) => `many/${String(at).padStart(4, '0')}`);
    for (let at = 0; at < many.length; at += 50)
      await Promise.all(many.slice(at, at + 50).map((each) => client(name).getBlockBlobClient(each).upload('x', 1)));
    expect(await names(files.list('many/'))).toEqual(many);
  });

  it('that breaks every download ends in an error of ours, never in half a file', async () => {
    const { files, faults } = await openThroughProxy();
    await files.put('a', pieces(9 * megabyte, megabyte));
    faults.add(({ method }) => (method === 'GET' ? 'cutBody' : undefined));
    const content = (await files.open('a')) ?? of();
    await expect(factsOf(content)).rejects.toMatchObject({ code: 'store.unreadable' });
  });

  it.each([
    [503, 'store.busy', 'store.busy'],
    [500, 'store.unreadable', 'store.writeFailed'],
    [403, 'store.unreadable', 'store.writeFailed'],
    [400, 'store.unreadable', 'store.writeFailed'],
  ])('or a service that answers %d is told in our words', async (status, reading, writing) => {
    const { files, faults } = await openThroughProxy();
    faults.add(() => status);
    await Promise.all([
      expect(files.look('a')).rejects.toMatchObject({ code: reading }),
      expect(files.open('a')).rejects.toMatchObject({ code: reading }),
      expect(all(files.list('a'))).rejects.toMatchObject({ code: reading }),
      expect(files.put('a', of('words'))).rejects.toMatchObject({ code: writing }),
      expect(files.delete('a')).rejects.toMatchObject({ code: writing }),
    ]);
  });

  it('is told without a word of what was sent', async () => {
    const { files, faults } = await openThroughProxy();
    faults.add(() => 400);
    const error = await files.put('a', of('somebody')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringContaining('400') });
    // It would hold the request, and the request the bytes.
    expect(error).not.toHaveProperty('cause');
  });

  it('or a service that is busy for a moment goes unnoticed', async () => {
    const { files, faults } = await openThroughProxy();
    let left = 2;
    faults.add(() => (left-- > 0 ? 503 : undefined));
    const facts = await files.put('a', of('words'));
    expect(await factsOf((await files.open('a')) ?? of())).toEqual(facts);
  });

  it.each([
    ['a connection string that is none', { connectionString: 'AccountKey=c2VjcmV0' }],
    ['an endpoint that is none', { endpoint: 'c2VjcmV0' }],
  ])('is told of %s without the words of it', async (_, settings) => {
    const error = await openBlobFiles({ ...settings, container: 'files' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'store.unreadable', message: expect.not.stringContaining('c2VjcmV0') });
  });

  it('that is not there at all stops the start, with what to do', async () => {
    const connectionString = azurite.connectionStringVia('http://127.0.0.1:1');
    await expect(openBlobFiles({ connectionString, container: 'files' }, { retryDelay: 1 })).rejects.toMatchObject({
      code: 'store.unreadable',
      message: expect.stringContaining('BLOB_ENDPOINT'),
    });
  });
});

async function open(container: string): Promise<BlobFiles> {
  return openBlobFiles({ connectionString: azurite.connectionString, container });
}

/** The SDK itself, as an administrator's tools use it. */
function client(container: string): ContainerClient {
  return BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(container);
}

/** What happens to a request: a status in place of an answer, no answer at all, one that gets lost, or half of one, cut off or followed by silence. */
type Fault = number | 'silence' | 'loseAnswer' | 'cutBody' | 'stallBody' | undefined;
type Faults = Set<(request: IncomingMessage) => Fault>;

/** A proxy between the client and Azurite that does what the first of `faults` says. */
async function openThroughProxy(options: BlobFilesOptions = {}): Promise<{ files: BlobFiles; faults: Faults }> {
  const faults: Faults = new Set();
  const target = new URL(azurite.endpoint);
  const proxy = createServer((incoming, outgoing) => {
    const fault = [...faults].map((decide) => decide(incoming)).find((each) => each !== undefined);
    if (typeof fault === 'number') {
      incoming.resume().on('end', () => {
        outgoing.writeHead(fault); // restify's, once it is loaded in the process, gives nothing back
        outgoing.end();
      });
      return;
    }
    if (fault === 'silence') return;
    const { method, url: path, headers } = incoming;
    const onward = request({ host: target.hostname, port: target.port, method, path, headers }, (answer) => {
      if (fault === 'loseAnswer') {
        answer.resume().on('end', () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      if (fault === 'cutBody') answer.once('data', (half) => outgoing.write(half, () => incoming.socket.destroy()));
      else if (fault === 'stallBody') answer.once('data', (half) => outgoing.write(half));
      else answer.pipe(outgoing);
    });
    onward.on('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  });
  proxies.add(proxy);
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const connectionString = azurite.connectionStringVia(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  return {
    files: await openBlobFiles({ connectionString, container: newContainer() }, { retryDelay: 1, ...options }),
    faults,
  };
}
