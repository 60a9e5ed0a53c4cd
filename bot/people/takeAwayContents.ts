import { createHash } from 'node:crypto';
import { type Assessment, emptyAssessment, fold, serviceName } from '../../core/assessment.ts';
import { isFile } from '../../core/evidence/documents.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import type { AssessmentId, OrganisationId } from '../../core/people/model.ts';
import { emptyOrganisation, foldOrganisation, type OrganisationEvent } from '../../core/people/organisation.ts';
import type { QuestionBook } from '../../core/questions.ts';
import { readableDate, type Words } from '../../core/words.ts';
import { Describe } from '../../dialogs/describe.ts';
import type { Store } from '../../storage/ports.ts';
import type { CallNames } from './names.ts';
import { streamOf } from './organisations.ts';
import { answersCsv, answersJson, answersOf } from './takeAwayAnswers.ts';
import { documentsJson, type GivenVersion, versionsOf } from './takeAwayDocuments.ts';
import { outgoingFile } from './takeAwayFile.ts';
import { DistinctNames, safeName } from './takeAwayNames.ts';
import { recordLines, wholePart } from './takeAwayRecord.ts';
import type { ZipEntry } from './takeAwayZip.ts';

/** Version of what the zip holds, for programs that read it. */
export const takeAwayFormat = 'dspt-guide/take-away/1';

/** Something that is not in the zip as it should be. */
export type TakeAwayProblem =
  | {
      readonly why: 'missing' | 'altered' | 'infected' | 'waiting';
      /** Folder of the service. */
      readonly service: string;
      /** As the chat calls it, with the version, counted from 1, and the name of its file. */
      readonly document: string;
      readonly version: number;
      readonly name: string;
    }
  /** The record is given up to the commit before `revision`. */
  | { readonly why: 'damaged'; readonly path: string; readonly revision: number };

export interface TakeAwayOptions {
  readonly store: Pick<Store, 'log' | 'files'>;
  readonly names: (organisation: OrganisationId) => Promise<CallNames>;
  readonly book: QuestionBook;
  readonly words: Words;
  readonly now: () => Date;
}

interface ServiceGiven {
  readonly folder: string;
  readonly name: string | undefined;
  readonly assessment: AssessmentId;
}

interface RecordGiven {
  readonly path: string;
  readonly stream: string;
  readonly commits: number;
  /** Of the last commit. */
  readonly hash: string;
}

/** All that is kept of one organisation, as the files of a zip, one after another; what they held is listed in the last one. */
export class TakeAwayContents {
  readonly #options: TakeAwayOptions;
  readonly #organisation: OrganisationId;
  readonly #contents: { readonly path: string; readonly size: number; readonly sha256: string }[] = [];
  readonly #services: ServiceGiven[] = [];
  readonly #records: RecordGiven[] = [];
  readonly #problems: TakeAwayProblem[] = [];
  readonly #folders = new DistinctNames();

  constructor(options: TakeAwayOptions, organisation: OrganisationId) {
    this.#options = options;
    this.#organisation = organisation;
  }

