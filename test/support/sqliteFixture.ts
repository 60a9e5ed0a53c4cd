import { openSqliteStore } from '../../storage/sqlite/sqliteStore.ts';
import type { Opened, OpenOptions } from '../storage/contract.ts';
import { handlesOn } from './handles.ts';

/** The embedded store in `dataDir`. */
export function openSqliteFixture(dataDir: string, options: OpenOptions = { now: Date.now }): Promise<Opened> {
  return handlesOn(async () => openSqliteStore(dataDir, options));
}
