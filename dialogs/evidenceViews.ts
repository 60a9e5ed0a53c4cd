import type { DocumentView } from '../cards/documentCard.ts';
import { documentCard, documentsCard } from '../cards/documentCard.ts';
import { type AdaptiveCard, type Button, shortened } from '../cards/elements.ts';
import { noticeCard } from '../cards/noticeCard.ts';
import { downloadCard, uploadCard } from '../cards/uploadCard.ts';
import { documentOf, inOrder, isFile, newest, stateOf, usedFor } from '../core/evidence/documents.ts';
import type { EvidenceDocument, ProposedDates } from '../core/evidence/model.ts';
import type { QuestionId } from '../core/model.ts';
import type { CardAction, Held, heldChoices } from '../core/turn.ts';
import type { Words } from '../core/words.ts';
import { type Describe, documentName } from './describe.ts';
import type { EvidenceWords } from './evidenceWords.ts';
import type { Said, Telling } from './said.ts';

/** What is told of one document beyond what the record holds. */
interface Fresh {
  readonly suggestions?: readonly QuestionId[];
  /** True where it has come just now, and the question follows. */
  readonly isKept?: boolean;
}

/** Rows on a card of documents; Teams and others refuse cards that are much larger. */
const mostRows = 12;

/** The cards about documents. */
export class EvidenceViews {
  private readonly words: Words;
  private readonly describe: Describe;
  private readonly evidence: EvidenceWords;

  constructor(words: Words, describe: Describe, evidence: EvidenceWords) {
    this.words = words;
    this.describe = describe;
    this.evidence = evidence;
  }

  of(said: Said, turn: Telling): readonly AdaptiveCard[] {
    switch (said.type) {
      case 'fileKept':
        return this.kept(said, turn);
      case 'document':
        return this.ofDocument(said.document, turn, said);
      case 'documents':
        return [this.list(inOrder(turn.assessment.documents), turn, { held: said.held })];
      case 'evidence':
        return [this.list(usedFor(turn.assessment.documents, said.question), turn, said)];
      case 'documentsOn':
        return [this.onDay(said, turn)];
      case 'fileHeld':
        return [this.held(said)];
      case 'heldWaiting':
        return [
          noticeCard({ notice: this.waiting(said.held), isQuoting: true, buttons: this.decideButtons(said.held) }),
        ];
      case 'confirmUndo':
        return [
          noticeCard({
            notice: this.evidence.say('confirmUndo', { list: this.evidence.both(said.documents, turn.assessment) }),
            isQuoting: true,
            buttons: [
              this.button('carryOn', { do: 'say', command: 'carryOn' }),
              this.button('undoSure', { do: 'undo', revision: said.revision, isSure: true }),
            ],
          }),
        ];
      case 'confirmDelete':
        return this.confirmDelete(said.document, turn);
      case 'uploadLink':
        return [this.upload(said, turn)];
      case 'documentLink':
        return this.download(said, turn);
      default:
        return [];
    }
  }

  /** One file is shown with all there is to do about it; several at once are a list. */
  private kept(said: Extract<Said, { type: 'fileKept' }>, turn: Telling): readonly AdaptiveCard[] {
    const all = turn.said.filter((each) => each.type === 'fileKept');
    if (said.isBrief) return [];
    if (all.length === 1) return this.ofDocument(said.document, turn, { ...said, isKept: true });
    if (all[0] !== said) return [];
    const documents = all.flatMap(({ document }) => documentOf(turn.assessment.documents, document) ?? []);
    return [this.list(documents, turn, said)];
  }

  private ofDocument(id: string, turn: Telling, fresh: Fresh = {}): readonly AdaptiveCard[] {
    const document = documentOf(turn.assessment.documents, id);
    return document ? [documentCard(this.view(document, turn.today, fresh))] : [];
  }

