import all from 'words:page';
import type english from '../content/locales/en-GB/page.json';

/** The page's words in the language of `<html lang>`. */
export const words = (all[document.documentElement.lang] ?? all['en-GB']) as Omit<typeof english, 'widget' | 'intro'>;

/** Puts values into the `{{name}}` places of a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
