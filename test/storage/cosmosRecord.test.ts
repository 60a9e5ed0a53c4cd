/** What only the Cosmos DB backend does, beyond the contract: few requests, heads that follow, faults that pass. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type Container, CosmosClient } from '@azure/cosmos';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CosmosOptions, CosmosSettings } from '../../storage/cosmos/cosmosStore.ts';
import { commitId } from '../../storage/cosmos/keys.ts';
import { genesis, sha256 } from '../../storage/hash.ts';
import { type Commit, EtagMismatch, RevisionTaken, type Store } from '../../storage/ports.ts';
import { StoreError } from '../../storage/storeError.ts';
import { verifyStore } from '../../storage/verify.ts';
import { type CosmosServer, newDatabase, openWithFiles, startCosmosServer } from '../support/cosmosServer.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const secret = 'our alarm code';
const storeFile = join(import.meta.dirname, '../../storage/cosmos/cosmosStore.ts');

let server: CosmosServer;
let client: CosmosClient;
let settings: CosmosSettings;
let store: Store;
let opened: Store[];

beforeAll(async () => {
  server = await startCosmosServer();
  const { endpoint, key = '' } = newDatabase(server);
  client = new CosmosClient({ endpoint, key, connectionPolicy: { enableEndpointDiscovery: false } });
});
afterAll(async () => {
  client.dispose();
  await server.close();
});
beforeEach(async () => {
  settings = newDatabase(server);
  opened = [];
  store = await another();
});
afterEach(async () => {
  server.intercept = undefined;
  for (const each of opened) await each.close();
});

async function another(options?: CosmosOptions): Promise<Store> {
  const handle = await openWithFiles(settings, newFolder(), options);
  opened.push(handle);
  return handle;
}

describe('requests', () => {
  it('are two for the first commit of a stream, and one for each that follows', async () => {
    let head = await append('s', 1);
    server.requests.length = 0;
    head = await append('s', 1, head);
    expect(server.requests).toEqual(['POST record/docs']);
    server.requests.length = 0;
    expect(await store.log.head('s')).toMatchObject({ revision: 2 });
    await append('s', 1, head);
    expect(server.requests).toEqual([`GET record/docs/${commitId(3)}`, 'POST record/docs']);
    server.requests.length = 0;
    await append('other', 1);
    expect(server.requests).toEqual(['POST heads/docs', 'POST record/docs']);
  });

  it('are one more for whoever appends to what it has not seen', async () => {
    const head = await append('s', 5);
    const other = await another();
    server.requests.length = 0;
    await other.log.append('s', head, said('more'));
    expect(server.requests).toEqual([`GET record/docs/${commitId(5)}`, 'POST record/docs']);
  });

  it('are one to read or write a document', async () => {
    server.requests.length = 0;
    const etag = await store.documents.put('d', 1, null);
    await store.documents.put('d', 2, etag);
    await store.documents.put('d', 3);
    await store.documents.get('d');
    await store.documents.delete('d');
    expect(server.requests).toEqual([
      'POST documents/docs',
      'PUT documents/docs/d',
      'POST documents/docs upsert',
      'GET documents/docs/d',
      'DELETE documents/docs/d',
    ]);
  });

  it('write all heads together, however many turns there were', async () => {
    for (const stream of ['a', 'b', 'c', 'd']) await append(stream, 10);
    server.requests.length = 0;
    await store.close();
    expect(server.requests.filter((what) => what.includes('docs'))).toEqual([
      'POST heads/docs bulk',
      'POST record/docs bulk',
      'POST heads/docs bulk',
    ]);
    expect(await storedRevisions()).toEqual({ a: 10, b: 10, c: 10, d: 10 });
  });

  it('write more heads than fit into one', async () => {
    const streams = Array.from({ length: 130 }, (_, i) => `s${i}`);
    await Promise.all(streams.map((stream) => append(stream, 2)));
    await store.close();
    expect(Object.values(await storedRevisions())).toEqual(Array(130).fill(2));
  });
});

describe('heads', () => {
  it('that lag behind a killed process are moved on by the next', async () => {
    const last = await append('s', 7);
    expect(await storedRevisions()).toEqual({ s: 0 });
    const next = await another();
    expect(await next.log.head('s')).toEqual({ revision: 7, hash: last.hash });
    expect(await verifyStore(next)).toMatchObject({ streams: 1, commits: 7, problems: [] });
    await next.close();
    expect(await storedRevisions()).toEqual({ s: 7 });
  });

  it('are true for a reader that may not move them', async () => {
    await append('s', 7);
    const reader = await another({ readOnly: true });
    expect(await reader.log.head('s')).toMatchObject({ revision: 7 });
    await reader.close();
    expect(await storedRevisions()).toEqual({ s: 0 });
  });

  it('are never set back', async () => {
    const head = await append('s', 3);
    const other = await another();
    await append('s', 4, head, other);
    await other.close();
    await store.close();
    expect(await storedRevisions()).toEqual({ s: 7 });
  });

  it('of two processes that write the same ones at once end where the record does', async () => {
    const other = await another();
    const head = await append('s', 1);
    const later = await append('s', 1, head, other);
    await append('s', 1, later);
    await Promise.all([store.close(), other.close()]);
    expect(await storedRevisions()).toEqual({ s: 3 });
  });

  it('of a stream that was removed and begun anew are not those of its first life', async () => {
    await append('s', 9);
    const other = await another();
    await other.log.remove('s');
    await append('s', 1, undefined, other);
    await store.close();
    await other.close();
    expect(await storedRevisions()).toEqual({ s: 1 });
    expect(await verifyStore(await another())).toMatchObject({ streams: 1, commits: 1, problems: [] });
  });
});

describe('verifyStore', () => {
  const record = () => client.database(settings.database).container('record');
  const heads = () => client.database(settings.database).container('heads');
  const commitOf = (revision: number) => record().item(commitId(revision), 's');
  const change = async (container: Container, id: string, partition: string, changes: object) => {
    const { resource } = await container.item(id, partition).read();
    await container.item(id, partition).replace({ ...resource, ...changes });
  };

  it.each<[string, () => Promise<unknown>, number, string]>([
    ['the last commit, removed', () => commitOf(120).delete(), 120, 'missing'],
    ['one in the middle, removed', () => commitOf(60).delete(), 60, 'missing'],
    ['the first, removed', () => commitOf(1).delete(), 1, 'missing'],
    ['an altered text', () => change(record(), commitId(3), 's', { body: '{}' }), 3, 'altered'],
    [
      'an altered text with a fresh hash',
      () => change(record(), commitId(3), 's', { body: '{}', hash: sha256('{}') }),
      3,
      'altered',
    ],
    ['a commit moved to another revision', () => swap(8, 9), 8, 'missing'],
    ['the head, removed', () => heads().item('s', 's').delete(), 1, 'noHead'],
    ['the head, set forward', () => change(heads(), 's', 's', { revision: 300 }), 121, 'missing'],
    ['the hash of the head', () => change(heads(), 's', 's', { hash: 'x' }), 120, 'headDiffers'],
  ])('finds %s', async (_, tamper, revision, kind) => {
    await append('s', 120);
    await append('other', 2);
    await store.close();
    await tamper();
    const { streams, problems } = await verifyStore(await another({ readOnly: true }));
    expect({ streams, problems }).toEqual({ streams: 2, problems: [{ stream: 's', revision, kind }] });
  });

  async function swap(one: number, other: number): Promise<void> {
    const [a, b] = [(await commitOf(one).read()).resource, (await commitOf(other).read()).resource];
    await change(record(), commitId(one), 's', { body: b.body, hash: b.hash });
    await change(record(), commitId(other), 's', { body: a.body, hash: a.hash });
  }
});

describe('two processes', () => {
  it('append to one stream: nothing lost, nothing twice, no gap', async () => {
    const writers = [store, await another(), await another()];
    await Promise.all(writers.map((writer, i) => appendAgainstRivals(writer, `writer ${i}`, 20)));
    const commits = await store.log.read<{ said: string }>('s', 0);
    expect(commits).toHaveLength(60);
    expect(new Set(commits.map(({ events }) => events[0]?.said)).size).toBe(60);
    expect(await verifyStore(store)).toMatchObject({ commits: 60, problems: [] });
  });

  it('open a new database at the same moment', async () => {
    settings = newDatabase(server);
    const both = await Promise.all([another(), another(), another()]);
    await Promise.all(both.map((each, i) => each.documents.put(`d${i}`, 1)));
    expect(await Promise.all(['d0', 'd1', 'd2'].map((id) => store.documents.get(id)))).toEqual(
      Array(3).fill(undefined),
    );
    expect(await both[0]?.documents.get('d2')).toMatchObject({ value: 1 });
  });
});

describe('removing a stream', () => {
  it('stops another process that remembers it', async () => {
    const head = await append('s', 3);
    const other = await another();
    await other.log.remove('s');
    await expect(store.log.append('s', head, said('late'))).rejects.toBeInstanceOf(RevisionTaken);
    expect(await store.log.head('s')).toBeUndefined();
    expect(await verifyStore(store)).toMatchObject({ streams: 0, problems: [] });
  });

  it('is forgotten when the stream, begun anew, becomes as long as it was', async () => {
    for (let life = 1; life <= 3; life++) {
      const head = await append('s', 2 + life);
      expect(await store.log.head('s')).toMatchObject({ revision: head.revision });
      if (life < 3) await (life === 1 ? store : await another()).log.remove('s');
    }
    expect(await verifyStore(await another())).toMatchObject({ streams: 1, commits: 5, problems: [] });
  });

  it('takes away what stands in its place in time', async () => {
    await append('s', 3);
    await store.log.remove('s');
    const { resources } = await client.database(settings.database).container('record').items.readAll().fetchAll();
    expect(resources).toMatchObject([{ id: commitId(4), ttl: 86_400 }]);
    expect(await storedRevisions()).toEqual({});
  });

  it.each([
    ['before the head was marked', /^PUT heads/, 'remove'],
    ['before the commits went', /^DELETE record/, 'remove'],
    ['before the head went', /^DELETE heads/, 'remove'],
    ['before the head was marked', /^PUT heads/, 'begin'],
    ['before the commits went', /^DELETE record/, 'begin'],
    ['before the head went', /^DELETE heads/, 'begin'],
  ])('cut short %s is as good as done, and finished by the next who comes', async (_, what, comes) => {
    await append('s', 3);
    const killed = await another({ budget: 300 });
    server.intercept = (_request, response, each) => what.test(each) && answer(response, 503);
    await expect(killed.log.remove('s')).rejects.toBeInstanceOf(StoreError);
    server.intercept = undefined;
    const next = await another();
    expect(await next.log.head('s')).toBeUndefined();
    if (comes === 'remove') {
      await next.log.remove('s');
      expect(await next.log.read('s', 0)).toEqual([]);
      expect(await storedRevisions()).toEqual({});
    }
    await append('s', 1, undefined, next);
    expect(await verifyStore(next)).toMatchObject({ streams: 1, commits: 1, problems: [] });
  });
});

describe('lifetimes', () => {
  it('are given to Cosmos DB too', async () => {
    await store.documents.put('d', 1, null, 60);
    await store.documents.put('stays', 1);
    const container = client.database(settings.database).container('documents');
    expect((await container.item('d', 'd').read()).resource).toMatchObject({ ttl: 60 });
    expect((await container.item('stays', 'stays').read()).resource).not.toHaveProperty('ttl');
    expect((await container.read()).resource).toMatchObject({ defaultTtl: -1 });
  });
});

type Fault = (response: ServerResponse, request: IncomingMessage) => boolean;

/** What no Cosmos DB says. Not chained: once restify is loaded in a process, `writeHead` gives nothing back. */
function bare(response: ServerResponse, status: number, body?: string): true {
  response.writeHead(status);
  response.end(body);
  return true;
}

