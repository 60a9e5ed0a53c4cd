import { tabStore } from '../tabStore.ts';
import type { Activity, Outgoing } from './activity.ts';
import { backoff } from './backoff.ts';
import { FileBox, type FileDelivery } from './fileBox.ts';
import { type Delivery, Outbox } from './outbox.ts';
import { type Link, Receiver } from './receiver.ts';
import { isStaleSession } from './request.ts';
import { type AskToken, Session, type SignInFailure } from './session.ts';

interface Hearers {
  /** `button` holds the words on the button that said it, if one did just now. */
  said(activity: Activity, own: boolean, past: boolean, button?: string): void;
  delivery(clientId: string, delivery: Delivery): void;
  /** Files set out, in a message that is not said before it arrives. */
  sending(activity: Outgoing): void;
  fileDelivery(clientId: string, delivery: FileDelivery): void;
  /** These files were being sent when the page was loaded anew, and did not arrive. */
  interrupted(names: readonly string[]): void;
  link(link: Link): void;
  /** The conversation is not there any more, or not for us; what waited to be sent is dropped. */
  ended(): void;
  /** Words that were meant for another conversation than the one we are in now. */
  leftOver(text: string): void;
  signInFailed(why: SignInFailure): void;
}

interface Unsent {
  /** Empty where they were said before the conversation was known. */
  readonly conversationId: string;
  readonly activities: readonly Outgoing[];
}

type FileNames = Record<string, readonly string[]>;

/** Away for longer than this, in milliseconds, and a person is welcomed back with a short recap. */
const longAway = 30 * 60_000;

/** A reply usually takes milliseconds; when none was heard by now, the stream may be dead without knowing it. */
const replyWithin = 4_000;

/** `crypto.randomUUID` exists on https and localhost only; an office may try us by plain http on its own network. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The conversation as the page sees it: say something, hear what was said. All trouble with the network stays inside. */
export class Client {
  readonly #hearers: Hearers;
  readonly #session: Session;
  readonly #receiver: Receiver;
  readonly #outbox: Outbox;
  readonly #fileBox: FileBox;
  /** Wakes what waits for the line to be up. */
  #linkUp: (() => void)[] = [];
  #isLinked = false;
  #heardCount = 0;
  /** When the last activity was said, in milliseconds; 0 before there was one. */
  #lastSaidAt = 0;
  /** Whether the guide spoke last and said goodbye. */
  #hasParted = false;
  #isWelcomed = false;
  /** What a refresh interrupted, until the conversation is known. */
  #unsent = tabStore.unsent.get() as Unsent | undefined;
  /** Names of files that a refresh interrupted, by the id of their message, until we know what arrived. */
  #interrupted = { ...(tabStore.files.get() as FileNames | undefined) };
  /** The same of files that are on their way now. */
  #underWay: FileNames = {};

