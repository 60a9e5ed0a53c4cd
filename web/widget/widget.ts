/**
 * The one script line of a host site: `<script src="https://guide.example.org/widget.js" async></script>`.
 * `data-label` names the launcher, `data-position="left"` moves it. Adds one element to the page and one global,
 * `DsptGuide`, to open and close the chat from a link of the site's own.
 */
import all from 'words:widget';
import type english from '../../content/locales/en-GB/page.json';
import { clearTheWay } from './clearTheWay.ts';
import { ChatFrame } from './frame.ts';
import { makeParts } from './parts.ts';

declare global {
  interface Window {
    DsptGuide?: { open(): void; close(): void };
  }
}

/** A phone has no room for a panel beside the page. */
const isSmall = () => matchMedia('(max-width: 480px), (max-height: 480px)').matches;

function start({ src, dataset }: HTMLScriptElement): void {
  const words = (all[document.documentElement.lang] ?? all['en-GB']) as (typeof english)['widget'];
  const label = dataset.label || words.label;
  const { host, root, launcher, badge, news, closer, trouble, waiting, dialog } = makeParts(
    label,
    words.frame,
    words.close,
    dataset.position === 'left',
  );
  let frame: ChatFrame | undefined;
  /** What had the focus before, when it was not the launcher: a link of the site's own, say. */
  let opener: Element | null = null;

  function load(): ChatFrame {
    const made = new ChatFrame(new URL(src).origin, words.frame, {
      ready: () => waiting.remove(),
      close,
      unread: showUnread,
      failed: () => {
        trouble.textContent = words.failed;
      },
    });
    dialog.append(made.element);
    return made;
  }

  function open(): void {
    if (dialog.open) return;
    opener = document.activeElement;
    frame ??= load();
    const sheet = isSmall();
    dialog.classList.toggle('sheet', sheet);
    // As a sheet it covers the page, so the page behind must not take the focus; as a panel it stands beside it.
    if (sheet) dialog.showModal();
    else dialog.show();
    launcher.ariaExpanded = 'true';
    frame.element.focus();
    frame.isOpen = true;
  }

  function close(): void {
    dialog.close();
    closed();
  }

  function closed(): void {
    if (frame?.isOpen !== true) return;
    frame.isOpen = false;
    launcher.ariaExpanded = 'false';
    const isElsewhere =
      opener instanceof HTMLElement && opener !== document.body && opener !== host && opener.isConnected;
    (isElsewhere ? (opener as HTMLElement) : launcher).focus();
  }

  function showUnread(count: number): void {
    badge.textContent = count > 9 ? '9+' : String(count);
    badge.hidden = count === 0;
    const text = count === 1 ? words.unread_one : words.unread_other;
    news.textContent = count === 0 ? '' : text.replace('{{count}}', String(count));
  }

  dialog.onclose = closed; // Escape in a sheet closes it without asking us
  launcher.onclick = () => (dialog.open ? close() : open());
  closer.onclick = close;
  root.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape') close();
  });
  clearTheWay(host, launcher);
  window.DsptGuide = { open, close };
  document.body.append(host);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && window.DsptGuide === undefined) {
  // Included in the head, we may run before there is a body.
  if (document.body !== null) start(script);
  else document.addEventListener('DOMContentLoaded', () => start(script));
}
