import { type Assessment, emptyAssessment, fold } from '../../core/assessment.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import type { AssessmentId, OrganisationId, PersonId } from '../../core/people/model.ts';
import { emptyOrganisation, foldOrganisation, type OrganisationEvent } from '../../core/people/organisation.ts';
import { founderOf, type Place, placeIn } from '../../dialogs/identity.ts';
import type { Certificate } from '../../dialogs/peopleDesk.ts';
import { commitsAfter } from '../../storage/commitsAfter.ts';
import type { Commit, Documents, Head, Store } from '../../storage/ports.ts';
import type { Seats } from '../../storage/seats.ts';
import { DamagedCommit } from '../../storage/storeError.ts';
import type { Reaches } from '../reach/reaches.ts';
import { teamAt } from '../teams/teamNotices.ts';
import type { Names } from './names.ts';
import { streamOf } from './organisations.ts';

/** Somebody's conversation with the guide at an organisation that is being deleted. */
export interface FoundConversation {
  /** As `conversationKey` makes it. */
  readonly key: string;
  /** Bot Framework's name of the channel, and the id of the conversation there. */
  readonly channel: string;
  readonly id: string;
  /** True where whoever deletes may be reading the certificate. */
  readonly isAskers: boolean;
}

/** What there is to delete, beside what lies under names that tell whose it is. */
export interface Found {
  readonly services: readonly AssessmentId[];
  /** Everybody who ever had anything to do with it, members or not. */
  readonly people: readonly PersonId[];
  readonly invitations: readonly string[];
  readonly conversations: readonly FoundConversation[];
  readonly counts: Pick<Certificate, 'documents' | 'files' | 'people'>;
}

/**
 * A deletion under way, `deletion/<organisation>` among the documents: what comes next, and all that must be known for it though half of it
 * is gone. `closing`: nobody is let in any more. `files`: what people sent goes. `record`: the streams go, and what is kept by their names.
 * `traces`: the organisation is gone; what remains is what other places still say of it.
 */
export type Deletion = Begun &
  (
    | { readonly step: 'closing' }
    | { readonly step: 'files'; readonly found: Found }
    | { readonly step: 'record'; readonly found: Found; readonly certificate: Certificate }
    | GoneStep
  );

interface GoneStep {
  readonly step: 'traces';
  readonly found: Found;
  readonly certificate: Certificate;
}

/** A deletion whose organisation is gone. */
export type Gone = Begun & GoneStep;

export interface Begun {
  /** Of the certificate. */
  readonly id: string;
  /** ISO 8601 instant. */
  readonly at: string;
  /** Whoever asked for it, and in which conversation (a key) where that is known. */
  readonly place: Place;
  readonly conversation?: string;
  /** Of an earlier deletion whose traces were not all gone yet. */
  readonly earlier?: readonly FoundConversation[];
}

export interface PlanOptions {
  readonly store: Store;
  readonly names: Names;
  readonly seats: Seats;
  readonly reaches: Reaches;
}

/** What the ids of deletions begin with; the rest is the organisation's. */
export const deletions = 'deletion/';

/** Names of the streams whose files are going or gone, and which are there still: a deletion was cut short, or is being carried out. */
export async function halfDeleted(documents: Documents): Promise<ReadonlySet<string>> {
  const streams = new Set<string>();
  for await (const id of documents.list(deletions)) {
    const deletion = (await documents.get<Deletion>(id))?.value;
    if (deletion?.step !== 'files' && deletion?.step !== 'record') continue;
    for (const assessment of deletion.found.services) streams.add(`assessment/${assessment}`);
  }
  return streams;
}

/** Finds what belongs to an organisation: to be asked once nobody is let in any more. */
export async function findAll({ place, conversation, earlier = [] }: Begun, options: PlanOptions): Promise<Found> {
  const { store, names, reaches, seats } = options;
  const { files } = store;
  const people = new Set<PersonId>([place.person, teamAt(place.organisation)]);
  const invitations = new Set<string>();
  const members = new Set<PersonId>();
  let organisation = emptyOrganisation;
  for await (const commit of readable<OrganisationEvent>(store, streamOf(place.organisation))) {
    organisation = foldOrganisation(organisation, commit);
    people.add(commit.by);
    for (const event of commit.events) {
      for (const person of peopleIn(event)) people.add(person);
      if (event.type === 'invitationMade') invitations.add(event.invitation);
      if (event.type === 'organisationFounded' || event.type === 'memberJoined') members.add(event.person);
    }
  }
  const called = await names.read(place.organisation);
  const guests = Object.keys(called.guests);
  for (const person of [...Object.keys(called.members), ...guests]) people.add(person);
  const services = organisation.services.length > 0 ? organisation.services : [place.assessment];
  const counts = { documents: 0, files: 0, people: new Set([...members, ...guests]).size };
  for (const assessment of services) {
    people.add(founderOf(assessment));
    let state: Assessment = emptyAssessment;
    for await (const commit of readable<AssessmentEvent>(store, `assessment/${assessment}`)) {
      state = fold(state, commit);
      for (const event of commit.events) if (event.type === 'questionAssigned') people.add(event.to);
    }
    counts.documents += Object.keys(state.documents).length;
    for await (const _ of files.list(`evidence/${assessment}/`)) counts.files += 1;
  }

  const conversations = new Map(earlier.map((each) => [each.key, each]));
  for (const person of people) {
    for (const { key, channel, reference } of (await reaches.of(person)).places) {
      const seat = await seats.get(key);
      // Whoever has gone on elsewhere talks about somebody else's work by now.
      if (seat && placeIn(seat).organisation !== place.organisation) continue;
      const isAskers = conversation === undefined ? person === place.person : key === conversation;
      conversations.set(key, { key, channel, id: reference.conversation?.id ?? '', isAskers });
    }
  }
  return {
    services,
    people: [...people],
    invitations: [...invitations],
    conversations: [...conversations.values()],
    counts,
  };
}

/** Proof of what goes, from the heads as they are now. */
export async function certificateOf(
  { log }: Pick<Store, 'log'>,
  { id, at, place }: Begun,
  { services, counts }: Found,
): Promise<Certificate> {
  const heads: Head[] = [];
  for (const stream of streamsOf(place.organisation, services)) {
    const head = await log.head(stream);
    if (head) heads.push(head);
  }
  return {
    ...{ id, at },
    commits: heads.reduce((sum, { revision }) => sum + revision, 0),
    services: services.length,
    ...counts,
    heads: heads.map(({ hash }) => hash),
  };
}

export const streamsOf = (organisation: OrganisationId, services: readonly AssessmentId[]): readonly string[] => [
  streamOf(organisation),
  ...services.map((assessment) => `assessment/${assessment}`),
];

/** The commits of a stream as far as they can be read: what is damaged is deleted all the same. */
async function* readable<Event>({ log }: Store, stream: string): AsyncGenerator<Commit<Event>, void, undefined> {
  try {
    yield* commitsAfter<Event>(log, stream, 0);
  } catch (error) {
    if (!(error instanceof DamagedCommit)) throw error;
  }
}

function peopleIn(event: OrganisationEvent): readonly PersonId[] {
  return [...('person' in event ? [event.person] : []), ...('to' in event && event.to !== undefined ? [event.to] : [])];
}
