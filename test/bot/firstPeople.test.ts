/** Who comes in first, who is let wait, and what a repeat changes: as Teams sends it. */
import { describe, expect, it, jest } from '@jest/globals';
import { Organisations } from '../../bot/people/organisations.ts';
import { emptyOrganisation, type OrganisationEvent } from '../../core/people/organisation.ts';
import { digest, firstService, tenantOrganisation, tenantPerson } from '../../dialogs/identity.ts';
import { claims, issuer, secret, token } from './support/hostTokens.ts';
import { ownTenant } from './support/identityProvider.ts';
import { type TeamsApp, type TeamsAppOptions, type Told, teamsApps } from './support/teamsApp.ts';
import type { Json } from './support/testApp.ts';

const teams = teamsApps();
/** A machine under load may be slow to answer the guide; that is no matter here. */
const start = (options: TeamsAppOptions = {}): Promise<TeamsApp> =>
  teams.start({ times: { patience: { firstPause: 1, answerWithin: 20_000, longestPause: 1_200 } }, ...options });
const people = (request: object): Json => ({ dspt: { do: 'people', request } });
const id = tenantOrganisation(ownTenant);
const known = (app: TeamsApp): Organisations => new Organisations(app.store, () => new Date());

/** The first looks for the organisation are answered together: nobody sees what another is about to do. */
function lookTogether({ store: { log } }: TeamsApp, count: number): void {
  const read = log.read.bind(log);
  const together = Promise.withResolvers<void>();
  let looks = 0;
  Object.assign(log, {
    read: async (stream: string, after: number, limit?: number) => {
      const found = await read(stream, after, limit);
      if (stream !== `organisation/${id}` || looks >= count) return found;
      if (++looks === count) together.resolve();
      await together.promise;
      return found;
    },
  });
}

describe('the first people of a tenant', () => {
  it('who come at once: one founds, and the others are offered to join', async () => {
    const app = await start();
    const chats = ['ann', 'bea', 'cat', 'dee'].map((name) => app.chat(name));
    lookTogether(app, chats.length);
    const first = await Promise.all(chats.map((chat) => chat.say('hello')));
    expect(first.map(({ text }) => text).join('\n')).not.toMatch(/went wrong|no longer part/);
    const said = await Promise.all(chats.map((chat) => chat.say('hello')));
    const organisation = await known(app).find(id);
    expect(Object.keys(organisation?.members ?? {})).toHaveLength(1);
    expect(said.filter((each) => JSON.stringify(each.said).includes('"ask":"join"'))).toHaveLength(3);
    expect(Object.keys((await known(app).names.read(id)).members)).toEqual(Object.keys(organisation?.members ?? {}));
  });
});

it('the first people of a service of a host site, at once: one founds, and no name is kept of the others', async () => {
  const env = { PUBLIC_URL: 'https://guide.example', IDENTITY_ISSUER: issuer, IDENTITY_SECRETS: secret };
  const app = await start({ env });
  const organisation = digest('host', 'organisation', issuer, 'o-1');
  const subjects = ['ann', 'bea', 'cat'];
  const signIn = (sub: string) =>
    app.ask('/chat/identity', { body: { token: token(claims({ sub, name: `${sub} of it`, org: 'o-1' })) } });
  const answers = await Promise.all(subjects.map(signIn));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const { members } = (await known(app).find(organisation)) ?? emptyOrganisation;
  expect(Object.keys(members)).toHaveLength(1);
  expect(Object.keys((await known(app).names.read(organisation)).members)).toEqual(Object.keys(members));

  // Whoever asks to come in is called what the host site calls them.
  const out = subjects.findIndex((sub) => !Object.hasOwn(members, digest('host', 'person', issuer, sub)));
  const { conversationId, token: access } = answers[out]?.body ?? {};
  await app.ask('/v3/directline/conversations', { body: {}, token: access });
  const body = { type: 'message', from: { id: 'x', name: 'the boss' }, value: people({ ask: 'join' }) };
  await app.ask(`/v3/directline/conversations/${conversationId}/activities`, { body, token: access });
  expect(Object.values((await known(app).names.read(organisation)).members)).toContain(`${subjects[out]} of it`);
});

