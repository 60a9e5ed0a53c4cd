/** A reminder for a manager in Teams who has a confirmed email address, whatever Teams answers: the whole program, a connector and a mail server. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Reaches } from '../../bot/reach/reaches.ts';
import { type HistoryEntry, Ledger } from '../../bot/reminders/ledger.ts';
import type { Trouble } from './support/connectorService.ts';
import { type MailServer, mailServers } from './support/mailServer.ts';
import { people, until, wordsIn } from './support/peopleApp.ts';
import { readable, type TeamsApp, type TeamsChat, teamsApps } from './support/teamsApp.ts';
import type { Json } from './support/testApp.ts';

const { peers, start } = teamsApps();
const startMail = mailServers();
const minute = 60_000;
const jo = 'jo@rose.example';
const began = Date.parse('2027-05-03T10:00:00Z');
/** 30 days before the deadline lie on a bank holiday; this is the working day after it, 9:30 in London. */
const due = Date.parse('2027-06-01T08:30:00Z');

let time: number;
let app: TeamsApp;
let mail: MailServer;
let manager: TeamsChat;
let before: number;
let mailsBefore: number;
let names = 0;

beforeEach(async () => {
  time = began;
  mail = await startMail();
  app = await start({ now: () => new Date(time), mail: mail.config });
  manager = app.chat(`reminded-${++names}`);
  let heard = await manager.say('Rose Cottage');
  const asked = (): string => heard.said.at(-1)?.channelData?.dspt?.question ?? '';
  for (let turns = 0; turns < 20 && asked().startsWith('setup.'); turns++)
    heard = await manager.say(asked() === 'setup.serviceType' ? 'care home' : 'skip');
  await manager.send({ value: people({ ask: 'email', address: jo }) });
  await manager.say(wordsIn(mail.caught.at(-1)));
  before = peers.connector.calls.length;
  mailsBefore = mail.caught.length;
});
afterEach(() => app.close());

const answers = (trouble: Trouble | undefined): void => peers.connector.failAlways(manager.conversation, trouble);
/** What the program asked Teams to show to the manager since they came. */
const posts = (): readonly Json[] =>
  peers.connector.calls
    .slice(before)
    .filter(
      ({ did, conversation, body }) =>
        conversation === manager.conversation && did !== 'update' && body?.type === 'message',
    );
const shown = (): readonly string[] =>
  posts()
    .filter(({ status }) => status === 200)
    .map(({ body }) => readable(body));
const mails = (): number => mail.caught.length - mailsBefore;
/** One pass at each of these times, in minutes after it was due. */
const passesAt = async (...times: readonly number[]): Promise<void> => {
  for (const minutes of times) {
    time = due + minutes * minute;
    await app.reminders.runOnce();
  }
};

async function owner(): Promise<{ readonly organisation: string; readonly person: string }> {
  for await (const id of app.store.documents.list('reminded/')) {
    const [, organisation = '', person = ''] = id.split('/').map(decodeURIComponent);
    return { organisation, person };
  }
  throw new Error('Nobody was reminded.');
}
async function history(): Promise<readonly HistoryEntry[]> {
  const { organisation, person } = await owner();
  return new Ledger({ documents: app.store.documents, now: () => new Date(time) }).history(organisation, [person]);
}
async function place(): Promise<string | undefined> {
  const { person } = await owner();
  return (await new Reaches(app.store.documents, () => new Date(time)).of(person)).places[0]?.state;
}

