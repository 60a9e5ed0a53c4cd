import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Chat, type Heard, openGuide, setUp } from '../support/guide.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
let app: Awaited<ReturnType<typeof openGuide>>;
let chat: Chat;
let heard: Heard;
let count = 0;

beforeAll(async () => {
  app = await openGuide(newFolder(), {
    support: { name: 'Care Support County', phone: '01632 960001', hours: 'Monday to Friday, 9am to 5pm' },
  });
});
afterAll(() => app.close());

/** Goes to a question by its number, from a conversation that is past set-up. */
const at = (question: string) => chat.say(`change ${question}`);

describe('past set-up', () => {
  beforeEach(async () => {
    chat = app.chat(`talk-${++count}`);
    heard = await setUp(chat, { 'setup.name': 'Rose Cottage', 'setup.serviceType': 'home care' });
  });

  it.each([
    ['why', 'one person owns this job'],
    ['why do they ask?', 'one person owns this job'],
    ['example', 'Mark Lee'],
    ['what does good look like', 'Mark Lee'],
    ['what do I need for this?', 'job description'],
    ['help', 'These words work at any time'],
    ['status', '0 of 45 answered'],
    ['where was I', '0 of 45 answered'],
    ['what is encryption', 'Scrambling data'],
    ['encripshun', 'Scrambling data'],
    ['MFA', 'two checks'],
    ['talk to someone', '01632 960001'],
    ['can I talk to someone?', 'question 1.1.5'],
    ['return code', 'Your return code'],
    ['not applicable', 'every service'],
    ['undo', 'Taken back'],
    ['change 99.9.9', 'I do not know question 99.9.9'],
    ['what is a flibbertigibbet', 'I do not have that word'],
    ['thanks', 'You are welcome'],
  ])('"%s" is served, and the open question stays open', async (words, expected) => {
    const open = heard.dspt.question;
    const reply = await chat.say(words);
    expect(reply.text).toContain(expected);
    expect(reply.activities.length).toBeLessThanOrEqual(2);
    if (words !== 'undo') {
      expect(reply.dspt.question).toBe(open);
      expect(reply.dspt.progress.answered).toBe(0);
    }
  });

  it('gives the example of the own type of service', async () => {
    const other = app.chat(`talk-${++count}`);
    await setUp(other, { 'setup.serviceType': 'day centre' });
    expect((await other.say('example')).text).toContain('day centre');
  });

  it('what to tell a helper names the question and what was tried', async () => {
    await chat.say('no idea');
    await at('1.1.5');
    heard = await chat.say('talk to someone');
    expect(heard.text).toContain('question 1.1.5, Who keeps information safe. I was not sure of it 1 time.');
  });

  it('skip goes on, back comes back, also after skip', async () => {
    const first = heard.dspt.question;
    heard = await chat.say('skip');
    expect(heard.dspt.question).not.toBe(first);
    heard = await chat.say('back');
    expect(heard.dspt.question).toBe(first);
    heard = await chat.say('Mary Jones, the manager');
    expect(heard.dspt.understood).toEqual({ item: first, as: 'value', value: 'Mary Jones, the manager' });
  });

  it('change works for an answered and an unanswered question, and shows what was said', async () => {
    await chat.say('Mary Jones, the manager');
    heard = await at('1.1.5');
    expect(heard.dspt.question).toBe('1.1.5');
    expect(heard.text).toContain('You said: Mary Jones, the manager');
    heard = await at('9.1.1');
    expect(heard.dspt.question).toBe('9.1.1');
    heard = await chat.say('yep');
    expect(heard.dspt.understood).toEqual({ item: '9.1.1', as: 'yes' });
    expect(heard.dspt.progress.answered).toBe(2);
  });

  it('undo takes back the newest answer and asks it again', async () => {
    await chat.say('Mary Jones, the manager');
    heard = await chat.say('undo');
    expect(heard.dspt.question).toBe('1.1.5');
    expect(heard.dspt.progress.answered).toBe(0);
  });

  it('stop keeps the place, shows a code, and the code opens the same place elsewhere', async () => {
    await chat.say('Mary Jones, the manager');
    const stopped = await chat.say('got to go');
    const code = stopped.dspt.returnCode ?? '';
    expect(code.split(' ')).toHaveLength(5);
    const elsewhere = app.chat(`elsewhere-${count}`);
    await elsewhere.arrive();
    heard = await elsewhere.say(code.toUpperCase().replaceAll(' ', '-'));
    expect(heard.text).toContain('Welcome back to Rose Cottage. 1 of 45 answered');
    expect(heard.dspt.question).toBe('1.1.5.how');
    heard = await elsewhere.say('job description');
    expect((await chat.say('status')).text).toContain('1 of 45 answered');
  });

  it('a wrong code opens nothing, many are slowed down, and the open conversation goes on', async () => {
    const code = (await chat.say('return code')).dspt.returnCode ?? '';
    const guesser = app.chat(`guesser-${count}`);
    await guesser.arrive();
    const replies: string[] = [];
    for (const word of ['acorn', 'amber', 'apple', 'apron', 'arena', 'attic', 'badge']) {
      replies.push((await guesser.say(`${word} bacon candle daisy eagle`)).text);
    }
    expect(replies[0]).toContain('I do not know those words');
    expect(replies.at(-1)).toContain('a few wrong codes in a row');
    expect((await guesser.say(code)).text).toContain('a few wrong codes in a row');
    heard = await chat.say('Mary Jones, the manager');
    expect(heard.dspt.progress.answered).toBe(1);
  });

  it('cancelled codes stop working, the new one works', async () => {
    const old = (await chat.say('return code')).dspt.returnCode ?? '';
    const fresh = (await chat.say('cancel my codes')).dspt.returnCode ?? '';
    const other = app.chat(`other-${count}`);
    await other.arrive();
    expect((await other.say(old)).text).toContain('I do not know those words');
    expect((await other.say(fresh)).text).toContain('Welcome back');
  });

  it('a new conversation starts clean', async () => {
    await chat.say('Mary Jones, the manager');
    const other = app.chat(`clean-${count}`);
    heard = await other.arrive();
    expect(heard.dspt).toMatchObject({ question: 'setup.name', progress: { answered: 0 } });
    expect(heard.text).not.toContain('Rose Cottage');
  });

  it('a yes with who and when offers both back, and the date for the follow-up', async () => {
    await at('3.1.1');
    heard = await chat.say('yep, our deputy sorted it in March');
    expect(heard.dspt.understood).toEqual({ item: '3.1.1', as: 'yes' });
    expect(heard.dspt.question).toBe('3.1.1.date');
    expect(heard.text).toContain('You said March 2026.');
    expect(heard.text).not.toContain('1 March');
    heard = await chat.say('yes');
    expect(heard.dspt.understood).toEqual({ item: '3.1.1.date', as: 'value', value: '2026-03-01' });
    expect(heard.dspt.progress.met.done).toBe(1);
  });

  it('an answer older than the rule allows is kept and does not pass', async () => {
    await at('3.1.1');
    await chat.say('yes');
    heard = await chat.say('03/04/2025');
    expect(heard.dspt.understood).toEqual({ item: '3.1.1.date', as: 'value', value: '2025-04-03' });
    expect(heard.text).toContain('last 12 months');
    expect(heard.dspt.progress).toMatchObject({ answered: 1, met: { done: 0 } });
  });

  it('a share below the target is answered and not done; one that lacks the whole is asked for it', async () => {
    await at('3.2.1');
    heard = await chat.say('47 out of 52');
    expect(heard.dspt.understood).toMatchObject({ as: 'value', value: { percent: 90.38, part: 47, whole: 52 } });
    expect(heard.dspt.progress).toMatchObject({ answered: 1, met: { done: 0 } });
    await at('3.2.1');
    heard = await chat.say('everyone bar two');
    expect(heard.dspt.understood).toEqual({ item: '3.2.1', as: 'clarify' });
    heard = await chat.say('50');
    expect(heard.dspt.understood).toMatchObject({ as: 'value', value: { percent: 96, part: 48, whole: 50 } });
    expect(heard.dspt.progress.met.done).toBe(1);
  });

  it.each(['3.2.1', '1.3.2'])('doubt about %s asks back', async (question) => {
    await at(question);
    heard = await chat.say('I think most of it is fine, more or less');
    expect(heard.dspt.understood).toEqual({ item: question, as: 'clarify' });
    expect(heard.dspt.progress.answered).toBe(0);
  });

  it.each([
    ['1.1.5', 'what does in charge mean'],
    ['1.3.12', 'what counts as paper?'],
    ['1.3.12', 'whatever'],
    ['1.3.12', 'sometimes in a bag sometimes not'],
  ])('at %s "%s" is not taken for an answer, and can still be one', async (question, words) => {
    await at(question);
    heard = await chat.say(words);
    expect(heard.dspt).toMatchObject({ question, progress: { answered: 0 }, understood: { as: 'clarify' } });
    expect((await chat.say('no')).text).toContain('Not saved');
    await chat.say(words);
    heard = await chat.say(words);
    expect(heard.dspt.understood).toEqual({ item: question, as: 'value', value: words });
  });

  it('"does not apply" against a fact of set-up is asked back, and accepted when it has changed', async () => {
    await chat.choose({ dspt: { do: 'change', question: 'setup.profile.paperLeaves' } });
    await chat.say('yes');
    await at('1.3.12');
    heard = await chat.say('not applicable');
    expect(heard.dspt.understood).toEqual({ item: '1.3.12', as: 'clarify' });
    expect(heard.text).toContain('You told me that papers leave your building.');
    heard = await chat.say('yes');
    expect(heard.dspt.understood).toEqual({ item: '1.3.12', as: 'notApplicable' });
  });

  it('"none" to "did you learn from what went wrong?" is not applicable, and a plain no offers that', async () => {
    await at('5.1.1');
    heard = await chat.say('no, none');
    heard = await at('6.1.2');
    heard = await chat.say('none');
    expect(heard.dspt.understood).toEqual({ item: '6.1.2', as: 'notApplicable' });
    await at('6.1.3');
    heard = await chat.say('no');
    expect(heard.dspt.understood).toEqual({ item: '6.1.3', as: 'no' });
    expect(JSON.stringify(heard.activities)).toContain('It does not apply to us');
  });

  it('"not sure" is never told as progress', async () => {
    const other = app.chat(`milestone-${count}`);
    heard = await other.arrive();
    for (const answer of ['Hill View', 'care home', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'])
      heard = await other.say(answer);
    expect(heard.dspt.progress.answered).toBe(10);
    expect((await other.say('no idea')).text).not.toContain('10 of 45 answered');
  });

  it('a correction goes to the question before', async () => {
    await chat.say('Sue');
    await chat.say('skip');
    heard = await chat.say('no sorry I meant Jane');
    expect(heard.dspt.understood).toEqual({ item: '1.1.5', as: 'value', value: 'Jane' });
  });

  it.each([
    ['3.2.1', 'no sorry I meant 50 of 52', { item: '3.2.1', as: 'value' }],
    ['7.2.1.date', 'no sorry i meant in june', { item: '7.2.1.date', as: 'value', value: '2026-06-01' }],
  ])('a correction that fits the open question %s is about that one', async (question, words, understood) => {
    await chat.say('Sue');
    await at(question);
    heard = await chat.say(words);
    expect(heard.dspt.understood).toMatchObject(understood);
  });

  it('"none" to "which ones?" is an answer', async () => {
    await at('4.5.3.exceptions');
    heard = await chat.say('none');
    expect(heard.dspt.understood).toEqual({ item: '4.5.3.exceptions', as: 'value', value: 'none' });
  });

  it('a short "we don\'t" at a text question is offered as not yet', async () => {
    await at('7.3.1');
    heard = await chat.say('we dont have backups');
    expect(heard.dspt.progress.answered).toBe(0);
    heard = await chat.say('yes');
    expect(heard.dspt.understood).toEqual({ item: '7.3.1', as: 'no' });
    expect(heard.text).toContain('we dont have backups');
  });

  it('two half-answers to a yes or no are kept together', async () => {
    await at('2.1.1');
    await chat.say('we do it on the first day');
    heard = await chat.say('yes on induction');
    expect(heard.text).toContain('we do it on the first day. on induction');
  });

  it('what was answered from another device meanwhile is not overwritten in silence', async () => {
    const code = (await chat.say('return code')).dspt.returnCode ?? '';
    const other = app.chat(`meanwhile-${count}`);
    await other.arrive();
    await other.say(code);
    await at('1.3.2');
    await other.say('change 1.3.2');
    await other.say('not until the manager is back');
    await other.say('no');
    heard = await chat.say('yes');
    expect(heard.text).toContain('answered while you were here');
    expect(heard.dspt.progress.met.done).toBe(0);
    heard = await chat.say('yes');
    expect(heard.dspt.understood).toEqual({ item: '1.3.2', as: 'yes' });
  });

  it.each([
    ['is this safe', 'return code'],
    ['how do I publish', 'www.dsptoolkit.nhs.uk'],
    ['i dont understand', 'another way'],
  ])('"%s" is answered and the question stays', async (words, expected) => {
    heard = await chat.say(words);
    expect(heard.text.toLowerCase()).toContain(expected);
    expect(heard.dspt).toMatchObject({ question: '1.1.5', progress: { answered: 0 } });
  });

  it('the same sentence is not said three times in a row', async () => {
    await at('1.3.2');
    const first = await chat.say('bluestream');
    const second = await chat.say('bluestream again');
    expect(second.text).not.toBe(first.text);
    expect(second.text).toContain('talk to someone');
  });

  it('a long answer is kept whole, line breaks and all, and said back in part', async () => {
    const risks = [
      '1. Phishing: training every May.',
      '2. Lost phones: we wipe them.',
      `3. ${'Old tablets. '.repeat(200)}`,
    ].join('\n');
    await at('1.3.6');
    heard = await chat.say(`${risks}\u202e\u0000`);
    expect(heard.dspt.understood).toEqual({ item: '1.3.6', as: 'value', value: risks.trim() });
    expect(heard.text).not.toContain('Old tablets. '.repeat(30));
    await at('1.3.6');
    heard = await chat.say('Much too long. '.repeat(400));
    expect(heard.text).toContain('That is a lot for one answer');
    expect(heard.dspt.progress.answered).toBe(1);
  });

  it('words that are neither yes nor no are kept as a note once it is said which', async () => {
    await at('1.3.2');
    await chat.say('the deputy walks round the offices with a checklist');
    heard = await chat.say('yes');
    expect(heard.dspt.understood).toEqual({ item: '1.3.2', as: 'yes' });
    expect(heard.text).toContain('the deputy walks round');
  });

  it('not applicable is accepted where the facts allow it, with the reason said', async () => {
    await at('1.3.12');
    heard = await chat.say('not applicable');
    expect(heard.dspt.understood).toEqual({ item: '1.3.12', as: 'notApplicable' });
    expect(heard.text).toContain('never leave the building');
    expect(heard.dspt.progress).toMatchObject({ answered: 1, approaching: { done: 1 } });
    await at('1.1.1');
    heard = await chat.say('not applicable');
    expect(heard.dspt.understood).toEqual({ item: '1.1.1', as: 'clarify' });
  });

  it('a document needs its place: yes alone is answered but not done', async () => {
    await at('1.1.3');
    heard = await chat.say('yes');
    expect(heard.dspt).toMatchObject({ question: '1.1.3.where', progress: { answered: 1, met: { done: 0 } } });
    heard = await chat.say('on our website and in the hall');
    expect(heard.dspt.progress.met.done).toBe(1);
  });

  it.each([
    ["we've been hacked", 'Stop using the computer'],
    ['we lost a phone', 'Ring the phone'],
  ])('"%s" brings the first-hour card and is no answer', async (words, expected) => {
    heard = await chat.say(words);
    expect(heard.text).toContain(expected);
    expect(heard.text).toContain('72 hours');
    expect(heard.dspt.progress.answered).toBe(0);
    expect((await chat.say('carry on')).dspt.question).toBe('1.1.5');
  });

  it('a toolkit word typed at a text question is explained, and can still be the answer', async () => {
    await at('1.3.6');
    heard = await chat.say('phishing');
    expect(heard.text).toContain('trick email');
    expect(heard.dspt.progress.answered).toBe(0);
    heard = await chat.say('yes');
    expect(heard.dspt.understood).toEqual({ item: '1.3.6', as: 'value', value: 'phishing' });
  });

  describe('cards', () => {
    const answerYes = (seen = 0) => ({ dspt: { do: 'answer', question: '1.3.2', seen, as: 'yes' } });

    it('name their own question, whatever is on show', async () => {
      heard = await chat.choose(answerYes());
      expect(heard.dspt.understood).toEqual({ item: '1.3.2', as: 'yes' });
      expect(heard.dspt.progress.answered).toBe(1);
    });

    it('a double click counts once', async () => {
      await chat.choose(answerYes());
      heard = await chat.choose(answerYes());
      expect(heard.text).toContain('I have that one already');
      expect(heard.dspt.understood).toEqual({ item: '1.3.2', as: 'yes' });
      expect(heard.dspt.progress.answered).toBe(1);
    });

    it('an old card does not overwrite a newer answer', async () => {
      await at('1.3.2');
      await chat.say('not yet');
      heard = await chat.choose(answerYes(0));
      expect(heard.text).toContain('That card is an old one');
      expect(heard.dspt.progress.met.done).toBe(0);
    });

    it('a repeated delivery counts once and shows the same progress', async () => {
      const activity = { type: 'message', id: `same-${count}`, text: 'Mary Jones' };
      const first = await chat.send(activity);
      const second = await chat.send(activity);
      expect(second.dspt.progress).toEqual(first.dspt.progress);
      expect(second.dspt.question).toBe(first.dspt.question);
      expect((await chat.say('back')).text).toContain('You said: Mary Jones');
    });

    it('the message for whoever would know can be had on its own', async () => {
      heard = await chat.say('no idea');
      expect(heard.text).toContain('You can send this');
      heard = await chat.choose({ dspt: { do: 'copy', question: '1.1.5', text: 'whatever' } });
      expect(heard.text).toMatch(/^Hello\. The data security toolkit asks/);
      expect(heard.dspt.progress.answered).toBe(0);
    });

    it.each([
      ['nothing of ours', { hello: 1 }],
      ['an unknown question', { dspt: { do: 'answer', question: '0.0.0', seen: 0, as: 'yes' } }],
      ['a question by a prototype name', { dspt: { do: 'answer', question: '__proto__', seen: 0, as: 'yes' } }],
      ['not applicable where it may not', { dspt: { do: 'answer', question: '1.1.5', seen: 0, as: 'notApplicable' } }],
      ['yes to a text question', { dspt: { do: 'answer', question: '1.1.1', seen: 0, as: 'yes' } }],
      [
        'a choice that is none',
        { dspt: { do: 'answer', question: 'setup.serviceType', seen: 0, choice: 'constructor' } },
      ],
      ['an unknown command', { dspt: { do: 'say', command: 'dropTables' } }],
      ['an undo of something else', { dspt: { do: 'undo', revision: 9999 } }],
      ['a wrong type', { dspt: { do: 'answer', question: ['1.3.2'], seen: 0, as: 'yes' } }],
    ])('forged with %s: a kind sentence and nothing changes', async (_, value) => {
      heard = await chat.choose(value);
      expect(heard.text.length).toBeGreaterThan(20);
      expect(heard.dspt).toMatchObject({ question: '1.1.5', progress: { answered: 0 } });
    });
  });

  describe('personal data', () => {
    it.each([
      ['an NHS number', 'Ring Ann about 943 476 5919 first', '943'],
      ['a National Insurance number', 'The number is QQ 12 34 56 C and AB 12 34 56 C', 'AB 12'],
      ['a card number', 'We pay with 4111 1111 1111 1111 each month', '4111'],
      ['a date of birth', 'Mrs Ann Smith, born 3 April 1931, lives here', '1931'],
    ])('%s is taken out, said kindly, and the question stays', async (kind, text, secret) => {
      heard = await chat.say(text);
      expect(heard.text).toContain(`I have taken out ${kind}`);
      expect(heard.text).not.toContain(secret);
      expect(heard.dspt).toMatchObject({ question: '1.1.5', progress: { answered: 0 } });
      const { store } = app;
      for await (const stream of store.log.streams()) {
        const commits = await store.log.read(stream, 0);
        expect(JSON.stringify(commits.map(({ events }) => events))).not.toContain(secret);
      }
    });

    it('keeps the rest of what was typed, to be saved with one word', async () => {
      await chat.say('The manager, Ann, NHS number 943 476 5919, looks after it');
      heard = await chat.say('yes');
      expect(heard.dspt.understood).toMatchObject({ item: '1.1.5', as: 'value' });
      expect(JSON.stringify(heard.dspt.understood)).toContain('looks after it');
    });

    it('is taken out of a card as well', async () => {
      heard = await chat.choose({ dspt: { do: 'answer', question: '1.1.5', seen: 0 }, answer: 'Ann 9434765919' });
      expect(heard.text).toContain('I have taken out an NHS number');
      expect(heard.dspt.progress.answered).toBe(0);
    });

    it.each([
      'Call the help desk on 0300 3034 034',
      'Reviewed 12/05/2026 by Ann Smith',
      '52 staff, 31 tablets, £1,250',
    ])('"%s" raises no alarm', async (text) => {
      heard = await chat.say(text);
      expect(heard.dspt.understood).toEqual({ item: '1.1.5', as: 'value', value: text });
    });
  });

  describe("a card's own box", () => {
    const typed = (answer: string) => ({ dspt: { do: 'answer', question: '1.1.5', seen: 0 }, answer });

    it.each([
      ['help', 'These words work at any time'],
      ['what is encryption', 'Scrambling data'],
      ['status', '0 of 45 answered'],
      ['we have been hacked', 'Stop using the computer'],
    ])('takes "%s" for what it is', async (words, expected) => {
      heard = await chat.choose(typed(words));
      expect(heard.text).toContain(expected);
      expect(heard.dspt.progress.answered).toBe(0);
    });

    it('opens a return code and never records it', async () => {
      const code = (await chat.say('return code')).dspt.returnCode ?? '';
      const other = app.chat(`box-${count}`);
      await setUp(other);
      heard = await other.choose(typed(code));
      expect(heard.text).toContain('Welcome back to Rose Cottage');
      const { store } = app;
      for await (const stream of store.log.streams()) {
        expect(JSON.stringify(await store.log.read(stream, 0))).not.toContain(code);
      }
    });
  });

  it('what was begun before a code was typed stays reachable', async () => {
    const code = (await chat.say('return code')).dspt.returnCode ?? '';
    const other = app.chat(`left-${count}`);
    await setUp(other, { 'setup.name': 'Beta House' });
    heard = await other.say(code);
    expect(heard.text).toContain('The answers you began here are kept too');
    expect(heard.text).toContain('Welcome back to Rose Cottage');
    const back = heard.dspt.returnCode ?? '';
    expect((await other.say(back)).text).toContain('Welcome back to Beta House');
  });

  it('undo takes back a skip, and never what somebody else did', async () => {
    const invite = { dspt: { do: 'people', request: { ask: 'invite', role: 'contributor' } } };
    const code = (await chat.choose(invite)).dspt.code ?? '';
    await chat.say('Mary Jones');
    await chat.say('skip');
    heard = await chat.say('undo');
    expect(heard.dspt).toMatchObject({ question: '1.1.5.how', progress: { answered: 1 } });
    const other = app.chat(`undo-${count}`);
    await other.arrive();
    await other.say(code);
    heard = await other.say('undo');
    expect(heard.text).toContain('nothing to take back');
    expect(heard.dspt.progress.answered).toBe(1);
  });

  it('two taps on one Skip count once', async () => {
    const skip = { dspt: { do: 'skip', question: '1.1.5', times: 0 } };
    await chat.choose(skip);
    heard = await chat.choose(skip);
    expect(heard.dspt.question).toBe('2.1.1');
  });

  it('hears an answer beside a file that it cannot take, and shows the page that can', async () => {
    heard = await chat.say('The manager, see the attached policy', {
      attachments: [{ contentType: 'application/pdf' }],
    });
    expect(heard.text).toContain('I cannot take files here. This page can.');
    expect(JSON.stringify(heard.activities)).toContain('http://localhost:3978/evidence#');
    expect(heard.dspt.progress.answered).toBe(1);
  });

  it.each([
    { dialogs: null },
    { dialogs: { dialogStack: 'x' } },
    { dialogs: { dialogStack: [{ id: 'assessment', state: null }] } },
    { dialogs: { dialogStack: [{ id: 'assessment', state: { cursor: {} } }] } },
    { dialogs: { dialogStack: [{ id: 'of-another-version', state: {} }] } },
  ])('a broken place (%j) costs one question asked again', async (state) => {
    await chat.say('Mary Jones');
    for (const id of await botStateIds(app)) await app.store.documents.put(id, state);
    heard = await chat.say('hello?');
    expect(heard.dspt).toMatchObject({ question: '1.1.5.how', progress: { answered: 1 } });
  });

  it('what a channel forgets costs one question asked again', async () => {
    await chat.say('Mary Jones, the manager');
    const forgotten = app.store.documents;
    for (const id of await botStateIds(app)) await forgotten.delete(id);
    heard = await chat.say('yes');
    expect(heard.text).toContain('Nothing you told me is lost');
    expect(heard.dspt).toMatchObject({ question: '1.1.5.how', progress: { answered: 1 } });
  });
});

/** Conversation state as the guide keeps it for the test channel. */
async function botStateIds(opened: typeof app): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, index) => `talk-${index + 1}`).map(
    (conversation) => `botState/${encodeURIComponent(`test/conversations/${conversation}/`)}`,
  );
  const found = await Promise.all(ids.map(async (id) => ((await opened.store.documents.get(id)) ? [id] : [])));
  expect(found.flat().length).toBeGreaterThan(0);
  return found.flat();
}

