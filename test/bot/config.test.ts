import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig, settingNames } from '../../bot/config.ts';

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

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      port: 3978,
      dataDir: '.data',
      publicUrl: 'http://localhost:3978',
      publicUrlGiven: false,
      widgetOrigins: [],
      trustedProxies: 0,
      turnsPerSecond: 20,
      logLevel: 'info',
      support: {},
      azure: undefined,
      scanner: undefined,
      mail: undefined,
      teams: { allowedTenants: [], sharedTenants: [], fileHosts: ['*.sharepoint.com'] },
      botFramework: {},
    });
  });

  it('takes an empty variable for one that is not set, and leaves unknown ones alone', () => {
    expect(readConfig({ PORT: '', DATA_DIR: ' ', NOT_OURS: 'x' })).toEqual(readConfig({}));
  });

  it.each<[Env, object]>([
    [{ PORT: '0' }, { port: 0 }],
    [{ PUBLIC_URL: 'https://guide.example.org/' }, { publicUrl: 'https://guide.example.org', publicUrlGiven: true }],
    [
      { WIDGET_ORIGINS: 'https://a.example, http://localhost:8080,, https://a.example/' },
      { widgetOrigins: ['https://a.example', 'http://localhost:8080'] },
    ],
    [{ TRUST_PROXY: '2' }, { trustedProxies: 2 }],
    [{ LOG_LEVEL: 'WARN' }, { logLevel: 'warn' }],
    [
      { SUPPORT_NAME: 'Care desk', SUPPORT_PHONE: '01632 960 123' },
      { support: { name: 'Care desk', phone: '01632 960 123' } },
    ],
    [
      { MicrosoftAppId: 'app', MicrosoftAppPassword: 'secret', CallerId: 'me' },
      { botFramework: { MicrosoftAppId: 'app', MicrosoftAppPassword: 'secret', CallerId: 'me' } },
    ],
    [
      { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: 'app', MicrosoftAppTenantId: 'Tenant' },
      { teams: { allowedTenants: ['tenant'], sharedTenants: [], fileHosts: ['*.sharepoint.com'] } },
    ],
    [
      {
        ALLOWED_TENANTS: '0A0A0A0A-0000-4000-8000-00000000000A, 0b0b0b0b-0000-4000-8000-00000000000b',
        TEAMS_FILE_HOSTS: '*.SharePoint.us,files.example:8443',
      },
      {
        teams: {
          allowedTenants: ['0a0a0a0a-0000-4000-8000-00000000000a', '0b0b0b0b-0000-4000-8000-00000000000b'],
          fileHosts: ['*.sharepoint.us', 'files.example:8443'],
        },
      },
    ],
    [
      {
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppId: 'app',
        MicrosoftAppTenantId: 'tenant',
        CertificateThumbprint: 'ab',
        CertificatePrivateKey: 'pem',
      },
      {},
    ],
  ])('reads %j', (env, expected) => {
    expect(readConfig(env)).toMatchObject(expected);
  });

  it.each<[Env, RegExp]>([
    [{ PORT: '65536' }, /PORT/],
    [{ PORT: '39.78' }, /PORT/],
    [{ PORT: '-1' }, /PORT/],
    [{ PUBLIC_URL: 'guide.example.org' }, /PUBLIC_URL/],
    [{ PUBLIC_URL: 'https://guide.example.org/dspt' }, /PUBLIC_URL/],
    [{ PUBLIC_URL: 'ftp://guide.example.org' }, /PUBLIC_URL/],
    [{ WIDGET_ORIGINS: 'http://support.example.org' }, /WIDGET_ORIGINS/],
    [{ WIDGET_ORIGINS: '*' }, /WIDGET_ORIGINS/],
    [{ WIDGET_ORIGINS: 'https://a.example/page' }, /WIDGET_ORIGINS/],
    [{ TRUST_PROXY: 'yes' }, /TRUST_PROXY/],
    [{ TURNS_PER_SECOND: '0' }, /TURNS_PER_SECOND/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
    [{ SUPPORT_PHONE: 'ask Jo' }, /SUPPORT_PHONE/],
    [{ SUPPORT_EMAIL: 'desk at example' }, /SUPPORT_EMAIL/],
    [{ SUPPORT_HOURS: '9 to 5' }, /SUPPORT_PHONE or SUPPORT_EMAIL/],
    [{ MicrosoftAppType: 'Personal', MicrosoftAppId: 'a', MicrosoftAppPassword: 'b' }, /MicrosoftAppType/],
    [{ MicrosoftAppId: 'a' }, /MicrosoftAppPassword/],
    [{ MicrosoftAppPassword: 'a' }, /MicrosoftAppId/],
    [{ MicrosoftAppType: 'SingleTenant', MicrosoftAppId: 'a', MicrosoftAppPassword: 'b' }, /MicrosoftAppTenantId/],
    [{ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: 'a' }, /MicrosoftAppTenantId/],
    [
      {
        MicrosoftAppType: 'UserAssignedMSI',
        MicrosoftAppId: 'a',
        MicrosoftAppTenantId: 't',
        MicrosoftAppPassword: 'b',
      },
      /MicrosoftAppPassword must not/,
    ],
    [{ MicrosoftAppId: 'a', CertificateThumbprint: 'b' }, /CertificatePrivateKey/],
    [{ ToChannelFromBotLoginUrl: 'login' }, /ToChannelFromBotLoginUrl/],
    [{ ALLOWED_TENANTS: 'contoso.example' }, /ALLOWED_TENANTS: "contoso.example"/],
    [{ TEAMS_FILE_HOSTS: 'https://a.example/' }, /TEAMS_FILE_HOSTS/],
    [{ TEAMS_FILE_HOSTS: '*' }, /TEAMS_FILE_HOSTS/],
    [{ TEAMS_FILE_HOSTS: 'a.example,*.*.example' }, /TEAMS_FILE_HOSTS: "\*\.\*\.example"/],
  ])('refuses %j', (env, problem) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(problem)]);
  });

  it('lists everything that is wrong in one message, and no secret', () => {
    const env = { PORT: 'x', LOG_LEVEL: 'loud', MicrosoftAppPassword: 'hunter2' };
    expect(() => readConfig(env)).toThrow(/PORT.*LOG_LEVEL.*MicrosoftAppId/s);
    expect(problemsOf(env).join()).not.toContain('hunter2');
  });

  it('is frozen', () => {
    const config = readConfig({});
    expect([config, config.support, config.widgetOrigins, config.botFramework].every(Object.isFrozen)).toBe(true);
  });
});

