import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { fromBufferPromise } from 'yauzl';
import { endLinks } from '../../bot/evidence/endedLinks.ts';
import { Limits } from '../../bot/http/limits.ts';
import { createServer, httpServer } from '../../bot/server.ts';
import { type Role, roles } from '../../core/people/model.ts';
import { canonicalJson, commitHash, sha256 } from '../../storage/hash.ts';
import { openStore } from '../../storage/index.ts';
import type { Commit, Store } from '../../storage/ports.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { changed } from './support/files.ts';
import type { Json } from './support/testApp.ts';
import { append, keyOf, type Made, make, type Parts, parts, withFile } from './support/wholeOrganisation.ts';

const newFolder = temporaryFolders();
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

interface Service {
  readonly url: string;
  readonly all: Parts;
  readonly rose: Made;
  readonly lily: Made;
  readonly dataDir: string;
  readonly store: Store;
  /** Minutes. */
  step(minutes: number): void;
}

async function serve(around: (store: Store) => Store = (store) => store): Promise<Service> {
  const dataDir = newFolder();
  const opened = await openStore({ dataDir });
  const store = around(opened);
  let at = Date.parse('2026-11-21T10:00:00Z');
  const all = parts(store, () => new Date(at));
  const [rose, lily] = [await make(all, 'rosecottage'), await make(all, 'lilyhouse')];
  const server = createServer(() => false);
  all.whole.routes(server, new Limits({ turnsPerSecond: 1000, trustedProxies: 0 }));
  const http = httpServer(server);
  http.listen(0);
  await once(http, 'listening');
  closing.push(
    () => opened.close(),
    async () => {
      http.close();
      http.closeAllConnections();
    },
  );
  const step = (minutes: number): void => {
    at += minutes * 60_000;
  };
  const url = `http://localhost:${(http.address() as AddressInfo).port}`;
  return { ...{ url, all, rose, lily, dataDir, store }, step };
}

const pathOf = (link: string): string => new URL(link).pathname;

/** A new link, as whoever may have one is given it. */
async function linkOf({ all, rose }: Service, place = rose.manager, conversation?: string): Promise<string> {
  return pathOf((await all.whole.takeAwayLink(place, conversation)).url);
}

type Unpacked = ReadonlyMap<string, Buffer>;

/** Unpacks with a reader that is strict about all that a zip says of itself. */
async function unpack(zip: Uint8Array): Promise<Unpacked> {
  const found = new Map<string, Buffer>();
  const reader = await fromBufferPromise(Buffer.from(zip), { strictFileNames: true, validateEntrySizes: true });
  for await (const entry of reader.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await reader.openReadStreamPromise(entry)) chunks.push(chunk);
    expect(found.has(entry.fileName)).toBe(false);
    found.set(entry.fileName, Buffer.concat(chunks));
  }
  return found;
}

async function fetched(service: Service): Promise<Unpacked> {
  const response = await fetch(service.url + (await linkOf(service)));
  expect(response.status).toBe(200);
  return unpack(new Uint8Array(await response.arrayBuffer()));
}

const json = (files: Unpacked, path: string): Json => JSON.parse(String(files.get(path)));

