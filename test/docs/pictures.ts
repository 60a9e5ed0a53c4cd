/**
 * Takes the pictures of the documents anew, from the real program in a real browser: `npx node test/docs/pictures.ts`, after
 * `npm run build`. Look at them before you commit them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startServer } from '../../bench/serverProcess.ts';
import { launchChromium, sizes, visit } from '../browser/harness.ts';
import { serveHostSite } from '../browser/hostSite.ts';

const images = join(import.meta.dirname, '..', '..', 'docs', 'images');

/** What is typed, and a piece of the reply to wait for. */
type Line = readonly [typed: string, reply: string | RegExp];

const untilFirstQuestion: readonly Line[] = [
  ['rose cottage', 'What kind of service is Rose Cottage?'],
  ['home care', 'Do you use any computers'],
  ['yes', 'Does anyone use their own phone'],
  ['yes', 'Do papers about people ever leave'],
  ['yes', 'Does an outside firm'],
  ['yes', 'Is NHSmail the only email'],
  ['no', 'Cyber Essentials Plus certificate?'],
  ['no', 'published the toolkit before'],
  ['no', 'Do you know your ODS code?'],
  ['skip', 'Who in your service is in charge'],
];

const tenAnswers: readonly Line[] = [
  ['Mary Jones, the registered manager', 'How was this person given the job?'],
  ['it is in her job description', 'Do new people learn'],
  ['yes', 'Do all your staff contracts'],
  ['yep', 'In the last 12 months, have you'],
  ['yes, our deputy sorted it in March', 'Is that when it was?'],
  ['yes', 'How many of your staff'],
  ['50 out of 52', /about 96%/],
  ['yes', 'up-to-date list'],
  ['yes', 'registration number'],
  ['ZA123456', /list of the personal information/],
];

async function say(page: Page, lines: readonly Line[]): Promise<void> {
  for (const [typed, reply] of lines) {
    const before = await page.getByText(reply).count();
    await page.getByLabel('Your message').fill(typed);
    await page.keyboard.press('Enter');
    await page.getByText(reply).nth(before).waitFor();
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(500); // for the scroller to come to rest
  await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled', caret: 'initial' });
}

const dataDir = await mkdtemp(join(tmpdir(), 'dspt-guide-pictures-'));
const hostSite = await serveHostSite();
const [browser, server] = await Promise.all([
  launchChromium(),
  startServer('bot/main.ts', { env: { DATA_DIR: dataDir, WIDGET_ORIGINS: hostSite.origin } }),
]);
try {
  const phone = await visit(browser, server.url, { viewport: sizes.phone, hasTouch: true });
  await say(phone.page, [...untilFirstQuestion, ...tenAnswers.slice(0, 3)]);
  await take(phone.page, 'phone');

  const desktop = await visit(browser, server.url, { viewport: sizes.desktop });
  await say(desktop.page, [...untilFirstQuestion, ...tenAnswers, ['status', /of 45 answered, about/]]);
  await take(desktop.page, 'desktop');

  hostSite.guideUrl = server.url;
  const widget = await visit(browser, hostSite.origin, { viewport: sizes.desktop });
  await widget.page.getByRole('button', { name: 'Toolkit help' }).click();
  await widget.page.frameLocator('iframe').getByText('What is your service called?').waitFor();
  await take(widget.page, 'widget');

  const problems = [phone, desktop, widget].flatMap((each) => each.problems.filter((one) => !one.startsWith('asked')));
  if (problems.length) throw new Error(problems.join('\n'));
} finally {
  await browser.close();
  await server.stop();
  hostSite.close();
  await rm(dataDir, { recursive: true, force: true });
}
