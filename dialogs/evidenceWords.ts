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

  /** What came of a file that was not simply kept; empty where there is nothing to say. Also for our upload page. */
  outcome(sent: SentFile): readonly string[] {
    if (sent.state === 'refused') {
      return [this.say(`refused/${sent.refusal}`, { name: sent.name, megabytes: longestFile / kilo ** 2 })];
    }
    return sent.insight.findings.some(({ type }) => type === 'personalData')
      ? this.held(sent.name, sent.insight.findings)
      : [];
  }

  held(name: string, findings: readonly Finding[]): readonly string[] {
    const details = findings.flatMap((finding) =>
      finding.type === 'personalData'
        ? [
            this.say('finding/personalData', {
              what: this.say(`detail/${finding.kind}`, { count: finding.count }),
              where: this.places(finding.places),
            }),
          ]
        : [],
    );
    return [this.say('held/intro', { name, details: this.describe.and(details) }), this.say('held/why')];
  }

  /** Advice on what was found inside, each with its place; details of people are told by `held`. */
  advice(findings: readonly Finding[]): readonly string[] {
    const lines = findings.flatMap((finding) => {
      switch (finding.type) {
        case 'personalData':
          return [];
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

  private places(places: readonly Place[]): string {
    const named = places.slice(0, mostPlaces).map((place) => this.say(`place/${place.in}`, { ...place }));
    return [...new Set(named), ...(places.length > mostPlaces ? [this.say('place/more')] : [])].join(', ');
  }
}
