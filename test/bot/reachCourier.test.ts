import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../bot/logger.ts';
import { type Brought, type CourierOptions, createCourier } from '../../bot/reach/courier.ts';
import { type CodeForAddress, createFirstMails } from '../../bot/reach/firstMails.ts';
import { createMailer } from '../../bot/reach/mailer.ts';
import { emailKey, Reaches } from '../../bot/reach/reaches.ts';
import type { Delivery, Outcome } from '../../bot/reminders/ports.ts';
import { ConnectorError, errorOfStatus } from '../../bot/teams/connectorError.ts';
import type { Notice } from '../../core/people/notices.ts';
import type { Reminder } from '../../core/reminders/model.ts';
import type { Opened } from '../storage/contract.ts';
import { openSqliteFixture } from '../support/sqliteFixture.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { type MailServer, mailServers } from './support/mailServer.ts';
import { assigned, letters, linkMaker, plan, reminder, said } from './support/reaching.ts';

const newFolder = temporaryFolders();
const startServer = mailServers();
const times = { connectMs: 300, silenceMs: 300 };
const jo = 'jo@rose.example';
const delivery: Delivery = { id: 'd1', organisation: 'org', person: 'jo', reminders: [plan], isFirst: false };

let opened: Opened;
let now: Date;
let reaches: Reaches;
let server: MailServer;
let links: ReturnType<typeof linkMaker>;
/** What was brought, by conversation; what a conversation answers instead. */
let heard: [string | undefined, Brought][];
let failures: Record<string, unknown>;
/** For whose addresses words were made. */
let asked: Parameters<CodeForAddress>[];

beforeEach(async () => {
  opened = await openSqliteFixture(newFolder());
  server = await startServer();
  now = new Date('2027-06-16T09:30:00Z');
  reaches = new Reaches(opened.store.documents, () => now);
  links = linkMaker();
  heard = [];
  failures = {};
  asked = [];
});
afterEach(() => opened.dispose());

/** Never aborted. */
const inTime = new AbortController().signal;

const courier = (more: Partial<CourierOptions> = {}) =>
  createCourier({
    reaches,
    enter: async ({ conversation }, brought) => {
      const failure = failures[conversation?.id ?? ''];
      if (failure instanceof Promise) await failure;
      if (failure) throw failure;
      heard.push([conversation?.id, brought]);
    },
    mailer: createMailer(server.config, times),
    letters,
    oneTimeLink: links.oneTimeLink,
    now: () => now,
    logger: createLogger('silent'),
    ...more,
  });

const withEmail = async (): Promise<void> => {
  await reaches.setEmail('jo', jo);
  await reaches.confirmEmail('jo', emailKey(jo));
};
const codeForAddress: CodeForAddress = async (...about) => {
  asked.push(about);
  return 'maple heron quilt lantern oak';
};
const inOther = (each: Reminder): Reminder => ({ ...each, assessment: 'other' });
const failure = (status: number, retryAfter: string | null = null): Error =>
  errorOfStatus(status, retryAfter, new Date(0));
const unsaid = new ConnectorError({ failure: 'refused', mayHaveArrived: false });
const withoutAnswer = (mayHaveArrived: boolean): Error =>
  new ConnectorError({ failure: 'unreachable', mayHaveArrived });

