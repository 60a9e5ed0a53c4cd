import { type Assessment, valueGiven } from './assessment.ts';
import { answeredByDocument, discard, itemOf, suggestionsNow } from './attaching.ts';
import { documentOf, filesOf, inOrder, isFile, newest } from './evidence/documents.ts';
import type { DocumentId, EvidenceDocument, FileCheck, SentFile } from './evidence/model.ts';
import type { AssessmentEvent, Item, QuestionId } from './model.ts';
import type { Question } from './questions.ts';
import { SentFiles } from './sentFiles.ts';
import type { CardAction, Context, Cursor, Effect, Input, Pending, ScanResult, Situation, Step } from './turn.ts';
import { type DocumentTalk, documentDateIn, heldChoiceIn, sendingTalkIn } from './understand/documentTalk.ts';
import { asWritten } from './understand/normalise.ts';
import { understandReply } from './understand/reply.ts';

/** The ways in which a turn ends; `Turn` of `flow.ts` has them. */
export interface Endings {
  /** Records, and asks what is next: `ask`, else what follows `after`. */
  goOn(
    events: readonly AssessmentEvent[],
    effects: readonly Effect[],
    options: { readonly ask?: Question; readonly after?: QuestionId; readonly pending?: Pending | undefined },
  ): Step;
  /** Records, and asks the open question once more. */
  stay(events: readonly AssessmentEvent[], effects: readonly Effect[], pending?: Pending): Step;
}

export type DocumentAction = Extract<
  CardAction,
  {
    do:
      | 'evidence'
      | 'upload'
      | 'document'
      | 'replace'
      | 'open'
      | 'useFor'
      | 'stopUsing'
      | 'delete'
      | 'describe'
      | 'held';
  }
>;

/** Everything said, sent and tapped about documents. One for each turn, as `Turn` is. */
export class EvidenceSteps {
  private readonly context: Context;
  private readonly assessment: Assessment;
  private readonly cursor: Cursor;
  private readonly endings: Endings;
  private readonly files: SentFiles;

  constructor(context: Context, situation: Situation, endings: Endings) {
    this.context = context;
    this.assessment = situation.assessment;
    this.cursor = situation.cursor;
    this.endings = endings;
    this.files = new SentFiles(context, situation, endings);
  }

  sent(input: Extract<Input, { type: 'sentFiles' }>): Step {
    return this.files.take(input);
  }

  scanned(scans: readonly ScanResult[]): Step {
    const events: AssessmentEvent[] = [];
    const effect = { type: 'scanned' as const, clean: [] as DocumentId[], infected: [] as DocumentId[] };
    const discarded: string[] = [];
    for (const { document, file, result } of scans) {
      const isWaiting = documentOf(this.assessment.documents, document)?.versions.some(
        ({ source }) => isFile(source) && source.file === file && source.scan === 'waiting',
      );
      if (!isWaiting) continue;
      events.push({ type: 'documentScanned', document, file, result });
      effect[result].push(document);
      if (result === 'infected') discarded.push(file);
    }
    if (!events.length) return { events: [], cursor: this.cursor, effects: [] };
    return this.endings.stay(events, [effect, ...discard(discarded)]);
  }

  /** What a look at the files of the record brought up: for the record, and to be said. */
  found(checks: readonly FileCheck[]): {
    readonly events: readonly AssessmentEvent[];
    readonly effects: readonly Effect[];
  } {
    const troubleOf = (document: EvidenceDocument | undefined, version: number) =>
      document?.versions[version]?.trouble ?? 'there';
    const known = checks.flatMap((check) => {
      const document = documentOf(this.assessment.documents, check.document);
      return document?.versions[check.version] ? [{ check, before: troubleOf(document, check.version) }] : [];
    });
    const news = known.filter(({ check, before }) => check.found !== before);
    const ids = (wanted: readonly { check: FileCheck }[]) => [...new Set(wanted.map(({ check }) => check.document))];
    const inTrouble = (kind: 'missing' | 'altered') => ids(known.filter(({ check }) => check.found === kind));
    const effect: Effect = {
      type: 'filesFound',
      missing: inTrouble('missing'),
      altered: inTrouble('altered'),
      backAgain: ids(news.filter(({ check }) => check.found === 'there')),
    };
    const isNews = effect.missing.length + effect.altered.length + effect.backAgain.length > 0;
    return {
      events: news.map(({ check }) => ({ type: 'documentChecked' as const, ...check })),
      effects: isNews ? [effect] : [],
    };
  }