  private view(document: EvidenceDocument, today: string, fresh: Fresh): DocumentView {
    const { evidence } = this;
    const label = evidence.label(document);
    const state = stateOf(document);
    const { source } = newest(document);
    const advice = isFile(source) ? evidence.advice(source.findings ?? []) : [];
    const proposed = isFile(source) ? openDates(document, source.proposed ?? {}) : {};
    const found = evidence.ownFacts(proposed, today);
    const date = (which: 'documentDate' | 'reviewDate') => document[which] ?? proposed[which];
    const field = (name: 'documentDate' | 'reviewDate' | 'owner', value: string | undefined) => ({
      label: evidence.say(`form/${name}`),
      ...(value && { value }),
    });
    return {
      label,
      name: documentName(document),
      facts: this.facts(document, today),
      ...(state !== 'ok' && { trouble: evidence.say(`trouble/${state}`) }),
      ...(advice.length && { advice }),
      ...(!fresh.isKept && {
        form: {
          open: evidence.say('form/open'),
          documentDate: field('documentDate', date('documentDate')),
          reviewDate: field('reviewDate', date('reviewDate')),
          owner: field('owner', document.owner),
          save: this.button('describe', { do: 'describe', document: document.id }),
        },
      }),
      ...(found.length && {
        dates: {
          intro: evidence.say('form/intro', { facts: found.join('. ') }),
          yes: this.button('datesRight', { do: 'describe', document: document.id, ...proposed }),
        },
      }),
      ...(fresh.suggestions?.length && {
        suggestions: {
          intro: evidence.say('suggest'),
          buttons: fresh.suggestions.map((question) =>
            this.button(
              'useFor',
              { do: 'useFor', document: document.id, question },
              { question, label, topic: this.describe.topicOf(question) },
            ),
          ),
        },
      }),
      buttons: fresh.isKept
        ? [this.button('seeOrChange', { do: 'document', document: document.id })]
        : this.buttonsOf(document),
      more: fresh.isKept ? [] : [...this.olderOf(document), this.button('carryOn', { do: 'say', command: 'carryOn' })],
    };
  }

  private buttonsOf(document: EvidenceDocument): readonly Button[] {
    const { id } = document;
    const { source } = newest(document);
    const canOpen = isFile(source) && stateOf(document) === 'ok';
    return [
      ...(canOpen ? [this.button('open', { do: 'open', document: id })] : []),
      ...(isFile(source) ? [this.button('replace', { do: 'replace', document: id })] : []),
      ...document.usedFor
        .slice(0, mostUses)
        .map((question) =>
          this.button(
            'stopUsing',
            { do: 'stopUsing', document: id, question },
            { question, topic: this.describe.topicOf(question) },
          ),
        ),
      this.button('delete', { do: 'delete', document: id }),
    ];
  }

  /** The versions before this one, the newest first. */
  private olderOf({ id, versions }: EvidenceDocument): readonly Button[] {
    return versions
      .flatMap(({ source }, version) =>
        isFile(source) && source.scan !== 'infected' && version < versions.length - 1
          ? [this.button('openOlder', { do: 'open', document: id, version }, { version: version + 1 })]
          : [],
      )
      .slice(-mostOlder)
      .reverse();
  }

  private facts(document: EvidenceDocument, today: string): readonly string[] {
    const { evidence } = this;
    const { source, at } = newest(document);
    return [
      document.usedFor.length
        ? evidence.say('fact/usedFor', { list: evidence.questions(document.usedFor) })
        : evidence.say('fact/unused'),
      isFile(source)
        ? `${evidence.say('fact/received', { date: evidence.date(at) })} · ${evidence.size(source.size)}`
        : evidence.say('link' in source ? 'fact/link' : 'fact/place'),
      ...evidence.ownFacts(document, today),
    ];
  }