describe('a fault that passes', () => {
  const loseAnswer: Fault = (response) => {
    response.end = (() => response.socket?.destroy()) as unknown as ServerResponse['end'];
    return false;
  };
  const faults: [string, Fault][] = [
    ['429', (response) => answer(response, 429, { 'x-ms-retry-after-ms': '20' })],
    ['449', (response) => answer(response, 449)],
    ['503', (response) => answer(response, 503)],
    ['408', (response) => answer(response, 408)],
    ['a page of a proxy', (response) => bare(response, 502, '<html>')],
    ['an empty answer', (response) => bare(response, 503)],
    ['a connection that breaks before anything happened', (_, { socket }) => Boolean(socket.destroy())],
    ['a connection that breaks when it has happened', loseAnswer],
  ];

  it.each(faults)('does no harm: %s', async (_, fault) => {
    const head = await append('s', 1);
    const met: string[] = [];
    // The first request of each kind meets it.
    server.intercept = (request, response, what) => {
      const kind = what.replace(/docs\/\S+/, 'docs/id');
      if (met.includes(kind)) return false;
      met.push(kind);
      return fault(response, request);
    };
    const second = await store.log.append('s', head, said('second'));
    const third = await store.log.append('new', genesis, said('first'));
    expect(await store.log.head('s')).toMatchObject({ revision: 2 });
    expect(await store.log.read('s', 0)).toEqual([head, second]);
    expect(await store.log.read('new', 0)).toEqual([third]);
    const created = await store.documents.put('d', 1, null);
    const replaced = await store.documents.put('d', 2, created);
    expect(await store.documents.get('d')).toMatchObject({ value: 2, etag: replaced });
    await store.documents.put('d', 3);
    await store.documents.delete('d');
    expect(await store.documents.get('d')).toBeUndefined();
    await store.close();
    server.intercept = undefined;
    expect(met).toEqual(
      expect.arrayContaining(['POST record/docs', 'POST heads/docs', 'POST heads/docs bulk', 'PUT documents/docs/id']),
    );
    expect(await storedRevisions()).toEqual({ s: 2, new: 1 });
    expect(await verifyStore(await another())).toMatchObject({ streams: 2, commits: 3, problems: [] });
  });

  it('does not let somebody else pass for us', async () => {
    const head = await append('s', 1);
    await (await another()).log.append('s', head, said('theirs'));
    await expect(store.log.append('s', head, said('ours'))).rejects.toBeInstanceOf(RevisionTaken);
    const etag = await store.documents.put('d', 1, null);
    await store.documents.put('d', 2, etag);
    await expect(store.documents.put('d', 2, etag)).rejects.toBeInstanceOf(EtagMismatch);
    await expect(store.documents.put('d', 2, null)).rejects.toBeInstanceOf(EtagMismatch);
  });
});

