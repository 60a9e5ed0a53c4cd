import { hash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { noInsight } from '../../core/evidence/model.ts';
import { type EvidenceApp, evidenceApps } from './support/evidenceApp.ts';
import { changed, filesIn, megabyte, openingAtPut, text, textOf } from './support/files.ts';
import { type Answer, type Conversation, gate, type Json } from './support/testApp.ts';
import { begin, breakingLine, chunk, offsetOf, plain, send, uploadsPath, verdict } from './support/tusClient.ts';

const startApp = evidenceApps();
const hour = 60 * 60_000;

const documentsOf = async (app: EvidenceApp, conversation: Conversation): Promise<Json[]> =>
  Object.values((await app.assessment(conversation)).documents);

describe('tus-js-client', () => {
  it('sends several files, and each is told of in the chat', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const ticket = await app.ticket(conversation);
    const names = ['one.txt', 'two.txt', 'three.txt'];
    const sent = await Promise.all(
      names.map((name, at) => send(app.url, ticket, name, textOf(3 * megabyte + at), { chunkSize: megabyte })),
    );
    for (const [at, address] of sent.entries()) {
      expect(await verdict(app, ticket, address)).toMatchObject({
        state: 'kept',
        document: {
          id: address.split('/').at(-1),
          name: names[at],
          size: 3 * megabyte + at,
          state: 'ok',
          versions: [{}],
        },
      });
    }
    expect(await documentsOf(app, conversation)).toHaveLength(3);
    expect(await filesIn(app.store, 'incoming/')).toEqual([]);
    const heard = JSON.stringify((await app.heard(conversation)).activities);
    for (const name of names) expect(heard).toContain(name);
    expect(app.log.join()).not.toMatch(new RegExp(`${ticket}|one|two|three`));
  });

  it('hears of a file that was sent before which document it is', async () => {
    const app = await startApp();
    const ticket = await app.ticket(await app.conversation());
    const first = await verdict(app, ticket, await send(app.url, ticket, 'one.txt', text('The same words.')));
    const again = await verdict(app, ticket, await send(app.url, ticket, 'two.txt', text('The same words.')));
    expect(again).toMatchObject({ state: 'kept', document: { id: first.document.id, name: 'one.txt' } });
    expect(await filesIn(app.store)).toHaveLength(1);
  });

  it.each([
    ['one process', 1],
    ['another process', 2],
  ])('goes on where a broken line stopped, at %s', async (_, processes) => {
    const app = await startApp();
    const second = await startApp({ dataDir: app.dataDir });
    const conversation = await app.conversation();
    const ticket = await app.ticket(conversation);
    const breaks = [1.5, 7, 10.2].map((each) => each * megabyte);
    const line = await breakingLine([app, second].slice(0, processes), breaks);
    try {
      const address = await send(line.url, ticket, 'long.txt', textOf(20 * megabyte));
      expect(line.broken()).toBe(3);
      // What came before a break is not sent again, but for what was on its way; another process may not know of it yet.
      if (processes === 1) expect(line.carried()).toBeLessThan(30 * megabyte);
      expect(await verdict(second, ticket, address)).toMatchObject({
        state: 'kept',
        document: { size: 20 * megabyte, versions: [{ sha256: hash('sha256', await textOf(20 * megabyte).text()) }] },
      });
      expect(await documentsOf(app, conversation)).toHaveLength(1);
      expect(await filesIn(app.store, 'incoming/')).toEqual([]);
    } finally {
      line.close();
    }
  });

  it.each([
    ['a file is too large', textOf(25 * megabyte + 1), 413],
    ['a link is forged', text('words'), 401],
  ])('is told that %s', async (_, content, status) => {
    const app = await startApp();
    const ticket = status === 401 ? 'A'.repeat(22) : await app.ticket(await app.conversation());
    await expect(send(app.url, ticket, 'a.txt', content)).rejects.toThrow(`HTTP ${status}`);
    expect(await filesIn(app.store)).toEqual([]);
  });
});

