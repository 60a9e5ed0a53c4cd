import type { Outgoing } from './activity.ts';
import { backoff } from './backoff.ts';
import { HttpError, isFinal, isStaleSession } from './request.ts';

export type FileDelivery =
  /** `share` of the bytes that are out, from 0 to 1. */
  | { readonly is: 'sending'; readonly share: number }
  /** Offline: it goes by itself. */
  | { readonly is: 'waiting' }
  | { readonly is: 'failed' | 'refused' | 'sent' | 'cancelled' };

/** The files of one message. They live in this page alone: a refresh loses them. */
interface Parcel {
  readonly activity: Outgoing;
  readonly files: readonly File[];
  readonly abort: AbortController;
  /** False while it waits for the person to try again. */
  isTried: boolean;
}

interface Around {
  /** Rejects when they could not be handed over. */
  post(
    activity: Outgoing,
    files: readonly File[],
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<unknown>;
  changed(clientId: string, delivery: FileDelivery): void;
  /** Keeps the names of what is not there yet, by message, so that a refresh can tell of it. */
  keep(names: Record<string, readonly string[]>): void;
  /** Resolves when the line is up. */
  online(): Promise<void>;
  wait(milliseconds: number): Promise<void>;
}

/** A line that drops is forgiven once: files are large, and somebody may be paying by the megabyte. */
const tries = 2;

/**
 * Hands over files, apart from what is typed meanwhile: nobody waits for a photo to say a word. A message keeps its
 * `clientActivityID` in every try, so the server counts it once even where its answer got lost on the way.
 */
export class FileBox {
  readonly #around: Around;
  readonly #parcels = new Map<string, Parcel>();

  constructor(around: Around) {
    this.#around = around;
  }

  send(activity: Outgoing, files: readonly File[]): void {
    const id = activity.channelData.clientActivityID;
    this.#parcels.set(id, { activity, files, abort: new AbortController(), isTried: true });
    void this.#deliver(id);
  }

  retry(clientId: string): void {
    const parcel = this.#parcels.get(clientId);
    if (parcel === undefined || parcel.isTried) return;
    parcel.isTried = true;
    void this.#deliver(clientId);
  }

  cancel(clientId: string): void {
    const parcel = this.#parcels.get(clientId);
    this.#end(clientId, 'cancelled');
    parcel?.abort.abort();
  }

  /** Forgets what was not sent. */
  drop(): void {
    const parcels = [...this.#parcels.values()];
    this.#parcels.clear();
    this.#keep();
    for (const { abort } of parcels) abort.abort();
  }

  /** The server has it: it answered, or the message came back by the stream. */
  delivered(clientId: string): void {
    this.#end(clientId, 'sent');
  }

  #end(clientId: string, is: 'sent' | 'cancelled' | 'refused'): void {
    if (!this.#parcels.delete(clientId)) return;
    this.#keep();
    this.#around.changed(clientId, { is });
  }

  #keep(): void {
    const names = [...this.#parcels].map(([id, { files }]) => [id, files.map(({ name }) => name)]);
    this.#around.keep(Object.fromEntries(names));
  }

  async #deliver(id: string): Promise<void> {
    const parcel = this.#parcels.get(id);
    if (parcel === undefined) return;
    this.#keep();
    const { activity, files, abort } = parcel;
    const changed = (delivery: FileDelivery) => this.#parcels.has(id) && this.#around.changed(id, delivery);
    for (let attempt = 0; this.#parcels.has(id); attempt++) {
      try {
        changed({ is: 'waiting' });
        await this.#around.online();
        if (!this.#parcels.has(id)) return;
        changed({ is: 'sending', share: 0 });
        await this.#around.post(activity, files, abort.signal, (share) => changed({ is: 'sending', share }));
        return this.delivered(id);
      } catch (error) {
        if (!this.#parcels.has(id)) return; // cancelled, or the stream has brought it back
        if (isFinal(error)) return this.#end(id, 'refused');
        if (attempt + 1 >= tries) {
          parcel.isTried = false;
          changed({ is: 'failed' });
          return;
        }
        const asked = error instanceof HttpError ? error.retryAfter : undefined;
        const wait = asked === undefined ? backoff(attempt) : Math.min(asked * 1000, 30_000);
        await this.#around.wait(isStaleSession(error) ? 0 : wait);
      }
    }
  }
}
