/** What the documents name is there, and what must be documented is. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { settingNames } from '../../bot/config.ts';
import { read, root, tableRows, ticked } from './source.ts';

const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'deployment/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

interface Package {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const { scripts, dependencies, devDependencies } = JSON.parse(read('package.json')) as Package;

/** Made by a command or by whoever runs the guide, so not in a fresh checkout. */
const made = ['.env', 'cards/preview.html', 'coverage/', 'node_modules/', 'web/dist/'];
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** A path of ours: it begins with one of our folders, or it is a file beside them. */
function isPath(text: string): boolean {
  if (!/^[\w./-]+$/.test(text) || made.some((each) => text === each || text.startsWith(`${each.replace(/\/$/, '')}/`)))
    return false;
  const [first = ''] = text.split('/');
  return text.includes('/') ? folders.includes(first) : /^\.?[\w-]+(?:\.[\w-]+)*\.(?:ts|md|js|json)$|^\.env/.test(text);
}

/** Headings as the anchors that GitHub makes of them. */
const anchors = (page: string): readonly string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      return !existsSync(join(root, target)) || (anchor !== undefined && !anchors(target).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('names files and folders that are there', () => {
    const gone = ticked(text)
      .flatMap((inside) => inside.split(' '))
      .filter((inside) => isPath(inside) && !existsSync(join(root, inside)));
    expect(gone).toEqual([]);
  });

  it('names npm scripts that are there', () => {
    const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, short]) => run ?? short);
    expect(named.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
  });

  it('keeps its pictures small', () => {
    const pictures = [...text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    expect(pictures.filter(([, words = '']) => words.length < 20)).toEqual([]);
    const large = pictures.filter(
      ([, , file = '']) => statSync(join(root, dirname(page), file)).size > 150_000 || !file.endsWith('.png'),
    );
    expect(large.map(([, , file]) => file)).toEqual([]);
  });
});

describe('README.md', () => {
  const readme = read('README.md');

  it('names every npm script', () => {
    const called = Object.keys(scripts).filter((name) => !/^(?:pre|post)/.test(name));
    const named = tableRows(readme, '## Where the data lives').flatMap(([first = '']) => ticked(first));
    const commands = called.map((name) => (['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`));
    expect(named.toSorted()).toEqual(commands.sort());
  });

  it('says why each library is there', () => {
    const rows = tableRows(readme, '## Libraries');
    expect(rows.filter(([, why = '']) => why === '')).toEqual([]);
    const named = rows.flatMap(([first = '']) => ticked(first));
    expect(named.toSorted()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
  });

  it('begins with the two commands, and CI runs the one that tests', () => {
    const [start, test] = [...readme.matchAll(/^npm ci && npm (?:start|test)/gm)].map(([command]) => command);
    expect(start).toBe('npm ci && npm start');
    const run = read('.ci/run')
      .split('\n')
      .filter((line) => line && !line.startsWith('#') && !/^(?:set|cd) /.test(line));
    // Before it stands one block, which installs a daemon that npm cannot; nothing but the one command tests.
    expect(run.at(-1)).toBe(test);
    const install = run.slice(0, -1);
    expect(install[0]).toMatch(/^if ! \[ -x \/usr\/sbin\/clamd \] && /);
    expect(install.filter((line) => /^\S/.test(line)).slice(1)).toEqual(['fi']);
    expect(install.filter((line) => /\bnpm\b|\bnode\b|\|\| true/.test(line))).toEqual([]);
  });
});

describe('docs/settings.md', () => {
  const settings = [
    '## The server',
    '## Whom "talk to someone" names',
    '## The store on Azure',
    '## Looking for viruses',
    '## Sending mail',
    '## Teams and other Bot Framework channels',
  ]
    .flatMap((heading) => tableRows(read('docs/settings.md'), heading))
    .flatMap(([first = '']) => ticked(first));

  it('explains each setting of .env.example once, and no other', () => {
    const example = [...read('.env.example').matchAll(/^([A-Za-z_]+)=/gm)].map(([, name = '']) => name);
    expect(settings.toSorted()).toEqual(example.toSorted());
    expect(settings.toSorted()).toEqual([...settingNames].sort());
  });
});

/** The first figure after a name, on its line: `const longest = 2 * 60;`, `longest: 120`. Undefined where there is none. */
function figureOf(name: string, source: string): number | undefined {
  const factors = new RegExp(`\\b${name}\\b[^\\d\\n]{0,30}?(\\d[\\d_]*(?: \\* [\\d_]+)*)`)
    .exec(source)?.[1]
    ?.split(' * ');
  return factors?.reduce((product, factor) => product * Number(factor.replaceAll('_', '')), 1);
}

/** The figure as a reader may meet it: as it is, in thousands, KB or MB, seconds, minutes or days. */
const waysToWrite = (figure: number): readonly string[] =>
  [1, 1000, 1024, 1024 ** 2, 60, 86_400, 86_400_000]
    .map((unit) => figure / unit)
    .filter(Number.isInteger)
    .map((count) => count.toLocaleString('en-GB'));

describe('docs/architecture.md', () => {
  it('gives each limit with the figure that the code has for it', () => {
    const rows = tableRows(read('docs/architecture.md'), '## Limits');
    expect(rows.length).toBeGreaterThan(20);
    const wrong = rows.flatMap(([what, limit = '', where = '']) => {
      let file = '';
      let names = 0;
      const given: readonly string[] = limit.match(/\d[\d,]*(?<!,)/g) ?? [];
      for (const inside of ticked(where)) {
        if (isPath(inside)) file = inside;
        else {
          names += 1;
          const figure = figureOf(inside, read(file));
          if (figure === undefined) return [`${what}: ${file} gives no figure for ${inside}`];
          if (!waysToWrite(figure).some((way) => given.includes(way))) return [`${what}: ${inside} is ${figure}`];
        }
      }
      return names ? [] : [`${what}: no name`];
    });
    expect(wrong).toEqual([]);
  });
});
