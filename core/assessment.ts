import { type Documents, documentOf, filesOf, foldDocument, isFile } from './evidence/documents.ts';
import type { DocumentId, DocumentVersion, EvidenceDocument } from './evidence/model.ts';
import type { Answer, AssessmentEvent, Fact, QuestionId, Recorded, ServiceType, Value } from './model.ts';
import { foldAssignments } from './people/assignments.ts';
import type { Assignment } from './people/model.ts';
import { setupIds } from './questions.ts';

/** What one commit changed, so that whoever made it can take it back: how things were before, `null` for no answer. */
interface Undoable {
  readonly revision: number;
  readonly by: string;
  readonly before: Readonly<Record<QuestionId, Recorded | null>>;
  readonly putOff: Readonly<Record<QuestionId, number>>;
  readonly documents: Readonly<Record<DocumentId, EvidenceDocument | null>>;
  /** True where files were deleted: nothing brings them back. */
  readonly isFinal?: true;
}

/** All that one care service has said, folded from its stream. Kept small: its size does not grow with the stream. */
export interface Assessment {
  readonly revision: number;
  readonly answers: Readonly<Record<QuestionId, Recorded>>;
  /** How often each question was skipped or answered "not sure" since it was last settled. */
  readonly putOff: Readonly<Record<QuestionId, number>>;
  readonly documents: Documents;
  /** How many documents were ever added: a number is not given twice. */
  readonly documentsAdded: number;
  readonly approachingFirst: boolean;
  readonly withOptional: boolean;
  /** Newest last, at most `undoDepth`. */
  readonly undoable: readonly Undoable[];
  /** Ids of the inputs that made the newest commits, so that a repeated delivery is told apart from a new one. */
  readonly recentInputs: readonly string[];
  /** Questions handed on, oldest first; of those that are over only the newest. */
  readonly assignments: readonly Assignment[];
  /** Edition that it was begun with. */
  readonly edition?: string;
  /** ISO 8601 instants, UTC: of the first commit, and of the newest that a person made. */
  readonly startedAt?: string;
  readonly activeAt?: string;
  /** ISO date on which it was published on the official site, as far as anybody said so. */
  readonly publishedOn?: string;
}

/** Version of the shape above, for stored snapshots. */
export const assessmentSchema = 5;

const undoDepth = 20;
const rememberedInputs = 50;

export const emptyAssessment: Assessment = {
  revision: 0,
  answers: {},
  putOff: {},
  documents: {},
  documentsAdded: 0,
  approachingFirst: false,
  withOptional: false,
  undoable: [],
  recentInputs: [],
  assignments: [],
};

/** The parts of a stored commit that the fold reads. */
export interface CommitLike {
  readonly revision: number;
  readonly at: string;
  readonly by: string;
  readonly inputId: string;
  readonly events: readonly AssessmentEvent[];
}

/** The assessment after one more commit. Pure and total: replaying the stream gives the same state every time. */
export function fold(assessment: Assessment, commit: CommitLike): Assessment {
  const answers = { ...assessment.answers };
  const putOff = { ...assessment.putOff };
  const before: Record<QuestionId, Recorded | null> = {};
  const putOffBefore: Record<QuestionId, number> = {};
  const documentsBefore: Record<DocumentId, EvidenceDocument | null> = {};
  let { approachingFirst, withOptional, undoable, documents, documentsAdded, edition, publishedOn } = assessment;

  const rememberPutOff = (question: QuestionId) => {
    if (!Object.hasOwn(putOffBefore, question)) putOffBefore[question] = assessment.putOff[question] ?? 0;
  };
  const remember = (question: QuestionId) => {
    if (!Object.hasOwn(before, question)) before[question] = assessment.answers[question] ?? null;
    rememberPutOff(question);
  };

  for (const event of commit.events) {
    switch (event.type) {
      case 'assessmentStarted':
        edition = event.edition;
        break;
      case 'questionAnswered':
        remember(event.question);
        answers[event.question] = { answer: event.answer, at: commit.at, revision: commit.revision };
        if (event.answer.as === 'notSure') putOff[event.question] = (putOff[event.question] ?? 0) + 1;
        else delete putOff[event.question];
        break;
      case 'answerWithdrawn':
        remember(event.question);
        delete answers[event.question];
        delete putOff[event.question];
        break;
      case 'questionSkipped':
        rememberPutOff(event.question);
        putOff[event.question] = (putOff[event.question] ?? 0) + 1;
        break;
      case 'approachingFirstChosen':
        approachingFirst = true;
        break;
      case 'optionalChosen':
        withOptional = true;
        break;
      case 'commitUndone':
        for (const [question, recorded] of Object.entries(event.restored)) {
          if (recorded) answers[question] = recorded;
          else delete answers[question];
        }
        for (const [question, times] of Object.entries(event.putOff)) {
          if (times) putOff[question] = times;
          else delete putOff[question];
        }
        documents = restored(documents, event.documents ?? {});
        undoable = undoable.filter((entry) => entry.revision !== event.revision);
        break;
      case 'documentAdded':
      case 'documentReplaced':
      case 'documentDescribed':
      case 'evidenceAttached':
      case 'evidenceDetached':
      case 'documentDeleted':
      case 'documentOpened':
      case 'documentScanned':
      case 'documentChecked': {
        const isNew = event.type === 'documentAdded' && !documentOf(documents, event.document);
        if (isNew) documentsAdded += 1;
        const changed = foldDocument(documents, event, { ...commit, number: documentsAdded });
        if (isByPerson(event.type) && !Object.hasOwn(documentsBefore, event.document)) {
          documentsBefore[event.document] = documentOf(assessment.documents, event.document) ?? null;
        }
        documents = changed;
        break;
      }
      case 'questionAssigned':
      case 'assignmentAccepted':
      case 'assignmentHandedBack':
      case 'assignmentWithdrawn':
      case 'assignmentMoved':
        break; // `foldAssignments` sees to them.
      case 'publicationNoted':
        publishedOn = event.on;
        break;
      default:
        event satisfies never;
    }
  }
  const isTouched = Object.keys(putOffBefore).length > 0 || Object.keys(documentsBefore).length > 0;
  const gone = commit.events.flatMap((event) =>
    event.type === 'documentDeleted' && hasFiles(assessment.documents, event.document) ? [event.document] : [],
  );
  const { revision, by } = commit;
  // What was done to a document whose files are gone cannot be taken back either.
  const standing = undoable.filter((entry) => !gone.some((document) => Object.hasOwn(entry.documents, document)));

  return {
    revision,
    answers,
    putOff,
    documents,
    documentsAdded,
    approachingFirst,
    withOptional,
    undoable:
      gone.length > 0
        ? [...standing, { revision, by, before: {}, putOff: {}, documents: {}, isFinal: true as const }].slice(
            -undoDepth,
          )
        : isTouched
          ? [...standing, { revision, by, before, putOff: putOffBefore, documents: documentsBefore }].slice(-undoDepth)
          : standing,
    recentInputs: [...assessment.recentInputs, commit.inputId].slice(-rememberedInputs),
    assignments: foldAssignments(assessment.assignments, commit, answers),
    startedAt: assessment.startedAt ?? commit.at,
    ...(edition !== undefined && { edition }),
    ...withActive(assessment, commit),
    ...(publishedOn !== undefined && { publishedOn }),
  };
}

