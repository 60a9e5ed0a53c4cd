import type { AdaptiveCard, Button } from '../cards/elements.ts';
import { type Folded, reminderCard } from '../cards/reminderCard.ts';
import type { AssessmentId } from '../core/people/model.ts';
import { type Frequency, frequencies, type Reminder, reminderKey } from '../core/reminders/model.ts';
import type { CardAction } from '../core/turn.ts';
import type { SnoozeUntil } from '../core/understand/peopleTalk.ts';
import type { ReminderWords } from './reminderWords.ts';

/** What is brought to one person at once. */
export interface ReminderTelling {
  /** At least one, the most pressing first. */
  readonly reminders: readonly Reminder[];
  /** True for the first that this person ever gets. */
  readonly isFirst: boolean;
  /** Name of whoever asked that they be reminded; absent where nobody did or the name is not known. */
  readonly askedBy?: string;
  /** What people know a document by (`D2`), as far as it may be said. */
  readonly documents?: Readonly<Record<string, string>>;
  /** Names of services, said where the reminders are about more than one. */
  readonly services?: Readonly<Record<AssessmentId, string>>;
}

/** Named on the buttons that put them off; with more due, all of a person's reminders are put off. */
const mostKeys = 20;
/** Said at once; a longer list is for nobody's ten minutes. */
const mostLines = 5;

/** A reminder in a chat: what is due as lines, and the one card with them. The question itself follows as its own card. */
export class ReminderViews {
  private readonly words: ReminderWords;

  constructor(words: ReminderWords) {
    this.words = words;
  }

  /** What is due: at most five, and how many more there are. */
  lines(telling: ReminderTelling): readonly string[] {
    const more = this.more(telling);
    return [...this.due(telling), ...(more === undefined ? [] : [more])];
  }

  card(telling: ReminderTelling): AdaptiveCard {
    const more = this.more(telling);
    const keys = telling.reminders.map(reminderKey);
    return reminderCard({
      title: this.words.say(telling.isFirst ? 'titleFirst' : 'title'),
      intro: telling.isFirst ? this.intro(telling) : [],
      lines: this.due(telling),
      ...(more !== undefined && { more }),
      actions: [
        { ...this.button('carryOn', { do: 'say', command: 'carryOn' }), isPrimary: true },
        ...this.notMe(telling),
      ],
      folded: [this.later(keys), this.often()],
      stop: this.remind('stop', 'never'),
    });
  }

  private intro({ askedBy }: ReminderTelling): readonly string[] {
    return [
      this.words.say('first/who'),
      askedBy ? this.words.say('first/askedBy', { name: askedBy }) : this.words.say('first/noName'),
      this.words.say('first/stop'),
    ];
  }

  private due({ reminders, documents = {}, services = {} }: ReminderTelling): readonly string[] {
    const isOfSeveral = new Set(reminders.map(({ assessment }) => assessment)).size > 1;
    return reminders.slice(0, mostLines).map((reminder) => {
      const { about, assessment } = reminder;
      const document = about.kind === 'evidenceReview' ? own(documents, about.document) : undefined;
      const line = this.words.line(reminder, document);
      const name = isOfSeveral ? own(services, assessment) : undefined;
      return name === undefined ? line : this.words.say('inService', { name, line });
    });
  }

  private more({ reminders }: ReminderTelling): string | undefined {
    const count = reminders.length - mostLines;
    return count > 0 ? this.words.say('more', { count }) : undefined;
  }

  /** For the first question that was handed on: one at a time, as it is asked whom to ask instead. */
  private notMe({ reminders }: ReminderTelling): readonly Button[] {
    const handedOn = reminders.map(({ about }) => about).find(({ kind }) => kind === 'assigned');
    if (handedOn?.kind !== 'assigned') return [];
    const { question } = handedOn;
    return [
      {
        ...this.button('notMe', { do: 'handOn', question }),
        hint: this.words.say('button/notMeNamed', this.words.topic(question)),
      },
    ];
  }

  private later(keys: readonly string[]): Folded {
    const ways = ['tomorrow', 'threeDays', 'nextWeek'] as const satisfies readonly SnoozeUntil[];
    return {
      title: this.words.say('button/later'),
      buttons: ways.map((until) =>
        this.button(until, {
          do: 'people',
          request: { ask: 'snooze', until, ...(keys.length <= mostKeys && { keys }) },
        }),
      ),
    };
  }

  private often(): Folded {
    return {
      title: this.words.say('button/often'),
      // To stop has a button of its own.
      buttons: frequencies
        .filter((frequency) => frequency !== 'never')
        .map((frequency) => this.remind(frequency, frequency)),
    };
  }

  private remind(name: string, frequency: Frequency): Button {
    return this.button(name, { do: 'people', request: { ask: 'remindMe', frequency } });
  }

  private button(name: string, action: CardAction): Button {
    // The question comes right after, and the reminder keeps its worth.
    return { title: this.words.say(`button/${name}`), action, always: true };
  }
}

const own = <T>(all: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(all, key) ? all[key] : undefined;
