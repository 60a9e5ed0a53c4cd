import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../bot/config.ts';
import { readPackageSettings } from '../../deployment/teams/settings.ts';
import { wholeEnv } from './packageSettings.ts';

/** What is wrong with the settings of a made-up service once `change` is made to them. */
function problemsWith(change: Readonly<Record<string, string>>): readonly string[] {
  try {
    readPackageSettings({ ...wholeEnv, ...change });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('the settings of a package', () => {
  it('are right as they are', () => expect(problemsWith({})).toEqual([]));

  it.each([
    ['PUBLIC_URL', '', 'PUBLIC_URL is missing'],
    ['PUBLIC_URL', 'http://guide.example.org', 'PUBLIC_URL must begin with https://'],
    ['PUBLIC_URL', 'https://localhost', 'PUBLIC_URL must be an address that Microsoft can reach'],
    ['PUBLIC_URL', 'https://guide.example.org/care', 'PUBLIC_URL must be the address people use, without a path'],
    ['MicrosoftAppId', '', 'MicrosoftAppId is missing'],
    ['MicrosoftAppId', 'dspt-guide', 'MicrosoftAppId must be an id'],
    ['MicrosoftAppType', '', 'MicrosoftAppType is missing'],
    ['MicrosoftAppType', 'OneTenant', 'MicrosoftAppType must be SingleTenant'],
    ['MicrosoftAppTenantId', ' ', 'MicrosoftAppTenantId is missing'],
    ['MicrosoftAppTenantId', 'rosedale.example', 'MicrosoftAppTenantId must be an id'],
    ['SUPPORT_PHONE', 'ask Sam', 'SUPPORT_PHONE must be a telephone number'],
    ['SUPPORT_NAME', 'The care association of the whole county', 'TEAMS_DEVELOPER_NAME, or else SUPPORT_NAME'],
    ['TEAMS_DEVELOPER_NAME', 'x'.repeat(33), 'TEAMS_DEVELOPER_NAME, or else SUPPORT_NAME'],
    ['TEAMS_PRIVACY_URL', 'http://rosedale.example/privacy', 'TEAMS_PRIVACY_URL must be the https address'],
    ['TEAMS_TERMS_URL', 'https://sam:hush@rosedale.example', 'TEAMS_TERMS_URL must be the https address'],
  ])('are refused with %s="%s"', (name, value, problem) => {
    expect(problemsWith({ [name]: value })).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    ['a managed identity', { MicrosoftAppType: 'UserAssignedMSI' }],
    ['an older registration for every tenant', { MicrosoftAppType: 'MultiTenant', MicrosoftAppTenantId: '' }],
    ['no support contact', { SUPPORT_NAME: '', SUPPORT_PHONE: '', SUPPORT_EMAIL: '', SUPPORT_HOURS: '' }],
    ['no pages of their own', { TEAMS_PRIVACY_URL: '', TEAMS_TERMS_URL: '' }],
    [
      'a long support name and a short one for Teams',
      { SUPPORT_NAME: 'y'.repeat(60), TEAMS_DEVELOPER_NAME: 'Rosedale' },
    ],
    ['a setting of the server that is of no matter here', { PORT: 'none' }],
  ])('are right with %s', (_, change) => expect(problemsWith(change)).toEqual([]));

  it('name every tenant as one id, in small letters', () => {
    const { appId, tenantId } = readPackageSettings(wholeEnv);
    expect([appId, tenantId]).toEqual([wholeEnv.MicrosoftAppId.toLowerCase(), wholeEnv.MicrosoftAppTenantId]);
    expect(readPackageSettings({ ...wholeEnv, MicrosoftAppType: 'MultiTenant' }).tenantId).toBeUndefined();
  });
});
