import type { Activity } from '../directLine/activity.ts';
import type { FileDelivery } from '../directLine/fileBox.ts';
import type { Delivery } from '../directLine/outbox.ts';
import { byId } from '../element.ts';
import { isRecord } from '../isRecord.ts';
import { tabStore } from '../tabStore.ts';
import { words } from '../words.ts';
import { makeGuideBubble, makeMessage, makeOwnBubble, showDelivery, textOf } from './bubble.ts';
import { ShownCard } from './card.ts';
import { makeFilesBubble, showFileDelivery } from './fileBubble.ts';
import { saidBy } from './said.ts';
import type { Scroller } from './scroller.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';

/** Messages of one speaker within this time share one line that names speaker and time. */
const sameBreath = 5 * 60_000;

interface Doings {
  /** A card was answered. `written` is what was being written in the newest card, where something was only asked aside. */
  submit(value: unknown, written: string): void;
  retry(clientId: string): void;
  cancelFiles(clientId: string): void;
}

/** The conversation on the screen. */
export class Log {
  readonly #element = byId('log');
  readonly #own = new Map<string, HTMLElement>();
  /** What the guide said, by the id of its activity. */
  readonly #guides = new Map<string, HTMLElement>();
  readonly #cards: ShownCard[] = [];
  /** How many of them are. */
  #retired = 0;
  /** Files on their way, with the number of cards that there were when they set out: those they answer. */
  readonly #onTheirWay = new Map<string, number>();
  /** The id of the activity that brought the newest card. */
  #newest: string | undefined;
  readonly #scroller: Scroller;
  readonly #doings: Doings;
  #last: { readonly own: boolean; readonly at: number } | undefined;

  constructor(scroller: Scroller, doings: Doings) {
    this.#scroller = scroller;
    this.#doings = doings;
    // A refresh must not lose what was typed into a card.
    this.#element.addEventListener('input', () =>
      tabStore.card.set({ id: this.#newest, filled: this.#cards.at(-1)?.filled }),
    );
  }

  /** While the past is put back, a screen reader is not made to read all of it out. */
  hush(): void {
    this.#element.setAttribute('aria-live', 'off');
  }

  /** From now on new messages are read out. Browsers look a little later at what changed, hence the wait. */
  speakUp(): void {
    setTimeout(() => this.#element.setAttribute('aria-live', 'polite'), 500);
  }

  /** Shows the person's message at once; when the server sends it back it is already there. */
  addOwn(activity: Activity, button?: string): void {
    const clientId = activity.channelData?.clientActivityID;
    if (clientId !== undefined && this.#own.has(clientId)) return;
    const said = saidBy(activity, this.#cards, button);
    const files = filesOf(activity);
    const hasWords = said.text !== '' || said.button !== '';
    if (!hasWords && files.length === 0) return;
    this.#retire(this.#cards.length);
    const bubbles = [...(hasWords ? [makeOwnBubble(said)] : []), ...(files.length > 0 ? [makeFilesBubble(files)] : [])];
    this.#addOwn(activity, bubbles);
  }

  /** Shows files that set out. What was asked stays open until they have arrived: they may be stopped on the way. */
  addSending(activity: Activity): void {
    this.#addOwn(activity, [makeFilesBubble(filesOf(activity))]);
    this.#onTheirWay.set(activity.channelData?.clientActivityID ?? '', this.#cards.length);
  }

  fileDelivery(clientId: string, delivery: FileDelivery): void {
    const message = this.#own.get(clientId);
    if (message === undefined) return;
    showFileDelivery(message, delivery, {
      cancel: () => this.#doings.cancelFiles(clientId),
      retry: () => this.#doings.retry(clientId),
    });
    if (delivery.is === 'sent') this.#retire(this.#onTheirWay.get(clientId) ?? 0);
    if (delivery.is === 'cancelled') {
      message.remove();
      this.#own.delete(clientId); // should they have arrived after all, the stream shows them
    }
    if (delivery.is === 'failed' || delivery.is === 'refused') this.#scroller.changed();
  }

  /** Returns false where there was nothing to show. `isPast` is true for what was said before this page was opened. */
  addGuide(activity: Activity, isPast: boolean): boolean {
    const text = textOf(activity);
    const cards = (activity.attachments ?? []).filter(({ contentType }) => contentType === cardType);
    if (text === '' && cards.length === 0) return false;
    const { replaces } = activity.channelData?.dspt ?? {};
    const before = replaces === undefined ? undefined : this.#guides.get(replaces);
    if (before) this.#retire(this.#cards.length);
    const message = this.#begin(false, activity);
    message.tabIndex = -1;
    if (text !== '') message.append(makeGuideBubble(text));
    for (const { content } of cards) message.append(this.#card(content, activity.id));
    if (activity.id !== undefined) this.#guides.set(activity.id, message);
    if (before) {
      // What was answered through another door stands where it was asked; nobody is scrolled away for it.
      before.replaceWith(message);
      return true;
    }
    this.#element.append(message);
    this.#scroller.heard(message, isPast);
    return true;
  }

  delivery(clientId: string, delivery: Delivery): void {
    const message = this.#own.get(clientId);
    if (message === undefined) return;
    showDelivery(message, delivery, () => this.#doings.retry(clientId));
    if (delivery === 'failed') this.#scroller.changed();
  }

  /** Takes away all that was said, but for a note to keep that was said last. */
  clear(): void {
    this.#retire(this.#cards.length);
    const last = this.#element.lastElementChild;
    const card = this.#cards.at(-1);
    const isNote = card?.isNote && last?.contains(card.element);
    this.#element.replaceChildren(...(last && isNote ? [last] : []));
  }

  get #written(): string {
    return this.#retired < this.#cards.length ? (this.#cards.at(-1)?.written ?? '') : '';
  }

  /** Takes the turn away from the first `count` cards. */
  #retire(count: number): void {
    for (const card of this.#cards.slice(this.#retired, count)) card.retire();
    this.#retired = Math.max(this.#retired, count);
  }

  #addOwn(activity: Activity, bubbles: readonly HTMLElement[]): void {
    const clientId = activity.channelData?.clientActivityID;
    const message = this.#begin(true, activity);
    message.append(...bubbles);
    if (clientId !== undefined) this.#own.set(clientId, message);
    this.#element.append(message);
    this.#scroller.said(message);
  }

  #begin(own: boolean, { timestamp }: Activity): HTMLElement {
    const at = timestamp === undefined ? Date.now() : Date.parse(timestamp);
    const follows = this.#last?.own === own && at - this.#last.at < sameBreath;
    this.#last = { own, at };
    return makeMessage(own, timestamp, follows);
  }

  #card(content: unknown, id: string | undefined): HTMLElement {
    const kept = tabStore.card.get();
    const filled = isRecord(kept) && kept.id === id && isRecord(kept.filled) ? kept.filled : {};
    try {
      const card = new ShownCard(content, {
        submitted: (value, aside) => this.#doings.submit(value, aside ? this.#written : ''),
        filled,
      });
      this.#cards.push(card);
      this.#newest = id;
      return card.element;
    } catch {
      const fallback = isRecord(content) ? content.fallbackText : undefined;
      return makeGuideBubble(typeof fallback === 'string' ? fallback : words.message.unreadable);
    }
  }
}

/** Names of files that came with a message. */
const filesOf = ({ attachments = [] }: Activity): readonly string[] =>
  attachments.flatMap(({ contentType, name }) => (contentType !== cardType && name ? [name] : []));
