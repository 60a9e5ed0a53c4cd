/** Cards in Teams: what they look like there, and what comes back when somebody presses a button. */
import { describe, expect, it } from '@jest/globals';
import { forTeams, largestMessage } from '../../bot/teams/outgoing.ts';
import { questionOn, toTeams } from '../../bot/teams/teamsCards.ts';
import { actionsIn, type TeamsChat, teamsApps } from './support/teamsApp.ts';
import { gate, type Json } from './support/testApp.ts';

const { start } = teamsApps();

const submit = (data: Json, title = 'x'): Json => ({ type: 'Action.Submit', title, data });
const card = (...actions: readonly Json[]): Json => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'ActionSet', actions }],
});
const answer = (question: string, seen: number, more: Json = {}): Json =>
  submit({ dspt: { do: 'answer', question, seen, ...more } });
const skip = (question: string): Json => submit({ dspt: { do: 'skip', question, times: 0 } });

describe('a card for Teams', () => {
  it('has an Action.Execute for each Action.Submit, however deep, with the same data and a way back', () => {
    const inner = answer('1.1.1', 3, { as: 'yes' });
    const shown = {
      type: 'Action.ShowCard',
      title: 'more',
      card: { type: 'AdaptiveCard', body: [], actions: [inner] },
    };
    const link = { type: 'Action.OpenUrl', title: 'page', url: 'https://guide.example' };
    const made = toTeams({ ...card(shown, skip('1.1.1'), link), selectAction: inner }, { person: '29:ann' });
    const about = { dsptCard: { question: '1.1.1', seen: 3, isPlain: true } };
    const executes = actionsIn(made);
    expect(executes.map(({ type, verb }) => [type, verb])).toEqual(Array(3).fill(['Action.Execute', 'submit']));
    expect(executes.map(({ fallback }) => fallback)).toEqual([inner, skip('1.1.1'), inner]);
    expect(executes.map(({ data }) => data)).toEqual(executes.map(({ fallback }) => ({ ...fallback.data, ...about })));
    expect(made.refresh).toEqual({
      action: { type: 'Action.Execute', verb: 'refresh', data: about },
      userIds: ['29:ann'],
    });
    expect(JSON.stringify(made)).toContain(JSON.stringify(link));
  });

  it('leaves data alone, whatever it looks like', () => {
    const data = { dspt: { do: 'say', command: 'help' }, note: { type: 'Action.Submit', data: 1 } };
    expect(actionsIn(toTeams(card(submit(data))))[0]).toMatchObject({ data });
  });

  it.each<[string, Json, Json | undefined]>([
    ['a question', card(answer('1.1.1', 0), skip('1.1.1')), { question: '1.1.1', seen: 0, isPlain: true }],
    [
      'a question to change',
      card(answer('1.1.1', 7), submit({ dspt: { do: 'keep', question: '1.1.1' } })),
      { question: '1.1.1', seen: 7, isPlain: true },
    ],
    [
      'a question with something proposed',
      card(answer('1.1.1', 2, { text: '3 April 2026' }), skip('1.1.1')),
      { question: '1.1.1', seen: 2, isPlain: false },
    ],
    ['a list of answers', card(submit({ dspt: { do: 'change', question: '1.1.1' } })), undefined],
    ['buttons without data', card({ type: 'Action.Submit', title: 'x' }, submit(null), submit('x')), undefined],
    ['nothing', {}, undefined],
  ])('knows %s', (_, given, expected) => {
    expect(questionOn(given)).toEqual(expected);
    const made = toTeams(given, { person: '29:ann' });
    expect(made.refresh !== undefined).toBe(expected?.isPlain === true);
  });

  it('is for nobody to refresh where it is not known who sees it', () => {
    expect(toTeams(card(answer('1.1.1', 0), skip('1.1.1')))).not.toHaveProperty('refresh');
  });
});

