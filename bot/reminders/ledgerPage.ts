import { randomUUID } from 'node:crypto';
import type { SentBefore } from '../../core/reminders/decide.ts';
import { sha256 } from '../../storage/hash.ts';
import { type Documents, EtagMismatch, type Stored } from '../../storage/ports.ts';
import type { DeliveryFailure, Outcome, Via } from './ports.ts';
import { untilWritten } from './untilWritten.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Milliseconds after which a claim of somebody who never began to send is thought dead. Our own choice: far longer than the wait for a turn. */
const claimTime = 5 * minute;
/** Milliseconds after which nobody who began to send will say any more what came of it: longer than a courier is waited for. */
const sendTime = 5 * minute;
/** Times that a message is tried. With the pauses below that is about a day: our own choice. */
const mostTries = 10;
/** Milliseconds until the second try, doubled for each one after, and the longest pause, unless the other side asks for a longer one. */
const firstPause = minute;
const longestPause = 6 * hour;
const longestAskedPause = day;
/** Milliseconds for which a message waits for the rules to ask for it again before it counts as dropped: longer than any weekend, holiday or week of snoozing. */
const dropTime = 14 * day;
/**
 * Milliseconds for which messages are kept, and reminders in them at the most: the manager can look back over a year. The rules ask for
 * nothing that was due longer ago than they look back, which is three months at the most (`newsLast` and `longestPutOff` in
 * core/reminders/thresholds.ts), so what is older cannot be asked for, and so not be sent, again.
 */
const keptTime = 400 * day;
const mostKeys = 5_000;

/**
 * `claimed`: somebody is about to send it, or it waits for its next try. `sending`: it may go out at any moment. `sent`: the other side has taken it. `failed`: it was not sent and will
 * not be. `uncertain`: it may have arrived or not, and is not sent again. `dropped`: it was waiting, and the rules asked for it no more.
 */
export type MessageState = 'claimed' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'dropped';

/** `gaveUp`: tried for a day. */
export type FailureReason = DeliveryFailure | 'gaveUp';

/** A message, or an attempt at one: it has one state, and so have all reminders in it. */
export interface Message {
  /** The id of its delivery. */
  readonly id: string;
  /** Of `reminderKey`. */
  readonly keys: readonly string[];
  readonly state: MessageState;
  /** When it came into this state; ISO 8601 instant, UTC, as all times here. */
  readonly at: string;
  /** Names the one who may send it. */
  readonly claim: string;
  /** Times that it was claimed. */
  readonly tries: number;
  /** Claimed by nobody: to be tried again then. */
  readonly notBefore?: string;
  readonly via?: Via;
  readonly why?: FailureReason;
}

/** All that is remembered of one person in one organisation. */
export interface Page {
  readonly messages: readonly Message[];
  /** When the last message went, or may have gone, to them. */
  readonly lastMessageAt?: string;
  /** True once a message has reached them for certain. */
  readonly hasReceived?: boolean;
}

export const emptyPage: Page = { messages: [] };

export interface Claim {
  /** Id of the delivery: the same for the same reminders to the same person. */
  readonly id: string;
  readonly keys: readonly string[];
  readonly isFirst: boolean;
  readonly claim: string;
}

export interface LedgerPageOptions {
  readonly id: string;
  readonly stored: Stored<Page> | undefined;
  readonly documents: Documents;
  readonly now: () => Date;
}

/**
 * One person's page, as it was read. Claiming and beginning to send are one write each, on the condition that the page is still as it
 * was: so of any number of instances one sends. Only where that write came through may anything be sent.
 */
export class LedgerPage {
  readonly #id: string;
  readonly #documents: Documents;
  readonly #now: () => Date;
  #stored: Stored<Page> | undefined;

  constructor({ id, stored, documents, now }: LedgerPageOptions) {
    this.#id = id;
    this.#stored = stored;
    this.#documents = documents;
    this.#now = now;
  }

