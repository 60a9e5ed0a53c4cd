import { isLoopbackName, parseUrl } from './addresses.ts';
import { type IdentityConfig, identitySettingNames, readIdentity } from './hostIdentity/settings.ts';
import { type MailConfig, mailSettingNames, readMail } from './mailConfig.ts';
import { type AzureConfig, readAzure, readScanner, type ScannerConfig, storeSettingNames } from './storeConfig.ts';
import { readTeams, type TeamsConfig, teamsSettingNames } from './teams/settings.ts';

/** Configuration by environment: every variable is listed here and in `.env.example`; a test keeps the two in step. */

/** Bot Framework's own variables: handed to the SDK by their own names. */
const botFrameworkNames = [
  'MicrosoftAppType',
  'MicrosoftAppId',
  'MicrosoftAppPassword',
  'MicrosoftAppTenantId',
  'CertificateThumbprint',
  'CertificatePrivateKey',
  'ChannelService',
  'ValidateAuthority',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'OAuthUrl',
  'CallerId',
] as const;

export const settingNames = [
  'PORT',
  'DATA_DIR',
  'PUBLIC_URL',
  'WIDGET_ORIGINS',
  'TRUST_PROXY',
  'TURNS_PER_SECOND',
  'LOG_LEVEL',
  'SUPPORT_NAME',
  'SUPPORT_PHONE',
  'SUPPORT_EMAIL',
  'SUPPORT_HOURS',
  ...identitySettingNames,
  ...storeSettingNames,
  ...mailSettingNames,
  ...teamsSettingNames,
  ...botFrameworkNames,
] as const;

export type SettingName = (typeof settingNames)[number];
export type BotFrameworkSettings = Readonly<Partial<Record<(typeof botFrameworkNames)[number], string>>>;

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Whom "talk to someone" names. All absent: this installation has no support contact. */
export interface Support {
  readonly name: string | undefined;
  readonly phone: string | undefined;
  readonly email: string | undefined;
  readonly hours: string | undefined;
}

export interface Config {
  /** 0: any free port. */
  readonly port: number;
  readonly dataDir: string;
  /** An origin without a slash at the end. Without `publicUrlGiven` only a guess that fits a laptop. */
  readonly publicUrl: string;
  readonly publicUrlGiven: boolean;
  /** Origins of host sites that may frame the chat page and use Direct Line from their own pages. */
  readonly widgetOrigins: readonly string[];
  /** Absent: no host site says who its visitors are. */
  readonly identity: IdentityConfig | undefined;
  /** How many proxies in front of us add to `X-Forwarded-For`. */
  readonly trustedProxies: number;
  /** Sustained rate for one conversation; bursts of twice that pass. */
  readonly turnsPerSecond: number;
  readonly logLevel: LogLevel;
  readonly support: Support;
  /** Absent: SQLite and a folder, in `dataDir`. */
  readonly azure: AzureConfig | undefined;
  /** Absent: nobody looks for viruses. */
  readonly scanner: ScannerConfig;
  /** Absent: no mail is sent. */
  readonly mail: MailConfig | undefined;
  readonly teams: TeamsConfig;
  readonly botFramework: BotFrameworkSettings;
}