  private list(
    documents: readonly EvidenceDocument[],
    turn: Telling,
    { question, held = [] }: { readonly question?: QuestionId; readonly held?: readonly Held[] },
  ): AdaptiveCard {
    const { evidence, describe } = this;
    // Without a question of its own, what is sent from here is for the one on show.
    const target = question ?? (turn.asked?.startsWith('setup.') ? undefined : turn.asked);
    const shown = documents.slice(0, mostRows);
    const none = question === undefined ? 'list/none' : 'list/noneFor';
    return documentsCard({
      title:
        question === undefined
          ? evidence.say('list/title')
          : evidence.say('list/titleFor', { topic: `${question} ${describe.topicOf(question)}` }),
      intro: documents.length ? evidence.say('list/some', { count: documents.length }) : evidence.say(none),
      ...(held.length && { waiting: this.waiting(held) }),
      rows: shown.map((document) => {
        const state = stateOf(document);
        const use = document.usedFor.length
          ? evidence.say('list/usedFor', { list: document.usedFor.join(', ') })
          : evidence.say('list/unused');
        const label = evidence.label(document);
        return {
          label,
          name: documentName(document).slice(0, longestName),
          facts: [
            use,
            ...(state === 'ok' ? [] : [evidence.say(`trouble/${state}`)]),
            ...(hasFindings(document) ? [evidence.say('list/check')] : []),
          ].join('. '),
          open: this.button(
            'document',
            { do: 'document', document: document.id },
            { label, name: documentName(document).slice(0, longestName) },
          ),
        };
      }),
      ...(documents.length > mostRows && { more: evidence.say('list/more', { count: documents.length - mostRows }) }),
      buttons: [
        ...this.decideButtons(held),
        ...(question === undefined ? [this.button('documentsPage', { do: 'say', command: 'documentsPage' })] : []),
        ...(target === undefined ? [] : [this.button('upload', { do: 'upload', question: target })]),
        this.button('carryOn', { do: 'say', command: 'carryOn' }),
      ],
    });
  }

  private waiting(held: readonly Held[]): string {
    const list = this.describe.and(held.map(({ name }) => name));
    return this.evidence.say('held/waiting', { count: held.length, list });
  }

  private decideButtons(held: readonly Held[]): readonly Button[] {
    // One after the other: the next is asked about once this one is decided.
    return held.slice(-1).map(({ name: _, ...one }) => this.button('heldDecide', { do: 'held', ...one }));
  }

  /** The documents of a day in the past; those whose file is still there can be opened as they were. */
  private onDay({ date, documents }: Extract<Said, { type: 'documentsOn' }>, turn: Telling): AdaptiveCard {
    const { evidence } = this;
    return documentsCard({
      title: evidence.say('onDay/title', { date: evidence.date(date) }),
      intro: evidence.say(documents.length ? 'onDay/some' : 'onDay/none', { count: documents.length }),
      rows: documents.slice(0, mostRows).map((document) => {
        const label = evidence.label(document);
        const name = documentName(document).slice(0, longestName);
        const version = document.versions.length - 1;
        const now = documentOf(turn.assessment.documents, document.id);
        const used = document.usedFor.length
          ? evidence.say('list/usedFor', { list: document.usedFor.join(', ') })
          : evidence.say('list/unused');
        const state = now
          ? evidence.say('onDay/version', { version: version + 1, of: now.versions.length })
          : evidence.say('onDay/gone');
        return {
          label,
          name,
          facts: `${used}. ${state}`,
          ...(now && {
            open: this.button('openVersion', { do: 'open', document: document.id, version }, { label, name }),
          }),
        };
      }),
      ...(documents.length > mostRows && { more: evidence.say('onDay/more', { count: documents.length - mostRows }) }),
      buttons: [
        this.button('documents', { do: 'say', command: 'documents' }),
        this.button('carryOn', { do: 'say', command: 'carryOn' }),
      ],
    });
  }

  private held({ upload, name, findings, question, replaces }: Extract<Said, { type: 'fileHeld' }>): AdaptiveCard {
    const about = { ...(question && { question }), ...(replaces && { replaces }) };
    // The safest way first, the deliberate one last.
    const order = ['takeBack', 'redact', 'sayWhere', 'keep'] as const satisfies (typeof heldChoices)[number][];
    return noticeCard({
      notice: this.evidence.held(name, findings).join('\n\n'),
      isQuoting: true,
      buttons: order.map((choice) =>
        this.button(`held${choice.charAt(0).toUpperCase()}${choice.slice(1)}`, {
          do: 'held',
          upload,
          choice,
          ...about,
        }),
      ),
    });
  }

