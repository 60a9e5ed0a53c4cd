import { createHash, hash as digest, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { TokenCredential } from '@azure/identity';
import type {
  BlobClient,
  BlobDownloadResponseParsed,
  BlockBlobClient,
  ContainerClient,
  ContainerListBlobFlatSegmentResponse,
  StorageRetryOptions,
} from '@azure/storage-blob';
import { FileExists, type FileFacts, type FileLook, type ScanVerdict } from '../ports.ts';
import { StoreError } from '../storeError.ts';
import { blobError, statusOf } from './blobError.ts';
import { Door, type OpenedFiles } from './door.ts';
import { limited } from './limited.ts';
import { isFileName, mayBeginName } from './names.ts';

export interface BlobSettings {
  /** Address of the account, such as `https://example.blob.core.windows.net`; needs a credential. */
  readonly endpoint?: string | undefined;
  /** Instead of the endpoint, for the emulator: it holds the key of the account. */
  readonly connectionString?: string | undefined;
  readonly container: string;
  /** Absent: whatever identity the machine has (`DefaultAzureCredential`). */
  readonly credential?: TokenCredential | undefined;
}

export interface BlobFilesOptions {
  /** The container must be there, and every write rejects with `store.writeFailed`. */
  readonly readOnly?: boolean | undefined;
  /** A request that failed is sent again at once, then after this many milliseconds, then after three and seven times as many. */
  readonly retryDelay?: number | undefined;
  /** Milliseconds for a request with all its tries; a part of a file has more. */
  readonly budget?: number | undefined;
  /** Milliseconds without a single byte after which a download counts as broken. */
  readonly patience?: number | undefined;
}

export interface BlobFiles extends OpenedFiles {
  /** Reads the tag that Defender for Storage puts on a blob; needs the right to read tags. */
  scanState(name: string): Promise<ScanVerdict>;
}

/** Sent and kept in memory one at a time. */
const blockSize = 4 * 1024 * 1024;
const maxTries = 5;
/** For a request with all its tries, in milliseconds. */
const requestBudget = 15_000;
/** The same for 4 MB, which take their time on a slow line. */
const blockBudget = 60_000;
/** Milliseconds for which a download may bring nothing. */
const longestSilence = 30_000;
/** How often a broken download is taken up again where it broke. */
const mostResumes = 5;

/**
 * Files as block blobs in one private container, which is made when it is not there. Rejects with `store.unreadable` or
 * `store.busy`, each with what to do. The Azure packages are loaded here and nowhere else.
 */
export async function openBlobFiles(settings: BlobSettings, options: BlobFilesOptions = {}): Promise<BlobFiles> {
  const { readOnly = false, retryDelay = 300, budget = requestBudget, patience = longestSilence } = options;
  const container = await connect(settings, { maxTries, retryDelayInMs: retryDelay });
  try {
    // Asked first, because an identity may be allowed to use a container and not to make one.
    if (!(await container.exists(inTime(budget)))) {
      if (readOnly) throw new StoreError('store.unreadable', `There is no container called ${settings.container}.`);
      await container.createIfNotExists(inTime(budget));
    }
  } catch (cause) {
    throw cause instanceof StoreError ? cause : blobError(cause, 'read');
  }
  return new BlobContainer(container, new Door(readOnly), { budget, patience });
}

async function connect(
  { connectionString, endpoint, container, credential }: BlobSettings,
  retryOptions: StorageRetryOptions,
): Promise<ContainerClient> {
  const { BlobServiceClient } = await import('@azure/storage-blob');
  try {
    if (connectionString)
      return BlobServiceClient.fromConnectionString(connectionString, { retryOptions }).getContainerClient(container);
    const { DefaultAzureCredential } = await import('@azure/identity');
    const identity = credential ?? new DefaultAzureCredential();
    return new BlobServiceClient(endpoint ?? '', identity, { retryOptions }).getContainerClient(container);
  } catch {
    // What the SDK says would show the key.
    throw new StoreError(
      'store.unreadable',
      'BLOB_ENDPOINT or BLOB_CONNECTION_STRING is not what Blob Storage gives out.',
    );
  }
}

/** In milliseconds. */
interface Times {
  readonly budget: number;
  readonly patience: number;
}

class BlobContainer implements BlobFiles {
  readonly #container: ContainerClient;
  readonly #door: Door;
  readonly #times: Times;

  constructor(container: ContainerClient, door: Door, times: Times) {
    this.#container = container;
    this.#door = door;
    this.#times = times;
  }

  put(name: string, content: AsyncIterable<Uint8Array>, limit?: number): Promise<FileFacts> {
    return this.#door.write(name, () =>
      upload(this.#container.getBlockBlobClient(name), name, limited(content, limit), this.#times.budget),
    );
  }

  async open(name: string, start = 0): Promise<Readable | undefined> {
    this.#door.check(name);
    const blob = this.#container.getBlobClient(name);
    try {
      const { readableStreamBody, etag } = await download(blob, start, this.#times.budget);
      if (!readableStreamBody) return undefined;
      const content = Readable.from(resumed(blob, readableStreamBody as Readable, start, etag, this.#times));
      // Whoever lets go of a stream unread has never begun the loop that would close it.
      return content.once('close', () => (readableStreamBody as Readable).destroy());
    } catch (cause) {
      if (statusOf(cause) === 404) return undefined;
      // `start` is the end of the file, or beyond.
      if (statusOf(cause) === 416) return Readable.from([]);
      throw blobError(cause, 'read');
    }
  }

  async look(name: string): Promise<FileLook | undefined> {
    this.#door.check(name);
    const found = await orMissing('read', () => this.#container.getBlobClient(name).getProperties(this.#inTime()));
    return found && toLook(name, found);
  }

  delete(name: string): Promise<void> {
    return this.#door.write(name, async () => {
      await orMissing('write', () =>
        this.#container.getBlobClient(name).delete({ ...this.#inTime(), deleteSnapshots: 'include' }),
      );
    });
  }

  async *list(prefix: string): AsyncIterable<FileLook> {
    this.#door.checkOpen();
    if (!mayBeginName(prefix)) return;
    let continuationToken: string | undefined;
    do {
      // Asked for anew each time, as a limit of time is for all the pages of one listing together.
      const listing = this.#container.listBlobsFlat({ ...this.#inTime(), prefix });
      const pages = listing.byPage({ maxPageSize: 1000, ...(continuationToken && { continuationToken }) });
      const { value } = await orRefused('read', () => pages.next());
      const page: ContainerListBlobFlatSegmentResponse | undefined = value;
      for (const { name, properties } of page?.segment.blobItems ?? []) {
        if (isFileName(name)) yield toLook(name, properties);
      }
      continuationToken = page?.continuationToken;
    } while (continuationToken);
  }

  async scanState(name: string): Promise<ScanVerdict> {
    this.#door.check(name);
    const found = await orMissing('read', () => this.#container.getBlobClient(name).getTags(this.#inTime()));
    // Microsoft's own pages write the name of the tag with different capitals.
    const tag = Object.entries(found?.tags ?? {}).find(([key]) => key.toLowerCase() === 'malware scanning scan result');
    switch (tag?.[1].toLowerCase()) {
      case 'no threats found':
        return 'clean';
      case 'malicious':
        return 'infected';
      default:
        return 'waiting';
    }
  }

  close(): Promise<void> {
    return this.#door.close();
  }

  #inTime() {
    return inTime(this.#times.budget);
  }
}

/** Stages block after block and commits them under the name in one step, if nobody has the name yet. */
async function upload(
  blob: BlockBlobClient,
  name: string,
  content: AsyncIterable<Uint8Array>,
  budget: number,
): Promise<FileFacts> {
  const nonce = randomUUID();
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  const blocks: string[] = [];
  let size = 0;
  // What `content` throws goes to the caller as it is, so only the requests are wrapped. Blocks that are never committed are
  // no file: the service throws them away.
  for await (const block of inBlocks(content)) {
    sha256.update(block);
    md5.update(block);
    size += block.length;
    const id = Buffer.from(`${nonce}-${String(blocks.length).padStart(8, '0')}`).toString('base64');
    const transactionalContentMD5 = digest('md5', block, 'buffer');
    await orRefused('write', () =>
      blob.stageBlock(id, block, block.length, { ...inTime(blockBudget), transactionalContentMD5 }),
    );
    blocks.push(id);
  }
  const facts: FileFacts = { size, sha256: sha256.digest('hex') };
  try {
    await blob.commitBlockList(blocks, {
      ...inTime(budget),
      conditions: { ifNoneMatch: '*' },
      blobHTTPHeaders: { blobContentMD5: md5.digest(), blobContentType: 'application/octet-stream' },
      metadata: { sha256: facts.sha256, nonce },
    });
  } catch (cause) {
    // The answer to a commit may get lost on its way; the next try is then refused because of our own file.
    const found = await orMissing('write', () => blob.getProperties(inTime(budget)));
    if (found?.metadata?.nonce === nonce) return facts;
    if (found) throw new FileExists(`There is a file called ${name} already.`);
    throw blobError(cause, 'write');
  }
  return facts;
}

/** The bytes in pieces of `blockSize`, the last one smaller, all in one buffer that is used again and again. */
async function* inBlocks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  const buffer = Buffer.allocUnsafeSlow(blockSize);
  let filled = 0;
  for await (const chunk of content) {
    for (let taken = 0; taken < chunk.byteLength; ) {
      const part = chunk.subarray(taken, taken + blockSize - filled);
      buffer.set(part, filled);
      taken += part.byteLength;
      filled += part.byteLength;
      if (filled < blockSize) continue;
      yield buffer;
      filled = 0;
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}

/** Asks for the bytes from `start` on, of the blob as `etag` knows it. */
async function download(
  blob: BlobClient,
  start: number,
  budget: number,
  etag?: string,
): Promise<BlobDownloadResponseParsed> {
  // Limits how long the answer may take to begin, and not how long whoever reads may take to read it.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), budget);
  try {
    const conditions = etag === undefined ? {} : { ifMatch: etag };
    return await blob.download(start, undefined, { conditions, maxRetryRequests: 0, abortSignal: late.signal });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The bytes of `body`; when the line breaks or falls silent, the rest is asked for from there. The SDK has the same (`maxRetryRequests`), but takes
 * a connection that was reset for the wish of the caller to stop.
 */
async function* resumed(
  blob: BlobClient,
  body: Readable,
  start: number,
  etag: string | undefined,
  { budget, patience }: Times,
): AsyncGenerator<Buffer, void, undefined> {
  let position = start;
  let rest: Readable | undefined = body;
  for (let breaks = 0; rest; ) {
    try {
      for await (const chunk of neverSilent(rest, patience)) {
        position += chunk.length;
        yield chunk;
      }
      return;
    } catch (cause) {
      breaks += 1;
      if (breaks > mostResumes) throw blobError(cause, 'read');
    }
    const again = await orRefused('read', () => download(blob, position, budget, etag));
    rest = again.readableStreamBody as Readable | undefined;
  }
}

/** The same bytes; fails when none come for so many milliseconds while they are waited for. */
async function* neverSilent(body: Readable, patience: number): AsyncGenerator<Buffer, void, undefined> {
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const silence = setTimeout(() => body.destroy(new Error('Nothing came.')), patience);
      const { done, value } = await chunks.next().finally(() => clearTimeout(silence));
      if (done) return;
      yield value;
    }
  } finally {
    body.destroy();
  }
}

interface Properties {
  readonly contentLength?: number | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: Date | undefined;
}

/** Lists give etags without the quotes that single answers have. */
function toLook(name: string, { contentLength = 0, etag = '', lastModified = new Date(0) }: Properties): FileLook {
  return { name, size: contentLength, stamp: etag.replaceAll('"', ''), writtenAt: lastModified.toISOString() };
}

function inTime(limit: number): { readonly abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(limit) };
}

async function orRefused<T>(doing: 'read' | 'write', request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (cause) {
    throw blobError(cause, doing);
  }
}

/** Undefined when there is no such blob. */
async function orMissing<T>(doing: 'read' | 'write', request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch (cause) {
    if (statusOf(cause) === 404) return undefined;
    throw blobError(cause, doing);
  }
}
