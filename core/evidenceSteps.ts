import { type Assessment, answerTo } from './assessment.ts';
import { documentOf, filesOf, inOrder, isFile, newest, usedFor } from './evidence/documents.ts';
import { suggestionsFor } from './evidence/kinds.ts';
import type { DocumentId, EvidenceDocument, FileCheck, SentFile } from './evidence/model.ts';
import type { AssessmentEvent, Item, QuestionId } from './model.ts';
import { dateFollowUpOf } from './next.ts';
import type { Question } from './questions.ts';
import type {
  CardAction,
  Context,
  Cursor,
  Effect,
  Held,
  HeldChoice,
  Input,
  Pending,
  ScanResult,
  Situation,
  Step,
} from './turn.ts';
import { type DocumentTalk, documentDateIn, heldChoiceIn } from './understand/documentTalk.ts';
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

  constructor(context: Context, { assessment, cursor }: Situation, endings: Endings) {
    this.context = context;
    this.assessment = assessment;
    this.cursor = cursor;
    this.endings = endings;
  }

  sent(input: Extract<Input, { type: 'sentFiles' }>): Step {
    const item = this.itemOf(input.question ?? this.cursor.asked);
    const about = { ...(item && { question: item.id }), ...(input.replaces && { replaces: input.replaces }) };
    if (input.files.length === 0) return this.endings.stay([], [{ type: 'uploadLink', ...about, why: 'cannotTake' }]);
    const effects: Effect[] = [];
    const kept: Extract<SentFile, { state: 'ready' }>[] = [];
    let held: Held | undefined;
    for (const file of input.files) {
      if (file.state === 'refused') {
        effects.push({ type: 'fileRefused', name: file.name, refusal: file.refusal });
      } else if (file.insight.findings.some((finding) => finding.type === 'personalData')) {
        effects.push({
          type: 'fileHeld',
          upload: file.upload,
          name: file.name,
          findings: file.insight.findings,
          ...about,
        });
        held = { upload: file.upload, ...about };
      } else {
        kept.push(file);
      }
    }
    if (kept.length) {
      const step = this.keep(kept, item, effects, { replaces: input.replaces, isHeld: held !== undefined });
      return held ? { ...step, cursor: { ...step.cursor, held } } : step;
    }
    // The card with the choices is the question now.
    if (held) return { events: [], cursor: { ...this.cursor, held, pending: { type: 'held' } }, effects };
    return this.endings.stay([], effects);
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
        return this.show(
          action.do === 'upload' ? { type: 'uploadLink', question: item.id } : { type: 'evidence', question: item.id },
        );
      }
      case 'held':
        return this.settleHeld(action.choice, held, action);
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
      case 'upload': {
        const item = this.itemOf(talk.question ?? this.cursor.asked);
        return this.show({ type: 'uploadLink', ...(item && { question: item.id }) });
      }
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
        ? documentOf(this.assessment.documents, this.cursor.document ?? '')
        : inOrder(this.assessment.documents).find(({ number }) => number === talk.number);
    if (!document && talk.number === undefined) return undefined;
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

  documents(): Step {
    return this.show({ type: 'documents' });
  }

  /** What typed words mean while a file is held or a deletion waits for a yes; undefined for anything else. */
  heard(text: string, held?: SentFile): Step | undefined {
    const { pending } = this.cursor;
    const choice = this.cursor.held && heldChoiceIn(text);
    if (this.cursor.held && choice) return this.settleHeld(choice, held, this.cursor.held);
    if (this.cursor.held && pending?.type === 'held' && held?.state === 'ready' && isBareReply(text)) {
      // Neither says which of the choices is meant, and keeping such a file must be deliberate.
      const { name, insight } = held;
      return this.show({ type: 'fileHeld', name, findings: insight.findings, ...this.cursor.held });
    }
    if (pending?.type === 'delete') {
      const reply = understandReply(text);
      if (reply.detail || (reply.as !== 'yes' && reply.as !== 'no')) return undefined;
      const document = documentOf(this.assessment.documents, pending.document);
      if (reply.as === 'no' || !document) return this.endings.stay([], []);
      return this.delete(document);
    }
    return undefined;
  }

  /**
   * What goes into the record beside an answer that says where a document is kept, or that takes such an answer back. The
   * document has an id of its own question, so that a changed answer is its next version.
   */
  besideAnswer(question: Question, answered: string | undefined): readonly AssessmentEvent[] {
    if (question.type === 'setup' || question.kind !== 'document') return [];
    const id = `said.${question.id}`;
    const known = documentOf(this.assessment.documents, id);
    if (answered === undefined) return known ? [{ type: 'documentDeleted', document: id }] : [];
    const link = linkIn(answered);
    const source = link === undefined ? { keptAt: answered } : { link };
    return known
      ? [{ type: 'documentReplaced', document: id, source }]
      : [{ type: 'documentAdded', document: id, source, question: question.item.id }];
  }

  private keep(...how: Parameters<EvidenceSteps['recordKept']>): Step {
    const { cursor, ...step } = this.recordKept(...how);
    const last = step.effects.findLast((effect) => effect.type === 'fileKept');
    return { ...step, cursor: { ...cursor, ...(last && { document: last.document }) } };
  }

  private recordKept(
    files: readonly Extract<SentFile, { state: 'ready' }>[],
    item: Item | undefined,
    before: readonly Effect[],
    more: {
      readonly replaces?: DocumentId | undefined;
      /** True where another file of the same message waits for a decision. */
      readonly isHeld?: boolean;
    },
  ): Step {
    const events: AssessmentEvent[] = [];
    const effects: Effect[] = [];
    let replaced = documentOf(this.assessment.documents, more.replaces ?? '');
    for (const { upload, source: sent, insight } of files) {
      if (documentOf(this.assessment.documents, upload)) continue;
      const { findings, proposed, kinds } = insight;
      const source = kinds.length ? { ...sent, kinds } : sent;
      const suggestions = this.suggestions(kinds, replaced?.usedFor ?? (item ? [item.id] : []));
      const kept = {
        findings,
        proposed,
        suggestions,
        ...(source.scan === 'waiting' && { isWaiting: true }),
        ...(insight.readability === 'partly' && { isPartlyRead: true }),
      };
      if (replaced) {
        events.push({ type: 'documentReplaced', document: replaced.id, source });
        effects.push({ type: 'fileKept', document: replaced.id, isReplacement: true, ...kept });
        replaced = undefined;
      } else {
        events.push({ type: 'documentAdded', document: upload, source, ...(item && { question: item.id }) });
        effects.push({ type: 'fileKept', document: upload, ...(item && { question: item.id }), ...kept });
      }
    }
    const all = [...before, ...effects];
    const current = item && answerTo(this.assessment, item.id);
    const isSettled = current?.as === 'yes' || current?.as === 'value';
    const isShown = item !== undefined && this.itemOf(this.cursor.asked)?.id === item.id;
    if (item && !isSettled && item.kind === 'document') {
      events.push({ type: 'questionAnswered', question: item.id, answer: { as: 'yes' } });
    } else if (item && !isSettled) {
      // A document says nothing about yes or no by itself; it is a reason to think of yes.
      const proposal: Pending = { type: 'proposal', question: item.id, answer: { as: 'yes' } };
      const canPropose = isShown && item.kind === 'yesNo';
      return this.endings.stay(events, all, canPropose ? proposal : undefined);
    }
    if (!item || !isShown || more.isHeld) return this.endings.stay(events, all);
    const dated = dateFollowUpOf(this.context.book, item, this.assessment);
    const date = files
      .map(({ insight }) => insight.proposed.documentDate)
      .find((each) => each && each <= this.context.today);
    return this.endings.goOn(events, all, {
      after: item.id,
      pending:
        dated && date ? { type: 'proposal', question: dated.id, answer: { as: 'value', value: { date } } } : undefined,
    });
  }

  private settleHeld(choice: HeldChoice, held: SentFile | undefined, about: Held): Step {
    const decided = this.decideHeld(choice, held, about);
    const { held: _, ...cursor } = decided.cursor;
    return { ...decided, cursor };
  }

  private decideHeld(choice: HeldChoice, held: SentFile | undefined, about: Held): Step {
    if (documentOf(this.assessment.documents, about.upload)) return this.endings.stay([], []);
    if (held?.state !== 'ready') return this.endings.stay([], [{ type: 'fileGone' }]);
    if (choice === 'keep') {
      return this.keep([held], this.itemOf(about.question), [], { replaces: about.replaces });
    }
    return this.endings.stay([], [{ type: 'fileNotKept', choice }, ...discard([held.source.file])]);
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
        return this.show({ type: 'uploadLink', replaces: id });
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
        const [event, effect] =
          action.do === 'useFor'
            ? (['evidenceAttached', 'documentUsedFor'] as const)
            : (['evidenceDetached', 'documentNotUsedFor'] as const);
        return this.endings.stay(isNews ? [{ type: event, document: id, question: item.id }] : [], [
          { type: effect, document: id, question: item.id },
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

  private delete(document: EvidenceDocument): Step {
    const files = filesOf({ [document.id]: document }).map(({ source }) => source.file);
    const { source } = newest(document);
    const name = isFile(source) ? source.name : `D${document.number}`;
    return this.endings.stay(
      [{ type: 'documentDeleted', document: document.id }],
      [{ type: 'documentDeleted', name, questions: document.usedFor }, ...discard(files)],
    );
  }

  private showDocument(document: EvidenceDocument): Step {
    const { source } = newest(document);
    const kinds = isFile(source) ? (source.kinds ?? []) : [];
    const suggestions = this.suggestions(kinds, document.usedFor);
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
    const question = id === undefined ? undefined : this.context.book.find(id);
    return question && question.type !== 'setup' ? question.item : undefined;
  }

  /** Other items that a document of these kinds may prove, where nothing proves them yet. */
  private suggestions(looksLike: readonly string[], used: readonly QuestionId[]): readonly QuestionId[] {
    const { book, documentKinds } = this.context;
    return suggestionsFor(book, documentKinds, looksLike, used)
      .filter((id) => usedFor(this.assessment.documents, id).length === 0)
      .slice(0, mostSuggestions);
  }
}

/** In characters. */
const longestOwner = 100;
/** On one card: beside the other buttons of a document, more would be a wall. */
const mostSuggestions = 3;

/** "Yes" or "no" and nothing besides. */
function isBareReply(text: string): boolean {
  const { as, detail } = understandReply(text);
  return (as === 'yes' || as === 'no') && !detail;
}

function discard(files: readonly string[]): readonly Effect[] {
  return files.length ? [{ type: 'discardFiles', files }] : [];
}

/** The one address that an answer consists of, where it says nothing else. */
function linkIn(answer: string): string | undefined {
  const written = answer.trim();
  if (/\s/.test(written) || !/^https?:\/\//i.test(written) || !URL.canParse(written)) return undefined;
  return new URL(written).username ? undefined : written;
}
