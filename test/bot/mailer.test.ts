import { describe, expect, it } from '@jest/globals';
import type { MailConfig } from '../../bot/mailConfig.ts';
import { createMailer, type Letter, type MailOutcome } from '../../bot/reach/mailer.ts';
import { type Behaviour, mailServers } from './support/mailServer.ts';

const startServer = mailServers();
/** Silence is what some cases are about: short, so that they are over soon; nothing is timed. */
const times = { connectMs: 300, silenceMs: 300 };

const letter: Letter = {
  id: 'f00d',
  to: 'jo@rose.example',
  sender: 'The toolkit guide',
  subject: 'Toolkit: 12 questions to go – über',
  text: 'Hello.\n\n.a line that begins with a dot\n',
  html: '<p>Hello.</p>',
};

const send = (config: MailConfig, more: Partial<Letter> = {}): Promise<MailOutcome> =>
  createMailer(config, times).send({ ...letter, ...more });

describe('a mail that is taken', () => {
  it('goes to one person, as plain text and HTML, and says that a program wrote it', async () => {
    const server = await startServer();
    expect(await send(server.config)).toEqual({ as: 'sent' });
    const [mail] = server.caught;
    expect(mail).toMatchObject({ from: 'guide@dspt.example', to: ['jo@rose.example'] });
    expect(mail?.headers).toMatchObject({
      from: 'DSPT Guide <guide@dspt.example>',
      to: 'jo@rose.example',
      'message-id': '<f00d@dspt.example>',
      'auto-submitted': 'auto-generated',
    });
    expect(mail?.headers).not.toHaveProperty('list-unsubscribe');
    expect(mail?.headers).not.toHaveProperty('x-mailer');
    expect(mail?.parts['text/plain']?.replaceAll('\r\n', '\n').trim()).toBe(letter.text.trim());
    expect(mail?.parts['text/html']?.trim()).toBe(letter.html);
  });

  it.each<[string, Letter['stop'], object]>([
    ['by mail', {}, { 'list-unsubscribe': '<mailto:guide@dspt.example?subject=stop%20reminders>' }],
    [
      'with one click as well',
      { url: 'https://guide.example/stop/abc' },
      {
        'list-unsubscribe': '<https://guide.example/stop/abc>, <mailto:guide@dspt.example?subject=stop%20reminders>',
        'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      },
    ],
    [
      'by mail alone where our page is not served over https',
      { url: 'http://localhost:3978/stop/abc' },
      { 'list-unsubscribe': '<mailto:guide@dspt.example?subject=stop%20reminders>' },
    ],
  ])('can be stopped %s', async (_, stop, headers) => {
    const server = await startServer();
    await send(server.config, { ...(stop && { stop }) });
    expect(server.caught[0]?.headers).toMatchObject(headers);
    expect('list-unsubscribe-post' in (server.caught[0]?.headers ?? {})).toBe('list-unsubscribe-post' in headers);
  });

  it('has our own name for the sender where the settings give none', async () => {
    const server = await startServer();
    await send({ ...server.config, from: { name: '', address: 'guide@dspt.example' } });
    expect(server.caught[0]?.headers.from).toBe('The toolkit guide <guide@dspt.example>');
  });

  it('cannot be given more headers or people by what stands in it', async () => {
    const server = await startServer();
    const evil = 'Hello\r\nBcc: sam@rose.example\r\n\r\nbody';
    await send(server.config, { subject: evil, sender: evil });
    expect(server.caught[0]?.to).toEqual(['jo@rose.example']);
    expect(server.caught[0]?.headers).not.toHaveProperty('bcc');
    expect(server.caught[0]?.raw).not.toMatch(/^bcc:/im);
  });

  it('signs in where the settings have a name and a password', async () => {
    const server = await startServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, callback) =>
        username === 'bot' && password === 'hunter2'
          ? callback(null, { user: username })
          : callback(Object.assign(new Error('no'), { responseCode: 535 })),
    });
    const login = { user: 'bot', password: 'hunter2' };
    expect(await send({ ...server.config, login })).toEqual({ as: 'sent' });
    const wrong = { user: 'bot', password: 'hunter3' };
    expect(await send({ ...server.config, login: wrong })).toEqual({ as: 'later', seconds: 3600 });
    expect(server.caught).toHaveLength(1);
  });
});