describe('a fault that stays', () => {
  it.each<[string, Fault, string, string, RegExp]>([
    ['401', (response) => answer(response, 401), 'store.writeFailed', 'store.unreadable', /does not let .*COSMOS_KEY/],
    ['403', (response) => answer(response, 403), 'store.writeFailed', 'store.unreadable', /Data Contributor/],
    [
      '429',
      (response) => answer(response, 429, { 'x-ms-retry-after-ms': '50' }),
      'store.busy',
      'store.busy',
      /too much to do .*throughput/,
    ],
    ['503', (response) => answer(response, 503), 'store.writeFailed', 'store.unreadable', /an error \(503/],
    ['400', (response) => answer(response, 400), 'store.writeFailed', 'store.unreadable', /an error \(400/],
    ['413', (response) => answer(response, 413), 'store.writeFailed', 'store.writeFailed', /at most 2 MB/],
    [
      'a broken connection',
      (_, { socket }) => Boolean(socket.destroy()),
      'store.writeFailed',
      'store.unreadable',
      /No answer/,
    ],
    ['silence', () => true, 'store.writeFailed', 'store.unreadable', /No answer .*COSMOS_ENDPOINT/],
  ])('is said without what people answered: %s', async (_, fault, writing, reading, words) => {
    const quick = await another({ budget: 400 });
    const head = await append('s', 1, undefined, quick);
    server.intercept = (request, response) => fault(response, request);
    const outcomes = await Promise.allSettled([
      quick.log.append('s', head, said(secret)),
      quick.documents.put('d', secret),
      quick.documents.delete('d'),
      quick.log.read('s', 0),
      quick.log.head('s'),
      quick.documents.get('d'),
    ]);
    server.intercept = undefined;
    const errors = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : undefined));
    expect(errors.map((error) => error?.code)).toEqual([writing, writing, writing, reading, reading, reading]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(StoreError);
      expect(error.message).toMatch(words);
      expect(JSON.stringify([error, error.message, error.cause])).not.toContain(secret);
    }
    // And nothing is broken by it.
    expect(await append('s', 1, head, quick)).toMatchObject({ revision: 2 });
  });

  it('is said when a commit or a document is too large', async () => {
    const huge = 'x'.repeat(2 * 1024 * 1024);
    const tooLarge = { code: 'store.writeFailed', message: expect.stringContaining('at most 2 MB') };
    await expect(store.log.append('s', genesis, said(huge))).rejects.toMatchObject(tooLarge);
    await expect(store.documents.put('d', huge)).rejects.toMatchObject(tooLarge);
    expect(await store.log.head('s')).toBeUndefined();
  });
});

