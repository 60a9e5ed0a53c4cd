import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

export const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The program's own source files, as paths from the root. */
export const programFiles: readonly string[] = ['bot', 'cards', 'core', 'dialogs', 'storage'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
);

/** The cells of every table row below a heading (to the next of the same depth), without head and rule. */
export function tableRows(markdown: string, heading: string): readonly (readonly string[])[] {
  const depth = heading.indexOf(' ');
  const lines = markdown.split('\n');
  const from = lines.indexOf(heading) + 1;
  if (from === 0) throw new Error(`There is no heading "${heading}".`);
  const length = lines.slice(from).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= depth);
  return lines
    .slice(from, length < 0 ? undefined : from + length)
    .filter(
      (line, at, all) => line.startsWith('|') && !/^\|[-|]+\|$/.test(line) && !/^\|[-|]+\|$/.test(all[at + 1] ?? ''),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** What stands in backticks in a text. */
export const ticked = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, inside = '']) => inside);
