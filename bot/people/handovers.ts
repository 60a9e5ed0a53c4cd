import type { Assessment } from '../../core/assessment.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import { type Assignment, isWaiting, type PersonId, type Role } from '../../core/people/model.ts';
import { type Addressed, inherited } from '../../core/people/notices.ts';
import type { Organisation } from '../../core/people/organisation.ts';
import { decideRequest } from '../../core/people/organisationSteps.ts';
import type { PeopleRequest } from '../../core/people/requests.ts';
import { londonDate } from '../../core/time.ts';
import { founderOf, type Place } from '../../dialogs/identity.ts';
import type { HandoverNote, PeopleTold } from '../../dialogs/peopleDesk.ts';
import type { Documents } from '../../storage/ports.ts';
import type { Records } from '../../storage/records.ts';
import type { ReturnCodes } from '../../storage/returnCodes.ts';
import { newSecret } from '../evidence/secrets.ts';
import type { PeopleReach } from './desk.ts';
import type { Organisations } from './organisations.ts';

export interface HandoversOptions {
  readonly documents: Documents;
  readonly organisations: Organisations;
  readonly records: Records<Assessment, AssessmentEvent>;
  readonly codes: ReturnCodes;
  readonly reach: Pick<PeopleReach, 'doors' | 'end' | 'changed'>;
  readonly now: () => Date;
}

/** What was found to be moved and ended, `handover/<organisation>/<person>` while that is done: the note of a repeat tells all of it. */
interface Begun {
  readonly to?: PersonId;
  readonly questions: readonly string[];
  /** Keys of conversations. */
  readonly doors: readonly string[];
}

/** Seconds: a handover that nobody finished is begun anew after that. */
const begunFor = 7 * 24 * 60 * 60;

type Removal = Extract<PeopleRequest, { ask: 'remove' }>;

/**
 * Takes somebody out. Whatever is cut short can be asked for again: questions, codes and conversations go first, and the person last, and
 * for somebody who is in no more the rest is done once more.
 */
export class Handovers {
  readonly #options: HandoversOptions;

  constructor(options: HandoversOptions) {
    this.#options = options;
  }

  /** `conversation`: key of the one that asks. `tell`: for those who are to hear of the questions of one service. */
  async carryOut(
    request: Removal,
    place: Place,
    conversation: string,
    tell: (at: Place, addressed: readonly Addressed[]) => void,
  ): Promise<PeopleTold> {
    const { documents, organisations, reach, codes, now } = this.#options;
    const { person } = request;
    const { organisation, team } = await organisations.standing(place);
    const refused = await this.#decide(request, place, false);
    if (refused) return { say: 'refused', why: refused };
    const to = request.to ?? leftIn(organisation, person)?.to;
    const { services } = organisation;
    const begun = await this.#begin(place, person, to, services);

    for (const assessment of services) {
      const at = { ...place, assessment };
      tell(at, await this.#moveQuestions(at, person, to, organisation));
    }
    const end = async (): Promise<void> => {
      await codes.cancelAll({ ...place, person });
      // Those from before there were people open what somebody began.
      for (const assessment of services) if (founderOf(assessment) === person) await codes.cancelAll({ assessment });
      await reach.end(place, person, services, conversation);
    };
    await end();
    await this.#decide(request, place, true);
    // Whatever they opened in that very moment.
    await end();
    await documents.delete(idOf(place, person));
    await reach.changed(place, true);

    const after = (await organisations.standing(place)).team.members;
    const name = team.members.find((each) => each.person === person)?.name ?? team.left?.[person];
    const next = after.find((each) => each.person === to);
    const note: HandoverNote = {
      ...(name !== undefined && { named: person }),
      person: { role: roleOf(organisation, person), ...(name !== undefined && { name }) },
      ...(next && { to: { role: next.role, ...(next.name !== undefined && { name: next.name }) } }),
      questions: begun.questions,
      doors: begun.doors.length,
      at: now().toISOString(),
    };
    return { say: 'removed', note };
  }

  /** Whether it may be done, and with `isWritten` done. Resolves with why not. */
  #decide(request: Removal, place: Place, isWritten: boolean) {
    const by = place.person;
    const asking = { by, newId: '', until: '', now: this.#options.now().toISOString() };
    return this.#options.organisations.update(place, by, (organisation) => {
      const decided = decideRequest(organisation, request, asking);
      return { events: isWritten ? decided.events : [], result: 'refused' in decided ? decided.refused : undefined };
    });
  }

  async #begin(
    place: Place,
    person: PersonId,
    to: PersonId | undefined,
    services: Organisation['services'],
  ): Promise<Begun> {
    const { documents, records, reach } = this.#options;
    const before = (await documents.get<Begun>(idOf(place, person)))?.value;
    const questions: string[] = [];
    for (const assessment of services) {
      const { state } = await records.read(`assessment/${assessment}`);
      questions.push(...waitingWith(person, state).map(({ question }) => question));
    }
    const doors = await reach.doors(place, person, services);
    const isSame = before !== undefined && before.to === to;
    const begun: Begun = {
      ...(to !== undefined && { to }),
      questions: [...(isSame ? before.questions : []), ...questions],
      doors: [...new Set([...(before?.doors ?? []), ...doors])],
    };
    await documents.put(idOf(place, person), begun, undefined, begunFor);
    return begun;
  }

  /** What waits with them goes to `to`, or back to whoever asked; resolves with who is to be told. */
  async #moveQuestions(
    { assessment, person: by }: Place,
    person: PersonId,
    to: PersonId | undefined,
    organisation: Organisation,
  ): Promise<readonly Addressed[]> {
    const { records, now } = this.#options;
    const moved = await records.update<readonly Assignment[]>(`assessment/${assessment}`, (state) => {
      const theirs = waitingWith(person, state);
      if (theirs.length === 0) return { result: theirs };
      const events = theirs.map(
        ({ id }): AssessmentEvent =>
          to === undefined
            ? { type: 'assignmentWithdrawn', assignment: id }
            : { type: 'assignmentMoved', assignment: id, to },
      );
      const commit = { at: now().toISOString(), by, inputId: newSecret(londonDate(now())), events };
      return { commit, result: theirs };
    });
    const told = moved.map(
      ({ question, by: asker }): Addressed =>
        to === undefined
          ? { to: asker, notice: { type: 'handedBack', question, by: person } }
          : { to, notice: { type: 'takenOver', question, by } },
    );
    return inherited(told, organisation, by);
  }
}

const waitingWith = (person: PersonId, { assignments }: Assessment): readonly Assignment[] =>
  assignments.filter((each) => each.to === person && isWaiting(each));

const leftIn = ({ left }: Organisation, person: PersonId) => (Object.hasOwn(left, person) ? left[person] : undefined);

function roleOf(organisation: Organisation, person: PersonId): Role {
  return organisation.members[person]?.role ?? leftIn(organisation, person)?.role ?? 'viewer';
}

const idOf = ({ organisation }: Place, person: PersonId): string => `handover/${organisation}/${person}`;
