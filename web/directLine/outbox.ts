import type { Outgoing } from './activity.ts';
import { backoff } from './backoff.ts';
import { HttpError, isFinal, isStaleSession } from './request.ts';

export type Delivery = 'sending' | 'waiting' | 'failed' | 'sent';

/** Tries within about four seconds of a working connection; after that the person is told. */
const tries = 4;

interface Parcel {
  readonly activity: Outgoing;
  failed: boolean;
}

interface Around {
  /** Rejects when it could not be handed over. */
  post(activity: Outgoing): Promise<unknown>;
  changed(clientId: string, delivery: Delivery): void;
  /** Keeps what is not sent yet, so that a refresh does not lose it. */
  keep(unsent: readonly Outgoing[]): void;
  wait(milliseconds: number): Promise<void>;
}

/**
 * Hands over what the person says: one at a time, in order, never twice. A message keeps its `clientActivityID` in
 * every try, so the server counts it once even where its answer got lost on the way.
 */
export class Outbox {
  readonly #around: Around;
  #parcels: Parcel[] = [];
  #open = false;
  #running = false;

  constructor(around: Around) {
    this.#around = around;
  }

  send(activity: Outgoing): void {
    this.#parcels.push({ activity, failed: false });
    this.#changed(activity, this.#open ? 'sending' : 'waiting');
    void this.#run();
  }

  /** Tries the failed ones again too: a person should not have to press a button for each when the line is back. */
  online(): void {
    this.#open = true;
    for (const parcel of this.#parcels) this.#again(parcel);
    void this.#run();
  }

  offline(): void {
    this.#open = false;
  }

  /** Forgets what was not sent. */
  drop(): void {
    this.#open = false;
    this.#parcels = [];
    this.#around.keep([]);
  }

  retry(clientId: string): void {
    const parcel = this.#find(clientId);
    if (parcel === undefined) return;
    this.#again(parcel);
    void this.#run();
  }

  /** The server has it: it answered, or the message came back by the stream. */
  delivered(clientId: string): void {
    const parcel = this.#find(clientId);
    if (parcel === undefined) return;
    this.#parcels = this.#parcels.filter((other) => other !== parcel);
    this.#changed(parcel.activity, 'sent');
  }

  #find(clientId: string): Parcel | undefined {
    return this.#parcels.find(({ activity }) => activity.channelData.clientActivityID === clientId);
  }

  #again(parcel: Parcel): void {
    parcel.failed = false;
    this.#changed(parcel.activity, this.#open ? 'sending' : 'waiting');
  }

  #changed(activity: Outgoing, delivery: Delivery): void {
    this.#around.keep(this.#parcels.map((parcel) => parcel.activity));
    this.#around.changed(activity.channelData.clientActivityID, delivery);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let parcel = this.#next(); parcel !== undefined; parcel = this.#next()) await this.#deliver(parcel);
    this.#running = false;
  }

  #next(): Parcel | undefined {
    return this.#open ? this.#parcels.find(({ failed }) => !failed) : undefined;
  }

  async #deliver(parcel: Parcel): Promise<void> {
    const { activity } = parcel;
    const clientId = activity.channelData.clientActivityID;
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#around.post(activity);
        return this.delivered(clientId);
      } catch (error) {
        if (this.#find(clientId) === undefined) return; // it did arrive: the stream has brought it back
        if (!this.#open) return this.#changed(activity, 'waiting');
        const patient = error instanceof HttpError && error.retryAfter !== undefined;
        if (isFinal(error) || (attempt + 1 >= tries && !patient)) {
          parcel.failed = true;
          return this.#changed(activity, 'failed');
        }
        const wait = patient ? Math.min(error.retryAfter * 1000, 30_000) : backoff(attempt);
        await this.#around.wait(isStaleSession(error) && attempt === 0 ? 0 : wait);
      }
    }
  }
}
