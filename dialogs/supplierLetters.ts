import { itemState } from '../core/progress.ts';
import type { QuestionBook } from '../core/questions.ts';
import type { Words } from '../core/words.ts';
import type { Describe } from './describe.ts';
import type { PeopleWords } from './peopleWords.ts';
import type { Telling } from './said.ts';

/** One letter for one sort of supplier. */
export interface SupplierLetter {
  readonly sort: SupplierSort;
  readonly title: string;
  /** Each question as it stands in the letter. */
  readonly questions: readonly string[];
}

/** Which items each sort may know about stands with the words; it follows the items' own `who`. */
export const supplierSorts = ['it', 'care', 'firm'] as const;
export type SupplierSort = (typeof supplierSorts)[number];

/** Puts what is still open into one letter for each sort of supplier. */
export class SupplierLetters {
  private readonly words: Words;
  private readonly describe: Describe;
  private readonly book: QuestionBook;
  private readonly people: PeopleWords;

  constructor(words: Words, describe: Describe, book: QuestionBook, people: PeopleWords) {
    this.words = words;
    this.describe = describe;
    this.book = book;
    this.people = people;
  }

  /** None for a sort that no open question is for. */
  open({ assessment, today }: Pick<Telling, 'assessment' | 'today'>): readonly SupplierLetter[] {
    const items = assessment.withOptional ? this.book.set.items : this.book.mandatory;
    const isOpen = new Set(
      items.filter((item) => ['open', 'unsure'].includes(itemState(item, assessment, today))).map(({ id }) => id),
    );
    return supplierSorts.flatMap((sort) => {
      const questions = this.describe
        .list(`people:letters/${sort}/items`)
        .filter((id) => isOpen.has(id))
        .map((id) => `${id} ${this.describe.topicOf(id)}\n${this.ask(id)}`);
      return questions.length ? [{ sort, title: this.people.say(`letters/${sort}/title`), questions }] : [];
    });
  }

  /** The whole of a letter, or of a part of it, ready to be sent. */
  text(questions: readonly string[], { assessment }: Pick<Telling, 'assessment'>): string {
    const say = (key: string, values?: Record<string, unknown>) => this.people.say(`letters/${key}`, values);
    return [
      say('greeting'),
      say('begin', { name: this.people.service(assessment) }),
      ...questions,
      say('end'),
      say('thanks'),
    ].join('\n\n');
  }

  /** The ready-made question, without a greeting of its own. */
  private ask(id: string): string {
    const message = this.describe.field(id, 'askThem');
    const greeting = this.words('people:letters/greeting');
    return message.startsWith(greeting) ? message.slice(greeting.length).trim() : message;
  }
}
