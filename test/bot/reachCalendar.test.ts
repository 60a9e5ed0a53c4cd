import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Server } from 'restify';
import { Limits } from '../../bot/http/limits.ts';
import { createLogger } from '../../bot/logger.ts';
import { type Ahead, calendarText } from '../../bot/reach/calendar.ts';
import { CalendarLinks } from '../../bot/reach/calendarLinks.ts';
import { calendarRoutes, calendarUrl } from '../../bot/reach/calendarRoutes.ts';
import { createServer } from '../../bot/server.ts';
import type { Reminder } from '../../core/reminders/model.ts';
import type { Words } from '../../core/words.ts';
import { Describe } from '../../dialogs/describe.ts';
import { ReminderWords } from '../../dialogs/reminderWords.ts';
import type { Opened } from '../storage/contract.ts';
import { realContent } from '../support/guide.ts';
import { openSqliteFixture } from '../support/sqliteFixture.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { readIcs, unescaped } from './support/ics.ts';
import { assigned, plan, reminder } from './support/reaching.ts';

const newFolder = temporaryFolders();
const content = await realContent();
const wordsOf = (words: Words) => new ReminderWords(words, new Describe(words, content.book));
const words = wordsOf(content.words());
const link = 'https://guide.example/';
const all: readonly Reminder[] = [
  plan,
  assigned,
  reminder({ kind: 'stalled', daysQuiet: 21, questionsLeft: 12 }),
  reminder({ kind: 'evidenceReview', document: 'carter-contract', on: '2027-07-01', daysLeft: 7 }),
  reminder({ kind: 'lapsing', question: '3.2.1', on: '2027-07-01', daysLeft: 10 }),
  reminder({ kind: 'signOff', daysWaiting: 5 }),
  reminder({ kind: 'republish', on: '2027-06-30', daysLeft: 14 }),
  reminder({ kind: 'newEdition', edition: '2026-27' }),
];
const ahead: Ahead = { reminders: all, revision: 7, at: '2026-11-21T23:30:00.000Z' };
const eventsOf = (text: string) => readIcs(text).components.map(({ properties }) => properties);

describe('the calendar', () => {
  it('is an iCalendar with one event for each reminder', () => {
    const calendar = readIcs(calendarText(ahead, words, link));
    expect(calendar).toMatchObject({
      name: 'VCALENDAR',
      properties: { VERSION: '2.0', PRODID: '-//DSPT Guide//Reminders//EN', 'X-WR-CALNAME': 'Data security toolkit' },
    });
    expect(calendar.components.map(({ name }) => name)).toEqual(all.map(() => 'VEVENT'));
    for (const { SUMMARY, DESCRIPTION } of calendar.components.map(({ properties }) => properties)) {
      expect(unescaped(SUMMARY ?? '')).toMatch(/^Toolkit: (?!.*(?:\{\{|reminders:))/);
      expect(unescaped(DESCRIPTION ?? '')).toBe(`Open the guide: ${link}`);
    }
  });

  it('has whole days, which no time zone and no clock change moves, stamped in UTC by the data', () => {
    expect(eventsOf(calendarText({ ...ahead, reminders: [plan] }, words, link))).toEqual([
      expect.objectContaining({
        'DTSTART;VALUE=DATE': '20270616',
        'DTEND;VALUE=DATE': '20270617',
        DTSTAMP: '20261121T233000Z',
        SEQUENCE: '7',
        TRANSP: 'TRANSPARENT',
        SUMMARY: 'Toolkit: 12 questions to go\\, publish by 30 June 2027',
        'URL;VALUE=URI': link,
      }),
    ]);
  });

  it.each(['2027-03-28', '2027-10-31', '2028-02-29', '2026-12-31'])('has the day %s as it is', (dueOn) => {
    const [event] = eventsOf(calendarText({ ...ahead, reminders: [{ ...plan, dueOn }] }, words, link));
    expect(event?.['DTSTART;VALUE=DATE']).toBe(dueOn.replaceAll('-', ''));
  });

  it('is the same text whenever and wherever it is made', async () => {
    const here = calendarText(ahead, words, link);
    const script = `
      const { calendarText } = await import(${JSON.stringify(new URL('../../bot/reach/calendar.ts', import.meta.url).href)});
      const words = { say: (key) => key, short: () => 'Toolkit' };
      process.stdout.write(calendarText(${JSON.stringify(ahead)}, words, '${link}'));`;
    const made = await Promise.all(
      ['America/New_York', 'Pacific/Auckland', 'Europe/London'].map((TZ) =>
        promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
          env: { ...process.env, NODE_OPTIONS: '', TZ },
        }),
      ),
    );
    expect(new Set(made.map(({ stdout }) => stdout)).size).toBe(1);
    expect(calendarText(ahead, words, link)).toBe(here);
  });

  it('knows an event again when it has changed, and one reminder from another', () => {
    const uids = (reminders: readonly Reminder[], revision = 7) =>
      eventsOf(calendarText({ ...ahead, reminders, revision }, words, link)).map(({ UID }) => UID);
    const changed = reminder({ ...plan.about, questionsLeft: 3 } as Reminder['about']);
    expect(uids([changed], 8)).toEqual(uids([plan]));
    const others = [
      plan,
      { ...plan, dueOn: '2027-06-23' },
      { ...plan, subject: 'b' },
      { ...plan, organisation: 'other' },
    ];
    expect(new Set(uids([...others, assigned])).size).toBe(5);
    expect(uids([plan])[0]).toMatch(/^[0-9a-f]{32}@guide\.example$/);
  });

  it('folds and escapes whatever the words are', () => {
    const long = 'Überprüfung; 12 Fragen, "heute"\\morgen\nund übermorgen 👩🏽‍⚕️ '.repeat(12);
    const odd = { say: () => long, short: () => long } as unknown as ReminderWords;
    const [event] = eventsOf(calendarText({ ...ahead, reminders: [plan] }, odd, link));
    expect(unescaped(event?.SUMMARY ?? '')).toBe(long);
    expect(unescaped(event?.DESCRIPTION ?? '')).toBe(long);
  });

  it('names no person and no document', () => {
    expect(calendarText(ahead, words, link)).not.toMatch(/carter|\bjo\b/i);
  });

  it('may be empty', () => {
    expect(readIcs(calendarText({ ...ahead, reminders: [] }, words, link)).components).toEqual([]);
  });
});