describe('a resumable upload', () => {
  it('is taken in chunks by any process, each place once', async () => {
    const app = await startApp();
    const second = await startApp({ dataDir: app.dataDir });
    const ticket = await app.ticket(await app.conversation());
    const address = await begin(app, ticket, 10);
    expect(await offsetOf(second, ticket, address)).toBe(0);
    const status = async (client: EvidenceApp, offset: number, words: string) =>
      (await chunk(client, ticket, address, offset, words)).status;
    expect(await status(app, 0, 'some ')).toBe(204);
    expect(await status(second, 0, 'some ')).toBe(409);
    expect(await status(second, 7, 'ds')).toBe(409);
    expect(await status(second, 5, '')).toBe(204);
    expect(await offsetOf(app, ticket, address)).toBe(5);
    expect(await status(app, 5, 'words and')).toBe(413);
    const both = await Promise.all([status(app, 5, 'words'), status(second, 5, 'words')]);
    expect(both.sort()).toEqual([204, 409]);
    expect(await verdict(second, ticket, address)).toMatchObject({ state: 'kept', document: { size: 10 } });
    expect(await offsetOf(app, ticket, address)).toBe(10);
    expect(await status(app, 10, '')).toBe(204);
    expect((await plain(app, 'DELETE', address, ticket)).status).toBe(409);
  });

  it('goes on for whoever comes back, while the broken line still seems to be there', async () => {
    const begun = gate();
    const app = await startApp({ around: openingAtPut(begun) });
    const ticket = await app.ticket(await app.conversation());
    const address = await begin(app, ticket, 10);
    const dead = connect(Number(new URL(app.url).port), 'localhost');
    const closed = once(dead, 'close');
    dead.on('error', () => undefined);
    dead.write(
      `PATCH ${address} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ticket}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n` +
        'Content-Type: application/offset+octet-stream\r\nContent-Length: 10\r\n\r\nsome ',
    );
    await begun.passed;
    expect(await offsetOf(app, ticket, address)).toBe(5);
    expect((await chunk(app, ticket, address, 5, 'words')).status).toBe(204);
    expect(await verdict(app, ticket, address)).toMatchObject({ state: 'kept', document: { size: 10 } });
    await closed;
  });

  it.each([
    ['A1-_'.repeat(5).padEnd(22, 'z'), true],
    ['said.1.1.5', true],
    [`said.${'q'.repeat(40)}`, true],
    [`said.${'q'.repeat(41)}`, false],
    ['said.', false],
    ['A'.repeat(23), false],
    [`${'A'.repeat(21)}\n`, false],
    ['__proto__', false],
  ])('says that it replaces a document of ours, or nothing: %j', async (replaces, isOne) => {
    const app = await startApp();
    const ticket = await app.ticket(await app.conversation());
    const metadata = `replaces ${Buffer.from(replaces).toString('base64')}`;
    const { headers } = await plain(app, 'POST', uploadsPath, ticket, {
      'Upload-Length': '5',
      'Upload-Metadata': metadata,
    });
    const id = headers.get('Location')?.split('/').at(-1);
    const upload = await app.store.documents.get<Json>(`upload/${id}`);
    expect(upload?.value.about.document).toBe(isOne ? replaces : undefined);
  });

  it('is refused when more would have to be kept of it than a record should hold', async () => {
    const place = { sheet: 1, name: 'x'.repeat(1_000) };
    const findings: Json[] = Array.from({ length: 33 }, () => ({ type: 'blank', kind: 'blank', count: 1, place }));
    const app = await startApp({
      inspector: {
        inspect: async ({ bytes, name }) => ({
          ...{ verdict: 'accepted', fileType: 'txt', bytes, name },
          insight: { ...noInsight, findings },
        }),
      },
    });
    const ticket = await app.ticket(await app.conversation());
    const address = await send(app.url, ticket, 'a.txt', text('words'));
    expect(await verdict(app, ticket, address)).toMatchObject({ state: 'refused', refusal: 'broken' });
    expect(await filesIn(app.store)).toEqual([]);
  });

  it('may be ended, and is then as if it had never been', async () => {
    const app = await startApp();
    const ticket = await app.ticket(await app.conversation());
    const address = await begin(app, ticket, 10);
    await chunk(app, ticket, address, 0, 'some ');
    expect((await plain(app, 'DELETE', address, ticket)).status).toBe(204);
    expect(await filesIn(app.store)).toEqual([]);
    for (const method of ['HEAD', 'PATCH', 'DELETE', 'GET'])
      expect((await plain(app, method, method === 'GET' ? `${address}/result` : address, ticket)).status).toBe(404);
  });

  it('says how long it may take, and is gone after that', async () => {
    let now = new Date();
    const app = await startApp({ now: () => now });
    const conversation = await app.conversation();
    const ticket = await app.ticket(conversation);
    const address = await begin(app, ticket, 10);
    const answer = await chunk(app, ticket, address, 0, 'some ');
    expect(Date.parse(String(answer.headers.get('Upload-Expires'))) - now.getTime()).toBeGreaterThan(47 * hour);
    now = new Date(now.getTime() + 61 * 60_000);
    expect((await plain(app, 'HEAD', address, ticket)).status).toBe(401);
    const fresh = await app.ticket(await app.renewed(conversation));
    expect(await offsetOf(app, fresh, address)).toBe(5);
    now = new Date(now.getTime() + 48 * hour);
    const last = await app.ticket(await app.renewed(conversation));
    expect((await plain(app, 'HEAD', address, last)).status).toBe(404);
  });

  it.each([
    ['of another version', { 'Tus-Resumable': '0.2.2', 'Upload-Length': '1' }, 412],
    ['without a length', {}, 400],
    ['of a length that is none', { 'Upload-Length': '-1' }, 400],
    ['of a length nobody has', { 'Upload-Length': '999999999' }, 413],
    ['with metadata that is none', { 'Upload-Length': '1', 'Upload-Metadata': 'filename <>' }, 400],
    ['from another site', { 'Upload-Length': '1', Origin: 'https://evil.example' }, 403],
    ['from another site, says the browser', { 'Upload-Length': '1', 'Sec-Fetch-Site': 'cross-site' }, 403],
  ])('%s is refused', async (_, headers, status) => {
    const app = await startApp();
    const ticket = await app.ticket(await app.conversation());
    const answer = await plain(app, 'POST', uploadsPath, ticket, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).not.toContain('<>');
  });

  it('says what it can do', async () => {
    const app = await startApp();
    const { status, headers } = await app.ask(uploadsPath, { method: 'OPTIONS' });
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'tus-version': '1.0.0',
      'tus-extension': 'creation,expiration,termination',
      'tus-max-size': String(25 * megabyte),
    });
  });

  it('takes chunks of their own kind only', async () => {
    const app = await startApp();
    const ticket = await app.ticket(await app.conversation());
    const address = await begin(app, ticket, 10);
    expect((await chunk(app, ticket, address, 0, 'some', { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await chunk(app, ticket, address, 0, 'some', { 'Upload-Offset': 'x' })).status).toBe(400);
    expect((await app.ask(`${address}/result`, { token: ticket })).body).toEqual({ state: 'receiving' });
  });

  it('of nothing is refused in kind words', async () => {
    const app = await startApp();
    const ticket = await app.ticket(await app.conversation());
    const address = await begin(app, ticket, 0);
    const { state, refusal, sentence } = await verdict(app, ticket, address);
    expect({ state, refusal }).toEqual({ state: 'refused', refusal: 'empty' });
    expect(sentence).toContain('a.txt');
  });

  it('is nobody else’s', async () => {
    const app = await startApp();
    const [owner, thief] = [await app.ticket(await app.conversation()), await app.ticket(await app.conversation())];
    const address = await begin(app, owner, 5);
    for (const path of [address, `${uploadsPath}/..%2f..%2fsecret`, `${uploadsPath}/${'x'.repeat(22)}`]) {
      expect((await plain(app, 'HEAD', path, thief)).status).toBe(404);
      expect((await chunk(app, thief, path, 0, 'words')).status).toBe(404);
      expect((await plain(app, 'DELETE', path, thief)).status).toBe(404);
      expect((await app.ask(`${path}/result`, { token: thief })).status).toBe(404);
    }
    expect((await plain(app, 'HEAD', address, undefined)).status).toBe(401);
    expect(await offsetOf(app, owner, address)).toBe(0);
  });

  it('cannot be made of more pieces than a file has', async () => {
    const app = await startApp({ env: { TURNS_PER_SECOND: '1000' } });
    const ticket = await app.ticket(await app.conversation());
    const address = await begin(app, ticket, 1000);
    let offset = 0;
    while ((await chunk(app, ticket, address, offset, 'x')).status === 204) offset += 1;
    expect(offset).toBe(200);
    expect((await chunk(app, ticket, address, offset, 'x')).status).toBe(413);
  });

  it('is limited in number', async () => {
    const app = await startApp({ env: { TURNS_PER_SECOND: '1000', TRUST_PROXY: '1' } });
    const ticket = await app.ticket(await app.conversation());
    const headers = { 'Upload-Length': '1', 'X-Forwarded-For': '203.0.113.7' };
    const post = () => plain(app, 'POST', uploadsPath, ticket, headers);
    const answers = await Promise.all(Array.from({ length: 201 }, post));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]?.headers.get('Retry-After'))).toBeGreaterThan(0);
  });
});