  act(action: DocumentAction, held?: SentFile): Step {
    switch (action.do) {
      case 'evidence':
      case 'upload': {
        const item = this.itemOf(action.question);
        if (!item) return this.endings.stay([], [{ type: 'unreadableCard' }]);
        return action.do === 'upload' ? this.wayToSend(item.id) : this.show({ type: 'evidence', question: item.id });
      }
      case 'held': {
        const { choice, upload } = action;
        if (choice) return this.files.decide(choice, action, held);
        const known = this.cursor.held?.find((each) => each.upload === upload);
        return this.files.ask(known ?? { ...action, name: held?.name ?? '' }, held);
      }
      default: {
        const document = documentOf(this.assessment.documents, action.document);
        return document ? this.actOn(document, action) : this.endings.stay([], [{ type: 'noSuchDocument', heard: '' }]);
      }
    }
  }

  /** Undefined where "it" means no document. */
  follow(talk: DocumentTalk): Step | undefined {
    switch (talk.type) {
      case 'documents':
        return this.documents();
      case 'page':
        return this.page();
      case 'upload':
        return this.wayToSend(this.itemOf(talk.question ?? this.cursor.asked)?.id);
      case 'received':
        return this.received(this.cursor.pending?.type === 'upload' ? this.cursor.pending : {});
      case 'evidence': {
        const item = this.itemOf(talk.question ?? this.cursor.asked);
        if (item) return this.show({ type: 'evidence', question: item.id });
        return talk.question ? this.noSuchQuestion(talk.question) : this.documents();
      }
      case 'documentsOn': {
        const date = documentDateIn(talk.said, this.context.today, false);
        return date ? this.show({ type: 'documentsOn', date }) : this.documents();
      }
      default:
        break;
    }
    const document =
      talk.number === undefined
        ? (documentOf(this.assessment.documents, this.cursor.document ?? '') ??
          // "I sent the wrong one": the last.
          (talk.type === 'delete' ? inOrder(this.assessment.documents).at(-1) : undefined))
        : inOrder(this.assessment.documents).find(({ number }) => number === talk.number);
    if (!document && talk.number === undefined) {
      return inOrder(this.assessment.documents).length ? undefined : this.documents();
    }
    if (!document) return this.endings.stay([], [{ type: 'noSuchDocument', heard: `D${talk.number}` }]);
    switch (talk.type) {
      case 'document':
      case 'replace':
      case 'delete':
        return this.actOn(document, { do: talk.type, document: document.id });
      case 'open': {
        const version = talk.version === undefined ? {} : { version: talk.version - 1 };
        return this.actOn(document, { do: 'open', document: document.id, ...version });
      }
      case 'useFor':
      case 'stopUsing':
        return this.actOn(document, { do: talk.type, document: document.id, question: talk.question });
      case 'owner':
        return this.actOn(document, { do: 'describe', document: document.id, owner: talk.owner });
      case 'dated':
        return this.actOn(document, { do: 'describe', document: document.id, [talk.which]: talk.said });
      default:
        return talk satisfies never;
    }
  }

  /** The page with all documents; the one for a question shows what is kept for that question alone. */
  page(): Step {
    return this.show({ type: 'uploadLink' });
  }

  documents(): Step {
    return this.show({ type: 'documents', held: this.cursor.held ?? [] });
  }

  /** What typed words mean in reply to what was shown about documents; undefined for anything else. */
  heard(text: string, file?: SentFile): Step | undefined {
    const { pending, held = [] } = this.cursor;
    const waiting = held.at(-1);
    const choice = heldChoiceIn(text);
    // "Delete it" means the file that is held only in reply to what to do with it.
    if (waiting && choice && (pending?.type === 'held' || !meansAnything.test(text))) {
      return this.files.decide(choice, waiting, file);
    }
    switch (pending?.type) {
      case 'held':
        // Neither says which of the choices is meant, and keeping such a file must be deliberate.
        return waiting && isBareReply(text) ? this.files.ask(waiting, file, true) : undefined;
      case 'delete':
        return this.deletionConfirmed(pending.document, text);
      case 'upload':
        return sendingTalkIn(text) ? this.received(pending) : undefined;
      default:
        return undefined;
    }
  }

  /** Where something is kept, said beside an answer: asked for, or an address where no words are wanted. */
  placed(asked: Question | undefined, text: string): Step | undefined {
    const { pending } = this.cursor;
    const wantsWords = asked?.kind === 'text' || asked?.kind === 'document';
    const item =
      pending?.type === 'place'
        ? itemOf(this.context.book, pending.question)
        : linkIn(text) && !wantsWords
          ? itemOf(this.context.book, asked?.id)
          : undefined;
    if (!item || isBareReply(text)) return undefined;
    const id = `said.${item.id}`;
    return this.endings.stay(this.said(id, item.id, asWritten(text)), [
      { type: 'placeKept', document: id, question: item.id },
    ]);
  }

