import type { Assessment } from '../../core/assessment.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import type { OrganisationId, PersonId } from '../../core/people/model.ts';
import type { Organisation } from '../../core/people/organisation.ts';
import { dueReminders } from '../../core/reminders/decide.ts';
import { serviceFacts } from '../../core/reminders/facts.ts';
import { defaultSettings, type Reminder, type ReminderFacts } from '../../core/reminders/model.ts';
import { pendingReminders } from '../../core/reminders/pending.ts';
import { londonDate } from '../../core/time.ts';
import type { EventLog } from '../../storage/ports.ts';
import type { Records } from '../../storage/records.ts';
import type { Content } from '../content.ts';
import type { Ahead } from '../reach/calendar.ts';
import type { FactsSource } from '../reminders/ports.ts';
import { lastChange } from './lastChange.ts';
import type { Organisations } from './organisations.ts';

export interface ReminderFactsOptions {
  readonly log: EventLog;
  readonly organisations: Organisations;
  readonly records: Records<Assessment, AssessmentEvent>;
  readonly content: Content;
  readonly now: () => Date;
}

/** What the rules of reminders look at, out of the records of an organisation. Rejects as the store does. */
export class RecordedFacts implements FactsSource {
  readonly #options: ReminderFactsOptions;

  constructor(options: ReminderFactsOptions) {
    this.#options = options;
  }

  async facts(organisation: OrganisationId): Promise<ReminderFacts | undefined> {
    const { organisations, records, content, now } = this.#options;
    const found = await organisations.find(organisation);
    if (!found) return undefined;
    const today = londonDate(now());
    const services = await Promise.all(
      found.services.map(async (assessment) => {
        const { state } = await records.read(`assessment/${assessment}`);
        return serviceFacts(content.book, assessment, state, today);
      }),
    );
    const { edition, outOn } = content.book.set;
    return {
      organisation,
      members: remindedIn(found),
      services: services.filter((each) => each !== undefined),
      deadline: content.toolkitYear.deadline,
      editions: [{ edition, outOn }],
    };
  }

  /** What is due now for one person, the most pressing first. */
  async due(organisation: OrganisationId, person: PersonId): Promise<readonly Reminder[]> {
    const facts = await this.facts(organisation);
    if (!facts) return [];
    const { now, content } = this.#options;
    return dueReminders(now().toISOString(), facts, content.calendar).filter(({ to }) => to === person);
  }

  /** What lies ahead for one person; undefined for somebody who is not in it. */
  async ahead(organisation: OrganisationId, person: PersonId): Promise<Ahead | undefined> {
    const { organisations, content, log, now } = this.#options;
    const found = await organisations.find(organisation);
    const known = found && (await this.facts(organisation));
    if (!known || !isConcerned(person, found, known)) return undefined;
    const settingsOf = (each: PersonId) => found.reminders[each] ?? defaultSettings;
    const pending = pendingReminders(londonDate(now()), known, settingsOf, content.calendar);
    const reminders: readonly Reminder[] = pending.get(person) ?? [];
    return { reminders, ...(await lastChange(log, organisation, found)) };
  }
}

/** Members, and whoever outside still has a question. */
function isConcerned(person: PersonId, { members }: Organisation, { services }: ReminderFacts): boolean {
  return (
    Object.hasOwn(members, person) || services.some(({ assignments }) => assignments.some(({ to }) => to === person))
  );
}

function remindedIn({ members, reminders, noticePlace }: Organisation): ReminderFacts['members'] {
  return [
    ...Object.values(members).map(({ person, role }) => ({
      person,
      role,
      settings: reminders[person] ?? defaultSettings,
    })),
    // Whoever is outside and was handed a question is in the rules by that; here, for what they chose.
    ...Object.entries(reminders)
      .filter(([person]) => !Object.hasOwn(members, person))
      .map(([person, settings]) => ({ person, role: 'viewer' as const, settings })),
    // The team as a whole hears what its managers hear, once a week.
    ...(noticePlace === null ? [] : [{ person: noticePlace, role: 'manager' as const, settings: defaultSettings }]),
  ];
}