  /** With `askToken` the host site says who is there. */
  constructor(hearers: Hearers, askToken?: AskToken) {
    this.#hearers = hearers;
    this.#session = new Session(askToken);
    this.#receiver = new Receiver(this.#session, {
      activity: (activity, past) => this.#heard(activity, past),
      link: (link) => this.#linked(link),
      // Another conversation: start the page anew. Words not sent yet are offered in the message box there.
      moved: () => location.reload(),
      ended: () => this.#end(),
      signInFailed: (why) => hearers.signInFailed(why),
    });
    this.#outbox = new Outbox({
      post: (activity) => this.#post(activity),
      changed: (clientId, delivery) => hearers.delivery(clientId, delivery),
      keep: (activities) => this.#keepUnsent(activities),
      wait,
    });
    this.#fileBox = new FileBox({
      post: (activity, files, signal, progress) =>
        this.#handOver(() => this.#session.sendFiles(activity, files, { signal, progress })),
      changed: (clientId, delivery) => hearers.fileDelivery(clientId, delivery),
      keep: (names) => {
        this.#underWay = names;
        this.#keepFiles();
      },
      online: () => this.#online(),
      wait,
    });
  }

  /** Connects and stays connected. `fresh` leaves this computer's earlier conversation behind. */
  start(fresh: boolean): void {
    const wake = () => this.#receiver.wake();
    addEventListener('offline', () => this.#outbox.offline());
    addEventListener('online', () => {
      if (this.#isLinked) this.#outbox.online();
      this.#wakeFiles();
      wake();
    });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake());
    void this.#receiver.run(fresh);
  }

  /** Says something: it is shown at once, with a `clientActivityID` to follow its delivery by. */
  say(message: { readonly text?: string; readonly value?: unknown }, button?: string): void {
    this.#sendShown({ ...message, type: 'message', channelData: { clientActivityID: uuid() } }, button);
  }

  retry(clientId: string): void {
    this.#outbox.retry(clientId);
    this.#fileBox.retry(clientId);
  }

  /** Sends files in one message. */
  sendFiles(files: readonly File[]): void {
    const activity = { type: 'message', channelData: { clientActivityID: uuid() } };
    const attachments = files.map(({ type, name }) => ({ contentType: type, name }));
    this.#hearers.sending({ ...activity, attachments, timestamp: new Date().toISOString() });
    this.#fileBox.send(activity, files);
  }

  cancelFiles(clientId: string): void {
    this.#fileBox.cancel(clientId);
  }

  /** Asks the host site once more who is there. */
  signInAgain(): void {
    this.#receiver.wake();
  }

  async forget(): Promise<void> {
    await this.#session.forget();
  }

  /** The same, tried until it worked. */
  async forgetSurely(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.forget();
      } catch {
        await wait(backoff(attempt));
      }
    }
  }

  /** Goes back to the session that a return link left; false where there is none. The page must be loaded anew. */
  restore(): Promise<boolean> {
    return this.#session.restore();
  }

  #end(): void {
    this.#isLinked = false;
    this.#unsent = undefined;
    this.#interrupted = {};
    this.#outbox.drop();
    this.#fileBox.drop();
    this.#hearers.ended();
  }

  #sendShown(activity: Outgoing, button?: string): void {
    this.#hearers.said({ ...activity, timestamp: new Date().toISOString() }, true, false, button);
    this.#outbox.send(activity);
  }

  #heard(activity: Activity, past: boolean): void {
    this.#heardCount++;
    this.#lastSaidAt = Date.parse(activity.timestamp ?? '') || this.#lastSaidAt;
    const own = activity.from?.id === this.#session.userId || activity.from?.role === 'user';
    if (activity.type === 'message') this.#hasParted = !own && activity.inputHint === 'ignoringInput';
    this.#hearers.said(activity, own, past);
    const clientId = own ? activity.channelData?.clientActivityID : undefined;
    if (clientId === undefined) return;
    delete this.#interrupted[clientId];
    this.#outbox.delivered(clientId);
    this.#fileBox.delivered(clientId);
  }

  #linked(link: Link): void {
    this.#hearers.link(link);
    this.#isLinked = link === 'online';
    if (this.#isLinked) {
      this.#comeBack();
      this.#restoreUnsent();
      this.#tellInterrupted();
      this.#outbox.online();
      this.#wakeFiles();
    } else {
      this.#outbox.offline();
    }
  }

  /**
   * Tells the guide that somebody came back to an earlier conversation, after a while or after its goodbye. Once for each
   * page, before anything they have not sent yet, and not again where a refresh kept the telling itself from being sent.
   */
  #comeBack(): void {
    if (this.#isWelcomed) return;
    this.#isWelcomed = true;
    const isBack = this.#hasParted || Date.now() - this.#lastSaidAt >= longAway;
    const isTold = this.#unsent?.activities.some(({ type }) => type === 'event') ?? false;
    if (!this.#session.resumed || !isBack || isTold) return;
    this.#outbox.send({ type: 'event', name: 'dspt/resume', channelData: { clientActivityID: uuid() } });
  }

  /** A session that has gone stale is opened again for the next try. */
  async #handOver(send: () => Promise<unknown>): Promise<void> {
    try {
      await send();
    } catch (error) {
      if (isStaleSession(error)) {
        await this.#receiver.reopen();
        void this.#receiver.check(); // the conversation itself may be gone
      }
      throw error;
    }
  }

  /** Resolves when the line is up. */
  async #online(): Promise<void> {
    if (!this.#isUp) await new Promise<void>((resolve) => this.#linkUp.push(resolve));
  }

  get #isUp(): boolean {
    return this.#isLinked && navigator.onLine;
  }

  #wakeFiles(): void {
    if (this.#isUp) for (const resume of this.#linkUp.splice(0)) resume();
  }

  #tellInterrupted(): void {
    const names = Object.values(this.#interrupted).flat();
    this.#interrupted = {};
    this.#keepFiles();
    if (names.length > 0) this.#hearers.interrupted(names);
  }

  #keepFiles(): void {
    const names = { ...this.#interrupted, ...this.#underWay };
    tabStore.files.set(Object.keys(names).length > 0 ? names : undefined);
  }

  async #post(activity: Outgoing): Promise<void> {
    await this.#handOver(() => this.#session.post(activity));
    const before = this.#heardCount;
    setTimeout(() => {
      if (this.#heardCount === before) void this.#receiver.check();
    }, replyWithin);
  }

  #keepUnsent(activities: readonly Outgoing[]): void {
    const all = [...(this.#unsent?.activities ?? []), ...activities];
    const conversationId = this.#unsent?.conversationId || this.#session.conversationId;
    tabStore.unsent.set(all.length > 0 ? ({ conversationId, activities: all } satisfies Unsent) : undefined);
  }

  /** After a refresh: what had not been sent is sent now, with the ids it had. What did arrive is known by then. */
  #restoreUnsent(): void {
    const unsent = this.#unsent;
    if (unsent === undefined) return;
    this.#unsent = undefined;
    if (unsent.conversationId === '' || unsent.conversationId === this.#session.conversationId) {
      for (const activity of unsent.activities) this.#sendShown(activity);
    } else {
      this.#hearers.leftOver(unsent.activities.map(({ text }) => text ?? '').join('\n'));
      this.#keepUnsent([]);
    }
  }
}
