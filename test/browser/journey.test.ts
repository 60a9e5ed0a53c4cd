/** The main job, in a real browser against the real program: set-up, ten answers, a term, a refresh, a second browser. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type ServerProcess, startServer } from '../support/serverProcess.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import {
  accessibilityProblems,
  launchChromium,
  screenshot,
  scrollsSideways,
  sizes,
  visit,
  type Watched,
} from './harness.ts';

const newFolder = temporaryFolders();
let browser: Browser;
let server: ServerProcess;
const visits: Watched[] = [];

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer(newFolder(), { TURNS_PER_SECOND: '1000' })]);
});
afterAll(async () => {
  const problems = visits.flatMap((watched) => watched.problems);
  await browser.close();
  await server.stop();
  expect(problems).toEqual([]);
});

async function come(options: BrowserContextOptions, hash = ''): Promise<Page> {
  const watched = await visit(browser, `${server.url}/${hash}`, options);
  visits.push(watched);
  if (hash !== '') await watched.page.getByRole('button', { name: 'Go on' }).click();
  return watched.page;
}

/** Types an answer and waits for the reply that begins with the question or sentence named. */
async function say(page: Page, text: string, reply: string | RegExp): Promise<void> {
  const before = await page.getByText(reply).count();
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
  await page.getByText(reply).nth(before).waitFor();
}

/** Taps a button of the newest card. */
async function tap(page: Page, name: string, reply: string | RegExp): Promise<void> {
  const before = await page.getByText(reply).count();
  await page.getByRole('button', { name, exact: true }).last().click();
  await page.getByText(reply).nth(before).waitFor();
}

describe.each(['phone', 'desktop'] as const)('at %s size', (size) => {
  const options: BrowserContextOptions = { viewport: sizes[size], hasTouch: size === 'phone' };

  it('from the first hello to ten answers, a refresh and a second browser', async () => {
    const page = await come(options);
    const check = async (state: string) => {
      await screenshot(page, `journey-${size}-${state}`);
      expect({ state, problems: await accessibilityProblems(page) }).toEqual({ state, problems: [] });
      expect({ state, isWide: await scrollsSideways(page) }).toEqual({ state, isWide: false });
    };
    await page.getByText('What is your service called?').waitFor();
    await check('1-hello');

    await say(page, 'rose cottage', 'What kind of service is Rose Cottage?');
    await check('2-service');
    await tap(page, 'Home care', 'Do you use any computers');
    await tap(page, 'Yes', 'Does anyone use their own phone');
    await say(page, 'no', 'Do papers about people ever leave');
    await say(page, 'yeah they do', 'Does an outside firm');
    await tap(page, 'I am not sure', 'Is NHSmail the only email');
    await say(page, 'nope', 'Cyber Essentials Plus certificate?');
    await say(page, 'no', 'published the toolkit before');
    await say(page, 'no', 'Do you know your ODS code?');
    await tap(page, 'Skip for now', 'Who in your service is in charge');
    await check('3-first-question');

    await say(page, 'Mary Jones, the registered manager', 'How was this person given the job?');
    await tap(page, 'Skip for now', 'Do new people learn');
    await say(page, 'what is encripshun', 'Scrambling data so only someone with the key can read it.');
    await check('4-term');
    await tap(page, 'Yes', 'Do all your staff contracts');
    await tap(page, 'Why do they ask?', /^Do all your staff contracts/m);
    for (const [answer, reply] of [
      ['yep', 'In the last 12 months, have you'],
      ['yes, our deputy sorted it in March', 'Is that when it was?'],
      ['yes', 'How many of your staff'],
      ['50 out of 52', /about 96%/],
      ['yes', 'up-to-date list'],
      ['yes', 'registration number'],
      ['ZA123456', /list of the personal information/],
      ['in the blue folder in the office', 'When'],
      ['September 2026', 'privacy notice'],
      ['on our website', /research and planning|opt/],
    ] as const) {
      await say(page, answer, reply);
    }
    await say(page, 'status', /of 45 answered, about/);
    await check('5-status');

    const before = await page.locator('[role=log]').innerText();
    await page.reload();
    await page.getByText(/of 45 answered, about/).waitFor();
    expect(await page.locator('[role=log]').innerText()).toBe(before);

    await say(page, 'got to go', 'Keep it like a key.');
    await check('6-goodbye');
    const link = (await page.getByText(/#code=/).innerText()).match(/#code=[a-z-]+/)?.[0] ?? '';
    expect(link.split('-')).toHaveLength(5);

    const second = await come(size === 'phone' ? { viewport: sizes.desktop } : { viewport: sizes.phone }, link);
    await second.getByText('Welcome back to Rose Cottage.').waitFor();
    expect(new URL(second.url()).hash).toBe('');
    await second
      .getByText(/research and planning|opt/)
      .last()
      .waitFor();

    // A link that opens nothing costs nothing: the page is back where it was.
    await second.goto(`${server.url}/#code=acorn-bacon-candle-daisy-eagle`);
    await second.getByRole('button', { name: 'Go on' }).click();
    await second.getByText('That link did not open anything.').waitFor();
    await second.getByText('Welcome back to Rose Cottage.').waitFor();

    const stranger = await come(options);
    await stranger.getByText('What is your service called?').waitFor();
    expect(await stranger.locator('[role=log]').innerText()).not.toContain('Rose Cottage');
  });
});
