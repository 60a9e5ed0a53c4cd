/** Who is in an organisation, as one process knows it: at once what it changed itself, soon what others did, and each input once. */
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Organisations } from '../../bot/people/organisations.ts';
import type { OrganisationEvent } from '../../core/people/organisation.ts';
import type { Documents, Store } from '../../storage/ports.ts';
import type { Opened } from '../storage/contract.ts';
import { openSqliteFixture } from '../support/sqliteFixture.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const place = { organisation: 'org', assessment: 'rose', person: 'jo' };
const joined: OrganisationEvent = { type: 'memberJoined', person: 'sam', role: 'contributor' };
const removed: OrganisationEvent = { type: 'memberRemoved', person: 'sam' };
const write =
  (...events: readonly OrganisationEvent[]) =>
  () => ({ events, result: undefined });

let opened: Opened;
let clock: number;
const now = (): Date => new Date(clock);
const membersIn = async (organisations: Organisations): Promise<readonly string[]> =>
  (await organisations.standing(place)).team.members.map(({ person }) => person);

beforeEach(async () => {
  clock = Date.parse('2026-11-23T10:00:00Z');
  opened = await openSqliteFixture(newFolder());
  const organisations = new Organisations(opened.store, now);
  await organisations.found(place);
  await organisations.update(place, 'jo', write(joined));
});
afterEach(() => opened.dispose());

/** The store, with names that can be held back once they were read. */
function slowNames({ log, documents }: Store): { readonly store: Pick<Store, 'log' | 'documents'>; letGo(): void } {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow: Documents = Object.assign(Object.create(documents), {
    get: async (id: string) => {
      const found = await documents.get(id);
      if (id.startsWith('names/')) await held;
      return found;
    },
  });
  return { store: { log, documents: slow }, letGo: () => letGo() };
}

describe('who is in', () => {
  it('is never kept from before a change that was made while it was read', async () => {
    const { store, letGo } = slowNames(opened.store);
    const organisations = new Organisations(store, now);
    const reading = membersIn(organisations);
    // Until the record was read, and the names are waited for.
    for (let turns = 0; turns < 20; turns++) await setImmediate();
    await organisations.update(place, 'jo', write(removed));
    letGo();
    await reading;
    expect(await membersIn(organisations)).toEqual(['jo']);
  });

  it.each([
    ['half a minute later', 30_000, ['jo']],
    ['before that, not always', 29_999, ['jo', 'sam']],
    ['at once where the clock was set back', -1, ['jo']],
  ])('as another process changed it: %s', async (_, later, expected) => {
    const organisations = new Organisations(opened.store, now);
    expect(await membersIn(organisations)).toEqual(['jo', 'sam']);
    await new Organisations(opened.store, now).update(place, 'jo', write(removed));
    clock += later;
    expect(await membersIn(organisations)).toEqual(expected);
  });
});

describe('one input', () => {
  it('counts once, whoever gets its repeat', async () => {
    const add = async (assessment: string): Promise<boolean> =>
      new Organisations(opened.store, now).update(
        place,
        'jo',
        (_, isRepeat) => ({ events: [{ type: 'serviceAdded', assessment }], result: isRepeat }),
        'input-1',
      );
    expect(await add('lark')).toBe(false);
    expect(await add('wren')).toBe(true);
    expect((await new Organisations(opened.store, now).find('org'))?.services).toEqual(['rose', 'lark']);
  });
});

describe('names of people outside', () => {
  it('are kept for the 500 who were called last', async () => {
    const guests = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`guest-${index}`, `Firm ${index}`]));
    await opened.store.documents.put('names/org', { members: { jo: 'Jo' }, guests });
    const { names } = new Organisations(opened.store, now);
    // Asked once more, it is not the oldest any longer.
    await names.call('org', 'guests', 'guest-0', 'Firm 0');
    await names.call('org', 'guests', 'guest-new', 'New firm');
    const kept = await names.read('org');
    expect(Object.keys(kept.guests)).toHaveLength(500);
    expect(kept.guests).toMatchObject({ 'guest-0': 'Firm 0', 'guest-2': 'Firm 2', 'guest-new': 'New firm' });
    expect(kept.guests['guest-1']).toBeUndefined();
    expect(kept.members).toEqual({ jo: 'Jo' });
  });
});
