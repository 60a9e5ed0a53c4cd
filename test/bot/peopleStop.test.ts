/** One click in a mail ends the mails (RFC 8058). */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pageHeaders } from '../../bot/http/pageHeaders.ts';
import type { Site } from '../../bot/http/site.ts';
import { emailKey, Reaches } from '../../bot/reach/reaches.ts';
import { type PeopleApp, people, peopleApps, publicUrl, stopPathIn, until, type WebChat } from './support/peopleApp.ts';

const startApp = peopleApps();
const start = '2026-11-23T10:00:00Z';
const nextDigest = '2026-11-30T09:30:00Z';
const jo = 'jo@rose.example';
const oneClick = {
  method: 'POST',
  raw: 'List-Unsubscribe=One-Click',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
};
const passOn = { dspt: { do: 'handOn', question: '7.3.1' } };

let app: PeopleApp;
let manager: WebChat;
let sam: WebChat;

beforeEach(async () => {
  app = await startApp({ at: start });
  manager = await app.manager();
  await manager.choose(people({ ask: 'callMe', name: 'Jo Carter' }));
  sam = await app.invited(manager, 'contributor', 'Sam Green');
  await app.withEmail(manager, jo);
});

afterEach(() => app.close());

const remind = () => app.guide.people.reminders.runOnce();

/** A question for the manager, of which a mail tells at once; resolves with where that mail leads to stop. */
async function noticed(): Promise<string> {
  await sam.choose(passOn);
  await sam.say('Jo');
  await until(() => app.mail.caught.length === 2);
  return stopPathIn(app.mail.caught[1]);
}

