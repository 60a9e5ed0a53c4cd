import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { emailKey, Reaches } from '../../bot/reach/reaches.ts';
import { conversationKey } from '../../dialogs/identity.ts';
import type { Documents } from '../../storage/ports.ts';
import type { Opened } from '../storage/contract.ts';
import { openSqliteFixture } from '../support/sqliteFixture.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const dayMs = 24 * 60 * 60 * 1000;

let opened: Opened;
let now: Date;
let requests: string[];
let reaches: Reaches;

/** The real documents, with a list of what was asked of them. */
function watched(documents: Documents): Documents {
  return new Proxy(documents, {
    get: (target, name: keyof Documents) => {
      const method = target[name].bind(target) as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        requests.push(name);
        return method(...args);
      };
    },
  });
}

beforeEach(async () => {
  opened = await openSqliteFixture(newFolder());
  now = new Date('2026-11-21T10:00:00Z');
  requests = [];
  reaches = new Reaches(watched(opened.store.documents), () => now);
});
afterEach(() => opened.dispose());

const teams = (more: Partial<Activity> = {}, conversation = 'a:chat'): Activity =>
  ({
    type: 'message',
    id: String(Math.random()),
    channelId: 'msteams',
    serviceUrl: 'https://smba.example/uk/',
    locale: 'en-GB',
    from: { id: '29:jo', name: 'Jo Carter', aadObjectId: 'f00d' },
    recipient: { id: '28:bot', name: 'DSPT Guide' },
    conversation: { id: conversation, conversationType: 'personal', tenantId: 'tenant', name: 'Jo Carter' },
    ...more,
  }) as Activity;

const web = (conversation: string): Activity =>
  ({
    type: 'message',
    id: 'x',
    channelId: 'directline',
    serviceUrl: 'http://localhost',
    from: { id: 'dl_1', name: '' },
    recipient: { id: 'guide', name: '' },
    conversation: { id: conversation },
  }) as Activity;

const later = (ms: number): void => {
  now = new Date(now.getTime() + ms);
};

describe('where a person can be written to', () => {
  it('is nowhere at first', async () => {
    expect(await reaches.of('jo')).toEqual({ places: [] });
  });

  it('is every conversation of their own, the newest first, without names and without the id of a turn', async () => {
    await reaches.note('jo', web('browser'));
    later(1000);
    await reaches.note('jo', teams());
    const { places } = await reaches.of('jo');
    expect(places).toEqual([
      {
        key: conversationKey(teams()),
        channel: 'msteams',
        state: 'open',
        seenAt: '2026-11-21T10:00:01.000Z',
        reference: {
          channelId: 'msteams',
          serviceUrl: 'https://smba.example/uk/',
          locale: 'en-GB',
          user: { id: '29:jo', name: '', aadObjectId: 'f00d' },
          bot: { id: '28:bot', name: 'DSPT Guide' },
          conversation: { id: 'a:chat', conversationType: 'personal', tenantId: 'tenant', name: '' },
        },
      },
      expect.objectContaining({ key: conversationKey(web('browser')), channel: 'directline' }),
    ]);
    expect(JSON.stringify(places)).not.toContain('Carter');
  });

  it.each<[string, Partial<Activity>]>([
    ['a group chat', { conversation: { id: 'g', conversationType: 'groupChat', isGroup: true } as never }],
    ['a channel', { conversation: { id: 'c', conversationType: 'channel' } as never }],
    ['any group', { conversation: { id: 'g', isGroup: true } as never }],
    ['what is far too long to be a way back', { serviceUrl: `https://smba.example/${'a'.repeat(9_000)}` }],
  ])('is not %s', async (_, more) => {
    await reaches.note('jo', teams(more));
    expect((await reaches.of('jo')).places).toEqual([]);
  });

  it('costs nothing while nothing changes', async () => {
    await reaches.note('jo', teams());
    requests = [];
    for (let turn = 0; turn < 50; turn++) {
      later(60_000);
      await reaches.note('jo', teams());
    }
    expect(requests).toEqual([]);
  });

  it.each<[string, Partial<Activity>, object]>([
    ['another service URL', { serviceUrl: 'https://smba.example/de/' }, { serviceUrl: 'https://smba.example/de/' }],
    ['another language', { locale: 'cy' }, { locale: 'cy' }],
  ])('takes %s at once', async (_, more, reference) => {
    await reaches.note('jo', teams());
    await reaches.note('jo', teams(more));
    expect((await reaches.of('jo')).places).toEqual([
      expect.objectContaining({ reference: expect.objectContaining(reference) }),
    ]);
  });

  it('notes a visit once a day', async () => {
    await reaches.note('jo', teams());
    later(dayMs - 1);
    await reaches.note('jo', teams());
    expect((await reaches.of('jo')).places[0]?.seenAt).toBe('2026-11-21T10:00:00.000Z');
    later(1);
    await reaches.note('jo', teams());
    expect((await reaches.of('jo')).places[0]?.seenAt).toBe('2026-11-22T10:00:00.000Z');
  });

  it('reads, but does not write, what another process has noted already', async () => {
    await reaches.note('jo', teams());
    const other = new Reaches(watched(opened.store.documents), () => now);
    requests = [];
    await other.note('jo', teams());
    expect(requests).toEqual(['get']);
  });

  it('loses nothing when two processes note at once', async () => {
    const others = Array.from({ length: 4 }, () => new Reaches(opened.store.documents, () => now));
    await Promise.all(others.map((each, index) => each.note('jo', web(`browser ${index}`))));
    expect((await reaches.of('jo')).places).toHaveLength(4);
  });

  it('keeps the newest of each channel, so that browsers never push Teams out', async () => {
    await reaches.note('jo', teams());
    for (let index = 0; index < 30; index++) {
      later(1000);
      await reaches.note('jo', web(`browser ${index}`));
    }
    const { places } = await reaches.of('jo');
    expect(places.map(({ channel }) => channel)).toEqual([...Array(4).fill('directline'), 'msteams']);
    expect(places[0]?.key).toBe(conversationKey(web('browser 29')));
  });
});

