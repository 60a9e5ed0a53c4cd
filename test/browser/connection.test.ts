/** What a bad line, a restarted server or a refresh does to a conversation: nothing is lost, nothing is doubled. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page, Route } from 'playwright-core';
import {
  accessibilityProblems,
  launchChromium,
  type ServedGuide,
  screenshot,
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
const visits: Watched[] = [];

const activities = '**/v3/directline/conversations/*/activities';

async function come(options: VisitOptions = {}): Promise<Page> {
  const watched = await visit(browser, guide.url, options);
  visits.push(watched);
  await watched.page.getByText('What kind of service').waitFor();
  return watched.page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
}

const heard = () => bot.heard.map(({ text }) => text);
const answer = (page: Page, text: string) => page.getByText(`You said: ${text}`, { exact: true });
const isPost = (route: Route) => route.request().method() === 'POST';

beforeAll(async () => {
  bot = new ScriptedBot();
  [browser, guide] = await Promise.all([launchChromium(), serveGuide({ bot })]);
});
beforeEach(() => {
  bot.heard.length = 0;
});
afterAll(async () => {
  await browser.close();
  await guide.remove();
  expect(visits.flatMap(({ problems }) => problems)).toEqual([]);
});

describe('offline', () => {
  it('says so, keeps what is typed, and sends it once when back', async () => {
    const page = await come();
    await page.context().setOffline(true);
    await page.getByText('You are offline. What you type is kept and sent when you are back.').waitFor();
    await say(page, 'written in the lift');
    await page.getByText('Not sent yet. It goes when you are connected.').waitFor();
    await screenshot(page, 'phone-offline');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().setOffline(false);
    await answer(page, 'written in the lift').waitFor();
    expect(await page.locator('#banner').innerText()).toBe('');
    expect(await page.getByText('Not sent yet').count()).toBe(0);
    expect(heard()).toEqual(['written in the lift']);
  });
});

describe('a server that goes away', () => {
  it('is waited for; what was said meanwhile arrives once and in order', async () => {
    const page = await come();
    await say(page, 'first');
    await answer(page, 'first').waitFor();
    await guide.stop();
    await page.getByText('The connection dropped.').waitFor();
    await say(page, 'second');
    await say(page, 'third');
    await screenshot(page, 'phone-reconnecting');
    expect(await accessibilityProblems(page)).toEqual([]);
    await guide.start();
    await answer(page, 'third').waitFor({ timeout: 30_000 });
    expect(heard()).toEqual(['first', 'second', 'third']);
    expect(await answer(page, 'second').count()).toBe(1);
    expect(await page.locator('.own').count()).toBe(3);
    expect(await page.locator('#banner').innerText()).toBe('');
  });

  it('is waited for also when the page is opened first', async () => {
    const page = await come();
    await page.route('**/chat/session', (route) => route.abort());
    await page.reload();
    await page.getByText('I cannot reach the guide just now.').waitFor();
    await say(page, 'typed too early');
    await screenshot(page, 'phone-starting');
    await page.unroute('**/chat/session');
    await answer(page, 'typed too early').waitFor();
    expect(heard()).toEqual(['typed too early']);
  });
});

