import { once } from 'node:events';
import { rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { generate } from 'lean-qr';
import sharp from 'sharp';
import { qrCode } from '../../bot/evidence/qrCode.ts';
import { restingScanner } from '../../bot/evidence/restingScanner.ts';
import { Slots } from '../../bot/evidence/slots.ts';
import { sentName } from '../../core/evidence/fileName.ts';
import type { ScanVerdict } from '../../storage/ports.ts';
import { StoreError } from '../../storage/storeError.ts';
import { type EvidenceApp, type EvidenceAppOptions, evidenceApps } from './support/evidenceApp.ts';
import { changed, filesIn, text } from './support/files.ts';
import { type Conversation, gate, type Json } from './support/testApp.ts';
import { send, verdict } from './support/tusClient.ts';

const startApp = evidenceApps();
const hour = 60 * 60_000;
const words = 'We keep data safe.';

interface Kept {
  readonly app: EvidenceApp;
  readonly conversation: Conversation;
  readonly ticket: string;
  readonly document: Json;
}

/** A document in the record, sent by the page. */
async function kept(options: EvidenceAppOptions = {}, name = 'policy.txt'): Promise<Kept> {
  const app = await startApp(options);
  const conversation = await app.conversation();
  const ticket = await app.ticket(conversation);
  const { document } = await verdict(app, ticket, await send(app.url, ticket, name, text(words)));
  return { app, conversation, ticket, document };
}

/** The path of a link that gives out the document. */
async function linkTo({ app, ticket, document }: Kept): Promise<string> {
  const { body } = await app.ask('/evidence/api/link', { token: ticket, body: { document: document.id } });
  return new URL(body.url).pathname;
}

async function eventsOf({ app, conversation }: Kept, type: string): Promise<Json[]> {
  const found: Json[] = [];
  for await (const stream of app.store.log.streams())
    if (stream.startsWith('assessment/'))
      for (const { events } of await app.store.log.read<Json>(stream, 0))
        found.push(...events.filter((event) => event.type === type));
  expect(conversation).toBeDefined();
  return found;
}

/** Comes back, and hears what is said then. */
async function resume(app: EvidenceApp, conversation: Conversation): Promise<string> {
  const { watermark } = await app.heard(conversation);
  const body = { type: 'event', name: 'dspt/resume', from: { id: 'x' } };
  expect((await app.ask(`${conversation.path}/activities`, { token: conversation.token, body })).status).toBe(200);
  return (await app.heard(conversation, watermark)).activities.map((each) => each.speak ?? each.text).join('\n');
}

/** Where a file of the store lies on the disk. */
const pathOf = (app: EvidenceApp, name: string): string => join(app.dataDir, 'files', name.replaceAll('/', '+/'));

describe('a download', () => {
  it('gives the bytes away as nothing but a file to save, and stands in the record', async () => {
    const there = await kept({}, 'our “policy” – née.txt');
    const response = await fetch(there.app.url + (await linkTo(there)));
    expect(await response.text()).toBe(words);
    const { 'content-disposition': disposition, ...headers } = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '18',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(disposition).toMatch(/^attachment; filename="[\w .()-]+"; filename\*=UTF-8''[\w%.()-]+$/);
    const [, name] = /filename\*=UTF-8''(.*)$/.exec(String(disposition)) ?? [];
    expect(decodeURIComponent(String(name))).toBe(there.document.name);
    expect(await eventsOf(there, 'documentOpened')).toEqual([
      { type: 'documentOpened', document: there.document.id, version: 0 },
    ]);
    expect(there.app.log.join()).not.toMatch(/policy|evidence\/file/);
  });

  it('says beforehand what it would give', async () => {
    const there = await kept();
    const { status, headers, body } = await there.app.ask(await linkTo(there), { method: 'HEAD' });
    expect([status, headers.get('Content-Length'), body]).toEqual([200, '18', '']);
    expect(await eventsOf(there, 'documentOpened')).toEqual([]);
  });

  it('is in the record before its first byte, or not at all', async () => {
    let isAway = false;
    const there = await kept({
      around: (store) => ({
        ...store,
        log: changed(store.log, {
          append: async (stream, expected, commit) => {
            if (isAway) throw new Error('the store is away');
            return store.log.append(stream, expected, commit);
          },
        }),
      }),
    });
    const link = await linkTo(there);
    isAway = true;
    const { status, body } = await there.app.ask(link);
    expect([status, body.error.code]).toEqual([500, 'ServiceError']);
  });

  it('breaks off when the file is not what the record says', async () => {
    const there = await kept();
    const link = await linkTo(there);
    const [name] = await filesIn(there.app.store);
    await writeFile(pathOf(there.app, String(name)), words.replace('safe', 'sane'));
    await expect(fetch(there.app.url + link).then((response) => response.text())).rejects.toThrow();
    await rm(pathOf(there.app, String(name)));
    expect((await there.app.ask(link)).status).toBe(404);
  });

  it('is for a few minutes, for members, and for what is still in the record', async () => {
    let now = new Date();
    const there = await kept({ now: () => now });
    const { app, conversation, ticket, document } = there;
    const link = await linkTo(there);
    expect((await app.ask(link.replace(/file\/[\w-]+/, `file/${ticket}`))).status).toBe(401);
    expect((await app.ask(link.replace(/file\/[\w-]+/, `file/${'A'.repeat(22)}`))).status).toBe(401);
    const fileTicket = String(/file\/([\w-]{22})/.exec(link)?.[1]);
    expect((await app.ask('/evidence/api/view', { token: fileTicket })).status).toBe(401);
    now = new Date(now.getTime() + 6 * 60_000);
    expect((await app.ask(link)).status).toBe(401);

    const [fresh, later] = [await linkTo(there), await linkTo(there)];
    const other = await app.conversation();
    await app.say(other, 'return code');
    const shown = (await app.heard(other)).activities.findLast(({ channelData }) => channelData?.dspt?.returnCode);
    const body = { do: 'delete', document: document.id, isSure: true };
    expect((await app.ask('/evidence/api/act', { token: ticket, body })).status).toBe(200);
    expect((await app.ask(fresh)).status).toBe(404);
    await app.say(conversation, shown.channelData.dspt.returnCode);
    expect((await app.ask(later)).status).toBe(403);
  });

  it('is given so often in ten minutes that the record cannot be filled, and to another conversation as before', async () => {
    const there = await kept({ env: { TURNS_PER_SECOND: '1000' } });
    const path = await linkTo(there);
    let answer = await there.app.ask(path);
    for (let at = 0; answer.status === 200 && at < 100; at += 1) answer = await there.app.ask(path);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await eventsOf(there, 'documentOpened')).toHaveLength(60);
    const conversation = await there.app.conversation();
    const ticket = await there.app.ticket(conversation);
    const { document } = await verdict(there.app, ticket, await send(there.app.url, ticket, 'b.txt', text('other')));
    expect((await there.app.ask(await linkTo({ ...there, conversation, ticket, document }))).status).toBe(200);
  });

  it('waits for the scanner', async () => {
    const there = await kept({ scanner: { scan: async () => 'waiting' } });
    expect(there.document.state).toBe('waiting');
    expect((await there.app.ask(await linkTo(there))).status).toBe(409);
  });
});

