import { StoreError } from '../storeError.ts';

/** Result codes of SQLite (https://sqlite.org/rescode.html); the low byte of the extended ones. */
const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const FULL = 13;
const CONSTRAINT = 19;
const NOTADB = 26;

type Doing = 'open' | 'read' | 'write';

/** Says what happened in our own codes, with what to do; errors of ours pass through unchanged. */
export function sqliteError(cause: unknown, file: string, doing: Doing): Error {
  if (isOurs(cause)) return cause;
  const options = { cause };
  switch (resultCode(cause)) {
    case BUSY:
    case LOCKED:
      return new StoreError('store.busy', `Another process keeps ${file} locked. Try again, or end it.`, options);
    case FULL:
      return new StoreError('store.full', `The disk that holds ${file} is full. Make room; nothing was lost.`, options);
    case CORRUPT:
    case NOTADB:
      return unreadable(file, options);
  }
  if (doing === 'write')
    return new StoreError('store.writeFailed', `Writing to ${file} failed: ${text(cause)}.`, options);
  return unreadable(file, options);
}

/** True when a row was refused because its key is there already. */
export function isConstraintFailure(error: unknown): boolean {
  return resultCode(error) === CONSTRAINT;
}

function unreadable(file: string, options: { cause: unknown }): StoreError {
  return new StoreError(
    'store.unreadable',
    `${file} cannot be read: ${text(options.cause)}. Check that DATA_DIR is right and that this user may read and write it. ` +
      'If the file is broken: stop the program, keep a copy of the whole folder, put the newest backup in its place ' +
      'and run "npm run verify".',
    options,
  );
}

// By shape and not by class: a test runner has its own `Error`, SQLite throws the real one.
function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

function isOurs(error: unknown): error is Error {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && code.startsWith('store.');
}

function text(error: unknown): string {
  return String((error as { message?: unknown } | undefined)?.message ?? error);
}
