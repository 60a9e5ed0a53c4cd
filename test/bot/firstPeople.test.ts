/** Who comes in first, who is asked to wait, and what a repeat of either changes: as Teams sends it. */
import { describe, expect, it } from '@jest/globals';
import { Organisations } from '../../bot/people/organisations.ts';
import type { OrganisationEvent } from '../../core/people/organisation.ts';
import { firstService, tenantOrganisation, tenantPerson } from '../../dialogs/identity.ts';
import { ownTenant } from './support/identityProvider.ts';
import { type TeamsApp, teamsApps } from './support/teamsApp.ts';
import type { Json } from './support/testApp.ts';

const { start } = teamsApps();
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