describe('the reader of the tests', () => {
  const lines = (...all: string[]) => ['BEGIN:VCALENDAR', ...all, 'END:VCALENDAR', ''].join('\r\n');
  it.each([
    ['a bare line end', lines('A:1').replace('\r\n', '\n')],
    ['a long line', lines(`A:${'x'.repeat(74)}`)],
    ['a long line in bytes', lines(`A:${'é'.repeat(37)}`)],
    ['no end', 'BEGIN:VCALENDAR\r\nA:1\r\n'],
    ['a property twice', lines('A:1', 'A:2')],
    ['a property after a component', lines('BEGIN:VEVENT', 'END:VEVENT', 'A:1')],
    ['no last line end', lines('A:1').trimEnd()],
  ])('does not take %s', (_, text) => {
    expect(() => readIcs(text)).toThrow();
  });
});

describe('the link to a calendar', () => {
  let opened: Opened;
  let server: Server;
  let origin: string;
  let now: Date;
  let links: CalendarLinks;
  let people: Record<string, Ahead | undefined>;

  beforeEach(async () => {
    now = new Date('2026-11-21T10:00:00Z');
    opened = await openSqliteFixture(newFolder(), { now: () => now.getTime() });
    links = new CalendarLinks(opened.store.documents, () => now);
    people = { jo: ahead };
    server = createServer(() => false);
    calendarRoutes(server, {
      links,
      remindersAhead: async (person) => people[person],
      words: (locale) => wordsOf(content.words(locale)),
      publicUrl: 'https://guide.example',
      limits: new Limits({ turnsPerSecond: 1_000, trustedProxies: 0 }),
      logger: createLogger('silent'),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    await new Promise<void>((resolve) => server.close(resolve));
    await opened.dispose();
  });

  const ask = (secret: string, method = 'GET') => fetch(calendarUrl(origin, secret), { method });
  const statuses = async (secrets: readonly string[]) =>
    (await Promise.all(secrets.map((secret) => ask(secret)))).map(({ status }) => status);

  it('gives the calendar of its person, and lets nobody keep it', async () => {
    const response = await ask(await links.issue('jo', 'feed'));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-disposition': 'inline; filename="toolkit.ics"',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(await response.text()).toBe(calendarText(ahead, words, link));
  });

  it('answers HEAD without the calendar', async () => {
    const response = await ask(await links.issue('jo', 'feed'), 'HEAD');
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('may be a file to keep, for an hour', async () => {
    const secret = await links.issue('jo', 'file');
    const response = await ask(secret);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="toolkit.ics"');
    expect((await ask(secret)).status).toBe(200);
    now = new Date(now.getTime() + 60 * 60 * 1000);
    expect((await ask(secret)).status).toBe(404);
  });

  it('is nowhere in the store', async () => {
    const secret = await links.issue('jo', 'feed');
    for await (const id of opened.store.documents.list('')) {
      const stored = await opened.store.documents.get(id);
      expect(`${id} ${JSON.stringify(stored)}`).not.toContain(secret);
    }
  });

  it.each(['', 'x', 'A'.repeat(22), '../../healthz', '%00', `${'A'.repeat(22)}.ics`])('is not %j', async (secret) => {
    const response = await fetch(`${origin}/calendar/${secret}.ics`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'NotFound' } });
  });

  it('is not found without its ending', async () => {
    expect((await fetch(`${origin}/calendar/${await links.issue('jo', 'feed')}`)).status).toBe(404);
  });

  it('ends with all others of its person when they are revoked, and with none of anybody else', async () => {
    people.sam = ahead;
    const own = [await links.issue('jo', 'feed'), await links.issue('jo', 'feed')];
    const others = [await links.issue('sam', 'feed')];
    expect(await statuses([...own, ...others])).toEqual([200, 200, 200]);
    await links.revoke('jo');
    expect(await statuses([...own, ...others])).toEqual([404, 404, 200]);
    expect(await statuses([await links.issue('jo', 'feed')])).toEqual([200]);
  });

  it('ends with the person', async () => {
    const secret = await links.issue('jo', 'feed');
    people = {};
    expect((await ask(secret)).status).toBe(404);
  });

  it('keeps working beside a few others, and the oldest stops', async () => {
    const secrets: string[] = [];
    for (let index = 0; index < 6; index++) secrets.push(await links.issue('jo', 'feed'));
    expect(await statuses(secrets)).toEqual([404, 200, 200, 200, 200, 200]);
  });

  it('loses no feed of two that are asked for at once', async () => {
    expect(await statuses(await Promise.all([links.issue('jo', 'feed'), links.issue('jo', 'feed')]))).toEqual([
      200, 200,
    ]);
  });

  it('is served so often and no more', async () => {
    const secret = await links.issue('jo', 'feed');
    const seen: number[] = [];
    for (let index = 0; index < 31; index++) seen.push((await ask(secret)).status);
    expect(seen).toEqual([...Array(30).fill(200), 429]);
    expect((await ask(await links.issue('jo', 'feed'))).status).toBe(200);
  });
});
