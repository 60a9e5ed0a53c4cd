import { StoreError } from '../storeError.ts';

type Doing = 'read' | 'write';

/** Says what a file system did to us in our own codes, with what to do; `folder` is for the message. */
export function diskError(cause: unknown, folder: string, doing: Doing): StoreError {
  const code = codeOf(cause);
  const options = { cause };
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StoreError('store.full', `The disk that holds ${folder} is full. Make room; nothing was lost.`, options);
  if (doing === 'write')
    return new StoreError('store.writeFailed', `Writing a file in ${folder} failed: ${code}.`, options);
  return new StoreError(
    'store.unreadable',
    `A file in ${folder} cannot be read: ${code}. Check that DATA_DIR is right and that this user may read and write it.`,
    options,
  );
}

/** True for what a file system says when there is nothing under a name. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

/** By shape and not by class: a test runner has its own `Error`. */
export function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code);
}