  private confirmDelete(id: string, turn: Telling): readonly AdaptiveCard[] {
    const document = documentOf(turn.assessment.documents, id);
    if (!document) return [];
    const { evidence } = this;
    const lines = [
      evidence.say('confirmDelete', {
        label: evidence.label(document),
        name: documentName(document),
        count: document.versions.length,
      }),
      ...(document.usedFor.length
        ? [evidence.say('confirmUsed', { list: evidence.questions(document.usedFor), count: document.usedFor.length })]
        : []),
    ];
    return [
      noticeCard({
        notice: lines.join('\n\n'),
        isQuoting: true,
        buttons: [
          this.button('keep', { do: 'document', document: id }),
          this.button('deleteSure', { do: 'delete', document: id, isSure: true }),
        ],
      }),
    ];
  }

  private upload(said: Extract<Said, { type: 'uploadLink' }>, turn: Telling): AdaptiveCard {
    const { evidence, describe } = this;
    const { link, question } = said;
    const replaced = documentOf(turn.assessment.documents, said.replaces ?? '');
    const title = replaced
      ? evidence.say('upload/titleReplace', { label: evidence.label(replaced) })
      : question === undefined
        ? evidence.say('upload/titleAll')
        : evidence.say('upload/titleFor', { topic: `${question} ${describe.topicOf(question)}` });
    const hasSome = question !== undefined && usedFor(turn.assessment.documents, question).length > 0;
    return uploadCard({
      title,
      how: evidence.say('upload/how'),
      link: { title: evidence.say('upload/open'), url: link.url },
      qr: { image: link.qr, hint: evidence.say('upload/qr'), alt: evidence.say('upload/alt') },
      note: evidence.say(question === undefined && !replaced ? 'upload/noteAll' : 'upload/note', {
        minutes: this.words('guide:minutes', { count: link.minutes }),
      }),
      buttons: [
        ...(hasSome ? [this.button('evidence', { do: 'evidence', question })] : []),
        this.button('carryOn', { do: 'say', command: 'carryOn' }),
      ],
    });
  }

  private download(said: Extract<Said, { type: 'documentLink' }>, turn: Telling): readonly AdaptiveCard[] {
    const document = documentOf(turn.assessment.documents, said.document);
    const source = document?.versions[said.version]?.source;
    if (!document || !source || !isFile(source)) return [];
    const { evidence } = this;
    return [
      downloadCard({
        notice: evidence.say('download/notice', { label: evidence.label(document) }),
        link: { title: evidence.say('download/open'), url: said.url },
      }),
    ];
  }

  private button(name: string, action: CardAction, values?: Record<string, unknown>): Button {
    const named = `guide:button/${name}Named`;
    return {
      title: shortened(this.words(`guide:button/${name}`, values), longestTitle),
      action,
      always: true,
      ...(this.words.has(named) && { hint: this.words(named, values) }),
    };
  }
}

/** Dates inside a file that nobody has confirmed or put others in the place of. */
function openDates(document: EvidenceDocument, { documentDate, reviewDate }: ProposedDates): ProposedDates {
  return {
    ...(documentDate && !document.documentDate && { documentDate }),
    ...(reviewDate && !document.reviewDate && { reviewDate }),
  };
}

function hasFindings(document: EvidenceDocument): boolean {
  const { source } = newest(document);
  return isFile(source) && (source.findings?.length ?? 0) > 0;
}

/** Buttons of one kind on a card. */
const mostUses = 2;
const mostOlder = 3;
/** In characters, on a button. */
const longestTitle = 40;
/** In characters, on a card that lists many. */
const longestName = 80;
