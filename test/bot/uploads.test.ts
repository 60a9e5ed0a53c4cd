import { hash } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { DirectLine as Client } from 'botframework-directlinejs';
import { type EvidenceApp, evidenceApps } from './support/evidenceApp.ts';
import { FetchXhr } from './support/fetchXhr.ts';
import { changed, filesIn, megabyte, openingAtPut, text, textOf } from './support/files.ts';
import { type Conversation, gate, type Json } from './support/testApp.ts';

Object.assign(globalThis, { XMLHttpRequest: FetchXhr });
const { DirectLine } = await import('botframework-directlinejs');

const startApp = evidenceApps();
const message = { type: 'message', from: { id: 'x' } };

type Files = readonly (readonly [name: string, content: Blob])[];

function form(files: Files, activity: object | undefined = message): FormData {
  const parts = new FormData();
  if (activity)
    parts.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
  for (const [name, content] of files) parts.append('file', content, name);
  return parts;
}

const send = (app: EvidenceApp, { path, token }: Conversation, raw: BodyInit, headers = {}) =>
  app.ask(`${path}/upload?userId=other`, { raw, token, headers });

const documentsOf = async (app: EvidenceApp, conversation: Conversation): Promise<Json[]> =>
  Object.values((await app.assessment(conversation)).documents);

const namesOf = async (app: EvidenceApp, conversation: Conversation): Promise<string[]> =>
  (await documentsOf(app, conversation)).map(({ versions }) => versions[0].source.name);

/** All that was said to a conversation. */
const said = async (app: EvidenceApp, conversation: Conversation): Promise<string> =>
  (await app.heard(conversation)).activities.map((each) => each.speak ?? each.text ?? '').join('\n');

