/** Reminders, notices and invitations by mail: the whole program over HTTP, with a real mail server. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { emailKey, Reaches } from '../../bot/reach/reaches.ts';
import type { CaughtMail } from './support/mailServer.ts';
import { codeIn, type PeopleApp, people, peopleApps, until, type WebChat, wordsIn } from './support/peopleApp.ts';

const startApp = peopleApps();
/** Said in answers and set-up, and never to be found in a mail. */
const answer = 'Mrs Pemberton keeps the blue ledger';
const said = /Pemberton|ledger|Rose Cottage|Lark House|Carter|Green|Bright/;
const jo = 'jo@rose.example';
const sams = 'sam@rose.example';
/** Monday; what is handed on then is due on Thursday, and told of in the next digest. */
const start = '2026-11-23T10:00:00Z';
const nextDigest = '2026-11-30T09:30:00Z';
const passOn = (question: string) => ({ dspt: { do: 'handOn', question } });

let app: PeopleApp;
let manager: WebChat;

beforeEach(async () => {
  app = await startApp({ at: start });
  manager = await app.manager();
  await manager.choose(people({ ask: 'callMe', name: 'Jo Carter' }));
});
afterEach(() => {
  for (const { raw, parts } of app.mail.caught) expect(`${raw} ${Object.values(parts).join(' ')}`).not.toMatch(said);
});

const subjects = (to: string) =>
  app.mail.caught.filter((mail) => mail.to.includes(to)).map(({ headers }) => headers.subject);
const last = (to: string): CaughtMail | undefined => app.mail.caught.findLast((mail) => mail.to.includes(to));
const remind = () => app.guide.people.reminders.runOnce();

