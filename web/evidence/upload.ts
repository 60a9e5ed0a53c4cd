import { backoff, Pause } from '../directLine/backoff.ts';
import { HttpError, isStaleSession } from '../directLine/request.ts';
import { type Api, type HeldChoice, heldChoices, type Verdict } from './api.ts';
import { Refused, Transfer } from './transfer.ts';

export type UploadState =
  | { readonly is: 'turn' }
  /** `share` from 0 to 1. */
  | { readonly is: 'sending' | 'paused'; readonly share: number }
  | { readonly is: 'checking' }
  /** `sentences` are advice about what was found in it. */
  | { readonly is: 'kept'; readonly number?: number; readonly sentences: readonly string[] }
  /** `sentence` is absent where the server itself could not say why. */
  | { readonly is: 'refused'; readonly sentence?: string }
  | { readonly is: 'held'; readonly sentences: readonly string[]; readonly hasFailed?: boolean }
  /** What was decided about a held file, as the server words it. */
  | { readonly is: 'decided'; readonly said: string; readonly choice: HeldChoice; readonly number?: number }
  /**
   * `interrupted`: a refresh came between, and the file has to be chosen again. `gone`: a refresh came between, and meanwhile
   * it was decided about in the chat.
   */
  | { readonly is: 'failed' | 'cancelled' | 'interrupted' | 'deleted' | 'gone' };

/** What the page knows an upload by: its file or, where a refresh came between, what is left of it. */
export type Origin =
  | { readonly file: File }
  /** The server has all of it, and its verdict is awaited. */
  | { readonly id: string; readonly name: string }
  | { readonly name: string; readonly size: number };

/** What the file is for, as the server hears it: nothing, or the document that it `replaces`. */
export type Target = Readonly<Record<string, string>>;

interface Hearers {
  changed(upload: Upload): void;
  /** The ticket has run out. */
  expired(): void;
}

/** Milliseconds between looks at the verdict: soon at first, as most files are checked in an instant. */
const lookEvery = (looks: number): number => Math.min(3_000, 300 * 1.5 ** looks);

/** One file from being chosen to the verdict on it. */
export class Upload {
  readonly name: string;
  /** Absent where a refresh came between. */
  readonly file: File | undefined;
  /** Bytes, where they are known. */
  readonly size: number | undefined;
  readonly target: Target;
  #id: string;
  #state: UploadState;
  #transfer: Transfer | undefined;
  readonly #api: Api;
  readonly #hearers: Hearers;
  readonly #pause = new Pause();

  constructor(origin: Origin, target: Target, api: Api, hearers: Hearers) {
    const { name, size } = 'file' in origin ? origin.file : { size: undefined, ...origin };
    this.file = 'file' in origin ? origin.file : undefined;
    this.name = name;
    this.size = size;
    this.target = target;
    this.#id = 'id' in origin ? origin.id : '';
    this.#api = api;
    this.#hearers = hearers;
    this.#state = { is: 'file' in origin ? 'turn' : 'id' in origin ? 'checking' : 'interrupted' };
    addEventListener('online', () => this.#pause.end());
  }

  get state(): UploadState {
    return this.#state;
  }

  /** The server's name for it; empty until all of it is there. */
  get id(): string {
    return this.#id;
  }

  /** Says that the file cannot be sent, before a byte of it is. */
  refuse(sentence: string): void {
    this.#become({ is: 'refused', sentence });
  }

  /** Resolves when all of it is sent, or will not be. */
  async send(): Promise<void> {
    if (this.file === undefined || this.#state.is === 'cancelled') return;
    this.#become({ is: 'sending', share: 0 });
    const transfer = new Transfer(this.file, this.#api.ticket, this.target, {
      progress: (share) => this.#become({ is: 'sending', share }),
      paused: () => this.#become({ is: 'paused', share: this.#share }),
    });
    this.#transfer = transfer;
    try {
      const id = await transfer.run();
      if (id === undefined) return;
      this.#id = id;
      this.#become({ is: 'checking' });
    } catch (error) {
      const status = error instanceof Refused ? error.status : 0;
      if (status === 401 || status === 403) this.#hearers.expired();
      this.#become(status === 413 || status === 415 ? { is: 'refused' } : { is: 'failed' });
    }
  }

  /** Asks for the verdict until there is one. */
  async look(): Promise<void> {
    for (let looks = 0, failures = 0; this.#state.is === 'checking'; looks++) {
      try {
        const verdict = await this.#api.verdict(this.#id);
        failures = 0;
        this.#take(verdict);
        if (this.#state.is === 'checking') await this.#pause.for(lookEvery(looks));
      } catch (error) {
        if (error instanceof HttpError && error.status === 404)
          this.#become({ is: this.file === undefined ? 'gone' : 'failed' });
        else if (isStaleSession(error)) {
          this.#hearers.expired();
          return;
        } else await this.#pause.for(backoff(failures++));
      }
    }
  }

  /** Stops it. Where all of it had arrived already, the verdict is awaited after all. */
  async cancel(): Promise<void> {
    this.#become({ is: 'cancelled' });
    const id = await this.#transfer?.cancel();
    if (id === undefined) return;
    this.#id = id;
    this.#state = { is: 'checking' };
    this.#hearers.changed(this);
    await this.look();
  }

  /** Waits for its turn once more. */
  wait(): void {
    this.#become({ is: 'turn' });
  }

  async decide(choice: HeldChoice): Promise<void> {
    const state = this.#state;
    if (state.is !== 'held' || !heldChoices.includes(choice)) return;
    try {
      const said = await this.#api.act({ do: 'held', upload: this.#id, choice });
      const number = choice === 'keep' ? await this.#number() : undefined;
      this.#become({ is: 'decided', said, choice, ...(number !== undefined && { number }) });
    } catch {
      this.#become({ ...state, hasFailed: true });
    }
  }

  /** Says that the document it became is no more. */
  forget(): void {
    this.#become({ is: 'deleted' });
  }

  /** Of the document it became; undefined where that cannot be learned just now. */
  async #number(): Promise<number | undefined> {
    const verdict = await this.#api.verdict(this.#id).catch(() => undefined);
    return verdict?.state === 'kept' ? verdict.document?.number : undefined;
  }

  get #share(): number {
    return 'share' in this.#state ? this.#state.share : 0;
  }

  #take(verdict: Verdict): void {
    if (verdict.state === 'kept') {
      const { document: { number } = {}, sentences = [] } = verdict;
      this.#become({ is: 'kept', ...(number !== undefined && { number }), sentences });
    } else if (verdict.state === 'held') this.#become({ is: 'held', sentences: verdict.sentences });
    else if (verdict.state === 'refused') this.#become({ is: 'refused', sentence: verdict.sentence });
  }

  #become(state: UploadState): void {
    if (this.#state.is === 'cancelled' && state.is !== 'turn') return; // what was still on its way
    this.#state = state;
    this.#hearers.changed(this);
  }
}
