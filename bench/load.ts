import type { Conversation, OpenConversation } from './conversations.ts';
import type { Person } from './people.ts';
import type { Server } from './serverProcess.ts';
import { median } from './stats.ts';

export interface Round {
  readonly turnsPerSecond: number;
  /** Median time from sending a message to having heard the reply. */
  readonly replyMs: number;
  /** The server's processor time for a turn. */
  readonly processorMs: number | undefined;
}

interface Seat {
  conversation: Conversation;
  person: Person;
  heard: string;
}

/**
 * A closed loop: so many conversations side by side, in each of which a person hears the reply and at once says the next
 * thing. A conversation that has come to its end is followed by a new one; only its turns count, its opening does not.
 */
export class Load {
  readonly #server: Server;
  readonly #open: OpenConversation;
  readonly #newPerson: () => Person;
  readonly #seats: Seat[] = [];

  constructor(server: Server, open: OpenConversation, newPerson: () => Person) {
    this.#server = server;
    this.#open = open;
    this.#newPerson = newPerson;
  }

  async open(conversations: number): Promise<void> {
    this.#seats.push(...(await Promise.all(Array.from({ length: conversations }, () => this.#newSeat()))));
  }

  async run(ms: number): Promise<Round> {
    const replyTimes: number[] = [];
    const processorBefore = this.#server.processorSeconds();
    const started = performance.now();
    await Promise.all(this.#seats.map((seat) => this.#converse(seat, started + ms, replyTimes)));
    const seconds = (performance.now() - started) / 1000;
    const processorAfter = this.#server.processorSeconds();
    return {
      turnsPerSecond: replyTimes.length / seconds,
      replyMs: median(replyTimes),
      processorMs:
        processorBefore === undefined || processorAfter === undefined
          ? undefined
          : ((processorAfter - processorBefore) * 1000) / replyTimes.length,
    };
  }

  close(): void {
    for (const { conversation } of this.#seats) conversation.close();
  }

  async #converse(seat: Seat, until: number, replyTimes: number[]): Promise<void> {
    let sentAt = performance.now();
    while (sentAt < until) {
      const message = seat.person.reply(seat.heard);
      if (message) {
        seat.heard = await seat.conversation.say(message);
        replyTimes.push(performance.now() - sentAt);
      } else {
        seat.conversation.close();
        Object.assign(seat, await this.#newSeat());
      }
      sentAt = performance.now();
    }
  }

  async #newSeat(): Promise<Seat> {
    const conversation = await this.#open(this.#server.url);
    return { conversation, person: this.#newPerson(), heard: conversation.greeting };
  }
}
