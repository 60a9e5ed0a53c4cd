import type { Assessment } from './assessment.ts';
import { answeredByDocument, discard, isSettled, itemOf, suggestionsNow } from './attaching.ts';
import { documentOf, filesOf, inOrder, isFile, newest } from './evidence/documents.ts';
import type { DocumentId, EvidenceDocument, FileSource, SentFile } from './evidence/model.ts';
import type { Endings } from './evidenceSteps.ts';
import type { AssessmentEvent, Item, QuestionId } from './model.ts';
import { dateFollowUpOf } from './next.ts';
import type { Context, Cursor, Effect, Held, HeldChoice, Input, Pending, Situation, Step } from './turn.ts';

type Ready = Extract<SentFile, { state: 'ready' }>;

/** What files were sent for: a question, or to take the place of a document. */
interface About {
  readonly question?: QuestionId;
  readonly replaces?: DocumentId;
}

/** Far more than a service has; beyond, the record would grow without end. */
const mostDocuments = 300;
const mostVersions = 50;

/** Files that reached us, and those that are held until somebody decides. */
export class SentFiles {
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

  take(input: Extract<Input, { type: 'sentFiles' }>): Step {
    const about = this.about(input);
    if (input.files.length === 0) return this.endings.stay([], [{ type: 'uploadLink', ...about, why: 'cannotTake' }]);
    const effects: Effect[] = [];
    const kept: Ready[] = [];
    const held: Held[] = [];
    for (const file of input.files) {
      if (file.state === 'refused') {
        effects.push({ type: 'fileRefused', name: file.name, refusal: file.refusal });
      } else if (holdsDetails(file)) {
        const one = { upload: file.upload, name: file.name, ...about };
        held.push(one);
        effects.push({ type: 'fileHeld', findings: file.insight.findings, ...one });
      } else {
        kept.push(file);
      }
    }
    const isBrief = input.isElsewhere === true;
    const step: Step = kept.length
      ? this.keep(kept, about, effects, { isBrief, isHeld: held.length > 0 })
      : held.length
        ? // The card with the choices is the question now.
          { events: [], cursor: { ...this.cursor, pending: { type: 'held' } }, effects }
        : this.endings.stay([], effects);
    if (!held.length) return step;
    return { ...step, cursor: { ...step.cursor, held: [...(this.cursor.held ?? []), ...held] } };
  }

  /** Shows once more what there is to choose about a file that is held. */
  ask(held: Held, file: SentFile | undefined, isAgain = false): Step {
    if (file?.state !== 'ready') return this.withoutHeld(held.upload, this.endings.stay([], [{ type: 'fileGone' }]));
    const others = (this.cursor.held ?? []).filter(({ upload }) => upload !== held.upload);
    return {
      events: [],
      cursor: { ...this.cursor, held: [...others, held], pending: { type: 'held' } },
      effects: [{ type: 'fileHeld', findings: file.insight.findings, ...held, ...(isAgain && { isAgain }) }],
    };
  }

  decide(choice: HeldChoice, about: Omit<Held, 'name'>, file: SentFile | undefined): Step {
    const decided = this.withoutHeld(about.upload, this.decided(choice, about, file));
    const left = decided.cursor.held ?? [];
    return left.length ? { ...decided, effects: [...decided.effects, { type: 'heldWaiting', held: left }] } : decided;
  }

  private decided(choice: HeldChoice, about: Omit<Held, 'name'>, file: SentFile | undefined): Step {
    if (file?.state !== 'ready') return this.endings.stay([], [{ type: 'fileGone' }]);
    // A tap on an old card: it was decided to keep it, as a document or as a version of one.
    if (this.isRecorded(file.source)) return this.endings.stay([], []);
    if (choice === 'keep') return this.keep([file], about, []);
    const item = itemOf(this.context.book, about.question);
    const step = this.endings.stay([], [{ type: 'fileNotKept', choice }, ...discard([file.source.file])]);
    // A document question hears a place by itself; to the others it is said beside the answer.
    if (choice !== 'sayWhere' || !item || item.kind === 'document') return step;
    return { ...step, cursor: { ...step.cursor, pending: { type: 'place', question: item.id } } };
  }

  private isRecorded({ file }: FileSource): boolean {
    return filesOf(this.assessment.documents).some(({ source }) => source.file === file);
  }

  private withoutHeld(upload: string, { cursor, ...step }: Step): Step {
    const { held = [], ...rest } = cursor;
    const left = held.filter((each) => each.upload !== upload);
    return { ...step, cursor: { ...rest, ...(left.length && { held: left }) } };
  }

  /** A link of ours says what a file is for; else the way that was shown last, else the question on show. */
  private about({ question, replaces }: Extract<Input, { type: 'sentFiles' }>): About {
    const { pending, asked } = this.cursor;
    const shown: About = pending?.type === 'upload' ? pending : {};
    const target = replaces ?? (question === undefined ? shown.replaces : undefined);
    if (target !== undefined) return { replaces: target };
    const item = itemOf(this.context.book, question ?? shown.question ?? asked);
    return item ? { question: item.id } : {};
  }

