/** Two organisations in one store. Whatever people of one ask for by ids of the other is refused, changes nothing there, and shows nothing of it. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { type Aim, aimOf, endpoints } from './support/everyEndpoint.ts';
import { targetOf, ways } from './support/everyWay.ts';
import { type EvidenceApp, evidenceApps } from './support/evidenceApp.ts';
import {
  at,
  deleteAll,
  everybody,
  invited,
  type Organisation,
  organisation,
  RecordingClient,
} from './support/organisations.ts';

const startApp = evidenceApps();
let app: EvidenceApp;
let ourClient: RecordingClient;
let theirClient: RecordingClient;
let ours: Organisation;
let theirs: Organisation;
let before: Awaited<ReturnType<Organisation['heads']>>;

beforeAll(async () => {
  app = await startApp({ now: () => at, env: { TURNS_PER_SECOND: '1000' } });
  ourClient = new RecordingClient(app.url);
  theirClient = new RecordingClient(app.url);
  ours = await organisation(app, { word: 'wimpleford', service: 'Rose Cottage', client: ourClient });
  theirs = await organisation(app, { word: 'quibblethorne', service: 'Quibblethorne House', client: theirClient });
  before = await theirs.heads();
});

/** As somebody of ours, with everything that a request names swapped for theirs. */
async function swapped(who: (typeof everybody)[number]): Promise<Aim> {
  const own = await aimOf(ours, ours.people[who]);
  const { ids, people } = theirs;
  return {
    ...own,
    ...{ ids, conversation: people[who].conversation.id, upload: ids.upload },
    document: who === 'guest' ? ids.guestDocument : ids.document,
    ...{ file: ids.document, takeAway: ids.organisation, calendar: ids.person },
    stop: `${ids.organisation}/${ids.person}`,
  };
}

describe.each(everybody)('a %s, with the ids of another organisation', (who) => {
  it('taps every button', async () => {
    const target = targetOf(theirs, who);
    for (const way of ways) {
      const asked = way.make(target);
      if (typeof asked === 'string') continue;
      await ours.people[who].choose(asked);
      expect([way.name, await theirs.heads()]).toEqual([way.name, before]);
      // Whoever has moved on to a service of ours comes back.
      await ours.people[who].request({ ask: 'goTo', assessment: ours.ids.assessment });
    }
  });

  it('says in what it sends that files and people are theirs', async () => {
    const { conversation } = ours.people[who];
    const { ids, people } = theirs;
    const about = { dsptUpload: [ids.upload], dsptFor: { document: ids.document, question: '1.1.2' }, dsptScans: true };
    for (const activity of [
      { type: 'message', text: 'here it is', channelData: about },
      { type: 'event', name: 'dspt/evidence', channelData: about },
      { type: 'event', name: 'dspt/evidence', value: { dspt: { do: 'document', document: ids.document } } },
      { type: 'event', name: 'dspt/resume' },
      { type: 'message', text: 'summary', conversation: people[who].conversation, recipient: { id: ids.person } },
      { type: 'message', text: 'summary', channelId: 'msteams', channelData: { tenant: { id: ids.organisation } } },
    ]) {
      const body = { from: { id: ids.person, aadObjectId: ids.person, role: 'bot' }, ...activity };
      await ourClient.ask(`${conversation.path}/activities`, { body, token: conversation.token });
    }
    expect(await theirs.heads()).toEqual(before);
  });

  it.each(Object.entries(endpoints).filter(([, { namesNothing }]) => !namesNothing))('%s', async (name, { ask }) => {
    const { path, ...options } = ask(await swapped(who));
    const { status } = await ourClient.ask(path, options);
    // On a channel that is not ours an id means another conversation: one that has just begun.
    if (name !== 'POST /api/messages') expect([401, 403, 404]).toContain(status);
    expect(await theirs.heads()).toEqual(before);
  });

  it.each(Object.entries(endpoints).filter(([, { namesNothing }]) => namesNothing))(
    '%s names nothing',
    async (_name, { ask }) => {
      const { path, ...options } = ask(await swapped(who));
      await ourClient.ask(path, options);
      expect(await theirs.heads()).toEqual(before);
    },
  );

  it('uses each secret where another belongs', async () => {
    const own = await aimOf(ours, ours.people[who]);
    const secrets = [own.token, own.page, own.file, own.takeAway, own.calendar, own.stop.split('/')[1] ?? ''];
    for (const [index, wrong] of secrets.entries()) {
      const mixed = (name: string, place: number) => (place === index ? `no-${name}` : wrong);
      const aim = { ...own, token: mixed('token', 0), page: mixed('page', 1), file: mixed('file', 2) };
      const others = {
        ...aim,
        takeAway: mixed('take', 3),
        calendar: mixed('calendar', 4),
        stop: `${own.stop.split('/')[0]}/${mixed('stop', 5)}`,
      };
      for (const [name, { ask, namesNothing }] of Object.entries(endpoints)) {
        if (namesNothing || name === 'POST /api/messages') continue;
        const { path, ...options } = ask(others);
        expect([name, [401, 403, 404].includes((await ourClient.ask(path, options)).status)]).toEqual([name, true]);
      }
    }
  });

  it('listens to their conversation', async () => {
    const { conversation } = ours.people[who];
    const url = conversation.streamUrl.replace(conversation.id, theirs.people[who].conversation.id);
    const socket = new WebSocket(url);
    const said = await Promise.race([once(socket, 'error'), once(socket, 'open')]);
    socket.terminate();
    expect(String(said[0])).toMatch(/ 403$/);
  });
});

