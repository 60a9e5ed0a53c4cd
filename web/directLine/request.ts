import { isRecord } from '../isRecord.ts';

/** The server answered, but not with what was asked for. A network failure rejects with a `TypeError` instead. */
export class HttpError extends Error {
  readonly status: number;
  /** The server's own name for what is wrong; undefined where somebody else answered, such as a proxy. */
  readonly code: string | undefined;
  /** Seconds the server asks us to wait, if it said. */
  readonly retryAfter: number | undefined;

  constructor(status: number, retryAfter: string | null, code?: string) {
    super(`HTTP ${status}`);
    this.status = status;
    this.code = code;
    this.retryAfter = Number(retryAfter) || undefined;
  }
}

/** True where trying the same again cannot help: the request itself is refused. */
export const isFinal = (error: unknown): boolean =>
  error instanceof HttpError &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 403, 404, 408, 429].includes(error.status);

/** True where the token or the conversation is no longer good, so a new session may help. */
export const isStaleSession = (error: unknown): boolean =>
  error instanceof HttpError && [401, 403, 404].includes(error.status);

/** True where the server says that what was asked for is not there, or not for us. */
export const isGone = (error: unknown): boolean =>
  error instanceof HttpError && ['404 NotFound', '403 Forbidden'].includes(`${error.status} ${error.code}`);

export interface RequestOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly method?: 'GET' | 'POST';
  /** Milliseconds until we give up; a half-open connection would otherwise hang for minutes. */
  readonly timeout?: number;
}

/** Asks our own server and returns its JSON (`undefined` for an empty answer). */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { token, body, method = 'POST', timeout = 20_000 } = options;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      signal: abort.signal,
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new HttpError(response.status, response.headers.get('Retry-After'), codeIn(text));
    return (text === '' ? undefined : JSON.parse(text)) as T;
  } finally {
    clearTimeout(timer);
  }
}

function codeIn(text: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const error = isRecord(answer) ? answer.error : undefined;
    return isRecord(error) && typeof error.code === 'string' ? error.code : undefined;
  } catch {
    return undefined;
  }
}
