import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDiskFiles } from '../files/diskFiles.ts';
import { checkFile, openVerified } from '../files/verified.ts';
import { canonicalJson, commitHash, genesis } from '../hash.ts';
import {
  type Commit,
  type Documents,
  EtagMismatch,
  type EventLog,
  FileExists,
  type FileFacts,
  type Files,
  type Head,
  RevisionTaken,
  type Store,
} from '../ports.ts';
import { brokenStream, CannotMove, type Counts, differs, fileNames, format, type Manifest } from './format.ts';
import { hashOfFile, readLines } from './lines.ts';

const target = 'this store';

/**
 * Reads what `exportStore` wrote into a store that nobody uses meanwhile. First checks that the lists are as they were written, and
 * then each commit, head and file as it comes. What is there already and the same is passed over, so that an import that was
 * broken off can be run again; what is there and differs ends it with `CannotMove`. Documents whose time is over are left out.
 * Resolves with the counts of what the export holds. `now`: milliseconds since 1970.
 */
export async function importStore(
  folder: string,
  store: Omit<Store, 'close'>,
  { now = Date.now }: { readonly now?: () => number } = {},
): Promise<Counts> {
  const { streams, commits, documents, files } = await readManifest(folder);
  await importRecords(join(folder, fileNames.records), store.log);
  await importDocuments(join(folder, fileNames.documents), store.documents, now);
  await importFiles(folder, store.files);
  return { streams, commits, documents, files };
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, fileNames.manifest), 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new CannotMove(`There is no finished export in ${folder}: ${fileNames.manifest} is missing.`);
  const manifest = parsed(text);
  if (manifest?.format !== format)
    throw new CannotMove(
      `${join(folder, fileNames.manifest)} is not of the format that this program knows, ${format}.`,
    );
  for (const list of ['records', 'documents', 'fileList'] as const) {
    const file = join(folder, fileNames[list]);
    const sha256 = await hashOfFile(file).catch(() => 'missing');
    if (sha256 !== manifest.sha256[list])
      throw new CannotMove(`${file} is not as it was written. Nothing was imported from it.`);
  }
  return manifest;
}

function parsed(text: string): Manifest | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The lines of a list, each of them as it should be. Rejects with `CannotMove` at the first that is not. */
async function* read<T>(file: string, isLine: (line: Line) => boolean): AsyncGenerator<T, void, undefined> {
  for await (const line of readLines(file)) {
    const isObject = typeof line === 'object' && line !== null && !Array.isArray(line);
    if (!isObject || !isLine(line as Line)) throw new CannotMove(`${file} has a line that is none of this format.`);
    yield line as T;
  }
}

type Line = Readonly<Record<string, unknown>>;

interface StreamLine {
  readonly stream: string;
  readonly head: Head;
}

async function importRecords(file: string, log: EventLog): Promise<void> {
  let line: StreamLine | undefined;
  let last: Head = genesis;
  let there: Head = genesis;
  const checkEnd = (): void => {
    if (line && (last.revision !== line.head.revision || last.hash !== line.head.hash)) throw brokenStream(line.stream);
  };
  for await (const each of read<StreamLine | Commit>(file, isRecordLine)) {
    if ('head' in each) {
      checkEnd();
      line = each;
      last = genesis;
      there = (await log.head(line.stream)) ?? genesis;
      if (there.revision > line.head.revision) throw differs('stream', line.stream, target);
      continue;
    }
    if (!line || !follows(each, line.stream, last)) throw brokenStream(each.stream);
    // Each hash covers the one before, so when this one is the same, all before it are.
    if (each.revision === there.revision && each.hash !== there.hash) throw differs('stream', line.stream, target);
    if (each.revision > there.revision) await append(log, last, each);
    last = each;
  }
  checkEnd();
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function isRecordLine({ stream, head, revision, hash, events }: Line): boolean {
  if (!isText(stream)) return false;
  const { revision: last, hash: end } = Object(head) as Line;
  return head === undefined ? isCount(revision) && isText(hash) && Array.isArray(events) : isCount(last) && isText(end);
}

function isDocumentLine({ id, expires, ...rest }: Line): boolean {
  return (
    isText(id) && 'value' in rest && (expires === undefined || (isText(expires) && !Number.isNaN(Date.parse(expires))))
  );
}

function isFileLine({ name, size, sha256 }: Line): boolean {
  return isText(name) && isCount(size) && isText(sha256);
}

function follows(commit: Commit, stream: string, last: Head): boolean {
  return (
    commit.stream === stream &&
    commit.revision === last.revision + 1 &&
    commit.previousHash === last.hash &&
    commitHash(commit) === commit.hash
  );
}

async function append(log: EventLog, last: Head, commit: Commit): Promise<void> {
  const { stream, at, by, inputId, events } = commit;
  try {
    const written = await log.append(stream, last, { at, by, inputId, events });
    if (written.hash !== commit.hash) throw brokenStream(stream);
  } catch (error) {
    throw error instanceof RevisionTaken ? differs('stream', stream, target) : error;
  }
}

interface DocumentLine {
  readonly id: string;
  readonly value: unknown;
  readonly expires?: string;
}

async function importDocuments(file: string, documents: Documents, now: () => number): Promise<void> {
  for await (const { id, value, expires } of read<DocumentLine>(file, isDocumentLine)) {
    const lifetime = expires === undefined ? undefined : Math.ceil((Date.parse(expires) - now()) / 1000);
    if (lifetime !== undefined && lifetime <= 0) continue;
    const there = await documents.get(id);
    if (there && canonicalJson(there.value) !== canonicalJson(value)) throw differs('document', id, target);
    if (there) continue;
    try {
      await documents.put(id, value, null, lifetime);
    } catch (error) {
      throw error instanceof EtagMismatch ? differs('document', id, target) : error;
    }
  }
}

interface FileLine extends FileFacts {
  readonly name: string;
}

async function importFiles(folder: string, to: Files): Promise<void> {
  const from = openDiskFiles(join(folder, fileNames.files), { readOnly: true });
  for await (const { name, ...facts } of read<FileLine>(join(folder, fileNames.fileList), isFileLine)) {
    const state = await checkFile(to, name, facts);
    if (state === 'there') continue;
    if (state === 'altered') throw differs('file', name, target);
    const content = await openVerified(from, name, facts);
    if (!content) throw new CannotMove(`The file ${name} is missing in ${folder}.`);
    try {
      await to.put(name, content);
    } catch (error) {
      throw error instanceof FileExists ? differs('file', name, target) : error;
    }
  }
  await from.close();
}
