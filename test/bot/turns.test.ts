import { describe, expect, it } from '@jest/globals';
import { type Activity, TurnContext } from 'botbuilder';
import { openStore } from '../../storage/index.ts';
import { RevisionTaken } from '../../storage/ports.ts';
import { echo, gate, testApps } from './support/testApp.ts';

const startApp = testApps();

describe('a conversation', () => {
  it('starts once, with a greeting that is there at the first look', async () => {
    const app = await startApp();
    const { token } = await app.token();
    const start = () => app.ask('/v3/directline/conversations', { body: {}, token });
    const answers = await Promise.all([start(), start(), start()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    const { conversationId, streamUrl } = answers[0]?.body ?? {};
    expect(streamUrl).toContain(`/v3/directline/conversations/${conversationId}/stream?watermark=-&t=`);
    const { body } = await app.ask(`/v3/directline/conversations/${conversationId}/activities`, { token });
    expect(body.activities).toMatchObject([{ type: 'message', text: 'hello', from: { role: 'bot' } }]);
  });

  it('tells the bot who joined, and in which language', async () => {
    const seen: Partial<Activity>[] = [];
    const app = await startApp({ bot: async ({ activity }) => void seen.push({ ...activity }) });
    const { token, conversationId } = await app.token('nurse_1');
    await app.ask('/v3/directline/conversations', { body: { user: { id: 'x' }, locale: 'cy-GB' }, token });
    expect(seen).toMatchObject([
      {
        type: 'conversationUpdate',
        membersAdded: [{ id: 'nurse_1' }],
        from: { id: 'nurse_1' },
        conversation: { id: conversationId },
        locale: 'cy-GB',
      },
    ]);
  });

  it('does not exist before it was started', async () => {
    const app = await startApp();
    const { token, conversationId } = await app.token();
    const path = `/v3/directline/conversations/${conversationId}`;
    const body = { type: 'message', from: { id: 'x' }, text: 'x' };
    expect((await app.ask(path, { token })).status).toBe(404);
    expect((await app.ask(`${path}/activities`, { token })).status).toBe(404);
    expect((await app.ask(`${path}/activities`, { token, body })).status).toBe(404);
  });

  it('can be joined again, from where the client was', async () => {
    const app = await startApp();
    const { path, token, id } = await app.conversation();
    const { status, body } = await app.ask(`${path}?watermark=1`, { token });
    expect([status, body.conversationId, body.expires_in]).toEqual([200, id, 1800]);
    expect(body.streamUrl).toContain('/stream?watermark=1&t=');
    expect((await app.ask(`${path}/activities`, { token: body.token })).status).toBe(200);
  });
});

describe('turns', () => {
  it('of one conversation run one after another, in the order they came', async () => {
    const held = gate();
    const seen: string[] = [];
    const app = await startApp({
      bot: async (context) => {
        seen.push(`${context.activity.text} begins`);
        if (context.activity.text === 'one') await held.passed;
        seen.push(`${context.activity.text} ends`);
      },
    });
    const conversation = await app.conversation();
    seen.length = 0;
    const one = app.say(conversation, 'one');
    while (app.app.directLine.waiting(conversation.id) < 1) await new Promise(setImmediate);
    const two = app.say(conversation, 'two');
    while (app.app.directLine.waiting(conversation.id) < 2) await new Promise(setImmediate);
    held.open();
    await Promise.all([one, two]);
    expect(seen).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('of different conversations do not wait for each other', async () => {
    const held = gate();
    const app = await startApp({
      bot: async (context) => {
        if (context.activity.text === 'slow') await held.passed;
        await echo(context);
      },
    });
    const [first, second] = [await app.conversation(), await app.conversation()];
    const slow = app.say(first, 'slow');
    expect((await app.say(second, 'quick')).status).toBe(200);
    held.open();
    expect((await slow).status).toBe(200);
  });

  it('are kept as one commit with the question and the replies, before they are answered', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const { body } = await app.say(conversation, 'hi', { channelData: { clientActivityID: 'k1' } });
    await app.close();
    const store = await openStore({ dataDir: app.dataDir });
    const commits = await store.log.read<{ type: string; json?: string }>(`conversation/${conversation.id}`, 0);
    await store.close();
    expect(commits.map(({ events }) => events.map(({ type }) => type))).toEqual([
      ['conversationStarted', 'sent'],
      ['received', 'sent'],
    ]);
    expect(commits[1]).toMatchObject({
      revision: 2,
      inputId: body.id,
      by: expect.stringMatching(/^directline\/[\da-f]{32}$/),
    });
    expect(JSON.parse(commits[1]?.events[0]?.json ?? '')).toMatchObject({ id: body.id, text: 'hi' });
  });

  it('are answered with an error and can be sent again when the store fails', async () => {
    let isBroken = false;
    const app = await startApp();
    const conversation = await app.conversation();
    const { log } = app.store;
    const append = log.append.bind(log);
    log.append = async (...args) => {
      if (isBroken) throw new Error('disk full');
      return append(...args);
    };
    isBroken = true;
    expect((await app.say(conversation, 'hi', { id: 'k1' })).status).toBe(500);
    isBroken = false;
    expect((await app.heard(conversation)).texts).toEqual(['hello']);
    expect((await app.say(conversation, 'hi', { id: 'k1' })).status).toBe(200);
    expect((await app.heard(conversation)).texts).toEqual(['hello', 'hi', 'echo: hi']);
  });

  it('are kept also when another process has written to the conversation', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    const { log } = app.store;
    const append = log.append.bind(log);
    let meddled = false;
    log.append = async (stream, expected, commit) => {
      if (!meddled) {
        meddled = true;
        await append(stream, expected, { ...commit, events: [{ type: 'sent', json: '{"text":"from elsewhere"}' }] });
        await expect(append(stream, expected, commit)).rejects.toBeInstanceOf(RevisionTaken);
      }
      return append(stream, expected, commit);
    };
    expect((await app.say(conversation, 'hi')).status).toBe(200);
    expect(await app.heard(conversation)).toMatchObject({
      texts: ['hello', 'from elsewhere', 'hi', 'echo: hi'],
      watermark: '3',
    });
  });
});

describe('two processes on one folder', () => {
  it('see each other’s turns and repeats, and watermarks never go back', async () => {
    const one = await startApp();
    const two = await startApp({ dataDir: one.dataDir });
    const conversation = await one.conversation();
    const { body: first } = await two.say(conversation, 'over here', { id: 'k1' });
    const expected = { texts: ['hello', 'over here', 'echo: over here'], watermark: '2' };
    expect(await one.heard(conversation)).toMatchObject(expected);
    expect(await one.heard(conversation, '2')).toMatchObject({ texts: [], watermark: '2' });
    expect((await one.say(conversation, 'over here', { id: 'k1' })).body).toEqual(first);
    for (let i = 0; i < 10; i++) {
      const watermark = (await (i % 2 ? one : two).heard(conversation)).watermark;
      const [heard] = await Promise.all([one.heard(conversation, watermark), two.say(conversation, 'more')]);
      expect(Number(heard.watermark)).toBeGreaterThanOrEqual(Number(watermark));
    }
  });
});

describe('a repeat', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['the same id', { id: 'k1' }, { id: 'k1' }],
    [
      'the same clientActivityID',
      { channelData: { clientActivityID: 'k1' } },
      { channelData: { clientActivityID: 'k1' } },
    ],
    [
      'the same clientActivityID under another id',
      { id: 'a', channelData: { clientActivityID: 'k1' } },
      { id: 'b', channelData: { clientActivityID: 'k1' } },
    ],
    [
      'the same id with another clientActivityID',
      { id: 'a', channelData: { clientActivityID: 'k1' } },
      { id: 'a', channelData: { clientActivityID: 'k2' } },
    ],
  ])('by %s counts once and gets the same answer', async (_, first, second) => {
    const app = await startApp();
    const conversation = await app.conversation();
    const one = await app.say(conversation, 'hi', first);
    const two = await app.say(conversation, 'hi', second);
    expect([two.status, two.body]).toEqual([200, one.body]);
    expect((await app.heard(conversation)).texts).toEqual(['hello', 'hi', 'echo: hi']);
  });

  it('without any id is a new message', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    await app.say(conversation, 'hi', { id: '', channelData: {} });
    await app.say(conversation, 'hi', { id: '', channelData: {} });
    expect((await app.heard(conversation)).texts).toEqual(['hello', 'hi', 'echo: hi', 'hi', 'echo: hi']);
  });

  it('that comes while the first still runs waits for it', async () => {
    const held = gate();
    let runs = 0;
    const app = await startApp({
      bot: async (context) => {
        if (context.activity.type !== 'message') return;
        runs += 1;
        await held.passed;
      },
    });
    const conversation = await app.conversation();
    const all = Array.from({ length: 5 }, () => app.say(conversation, 'hi', { id: 'k1' }));
    while (app.app.directLine.waiting(conversation.id) < 5) await new Promise(setImmediate);
    held.open();
    const answers = await Promise.all(all);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(runs).toBe(1);
  });

  it('is known after a restart', async () => {
    const before = await startApp();
    const conversation = await before.conversation();
    const first = await before.say(conversation, 'hi', { channelData: { clientActivityID: 'k1' } });
    await before.close();
    const after = await startApp({ dataDir: before.dataDir });
    const second = await after.say(conversation, 'hi', { channelData: { clientActivityID: 'k1' } });
    expect(second.body).toEqual(first.body);
    expect((await after.heard(conversation)).texts).toEqual(['hello', 'hi', 'echo: hi']);
  });
});