describe('opening', () => {
  it('for reading makes nothing, and says what is missing', async () => {
    settings = newDatabase(server);
    server.requests.length = 0;
    await expect(another({ readOnly: true })).rejects.toMatchObject({
      code: 'store.unreadable',
      message: expect.stringMatching(/"record" is missing; container "heads" is missing; container "documents"/),
    });
    expect(server.requests.filter((what) => !what.startsWith('GET'))).toEqual([]);
  });

  it('for reading takes no writes', async () => {
    const head = await append('s', 1);
    const reader = await another({ readOnly: true });
    const refused = { code: 'store.writeFailed', message: expect.stringContaining('reading alone') };
    await expect(reader.log.append('s', head, said('x'))).rejects.toMatchObject(refused);
    await expect(reader.log.remove('s')).rejects.toMatchObject(refused);
    await expect(reader.documents.put('d', 1)).rejects.toMatchObject(refused);
    await expect(reader.documents.delete('d')).rejects.toMatchObject(refused);
    expect(await reader.log.read('s', 0)).toEqual([head]);
  });

  it('refuses a container that was made differently', async () => {
    settings = newDatabase(server);
    const { database } = await client.databases.create({ id: settings.database });
    await database.containers.create({ id: 'record', partitionKey: '/other' });
    await database.containers.create({ id: 'documents', partitionKey: '/id', defaultTtl: 60 });
    await expect(another()).rejects.toMatchObject({
      code: 'store.unreadable',
      message: expect.stringMatching(
        /"record" is partitioned by \/other, not by \/stream; .*"documents" needs the TTL/,
      ),
    });
  });

  it.each([
    ['an endpoint that is none', { endpoint: 'nonsense' }],
    ['an endpoint where nobody answers', { endpoint: 'http://127.0.0.1:9' }],
  ])('gives one error for %s', async (_, wrong) => {
    settings = { ...settings, ...wrong };
    const { code, message } = await another({ budget: 300 }).catch((error) => error);
    expect(code).toMatch(/^store\.(unreadable|writeFailed)$/);
    expect(message).toContain('COSMOS_ENDPOINT');
    expect(message).not.toContain(settings.key);
  });

  it('alone loads the packages of Azure', async () => {
    const program = `
      import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ resolve: (name, context, next) => { if (name.startsWith('@azure/')) seen.push(name); return next(name, context); } });
      const { openCosmosStore } = await import(${JSON.stringify(storeFile)});
      console.log(seen.length);
      await openCosmosStore({ endpoint: 'nonsense', database: 'd', key: 'k' }).catch(() => undefined);
      console.log(seen.includes('@azure/cosmos'), seen.includes('@azure/identity'));`;
    expect(await run(program)).toBe('0\ntrue false\n');
  });
});