describe('a file that is all there', () => {
  it('is looked at and told of once, whoever is asked and however often', async () => {
    const looked: string[] = [];
    const slow = gate();
    const inspector = {
      inspect: async ({ name }: { name: string }) => {
        looked.push(name);
        await slow.passed;
        return { verdict: 'refused', refusal: 'broken' } as const;
      },
    };
    const app = await startApp({ inspector });
    const second = await startApp({ inspector, dataDir: app.dataDir });
    const conversation = await app.conversation();
    const ticket = await app.ticket(conversation);
    const address = await begin(app, ticket, 5);
    await chunk(app, ticket, address, 0, 'words');
    expect((await second.ask(`${address}/result`, { token: ticket })).body).toEqual({ state: 'checking' });
    slow.open();
    const answers = await Promise.all([verdict(app, ticket, address), verdict(app, ticket, address)]);
    answers.push(await verdict(second, ticket, address), await verdict(app, ticket, address));
    expect(answers.map(({ state }) => state)).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect(looked).toEqual(['a.txt']);
    const events = (await app.heard(conversation)).activities.filter(({ name }) => name === 'dspt/evidence');
    expect(events).toHaveLength(1);
  });

  it.each(['upload/', 'conversation/', 'evidence/'])(
    'is taken up again by whoever is asked after a process died over %s',
    async (dying) => {
      let isDead = false;
      const die = (name: string): void => {
        if (isDead && name.startsWith(dying)) throw new Error('the process is dead');
      };
      let now = new Date();
      const dead = await startApp({
        now: () => now,
        around: (store) => ({
          ...store,
          log: changed(store.log, {
            append: async (stream, expected, commit) => {
              die(stream);
              return store.log.append(stream, expected, commit);
            },
          }),
          documents: changed(store.documents, {
            put: async (id, value, ifMatch, lifetime) => {
              die(id);
              const claimed = await store.documents.put(id, value, ifMatch, lifetime);
              // The claim is what it still manages to write.
              if ((value as Json).workingUntil) isDead = true;
              return claimed;
            },
          }),
          files: changed(store.files, {
            put: async (name, content, limit) => {
              try {
                return await store.files.put(name, content, limit);
              } finally {
                die(name);
              }
            },
          }),
        }),
      });
      const alive = await startApp({ dataDir: dead.dataDir, now: () => now });
      const conversation = await dead.conversation();
      const ticket = await dead.ticket(conversation);
      const address = await begin(dead, ticket, 5);
      await chunk(dead, ticket, address, 0, 'words');
      while (!isDead) await new Promise(setImmediate);
      now = new Date(now.getTime() + 4 * 60_000);
      expect(await verdict(alive, ticket, address)).toMatchObject({ state: 'kept', document: { number: 1 } });
      expect(await documentsOf(alive, conversation)).toHaveLength(1);
      const events = (await alive.heard(conversation)).activities.filter(({ name }) => name === 'dspt/evidence');
      expect(events).toHaveLength(1);
      expect(await filesIn(alive.store, 'incoming/')).toEqual([]);
    },
  );
});