describe('an upload over Direct Line', () => {
  it('is looked at, told of in one turn, and kept', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const files: Files = [
      ['Data protection policy.txt', text('We keep data safe.')],
      ['données.txt', text('A list of training.')],
    ];
    const { status, body } = await send(app, conversation, form(files));
    expect(status).toBe(200);
    expect(await namesOf(app, conversation)).toEqual(['Data protection policy.txt', 'données.txt']);
    const { activities } = await app.heard(conversation, '1');
    expect(activities[0]).toMatchObject({
      id: body.id,
      attachments: files.map(([name]) => ({ contentType: 'text/plain', name })),
      channelData: { dsptUpload: [expect.stringMatching(/^[\w-]{22}$/), expect.any(String)] },
    });
    expect(activities.slice(1).every(({ replyToId }) => replyToId === body.id)).toBe(true);
    const [first] = await documentsOf(app, conversation);
    const { file, size, sha256 } = first.versions[0].source;
    expect({ size, sha256 }).toEqual({ size: 18, sha256: hash('sha256', 'We keep data safe.') });
    expect(await filesIn(app.store)).toContain(file);
    expect(await filesIn(app.store, 'incoming/')).toEqual([]);
  });

  it('needs no activity beside the file', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    expect((await send(app, conversation, form([['a.txt', text('words')]], undefined))).status).toBe(200);
    const plain = new FormData();
    plain.append('file', text('other words'), 'b.txt');
    expect((await send(app, conversation, plain)).status).toBe(200);
    expect(await namesOf(app, conversation)).toEqual(['a.txt', 'b.txt']);
  });

  it('counts once however often it is repeated, also at the same time', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const activity = { ...message, channelData: { clientActivityID: 'one' } };
    const again = () => send(app, conversation, form([['policy.txt', text('Once.')]], activity));
    const answers = [...(await Promise.all([again(), again(), again()])), await again()];
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await namesOf(app, conversation)).toEqual(['policy.txt']);
    expect(await filesIn(app.store)).toHaveLength(1);
  });

  it('says kindly which files cannot be taken, and keeps the others', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const files: Files = [
      ['large.txt', textOf(32 * megabyte)],
      ['a little large.txt', textOf(25 * megabyte + 1)],
      ['nothing.txt', new Blob([])],
      ['program.exe', new Blob(['MZ\x90\x00 not a policy'])],
      ['just right.txt', textOf(25 * megabyte)],
    ];
    expect((await send(app, conversation, form(files))).status).toBe(200);
    expect(await namesOf(app, conversation)).toEqual(['just right.txt']);
    const heard = await said(app, conversation);
    for (const [name] of files) expect(heard).toContain(name);
    expect(heard).toContain('25');
    expect(await filesIn(app.store)).toHaveLength(1);
  });

  it('takes ten files of one message, and says so of the others', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const files = Array.from({ length: 11 }, (_, at) => [`file ${at + 1}.txt`, text(`words ${at}`)] as const);
    expect((await send(app, conversation, form(files))).status).toBe(200);
    expect(await namesOf(app, conversation)).toEqual(files.slice(0, 10).map(([name]) => name));
    expect(await said(app, conversation)).toContain('file 11.txt');
  });

  it.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\ann\\policy.txt', 'policy.txt'],
    ['care plan 943 476 5919.txt', 'care plan ….txt'],
    ['nhs_9434765919.txt', 'nhs_….txt'],
    ['tax\u202Efdp.txt', 'taxfdp.txt'],
  ])('calls a file named %j by %j', async (name, shown) => {
    const app = await startApp();
    const conversation = await app.conversation();
    expect((await send(app, conversation, form([[name, text('words')]]))).status).toBe(200);
    expect(await namesOf(app, conversation)).toEqual([shown]);
    const { activities } = await app.heard(conversation, '1');
    expect(JSON.stringify(activities)).not.toMatch(/943.?476|passwd\.\.|Users/);
    expect(app.log.join()).not.toMatch(/943|policy|passwd/);
  });

  it('is refused when it is none, and nothing of it stays', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const status = async (raw: BodyInit, headers = {}) => (await send(app, conversation, raw, headers)).status;
    const multipart = { 'Content-Type': 'multipart/form-data; boundary=x' };
    const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nwords';
    expect(await status('{}', { 'Content-Type': 'application/json' })).toBe(415);
    expect(await status('nonsense', { 'Content-Type': 'multipart/form-data' })).toBe(415);
    expect(await status('nonsense', { 'Content-Type': 'multipart/form-data; charset=x' })).toBe(400);
    expect(await status('nonsense', multipart)).toBe(400);
    expect(await status(part, multipart)).toBe(400);
    expect(await status(`${part}\r\n--x--\r\n`, multipart)).toBe(200);
    expect(await status(form([['a.txt', text('words')]], { type: 'message', from: 'x' }))).toBe(400);
    expect(await status(form([['a.txt', text('words')]], { ...message, text: 'x'.repeat(300_000) }))).toBe(413);
    expect(await status(new FormData())).toBe(400);
    const many = Array.from({ length: 60 }, (_, at) => [`${at}.txt`, text('words')] as const);
    expect(await status(form(many))).toBe(400);
    expect(await namesOf(app, conversation)).toEqual(['a.txt']);
    expect(await filesIn(app.store)).toHaveLength(1);
  });

  it('needs the token of the conversation', async () => {
    const app = await startApp();
    const [own, other] = [await app.conversation(), await app.conversation()];
    const raw = () => form([['a.txt', text('words')]]);
    expect((await app.ask(`${own.path}/upload`, { raw: raw() })).status).toBe(401);
    expect((await app.ask(`${own.path}/upload`, { raw: raw(), token: other.token })).status).toBe(403);
    const unstarted = await app.token();
    const path = `/v3/directline/conversations/${unstarted.conversationId}/upload`;
    expect((await app.ask(path, { raw: raw(), token: unstarted.token })).status).toBe(404);
    expect(await filesIn(app.store)).toEqual([]);
  });

  it('leaves nothing when the connection breaks', async () => {
    const begun = gate();
    const app = await startApp({ around: openingAtPut(begun) });
    const conversation = await app.conversation();
    const broken = breakingOff(app, conversation);
    await begun.passed;
    await broken.breakOff();
    expect((await send(app, conversation, form([['whole.txt', text('words')]]))).status).toBe(200);
    while ((await filesIn(app.store, 'incoming/')).length > 0) await new Promise(setImmediate);
    expect(await namesOf(app, conversation)).toEqual(['whole.txt']);
    expect(await filesIn(app.store)).toHaveLength(1);
    expect(app.log.join()).not.toContain('http.failed');
  });

  it('may take its time as long as it keeps coming, and is let go when it does not', async () => {
    const timeouts = { headersMs: 500, requestMs: 500, uploadMs: 60_000, checkMs: 20 };
    const app = await startApp({ timeouts });
    const conversation = await app.conversation();
    const slow = breakingOff(app, conversation, 30 * 65_536);
    for (let sent = 0; sent < 30; sent++) {
      slow.write('x'.repeat(65_536));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    slow.write('\r\n--x--\r\n');
    expect(await slow.answer).toMatch(/^HTTP\/1.1 200/);
    expect(await namesOf(app, conversation)).toEqual(['a.txt']);
    expect(await breakingOff(app, conversation).answer).toMatch(/^HTTP\/1.1 408/);
  });

  it('waits its turn: so many at once and no more', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const open = Array.from({ length: 4 }, () => breakingOff(app, conversation));
    let answer = await send(app, conversation, form([['a.txt', text('words')]]));
    while (answer.status === 200) answer = await send(app, conversation, form([['a.txt', text('words')]]));
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'RateLimitExceeded' } } });
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    for (const each of open) await each.breakOff();
  });

  it('is asked to come back while too many of its conversation wait to be looked at', async () => {
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
    const conversation = await app.conversation();
    const post = () =>
      app.say(conversation, 'here', { attachments: [{ contentType: 'text/plain', contentUrl: 'data:text/plain,x' }] });
    const waiting = Array.from({ length: 12 }, post);
    const knock = () => send(app, conversation, 'no form at all', { 'Content-Type': 'text/plain' });
    let answer = await knock();
    while (answer.status === 415) answer = await knock();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('10');
    const other = await app.conversation();
    expect((await send(app, other, 'no form at all', { 'Content-Type': 'text/plain' })).status).toBe(415);
    held.open();
    expect(new Set((await Promise.all(waiting)).map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('is kept by whoever tries again after the store failed in the middle', async () => {
    for (const failing of ['upload/', 'evidence/', 'uploadedWith/']) {
      let failures = 1;
      const fail = (name: string): void => {
        if (name.startsWith(failing) && failures-- > 0) throw new Error('the store is away');
      };
      const app = await startApp({
        around: (store) => ({
          ...store,
          documents: changed(store.documents, {
            put: async (id, value, ifMatch, lifetime) => {
              fail(id);
              return store.documents.put(id, value, ifMatch, lifetime);
            },
          }),
          files: changed(store.files, {
            put: async (name, content, limit) => {
              const facts = await store.files.put(name, content, limit);
              fail(name);
              return facts;
            },
          }),
        }),
      });
      const conversation = await app.conversation();
      const activity = { ...message, channelData: { clientActivityID: 'one' } };
      const once = () => send(app, conversation, form([['policy.txt', text('Once.')]], activity));
      expect((await once()).status).toBe(500);
      expect(await namesOf(app, conversation)).toEqual([]);
      expect((await once()).status).toBe(200);
      expect(await namesOf(app, conversation)).toEqual(['policy.txt']);
    }
  });
});

describe('an attachment', () => {
  it('that holds a file itself is a file', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const words = Buffer.from('We keep data safe.').toString('base64');
    const attachments = [
      { contentType: 'text/plain', contentUrl: `data:text/plain;base64,${words}`, name: 'policy.txt' },
      { contentType: 'text/plain', contentUrl: 'data:,just%20words', name: 'words.txt' },
    ];
    expect((await app.say(conversation, '', { attachments })).status).toBe(200);
    expect(await namesOf(app, conversation)).toEqual(['policy.txt', 'words.txt']);
    const { activities } = await app.heard(conversation, '1');
    expect(activities[0].attachments).toEqual(attachments.map(({ contentType, name }) => ({ contentType, name })));
  });

  it.each(['data:text/plain;base64,§§§', 'data:text/plain', 'data:,%E0%A4%A'])(
    'with %j is refused',
    async (contentUrl) => {
      const app = await startApp();
      const conversation = await app.conversation();
      const attachments = [{ contentType: 'text/plain', contentUrl }];
      expect((await app.say(conversation, 'x', { attachments })).status).toBe(400);
      expect(await filesIn(app.store)).toEqual([]);
    },
  );

  it('with another address is never fetched, and the link is the way in', async () => {
    const asked: string[] = [];
    const foreign = createServer((req, res) => {
      asked.push(String(req.url));
      res.end('words');
    });
    await new Promise<void>((resolve) => foreign.listen(0, resolve));
    const { port } = foreign.address() as AddressInfo;
    const app = await startApp();
    const conversation = await app.conversation();
    const contentUrl = `http://localhost:${port}/policy.pdf`;
    const attachments = [{ contentType: 'application/pdf', contentUrl, name: 'policy.pdf' }];
    expect((await app.say(conversation, '', { attachments })).status).toBe(200);
    expect((await send(app, conversation, form([['a.txt', text('words')]], { ...message, attachments }))).status).toBe(
      200,
    );
    expect(asked).toEqual([]);
    expect(JSON.stringify(await app.heard(conversation))).not.toContain(String(port));
    expect(await namesOf(app, conversation)).toEqual(['a.txt']);
    foreign.close();
  });
});

describe('the ids of uploads', () => {
  it('are ours to set, and worth nothing in another conversation', async () => {
    const app = await startApp();
    const [owner, thief] = [await app.conversation(), await app.conversation()];
    await send(app, owner, form([['secret plan.txt', text('words')]]));
    const [{ channelData }] = (await app.heard(owner, '1')).activities;
    await app.say(thief, 'mine', { channelData });
    expect((await app.heard(thief, '1')).activities[0].channelData).not.toHaveProperty('dsptUpload');
    const activity = {
      ...{
        type: 'message',
        channelId: 'emulator',
        conversation: { id: 'c' },
        from: { id: 'thief' },
        recipient: { id: 'bot' },
      },
      ...{ id: '1', text: '', deliveryMode: 'expectReplies', serviceUrl: app.url, channelData },
    };
    const { status, body } = await app.ask('/api/messages', { body: activity });
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('secret plan');
    expect(await documentsOf(app, thief)).toEqual([]);
  });
});

describe('botframework-directlinejs', () => {
  const clients: Client[] = [];
  afterEach(() => {
    for (const client of clients.splice(0)) client.end();
  });

  it('sends files as Web Chat does', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const line = new DirectLine({
      domain: `${app.url}/v3/directline`,
      token: conversation.token,
      webSocket: false,
    });
    clients.push(line);
    const photo = URL.createObjectURL(text('not a photo, but words'));
    const attachments = [
      { contentType: 'text/plain', contentUrl: 'data:text/plain,policy', name: 'policy.txt' },
      { contentType: 'text/plain', contentUrl: photo, name: 'words.txt' },
    ];
    // The end of a conversation comes as an error.
    line.activity$.subscribe({ error: () => undefined });
    const id = await new Promise((resolve, reject) => {
      line
        .postActivity({ type: 'message', from: { id: 'x' }, text: '', attachments } as never)
        .subscribe(resolve, reject);
    });
    expect(id).toContain(conversation.id);
    expect((await namesOf(app, conversation)).sort()).toEqual(['policy.txt', 'words.txt']);
  });
});

/** An upload whose body is written by hand. */
function breakingOff(app: EvidenceApp, { path, token }: Conversation, bytes = 10_000_000) {
  const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';
  const socket = connect(Number(new URL(app.url).port), 'localhost');
  let answered = '';
  socket.on('data', (chunk) => {
    answered += chunk;
    if (answered.includes('\r\n\r\n')) socket.end();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  const length = part.length + bytes + '\r\n--x--\r\n'.length;
  socket.write(
    `POST ${path}/upload HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${length}\r\n` +
      `Content-Type: multipart/form-data; boundary=x\r\n\r\n${part}some`.slice(0, bytes > 2_000_000 ? undefined : -4),
  );
  return {
    answer: closed.then(() => answered),
    write: (words: string) => socket.write(words),
    breakOff: async () => {
      socket.destroy();
      await closed;
    },
  };
}
