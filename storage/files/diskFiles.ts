import { createHash, randomUUID } from 'node:crypto';
import { type BigIntStats, constants, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, link, lstat, mkdir, open, readdir, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { FileExists, type FileFacts, type FileLook } from '../ports.ts';
import { codeOf, diskError, isMissing } from './diskError.ts';
import { Door, type OpenedFiles } from './door.ts';
import { limited } from './limited.ts';
import { isFileName, mayBeginName } from './names.ts';

export interface DiskFilesOptions {
  /** Nothing is made or cleaned up, and every write rejects with `store.writeFailed`. */
  readonly readOnly?: boolean | undefined;
}

/** Where files are written before they get their names. No name can begin with a dot. */
const unfinished = '.unfinished';
const dayInMs = 86_400_000;

/**
 * Files in a folder, for our user alone. A folder within it carries a `+` at the end of its name, which no part of a name can
 * hold, so that `a` and `a/b` may both be there. Throws `store.unreadable` when the folder cannot be made or read.
 */
export function openDiskFiles(folder: string, { readOnly = false }: DiskFilesOptions = {}): OpenedFiles {
  if (!readOnly) {
    try {
      mkdirSync(join(folder, unfinished), { recursive: true, mode: 0o700 });
      removeLeftovers(join(folder, unfinished));
    } catch (cause) {
      throw diskError(cause, folder, 'read');
    }
  }
  return new DiskFiles(folder, readOnly);
}

/** What a process that was killed left behind. A day, because another process may be writing right now. */
function removeLeftovers(folder: string): void {
  for (const entry of readdirSync(folder)) {
    const file = join(folder, entry);
    const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Number.POSITIVE_INFINITY };
    if (mtimeMs < Date.now() - dayInMs) rmSync(file, { force: true });
  }
}

class DiskFiles implements OpenedFiles {
  readonly #root: string;
  readonly #door: Door;

  constructor(root: string, readOnly: boolean) {
    this.#root = resolve(root);
    this.#door = new Door(readOnly);
  }

