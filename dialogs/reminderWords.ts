import type { QuestionId } from '../core/ids.ts';
import type { PlanDay, Reminder } from '../core/reminders/model.ts';
import { readableDate, readableDay, type Words } from '../core/words.ts';
import type { Describe } from './describe.ts';

/** Finds the words for reminders: the same in a chat, in a mail and in a calendar. Never an answer. */
export class ReminderWords {
  private readonly words: Words;
  private readonly describe: Describe;

  constructor(words: Words, describe: Describe) {
    this.words = words;
    this.describe = describe;
  }

  /** A key below `reminders:`. */
  say(key: string, values?: Record<string, unknown>): string {
    return this.words(`reminders:${key}`, values);
  }

  /** One reminder as it is said on the day. `document`: what people know its document by, where that may be said. */
  line({ about }: Pick<Reminder, 'about'>, document?: string): string {
    switch (about.kind) {
      case 'plan': {
        const when = about.daysLeft > 0 ? 'ahead' : about.daysLeft === 0 ? 'today' : 'overdue';
        return this.say(`line/plan/${when}`, {
          questions: this.questions(about.questionsLeft),
          date: this.date(about.deadline),
          days: this.days(about.daysLeft),
          minutes: this.describe.minutes(about.minutesLeft),
          slots: this.slots(about),
        });
      }
      case 'stalled':
        return this.say('line/stalled', {
          days: this.days(about.daysQuiet),
          questions: this.questions(about.questionsLeft),
        });
      case 'assigned':
        return this.say(about.daysWaiting > 0 ? 'line/assigned/waiting' : 'line/assigned/fresh', {
          ...this.topic(about.question),
          days: this.days(about.daysWaiting),
        });
      case 'evidenceReview':
        return this.dated('line/evidenceReview', about, { document: document ?? this.say('anyDocument') });
      case 'lapsing':
        return this.say(about.daysLeft < 0 ? 'line/lapsing/overdue' : 'line/lapsing/ahead', {
          ...this.topic(about.question),
          date: this.date(about.on),
        });
      case 'signOff':
        return this.say(about.daysWaiting > 0 ? 'line/signOff/waiting' : 'line/signOff/fresh', {
          days: this.days(about.daysWaiting),
        });
      case 'republish':
        return this.dated('line/republish', about);
      case 'newEdition':
        return this.say('line/newEdition', { edition: about.edition });
      default:
        return about satisfies never;
    }
  }

  /** The same in a few words, right on any day: for a calendar, or the subject of a mail. */
  short({ about }: Pick<Reminder, 'about'>): string {
    const key = `calendar/short/${about.kind}`;
    switch (about.kind) {
      case 'plan':
        return this.say(key, { questions: this.questions(about.questionsLeft), date: this.date(about.deadline) });
      case 'assigned':
        return this.say(key, { question: about.question });
      case 'lapsing':
        return this.say(key, { question: about.question, date: this.date(about.on) });
      case 'evidenceReview':
      case 'republish':
        return this.say(key, { date: this.date(about.on) });
      case 'newEdition':
        return this.say(key, { edition: about.edition });
      case 'stalled':
      case 'signOff':
        return this.say(key);
      default:
        return about satisfies never;
    }
  }

  /** Number and topic of a question, for a sentence; follow-ups go by their own number. */
  topic(question: QuestionId): { readonly question: string; readonly topic: string } {
    return { question, topic: this.describe.topicOf(question) };
  }

  private dated(
    key: string,
    { on, daysLeft }: { readonly on: string; readonly daysLeft: number },
    values?: Record<string, unknown>,
  ): string {
    const when = daysLeft > 0 ? 'ahead' : daysLeft === 0 ? 'today' : 'overdue';
    return this.say(`${key}/${when}`, { ...values, date: this.date(on), days: this.days(daysLeft) });
  }

  private slots({ slots: count, days }: { readonly slots: number; readonly days: readonly PlanDay[] }): string {
    const named = days.reduce((sum, { slots }) => sum + slots, 0);
    // The month is said once for the days in it.
    const all = days.map(({ date }, index) => {
      const isLastInMonth = days[index + 1]?.date.slice(0, 7) !== date.slice(0, 7);
      return readableDay(date, this.words.locale, { withMonth: isLastInMonth });
    });
    return this.say(named < count ? 'slots/next' : 'slots/all', { count, days: this.describe.and(all) });
  }

  private questions(count: number): string {
    return this.say('questions', { count });
  }

  private days(count: number): string {
    return this.say('days', { count });
  }

  private date(date: string): string {
    return readableDate({ date }, this.words.locale);
  }
}