describe('opening with an identity', () => {
  let cloud: CosmosServer;
  beforeAll(async () => {
    cloud = await startCosmosServer('https');
  });
  afterAll(() => cloud.close());

  /** In a process that trusts the certificate of the server, with a credential as the machine would give it. */
  const open = (database: string) =>
    run(`
      const { openCosmosStore } = await import(${JSON.stringify(storeFile)});
      const credential = { getToken: async () => ({ token: 'a token', expiresOnTimestamp: Date.now() + 3_600_000 }) };
      const settings = { endpoint: ${JSON.stringify(cloud.endpoint)}, database: ${JSON.stringify(database)}, credential };
      try {
        const store = await openCosmosStore(settings, { budget: 5000 });
        await store.documents.put('d', 1, null);
        await store.close();
        console.log('opened');
      } catch (error) {
        console.log(error.code, error.message);
      }`);

  const level = (name: string) => {
    cloud.intercept = (_, response, what) => {
      if (what !== 'GET /') return false;
      const end = response.end.bind(response) as (text: string) => ServerResponse;
      response.end = ((text: string) => end(text.replace('"Session"', `"${name}"`))) as ServerResponse['end'];
      return false;
    };
  };

  it('makes no database, for its role could not, and says what is missing', async () => {
    level('Strong');
    cloud.requests.length = 0;
    expect(await open('none')).toMatch(
      /^store.unreadable Database "none" .* container "record" is missing; .*docs\/cosmos.md/,
    );
    expect(cloud.requests.filter((what) => !what.startsWith('GET'))).toEqual([]);
  });

  it.each([
    ['Strong', /^opened$/m],
    ['BoundedStaleness', /^opened$/m],
    ['Session', /^store.unreadable .* default consistency Session. Set it to Strong/],
    ['Eventual', /^store.unreadable .* default consistency Eventual. Set it to Strong/],
  ])('asks for an account whose reads are up to date: %s', async (name, words) => {
    level(name);
    // Made as somebody with the right to do so would.
    await run(`
      const { openCosmosStore } = await import(${JSON.stringify(storeFile)});
      const settings = { endpoint: ${JSON.stringify(cloud.endpoint)}, database: ${JSON.stringify(name)}, key: 'a2V5' };
      await (await openCosmosStore(settings)).close();`);
    expect(await open(name)).toMatch(words);
  });
});

