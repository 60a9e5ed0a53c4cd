import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Chat, openGuide, setUp } from '../support/guide.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
let app: Awaited<ReturnType<typeof openGuide>>;
let manager: Chat;
let count = 0;

beforeAll(async () => {
  app = await openGuide(newFolder());
});
afterAll(() => app.close());

beforeEach(async () => {
  manager = app.chat(`manager-${++count}`);
  await setUp(manager, { 'setup.name': 'Rose Cottage', 'setup.serviceType': 'home care' });
});

const people = (request: object) => ({ dspt: { do: 'people', request } });

/** Somebody who came by an invitation, in a conversation of their own. */
async function invited(role: string, name?: string): Promise<Chat> {
  const { dspt } = await manager.choose(people({ ask: 'invite', role }));
  const chat = app.chat(`${role}-${++count}`);
  await chat.arrive();
  const heard = await chat.say(dspt.code ?? '');
  expect(heard.dspt.opened).toBe(true);
  if (name) await chat.choose(people({ ask: 'callMe', name }));
  return chat;
}

describe('roles', () => {
  it('a contributor answers, and the manager sees it', async () => {
    const contributor = await invited('contributor');
    await contributor.say('Mary Jones, the manager');
    expect((await manager.say('status')).dspt.progress.answered).toBe(1);
  });

  it.each(['reviewer', 'viewer', 'supporter'])('a %s looks on, is asked nothing, and changes nothing', async (role) => {
    const looking = await invited(role);
    const status = await looking.say('status');
    expect(status.text).toContain('0 of 45');
    expect(status.dspt.question).toBeUndefined();
    const before = (await manager.say('status')).dspt.progress;
    for (const words of ['yes', 'skip', 'undo', 'change 1.1.5', 'Mary Jones is in charge'])
      expect((await looking.say(words)).dspt.question).toBeUndefined();
    await looking.choose({ dspt: { do: 'answer', question: '1.1.5', seen: 0, text: 'Mary' } });
    await looking.choose({ dspt: { do: 'skip', question: '1.1.5', times: 0 } });
    expect((await manager.say('status')).dspt.progress).toEqual(before);
  });

  it('nobody but a manager invites, changes roles, removes or deletes', async () => {
    const contributor = await invited('contributor');
    for (const request of [
      { ask: 'invite', role: 'manager' },
      { ask: 'setRole', person: 'x', role: 'manager' },
      { ask: 'remove', person: 'x' },
      { ask: 'takeAway' },
      { ask: 'deleteAll' },
      { ask: 'addService' },
    ])
      expect((await contributor.choose(people(request))).dspt.code).toBeUndefined();
    const team = await manager.choose(people({ ask: 'people' }));
    expect(team.text.length).toBeGreaterThan(0);
  });

  it('an invitation works once', async () => {
    const { dspt } = await manager.choose(people({ ask: 'invite', role: 'viewer' }));
    const first = app.chat(`once-${++count}`);
    await first.arrive();
    expect((await first.say(dspt.code ?? '')).dspt.opened).toBe(true);
    const second = app.chat(`once-${++count}`);
    await second.arrive();
    expect((await second.say(dspt.code ?? '')).dspt.opened).toBe(false);
  });
});

describe('a question handed on', () => {
  it('to a colleague: theirs first, and out of the way of whoever asked', async () => {
    const sam = await invited('contributor', 'Sam Green');
    const open = (await manager.say('carry on')).dspt.question ?? '';
    await sam.say('status');
    const heard = await manager.choose({ dspt: { do: 'handOn', question: open } });
    expect(heard.dspt.question).toBe(open);
    const handed = await manager.say('Sam');
    expect(handed.dspt.question).not.toBe(open);
    const asked = await sam.arrive();
    expect(asked.dspt.question).toBe(open);
    await sam.say('Mary Jones');
    expect((await manager.say('status')).dspt.progress.answered).toBe(1);
  });

  it('to somebody outside: that question alone, and nothing else of the service', async () => {
    await manager.say('Mary Jones, the manager');
    await manager.choose({ dspt: { do: 'handOn', question: '7.3.1' } });
    const handed = await manager.say('Bright IT');
    const guest = app.chat(`guest-${++count}`);
    await guest.arrive();
    const heard = await guest.say(handed.dspt.code ?? '');
    expect(heard.dspt.question).toMatch(/^7\.3\.1/);
    for (const words of ['status', 'summary', 'documents', 'change 1.1.5', 'people', 'back'])
      expect((await guest.say(words)).text).not.toContain('Mary');
    const answer = { dspt: { do: 'answer', question: '1.1.5', seen: 0, text: 'Mallory' } };
    await guest.choose(answer);
    expect((await manager.say('change 1.1.5')).text).not.toContain('Mallory');
    await manager.choose({ dspt: { do: 'skip', question: '1.1.5', times: 0 } });
  });
});
