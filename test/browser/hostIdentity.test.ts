/** People whom a host site of another origin signs in to the chat, on computers that they share. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import {
  claims,
  hmac,
  issuer,
  type KeyServer,
  keySet,
  newKey,
  secret,
  serveKeys,
  token,
  tokenBy,
} from '../bot/support/hostTokens.ts';
import { type TestApp, testApps } from '../bot/support/testApp.ts';
import { accessibilityProblems, launchChromium, screenshot, sizes } from './harness.ts';
import { type HostSite, serveHostSite } from './hostSite.ts';
import { ScriptedBot } from './scriptedBot.ts';

const startApp = testApps();
const webFolder = join(import.meta.dirname, '..', '..', 'web', 'dist');
const aud = 'dspt-guide';
const bot = new ScriptedBot();

let browser: Browser;
let site: HostSite;
let guide: TestApp;
let contexts: BrowserContext[] = [];
/** Every address that was asked for. */
let asked: string[] = [];

const startGuide = (identity: Record<string, string>): Promise<TestApp> =>
  startApp({
    env: {
      LOG_LEVEL: 'silent',
      WIDGET_ORIGINS: site.origin,
      IDENTITY_ISSUER: issuer,
      IDENTITY_AUDIENCE: aud,
      ...identity,
    },
    bot: (context) => bot.run(context),
    webFolder,
  });
const honest = (sub: string): string => token(claims({ aud, sub }));

async function newComputer(): Promise<Page> {
  const context = await browser.newContext({ viewport: sizes.desktop, locale: 'en-GB' });
  context.setDefaultTimeout(10_000);
  context.on('request', (request) => asked.push(request.url(), request.headers().referer ?? ''));
  contexts.push(context);
  return await context.newPage();
}

const chatIn = (page: Page): FrameLocator => page.frameLocator('dspt-guide iframe');
const nothingYet = (page: Page) => chatIn(page).getByText('What kind of service');

/** Opens the site's page as somebody, and the chat on it. */
async function come(page: Page, path: string): Promise<FrameLocator> {
  await page.goto(site.origin + path);
  return await openChat(page);
}

async function openChat(page: Page): Promise<FrameLocator> {
  await page.locator('dspt-guide .launcher').click();
  await chatIn(page).locator('.message, #sign-in[open]').first().waitFor();
  return chatIn(page);
}

async function say(chat: FrameLocator, text: string): Promise<void> {
  await chat.getByLabel('Your message').fill(text);
  await chat.getByLabel('Your message').press('Enter');
  await chat.getByText(`You said: ${text}`).waitFor();
}

/** All words in the chat, those in boxes too. */
const wordsIn = async (chat: FrameLocator): Promise<string> =>
  `${await chat.locator('body').innerText()} ${await chat.getByLabel('Your message').inputValue()}`;

const refusal = (chat: FrameLocator) => chat.getByRole('heading', { name: 'I could not sign you in' });

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), serveHostSite()]);
  guide = await startGuide({ IDENTITY_SECRETS: secret });
  site.guideUrl = guide.url;
  site.issue = honest;
});
afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
  expect(asked.filter((url) => url.includes('eyJ'))).toEqual([]); // as every token begins
  expect(asked.length).toBeGreaterThan(0);
  asked = [];
  site.guideUrl = guide.url;
  site.issue = honest;
});
afterAll(async () => {
  await browser.close();
  site.close();
});

describe('somebody whom the site signs in', () => {
  it('finds their work after a refresh and on another computer, and on the page after signing in again', async () => {
    const page = await newComputer();
    await say(await come(page, '/as/jo'), 'ours is Rose Cottage');
    await page.reload();
    await openChat(page);
    await chatIn(page).getByText('You said: ours is Rose Cottage').waitFor();
    const phone = await newComputer();
    const chat = await come(phone, '/as/jo');
    await chat.getByText('You said: ours is Rose Cottage').waitFor();
    await say(chat, 'from the phone');
    await chatIn(page).getByText('You said: from the phone').waitFor();
  });

  it('goes on where the frame alone is loaded again, though their token is used up', async () => {
    const page = await newComputer();
    const chat = await come(page, '/as/kit');
    await say(chat, 'ours is Elm House');
    await page.frames()[1]?.evaluate(() => location.reload());
    await chat.getByText('What kind of service').waitFor();
    await chat.getByText('You said: ours is Elm House').waitFor();
    await say(chat, 'and on');
  });

  it('is asked for by the page when their session runs out, and notices nothing', async () => {
    const page = await newComputer();
    await page.goto(`${site.origin}/asking/lee`);
    await page.locator('#own-link').click();
    const chat = await openChat(page);
    await say(chat, 'before');
    const before = site.issued;
    for await (const id of guide.store.documents.list('session/')) await guide.store.documents.delete(id);
    // Tokens are believed for a while without a look at the store; a new page of theirs is not.
    await guide.ask('/chat/session/forget', { body: {}, headers: { Cookie: await cookieOf(page) } });
    await say(chat, 'after');
    expect(site.issued).toBe(before + 1);
    await chat.getByText('You said: before').waitFor();
  });

  it('may be signed in later, and gets what is theirs in the place of an open chat', async () => {
    await say(await come(await newComputer(), '/as/max'), 'ours is Oak Lodge');
    const page = await newComputer();
    const nameless = await come(page, '/asking/max');
    await say(nameless, 'whose is this');
    await chatIn(page).getByLabel('Your message').fill('a draft of nobody');
    await page.locator('#own-link').click();
    await chatIn(page).getByText('You said: ours is Oak Lodge').waitFor();
    expect(await wordsIn(chatIn(page))).not.toMatch(/whose is this|a draft of nobody/);
  });
});

