/** Evidence in a real browser against the real program: a photo from the phone, one document for three questions, a file lost. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { freePort } from '../support/freePort.ts';
import { type ServerProcess, startServer } from '../support/serverProcess.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { launchChromium } from './chromium.ts';
import { accessibilityProblems, say, screenshot, scrollsSideways, sizes, visit, type Watched } from './visitor.ts';

const newFolder = temporaryFolders();
let browser: Browser;
let server: ServerProcess;
let dataDir: string;
const visits: Watched[] = [];

beforeAll(async () => {
  dataDir = newFolder();
  const port = await freePort();
  const env = { TURNS_PER_SECOND: '1000', PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
  [browser, server] = await Promise.all([launchChromium(), startServer(dataDir, env)]);
});
afterAll(async () => {
  const problems = visits.flatMap((watched) => watched.problems);
  await browser.close();
  await server.stop();
  expect(problems).toEqual([]);
});

async function come(path = '/'): Promise<Page> {
  const watched = await visit(browser, `${server.url}${path}`, { viewport: sizes.phone, hasTouch: true });
  visits.push(watched);
  return watched.page;
}

async function check(page: Page, state: string): Promise<void> {
  await screenshot(page, `evidence-journey-${state}`);
  expect({ state, problems: await accessibilityProblems(page) }).toEqual({ state, problems: [] });
  expect({ state, isWide: await scrollsSideways(page) }).toEqual({ state, isWide: false });
}

async function openPage(chat: Page): Promise<Page> {
  const opened = chat.context().waitForEvent('page');
  await chat.getByRole('button', { name: 'Open the page' }).last().click();
  return opened;
}

const card = (page: Page, name: string): Locator => page.getByRole('article', { name });
const row = (page: Page, name: string): Locator => page.locator('.upload', { hasText: name });
const text = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });

it('leads from a photo on the phone to a document for three questions, a new version, and a file that got lost', async () => {
  const chat = await come();
  await say(chat, 'rose cottage', 'What kind of service is Rose Cottage?');
  await say(chat, 'care home', 'Do you use any computers');
  for (const [answer, reply] of [
    ['yes', 'Does anyone use their own phone'],
    ['no', 'Do papers about people ever leave'],
    ['yes', 'Does an outside firm'],
    ['no', 'Is NHSmail the only email'],
    ['no', 'Cyber Essentials Plus certificate?'],
    ['no', 'published the toolkit before'],
    ['no', 'Do you know your ODS code?'],
    ['skip', 'Who in your service is in charge'],
  ] as const)
    await say(chat, answer, reply);

  await say(chat, 'send a file', 'Point its camera at this square.');
  const code = chat.getByRole('img', { name: 'A square code that opens the page on a phone' });
  expect(await code.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await check(chat, '1-link');

  const page = await openPage(chat);
  const { headers } = await fetch(`${server.url}/evidence`);
  expect(headers.get('X-Frame-Options')).toBe('DENY');
  expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
  await page.getByRole('heading', { name: 'Who in your service is in charge' }).waitFor();
  await check(page, '2-page');
  const photo = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#aaaacc' } })
    .jpeg()
    .toBuffer();
  await page
    .getByLabel('Choose files or take a photo')
    .setInputFiles({ name: 'letter.jpg', mimeType: 'image/jpeg', buffer: photo });
  await row(page, 'letter.jpg').getByText('Kept as D1.').waitFor();
  await page.getByText('All done. You can close this page and go on in the chat.').waitFor();
  await check(page, '3-kept');
  await chat.getByText('I have kept letter.jpg as D1.').waitFor();

  await say(chat, 'use D1 for 1.1.2', 'D1 now counts for 1.1.2');
  await say(chat, 'use D1 for 1.3.1', 'D1 now counts for 1.3.1');
  await page.reload();
  await card(page, 'D1').getByText('1.3.1').waitFor();
  await card(page, 'D1').getByText('More').click();
  await card(page, 'D1').getByLabel('Send a new version').setInputFiles(text('letter 2.txt', 'Anna is our lead.'));
  await row(page, 'letter 2.txt').getByText('Kept as D1.').waitFor();
  await card(page, 'letter 2.txt').getByText('2 versions').waitFor({ state: 'attached' });

  await page
    .getByLabel('Choose files or take a photo')
    .setInputFiles([text('residents.txt', 'Care list\nNHS number 943 476 5919\n'), text('tool.exe', 'MZ\u0000\u0000')]);
  await row(page, 'tool.exe').getByText('Not kept.').waitFor();
  await row(page, 'residents.txt').getByText('an NHS number (line 2)').waitFor();
  await check(page, '4-held');
  await row(page, 'residents.txt').getByRole('button', { name: 'Take it back' }).click();
  await row(page, 'residents.txt').getByText('Done. I have not kept it.').waitFor();
  expect(await card(page, 'residents.txt').count()).toBe(0);

  await card(page, 'letter 2.txt').getByRole('button', { name: 'Dates and owner' }).click();
  await page.getByLabel('When to look at it again').fill('2030-01-12');
  await page.getByLabel('Who looks after it').fill('the deputy');
  await page.getByRole('button', { name: 'Save' }).click();
  await card(page, 'letter 2.txt').getByText('12 January 2030', { exact: true }).waitFor();
  const download = page.waitForEvent('download');
  await card(page, 'letter 2.txt').locator(':scope > .row').getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('letter 2.txt');

  // The paperclip, to the same server.
  await chat.locator('#attach-files').setInputFiles(text('rota.txt', 'Staff rota for May'));
  await chat.getByText('I have kept rota.txt as D2.').waitFor();
  await chat.waitForFunction(() => document.querySelector('.own progress') === null);
  await check(chat, '5-paperclip');

  // The file goes missing behind everybody's back; whoever comes back is told, and the page says it too.
  const files = await readdir(join(dataDir, 'files'), { recursive: true, withFileTypes: true });
  for (const file of files.filter((each) => each.isFile())) await rm(join(file.parentPath, file.name));
  await say(chat, 'return code', '#code=');
  const hash =
    (
      await chat
        .getByText(/#code=/)
        .last()
        .innerText()
    ).match(/#code=[a-z-]+/)?.[0] ?? '';
  const second = await come(`/${hash}`);
  await second.getByRole('button', { name: 'Go on' }).click();
  await second.getByText(/files? (is|are) missing from our store/).waitFor();
  await page.reload();
  await card(page, 'letter 2.txt').getByText('The file is gone from our store.').waitFor();
  await check(page, '6-missing');
  await card(page, 'letter 2.txt').getByLabel('Send it again').setInputFiles(text('letter 3.txt', 'Anna is our lead.'));
  await row(page, 'letter 3.txt').getByText('Kept as D1.').waitFor();
  await card(page, 'letter 3.txt').getByText('3 versions').waitFor({ state: 'attached' });

  await card(page, 'letter 3.txt').getByText('More').click();
  await card(page, 'letter 3.txt').getByRole('button', { name: 'Delete' }).click();
  expect(await page.getByRole('dialog').getByRole('listitem').count()).toBe(3);
  await page.getByRole('button', { name: 'Delete it' }).click();
  await page.locator('#said').getByText('letter 3.txt is deleted.').waitFor();
  expect(await card(page, 'letter').count()).toBe(0);
  await check(page, '7-deleted');
}, 90_000);
