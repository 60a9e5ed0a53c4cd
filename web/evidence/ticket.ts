import { tabStore } from '../tabStore.ts';

/**
 * The ticket of the link that opened this page (`/evidence#<ticket>`), taken out of the address bar before anything else:
 * it opens someone's documents, so it must not stay in sight or in the history. A refresh finds it in the tab's store.
 * Undefined where there is none.
 */
export function takeTicket(): string | undefined {
  const ticket = location.hash.slice(1);
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  if (ticket !== '') tabStore.ticket.set(ticket);
  const kept = tabStore.ticket.get();
  return typeof kept === 'string' ? kept : undefined;
}

/** A new link opened in a tab that shows the page already changes the address alone: begin as if it were just opened. */
export function followTickets(): void {
  addEventListener('hashchange', () => {
    if (location.hash.length > 1) location.reload();
  });
}