describe('what is taken away', () => {
  it('is all of one organisation, under names that people know, and nothing of another', async () => {
    const service = await serve();
    const files = await fetched(service);
    expect([...files.keys()]).toEqual([
      'README.txt',
      'people.json',
      'record.jsonl',
      'rosecottage 1/answers.csv',
      'rosecottage 1/answers.json',
      'rosecottage 1/record.jsonl',
      'rosecottage 1/documents/older/D1 version 1 Policy staff.txt',
      'rosecottage 1/documents/D1 Policy staff.txt',
      'rosecottage 2/answers.csv',
      'rosecottage 2/answers.json',
      'rosecottage 2/record.jsonl',
      'rosecottage 2/documents/older/D1 version 1 Policy staff.txt',
      'rosecottage 2/documents/D1 Policy staff.txt',
      'report.json',
    ]);
    expect(String(files.get('rosecottage 1/documents/D1 Policy staff.txt'))).toBe('We keep data safe.');
    expect(String(files.get('rosecottage 1/documents/older/D1 version 1 Policy staff.txt'))).toBe('old');
    const all = [...files].map(([path, content]) => path + content.toString('latin1')).join('\n');
    expect(service.lily.marks.filter((mark) => all.includes(mark))).toEqual([]);
    expect(all).not.toMatch(/takeAway:|\{\{/);
  });

  it('says who is in the team, by names and roles', async () => {
    const { members, guests, waiting } = json(await fetched(await serve()), 'people.json');
    expect(members.map(({ name, role }: { name: string; role: Role }) => ({ name, role }))).toEqual([
      { name: 'Jo of rosecottage', role: 'manager' },
      { name: undefined, role: 'contributor' },
    ]);
    expect(guests).toEqual([{ person: expect.any(String), name: 'Firm of rosecottage' }]);
    expect(waiting).toEqual([]);
  });

  it('has the answers as people read them, and no formula for a spreadsheet', async () => {
    const files = await fetched(await serve());
    const csv = String(files.get('rosecottage 1/answers.csv'));
    expect(csv.startsWith('\uFEFF"Question","What I asked","Your answer","Answered on","Documents"\r\n')).toBe(true);
    expect(csv).toContain(
      `"1.3.12","How do you keep paper records safe when they leave the building?","'=SUM(1) says rosecottage","21 November 2026",""\r\n`,
    );
    const { answers, documents, name } = json(files, 'rosecottage 1/answers.json');
    expect(name).toBe('rosecottage 1');
    expect(answers).toContainEqual({
      question: '1.3.12',
      asked: 'How do you keep paper records safe when they leave the building?',
      answer: { as: 'value', value: { text: '=SUM(1) says rosecottage' } },
      inWords: '=SUM(1) says rosecottage',
      at: '2026-11-21T10:00:00.000Z',
      documents: [],
    });
    expect(documents[0]).toMatchObject({
      number: 'D1',
      usedFor: ['1.1.2'],
      versions: [
        { file: 'documents/older/D1 version 1 Policy staff.txt', sha256: sha256('old') },
        { file: 'documents/D1 Policy staff.txt', name: 'Policy: staff.txt' },
      ],
    });
  });

  it('has every commit with its hash, so that anybody can check the chain, and a hash of each file', async () => {
    const service = await serve();
    const files = await fetched(service);
    const report = json(files, 'report.json');
    expect(report.problems).toEqual([]);
    for (const { path, stream, commits, hash } of report.records) {
      const lines = String(files.get(path)).trimEnd().split('\n');
      expect(lines).toHaveLength(commits);
      let before = '0'.repeat(64);
      for (const line of lines) {
        const commit = JSON.parse(line) as Commit;
        expect(canonicalJson(commit)).toBe(line);
        expect([commit.stream, commit.previousHash, commitHash(commit)]).toEqual([stream, before, commit.hash]);
        before = commit.hash;
      }
      expect(before).toBe(hash);
      expect((await service.store.log.head(stream))?.hash).toBe(hash);
    }
    const contents = [...files]
      .filter(([path]) => path !== 'report.json')
      .map(([path, content]) => ({
        path,
        size: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
      }));
    expect(report.contents).toEqual(contents);
  });

  it('stands in the record before its first byte, without a name', async () => {
    const service = await serve();
    await fetched(service);
    const { organisation, person } = service.rose.manager;
    const last = (await service.store.log.read(`organisation/${organisation}`, 0)).at(-1);
    expect(last).toMatchObject({ by: person, events: [{ type: 'dataTakenAway' }] });
    expect(service.all.lines.join()).not.toMatch(/rosecottage|takeaway\//);
  });

  it('works for somebody alone in no record of any organisation', async () => {
    const service = await serve();
    const { ownPlace } = await import('../../dialogs/identity.ts');
    const place = ownPlace(keyOf('directline', 'alone'));
    await append(service.store, `assessment/${place.assessment}`, '2026-11-21T10:00:00.000Z', place.person, [
      { type: 'questionAnswered', question: '1.1.2', answer: { as: 'yes' } },
    ]);
    const response = await fetch(service.url + (await linkOf(service, place)));
    const files = await unpack(new Uint8Array(await response.arrayBuffer()));
    expect(json(files, 'Your service/answers.json').answers).toHaveLength(1);
  });

  it.each<[string, (service: Service, file: string) => Promise<unknown>, string, string]>([
    ['is missing', ({ dataDir }, file) => rm(onDisk(dataDir, file)), 'missing', 'We no longer have this file'],
    [
      'was altered',
      ({ dataDir }, file) => writeFile(onDisk(dataDir, file), 'We sell data now..'),
      'altered',
      'its end is left out',
    ],
    [
      'was made longer',
      ({ dataDir }, file) => writeFile(onDisk(dataDir, file), 'x'.repeat(200_000)),
      'altered',
      'its end is left out',
    ],
    ['waits for the scanner', (service, file) => scanned(service, file, 'waiting'), 'waiting', 'Try again later'],
    ['has a virus', (service, file) => scanned(service, file, 'infected'), 'infected', 'It had a virus'],
  ])('names a file that %s, and never gives it out whole', async (_, spoil, why, words) => {
    const service = await serve();
    const file = service.rose.files[1]?.file ?? '';
    await spoil(service, file);
    const files = await fetched(service);
    const { problems } = json(files, 'report.json');
    expect(problems).toContainEqual(
      expect.objectContaining({ why, service: 'rosecottage 1', document: expect.stringMatching(/^D\d$/) }),
    );
    const page = String(files.get('Please read - not all is here.txt'));
    expect(page).toContain(words);
    expect(page).toContain('rosecottage 1: D');
    const all = [...files].map(([path, content]) => [path, String(content)] as const);
    const spoilt = all.filter(
      ([path, text]) => path.startsWith('rosecottage 1/documents') && /sell|xxx|virus\.txt/.test(path + text),
    );
    expect(spoilt).toEqual([]);
    expect(String(files.get('rosecottage 2/documents/D1 Policy staff.txt'))).toBe('We keep data safe.');
  });

  it('names a record that is damaged, with all that comes before, and gives the rest', async () => {
    let damaged = '';
    const service = await serve((store) => ({
      ...store,
      log: changed(store.log, {
        read: async <E>(stream: string, after: number, limit?: number) => {
          const commits = await store.log.read<E>(stream, after, limit);
          const isFirst = stream === damaged;
          return isFirst ? commits.map((each) => (each.revision === 3 ? { ...each, by: 'forged' } : each)) : commits;
        },
      }),
    }));
    damaged = `assessment/${service.rose.manager.assessment}`;
    const files = await fetched(service);
    const { problems, records } = json(files, 'report.json');
    expect(problems).toEqual([{ why: 'damaged', path: 'rosecottage 1/record.jsonl', revision: 3 }]);
    expect(records).toContainEqual(expect.objectContaining({ path: 'rosecottage 1/record.jsonl', commits: 2 }));
    expect(String(files.get('Please read - not all is here.txt'))).toContain('stops before step 3');
    expect(files.has('rosecottage 2/documents/D1 Policy staff.txt')).toBe(true);
  });
});

/** Where a file of the store lies on the disk. */
const onDisk = (dataDir: string, name: string): string => join(dataDir, 'files', name.replaceAll('/', '+/'));

async function scanned({ store, rose }: Service, _: string, result: 'waiting' | 'infected'): Promise<void> {
  const { assessment, person } = rose.manager;
  const upload = 'VirusVirusVirusVirusV1';
  const source = await withFile(store, assessment, upload, 'virus.txt', 'virus.txt');
  await append(store, `assessment/${assessment}`, '2026-11-21T10:00:00.000Z', person, [
    { type: 'documentAdded', document: upload, source: { ...source, scan: result } },
  ]);
}

describe('the link', () => {
  it('gives a file to save and nothing to show, and says beforehand what it would give', async () => {
    const service = await serve();
    const path = await linkOf(service);
    expect(path).toMatch(/^\/takeaway\/[\w-]{22}\/Toolkit%20data%2021%20November%202026\.zip$/);
    const before = await fetch(service.url + path, { method: 'HEAD' });
    const response = await fetch(service.url + path);
    await response.body?.cancel();
    for (const { headers, status } of [before, response]) {
      expect(status).toBe(200);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'application/zip',
        'content-disposition': 'attachment; filename="Toolkit data 21 November 2026.zip"',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-store',
        'referrer-policy': 'no-referrer',
      });
    }
    const { organisation } = service.rose.manager;
    const events = (await service.store.log.read<{ type: string }>(`organisation/${organisation}`, 0)).flatMap(
      (each) => each.events,
    );
    expect(events.filter(({ type }) => type === 'dataTakenAway')).toHaveLength(1);
  });

  it('is stored as a hash', async () => {
    const service = await serve();
    const secret = (await linkOf(service)).split('/')[2] ?? 'none';
    const ids: string[] = [];
    for await (const id of service.store.documents.list('takeAway/')) ids.push(id);
    expect(ids).toContain(`takeAway/${sha256(secret)}`);
    expect(ids.join()).not.toContain(secret);
  });

  it.each<[string, (service: Service) => Promise<string>, number]>([
    ['nobody gave', async () => '/takeaway/AAAAAAAAAAAAAAAAAAAAAA/a.zip', 401],
    ['that is none', async () => '/takeaway/..%2f..%2fetc/a.zip', 401],
    [
      'that has run out',
      async (service) => {
        const link = await linkOf(service);
        service.step(10);
        return link;
      },
      401,
    ],
    [
      'whose session was finished since',
      async (service) => {
        const link = await linkOf(service, service.rose.manager, 'key');
        await endLinks(service.store.documents, 'key');
        return link;
      },
      401,
    ],
    [
      'whose conversation is elsewhere by now',
      async (service) => {
        const link = await linkOf(service, service.rose.manager, 'key');
        await service.all.seats.set('key', service.lily.manager);
        return link;
      },
      403,
    ],
    [
      'whose conversation is somebody else’s by now',
      async (service) => {
        const link = await linkOf(service, service.rose.manager, 'key');
        await service.all.seats.set('key', service.rose.member);
        return link;
      },
      403,
    ],
    [
      'of somebody who was removed since',
      async (service) => {
        const { manager, member } = service.rose;
        const promoted = { type: 'roleChanged', person: member.person, role: 'manager' } as const;
        await service.all.organisations.update(manager, manager.person, () => ({ events: [promoted], result: 0 }));
        const link = await linkOf(service, member);
        const removed = { type: 'memberRemoved', person: member.person } as const;
        await service.all.organisations.update(manager, manager.person, () => ({ events: [removed], result: 0 }));
        return link;
      },
      403,
    ],
    [
      'to another organisation than one’s own',
      (service) => linkOf(service, { ...service.lily.manager, person: service.rose.manager.person }),
      403,
    ],
    [
      'of an organisation that was deleted',
      async (service) => {
        const link = await linkOf(service, service.rose.member);
        await service.all.whole.delete(service.rose.manager);
        await service.all.whole.stop();
        return link;
      },
      401,
    ],
  ])('%s opens nothing', async (_, link, status) => {
    const service = await serve();
    const path = await link(service);
    for (const method of ['GET', 'HEAD']) expect((await fetch(service.url + path, { method })).status).toBe(status);
    const { organisation } = service.rose.manager;
    const taken = (await service.store.log.read<{ type: string }>(`organisation/${organisation}`, 0))
      .flatMap(({ events }) => events)
      .filter(({ type }) => type === 'dataTakenAway');
    expect(taken).toEqual([]);
  });

  it.each(roles)('opens for a %s only where the table of roles says so', async (role) => {
    const service = await serve();
    const { manager, member } = service.rose;
    await service.all.organisations.update(manager, manager.person, () => ({
      events: [{ type: 'roleChanged', person: member.person, role }],
      result: undefined,
    }));
    const response = await fetch(service.url + (await linkOf(service, member)));
    await response.body?.cancel();
    expect(response.status).toBe(role === 'manager' ? 200 : 403);
  });

  it('is not followed too often: each time reads everything, and stands in the record', async () => {
    const service = await serve();
    const path = await linkOf(service);
    const statuses: number[] = [];
    for (let count = 0; count < 11; count++) {
      const response = await fetch(service.url + path);
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  });
});

describe('somebody who takes nothing of what they asked for', () => {
  it('holds no more than a few pieces in memory, keeps a second one waiting, and lets go of the file when they leave', async () => {
    const piece = Buffer.alloc(64 * 1024, 7);
    const pieces = 400;
    let given = 0;
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    const { Readable } = await import('node:stream');
    const service = await serve((store) => ({
      ...store,
      files: changed(store.files, {
        open: async (name, start) => {
          if (!name.endsWith('LargeLargeLargeLargeL1')) return store.files.open(name, start);
          async function* large() {
            for (; given < pieces; given++) yield piece;
          }
          return Readable.from(large(), { highWaterMark: 1 }).once('close', close);
        },
      }),
    }));
    const { assessment, person } = service.rose.manager;
    const source = await withFile(service.store, assessment, 'LargeLargeLargeLargeL1', 'large.pdf');
    await append(service.store, `assessment/${assessment}`, '2026-11-21T10:00:00.000Z', person, [
      { type: 'documentAdded', document: 'LargeLargeLargeLargeL1', source: { ...source, size: piece.length * pieces } },
    ]);
    const request = get(service.url + (await linkOf(service)));
    const [response] = await once(request, 'response');
    response.pause();
    // Until nothing more is read: what the sockets of both sides hold is all there is.
    for (let before = -1; before !== given || given === 0; await new Promise((resolve) => setTimeout(resolve, 200)))
      before = given;
    expect(given).toBeLessThan(pieces);
    expect((await fetch(service.url + (await linkOf(service)))).status).toBe(503);
    request.destroy();
    await closed;
    const next = await fetch(service.url + (await linkOf(service)));
    expect(next.status).toBe(200);
    await next.body?.cancel();
  });

  it('is not told that a file that could not be read to its end is whole', async () => {
    let isGone = false;
    const service = await serve((store) => ({
      ...store,
      files: changed(store.files, {
        open: async (name, start) => {
          if (!isGone) return store.files.open(name, start);
          const { Readable } = await import('node:stream');
          return Readable.from(
            (async function* () {
              yield Buffer.from('We ');
              throw new Error('the disk is gone');
            })(),
          );
        },
      }),
    }));
    isGone = true;
    const response = await fetch(service.url + (await linkOf(service)));
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });
});
