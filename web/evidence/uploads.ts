import { byId } from '../element.ts';
import { fill } from '../fill.ts';
import { shownSize } from '../shownSize.ts';
import { tabStore } from '../tabStore.ts';
import type { Api, HeldChoice, View } from './api.ts';
import { type Origin, type Target, Upload, type UploadState } from './upload.ts';
import { inWords, UploadRow } from './uploadRow.ts';
import { words } from './words.ts';

interface Hearers {
  /** A document was added or changed. */
  kept(): void;
  expired(): void;
}

/** What a refresh brings back of an upload that the server has. */
interface Awaited {
  readonly id: string;
  readonly name: string;
}

/** What a refresh brings back of a file that is not all sent. */
interface Unsent {
  readonly name: string;
  readonly size: number;
  readonly target: Target;
}

const underWay: readonly UploadState['is'][] = ['turn', 'sending', 'paused'];
const over: readonly UploadState['is'][] = ['kept', 'decided', 'refused', 'cancelled', 'deleted', 'gone'];

/** The files being sent, one after another, each with what became of it. A refresh brings back those that need somebody. */
export class Uploads {
  readonly #api: Api;
  readonly #hearers: Hearers;
  readonly #all: Upload[] = [];
  readonly #rows = new Map<Upload, UploadRow>();
  readonly #announced = new Map<Upload, string>();
  /** What was promised about files that were not kept, since some were last sent. */
  readonly #promised = new Set<HeldChoice>();
  #isRunning = false;

  constructor(api: Api, hearers: Hearers) {
    this.#api = api;
    this.#hearers = hearers;
    const awaited = (tabStore.awaited.get() ?? []) as Awaited[];
    const unsent = (tabStore.unsentFiles.get() ?? []) as Unsent[];
    for (const { id, name } of awaited) void this.#begin({ id, name }, {}).look();
    for (const { name, size, target } of unsent) this.#begin({ name, size }, target);
    addEventListener('beforeunload', (event) => {
      if (this.#all.some(({ state }) => underWay.includes(state.is))) event.preventDefault();
    });
  }

  /** `replaces` is the document that the file takes the place of. */
  add(files: readonly File[], { bytes }: View['limits'], replaces?: string): void {
    const isUnderWay = (file: File) =>
      this.#all.some(
        (other) =>
          underWay.includes(other.state.is) &&
          other.file?.name === file.name &&
          other.file.size === file.size &&
          other.file.lastModified === file.lastModified,
      );
    this.#promised.clear();
    const added = files
      .filter((file) => !isUnderWay(file))
      .map((file) => {
        const target = this.#takeUp(file);
        return this.#begin({ file }, replaces === undefined ? target : { replaces });
      });
    for (const upload of added) {
      const size = upload.file?.size ?? 0;
      if (size > bytes) upload.refuse(fill(words.uploads.tooLarge, { limit: shownSize(bytes) }));
      else if (size === 0) upload.refuse(words.uploads.empty);
    }
    this.#remember();
    byId('uploads-heading').scrollIntoView({ block: 'nearest' });
    void this.#run();
  }

  /** What became of a file that is deleted since is not said any longer. */
  deleted(number: number): void {
    for (const upload of this.#all) if ('number' in upload.state && upload.state.number === number) upload.forget();
  }

  /** Forgets that a refresh interrupted this file. Returns what it was for. */
  #takeUp(file: File): Target {
    const former = this.#all.find(
      ({ state, name, size }) => state.is === 'interrupted' && name === file.name && size === file.size,
    );
    if (former) this.#drop(former);
    return former?.target ?? {};
  }

  #drop(upload: Upload): void {
    this.#all.splice(this.#all.indexOf(upload), 1);
    this.#rows.get(upload)?.element.remove();
    this.#rows.delete(upload);
    byId('uploads').hidden = this.#all.length === 0;
    this.#remember();
    this.#showEnding();
  }

  #begin(origin: Origin, target: Target): Upload {
    const upload = new Upload(origin, target, this.#api, {
      changed: (changed) => this.#changed(changed),
      expired: () => this.#hearers.expired(),
    });
    const row = new UploadRow(upload, {
      cancel: () => void upload.cancel(),
      again: () => {
        upload.wait();
        void this.#run();
      },
      leave: () => {
        this.#drop(upload);
        byId('main').focus();
      },
      decide: (choice) => void upload.decide(choice),
    });
    this.#all.push(upload);
    this.#rows.set(upload, row);
    byId('uploads-list').append(row.element);
    byId('uploads').hidden = false;
    this.#showEnding();
    return upload;
  }

  /** One at a time: over a weak line each arrives sooner so, and one that is there is there. */
  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    const next = () => this.#all.find(({ state }) => state.is === 'turn');
    for (let upload = next(); upload !== undefined; upload = next()) {
      await upload.send();
      void upload.look();
    }
    this.#isRunning = false;
  }

  #changed(upload: Upload): void {
    this.#rows.get(upload)?.show();
    const { state } = upload;
    this.#announce(upload);
    this.#remember();
    if (state.is === 'decided') this.#promised.add(state.choice);
    if (state.is === 'kept' || state.is === 'decided') this.#hearers.kept();
    this.#showEnding();
  }

  /** For a refresh. Of what is over and done, no name stays behind. */
  #remember(): void {
    const needsSomebody = ({ id, state }: Upload) =>
      id !== '' &&
      (state.is === 'checking' || state.is === 'held' || (state.is === 'kept' && state.sentences.length > 0));
    const awaited = this.#all.filter(needsSomebody).map(({ id, name }): Awaited => ({ id, name }));
    const unsent = this.#all.flatMap(({ name, size, target, state: { is } }): Unsent[] =>
      size !== undefined && [...underWay, 'failed', 'interrupted'].includes(is) ? [{ name, size, target }] : [],
    );
    tabStore.awaited.set(awaited.length === 0 ? undefined : awaited);
    tabStore.unsentFiles.set(unsent.length === 0 ? undefined : unsent);
  }

  /** Once nothing is under way or undecided: that one may go, or what is left to do. */
  #showEnding(): void {
    const isOver = this.#all.every(({ state }) => over.includes(state.is));
    const isWorthIt = this.#all.some(({ state: { is } }) => is === 'kept' || is === 'decided');
    const ending = byId('ending');
    ending.hidden = !(isOver && isWorthIt);
    const { next, done, doneCheck } = words.uploads;
    const promised = (['redact', 'sayWhere'] as const).filter((choice) => this.#promised.has(choice));
    const hasAdvice = this.#all.some(({ state }) => state.is === 'kept' && state.sentences.length > 0);
    ending.dataset.is = promised.length > 0 || hasAdvice ? 'next' : 'done';
    ending.textContent = promised.map((choice) => next[choice]).join(' ') || (hasAdvice ? doneCheck : done);
  }

  /** Each change once, and the way only at its half: numbers that tick would drown everything else. */
  #announce(upload: Upload): void {
    const { state, name } = upload;
    const isHalf = state.is === 'sending' && state.share >= 0.5;
    const what = isHalf ? 'half' : state.is;
    if (this.#announced.get(upload) === what) return;
    this.#announced.set(upload, what);
    if (state.is === 'turn' || (state.is === 'sending' && !isHalf)) return;
    const more = 'sentences' in state ? state.sentences : state.is === 'refused' ? [state.sentence ?? ''] : [];
    byId('status').textContent = isHalf
      ? fill(words.uploads.half, { name })
      : [`${name}.`, inWords(state), ...more].join(' ').trim();
  }
}
