import type { OrganisationId, PersonId } from '../../core/people/model.ts';
import type { LondonCalendar } from '../../core/reminders/calendar.ts';
import type { Decision, decideReminders, SentBefore } from '../../core/reminders/decide.ts';
import { type Reminder, type ReminderFacts, reminderKey } from '../../core/reminders/model.ts';
import type { Documents } from '../../storage/ports.ts';
import { describeError, type Logger } from '../logger.ts';
import { Lease } from './lease.ts';
import { Ledger } from './ledger.ts';
import type { LedgerPage } from './ledgerPage.ts';
import { type PaceClock, Pacer } from './pacer.ts';
import { type Courier, type Delivery, type FactsSource, longestDelivery, type Outcome } from './ports.ts';
import { Schedule, type Wake } from './schedule.ts';

/**
 * Deliveries that begin in a second. Teams lets an app make 50 requests a second in a tenant
 * (learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit); half of that leaves room for answers to people who are writing. Where
 * a store answers unevenly, those that had their turn may meet: then so many and `atOnce` begin in a second at the most, which is still below.
 */
export const deliveriesPerSecond = 25;

/** Organisations looked at side by side. */
const atOnce = 16;
/** In milliseconds. */
const minute = 60_000;
/** Milliseconds from one pass to the next. */
const passEvery = minute;
/** Milliseconds until an organisation is looked at again over which something went wrong. */
const afterFailure = 60 * minute;
/** Milliseconds until one is looked at again in which somebody else was at work. */
const afterMeeting = 5 * minute;

/** The rules. Pure, as they may be asked more than once. */
export type Decide = typeof decideReminders;

export interface ReminderRunnerOptions {
  readonly documents: Documents;
  readonly facts: FactsSource;
  readonly courier: Courier;
  readonly calendar: LondonCalendar;
  readonly decide: Decide;
  readonly now: () => Date;
  readonly logger: Logger;
  /** Deliveries that may begin in a second, when not as above. */
  readonly perSecond?: number;
  /** By what the pace is kept, when not by real time. */
  readonly paceClock?: PaceClock;
  /** Milliseconds that a courier has for one delivery, when not as above. */
  readonly longestDelivery?: number;
}

/** What became of what, in one pass. */
export interface Pass {
  /** Organisations. */
  looked: number;
  /** Messages. */
  sent: number;
  failed: number;
  later: number;
  uncertain: number;
}

/**
 * Sends what is due. Any number of instances may run one: the lease lets one of them work, the schedule says on what, and the ledger sees
 * to it that each reminder is sent once, whoever dies and whenever.
 */
export class ReminderRunner {
  readonly #options: ReminderRunnerOptions;
  readonly #schedule: Schedule;
  readonly #ledger: Ledger;
  readonly #lease: Lease;
  readonly #pacer: Pacer;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #passing: Promise<void> | undefined;

  constructor(options: ReminderRunnerOptions) {
    this.#options = options;
    this.#schedule = new Schedule(options);
    this.#ledger = new Ledger(options);
    this.#lease = new Lease({ ...options, name: 'reminders' });
    this.#pacer = new Pacer(options.perSecond ?? deliveriesPerSecond, options.paceClock);
  }

