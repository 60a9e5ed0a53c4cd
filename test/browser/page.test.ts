/** The page as a person uses it: by eye, by keyboard, on a small phone, with large text, in the dark. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import {
  accessibilityProblems,
  launchChromium,
  type ServedGuide,
  screenshot,
  scrollsSideways,
  serveGuide,
  sizes,
  visit,
  type Watched,
} from './harness.ts';
import { ScriptedBot } from './scriptedBot.ts';

let browser: Browser;
let guide: ServedGuide;
let bot: ScriptedBot;
const visits: Watched[] = [];

async function come(options: Parameters<typeof visit>[2] = {}): Promise<Page> {
  const watched = await visit(browser, guide.url, options);
  visits.push(watched);
  await watched.page.getByText('What kind of service').waitFor();
  return watched.page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
}

const cards = (page: Page) => page.locator('.message > .ac-adaptiveCard');
/** Whether all of it is to be seen, without scrolling. */
const isInView = (locator: Locator) =>
  locator.evaluate((element) => {
    const view = document.getElementById('scroller')?.getBoundingClientRect() ?? new DOMRect();
    const { top, bottom } = element.getBoundingClientRect();
    return top >= view.top && bottom <= view.bottom;
  });
const newestCard = (page: Page) => cards(page).last();

beforeAll(async () => {
  bot = new ScriptedBot();
  [browser, guide] = await Promise.all([launchChromium(), serveGuide({ bot })]);
});
beforeEach(() => {
  bot.heard.length = 0;
});
afterAll(async () => {
  const problems = visits.flatMap((watched) => watched.problems);
  await browser.close();
  await guide.remove();
  // No foreign request, no script error, nothing that the policy had to stop, in any test of this file.
  expect(problems).toEqual([]);
});

// Layout does not depend on the colours, nor the colours on the layout: not every pair needs its turn.
describe.each([
  ['small', 'light'],
  ['phone', 'light'],
  ['phone', 'dark'],
  ['desktop', 'dark'],
] as const)('at %s size, %s', (size, colorScheme) => {
  it('is accessible and fits in every state', async () => {
    const page = await come({ viewport: sizes[size], colorScheme, hasTouch: size !== 'desktop' });
    const check = async (state: string) => {
      await screenshot(page, `${size}-${colorScheme}-${state}`);
      expect({ state, problems: await accessibilityProblems(page) }).toEqual({ state, problems: [] });
      expect({ state, isWide: await scrollsSideways(page) }).toEqual({ state, isWide: false });
    };
    await check('1-greeting');
    await say(page, 'question');
    await page.getByRole('button', { name: 'Ours never leave' }).waitFor();
    await check('2-question');
    await page.getByRole('button', { name: 'Write how' }).click();
    await page.getByLabel('How do you keep them safe?').fill('In a zip bag in the boot.');
    await check('3-writing');
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByText('In a zip bag in the boot.Save and go on').waitFor();
    await say(page, 'form');
    await newestCard(page).getByLabel('Who keeps the list?').waitFor();
    await check('4-form');
    await newestCard(page).getByRole('button', { name: 'Save and go on' }).click();
    await page.getByText('Please say who.').waitFor();
    await check('5-missing');
    await page.getByRole('button', { name: 'Menu' }).click();
    await check('6-menu');
    await page.getByRole('button', { name: 'Finish on this computer' }).click();
    await check('7-finish');
  });
});

describe('with text at twice the size', () => {
  it('still fits a 320 px phone', async () => {
    const page = await come({ viewport: sizes.small });
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    await say(page, 'question');
    await page.getByRole('button', { name: 'Write how' }).click();
    await screenshot(page, 'small-large-text');
    expect(await scrollsSideways(page)).toBe(false);
    await page.getByRole('button', { name: 'Send' }).scrollIntoViewIfNeeded();
    expect(await page.getByRole('button', { name: 'Send' }).isVisible()).toBe(true);
    const heading = newestCard(page).getByRole('heading');
    const size = await heading.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    expect(size).toBeCloseTo((18 / 17) * 32);
  });
});

