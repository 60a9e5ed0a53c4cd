import type { ActivitySet } from './activity.ts';

const openWithin = 8_000;
/** Milliseconds. The server says something at least every 30 seconds; this silence means that the line is dead. */
const longestSilence = 75_000;

/** Our own server, whatever name a proxy or a setting has put into `streamUrl`: the page speaks to no other host. */
function onOurHost(streamUrl: string): string {
  const { pathname, search } = new URL(streamUrl, location.href);
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${pathname}${search}`;
}

/** A Direct Line stream. `opened` rejects when it does not open; `closed` resolves when it ends, for whatever reason. */
export class Stream {
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;

  constructor(streamUrl: string, take: (set: ActivitySet) => void) {
    this.#socket = new WebSocket(onOurHost(streamUrl));
    const socket = this.#socket;
    let lastHeard = Date.now();
    // By the clock, not by a count of ticks: a laptop that slept finds out as soon as it wakes.
    const watch = setInterval(() => Date.now() - lastHeard > longestSilence && socket.close(), 10_000);
    socket.onmessage = ({ data }) => {
      lastHeard = Date.now();
      if (typeof data === 'string' && data !== '') take(JSON.parse(data) as ActivitySet); // empty: keeps the line alive
    };
    this.closed = new Promise((resolve) => {
      socket.onclose = () => {
        clearInterval(watch);
        resolve();
      };
    });
    this.opened = new Promise((resolve, reject) => {
      const timer = setTimeout(() => socket.close(), openWithin);
      socket.onopen = () => {
        clearTimeout(timer);
        resolve();
      };
      void this.closed.then(() => {
        clearTimeout(timer);
        reject(new Error('The stream did not open'));
      });
    });
  }

  close(): void {
    this.#socket.close();
  }
}