describe('the link of a mail', () => {
  it('stands in its header, for mail programs, and in its text', async () => {
    const path = await noticed();
    expect(path).toMatch(/^\/stop\/[0-9a-f]{32}\/[\w-]{22}$/);
    const headers = app.mail.caught[1]?.headers;
    expect(headers?.['list-unsubscribe']?.replaceAll(' ', '')).toContain(`<${publicUrl}${path}>,<mailto:`);
    expect(headers?.['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  });

  it('shows a page with one button and no script, and changes nothing by being looked at', async () => {
    const path = await noticed();
    for (const method of ['GET', 'HEAD', 'GET']) {
      const { status, body } = await app.ask(path, { method });
      expect(status).toBe(200);
      if (method === 'HEAD') expect(body).toBe('');
      else {
        expect(body.match(/<button>[^<]+<\/button>/g)).toEqual(['<button>Stop reminders</button>']);
        expect(body).toContain('<form method="post">');
        expect(body).not.toMatch(/<script|\son\w+=|src=|mail:/);
      }
    }
    app.goTo(nextDigest);
    expect(await remind()).toMatchObject({ sent: 1 });
  });

  it('has the headers of our pages, is kept nowhere, and may send its form to us alone', async () => {
    const { headers } = await app.ask(await noticed());
    const site = { isSecure: true, urlFor: () => publicUrl, frameAncestors: "'self'" } as unknown as Site;
    const ours = pageHeaders({ path: '/evidence', type: 'text/html; charset=utf-8' }, site, {} as never);
    const { 'Content-Security-Policy': _, 'Cache-Control': __, ...common } = ours;
    for (const [name, value] of Object.entries(common)) expect([name, headers.get(name)]).toEqual([name, value]);
    expect(headers.get('Cache-Control')).toBe('private, no-store');
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+=*'; form-action 'self'; /);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it.each([
    ['a mail program', oneClick],
    ['the button', { method: 'POST', raw: '', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
    ['a form of many parts', { method: 'POST', raw: new FormData() }],
  ])('stops all for %s, at once and without a redirect', async (_, click) => {
    const path = await noticed();
    const { status, body } = await app.ask(path, click);
    expect([status, body]).toEqual([200, expect.stringContaining('Your reminders have stopped')]);
    expect(body).not.toContain('<form');
    expect(body).toContain('type: remind me every week');
    expect((await app.ask(path)).body).toContain('Your reminders have stopped');
    expect((await app.ask(path, oneClick)).status).toBe(200);
    app.goTo(nextDigest);
    expect(await remind()).toMatchObject({ sent: 0 });
    await sam.choose({ dspt: { do: 'handOn', question: '7.3.2' } });
    await sam.say('Jo');
    // It comes to the chat, and no mail goes out.
    await until(async () => (await manager.look()).text.includes('7.3.2'));
    expect(app.mail.caught).toHaveLength(2);
  });

  it('is taken back by asking for reminders again', async () => {
    const path = await noticed();
    await app.ask(path, oneClick);
    await manager.say('remind me every week');
    expect((await app.ask(path)).body).toContain('<button>');
    app.goTo(nextDigest);
    expect(await remind()).toMatchObject({ sent: 1 });
    expect(app.mail.caught).toHaveLength(3);
  });

  it('leaves quiet hours and all else that was chosen alone', async () => {
    await manager.choose(people({ ask: 'quietHours', hours: { from: '20:00', to: '08:00' } }));
    await app.ask(await noticed(), oneClick);
    await manager.say('remind me every week');
    expect((await manager.choose(people({ ask: 'reminders' }))).text).toContain('8pm');
  });

  it('works for somebody outside, who gets no reminder then', async () => {
    await manager.choose(passOn);
    const { dspt } = await manager.say('Bright IT');
    const guest = await app.chat();
    await guest.say(dspt.code ?? '');
    const reaches = new Reaches(app.store.documents, app.now);
    for await (const id of app.store.documents.list('reach/guest-')) {
      await reaches.setEmail(id.slice('reach/'.length), 'it@firm.example');
      await reaches.confirmEmail(id.slice('reach/'.length), emailKey('it@firm.example'));
    }
    const toGuest = () => app.mail.caught.filter(({ to }) => to.includes('it@firm.example'));
    app.goTo(nextDigest);
    expect(await remind()).toMatchObject({ sent: 1 });
    expect((await app.ask(stopPathIn(toGuest()[0]), oneClick)).status).toBe(200);
    app.goTo('2026-12-07T09:30:00Z');
    await remind();
    expect(toGuest()).toHaveLength(1);
  });

  it('is over with the part that somebody had', async () => {
    const path = await noticed();
    await manager.say('remove Sam');
    await manager.say('yes');
    expect((await app.ask(path)).status).toBe(200);
    const other = await app.invited(manager, 'manager', 'Ash Grey');
    await other.say('remove Jo');
    await other.say('yes');
    expect((await app.ask(path, oneClick)).status).toBe(404);
  });
});

describe('a link that is none of ours', () => {
  const owner = 'a'.repeat(32);
  it.each([
    ['unknown', `/stop/${owner}/${'b'.repeat(22)}`],
    ['of another owner', () => noticed().then((path) => path.replace(/[0-9a-f]{32}/, owner))],
    ['cut off', `/stop/${owner}/b`],
    ['a way out', `/stop/${owner}/..%2F..%2Fseat`],
  ])('%s is not found, and says so kindly', async (_, where) => {
    const path = typeof where === 'string' ? where : await where();
    for (const click of [{}, oneClick]) {
      const { status, headers, body } = await app.ask(path, click);
      expect([status, headers.get('Cache-Control')]).toEqual([404, 'private, no-store']);
      expect(body).toContain('This link does not work any more');
    }
  });

  it('is counted, so that nobody tries many', async () => {
    const path = `/stop/${owner}/${'c'.repeat(22)}`;
    const statuses: number[] = [];
    for (let tries = 0; tries < 32; tries++) statuses.push((await app.ask(path)).status);
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(404));
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('at rest and in the log', () => {
  it('there is nothing that opens a link', async () => {
    const secret = (await noticed()).split('/').at(-1) ?? '?';
    for await (const id of app.store.documents.list('')) {
      expect(id).not.toContain(secret);
      expect(JSON.stringify(await app.store.documents.get(id))).not.toContain(secret);
    }
    await app.ask(stopPathIn(app.mail.caught[1]), oneClick);
    expect(app.log.join('')).not.toContain(secret);
  });
});
