import { tabStore } from '../tabStore.ts';

/** What the address holds behind its `#`; empty where that only leads to a part of the page, as the skip link does. */
function ticketInAddress(): string {
  const ticket = location.hash.slice(1);
  return document.getElementById(ticket) === null ? ticket : '';
}

/**
 * The ticket of the link that opened this page (`/evidence#<ticket>`), taken out of the address bar before anything else:
 * it opens someone's documents, so it must not stay in sight or in the history. A refresh finds it in the tab's store.
 * Undefined where there is none.
 */
export function takeTicket(): string | undefined {
  const ticket = ticketInAddress();
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  if (ticket !== '') tabStore.ticket.set(ticket);
  const kept = tabStore.ticket.get();
  return ticket || (typeof kept === 'string' ? kept : undefined);
}

/** A new link opened in a tab that shows the page already changes the address alone: begin as if it were just opened. */
export function followTickets(): void {
  addEventListener('hashchange', () => {
    if (ticketInAddress() !== '') location.reload();
  });
}
