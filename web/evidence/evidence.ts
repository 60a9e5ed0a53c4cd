/** The evidence page: puts the parts together. */
import { backoff, Pause } from '../directLine/backoff.ts';
import { isStaleSession } from '../directLine/request.ts';
import { byId } from '../element.ts';
import { type Act, Api, type Document, type View } from './api.ts';
import { Documents } from './documents.ts';
import { showExpired, showLoading, showReady, showUnreachable, watchConnection } from './faces.ts';
import { preparePicker } from './picker.ts';
import { openDelete, openEdit } from './sheets.ts';
import { followTickets, takeTicket } from './ticket.ts';
import { Uploads } from './uploads.ts';
import { showWanted } from './wanted.ts';
import { words } from './words.ts';

class Page {
  readonly #api: Api;
  readonly #pause = new Pause();
  readonly #documents: Documents;
  readonly #uploads: Uploads;
  #view: View | undefined;
  /** How many versions the document to be replaced had when the page was opened. */
  #versions: number | undefined;

  constructor(api: Api) {
    this.#api = api;
    this.#uploads = new Uploads(api, { kept: () => void this.#refresh(), expired: showExpired });
    this.#documents = new Documents({
      open: (document, version) => void this.#open(document, version),
      edit: (document) =>
        openEdit(document, {
          act: (typed) => this.#act(document, { do: 'describe', document: document.id, ...typed }),
          done: () => this.#documents.focus(document.id),
        }),
      remove: (document) =>
        openDelete(document, {
          act: () => this.#act(document, { do: 'delete', document: document.id, isSure: true }),
          done: () => this.#documents.focus(document.id),
        }),
      useFor: (document, { id }) => void this.#try(document, { do: 'useFor', document: document.id, question: id }),
      stopUsing: (document, { id }) =>
        void this.#try(document, { do: 'stopUsing', document: document.id, question: id }),
      replace: (document, file) => this.#send([file], document.id),
    });
    preparePicker((files) => this.#send(files));
    byId('trouble-again').onclick = () => this.#pause.end();
    addEventListener('online', () => this.#pause.end());
  }

  /** Gets what there is to show, for as long as it takes. */
  async load(): Promise<void> {
    showLoading();
    for (let attempt = 0; this.#view === undefined; attempt++) {
      try {
        this.#show(await this.#api.view());
      } catch (error) {
        if (isStaleSession(error)) return showExpired();
        if (attempt > 0) showUnreachable();
        await this.#pause.for(backoff(attempt));
      }
    }
  }

  #show(view: View): void {
    this.#view = view;
    const versions = view.documents.find(({ id }) => id === view.replaces)?.versions.length;
    this.#versions ??= versions;
    showWanted(view, versions !== this.#versions);
    this.#documents.show(view);
    showReady();
  }

  /** After something was changed. Where it cannot be got just now, what is shown stays. */
  async #refresh(): Promise<void> {
    try {
      this.#show(await this.#api.view());
    } catch (error) {
      if (isStaleSession(error)) showExpired();
    }
  }

  #send(files: readonly File[], replaces?: string): void {
    if (this.#view) this.#uploads.add(files, this.#view.limits, replaces);
  }

  /** The address is answered with an attachment, so the page stays. */
  async #open(about: Document, version?: number): Promise<void> {
    try {
      const link = document.createElement('a');
      link.href = await this.#api.link(about.id, version);
      link.download = '';
      link.click();
    } catch {
      this.#fail(about, words.acts.gone);
    }
  }

  async #try(about: Document, action: Act): Promise<void> {
    await this.#act(about, action).catch(() => this.#fail(about, words.acts.failed));
    this.#documents.focus(about.id);
  }

  /** Does something to a document and says so on its card. Rejects where it did not get through. */
  async #act(about: Document, action: Act): Promise<void> {
    const said = await this.#api.act(action);
    if (action.do === 'delete') this.#uploads.deleted(about.number);
    this.#documents.say(about.id, said);
    await this.#refresh();
    const isGone = action.do === 'delete';
    byId('said').hidden = !isGone;
    byId('said').textContent = isGone ? said : '';
    byId('status').textContent = said;
  }

  #fail(about: Document, sentence: string): void {
    this.#documents.say(about.id, sentence);
    if (this.#view) this.#documents.show(this.#view);
    byId('status').textContent = sentence;
  }
}

byId('no-script').remove(); // its sentence appears by itself where we do not get this far
watchConnection();
followTickets();
const ticket = takeTicket();
if (ticket === undefined) showExpired();
else void new Page(new Api(ticket)).load();
