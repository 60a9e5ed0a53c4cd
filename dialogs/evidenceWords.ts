import type { Assessment } from '../core/assessment.ts';
import { documentOf } from '../core/evidence/documents.ts';
import {
  type DocumentId,
  type EvidenceDocument,
  type Finding,
  longestFile,
  type Place,
  type SentFile,
} from '../core/evidence/model.ts';
import type { QuestionId } from '../core/model.ts';
import { readableDate, type Words } from '../core/words.ts';
import { type Describe, documentName } from './describe.ts';

const mostPlaces = 3;
const kilo = 1024;

/** Finds the words for documents: what they are called, what was found in them, where. */
export class EvidenceWords {
  private readonly words: Words;
  private readonly describe: Describe;

  constructor(words: Words, describe: Describe) {
    this.words = words;
    this.describe = describe;
  }

  /** A key below `guide:evidence/`. */
  say(key: string, values?: Record<string, unknown>): string {
    return this.words(`guide:evidence/${key}`, values);
  }

  date(date: string): string {
    return readableDate({ date: date.slice(0, 10) }, this.words.locale);
  }

  /** In the units that office computers count in. */
  size(bytes: number): string {
    if (bytes < kilo) return this.say('size/bytes', { count: bytes });
    if (bytes < kilo ** 2) return this.say('size/kilobytes', { count: Math.round(bytes / kilo) });
    const megabytes = bytes / kilo ** 2;
    return this.say('size/megabytes', { count: Number(megabytes.toFixed(megabytes < 10 ? 1 : 0)) });
  }

  label({ number }: EvidenceDocument): string {
    return this.say('label', { number });
  }

  /** "D2 fire-policy.pdf", for lists of documents. */
  both(ids: readonly DocumentId[], { documents }: Assessment): string {
    return this.describe.and(
      ids.flatMap((id) => {
        const document = documentOf(documents, id);
        return document ? [`${this.label(document)} ${documentName(document)}`] : [];
      }),
    );
  }

  /** "1.1.3 Privacy notice and 2.2.1 Contracts". */
  questions(ids: readonly QuestionId[]): string {
    return this.describe.cut(ids.map((id) => `${id} ${this.describe.topicOf(id)}`));
  }

  /** What our upload page says of a file: why it was refused or is held, or advice on one that was kept. */
  outcome(sent: SentFile): readonly string[] {
    if (sent.state === 'refused') {
      return [this.say(`refused/${sent.refusal}`, { name: sent.name, megabytes: longestFile / kilo ** 2 })];
    }
    const { findings, readability } = sent.insight;
    if (findings.some(({ type }) => type === 'personalData')) return this.held(sent.name, findings);
    return [...this.advice(findings), ...(readability === 'partly' ? [this.say('finding/partly')] : [])];
  }

  held(name: string, findings: readonly Finding[]): readonly string[] {
    const details = findings.flatMap((finding) => (finding.type === 'personalData' ? [this.detail(finding)] : []));
    return [this.say('held/intro', { name, details: this.describe.and(details) }), this.say('held/why')];
  }

  /** What is known of a document from its own side: its dates and its owner. `today` is an ISO date. */
  ownFacts({ documentDate, reviewDate, owner }: Partial<EvidenceDocument>, today: string): readonly string[] {
    return [
      ...(documentDate ? [this.say('fact/dated', { date: this.date(documentDate) })] : []),
      ...(reviewDate
        ? [this.say(reviewDate < today ? 'fact/reviewPast' : 'fact/review', { date: this.date(reviewDate) })]
        : []),
      ...(owner ? [this.say('fact/owner', { owner })] : []),
    ];
  }

  /** Advice on what was found inside, each with its place. */
  advice(findings: readonly Finding[]): readonly string[] {
    const lines = findings.flatMap((finding) => {
      switch (finding.type) {
        // Only on a document that was kept all the same.
        case 'personalData':
          return [this.say('finding/holds', { what: this.detail(finding) })];
        case 'templateBlank':
          return [this.say('finding/templateBlank', { text: finding.text, where: this.places(finding.places) })];
        case 'reviewPast':
          return [
            this.say('finding/reviewPast', { date: this.date(finding.date), where: this.places([finding.place]) }),
          ];
        case 'otherOrganisation':
          return [this.say('finding/otherOrganisation', { name: finding.name, where: this.places([finding.place]) })];
        default:
          return finding satisfies never;
      }
    });
    return lines.length ? [this.say(lines.length > 1 ? 'finding/introMany' : 'finding/intro'), ...lines] : [];
  }

  private detail({ kind, count, places }: Extract<Finding, { type: 'personalData' }>): string {
    const what = this.say(`detail/${kind}`, { count });
    return this.say('finding/personalData', { what, where: this.places(places) });
  }

  private places(places: readonly Place[]): string {
    const named = places.slice(0, mostPlaces).map((place) => this.say(`place/${place.in}`, { ...place }));
    return [...new Set(named), ...(places.length > mostPlaces ? [this.say('place/more')] : [])].join(', ');
  }
}
