import { byId } from '../element.ts';
import { isRecord } from '../isRecord.ts';
import { type FromChat, type Identity, isToChat } from '../widget/messages.ts';

interface Doings {
  /** The frame was opened or closed by its host. */
  shown(isShown: boolean): void;
}

/** In milliseconds: a host site that has not said by then who is there is taken not to know. */
const patience = 10_000;

/**
 * Talks to the widget on a host site when we run in its frame. The host's origin is in our address, put there by the
 * widget; whom we may be framed by at all is settled by the server's `frame-ancestors`.
 */
export class Host {
  readonly #origin: string | undefined;
  /** Whether the host site says who is there. */
  readonly identity: Identity | 'without' | undefined;
  #hearToken: ((token: string | undefined) => void) | undefined;

  constructor({ shown }: Doings) {
    const address = new URL(location.href);
    const origin = address.searchParams.get('host');
    if (window.parent === window || origin === null) return;
    this.#origin = origin;
    this.identity = identityIn(address);
    addEventListener('message', ({ source, origin: from, data }: MessageEvent<unknown>) => {
      if (source !== window.parent || from !== origin || !isRecord(data) || !isToChat(data)) return;
      if (data.dsptGuide === 'token') this.#hearToken?.(data.token);
      else shown(data.dsptGuide === 'opened');
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

  /** A token that says who is there; undefined where the host site has none that was not given before. */
  async askToken(): Promise<string | undefined> {
    return await new Promise((resolve) => {
      this.#hearToken = resolve;
      setTimeout(resolve, patience, undefined);
      this.tell({ dsptGuide: 'identify' });
    });
  }

  /** Begins this page anew without anybody being signed in, in a conversation of its own. */
  goWithout(): void {
    const address = new URL(location.href);
    address.searchParams.set('identity', 'without');
    location.replace(address);
  }
}

function identityIn(address: URL): Identity | 'without' | undefined {
  const identity = address.searchParams.get('identity');
  if (identity === 'ask' || identity === 'end') return identity;
  if (identity !== 'without') return undefined;
  // From now on like a page on which nobody signs in: loaded again, it goes on with what it began.
  address.searchParams.delete('identity');
  history.replaceState(null, '', address);
  return identity;
}