  /** Each must be read to its end before the next is asked for. Rejects as the store does; what is damaged or not there is told in the report. */
  async *entries(): AsyncGenerator<ZipEntry, void, undefined> {
    const { store, words, now } = this.#options;
    const madeAt = now().toISOString();
    yield this.#text('README.txt', this.#readme(madeAt));
    const own = { initial: emptyOrganisation, fold: foldOrganisation };
    const stream = streamOf(this.#organisation);
    const { state, last, brokenAt } = await wholePart<typeof emptyOrganisation, OrganisationEvent>(
      store.log,
      stream,
      own,
    );
    yield this.#json('people.json', await this.#people(state));
    yield this.#record('record.jsonl', stream, last, brokenAt);
    for (const assessment of state.services) yield* this.#service(assessment);
    if (this.#problems.length > 0) yield this.#text(`${words('takeAway:name/problems')}.txt`, this.#problemLines());
    yield this.#json('report.json', {
      format: takeAwayFormat,
      madeAt,
      organisation: this.#organisation,
      services: this.#services,
      records: this.#records,
      problems: this.#problems,
      contents: [...this.#contents],
    });
  }

  async *#service(assessment: AssessmentId): AsyncGenerator<ZipEntry, void, undefined> {
    const { store, book, words } = this.#options;
    const stream = `assessment/${assessment}`;
    const how = { initial: emptyAssessment, fold };
    const { state, last, brokenAt } = await wholePart<Assessment, AssessmentEvent>(store.log, stream, how);
    const name = serviceName(state);
    const folder = this.#folders.give(safeName(name ?? '', words('takeAway:name/service')).replaceAll('.', ''));
    this.#services.push({ folder, name, assessment });
    const answers = answersOf(state, book, new Describe(words, book));
    const versions = versionsOf(state, words);
    yield this.#text(`${folder}/answers.csv`, answersCsv(answers, words));
    yield this.#json(`${folder}/answers.json`, { ...answersJson(state, answers), documents: documentsJson(versions) });
    yield this.#record(`${folder}/record.jsonl`, stream, last, brokenAt);
    for (const version of versions) yield* this.#document(folder, version);
  }

  async *#document(folder: string, { document, version, source, path, heldBack }: GivenVersion) {
    if (!isFile(source)) return;
    const problem = (why: 'missing' | 'altered' | 'infected' | 'waiting'): void => {
      this.#problems.push({ why, service: folder, document: `D${document.number}`, version, name: source.name });
    };
    if (heldBack) return problem(heldBack);
    const file = await outgoingFile(this.#options.store.files, source.file, source, () => problem('altered'));
    if (!file || path === undefined) return problem('missing');
    try {
      yield this.#entry(`${folder}/${path}`, file.content, false);
    } finally {
      file.close();
    }
  }

  async #people({ members, waiting }: typeof emptyOrganisation): Promise<object> {
    const names = await this.#options.names(this.#organisation);
    return {
      members: Object.values(members).map((member) => ({ ...member, name: names.members[member.person] })),
      waiting: Object.entries(waiting).map(([person, askedAt]) => ({ person, askedAt, name: names.members[person] })),
      guests: Object.entries(names.guests).map(([person, name]) => ({ person, name })),
    };
  }

  #record(path: string, stream: string, last: { revision: number; hash: string }, brokenAt: number | undefined) {
    if (brokenAt !== undefined) this.#problems.push({ why: 'damaged', path, revision: brokenAt });
    this.#records.push({ path, stream, commits: last.revision, hash: last.hash });
    return this.#entry(path, recordLines(this.#options.store.log, stream, last.revision), true);
  }

  #readme(madeAt: string): string {
    const { words } = this.#options;
    const date = readableDate({ date: madeAt.slice(0, 10) }, words.locale);
    const lines = ['title', 'made', 'answers', 'record', 'documents', 'people', 'report', 'kept', 'safe'];
    return `${lines.map((line) => words(`takeAway:readme/${line}`, { date })).join('\r\n\r\n')}\r\n`;
  }

  #problemLines(): string {
    const { words } = this.#options;
    const lines = this.#problems.map((problem) => words(`takeAway:problem/${problem.why}`, { ...problem }));
    return `${[words('takeAway:problem/intro'), ...lines].join('\r\n\r\n')}\r\n`;
  }

  #json(path: string, value: object): ZipEntry {
    return this.#text(path, `${JSON.stringify(value, undefined, 2)}\n`);
  }

  #text(path: string, text: string): ZipEntry {
    return this.#entry(path, once(Buffer.from(text)), true);
  }

  #entry(path: string, content: AsyncIterable<Uint8Array>, isText: boolean): ZipEntry {
    return { path, content: this.#noted(path, content), isText };
  }

  /** The same bytes; size and hash of them are listed once they have all gone. */
  async *#noted(path: string, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of content) {
      hash.update(chunk);
      size += chunk.byteLength;
      yield chunk;
    }
    this.#contents.push({ path, size, sha256: hash.digest('hex') });
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