describe('a mail that is not taken', () => {
  it.each<[string, Behaviour, MailOutcome]>([
    ['the server says later when it greets', { at: 'greeting', does: 421 }, { as: 'later', seconds: 300 }],
    ['the server never greets', { at: 'greeting', does: 'hang' }, { as: 'later', seconds: 300 }],
    ['the line breaks before the greeting', { at: 'greeting', does: 'cut' }, { as: 'later', seconds: 300 }],
    ['the sender is put off', { at: 'sender', does: 451 }, { as: 'later', seconds: 300 }],
    ['the sender is refused: a setting is wrong', { at: 'sender', does: 553 }, { as: 'later', seconds: 3600 }],
    ['the person is put off (grey-listing)', { at: 'recipient', does: 451 }, { as: 'later', seconds: 300 }],
    ['the person is not known there', { at: 'recipient', does: 550 }, { as: 'refused', isAddress: true }],
    ['the server falls silent before the letter', { at: 'recipient', does: 'hang' }, { as: 'later', seconds: 300 }],
    ['the line breaks before the letter', { at: 'recipient', does: 'cut' }, { as: 'later', seconds: 300 }],
    ['the letter is put off', { at: 'data', does: 452 }, { as: 'later', seconds: 300 }],
    ['the letter is refused', { at: 'data', does: 554 }, { as: 'refused', isAddress: false }],
    ['the server falls silent after the letter', { at: 'data', does: 'hang' }, { as: 'uncertain' }],
    ['the line breaks after the letter', { at: 'data', does: 'cut' }, { as: 'uncertain' }],
  ])('%s', async (_, behaviour, outcome) => {
    const server = await startServer();
    server.behaviour = behaviour;
    expect(await send(server.config)).toEqual(outcome);
    server.behaviour = 'take';
    expect(await send(server.config)).toEqual({ as: 'sent' });
  });

  it('nobody listens there', async () => {
    const server = await startServer();
    expect(await send({ ...server.config, port: 1 })).toEqual({ as: 'later', seconds: 300 });
    expect(await send({ ...server.config, host: 'nowhere.invalid' })).toEqual({ as: 'later', seconds: 300 });
  });

  it('says nothing over a line that is not encrypted, where that is demanded', async () => {
    const heard: unknown[] = [];
    const server = await startServer({
      allowInsecureAuth: true,
      onAuth: ({ username }, _, callback) => {
        heard.push(username);
        callback(null, { user: username });
      },
      onMailFrom: ({ address }, _, callback) => {
        heard.push(address);
        callback();
      },
    });
    const config = { ...server.config, login: { user: 'bot', password: 'hunter2' } };
    expect(await send({ ...config, isTlsDemanded: true })).toMatchObject({ as: 'later' });
    expect([heard, server.caught]).toEqual([[], []]);
    expect(await send(config)).toEqual({ as: 'sent' });
    expect(heard).toEqual(['bot', 'guide@dspt.example']);
  });

  it('trusts no certificate that nobody vouches for, where TLS is demanded', async () => {
    const server = await startServer({ disabledCommands: [], logger: false });
    expect(await send({ ...server.config, isTlsDemanded: true })).toMatchObject({ as: 'later' });
    expect(server.caught).toEqual([]);
  });

  it.each(['', 'jo', 'jo@rose.example, sam@rose.example', 'jo@rose.example\r\nRCPT TO:<sam@rose.example>'])(
    'the address is none: %j',
    async (to) => {
      const server = await startServer();
      expect(await send(server.config, { to })).toEqual({ as: 'refused', isAddress: true });
      expect(server.caught).toEqual([]);
    },
  );
});