describe('.env.example', () => {
  it('lists each setting once, with a line of comment before it, and no other', async () => {
    const lines = (await readFile(new URL('../../.env.example', import.meta.url), 'utf8')).split('\n');
    const listed = lines.flatMap((line, i) => {
      const name = /^(\w+)=/.exec(line)?.[1];
      return name === undefined ? [] : [{ name, hasComment: /^# \S/.test(lines[i - 1] ?? '') }];
    });
    expect(listed.map(({ name }) => name).sort()).toEqual([...settingNames].sort());
    expect(listed.filter(({ hasComment }) => !hasComment)).toEqual([]);
  });

  it('starts as it is', async () => {
    const text = await readFile(new URL('../../.env.example', import.meta.url), 'utf8');
    const env = Object.fromEntries([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
    expect({ ...readConfig(env), publicUrlGiven: false }).toEqual(readConfig({}));
  });
});

describe('the store on Azure', () => {
  const blob = { BLOB_ENDPOINT: 'https://a.blob.core.windows.net' };
  const cosmos = { COSMOS_ENDPOINT: 'https://a.documents.azure.com:443/' };

  it('needs an account for records and one for files, and has names for the rest', () => {
    expect(readConfig({ ...cosmos, ...blob }).azure).toEqual({
      cosmos: { endpoint: 'https://a.documents.azure.com:443/', database: 'dspt-guide', key: undefined },
      blob: { endpoint: 'https://a.blob.core.windows.net', connectionString: undefined, container: 'evidence' },
    });
  });

  it.each<[Env, readonly string[]]>([
    [cosmos, ['BLOB_ENDPOINT or BLOB_CONNECTION_STRING is missing']],
    [blob, ['COSMOS_ENDPOINT is missing']],
    [{ COSMOS_DATABASE: 'x' }, ['COSMOS_ENDPOINT is missing', 'BLOB_ENDPOINT or BLOB_CONNECTION_STRING is missing']],
    [{ ...cosmos, ...blob, BLOB_CONNECTION_STRING: 'AccountName=a' }, ['must not both be set']],
    [{ ...cosmos, BLOB_CONNECTION_STRING: 'hunter2' }, ['BLOB_CONNECTION_STRING must be']],
    [{ ...cosmos, ...blob, COSMOS_KEY: 'hunter2' }, ['COSMOS_KEY is for the emulator']],
    [{ ...blob, COSMOS_ENDPOINT: 'http://a.example' }, ['COSMOS_ENDPOINT must be an https address']],
    [{ ...cosmos, BLOB_ENDPOINT: 'ftp://a.example' }, ['BLOB_ENDPOINT must be an https address']],
    [{ ...cosmos, ...blob, BLOB_CONTAINER: 'No' }, ['BLOB_CONTAINER must have']],
    [{ ...cosmos, ...blob, COSMOS_DATABASE: 'a/b' }, ['COSMOS_DATABASE must have']],
  ])('%j is refused with all that is wrong', (env, expected) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) expect(problems[index]).toContain(start);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('takes a key for the emulator on this machine', () => {
    const env = {
      COSMOS_ENDPOINT: 'http://localhost:8081',
      COSMOS_KEY: 'k',
      BLOB_CONNECTION_STRING: 'UseDevelopmentStorage=true',
    };
    expect(readConfig(env).azure?.cosmos.key).toBe('k');
  });
});

describe('the scanner', () => {
  it.each<[Env, object]>([
    [{ CLAMD: '/run/clamav/clamd.ctl' }, { clamd: '/run/clamav/clamd.ctl' }],
    [{ CLAMD: 'clamav:3310' }, { clamd: 'clamav:3310' }],
  ])('%j', (env, scanner) => {
    expect(readConfig(env).scanner).toEqual(scanner);
  });

  it.each<[Env, string]>([
    [{ CLAMD: 'clamav' }, 'CLAMD must be host:port'],
    [{ CLAMD: 'clamav:70000' }, 'CLAMD must be host:port'],
    [{ BLOB_SCAN: 'defender' }, 'BLOB_SCAN needs the store on Azure'],
  ])('%j is refused', (env, problem) => {
    expect(problemsOf(env).join()).toContain(problem);
  });
});
