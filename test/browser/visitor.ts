/** A visitor with a browser of their own, and what can be found out about the page they see. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Ignored by git. */
const pictures = join(import.meta.dirname, '..', '..', 'coverage', 'screenshots');

export const sizes = {
  small: { width: 320, height: 568 },
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
} as const;

/** A browser page and what it did wrong so far. */
export interface Watched {
  readonly page: Page;
  readonly problems: string[];
  close(): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** Called before the page is opened. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Opens `url` as a person with a browser of their own would (own cookies). */
export async function visit(
  browser: Browser,
  url: string,
  { prepare, ...options }: VisitOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: sizes.phone, locale: 'en-GB', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const problems: string[] = [];
  const own = new Set([new URL(url).hostname]);
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && !own.has(hostname)) problems.push(`asked ${request.url()}`);
  });
  page.on('pageerror', (error) => problems.push(`threw ${error.message}`));
  page.on('console', (message) => {
    // The browser itself reports requests that fail, which tests do on purpose; the rest is ours.
    const isOurs = !/Failed to load resource|WebSocket connection to/.test(message.text());
    if (isOurs && ['error', 'warning'].includes(message.type())) problems.push(`logged ${message.text()}`);
  });
  await context.exposeFunction('tellTest', (problem: string) => problems.push(problem));
  await page.addInitScript(() => {
    const { tellTest } = globalThis as unknown as { tellTest(problem: string): void };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      tellTest(`policy forbids ${violatedDirective} ${blockedURI}`);
    });
  });
  await prepare?.(page);
  await page.goto(url);
  return { page, problems, close: () => context.close() };
}

/** Rules of WCAG 2.2 A and AA that the page breaks, each with the elements that do; empty when all is well. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(page.frames().length === 1) // three times as fast, but blind to what is in frames
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** Keeps a picture in `coverage/screenshots/`, for people to look at. */
export async function screenshot(
  page: Page,
  name: string,
  options: { readonly fullPage?: boolean } = {},
): Promise<void> {
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled', ...options });
}

/** Whether the page can be pushed sideways: nothing may be wider than the screen. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const scroller = document.getElementById('scroller');
    const isWide = (element: Element | null) => element !== null && element.scrollWidth > element.clientWidth;
    return isWide(document.scrollingElement) || isWide(scroller);
  });

/** Types something and waits for one more of the reply named. */
export async function say(page: Page, text: string, reply: string | RegExp): Promise<void> {
  const before = await page.getByText(reply).count();
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
  await page.getByText(reply).nth(before).waitFor();
}