describe('files behind the record', () => {
  it('are looked for when somebody comes back', async () => {
    const { app, conversation, ticket } = await kept();
    const [name] = await filesIn(app.store);
    expect(await resume(app, conversation)).not.toContain('policy.txt');
    await rm(pathOf(app, String(name)));
    expect(await resume(app, conversation)).toContain('policy.txt');
    const state = async () => (await app.ask('/evidence/api/view', { token: ticket })).body.documents[0].state;
    expect(await state()).toBe('missing');
    await writeFile(pathOf(app, String(name)), words.replace('safe', 'sane'));
    await resume(app, conversation);
    expect(await state()).toBe('altered');
    await writeFile(pathOf(app, String(name)), words);
    await resume(app, conversation);
    expect(await state()).toBe('ok');
  });

  it('are told of where they can be read, whatever becomes of the others', async () => {
    let isBroken = false;
    const there = await kept({
      around: (store) => ({
        ...store,
        files: changed(store.files, {
          look: async (name) => {
            if (isBroken) throw new StoreError('store.busy', 'too much to do');
            return store.files.look(name);
          },
        }),
      }),
    });
    const { app, conversation, ticket } = there;
    const { document } = await verdict(app, ticket, await send(app.url, ticket, 'other.txt', text('other')));
    const lost = (await filesIn(app.store)).find((name) => name.endsWith(document.id));
    isBroken = true;
    expect(await resume(app, conversation)).not.toMatch(/policy.txt|other.txt/);
    expect(app.log.filter((line) => line.includes('evidence.checkFailed'))).toHaveLength(2);
    isBroken = false;
    await rm(pathOf(app, String(lost)));
    const said = await resume(app, conversation);
    expect(said).toContain('other.txt');
    expect(said).not.toContain('policy.txt');
  });

  it('keep nobody waiting who comes back while the store is silent', async () => {
    const { passed, open } = gate();
    let isSilent = false;
    const { app, conversation } = await kept({
      around: (store) => ({
        ...store,
        files: changed(store.files, {
          look: async (name) => {
            if (isSilent) await passed;
            return store.files.look(name);
          },
        }),
      }),
    });
    isSilent = true;
    await resume(app, conversation);
    open();
  });

  it('may fail to be deleted: the record says they are gone, and the turn goes on', async () => {
    let isBroken = false;
    const { app, ticket, document } = await kept({
      around: (store) => ({
        ...store,
        files: changed(store.files, {
          delete: async (name) => {
            if (isBroken) throw new StoreError('store.writeFailed', 'no');
            return store.files.delete(name);
          },
        }),
      }),
    });
    isBroken = true;
    const body = { do: 'delete', document: document.id, isSure: true };
    expect((await app.ask('/evidence/api/act', { token: ticket, body })).body.said).toContain('policy.txt');
    expect(app.log.join()).not.toContain('turn.failed');
    expect(app.log.join()).toContain('evidence.sweepFailed');
    expect((await app.ask('/evidence/api/view', { token: ticket })).body.documents).toEqual([]);
  });

  it('are not read again when they have not changed since they were written, also after a restart', async () => {
    const { app, conversation } = await kept();
    await app.close();
    const read: string[] = [];
    const after = await startApp({
      dataDir: app.dataDir,
      around: (store) => ({
        ...store,
        files: changed(store.files, {
          open: async (name, start) => {
            read.push(name);
            return store.files.open(name, start);
          },
        }),
      }),
    });
    expect(await resume(after, conversation)).not.toContain('policy.txt');
    expect(read).toEqual([]);
    const [name] = await filesIn(after.store);
    await writeFile(pathOf(after, String(name)), words.replace('safe', 'sane'));
    expect(await resume(after, conversation)).toContain('policy.txt');
    expect(read).toEqual([name]);
  });

  it('are cleared away a day after the program found that nobody names them', async () => {
    const { app } = await kept();
    const [name] = await filesIn(app.store);
    const folder = String(name).slice(0, String(name).lastIndexOf('/'));
    const put = async (file: string, hoursAgo: number) => {
      await app.store.files.put(file, text('loose').stream());
      const then = new Date(Date.now() - hoursAgo * hour);
      await utimes(pathOf(app, file), then, then);
    };
    for (const file of [String(name), `${folder}/loose-and-old`, 'evidence/others/loose-and-old'])
      await (file === name ? utimes(pathOf(app, file), 0, 0) : put(file, 51));
    await put(`${folder}/loose-and-new`, 20);
    await put('incoming/abandoned/000000000000', 51);
    await put('incoming/arriving/000000000000', 1);
    const others = 'evidence/others/loose-and-old';
    const left = [name, others, `${folder}/loose-and-new`, 'incoming/arriving/000000000000'].sort();
    const restart = (days: number) =>
      startApp({ dataDir: app.dataDir, now: () => new Date(Date.now() + days * 24 * hour) });
    await app.close();
    // The first start after the last sweep, that of `kept`, was a day ago.
    const second = await restart(1.01);
    const found = async () => (await second.store.documents.get<{ loose: object }>('sweep/last'))?.value.loose ?? {};
    while (!Object.keys(await found()).length) await new Promise(setImmediate);
    expect(await filesIn(second.store)).toEqual([...left, `${folder}/loose-and-old`].sort());
    await second.close();
    const third = await restart(2.02);
    while ((await filesIn(third.store)).length > 4) await new Promise(setImmediate);
    expect((await filesIn(third.store)).sort()).toEqual(left);
  });
});

