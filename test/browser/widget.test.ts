/** The widget on a host site of another origin, with styles and a policy of its own. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import {
  accessibilityProblems,
  launchChromium,
  type ServedGuide,
  screenshot,
  serveGuide,
  sizes,
  visit,
  type Watched,
} from './harness.ts';
import { type HostSite, serveHostSite } from './hostSite.ts';
import { ScriptedBot } from './scriptedBot.ts';

let browser: Browser;
let guide: ServedGuide;
let site: HostSite;
const visits: Watched[] = [];

async function come(options: BrowserContextOptions = {}): Promise<Page> {
  const watched = await visit(browser, site.origin, { viewport: sizes.desktop, ...options });
  visits.push(watched);
  await launcherOf(watched.page).waitFor();
  return watched.page;
}

const launcherOf = (page: Page) => page.locator('dspt-guide .launcher');
const chatIn = (page: Page): FrameLocator => page.frameLocator('dspt-guide iframe');
const focusedTag = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return (activeElement?.shadowRoot?.activeElement ?? activeElement)?.tagName.toLowerCase();
  });

async function openChat(page: Page): Promise<FrameLocator> {
  await launcherOf(page).click();
  const chat = chatIn(page);
  await chat.getByText('What kind of service').waitFor();
  return chat;
}

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), serveHostSite()]);
  guide = await serveGuide({ bot: new ScriptedBot() }, { WIDGET_ORIGINS: site.origin });
  site.guideUrl = guide.url;
});
afterAll(async () => {
  await browser.close();
  site.close();
  await guide.remove();
  expect(visits.flatMap(({ problems }) => problems)).toEqual([]);
});

describe('on load', () => {
  it('puts one quiet button on the page: no frame, no stolen focus, one global', async () => {
    const page = await come();
    expect(await page.locator('dspt-guide iframe').count()).toBe(0);
    expect(await focusedTag(page)).toBe('body');
    expect(await launcherOf(page).innerText()).toBe('Toolkit help');
    const box = await launcherOf(page).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(await page.evaluate(() => Object.keys(window.DsptGuide ?? {}))).toEqual([
      'open',
      'close',
      'identify',
      'signOut',
    ]);
    await screenshot(page, 'widget-desktop-closed');
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});

describe('as a panel', () => {
  it('opens with the focus in the chat; Escape closes it and gives the focus back', async () => {
    const page = await come();
    const chat = await openChat(page);
    expect(await launcherOf(page).getAttribute('aria-expanded')).toBe('true');
    await chat.locator('#message:focus').waitFor();
    const box = await page.locator('dspt-guide dialog').boundingBox();
    expect([box?.width, box?.height]).toEqual([400, 640]);
    await screenshot(page, 'widget-desktop-open');
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.keyboard.press('Escape');
    await page.locator('dspt-guide dialog').waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)).toBe('launcher');
    expect(await launcherOf(page).getAttribute('aria-expanded')).toBe('false');

    // The conversation is still there, and its own close button closes too.
    await page.keyboard.press('Enter');
    await chat.locator('#message:focus').waitFor();
    await chat.getByRole('button', { name: 'Close the chat' }).click();
    await page.locator('dspt-guide dialog').waitFor({ state: 'hidden' });
  });

  it('closes its menu before itself', async () => {
    const page = await come();
    const chat = await openChat(page);
    await chat.getByRole('button', { name: 'Menu' }).click();
    await page.keyboard.press('Escape');
    expect(await chat.getByRole('button', { name: 'Where am I?' }).count()).toBe(0);
    expect(await page.locator('dspt-guide dialog').isVisible()).toBe(true);
  });

  it('tells of a message that came while it was closed', async () => {
    const page = await come();
    const chat = await openChat(page);
    await chat.getByLabel('Your message').fill('slow');
    await page.keyboard.press('Enter');
    await chat.locator('.own').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Toolkit help 1 new message' }).waitFor();
    await screenshot(page, 'widget-unread');
    expect(await accessibilityProblems(page)).toEqual([]);
    await launcherOf(page).click();
    await page.locator('dspt-guide .badge').waitFor({ state: 'hidden' });
  });

  it('opens from the site itself and gives the focus back there', async () => {
    const page = await come();
    await page.locator('#own-link').focus();
    await page.evaluate(() => window.DsptGuide?.open());
    await chatIn(page).locator('#message:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dspt-guide dialog').waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('own-link');
  });

  it('comes back to the same conversation on the next page of the site', async () => {
    const page = await come();
    const chat = await openChat(page);
    await chat.getByLabel('Your message').fill('remember me');
    await page.keyboard.press('Enter');
    await chat.getByText('You said: remember me').waitFor();
    await page.reload();
    await openChat(page);
    await chatIn(page).getByText('You said: remember me').waitFor();
  });
});

describe('on a phone', () => {
  it('is a sheet over the page that takes no keyboard up, and closes by its cross', async () => {
    const page = await come({ viewport: sizes.small, hasTouch: true });
    const chat = await openChat(page);
    const box = await page.locator('dspt-guide dialog').boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: 320, height: 568 });
    await chat.locator('#scroller:focus').waitFor();
    await screenshot(page, 'widget-small-open');
    expect(await accessibilityProblems(page)).toEqual([]);
    await chat.getByRole('button', { name: 'Close the chat' }).tap();
    await page.locator('dspt-guide dialog').waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('DSPT-GUIDE');
  });
});

describe('the launcher', () => {
  it('never covers what has the focus', async () => {
    const page = await come({ viewport: sizes.small });
    await page.locator('#last').focus();
    await page.waitForTimeout(300);
    const [field, launcher] = await Promise.all([page.locator('#last').boundingBox(), launcherOf(page).boundingBox()]);
    const isApart = (launcher?.y ?? 0) >= (field?.y ?? 0) + (field?.height ?? 0);
    expect(isApart).toBe(true);
    // With the focus on itself it is back.
    await page.keyboard.press('Tab');
    await page.waitForTimeout(300);
    const back = await launcherOf(page).boundingBox();
    expect((back?.y ?? 0) + (back?.height ?? 0)).toBeLessThanOrEqual(568);
  });
});

describe('messages between page and frame', () => {
  it('are believed from the guide alone', async () => {
    const page = await come();
    await openChat(page);
    await page.evaluate(() => {
      window.postMessage({ dsptGuide: 'close' }, '*');
      window.postMessage({ dsptGuide: 'unread', count: 99 }, '*');
    });
    await page.waitForTimeout(200);
    expect(await page.locator('dspt-guide dialog').isVisible()).toBe(true);
    expect(await page.locator('dspt-guide .badge').isHidden()).toBe(true);
  });
});

describe('a guide that does not answer', () => {
  it('leaves a plain sentence and a way to close', async () => {
    const page = await come();
    await page.clock.install();
    await page.route('**/chat?host=*', (route) => route.abort());
    await launcherOf(page).click();
    await page.clock.runFor(13_000);
    await page.getByText('The chat did not start. Ask your manager').waitFor();
    await page.getByRole('button', { name: 'Close the chat' }).click();
    await page.locator('dspt-guide dialog').waitFor({ state: 'hidden' });
  });
});
