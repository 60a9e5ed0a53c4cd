import type { Activity, ActivitySet } from './activity.ts';
import { backoff, Pause } from './backoff.ts';
import { isGone, isStaleSession } from './request.ts';
import { type Session, SignInFailed, type SignInFailure } from './session.ts';
import { Stream } from './stream.ts';

export type Link = 'starting' | 'online' | 'reconnecting';

interface Hearers {
  /** `past` is true for what was said before this page was opened. */
  activity(activity: Activity, past: boolean): void;
  link(link: Link): void;
  /** The cookie led to another conversation: what is on the screen is no longer ours. */
  moved(): void;
  /** The conversation is not there any more, or not for us. Nothing goes on. */
  ended(): void;
  /** Whom the host site names could not be signed in. Nothing goes on until `wake`. */
  signInFailed(why: SignInFailure): void;
}

/** A network that blocks WebSockets is asked again for one after so many polls, or about every minute. */
const pollsBetweenStreams = 40;
const pollEvery = 1_500;
/** As long as a timer can be, in milliseconds. */
const longest = 2 ** 31 - 1;

/** Hears everything said in the conversation, once, in order, across lost connections; streams, or polls if it must. */
export class Receiver {
  readonly #session: Session;
  readonly #hearers: Hearers;
  readonly #heard = new Set<string>();
  readonly #pause = new Pause();
  #watermark = '';
  #stream: Stream | undefined;
  #streamFailures = 0;
  #started = false;
  #caughtUp = false;

  constructor(session: Session, hearers: Hearers) {
    this.#session = session;
    this.#hearers = hearers;
  }

  /** Runs for the life of the conversation. `fresh` asks for a new one. */
  async run(fresh: boolean): Promise<void> {
    this.#hearers.link('starting');
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#begin(fresh);
        await this.#live(() => {
          attempt = 0;
        });
      } catch (error) {
        // Right after the page was opened another tab may be just about to begin it.
        if (this.#started && isGone(error) && (this.#caughtUp || attempt > 0)) return this.#hearers.ended();
        if (isStaleSession(error)) await this.reopen().catch(() => undefined);
        if (error instanceof SignInFailed) {
          this.#hearers.signInFailed(error.why);
          await this.#pause.for(longest);
          continue;
        }
      }
      if (this.#caughtUp) this.#hearers.link('reconnecting');
      await this.#pause.for(backoff(attempt));
    }
  }

  /** Try again now: the network is back, or the page is looked at again. */
  wake(): void {
    this.#pause.end();
    if (this.#stream !== undefined) void this.check();
  }

  /**
   * Asks what the stream should have told us. Where there was something, or no answer at all, the stream is dead whatever
   * the browser believes, and a new one is opened.
   */
  async check(): Promise<void> {
    const stream = this.#stream;
    const before = this.#heard.size;
    try {
      this.#take(await this.#session.activitiesSince(this.#watermark, 6_000));
      if (this.#heard.size > before) stream?.close();
    } catch {
      stream?.close();
    }
  }

  async #begin(fresh: boolean): Promise<void> {
    if (this.#started) return;
    await this.#session.open(fresh);
    this.#started = true;
  }

  /** Opens the session again by the cookie, when token or conversation are refused. */
  async reopen(): Promise<void> {
    if (!this.#started) return;
    const before = this.#session.conversationId;
    const isOver = await this.#session.open().then(
      () => this.#session.conversationId !== before,
      (error: unknown) => {
        if (error instanceof SignInFailed && error.why === 'refused') return true;
        throw error;
      },
    );
    if (isOver) this.#hearers.moved();
  }

  /** One life of a connection. Returns or throws when it is over. */
  async #live(isWell: () => void): Promise<void> {
    // Starting waits for a turn under way; but what was taken away it would begin again.
    if (!this.#caughtUp && this.#session.hasBegun) await this.#session.rejoin(this.#watermark);
    const url = this.#caughtUp ? await this.#session.rejoin(this.#watermark) : await this.#session.start();
    const early: ActivitySet[] = [];
    let hold = true; // what the stream says first waits for what was said before it
    const stream =
      url === undefined || this.#streamFailures >= 2
        ? undefined
        : new Stream(url, (set) => (hold ? early.push(set) : this.#take(set)));
    this.#stream = stream;
    stream?.opened.catch(() => undefined); // looked at below; until then it must not count as unhandled
    try {
      this.#take(await this.#session.activitiesSince(this.#watermark), !this.#caughtUp && this.#session.resumed);
      this.#caughtUp = true;
      for (const set of early) this.#take(set);
      hold = false;
      isWell();
      this.#hearers.link('online');
      if (stream === undefined) return await this.#poll();
      await stream.opened.catch((error: unknown) => {
        this.#streamFailures++;
        throw error;
      });
      this.#streamFailures = 0;
      await stream.closed;
    } finally {
      this.#stream = undefined;
      stream?.close();
    }
  }

  async #poll(): Promise<void> {
    for (let polls = 0; polls < pollsBetweenStreams; polls++) {
      await this.#pause.for(pollEvery);
      this.#take(await this.#session.activitiesSince(this.#watermark));
    }
    this.#streamFailures = 1; // one more try with a stream, then polls again
  }

  #take({ activities = [], watermark }: ActivitySet, past = false): void {
    for (const activity of activities) {
      if (activity.id !== undefined) {
        if (this.#heard.has(activity.id)) continue;
        this.#heard.add(activity.id);
      }
      this.#hearers.activity(activity, past);
    }
    // Watermarks are opaque, but ours and Microsoft's are numbers; never go back to a smaller one.
    if (watermark !== undefined && !(Number(watermark) < Number(this.#watermark))) this.#watermark = watermark;
  }
}