describe('by keyboard alone', () => {
  it('leads from the skip link through an answer, a suggestion, a card and the menu', async () => {
    const page = await come({ viewport: sizes.desktop });
    const focused = () =>
      page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.id);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to your message');
    const skip = await page.getByRole('link', { name: 'Skip to your message' }).boundingBox();
    expect(skip?.y).toBeGreaterThanOrEqual(0); // in sight
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('message');

    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Something else');
    await page.keyboard.press('Enter');
    await page.getByText('You said: Something else').waitFor();
    expect(await focused()).toBe('message');
    expect(await page.getByRole('button', { name: 'Care home' }).count()).toBe(0);

    await page.keyboard.type('question');
    await page.keyboard.press('Shift+Enter');
    expect(await page.getByLabel('Your message').inputValue()).toBe('question\n');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ours never leave' }).waitFor();
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+Tab'); // two asides, then the last answers
    expect(await focused()).toBe('I am not sure');
    await page.keyboard.press('Space');
    await expect(page.getByText('I am not sure').last().isVisible()).resolves.toBe(true);
    expect(await focused()).toBe('message');

    await page.getByRole('button', { name: 'Menu' }).focus();
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('Where am I?');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Menu');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('You said: status').waitFor();
    expect(await page.locator('.own').last().innerText()).toContain('Where am I?');

    const entries = [
      ['My documents', 'documents'],
      ['People', 'who is in'],
      ['Reminders', 'reminders'],
    ] as const;
    for (const [place, [entry, said]] of entries.entries()) {
      await page.getByRole('button', { name: 'Menu' }).press('Enter');
      for (let tab = 0; tab <= place; tab++) await page.keyboard.press('Tab');
      expect(await focused()).toBe(entry);
      await page.keyboard.press('Enter');
      await page.getByText(`You said: ${said}`).waitFor();
      expect(await page.locator('.own').last().innerText()).toContain(entry);
    }
  });

  it('shows where the focus is on everything that takes it', async () => {
    const page = await come({ viewport: sizes.desktop });
    await say(page, 'question');
    await page.getByRole('button', { name: 'Ours never leave' }).waitFor();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    const rings = new Set<string>();
    for (let i = 0; i < 14; i++) {
      await page.keyboard.press('Tab');
      const ring = await page.evaluate(() => {
        const element = document.activeElement as Element; // the body: on its way round, by the browser's own bars
        return element === document.body ? 'solid' : getComputedStyle(element).outlineStyle;
      });
      rings.add(ring);
    }
    expect([...rings]).toEqual(['solid']);
  });
});