export class ConfigError extends Error {
  readonly code = 'config.wrong';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads every setting, or throws one `ConfigError` that lists all that is wrong or half given. Empty means not set. */
export function readConfig(env: Env): Config {
  const problems: string[] = [];
  const value = (name: SettingName): string | undefined => env[name]?.trim() || undefined;
  const integer = (name: SettingName, fallback: number, least: number, most: number): number => {
    const text = value(name);
    if (text === undefined) return fallback;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    problems.push(`${name} must be a whole number from ${least} to ${most}`);
    return fallback;
  };

  const azure = readAzure(value, problems);
  const port = integer('PORT', 3978, 0, 65_535);
  const publicUrl = value('PUBLIC_URL');
  const publicOrigin = publicUrl === undefined ? `http://localhost:${port}` : readPublicUrl(publicUrl, problems);
  const config: Config = {
    port,
    dataDir: value('DATA_DIR') ?? '.data',
    publicUrl: publicOrigin,
    publicUrlGiven: publicUrl !== undefined,
    widgetOrigins: Object.freeze(readWidgetOrigins(value('WIDGET_ORIGINS'), problems)),
    identity: readIdentity(value, publicOrigin, problems),
    trustedProxies: integer('TRUST_PROXY', 0, 0, 10),
    turnsPerSecond: integer('TURNS_PER_SECOND', 20, 1, 1_000_000),
    logLevel: readLogLevel(value('LOG_LEVEL'), problems),
    support: Object.freeze(readSupport(value, problems)),
    azure,
    scanner: readScanner(value, azure !== undefined, problems),
    mail: readMail(value, problems),
    teams: readTeams(value, problems),
    botFramework: Object.freeze(readBotFramework(value, problems)),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

type Value = (name: SettingName) => string | undefined;

const isBareOrigin = (url: URL): boolean => url.pathname === '/' && !url.search && !url.hash;

function readPublicUrl(text: string, problems: string[]): string {
  const url = parseUrl(text);
  if (url && isBareOrigin(url)) return url.origin;
  problems.push('PUBLIC_URL must be the address people use, without a path, such as https://guide.example.org');
  return '';
}

function readWidgetOrigins(text: string | undefined, problems: string[]): string[] {
  const origins: string[] = [];
  for (const entry of text?.split(',') ?? []) {
    const trimmed = entry.trim();
    if (!trimmed) continue;
    const url = parseUrl(trimmed);
    const isSafe = url && (url.protocol === 'https:' || isLoopbackName(url.hostname));
    if (isSafe && isBareOrigin(url)) origins.push(url.origin);
    else problems.push(`WIDGET_ORIGINS: "${trimmed}" must be an origin such as https://support.example.org`);
  }
  return [...new Set(origins)];
}

function readLogLevel(text: string | undefined, problems: string[]): LogLevel {
  const level = logLevels.find((known) => known === (text ?? 'info').toLowerCase());
  if (level) return level;
  problems.push(`LOG_LEVEL must be one of ${logLevels.join(', ')}`);
  return 'info';
}

function readSupport(value: Value, problems: string[]): Support {
  const support: Support = {
    name: value('SUPPORT_NAME'),
    phone: value('SUPPORT_PHONE'),
    email: value('SUPPORT_EMAIL'),
    hours: value('SUPPORT_HOURS'),
  };
  if (support.phone && !/^\+?[\d() -]{3,30}( ?(ext|x)\.? ?\d{1,6})?$/i.test(support.phone))
    problems.push('SUPPORT_PHONE must be a telephone number');
  if (support.email && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(support.email))
    problems.push('SUPPORT_EMAIL must be an email address');
  if ((support.name || support.hours) && !support.phone && !support.email)
    problems.push('SUPPORT_NAME and SUPPORT_HOURS need SUPPORT_PHONE or SUPPORT_EMAIL as well');
  return support;
}

/** What each kind of app registration needs besides its id. A secret and a certificate are alternatives. */
function readBotFramework(value: Value, problems: string[]): BotFrameworkSettings {
  const settings: Partial<Record<(typeof botFrameworkNames)[number], string>> = {};
  for (const name of botFrameworkNames) {
    const text = value(name);
    if (text === undefined) continue;
    settings[name] = text;
    if (name.endsWith('Url') && !parseUrl(text)) problems.push(`${name} must be a web address`);
  }

  const hasCertificate = Boolean(settings.CertificateThumbprint || settings.CertificatePrivateKey);
  const require = (name: (typeof botFrameworkNames)[number], why: string): void => {
    if (!settings[name]) problems.push(`${name} is missing: ${why}`);
  };
  if (hasCertificate) {
    require('CertificateThumbprint', 'a certificate needs its thumbprint');
    require('CertificatePrivateKey', 'a certificate needs its private key');
  }
  const type = settings.MicrosoftAppType ?? 'MultiTenant';
  const given = ['MicrosoftAppType', 'MicrosoftAppPassword', 'MicrosoftAppTenantId'] as const;
  const isUsed = hasCertificate || settings.MicrosoftAppId || given.some((name) => settings[name]);
  if (!isUsed) return settings;

  require('MicrosoftAppId', 'the other Microsoft settings are of no use without it');
  const requireSecret = (): void => {
    if (!hasCertificate) require('MicrosoftAppPassword', `${type} needs a secret or a certificate`);
  };
  switch (type.toLowerCase()) {
    case 'multitenant':
      requireSecret();
      break;
    case 'singletenant':
      requireSecret();
      require('MicrosoftAppTenantId', 'SingleTenant needs it');
      break;
    case 'userassignedmsi':
      require('MicrosoftAppTenantId', 'UserAssignedMSI needs it');
      if (settings.MicrosoftAppPassword) problems.push('MicrosoftAppPassword must not be set for UserAssignedMSI');
      break;
    default:
      problems.push('MicrosoftAppType must be MultiTenant, SingleTenant or UserAssignedMSI');
  }
  return settings;
}