describe('what is kept', () => {
  const forKeeping = (activity: Activity): Activity =>
    activity.text?.includes('five words') ? { ...activity, text: '(a return code)' } : activity;

  it('may differ from what those who are there see', async () => {
    const app = await startApp({ forKeeping });
    const conversation = await app.conversation();
    await app.say(conversation, 'my five words');
    expect((await app.heard(conversation)).texts).toEqual(['hello', 'my five words', 'echo: my five words']);
    await app.close();
    const later = await startApp({ dataDir: app.dataDir, forKeeping });
    expect((await later.heard(conversation)).texts).toEqual(['hello', '(a return code)', '(a return code)']);
  });

  it('is the activity as the middleware left it, and so is what is shown', async () => {
    const app = await startApp({
      middleware: [
        async (context, next) => {
          if (context.activity.text) context.activity.text = context.activity.text.replace(/\d{10}/, '[removed]');
          await next();
        },
      ],
    });
    const conversation = await app.conversation();
    await app.say(conversation, 'number 9434765919 it is');
    const texts = ['hello', 'number [removed] it is', 'echo: number [removed] it is'];
    expect((await app.heard(conversation)).texts).toEqual(texts);
    await app.close();
    const later = await startApp({ dataDir: app.dataDir });
    expect((await later.heard(conversation)).texts).toEqual(texts);
    expect([...app.log, ...later.log].join()).not.toContain('9434765919');
  });

  it.each<[string, Record<string, unknown>]>([
    ['an id', { id: 'p-9434765919' }],
    ['a clientActivityID', { channelData: { clientActivityID: 'p-9434765919' } }],
    ['both', { id: '4111111111111111', channelData: { clientActivityID: 'p-9434765919' } }],
    ['a language', { locale: 'en-9434-765919' }],
  ])('has no number of somebody’s from %s, which a client is still echoed', async (_, more) => {
    const seen: unknown[] = [];
    const app = await startApp({
      bot: async (context) => {
        seen.push(context.activity.channelData?.clientActivityID, context.activity.locale);
        await echo(context);
      },
    });
    const conversation = await app.conversation();
    const first = await app.say(conversation, 'hi', more);
    const repeat = await app.say(conversation, 'hi', { id: 'known', ...more });
    const { activities } = await app.heard(conversation);
    if (!('locale' in more)) {
      expect(repeat.body).toEqual(first.body);
      expect(activities).toHaveLength(3);
      expect(activities[1].channelData.clientActivityID).toBe('p-9434765919');
    }
    const commits = await app.store.log.read(`conversation/${conversation.id}`, 0);
    expect(JSON.stringify([commits, seen, app.log])).not.toMatch(/9434|4111/);
  });

  it('has of a client’s ids only what is needed to know them again', async () => {
    const app = await startApp();
    const conversation = await app.conversation();
    await app.say(conversation, 'hi', { id: 'abc', channelData: { clientActivityID: 'def' } });
    const [, turn] = await app.store.log.read<{ repeatKeys: string[] }>(`conversation/${conversation.id}`, 0);
    expect(turn?.events[0]?.repeatKeys).toEqual(Array(2).fill(expect.stringMatching(/^[\da-f]{32}$/)));
    expect((await app.heard(conversation)).activities[1].channelData).toEqual({ clientActivityID: 'def' });
  });

  it('leaves out typing, both ways', async () => {
    const app = await startApp({
      bot: async (context) => {
        if (context.activity.type === 'typing') return;
        await context.sendActivities([{ type: 'typing' }, { type: 'trace', name: 'x' }, { type: 'delay', value: 1 }]);
        await echo(context);
      },
    });
    const conversation = await app.conversation();
    const { status, body } = await app.ask(`${conversation.path}/activities`, {
      body: { type: 'typing', from: { id: 'x' } },
      token: conversation.token,
    });
    expect([status, typeof body.id]).toEqual([200, 'string']);
    await app.say(conversation, 'hi');
    expect(await app.heard(conversation)).toMatchObject({ texts: ['hello', 'hi', 'echo: hi'], watermark: '2' });
  });

  it('is read a megabyte at a time, with a watermark to go on from', async () => {
    const app = await startApp({ bot: async () => {} });
    const conversation = await app.conversation();
    for (let i = 1; i <= 15; i++) await app.say(conversation, String(i), { value: { a: 'x'.repeat(100_000) } });
    const first = await app.heard(conversation);
    expect(first.texts).toEqual(Array.from({ length: 11 }, (_, i) => String(i + 1)));
    const rest = await app.heard(conversation, first.watermark);
    expect(rest).toMatchObject({ texts: ['12', '13', '14', '15'], watermark: '16' });
  });

  it('can be read from any watermark, also far back', async () => {
    const app = await startApp({ env: { TURNS_PER_SECOND: '1000' } });
    const conversation = await app.conversation();
    for (let i = 1; i <= 120; i++) await app.say(conversation, String(i));
    const all = await app.heard(conversation);
    expect(all.texts).toHaveLength(241);
    expect(all.watermark).toBe('121');
    for (const watermark of ['1', '50', '71', '72', '100', '120', '121']) {
      const { texts, watermark: reached } = await app.heard(conversation, watermark);
      expect(texts).toEqual(all.texts.slice(1 + (Number(watermark) - 1) * 2));
      expect(reached).toBe('121');
    }
  });
});

