/**
 * The little Markdown that Adaptive Cards use: bold, italics, links, lists. Everything is escaped first, so the HTML
 * made here holds only tags named here, and a link only leads to the web, a mailbox or a telephone.
 */
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const inline = (text: string): string =>
  text
    .replace(/\[([^\]]{1,300})\]\(((?:https?:\/\/|mailto:|tel:)[^\s()]{1,1000})\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*([^*]{1,2000})\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[\s(])_([^_]{1,2000})_(?=[\s).,!?:;]|$)/g, '$1<em>$2</em>')
    .replace(/(^|[\s(])\*([^\s*][^*]{0,2000})\*(?=[\s).,!?:;]|$)/g, '$1<em>$2</em>')
    .replace(/\\([\\*_[\]()#\-.])/g, '$1');

/** Safe HTML for a text of a card: paragraphs, and lists where lines begin with `- ` or `1. `. */
export function markdownToHtml(markdown: string): string {
  const lines = markdown.replace(/[&<>"']/g, (char) => escapes[char] ?? char).split(/\r?\n/);
  const html: string[] = [];
  let list: 'ul' | 'ol' | undefined;
  const inList = (wanted: typeof list, first = '1') => {
    if (list === wanted) return;
    if (list !== undefined) html.push(`</${list}>`);
    if (wanted !== undefined) html.push(wanted === 'ol' ? `<ol start="${Number(first)}">` : '<ul>');
    list = wanted;
  };
  for (const line of lines) {
    const [, bullet, number, item] = /^\s{0,3}(?:([-*•])|(\d{1,3})[.)])\s+(.*)$/.exec(line) ?? [];
    inList(bullet !== undefined ? 'ul' : number !== undefined ? 'ol' : undefined, number);
    if (item !== undefined) html.push(`<li>${inline(item)}</li>`);
    else if (line.trim() !== '') html.push(`<p>${inline(line)}</p>`);
  }
  inList(undefined);
  return html.join('');
}
