import type { OrganisationId } from '../../core/people/model.ts';
import { type Documents, EtagMismatch, type Stored } from '../../storage/ports.ts';
import { hourOf, isHour, type Minute, minuteAfter, minuteOf, prefixesBetween } from './minutes.ts';
import { untilWritten } from './untilWritten.ts';

/** Milliseconds by which the clocks of instances may differ: nothing is taken for over before so much later. */
const skew = 60 * 60_000;

/** That an organisation is to be looked at. */
export interface Wake {
  readonly organisation: OrganisationId;
  readonly minute: Minute;
}

/** A wake that somebody is working on, with what was written of the organisation when they began. */
export interface Look extends Wake {
  readonly place: Stored<Place> | undefined;
}

/** The one wake of an organisation that counts. */
interface Place {
  /** Absent while nothing is ahead. */
  readonly minute?: Minute | undefined;
  /** Asked for while `minute` had nearly come or was being worked on. */
  readonly again?: Minute | undefined;
}

/** The hour before which there are no wakes any more. */
interface Cursor {
  readonly from: string;
}

const cursorId = 'wakeCursor';
const placeId = (organisation: OrganisationId): string => `nextWake/${organisation}`;
const wakeId = (minute: Minute, organisation: OrganisationId): string => `wake/${minute}/${organisation}`;
const wakePattern = /^wake\/(?<minute>\d{4}-\d\d-\d\dT\d\d\/\d\d)\/(?<organisation>.+)$/s;

/**
 * When each organisation is to be looked at next. A wake is a document whose name begins with its minute, so those that are due are found
 * by listing what lies between a remembered hour and now. Beside it one document for each organisation names its wake, to move it by.
 *
 * The new wake is written first, then the name, and the old wake goes last: whatever a crash leaves, an organisation is looked at in time,
 * and at worst once too often.
 */
export class Schedule {
  readonly #documents: Documents;
  readonly #now: () => Date;

  constructor({ documents, now }: { readonly documents: Documents; readonly now: () => Date }) {
    this.#documents = documents;
    this.#now = now;
  }

  /** Moves the wake of an organisation to an ISO 8601 instant, earlier or later; one that is past means now. Undefined: it has none any more. */
  async set(organisation: OrganisationId, at: string | undefined): Promise<void> {
    await untilWritten(async () => {
      const place = await this.#place(organisation);
      if (at !== undefined) return this.#move(organisation, place, minuteAfter(new Date(at)));
      await this.#documents.delete(placeId(organisation));
      await this.#deleteWakes(organisation, undefined, place?.value.minute);
    });
  }

  /**
   * Sees to it that an organisation is looked at no later than `at`, an ISO 8601 instant, with all that was stored before this was called. Costs
   * one read where that is so already.
   */
  async advance(organisation: OrganisationId, at: string): Promise<void> {
    await untilWritten(async () => {
      const place = await this.#place(organisation);
      const minute = minuteAfter(new Date(at));
      const current = place?.value.minute;
      if (!place || current === undefined || minute < current) return this.#move(organisation, place, minute);
      if (current > minuteOf(new Date(this.#now().getTime() + skew))) return;
      // Somebody may be looking at it right now, with facts from before: they find a new etag and come back in time.
      const again = earliest(place.value.again, minute);
      await this.#documents.put(placeId(organisation), { minute: current, again } satisfies Place, place.etag);
    });
  }

  /**
   * Wakes whose minute has come, each organisation at least once. Those before the remembered hour are not looked for; it moves on, once the
   * end is reached, past the hours in which nothing was found. Where it is lost, or later than `now`, all wakes are gone through once.
   */
  async *due(now: Date): AsyncGenerator<Wake, void, undefined> {
    const until = minuteOf(now);
    const cursor = await this.#documents.get<Cursor>(cursorId);
    const from = cursor?.value.from;
    const isUsable = isHour(from) && from <= hourOf(until);
    let earliestFound = hourOf(minuteOf(new Date(now.getTime() - skew)));
    for (const prefix of isUsable ? prefixesBetween(from, now) : ['']) {
      for await (const id of this.#documents.list(`wake/${prefix}`)) {
        const { minute, organisation } = wakePattern.exec(id)?.groups ?? {};
        if (minute === undefined || organisation === undefined || minute > until) continue;
        if (hourOf(minute) < earliestFound) earliestFound = hourOf(minute);
        yield { organisation, minute };
      }
    }
    if (earliestFound === from) return;
    try {
      await this.#documents.put(cursorId, { from: earliestFound } satisfies Cursor, cursor?.etag ?? null);
    } catch (error) {
      if (!(error instanceof EtagMismatch)) throw error; // Somebody else moved it.
    }
  }

  /** To be called before anything of the organisation is read. */
  async look(wake: Wake): Promise<Look> {
    return { ...wake, place: await this.#place(wake.organisation) };
  }

  /**
   * The organisation was looked at: the wake goes, and the next is at `next`, or earlier where somebody asked for that meanwhile.
   * Undefined: nothing is ahead.
   */
  async finish(look: Look, next: string | undefined): Promise<void> {
    const { organisation } = look;
    let place = look.place;
    // A wake that was left over moves the one that counts no later: what was asked for meanwhile may rely on it.
    const counts = place?.value.minute === look.minute ? undefined : place?.value.minute;
    const wanted = earliest(next === undefined ? undefined : minuteAfter(new Date(next)), counts);
    let minute = wanted;
    await untilWritten(async () => {
      try {
        await this.#move(organisation, place, minute, look.minute);
      } catch (error) {
        if (!(error instanceof EtagMismatch)) throw error;
        place = await this.#place(organisation);
        minute = place ? earliest(wanted, place.value.again ?? place.value.minute) : undefined;
        if (place) throw error;
        // Its wakes were taken away while we looked.
        await this.#documents.delete(wakeId(look.minute, organisation));
      }
    });
  }

  #place(organisation: OrganisationId): Promise<Stored<Place> | undefined> {
    return this.#documents.get<Place>(placeId(organisation));
  }

  /** Rejects with `EtagMismatch` when the place is not as it was. `found`: a wake that goes besides the one that counted. */
  async #move(
    organisation: OrganisationId,
    place: Stored<Place> | undefined,
    wanted: Minute | undefined,
    found?: Minute,
  ): Promise<void> {
    const minute = wanted === undefined ? undefined : await this.#putWake(organisation, wanted);
    if (minute === undefined || minute !== place?.value.minute || place.value.again !== undefined) {
      await this.#documents.put(placeId(organisation), { minute } satisfies Place, place?.etag ?? null);
    }
    await this.#deleteWakes(organisation, minute, place?.value.minute, found);
  }

  /** Writes a wake where it will be found: not in the past, where nobody may look any more by the time it is written. */
  async #putWake(organisation: OrganisationId, wanted: Minute): Promise<Minute> {
    for (;;) {
      const now = minuteOf(this.#now());
      const minute = wanted < now ? now : wanted;
      await this.#documents.put(wakeId(minute, organisation), {});
      if (hourOf(minuteOf(this.#now())) <= hourOf(minute)) return minute;
      await this.#documents.delete(wakeId(minute, organisation));
    }
  }

  async #deleteWakes(
    organisation: OrganisationId,
    kept: Minute | undefined,
    ...minutes: readonly (Minute | undefined)[]
  ): Promise<void> {
    for (const minute of new Set(minutes)) {
      if (minute !== undefined && minute !== kept) await this.#documents.delete(wakeId(minute, organisation));
    }
  }
}

function earliest(one: Minute | undefined, other: Minute | undefined): Minute | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}
