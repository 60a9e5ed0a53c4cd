import { openSqliteFixture } from '../support/sqliteFixture.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { describeStore } from './contract.ts';

const newFolder = temporaryFolders();

describeStore('SQLite', (options) => openSqliteFixture(newFolder(), options));
