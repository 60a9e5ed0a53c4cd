import { type FileSource, isAllowedSource, isBelow } from './fileSources.ts';

/** Milliseconds for all of a file. The channel has lost patience by then, and tells the message anew. */
const longestFetch = 60_000;
const mostRedirects = 3;

export interface FetchOptions {
  /** From where files may come. */
  readonly hosts: readonly string[];
  /** Address of the channel that the activity came from; it was proven with the activity. */
  readonly serviceUrl: string;
  /** The bot's own token for that channel; undefined where nobody signs in. */
  readonly token: () => Promise<string | undefined>;
}

/** A file could not be had. The message never quotes the address: it is as good as a key. */
export class NotFetched extends Error {
  readonly code: 'notAllowed' | 'refused' | 'failed';

  constructor(code: NotFetched['code'], cause?: unknown) {
    super('A file could not be fetched.', { cause });
    this.name = 'NotFetched';
    this.code = code;
  }
}

/**
 * The bytes of a file as they come. Rejects with `NotFetched` for an address that is not allowed, here or where it leads to, and for any
 * answer but the file. Bytes that break off throw while they are read.
 */
export async function fetchFile(source: FileSource, options: FetchOptions): Promise<AsyncIterable<Uint8Array>> {
  const signal = AbortSignal.timeout(longestFetch);
  const isOurs = source.from === 'channel';
  let url = source.url;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    // The bot's token goes to the channel itself and to nobody else, wherever that may send us.
    const isAllowed = isOurs ? isBelow(url, options.serviceUrl) : isAllowedSource(url, options.hosts);
    if (!isAllowed) throw new NotFetched('notAllowed');
    const token = isOurs ? await options.token() : undefined;
    const response = await fetch(url, {
      redirect: 'manual',
      signal,
      ...(token !== undefined && { headers: { Authorization: `Bearer ${token}` } }),
    }).catch((error: unknown) => {
      throw new NotFetched('failed', error);
    });
    const next = response.headers.get('Location');
    if (response.status >= 300 && response.status < 400 && next !== null) {
      await response.body?.cancel();
      url = URL.parse(next, url)?.href ?? '';
      continue;
    }
    if (response.status !== 200 || !response.body) {
      await response.body?.cancel();
      throw new NotFetched('refused');
    }
    return response.body;
  }
  throw new NotFetched('refused');
}
