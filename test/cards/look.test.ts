import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Frame, Page } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';

const root = join(import.meta.dirname, '..', '..');
const asked: string[] = [];
const errors: string[] = [];
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(root, 'cards', 'preview.ts')], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 2000, height: 1400 } });
  page = await context.newPage();
  context.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => errors.push('a script of somebody else ran')));
  await page.goto(pathToFileURL(join(root, 'cards', 'preview.html')).href);
});

afterAll(() => browser?.close());

/** The four frames of one fixture: narrow light, narrow dark, wide light, wide dark. */
async function framesOf(id: string): Promise<readonly Frame[]> {
  const section = page.locator(`[id="${id}"]`);
  await section.scrollIntoViewIfNeeded();
  await section.locator('iframe').nth(3).waitFor({ state: 'attached' });
  const frames = await Promise.all(
    (await section.locator('iframe').elementHandles()).map((element) => element.contentFrame()),
  );
  for (const frame of frames) await frame?.locator('.ac-adaptiveCard').first().waitFor();
  return frames.filter((frame) => frame !== null);
}

/** What stands out of the card or is cut off, with everything unfolded. */
const badlyFitting = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>('.ac-pushButton.expandable')) button.click();
    const card = document.querySelector('.ac-adaptiveCard') as HTMLElement;
    const { left, right } = card.getBoundingClientRect();
    const isOut = (element: Element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.left < left - 1 || box.right > right + 1);
    };
    const isCut = (element: Element) =>
      element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible';
    const name = (element: Element) => `${element.className} "${element.textContent?.slice(0, 30)}"`;
    return [...card.querySelectorAll('*')].filter((each) => isOut(each) || isCut(each)).map(name);
  });

describe('the preview page', () => {
  // The plain cards are shorter in every line.
  it.each(['long-text', 'hostile'])(
    'fits every %s card on a phone of 320 px and on a wide screen, everything unfolded',
    async (variant) => {
      const ids = await page.locator(`section[id$=${variant}]`).evaluateAll((all) => all.map(({ id }) => id));
      expect(ids.length).toBeGreaterThan(25);
      const problems: string[] = [];
      for (const id of ids) {
        const [narrow, , wide] = await framesOf(id);
        for (const frame of [narrow, wide]) {
          if (frame) for (const problem of await badlyFitting(frame)) problems.push(`${id}: ${problem}`);
        }
      }
      expect(problems).toEqual([]);
    },
    180_000,
  );

  it.each(['question-changing-an-answer-hostile', 'answers-policies-hostile', 'emergency-hacked-hostile'])(
    'makes nothing but text of what was typed in %s',
    async (id) => {
      const [frame] = await framesOf(id);
      const made = await frame?.locator('.ac-richTextBlock :not(span, br)').count();
      const shown = await frame?.locator('.ac-richTextBlock').first().innerText();
      expect(made).toBe(0);
      expect(shown?.replaceAll('\u200B', '')).toMatch(
        id.startsWith('emergency') ? /\[Helpdesk\]\(/ : /\[Click here\]\(/,
      );
    },
  );

  it('shows what was typed in the look of any other text', async () => {
    const [frame] = await framesOf('emergency-hacked-plain');
    const look = (selector: string) =>
      frame
        ?.locator(selector)
        .first()
        .evaluate((element) => {
          const { fontFamily, fontSize, fontWeight, lineHeight, color } = getComputedStyle(element);
          return { fontFamily, fontSize, fontWeight, lineHeight, color };
        });
    const plain = await look('.ac-textBlock:not([role=heading]) p');
    expect(plain).toBeDefined();
    expect(await look('.ac-richTextBlock span')).toEqual(plain);
  });

  it.each([
    'question-yes-or-no-plain',
    'status-with-gaps-plain',
    'answers-with-gaps-plain',
    'summary-approaching-plain',
  ])('is readable for everybody, light and dark: %s', async (id) => {
    await framesOf(id);
    const { violations } = await new AxeBuilder({ page })
      .include([`[id="${id}"] iframe`, '.ac-adaptiveCard'])
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.flatMap(({ id: rule, nodes }) => nodes.map(({ html }) => `${rule}: ${html}`))).toEqual([]);
  });

  it('asks for nothing and runs no script but its own', () => {
    expect(asked.filter((url) => !/^(file|about|data):/.test(url))).toEqual([]);
    expect(errors).toEqual([]);
  });
});
