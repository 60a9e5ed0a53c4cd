import { StoreError, type StoreErrorCode } from '../storeError.ts';

export type Doing = 'read' | 'write';

/**
 * Cosmos DB refused a request because of what is there (409), of what is not (404), or of an etag (412). Whoever asked knows
 * what that means; where nobody does, it says so to the operator.
 */
export class Refused extends StoreError {
  readonly status: number;

  constructor(status: number, account: string) {
    super(
      'store.writeFailed',
      `${account} refused a write (${status}). Check that its database and containers are there.`,
    );
    this.status = status;
  }
}

export function isRefused(error: unknown, ...statuses: readonly number[]): boolean {
  return error instanceof Refused && statuses.includes(error.status);
}

/** Says what happened in our own codes, with what to do; errors of ours pass through unchanged. */
export function cosmosError(error: unknown, account: string, doing: Doing): Error {
  if (isOurs(error)) return error;
  const status = statusOf(error);
  if (doing === 'write' && (status === 404 || status === 409 || status === 412)) return new Refused(status, account);
  const failed: StoreErrorCode = doing === 'write' ? 'store.writeFailed' : 'store.unreadable';
  // What the SDK throws is not handed on: it may carry a whole request.
  switch (status) {
    case 401:
    case 403:
      return new StoreError(
        failed,
        `${account} does not let this program in (${details(error)}). Give its managed identity the role "Cosmos DB Built-in ` +
          'Data Contributor"; with an emulator, check COSMOS_KEY. See docs/cosmos.md.',
      );
    case 404:
      return new StoreError(
        failed,
        `${account} lacks the database or a container (${details(error)}). See docs/cosmos.md.`,
      );
    case 413:
      return tooLarge();
    case 429:
      return new StoreError(
        'store.busy',
        `${account} had too much to do (${details(error)}). Give it more throughput when this happens often.`,
      );
  }
  if (status !== undefined) return new StoreError(failed, `${account} answered with an error (${details(error)}).`);
  if (isCredentialError(error)) {
    return new StoreError(
      failed,
      `No identity for ${account} (${details(error)}). Give the machine a managed identity, or sign in. See docs/cosmos.md.`,
    );
  }
  return new StoreError(
    failed,
    `No answer from ${account} (${details(error)}). Check COSMOS_ENDPOINT and the network.`,
  );
}

export function tooLarge(): StoreError {
  return new StoreError('store.writeFailed', 'Cosmos DB holds at most 2 MB in one item. Nothing was written.');
}

/** The HTTP status that an error of the SDK stands for; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  const { code } = answerIn(error);
  // The error of a signal that was aborted has a number too.
  return typeof code === 'number' && code >= 400 ? code : undefined;
}

/** Milliseconds after which Cosmos DB wants to be asked again; undefined when it did not say. */
export function retryAfterOf(error: unknown): number | undefined {
  const { retryAfterInMs } = answerIn(error);
  return typeof retryAfterInMs === 'number' && Number.isFinite(retryAfterInMs) ? retryAfterInMs : undefined;
}

/** What the server answered; for a bulk request the SDK wraps it. */
function answerIn(error: unknown): Record<string, unknown> {
  const { cause } = (error ?? {}) as { cause?: { code?: unknown } };
  return (typeof cause?.code === 'number' ? cause : (error ?? {})) as Record<string, unknown>;
}

/**
 * True for what may be different in a moment: too many requests, a part that moves, a lost connection, a proxy that answers
 * with something else than JSON.
 */
export function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  if (status === undefined) return !isOurs(error) && !isCredentialError(error);
  return [408, 410, 429, 449, 500, 502, 503, 504].includes(status);
}

function isCredentialError(error: unknown): boolean {
  return /Credential|Authentication/.test(String((error as { name?: unknown } | undefined)?.name));
}

// By shape and not by class: a test runner has its own `Error`.
function isOurs(error: unknown): error is Error {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && code.startsWith('store.');
}

/** Codes and the number that Microsoft's support asks for, but no message: it may quote what was sent. */
function details(error: unknown): string {
  const { code, substatus, activityId, name } = answerIn(error);
  return [
    statusOf(error) ?? (typeof code === 'string' ? code : name),
    substatus && `sub-status ${substatus}`,
    activityId && `activity ${activityId}`,
  ]
    .filter(Boolean)
    .join(', ');
}
