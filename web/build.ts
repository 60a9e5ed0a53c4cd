/**
 * Builds the page and the widget into `web/dist`: run before `npm start` and `npm test`. Prints what a visitor
 * downloads (gzip) and fails when that is over budget: many of our readers are on an old phone and a weak signal.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type OutputFile, type Plugin } from 'esbuild';
import { fillPage, type Words } from './fillPage.ts';

const here = import.meta.dirname;
const dist = join(here, 'dist');
const locales = join(here, '..', 'content', 'locales');
const original = 'en-GB';

/** Bytes after gzip: each page with everything it loads, and the loader a host site includes. */
const budget = { page: 130_000, evidence: 60_000, widget: 4_000 };
/** What our readers have: iPads on iOS 15 and office PCs a few years old. */
const target = ['es2021', 'safari15', 'chrome92', 'firefox92', 'edge92'];

/** The words of each language that has any for the page, by language tag. A further language is a further folder. */
async function readWords(): Promise<Record<string, Words>> {
  const all: Record<string, Words> = {};
  for (const language of await readdir(locales)) {
    const text = await readFile(join(locales, language, 'page.json'), 'utf8').catch(() => undefined);
    if (text !== undefined) all[language] = JSON.parse(text) as Words;
  }
  return all;
}

/** Makes `import words from 'words:page'` give all languages; the evidence page and the small loader get their part only. */
function wordsPlugin(all: Record<string, Words>): Plugin {
  const inEach = (part: (words: Words) => unknown) =>
    Object.fromEntries(Object.entries(all).map(([tag, words]) => [tag, part(words)]));
  const parts: Record<string, unknown> = {
    page: inEach(({ widget: _, intro: __, evidence: ___, lost: ____, ...words }) => words),
    evidence: inEach(({ evidence }) => evidence),
    widget: inEach(({ widget }) => widget),
  };
  return {
    name: 'words',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^words:/ }, ({ path }) => ({ path: path.slice('words:'.length), namespace: 'words' }));
      onLoad({ filter: /.*/, namespace: 'words' }, ({ path }) => ({
        contents: JSON.stringify(parts[path]),
        loader: 'json',
      }));
    },
  };
}

const shared = { bundle: true, minify: true, write: false, target, outdir: dist, legalComments: 'none' } as const;

const credits = {
  chat: 'adaptivecards, (c) Microsoft Corporation',
  evidence: 'tus-js-client, (c) Marius Kleidl and contributors',
};

/** A page's script and style. Each page has its own: the chat must not wait for what only sending files needs. */
const bundlePage = (name: keyof typeof credits, words: Plugin) =>
  build({
    ...shared,
    entryPoints: [join(here, name, `${name}.ts`), join(here, 'styles', `${name}.css`)],
    entryNames: 'assets/[name]-[hash]',
    format: 'esm',
    plugins: [words],
    banner: { js: `/*! Contains ${credits[name]}, MIT licence: see licences.txt beside this. */` },
  });

const bundleWidget = (words: Plugin) =>
  build({ ...shared, entryPoints: [join(here, 'widget', 'widget.ts')], format: 'iife', plugins: [words] });

/** One page per language: `index.html` in the original language, `index.<tag>.html` in the others. */
async function pages(
  all: Record<string, Words>,
  chat: readonly OutputFile[],
  evidence: readonly OutputFile[],
): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  for (const name of await readdir(join(here, 'html'))) {
    parts.set(basename(name, '.html'), await readFile(join(here, 'html', name), 'utf8'));
  }
  const namesOf = (assets: readonly OutputFile[]) =>
    Object.fromEntries(assets.map(({ path }) => [path.endsWith('.css') ? 'css' : 'js', `/${relative(dist, path)}`]));
  const wordsFor: Record<string, (words: Words) => Words> = {
    index: (words) => ({ ...words, asset: namesOf(chat) }),
    chat: (words) => ({ ...words, asset: namesOf(chat) }),
    evidence: (words) => ({ ...words, ...(words.evidence as Words), name: words.name ?? '', asset: namesOf(evidence) }),
    404: (words) => ({ ...words, title: (words.lost as Words).title ?? '', asset: namesOf(evidence) }),
  };
  return new Map(
    Object.entries(all).flatMap(([lang, words]) =>
      Object.entries(wordsFor).map(([name, wordsOf]) => [
        lang === original ? `${name}.html` : `${name}.${lang}.html`,
        fillPage(parts, name, wordsOf(words)).replace(`lang="${original}"`, `lang="${lang}"`),
      ]),
    ),
  );
}

/** Writes each file with its `.gz`, then takes away what an earlier build left: a running server never misses a file. */
async function writeAll(files: ReadonlyMap<string, Uint8Array | string>): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  await mkdir(join(dist, 'assets'), { recursive: true });
  for (const [name, contents] of files) {
    const zipped = gzipSync(contents, { level: 9 });
    sizes.set(name, zipped.length);
    await writeFile(join(dist, name), contents);
    await writeFile(join(dist, `${name}.gz`), zipped);
  }
  for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(relative(dist, path).replace(/\.gz$/, ''))) await rm(path);
  }
  return sizes;
}

const started = performance.now();
const all = await readWords();
const words = wordsPlugin(all);
const licenceOf = async (name: string) =>
  `${name}\n\n${await readFile(join(here, '..', 'node_modules', name, 'LICENSE'), 'utf8')}`;
const [chat, evidence, widget, licences] = await Promise.all([
  bundlePage('chat', words),
  bundlePage('evidence', words),
  bundleWidget(words),
  Promise.all(['adaptivecards', 'tus-js-client'].map(licenceOf)),
]);
const files = new Map<string, Uint8Array | string>(await pages(all, chat.outputFiles, evidence.outputFiles));
for (const { path, contents } of [...chat.outputFiles, ...evidence.outputFiles, ...widget.outputFiles])
  files.set(relative(dist, path), contents);
files.set('assets/licences.txt', licences.join('\n\n'));
const sizes = await writeAll(files);

const total = (wanted: (name: string) => boolean) =>
  [...sizes].reduce((sum, [name, size]) => (wanted(name) ? sum + size : sum), 0);
const inKB = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
const measured = {
  page: total((name) => name === 'index.html' || /^assets\/chat/.test(name)),
  evidence: total((name) => name === 'evidence.html' || /^assets\/evidence/.test(name)),
  widget: total((name) => name === 'widget.js'),
};
const parts = Object.keys(budget) as (keyof typeof budget)[];
process.stdout.write(
  `${parts.map((part) => `${part} ${inKB(measured[part])} of ${inKB(budget[part])}`).join(', ')} ` +
    `(gzip), built in ${Math.round(performance.now() - started)} ms\n`,
);
if (parts.some((part) => measured[part] > budget[part])) {
  process.stderr.write('Over budget: a visitor would download more than we promise. See `budget` in web/build.ts.\n');
  process.exitCode = 1;
}
