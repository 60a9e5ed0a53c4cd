import type { Assessment } from '../../core/assessment.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import type { OrganisationId } from '../../core/people/model.ts';
import { londonDate } from '../../core/time.ts';
import { founderOf, type Place, placeIn } from '../../dialogs/identity.ts';
import type { Certificate } from '../../dialogs/peopleDesk.ts';
import { KeyedQueue } from '../../storage/keyedQueue.ts';
import { EtagMismatch, type Store } from '../../storage/ports.ts';
import type { Records } from '../../storage/records.ts';
import type { Seats } from '../../storage/seats.ts';
import { endLinks } from '../evidence/endedLinks.ts';
import { uploadOf } from '../evidence/intake.ts';
import { newSecret } from '../evidence/secrets.ts';
import { describeError, type Logger } from '../logger.ts';
import type { CalendarLinks } from '../reach/calendarLinks.ts';
import type { Reaches } from '../reach/reaches.ts';
import type { Ledger } from '../reminders/ledger.ts';
import type { Schedule } from '../reminders/schedule.ts';
import { teamAt } from '../teams/teamNotices.ts';
import {
  type Begun,
  certificateOf,
  type Deletion,
  deletions,
  type Found,
  findAll,
  type Gone,
  streamsOf,
} from './deletionPlan.ts';
import { DeletionTraces, type TracesOptions } from './deletionTraces.ts';
import type { StopLinks } from './stopLinks.ts';

/** Milliseconds for which the chat in which somebody deleted is kept, with the certificate in it. */
const readingTime = 60 * 60_000;
/** Milliseconds until what failed is tried again. */
const retryAfter = 60_000;

const idOf = (organisation: OrganisationId): string => deletions + organisation;

export interface DeletionsOptions extends TracesOptions {
  readonly store: Store;
  readonly records: Records<Assessment, AssessmentEvent>;
  readonly seats: Seats;
  readonly reaches: Reaches;
  readonly calendars: CalendarLinks;
  readonly stops: StopLinks;
  readonly schedule: Pick<Schedule, 'set'>;
  readonly ledger: Pick<Ledger, 'forget'>;
  readonly logger: Logger;
  readonly now: () => Date;
}

/**
 * Deletes all that is kept of an organisation. What is to be done stands in a document before anything is touched, and that goes last: a
 * deletion that was cut short, wherever, is gone on with at the next start, and until then nobody is let in.
 */
export class Deletions {
  readonly #options: DeletionsOptions;
  readonly #traces: DeletionTraces;
  readonly #lanes = new KeyedQueue();
  readonly #timers = new Map<OrganisationId, NodeJS.Timeout>();
  readonly #working = new Set<Promise<void>>();
  #isStopped = false;

  constructor(options: DeletionsOptions) {
    this.#options = options;
    this.#traces = new DeletionTraces(options);
  }

  /**
   * Resolves once the organisation is gone, with the proof of it. What other places still say of it goes by and by; the chat of whoever asks
   * (`conversation`: its key) an hour later. Of two who ask at the same time both get the same certificate. When it rejects, it is gone on with by itself.
   */
  delete(place: Place, conversation?: string): Promise<Certificate> {
    return this.#lanes.run(place.organisation, async () => {
      const before = await this.#read(place.organisation);
      if (before?.value.step === 'traces' && (await this.#isNothingThere(before.value)))
        return before.value.certificate;
      if (!before || before.value.step === 'traces') await this.#begin(place, conversation, before);
      try {
        return await this.#carryOut(place.organisation);
      } catch (error) {
        this.#again(place.organisation, retryAfter);
        throw error;
      }
    });
  }

  /** Goes on with what was cut short; to be called before anybody is served. Never rejects: what fails is tried again. */
  async resume(): Promise<void> {
    try {
      for await (const id of this.#options.store.documents.list(deletions))
        await this.#goOn(id.slice(deletions.length));
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Resolves once nothing runs beside the turns. */
  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  /** What is left to do waits for the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    await this.idle();
  }

  async #begin(
    place: Place,
    conversation: string | undefined,
    before: { readonly value: Deletion; readonly etag: string } | undefined,
  ): Promise<void> {
    const { store, now } = this.#options;
    const earlier = before?.value.step === 'traces' ? before.value.found.conversations : undefined;
    const begun: Deletion = {
      step: 'closing',
      id: newSecret(londonDate(now())),
      at: now().toISOString(),
      place,
      ...(conversation !== undefined && { conversation }),
      ...(earlier && { earlier }),
    };
    try {
      await store.documents.put(idOf(place.organisation), begun, before?.etag ?? null);
    } catch (error) {
      // Another process was asked at the same time: what it began is carried out.
      if (!(error instanceof EtagMismatch)) throw error;
    }
  }

  /** One step after the other, each written down when it is done; another process may be at the same ones. */
  async #carryOut(organisation: OrganisationId): Promise<Certificate> {
    for (;;) {
      const stored = await this.#read(organisation);
      if (!stored) throw new Error('The deletion was finished by somebody else.');
      const { value: deletion, etag } = stored;
      if (deletion.step === 'traces') {
        this.#beside(deletion);
        return deletion.certificate;
      }
      const next = await this.#step(deletion, async () => (await this.#read(organisation))?.etag === etag);
      try {
        await this.#options.store.documents.put(idOf(organisation), next, etag);
      } catch (error) {
        if (!(error instanceof EtagMismatch)) throw error;
      }
    }
  }

  async #step(deletion: Exclude<Deletion, Gone>, isStill: () => Promise<boolean>): Promise<Deletion> {
    switch (deletion.step) {
      case 'closing': {
        await this.#close(deletion);
        const { organisations } = this.#options;
        const found = await findAll(deletion, { ...this.#options, names: organisations.names });
        return { ...deletion, step: 'files', found };
      }
      case 'files': {
        await this.#removeFiles(deletion.found);
        const certificate = await certificateOf(this.#options.store, deletion, deletion.found);
        return { ...deletion, step: 'record', certificate };
      }
      case 'record':
        await this.#removeRecord(deletion, isStill);
        await this.#options.store.documents.put(`certificate/${deletion.id}`, deletion.certificate);
        return { ...deletion, step: 'traces' };
      default:
        return deletion satisfies never;
    }
  }

  /** From here on nobody has any business there, in whichever chat or with whichever link. */
  async #close({ place }: Begun): Promise<void> {
    await this.#options.organisations.update(place, place.person, ({ isClosed }) => ({
      events: isClosed ? [] : [{ type: 'deletionBegun' }],
      result: undefined,
    }));
  }

