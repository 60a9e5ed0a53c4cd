import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { type Documents, EtagMismatch, FileExists, type Store } from './ports.ts';
import { StoreError } from './storeError.ts';

/** Name of the document and of the file that each hold the same chance id. A copy of the store gets one of its own. */
export const storeId = 'store/id';

/**
 * Sees to it that record and files belong together: both are marked with one id at the first start. Rejects with `store.mismatch` when the files
 * bear the mark of another record, or the record bears none while the files do: it would be taken for one that names no files.
 */
export async function checkStoreId({ documents, files }: Pick<Store, 'documents' | 'files'>): Promise<void> {
  // The file first, as it is written last: another process may be making both just now.
  const marked = await files.open(storeId);
  const inFiles = marked && (await text(marked));
  const inRecord = (await documents.get<string>(storeId))?.value;
  if (inFiles === undefined) await mark(files, inRecord ?? (await newId(documents)));
  else if (inFiles !== inRecord) throw mismatch();
}

/** Of several that make one at the same time, one counts. */
async function newId(documents: Documents): Promise<string> {
  const id = randomUUID();
  try {
    await documents.put(storeId, id, null);
    return id;
  } catch (error) {
    if (!(error instanceof EtagMismatch)) throw error;
    return (await documents.get<string>(storeId))?.value ?? id;
  }
}

async function mark(files: Store['files'], id: string): Promise<void> {
  try {
    await files.put(storeId, bytesOf(id));
  } catch (error) {
    if (!(error instanceof FileExists)) throw error;
    const marked = await files.open(storeId);
    if (marked && (await text(marked)) !== id) throw mismatch();
  }
}

async function* bytesOf(words: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(words);
}

const mismatch = (): StoreError =>
  new StoreError(
    'store.mismatch',
    'The files are not those of this record. Nothing was changed. Check DATA_DIR, or COSMOS_DATABASE and BLOB_CONTAINER: has one of them ' +
      'been moved, or made anew? If the record is lost, restore it. If both do belong together, see store.mismatch in docs/errors.md.',
  );
