import type { Server } from 'restify';
import type { QuestionBook } from '../../core/questions.ts';
import { londonDate } from '../../core/time.ts';
import { readableDate, type Words } from '../../core/words.ts';
import type { Place } from '../../dialogs/identity.ts';
import type { Certificate } from '../../dialogs/peopleDesk.ts';
import type { Limits } from '../http/limits.ts';
import { Deletions, type DeletionsOptions } from './deletion.ts';
import type { WholeOrganisation } from './desk.ts';
import { TakeAwayContents } from './takeAwayContents.ts';
import { TakeAwayLinks, takeAwayLifetime } from './takeAwayLinks.ts';
import { takeAwayPath, takeAwayRoutes } from './takeAwayRoutes.ts';

export interface WholeOrganisationOptions extends DeletionsOptions {
  readonly book: QuestionBook;
  /** English: what is taken away is read by whoever gets it. */
  readonly words: Words;
  /** Origin of our pages. */
  readonly publicUrl: string;
}

/** Taking all of an organisation's data away, and deleting it, put together. */
export class WholeOrganisations implements WholeOrganisation {
  readonly #options: WholeOrganisationOptions;
  readonly #links: TakeAwayLinks;
  readonly #deletions: Deletions;

  constructor(options: WholeOrganisationOptions) {
    this.#options = options;
    this.#links = new TakeAwayLinks(options.store.documents, options.seats, options.now);
    this.#deletions = new Deletions(options);
  }

  /** `conversation`: key of the one that it is asked in, so that the link ends with its session. */
  async takeAwayLink(place: Place, conversation?: string): Promise<{ readonly url: string; readonly minutes: number }> {
    const { publicUrl, now } = this.#options;
    const secret = await this.#links.issue({ place, ...(conversation !== undefined && { conversation }) });
    const name = encodeURIComponent(`${this.#name(now())}.zip`);
    return { url: `${publicUrl}${takeAwayPath}/${secret}/${name}`, minutes: takeAwayLifetime };
  }

  delete(place: Place, conversation?: string): Promise<Certificate> {
    return this.#deletions.delete(place, conversation);
  }

  routes(server: Server, limits: Limits): void {
    const { store, organisations, accesses, logger, now, book, words } = this.#options;
    const names = (id: string) => organisations.names.read(id);
    takeAwayRoutes(server, {
      ...{ links: this.#links, accesses, limits, logger, now },
      contents: ({ organisation }) => new TakeAwayContents({ store, names, book, words, now }, organisation),
      noteTaken: (place) =>
        organisations.update(place, place.person, () => ({ events: [{ type: 'dataTakenAway' }], result: undefined })),
      name: (at) => this.#name(at),
    });
  }

  /** Goes on with deletions that were cut short; to be called before anybody is served. Never rejects. */
  resume(): Promise<void> {
    return this.#deletions.resume();
  }

  /** Resolves once nothing of a deletion runs beside the turns. */
  idle(): Promise<void> {
    return this.#deletions.idle();
  }

  stop(): Promise<void> {
    return this.#deletions.stop();
  }

  #name(at: Date): string {
    const { words } = this.#options;
    return words('takeAway:name/zip', { date: readableDate({ date: londonDate(at) }, words.locale) });
  }
}