  /** What is known of an upload goes first: whoever is still looking at its file then deletes it by themselves. */
  async #removeFiles({ services }: Found): Promise<void> {
    const { documents, files } = this.#options.store;
    for (const assessment of services) {
      for await (const { name } of files.list(`evidence/${assessment}/`)) {
        await documents.delete(`upload/${uploadOf(name)}`);
        await files.delete(name);
      }
    }
  }

  /** The services first and the organisation last: as long as anything is there, its record says that it is closed. */
  async #removeRecord({ place, found, at }: Begun & { readonly found: Found }, isStill: () => Promise<boolean>) {
    const { store, records, organisations, seats, reaches, stops, schedule, ledger } = this.#options;
    const { organisation } = place;
    for (const assessment of found.services) {
      // Another process may be done with all of it, and something have begun anew under this name.
      if (!(await isStill())) return;
      await records.remove(`assessment/${assessment}`);
      await store.documents.delete(`checked/${assessment}`);
      await this.#removeCodes(assessment);
      await reaches.forget(founderOf(assessment));
    }
    for (const { key } of found.conversations) {
      if (!(await isStill())) return;
      await endLinks(store.documents, key, new Date(at));
      const seat = await seats.get(key);
      if (seat && placeIn(seat).organisation === organisation) await seats.clear(key);
    }
    for (const person of found.people) await stops.revoke({ organisation, person });
    await reaches.forget(teamAt(organisation));
    for (const invitation of found.invitations) await this.#removeCodes(`invitation/${invitation}`);
    if (!(await isStill())) return;
    await this.#removeOfMembers(organisation);
    await schedule.set(organisation, undefined);
    await ledger.forget(organisation);
    if (await isStill()) await organisations.remove(organisation);
  }

  async #removeOfMembers(organisation: OrganisationId): Promise<void> {
    const { store, calendars } = this.#options;
    for await (const id of store.documents.list(`handover/${organisation}/`)) await store.documents.delete(id);
    for await (const id of store.documents.list(`returnCodes/${organisation}/`))
      await this.#removeCodes(id.slice('returnCodes/'.length));
    const feeds = 'calendar/feeds/';
    for await (const id of store.documents.list(`${feeds}${organisation}/`))
      await calendars.revoke(id.slice(feeds.length));
  }

  /** The codes first: once their list is gone nobody would find them. */
  async #removeCodes(owner: string): Promise<void> {
    const { documents } = this.#options.store;
    const list = `returnCodes/${owner}`;
    const found = await documents.get<{ readonly hashes: readonly string[] }>(list);
    for (const hash of found?.value.hashes ?? []) await documents.delete(`returnCode/${hash}`);
    if (found) await documents.delete(list);
  }

  /** Clears the traces, now and once more when the chat of whoever asked may go; the turn that asked is not waited for. */
  #beside(deletion: Gone): void {
    if (this.#isStopped) return;
    const { organisation } = deletion.place;
    const work = this.#clear(deletion)
      .catch((error: unknown) => {
        this.#failed(error);
        this.#again(organisation, retryAfter);
      })
      .finally(() => this.#working.delete(work));
    this.#working.add(work);
  }

  async #clear(deletion: Gone): Promise<void> {
    const { store, now } = this.#options;
    const left = Date.parse(deletion.at) + readingTime - now().getTime();
    await this.#traces.clear(deletion, left <= 0);
    if (left > 0) return this.#again(deletion.place.organisation, left);
    const stored = await this.#read(deletion.place.organisation);
    // Another one may have begun meanwhile.
    if (stored?.value.id === deletion.id) await store.documents.delete(idOf(deletion.place.organisation));
  }

  #again(organisation: OrganisationId, ms: number): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timers.get(organisation));
    const timer = setTimeout(() => {
      this.#timers.delete(organisation);
      const work = this.#goOn(organisation).finally(() => this.#working.delete(work));
      this.#working.add(work);
    }, ms);
    timer.unref();
    this.#timers.set(organisation, timer);
  }

  async #goOn(organisation: OrganisationId): Promise<void> {
    try {
      await this.#lanes.run(organisation, async () => {
        if (await this.#read(organisation)) await this.#carryOut(organisation);
      });
    } catch (error) {
      this.#failed(error);
      this.#again(organisation, retryAfter);
    }
  }

  /** Whether nothing has begun anew since. */
  async #isNothingThere({ place, found }: Gone): Promise<boolean> {
    const streams = streamsOf(place.organisation, found.services);
    const heads = await Promise.all(streams.map((stream) => this.#options.store.log.head(stream)));
    return heads.every((head) => head === undefined);
  }

  #read(organisation: OrganisationId) {
    return this.#options.store.documents.get<Deletion>(idOf(organisation));
  }

  #failed(error: unknown): void {
    this.#options.logger.error('people.afterFailed', describeError(error));
  }
}
