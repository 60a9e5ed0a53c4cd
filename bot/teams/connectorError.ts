/**
 * Why a channel did not take what the bot sent. `blocked`: 403, the person does not want it. `gone`: 404, there is nobody there any more.
 * `busy`: 429 or 503 with a time to come back. `unavailable`: their side fails (5xx). `timeout`: it said nothing in time.
 * `unreachable`: no connection, or no token for it. `refused`: anything else it will not have.
 */
export type ConnectorFailure = 'blocked' | 'gone' | 'busy' | 'unavailable' | 'timeout' | 'unreachable' | 'refused';

export interface ConnectorErrorDetails {
  readonly failure: ConnectorFailure;
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** Seconds after which the channel wants to be asked again, where it said so. */
  readonly retryAfter?: number | undefined;
  /** True where the message may have arrived all the same, so that sending it again may show it twice. */
  readonly mayHaveArrived: boolean;
  readonly cause?: unknown;
}

/** A message, or another call of a channel, that failed. The message of the error never quotes the other side. */
export class ConnectorError extends Error implements ConnectorErrorDetails {
  readonly code: string;
  readonly failure: ConnectorFailure;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
  readonly mayHaveArrived: boolean;

  constructor({ failure, status, retryAfter, mayHaveArrived, cause }: ConnectorErrorDetails) {
    super(`The channel did not take it: ${failure}${status === undefined ? '' : ` (${status})`}.`, { cause });
    this.name = 'ConnectorError';
    this.code = `connector.${failure}`;
    this.failure = failure;
    this.status = status;
    this.retryAfter = retryAfter;
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** What an answer that is no success means. */
export function errorOfStatus(status: number, retryAfter: string | null, now: Date): ConnectorError {
  const seconds = secondsOf(retryAfter, now);
  return new ConnectorError({
    failure: failureOf(status, seconds),
    status,
    retryAfter: seconds,
    // A 503 turns people away at the door; the others may come from behind it.
    mayHaveArrived: status >= 500 && status !== 503,
  });
}

function failureOf(status: number, retryAfter: number | undefined): ConnectorFailure {
  if (status === 403) return 'blocked';
  if (status === 404) return 'gone';
  if (status === 429 || (status === 503 && retryAfter !== undefined)) return 'busy';
  return status >= 500 ? 'unavailable' : 'refused';
}

/** `Retry-After` as seconds: it may be a number or a date. */
function secondsOf(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header);
  const seconds = Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
