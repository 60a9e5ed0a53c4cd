import type { ServerResponse } from 'node:http';

/** Codes as Direct Line uses them; a client may tell cases apart by them, people read the message. */
export type ErrorCode =
  | 'BadArgument'
  | 'BadSyntax'
  | 'MissingProperty'
  | 'Unauthorized'
  | 'TokenExpired'
  | 'TokenUsed'
  | 'Forbidden'
  | 'NotFound'
  | 'MethodNotAllowed'
  | 'Conflict'
  | 'OtherProtocol'
  | 'MessageSizeTooBig'
  | 'UnsupportedMediaType'
  | 'RateLimitExceeded'
  | 'ServiceError'
  | 'ServiceBusy'
  | 'SignInUnavailable';

/** A refusal that the caller is told about as `{ error: { code, message } }`. The message never quotes the request. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: ErrorCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badArgument = (message: string): HttpError => new HttpError(400, 'BadArgument', message);
export const missingProperty = (message: string): HttpError => new HttpError(400, 'MissingProperty', message);
export const forbidden = (message: string): HttpError => new HttpError(403, 'Forbidden', message);
export const noSuchConversation = (): HttpError => new HttpError(404, 'NotFound', 'There is no such conversation.');

/** `seconds` is rounded up: a client that waits that long is served. */
export const tooMany = (seconds: number): HttpError =>
  new HttpError(429, 'RateLimitExceeded', 'Too many requests. Please wait a moment.', {
    'Retry-After': String(Math.max(1, Math.ceil(seconds))),
  });

export const errorBody = (code: ErrorCode, message: string): string => JSON.stringify({ error: { code, message } });

/** Every API answer: never cached, never sniffed, never framed, and of no use as a page. */
const apiHeaders = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
} as const;

/** Sends text that is JSON already. Headers set on `res` before are kept. */
export function sendJsonText(
  res: ServerResponse,
  status: number,
  text: string,
  headers?: Record<string, string>,
): void {
  res.writeHead(status, { ...apiHeaders, ...headers, 'Content-Length': Buffer.byteLength(text) });
  res.end(text);
}

export function sendJson(res: ServerResponse, status: number, body: unknown, headers?: Record<string, string>): void {
  sendJsonText(res, status, JSON.stringify(body), headers);
}

export function sendError(res: ServerResponse, error: HttpError): void {
  sendJsonText(res, error.status, errorBody(error.code, error.message), error.headers);
}
