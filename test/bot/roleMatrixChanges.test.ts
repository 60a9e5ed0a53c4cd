/** A role that changes, and somebody who leaves: at once, in conversations, links and pages that were open before. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../core/people/model.ts';
import { roleActions } from '../../core/people/roles.ts';
import { type Aim, aimOf, endpoints } from './support/everyEndpoint.ts';
import { type EvidenceApp, evidenceApps } from './support/evidenceApp.ts';
import {
  at,
  deleteAll,
  invited,
  isRefused,
  type Organisation,
  organisation,
  type Person,
} from './support/organisations.ts';

const startApp = evidenceApps();
let app: EvidenceApp;
beforeAll(async () => {
  app = await startApp({ now: () => at, env: { TURNS_PER_SECOND: '1000' } });
});
afterAll(() => app.close());

let all: Organisation;
let manager: Person;
beforeAll(async () => {
  all = await organisation(app, { word: 'wimpleford', service: 'Rose Cottage' });
  manager = all.people.manager;
});

/** Somebody who has just come in. */
const newcomer = (role: Role): Promise<Person> => invited(manager, role, 'Nia Brown');

const idOf = async (person: Person): Promise<string> => (await person.place()).person;
const setRole = async (person: Person, role: Role): Promise<unknown> =>
  manager.request({ ask: 'setRole', person: await idOf(person), role });

/** What links that were given before still do. */
async function statuses(aim: Aim): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const name of [
    ...['GET /evidence/api/view', 'POST /evidence/api/act', 'POST /evidence/api/link', 'POST /evidence/api/uploads'],
    ...['GET /evidence/file/:ticket/:name', 'GET /takeaway/:ticket/:name', 'GET /calendar/:file'],
  ]) {
    const { path = '', ...options } = endpoints[name]?.ask(aim) ?? {};
    found[name] = (await app.ask(path, options)).status;
  }
  return found;
}

/** What they do for a role, by the one table. */
function expected(role: Role): Readonly<Record<string, number>> {
  const names = [
    'GET /evidence/api/view',
    'POST /evidence/api/act',
    'POST /evidence/api/link',
    'POST /evidence/api/uploads',
  ];
  const others = ['GET /evidence/file/:ticket/:name', 'GET /takeaway/:ticket/:name', 'GET /calendar/:file'];
  return Object.fromEntries(
    [...names, ...others].map((name) => {
      const { needs = [], status } = endpoints[name] ?? { status: 0 };
      return [name, needs.every((action) => roleActions[role][action]) ? status : 403];
    }),
  );
}

/** Another question each time, so that each answer is news. */
const open = [
  '2.1.1',
  '3.1.1',
  '3.4.1',
  '4.1.1',
  '1.2.4',
  '1.3.1',
  '1.3.2',
  '1.3.7',
  '1.3.8',
  '1.4.1',
  '1.4.2',
  '10.1.2',
];
const newAnswer = () => ({ do: 'answer', question: open.pop() ?? '', seen: 0, as: 'yes' });

describe('a role that changes', () => {
  it.each<[Role, Role]>([
    ['manager', 'contributor'],
    ['manager', 'viewer'],
    ['contributor', 'reviewer'],
    ['contributor', 'viewer'],
    ['contributor', 'supporter'],
    ['contributor', 'manager'],
    ['viewer', 'supporter'],
    ['viewer', 'contributor'],
    ['supporter', 'manager'],
  ])('from %s to %s', async (from, to) => {
    const person = await newcomer(from);
    const aim = await aimOf(all, person);
    expect(await statuses(aim)).toEqual(expected(from));
    await person.say('carry on');

    await setRole(person, to);
    expect(await statuses(aim)).toEqual(expected(to));
    const before = (await all.assessment()).revision;
    const heard = await person.choose(newAnswer());
    expect(isRefused(heard)).toBe(!roleActions[to].answer);
    expect((await all.assessment()).revision).toBe(before + (roleActions[to].answer ? 1 : 0));
    expect(isRefused(await person.request({ ask: 'invite', role: 'viewer' }))).toBe(to !== 'manager');
  });

  it('what was asked back as a manager is not done by somebody who is none any more', async () => {
    const contributor = await newcomer('manager');
    expect((await contributor.request({ ask: 'remove', person: all.ids.person })).text).not.toBe('');
    await setRole(contributor, 'contributor');
    const before = await all.records();
    await contributor.say('yes');
    expect((await all.records())[`organisation/${all.ids.organisation}`]).toEqual(
      before[`organisation/${all.ids.organisation}`],
    );
  });

  it('an upload that was begun is not taken from somebody who may send none any more', async () => {
    const contributor = await newcomer('contributor');
    const aim = { ...(await aimOf(all, contributor)), upload: '' };
    const { path = '', ...options } = endpoints['POST /evidence/api/uploads']?.ask(aim) ?? {};
    const { headers } = await app.ask(path, options);
    const upload = headers.get('Location')?.split('/').at(-1) ?? '';
    await setRole(contributor, 'viewer');
    for (const name of ['PATCH', 'HEAD', 'DELETE'].map((method) => `${method} /evidence/api/uploads/:id`)) {
      const asked = endpoints[name]?.ask({ ...aim, upload });
      expect([name, (await app.ask(asked?.path ?? '', asked)).status]).toEqual([name, 403]);
    }
  });

  it('the message box takes no file from somebody who may send none any more', async () => {
    const contributor = await newcomer('contributor');
    await setRole(contributor, 'viewer');
    const { documents } = await all.assessment();
    await contributor.send('A policy\nOf ours.', 'late.txt');
    expect((await all.assessment()).documents).toEqual(documents);
  });
});

