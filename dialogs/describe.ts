import { type Assessment, answerTo, factOf, serviceName, serviceType } from '../core/assessment.ts';
import { isFile, newest, usedFor } from '../core/evidence/documents.ts';
import type { EvidenceDocument } from '../core/evidence/model.ts';
import type { Answer, Item, QuestionId, ServiceType } from '../core/model.ts';
import type { Question, QuestionBook } from '../core/questions.ts';
import { readableDate, type Words } from '../core/words.ts';

/** How much of an answer is said back, in characters: enough to see that it is the right one. */
export const longestEcho = 200;
/** Listed in full up to here; beyond, a list is cut and says so. */
const longestList = 6;

/** Finds the sentences about questions and answers. Every key follows from an id. */
export class Describe {
  private readonly words: Words;
  private readonly book: QuestionBook;

  constructor(words: Words, book: QuestionBook) {
    this.words = words;
    this.book = book;
  }

  name(assessment: Assessment): string {
    return serviceName(assessment) ?? this.words('guide:yourService');
  }

  /** A field of a question's words; empty where it has none. */
  field(question: QuestionId, field: string, values?: Record<string, unknown>): string {
    const key = question.startsWith('setup.')
      ? `guide:setup/${question}/${field}`
      : `dspt-${this.book.set.edition}:${question}/${field}`;
    return this.words.has(key) ? this.words(key, values) : '';
  }

  /** Short name for lists; a follow-up goes by its item's. */
  topic(question: Question): string {
    return this.field(question.type === 'setup' ? question.id : question.item.id, 'topic');
  }

  /** "1.3.12, papers that leave the building": number and topic together. */
  numbered(item: Item): string {
    return `${item.id} ${this.field(item.id, 'topic')}`;
  }

  good(item: Item, assessment: Assessment): string {
    return this.field(item.id, `good/${exampleSetting(serviceType(assessment))}`);
  }

  section(section: string): string {
    return this.words(`guide:section/${section}`);
  }

  /** Why a question does not apply, as a clause that follows "because". */
  notApplicableReason(question: QuestionId, answer: Extract<Answer, { as: 'notApplicable' }>): string {
    return answer.because ? this.words(`guide:fact/${answer.because}`) : this.field(question, 'notApplicableWhen');
  }

  /** An answer in a few words, as it stands in lists and on cards. */
  answer(question: QuestionId, answer: Answer | undefined): string {
    if (!answer) return this.words('guide:answer/none');
    switch (answer.as) {
      case 'yes':
      case 'no':
        return answer.note
          ? this.words(`guide:answer/${answer.as}Note`, { note: answer.note })
          : this.words(`guide:answer/${answer.as}`);
      case 'notSure':
        return this.words('guide:answer/notSure');
      case 'notApplicable': {
        if (answer.note) return this.words('guide:answer/notApplicableNote', { note: answer.note });
        // The reason is theirs to give: only a fact of set-up was said by them.
        return answer.because
          ? this.words('guide:answer/notApplicableFact', { reason: this.notApplicableReason(question, answer) })
          : this.words('guide:answer/notApplicable');
      }
      case 'value':
        return this.value(answer.value);
      default:
        return answer satisfies never;
    }
  }

  /** An item's answer with what its follow-ups added. */
  fullAnswer(item: Item, assessment: Assessment): string {
    const answer = answerTo(assessment, item.id);
    const further = item.followUps.flatMap((followUp) => {
      const given = answerTo(assessment, followUp.id);
      return given && given.as !== 'notSure' && answer?.as !== 'no' && answer?.as !== 'notApplicable'
        ? [this.answer(followUp.id, given)]
        : [];
    });
    const said = [this.answer(item.id, answer), ...further].join(' · ');
    // A place or an address that was given as the answer stands there already.
    const own = [item.id, ...item.followUps.map(({ id }) => id)].map((id) => `said.${id}`);
    const kept = usedFor(assessment.documents, item.id).filter(({ id }) => !own.includes(id));
    if (!kept.length) return said;
    const list = kept.map((document) => `D${document.number} ${documentName(document)}`).join(', ');
    return this.words('guide:answer/documents', { answer: said, list });
  }

