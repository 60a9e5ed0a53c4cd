import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../bot/config.ts';
import { parseEmailAddress } from '../../bot/reach/emailAddress.ts';

type Env = Record<string, string>;

const problemsOf = (env: Env): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

const from = 'guide@example.org';

describe('the settings for mail', () => {
  it.each<[Env, object]>([
    [
      { SMTP_URL: 'smtps://bot:hunter2@mail.example.org', MAIL_FROM: from },
      {
        host: 'mail.example.org',
        port: 465,
        isSecure: true,
        isTlsDemanded: true,
        login: { user: 'bot', password: 'hunter2' },
        from: { name: '', address: from },
      },
    ],
    [
      {
        SMTP_URL: 'smtp://bot%40example.org:p%3Aw%2F@mail.example.org:2525/',
        MAIL_FROM: 'DSPT Guide <guide@Example.ORG>',
      },
      {
        port: 2525,
        isSecure: false,
        isTlsDemanded: true,
        login: { user: 'bot@example.org', password: 'p:w/' },
        from: { name: 'DSPT Guide', address: from },
      },
    ],
    [
      { SMTP_URL: 'smtp://relay.example.org', MAIL_FROM: from },
      { port: 587, isTlsDemanded: true, login: undefined },
    ],
    [{ SMTP_URL: 'smtp://localhost:1025', MAIL_FROM: from }, { isTlsDemanded: false }],
    [{ SMTP_URL: 'smtp://127.0.0.1:1025', MAIL_FROM: from }, { isTlsDemanded: false }],
    [
      { SMTP_URL: 'smtp://[::1]:1025', MAIL_FROM: from },
      { host: '::1', isTlsDemanded: false },
    ],
    [{ SMTP_URL: 'smtp://127.0.0.1.example.org', MAIL_FROM: from }, { isTlsDemanded: true }],
  ])('reads %j', (env, expected) => {
    expect(readConfig(env).mail).toMatchObject(expected);
  });

  it.each<[Env, RegExp]>([
    [{ SMTP_URL: 'smtps://mail.example.org' }, /SMTP_URL needs MAIL_FROM/],
    [{ MAIL_FROM: from }, /MAIL_FROM needs SMTP_URL/],
    [{ SMTP_URL: 'https://mail.example.org', MAIL_FROM: from }, /SMTP_URL must be/],
    [{ SMTP_URL: 'mail.example.org:25', MAIL_FROM: from }, /SMTP_URL must be/],
    [{ SMTP_URL: 'smtp://mail.example.org/?tls=no', MAIL_FROM: from }, /SMTP_URL must be/],
    [{ SMTP_URL: 'smtp://bot@mail.example.org', MAIL_FROM: from }, /both a name and a password/],
    [{ SMTP_URL: 'smtp://bot:%zz@mail.example.org', MAIL_FROM: from }, /both a name and a password/],
    [{ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'the guide' }, /MAIL_FROM must be/],
    [{ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'a@example.org, b@example.org' }, /MAIL_FROM must be/],
    [{ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: `"Guide\r\nBcc: x" <${from}>` }, /MAIL_FROM must be/],
  ])('refuses %j, and quotes no secret', (env, problem) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(problem)]);
    expect(problemsOf({ SMTP_URL: 'smtp://bot:hunter2@x/y', MAIL_FROM: from }).join()).not.toContain('hunter2');
  });
});

describe('an email address', () => {
  it.each([
    ['jo@example.org', 'jo@example.org'],
    [' Jo.Carter+toolkit@Rose-Cottage.Example.ORG ', 'Jo.Carter+toolkit@rose-cottage.example.org'],
    ["o'brien@nhs.net", "o'brien@nhs.net"],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
    ['jo@xn--bcher-kva.example', 'jo@xn--bcher-kva.example'],
  ])('is read from %j', (text, address) => {
    expect(parseEmailAddress(text)).toBe(address);
  });

  it.each([
    '',
    'jo',
    '@example.org',
    'jo@',
    'jo@localhost',
    'jo@example',
    'jo@192.0.2.1',
    'jo@[192.0.2.1]',
    'jo@-example.org',
    'jo@example..org',
    '.jo@example.org',
    'jo.@example.org',
    'jo carter@example.org',
    '"jo carter"@example.org',
    'jo@example.org,sam@example.org',
    'jo@example.org;sam@example.org',
    'jo@sam@example.org',
    'Jo <jo@example.org>',
    'jo@example.org\r\nBcc: sam@example.org',
    'jo\n@example.org',
    'jo@example.org\u0000',
    'jo@exämple.org',
    'jö@example.org',
    `${'a'.repeat(65)}@example.org`,
    `jo@${'a'.repeat(64)}.org`,
    `jo@${'abcdefgh.'.repeat(30)}org`,
  ])('is not %j', (text) => {
    expect(parseEmailAddress(text)).toBeUndefined();
  });
});
