import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../storeError.ts';
import { migrations } from './migrations.ts';
import { sqliteError } from './sqliteError.ts';

export interface DatabaseOptions {
  /** How long a write waits for another process that is writing, in milliseconds. The event loop waits with it. */
  readonly busyTimeout: number;
  readonly readOnly?: boolean;
}

/**
 * Opens the database file, making it (and its folder) for our user alone if need be, and brings its tables up to date.
 * Throws `store.unreadable` or `store.newerSchema`, each with what to do.
 */
export function openDatabase(file: string, { busyTimeout, readOnly = false }: DatabaseOptions): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    if (!readOnly) makeFile(file);
    db = new DatabaseSync(file, { readOnly, timeout: busyTimeout });
    if (!readOnly) db.exec(settings);
    bringUpToDate(db, file, readOnly);
    return db;
  } catch (cause) {
    db?.close();
    throw sqliteError(cause, file, 'open');
  }
}

const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;     -- a commit is on the disk before it is acknowledged
  PRAGMA fullfsync = ON;         -- macOS keeps data in the drive's cache otherwise
  PRAGMA secure_delete = ON;     -- what is removed is overwritten, not just forgotten
  PRAGMA temp_store = MEMORY;    -- answers never reach a temporary file
`;

/** SQLite gives its -wal and -shm files the permissions of the file they belong to. */
function makeFile(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

function bringUpToDate(db: DatabaseSync, file: string, readOnly: boolean): void {
  if (schemaOf(db) === migrations.length) return;
  if (readOnly && schemaOf(db) < migrations.length) {
    throw new StoreError(
      'store.unreadable',
      `${file} was written by an older version of this program. Start the program once to bring it up to date.`,
    );
  }
  // Under the write lock, because two processes may open a new file at the same moment.
  if (!readOnly) db.exec('BEGIN IMMEDIATE');
  const version = schemaOf(db);
  if (version > migrations.length) {
    throw new StoreError(
      'store.newerSchema',
      `${file} has schema ${version}, and this program knows schemas up to ${migrations.length}. ` +
        'Nothing was changed. Start the newer version of the program again, or restore the backup made before it.',
    );
  }
  for (const migration of migrations.slice(version)) db.exec(migration);
  db.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
}

function schemaOf(db: DatabaseSync): number {
  return db.prepare('PRAGMA user_version').get()?.user_version as number;
}