describe('a message that does not get through', () => {
  it('says so on the bubble, and "Try again" sends it once', async () => {
    const page = await come();
    let refused = 0;
    await page.route(activities, (route) => {
      if (!isPost(route)) return route.continue();
      refused++;
      return route.fulfill({ status: 500, body: '{}' });
    });
    await say(page, 'hello there');
    const retry = page.getByRole('button', { name: 'Try again' });
    await retry.waitFor();
    expect(refused).toBe(4);
    expect(await page.getByText('This did not send. Your words are kept.').isVisible()).toBe(true);
    await screenshot(page, 'phone-failed');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.unroute(activities);
    await retry.dblclick();
    await answer(page, 'hello there').waitFor();
    expect(await retry.count()).toBe(0);
    expect(heard()).toEqual(['hello there']);
  });

  it('counts once where only the answer got lost', async () => {
    const page = await come();
    let lost = 0;
    await page.route(activities, async (route) => {
      if (!isPost(route) || lost >= 2) return route.continue();
      lost++;
      await route.fetch();
      return route.abort();
    });
    await say(page, 'only once please');
    await answer(page, 'only once please').waitFor();
    await say(page, 'and then this');
    await answer(page, 'and then this').waitFor();
    expect(lost).toBeGreaterThan(0);
    expect(heard()).toEqual(['only once please', 'and then this']);
    expect(await page.locator('.own').count()).toBe(2);
  });

  it('waits as long as a busy server asks', async () => {
    const page = await come();
    let asked = 0;
    await page.route(activities, (route) =>
      isPost(route) && ++asked <= 5
        ? route.fulfill({ status: 429, headers: { 'Retry-After': '0.1' }, body: '{}' })
        : route.continue(),
    );
    await say(page, 'patience');
    await answer(page, 'patience').waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    expect(heard()).toEqual(['patience']);
  });

  it('finds its way with a token that is no longer good', async () => {
    const page = await come();
    let refused = false;
    await page.route(activities, (route) => {
      if (!isPost(route) || refused) return route.continue();
      refused = true;
      return route.fulfill({ status: 401, body: '{}' });
    });
    await say(page, 'still me');
    await answer(page, 'still me').waitFor();
    expect(heard()).toEqual(['still me']);
  });
});