describe('the best way', () => {
  it('is Teams, and nothing else is tried', async () => {
    await reaches.note('jo', said('directline', 'browser'));
    await reaches.note('jo', said('msteams', 'chat'));
    await withEmail();
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'sent', via: 'teams' });
    expect(heard).toEqual([['chat', { as: 'delivery', delivery }]]);
    expect([server.caught, links.made]).toEqual([[], []]);
  });

  it('is a confirmed email address where there is no Teams', async () => {
    await reaches.note('jo', said('directline', 'browser'));
    await withEmail();
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'sent', via: 'email' });
    expect(heard).toEqual([]);
    expect(server.caught[0]).toMatchObject({ to: [jo], headers: { subject: expect.stringContaining('Toolkit') } });
  });

  it.each<[number, Outcome]>([
    [0, { as: 'sent', via: 'web' }],
    [14, { as: 'sent', via: 'web' }],
    [15, { as: 'failed', why: 'noWay' }],
  ])('is a browser that was used %d days ago, or not any more', async (days, outcome) => {
    await reaches.note('jo', said('directline', 'browser'));
    now = new Date(now.getTime() + days * 24 * 60 * 60 * 1000);
    expect(await courier().deliver(delivery, inTime)).toEqual(outcome);
  });

  it('is none for somebody unknown, and none by mail where no mail is set up', async () => {
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'failed', why: 'noWay' });
    await withEmail();
    expect(await courier({ mailer: undefined }).deliver(delivery, inTime)).toEqual({ as: 'failed', why: 'noWay' });
  });

  it('is never an address that nobody confirmed', async () => {
    await reaches.setEmail('jo', jo);
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'failed', why: 'noWay' });
    expect(server.caught).toEqual([]);
  });
});

