import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { TeamsManifestLatest } from '@microsoft/app-manifest';
import sharp from 'sharp';
import { loadContent } from '../../bot/content.ts';
import { documentTalkIn } from '../../core/understand/documentTalk.ts';
import { understandIntent } from '../../core/understand/intents.ts';
import { peopleTalkIn } from '../../core/understand/peopleTalk.ts';
import { drawIcon, type IconName, iconProblems, iconSizes } from '../../deployment/teams/icons.ts';
import {
  commands,
  type Manifest,
  manifestOf,
  manifestVersion,
  sharedCommands,
} from '../../deployment/teams/manifest.ts';
import { manifestProblems } from '../../deployment/teams/manifestProblems.ts';
import { readPackageSettings } from '../../deployment/teams/settings.ts';
import { wholeEnv } from './packageSettings.ts';

/** Types alone: what Microsoft's package calls the latest. */
const latest: TeamsManifestLatest['manifestVersion'] = manifestVersion;

const { words } = await loadContent(join(import.meta.dirname, '..', '..', 'content'));
const whole = (): Manifest => manifestOf(readPackageSettings(wholeEnv), '1.2.3', words());

/** The manifest with its bot changed. */
const withBot = (change: Partial<NonNullable<Manifest['bots']>[number]>): Manifest => {
  const manifest = whole();
  return { ...manifest, bots: (manifest.bots ?? []).map((bot) => ({ ...bot, ...change })) };
};
const listOf = (scopes: readonly ('personal' | 'team' | 'groupChat')[], ...titles: readonly string[]) => ({
  scopes: [...scopes],
  commands: titles.map((title) => ({ title, description: 'what it does' })),
});
type Command = (typeof commands | typeof sharedCommands)[number];

/** What the guide takes the title of each command for, typed alone. */
const meanings: Readonly<Record<Command, string>> = {
  carryOn: 'carryOn',
  status: 'status',
  summary: 'summary',
  documents: 'documents',
  waiting: 'handedOn',
  people: 'people',
  reminders: 'reminders',
  returnCode: 'returnCode',
  noticesOn: 'notices on',
  noticesOff: 'notices off',
  person: 'person',
  help: 'help',
};

/** Everything that any part of the guide takes a text for; more than one would make it a matter of who asks first. */
function meaningsOf(text: string): readonly string[] {
  const talk = peopleTalkIn(text, '2026-11-22');
  const said = talk?.type === 'notices' ? `notices ${talk.isOn ? 'on' : 'off'}` : talk?.type;
  return [understandIntent(text)?.type, documentTalkIn(text)?.type, said].filter((meaning) => meaning !== undefined);
}

const rest = listOf(['team', 'groupChat'], 'Help');

describe('the manifest', () => {
  it('is right as it is', () => {
    expect(manifestProblems(whole())).toEqual([]);
    expect(whole().manifestVersion).toBe(latest);
  });

  it.each<[string, Manifest, string]>([
    ['an id that is none', { ...whole(), id: 'guide' }, '/id must match pattern'],
    ['a property that nobody knows', Object.assign(whole(), { packageName: 'org.guide' }), '"packageName"'],
    ['a name that is too long', { ...whole(), name: { short: 'x'.repeat(31) } }, '/name/short must NOT have more'],
    ['an empty name', { ...whole(), name: { short: ' ' } }, 'must have no empty text'],
    [
      'a summary that is too long',
      { ...whole(), description: { short: 'x'.repeat(81), full: 'y' } },
      '/description/short',
    ],
    ['a version of two parts', { ...whole(), version: '1.2' }, 'must have a version such as 1.2.3'],
    ['a colour by name', { ...whole(), accentColor: 'teal' }, '/accentColor must match pattern'],
    [
      'a page without https',
      { ...whole(), developer: { ...whole().developer, privacyUrl: 'http://a.example' } },
      'https pages',
    ],
    ['an address for a domain', { ...whole(), validDomains: ['https://a.example'] }, 'must list bare domains'],
    ['every domain there is', { ...whole(), validDomains: ['*'] }, 'must list bare domains'],
    ['another id for the bot', withBot({ botId: wholeEnv.MicrosoftAppTenantId }), 'same id for app and bot'],
    [
      'a scope without commands',
      withBot({ commandLists: [listOf(['personal'], 'Help')] }),
      'one list of commands for each',
    ],
    [
      'a command twice',
      withBot({ commandLists: [listOf(['personal'], 'Help', 'help'), rest] }),
      'command twice for personal',
    ],
    [
      'eleven commands',
      withBot({ commandLists: [listOf(['personal'], ...Array.from({ length: 11 }, (_, at) => `Help ${at}`)), rest] }),
      'more than 10 commands',
    ],
    ['a long command', withBot({ commandLists: [listOf(['personal'], 'x'.repeat(33)), rest] }), 'empty or too long'],
    ['a command without a word', withBot({ commandLists: [listOf(['personal'], ''), rest] }), 'empty or too long'],
  ])('is not right with %s', (_, manifest, problem) => {
    expect(manifestProblems(manifest)).toContainEqual(expect.stringContaining(problem));
  });
});

describe('the commands of the menu', () => {
  const titleOf = (name: Command): string => words()(`teamsApp:commands/${name}/title`);

  it('are all there for one person, and few where others read along', () => {
    const lists = whole().bots?.[0]?.commandLists ?? [];
    expect(lists.map((list) => list.commands.map(({ title }) => title))).toEqual([
      commands.map(titleOf),
      sharedCommands.map(titleOf),
    ]);
  });

  it.each(Object.entries(meanings) as [Command, string][])('hold %s, which is understood as %s', (name, meaning) => {
    expect(meaningsOf(titleOf(name))).toEqual([meaning]);
  });
});

describe('icons', () => {
  const square = (size: number, background: string): Promise<Buffer> =>
    sharp({ create: { width: size, height: size, channels: 4, background } })
      .png()
      .toBuffer();

  it.each<[IconName]>([['color'], ['outline']])('are right: %s', async (name) => {
    expect(await iconProblems(name, await drawIcon(name))).toEqual([]);
  });

  it.each<[string, IconName, () => Promise<Buffer>, string]>([
    ['too small', 'color', () => square(191, 'teal'), 'must be a PNG of 192 by 192 pixels'],
    [
      'a JPEG',
      'color',
      () =>
        sharp({ create: { width: 192, height: 192, channels: 3, background: 'teal' } })
          .jpeg()
          .toBuffer(),
      'not a jpeg',
    ],
    ['not filling its square', 'color', () => square(iconSizes.color, '#0b5f5cfe'), 'must fill its square'],
    ['not white', 'outline', () => square(iconSizes.outline, '#fffffe80'), 'must be white on a clear ground'],
    ['white all over', 'outline', () => square(iconSizes.outline, '#fff'), 'must be white on a clear ground'],
    ['without a line', 'outline', () => square(iconSizes.outline, '#fff0'), 'must be white on a clear ground'],
  ])('are refused when %s', async (_, name, draw, problem) => {
    expect(await iconProblems(name, await draw())).toEqual([expect.stringContaining(problem)]);
  });
});
