import { byId } from '../element.ts';
import { isRecord } from '../isRecord.ts';
import { type FromChat, isToChat } from '../widget/messages.ts';

interface Doings {
  /** The frame was opened or closed by its host. */
  shown(isShown: boolean): void;
}

/**
 * Talks to the widget on a host site when we run in its frame. The host's origin is in our address, put there by the
 * widget; whom we may be framed by at all is settled by the server's `frame-ancestors`.
 */
export class Host {
  readonly #origin: string | undefined;

  constructor({ shown }: Doings) {
    const origin = new URLSearchParams(location.search).get('host');
    if (window.parent === window || origin === null) return;
    this.#origin = origin;
    addEventListener('message', (event) => {
      if (event.source !== window.parent || event.origin !== origin) return;
      if (isRecord(event.data) && isToChat(event.data)) shown(event.data.dsptGuide === 'opened');
    });
    const close = byId('close');
    close.hidden = false;
    close.onclick = () => this.tell({ dsptGuide: 'close' });
    this.tell({ dsptGuide: 'ready' });
  }

  get isThere(): boolean {
    return this.#origin !== undefined;
  }

  tell(message: FromChat): void {
    if (this.#origin !== undefined) window.parent.postMessage(message, this.#origin);
  }
}
