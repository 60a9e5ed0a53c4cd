/**
 * Writes `cards/preview.html`: every fixture as our page draws it, light and dark, on a narrow phone and on a wide
 * screen. One file that asks for nothing else; open it in any browser.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { loadContent } from '../bot/content.ts';
import { sizeOf } from './elements.ts';
import { cardFixtures } from './fixtures.ts';
import type { Shown } from './previewPage.ts';

const here = import.meta.dirname;
const root = join(here, '..');
const target = join(here, 'preview.html');

/** The page's own words, which its build puts in the same way. */
const words: Plugin = {
  name: 'words',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^words:/ }, ({ path }) => ({ path, namespace: 'words' }));
    onLoad({ filter: /.*/, namespace: 'words' }, async () => ({
      contents: `{"en-GB":${await readFile(join(root, 'content', 'locales', 'en-GB', 'page.json'), 'utf8')}}`,
      loader: 'json',
    }));
  },
};

async function bundle(...path: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, ...path)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    plugins: [words],
  });
  return outputFiles[0]?.text ?? '';
}

const [css, script, content] = await Promise.all([
  bundle('web', 'styles', 'chat.css'),
  bundle('cards', 'previewPage.ts'),
  loadContent(join(root, 'content')),
]);
const shown: Shown = {
  css,
  fixtures: cardFixtures(content).map(({ name, variant, card }) => ({ name, variant, card, bytes: sizeOf(card) })),
};

await writeFile(
  target,
  `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Cards of the guide</title>
<style>
body { margin: 0; background: #d9dcdb; color: #111; font: 1rem / 1.4 system-ui, sans-serif; }
header { padding: 0.5rem 1rem; background: #fff; }
section { min-height: 20rem; padding: 1rem; }
h2 { margin: 0; font-size: 1.1rem; }
.frames { display: flex; gap: 1rem; align-items: flex-start; width: max-content; margin-top: 0.5rem; }
iframe { border: 0; }
pre { max-width: 80ch; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
<header><label>Show <select id="variant"></select></label> <output id="sent"></output></header>
<main></main>
<script type="application/json" id="shown">${JSON.stringify(shown).replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
`,
);
process.stdout.write(`${shown.fixtures.length} cards in ${relative(process.cwd(), target)}\n`);