describe('a refresh', () => {
  it('comes back to the same conversation, draft and half-filled card, without a word said twice', async () => {
    const page = await come();
    await say(page, 'question');
    await page.getByRole('button', { name: 'Write how' }).click();
    await page.getByLabel('How do you keep them safe?').fill('In a zip bag');
    await page.getByLabel('Your message').fill('half a sent');
    await page.reload();
    await page.getByRole('button', { name: 'Write how' }).click();
    expect(await page.getByLabel('How do you keep them safe?').inputValue()).toBe('In a zip bag');
    expect(await page.getByLabel('Your message').inputValue()).toBe('half a sent');
    expect(await page.locator('.message').count()).toBe(5);
    expect(
      await page
        .getByText('4 of 45 answered')
        .or(page.getByText(/\d+ of 45 answered/))
        .count(),
    ).toBe(1);
    expect(heard()).toEqual(['question']);
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.locator('.own', { hasText: 'In a zip bag' }).waitFor();
  });

  it('welcomes back after a goodbye, once, and begins at the welcome', async () => {
    const page = await come({ viewport: sizes.small });
    const before = bot.resumed;
    await say(page, 'stop');
    await page.getByText('Keep your code like a key.').waitFor();
    expect(bot.resumed).toBe(before);
    await page.reload();
    await page.getByText('Welcome back to Rose Cottage.').waitFor();
    await page.getByRole('button', { name: 'Ours never leave' }).waitFor();
    await page.waitForTimeout(100);
    const top = await page
      .getByText('Welcome back')
      .evaluate(
        (element) =>
          element.getBoundingClientRect().top - (element.closest('#scroller')?.getBoundingClientRect().top ?? 0),
      );
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(60);
    await page.reload();
    await page.getByRole('button', { name: 'Ours never leave' }).waitFor();
    await say(page, 'carry on then');
    await answer(page, 'carry on then').waitFor();
    expect(bot.resumed).toBe(before + 1);
    expect(await page.locator('.own').count()).toBe(2);
  });

  it('leaves the welcome to the answer where a goodbye was already answered', async () => {
    const page = await come();
    const before = bot.resumed;
    await say(page, 'stop');
    await page.getByText('Keep your code like a key.').waitFor();
    await say(page, 'slow');
    await page.locator('#thinking').waitFor();
    await page.reload();
    await answer(page, 'slow').waitFor();
    expect(bot.resumed).toBe(before);
  });

  it('sends what had not been sent, once', async () => {
    const page = await come();
    let cut = true;
    await page.route(activities, (route) => (cut && isPost(route) ? route.abort() : route.continue()));
    // The line is back with the new page, not when it is loaded: on a busy machine its tries would be used up by then.
    page.once('framenavigated', () => {
      cut = false;
    });
    await say(page, 'interrupted');
    await page.reload();
    await answer(page, 'interrupted').waitFor();
    expect(heard()).toEqual(['interrupted']);
    expect(await page.locator('.own').count()).toBe(1);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it('keeps two tabs of one conversation in step', async () => {
    const page = await come();
    const second = await page.context().newPage();
    await second.goto(guide.url);
    await second.getByText('What kind of service').waitFor();
    await say(page, 'from the first tab');
    await answer(second, 'from the first tab').waitFor();
    expect(await second.locator('.own', { hasText: 'from the first tab' }).count()).toBe(1);
  });
});

describe('a line that is dead without knowing it', () => {
  it('is found out by the reply that does not come, and replaced', async () => {
    let isDead = true;
    const page = await come({
      prepare: (fresh) =>
        fresh.routeWebSocket(/stream/, (socket) => {
          const server = socket.connectToServer();
          server.onMessage((message) => isDead || socket.send(message));
        }),
    });
    await say(page, 'anybody there');
    await answer(page, 'anybody there').waitFor();
    isDead = false;
    await say(page, 'good');
    await answer(page, 'good').waitFor({ timeout: 3_000 });
    expect(heard()).toEqual(['anybody there', 'good']);
    expect(await page.locator('#banner').innerText()).toBe('');
  });
});

describe('a chat that has ended', () => {
  const sentence = 'This chat has ended';
  const beginAnew = (page: Page) => page.getByRole('button', { name: 'Begin anew' });

  /** A page, and what takes its conversation away. */
  async function comeToAnEnd(options: VisitOptions = {}): Promise<{ page: Page; end: () => Promise<void> }> {
    let id = '';
    const page = await come({
      ...options,
      prepare: async (fresh) => {
        fresh.on('request', (request) => {
          id = /conversations\/([\w-]+)\/activities/.exec(request.url())?.[1] ?? id;
        });
      },
    });
    return { page, end: () => guide.forget(id) };
  }

  it('is said to have, drops what was not sent, and lets begin anew; a refresh does the same', async () => {
    const { page, end } = await comeToAnEnd({ viewport: sizes.small, hasTouch: true });
    await say(page, 'hello there');
    await answer(page, 'hello there').waitFor();
    await page.route(activities, (route) => (isPost(route) ? route.abort() : route.continue()));
    await say(page, 'too late');
    await page.getByLabel('Your message').fill('half a sentence');
    await end();
    await page.getByRole('heading', { name: sentence }).waitFor();
    await page.unroute(activities);
    await screenshot(page, 'small-ended');
    expect(await accessibilityProblems(page)).toEqual([]);
    for (let visit = 0; visit < 2; visit++) {
      expect(await page.locator('.message').count()).toBe(0);
      expect(await page.getByLabel('Your message').isHidden()).toBe(true);
      expect(await page.getByRole('button', { name: 'Menu' }).isHidden()).toBe(true);
      expect(await page.locator('#banner').innerText()).toBe('');
      expect(await beginAnew(page).evaluate((button) => button === document.activeElement)).toBe(true);
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
      await page.reload();
      await page.getByRole('heading', { name: sentence }).waitFor();
    }
    await page.keyboard.press('Enter');
    await page.getByText('What kind of service').waitFor();
    expect(await beginAnew(page).count()).toBe(0);
    await say(page, 'something new');
    await answer(page, 'something new').waitFor();
    expect(heard()).toEqual(['hello there', 'something new']);
    await page.reload();
    await answer(page, 'something new').waitFor();
  });

  it('leaves the note that was said last to be copied', async () => {
    const { page, end } = await comeToAnEnd();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await say(page, 'note');
    await page.getByRole('button', { name: 'Copy the message' }).waitFor();
    await end();
    await page.getByRole('heading', { name: sentence }).waitFor();
    expect(await page.locator('.message').count()).toBe(1);
    await screenshot(page, 'phone-ended-note');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Copy the message' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Hello.');
    await beginAnew(page).click();
    await page.getByText('What kind of service').waitFor();
    expect(await page.locator('.message').count()).toBe(2);
  });

  it('is not begun again before the button is pressed, nor left where that fails', async () => {
    const { page, end } = await comeToAnEnd();
    await end();
    await page.route('**/chat/session/forget', (route) => route.abort());
    await beginAnew(page).click();
    await page.getByText('That did not work. Check the connection and try again.').waitFor();
    await page.unroute('**/chat/session/forget');
    await beginAnew(page).click();
    await page.getByText('What kind of service').waitFor();
  });

  it('is also one that is closed to us', async () => {
    const page = await come();
    await page.route(/conversations\/[\w-]+(\?|$)/, (route) =>
      route.fulfill({ status: 403, body: '{"error":{"code":"Forbidden"}}' }),
    );
    await guide.stop();
    await guide.start();
    await page.getByRole('heading', { name: sentence }).waitFor();
  });

  it.each([
    ['something in between that finds nothing', 404, 'Not found'],
    ['another server', 404, '{"error":"nothing here"}'],
    ['a token that has run out', 403, '{"error":{"code":"TokenExpired"}}'],
  ])('is not taken from %s', async (_who, status, body) => {
    const page = await come();
    await say(page, 'before');
    await answer(page, 'before').waitFor();
    let refused = 0;
    await page.route(/conversations\/[\w-]+(\/activities)?(\?|$)/, (route) => {
      if (isPost(route)) return route.continue();
      refused++;
      return route.fulfill({ status, body });
    });
    await page.reload();
    await page.getByText('I cannot reach the guide just now.').waitFor();
    expect(refused).toBeGreaterThan(1);
    await page.unroute(/conversations\/[\w-]+(\/activities)?(\?|$)/);
    await answer(page, 'before').waitFor({ timeout: 30_000 });
    expect(await beginAnew(page).count()).toBe(0);
  });

  it('is not taken for one that never began', async () => {
    const page = await come();
    await page.route('**/v3/directline/conversations', (route) => route.abort());
    await page.context().clearCookies();
    await page.reload();
    await page.getByText('I cannot reach the guide just now.').waitFor();
    await page.unroute('**/v3/directline/conversations');
    await page.reload();
    await page.getByText('What kind of service').waitFor();
  });
});

describe('a long day', () => {
  it('is outlasted by refreshing the token before it expires', async () => {
    const page = await come({ prepare: (fresh) => fresh.clock.install() });
    const refreshed = page.waitForRequest('**/v3/directline/tokens/refresh');
    await page.clock.fastForward(40 * 60_000);
    expect((await (await refreshed).response())?.status()).toBe(200);
    await page.clock.resume();
    await say(page, 'still here');
    await answer(page, 'still here').waitFor();
    expect(heard()).toEqual(['still here']);
  });
});

describe('a network that blocks WebSockets', () => {
  it('is met by asking every now and then', async () => {
    const page = await come({
      prepare: (fresh) => fresh.routeWebSocket(/stream/, (socket) => void socket.close()),
    });
    await say(page, 'no sockets here');
    await answer(page, 'no sockets here').waitFor();
    await say(page, 'but it works');
    await answer(page, 'but it works').waitFor();
    expect(heard()).toEqual(['no sockets here', 'but it works']);
    expect(await page.locator('#banner').innerText()).toBe('');
  });
});
