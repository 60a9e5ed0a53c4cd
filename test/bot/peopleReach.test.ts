/** Which doors people are reached by, and what they are no more. */

import { describe, expect, it } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { createGuide } from '../../bot/guide.ts';
import { createLogger } from '../../bot/logger.ts';
import { PeopleReaching, type ReachOptions } from '../../bot/people/reach.ts';
import type { NoticeDelivery } from '../../bot/reach/courier.ts';
import type { Reach } from '../../bot/reach/model.ts';
import type { Outcome } from '../../bot/reminders/ports.ts';
import { emptyOrganisation } from '../../core/people/organisation.ts';
import { conversationKey, ownPlace } from '../../dialogs/identity.ts';
import { openStore } from '../../storage/index.ts';
import { realContent } from '../support/guide.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { readIcs } from './support/ics.ts';
import { type PeopleApp, people, peopleApps, until, type WebChat } from './support/peopleApp.ts';

const newFolder = temporaryFolders();
const startApp = peopleApps();
const start = '2026-11-23T10:00:00Z';
/** Two weeks without a word, and a Monday. */
const stalled = '2026-12-07T09:30:00Z';
const passOn = { dspt: { do: 'handOn', question: '7.3.1' } };

const personOf = ({ id }: WebChat): string =>
  ownPlace(conversationKey({ channelId: 'directline', conversation: { id } } as Activity)).person;
const reachOf = async (app: PeopleApp, chat: WebChat) =>
  (await app.store.documents.get<Reach>(`reach/${personOf(chat)}`))?.value;

/** A manager of a service that is shared, who is reminded after two weeks. */
async function shared(app: PeopleApp): Promise<WebChat> {
  const manager = await app.manager();
  await app.invited(manager, 'viewer');
  await manager.look();
  return manager;
}

describe('a browser that was handed over by a return code', () => {
  async function handedOver() {
    const app = await startApp({ at: start });
    const desk = await shared(app);
    const before = await reachOf(app, desk);
    const other = await app.manager();
    const { dspt } = await other.say('return code');
    expect((await desk.say(dspt.returnCode ?? '')).dspt.opened).toBe(true);
    return { app, desk, before };
  }

  it('tells whoever has it now nothing of the one before', async () => {
    const { app, desk } = await handedOver();
    expect((await reachOf(app, desk))?.places).toEqual([]);
    app.goTo(stalled);
    expect(await app.guide.people.reminders.runOnce()).toMatchObject({ sent: 0, failed: 1 });
    expect((await desk.look()).text).toBe('');
  });

  it('and nothing where it is still known as that one’s, as after a crash', async () => {
    const { app, desk, before } = await handedOver();
    expect(before?.places).toHaveLength(1);
    await app.store.documents.put(`reach/${personOf(desk)}`, before);
    app.goTo(stalled);
    expect(await app.guide.people.reminders.runOnce()).toMatchObject({ sent: 0, failed: 1 });
    expect((await desk.look()).text).toBe('');
    expect((await reachOf(app, desk))?.places).toEqual([expect.objectContaining({ state: 'gone' })]);
  });
});

describe('a browser', () => {
  it('is not used by what the guide says there by itself', async () => {
    const app = await startApp({ at: start });
    const manager = await app.manager();
    const sam = await app.invited(manager, 'contributor', 'Sam Green');
    await manager.choose(passOn);
    await manager.say('Sam');
    const sent: object[] = [];
    for (const monday of ['2026-11-30', '2026-12-07', '2026-12-14', '2026-12-21']) {
      app.goTo(`${monday}T09:30:00Z`);
      await manager.say('status');
      await app.guide.people.reminders.runOnce();
      sent.push((await sam.look()).text.includes('7.3.1') ? { monday } : {});
    }
    expect(sent).toEqual([{ monday: '2026-11-30' }, { monday: '2026-12-07' }, {}, {}]);
    expect((await manager.choose(people({ ask: 'reminders' }))).text).toContain('Sam Green');
  });
});

describe('what was sent', () => {
  it('is shown to a manager, also what went to somebody outside', async () => {
    const app = await startApp({ at: start });
    const manager = await shared(app);
    await manager.choose(passOn);
    const { dspt } = await manager.say('Bright IT');
    await (await app.chat()).say(dspt.code ?? '');
    app.goTo('2026-11-30T09:30:00Z');
    expect(await app.guide.people.reminders.runOnce()).toMatchObject({ sent: 1 });
    expect((await manager.choose(people({ ask: 'reminders' }))).text).toContain('Bright IT');
  });
});

