import type { Activity } from '../directLine/activity.ts';
import type { Delivery } from '../directLine/outbox.ts';
import { make, makeButton } from '../element.ts';
import { shownTime } from '../time.ts';
import { words } from '../words.ts';
import type { Said } from './said.ts';

/** Web addresses in a guide's plain text become links, made as elements, never as HTML. */
function withLinks(text: string): (Node | string)[] {
  return text.split(/(https:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((part, index) => {
    if (index % 2 === 0) return part;
    const link = make('a', '', part);
    link.href = part;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    return link;
  });
}

/** One message in the log. Who speaks is said in words; side and colour only repeat it. */
export function makeMessage(own: boolean, timestamp: string | undefined, follows: boolean): HTMLElement {
  const message = make('article', `message ${own ? 'own' : 'guide'}`);
  const meta = make('p', follows ? 'meta unseen' : 'meta');
  meta.append(make('span', 'who', own ? words.who.you : words.who.guide));
  const moment = timestamp === undefined ? new Date() : new Date(timestamp);
  if (!Number.isNaN(moment.getTime())) {
    const time = make('time', 'when', shownTime(moment));
    time.dateTime = moment.toISOString();
    meta.append(' ', time);
  }
  message.append(meta);
  return message;
}

export function makeGuideBubble(text: string): HTMLElement {
  const bubble = make('p', 'bubble');
  bubble.dir = 'auto';
  bubble.append(...withLinks(text));
  return bubble;
}

export function makeOwnBubble({ text, button }: Said): HTMLElement {
  const bubble = make('p', 'bubble', text === '' ? button : text);
  bubble.dir = 'auto';
  if (text !== '' && button !== '') bubble.append(make('span', 'pressed', button));
  return bubble;
}

/** Shows under the person's bubble that it waits or failed; `retry` is called by the button. */
export function showDelivery(message: HTMLElement, delivery: Delivery, retry: () => void): void {
  message.dataset.delivery = delivery;
  message.querySelector('.delivery')?.remove();
  if (delivery !== 'waiting' && delivery !== 'failed') return;
  const note = make('p', 'delivery', words.message[delivery]);
  if (delivery === 'failed') {
    note.append(' ', makeButton('retry', words.message.retry, retry));
  }
  message.append(note);
}

/** What of an activity can be shown as text. */
export const textOf = ({ text }: Activity): string => (typeof text === 'string' ? text.trim() : '');