  /** A pass every minute, the first at once, until it is stopped. Does not keep the process alive. */
  start(): void {
    if (this.#timer || this.#stopping.signal.aborted) return;
    const pass = (): void => {
      this.#passing ??= this.runOnce(this.#stopping.signal)
        .then(() => undefined)
        .catch((error: unknown) => this.#options.logger.error('reminders.passFailed', describeError(error)))
        .finally(() => {
          this.#passing = undefined;
        });
    };
    this.#timer = setInterval(pass, passEvery);
    this.#timer.unref();
    pass();
  }

  /** Resolves when what is under way is done and written down; nothing new is begun. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#passing;
    await this.#lease.release();
  }

  /**
   * Works off what is due, if nobody else is at it. Ends early, between two messages, when the lease is lost or `signal` is aborted. Rejects as the
   * store does where not even the wakes can be read; what goes wrong with one organisation is logged, and does not hold up the others.
   */
  async runOnce(signal?: AbortSignal): Promise<Pass> {
    const pass: Pass = { looked: 0, sent: 0, failed: 0, later: 0, uncertain: 0 };
    if (!(await this.#lease.take())) return pass;
    const mayGoOn = async (): Promise<boolean> => !signal?.aborted && (await this.#lease.keep());
    const wakes = this.#schedule.due(this.#options.now());
    const work = async (): Promise<void> => {
      while (await mayGoOn()) {
        const { value, done } = await wakes.next();
        if (done) return;
        await this.#tryLook(value, pass, mayGoOn);
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: atOnce }, work));
    if (pass.looked > 0) this.#options.logger.info('reminders.passed', { ...pass });
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
    return pass;
  }

  async #tryLook(wake: Wake, pass: Pass, mayGoOn: () => Promise<boolean>): Promise<void> {
    try {
      await this.#look(wake, pass, mayGoOn);
    } catch (error) {
      this.#lookFailed(wake.organisation, error);
      // Where even this fails, the wake is still there.
      await this.#schedule
        .look(wake)
        .then((look) => this.#schedule.finish(look, this.#after(afterFailure)))
        .catch((failure: unknown) => this.#lookFailed(wake.organisation, failure));
    }
  }

  #lookFailed(organisation: OrganisationId, error: unknown): void {
    this.#options.logger.error('reminders.lookFailed', { organisation, ...describeError(error) });
  }

  async #look(wake: Wake, pass: Pass, mayGoOn: () => Promise<boolean>): Promise<void> {
    const look = await this.#schedule.look(wake);
    const facts = await this.#options.facts.facts(wake.organisation);
    if (!facts) return this.#schedule.finish(look, undefined);
    const { decision, pages, isWhole } = await this.#decide(facts);
    const again: (string | undefined)[] = [decision.wakeAt];
    if (!isWhole) again.push(this.#after(afterFailure));
    for (const { person, reminders } of decision.messages) {
      const page = pages.get(person);
      if (!page) continue;
      if (!(await mayGoOn())) return;
      try {
        const went = await this.#deliver(wake.organisation, person, reminders, page, pass, mayGoOn);
        if (went === 'stopped') return;
        if (went === 'taken') again.push(this.#after(afterMeeting));
      } catch (error) {
        this.#lookFailed(wake.organisation, error);
        again.push(this.#after(afterFailure));
      }
    }
    for (const page of pages.values()) again.push(page.againAt());
    const next = Math.min(...again.flatMap((at) => (at === undefined ? [] : Date.parse(at))));
    // Never within this minute, or one pass would not come to an end.
    const soonest = Date.parse(this.#after(minute));
    await this.#schedule.finish(
      look,
      next === Number.POSITIVE_INFINITY ? undefined : new Date(Math.max(next, soonest)).toISOString(),
    );
    pass.looked += 1;
  }

  /**
   * What the rules say. Reads the pages of those alone whom the rules ask about: they are asked again with each page that they turned out to
   * need. Where `isWhole` is false there are people whose page cannot be read, who get nothing until it can.
   */
  async #decide(facts: ReminderFacts): Promise<{
    readonly decision: Decision;
    readonly pages: ReadonlyMap<PersonId, LedgerPage>;
    readonly isWhole: boolean;
  }> {
    const { decide, now, calendar } = this.#options;
    const pages = new Map<PersonId, LedgerPage>();
    const known = new Map<PersonId, SentBefore>();
    for (;;) {
      const asked = new Set<PersonId>();
      const sent = (person: PersonId): SentBefore => {
        const found = known.get(person);
        if (!found) asked.add(person);
        return found ?? { keys: new Set() };
      };
      const decision = decide(now().toISOString(), facts, sent, calendar);
      for (const { person } of decision.messages) if (!known.has(person)) asked.add(person);
      if (asked.size === 0) return { decision, pages, isWhole: pages.size === known.size };
      await Promise.all(
        Array.from(asked, async (person) => {
          try {
            const page = await this.#openPage(facts.organisation, person);
            pages.set(person, page);
            known.set(person, page.sent());
          } catch (error) {
            this.#lookFailed(facts.organisation, error);
            known.set(person, { keys: new Set() });
          }
        }),
      );
    }
  }

  async #openPage(organisation: OrganisationId, person: PersonId): Promise<LedgerPage> {
    const page = await this.#ledger.page(organisation, person);
    const interrupted = page.interrupted();
    if (interrupted.length === 0) return page;
    for (const { id } of interrupted) this.#undelivered(organisation, id, 'uncertain', 'interrupted');
    await page.settleInterrupted();
    return page;
  }

  async #deliver(
    organisation: OrganisationId,
    person: PersonId,
    reminders: readonly Reminder[],
    page: LedgerPage,
    pass: Pass,
    mayGoOn: () => Promise<boolean>,
  ): Promise<'done' | 'taken' | 'stopped'> {
    const claim = await page.claim(reminders.map(reminderKey));
    if (claim === 'nothing') return 'done';
    if (claim === 'taken') return 'taken';
    await this.#pacer.turn();
    // What was claimed and not begun is taken up by whoever looks next.
    if (!(await mayGoOn())) return 'stopped';
    if (!(await page.begin(claim))) return 'taken';
    const { id, keys, isFirst } = claim;
    const claimed = reminders.filter((each) => keys.includes(reminderKey(each)));
    const outcome = await this.#bring({ id, organisation, person, reminders: claimed, isFirst });
    const message = await page.settle(claim, outcome);
    const became = message?.state === 'failed' ? 'failed' : outcome.as;
    pass[became] += 1;
    if (became === 'failed' || became === 'uncertain') this.#undelivered(organisation, id, became, message?.why);
    return 'done';
  }

  /** Never rejects, and takes no longer than a delivery may. */
  async #bring(delivery: Delivery): Promise<Outcome> {
    const { courier, longestDelivery: longest = longestDelivery } = this.#options;
    const late = new AbortController();
    const abort = setTimeout(() => late.abort(), longest);
    try {
      return await courier.deliver(delivery, late.signal);
    } catch (error) {
      // It does not say how far it got.
      this.#lookFailed(delivery.organisation, error);
      return { as: 'uncertain' };
    } finally {
      clearTimeout(abort);
    }
  }

  #undelivered(organisation: OrganisationId, delivery: string, became: 'failed' | 'uncertain', why?: string): void {
    this.#options.logger.warn('reminders.undelivered', { organisation, delivery, became, why });
  }

  #after(ms: number): string {
    return new Date(this.#options.now().getTime() + ms).toISOString();
  }
}
