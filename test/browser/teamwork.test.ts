/** Sharing the work in real browsers against the real program: an invitation link, a question for somebody outside, one person with two doors. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '../support/freePort.ts';
import { type ServerProcess, startServer } from '../support/serverProcess.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { launchChromium } from './chromium.ts';
import { accessibilityProblems, say, screenshot, scrollsSideways, sizes, visit, type Watched } from './visitor.ts';

const newFolder = temporaryFolders();
let browser: Browser;
let server: ServerProcess;
let manager: Page;
const visits: Watched[] = [];

beforeAll(async () => {
  const port = await freePort();
  const env = { TURNS_PER_SECOND: '1000', PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
  [browser, server] = await Promise.all([launchChromium(), startServer(newFolder(), env)]);
  manager = await come();
  await say(manager, 'rose cottage', 'What kind of service is Rose Cottage?');
  await say(manager, 'care home', 'Do you use any computers');
  for (const [answer, reply] of [
    ['yes', 'Does anyone use their own phone'],
    ['no', 'Do papers about people ever leave'],
    ['no', 'shred'],
    ['no', 'NHSmail'],
    ['yes', 'Cyber Essentials Plus'],
    ['no', 'published the toolkit before'],
    ['no', 'ODS code'],
    ['skip', 'in charge of keeping information safe'],
  ] as const)
    await say(manager, answer, new RegExp(reply, 'i'));
});
afterAll(async () => {
  const problems = visits.flatMap((watched) => watched.problems);
  await browser.close();
  await server.stop();
  expect(problems).toEqual([]);
});

async function come(link?: string): Promise<Page> {
  const watched = await visit(browser, link ?? server.url, { viewport: sizes.small, hasTouch: true });
  visits.push(watched);
  if (link !== undefined) await watched.page.getByRole('button', { name: 'Go on' }).click();
  return watched.page;
}

async function check(page: Page, state: string): Promise<void> {
  await screenshot(page, `teamwork-${state}`);
  expect({ state, problems: await accessibilityProblems(page) }).toEqual({ state, problems: [] });
  expect({ state, isWide: await scrollsSideways(page) }).toEqual({ state, isWide: false });
}

/** The newest link with a code in it that the page shows. */
async function linkIn(page: Page): Promise<string> {
  const all = await page.locator('#log').innerText();
  return all.match(/http:\/\/127\.0\.0\.1:\d+\/#code=[a-z-]+/g)?.at(-1) ?? '';
}

it('staff come in by a link, and their answer counts', async () => {
  await say(manager, 'invite Sam as a contributor', /works once, for 14 days/);
  await check(manager, 'invitation');
  const staff = await come(await linkIn(manager));
  await staff.getByText(/You are in at Rose Cottage/).waitFor();
  await check(staff, 'joined');
  await say(staff, 'call me Sam', /Sam/);
  await say(staff, 'Mary Jones, the manager', /Saved/);
  await say(manager, 'who is in', /Sam/);
  await check(manager, 'people');
});

it('somebody outside sees their one question, and nothing else', async () => {
  await say(manager, 'give 7.3.1 to Bright IT', /A way in for Bright IT/);
  await check(manager, 'outside');
  const guest = await come(await linkIn(manager));
  await guest
    .getByText(/A question from Rose Cottage/i)
    .first()
    .waitFor();
  await check(guest, 'guest');
  await say(guest, 'who is in', /you were asked|handed to you|question/i);
  expect(await guest.locator('#log').innerText()).not.toMatch(/Mary Jones|of 45/);
  await say(guest, 'Each night, to another building', /Thank you|done/i);
  await manager.getByText(/7\.3\.1 .* has its answer now, from Bright IT/).waitFor();
  await check(manager, 'notice');
});

it('one person with two browsers: what is answered in one stands in the place of the question in the other', async () => {
  await say(manager, 'carry on', 'How was this person given the job');
  await say(manager, 'link my phone', /works once, for 15 minutes/);
  const other = await come(await linkIn(manager));
  await other.getByText(/Welcome back to Rose Cottage/).waitFor();
  const cards = await manager.locator('#log .ac-adaptiveCard').count();
  const asked = await other.locator('#log .ac-adaptiveCard').last().innerText();
  await say(other, 'It is in her job description', /Saved/);
  await manager
    .getByText(/answered/i)
    .last()
    .waitFor();
  await manager
    .getByText(await headingIn(other))
    .last()
    .waitFor();
  expect(await manager.locator('#log .ac-adaptiveCard').count()).toBeLessThanOrEqual(cards + 1);
  expect(asked).not.toContain(await headingIn(other));
  await check(manager, 'two-doors');
});

it('whoever is taken out is told that the chat has ended, and can begin another', async () => {
  await say(manager, 'invite Kim as a viewer', /works once, for 14 days/);
  const leaver = await come(await linkIn(manager));
  await leaver.getByText(/You are in at Rose Cottage/).waitFor();
  await say(leaver, 'call me Kim', /Thank you, Kim/);
  await say(manager, 'remove Kim', 'Shall I take Kim out?');
  await manager.getByRole('button', { name: 'Yes, take Kim out' }).click();
  await leaver.getByRole('heading', { name: 'This chat has ended' }).waitFor();
  await check(leaver, 'taken-out');
  await leaver.reload();
  await leaver.getByRole('heading', { name: 'This chat has ended' }).waitFor();
  expect(await leaver.locator('#log').innerText()).toBe('');
  await leaver.getByRole('button', { name: 'Begin anew' }).click();
  await leaver.getByText('What is your service called?').waitFor();
});

/** What the newest card of a page asks. */
const headingIn = (page: Page): Promise<string> =>
  page.locator('#log .ac-adaptiveCard [role=heading]').last().innerText();