describe('a message for Teams', () => {
  const adaptive = 'application/vnd.microsoft.card.adaptive';
  const message = (...cards: readonly Json[]): Json => ({
    type: 'message',
    text: 'words',
    speak: 'words',
    recipient: { id: '29:ann' },
    conversation: { id: 'c', conversationType: 'personal' },
    channelData: { dspt: {} },
    attachments: cards.map((content) => ({ contentType: adaptive, content })),
  });
  const ofSize = (bytes: number): Json => ({ ...card(), body: [{ type: 'TextBlock', text: 'é'.repeat(bytes / 2) }] });
  const sizes = (parts: readonly Json[]) => parts.map((part) => Buffer.byteLength(JSON.stringify(part)));

  it('goes out as several when its cards are too large together', () => {
    const parts = forTeams(message(...[9_000, 9_000, 9_000, 20_000, 1_000].map(ofSize)));
    expect(parts.map(({ attachments = [] }) => attachments.length)).toEqual([2, 1, 2]);
    expect(parts.map(({ text }) => text)).toEqual(['words', undefined, undefined]);
    expect(Math.max(...sizes(parts))).toBeLessThan(largestMessage);
  });

  it('gives up the fallbacks of a large card before anything else, and its new buttons last', () => {
    const draft = (length: number) => answer('1.1.1', 1, { text: 'x'.repeat(length) });
    const typesOf = (length: number) => {
      const [part] = forTeams(message(card(draft(length), skip('1.1.1'))));
      const actions = actionsIn(part?.attachments?.[0]?.content);
      return actions.map(({ type, fallback }) => `${type}${fallback ? ' or Submit' : ''}`);
    };
    expect(typesOf(5_000)).toEqual(Array(2).fill('Action.Execute or Submit'));
    expect(typesOf(20_000)).toEqual(Array(2).fill('Action.Execute'));
    expect(typesOf(24_850)).toEqual(Array(2).fill('Action.Submit'));
  });

  it('shows at most six quick replies, to the person, and none beside a card', () => {
    const actions = Array.from({ length: 9 }, (_, index) => ({ type: 'imBack', title: `${index}`, value: `${index}` }));
    const suggestedActions = { to: [], actions };
    const [plain] = forTeams({ ...message(), suggestedActions });
    expect(plain?.suggestedActions).toEqual({ to: ['29:ann'], actions: actions.slice(0, 6) });
    expect(forTeams({ ...message(card()), suggestedActions })[0]).not.toHaveProperty('suggestedActions');
  });

  it('has no card that refreshes itself where others read along', () => {
    const conversation = { id: 'c', conversationType: 'channel' };
    const [part] = forTeams({ ...message(card(answer('1.1.1', 0), skip('1.1.1'))), conversation });
    expect(part?.attachments?.[0]?.content).not.toHaveProperty('refresh');
  });

  it('leaves everything else as it is', () => {
    const typing = { type: 'typing', speak: 'x' };
    expect(forTeams(typing)).toEqual([typing]);
    const [hero] = forTeams({ ...message(), attachments: [{ contentType: 'x/y', content: 1 }] });
    expect(hero?.attachments).toEqual([{ contentType: 'x/y', content: 1 }]);
  });
});

/** The newest card that the guide sent, and its buttons. */
const lastCard = (said: readonly Json[]): Json =>
  said
    .flatMap(({ attachments = [] }) => attachments)
    .map(({ content }) => content)
    .at(-1);
const button = (shown: Json, is: (dspt: Json) => boolean): Json =>
  actionsIn(shown).find(({ data }) => is(data.dspt))?.data;
const textOf = (body: Json): string => body.value?.speak ?? body.value;

/** Past set-up: the card of a question to answer by yes or no. */
async function aQuestion(chat: TeamsChat): Promise<Json> {
  let { said } = await chat.install();
  for (let asked = 0; asked < 20 && said.at(-1)?.channelData.dspt.question?.startsWith('setup.'); asked++)
    ({ said } = await chat.say('skip'));
  return lastCard((await chat.say('change 2.1.1')).said);
}