describe('watermarks', () => {
  it('go on after a restart, with the old token', async () => {
    const before = await startApp();
    const conversation = await before.conversation();
    await before.say(conversation, 'one');
    const { watermark } = await before.heard(conversation);
    await before.close();
    const after = await startApp({ dataDir: before.dataDir });
    expect(await after.heard(conversation, watermark)).toMatchObject({ texts: [], watermark });
    expect((await after.ask(`${conversation.path}?watermark=${watermark}`, { token: conversation.token })).status).toBe(
      200,
    );
    await after.say(conversation, 'two');
    expect(await after.heard(conversation, watermark)).toMatchObject({ texts: ['two', 'echo: two'], watermark: '3' });
    expect((await after.heard(conversation)).texts).toEqual(['hello', 'one', 'echo: one', 'two', 'echo: two']);
  });

  it.each([
    ['', 3],
    ['-', 3],
    ['0', 3],
    ['1', 2],
    ['2', 0],
    ['99', 0],
  ])('%j gives %i activities', async (watermark, count) => {
    const app = await startApp();
    const conversation = await app.conversation();
    await app.say(conversation, 'hi');
    const heard = await app.heard(conversation, watermark);
    expect([heard.texts.length, heard.watermark]).toEqual([count, '2']);
  });
});

describe('a turn that throws', () => {
  const failing = async (context: TurnContext): Promise<void> => {
    if (context.activity.text === 'break') throw new TypeError('cannot read "Mrs Smith"');
    await echo(context);
  };

  it('gives the person a sentence with the reference that the log has, and goes on', async () => {
    const app = await startApp({ bot: failing, errorSentence: (reference, locale) => `sorry ${locale} ${reference}` });
    const conversation = await app.conversation();
    const { status, body } = await app.say(conversation, 'break', { locale: 'en-GB' });
    expect(status).toBe(200);
    const { texts, activities } = await app.heard(conversation, '1');
    expect(texts).toEqual(['break', expect.stringMatching(/^sorry en-GB [A-Z\d]{6}$/)]);
    expect(activities[1]).toMatchObject({ replyToId: body.id });
    const line = app.log.map((each) => JSON.parse(each)).find(({ event }) => event === 'turn.failed');
    expect(line).toMatchObject({ reference: texts[1]?.split(' ')[2], errorName: 'TypeError', activityId: body.id });
    expect(app.log.join()).not.toContain('Smith');
    await app.say(conversation, 'fine');
    expect((await app.heard(conversation, '2')).texts).toEqual(['fine', 'echo: fine']);
  });

  it('is kept even when the apology fails too', async () => {
    const app = await startApp({
      bot: failing,
      errorSentence: () => {
        throw new Error('no words');
      },
    });
    const conversation = await app.conversation();
    expect((await app.say(conversation, 'break')).status).toBe(200);
    expect((await app.heard(conversation, '1')).texts).toEqual(['break']);
  });
});

describe('speaking first', () => {
  it('adds a commit of its own', async () => {
    let reference = {};
    const app = await startApp({
      bot: async (context) => {
        reference = TurnContext.getConversationReference(context.activity);
        await echo(context);
      },
    });
    const conversation = await app.conversation();
    await app.app.directLine.continueConversation(reference, async (context) => {
      await context.sendActivities([
        { type: 'message', text: 'a reminder' },
        { type: 'message', text: 'and another' },
      ]);
    });
    await app.app.directLine.continueConversation(reference, async () => {});
    expect(await app.heard(conversation, '1')).toMatchObject({ texts: ['a reminder', 'and another'], watermark: '2' });
  });

  it('fails for a conversation that does not exist', async () => {
    const { app } = await startApp();
    const nowhere = app.directLine.continueConversation({ conversation: { id: 'x' } as never }, async () => {});
    await expect(nowhere).rejects.toMatchObject({ status: 404 });
  });
});