  /**
   * What goes into the record beside an answer that says where a document is kept, or that takes such an answer back. The
   * document has an id of its own question, so that a changed answer is its next version.
   */
  besideAnswer(question: Question, answered: string | undefined): readonly AssessmentEvent[] {
    if (question.type === 'setup' || question.kind !== 'document') return [];
    const id = `said.${question.id}`;
    if (answered !== undefined) return this.said(id, question.item.id, answered);
    const known = documentOf(this.assessment.documents, id);
    if (!known) return [];
    // It may have become a file, or be used elsewhere: then only this question lets go of it.
    const isMore =
      known.versions.some(({ source }) => isFile(source)) || known.usedFor.some((each) => each !== question.item.id);
    return isMore
      ? [{ type: 'evidenceDetached', document: id, question: question.item.id }]
      : [{ type: 'documentDeleted', document: id }];
  }

  /** Words or an address as a document with an id of their own question, so that changed words are its next version. */
  private said(id: DocumentId, question: QuestionId, text: string): readonly AssessmentEvent[] {
    const link = linkIn(text);
    const source = link === undefined ? { keptAt: text } : { link };
    const known = documentOf(this.assessment.documents, id);
    if (!known) return [{ type: 'documentAdded', document: id, source, question }];
    const attached: readonly AssessmentEvent[] = known.usedFor.includes(question)
      ? []
      : [{ type: 'evidenceAttached', document: id, question }];
    // What became a file stays one.
    if (isFile(newest(known).source)) return attached;
    return [{ type: 'documentReplaced', document: id, source }, ...attached];
  }

  private actOn(
    document: EvidenceDocument,
    action: Exclude<DocumentAction, { do: 'evidence' | 'upload' | 'held' }>,
  ): Step {
    const { id } = document;
    switch (action.do) {
      case 'document':
        return this.showDocument(document);
      case 'replace':
        return this.wayToSend(undefined, id);
      case 'open': {
        const version = action.version ?? document.versions.length - 1;
        const source = document.versions[version]?.source;
        if (!source) return this.endings.stay([], [{ type: 'noSuchDocument', heard: '' }]);
        // What nobody has looked through yet is handed out to nobody; the card says so.
        return isFile(source) && source.scan !== 'waiting' && source.scan !== 'infected'
          ? this.show({ type: 'openDocument', document: id, version })
          : this.showDocument(document);
      }
      case 'useFor':
      case 'stopUsing': {
        const item = this.itemOf(action.question);
        if (!item) return this.noSuchQuestion(action.question);
        const isUsed = document.usedFor.includes(item.id);
        const isNews = isUsed === (action.do === 'stopUsing');
        const about = { document: id, question: item.id };
        if (action.do === 'stopUsing') {
          const effect = { type: 'documentNotUsedFor', ...about } as const;
          return this.endings.stay(isNews ? [{ type: 'evidenceDetached', ...about }] : [], [effect]);
        }
        const answered = answeredByDocument(item, this.assessment);
        return this.endings.stay(isNews ? [{ type: 'evidenceAttached', ...about }, ...answered] : answered, [
          { type: 'documentUsedFor', ...about, ...(answered.length && { isAnswer: true }) },
        ]);
      }
      case 'delete':
        if (action.isSure) return this.delete(document);
        return {
          events: [],
          cursor: { ...this.cursor, document: id, pending: { type: 'delete', document: id } },
          effects: [{ type: 'confirmDelete', document: id }],
        };
      case 'describe':
        return this.describe(document, action);
      default:
        return action satisfies never;
    }
  }

  private describe(document: EvidenceDocument, action: Extract<DocumentAction, { do: 'describe' }>): Step {
    const { today } = this.context;
    const changes: { documentDate?: string | null; reviewDate?: string | null; owner?: string | null } = {};
    for (const which of ['documentDate', 'reviewDate'] as const) {
      const said = action[which]?.trim();
      if (said === undefined) continue;
      const date = said === '' ? null : documentDateIn(said, today, which === 'reviewDate');
      if (date === undefined) return this.endings.stay([], [{ type: 'dateNotUnderstood', which }]);
      if (date !== (document[which] ?? null)) changes[which] = date;
    }
    if (action.owner !== undefined) {
      const owner = asWritten(action.owner).slice(0, longestOwner) || null;
      if (owner !== (document.owner ?? null)) changes.owner = owner;
    }
    const isNews = Object.keys(changes).length > 0;
    return this.endings.stay(isNews ? [{ type: 'documentDescribed', document: document.id, ...changes }] : [], [
      { type: 'documentDescribed', document: document.id },
    ]);
  }