describe('somebody who leaves', () => {
  const remove = async (person: Person): Promise<unknown> =>
    manager.request({ ask: 'remove', person: await idOf(person), isSure: true });

  it.each(['contributor', 'reviewer', 'viewer', 'supporter'] as const)('a %s', async (role) => {
    const person = await newcomer(role);
    const aim = await aimOf(all, person);
    const { dspt } = await person.say('return code');
    expect(dspt.returnCode).toBeDefined();
    await remove(person);

    for (const [name, status] of Object.entries(await statuses(aim)))
      expect([name, [401, 403, 404].includes(status)]).toEqual([name, true]);
    // What was said there is gone with the conversation.
    const { path, token } = person.conversation;
    const transcript = await app.ask(`${path}/activities`, { token });
    expect(JSON.stringify(transcript.body)).not.toContain('wimpleford');
    const before = await all.records();
    await app.say(person.conversation, 'summary');
    await app.say(person.conversation, '', { value: { dspt: newAnswer() } });
    const heard = JSON.stringify((await app.ask(`${path}/activities`, { token })).body);
    expect(heard.toLowerCase()).not.toContain('wimpleford');
    expect(await all.records()).toEqual(before);

    // Neither does the code lead back.
    const again = await app.conversation();
    await app.say(again, dspt.returnCode ?? '');
    expect((await app.heard(again)).activities.at(-1)?.channelData.dspt.opened).toBe(false);
  });

  it('somebody who goes of their own accord', async () => {
    const person = await newcomer('contributor');
    const aim = await aimOf(all, person);
    const request = { ask: 'remove', person: await idOf(person), isSure: true };
    const { status } = await app.say(person.conversation, '', { value: { dspt: { do: 'people', request } } });
    expect(status).toBe(200);
    const { organisation: id } = all.ids;
    const commits = await app.store.log.read<{ type: string }>(`organisation/${id}`, 0);
    expect(commits.at(-1)?.events[0]?.type).toBe('memberRemoved');
    for (const [name, code] of Object.entries(await statuses(aim)))
      expect([name, [401, 403, 404].includes(code)]).toEqual([name, true]);
  });

  it('a guest whose question is taken back', async () => {
    const { guest } = all.people;
    const aim = await aimOf(all, guest);
    const before = await statuses(aim);
    expect(before).toMatchObject({ 'GET /evidence/api/view': 200, 'POST /evidence/api/act': 200 });
    const { assignments } = await all.assessment();
    const person = await idOf(guest);
    const assignment = assignments.find(({ to }) => to === person)?.id;
    await manager.choose({ do: 'withdraw', assignment });

    for (const [name, status] of Object.entries(await statuses(aim)))
      expect([name, [401, 403, 404].includes(status)]).toEqual([name, true]);
    const { revision } = await all.assessment();
    expect((await guest.say('every night, to a disk in the safe')).dspt.progress?.answered ?? 0).toBe(0);
    expect((await all.assessment()).revision).toBe(revision);
  });

  it('an invitation and a guest’s code that were not used yet', async () => {
    const { dspt: invited } = await manager.request({ ask: 'invite', role: 'manager' });
    const handed = await manager.choose({ do: 'handOn', question: '1.4.3', outside: 'Late IT' });
    const { assignments } = await all.assessment();
    await manager.choose({ do: 'withdraw', assignment: assignments.at(-1)?.id });
    const stream = await app.store.log.read<{ type: string; invitation?: string }>(
      `organisation/${all.ids.organisation}`,
      0,
    );
    const made = stream.flatMap(({ events }) => events).findLast(({ type }) => type === 'invitationMade');
    await manager.request({ ask: 'withdrawInvitation', invitation: made?.invitation });

    const before = await all.records();
    for (const code of [invited.code, handed.dspt.code]) {
      expect(code).toBeDefined();
      const stranger = await app.conversation();
      await app.say(stranger, code ?? '');
      await app.say(stranger, 'summary');
      expect(JSON.stringify((await app.heard(stranger)).activities)).not.toContain('wimpleford');
    }
    expect(await all.records()).toEqual(before);
  });

  it('everybody, once all of it is deleted', async () => {
    const whole = await organisation(app, { word: 'quibblethorne', service: 'Quibblethorne House' });
    const before = await all.records();
    const { manager: last, contributor, guest } = whole.people;
    const aims = await Promise.all([last, contributor, guest].map((person) => aimOf(whole, person)));
    await deleteAll(last);
    expect(await app.store.log.head(`organisation/${whole.ids.organisation}`)).toBeUndefined();
    expect(await all.records()).toEqual(before);
    for (const aim of aims)
      for (const [name, status] of Object.entries(await statuses(aim)))
        expect([aim.who, name, [401, 403, 404].includes(status)]).toEqual([aim.who, name, true]);
    for (const { conversation } of [contributor, guest]) {
      await app.say(conversation, 'summary');
      const { body } = await app.ask(`${conversation.path}/activities`, { token: conversation.token });
      expect(JSON.stringify(body).toLowerCase()).not.toContain('quibblethorne');
    }
  });
});