  put(name: string, content: AsyncIterable<Uint8Array>, limit?: number): Promise<FileFacts> {
    return this.#door.write(name, async () => {
      const temporary = join(this.#root, unfinished, randomUUID());
      try {
        const facts = await this.#write(temporary, limited(content, limit));
        await this.#onDisk('write', () => this.#giveName(temporary, name));
        return facts;
      } finally {
        // Gone already when all went well; what cannot be removed goes when the store is opened another day.
        await unlink(temporary).catch(() => undefined);
      }
    });
  }

  async #write(file: string, content: AsyncIterable<Uint8Array>): Promise<FileFacts> {
    const handle = await this.#onDisk('write', () => open(file, 'wx', 0o600));
    try {
      const hash = createHash('sha256');
      let size = 0;
      // What `content` throws goes to the caller as it is, so only the writing is wrapped.
      for await (const chunk of content) {
        hash.update(chunk);
        size += chunk.byteLength;
        await this.#onDisk('write', () => handle.writeFile(chunk));
      }
      await this.#onDisk('write', () => handle.sync());
      return { size, sha256: hash.digest('hex') };
    } finally {
      await handle.close();
    }
  }

  /** Without overwriting: of several that want one name, the file system lets one have it. */
  async #giveName(temporary: string, name: string): Promise<void> {
    const file = this.#path(name);
    for (let tries = 1; ; tries++) {
      try {
        await this.#makeFolders(dirname(file));
        await link(temporary, file);
        break;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') throw new FileExists(`There is a file called ${name} already.`);
        // `delete` took the folder away, as it was still empty.
        if (!isMissing(error) || tries === 10) throw error;
      }
    }
    try {
      await unlink(temporary);
      for (let folder = dirname(file); folder.length >= this.#root.length; folder = dirname(folder)) await sync(folder);
    } catch (error) {
      await unlink(file).catch(() => undefined);
      throw error;
    }
  }

  /** One by one, because making them in one go follows a symbolic link. */
  async #makeFolders(folder: string): Promise<void> {
    if (folder === this.#root) return;
    await this.#makeFolders(dirname(folder));
    await mkdir(folder, { mode: 0o700 }).catch((error) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    await this.#checkFolder(folder);
  }

  async open(name: string, start = 0): Promise<Readable | undefined> {
    this.#door.check(name);
    const handle = await this.#orMissing(async () => {
      await this.#checkFolder(dirname(this.#path(name)));
      return await open(this.#path(name), constants.O_RDONLY | constants.O_NOFOLLOW);
    });
    return handle && this.#read(handle, start);
  }

  #read(handle: FileHandle, start: number): Readable {
    const folder = this.#root;
    let position = start;
    return new Readable({
      highWaterMark: 65_536,
      read(size) {
        handle.read(Buffer.allocUnsafeSlow(size), 0, size, position).then(
          ({ bytesRead, buffer }) => {
            position += bytesRead;
            this.push(bytesRead > 0 ? buffer.subarray(0, bytesRead) : null);
          },
          (cause) => this.destroy(diskError(cause, folder, 'read')),
        );
      },
      destroy(error, done) {
        handle.close().then(
          () => done(error),
          () => done(error),
        );
      },
    });
  }

  async look(name: string): Promise<FileLook | undefined> {
    this.#door.check(name);
    return this.#look(name);
  }

  async #look(name: string): Promise<FileLook | undefined> {
    const stats = await this.#orMissing(async () => {
      await this.#checkFolder(dirname(this.#path(name)));
      return await lstat(this.#path(name), { bigint: true });
    });
    return stats?.isFile() ? toLook(name, stats) : undefined;
  }

  delete(name: string): Promise<void> {
    const file = this.#path(name);
    return this.#door.write(name, () =>
      this.#onDisk('write', async () => {
        try {
          await this.#checkFolder(dirname(file));
          await rm(file, { force: true });
          await sync(dirname(file));
          for (let folder = dirname(file); folder !== this.#root; folder = dirname(folder)) await rmdir(folder);
        } catch (error) {
          if (!isMissing(error) && codeOf(error) !== 'ENOTEMPTY') throw error;
        }
      }),
    );
  }

  async *list(prefix: string): AsyncIterable<FileLook> {
    this.#door.checkOpen();
    if (!mayBeginName(prefix)) return;
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    for await (const name of this.#names(folder)) {
      if (!name.startsWith(prefix) || !isFileName(name)) continue;
      const look = await this.#look(name);
      if (look) yield look;
    }
  }

  /** Names in a folder (`''` or ending in `/`) and in those within it, sorted; holds one folder at a time on each level. */
  async *#names(folder: string): AsyncIterable<string> {
    const path = join(this.#root, folder.replaceAll('/', '+/'));
    const entries = await this.#orMissing(async () => {
      await this.#checkFolder(path);
      return await readdir(path, { withFileTypes: true });
    });
    // Sorted with the `/` that follows a folder in the names it holds.
    const names = (entries ?? [])
      .filter((entry) => (entry.isDirectory() ? entry.name.endsWith('+') : entry.isFile()))
      .map((entry) => entry.name.replace(/\+$/, '/'));
    for (const name of names.sort()) {
      if (name.endsWith('/')) yield* this.#names(`${folder}${name}`);
      else yield `${folder}${name}`;
    }
  }

  close(): Promise<void> {
    return this.#door.close();
  }

  #path(name: string): string {
    return join(this.#root, name.replaceAll('/', '+/'));
  }

  /** A symbolic link is no folder of ours: it could lead anywhere. */
  async #checkFolder(folder: string): Promise<void> {
    if (folder === this.#root) return;
    await this.#checkFolder(dirname(folder));
    const stats = await lstat(folder);
    if (!stats.isDirectory()) throw Object.assign(new Error('This is no folder.'), { code: 'ENOTDIR' });
  }

  /** Undefined when there is nothing under the name, or a symbolic link. */
  async #orMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (cause) {
      if (isMissing(cause) || codeOf(cause) === 'ELOOP') return undefined;
      throw diskError(cause, this.#root, 'read');
    }
  }

  async #onDisk<T>(doing: 'read' | 'write', work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof FileExists) throw cause;
      throw diskError(cause, this.#root, doing);
    }
  }
}

function toLook(name: string, { size, mtimeNs, ctimeNs, mtime, ino }: BigIntStats): FileLook {
  return {
    name,
    size: Number(size),
    stamp: [size, mtimeNs, ctimeNs, ino].join('-'),
    writtenAt: mtime.toISOString(),
  };
}

/** A name survives power loss once its folder is on the disk. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
