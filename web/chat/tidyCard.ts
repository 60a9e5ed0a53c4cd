import { hostConfig } from './hostConfig.ts';

/** Styles that the renderer writes on elements although the style sheet settles them, by what they are written on. */
const settled: Readonly<Record<string, readonly string[]>> = {
  '.ac-textBlock, .ac-textBlock *': ['overflow', 'text-overflow', 'white-space', 'line-height'],
  '.ac-pushButton': ['flex'],
  '.ac-pushButton *': ['overflow', 'text-overflow', 'white-space'],
  label: ['overflow', 'text-overflow', 'white-space'],
};

/** Pixels that stand for the page's own text size, `--text`. */
const ordinary = hostConfig.fontSizes.default;

/** Makes a rendered card, or a part of it that has just unfolded, fit our page. Doing it twice does no harm. */
export function tidyCard(root: HTMLElement, isWhole: boolean): void {
  if (isWhole) root.style.removeProperty('padding');
  else root.style.removeProperty('margin'); // it would stretch to the edges of the card and miss one
  root.removeAttribute('tabindex');
  root.removeAttribute('aria-label'); // "speak": the whole card once more, before the card
  root.removeAttribute('aria-live'); // the log already is a live region
  for (const [selector, properties] of Object.entries(settled)) {
    for (const element of root.querySelectorAll<HTMLElement>(selector)) {
      for (const property of properties) element.style.removeProperty(property);
    }
  }
  // A row of buttons hides what stands out of it, and so would cut their focus rings.
  for (const row of root.querySelectorAll('.ac-actionSet')) row.parentElement?.style.removeProperty('overflow');
  for (const element of root.querySelectorAll<HTMLElement>('*')) growWithReader(element);
  for (const row of root.querySelectorAll<HTMLElement>('.ac-columnSet[id^="bar-"]')) makeBar(row);
  for (const link of root.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  for (const image of root.querySelectorAll('img')) if (!isOurs(image)) image.remove();
}

/** Text sizes by that of the page, so that card text grows when a reader asks the browser for larger text. */
function growWithReader({ style }: HTMLElement): void {
  if (style.fontSize.endsWith('px'))
    style.fontSize = `calc(var(--text) * ${Number.parseFloat(style.fontSize) / ordinary})`;
}

/** A row of empty columns that stands for progress. The words above it say the same, so it is left out for screen readers. */
function makeBar(row: HTMLElement): void {
  row.removeAttribute('id'); // the next card has one of the same name
  row.classList.add('bar');
  row.ariaHidden = 'true';
  for (const part of row.querySelectorAll<HTMLElement>(':scope > *')) {
    part.style.removeProperty('padding');
    part.style.removeProperty('min-height');
    const [, kind = 'soft'] = /--(good|warning)/.exec(part.style.backgroundColor) ?? [];
    part.style.removeProperty('background-color');
    part.dataset.kind = kind;
  }
}

/** Nothing comes from another host. The page's policy would block it anyway, and leave a broken picture. */
const isOurs = ({ src }: HTMLImageElement): boolean =>
  src.startsWith('data:image/') || new URL(src, location.href).origin === location.origin;