describe('on a computer that several share', () => {
  it('the next person sees nothing of the one before, nor what they had not sent', async () => {
    const page = await newComputer();
    const first = await come(page, '/as/ann');
    await say(first, 'a secret of Ann');
    await first.getByLabel('Your message').fill('half a thought of Ann');
    const second = await come(page, '/as/bob');
    await nothingYet(page).waitFor();
    expect(await wordsIn(second)).not.toMatch(/Ann/);
    await say(second, 'a secret of Bob');
    const again = await come(page, '/as/ann');
    await again.getByText('You said: a secret of Ann').waitFor();
    expect(await wordsIn(again)).not.toMatch(/Bob/);
  });

  it('a page that signs nobody in shows nothing of who was signed in before', async () => {
    const page = await newComputer();
    const first = await come(page, '/as/cat');
    await say(first, 'a secret of Cat');
    await first.getByLabel('Your message').fill('half a thought of Cat');
    const chat = await come(page, '/');
    await nothingYet(page).waitFor();
    expect(await wordsIn(chat)).not.toMatch(/Cat/);
  });

  it.each<[string, string, (page: Page) => Promise<unknown>]>([
    ['with the chat open', 'dan', async () => undefined],
    [
      'on a page where the chat was never opened',
      'dee',
      async (page) => {
        await page.goto(site.origin);
        await page.locator('dspt-guide .launcher').waitFor();
      },
    ],
  ])('signing out %s ends their session', async (_, person, go) => {
    const page = await newComputer();
    await say(await come(page, `/as/${person}`), `a secret of ${person}`);
    const cookie = await cookieOf(page);
    await go(page);
    expect(await page.evaluate(() => window.DsptGuide?.signOut())).toBe(true);
    expect(await page.locator('dspt-guide iframe').count()).toBe(0);
    expect(await cookieOf(page)).not.toBe(cookie);
    const only = { only: await conversationOf(person) };
    const old = await guide.ask('/chat/session', { body: only, headers: { Cookie: cookie } });
    expect(old.status).toBe(404);
    const chat = await openChat(page);
    await nothingYet(page).waitFor();
    expect(await wordsIn(chat)).not.toContain(person);
  });

  it('finishing in the chat ends it too, and tells the site', async () => {
    const page = await newComputer();
    const chat = await come(page, '/as/eve');
    await say(chat, 'a secret of Eve');
    const told = page.evaluate(
      () => new Promise((resolve) => document.querySelector('dspt-guide')?.addEventListener('signedout', resolve)),
    );
    await chat.getByRole('button', { name: 'Menu' }).click();
    await chat.getByRole('button', { name: 'Finish on this computer' }).click();
    await chat.getByRole('button', { name: 'Finish now' }).click();
    await told;
    await openChat(page);
    await nothingYet(page).waitFor();
    expect(await wordsIn(chatIn(page))).not.toMatch(/Eve/);
  });
});