describe('in set-up', () => {
  beforeEach(async () => {
    chat = app.chat(`setup-${++count}`);
    heard = await chat.arrive();
  });

  it.each([
    'help',
    'why',
    'status',
    'what is encryption',
    'not sure',
    'stop',
    'return code',
    'skip',
    'talk to someone',
  ])('"%s" works and is not taken for a name', async (words) => {
    heard = await chat.say(words);
    expect(heard.dspt.question?.startsWith('setup.')).toBe(true);
    heard = await chat.say('back');
    expect(heard.text).not.toContain(words === 'why' ? 'called why' : `is ${words}`);
  });

  it('a fact that leaves questions out can be undone at once', async () => {
    await chat.say('Rose Cottage');
    await chat.say('care home');
    heard = await chat.say('no computers here');
    expect(heard.dspt.progress.answered).toBe(7);
    const undo = JSON.stringify(heard.activities[0]?.attachments).match(/"dspt":(\{"do":"undo"[^}]*\})/)?.[1] ?? '{}';
    const dspt = JSON.parse(undo);
    heard = await chat.choose({ dspt });
    expect(heard.dspt).toMatchObject({ question: 'setup.profile.computers', progress: { answered: 0 } });
    heard = await chat.choose({ dspt });
    expect(heard.text).toContain('You have gone on since then');
  });

  it('a changed fact brings its questions back', async () => {
    await chat.say('Rose Cottage');
    await chat.say('care home');
    await chat.say('no');
    await chat.say('change setup.profile.computers');
    heard = await chat.choose({ dspt: { do: 'change', question: 'setup.profile.computers' } });
    heard = await chat.say('yes');
    expect(heard.text).toContain('Then these fit you after all');
    expect(heard.dspt.progress.answered).toBe(0);
  });

  it.each([
    ['v1ab2', 'V1AB2', false],
    ['A1B2', 'A1B2', false],
    ['8hk12', '8HK12', true],
  ])('the ODS code %s is kept as %s', async (typed, code, isOdd) => {
    await chat.choose({ dspt: { do: 'change', question: 'setup.odsCode' } });
    heard = await chat.say(typed);
    expect(heard.dspt.understood).toEqual({ item: 'setup.odsCode', as: 'value', value: code });
    expect(heard.text.includes('Worth a second look')).toBe(isOdd);
  });

  it.each(['Rose Cottage, Hill Road', 'VABC123456789'])('"%s" is no ODS code', async (typed) => {
    await chat.choose({ dspt: { do: 'change', question: 'setup.odsCode' } });
    heard = await chat.say(typed);
    expect(heard.dspt.understood).toEqual({ item: 'setup.odsCode', as: 'clarify' });
  });
});
