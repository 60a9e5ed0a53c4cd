import { byId } from '../element.ts';
import { fill } from '../fill.ts';
import { shownSize } from '../shownSize.ts';
import { tabStore } from '../tabStore.ts';
import type { Api, View } from './api.ts';
import { Upload } from './upload.ts';
import { inWords, UploadRow } from './uploadRow.ts';
import { words } from './words.ts';

interface Hearers {
  /** A document was added or changed. */
  kept(): void;
  expired(): void;
}

/** An upload that the server has and whose verdict, or a choice about it, is still to come. */
interface Awaited {
  readonly id: string;
  readonly name: string;
}

/** The files being sent, one after another, each with what became of it. A refresh brings back those that need a choice. */
export class Uploads {
  readonly #api: Api;
  readonly #hearers: Hearers;
  readonly #all: Upload[] = [];
  readonly #rows = new Map<Upload, UploadRow>();
  readonly #announced = new Map<Upload, string>();
  #isRunning = false;

  constructor(api: Api, hearers: Hearers) {
    this.#api = api;
    this.#hearers = hearers;
    for (const { id, name } of (tabStore.awaited.get() ?? []) as Awaited[]) this.#begin({ id, name }, {});
    for (const upload of this.#all) void upload.look();
    addEventListener('beforeunload', (event) => {
      if (this.#all.some(({ state }) => ['turn', 'sending', 'paused'].includes(state.is))) event.preventDefault();
    });
  }

  /** `replaces` is the document that the file takes the place of. */
  add(files: readonly File[], { bytes }: View['limits'], replaces?: string): void {
    const isUnderWay = (file: File) =>
      this.#all.some(
        (other) =>
          ['turn', 'sending', 'paused'].includes(other.state.is) &&
          other.file?.name === file.name &&
          other.file.size === file.size &&
          other.file.lastModified === file.lastModified,
      );
    const added = files
      .filter((file) => !isUnderWay(file))
      .map((file) => this.#begin({ file }, replaces === undefined ? {} : { replaces }));
    for (const upload of added) {
      const size = upload.file?.size ?? 0;
      if (size > bytes) upload.refuse(fill(words.uploads.tooLarge, { limit: shownSize(bytes) }));
      else if (size === 0) upload.refuse(words.uploads.empty);
    }
    byId('uploads-heading').scrollIntoView({ block: 'nearest' });
    void this.#run();
  }

  #begin(what: { readonly file: File } | Awaited, target: Readonly<Record<string, string>>): Upload {
    const upload = new Upload(what, target, this.#api, {
      changed: (changed) => this.#changed(changed),
      expired: () => this.#hearers.expired(),
    });
    const row = new UploadRow(upload, {
      cancel: () => void upload.cancel(),
      again: () => {
        upload.wait();
        void this.#run();
      },
      decide: (choice) => void upload.decide(choice),
    });
    this.#all.push(upload);
    this.#rows.set(upload, row);
    byId('uploads-list').append(row.element);
    byId('uploads').hidden = false;
    byId('all-done').hidden = true;
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
    const awaited = this.#all.filter(({ id, state: { is } }) => id !== '' && (is === 'checking' || is === 'held'));
    tabStore.awaited.set(awaited.length === 0 ? undefined : awaited.map(({ id, name }) => ({ id, name })));
    if (state.is === 'kept' || state.is === 'decided') this.#hearers.kept();
    const isOver = ({ state: { is } }: Upload) => ['kept', 'decided', 'refused', 'cancelled', 'gone'].includes(is);
    const isWorthIt = this.#all.some(({ state: { is } }) => is === 'kept' || is === 'decided');
    byId('all-done').hidden = !(this.#all.every(isOver) && isWorthIt);
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
