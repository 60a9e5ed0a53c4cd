import { type Activity, Channels } from 'botbuilder';
import type { PersonId } from '../../core/people/model.ts';
import type { Asker } from '../../dialogs/evidenceDesk.ts';
import {
  conversationKey,
  founderOf,
  organisationBehind,
  ownPlace,
  type Place,
  placeIn,
} from '../../dialogs/identity.ts';
import { DocumentsStorage } from '../../storage/documentsStorage.ts';
import type { Store } from '../../storage/ports.ts';
import type { Opens } from '../../storage/returnCodes.ts';
import type { Seats } from '../../storage/seats.ts';
import { isObject } from '../directLine/incoming.ts';
import { endLinks } from '../evidence/endedLinks.ts';
import { Staging } from '../evidence/staging.ts';
import { lifetimes } from '../evidence/tickets.ts';
import { uploadLifetime } from '../evidence/uploads.ts';
import type { CalendarLink } from '../reach/calendarLinks.ts';
import type { Reaches } from '../reach/reaches.ts';
import type { Accesses } from './access.ts';
import { hasBegunAnew } from './begunAnew.ts';
import { type FoundConversation, type Gone, streamsOf } from './deletionPlan.ts';
import type { Doors } from './doors.ts';
import type { Organisations } from './organisations.ts';
import type { TakeAwayTicket } from './takeAwayLinks.ts';

/** What is gone through before others have their turn. */
const atATime = 200;

export interface TracesOptions {
  readonly store: Store;
  readonly organisations: Organisations;
  readonly accesses: Accesses;
  readonly seats: Seats;
  readonly doors: Doors;
  readonly reaches: Reaches;
  /** Takes the transcript of a web conversation away; may wait for a turn under way there. */
  readonly forgetConversation: (conversationId: string) => Promise<void>;
}

/**
 * What other places still say of an organisation that is gone. It may have begun anew meanwhile, under the same names: what belongs to that
 * stays. Much of it can only be found by going through all there is of a kind, so this runs beside the turns. May be repeated.
 */
export class DeletionTraces {
  readonly #options: TracesOptions;
  readonly #states: DocumentsStorage;

  constructor(options: TracesOptions) {
    this.#options = options;
    this.#states = new DocumentsStorage(options.store.documents);
  }

  /** `isLast`: whoever deleted has had time to read the certificate. */
  async clear(deletion: Gone, isLast: boolean): Promise<void> {
    // First, or it would look as if something had begun anew.
    if (isLast) await this.#clearStrays(deletion);
    const known = deletion.found.conversations;
    const seated = await this.#clearSeats(deletion);
    const more = await this.#moreConversations(deletion, seated, new Set(known.map(({ key }) => key)));
    for (const each of [...known, ...more]) {
      const isWaiting = each.isAskers && !isLast;
      if (!isWaiting) await this.#clearConversation(each, deletion.at);
    }
    await this.#clearStates(deletion);
    await this.#clearUploads(deletion);
    await this.#clearTickets(deletion);
    await this.#clearCodes(deletion);
    await this.#clearReminders(deletion);
    await this.#clearNewcomers(deletion);
    await this.#clearPeople(deletion);
    await this.#options.doors.forgetGone(deletion.found.people, deletion.place.organisation);
  }

  async #clearConversation({ key, channel, id, isAskers }: FoundConversation, at: string): Promise<void> {
    const { store, seats, forgetConversation } = this.#options;
    if (channel !== Channels.Directline) {
      // Whoever deleted goes on with something of their own there.
      if (!isAskers) await this.#states.delete([`${channel}/conversations/${id}/`]);
    } else {
      const isInUse = (await this.#isNewer(id, at)) || (isAskers && (await hasBegunAnew(key, [], { seats, ...store })));
      if (!isInUse) await forgetConversation(id);
    }
    if (!isAskers) await endLinks(store.documents, key, new Date(at));
  }