describe('somebody who asks to come in', () => {
  const asking = async (others: number) => {
    const app = await start();
    await app.chat('boss').install();
    const founder = { organisation: id, assessment: firstService(id), person: tenantPerson(ownTenant, 'boss') };
    const many = Array.from(
      { length: others },
      (_, index): OrganisationEvent => ({ type: 'joinAsked', person: `p${index}` }),
    );
    await known(app).update(founder, 'p0', () => ({ events: many, result: undefined }));
    const chat = app.chat('late');
    await chat.install();
    const { text } = await chat.press(people({ ask: 'join' }));
    const { waiting } = (await known(app).find(id)) ?? { waiting: {} };
    const names = await known(app).names.read(id);
    const late = tenantPerson(ownTenant, 'late');
    return { text, isWaiting: Object.hasOwn(waiting, late), name: names.members[late] };
  };

  it('is let wait, by name', async () => {
    expect(await asking(49)).toEqual({
      text: expect.stringContaining('I have asked for you'),
      isWaiting: true,
      name: 'late',
    });
  });

  it('is told where too many wait, with the way in that is left, and nothing is kept of them', async () => {
    expect(await asking(50)).toEqual({
      text: expect.stringMatching(/cannot ask for you yet.*invitation/),
      isWaiting: false,
      name: undefined,
    });
  });
});

describe('what Teams sends a second time', () => {
  const asked = (app: TeamsApp, name: string, request: object) => {
    const chat = app.chat(name);
    return () => chat.send({ id: `repeated-${name}`, value: people(request) });
  };
  const open = async () => {
    const app = await start();
    const boss = app.chat('boss');
    await boss.install();
    return { app, boss, now: async () => (await known(app).find(id)) ?? emptyOrganisation };
  };
  const codeOf = ({ said }: Told): string => said.at(-1)?.channelData.dspt.code;

  it('makes one service', async () => {
    const { app, now } = await open();
    const add = asked(app, 'boss', { ask: 'addService' });
    await add();
    await add();
    expect((await now()).services).toHaveLength(2);
    await app.chat('boss').send({ id: 'another', value: people({ ask: 'addService' }) });
    expect((await now()).services).toHaveLength(3);
  });

  it('makes one invitation, whose words let one person in, whichever are read out', async () => {
    const { app, now } = await open();
    const invite = asked(app, 'boss', { ask: 'invite', role: 'viewer' });
    const codes = [codeOf(await invite()), codeOf(await invite())];
    expect(Object.keys((await now()).invitations)).toHaveLength(1);
    await app.chat('sam').say(codes[1] ?? '');
    expect((await app.chat('eve').say(codes[0] ?? '')).text).toMatch(/do not know th/);
    expect(Object.keys((await now()).members)).toHaveLength(2);
    expect((await invite()).text).toMatch(/changed since/);
  });

  it('changes nothing back that was changed meanwhile', async () => {
    const { app, boss, now } = await open();
    const sam = tenantPerson(ownTenant, 'sam');
    await app.chat('sam').install();
    await app.chat('sam').press(people({ ask: 'join' }));
    await boss.press(people({ ask: 'letIn', person: sam, role: 'viewer' }));
    const promote = asked(app, 'boss', { ask: 'setRole', person: sam, role: 'manager' });
    await promote();
    await boss.press(people({ ask: 'setRole', person: sam, role: 'viewer' }));
    await promote();
    expect((await now()).members[sam]?.role).toBe('viewer');
  });

  it('lets in by the same words again, also where it was cut short, and nobody else', async () => {
    const { app, boss, now } = await open();
    const code = codeOf(await boss.press(people({ ask: 'invite', role: 'viewer' })));
    const sam = app.chat('sam');
    await sam.install();
    const { put } = app.store.documents;
    // As if killed before it was kept where the conversation was led.
    const cut = jest.spyOn(app.store.documents, 'put').mockImplementation(function (this: unknown, docId, ...rest) {
      if (docId.startsWith('seat/')) return Promise.reject(new Error('killed'));
      return put.call(app.store.documents, docId, ...rest);
    });
    expect((await sam.send({ id: 'words', text: code })).text).toMatch(/went wrong/);
    cut.mockRestore();
    expect((await sam.send({ id: 'words', text: code })).text).toMatch(/You are here to look/);
    expect((await sam.send({ id: 'words', text: code })).text).not.toMatch(/do not know th/);
    expect((await app.chat('eve').say(code)).text).toMatch(/do not know th/);
    expect(Object.keys((await now()).members)).toHaveLength(2);
  });
});