describe('a way that fails', () => {
  it.each<[string, unknown, Outcome, string]>([
    ['blocked', failure(403), { as: 'sent', via: 'email' }, 'blocked'],
    ['not there any more', failure(404), { as: 'sent', via: 'email' }, 'gone'],
    ['gone for good', failure(410), { as: 'sent', via: 'email' }, 'gone'],
    ['a message it does not take', failure(400), { as: 'sent', via: 'email' }, 'open'],
    ['a turn that says nothing', unsaid, { as: 'sent', via: 'email' }, 'open'],
    ['too many', failure(429, '17'), { as: 'later', seconds: 17 }, 'open'],
    ['too many, for a day', failure(429, '86400'), { as: 'later', seconds: 3600 }, 'open'],
    ['too many, for nonsense', failure(429, 'nonsense'), { as: 'later', seconds: 30 }, 'open'],
    ['precondition failed', failure(412), { as: 'later', seconds: 30 }, 'open'],
    ['our sign-in refused', failure(401), { as: 'later', seconds: 600 }, 'open'],
    ['busy there', failure(503), { as: 'later', seconds: 30 }, 'open'],
    ['busy there for a while', failure(503, '20'), { as: 'later', seconds: 20 }, 'open'],
    ['broken there, or behind', failure(500), { as: 'uncertain' }, 'open'],
    ['broken behind', failure(502), { as: 'uncertain' }, 'open'],
    ['too slow behind', failure(504), { as: 'uncertain' }, 'open'],
    ['out of reach', withoutAnswer(false), { as: 'later', seconds: 30 }, 'open'],
    ['cut off on the way', withoutAnswer(true), { as: 'uncertain' }, 'open'],
    ['silent', new DOMException('slow', 'TimeoutError'), { as: 'uncertain' }, 'open'],
    ['a surprise', 'what?', { as: 'uncertain' }, 'open'],
  ])('is %s', async (_, error, outcome, state) => {
    await reaches.note('jo', said('msteams', 'chat'));
    await withEmail();
    failures.chat = error;
    expect(await courier().deliver(delivery, inTime)).toEqual(outcome);
    expect((await reaches.of('jo')).places[0]?.state).toBe(state);
    expect(server.caught).toHaveLength(outcome.as === 'sent' ? 1 : 0);
  });

  it('is not tried again until they are back', async () => {
    await reaches.note('jo', said('msteams', 'chat'));
    failures.chat = failure(403);
    const own = courier();
    expect(await own.deliver(delivery, inTime)).toEqual({ as: 'failed', why: 'blocked' });
    failures = {};
    expect(await own.deliver(delivery, inTime)).toEqual({ as: 'failed', why: 'blocked' });
    expect(heard).toEqual([]);
    await reaches.note('jo', said('msteams', 'chat'));
    expect(await own.deliver(delivery, inTime)).toEqual({ as: 'sent', via: 'teams' });
  });

  it('goes on through every place, and tells the reason that says most', async () => {
    await reaches.note('jo', said('directline', 'browser'));
    await reaches.note('jo', said('msteams', 'old chat'));
    now = new Date(now.getTime() + 1000);
    await reaches.note('jo', said('msteams', 'chat'));
    failures = { chat: failure(404), 'old chat': failure(403), browser: failure(404) };
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'failed', why: 'blocked' });
    expect((await reaches.of('jo')).places.map(({ state }) => state)).toEqual(['gone', 'blocked', 'gone']);
  });

  type Hang = () => Promise<never>;
  it.each<[string, (hang: Hang) => Partial<CourierOptions>, Outcome]>([
    ['a conversation', (enter) => ({ enter }), { as: 'uncertain' }],
    ['a mail server', (send) => ({ mailer: { send } }), { as: 'uncertain' }],
    ['a link, after a way that did not take it', (oneTimeLink) => ({ oneTimeLink }), { as: 'later', seconds: 60 }],
  ])('may hang: %s, until time is up', async (_, options, outcome) => {
    await reaches.note('jo', said('msteams', 'chat'));
    await withEmail();
    failures.chat = failure(404);
    const notice = {
      id: 'n',
      organisation: 'org',
      assessment: 'a',
      person: 'jo',
      notice: { type: 'removed' },
    } as const;
    for (const bring of ['deliver', 'notify'] as const) {
      const late = new AbortController();
      const hanging = courier(
        options(() => {
          setImmediate(() => late.abort());
          return new Promise(() => undefined);
        }),
      );
      expect(
        await (bring === 'deliver' ? hanging.deliver(delivery, late.signal) : hanging.notify(notice, late.signal)),
      ).toEqual(outcome);
    }
  });

  it('may hang, and begins nothing once time was up', async () => {
    await withEmail();
    const late = new AbortController();
    const link = Promise.withResolvers<string>();
    const delivering = courier({ oneTimeLink: () => link.promise }).deliver(delivery, late.signal);
    late.abort();
    expect(await delivering).toEqual({ as: 'later', seconds: 60 });
    link.resolve('https://guide.example/l/1');
    expect(await courier().deliver({ ...delivery, id: 'd2' }, inTime)).toMatchObject({ as: 'sent' });
    expect(server.caught).toHaveLength(1);
  });

  it('is a mail address that is turned away: it gets no more, and the browser is next', async () => {
    await withEmail();
    server.behaviour = { at: 'recipient', does: 550 };
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'failed', why: 'refused' });
    expect((await reaches.of('jo')).email?.state).toBe('refused');
    server.behaviour = 'take';
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'failed', why: 'refused' });
    await reaches.note('jo', said('directline', 'browser'));
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'sent', via: 'web' });
    expect(server.caught).toEqual([]);
  });

  it.each<[string, MailServer['behaviour'], Outcome]>([
    ['put off', { at: 'recipient', does: 451 }, { as: 'later', seconds: 300 }],
    ['lost', { at: 'data', does: 'cut' }, { as: 'uncertain' }],
    ['refused for what it says', { at: 'data', does: 554 }, { as: 'failed', why: 'refused' }],
  ])('is a mail that is %s', async (_, behaviour, outcome) => {
    await withEmail();
    server.behaviour = behaviour;
    expect(await courier().deliver(delivery, inTime)).toEqual(outcome);
    expect((await reaches.of('jo')).email?.state).toBe('confirmed');
  });

  it('is a store or a link of our own that fails: later, and nothing was sent', async () => {
    await withEmail();
    const noLink = courier({ oneTimeLink: () => Promise.reject(new Error('no')) });
    expect(await noLink.deliver(delivery, inTime)).toEqual({ as: 'later', seconds: 60 });
    await opened.store.close();
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'later', seconds: 60 });
    expect(server.caught).toEqual([]);
  });
});