describe('a reminder that is due', () => {
  it('comes to a confirmed address, opens the question in any browser, and can be answered there', async () => {
    const sam = await app.invited(manager, 'contributor', 'Sam Green');
    await app.withEmail(manager, jo);
    await sam.choose(passOn('7.3.1'));
    await sam.say('Jo');
    await until(() => subjects(jo).length === 2);
    await manager.look();
    expect(await remind()).toMatchObject({ sent: 0 });
    app.goTo(nextDigest);
    expect(await remind()).toMatchObject({ sent: 1, failed: 0, uncertain: 0 });
    expect(await remind()).toMatchObject({ sent: 0 });
    expect(last(jo)?.headers.subject).toContain('7.3.1');
    expect((await manager.look()).text).toBe('');

    const phone = await app.chat();
    const opened = await phone.say(codeIn(last(jo)));
    expect(opened.dspt).toMatchObject({ opened: true, question: '7.3.1' });
    expect(opened.text).toContain('Welcome back to Rose Cottage');
    const after = await phone.say(`Yes, ${answer}`);
    expect(after.dspt.progress).toMatchObject({ answered: 1 });
    expect((await manager.say('status')).dspt.progress).toMatchObject({ answered: 1 });
  });

  it('has a link that works once', async () => {
    await app.invited(manager, 'viewer');
    await app.withEmail(manager, jo);
    app.goTo('2026-12-14T09:30:00Z');
    expect(await remind()).toMatchObject({ sent: 1 });
    const code = codeIn(last(jo));
    expect((await (await app.chat()).say(code)).dspt.opened).toBe(true);
    expect((await (await app.chat()).say(code)).dspt.opened).toBe(false);
  });

  it('is a message with its question where there is no address', async () => {
    const sam = await app.invited(manager, 'contributor', 'Sam Green');
    await manager.choose(passOn('7.3.1'));
    await manager.say('Sam');
    app.goTo(nextDigest);
    await sam.look();
    expect(await remind()).toMatchObject({ sent: 1 });
    const heard = await sam.look();
    expect(heard.text).toContain('7.3.1');
    expect(heard.dspt.question).toBe('7.3.1');
    expect(app.mail.caught).toEqual([]);
  });

  it('opens the service that it is about, of several', async () => {
    const sam = await app.invited(manager, 'contributor', 'Sam Green');
    await app.withEmail(manager, jo);
    let heard = await manager.choose(people({ ask: 'addService' }));
    for (let asked = 0; asked < 20 && heard.dspt.question?.startsWith('setup.'); asked++)
      heard = await manager.say({ 'setup.name': 'Lark House' }[heard.dspt.question] ?? 'skip');
    const services = JSON.stringify((await sam.choose(people({ ask: 'services' }))).activities);
    const [there] = services.match(/(?<="assessment":")[0-9a-f]{32}/g) ?? [];
    await sam.choose(people({ ask: 'goTo', assessment: there }));
    await sam.choose(passOn('7.3.1'));
    await sam.say('Jo');
    await until(() => subjects(jo).length === 2);
    app.goTo(nextDigest);
    expect(await remind()).toMatchObject({ sent: 1 });
    for (const mail of app.mail.caught.slice(-2)) {
      const opened = await (await app.chat()).say(codeIn(mail));
      expect(opened.text).toContain('Lark House');
      expect(opened.dspt.question).toBe('7.3.1');
    }
  });

  it('reaches nobody of a service that nobody shares, until they say where', async () => {
    app.goTo('2026-12-14T09:30:00Z');
    expect(await remind()).toMatchObject({ looked: 0 });
    await app.withEmail(manager, jo);
    expect(await remind()).toMatchObject({ looked: 1, sent: 1 });
    expect(subjects(jo)[1]).toMatch(/^Toolkit: /);
  });
});

describe('somebody outside with an address', () => {
  it('is led to their question and no further', async () => {
    await manager.say(answer);
    await manager.choose(passOn('7.3.1'));
    const { dspt } = await manager.say('Bright IT');
    const guest = await app.chat();
    expect((await guest.say(dspt.code ?? '')).dspt.question).toBe('7.3.1');
    const reaches = new Reaches(app.store.documents, app.now);
    for await (const id of app.store.documents.list('reach/guest-')) {
      await reaches.setEmail(id.slice('reach/'.length), 'it@firm.example');
      await reaches.confirmEmail(id.slice('reach/'.length), emailKey('it@firm.example'));
    }
    // A service that was shared is reminded of once anybody said where.
    await app.withEmail(manager, jo);
    app.goTo(nextDigest);
    expect(await remind()).toMatchObject({ sent: 1 });
    const other = await app.chat();
    const opened = await other.say(codeIn(last('it@firm.example')));
    expect(opened.dspt).toMatchObject({ opened: true, question: '7.3.1' });
    expect((await other.say('summary')).text).not.toMatch(/Pemberton/);
  });
});

describe('a notice', () => {
  it('comes by mail to a colleague who gave an address, and opens the question', async () => {
    const sam = await app.invited(manager, 'contributor', 'Sam Green');
    await app.withEmail(sam, sams);
    await sam.look();
    await manager.choose(passOn('7.3.1'));
    await manager.say('Sam');
    await until(() => subjects(sams).length === 2);
    expect(subjects(sams)[1]).toBe('Toolkit: a question for you');
    expect((await sam.look()).text).toBe('');
    const opened = await (await app.chat()).say(codeIn(last(sams)));
    expect(opened.dspt).toMatchObject({ opened: true, question: '7.3.1' });
  });
});

describe('an invitation by mail', () => {
  it('lets one person in, in their role', async () => {
    await manager.choose(people({ ask: 'invite', role: 'contributor', name: 'Sam Green', email: sams }));
    expect(subjects(sams)).toEqual(['Help with the data security toolkit']);
    const sam = await app.chat();
    expect((await sam.say(codeIn(last(sams)))).dspt.opened).toBe(true);
    expect((await sam.say(answer)).dspt.progress).toMatchObject({ answered: 1 });
    expect((await (await app.chat()).say(codeIn(last(sams)))).dspt.opened).toBe(false);
  });

  it('is given as a code alone where no mail is sent', async () => {
    const other = await startApp({ sendsMail: false });
    const boss = await other.manager();
    const heard = await boss.choose(people({ ask: 'invite', role: 'viewer', email: sams }));
    expect(heard.dspt.code).toMatch(/^\w+( \w+){4}$/);
    expect((await boss.choose(people({ ask: 'email', address: jo }))).text).not.toBe('');
    expect(other.mail.caught).toEqual([]);
  });
});

describe('the mail that asks whether an address is theirs', () => {
  const giveAddress = (chat: WebChat) => chat.choose(people({ ask: 'email', address: jo }));

  it('has words to type in that chat, which goes on where it was, and nothing that opens', async () => {
    const before = await manager.say('Mary Jones, the manager');
    expect((await giveAddress(manager)).text).toContain('five words');
    expect(app.mail.caught).toHaveLength(1);
    for (const part of Object.values(last(jo)?.parts ?? {})) expect(part).not.toMatch(/https?:|href=/);
    const heard = await manager.say(wordsIn(last(jo)));
    expect(heard.text).toContain('Thank you. That is your address');
    expect(heard.dspt).toMatchObject({ opened: true, question: before.dspt.question, progress: before.dspt.progress });
    expect(heard.text).not.toMatch(/Welcome back/);
    expect((await manager.choose(people({ ask: 'reminders' }))).text).toMatch(/email/i);
    // Typed twice, they are not strange to the chat that they are for; an old address does not come back by them.
    expect((await manager.say(wordsIn(last(jo)))).dspt.opened).toBe(true);
    const words = wordsIn(last(jo));
    await manager.choose(people({ ask: 'email' }));
    expect((await manager.say(words)).dspt.opened).toBe(false);
  });

  it('gives a stranger nothing, and leaves the words to the owner', async () => {
    await giveAddress(manager);
    const words = wordsIn(last(jo));
    const stranger = await app.chat();
    const wrong = await stranger.say('acorn acorn acorn acorn acorn');
    const tried = await stranger.say(words);
    expect(tried.dspt.opened).toBe(false);
    expect([tried.text, tried.dspt]).toEqual([wrong.text, wrong.dspt]);
    expect((await stranger.say('summary')).text).not.toMatch(/Rose Cottage/);
    app.goTo('2026-12-14T09:30:00Z');
    expect(await remind()).toMatchObject({ sent: 0 });
    expect((await manager.say(words)).dspt.opened).toBe(true);
  });

  it.each(['a colleague', 'a manager of another service'])('gives %s nothing', async (who) => {
    const other = who === 'a colleague' ? await app.invited(manager, 'contributor', 'Sam Green') : await app.manager();
    await giveAddress(manager);
    const tried = await other.say(wordsIn(last(jo)));
    expect(tried.dspt.opened).toBe(false);
    expect((await other.choose(people({ ask: 'reminders' }))).text).not.toContain(jo);
    expect((await manager.say(wordsIn(last(jo)))).dspt.opened).toBe(true);
  });

  it('can be asked for again, and counts for the address that was given last', async () => {
    await giveAddress(manager);
    const first = wordsIn(last(jo));
    await manager.choose(people({ ask: 'email', address: sams }));
    expect((await manager.say(first)).dspt.opened).toBe(false);
    await giveAddress(manager);
    expect(app.mail.caught).toHaveLength(3);
    expect((await manager.say(wordsIn(last(jo)))).dspt.opened).toBe(true);
  });
});

describe('somebody who was removed', () => {
  it('gets nothing more, and what they were sent opens nothing', async () => {
    const sam = await app.invited(manager, 'contributor', 'Sam Green');
    await app.withEmail(sam, sams);
    await manager.choose(passOn('7.3.1'));
    await manager.say('Sam');
    await until(() => subjects(sams).length === 2);
    await manager.say('remove Sam');
    await manager.say('yes');
    app.goTo(nextDigest);
    await remind();
    app.goTo('2026-12-07T09:30:00Z');
    await remind();
    expect(subjects(sams)).toHaveLength(2);
    for (const mail of app.mail.caught)
      expect((await (await app.chat()).say(codeIn(mail) || wordsIn(mail))).dspt.opened).toBe(false);
  });
});
