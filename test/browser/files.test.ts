/** Files in the chat: the paperclip, the line that breaks while they are sent, and what the page says of it all. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { FileDoor } from './fileDoor.ts';
import {
  accessibilityProblems,
  launchChromium,
  type ServedGuide,
  screenshot,
  scrollsSideways,
  serveGuide,
  sizes,
  type VisitOptions,
  visit,
  type Watched,
} from './harness.ts';
import { ScriptedBot } from './scriptedBot.ts';

let browser: Browser;
let guide: ServedGuide;
let bot: ScriptedBot;
let door: FileDoor;
let url: string;
let folder: string;
const visits: Watched[] = [];

async function come(options: VisitOptions = {}): Promise<Page> {
  const watched = await visit(browser, url, options);
  visits.push(watched);
  await watched.page.getByText('What kind of service').waitFor();
  return watched.page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
}

const file = (name: string, size = 64) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(size, 'a') });
type Given = string | readonly string[] | ReturnType<typeof file> | readonly ReturnType<typeof file>[];
const give = (page: Page, files: Given) => page.locator('#attach-files').setInputFiles(files as string);
const bubble = (page: Page, name: string) => page.locator('.own', { hasText: name });
const reply = (page: Page, names: string) => page.getByText(`I have ${names}.`);

/** Drops or pastes files as the browser reports it. */
const hand = (page: Page, how: 'drop' | 'paste', name: string, text?: string) =>
  page.evaluate(
    ([kind, fileName, words]) => {
      const data = new DataTransfer();
      data.items.add(new File(['some words'], fileName ?? '', { type: 'image/png' }));
      if (words !== undefined) data.setData('text/plain', words);
      const target = document.querySelector('main') ?? document.body;
      const event =
        kind === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      target.dispatchEvent(event);
    },
    [how, name, text] as const,
  );

beforeAll(async () => {
  bot = new ScriptedBot();
  folder = await mkdtemp(join(tmpdir(), 'dspt-files-'));
  [browser, guide] = await Promise.all([launchChromium(), serveGuide({ bot })]);
  door = new FileDoor(guide.url);
  url = await door.start();
});
beforeEach(() => {
  door.gate = Promise.resolve();
  door.ids.length = 0;
  bot.got.length = 0;
  bot.heard.length = 0;
});
afterAll(async () => {
  await browser.close();
  door.stop();
  await guide.remove();
  await rm(folder, { recursive: true });
  expect(visits.flatMap(({ problems }) => problems)).toEqual([]);
});

