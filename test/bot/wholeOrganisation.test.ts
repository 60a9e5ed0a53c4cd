import { cpSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Deletion } from '../../bot/people/deletionPlan.ts';
import { ownPlace } from '../../dialogs/identity.ts';
import { openStore } from '../../storage/index.ts';
import { exportStore } from '../../storage/move/exportStore.ts';
import { importStore } from '../../storage/move/importStore.ts';
import type { Store } from '../../storage/ports.ts';
import { storeId } from '../../storage/storeId.ts';
import { verifyStore } from '../../storage/verify.ts';
import { type Azure, startAzure } from '../support/azureStore.ts';
import { runVerify } from '../support/kept.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { changed } from './support/files.ts';
import { append, everything, keyOf, leftOf, type Made, make, parts, withFile } from './support/wholeOrganisation.ts';

const newFolder = temporaryFolders();
const opened: Store[] = [];
afterAll(() => Promise.all(opened.map((store) => store.close())));
async function open(dataDir = newFolder()): Promise<Store> {
  const store = await openStore({ dataDir });
  opened.push(store);
  return store;
}

const day = '2026-11-21T10:00:00.000Z';
class Clock {
  #at = Date.parse(day);
  readonly now = (): Date => new Date(this.#at);
  step(minutes: number): void {
    this.#at += minutes * 60_000;
  }
}

/** What of a store is one organisation's, and what is not. */
async function without(store: Store, made: Made): Promise<ReadonlyMap<string, string>> {
  const all = await everything(store);
  const theirs = new Set(leftOf(all, made));
  const shared = [`document ${storeId}`, `file ${storeId}`, 'document secret/returnCodeSalt', 'document wakeCursor'];
  return new Map([...all].filter(([name]) => !theirs.has(name) && !shared.includes(name)));
}

async function two(store: Store, clock = new Clock()) {
  const all = parts(store, clock.now);
  const [rose, lily] = [await make(all, 'rosecottage'), await make(all, 'lilyhouse')];
  // Only what was made in between could tell that both are the same: it is all theirs.
  return { all, rose, lily, clock };
}

describe('deleting an organisation', () => {
  it('leaves nothing that speaks of it, and everything of the one beside it', async () => {
    const store = await open();
    const { all, rose, lily, clock } = await two(store);
    const others = await without(store, rose);
    expect(leftOf(others, lily).length).toBeGreaterThan(25);
    await all.whole.delete(rose.manager, keyOf('directline', rose.conversations.manager));
    await all.whole.idle();
    clock.step(61);
    await all.whole.resume();
    await all.whole.idle();
    const after = await everything(store);
    expect(leftOf(after, rose)).toEqual([]);
    const kept = [...after].filter(([name]) => others.has(name) || leftOf(new Map([[name, '']]), lily).length > 0);
    expect(new Map(kept)).toEqual(others);
    expect(
      [...after.keys()]
        .filter((name) => !others.has(name))
        .map((name) => name.replace(/\/.*/, ''))
        .sort(),
    ).toEqual(expect.arrayContaining(['document certificate', 'document forgotten']));
    expect((await verifyStore(store)).problems).toEqual([]);
    expect(all.lines.join()).not.toContain('Failed');
  });

  it('gives a certificate that counts, proves and names nobody, and is kept', async () => {
    const store = await open();
    const { all, rose } = await two(store);
    const streams = [`organisation/${rose.manager.organisation}`, ...rose.services.map((id) => `assessment/${id}`)];
    const certificate = await all.whole.delete(rose.manager);
    expect(certificate).toMatchObject({ at: day, services: 2, documents: 2, files: 4, people: 3, commits: 13 });
    expect(certificate.id).toMatch(/^[\w-]{22}$/);
    expect(certificate.heads).toHaveLength(streams.length);
    for (const stream of streams) expect(await store.log.head(stream)).toBeUndefined();
    expect((await store.documents.get(`certificate/${certificate.id}`))?.value).toEqual(certificate);
    expect(rose.marks.filter((mark) => JSON.stringify(certificate).includes(mark))).toEqual([]);
    await all.whole.stop();
  });

  it('gives the certificate at once, and the chat it is in goes an hour later', async () => {
    const store = await open();
    const { all, rose, clock } = await two(store);
    const chat = (who: 'manager' | 'member') => store.log.head(`conversation/${rose.conversations[who]}`);
    await all.whole.delete(rose.manager, keyOf('directline', rose.conversations.manager));
    await all.whole.idle();
    expect(await chat('manager')).toBeDefined();
    expect(await chat('member')).toBeUndefined();
    clock.step(59);
    await all.whole.resume();
    await all.whole.idle();
    expect(await chat('manager')).toBeDefined();
    clock.step(1);
    await all.whole.resume();
    await all.whole.idle();
    expect(await chat('manager')).toBeUndefined();
  });

  it('leaves the chat it is in where whoever deleted has begun something new there', async () => {
    const store = await open();
    const { all, rose, clock } = await two(store);
    const key = keyOf('directline', rose.conversations.manager);
    await all.whole.delete(rose.manager, key);
    await all.whole.idle();
    clock.step(5);
    const { assessment, person } = ownPlace(key);
    const stream = `assessment/${assessment}`;
    await append(store, stream, clock.now().toISOString(), person, [{ type: 'itemSkipped', question: '1.1.5' }]);
    clock.step(60);
    await all.whole.resume();
    await all.whole.idle();
    expect(await store.log.head(`conversation/${rose.conversations.manager}`)).toBeDefined();
    expect(await store.log.head(stream)).toBeDefined();
  });

  it('leaves a chat alone that a colleague has begun anew since, also when the program starts again', async () => {
    const store = await open();
    const { all, rose, clock } = await two(store);
    await all.whole.delete(rose.manager);
    await all.whole.idle();
    const stream = `conversation/${rose.conversations.member}`;
    expect(await store.log.head(stream)).toBeUndefined();
    clock.step(5);
    await append(store, stream, clock.now().toISOString(), 'x', [{ type: 'sent', json: '"hello"' }]);
    for (const minutes of [5, 55]) {
      clock.step(minutes);
      const next = parts(store, clock.now);
      await next.whole.resume();
      await next.whole.stop();
      expect(await store.log.head(stream)).toBeDefined();
    }
  });

  it('does not wait for a turn that is under way in a chat of theirs', async () => {
    const store = await open();
    const { all, rose } = await two(store);
    const { promise: turnEnded, resolve: endTurn } = Promise.withResolvers<void>();
    const waiting = parts(store, all.now);
    const whole = new (
      all.whole.constructor as typeof import('../../bot/people/wholeOrganisation.ts').WholeOrganisations
    )({
      ...waiting,
      ...{ book: {} as never, words: {} as never, publicUrl: '' },
      forgetConversation: async (id) => {
        await turnEnded;
        await store.log.remove(`conversation/${id}`);
      },
    });
    // As in a turn: nothing ends it but the certificate.
    await whole.delete(rose.manager);
    endTurn();
    await whole.idle();
    expect(await store.log.head(`conversation/${rose.conversations.member}`)).toBeUndefined();
  });

  it('lets nobody in again who is let in by others once it has begun', async () => {
    const store = await open();
    const { all, rose } = await two(store);
    for (let nth = 1; (await stepOf(store, rose)) !== 'files'; nth++) {
      const victim = parts(dying(store, nth).store, all.now);
      await victim.whole.delete(rose.manager).catch(() => undefined);
      await victim.whole.stop();
    }
    const next = parts(store, all.now);
    // As a host site that vouches for somebody does.
    await next.organisations.update(rose.member, 'host', () => ({
      events: [{ type: 'memberJoined', person: rose.member.person, role: 'manager' }],
      result: undefined,
    }));
    expect(await next.accesses(rose.member)).toBeUndefined();
    await next.whole.resume();
    await next.whole.stop();
    expect(await store.log.head(`organisation/${rose.manager.organisation}`)).toBeUndefined();
  });

  it('gives two who ask at the same time the same certificate', async () => {
    const store = await open();
    const { all, rose } = await two(store);
    const other = parts(store, all.now);
    const [one, two_, late] = await Promise.all([
      all.whole.delete(rose.manager),
      all.whole.delete(rose.manager),
      other.whole.delete(rose.manager),
    ]);
    expect(two_).toEqual(one);
    expect(late).toEqual(one);
    await Promise.all([all.whole.idle(), other.whole.idle()]);
    const certificates = [...(await everything(store)).keys()].filter((name) =>
      name.startsWith('document certificate/'),
    );
    expect(certificates).toEqual([`document certificate/${one.id}`]);
  });

  it('leaves what began anew under the same name while traces are cleared, and deletes that too when asked', async () => {
    const store = await open();
    const { all, rose, clock } = await two(store);
    await all.whole.delete(rose.manager);
    clock.step(1);
    const at = clock.now().toISOString();
    const { assessment, organisation } = rose.manager;
    const source = await withFile(store, assessment, 'NewNewNewNewNewNewNew1', 'new.txt');
    await append(store, `assessment/${assessment}`, at, rose.manager.person, [
      { type: 'documentAdded', document: 'NewNewNewNewNewNewNew1', source },
    ]);
    const helper = { ...rose.manager, person: 'a-new-helper' };
    await all.organisations.update(rose.manager, rose.manager.person, () => ({
      events: [{ type: 'memberJoined', person: helper.person, role: 'viewer' }],
      result: undefined,
    }));
    await all.seats.set('a-new-conversation', helper);
    clock.step(60);
    await all.whole.idle();
    await all.whole.resume();
    await all.whole.idle();
    expect(await store.documents.get(`deletion/${organisation}`)).toBeUndefined();
    expect(await all.seats.get('a-new-conversation')).toEqual(helper);
    expect(await all.accesses(helper)).toMatchObject({ grant: { role: 'viewer' } });
    expect(await store.files.look(source.file)).toBeDefined();

    const again = await all.whole.delete(rose.manager);
    expect(again).toMatchObject({ documents: 1, files: 1, people: 2, services: 1 });
    clock.step(61);
    await all.whole.resume();
    await all.whole.idle();
    expect(leftOf(await everything(store), rose)).toEqual([]);
  });

  it('takes away what somebody wrote in another process before they had heard of it', async () => {
    const store = await open();
    const { all, rose, clock } = await two(store);
    await all.whole.delete(rose.manager);
    const { organisation, assessment } = rose.member;
    const at = clock.now().toISOString();
    await append(store, `assessment/${assessment}`, at, rose.member.person, [
      { type: 'questionAnswered', question: '1.1.2', answer: { as: 'yes' } },
    ]);
    await append(store, `organisation/${organisation}`, at, rose.member.person, [
      { type: 'invitationMade', invitation: 'late', role: 'viewer', until: at },
    ]);
    await all.organisations.names.call(organisation, 'members', rose.member.person, 'Late of rosecottage');
    await withFile(store, rose.services[1] ?? '', 'LateLateLateLateLateL1', 'late.txt');
    await all.whole.idle();
    clock.step(61);
    await all.whole.resume();
    await all.whole.idle();
    expect(leftOf(await everything(store), rose)).toEqual([]);
  });

  it('keeps how people are reached who are in another organisation too, and chats that have gone on elsewhere', async () => {
    const store = await open();
    const { all, rose, lily, clock } = await two(store);
    await all.organisations.update(lily.manager, lily.manager.person, () => ({
      events: [{ type: 'memberJoined', person: rose.member.person, role: 'supporter' }],
      result: undefined,
    }));
    await all.seats.set(keyOf('directline', rose.conversations.member), {
      ...lily.manager,
      person: rose.member.person,
    });
    await all.whole.delete(rose.manager);
    await all.whole.idle();
    clock.step(61);
    await all.whole.resume();
    await all.whole.idle();
    expect((await all.reaches.of(rose.member.person)).email?.address).toBe('carer@rosecottage.example');
    expect(await store.log.head(`conversation/${rose.conversations.member}`)).toBeDefined();
    expect(await store.log.head(`conversation/${rose.conversations.manager}`)).toBeUndefined();
  });

  it('of somebody who is alone with one service and in no record of any organisation works too', async () => {
    const store = await open();
    const all = parts(store, () => new Date(day));
    const lily = await make(all, 'lilyhouse');
    const key = keyOf('directline', 'alone');
    const place = ownPlace(key);
    await append(store, `assessment/${place.assessment}`, day, place.person, [
      { type: 'questionAnswered', question: '1.1.2', answer: { as: 'yes' } },
    ]);
    await append(store, 'conversation/alone', day, 'x', [{ type: 'sent', json: '"hello"' }]);
    const certificate = await all.whole.delete(place);
    expect(certificate).toMatchObject({ services: 1, people: 1, files: 0 });
    await all.whole.idle();
    expect(await store.log.head(`assessment/${place.assessment}`)).toBeUndefined();
    expect(await store.log.head(`organisation/${place.organisation}`)).toBeUndefined();
    expect(await store.log.head(`assessment/${lily.manager.assessment}`)).toBeDefined();
    await all.whole.stop();
  });
});

/** The store of a process that is killed at its nth write: that one and everything after it does not happen. */
function dying(store: Store, nth: number): { readonly store: Store; readonly isDead: () => boolean } {
  let writes = 0;
  let isDead = false;
  const alive = <A extends readonly unknown[], T>(work: (...args: A) => Promise<T>, isWrite = false) =>
    (async (...args: A): Promise<T> => {
      if (isWrite && ++writes >= nth) isDead = true;
      if (isDead) throw new Error('killed');
      return work(...args);
    }) as (...args: A) => Promise<T>;
  const { log, documents, files } = store;
  return {
    isDead: () => isDead,
    store: {
      ...store,
      log: changed(log, {
        append: alive(log.append.bind(log), true) as typeof log.append,
        remove: alive(log.remove.bind(log), true),
        read: alive(log.read.bind(log)) as typeof log.read,
        head: alive(log.head.bind(log)),
      }),
      documents: changed(documents, {
        put: alive(documents.put.bind(documents), true),
        delete: alive(documents.delete.bind(documents), true),
        get: alive(documents.get.bind(documents)) as typeof documents.get,
      }),
      files: changed(files, { delete: alive(files.delete.bind(files), true) }),
    },
  };
}

async function stepOf(store: Store, { manager }: Made): Promise<Deletion['step'] | undefined> {
  return (await store.documents.get<Deletion>(`deletion/${manager.organisation}`))?.value.step;
}

/** Kills a deletion at its nth write, looks at what is there, and lets another process finish it. False when nothing was left to kill. */
async function killedAt(nth: number, store: Store, made: Made, others: ReadonlyMap<string, string>): Promise<boolean> {
  const clock = new Clock();
  const dead = dying(store, nth);
  const victim = parts(dead.store, clock.now);
  const given = await victim.whole.delete(made.manager).catch(() => undefined);
  await victim.whole.stop();
  const isWhole = (await stepOf(store, made)) === undefined && !given;
  const next = parts(store, clock.now);
  // Either nothing has happened yet, or nobody is let in any more.
  if (isWhole) expect(await next.accesses(made.member)).toBeDefined();
  else if ((await stepOf(store, made)) !== 'closing') expect(await next.accesses(made.member)).toBeUndefined();
  // No file is left that no record knows of.
  for (const { file } of made.files) {
    const isThere = await store.files.look(file);
    if (isThere) expect(await store.log.head(`assessment/${file.split('/')[1]}`)).toBeDefined();
  }
  await next.whole.resume();
  await next.whole.idle();
  expect(await next.accesses(made.member).then((access) => access === undefined)).toBe(!isWhole);
  clock.step(61);
  await next.whole.resume();
  await next.whole.idle();
  expect(next.lines.join()).not.toContain('Failed');
  if (!isWhole) {
    const after = await everything(store);
    expect(leftOf(after, made)).toEqual([]);
    expect(new Map([...after].filter(([name]) => others.has(name)))).toEqual(others);
    const certificates = [...after.keys()].filter((name) => name.startsWith('document certificate/'));
    expect(certificates).toHaveLength(1);
    if (given) expect(certificates).toEqual([`document certificate/${given.id}`]);
    expect([...after.keys()].filter((name) => name.startsWith('document deletion/'))).toEqual([]);
  }
  await next.whole.stop();
  return dead.isDead();
}

describe('a deletion that is killed', () => {
  it('at any of its writes is finished at the next start, and nothing else is touched', async () => {
    const folder = newFolder();
    const store = await openStore({ dataDir: folder });
    const { rose } = await two(store);
    const others = await without(store, rose);
    await store.close();
    let kills = 0;
    for (let nth = 1; ; nth++) {
      const dataDir = newFolder();
      cpSync(folder, dataDir, { recursive: true });
      const copy = await openStore({ dataDir });
      const wasKilled = await killedAt(nth, copy, rose, others);
      await copy.close();
      if (!wasKilled) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(40);
  }, 240_000);

  it('does not disturb npm run verify, which says what to do', async () => {
    const dataDir = newFolder();
    const store = await open(dataDir);
    const { rose } = await two(store);
    for (let nth = 1; (await stepOf(store, rose)) !== 'record'; nth++) {
      const victim = parts(dying(store, nth).store, () => new Date(day));
      await victim.whole.delete(rose.manager).catch(() => undefined);
      await victim.whole.stop();
    }
    const { code, said } = await runVerify({ DATA_DIR: dataDir });
    expect(said).toMatch(
      /^2 services half deleted: start the program to finish that\.\n.* 2 organisations, .*: the store is whole\.\n$/,
    );
    expect(code).toBe(0);
    const next = parts(store, () => new Date(day));
    await next.whole.resume();
    await next.whole.stop();
    const after = await runVerify({ DATA_DIR: dataDir });
    expect(after.said).toMatch(/ 1 organisation, 4 files: the store is whole\.\n$/);
    expect(after.code).toBe(0);
  }, 60_000);
});

describe('npm run verify', () => {
  it('compares the snapshot of an organisation with its record', async () => {
    const dataDir = newFolder();
    const store = await open(dataDir);
    const { all, rose } = await two(store);
    const stream = `organisation/${rose.manager.organisation}`;
    const person = rose.member.person;
    for (let count = 0; (await store.documents.get(`snapshot/${stream}`))?.value === undefined || count < 60; count++)
      await all.organisations.update(rose.manager, rose.manager.person, () => ({
        events: [{ type: 'roleChanged', person, role: count % 2 ? 'viewer' : 'contributor' }],
        result: undefined,
      }));
    expect((await runVerify({ DATA_DIR: dataDir })).code).toBe(0);
    const snapshot = (await store.documents.get<{ state: { members: object } }>(`snapshot/${stream}`))?.value;
    const members = { ...snapshot?.state.members, intruder: { person: 'intruder', role: 'manager', joinedAt: day } };
    await store.documents.put(`snapshot/${stream}`, { ...snapshot, state: { ...snapshot?.state, members } });
    const { code, said } = await runVerify({ DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(said).toContain(
      `stream "${stream}" revision 50: the snapshot taken at this commit is not what the commits say`,
    );
  }, 30_000);
});

describe('on Azure', () => {
  let azure: Azure;
  beforeAll(async () => {
    azure = await startAzure(newFolder());
  });
  afterAll(() => azure.close());

  it('an organisation with people, names and questions handed on arrives whole when its store is moved, and goes back so', async () => {
    const [there, back] = [newFolder(), newFolder()];
    const from = await open();
    const { rose } = await two(from);
    const before = await without(from, { ...rose, marks: [] });
    const target = azure.newStore();
    const onAzure = await openStore({ dataDir: 'nowhere', azure: target.direct });
    await exportStore(from, there);
    await importStore(there, onAzure);
    expect(await without(onAzure, { ...rose, marks: [] })).toEqual(before);
    const all = parts(onAzure, () => new Date(day));
    const { team } = await all.organisations.standing(rose.manager);
    expect(team.members.map(({ name, role }) => [name, role])).toEqual([
      ['Jo of rosecottage', 'manager'],
      [undefined, 'contributor'],
    ]);
    expect(Object.values(team.guests)).toEqual(['Firm of rosecottage']);
    const { state } = await all.records.read(`assessment/${rose.manager.assessment}`);
    expect(state.assignments).toMatchObject([{ question: '9.5.2', isGuest: true, state: 'waiting' }]);
    expect((await runVerify(target.env)).said).toMatch(
      /^10 streams, .* 2 organisations, 8 files: the store is whole\.\n$/,
    );
    const dataDir = newFolder();
    const again = await open(dataDir);
    await exportStore(onAzure, back);
    await importStore(back, again);
    expect(await without(again, { ...rose, marks: [] })).toEqual(before);
    expect((await runVerify({ DATA_DIR: dataDir })).code).toBe(0);
    await onAzure.close();
  }, 60_000);

  it('an organisation is deleted as elsewhere, and a deletion that is killed is finished', async () => {
    for (const nth of [Number.POSITIVE_INFINITY, 3, 9, 17, 24, 31, 40]) {
      const store = await openStore({ dataDir: 'nowhere', azure: azure.newStore().direct });
      const { rose } = await two(store);
      const others = await without(store, rose);
      expect(await killedAt(nth, store, rose, others)).toBe(nth < 1000);
      await store.close();
    }
  }, 120_000);
});
