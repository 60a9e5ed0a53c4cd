import { isLoopbackName } from '../../bot/addresses.ts';
import { ConfigError, readConfig, type Support } from '../../bot/config.ts';

/** Of the server's settings, those that a package tells of. No secret is among them, so none can get into a package. */
const serverNames = ['PUBLIC_URL', 'SUPPORT_NAME', 'SUPPORT_PHONE', 'SUPPORT_EMAIL', 'SUPPORT_HOURS'] as const;

/** Read by `npm run teams-package` alone. */
export const packageOnlyNames = ['TEAMS_DEVELOPER_NAME', 'TEAMS_PRIVACY_URL', 'TEAMS_TERMS_URL'] as const;

type Name =
  | (typeof packageOnlyNames)[number]
  | 'PUBLIC_URL'
  | 'MicrosoftAppId'
  | 'MicrosoftAppType'
  | 'MicrosoftAppTenantId';

export interface PackageSettings {
  /** A GUID in small letters: the bot's, and the app's as well. */
  readonly appId: string;
  /** The only tenant that the registration is for; undefined for an older multi-tenant one. */
  readonly tenantId: string | undefined;
  /** An https origin without a slash at the end. */
  readonly publicUrl: string;
  /** Whom Teams names as the maker. Undefined: nobody was named. */
  readonly developer: string | undefined;
  /** Undefined: no page of one's own was named. */
  readonly privacyUrl: string | undefined;
  readonly termsUrl: string | undefined;
  readonly support: Support;
}

/** In characters, by Microsoft's schema. */
export const longestDeveloper = 32;

type Env = Readonly<Record<string, string | undefined>>;

/** @throws {ConfigError} listing all that is missing or wrong. */
export function readPackageSettings(env: Env): PackageSettings {
  const problems: string[] = [];
  const value = (name: Name): string | undefined => env[name]?.trim() || undefined;
  const guid = (name: Name, what: string): string => {
    const text = value(name)?.toLowerCase();
    if (text === undefined) problems.push(`${name} is missing: ${what}`);
    else if (!/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/.test(text))
      problems.push(`${name} must be an id such as 0a1b2c3d-4e5f-6789-abcd-ef0123456789`);
    return text ?? '';
  };
  const page = (name: Name): string | undefined => {
    const text = value(name);
    const url = text === undefined ? undefined : URL.parse(text);
    if (text !== undefined && (url?.protocol !== 'https:' || url.username || url.password))
      problems.push(`${name} must be the https address of a page`);
    return url?.href;
  };

  const server = readServer(env, problems);
  if (value('PUBLIC_URL') === undefined)
    problems.push('PUBLIC_URL is missing: the address at which Microsoft and people reach the guide');
  else if (server) checkReachable(server.publicUrl, problems);
  const appId = guid('MicrosoftAppId', 'the app id of the registration, which is also the id of the bot');
  const tenantId = isForOneTenant(value('MicrosoftAppType'), problems)
    ? guid('MicrosoftAppTenantId', 'the tenant that the registration belongs to')
    : undefined;
  const privacyUrl = page('TEAMS_PRIVACY_URL');
  const termsUrl = page('TEAMS_TERMS_URL');
  const developer = value('TEAMS_DEVELOPER_NAME') ?? server?.support.name;
  if (developer && developer.length > longestDeveloper)
    problems.push(
      `TEAMS_DEVELOPER_NAME, or else SUPPORT_NAME, may have ${longestDeveloper} characters in Teams; "${developer}" has ${developer.length}`,
    );
  if (!server || problems.length > 0) throw new ConfigError(problems);
  const { publicUrl, support } = server;
  return Object.freeze({ appId, tenantId, publicUrl, developer, privacyUrl, termsUrl, support });
}

function readServer(env: Env, problems: string[]): Pick<PackageSettings, 'publicUrl' | 'support'> | undefined {
  try {
    return readConfig(Object.fromEntries(serverNames.map((name) => [name, env[name]])));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function checkReachable(publicUrl: string, problems: string[]): void {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol !== 'https:') problems.push('PUBLIC_URL must begin with https://, since Teams calls no other address');
  if (isLoopbackName(hostname))
    problems.push('PUBLIC_URL must be an address that Microsoft can reach, not this machine');
}

/** The server takes an unset type for `MultiTenant`, which no new registration is; a package should not be built on that. */
function isForOneTenant(type: string | undefined, problems: string[]): boolean {
  switch (type?.toLowerCase()) {
    case 'singletenant':
    case 'userassignedmsi':
      return true;
    case 'multitenant':
      return false;
    case undefined:
      problems.push(
        'MicrosoftAppType is missing: SingleTenant with a secret or certificate, UserAssignedMSI with a managed identity',
      );
      return true;
    default:
      problems.push('MicrosoftAppType must be SingleTenant, UserAssignedMSI or MultiTenant');
      return true;
  }
}
