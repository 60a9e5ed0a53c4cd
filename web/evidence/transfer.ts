import { type DetailedError, Upload, type UploadOptions } from 'tus-js-client';
import { tabStore } from '../tabStore.ts';
import { uploadsPath } from './api.ts';

/** Bytes sent in one request. A line that breaks costs at most this much again. */
const piece = 2 * 1024 * 1024;
/** Milliseconds between tries while the browser believes to be online; any progress starts them anew. */
const retryDelays = [500, 1_000, 3_000, 5_000, 10_000, 20_000];
/** Milliseconds without a byte going out: the line is dead, whatever the browser believes. */
const longestSilence = 45_000;

interface Around {
  /** `share` from 0 to 1. */
  progress(share: number): void;
  /** The line is down; it goes on by itself. */
  paused(): void;
}

type Previous = Awaited<ReturnType<Upload['findPreviousUploads']>>[number];

/** Unfinished uploads by what they are of, for this tab alone: on a shared computer no file name stays behind. */
const unfinished = (): Readonly<Record<string, Previous>> =>
  (tabStore.unfinished.get() ?? {}) as Readonly<Record<string, Previous>>;

const urlStorage: NonNullable<UploadOptions['urlStorage']> = {
  findAllUploads: async () => Object.values(unfinished()),
  findUploadsByFingerprint: async (key) => Object.values(unfinished()).filter((each) => each.urlStorageKey === key),
  removeUpload: async (key) => {
    const { [key]: _, ...rest } = unfinished();
    tabStore.unfinished.set(Object.keys(rest).length > 0 ? rest : undefined);
  },
  addUpload: async (key, upload) => {
    tabStore.unfinished.set({ ...unfinished(), [key]: { ...upload, urlStorageKey: key } });
    return key;
  },
};

const statusOf = (error: Error): number => (error as Partial<DetailedError>).originalResponse?.getStatus() ?? 0;
/** Answers that may be others in a moment: none at all, a server in trouble, one that is busy with this very file. */
const mayPass = (status: number): boolean => status === 0 || status >= 500 || [408, 409, 423, 429].includes(status);

/** The server will not have the file, whenever it is sent. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/**
 * One file on its way by the tus protocol: goes on where it stopped after a lost connection, and after a refresh once the
 * same file is chosen again.
 */
export class Transfer {
  readonly #upload: Upload;
  readonly #around: Around;
  readonly #done: Promise<string | undefined>;
  #settle: (id: string | undefined) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;
  readonly #online = () => void this.#restart();
  /** A request that hangs would not notice by itself. */
  readonly #offline = () => void this.#pause();

  /** `target` is what the file is for: with another one it is another upload. */
  constructor(file: File, ticket: string, target: Readonly<Record<string, string>>, around: Around) {
    this.#around = around;
    this.#done = new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
    });
    this.#upload = new Upload(file, {
      endpoint: uploadsPath,
      headers: { Authorization: `Bearer ${ticket}` },
      metadata: { filename: file.name, filetype: file.type, ...target },
      chunkSize: piece,
      retryDelays,
      removeFingerprintOnSuccess: true,
      urlStorage,
      fingerprint: async () => JSON.stringify([file.name, file.size, file.lastModified, file.type, target]),
      onUploadUrlAvailable: () => this.#stayHere(),
      onProgress: (sent, size) => {
        this.#listen();
        around.progress(sent / size);
      },
      onShouldRetry: (error) => {
        around.paused();
        return mayPass(statusOf(error)) && navigator.onLine;
      },
      onSuccess: () => {
        this.#stop();
        this.#settle(this.id);
      },
      onError: (error) => {
        clearTimeout(this.#watch);
        if (statusOf(error) === 0 && !navigator.onLine) return around.paused();
        this.#stop();
        this.#fail(mayPass(statusOf(error)) ? error : new Refused(statusOf(error)));
      },
    });
  }

  /** The last part of the upload's address; empty before the server has given it one. */
  get id(): string {
    return this.#upload.url?.split('/').at(-1) ?? '';
  }

  /**
   * Resolves with the id once the server has all of it, and with undefined once it was cancelled. Rejects with `Refused`, or
   * another error when tries ran out.
   */
  async run(): Promise<string | undefined> {
    addEventListener('online', this.#online);
    addEventListener('offline', this.#offline);
    const [previous] = await this.#upload.findPreviousUploads();
    if (previous) this.#upload.resumeFromPreviousUpload(previous);
    this.#listen();
    this.#upload.start();
    return this.#done;
  }

  /** Stops it and has the server forget what it got. Resolves with its id where it is too late for that. */
  async cancel(): Promise<string | undefined> {
    this.#stop();
    this.#settle(undefined);
    await this.#upload.abort();
    const { url } = this.#upload;
    if (url === null) return undefined;
    const { headers = {} } = this.#upload.options;
    try {
      await Upload.terminate(url, { headers, retryDelays: null });
      return undefined;
    } catch (error) {
      // Where the server cannot be told, it forgets unfinished uploads by itself.
      return statusOf(error as Error) === 409 ? this.id : undefined;
    }
  }

  #stop(): void {
    clearTimeout(this.#watch);
    removeEventListener('online', this.#online);
    removeEventListener('offline', this.#offline);
  }

  #listen(): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(this.#online, longestSilence);
  }

  async #pause(): Promise<void> {
    clearTimeout(this.#watch);
    this.#around.paused();
    await this.#upload.abort();
  }

  async #restart(): Promise<void> {
    await this.#pause();
    this.#listen();
    this.#upload.start();
  }

  /** Behind a proxy the address may name the server otherwise; the page speaks to no other host. */
  #stayHere(): void {
    const { url } = this.#upload;
    if (url !== null) this.#upload.url = location.origin + new URL(url, location.href).pathname;
  }
}
