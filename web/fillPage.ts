/** The few kinds of placeholder our HTML needs; not worth a template engine. */
export interface Words {
  readonly [key: string]: string | Words;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes[char] ?? char);

/**
 * Fills the page `name`: `{{> part}}` is another file of the folder, `{{menu.open}}` a text, escaped.
 * Throws on a part or text that does not exist, so that a gap never reaches a reader.
 */
export function fillPage(parts: ReadonlyMap<string, string>, name: string, words: Words): string {
  const part = parts.get(name);
  if (part === undefined) throw new Error(`web/html has no ${name}.html`);
  return part.replace(/\{\{(>?) ?([\w.]+)\}\}/g, (_, include: string, key: string) => {
    if (include) return fillPage(parts, key, words).trimEnd();
    let found: string | Words | undefined = words;
    for (const step of key.split('.')) found = typeof found === 'object' ? found[step] : undefined;
    if (typeof found !== 'string') throw new Error(`web/html/${name}.html asks for "${key}", which page.json lacks`);
    return escapeHtml(found);
  });
}
