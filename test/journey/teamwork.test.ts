/** A manager in Teams and staff in the browser share the work: invitations, questions handed on, two doors, reminders, a handover. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { tenantPerson } from '../../dialogs/identity.ts';
import { ownTenant } from '../bot/support/identityProvider.ts';
import { readable, type TeamsApp, type TeamsChat, teamsApps } from '../bot/support/teamsApp.ts';
import type { Conversation, Json } from '../bot/support/testApp.ts';

const { peers, start } = teamsApps();

let app: TeamsApp;
let time = Date.parse('2027-05-03T10:00:00Z');

beforeAll(async () => {
  app = await start({ now: () => new Date(time) });
});

const people = (request: object): Json => ({ dspt: { do: 'people', request } });

/** A web conversation, and what was said in it since it was last looked at. */
class Browser {
  readonly conversation: Conversation;
  #watermark = '';

  private constructor(conversation: Conversation) {
    this.conversation = conversation;
  }

  static async open(): Promise<Browser> {
    const browser = new Browser(await app.conversation());
    await browser.heard();
    return browser;
  }

  async heard(): Promise<{ readonly text: string; readonly dspt: Json; readonly activities: readonly Json[] }> {
    const { activities, watermark } = await app.heard(this.conversation, this.#watermark);
    this.#watermark = watermark;
    const said = activities.filter(({ from }: Json) => from.role === 'bot');
    return { activities: said, text: said.map(readable).join('\n'), dspt: said.at(-1)?.channelData?.dspt };
  }

  async say(text: string, more: Json = {}) {
    const { status } = await app.say(this.conversation, text, more);
    expect(status).toBe(200);
    return this.heard();
  }

  /** Resolves once something was said here that `is` holds for. */
  async until(is: (text: string) => boolean): Promise<string> {
    let all = '';
    for (;;) {
      all += (await this.heard()).text;
      if (is(all)) return all;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }
}

const manager = (name: string): TeamsChat => app.chat(`manager-${name}`);

async function pastSetUp(
  chat: { say(text: string): Promise<{ readonly said: readonly Json[] }> },
  service: string,
): Promise<string> {
  let heard = await chat.say(service);
  for (let turns = 0; turns < 20; turns++) {
    const question: string = heard.said.at(-1)?.channelData?.dspt?.question ?? '';
    if (!question.startsWith('setup.')) return question;
    heard = await chat.say(
      question === 'setup.serviceType' ? 'care home' : question === 'setup.odsCode' ? 'skip' : 'yes',
    );
  }
  throw new Error('Set-up does not end.');
}

/** Resolves once this was said in a chat of Teams. */
const told = ({ conversation }: TeamsChat, words: RegExp) =>
  peers.connector.until((call) => call.conversation === conversation && words.test(readable(call.body ?? {})));

/** What a card of Teams sends by itself to be made anew. */
const refreshOf = ({ attachments = [] }: Json): Json =>
  attachments.map(({ content }: Json) => content?.refresh?.action?.data).find(Boolean);
const dsptOf = (said: readonly Json[]): Json => said.at(-1)?.channelData?.dspt;

describe('a manager in Teams and staff in the browser', () => {
  let boss: TeamsChat;
  let staff: Browser;

  beforeAll(async () => {
    boss = manager('rose');
    await boss.install();
    expect(await pastSetUp(boss, 'Rose Cottage')).toBe('1.1.5');
  });

  it('share one assessment by an invitation', async () => {
    const { code } = dsptOf((await boss.press(people({ ask: 'invite', role: 'contributor', name: 'Sam' }))).said);
    staff = await Browser.open();
    const joined = await staff.say(code);
    expect(joined.dspt).toMatchObject({ opened: true, question: '1.1.5' });
    await staff.say('call me Sam');
    await staff.say('Mary Jones, the manager');
    expect((await boss.say('status')).text).toContain('1 of 45');
  });

  it('see the answer of the one on the old card of the other', async () => {
    const asked = peers.connector
      .said(boss.conversation)
      .map(refreshOf)
      .findLast((data) => data !== undefined);
    const { answer } = await boss.press(asked, { verb: 'refresh' });
    expect(answer.body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(answer.body)).toContain('Mary Jones');
  });

  it('hand a question on, take it on, answer it, and hear of it', async () => {
    await boss.press({ dspt: { do: 'handOn', question: '7.3.1' } });
    expect((await boss.say('Sam')).text).toContain('Sam');
    expect(await staff.until((text) => text.includes('7.3.1'))).toContain('question for you');
    expect((await staff.say('change 7.3.1')).dspt.question).toBe('7.3.1');
    const heard = staff.say('Everything is copied to another building each night');
    await told(boss, /7\.3\.1 .*its answer now, from Sam/);
    expect((await heard).dspt.progress.answered).toBe(2);
    const toBoss = peers.connector.said(boss.conversation).map(readable).join();
    expect(toBoss).not.toContain('copied to another building');
  });

  it('the next of the same tenant sees nothing until a manager lets them in', async () => {
    const next = app.chat('next');
    expect((await next.install()).text).not.toMatch(/of 45|Mary/);
    expect((await next.press(people({ ask: 'join' }))).text).not.toMatch(/of 45|Mary/);
    await told(boss, /next .*(?:join|come in)/);
    expect((await next.say('status')).text).not.toMatch(/of 45|Mary/);
    const team = await boss.say('who is in');
    const letIn = /"ask":"letIn","person":"(?<person>[^"]+)"/.exec(JSON.stringify(team.said))?.groups?.person;
    expect(letIn).toBeDefined();
    await boss.press(people({ ask: 'letIn', person: letIn, role: 'viewer' }));
    await told(next, /let you in|You are in/);
    const status = await next.say('status');
    expect(status.text).toContain('2 of 45');
    expect(dsptOf(status.said).question).toBeUndefined();
  });

  it('one person goes on through two doors, and what is answered in one stands in the other', async () => {
    const { code } = dsptOf((await boss.press(people({ ask: 'link' }))).said);
    const door = await Browser.open();
    const opened = await door.say(code);
    expect(opened.dspt.opened).toBe(true);
    const question: string = opened.dspt.question;
    const here = dsptOf((await boss.say('carry on')).said).question;
    expect(here).toBe(question);

    await door.say('It stands in her job description');
    const update = await peers.connector.until(
      ({ did, conversation }) => did === 'update' && conversation === boss.conversation,
    );
    const next = (await door.say('carry on')).dspt.question;
    expect(next).not.toBe(question);
    expect(update.body.channelData.dspt.question).toBe(next);

    // And the other way round: the page is told whose place the new card takes.
    await boss.say('not sure');
    const replaced = await door.until((text) => text !== '');
    expect(replaced).toBeTruthy();
    const second = await Browser.open();
    expect((await second.say(code)).dspt.opened).toBe(false);
  });

  it('somebody outside answers the one question by a link that works once', async () => {
    await boss.press({ dspt: { do: 'handOn', question: '7.3.2' } });
    const { code } = dsptOf((await boss.say('Bright IT')).said);
    const guest = await Browser.open();
    const asked = await guest.say(code);
    expect(asked.dspt.question).toMatch(/^7\.3\.2/);
    for (const words of ['status', 'summary', 'documents', 'who is in', 'change 1.1.5'])
      expect((await guest.say(words)).text).not.toMatch(/Mary|of 45/);
    const done = await guest.say('yes');
    expect(done.dspt.understood).toMatchObject({ item: '7.3.2' });
    const again = await Browser.open();
    expect((await again.say(code)).dspt.opened).toBe(false);
    await told(boss, /its answer now, from Bright IT/);
  });

  it('whoever is removed in Teams is told once, and is as new as anybody', async () => {
    const next = app.chat('next');
    expect((await next.say('status')).text).toContain('of 45');
    await boss.press(people({ ask: 'remove', person: tenantPerson(ownTenant, 'next'), isSure: true }));
    expect((await next.say('status')).text).not.toMatch(/of 45|Mary/);
    expect(JSON.stringify((await next.say('hello')).said)).toContain('"ask":"join"');
  });

  it('hands over when somebody leaves: questions move, and their doors are shut', async () => {
    const { code } = dsptOf((await boss.press(people({ ask: 'invite', role: 'contributor', name: 'Jo' }))).said);
    const jo = await Browser.open();
    await jo.say(code);
    await jo.say('call me Jo');
    await boss.press({ dspt: { do: 'handOn', question: '4.5.4' } });
    await boss.say('Sam');
    await boss.say('Sam has left, Jo takes over');
    const note = await boss.say('yes');
    expect(note.text).toMatch(/Sam/);
    expect(note.text).toMatch(/4\.5\.4/);
    const gone = await app.say(staff.conversation, 'status');
    expect(gone.status).toBe(404);
    expect((await jo.say('what is waiting for me')).text).toContain('4.5.4');
  });

  it('a reminder comes once, in working hours, and is answered from its card', async () => {
    const before = peers.connector.said(boss.conversation).length;
    // Thirty days before the deadline is a bank holiday, so it comes on the day after.
    time = Date.parse('2027-06-01T08:31:00Z');
    await app.reminders.runOnce();
    await app.reminders.runOnce();
    const said = peers.connector.said(boss.conversation).slice(before);
    expect(said.filter((each) => /30 June/.test(readable(each)))).toHaveLength(1);
    const { question } = dsptOf(said);
    expect(question).toMatch(/^\d/);
    expect(said.map(readable).join()).not.toContain('Mary Jones');
    const answered = await boss.press({ dspt: { do: 'answer', question, seen: 0, as: 'notSure' } });
    expect(dsptOf(answered.said).understood).toMatchObject({ item: question, as: 'notSure' });
    await boss.say('stop reminders');
    time = Date.parse('2027-06-24T08:31:00Z');
    await app.reminders.runOnce();
    const after = peers.connector.said(boss.conversation).slice(before + said.length);
    expect(after.filter((each) => /questions left|30 June/.test(readable(each)))).toEqual([]);
  });
});

describe('a manager who had begun on the web', () => {
  beforeAll(async () => {
    app = await start();
  });

  it('is the same person in Teams by a code, and colleagues of the tenant find that organisation', async () => {
    const web = await Browser.open();
    const before = await pastSetUp({ say: async (text) => ({ said: (await web.say(text)).activities }) }, 'Lark House');
    await web.say('Mary Jones');
    const { code } = (await web.say('', { text: undefined, value: people({ ask: 'link' }) })).dspt;
    const boss = manager('lark');
    await boss.install();
    const linked = await boss.say(code);
    expect(linked.text).toContain('Lark House');
    expect(linked.text).toContain('1 of 45');
    expect(before).toBe('1.1.5');

    const colleague = app.chat('colleague');
    expect(JSON.stringify((await colleague.install()).said)).toContain('"ask":"join"');
    await colleague.press(people({ ask: 'join' }));
    await told(boss, /colleague wants to come in/);
    await boss.say('yes, let them in');
    await told(colleague, /let you in|You are in/);
    expect((await colleague.say('status')).text).toContain('1 of 45');
  });
});