describe('a card', () => {
  it('sends what was chosen once, however often it is pressed, and is then only to be read', async () => {
    const page = await come();
    await say(page, 'question');
    const answer = page.getByRole('button', { name: 'Ours never leave' });
    await answer.dblclick();
    await cards(page).nth(1).waitFor();
    expect(bot.heard.map(({ value }) => value)).toEqual([undefined, { dspt: { do: 'answer', as: 'notApplicable' } }]);
    const old = cards(page).first();
    for (const button of await old.locator('button:not([data-aside])').all()) {
      expect(await button.isDisabled()).toBe(true);
    }
    await screenshot(page, 'old-card');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('explains also when it is old, and the open question can still be answered', async () => {
    const page = await come({ viewport: sizes.small, hasTouch: true });
    await say(page, 'question');
    await newestCard(page).getByRole('button', { name: 'Skip for now' }).click();
    await cards(page).nth(1).waitFor();
    for (let times = 1; times <= 2; times++) {
      await cards(page).first().getByRole('button', { name: 'Why do they ask?' }).dblclick();
      const answer = page.getByText('Papers get lost on the way.').nth(times - 1);
      await answer.waitFor();
      await page.waitForTimeout(100);
      await screenshot(page, `small-why-${times}`);
      expect(await isInView(answer)).toBe(true);
      await page.waitForTimeout(400); // or the next tap would count as a slip of the finger
      expect(await page.getByText('Papers get lost on the way.').count()).toBe(times);
    }
    await page.reload();
    await cards(page).first().getByRole('button', { name: 'What is a record?' }).click();
    await page.getByText('Papers get lost on the way.').nth(2).waitFor();
    expect(bot.heard.slice(2).map(({ value }) => value)).toEqual([
      { dspt: { do: 'why', always: true } },
      { dspt: { do: 'why', always: true } },
      { dspt: { do: 'explain', term: 'record', always: true } },
    ]);
    await page.getByRole('group', { name: 'Answers you can choose' }).getByText('Ours never leave').click();
    await page.getByText('You said: Ours never leave').waitFor();
  });

  it('keeps what is being written when an explanation is asked for', async () => {
    const page = await come();
    await say(page, 'question');
    await page.getByRole('button', { name: 'Write how' }).click();
    await page.getByLabel('How do you keep them safe?').fill('In a zip bag');
    await page.getByRole('button', { name: 'Why do they ask?' }).click();
    await page.getByText('Papers get lost on the way.').waitFor();
    expect(bot.heard.at(-1)?.value).toEqual({ dspt: { do: 'why', always: true } });
    expect(await page.getByLabel('Your message').inputValue()).toBe('In a zip bag');
  });

  it('merges its boxes into the value, shows them in words, and keeps Change alive', async () => {
    const page = await come();
    await say(page, 'form');
    const form = newestCard(page);
    await form.getByLabel('Who keeps the list?').fill('Our deputy');
    await form.getByLabel('When was it last checked?').fill('2026-04-03');
    await form.getByLabel('In a meeting').check();
    await form.getByLabel('How many staff?').fill('52');
    await form.getByLabel('How many staff?').press('Enter');
    await page.locator('.own', { hasText: 'Our deputy' }).waitFor();
    const bubble = await page.locator('.own .bubble').last().innerText();
    expect(bubble.split('\n')).toEqual(['Our deputy', '3 April 2026', '52', 'In a meeting', 'Save and go on']);
    await page.getByRole('button', { name: 'Ours never leave' }).waitFor();
    expect(bot.heard.at(-1)?.value).toEqual({
      dspt: { do: 'answer' },
      who: 'Our deputy',
      when: '2026-04-03',
      count: '52',
      kind: 'meeting',
      all: 'false',
    });
    const old = cards(page).first();
    expect(await old.getByRole('button', { name: 'Change' }).isEnabled()).toBe(true);
    expect(await old.getByRole('button', { name: 'Save and go on' }).isEnabled()).toBe(false);
    expect(await old.getByLabel('Who keeps the list?').isEnabled()).toBe(false);

    // The same words after a refresh, from what the server kept.
    await page.reload();
    await page.locator('.own', { hasText: 'Our deputy' }).waitFor();
    expect((await page.locator('.own .bubble').last().innerText()).split('\n')).toEqual(bubble.split('\n'));
  });

  it('never turns text into markup, and opens links apart from us', async () => {
    const page = await come();
    await say(page, 'form');
    const text = newestCard(page).getByText('not bold');
    expect(await text.innerText()).toContain('<b>not bold</b>');
    const link = newestCard(page).getByRole('link', { name: 'the official site' });
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await link.getAttribute('target')).toBe('_blank');
    await say(page, '<img src=x onerror=alert(1)> **not bold**');
    await page.getByText('You said: <img src=x onerror=alert(1)> **not bold**').waitFor();
  });

  it('has buttons that a thumb can hit', async () => {
    const page = await come({ viewport: sizes.small, hasTouch: true });
    await say(page, 'question');
    await page.getByRole('button', { name: 'Ours never leave' }).waitFor();
    const width = await newestCard(page).evaluate((card) => card.clientWidth);
    for (const button of await newestCard(page).locator('button:not([data-aside])').all()) {
      const box = await button.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(box?.width).toBeGreaterThan(width * 0.8);
    }
  });
});

describe('reading', () => {
  const topOf = (page: Page, text: string) =>
    page
      .getByText(text)
      .last()
      .evaluate((element) => {
        const scroller = document.getElementById('scroller') as HTMLElement;
        return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
      });

  const ask = 'How do you keep paper records safe when they leave the building?';

  it.each(['small', 'phone'] as const)('%s: shows the ready-made message and the question after it', async (size) => {
    const page = await come({ viewport: sizes[size], hasTouch: true });
    await say(page, 'question');
    await page.getByRole('button', { name: 'I am not sure' }).click();
    await cards(page).nth(2).waitFor();
    await page.waitForTimeout(100);
    await screenshot(page, `${size}-not-sure`);
    const start = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.getElementById('log') as HTMLElement, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      while (walker.nextNode()) {
        const at = walker.currentNode.textContent?.indexOf('"Hello.') ?? -1;
        if (at < 0) continue;
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 7);
      }
      return (
        range.getBoundingClientRect().top - (document.getElementById('scroller')?.getBoundingClientRect().top ?? 0)
      );
    });
    expect(start).toBeGreaterThanOrEqual(0);
    expect(await isInView(page.getByRole('button', { name: 'Copy the message' }))).toBe(true);
    expect(await isInView(page.getByRole('heading', { name: ask }).last())).toBe(true);
    if (size === 'phone') expect(await isInView(page.getByText('That is fine, many people do not know.'))).toBe(true);
  });

  it.each(['small', 'phone'] as const)('%s: shows Undo and the question after it', async (size) => {
    const page = await come({ viewport: sizes[size], hasTouch: true });
    await say(page, 'undo please');
    await cards(page).nth(1).waitFor();
    await page.waitForTimeout(100);
    await screenshot(page, `${size}-undo`);
    expect(await isInView(page.getByRole('button', { name: 'Undo' }))).toBe(true);
    expect(await isInView(page.getByRole('heading', { name: ask }))).toBe(true);
    if (size === 'phone') expect(await isInView(page.getByText('7 questions do not fit you'))).toBe(true);
  });

  it('finds room for ten ready-made answers on a small phone', async () => {
    const page = await come({ viewport: sizes.small, hasTouch: true });
    await say(page, 'types');
    const group = page.getByRole('group', { name: 'Answers you can choose' });
    await group.getByText('Skip for now').waitFor();
    await screenshot(page, 'small-ten-answers');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    for (const button of await group.getByRole('button').all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    expect((await group.boundingBox())?.height).toBeLessThan(380);
    expect(await isInView(page.getByText('What kind of service is it?'))).toBe(true);
  });

  it('begins at the start of the newest reply', async () => {
    const page = await come({ viewport: sizes.small });
    await say(page, 'question');
    await page.getByRole('button', { name: 'Ours never leave' }).waitFor();
    await page.waitForTimeout(100);
    expect(await topOf(page, 'That is saved.')).toBeGreaterThan(0);
    expect(await topOf(page, 'That is saved.')).toBeLessThan(60);
    expect(await isInView(page.getByRole('heading', { name: ask }))).toBe(true);
  });

  it('begins at the card that was asked for, though the open question follows it', async () => {
    const page = await come({ viewport: sizes.small });
    await say(page, 'progress');
    await page.getByText('Now, who keeps the list?').waitFor();
    expect(await topOf(page, 'Where Rose Cottage stands')).toBeGreaterThan(0);
    expect(await topOf(page, 'Where Rose Cottage stands')).toBeLessThan(80);
    await screenshot(page, 'small-progress');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('is not disturbed by what arrives, and "New message" leads there', async () => {
    const page = await come({ viewport: sizes.small });
    await say(page, 'question');
    await page.getByRole('button', { name: 'Ours never leave' }).waitFor();
    await say(page, 'slow');
    await page.locator('#thinking').waitFor();
    await page.mouse.move(150, 300);
    await page.mouse.wheel(0, -2000);
    const button = page.getByRole('button', { name: 'New message' });
    await button.waitFor();
    expect(await page.locator('#scroller').evaluate(({ scrollTop }) => scrollTop)).toBe(0);
    await screenshot(page, 'small-new-message');
    expect(await accessibilityProblems(page)).toEqual([]);
    await button.click();
    expect(await page.getByText('You said: slow').isVisible()).toBe(true);
    expect(await button.isHidden()).toBe(true);
  });
});

describe('waiting', () => {
  it('shows that the guide is writing, and says so once', async () => {
    const page = await come({ reducedMotion: 'reduce' });
    await say(page, 'slow');
    await page.locator('#thinking').waitFor();
    await page.locator('#status', { hasText: 'Guide is writing' }).waitFor();
    await screenshot(page, 'phone-thinking');
    expect(await accessibilityProblems(page)).toEqual([]);
    // Reduced motion: the dots stand still.
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.getByText('You said: slow').waitFor();
    expect(await page.locator('#thinking').isHidden()).toBe(true);
    expect(await page.locator('#status').innerText()).toBe('');
  });
});

describe('a return link', () => {
  it('hides its code at once, starts a new conversation with it and never shows it', async () => {
    const watched = await visit(browser, `${guide.url}/#code=maple-heron-quilt-lantern-oak`);
    visits.push(watched);
    const { page } = watched;
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('You said: return code maple heron quilt lantern oak').waitFor();
    expect(page.url()).toBe(`${guide.url}/`);
    expect(await page.locator('.own').innerText()).toContain('My link');
    expect(bot.heard).toEqual([{ text: 'return code maple heron quilt lantern oak', value: undefined }]);
    await page.reload();
    await page.getByText('You said: return code maple heron').waitFor();
    expect(bot.heard.length).toBe(1);
  });

  it('is used by a person alone: nothing is asked of the server before the button is pressed', async () => {
    const asked: string[] = [];
    const prepare = async (page: Page) => {
      page.on('request', (request) => {
        if (request.method() === 'POST') asked.push(new URL(request.url()).pathname);
      });
    };
    const hash = '#code=maple-heron-quilt-lantern-oak';
    const watched = await visit(browser, `${guide.url}/${hash}`, { viewport: sizes.small, prepare });
    visits.push(watched);
    const { page } = watched;
    await page.getByRole('heading', { name: 'You followed a link' }).waitFor();
    expect(page.url()).toBe(`${guide.url}/`);
    await page.waitForTimeout(2_000); // longer than we wait before we say that we cannot be reached
    await screenshot(page, 'small-followed');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await page.locator('#banner').innerText()).toBe('');
    expect(await page.getByLabel('Your message').isHidden()).toBe(true);
    expect(await page.getByRole('button', { name: 'Menu' }).isHidden()).toBe(true);
    expect(asked).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('You said: return code maple heron quilt lantern oak').waitFor();
    expect(await page.getByRole('heading', { name: 'You followed a link' }).isHidden()).toBe(true);
    expect(await page.getByLabel('Your message').isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('message');
  });
});

describe('finishing on a shared computer', () => {
  it('asks first, offers the code, and leaves nothing behind', async () => {
    const page = await come();
    await say(page, 'something private');
    await page.getByText('You said: something private').waitFor();
    await page.getByLabel('Your message').fill('half a sentence');
    const open = async () => {
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('button', { name: 'Finish on this computer' }).click();
    };
    await open();
    await page.keyboard.press('Escape');
    expect(await page.locator('#finish').isHidden()).toBe(true);
    await open();
    await page.getByRole('button', { name: 'Show my return code' }).click();
    await page.getByText('You said: return code').waitFor();
    await open();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Finish now' }).click()]);
    await page.getByText('What kind of service').waitFor();
    expect(await page.getByText('private').count()).toBe(0);
    expect(await page.getByLabel('Your message').inputValue()).toBe('');
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  });
});

describe('ready-made answers', () => {
  const answers = (page: Page) => page.getByRole('group', { name: 'Answers you can choose' });

  it('stay while something else is told, and go with their question', async () => {
    const page = await come();
    await say(page, 'who');
    await page.getByText('Sam is in.').waitFor();
    await page.reload();
    await page.getByText('Sam is in.').waitFor();
    await answers(page).getByText('Our manager').click();
    await page.getByText('You said: Our manager').waitFor();
    expect(await answers(page).count()).toBe(0);
    await say(page, 'who else');
    await page.getByText('When was it last checked?').waitFor();
    expect(await answers(page).count()).toBe(0);
  });
});

describe('without its script', () => {
  const sentence = /The chat did not start/;

  it('says in a plain sentence how to get help where scripts are off', async () => {
    const { page } = await visit(browser, guide.url, { javaScriptEnabled: false });
    await page.getByText(sentence).first().waitFor();
    await screenshot(page, 'phone-no-script');
  });

  it('says so too where the script is blocked', async () => {
    const context = await browser.newContext();
    await context.route('**/assets/*.js', (route) => route.abort());
    const page = await context.newPage();
    await page.goto(guide.url);
    await page.locator('#no-script').filter({ visible: true }).waitFor({ timeout: 8_000 });
    expect(await page.locator('#no-script').innerText()).toMatch(sentence);
  });
});

it('adds nothing to the window', async () => {
  const page = await come();
  const added = await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    // An element with an id is reachable as a property of the window in every page.
    return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && !document.getElementById(name));
  });
  expect(
    added.filter((name) => !/^(tellTest|axe|__pw|__playwright|playwright)/.test(name) && Number.isNaN(Number(name))),
  ).toEqual([]);
});
