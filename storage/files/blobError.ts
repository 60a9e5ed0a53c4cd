import { StoreError } from '../storeError.ts';

type Doing = 'open' | 'read' | 'write';

/**
 * Says in our own codes what Blob Storage, or the way to it, did to us. Only status and code of the answer are told: the rest of
 * it may quote the request.
 */
export function blobError(cause: unknown, doing: Doing): StoreError {
  const { name, code, statusCode: status } = (cause ?? {}) as { name?: string; code?: string; statusCode?: number };
  const what = code ?? name ?? 'unknown';
  const options = { cause };
  if (status === 401 || status === 403 || name === 'CredentialUnavailableError' || name === 'AuthenticationError') {
    return new StoreError(
      doing === 'write' ? 'store.writeFailed' : 'store.unreadable',
      `Blob Storage does not let us in (${what}). Give the identity of this program the role "Storage Blob Data Contributor" ` +
        'on the container, and check the firewall of the account.',
      options,
    );
  }
  if (status === undefined || status === 408 || status === 429 || status >= 500) {
    return new StoreError(
      'store.busy',
      `Blob Storage did not answer in time (${what}). Nothing was lost; trying again is safe. If it goes on, check ` +
        'BLOB_ENDPOINT and the state of the service.',
      options,
    );
  }
  if (doing === 'write') return new StoreError('store.writeFailed', `Blob Storage refused to write: ${what}.`, options);
  return new StoreError(
    'store.unreadable',
    `Blob Storage cannot be read: ${what}. Check the settings that begin with BLOB_.`,
    options,
  );
}

/** The HTTP status that the service refused with; undefined when it gave no answer. */
export function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number } | undefined)?.statusCode;
}
