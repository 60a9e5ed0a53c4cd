import { widgetStyle } from './widgetStyle.ts';

const svg = 'http://www.w3.org/2000/svg';
const bubble = 'M5 3h14a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-7l-5 4v-4H5a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3zM8 11l3 3 5-6';
const cross = 'm5 5 14 14M19 5 5 19';

/** Built element by element, not from HTML: some host sites forbid scripts to write any (Trusted Types). */
function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...inside: Node[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...inside);
  return element;
}

function icon(path: string): SVGElement {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('viewBox', '0 0 24 24');
  element.setAttribute('aria-hidden', 'true');
  element.append(document.createElementNS(svg, 'path'));
  element.firstElementChild?.setAttribute('d', path);
  return element;
}

function button(className: string, ...inside: Node[]): HTMLButtonElement {
  const element = make('button', className, ...inside);
  element.type = 'button';
  return element;
}

function addStyle(root: ShadowRoot): void {
  if ('adoptedStyleSheets' in root) {
    const sheet = new CSSStyleSheet(); // unlike a style element, allowed under any policy of the host
    sheet.replaceSync(widgetStyle);
    root.adoptedStyleSheets = [sheet];
  } else {
    (root as ShadowRoot).append(make('style', '', new Text(widgetStyle))); // Safari before 16.4
  }
}

/** The widget's elements, in a shadow tree of their own. Nothing is on the page yet. */
export function makeParts(label: string, frameTitle: string, closeLabel: string, isLeft: boolean) {
  const badge = make('b', 'badge');
  badge.hidden = true;
  badge.ariaHidden = 'true';
  // What the badge says, in words for screen readers.
  const news = make('span', 'unseen');
  const launcher = button('launcher', icon(bubble), make('span', '', new Text(label)), badge, news);
  launcher.ariaHasPopup = 'dialog';
  launcher.ariaExpanded = 'false';
  // Until the chat itself is there with a close button of its own.
  const closer = button('', icon(cross));
  closer.ariaLabel = closeLabel;
  const trouble = make('p');
  trouble.setAttribute('role', 'status');
  const waiting = make('div', 'waiting', closer, trouble);
  const dialog = make('dialog', '', waiting);
  dialog.ariaLabel = frameTitle;
  const host = document.createElement('dspt-guide');
  const root = host.attachShadow({ mode: 'open' });
  addStyle(root);
  root.append(make('div', isLeft ? 'left' : '', launcher, dialog));
  return { host, root, launcher, badge, news, closer, trouble, waiting, dialog };
}