interface Case {
  readonly trouble: Trouble;
  /** Tries while Teams answers so: each was one call. */
  readonly tries: number;
  readonly mails: number;
  readonly state: HistoryEntry['state'];
  readonly place: string;
  /** Code in the log of what was not said; none for what is no surprise. */
  readonly code?: string;
  /** Whether it is shown once Teams takes messages again. */
  readonly isShownLater: boolean;
}
const byMail = { tries: 1, mails: 1, state: 'sent', isShownLater: false } as const;
const later = { mails: 0, state: 'claimed', place: 'open', isShownLater: true } as const;
const unknown = { tries: 1, mails: 0, state: 'uncertain', place: 'open', isShownLater: false } as const;
const cases: readonly Case[] = [
  { trouble: { status: 403 }, ...byMail, place: 'blocked' },
  { trouble: { status: 404 }, ...byMail, place: 'gone' },
  { trouble: { status: 400 }, ...byMail, place: 'open', code: 'connector.refused' },
  { trouble: { status: 429, headers: { 'Retry-After': '600' } }, ...later, tries: 2 },
  { trouble: { status: 429 }, ...later, tries: 4 },
  { trouble: { status: 503, headers: { 'Retry-After': '600' } }, ...later, tries: 2 },
  { trouble: { status: 503 }, ...later, tries: 4 },
  { trouble: { status: 500 }, ...unknown, code: 'connector.unavailable' },
  { trouble: { status: 502 }, ...unknown, code: 'connector.unavailable' },
  { trouble: { status: 504 }, ...unknown, code: 'connector.unavailable' },
  { trouble: 'hang', ...unknown, code: 'connector.timeout' },
  { trouble: 'cut', ...unknown, code: 'connector.unreachable' },
];

describe('a reminder', () => {
  it('is said in Teams, and nowhere else', async () => {
    await passesAt(0, 1, 5, 15, 60, 120);
    expect(shown()[0]).toContain('I am the guide for the data security toolkit');
    expect(new Set(shown()).size).toBe(shown().length);
    expect([mails(), await history()]).toMatchObject([0, [{ state: 'sent', via: 'teams', tries: 1 }]]);
    expect((await manager.say('reminders')).text).toMatch(
      /Due now: \d+ questions to go by 30 June 2027, .* slots of 20 minutes, the next on \w+day \d+/,
    );
  });

  it.each(cases)('to which Teams answers $trouble: $state after $tries', async (expected) => {
    answers(expected.trouble);
    await passesAt(0, 0.5, 1, 5, 14.9);
    expect({ calls: posts().length, mails: mails() }).toEqual({ calls: expected.tries, mails: expected.mails });
    expect(await history()).toMatchObject([{ state: expected.state, tries: expected.tries }]);
    expect(await place()).toBe(expected.place);
    const failed = app.log.filter((line) => line.includes('"reach.failed"'));
    expect(failed.map((line) => JSON.parse(line).errorCode)).toEqual(expected.code ? [expected.code] : []);

    answers(undefined);
    await passesAt(60, 120, 240);
    expect(shown().some((text) => text.includes('I am the guide'))).toBe(expected.isShownLater);
    expect(new Set(shown()).size).toBe(shown().length);
    const [sent, ...others] = await history();
    expect({ mails: mails(), others }).toEqual({ mails: expected.mails, others: [] });
    expect(sent?.state).toBe(expected.isShownLater ? 'sent' : expected.state);
    expect(sent?.via).toBe(expected.isShownLater ? 'teams' : expected.mails ? 'email' : undefined);
  });

  it('is given up where Teams is busy for days, and the manager can see so', async () => {
    answers({ status: 429 });
    await passesAt(...Array.from({ length: 60 }, (_, hours) => hours * 60));
    expect(await history()).toMatchObject([{ state: 'failed', why: 'gaveUp', tries: 10 }]);
    expect([posts().length, mails()]).toEqual([10, 0]);
    answers(undefined);
    expect((await manager.say('reminders')).text).toContain('It did not go out. I tried for a day.');
  });

  it('comes in Teams again to somebody who is back', async () => {
    answers({ status: 403 });
    await passesAt(0);
    answers(undefined);
    await manager.say('hello');
    expect(await place()).toBe('open');
  });
});

describe('a notice', () => {
  it.each<[Trouble, number]>([
    [{ status: 403 }, 1],
    [{ status: 404 }, 1],
    [{ status: 500 }, 0],
  ])('to which Teams answers %j comes by mail %d times', async (trouble, count) => {
    answers(trouble);
    const colleague = app.chat(`colleague-${names}`);
    await colleague.say('hello');
    await colleague.send({ value: people({ ask: 'join' }) });
    await until(() => posts().length === 1);
    if (count) await until(() => mails() === count);
    await app.reminders.stop();
    expect([posts().length, mails()]).toEqual([1, count]);
  });
});