  /**
   * What the rules are told. `keys`: reminders that are not to be sent, because they were, or cannot be, or it is not certain, or somebody is
   * at it, or it is not yet time for the next try.
   */
  sent(): SentBefore {
    const now = this.#now();
    const { messages, lastMessageAt } = settled(this.#page(), now);
    const at = messages.reduce((last, each) => (each.state === 'sending' ? later(last, each.at) : last), lastMessageAt);
    return {
      keys: new Set(messages.filter((each) => !isOpen(each, now)).flatMap(({ keys }) => keys)),
      ...(at !== undefined && { lastMessageAt: at }),
    };
  }

  /** When something that waits is to be looked at again, though nothing else happens; undefined where nothing waits. */
  againAt(): string | undefined {
    const now = this.#now();
    const times = this.#page().messages.flatMap((each) => {
      if (isOpen(each, now)) return [];
      const at = Date.parse(each.at);
      if (each.state === 'claimed') return [each.notBefore ?? isoOf(at + claimTime)];
      return each.state === 'sending' ? [isoOf(at + sendTime)] : [];
    });
    return times.sort()[0];
  }

  /** Messages whose sender died over them, and of which that was not written down yet. */
  interrupted(): readonly Message[] {
    const now = this.#now();
    return this.#page().messages.filter(
      (each) => each.state === 'sending' && messageNow(each, now).state === 'uncertain',
    );
  }

  /** Writes down what time has made of the messages; whoever else writes does so too. */
  async settleInterrupted(): Promise<void> {
    await this.#write(this.#page());
  }

  /**
   * Claims those of `keys` that may be sent, in their order. `nothing`: there are none, or they have been tried too often. `taken`: somebody
   * else wrote to the page since it was read.
   */
  async claim(keys: readonly string[]): Promise<Claim | 'nothing' | 'taken'> {
    const now = this.#now();
    const blocked = this.sent().keys;
    const free = [...new Set(keys)].filter((key) => !blocked.has(key));
    if (free.length === 0) return 'nothing';
    const { messages, ...page } = this.#page();
    const taken = new Set(free);
    const before = messages.filter((each) => each.keys.some((key) => taken.has(key)));
    const rest = messages
      .map((each) => (before.includes(each) ? { ...each, keys: each.keys.filter((key) => !taken.has(key)) } : each))
      .filter((each) => each.keys.length > 0);
    const tries = Math.max(0, ...before.map((each) => each.tries)) + 1;
    const message: Message = {
      id: sha256(JSON.stringify([this.#id, ...[...free].sort()])).slice(0, 32),
      keys: free,
      at: now.toISOString(),
      claim: randomUUID(),
      ...(tries > mostTries ? { state: 'failed', why: 'gaveUp', tries: mostTries } : { state: 'claimed', tries }),
    };
    if (!(await this.#write({ ...page, messages: [...rest, message] }))) return 'taken';
    if (message.state === 'failed') return 'nothing';
    return { id: message.id, keys: free, isFirst: !page.hasReceived, claim: message.claim };
  }

  /** The last thing before it is sent. False: it must not be sent, because somebody else wrote to the page. */
  async begin({ claim }: Claim): Promise<boolean> {
    const { messages, ...page } = this.#page();
    const now = this.#now();
    if (!messages.some((each) => each.claim === claim && each.state === 'claimed' && !isOpen(each, now))) return false;
    const at = now.toISOString();
    return this.#write({
      ...page,
      messages: messages.map((each) => (each.claim === claim ? { ...each, state: 'sending', at } : each)),
    });
  }

  /**
   * Writes down what became of it, whatever else was written meanwhile, also after it was thought uncertain. Nothing where the page was taken
   * away. Resolves with the message as it is now.
   */
  async settle({ claim }: Claim, outcome: Outcome): Promise<Message | undefined> {
    return untilWritten(async () => {
      const { messages, ...page } = this.#page();
      const old = messages.find(
        (each) => each.claim === claim && (each.state === 'sending' || each.state === 'uncertain'),
      );
      if (!old) return undefined;
      const now = this.#now();
      const next = after(old, outcome, now);
      const wentOut = next.state === 'sent' || next.state === 'uncertain';
      const written: Page = {
        ...page,
        ...(wentOut && { lastMessageAt: later(page.lastMessageAt, next.at) }),
        ...(next.state === 'sent' && { hasReceived: true }),
        messages: messages.map((each) => (each === old ? next : each)),
      };
      if (await this.#write(written)) return next;
      this.#stored = await this.#documents.get<Page>(this.#id);
      throw new EtagMismatch('The page has changed.');
    });
  }

  #page(): Page {
    return this.#stored?.value ?? emptyPage;
  }

  /** False where somebody else wrote first. */
  async #write(page: Page): Promise<boolean> {
    const value = bounded(settled(page, this.#now()), this.#now());
    try {
      const etag = await this.#documents.put(this.#id, value, this.#stored?.etag ?? null);
      this.#stored = { value, etag, lifetime: undefined };
      return true;
    } catch (error) {
      if (error instanceof EtagMismatch) return false;
      throw error;
    }
  }
}

/** A message as time has made it: nobody needs to come by for that. */
export function messageNow(message: Message, now: Date): Message {
  const { state, at, notBefore } = message;
  if (state === 'sending' && isPast(at, sendTime, now)) return { ...message, state: 'uncertain' };
  if (state === 'claimed' && isPast(notBefore ?? at, dropTime, now)) return { ...message, state: 'dropped' };
  return message;
}

/** Whether somebody may claim its reminders: it is claimed, and its time for the next try has come or whoever has it is thought dead. */
function isOpen({ state, at, notBefore }: Message, now: Date): boolean {
  if (state !== 'claimed') return false;
  return notBefore === undefined ? isPast(at, claimTime, now) : isPast(notBefore, 0, now);
}

/** Whether so much time has gone by since. A time that is far ahead was written by a clock that has been set back since, and is past too. */
function isPast(at: string, ms: number, now: Date): boolean {
  const age = now.getTime() - Date.parse(at);
  return age >= ms || age < -longestAskedPause - hour;
}

/** With what time has made of the messages. */
function settled(page: Page, now: Date): Page {
  const interrupted = page.messages.filter(
    (each) => each.state === 'sending' && messageNow(each, now).state === 'uncertain',
  );
  if (interrupted.length === 0) return page;
  return {
    ...page,
    lastMessageAt: interrupted.reduce((last, { at }) => later(last, at), page.lastMessageAt ?? ''),
    messages: page.messages.map((each) => (interrupted.includes(each) ? messageNow(each, now) : each)),
  };
}

/** Without what is too old to be asked for again, and within its size whatever happens: what is done with goes first, the oldest of it. */
function bounded(page: Page, now: Date): Page {
  const oldest = isoOf(now.getTime() - keptTime);
  const isOld = ({ at, keys }: Message): boolean =>
    at < oldest && keys.every((key) => dueOn(key) < oldest.slice(0, 10));
  const kept = page.messages.filter((each) => !isOld(each));
  let surplus = kept.reduce((sum, { keys }) => sum + keys.length, 0) - mostKeys;
  const messages = kept.filter((each) => {
    if (surplus <= 0 || isUnderWay(messageNow(each, now))) return true;
    surplus -= each.keys.length;
    return false;
  });
  return { ...page, messages };
}

const isUnderWay = ({ state }: Message): boolean => state === 'claimed' || state === 'sending';

const dueOn = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

function after({ notBefore: _, ...message }: Message, outcome: Outcome, now: Date): Message {
  const at = now.toISOString();
  switch (outcome.as) {
    case 'sent':
      return { ...message, state: 'sent', at, via: outcome.via };
    case 'failed':
      return { ...message, state: 'failed', at, why: outcome.why };
    case 'uncertain':
      return { ...message, state: 'uncertain', at };
    case 'later': {
      if (message.tries >= mostTries) return { ...message, state: 'failed', at, why: 'gaveUp' };
      const pause = Math.min(firstPause * 2 ** (message.tries - 1), longestPause);
      // A header that was no number asks for nothing.
      const asked = Math.min(outcome.seconds * second, longestAskedPause) || 0;
      return { ...message, state: 'claimed', at, notBefore: isoOf(now.getTime() + Math.max(pause, asked)) };
    }
    default:
      return outcome satisfies never;
  }
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

function later(one: string | undefined, other: string): string {
  return one === undefined || one < other ? other : one;
}
