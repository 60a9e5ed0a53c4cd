import { readFileSync } from 'node:fs';
import { LondonCalendar } from '../../../core/reminders/calendar.ts';
import { parseBankHolidays, parseToolkitYear } from '../../../core/reminders/content.ts';
import { decideReminders, type SentBefore } from '../../../core/reminders/decide.ts';
import {
  defaultSettings,
  type ReminderFacts,
  type ReminderSettings,
  reminderKey,
  type ServiceFacts,
} from '../../../core/reminders/model.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../content/${name}`, import.meta.url), 'utf8'));

export const calendar = new LondonCalendar(parseBankHolidays(read('bankHolidays.json')));
export const toolkitYear = parseToolkitYear(read('toolkitYear.json'));

/** A service that a manager began on 5 January 2026 and goes on with now and then. */
export const service = (changes: Partial<ServiceFacts> = {}): ServiceFacts => ({
  assessment: 'rose',
  edition: '2025-26',
  startedAt: '2026-01-05T10:00:00.000Z',
  activeAt: '2026-01-05T10:00:00.000Z',
  questionsLeft: 12,
  minutesLeft: 50,
  assignments: [],
  reviews: [],
  lapses: [],
  ...changes,
});

export const facts = (
  services: readonly ServiceFacts[] = [service()],
  settings: ReminderSettings = defaultSettings,
  changes: Partial<ReminderFacts> = {},
): ReminderFacts => ({
  organisation: 'org',
  members: [{ person: 'jo', role: 'manager', settings }],
  services,
  deadline: toolkitYear.deadline,
  editions: [{ edition: '2025-26', outOn: '2025-09-01' }],
  ...changes,
});

/** What each person was sent, as a claim under each key would have it. */
export class Outbox {
  readonly #people = new Map<string, { readonly keys: Set<string>; readonly lastMessageAt: string }>();

  readonly before = (person: string): SentBefore => this.#people.get(person) ?? { keys: new Set() };

  note(person: string, keys: readonly string[], at: string): void {
    this.#people.set(person, {
      keys: new Set([...(this.#people.get(person)?.keys ?? []), ...keys]),
      lastMessageAt: at,
    });
  }
}

/** Instants from one to another, so many minutes apart. */
function* clock(from: string, to: string, minutes: number): Generator<string> {
  for (let at = Date.parse(from); at <= Date.parse(to); at += minutes * 60_000) yield new Date(at).toISOString();
}

export interface WalkedMessage {
  readonly at: string;
  readonly person: string;
  readonly keys: readonly string[];
}

/** One decision, noted as sent. */
function turn(at: string, current: ReminderFacts, outbox: Outbox, using = calendar) {
  const { messages, wakeAt } = decideReminders(at, current, outbox.before, using);
  const walked = messages.map(({ person, reminders }) => ({ at, person, keys: reminders.map(reminderKey) }));
  for (const { person, keys } of walked) outbox.note(person, keys, at);
  return { walked, wakeAt };
}

/** Every message between two instants, by waking when the last decision said. */
export function jump(current: ReminderFacts, from: string, to: string, outbox = new Outbox(), using = calendar) {
  const sent: WalkedMessage[] = [];
  const wakes: string[] = [];
  for (let at: string | undefined = from; at !== undefined && at <= to; ) {
    const { walked, wakeAt } = turn(at, current, outbox, using);
    sent.push(...walked);
    if (wakeAt !== undefined && wakeAt <= at) throw new Error(`${at}: to be woken at ${wakeAt}, which is not ahead.`);
    at = wakeAt;
    if (at !== undefined) wakes.push(at);
  }
  return { sent, wakes };
}

/** Every message between two instants, by asking every so many minutes. */
export function step(current: ReminderFacts, from: string, to: string, minutes: number, outbox = new Outbox()) {
  return [...clock(from, to, minutes)].flatMap((at) => turn(at, current, outbox).walked);
}

/** The wall in London, as `Mon 2026-06-29 09:30`. */
export function wall(at: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('weekday')} ${calendar.dateOf(at)} ${part('hour')}:${part('minute')}`;
}

/** A walk as lines: when, then what, without the service that all of it is about. */
export const asLines = (sent: readonly WalkedMessage[]): readonly string[] =>
  sent.map(
    ({ at, keys }) => `${wall(at)} ${keys.map((key) => key.replace('/rose/', ' ').replace('/rose:', ' ')).join(', ')}`,
  );