describe('a token that is refused', () => {
  it.each<[string, (sub: string) => string]>([
    ['forged', (sub) => token(claims({ aud, sub }), hmac('x'.repeat(32)))],
    ['out of date', (sub) => token(claims({ aud, sub }, new Date(Date.now() - 3_600_000)))],
    ['for another site', (sub) => token(claims({ aud: 'another', sub }))],
    ['none at all', () => 'hello'],
  ])('because it is %s shows no saved work, and leads on to an empty chat', async (kind, make) => {
    const path = `/as/fay-${kind.replaceAll(' ', '-')}`;
    const page = await newComputer();
    const first = await come(page, path);
    await say(first, 'a secret of Fay');
    await first.getByLabel('Your message').fill('half a thought of Fay');
    site.issue = make;
    const chat = await come(page, path);
    await refusal(chat).waitFor();
    expect(await wordsIn(chat)).not.toMatch(/Fay/);
    await chat.getByRole('button', { name: 'Try again' }).click();
    await refusal(chat).waitFor();
    await chat.getByRole('button', { name: 'Go on without signing in' }).click();
    await nothingYet(page).waitFor();
    expect(await wordsIn(chat)).not.toMatch(/Fay/);
    await say(chat, 'a word of nobody');
    site.issue = honest;
    const again = await come(page, path);
    await again.getByText('You said: a secret of Fay').waitFor();
    expect(await wordsIn(again)).not.toMatch(/nobody/);
  });

  it('because it was used before shows no saved work', async () => {
    const once = honest('gus');
    site.issue = () => once;
    const page = await newComputer();
    await say(await come(page, '/as/gus'), 'a secret of Gus');
    const thief = await newComputer();
    for (const each of [thief, page]) {
      const chat = await come(each, '/as/gus');
      await refusal(chat).waitFor();
      expect(await wordsIn(chat)).not.toMatch(/Gus/);
    }
    await screenshot(page, 'sign-in-refused');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('dspt-guide dialog').waitFor({ state: 'hidden' });
    await openChat(page);
    await refusal(chatIn(page)).waitFor();
  });

  it('while somebody is in the middle of it hides what is on the screen', async () => {
    const page = await newComputer();
    await page.goto(`${site.origin}/asking/hal`);
    await page.locator('#own-link').click();
    const chat = await openChat(page);
    await say(chat, 'a secret of Hal');
    site.issue = () => 'no longer';
    await guide.ask('/chat/session/forget', { body: {}, headers: { Cookie: await cookieOf(page) } });
    await chat.getByLabel('Your message').fill('more');
    await chat.getByLabel('Your message').press('Enter');
    await refusal(chat).waitFor();
    expect(await wordsIn(chat)).not.toMatch(/Hal/);
  });

  it('is one that did not come from the page around the frame', async () => {
    await say(await come(await newComputer(), '/as/ida'), 'ours is Fern Hall');
    const page = await newComputer();
    await page.goto(site.origin);
    await page.locator('dspt-guide .launcher').waitFor();
    await page.evaluate(() => {
      window.DsptGuide?.identify(() => new Promise((resolve) => Object.assign(window, { give: resolve })));
      window.DsptGuide?.open();
    });
    await page.waitForFunction(() => 'give' in window);
    await page.frames()[1]?.evaluate((foreign) => {
      window.postMessage({ dsptGuide: 'token', token: foreign }, '*');
    }, honest('jon'));
    await page.evaluate((own) => Reflect.get(window, 'give')(own), honest('ida'));
    await chatIn(page).getByText('You said: ours is Fern Hall').waitFor();
  });
});

describe('while the site’s keys cannot be had', () => {
  let keys: KeyServer;
  const key = newKey('one');

  beforeAll(async () => {
    keys = await serveKeys();
  });
  afterAll(() => keys.close());

  it('says so, and signs in with the same token once they can', async () => {
    let now = new Date();
    keys.answer = 500;
    const app = await startApp({
      env: {
        LOG_LEVEL: 'silent',
        WIDGET_ORIGINS: site.origin,
        IDENTITY_ISSUER: issuer,
        IDENTITY_AUDIENCE: aud,
        IDENTITY_JWKS_URL: keys.url,
      },
      bot: (context) => bot.run(context),
      webFolder,
      now: () => now,
    });
    site.guideUrl = app.url;
    site.issue = (sub) => tokenBy(key, claims({ aud, sub }));
    const page = await newComputer();
    const chat = await come(page, '/as/kay');
    await chat.getByText('I cannot check who you are just now.').waitFor();
    keys.answer = keySet(key);
    now = new Date(now.getTime() + 31_000); // asked again after half a minute
    await chat.getByRole('button', { name: 'Try again' }).click();
    await nothingYet(page).waitFor();
    await refusal(chat).waitFor({ state: 'hidden' });
    await say(chat, 'ours is Ash Court');
  });
});

/** The guide's cookie as the browser holds it. */
async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies(guide.url);
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

async function conversationOf(sub: string): Promise<string> {
  const { body } = await guide.ask('/chat/identity', { body: { token: honest(sub) } });
  return body.conversationId;
}