function withActive({ activeAt }: Assessment, { at, events }: CommitLike): Pick<Assessment, 'activeAt'> {
  const now = events.some(({ type }) => isByPerson(type)) ? at : activeAt;
  return now === undefined ? {} : { activeAt: now };
}

/** Changes that a person makes, and so may take back. */
function isByPerson(type: AssessmentEvent['type']): boolean {
  return type !== 'documentOpened' && type !== 'documentScanned' && type !== 'documentChecked';
}

function hasFiles(documents: Documents, id: DocumentId): boolean {
  const document = documentOf(documents, id);
  return document !== undefined && filesOf({ [id]: document }).length > 0;
}

/** Documents as they were before, but for what programs found out about their files since: that is not taken back. */
function restored(documents: Documents, before: Readonly<Record<DocumentId, EvidenceDocument | null>>): Documents {
  const found = new Map(
    Object.values(documents).flatMap(({ versions }) =>
      versions.flatMap((version) => (isFile(version.source) ? [[version.source.file, version] as const] : [])),
    ),
  );
  const asFound = (version: DocumentVersion): DocumentVersion => {
    const now = isFile(version.source) ? found.get(version.source.file) : undefined;
    if (!now || !isFile(version.source) || !isFile(now.source)) return version;
    const { trouble: _, ...sound } = version;
    const source = { ...version.source, scan: now.source.scan };
    return { ...sound, source, ...(now.trouble && { trouble: now.trouble }) };
  };
  const all = Object.entries({ ...documents, ...before }).flatMap(([id, document]) =>
    document ? [[id, { ...document, versions: document.versions.map(asFound) }] as const] : [],
  );
  return Object.fromEntries(all);
}

export function answerTo(assessment: Assessment, question: QuestionId): Answer | undefined {
  return Object.hasOwn(assessment.answers, question) ? assessment.answers[question]?.answer : undefined;
}

/** The value given to a question, or undefined where it was answered otherwise or not at all. */
export function valueGiven(assessment: Assessment, question: QuestionId): Value | undefined {
  const answer = answerTo(assessment, question);
  return answer?.as === 'value' ? answer.value : undefined;
}

/** "yes" or "no" as told in set-up; undefined for "not sure", skipped or not asked yet. */
export function factOf(assessment: Assessment, fact: Fact): 'yes' | 'no' | undefined {
  const answer = answerTo(assessment, setupIds.fact(fact));
  return answer?.as === 'yes' || answer?.as === 'no' ? answer.as : undefined;
}

export function serviceName(assessment: Assessment): string | undefined {
  const value = valueGiven(assessment, setupIds.name);
  return value && 'text' in value ? value.text : undefined;
}

export function serviceType(assessment: Assessment): ServiceType | undefined {
  const value = valueGiven(assessment, setupIds.serviceType);
  return value && 'choice' in value ? (value.choice as ServiceType) : undefined;
}
