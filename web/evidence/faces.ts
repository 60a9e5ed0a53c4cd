import { byId } from '../element.ts';
import { words } from './words.ts';

/** One of the three faces of the page is to be seen: waiting, in trouble, ready. */
function face(shown: 'loading' | 'trouble' | 'ready'): void {
  for (const id of ['loading', 'trouble', 'ready']) byId(id).hidden = id !== shown;
  byId('loading').textContent = shown === 'loading' ? words.loading : '';
}

export const showLoading = (): void => face('loading');
export const showReady = (): void => face('ready');

function showTrouble(heading: string, text: string, canTryAgain: boolean): void {
  const isNew = byId('trouble').hidden;
  byId('trouble-heading').textContent = heading;
  byId('trouble-text').textContent = text;
  byId('trouble-again').hidden = !canTryAgain;
  byId('trouble-chat').hidden = canTryAgain;
  face('trouble');
  if (isNew) byId('trouble-heading').focus();
}

/** The link has run out or was copied wrongly, or the page was opened without one. */
export function showExpired(): void {
  for (const sheet of document.querySelectorAll('dialog')) sheet.close();
  showTrouble(words.expired.heading, words.expired.text, false);
}

export const showUnreachable = (): void => showTrouble(words.unreachable.heading, words.unreachable.text, true);

/** One line at the top while the browser is offline. */
export function watchConnection(): void {
  const show = () => {
    byId('banner').textContent = navigator.onLine ? '' : words.offline;
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();
}