describe('a reminder by mail', () => {
  const mailOf = async (more: Partial<Delivery>, options: Partial<CourierOptions> = {}) => {
    await withEmail();
    await courier(options).deliver({ ...delivery, ...more }, inTime);
    const mail = server.caught.at(-1);
    return {
      mail,
      text: mail?.parts['text/plain']?.replaceAll('\r\n', '\n') ?? '',
      html: mail?.parts['text/html'] ?? '',
    };
  };

  it('says what is due and how to stop, with one link', async () => {
    const { mail, text, html } = await mailOf({ reminders: [plan, assigned] });
    expect(mail?.headers.subject).toBe('Toolkit: 12 questions to go, publish by 30 June 2027');
    expect(text).toContain('- 12 questions to go by 30 June 2027, which is 14 days away.');
    expect(text).toContain('- Somebody asked you to answer 9.5.2');
    expect(text).toContain('type: stop reminders');
    expect(text.match(/https?:\S+/g)).toEqual(['https://guide.example/l/1']);
    expect(html.match(/href="([^"]+)"/g)).toEqual(['href="https://guide.example/l/1"']);
    expect(links.made).toEqual([{ person: 'jo', organisation: 'org', assessment: 'assessment', question: '9.5.2' }]);
    expect(mail?.headers['list-unsubscribe']).toContain('mailto:guide@dspt.example');
  });

  it.each<[string, readonly Reminder[], object]>([
    ['one about a question', [plan, inOther(assigned)], { assessment: 'other', question: '9.5.2' }],
    ['the first of several', [assigned, inOther(assigned)], { assessment: 'assessment', question: '9.5.2' }],
    ['the most pressing where none is about a question', [inOther(plan), plan], { assessment: 'other' }],
  ])('leads to the service of %s', async (_, reminders, purpose) => {
    await mailOf({ reminders });
    expect(links.made).toEqual([{ person: 'jo', organisation: 'org', ...purpose }]);
  });

  it('says the same in plain text and in HTML', async () => {
    const { text, html } = await mailOf({ reminders: [plan, assigned], isFirst: true });
    const plainWords = text
      .replaceAll(/https?:\S+|^- |:$/gm, '')
      .split('\n')
      .filter(Boolean);
    const htmlWords = html
      .replace(/<title>.*<\/title>/, '')
      .split(/<[^>]+>|\n/)
      .map((line) => line.trim().replaceAll('&quot;', '"').replace(/:$/, ''))
      .filter(Boolean);
    expect(plainWords.map((line) => line.trim())).toEqual(htmlWords);
  });

  it('is the same mail when it is sent again', async () => {
    const first = await mailOf({});
    const again = await mailOf({});
    expect(again.mail?.headers['message-id']).toBe(first.mail?.headers['message-id']);
    const other = await mailOf({ id: 'd2' });
    expect(other.mail?.headers['message-id']).not.toBe(first.mail?.headers['message-id']);
  });

  it('can be stopped with one click where there is a page for it', async () => {
    const stopped: unknown[] = [];
    const stopLink: CourierOptions['stopLink'] = async (whom) => {
      stopped.push(whom);
      return `https://guide.example/stop/${whom.person}`;
    };
    const { mail, text } = await mailOf({}, { stopLink });
    expect(stopped).toEqual([{ person: 'jo', organisation: 'org', assessment: 'assessment', locale: undefined }]);
    expect(mail?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(text).toContain('Stop these emails:\nhttps://guide.example/stop/jo');
  });

  it('names no more than five, and how many more there are', async () => {
    const { text } = await mailOf({ reminders: Array.from({ length: 8 }, () => plan) });
    expect(text.match(/^- /gm)).toHaveLength(6);
    expect(text).toContain('- And 3 more.');
  });

  it('names no document, as its name may be that of a person', async () => {
    const about = { kind: 'evidenceReview', document: 'carter-contract', on: '2027-06-20', daysLeft: 4 } as const;
    const { text } = await mailOf({ reminders: [reminder(about)] });
    expect(text).toContain('one of your documents');
    expect(text).not.toContain('carter');
  });
});

describe('a notice', () => {
  const whom = { id: 'n1', organisation: 'org', assessment: 'assessment', person: 'jo' };
  const notices: readonly Notice[] = [
    { type: 'handedOn', question: '9.5.2', by: 'sam' },
    { type: 'answered', question: '9.5.2', by: 'sam' },
    { type: 'accepted', question: '9.5.2', by: 'sam' },
    { type: 'handedBack', question: '9.5.2', by: 'sam' },
    { type: 'withdrawn', question: '9.5.2', by: 'sam' },
    { type: 'takenOver', question: '9.5.2', by: 'sam' },
    { type: 'joinAsked', person: 'sam' },
    { type: 'letIn', role: 'viewer' },
    { type: 'keptOut' },
    { type: 'roleChanged', role: 'viewer' },
    { type: 'removed' },
  ];

  it('goes the same ways', async () => {
    await reaches.note('jo', said('msteams', 'chat'));
    await withEmail();
    const notice = { ...whom, notice: notices[0] as Notice };
    expect(await courier().notify(notice)).toEqual({ as: 'sent', via: 'teams' });
    expect(heard).toEqual([['chat', { as: 'notice', delivery: notice }]]);
    failures.chat = failure(403);
    expect(await courier().notify(notice)).toEqual({ as: 'sent', via: 'email' });
    expect(links.made).toEqual([{ person: 'jo', organisation: 'org', assessment: 'assessment', question: '9.5.2' }]);
  });

  it('does not go by mail to somebody who stopped that, and still the other ways', async () => {
    await withEmail();
    const notice = { ...whom, notice: notices[0] as Notice, isMailStopped: true };
    expect(await courier().notify(notice)).toEqual({ as: 'failed', why: 'noWay' });
    await reaches.note('jo', said('directline', 'browser'));
    expect(await courier().notify(notice)).toEqual({ as: 'sent', via: 'web' });
    expect(server.caught).toEqual([]);
  });

  it.each(notices)('has words of its own: $type', async (notice) => {
    await withEmail();
    await courier().notify({ ...whom, notice });
    const { headers, parts } = server.caught[0] ?? {};
    expect(headers?.subject).toMatch(/^Toolkit: /);
    expect(parts?.['text/plain']).not.toMatch(/mail:|notice\/|\{\{|\bsam\b/);
  });
});

describe('an address that somebody gives', () => {
  const mails = (mailer = createMailer(server.config, times)) =>
    createFirstMails({ reaches, mailer, letters, codeForAddress });
  const given = { id: 'e1', person: 'jo', organisation: 'org', assessment: 'at', address: ` ${jo} `, locale: 'en-GB' };

  it('gets one mail that asks, and no reminder before it is confirmed', async () => {
    expect(await mails().give(given)).toEqual({ as: 'asked', address: jo });
    const [mail] = server.caught;
    expect(mail?.to).toEqual([jo]);
    expect(mail?.headers.subject).toBe('Is this your email address?');
    for (const part of ['text/plain', 'text/html']) {
      expect(mail?.parts[part]).toContain('maple heron quilt lantern oak');
      expect(mail?.parts[part]).not.toMatch(/https?:|href|mail:|\{\{|\bjo\b/);
    }
    expect(asked).toEqual([[{ organisation: 'org', assessment: 'at', person: 'jo' }, emailKey(jo)]]);
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'failed', why: 'noWay' });
    await reaches.confirmEmail('jo', emailKey(jo));
    expect(await courier().deliver(delivery, inTime)).toEqual({ as: 'sent', via: 'email' });
    expect(await mails().give(given)).toEqual({ as: 'confirmed', address: jo });
    expect(server.caught).toHaveLength(2);
  });

  it('is told apart from what is none, and from an installation without mail', async () => {
    expect(await mails().give({ ...given, address: 'jo at rose' })).toEqual({ as: 'notAnAddress' });
    const options = { reaches, mailer: undefined, letters, codeForAddress };
    expect(await createFirstMails(options).give(given)).toEqual({ as: 'noMail' });
    expect(await reaches.of('jo')).toEqual({ places: [] });
  });

  it.each<[MailServer['behaviour'], object, string]>([
    [{ at: 'recipient', does: 550 }, { as: 'refused', address: jo }, 'refused'],
    [{ at: 'recipient', does: 451 }, { as: 'later', address: jo }, 'unconfirmed'],
    [{ at: 'data', does: 'cut' }, { as: 'asked', address: jo }, 'unconfirmed'],
  ])('may be turned away: %j', async (behaviour, outcome, state) => {
    server.behaviour = behaviour;
    expect(await mails().give(given)).toEqual(outcome);
    expect((await reaches.of('jo')).email?.state).toBe(state);
  });

  it.each<[string, number, (index: number) => Partial<typeof given>]>([
    ['by one person', 5, (index) => ({ address: `jo${index}@rose.example` })],
    ['by one organisation', 30, (index) => ({ person: `p${index}`, address: `jo${index}@rose.example` })],
    ['to one address, whoever asks', 3, (index) => ({ person: `p${index}`, organisation: `o${index}` })],
  ])('is not written to too often %s', async (_, most, more) => {
    const sent: string[] = [];
    const own = mails({
      send: async ({ to }) => {
        sent.push(to);
        return { as: 'sent' };
      },
    });
    const outcomes: string[] = [];
    for (let index = 0; index <= most; index++) outcomes.push((await own.give({ ...given, ...more(index) })).as);
    expect(outcomes).toEqual([...Array(most).fill('asked'), 'tooMany']);
    expect(sent).toHaveLength(most);
  });
});

describe('an invitation by mail', () => {
  const options = () => ({
    reaches,
    mailer: createMailer(server.config, times),
    letters,
    codeForAddress,
  });
  const given = {
    id: 'i1',
    person: 'jo',
    organisation: 'org',
    assessment: 'at',
    address: ' sam@firm.example',
    locale: 'en-GB',
  };
  const link = 'https://guide.example/#code=x';

  it('has the one link, says nothing of who asks, and makes nothing of the address', async () => {
    expect(await createFirstMails(options()).invite(given, link)).toEqual({ as: 'asked', address: 'sam@firm.example' });
    const { to, parts } = server.caught[0] ?? {};
    expect(to).toEqual(['sam@firm.example']);
    expect(parts?.['text/plain']?.match(/https?:\S+/g)).toEqual([link]);
    expect(parts?.['text/plain']).not.toMatch(/mail:|\{\{|\bjo\b/);
    expect([await reaches.of('jo'), asked]).toEqual([{ places: [] }, []]);
  });

  it.each<[string, MailServer['behaviour'], string]>([
    ['sam', 'take', 'notAnAddress'],
    ['sam@firm.example', { at: 'recipient', does: 550 }, 'refused'],
    ['sam@firm.example', { at: 'recipient', does: 451 }, 'later'],
  ])('to %s does not go out: %j', async (address, behaviour, as) => {
    server.behaviour = behaviour;
    expect(await createFirstMails(options()).invite({ ...given, address }, link)).toMatchObject({ as });
    expect(server.caught).toEqual([]);
  });

  it('goes nowhere where there is no mail', async () => {
    const none = createFirstMails({ ...options(), mailer: undefined });
    expect(await none.invite(given, link)).toEqual({ as: 'noMail' });
  });

  it('counts together with the mails that ask for an address', async () => {
    const own = createFirstMails({ ...options(), mailer: { send: async () => ({ as: 'sent' }) } });
    for (let index = 0; index < 5; index++) await own.give({ ...given, address: `jo${index}@rose.example` });
    expect(await own.invite(given, link)).toEqual({ as: 'tooMany' });
  });
});
