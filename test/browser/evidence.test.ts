/** The evidence page as a person uses it: on a phone, by keyboard, over a line that breaks. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  bytes: 25 * 1024 * 1024,
  types: ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'pdf', 'png', 'jpeg', 'heic', 'webp', 'txt', 'csv'],
};

let browser: Browser;
let peer: EvidencePeer;
let folder: string;
const visits: Watched[] = [];

async function come(options: VisitOptions = {}, hash = '#good-ticket'): Promise<Page> {
  const watched = await visit(browser, `${peer.url}/evidence${hash}`, options);
  visits.push(watched);
  return watched.page;
}

const file = (name: string, size = 2_000) => ({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(size, 'a') });
const chooser = (page: Page) => page.getByLabel('Choose files or take a photo');
/** Says yes when the browser asks whether one really wants to leave. */
const acceptQuestions = async (page: Page) => void page.on('dialog', (dialog) => dialog.accept());
const row = (page: Page, name: string) => page.locator('.upload', { hasText: name });
const card = (page: Page, name: string) => page.getByRole('article', { name });

beforeAll(async () => {
  peer = new EvidencePeer();
  folder = await mkdtemp(join(tmpdir(), 'dspt-evidence-'));
  [browser] = await Promise.all([launchChromium(), peer.start()]);
});
beforeEach(() => {
  peer.reset({ organisation: 'Rose Cottage', question, documents: [policy, link, elsewhere], limits });
});
afterAll(async () => {
  const problems = visits.flatMap((watched) => watched.problems);
  await browser.close();
  await peer.stop();
  await rm(folder, { recursive: true });
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
    peer.verdicts.template = {
      state: 'kept',
      document: { number: 5 },
      sentences: ['There are blanks in it still, such as "[insert name]" on page 2.'],
    };
    await chooser(page).setInputFiles([
      file('training list.pdf'),
      file('template.pdf'),
      file('infected.pdf'),
      file('residents.pdf'),
      file('empty.pdf', 0),
    ]);
    await row(page, 'residents.pdf').getByText('Take it back').waitFor();
    await check('2-verdicts');
    await card(page, 'D1').getByText('More').click();
    await card(page, 'D1').getByText('For checking').click();
    await check('3-more');
    await card(page, 'D1').getByRole('button', { name: 'Dates and owner' }).click();
    await check('4-edit');
    await page.getByRole('button', { name: 'Go back' }).click();
    await card(page, 'D1').getByRole('button', { name: 'Delete' }).click();
    await check('5-delete');
    await page.getByRole('button', { name: 'Keep it', exact: true }).click();
    peer.isGood = false;
    await page.reload();
    await page.getByText('This link does not work').waitFor();
    await check('6-expired');
    await page.goto(`${peer.url}/404`); // where the program shows it, its address is that which was typed
    await page.getByRole('link', { name: 'Go to the chat' }).waitFor();
    await check('7-lost');
  });
});