  private keep(
    files: readonly Ready[],
    about: About,
    before: readonly Effect[],
    { isBrief = false, isHeld = false } = {},
  ): Step {
    const { documents } = this.assessment;
    const item = about.replaces === undefined ? itemOf(this.context.book, about.question) : undefined;
    const events: AssessmentEvent[] = [];
    const effects: Effect[] = [];
    const known = new Map(inOrder(documents).map((document) => [document.id, document]));
    let target = documentOf(documents, about.replaces ?? '');
    for (const file of files) {
      if (known.has(file.upload) || this.isRecorded(file.source)) continue;
      const same = [...known.values()].find((document) => isSameFile(document, file.source));
      if (same) {
        effects.push({ type: 'alreadyKept', document: same.id, ...(item && { question: item.id }) });
        effects.push(...discard([file.source.file]));
        if (item && !same.usedFor.includes(item.id))
          events.push({ type: 'evidenceAttached', document: same.id, question: item.id });
        continue;
      }
      if (target ? target.versions.length >= mostVersions : known.size >= mostDocuments) {
        effects.push({ type: 'tooManyDocuments' }, ...discard([file.source.file]));
        continue;
      }
      const source = withInsight(file);
      const kept = {
        findings: source.findings ?? [],
        proposed: source.proposed ?? {},
        suggestions: suggestionsNow(
          this.context,
          this.assessment,
          file.insight.kinds,
          target?.usedFor ?? (item ? [item.id] : []),
        ),
        ...(source.scan === 'waiting' && { isWaiting: true }),
        ...(file.insight.readability === 'partly' && { isPartlyRead: true }),
        ...(isBrief && { isBrief }),
      };
      if (target) {
        events.push({ type: 'documentReplaced', document: target.id, source });
        effects.push({ type: 'fileKept', document: target.id, isReplacement: true, ...kept });
        target = undefined;
      } else {
        events.push({ type: 'documentAdded', document: file.upload, source, ...(item && { question: item.id }) });
        effects.push({ type: 'fileKept', document: file.upload, ...(item && { question: item.id }), ...kept });
      }
    }
    const isAttached = events.some(({ type }) => type === 'documentAdded' || type === 'evidenceAttached');
    const answered = isAttached ? answeredByDocument(item, this.assessment) : [];
    const told = answered.length ? effects.map((effect) => asAnswer(effect)) : effects;
    const step = this.ended([...events, ...answered], [...before, ...told], item, files, isHeld);
    const last = effects.findLast((effect) => effect.type === 'fileKept' || effect.type === 'alreadyKept');
    return { ...step, cursor: { ...step.cursor, ...(last && { document: last.document }) } };
  }

  /** Goes on where the question on show has its document, and else stays with it. */
  private ended(
    events: readonly AssessmentEvent[],
    effects: readonly Effect[],
    item: Item | undefined,
    files: readonly Ready[],
    isHeld: boolean,
  ): Step {
    const isShown = item !== undefined && itemOf(this.context.book, this.cursor.asked)?.id === item.id;
    if (!item || !isShown) return this.endings.stay(events, effects);
    const isDone = isSettled(item, this.assessment) || item.kind === 'document';
    if (!isDone) return this.endings.stay(events, effects, this.toConfirm(item));
    if (isHeld) return this.endings.stay(events, effects);
    return this.endings.goOn(events, effects, { after: item.id, pending: this.dateInside(item, files) });
  }

  /** What was half said stays; else a document is a reason to think of yes. */
  private toConfirm(item: Item): Pending | undefined {
    const { pending } = this.cursor;
    if (pending && 'question' in pending && pending.question === item.id && pending.type !== 'upload') return pending;
    return item.kind === 'yesNo' ? { type: 'proposal', question: item.id, answer: { as: 'yes' } } : undefined;
  }

  /** The date inside a file, for the question when the document was last looked at; not from one that may not be theirs. */
  private dateInside(item: Item, files: readonly Ready[]): Pending | undefined {
    const dated = item.kind === 'document' ? dateFollowUpOf(this.context.book, item, this.assessment) : undefined;
    const date = files
      .filter(({ insight }) => insight.findings.length === 0)
      .map(({ insight }) => insight.proposed.documentDate)
      .find((each) => each && each <= this.context.today);
    if (!dated || !date) return undefined;
    return { type: 'proposal', question: dated.id, answer: { as: 'value', value: { date } }, isFromDocument: true };
  }
}

function holdsDetails({ insight }: Ready): boolean {
  return insight.findings.some(({ type }) => type === 'personalData');
}

function isSameFile(document: EvidenceDocument, { sha256 }: FileSource): boolean {
  const { source, trouble } = newest(document);
  return isFile(source) && source.sha256 === sha256 && !trouble && source.scan !== 'infected';
}

/** What was found inside goes into the record with the file: it is said again whenever the document is shown. */
function withInsight({ source, insight: { kinds, findings, proposed } }: Ready): FileSource {
  return {
    ...source,
    ...(kinds.length && { kinds }),
    ...(findings.length && { findings }),
    ...((proposed.documentDate || proposed.reviewDate) && { proposed }),
  };
}

function asAnswer(effect: Effect): Effect {
  return effect.type === 'fileKept' ? { ...effect, isAnswer: true } : effect;
}