describe('after all of it', () => {
  const found = (texts: readonly string[], word: string) =>
    texts.filter((text) => text.toLowerCase().includes(word)).map((text) => text.slice(0, 300));

  it('nothing of the other organisation has changed', async () => {
    expect(await theirs.heads()).toEqual(before);
  });

  it('no byte of its answers, names and documents was in any answer, and in ours there were', async () => {
    expect(found(ourClient.got, theirs.word)).toEqual([]);
    expect(found(ourClient.got, ours.word).length).toBeGreaterThan(10);
    expect(found(theirClient.got, theirs.word).length).toBeGreaterThan(10);
  });

  it('nor in any transcript of ours, nor in what is known of our organisation', async () => {
    for (const { conversation } of Object.values(ours.people)) {
      const commits = await app.store.log.read(`conversation/${conversation.id}`, 0);
      expect(commits.length).toBeGreaterThan(10);
      expect(found([JSON.stringify(commits)], theirs.word)).toEqual([]);
    }
    for (const stream of Object.keys(await ours.records()))
      expect(found([JSON.stringify(await app.store.log.read(stream, 0))], theirs.word)).toEqual([]);
  });

  it('and the log says nothing of either, and of no fault', () => {
    expect(app.log.length).toBeGreaterThan(0);
    expect(found(app.log, theirs.word)).toEqual([]);
    expect(found(app.log, ours.word)).toEqual([]);
    expect(app.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

describe('somebody who went from one to the other', () => {
  it.each(['is removed from the first', 'sees the first deleted'])('%s, and stays in the second', async (how) => {
    const first = how.includes('deleted')
      ? await organisation(app, { word: 'thistlewick', service: 'Thistle Lodge' })
      : ours;
    const { manager } = first.people;
    const mover = await invited(manager, 'contributor', 'Mo Brown');
    const { person } = await mover.place();
    const { dspt } = await theirs.people.manager.request({ ask: 'invite', role: 'viewer' });
    await mover.say(dspt.code ?? '');
    const kept = async () => [await theirs.heads(), await mover.place()];
    const now = await kept();

    if (first === ours) await manager.request({ ask: 'remove', person, isSure: true });
    else await deleteAll(manager);
    expect(await first.assessment()).toMatchObject(first === ours ? { edition: '2025-26' } : { revision: 0 });
    expect(await kept()).toEqual(now);
    expect((await mover.choose({ do: 'say', command: 'summary' })).text.toLowerCase()).toContain(theirs.word);
  });
});

describe('a channel that says it is ours', () => {
  it('opens no conversation of ours', async () => {
    const body = {
      ...{ type: 'message', id: 'one', channelId: 'directline', text: 'summary', deliveryMode: 'expectReplies' },
      ...{ from: { id: 'somebody' }, recipient: { id: 'bot' }, serviceUrl: 'http://localhost:1' },
      conversation: { id: theirs.people.manager.conversation.id },
    };
    const answer = await app.ask('/api/messages', { body });
    expect(JSON.stringify(answer.body).toLowerCase()).not.toContain(theirs.word);
  });
});

afterAll(() => app.close());
