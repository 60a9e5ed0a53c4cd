import type { FromChat, Identity, ToChat } from './messages.ts';

/** Longer than this, and the chat is taken to be blocked or down. */
export const patience = 12_000;

interface Hearers {
  ready(): void;
  close(): void;
  unread(count: number): void;
  failed(): void;
  /** A token that says who is there. */
  token(): Promise<string | undefined>;
  signedOut(): void;
}

/** The chat in its frame. Loaded when it is first needed, then kept, so that a closed panel can still say "new message". */
export class ChatFrame {
  readonly element = document.createElement('iframe');
  readonly #origin: string;
  #isReady = false;
  #isOpen = false;

  constructor(origin: string, title: string, identity: Identity | undefined, hearers: Hearers) {
    this.#origin = origin;
    this.element.title = title;
    this.element.allow = 'clipboard-write';
    addEventListener('message', ({ origin: from, source, data }: MessageEvent<FromChat>) => {
      // Only our own page in our own frame is heard.
      if (from !== origin || source === null || source !== this.element.contentWindow) return;
      switch (data?.dsptGuide) {
        case 'ready':
          this.#isReady = true;
          hearers.ready();
          this.#tell();
          break;
        case 'close':
          hearers.close();
          break;
        case 'unread':
          if (Number.isInteger(data.count)) hearers.unread(data.count);
          break;
        case 'identify':
          hearers
            .token()
            .catch(() => undefined)
            .then((token) => this.#post({ dsptGuide: 'token', token }));
          break;
        case 'signedOut':
          hearers.signedOut();
          break;
      }
    });
    setTimeout(() => this.#isReady || !this.element.isConnected || hearers.failed(), patience);
    this.element.src = `${origin}/chat?host=${encodeURIComponent(location.origin)}${identity ? `&identity=${identity}` : ''}`;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen;
    if (this.#isReady) this.#tell();
  }

  #tell(): void {
    this.#post({ dsptGuide: this.#isOpen ? 'opened' : 'closed' });
  }

  #post(message: ToChat): void {
    this.element.contentWindow?.postMessage(message, this.#origin);
  }
}
