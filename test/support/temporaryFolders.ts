import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** Call it at the top of a test file: gives a maker of empty folders, which go away when the tests of the file are over. */
export function temporaryFolders(): () => string {
  const parent = mkdtempSync(join(tmpdir(), 'dspt-guide-'));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));
  return () => mkdtempSync(join(parent, 'folder-'));
}
