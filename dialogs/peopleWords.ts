import { type Assessment, serviceName } from '../core/assessment.ts';
import type { QuestionId } from '../core/ids.ts';
import { type Assignment, isWaiting, type NamedMember, type PersonId, type Role } from '../core/people/model.ts';
import type { ReminderSettings } from '../core/reminders/model.ts';
import { londonDate } from '../core/time.ts';
import { readableDate, type Words } from '../core/words.ts';
import type { Describe } from './describe.ts';
import type { Telling } from './said.ts';

/** Who is told, and whom they know. */
type Audience = Pick<Telling, 'grant' | 'team'>;

/** Finds the words for people: what they are called, what they may do, what they have. */
export class PeopleWords {
  private readonly words: Words;
  private readonly describe: Describe;

  constructor(words: Words, describe: Describe) {
    this.words = words;
    this.describe = describe;
  }

  /** A key below `people:`. */
  say(key: string, values?: Record<string, unknown>): string {
    return this.words(`people:${key}`, values);
  }

  /** Empty where there are no such words. */
  sayIfAny(key: string): string {
    return this.words.has(`people:${key}`) ? this.say(key) : '';
  }

  /** For the middle of a sentence: "you" for whoever is told. */
  name(person: PersonId, audience: Audience): string {
    if (person === audience.grant.person) return this.say('you');
    return this.known(person, audience) ?? this.say('colleague');
  }

  /** For the start of a sentence. */
  nameFirst(person: PersonId, audience: Audience): string {
    return this.known(person, audience) ?? this.say('colleagueFirst');
  }

  known(person: PersonId, { team }: Audience): string | undefined {
    const member = team.members.find((each) => each.person === person);
    const others = { ...team.left, ...team.guests };
    return member?.name ?? (Object.hasOwn(others, person) ? others[person] : undefined);
  }

  /** What each of these is called in a list, no two alike: several may have one name, or none. */
  labels(
    people: readonly { readonly person: PersonId; readonly name?: string }[],
    me?: PersonId,
  ): ReadonlyMap<PersonId, string> {
    const plain = people.map(({ name }) => name ?? this.say('nameless'));
    return new Map(
      people.map(({ person }, index) => {
        const name = plain[index] ?? '';
        const before = plain.slice(0, index).filter((each) => each === name).length;
        const label = before ? `${name} ${before + 1}` : name;
        return [person, person === me ? this.say('own', { name: label }) : label];
      }),
    );
  }

  role(role: Role): string {
    return this.say(`role/${role}/name`);
  }

  /** What a role is and what it may do, as values for a sentence to whoever has it, and `can` for one about them. */
  inRole(role: Role): { readonly as: string; readonly you: string; readonly can: string } {
    return {
      as: this.say(`role/${role}/as`),
      you: this.say(`role/${role}/you`),
      can: this.say(`role/${role}/can`),
    };
  }

  /** Number and topic of a question, for a sentence. */
  topic(question: QuestionId): { readonly question: string; readonly topic: string } {
    return { question, topic: this.describe.topicOf(question) };
  }

  questions(questions: readonly QuestionId[]): string {
    return this.describe.cut(questions.map((question) => `${question} ${this.describe.topicOf(question)}`));
  }

  managers({ grant, team }: Audience): readonly NamedMember[] {
    return team.members.filter(({ role, person }) => role === 'manager' && person !== grant.person);
  }

  service(assessment: Assessment): string {
    return serviceName(assessment) ?? this.say('service');
  }

  /** What waits with whoever is told, oldest first. */
  waiting({ assessment, grant }: Pick<Telling, 'assessment' | 'grant'>): readonly Assignment[] {
    return assessment.assignments.filter((each) => each.to === grant.person && isWaiting(each));
  }

  /** Who asked a guest: of what waits or, where all is done, of what was asked last. */
  asker(turn: Telling): string {
    const by = this.askedBy(turn);
    return by === undefined ? this.say('colleague') : this.name(by, turn);
  }

  /** The same at the beginning of a sentence. */
  askerFirst(turn: Telling): string {
    const by = this.askedBy(turn);
    return by === undefined ? this.say('colleagueFirst') : this.nameFirst(by, turn);
  }

  private askedBy(turn: Telling): PersonId | undefined {
    const [first] = this.waiting(turn);
    return first?.by ?? turn.assessment.assignments.at(-1)?.by;
  }

  /** Of an ISO date, or of an instant as London has it. */
  date(at: string): string {
    const date = at.includes('T') ? londonDate(new Date(at)) : at;
    return readableDate({ date }, this.words.locale);
  }

  /** Of an instant, on the wall in London: 9:30am. */
  time(at: string): string {
    return this.clock(new Date(at), 'Europe/London');
  }

  /** Of a 24-hour time: 8pm for `20:00`. */
  hour(time: string): string {
    return this.clock(new Date(`2000-01-01T${time}:00Z`), 'UTC');
  }

  /** How often somebody is written to, when not, and where. ISO date `today`. */
  settings(settings: ReminderSettings, today: string): readonly string[] {
    const { frequency, quiet, snoozedUntil } = settings;
    if (frequency === 'never') return [this.say('reminders/frequency/never')];
    return [
      this.say(`reminders/frequency/${frequency}`),
      ...(quiet ? [this.say('reminders/quiet', { from: this.hour(quiet.from), to: this.hour(quiet.to) })] : []),
      ...(snoozedUntil && snoozedUntil > today
        ? [this.say('reminders/snoozed', { date: this.date(snoozedUntil) })]
        : []),
    ];
  }

  minutes(count: number): string {
    return this.words('guide:minutes', { count });
  }

  private clock(at: Date, timeZone: string): string {
    return new Intl.DateTimeFormat(this.words.locale, { hour: 'numeric', minute: '2-digit', hour12: true, timeZone })
      .format(at)
      .replace(/:00(?=\D)/, '')
      .replaceAll(/\s/g, '');
  }
}