describe('sending files', () => {
  it('says of each what became of it, and in the end that one may go', async () => {
    const page = await come();
    await chooser(page).setInputFiles([file('list.pdf'), file('photo.pdf')]);
    await row(page, 'list.pdf').getByText('Kept as D4.').waitFor();
    await row(page, 'photo.pdf').getByText('Kept as D4.').waitFor();
    await page.getByText('All done. You can close this page and go on in the chat.').waitFor();
    expect(await page.locator('#status').innerText()).toBe('photo.pdf. Kept as D4.');
    expect(peer.arrived).toEqual([
      { filename: 'list.pdf', filetype: 'application/pdf' },
      { filename: 'photo.pdf', filetype: 'application/pdf' },
    ]);
    // On a shared computer no file name stays behind.
    expect(await page.evaluate(() => [Object.keys(sessionStorage), localStorage.length])).toEqual([
      ['dspt-guide.ticket'],
      0,
    ]);
  });

  it('begins with the chooser also by keyboard', async () => {
    const page = await come({ viewport: sizes.desktop });
    await card(page, 'D1').waitFor();
    const opened = page.waitForEvent('filechooser');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('files');
    expect(await page.locator('#choose').evaluate((label) => getComputedStyle(label).outlineStyle)).toBe('solid');
    await page.keyboard.press('Space');
    const asked = await opened;
    expect(asked.isMultiple()).toBe(true);
    expect(await chooser(page).getAttribute('accept')).toContain('.docx,.xlsx');
    expect(await chooser(page).getAttribute('accept')).toContain('image/jpeg');
    await asked.setFiles(file('list.pdf'));
    await row(page, 'list.pdf').getByText('Kept as D4.').waitFor();
  });

  it('refuses at once what is too large, and still sends the rest', async () => {
    peer.view = { ...peer.view, limits: { ...limits, bytes: 3 * 1024 } };
    const page = await come();
    await chooser(page).setInputFiles([file('film.pdf', 3 * 1024 + 1), file('list.pdf')]);
    await row(page, 'film.pdf').getByText('It is too big. A file can be up to 3 KB.').waitFor();
    await row(page, 'list.pdf').getByText('Kept as D4.').waitFor();
    expect(peer.arrived).toHaveLength(1);
  });

  it('takes what is dropped and what is pasted', async () => {
    const page = await come({ viewport: sizes.desktop });
    await page.getByText('You can also drop files here, or paste them.').waitFor();
    const hand = (kind: 'drop' | 'paste', name: string) =>
      page.evaluate(
        ([how, fileName]) => {
          const data = new DataTransfer();
          data.items.add(new File(['some words'], fileName ?? '', { type: 'image/png' }));
          const init = { bubbles: true, cancelable: true };
          document.body.dispatchEvent(
            how === 'drop'
              ? new DragEvent('drop', { ...init, dataTransfer: data })
              : new ClipboardEvent('paste', { ...init, clipboardData: data }),
          );
        },
        [kind, name] as const,
      );
    await hand('drop', 'dropped.png');
    await row(page, 'dropped.png').getByText('Kept').waitFor();
    await hand('paste', 'image.png');
    await row(page, 'image.png').getByText('Kept').waitFor();
    expect(peer.arrived).toHaveLength(2);
  });

  it('goes on where it stopped when the line comes back', async () => {
    const page = await come();
    await chooser(page).waitFor({ state: 'attached' });
    const halfWay = peer.pauseAfter(3_000_000);
    await chooser(page).setInputFiles(file('big scan.pdf', 6_000_000));
    await halfWay;
    await page.context().setOffline(true);
    await row(page, 'big scan.pdf').getByText('Waiting for the connection. It goes on by itself.').waitFor();
    await page.getByText('You are offline. I will go on by myself when you are back.').waitFor();
    await screenshot(page, 'evidence-phone-offline');
    expect(await accessibilityProblems(page)).toEqual([]);
    peer.goOn();
    await page.context().setOffline(false);
    await row(page, 'big scan.pdf').getByText('Kept as D4.').waitFor();
    expect(peer.arrived).toHaveLength(1);
    expect(peer.received).toBeLessThan(6_000_000 + 2.2 * 1024 * 1024);
    expect(peer.asked.filter((each) => each === 'POST /evidence/api/uploads')).toHaveLength(1);
    expect(await page.locator('#banner').innerText()).toBe('');
  });

  it('goes on after a refresh when the same file is chosen again', async () => {
    const page = await come({ prepare: acceptQuestions });
    const halfWay = peer.pauseAfter(3_000_000);
    const path = join(folder, 'big scan.pdf');
    await writeFile(path, Buffer.alloc(6_000_000, 'a'));
    await chooser(page).setInputFiles(path);
    await halfWay;
    await page.reload();
    peer.goOn();
    await chooser(page).setInputFiles(path);
    await row(page, 'big scan.pdf').getByText('Kept as D4.').waitFor();
    expect(peer.arrived).toHaveLength(1);
    expect(peer.asked.filter((each) => each === 'POST /evidence/api/uploads')).toHaveLength(1);
    expect(peer.received).toBeLessThan(6_000_000 + 2.2 * 1024 * 1024);
  });

  it('says after a refresh what has to be chosen again, and what it was for', async () => {
    const page = await come({ prepare: acceptQuestions });
    const halfWay = peer.pauseAfter(3_000_000);
    await card(page, 'D1').getByText('More').click();
    await card(page, 'D1').getByLabel('Send a new version').setInputFiles(file('new policy.pdf', 6_000_000));
    await halfWay;
    await chooser(page).setInputFiles([file('list.pdf'), file('rota.pdf')]);
    await page.reload();
    peer.goOn();
    const again = 'Choose it again and I go on from there.';
    for (const name of ['new policy.pdf', 'list.pdf', 'rota.pdf']) await row(page, name).getByText(again).waitFor();
    await screenshot(page, 'evidence-phone-interrupted');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.reload();
    await chooser(page).setInputFiles([file('new policy.pdf', 6_000_000), file('list.pdf')]);
    for (const name of ['new policy.pdf', 'list.pdf']) await row(page, name).getByText('Kept as D4.').waitFor();
    expect(peer.arrived).toEqual([
      { filename: 'new policy.pdf', filetype: 'application/pdf', replaces: 'doc-1' },
      { filename: 'list.pdf', filetype: 'application/pdf' },
    ]);
    expect(await page.getByText('All done').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Leave it: rota.pdf' }).click();
    await page.getByText('All done').waitFor();
    expect(await page.locator('.upload').count()).toBe(2);
    expect(await page.evaluate(() => sessionStorage.getItem('dspt-guide.unsentFiles'))).toBe(null);
  });

  it('gives advice about what is kept, also after a refresh', async () => {
    peer.verdicts.template = { state: 'kept', document: { number: 4 }, sentences: ['There are blanks in it still.'] };
    const page = await come();
    await chooser(page).setInputFiles(file('template.pdf'));
    const see = async () => {
      await row(page, 'template.pdf').getByText('Kept as D4. Please check.').waitFor();
      await row(page, 'template.pdf').getByText('There are blanks in it still.').waitFor();
      await page.getByText('All sent. Read what I noticed, then go on in the chat.').waitFor();
    };
    await see();
    await page.reload();
    await see();
  });

  it('is done with a file whose document is deleted', async () => {
    const at = new Date().toISOString();
    const sent = { ...policy, id: 'doc-4', number: 4, name: 'list.pdf', at, usedFor: [] };
    peer.view = { ...peer.view, documents: [policy, sent] };
    peer.onAct = () => {
      peer.view = { ...peer.view, documents: [policy] };
    };
    const page = await come();
    await chooser(page).setInputFiles(file('list.pdf'));
    await row(page, 'list.pdf').getByText('Kept as D4.').waitFor();
    await card(page, 'D4')
      .getByText(/^today at \d+:\d\d[ap]m, 471 KB$/)
      .waitFor();
    await card(page, 'D1').getByText('on 3 November 2026, 471 KB', { exact: true }).waitFor();
    await card(page, 'D4').getByText('More').click();
    await card(page, 'D4').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await row(page, 'list.pdf').getByText('Deleted.').waitFor();
    expect(await page.getByText('All done').isVisible()).toBe(false);
  });

  it('to take the place of a document says so before and after', async () => {
    peer.view = { ...peer.view, replaces: 'doc-1' };
    const page = await come();
    await page.getByText('The file you send takes the place of D1 · Data protection policy.pdf.').waitFor();
    const [old] = policy.versions;
    const newer = { ...policy, name: 'policy 2027.pdf', versions: [old, ...policy.versions] };
    peer.view = { ...peer.view, documents: [newer] };
    await page.getByLabel('Choose a file or take a photo').setInputFiles(file('policy 2027.pdf'));
    await page.getByText('That is replaced. D1 · policy 2027.pdf is the newest now.').waitFor();
    expect(await page.getByText('takes the place of').count()).toBe(0);
    await screenshot(page, 'evidence-phone-replaced');
  });

  it('waits for a server that goes away', async () => {
    const page = await come();
    const halfWay = peer.pauseAfter(3_000_000);
    await chooser(page).setInputFiles(file('big scan.pdf', 6_000_000));
    await halfWay;
    await peer.stop();
    await row(page, 'big scan.pdf').getByText('Waiting for the connection.').waitFor();
    peer.goOn();
    await peer.start();
    await row(page, 'big scan.pdf').getByText('Kept as D4.').waitFor({ timeout: 15_000 });
    expect(peer.arrived).toHaveLength(1);
  });

  it('shows the way as a progress bar and can be stopped by keyboard', async () => {
    const page = await come();
    const halfWay = peer.pauseAfter(3_000_000);
    await chooser(page).setInputFiles([file('big scan.pdf', 6_000_000), file('list.pdf')]);
    await halfWay;
    const bar = page.getByRole('progressbar', { name: 'Sending big scan.pdf' });
    await page.waitForFunction(() => Number(document.querySelector('progress')?.value) > 0);
    expect(await bar.isVisible()).toBe(true);
    await row(page, 'list.pdf').getByText('Waiting its turn').waitFor();
    await screenshot(page, 'evidence-phone-sending');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Stop sending big scan.pdf' }).focus();
    peer.goOn();
    await page.keyboard.press('Enter');
    await row(page, 'big scan.pdf').getByText('Stopped. Nothing was kept.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('upload');
    await row(page, 'list.pdf').getByText('Kept').waitFor();
    expect(peer.arrived).toEqual([{ filename: 'list.pdf', filetype: 'application/pdf' }]);
  });
});

describe('a held file', () => {
  const held = { state: 'held', sentences: ['I found 2 NHS numbers on page 1.'] };

  const done = 'All done. You can close this page and go on in the chat.';

  it.each([
    ['Take it back', 'takeBack', done],
    ['I will hide them and send it again', 'redact', 'Send the copy here when it is ready.'],
    ['I will say where it is kept', 'sayWhere', 'Go back to the chat and type where it is kept.'],
    ['Keep it anyway', 'keep', done],
  ])('"%s" is told to the guide once', async (button, choice, ending) => {
    peer.verdicts.residents = held;
    peer.says.held = 'That is done, as you said.';
    const page = await come();
    await chooser(page).setInputFiles(file('residents.pdf'));
    const choices = row(page, 'residents.pdf').getByRole('group', { name: 'What shall I do with residents.pdf?' });
    expect(await page.getByText('All done').isVisible()).toBe(false);
    await choices.getByRole('button', { name: button }).focus();
    await page.keyboard.press('Enter');
    await row(page, 'residents.pdf').getByText('That is done, as you said.').waitFor();
    expect(peer.acts).toEqual([{ do: 'held', upload: expect.stringMatching(/^\w+$/), choice }]);
    expect(await page.locator('#status').innerText()).toContain('That is done, as you said.');
    expect(await page.locator('#ending').innerText()).toBe(ending);
    await screenshot(page, `evidence-phone-${choice}`);
  });

  it('that was kept anyway and then deleted is not called kept', async () => {
    peer.verdicts.residents = held;
    peer.says.held = 'I have kept residents.pdf as D1.';
    const page = await come();
    await chooser(page).setInputFiles(file('residents.pdf'));
    const keep = row(page, 'residents.pdf').getByRole('button', { name: 'Keep it anyway' });
    await keep.waitFor();
    peer.onAct = () => {
      peer.verdicts.residents = { state: 'kept', document: { number: 1 } };
    };
    await keep.click();
    await row(page, 'residents.pdf').getByText('I have kept residents.pdf as D1.').waitFor();
    await card(page, 'D1').getByText('More').click();
    await card(page, 'D1').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await row(page, 'residents.pdf').getByText('Deleted.').waitFor();
  });

  it('whose copy was promised is done with once the copy is there', async () => {
    peer.verdicts.residents = held;
    const page = await come();
    await chooser(page).setInputFiles(file('residents.pdf'));
    await row(page, 'residents.pdf').getByRole('button', { name: 'I will hide them' }).click();
    await page.getByText('Send the copy here when it is ready.').waitFor();
    await chooser(page).setInputFiles(file('hidden.pdf'));
    await page.getByText(done).waitFor();
  });

  it('waits for its choice also after a refresh, and is gone once the chat has decided', async () => {
    peer.verdicts.residents = held;
    const page = await come({ prepare: acceptQuestions });
    await chooser(page).setInputFiles(file('residents.pdf'));
    await row(page, 'residents.pdf').getByText('I found 2 NHS numbers').waitFor();
    await page.reload();
    await row(page, 'residents.pdf').getByRole('button', { name: 'Take it back' }).waitFor();
    peer.store.uploads.clear();
    await page.reload();
    await page.getByRole('heading', { name: question.ask }).waitFor();
    await page.waitForFunction(() => document.querySelector<HTMLElement>('.upload')?.hidden === true);
    expect(await page.evaluate(() => sessionStorage.getItem('dspt-guide.awaited'))).toBe(null);
  });
});

describe('the documents', () => {
  it('are deleted only after all they are used for was named, by keyboard alone', async () => {
    peer.says.delete = 'D1 is deleted.';
    peer.onAct = () => {
      peer.view = { ...peer.view, documents: [link, elsewhere] };
    };
    const page = await come({ viewport: sizes.desktop });
    await card(page, 'D1').getByText('More').focus();
    await page.keyboard.press('Enter');
    for (const _ of ['replace', 'do not use', 'delete']) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Delete D1' });
    expect(await sheet.getByRole('listitem').allInnerTexts()).toEqual([
      '3.2.1 Training in the last year',
      '1.1.2 Information sharing list',
    ]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep it'); // the harmless one first
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('#said').getByText('D1 is deleted.').waitFor();
    expect(await card(page, 'D1').count()).toBe(0);
    expect(peer.acts).toEqual([{ do: 'delete', document: 'doc-1', isSure: true }]);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('documents');
  });

  it('take new dates and an owner, and keep what was typed when that did not get through', async () => {
    peer.says.describe = 'The dates are saved.';
    const page = await come();
    await card(page, 'D1').getByRole('button', { name: 'Dates and owner' }).click();
    await page.getByLabel('When to look at it again').fill('');
    await page.getByLabel('Who looks after it').fill('  Sam ');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('That did not get through. Nothing was changed. Try again.').waitFor();
    await screenshot(page, 'evidence-phone-edit-failed');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Save' }).dblclick();
    await card(page, 'D1').getByText('The dates are saved.').waitFor();
    expect(peer.acts).toEqual([
      { do: 'describe', document: 'doc-1', documentDate: '2026-01-12', reviewDate: '', owner: 'Sam' },
    ]);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('document');
  });

  it('are used for this question, and no longer', async () => {
    const used = { ...elsewhere, usedFor: [...elsewhere.usedFor, training] };
    peer.onAct = ({ do: does }) => {
      peer.view = { ...peer.view, documents: [policy, link, does === 'useFor' ? used : elsewhere] };
    };
    peer.says.useFor = 'D3 is used for it.';
    peer.says.stopUsing = 'D3 is not used for it any more.';
    const page = await come();
    await card(page, 'D3').getByRole('button', { name: 'Use it for this question' }).click();
    await card(page, 'D3').getByText('D3 is used for it.').waitFor();
    await card(page, 'D3').getByText('More').click();
    await card(page, 'D3').getByRole('button', { name: 'Not for this question' }).click();
    await card(page, 'D3').getByText('D3 is not used for it any more.').waitFor();
    expect(peer.acts).toEqual([
      { do: 'useFor', document: 'doc-3', question: '3.2.1' },
      { do: 'stopUsing', document: 'doc-3', question: '3.2.1' },
    ]);
  });

  it('are replaced by a newer file, and old versions can be had with their fingerprints', async () => {
    const page = await come();
    await card(page, 'D1').getByText('More').click();
    expect(await card(page, 'D1').getByText(sha256).isVisible()).toBe(false);
    await card(page, 'D1').getByText('For checking').click();
    expect(await card(page, 'D1').getByText(sha256).isVisible()).toBe(true);
    const download = page.waitForEvent('download');
    await card(page, 'D1')
      .locator('.versions')
      .getByRole('listitem')
      .last()
      .getByRole('button', { name: 'Download' })
      .click();
    expect((await download).url()).toBe(`${peer.url}/given/doc-1/0`);
    await card(page, 'D1').getByLabel('Send a new version').setInputFiles(file('policy 2027.pdf'));
    await row(page, 'policy 2027.pdf').getByText('Kept').waitFor();
    expect(peer.arrived).toEqual([{ filename: 'policy 2027.pdf', filetype: 'application/pdf', replaces: 'doc-1' }]);
  });

  it('say so when one is missing, altered or waits for its check', async () => {
    peer.view = {
      ...peer.view,
      documents: [
        { ...policy, state: 'missing' },
        { ...policy, id: 'doc-4', number: 4, state: 'altered' },
        { ...policy, id: 'doc-5', number: 5, state: 'waiting' },
        { ...policy, id: 'doc-6', number: 6, state: 'infected' },
      ],
    };
    const page = await come();
    await card(page, 'D1').getByText('The file is gone from our store.').waitFor();
    await card(page, 'D4').getByText('The file in our store is not the one you sent.').waitFor();
    await card(page, 'D5').getByText('Waiting for the virus check. It does not count yet.').waitFor();
    for (const number of ['D1', 'D4', 'D5'])
      expect(await card(page, number).locator(':scope > .row').getByRole('button', { name: 'Download' }).count()).toBe(
        0,
      );
    expect(await card(page, 'D1').getByLabel('Send it again').count()).toBe(1);
    expect(await card(page, 'D5').getByLabel('Send it again').count()).toBe(0);
    await card(page, 'D6').getByText('Send a clean one.').waitFor();
    await screenshot(page, 'evidence-phone-states', { fullPage: true });
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});

describe('the link', () => {
  it('leaves the address bar at once, and a refresh still works', async () => {
    const page = await come();
    await card(page, 'D1').waitFor();
    expect(page.url()).toBe(`${peer.url}/evidence`);
    await page.reload();
    await card(page, 'D1').waitFor();
    await page.goto('about:blank');
    await page.goBack();
    expect(page.url()).toBe(`${peer.url}/evidence`);
  });

  it('that has run out, or is none, is said kindly', async () => {
    const without = await come({}, '');
    await without.getByText('It may have run out, or a letter is missing. Ask for a new one in the chat.').waitFor();
    const page = await come({}, '#old-ticket');
    await page.getByText('It may have run out, or a letter is missing. Ask for a new one in the chat.').waitFor();
    expect(await page.getByRole('link', { name: 'Go to the chat' }).getAttribute('href')).toBe('/');
    await page.evaluate(() => {
      location.hash = '#good-ticket';
    });
    await card(page, 'D1').waitFor(); // a new link in the same tab
  });

  it('that runs out under the hands is noticed with the next thing done', async () => {
    const page = await come();
    await card(page, 'D1').waitFor();
    peer.isGood = false;
    await chooser(page).setInputFiles(file('list.pdf'));
    await page.getByText('This link does not work').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('trouble-heading');
  });

  it('without a question shows the documents, and nothing yet where there is none', async () => {
    peer.view = { organisation: 'Rose Cottage', documents: [], limits };
    const page = await come({ viewport: sizes.small });
    await page.getByText('Nothing kept yet. What you send shows up here.').waitFor();
    await screenshot(page, 'evidence-small-empty', { fullPage: true });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
  });

  it('keeps trying while the server cannot be reached', async () => {
    const page = await come({
      prepare: async (opened) => void (await opened.route('**/evidence/api/view', (route) => route.abort())),
    });
    await page.getByText('I cannot get your documents just now').waitFor();
    await screenshot(page, 'evidence-phone-unreachable');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.unroute('**/evidence/api/view');
    await page.locator('#trouble-again').dispatchEvent('click'); // also where it has just been got without
    await card(page, 'D1').waitFor();
  });
});

describe('with text at twice the size', () => {
  it('still fits a 320 px phone', async () => {
    const page = await come({ viewport: sizes.small });
    await card(page, 'D1').waitFor();
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    await screenshot(page, 'evidence-small-large-text', { fullPage: true });
    expect(await scrollsSideways(page)).toBe(false);
  });
});
