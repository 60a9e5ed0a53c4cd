import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openDiskFiles } from '../files/diskFiles.ts';
import type { Store } from '../ports.ts';
import { StoreError } from '../storeError.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { GroupCommit } from './groupCommit.ts';
import { SqliteDocuments } from './sqliteDocuments.ts';
import { sqliteError } from './sqliteError.ts';
import { SqliteLog } from './sqliteLog.ts';

/** The name of the database inside the data folder; SQLite keeps a `-wal` and a `-shm` file beside it while it is open. */
export const fileName = 'record.sqlite';
/** The folder of the files inside the data folder. */
const filesFolder = 'files';

export interface SqliteOptions extends DatabaseOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** True once there is something to read in `dataDir`. */
export function hasSqliteStore(dataDir: string): boolean {
  return (statSync(join(dataDir, fileName), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * The embedded backend. Several processes may have one file open. Throws `store.unreadable` or `store.newerSchema`.
 * With `readOnly`, the file must be there and every write rejects with `store.writeFailed`.
 */
export function openSqliteStore(dataDir: string, { now = Date.now, ...options }: Partial<SqliteOptions> = {}): Store {
  const file = join(dataDir, fileName);
  const files = openDiskFiles(join(dataDir, filesFolder), { readOnly: options.readOnly });
  const db = openDatabase(file, { busyTimeout: 3000, ...options });
  const writer = new GroupCommit(db, file);
  const reading = <T>(work: () => T): T => {
    if (!db.isOpen) throw new StoreError('store.closed', 'The store has been closed.');
    try {
      return work();
    } catch (cause) {
      throw sqliteError(cause, file, 'read');
    }
  };
  return {
    log: new SqliteLog(db, writer, reading),
    documents: new SqliteDocuments(db, writer, reading, now),
    files,
    async close() {
      if (db.isOpen) {
        writer.close();
        db.close();
      }
      await files.close();
    },
  };
}
