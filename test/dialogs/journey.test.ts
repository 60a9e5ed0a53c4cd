import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Chat, type Heard, openGuide, setUp } from '../support/guide.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

/** A fitting answer by what is expected, as somebody who has done everything would type it. */
function goodAnswer({ dspt }: Heard): string {
  switch (dspt.expects) {
    case 'yesNo':
      return 'yes';
    case 'percent':
      return '51 out of 52';
    case 'date':
      return 'September 2026';
    case 'document':
      return 'in the blue folder in the office';
    default:
      return 'The manager looks after this and checks it every month';
  }
}

const newFolder = temporaryFolders();

/** Answers question after question until none is left. */
async function answerAll(chat: Chat, from: Heard, answer: (heard: Heard) => string = goodAnswer) {
  const asked: string[] = [];
  let heard = from;
  while (heard.dspt.question) {
    asked.push(heard.dspt.question);
    if (asked.length > 150) throw new Error(`No end in sight: ${asked.slice(-3).join(', ')}. ${heard.text}`);
    heard = await chat.say(answer(heard));
    expect(heard.activities.length).toBeLessThanOrEqual(2);
  }
  return { heard, asked };
}

describe('all 45 items, typed', () => {
  let app: Awaited<ReturnType<typeof openGuide>>;
  beforeAll(async () => {
    app = await openGuide(newFolder());
  });
  afterAll(() => app.close());

  it.each([
    'care home',
    'nursing home',
    'home care',
    'supported living',
    'extra care',
    'shared lives',
    'day service',
    'several of these',
  ])('a %s reaches 45 of 45 and Standards Met', async (type) => {
    const chat = app.chat(`met-${type}`);
    const start = await setUp(chat, { 'setup.name': 'rose cottage', 'setup.serviceType': type });
    const { heard, asked } = await answerAll(chat, start);
    expect(new Set(asked).size).toBe(asked.length);
    expect(heard.dspt.progress).toEqual({
      answered: 45,
      of: 45,
      approaching: { done: 26, of: 26 },
      met: { done: 45, of: 45 },
    });
    expect(heard.text).toContain('These answers reach Standards Met');
    expect(heard.text).toContain('This is not the official submission');
    expect(heard.text).toContain('www.dsptoolkit.nhs.uk');
  });

  it('a service without computers, papers or firms still reaches 45 of 45, and is told why less is asked', async () => {
    const chat = app.chat('no computers');
    let heard = await chat.arrive();
    const told: string[] = [];
    for (const answer of ['Hill View', 'care home', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no']) {
      heard = await chat.say(answer);
      told.push(heard.text);
    }
    expect(told.join()).toContain('questions do not fit you, because you use no computers or internet');
    expect(told.join()).toContain('type undo');
    expect(heard.dspt.progress.answered).toBe(10);
    ({ heard } = await answerAll(chat, heard));
    expect(heard.dspt.progress.met).toEqual({ done: 45, of: 45 });
  });

  it('a plain no is answered but not done, and not sure is neither', async () => {
    const chat = app.chat('honest');
    let heard = await setUp(chat);
    const first = heard.dspt.question;
    heard = await chat.say('not yet');
    expect(heard.dspt.understood).toEqual({ item: first, as: 'no' });
    expect(heard.dspt.progress).toMatchObject({ answered: 1, met: { done: 0, of: 45 } });
    const second = heard.dspt.question;
    heard = await chat.say('no idea');
    expect(heard.dspt.understood).toEqual({ item: second, as: 'notSure' });
    expect(heard.dspt.progress).toMatchObject({ answered: 1, met: { done: 0, of: 45 } });
    expect(heard.text).toContain('You can send this');
  });

  it('what was skipped or unsure comes round again, once, and then waits at the end', async () => {
    const chat = app.chat('skipper');
    let heard = await setUp(chat);
    const first = heard.dspt.question;
    heard = await chat.say('skip');
    const second = heard.dspt.question;
    heard = await chat.say('dunno');
    const isPutOff = (id: string | undefined) => id === first || id === second;
    const rest = await answerAll(chat, heard, (each) =>
      isPutOff(each.dspt.question) ? 'come back to this one' : goodAnswer(each),
    );
    heard = rest.heard;
    expect(rest.asked.filter(isPutOff).sort()).toEqual([first, second].sort());
    expect(heard.dspt.progress.answered).toBe(43);
    expect(heard.text).toContain('2 still to come back to');
    heard = await chat.say('carry on');
    expect([first, second]).toContain(heard.dspt.question);
  });

  it('offers the extra questions, which count towards no level', async () => {
    const chat = app.chat('extra');
    const done = await answerAll(chat, await setUp(chat));
    const extra = await answerAll(chat, await chat.choose({ dspt: { do: 'say', command: 'optional' } }), () => 'yes');
    expect(extra.asked).toHaveLength(10);
    expect(extra.heard.dspt.progress).toEqual(done.heard.dspt.progress);
    expect(extra.heard.text).toContain('Extra questions');
  });

  it.each([
    ['no', 'approaching', 'These answers reach Approaching Standards'],
    ['yes', 'none', 'Approaching Standards is only for your first time'],
  ])('with "done before" %s and only the first 26 done the level is %s', async (doneBefore, _level, expected) => {
    const chat = app.chat(`approaching-${doneBefore}`);
    const { items } = app.content.book.set;
    const start = await setUp(chat, { 'setup.profile.doneBefore': doneBefore });
    const { heard } = await answerAll(chat, start, (each) => {
      const id = each.dspt.question?.split('.').slice(0, 3).join('.');
      return items.find((item) => item.id === id)?.level === 'approaching' ? goodAnswer(each) : 'not yet';
    });
    expect(heard.dspt.progress).toMatchObject({
      answered: 45,
      approaching: { done: 26, of: 26 },
      met: { done: 26, of: 45 },
    });
    expect(heard.text).toContain(expected);
  });

  it('asks the 26 of the first step first for whoever wants that', async () => {
    const chat = app.chat('first step');
    await setUp(chat);
    const start = await chat.choose({ dspt: { do: 'say', command: 'approachingFirst' } });
    const { asked } = await answerAll(chat, start);
    const levels = app.content.book.set.items;
    const order = asked.filter((id) => levels.some((item) => item.id === id));
    expect(order.slice(0, 26).every((id) => levels.find((item) => item.id === id)?.level === 'approaching')).toBe(true);
    expect(order).toHaveLength(45);
  });

  it('a current Cyber Essentials Plus certificate and all 45 make Standards Exceeded', async () => {
    const chat = app.chat('exceeded');
    const { heard } = await answerAll(chat, await setUp(chat, { 'setup.profile.cyberEssentialsPlus': 'yes' }));
    expect(heard.text).toContain('These answers reach Standards Exceeded');
  });
});