  /** About how long, in words: our estimate, to 5 minutes where there are many. */
  minutes(estimate: number): string {
    const count = estimate > 10 ? Math.round(estimate / 5) * 5 : Math.ceil(estimate);
    return this.words('guide:minutes', { count });
  }

  topicOf(id: QuestionId): string {
    const question = this.book.find(id);
    return question ? this.topic(question) : '';
  }

  topics(ids: readonly QuestionId[]): string {
    return this.and(
      ids.flatMap((id) => {
        const question = this.book.find(id);
        return question ? [this.topic(question)] : [];
      }),
    );
  }

  cut(all: readonly string[]): string {
    if (all.length <= longestList) return this.and(all);
    return this.words('guide:status/more', {
      list: all.slice(0, longestList).join(', '),
      count: all.length - longestList,
    });
  }

  and(all: readonly string[]): string {
    return new Intl.ListFormat(this.words.locale, { type: 'conjunction' }).format(all);
  }

  either(all: readonly string[]): string {
    return new Intl.ListFormat(this.words.locale, { type: 'disjunction' }).format(all);
  }

  /** The strings of a list in `content/`, in order. */
  list(key: string): readonly string[] {
    const all: string[] = [];
    for (let index = 0; this.words.has(`${key}/${index}`); index++) all.push(this.words(`${key}/${index}`));
    return all;
  }

  /** Whether an item may turn out not to apply, as far as set-up does not speak against it. */
  mayNotApply(id: QuestionId, assessment: Assessment): boolean {
    const question = this.book.find(id);
    const allowed = question?.type === 'item' ? question.item.notApplicable : undefined;
    return allowed !== undefined && !(allowed.fact && factOf(assessment, allowed.fact) === 'yes');
  }

  /** The edition's deadline a year on: what to expect, as the next one is not published to us. */
  nextDeadline(): string {
    const [year = '', ...rest] = this.book.set.deadline.split('-');
    return readableDate({ date: [Number(year) + 1, ...rest].join('-') }, this.words.locale);
  }

  editionNote(): string {
    const { set, mandatory } = this.book;
    return this.words('guide:edition', {
      edition: set.edition,
      checked: readableDate({ date: set.checkedOn }, this.words.locale),
      total: mandatory.length,
      approaching: mandatory.filter((item) => item.level === 'approaching').length,
      deadline: this.nextDeadline(),
    });
  }

  private value(value: Extract<Answer, { as: 'value' }>['value']): string {
    if ('text' in value) return value.text;
    if ('date' in value) return readableDate(value, this.words.locale);
    if ('number' in value) return value.number.toLocaleString(this.words.locale);
    if ('choice' in value) return this.words(`guide:serviceType/${value.choice}`);
    // Shown in whole per cent, never rounded up.
    const percent = Math.floor(value.percent);
    if (value.whole === undefined) return this.words('guide:answer/percent', { percent });
    const key = percent === value.percent ? 'guide:answer/share' : 'guide:answer/shareAbout';
    return this.words(key, { part: value.part, whole: value.whole, percent });
  }
}

/** What people know a document by: the file's name, where it is kept, or its address. */
export function documentName(document: EvidenceDocument): string {
  const { source } = newest(document);
  if (isFile(source)) return source.name;
  return 'link' in source ? source.link : source.keptAt;
}

/** Which of the three written examples fits a type of service. */
export function exampleSetting(type: ServiceType | undefined): 'residential' | 'home' | 'small' {
  switch (type) {
    case 'homeCare':
    case 'supportedLiving':
    case 'extraCare':
      return 'home';
    case 'sharedLives':
    case 'dayService':
      return 'small';
    case 'careHome':
    case 'nursingHome':
    case 'several':
    case undefined:
      return 'residential';
    default:
      return type satisfies never;
  }
}
