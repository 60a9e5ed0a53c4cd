/** Runs in the preview page. Each card gets a frame per width and scheme, because our styles ask for both by media. */
import { ShownCard } from '../web/chat/card.ts';

export interface Shown {
  /** The chat page's style sheet. */
  readonly css: string;
  readonly fixtures: readonly {
    readonly name: string;
    readonly variant: string;
    readonly card: { readonly speak: string };
    readonly bytes: number;
  }[];
}

const { css, fixtures } = JSON.parse(document.querySelector('#shown')?.textContent ?? '') as Shown;
const main = document.querySelector('main') as HTMLElement;
const sent = document.querySelector('#sent') as HTMLOutputElement;
const select = document.querySelector('#variant') as HTMLSelectElement;

const scheme = (wanted: 'light' | 'dark') =>
  css.replaceAll(/\(prefers-color-scheme:\s*(light|dark)\)/g, (_, named) => (named === wanted ? ' all' : ' not all'));
const styles = { light: scheme('light'), dark: scheme('dark') };

function frame(card: unknown, width: number, scheme: 'light' | 'dark'): HTMLIFrameElement {
  const element = document.createElement('iframe');
  element.width = String(width);
  element.srcdoc = `<!doctype html><html lang="en-GB"><style>${styles[scheme]}
:root { color-scheme: ${scheme}; } .column { padding-block: 1rem; }</style>
<div class="column"><div class="log"><article class="message"></article></div></div>`;
  element.onload = () => {
    const inside = element.contentDocument;
    const { element: drawn } = new ShownCard(card, {
      submitted: (value) => {
        sent.textContent = JSON.stringify(value);
      },
    });
    inside?.querySelector('.message')?.append(drawn);
    const column = inside?.querySelector('.column');
    if (!column) return;
    new ResizeObserver(() => {
      element.height = String(column.scrollHeight);
    }).observe(column);
  };
  return element;
}

function section({ name, variant, card, bytes }: Shown['fixtures'][number]): HTMLElement {
  const element = document.createElement('section');
  element.id = `${name} ${variant}`.replaceAll(/[^a-z]+/gi, '-').toLowerCase();
  const heading = document.createElement('h2');
  heading.textContent = `${name} · ${variant} · ${bytes.toLocaleString()} bytes`;
  const spoken = document.createElement('details');
  spoken.append(document.createElement('summary'), document.createElement('pre'));
  spoken.children[0]?.append('Spoken');
  spoken.children[1]?.append(card.speak);
  const frames = document.createElement('div');
  frames.className = 'frames';
  element.append(heading, frames, spoken);
  new IntersectionObserver(
    ([seen], observer) => {
      if (!seen?.isIntersecting) return;
      observer.disconnect();
      frames.append(
        frame(card, 320, 'light'),
        frame(card, 320, 'dark'),
        frame(card, 600, 'light'),
        frame(card, 600, 'dark'),
      );
    },
    { rootMargin: '600px' },
  ).observe(element);
  return element;
}

const everything = 'all variants';
for (const name of [everything, ...new Set(fixtures.map(({ variant }) => variant))]) select.add(new Option(name));
function fill(): void {
  main.replaceChildren(
    ...fixtures.filter(({ variant }) => [everything, variant].includes(select.value)).map((each) => section(each)),
  );
}
select.onchange = fill;
fill();
