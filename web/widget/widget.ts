/**
 * The one script line of a host site: `<script src="https://guide.example.org/widget.js" async></script>`.
 * `data-label` names the launcher, `data-position="left"` moves it, `data-identity` says who is signed in. Adds one element to the
 * page and one global, `DsptGuide`, to open and close the chat from a link of the site's own, and to sign people in and out.
 */
import all from 'words:widget';
import type english from '../../content/locales/en-GB/page.json';
import { clearTheWay } from './clearTheWay.ts';
import { ChatFrame, patience } from './frame.ts';
import type { Identity } from './messages.ts';
import { makeParts } from './parts.ts';

declare global {
  interface Window {
    DsptGuide?: {
      open(): void;
      close(): void;
      /** A token, or what gives a new one each time. The chat opens anew, as that person's. */
      identify(from: TokenSource): void;
      /** Resolves with whether the guide has forgotten them here. */
      signOut(): Promise<boolean>;
    };
  }
}

type TokenSource = string | (() => string | undefined | Promise<string | undefined>);

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
  let source: TokenSource | undefined = dataset.identity || undefined;

  /** In the place of the one before, if there was one. */
  function load(identity: Identity | undefined = source ? 'ask' : undefined): ChatFrame {
    unload();
    const made = new ChatFrame(new URL(src).origin, words.frame, identity, {
      ready: () => waiting.remove(),
      close,
      unread: showUnread,
      failed: () => {
        trouble.textContent = words.failed;
      },
      token: giveToken,
      signedOut() {
        close();
        unload();
        source = undefined;
        host.dispatchEvent(new Event('signedout'));
      },
    });
    trouble.textContent = '';
    dialog.append(made.element, waiting);
    made.isOpen = dialog.open;
    return made;
  }

  function unload(): void {
    frame?.element.remove();
    frame = undefined;
    showUnread(0);
  }

  /** A token counts once, so one that was written into the page is given once. */
  async function giveToken(): Promise<string | undefined> {
    if (typeof source !== 'string') return source?.();
    const token = source;
    source = () => undefined;
    return token;
  }

  function identify(from: TokenSource): void {
    source = from;
    if (frame) frame = load();
  }

  function signOut(): Promise<boolean> {
    close();
    source = undefined;
    return new Promise((resolve) => {
      host.addEventListener('signedout', () => resolve(true), { once: true });
      setTimeout(resolve, patience, false);
      // Also where the chat was not opened on this page: it may have been on another.
      frame = load('end');
    });
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
  window.DsptGuide = { open, close, identify, signOut };
  document.body.append(host);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && window.DsptGuide === undefined) {
  // Included in the head, we may run before there is a body.
  if (document.body !== null) start(script);
  else document.addEventListener('DOMContentLoaded', () => start(script));
}