describe('the paperclip', () => {
  it.each([
    ['small', false],
    ['phone', false],
    ['desktop', true],
  ] as const)('has its name at %s size, in sight: %s', async (size, isInSight) => {
    const page = await come({ viewport: sizes[size] });
    const clip = page.getByRole('button', { name: 'Add a file' });
    expect(((await clip.locator('span').boundingBox())?.width ?? 0) > 1).toBe(isInSight);
    expect((await clip.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });

  it('is found by keyboard behind the box, and opens the chooser', async () => {
    const page = await come({ viewport: sizes.desktop });
    const chooser = page.waitForEvent('filechooser');
    await page.getByLabel('Your message').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Add a file');
    await page.keyboard.press('Enter');
    expect((await chooser).isMultiple()).toBe(true);
    await (await chooser).setFiles([file('roof plan.txt'), file('rota.txt')]);
    await reply(page, 'roof plan.txt and rota.txt').waitFor();
    expect(await bubble(page, 'roof plan.txt').innerText()).toContain('rota.txt');
    expect(await bubble(page, 'roof plan.txt').getByRole('progressbar').count()).toBe(0);
    expect(bot.got).toEqual([['roof plan.txt', 'rota.txt']]);
  });

  it.each(['small', 'phone', 'desktop'] as const)('fits and is accessible at %s size', async (size) => {
    const page = await come({ viewport: sizes[size], colorScheme: size === 'phone' ? 'dark' : 'light' });
    const { promise, resolve } = Promise.withResolvers<void>();
    door.gate = promise;
    await give(page, [file('A long name for a photo of the training list on the office wall.txt'), file('rota.txt')]);
    await page.getByRole('progressbar', { name: 'Sending files' }).waitFor();
    await screenshot(page, `files-${size}-1-sending`);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    resolve();
    await page.getByText('I have A long name').waitFor();
    await screenshot(page, `files-${size}-2-sent`);
    expect(await accessibilityProblems(page)).toEqual([]);
    await give(page, [file('empty.txt', 0)]);
    await page.getByText('empty.txt is empty. Open it to check, then choose it again.').waitFor();
    await screenshot(page, `files-${size}-3-empty`);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('takes what is dropped on the conversation, and a picture that is pasted, but not one beside copied words', async () => {
    const page = await come();
    await hand(page, 'drop', 'dropped.png');
    await reply(page, 'dropped.png').waitFor();
    await hand(page, 'paste', 'image.png');
    await reply(page, 'image.png').waitFor();
    await hand(page, 'paste', 'cells.png', '47 of 52');
    await hand(page, 'drop', 'last.png');
    await reply(page, 'last.png').waitFor();
    expect(bot.got).toEqual([['dropped.png'], ['image.png'], ['last.png']]);
  });

  it('says kindly what is too much, and sends nothing', async () => {
    const page = await come();
    const path = join(folder, 'film of the home.txt');
    await writeFile(path, Buffer.alloc(25 * 1024 * 1024 + 1));
    await give(page, path);
    await page.getByText('film of the home.txt is too big. A file can be up to 25 MB.').waitFor();
    await give(
      page,
      Array.from({ length: 11 }, (_, index) => file(`${index}.txt`)),
    );
    await page.getByText('That is 11 files. I can take 10 at a time.').waitFor();
    expect(await page.locator('.own').count()).toBe(0);
    await page.getByLabel('Your message').fill('a');
    expect(await page.locator('#file-note').innerText()).toBe('');
  });
});

describe('a line that breaks', () => {
  it('is forgiven once by itself, and the message counts once', async () => {
    const page = await come();
    door.cutLate = 1; // it arrives; only the answer is lost
    await give(page, file('rota.txt'));
    await reply(page, 'rota.txt').waitFor();
    await page.waitForFunction(() => document.querySelector('.own progress') === null);
    expect(bot.got).toEqual([['rota.txt']]);
    expect(await bubble(page, 'rota.txt').count()).toBe(1);
  });

  it('is forgiven once also where nothing has arrived', async () => {
    const page = await come();
    door.cutEarly = 1;
    await give(page, file('rota.txt', 300_000));
    await reply(page, 'rota.txt').waitFor();
    expect(bot.got).toEqual([['rota.txt']]);
  });

  it('is told of after two tries; "Try again" sends what is still there', async () => {
    const page = await come();
    door.cutEarly = Number.POSITIVE_INFINITY; // the browser too may try again by itself
    await give(page, file('rota.txt'));
    await bubble(page, 'rota.txt').getByText('This did not send. Try it once more.').waitFor();
    await screenshot(page, 'files-phone-failed');
    expect(await accessibilityProblems(page)).toEqual([]);
    door.cutEarly = 0;
    await page.getByRole('button', { name: 'Try again' }).dblclick();
    await reply(page, 'rota.txt').waitFor();
    expect(bot.got).toEqual([['rota.txt']]);
  });

  it('is waited for offline', async () => {
    const page = await come();
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await give(page, file('rota.txt'));
    await bubble(page, 'rota.txt').getByText('Not sent yet. It goes when you are connected.').waitFor();
    await page.context().setOffline(false);
    await reply(page, 'rota.txt').waitFor();
    expect(bot.got).toEqual([['rota.txt']]);
  });
});

describe('files on their way', () => {
  it('can be stopped; the question stays open, and words go past them meanwhile', async () => {
    const page = await come();
    await say(page, 'question');
    const answer = page.getByRole('button', { name: 'Ours never leave' });
    await answer.waitFor();
    door.gate = new Promise(() => undefined);
    await give(page, file('rota.txt'));
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    expect(await answer.isEnabled()).toBe(true);
    await say(page, 'hello there');
    await page.getByText('You said: hello there').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await bubble(page, 'rota.txt').count()).toBe(0);
    expect(await page.locator('#status').innerText()).toBe('Stopped. Nothing was sent.');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('message');
    expect(bot.got).toEqual([]);
  });

  it('take the turn from the card they answer once they are there', async () => {
    const page = await come();
    await say(page, 'question');
    const answers = page.getByRole('button', { name: 'Ours never leave' });
    await answers.waitFor();
    await give(page, file('rota.txt'));
    await answers.nth(1).waitFor();
    expect(await answers.first().isDisabled()).toBe(true);
    expect(await answers.nth(1).isEnabled()).toBe(true);
  });

  it('are still in the conversation after a refresh', async () => {
    const page = await come();
    await give(page, [file('rota.txt'), file('plan.txt')]);
    await reply(page, 'rota.txt and plan.txt').waitFor();
    await page.reload();
    await reply(page, 'rota.txt and plan.txt').waitFor();
    expect(await bubble(page, 'rota.txt').innerText()).toContain('plan.txt');
    expect(await page.locator('#banner').innerText()).toBe('');
  });

  it('are named when a refresh has interrupted them', async () => {
    const page = await come();
    door.gate = new Promise(() => undefined);
    await give(page, file('rota.txt'));
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await page.reload();
    await page.getByText('The page was loaded again before rota.txt was sent. Choose it again to send it.').waitFor();
    expect(await bubble(page, 'rota.txt').count()).toBe(0);
    await page.reload();
    await page.getByText('What kind of service').waitFor();
    expect(await page.locator('#banner').innerText()).toBe('');
  });
});

describe('a card about a document', () => {
  it('sends all its boxes together, dates too', async () => {
    const page = await come();
    await say(page, 'dates');
    await page.getByLabel('When is it next checked?').fill('2027-01-12');
    await page.getByRole('button', { name: 'Save' }).click();
    await bubble(page, '12 January 2027').waitFor();
    expect(bot.heard.at(-1)?.value).toEqual({
      dspt: { do: 'describe', document: 'doc-1' },
      documentDate: '2026-01-12',
      reviewDate: '2027-01-12',
      owner: 'Priya',
    });
  });

  it('shows its picture, and its link opens a page that cannot reach back', async () => {
    const page = await come({ viewport: sizes.small });
    await say(page, `link ${url}/evidence#good-ticket`);
    const picture = page.getByRole('img', { name: 'A picture that leads your phone to the page' });
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.clientWidth])).toEqual([
      1, 180,
    ]);
    await screenshot(page, 'files-small-link');
    expect(await scrollsSideways(page)).toBe(false);
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Open the page' }).click();
    const other = await opened;
    await other.getByText('This link does not work').waitFor();
    expect(await other.evaluate(() => [window.opener, document.referrer, location.hash])).toEqual([null, '', '']);
  });
});
