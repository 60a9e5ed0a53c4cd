/** The evidence page as a person uses it: on a phone, by keyboard, over a line that breaks. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { EvidencePeer } from './evidencePeer.ts';
import {
  accessibilityProblems,
  screenshot,
  scrollsSideways,
  sizes,
  type VisitOptions,
  visit,
  type Watched,
} from './visitor.ts';

const sha256 = 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9';
const training = { id: '3.2.1', topic: 'Training in the last year' };
const question = {
  ...training,
  ask: 'How many of your staff have done data security training?',
  need: 'A list of who did the training and when, or a photo of it.',
};
const policy = {
  id: 'doc-1',
  number: 1,
  name: 'Data protection policy.pdf',
  fileType: 'pdf',
  size: 482_133,
  at: '2026-11-03T09:30:00Z',
  documentDate: '2026-01-12',
  reviewDate: '2027-01-12',
  owner: 'Priya, deputy manager',
  state: 'ok',
  usedFor: [training, { id: '1.1.2', topic: 'Information sharing list' }],
  versions: [
    {
      version: 0,
      name: 'policy old.pdf',
      size: 391_000,
      sha256: sha256.replace('b9', 'c0'),
      at: '2025-10-01T10:00:00Z',
    },
    { version: 1, name: 'Data protection policy.pdf', size: 482_133, sha256, at: '2026-11-03T09:30:00Z' },
  ],
};
const link = {
  id: 'doc-2',
  number: 2,
  link: 'https://rosecottage.example/privacy',
  at: '2026-11-04T09:30:00Z',
  state: 'ok',
  usedFor: [],
  versions: [{ version: 0, at: '2026-11-04T09:30:00Z' }],
};
const elsewhere = {
  id: 'doc-3',
  number: 3,
  keptAt: 'Blue folder in the office, locked cabinet. The manager has the key.',
  at: '2026-11-05T09:30:00Z',
  state: 'ok',
  usedFor: [{ id: '1.1.2', topic: 'Information sharing list' }],
  versions: [{ version: 0, at: '2026-11-05T09:30:00Z' }],
};
const limits = {
  bytes: 25_000_000,
  types: ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'pdf', 'png', 'jpeg', 'heic', 'webp', 'txt', 'csv'],
};

let browser: Browser;
let peer: EvidencePeer;
const visits: Watched[] = [];

async function come(options: VisitOptions = {}, hash = '#good-ticket'): Promise<Page> {
  const watched = await visit(browser, `${peer.url}/evidence${hash}`, options);
  visits.push(watched);
  return watched.page;
}

const file = (name: string, size = 2_000) => ({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(size, 'a') });
const chooser = (page: Page) => page.getByLabel('Choose files or take a photo');
const row = (page: Page, name: string) => page.locator('.upload', { hasText: name });
const card = (page: Page, name: string) => page.getByRole('article', { name });

beforeAll(async () => {
  peer = new EvidencePeer();
  [browser] = await Promise.all([launchChromium(), peer.start()]);
});
beforeEach(() => {
  peer.reset({ organisation: 'Rose Cottage', question, documents: [policy, link, elsewhere], limits });
});
afterAll(async () => {
  const problems = visits.flatMap((watched) => watched.problems);
  await browser.close();
  await peer.stop();
  // No foreign request, no script error, nothing that the policy had to stop, in any test of this file.
  expect(problems).toEqual([]);
});

describe.each([
  ['small', 'light'],
  ['phone', 'dark'],
  ['desktop', 'light'],
] as const)('at %s size, %s', (size, colorScheme) => {
  it('is accessible and fits in every state', async () => {
    const page = await come({
      viewport: sizes[size],
      colorScheme,
      hasTouch: size !== 'desktop',
      isMobile: size !== 'desktop',
    });
    const check = async (state: string) => {
      await screenshot(page, `evidence-${size}-${colorScheme}-${state}`, { fullPage: true });
      expect({ state, problems: await accessibilityProblems(page) }).toEqual({ state, problems: [] });
      expect({ state, isWide: await scrollsSideways(page) }).toEqual({ state, isWide: false });
    };
    await chooser(page).waitFor({ state: 'attached' });
    await page.getByRole('heading', { name: question.ask }).waitFor();
    await check('1-question');
    peer.verdicts.infected = {
      state: 'refused',
      refusal: 'infected',
      sentence: 'A virus was found in it. Tell your IT company.',
    };
    peer.verdicts.residents = {
      state: 'held',
      sentences: ['I found 2 NHS numbers on page 1.', 'They belong to people you support, so I have not kept it yet.'],
    };
    await chooser(page).setInputFiles([
      file('training list.pdf'),
      file('infected.pdf'),
      file('residents.pdf'),
      file('empty.pdf', 0),
    ]);
    await row(page, 'residents.pdf').getByText('Take it back').waitFor();
    await check('2-verdicts');
    await card(page, 'D1').getByText('More').click();
    await check('3-more');
    await card(page, 'D1').getByRole('button', { name: 'Dates and who' }).click();
    await check('4-edit');
    await page.getByRole('button', { name: 'Go back' }).click();
    await card(page, 'D1').getByRole('button', { name: 'Delete' }).click();
    await check('5-delete');
    await page.getByRole('button', { name: 'Keep it', exact: true }).click();
    peer.isGood = false;
    await page.reload();
    await page.getByText('This link has run out').waitFor();
    await check('6-expired');
  });
});