describe('uploads that were begun while there was room', () => {
  it('wait with their end until there is room again, while others send theirs', async () => {
    const held = gate();
    const app = await startApp({
      env: { TURNS_PER_SECOND: '1000' },
      inspector: {
        inspect: async () => {
          await held.passed;
          return { verdict: 'refused', refusal: 'broken' };
        },
      },
    });
    const [ticket, other] = [await app.ticket(await app.conversation()), await app.ticket(await app.conversation())];
    const addresses: string[] = [];
    for (let at = 0; at < 30; at += 1) addresses.push(await begin(app, ticket, 5));
    const answers: Answer[] = [];
    for (const address of addresses) answers.push(await chunk(app, ticket, address, 0, 'words'));
    const [full, busy] = [204, 503].map((status) => answers.filter((each) => each.status === status).length);
    // Two are looked at, ten wait, and a few may be on their way to the queue.
    expect(full).toBeGreaterThanOrEqual(12);
    expect(busy).toBeGreaterThan(0);
    expect(answers.at(-1)?.headers.get('Retry-After')).toBe('10');
    const address = await begin(app, other, 5);
    expect((await chunk(app, other, address, 0, 'words')).status).toBe(204);
    held.open();
    expect(await verdict(app, other, address)).toMatchObject({ state: 'refused' });
    for (const each of addresses.slice(0, Number(full)))
      expect(await verdict(app, ticket, each)).toMatchObject({ state: 'refused' });
    expect((await chunk(app, ticket, String(addresses.at(-1)), 0, 'words')).status).toBe(204);
  });
});