describe('a scanner', () => {
  it('that finds something has the file refused and deleted', async () => {
    const scanned: string[] = [];
    const app = await startApp({
      scanner: {
        scan: async (file) => {
          scanned.push(file);
          return 'infected';
        },
      },
    });
    const ticket = await app.ticket(await app.conversation());
    const found = await verdict(app, ticket, await send(app.url, ticket, 'bad.txt', text('a virus')));
    expect(found).toMatchObject({
      state: 'refused',
      refusal: 'infected',
      sentence: expect.stringContaining('bad.txt'),
    });
    expect(scanned).toEqual([expect.stringMatching(/^evidence\//)]);
    expect(await filesIn(app.store)).toEqual([]);
  });

  it.each<[ScanVerdict, string]>([
    ['clean', 'ok'],
    ['infected', 'infected'],
  ])('that could not be asked is asked again, and its %s is told', async (result, state) => {
    let says: ScanVerdict = 'waiting';
    const there = await kept({ scanner: { retryAfter: 1, scan: async () => says } });
    const { app, conversation, ticket, document } = there;
    expect(document.state).toBe('waiting');
    says = result;
    const isTold = async () => (await app.heard(conversation)).activities.some((each) => each.channelData?.dsptScans);
    while (!(await isTold())) await new Promise((resolve) => setTimeout(resolve, 20));
    await resume(app, conversation);
    const { body } = await app.ask('/evidence/api/view', { token: ticket });
    expect(body.documents).toMatchObject([{ state }]);
    expect(await filesIn(app.store)).toHaveLength(result === 'clean' ? 1 : 0);
  });
});

describe('a scanner that hangs', () => {
  it('keeps no other file from being looked at', async () => {
    const { passed, open } = gate();
    let asked = 0;
    const app = await startApp({
      scanner: {
        scan: async () => {
          asked += 1;
          await passed;
          return 'clean';
        },
      },
    });
    const ticket = await app.ticket(await app.conversation());
    const good = [1, 2, 3].map((at) => send(app.url, ticket, `${at}.txt`, text(`words ${at}`)));
    const addresses = await Promise.all(good);
    while (asked < 3) await new Promise(setImmediate);
    const bad = await send(app.url, ticket, 'program.exe', new Blob(['MZ\x90\x00 not a policy']));
    expect(await verdict(app, ticket, bad)).toMatchObject({ state: 'refused' });
    open();
    for (const address of addresses)
      expect(await verdict(app, ticket, address)).toMatchObject({ state: 'kept', document: { state: 'ok' } });
  });

  /** A scanner that answers when told to, at a clock that goes when told to. */
  function hanging() {
    let time = 0;
    const asked = new Map<string, (verdict: ScanVerdict) => void>();
    const scanner = restingScanner(
      { scan: (file) => new Promise((resolve) => asked.set(file, resolve)) },
      5,
      () => time,
    );
    return {
      scan: scanner.scan,
      pass: (ms: number) => {
        time += ms;
      },
      isAsked: (file: string) => asked.has(file),
      say: (file: string, verdict: ScanVerdict) => asked.get(file)?.(verdict),
      /** Asks about new files until it is told at once that they have to wait. */
      untilItRests: async (name: string) => {
        for (let at = 0; ; at += 1) {
          const file = `${name} ${at}`;
          const answer = scanner.scan(file);
          if (!asked.has(file)) return answer;
          await new Promise(setImmediate);
        }
      },
    };
  }

  it('is left alone for half a minute, and then asked by one', async () => {
    const { scan, pass, isAsked, say, untilItRests } = hanging();
    const first = scan('first');
    expect(await untilItRests('other')).toBe('waiting');
    pass(29_999);
    expect(await scan('too early')).toBe('waiting');
    pass(1);
    const probe = scan('probe');
    expect(await scan('beside it')).toBe('waiting');
    expect(['first', 'too early', 'probe', 'beside it'].filter(isAsked)).toEqual(['first', 'probe']);
    say('probe', 'clean');
    expect(await probe).toBe('clean');
    const next = scan('next');
    say('next', 'infected');
    say('first', 'clean');
    expect(await Promise.all([next, first])).toEqual(['infected', 'clean']);
  });

  it('goes on resting when it ends in nothing, and is trusted once it says something', async () => {
    const { scan, isAsked, say, untilItRests } = hanging();
    const first = scan('first');
    const second = scan('second');
    await untilItRests('other');
    say('first', 'waiting');
    expect(await first).toBe('waiting');
    expect(await scan('third')).toBe('waiting');
    say('second', 'clean');
    expect(await second).toBe('clean');
    void scan('fourth');
    expect(['third', 'fourth'].map(isAsked)).toEqual([false, true]);
  });
});

describe('a scanner that is away for long', () => {
  const isTold = async (app: EvidenceApp, conversation: Conversation) =>
    (await app.heard(conversation)).activities.some((each) => each.channelData?.dsptScans);
  const toldOf = async (app: EvidenceApp, conversation: Conversation) => {
    while (!(await isTold(app, conversation))) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const stateOf = async (app: EvidenceApp, ticket: string) =>
    (await app.ask('/evidence/api/view', { token: ticket })).body.documents.map(({ state }: Json) => state);

  it('keeps nobody waiting, and hides no file behind those it is silent about', async () => {
    const { passed, open } = gate();
    let scan = async (_file: string): Promise<ScanVerdict> => 'waiting';
    const there = await kept({ scanner: { scan: (file) => scan(file) } });
    const { app, conversation, ticket } = there;
    for (const at of [1, 2, 3, 4, 5, 6])
      await verdict(app, ticket, await send(app.url, ticket, `${at}.txt`, text(`words ${at}`)));
    const first = new Set((await filesIn(app.store, 'evidence/')).slice(0, 3));
    scan = async (file) => (first.has(file) ? passed.then(() => 'waiting') : 'clean');
    await resume(app, conversation);
    expect((await stateOf(app, ticket)).toSorted()).toEqual([...Array(4).fill('ok'), ...Array(3).fill('waiting')]);
    scan = async () => passed.then(() => 'waiting');
    await resume(app, conversation);
    expect(await stateOf(app, ticket)).toHaveLength(7);
    open();
  });

  it('or that fails does not break a return', async () => {
    let isBroken = false;
    const there = await kept({
      scanner: {
        scan: async () => {
          if (isBroken) throw new StoreError('store.unreadable', 'no');
          return 'waiting';
        },
      },
    });
    isBroken = true;
    await resume(there.app, there.conversation);
    expect(there.app.log.join()).toContain('evidence.scanFailed');
    expect(await stateOf(there.app, there.ticket)).toEqual(['waiting']);
  });

  it('is asked again after a restart, once somebody has come back', async () => {
    let says: ScanVerdict = 'waiting';
    const scanner = { retryAfter: 1, scan: async () => says };
    const { app, conversation, ticket } = await kept({ scanner: { scan: scanner.scan } });
    await app.close();
    const after = await startApp({ dataDir: app.dataDir, scanner });
    await resume(after, conversation);
    expect(await stateOf(after, ticket)).toEqual(['waiting']);
    says = 'clean';
    await toldOf(after, conversation);
    expect(await stateOf(after, ticket)).toEqual(['ok']);
  });

  it('and finds something in a file that is held has it deleted at once', async () => {
    let says: ScanVerdict = 'waiting';
    const app = await startApp({ scanner: { retryAfter: 1, scan: async () => says } });
    const conversation = await app.conversation();
    const ticket = await app.ticket(conversation);
    const address = await send(app.url, ticket, 'care plan.txt', text('NHS number 943 476 5919'));
    expect(await verdict(app, ticket, address)).toMatchObject({ state: 'held' });
    says = 'infected';
    while ((await filesIn(app.store)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await toldOf(app, conversation);
    expect(await verdict(app, ticket, address)).toMatchObject({ state: 'refused', refusal: 'infected' });
    const body = { do: 'held', upload: address.split('/').at(-1), choice: 'keep' };
    expect((await app.ask('/evidence/api/act', { token: ticket, body })).status).toBe(200);
    expect(await stateOf(app, ticket)).toEqual([]);
  });
});

describe('another channel', () => {
  it('hears of files that came by its link', async () => {
    const heard: Json[] = [];
    const channel = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk) => {
        body += chunk;
      });
      req.on('end', () => {
        heard.push(JSON.parse(body));
        res.setHeader('Content-Type', 'application/json');
        res.end('{"id":"1"}');
      });
    });
    channel.listen(0);
    await once(channel, 'listening');
    const app = await startApp();
    const activity = {
      ...{ type: 'message', channelId: 'emulator', conversation: { id: 'c', name: 'Ann and bot' }, id: '1' },
      ...{ from: { id: 'ann', name: 'Ann Smith' }, recipient: { id: 'bot' }, deliveryMode: 'expectReplies' },
      serviceUrl: `http://localhost:${(channel.address() as AddressInfo).port}`,
    };
    const { body } = await app.ask('/api/messages', { body: { ...activity, text: 'send a file' } });
    const ticket = String(/\/evidence#([\w-]{22})/.exec(JSON.stringify(body))?.[1]);
    const found = await verdict(app, ticket, await send(app.url, ticket, 'policy.txt', text(words)));
    expect(found).toMatchObject({ state: 'kept', document: { number: 1 } });
    expect(JSON.stringify(heard)).toContain('policy.txt');
    const act = { do: 'useFor', document: found.document.id, question: '1.3.1' };
    const answer = await app.ask('/evidence/api/act', { token: ticket, body: act });
    expect(answer.body.said).toContain('1.3.1');
    for await (const id of app.store.documents.list(''))
      expect(JSON.stringify(await app.store.documents.get(id))).not.toMatch(/Ann/);
    channel.close();
  });
});

describe('a QR code', () => {
  it('holds the link, with white around it, and is small', async () => {
    const link = `https://guide.example.org/evidence#${'aB3_-'.repeat(5).slice(0, 22)}`;
    const address = qrCode(link);
    expect(address.length).toBeLessThan(4096);
    const png = Buffer.from(address.slice('data:image/png;base64,'.length), 'base64');
    const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
    const code = generate(link);
    const side = code.size + 8;
    const scale = info.width / side;
    expect([info.width, info.height, scale]).toEqual([side * scale, side * scale, 6]);
    for (let at = 0; at < info.width * info.height; at++) {
      const [x, y] = [at % info.width, Math.floor(at / info.width)];
      const isOn = code.get(Math.floor(x / scale) - 4, Math.floor(y / scale) - 4);
      if (data[at * info.channels] !== (isOn ? 0 : 255)) throw new Error(`Another colour at ${x}, ${y}`);
    }
  });
});

describe('the name that a file is sent with', () => {
  it.each([
    ['policy.pdf', 'policy.pdf'],
    [' ../a/b\\c.txt ', 'c.txt'],
    ['a\u0000b\u202Ec\u200Bd.txt', 'abcd.txt'],
    ['NHS 943 476 5919 plan.docx', 'NHS … plan.docx'],
    ['born 03-05-1941.txt', 'born ….txt'],
    [`${'long '.repeat(60)}.pdf`, `${'long '.repeat(60).slice(0, 96)}.pdf`],
    ['e\u0301.txt', 'é.txt'],
    ['\uD800.txt', '.txt'],
    ['..', '..'],
  ])('%j becomes %j', (name, shown) => expect(sentName(name, '2026-11-21')).toBe(shown));
});

describe('slots', () => {
  it('let so many in and keep the order of the others', async () => {
    const slots = new Slots(2);
    const done: number[] = [];
    const gates = Array.from({ length: 5 }, () => gate());
    const failing = slots.run(async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const all = gates.map(({ passed }, at) => slots.run(() => passed.then(() => done.push(at))));
    expect(slots.waiting()).toBe(3);
    for (const at of [1, 2, 0, 4, 3]) gates[at]?.open();
    await Promise.all(all);
    expect(done.slice(0, 2).sort()).toEqual([0, 1]);
    expect([...done].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(slots.waiting()).toBe(0);
  });

  it('give each owner its turn, however much one of them brings', async () => {
    const slots = new Slots(1);
    const done: string[] = [];
    const held = gate();
    const all = [slots.run(() => held.passed)];
    for (const [owner, count] of [
      ['greedy', 4],
      ['ann', 2],
      ['bob', 1],
    ] as const)
      for (let at = 1; at <= count; at += 1) all.push(slots.run(async () => void done.push(`${owner} ${at}`), owner));
    expect(['greedy', 'ann', 'bob', 'nobody'].map((owner) => slots.waiting(owner))).toEqual([4, 2, 1, 0]);
    held.open();
    await Promise.all(all);
    expect(done.join()).toBe('greedy 1,ann 1,bob 1,greedy 2,ann 2,greedy 3,greedy 4');
  });
});