  private deletionConfirmed(id: DocumentId, text: string): Step | undefined {
    const document = documentOf(this.assessment.documents, id);
    const { as, detail } = understandReply(text);
    const isYes = deleteIt.test(text) || (as === 'yes' && !detail);
    const isNo = keepIt.test(text) || (as === 'no' && !detail);
    if (isYes && document) return this.delete(document);
    return isNo || isYes ? this.endings.stay([], []) : undefined;
  }

  private delete(document: EvidenceDocument): Step {
    const { id, number, usedFor: questions } = document;
    const files = filesOf({ [id]: document }).map(({ source }) => source.file);
    const { source } = newest(document);
    const name = isFile(source) ? source.name : `D${number}`;
    return this.endings.stay(
      [{ type: 'documentDeleted', document: id }, ...this.withdrawn(document)],
      [{ type: 'documentDeleted', name, questions }, ...discard(files)],
    );
  }

  /** An answer that was nothing but these words goes with them. */
  private withdrawn({ id, versions }: EvidenceDocument): readonly AssessmentEvent[] {
    const question = id.startsWith('said.') ? id.slice('said.'.length) : undefined;
    const given = question === undefined ? undefined : valueGiven(this.assessment, question);
    const isItsWords = versions.some(({ source }) => {
      const words = isFile(source) ? undefined : 'link' in source ? source.link : source.keptAt;
      return given && 'text' in given && given.text === words;
    });
    return question !== undefined && isItsWords ? [{ type: 'answerWithdrawn', question }] : [];
  }

  /** The page that takes files; until something else is said, the next file and "done" are about the same. */
  private wayToSend(question: QuestionId | undefined, replaces?: DocumentId): Step {
    const about = { ...(question && { question }), ...(replaces && { replaces }) };
    const step = this.show({ type: 'uploadLink', ...about });
    return { ...step, cursor: { ...step.cursor, pending: { type: 'upload', ...about } } };
  }

  private received(about: { readonly question?: QuestionId; readonly replaces?: DocumentId }): Step {
    const question = about.question ?? this.itemOf(this.cursor.asked)?.id;
    const step = this.show({ type: 'received', ...(question && { question }) });
    return { ...step, cursor: { ...step.cursor, pending: { type: 'upload', ...about } } };
  }

  private showDocument(document: EvidenceDocument): Step {
    const { source } = newest(document);
    const kinds = isFile(source) ? (source.kinds ?? []) : [];
    const suggestions = suggestionsNow(this.context, this.assessment, kinds, document.usedFor);
    return this.show({ type: 'document', document: document.id, suggestions });
  }

  /** Shows something and asks nothing: whoever looks at documents is not to be pushed. */
  private show(effect: Effect): Step {
    return {
      events: [],
      cursor: { ...this.cursor, ...('document' in effect && { document: effect.document }) },
      effects: [effect],
    };
  }

  private noSuchQuestion(heard: string): Step {
    return this.endings.stay([], [{ type: 'noSuchQuestion', heard }]);
  }

  private itemOf(id: QuestionId | undefined): Item | undefined {
    return itemOf(this.context.book, id);
  }
}

/** In characters. */
const longestOwner = 100;
/** Ways to decide about a file that may as well mean another thing. */
const meansAnything =
  /^(?:no,? )?(?:keep it|delete it|remove it|cancel(?: it)?|get rid of it|throw it away|forget it)[\s.!]*$/i;
const deleteIt = /^(?:yes,? )?(?:please )?(?:delete|remove) (?:it|that|d ?\d+)(?: please)?[\s.!]*$/i;
const keepIt =
  /^(?:no,? )?(?:keep it|(?:do not|don'?t) (?:delete|remove)(?: it)?|leave it|cancel|actually no|no,? keep it)[\s.!]*$/i;

/** "Yes" or "no" and nothing besides. */
function isBareReply(text: string): boolean {
  const { as, detail } = understandReply(text);
  return (as === 'yes' || as === 'no') && !detail;
}

/** The one address that an answer consists of, where it says nothing else. */
function linkIn(answer: string): string | undefined {
  const written = answer.trim();
  if (/\s/.test(written) || !/^https?:\/\//i.test(written) || !URL.canParse(written)) return undefined;
  return new URL(written).username ? undefined : written;
}
