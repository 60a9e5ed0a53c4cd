import type { FromChat, ToChat } from './messages.ts';

/** Longer than this, and the chat is taken to be blocked or down. */
const patience = 12_000;

interface Hearers {
  ready(): void;
  close(): void;
  unread(count: number): void;
  failed(): void;
}

/** The chat in its frame. Loaded when it is first needed, then kept, so that a closed panel can still say "new message". */
export class ChatFrame {
  readonly element = document.createElement('iframe');
  readonly #origin: string;
  #isReady = false;
  #isOpen = false;

  constructor(origin: string, title: string, hearers: Hearers) {
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
      }
    });
    setTimeout(() => this.#isReady || hearers.failed(), patience);
    this.element.src = `${origin}/chat?host=${encodeURIComponent(location.origin)}`;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen;
    if (this.#isReady) this.#tell();
  }

  #tell(): void {
    const message: ToChat = { dsptGuide: this.#isOpen ? 'opened' : 'closed' };
    this.element.contentWindow?.postMessage(message, this.#origin);
  }
}
