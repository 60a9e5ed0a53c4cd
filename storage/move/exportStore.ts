import { chmod, mkdir, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { commitsAfter } from '../commitsAfter.ts';
import { openDiskFiles } from '../files/diskFiles.ts';
import { checkFile, hashFile } from '../files/verified.ts';
import { canonicalJson, commitHash, genesis } from '../hash.ts';
import type { FileFacts, Files, Head, Store } from '../ports.ts';
import { storeId } from '../storeId.ts';
import { brokenStream, CannotMove, type Counts, differs, fileNames, format, type Manifest } from './format.ts';
import { LineWriter, writing } from './lines.ts';

/**
 * Writes everything that a store holds, but for its own id, into `folder`, which is made when it is not there (`format.ts` says how
 * it looks). The store should be at rest. Holds one page of commits, one document and one piece of a file at a time. What an export that was
 * broken off left behind is used or written anew; files that are there already are compared. Rejects with `CannotMove`, with
 * `store.damaged` for a broken stream, and as the store does. `now`: milliseconds since 1970.
 */
export async function exportStore(
  store: Omit<Store, 'close'>,
  folder: string,
  { now = Date.now }: { readonly now?: () => number } = {},
): Promise<Counts> {
  await prepare(folder);
  const records = await writeLines(join(folder, fileNames.records), (lines) => writeRecords(store, lines));
  const documents = await writeLines(join(folder, fileNames.documents), (lines) => writeDocuments(store, lines, now));
  const files = await writeLines(join(folder, fileNames.fileList), (lines) => writeFiles(store.files, folder, lines));
  const counts = { ...records.result, documents: documents.result, files: files.result };
  const manifest: Manifest = {
    format,
    exportedAt: new Date(now()).toISOString(),
    ...counts,
    sha256: { records: records.sha256, documents: documents.sha256, fileList: files.sha256 },
  };
  await writeManifest(folder, manifest);
  return counts;
}

async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const entries = await readdir(folder);
  if (entries.includes(fileNames.manifest))
    throw new CannotMove(`There is a whole export in ${folder} already. Choose another folder.`);
  const ours: readonly string[] = Object.values(fileNames);
  const foreign = entries.find((entry) => !ours.includes(entry) && entry !== unfinishedManifest);
  if (foreign) throw new CannotMove(`${folder} holds other things, such as ${foreign}. Choose an empty folder.`);
  await chmod(folder, 0o700);
}

interface Written<T> {
  readonly result: T;
  readonly sha256: string;
}

async function writeLines<T>(file: string, write: (lines: LineWriter) => Promise<T>): Promise<Written<T>> {
  const lines = await LineWriter.create(file);
  try {
    const result = await write(lines);
    return { result, sha256: await lines.end() };
  } finally {
    await lines.close();
  }
}

async function writeRecords(
  { log }: Pick<Store, 'log'>,
  lines: LineWriter,
): Promise<Pick<Counts, 'streams' | 'commits'>> {
  const counts = { streams: 0, commits: 0 };
  for await (const stream of log.streams()) {
    const head = await log.head(stream);
    if (!head) throw brokenStream(stream);
    await lines.write(canonicalJson({ stream, head }));
    let last: Head = genesis;
    for await (const commit of commitsAfter(log, stream, 0)) {
      // Appended since we looked.
      if (commit.revision > head.revision) break;
      const follows = commit.revision === last.revision + 1 && commit.previousHash === last.hash;
      if (!follows || commit.stream !== stream || commitHash(commit) !== commit.hash) throw brokenStream(stream);
      await lines.write(canonicalJson(commit));
      last = commit;
      counts.commits += 1;
    }
    if (last.revision !== head.revision || last.hash !== head.hash) throw brokenStream(stream);
    counts.streams += 1;
  }
  return counts;
}

async function writeDocuments(
  { documents }: Pick<Store, 'documents'>,
  lines: LineWriter,
  now: () => number,
): Promise<number> {
  let count = 0;
  for await (const id of documents.list('')) {
    if (id === storeId) continue;
    const stored = await documents.get(id);
    if (!stored) continue;
    const { value, lifetime } = stored;
    const expires = lifetime && new Date(now() + lifetime * 1000).toISOString();
    await lines.write(JSON.stringify({ id, value, expires }));
    count += 1;
  }
  return count;
}

async function writeFiles(from: Files, folder: string, lines: LineWriter): Promise<number> {
  const to = openDiskFiles(join(folder, fileNames.files));
  let count = 0;
  for await (const { name } of from.list('')) {
    if (name === storeId) continue;
    const facts = await copyFile(from, to, name, folder);
    if (!facts) continue;
    await lines.write(canonicalJson({ name, ...facts }));
    count += 1;
  }
  await to.close();
  return count;
}

/** Undefined when the file went away meanwhile. */
async function copyFile(from: Files, to: Files, name: string, folder: string): Promise<FileFacts | undefined> {
  if (!(await to.look(name))) {
    const content = await from.open(name);
    return content && (await to.put(name, content));
  }
  const facts = await hashFile(from, name);
  if (facts && (await checkFile(to, name, facts)) !== 'there') throw differs('file', name, folder);
  return facts;
}

const unfinishedManifest = `${fileNames.manifest}.unfinished`;

/** Whole or not at all. */
async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const unfinished = join(folder, unfinishedManifest);
  const handle = await open(unfinished, writing, 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(manifest, undefined, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, join(folder, fileNames.manifest));
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}