describe('a button that is pressed in Teams', () => {
  it('answers, and its card turns into the answer', async () => {
    const app = await start();
    const chat = app.chat('presses');
    const shown = await aQuestion(chat);
    const question = shown.refresh.action.data.dsptCard.question;
    const yes = button(shown, ({ as }) => as === 'yes');
    const pressed = await chat.press(yes);

    expect(pressed.said.at(-1)?.channelData.dspt).toMatchObject({ progress: { answered: 1 } });
    expect(pressed.answer).toMatchObject({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' },
    });
    const answered = pressed.answer.body.value;
    expect(answered.speak).toMatch(/Answered: Yes/);
    expect(actionsIn(answered).map(({ data }) => data.dspt.do)).toEqual(['change']);
    expect(answered.refresh).toMatchObject({ userIds: ['29:presses'], action: { data: { dsptCard: { question } } } });

    // The same press again, as people do: said once, and shown as it is.
    const again = await chat.press(yes);
    expect(textOf(again.answer.body)).toMatch(/Answered: Yes/);
    expect(again.said.at(-1)?.channelData.dspt).toMatchObject({ progress: { answered: 1 } });
  });

  it('leads to the question again by Change, and that card stays one until it is answered', async () => {
    const app = await start();
    const chat = app.chat('changes');
    const shown = await aQuestion(chat);
    const { answer: first } = await chat.press(button(shown, ({ as }) => as === 'yes'));
    const changing = await chat.press(button(first.body.value, ({ do: what }) => what === 'change'));
    expect(textOf(changing.answer.body)).toMatch(/Answered: Yes/);

    const open = lastCard(changing.said);
    const fresh = await chat.press(open.refresh.action.data, { verb: 'refresh' });
    expect(textOf(fresh.answer.body)).toMatch(/You said: Yes/);
    const { answer: second } = await chat.press(button(open, ({ as }) => as === 'no'));
    expect(textOf(second.body)).toMatch(/Answered: Not yet/);

    // The first card, still in the chat, shows what holds today.
    const old = await chat.press(first.body.value.refresh.action.data, { verb: 'refresh' });
    expect(textOf(old.answer.body)).toMatch(/Answered: Not yet/);
    const oldest = await chat.press(shown.refresh.action.data, { verb: 'refresh' });
    expect(textOf(oldest.answer.body)).toMatch(/Answered: Not yet/);
  });

  it('changes nothing and says nothing by coming into sight', async () => {
    const app = await start();
    const chat = app.chat('looks');
    const shown = await aQuestion(chat);
    const { answer, said } = await chat.press(shown.refresh.action.data, { verb: 'refresh' });
    expect(said).toEqual([]);
    expect(answer.body.value).toEqual(shown);
  });

  it('keeps the card of a question that was only explained', async () => {
    const app = await start();
    const chat = app.chat('asks why');
    const shown = await aQuestion(chat);
    const { answer, said } = await chat.press(button(shown, ({ do: what }) => what === 'why'));
    expect(said.length).toBeGreaterThan(0);
    expect(answer.body.value).toEqual(shown);
  });

  it('leaves a card alone that asks nothing', async () => {
    const app = await start();
    const chat = app.chat('status');
    await aQuestion(chat);
    const { said } = await chat.say('status');
    const status = said.flatMap(({ attachments = [] }) => attachments)[0].content;
    const { answer } = await chat.press(button(status, ({ command }) => command === 'summary'));
    expect(answer.body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
  });

  it('works the same from an old client, which submits', async () => {
    const app = await start();
    const chat = app.chat('old client');
    const shown = await aQuestion(chat);
    const { fallback } = actionsIn(shown).find(({ data }) => data.dspt.as === 'yes');
    const { said } = await chat.send({ value: fallback.data });
    expect(said.at(-1)?.channelData.dspt).toMatchObject({ progress: { answered: 1 } });
  });

  const error = (statusCode: number) => ({ statusCode, type: 'application/vnd.microsoft.error' });

  it.each<[string, Json]>([
    ['nothing', undefined],
    ['a text', 'submit'],
    ['a list', []],
    ['no action', {}],
    ['an action of another kind', { action: { type: 'Action.Submit', verb: 'submit', data: {} } }],
    ['no verb', { action: { type: 'Action.Execute', data: {} } }],
    ['a verb that is none', { action: { type: 'Action.Execute', verb: 'constructor', data: {} } }],
    ['data that is a text', { action: { type: 'Action.Execute', verb: 'submit', data: 'x' } }],
    ['data of nobody’s', { action: { type: 'Action.Execute', verb: 'submit', data: { dspt: { do: 'format' } } } }],
    ['an answer to nothing', { action: { type: 'Action.Execute', verb: 'submit', data: { dspt: { do: 'answer' } } } }],
    ['a refresh of no card', { action: { type: 'Action.Execute', verb: 'refresh', data: {} } }],
    [
      'a refresh of a card of no shape',
      { action: { type: 'Action.Execute', verb: 'refresh', data: { dsptCard: { question: 1 } } } },
    ],
    [
      'a refresh over a revision below none',
      { action: { type: 'Action.Execute', verb: 'refresh', data: { dsptCard: { question: '1.1.1', seen: -1 } } } },
    ],
  ])('is answered as the protocol wants when it brings %s', async (_, value) => {
    const app = await start();
    const { answer, said } = await app.chat('hostile').send({ type: 'invoke', name: 'adaptiveCard/action', value });
    expect(answer).toMatchObject({ status: 200, body: { ...error(400), value: { code: 'BadRequest' } } });
    expect(said).toEqual([]);
  });

  it.each(['9.9.9', '__proto__', 'constructor', ''.padEnd(60, '1')])(
    'knows no card of the question %s',
    async (question) => {
      const app = await start();
      const { answer } = await app.chat('unknown').press({ dsptCard: { question, seen: 0 } }, { verb: 'refresh' });
      expect(answer.body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
    },
  );

  it('does nothing where others read along', async () => {
    const app = await start();
    const group = app.chat('in a group', { conversationType: 'groupChat' });
    for (const verb of ['submit', 'refresh']) {
      const data = { dspt: { do: 'say', command: 'status' }, dsptCard: { question: '1.1.1', seen: 0 } };
      const { answer, said } = await group.press(data, { verb });
      expect([answer.body, said]).toMatchObject([error(403), []]);
    }
  });

  it('is turned away while many wait', async () => {
    const [begun, held] = [gate(), gate()];
    const app = await start({
      bot: {
        run: async () => {
          begun.open();
          await held.passed;
        },
      },
    });
    const chat = app.chat('taps');
    const tap = () => chat.press({ dspt: { do: 'say', command: 'status' } });
    const first = tap();
    await begun.passed;
    const turnedAway = gate();
    const codes: number[] = [];
    const taps = Array.from({ length: 12 }, async () => {
      const { answer } = await tap();
      codes.push(answer.body.statusCode);
      if (codes.length === 5) turnedAway.open();
    });
    await turnedAway.passed;
    expect(codes).toEqual(Array(5).fill(429));
    held.open();
    await Promise.all([first, ...taps]);
    expect(codes.slice(5)).toEqual(Array(7).fill(200));
  });

  it('says so when our side fails, and quotes nothing', async () => {
    const app = await start({
      bot: {
        run: async () => {
          throw new Error('Mrs Smith');
        },
      },
    });
    const { answer } = await app.chat('fails').press({ dspt: { do: 'say', command: 'status' } });
    expect(answer).toMatchObject({ status: 200, body: error(500) });
    expect(JSON.stringify(answer.body)).not.toContain('Smith');
  });

  it('shows nothing of a conversation to another', async () => {
    const app = await start();
    const [ann, bob] = [app.chat('ann'), app.chat('bob', { conversationType: 'personal' })];
    const shown = await aQuestion(ann);
    await ann.press(button(shown, ({ as }) => as === 'yes'));
    const { answer } = await bob.press(shown.refresh.action.data, { verb: 'refresh' });
    expect(JSON.stringify(answer.body)).not.toContain('Answered');
  });

  it('leaves other invokes to those who know them', async () => {
    const app = await start();
    const { answer } = await app.chat('invokes').send({ type: 'invoke', name: 'composeExtension/query', value: {} });
    expect(answer.status).toBe(501);
  });
});