  /** Whether a web conversation was begun since, perhaps once more under the same id: then it belongs to what began anew. */
  async #isNewer(id: string, at: string): Promise<boolean> {
    const [first] = await this.#options.store.log.read(`conversation/${id}`, 0, 1).catch(() => []);
    return first !== undefined && first.at > at;
  }

  /** Seats of those who have no business there any more; resolves with their conversations. */
  async #clearSeats({ place }: Gone): Promise<ReadonlySet<string>> {
    const { seats } = this.#options;
    const cleared = new Set<string>();
    for await (const key of this.#ids('seat/')) {
      const seat = await seats.get(key);
      if (!seat || placeIn(seat).organisation !== place.organisation) continue;
      if (await this.#isBack(placeIn(seat))) continue;
      await seats.clear(key);
      cleared.add(key);
    }
    return cleared;
  }

  /** Web conversations whose seats were found, or that began a service of it and were never led elsewhere. */
  async #moreConversations(
    { at, conversation, found }: Gone,
    seated: ReadonlySet<string>,
    known: ReadonlySet<string>,
  ): Promise<readonly FoundConversation[]> {
    const { seats } = this.#options;
    const more: FoundConversation[] = [];
    for await (const stream of this.#streams('conversation/')) {
      const id = stream.slice('conversation/'.length);
      const key = conversationKey({ channelId: Channels.Directline, conversation: { id } } as Activity);
      if (known.has(key)) continue;
      const began = found.services.includes(ownPlace(key).assessment);
      if (!seated.has(key) && !(began && !(await seats.get(key)))) continue;
      if (await this.#isNewer(id, at)) continue;
      more.push({
        key,
        id,
        channel: Channels.Directline,
        isAskers: conversation === undefined || key === conversation,
      });
    }
    return more;
  }

  /** What other channels remember of conversations there: where they were, perhaps half an answer. */
  async #clearStates({ place }: Gone): Promise<void> {
    const { documents } = this.#options.store;
    for await (const key of this.#ids('botState/')) {
      const id = `botState/${key}`;
      const at = placeKept((await documents.get<unknown>(id))?.value);
      if (!at || at.organisation !== place.organisation || (await this.#isBack(at))) continue;
      await documents.delete(id);
    }
  }

  /** Files that were on their way, and what is known of those that came; that goes last, as it says whose they are. */
  async #clearUploads(deletion: Gone): Promise<void> {
    const { documents, files } = this.#options.store;
    const staging = new Staging(files);
    const gone: string[] = [];
    for await (const key of this.#ids('upload/')) {
      const upload = await this.#about<{ readonly asker: Asker; readonly until: string }>(`upload/${key}`);
      const begun = upload && Date.parse(upload.until) - uploadLifetime * 1000;
      if (!upload || !this.#isOf(deletion, upload.asker, begun)) continue;
      await staging.remove(key);
      await files.delete(`evidence/${upload.asker.assessment}/${key}`);
      gone.push(key);
    }
    for await (const key of this.#ids('uploadedWith/')) {
      const message = await this.#about<{ readonly uploads: readonly string[] }>(`uploadedWith/${key}`);
      if (message?.uploads.some((upload) => gone.includes(upload))) await documents.delete(`uploadedWith/${key}`);
    }
    for (const key of gone) await documents.delete(`upload/${key}`);
  }

  async #clearTickets(deletion: Gone): Promise<void> {
    const { documents } = this.#options.store;
    for await (const key of this.#ids('ticket/')) {
      type Stored = {
        readonly purpose: keyof typeof lifetimes;
        readonly ticket: { asker: Asker };
        readonly until: string;
      };
      const stored = await this.#about<Stored>(`ticket/${key}`);
      const given = stored && Date.parse(stored.until) - lifetimes[stored.purpose] * 60_000;
      if (stored && this.#isOf(deletion, stored.ticket.asker, given)) await documents.delete(`ticket/${key}`);
    }
    for await (const key of this.#ids('takeAway/')) {
      const stored = await this.#about<TakeAwayTicket & { readonly givenAt: string }>(`takeAway/${key}`);
      if (stored && this.#isOf(deletion, stored.place, Date.parse(stored.givenAt)))
        await documents.delete(`takeAway/${key}`);
    }
  }

  /** Codes that no list names: whoever made or cancelled them was cut short. */
  async #clearCodes({ place, found }: Gone): Promise<void> {
    const { store, organisations } = this.#options;
    for await (const key of this.#ids('returnCode/')) {
      const opens = await this.#about<Opens>(`returnCode/${key}`);
      if (!opens) continue;
      const { assessment, organisation, person, invitation } = opens;
      const isOurs =
        organisation === undefined ? found.services.includes(assessment) : organisation === place.organisation;
      if (!isOurs) continue;
      const isGood =
        invitation === undefined
          ? await this.#isBack(
              placeIn({ assessment, ...(organisation && { organisation }), ...(person && { person }) }),
            )
          : (await organisations.find(place.organisation))?.invitations[invitation] !== undefined;
      if (!isGood) await store.documents.delete(`returnCode/${key}`);
    }
  }

  /** Wakes and links to calendars that nobody's list names any more; a link to a single file ends by itself within the hour. */
  async #clearReminders({ place: { organisation } }: Gone): Promise<void> {
    const { store, organisations } = this.#options;
    const { documents } = store;
    for await (const hash of this.#ids('calendar/link/')) {
      const link = await this.#about<CalendarLink>(`calendar/link/${hash}`);
      if (link?.use !== 'feed' || !link.person.startsWith(`${organisation}/`)) continue;
      const listed = await this.#about<{ readonly feeds: readonly string[] }>(`calendar/feeds/${link.person}`);
      if (!listed?.feeds.includes(hash)) await documents.delete(`calendar/link/${hash}`);
    }
    if (await organisations.find(organisation)) return;
    for await (const wake of this.#ids('wake/')) {
      if (wake.endsWith(`/${organisation}`)) await documents.delete(`wake/${wake}`);
    }
    await documents.delete(`nextWake/${organisation}`);
  }

  /** Whoever was offered to join; where it began anew they are offered that at their next sign-in. */
  async #clearNewcomers({ place: { organisation } }: Gone): Promise<void> {
    const { store, organisations } = this.#options;
    if (await organisations.find(organisation)) return;
    for await (const key of this.#ids('newcomer/')) {
      const newcomer = await this.#about<Record<'at' | 'own', Place>>(`newcomer/${key}`);
      if ([newcomer?.at, newcomer?.own].some((each) => each?.organisation === organisation))
        await store.documents.delete(`newcomer/${key}`);
    }
  }

  /** How people are reached, unless they are somewhere else too. */
  async #clearPeople({ place, found }: Gone): Promise<void> {
    const { reaches, organisations } = this.#options;
    const own = new Set(found.services.map(founderOf));
    const left: PersonId[] = [];
    for (const person of found.people) {
      const { places, email } = await reaches.of(person);
      if ((places.length > 0 || email) && !own.has(person)) left.push(person);
    }
    if (left.length === 0) return;
    const elsewhere = new Set<PersonId>();
    for await (const stream of this.#streams('organisation/')) {
      // What began anew under this very name keeps its people too.
      const organisation = await organisations.find(stream.slice('organisation/'.length));
      for (const person of left) {
        if (
          organisation &&
          (Object.hasOwn(organisation.members, person) || Object.hasOwn(organisation.waiting, person))
        )
          elsewhere.add(person);
      }
    }
    for (const person of left) {
      // Alone with an assessment that they began, in no record of any organisation.
      const places = (await reaches.of(person)).places;
      const isAlone = (await this.#seatsOf(places)).some(
        (seat) => seat.person === person && seat.organisation !== place.organisation,
      );
      if (!elsewhere.has(person) && !isAlone) await reaches.forget(person);
    }
  }

  async #seatsOf(places: readonly { readonly key: string }[]): Promise<readonly Place[]> {
    const seats = await Promise.all(places.map(({ key }) => this.#options.seats.get(key)));
    return seats.flatMap((seat) => (seat ? [placeIn(seat)] : []));
  }

  /** What was written in another process by somebody who had not heard yet that all was closed. */
  async #clearStrays({ place, found }: Gone): Promise<void> {
    const { store, organisations } = this.#options;
    const organisation = await organisations.find(place.organisation);
    const members = Object.keys(organisation?.members ?? {});
    if (organisation && members.length === 0) await organisations.remove(place.organisation);
    if (!organisation) await organisations.names.remove(place.organisation);
    for (const assessment of found.services) {
      const stream = `assessment/${assessment}`;
      const [first] = await store.log.read(stream, 0, 1).catch(() => []);
      const isOwners = place.organisation === organisationBehind(assessment) && first?.by === founderOf(assessment);
      if (first && !isOwners && !members.includes(first.by)) await store.log.remove(stream);
      // With a record, the sweeper sees to what it does not name.
      if (await store.log.head(stream)) continue;
      for await (const { name } of store.files.list(`evidence/${assessment}/`)) await store.files.delete(name);
    }
  }

  /** Whether somebody there belongs to what began anew. Who alone began a service is let in even where there is nothing of it. */
  async #isBack(place: Place): Promise<boolean> {
    const { store, accesses } = this.#options;
    const [organisation, assessment] = streamsOf(place.organisation, [place.assessment]);
    const heads = await Promise.all([organisation, assessment].map((stream) => stream && store.log.head(stream)));
    return heads.some(Boolean) && (await accesses(place)) !== undefined;
  }

  /** `given`: milliseconds since 1970. */
  #isOf({ place, found, at }: Gone, asked: Partial<Place>, given: number | undefined): boolean {
    if (given !== undefined && given > Date.parse(at)) return false;
    const { organisation, assessment } = asked;
    return organisation === undefined
      ? assessment !== undefined && found.services.includes(assessment)
      : organisation === place.organisation;
  }

  /** Undefined for what is gone, or of another shape. */
  async #about<T>(id: string): Promise<T | undefined> {
    return (await this.#options.store.documents.get<T>(id))?.value;
  }

  /** Ids of all documents of a kind, without their prefix. */
  async *#ids(prefix: string): AsyncGenerator<string, void, undefined> {
    yield* unhurried(this.#options.store.documents.list(prefix), prefix.length);
  }

  async *#streams(prefix: string): AsyncGenerator<string, void, undefined> {
    for await (const stream of unhurried(this.#options.store.log.streams(), 0))
      if (stream.startsWith(prefix)) yield stream;
  }
}

async function* unhurried(all: AsyncIterable<string>, cut: number): AsyncGenerator<string, void, undefined> {
  let count = 0;
  for await (const each of all) {
    if (++count % atATime === 0) await new Promise((resolve) => setImmediate(resolve));
    yield each.slice(cut);
  }
}

/** Where a conversation's state says that it is (`DialogMemory` in dialogs/assessmentDialog.ts); undefined where it does not. */
function placeKept(state: unknown): Place | undefined {
  const dialogs = isObject(state) ? state.dialogs : undefined;
  const stack = isObject(dialogs) ? dialogs.dialogStack : undefined;
  const top: unknown = Array.isArray(stack) ? stack[0] : undefined;
  const memory = isObject(top) ? top.state : undefined;
  const place = isObject(memory) ? memory.place : undefined;
  if (!isObject(place)) return undefined;
  const { organisation, assessment, person } = place;
  return typeof organisation === 'string' && typeof assessment === 'string' && typeof person === 'string'
    ? { organisation, assessment, person }
    : undefined;
}