describe('a place that was marked', () => {
  const key = conversationKey(teams());
  const state = async () => (await reaches.of('jo')).places.map((place) => place.state);

  it.each(['blocked', 'gone'] as const)('is %s until they are there again', async (mark) => {
    await reaches.note('jo', teams());
    await reaches.mark('jo', key, mark);
    expect(await state()).toEqual([mark]);
    await reaches.note('jo', teams());
    expect(await state()).toEqual(['open']);
  });

  it('is open again for an installation, whoever marked it', async () => {
    await reaches.note('jo', teams());
    await new Reaches(opened.store.documents, () => now).mark('jo', key, 'gone');
    await reaches.note('jo', teams());
    expect(await state()).toEqual(['gone']);
    await reaches.note('jo', teams({ type: 'installationUpdate', action: 'add' }));
    expect(await state()).toEqual(['open']);
  });

  it.each<[string, Partial<Activity>]>([
    ['installationUpdate', { type: 'installationUpdate', action: 'remove' }],
    ['membersRemoved', { type: 'conversationUpdate', membersRemoved: [{ id: '28:bot', name: '' }] }],
  ])('is gone when the channel says so: %s', async (_, more) => {
    await reaches.note('jo', teams());
    await reaches.note('jo', teams(more));
    expect(await state()).toEqual(['gone']);
  });

  it('of which nothing is known stays unknown', async () => {
    await reaches.mark('jo', key, 'blocked');
    expect(await reaches.of('jo')).toEqual({ places: [] });
  });
});

describe('an email address', () => {
  const jo = 'Jo@rose.example';

  it('is confirmed for the address that was asked, and no other', async () => {
    expect(await reaches.setEmail('jo', jo)).toEqual({
      address: jo,
      state: 'unconfirmed',
      since: '2026-11-21T10:00:00.000Z',
    });
    expect(await reaches.confirmEmail('jo', emailKey('sam@rose.example'))).toBe(false);
    expect((await reaches.of('jo')).email?.state).toBe('unconfirmed');
    expect(await reaches.confirmEmail('jo', emailKey(jo))).toBe(true);
    expect(await reaches.confirmEmail('jo', emailKey(jo))).toBe(true);
    expect((await reaches.of('jo')).email?.state).toBe('confirmed');
  });

  it('stays confirmed when it is given again, and a new one takes its place unconfirmed', async () => {
    await reaches.setEmail('jo', jo);
    await reaches.confirmEmail('jo', emailKey(jo));
    expect(await reaches.setEmail('jo', 'jo@rose.example')).toMatchObject({ address: jo, state: 'confirmed' });
    expect(await reaches.setEmail('jo', 'jo@new.example')).toMatchObject({ state: 'unconfirmed' });
    expect(await reaches.confirmEmail('jo', emailKey(jo))).toBe(false);
  });

  it('may be refused, tried again and taken away', async () => {
    await reaches.setEmail('jo', jo);
    await reaches.refuseEmail('jo', emailKey('another@rose.example'));
    expect((await reaches.of('jo')).email?.state).toBe('unconfirmed');
    await reaches.refuseEmail('jo', emailKey(jo));
    expect((await reaches.of('jo')).email?.state).toBe('refused');
    expect(await reaches.setEmail('jo', jo)).toMatchObject({ state: 'unconfirmed' });
    expect(await reaches.setEmail('jo', undefined)).toBeUndefined();
    expect(await reaches.of('jo')).toEqual({ places: [] });
  });

  it('confirms nothing for somebody who has none', async () => {
    expect(await reaches.confirmEmail('sam', emailKey(jo))).toBe(false);
  });
});

describe('a conversation that changes hands', () => {
  it('is no way any more to whoever had it, while their other ways stay', async () => {
    await reaches.note('jo', teams());
    await reaches.note('jo', web('desk'));
    await reaches.setEmail('jo', 'jo@rose.example');
    await reaches.note('sam', web('desk'));
    const { places, email } = await reaches.of('jo');
    expect(places.map(({ channel }) => channel)).toEqual(['msteams']);
    expect(email?.address).toBe('jo@rose.example');
    expect((await reaches.of('sam')).places).toHaveLength(1);
  });

  it('and comes back: it is theirs again, at once and alone', async () => {
    for (const person of ['jo', 'sam', 'jo', 'sam', 'jo']) await reaches.note(person, web('desk'));
    expect((await reaches.of('jo')).places).toHaveLength(1);
    expect((await reaches.of('sam')).places).toEqual([]);
  });

  it('in one process and then in another, where whoever has it is noted first', async () => {
    const other = new Reaches(opened.store.documents, () => now);
    await reaches.note('jo', web('desk'));
    await other.note('jo', web('desk'));
    await other.note('sam', web('desk'));
    await reaches.note('sam', web('desk'));
    await reaches.note('jo', web('desk'));
    expect((await other.of('jo')).places).toHaveLength(1);
    expect((await other.of('sam')).places).toEqual([]);
  });
});

describe('people', () => {
  it('are forgotten for good, until somebody speaks again', async () => {
    await reaches.note('jo', teams());
    await reaches.setEmail('jo', 'jo@rose.example');
    await reaches.forget('jo');
    expect(await opened.store.documents.get('reach/jo')).toBeUndefined();
    await reaches.note('jo', teams());
    expect((await reaches.of('jo')).places).toHaveLength(1);
  });
});
