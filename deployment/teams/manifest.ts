import type { TeamsManifestV1D30 } from '@microsoft/app-manifest';
import type { Words } from '../../core/words.ts';
import type { PackageSettings } from './settings.ts';

export type Manifest = TeamsManifestV1D30.TeamsManifestV1D30;

/** Microsoft's newest generally available version, of August 2026. */
export const manifestVersion = '1.30';

/** What the menu of the message box offers, in this order; a title is sent as if it had been typed. */
export const commands = [
  'carryOn',
  'status',
  'summary',
  'documents',
  'waiting',
  'people',
  'reminders',
  'returnCode',
  'person',
  'help',
] as const;

/** In a team or group chat others read along: no question is asked there and no answer shown. */
export const sharedCommands = ['noticesOn', 'noticesOff', 'help'] as const;

type Command = (typeof commands | typeof sharedCommands)[number];

export const files = { manifest: 'manifest.json', color: 'color.png', outline: 'outline.png' } as const;

/** The manifest for `version` of the program. Asks for no permission and no data of the tenant. */
export function manifestOf(settings: PackageSettings, version: string, words: Words): Manifest {
  const { appId, publicUrl, developer, privacyUrl, termsUrl } = settings;
  const say = (key: string, values?: Readonly<Record<string, unknown>>): string => words(`teamsApp:${key}`, values);
  const menu = (names: readonly Command[]) =>
    names.map((name) => ({ title: say(`commands/${name}/title`), description: say(`commands/${name}/what`) }));
  const contact = contactOf(settings);
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${manifestVersion}/MicrosoftTeams.schema.json`,
    manifestVersion,
    version,
    id: appId,
    localizationInfo: { defaultLanguageTag: 'en-gb' },
    developer: {
      name: developer ?? say('name/short'),
      websiteUrl: publicUrl,
      privacyUrl: privacyUrl ?? publicUrl,
      termsOfUseUrl: termsUrl ?? publicUrl,
    },
    name: { short: say('name/short'), full: say('name/full') },
    description: {
      short: say('summary'),
      full: contact ? `${say('about')}\n\n${say('contact', { contact })}` : say('about'),
    },
    icons: { color: files.color, outline: files.outline },
    // `--teal` of web/styles/tokens.css, as in the icon.
    accentColor: '#0B5F5C',
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        isNotificationOnly: false,
        supportsFiles: true,
        supportsCalling: false,
        supportsVideo: false,
        commandLists: [
          { scopes: ['personal'], commands: menu(commands) },
          { scopes: ['team', 'groupChat'], commands: menu(sharedCommands) },
        ],
      },
    ],
    defaultInstallScope: 'personal',
    // From version 1.25 on Teams wants this said by every app that may be added to a team.
    supportsChannelFeatures: 'tier1',
    validDomains: [new URL(publicUrl).host],
  };
}

function contactOf({ support: { name, phone, email, hours } }: PackageSettings): string {
  return [name, phone, email, hours].filter(Boolean).join(', ');
}
