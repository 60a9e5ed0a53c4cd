/**
 * A real browser without `apt` and without a download: Chromium comes inside the npm package `@sparticuz/chromium`
 * and is unpacked once into `node_modules/.cache`.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium as playwright } from 'playwright-core';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

/** The package's own flags loosen web security and share one process; these keep the browser as strict as a person's. */
const flags = [
  '--no-sandbox', // CI runs as root
  '--no-zygote',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/** Only the font that comes with the browser, so that a text breaks at the same word on every machine. */
const fontConfig = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir><config/></fontconfig>
`;

/** Unpacks into a folder of its own and moves it into place whole, so that parallel tests never meet half a browser. */
async function unpacked(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'));
  const cache = join(root, 'node_modules', '.cache');
  const folder = join(cache, `chromium-${manifest.version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'chromium-draft-'));
  await run(process.execPath, [join(import.meta.dirname, 'unpackChromium.ts')], {
    env: { ...process.env, TMPDIR: draft, NODE_OPTIONS: '' },
  });
  await writeFile(join(draft, 'fonts.conf'), fontConfig(folder));
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // otherwise another test was quicker
  }
  return folder;
}

/** Starts headless Chromium. The caller closes it. Rejects with the browser's own words when it cannot start. */
export async function launchChromium(): Promise<Browser> {
  const folder = await unpacked();
  return playwright.launch({
    executablePath: join(folder, 'chromium'),
    args: flags,
    env: {
      ...process.env,
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      // A bare Debian lacks these; the rest (libc, libm, libgcc_s) Node itself needs, so it is there.
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    },
  });
}