describe('a link', () => {
  it('ends with the session of the page that it was given to, and no other does', async () => {
    const app = await startApp();
    const begun = async () => {
      const answer = await app.ask('/chat/session', { body: {} });
      const { conversationId: id, token } = answer.body;
      const path = `/v3/directline/conversations/${id}`;
      await app.ask('/v3/directline/conversations', { body: {}, token });
      const conversation = { id, token, path, streamUrl: '' };
      return { ticket: await app.ticket(conversation), cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
    };
    const [left, other] = [await begun(), await begun()];
    const { document } = await verdict(app, left.ticket, await send(app.url, left.ticket, 'a.txt', text('words')));
    const { body } = await app.ask('/evidence/api/link', { token: left.ticket, body: { document: document.id } });
    const download = new URL(body.url).pathname;
    expect((await app.ask(download, { method: 'HEAD' })).status).toBe(200);
    await app.ask('/chat/session/forget', { body: {}, headers: { Cookie: left.cookie } });
    const view = ({ ticket }: { ticket: string }) => app.ask('/evidence/api/view', { token: ticket });
    expect((await view(left)).status).toBe(401);
    expect((await app.ask(download, { method: 'HEAD' })).status).toBe(401);
    await expect(send(app.url, left.ticket, 'b.txt', text('more'))).rejects.toThrow('HTTP 401');
    expect((await view(other)).status).toBe(200);
  });
});

describe('the page', () => {
  it('shows what is wanted, and what there is', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const ticket = await app.ticket(conversation);
    await verdict(app, ticket, await send(app.url, ticket, 'policy.txt', text('We keep data safe.')));
    const { status, headers, body } = await app.ask('/evidence/api/view', { token: ticket });
    expect(status).toBe(200);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(body).toMatchObject({
      documents: [{ number: 1, name: 'policy.txt', fileType: 'txt', size: 18, state: 'ok', usedFor: [] }],
      limits: { bytes: 25 * megabyte, types: expect.arrayContaining(['pdf', 'heic']) },
    });
    expect(body.documents[0].versions).toEqual([
      {
        version: 0,
        name: 'policy.txt',
        size: 18,
        sha256: expect.stringMatching(/^[\da-f]{64}$/),
        at: expect.any(String),
      },
    ]);
  });

  it('acts in the conversation, and hears what is said there', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const ticket = await app.ticket(conversation);
    const { document } = await verdict(app, ticket, await send(app.url, ticket, 'policy.txt', text('Safe.')));
    const act = (body: object, headers = {}) => app.ask('/evidence/api/act', { body, token: ticket, headers });
    const used = await act({ do: 'useFor', document: document.id, question: '1.3.1' });
    expect(used).toMatchObject({ status: 200, body: { said: expect.stringContaining('1.3.1') } });
    expect(await documentsOf(app, conversation)).toMatchObject([{ usedFor: ['1.3.1'] }]);
    const described = { documentDate: '2026-01-02', reviewDate: '2027-01-02', owner: 'the manager' };
    expect((await act({ do: 'describe', document: document.id, ...described })).status).toBe(200);
    expect((await app.ask('/evidence/api/view', { token: ticket })).body.documents).toMatchObject([
      { ...described, usedFor: [{ id: '1.3.1', topic: expect.stringMatching(/\w/) }] },
    ]);
    expect((await act({ do: 'delete', document: document.id, isSure: true })).status).toBe(200);
    expect(await documentsOf(app, conversation)).toEqual([]);
    expect((await act({ do: 'say', command: 'returnCode' })).status).toBe(400);
    expect((await act({ do: 'nonsense' })).status).toBe(400);
    expect((await act({ do: 'delete' }, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await app.ask('/evidence/api/act', { body: {} })).status).toBe(401);
    expect((await app.ask('/evidence/api/act', { raw: 'x', method: 'POST', token: ticket })).status).toBe(415);
  });

  it('asks about personal details, and takes a file back', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const ticket = await app.ticket(conversation);
    const sendOne = () => send(app.url, ticket, 'notes.txt', text('Mrs Smith, NHS number 943 476 5919, room 4.'));
    const [first, second] = [await sendOne(), await sendOne()];
    const held = await verdict(app, ticket, first);
    expect(held).toMatchObject({
      state: 'held',
      sentences: [expect.stringContaining('notes.txt'), expect.any(String)],
    });
    expect(JSON.stringify(held)).not.toContain('5919');
    const decide = async (address: string, choice: string) =>
      (
        await app.ask('/evidence/api/act', {
          token: ticket,
          body: { do: 'held', upload: address.split('/').at(-1), choice },
        })
      ).status;
    expect(await decide(first, 'takeBack')).toBe(200);
    expect((await verdict(app, ticket, first)).status).toBe(404);
    expect(await filesIn(app.store, 'evidence/')).toHaveLength(1);
    await verdict(app, ticket, second);
    expect(await decide(second, 'keep')).toBe(200);
    expect(await verdict(app, ticket, second)).toMatchObject({ state: 'kept' });
    expect(await documentsOf(app, conversation)).toHaveLength(1);
  });

  it('is for one conversation while it is in its assessment', async () => {
    const app = await startApp();
    const [one, other] = [await app.conversation(), await app.conversation()];
    const ticket = await app.ticket(one);
    const theirs = await app.ticket(other);
    const { document } = await verdict(app, theirs, await send(app.url, theirs, 'secret.txt', text('words')));
    expect((await app.ask('/evidence/api/link', { token: ticket, body: { document: document.id } })).status).toBe(404);
    await app.say(other, 'return code');
    const code = (await app.heard(other)).activities.findLast(({ channelData }) => channelData?.dspt?.returnCode);
    await app.say(one, code.channelData.dspt.returnCode);
    for (const [method, path] of [
      ['GET', '/evidence/api/view'],
      ['POST', '/evidence/api/link'],
      ['POST', uploadsPath],
    ] as const)
      expect((await plain(app, method, path, ticket, { 'Upload-Length': '1' })).status).toBe(403);
    const fresh = await app.ticket(one);
    expect((await app.ask('/evidence/api/view', { token: fresh })).body.documents).toMatchObject([
      { name: 'secret.txt' },
    ]);
  });

  it('is slowed down when it asks too much', async () => {
    const app = await startApp({ env: { TURNS_PER_SECOND: '1' } });
    const ticket = await app.ticket(await app.conversation());
    const ask = () => app.ask('/evidence/api/view', { token: ticket });
    const answers = await Promise.all(Array.from({ length: 40 }, ask));
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });
});