async function run(program: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', program], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  await once(child, 'close');
  return said;
}

function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}): true {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ code: 'Fault', message: `It quotes what was sent: ${secret}` }));
  return true;
}

function said(...words: string[]) {
  return {
    at: '2026-11-21T09:00:00.000Z',
    by: 'person-1',
    inputId: `input-${words.join('-').slice(0, 50)}`,
    events: words.map((word) => ({ said: word })),
  };
}

async function append(stream: string, count: number, after?: Commit, by: Store = store): Promise<Commit> {
  let head = after;
  for (let i = 0; i < count; i++) head = await by.log.append(stream, head ?? genesis, said(`word ${i}`));
  return head as Commit;
}

async function appendAgainstRivals({ log }: Store, writer: string, count: number): Promise<void> {
  for (let i = 0; i < count; ) {
    const head = (await log.head('s')) ?? genesis;
    try {
      await log.append('s', head, said(`${writer} ${i}`));
      i += 1;
    } catch (error) {
      if (!(error instanceof RevisionTaken)) throw error;
    }
  }
}

/** As they lie in the database. */
async function storedRevisions(): Promise<Record<string, number>> {
  const { resources } = await client.database(settings.database).container('heads').items.readAll().fetchAll();
  return Object.fromEntries(resources.map(({ stream, revision }) => [stream, revision]));
}