describe('a reminder that is due before the service is put together', () => {
  it('waits, and goes out once it is', async () => {
    const dataDir = newFolder();
    const first = await startApp({ at: start, dataDir });
    await shared(first);
    await first.close();

    const store = await openStore({ dataDir });
    const guide = createGuide({
      ...{ store, content: await realContent(), support: {}, publicUrl: 'https://guide.example' },
      ...{ inspector: {} as never, logger: createLogger('silent'), now: () => new Date(stalled) },
    });
    expect(await guide.people.reminders.runOnce()).toMatchObject({ later: 1, uncertain: 0, sent: 0 });
    await guide.people.reminders.stop();
    await store.close();

    // The first pass of the service is its own doing.
    const again = await startApp({ at: '2026-12-07T09:40:00Z', dataDir });
    await until(() => again.log.some((line) => line.includes('reminders.passed') && line.includes('"sent":1')));
  });
});

describe('a calendar', () => {
  it('is stamped by the last change of what it comes from, and not by the day on which it is read', async () => {
    const app = await startApp({ at: start });
    const manager = await app.manager();
    const heard = await manager.choose(people({ ask: 'calendar' }));
    const path = /\/calendar\/[\w-]+\.ics/.exec(JSON.stringify(heard.activities))?.[0] ?? '';
    const stamps = async () => {
      const { components } = readIcs((await app.ask(path)).body);
      return components.map(({ properties }) => [properties.DTSTAMP, Number(properties.SEQUENCE)]);
    };
    const [first] = await stamps();
    expect(first?.[0]).toBe('20261123T100000Z');
    app.goTo('2026-11-25T10:00:00Z');
    expect((await stamps())[0]).toEqual(first);
    await manager.say('Mary Jones, the manager');
    const [second] = await stamps();
    expect(second?.[0]).toBe('20261125T100000Z');
    expect(Number(second?.[1])).toBeGreaterThan(Number(first?.[1]));
  });
});

describe('ways that are shown', () => {
  const place = (channel: string, seenAt: string) => ({ key: channel, reference: {}, channel, state: 'open', seenAt });
  const email = (state: string) => ({ address: 'jo@rose.example', state, since: start });
  it.each([
    [
      'all there are, best first',
      { places: [place('directline', start), place('msteams', start)], email: email('confirmed') },
      ['teams', 'email', 'web'],
    ],
    ['no browser that nobody opened for two weeks', { places: [place('directline', '2026-11-09T09:59:59Z')] }, []],
    ['a browser of two weeks ago', { places: [place('directline', '2026-11-09T10:00:00Z')] }, ['web']],
    ['Teams, whenever that was', { places: [place('msteams', '2026-01-01T10:00:00Z')] }, ['teams']],
    ['each once', { places: [place('directline', start), place('directline', start)] }, ['web']],
    ['no address that nobody confirmed', { places: [], email: email('unconfirmed') }, []],
    ['none that is closed', { places: [{ ...place('msteams', start), state: 'blocked' }] }, []],
  ])('are %s', async (_, reach, ways) => {
    const options = { reaches: { of: async () => reach }, now: () => new Date(start), sendsMail: true };
    expect(await new PeopleReaching(options as unknown as ReachOptions).ways('jo')).toEqual(ways);
  });

  it('have no mail where none is sent', async () => {
    const reach = { places: [], email: email('confirmed') };
    const options = { reaches: { of: async () => reach }, now: () => new Date(start), sendsMail: false };
    expect(await new PeopleReaching(options as unknown as ReachOptions).ways('jo')).toEqual([]);
  });
});

describe('a notice that cannot be brought just now', () => {
  const at = { organisation: 'org', assessment: 'rose', person: 'sam' };
  const later: Outcome = { as: 'later', seconds: 300 };
  async function told(...outcomes: readonly Outcome[]) {
    const tried: NoticeDelivery[] = [];
    const waits: number[] = [];
    const reaching = new PeopleReaching({
      organisations: { standing: async () => ({ organisation: emptyOrganisation }) },
      courier: {
        notify: async (delivery: NoticeDelivery) => {
          tried.push(delivery);
          return outcomes[tried.length - 1] ?? later;
        },
      },
      pause: async (ms: number) => void waits.push(ms),
      now: () => new Date(start),
      logger: createLogger('silent'),
    } as unknown as ReachOptions);
    await reaching.tell(at, 'jo', [{ type: 'handedOn', question: '7.3.1', by: 'sam' }]);
    await reaching.stop();
    return { tried, waits };
  }

  it('is tried again when the other side wants, under the same name', async () => {
    const { tried, waits } = await told(later, { as: 'sent', via: 'email' });
    expect(waits).toEqual([300_000]);
    expect(tried).toHaveLength(2);
    expect(tried[1]).toEqual(tried[0]);
    expect(tried[0]).toMatchObject({ organisation: 'org', assessment: 'rose', person: 'jo' });
  });

  it.each<[string, readonly Outcome[], number]>([
    ['after three tries', [], 3],
    ['where it may have arrived', [{ as: 'uncertain' }], 1],
    ['where there is no way', [{ as: 'failed', why: 'noWay' }], 1],
  ])('is let be %s', async (_, outcomes, tries) => {
    expect((await told(...outcomes)).tried).toHaveLength(tries);
  });
});
