import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const project = fileURLToPath(new URL('..', import.meta.url));
const pages = join(project, 'web', 'dist');
const bytesPerBlock = 512;

/** Bytes on disk, as `du` counts them, of what `npm ci` installs; what tests unpack into the cache later is not of that. */
export async function sizeOfPackages(): Promise<number> {
  const modules = join(project, 'node_modules');
  const cache = join(modules, '.cache');
  const entries = await readdir(modules, { recursive: true, withFileTypes: true });
  const installed = entries
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(cache));
  const files = await Promise.all(installed.map((path) => lstat(path)));
  return files.reduce((sum, file) => sum + file.blocks, 0) * bytesPerBlock;
}

/** Bytes that a browser downloads, gzip, for the page with the chat: the page and all that it names; undefined when nothing is built. */
export async function sizeOfChatPage(): Promise<number | undefined> {
  const sizes = await Promise.all(['index.html', 'chat.html'].map(sizeOfPage));
  return sizes.some((size) => size === undefined) ? undefined : Math.max(...(sizes as number[]));
}

async function sizeOfPage(name: string): Promise<number | undefined> {
  const html = await readBuilt(name);
  if (!html) return undefined;
  const assets = [...new Set([...html.toString().matchAll(/"\/(assets\/[\w.-]+)"/g)].map(([, path = '']) => path))];
  const all = await Promise.all(assets.map(readBuilt));
  return [html, ...all].reduce((sum, file) => sum + (file ? zipped(file) : 0), 0);
}

/** Bytes of the script that a host site includes, gzip. */
export async function sizeOfLoader(): Promise<number | undefined> {
  const script = await readBuilt('widget.js');
  return script && zipped(script);
}

const zipped = (file: Buffer): number => gzipSync(file, { level: 9 }).length;
const readBuilt = (name: string): Promise<Buffer | undefined> => readFile(join(pages, name)).catch(() => undefined);
