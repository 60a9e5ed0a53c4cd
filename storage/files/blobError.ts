import { StoreError } from '../storeError.ts';

type Doing = 'read' | 'write';

/**
 * Says what happened in our own codes, with what to do. What the SDK throws is not handed on: it holds the whole request, and
 * with it a part of somebody's file.
 */
export function blobError(error: unknown, doing: Doing): StoreError {
  const failed = doing === 'write' ? 'store.writeFailed' : 'store.unreadable';
  const status = statusOf(error);
  switch (status) {
    case 401:
    case 403:
      return new StoreError(
        failed,
        `Blob Storage does not let this program in (${details(error)}). Give its managed identity the role "Storage Blob Data ` +
          'Contributor", and check the firewall of the account. See docs/blob.md.',
      );
    case 404:
      return new StoreError(
        failed,
        `Blob Storage lacks the container, or the file went away (${details(error)}). Check BLOB_CONTAINER.`,
      );
    case 429:
    case 503:
      return new StoreError('store.busy', `Blob Storage has too much to do (${details(error)}). Trying again is safe.`);
  }
  if (status !== undefined)
    return new StoreError(failed, `Blob Storage answered with an error (${details(error)}). Trying again is safe.`);
  if (/Credential|Authentication/.test(nameOf(error))) {
    return new StoreError(
      failed,
      `No identity for Blob Storage (${details(error)}). Give the machine a managed identity, or sign in. See docs/blob.md.`,
    );
  }
  return new StoreError(
    failed,
    `No answer from Blob Storage (${details(error)}). Check BLOB_ENDPOINT and the network. Trying again is safe.`,
  );
}

/** The HTTP status that the service refused with; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number } | undefined)?.statusCode;
}

function nameOf(error: unknown): string {
  return String((error as { name?: unknown } | undefined)?.name);
}

interface Answer {
  readonly headers: { get(name: string): string | undefined };
}

/** Codes, and the id of the request that Microsoft's support asks for, but no message: it may quote what was sent. */
function details(error: unknown): string {
  const { code, response } = (error ?? {}) as { code?: unknown; response?: Answer };
  const request = response?.headers.get('x-ms-request-id');
  return [code ?? nameOf(error), statusOf(error), request && `request ${request}`].filter(Boolean).join(', ');
}
