import { randomUUID } from 'node:crypto';
import { type BotState, type StatePropertyAccessor, TurnContext } from 'botbuilder';
// File by file: the package as a whole loads every prompt with its recognisers, 20 MB and a fifth of a second for nothing.
import { Dialog, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext, DialogState } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { z } from 'zod';
import { type Assessment, emptyAssessment, fold } from '../core/assessment.ts';
import { documentOf, inOrder, isFile } from '../core/evidence/documents.ts';
import type { DocumentVersion, EvidenceDocument } from '../core/evidence/model.ts';
import { step } from '../core/flow.ts';
import type { AssessmentEvent } from '../core/model.ts';
import { londonDate } from '../core/time.ts';
import {
  type Context,
  type Cursor,
  type Effect,
  emptyCursor,
  type Input,
  type ScanResult,
  type Step,
} from '../core/turn.ts';
import type { Records } from '../storage/records.ts';
import type { Asker, EvidenceDesk } from './evidenceDesk.ts';
import { assessmentOf, conversationKey, personKey } from './identity.ts';
import type { Presenter } from './present.ts';
import type { Said } from './said.ts';
import { toInput, uploadsIn } from './toInput.ts';

/** Issues and opens return codes, and slows down those who guess. */
export interface CodeDesk {
  issue(assessment: string): Promise<string>;
  cancelAll(assessment: string): Promise<void>;
  /** Undefined for a wrong code. `conversation` and, where known, `caller` are what wrong tries are counted by. */
  open(
    code: string,
    from: { readonly conversation: string; readonly caller: string | undefined },
  ): Promise<{ readonly assessment: string } | { readonly waitSeconds: number } | undefined>;
}

/** Which assessment a conversation was led to by a return code. */
export interface Seats {
  get(conversation: string): Promise<string | undefined>;
  set(conversation: string, assessment: string): Promise<void>;
}

export interface AssessmentDialogOptions {
  readonly records: Records<Assessment, AssessmentEvent>;
  readonly seats: Seats;
  readonly codes: CodeDesk;
  readonly evidence: EvidenceDesk;
  readonly context: Omit<Context, 'today' | 'now' | 'by'>;
  readonly presenter: (locale: string | undefined) => Presenter;
  readonly now: () => Date;
  /** The page that opens with a code already typed in. */
  readonly returnLink: (code: string) => string;
  /** Network address of whoever sent the activity, where the channel knows it. */
  readonly callerOf: (context: TurnContext) => string | undefined;
}

/** All that a conversation remembers. It may be lost at any time; the record and the seat are kept elsewhere. */
interface DialogMemory {
  readonly cursor: Cursor;
  readonly assessment: string;
  /** ISO 8601 instant of when the files of the record were last looked for. */
  readonly checkedAt?: string | undefined;
}

interface Decided {
  readonly step: Step;
  /** The assessment as it is once the step's events are in the record. */
  readonly assessment: Assessment;
}

const dialogId = 'assessment';
/** "Who" in a commit that a look at the files caused. */
const scannerKey = 'scanner';
/** In milliseconds. */
const longSince = 8 * 60 * 60 * 1000;
/** Where the SDK leaves, in a turn, the memory scopes that it makes for composer dialogs. */
const scopesKey = 'DialogStateManagerConfiguration';

const dialogState = z.object({
  dialogStack: z.array(z.object({ id: z.literal(dialogId), state: z.record(z.string(), z.unknown()) })).max(1),
});

/** The parts of a cursor that `step` walks through; the rest it looks up and finds or does not find. */
const cursor = z.looseObject({ asked: z.string().optional(), trail: z.array(z.string()) });

/** A cursor that cannot be read is as good as none: one question is asked again. */
function cursorOf(stored: unknown): Cursor {
  return cursor.safeParse(stored).success ? (stored as Cursor) : emptyCursor;
}

/** The shell around `step`: reads, lets it decide, saves, carries out what is not pure, and only then speaks. */
export class AssessmentDialog extends Dialog {
  readonly #options: AssessmentDialogOptions;
  #scopes: unknown;

  constructor(options: AssessmentDialogOptions) {
    super(dialogId);
    this.#options = options;
  }

  /** Runs one turn of the conversation; the caller saves `state` afterwards. */
  async run(context: TurnContext, state: BotState): Promise<void> {
    const accessor: StatePropertyAccessor<DialogState> = state.createProperty('dialogs');
    // A stack of another version of us, or a broken one: drop it, the record knows what comes next.
    const found = dialogState.safeParse(await accessor.get(context, { dialogStack: [] }));
    if (!found.success) await accessor.set(context, { dialogStack: [] });
    // Not `runDialog`: it loads the memory scopes of composer dialogs and sends a trace activity in every turn.
    const dialogs = new DialogSet(accessor).add(this);
    // The scopes are the same in every turn: a twentieth of its time went into making them.
    if (this.#scopes) context.turnState.set(scopesKey, this.#scopes);
    const dc = await dialogs.createContext(context);
    this.#scopes ??= context.turnState.get(scopesKey);
    const { status } = await dc.continueDialog();
    if (status === DialogTurnStatus.empty) await dc.beginDialog(dialogId);
  }

  override beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.#turn(dc);
  }

  override continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.#turn(dc);
  }

  async #turn(dc: DialogContext): Promise<DialogTurnResult> {
    const { context } = dc;
    const instance = dc.activeDialog;
    const input = toInput(context);
    if (!input || !instance) return Dialog.EndOfTurn;

    const by = personKey(context.activity);
    const conversation = conversationKey(context.activity);
    let memory = await this.#recall(instance.state, conversation);
    const asker = (): Asker => ({
      assessment: memory.assessment,
      conversation,
      person: by,
      reference: TurnContext.getConversationReference(context.activity),
    });
    const isBack = input.type === 'arrived';
    const before = isBack || this.#isLongSince(memory) ? await this.#lookAfter(memory, asker(), isBack) : [];
    let decided = await this.#decide(memory, await this.#withFiles(input, memory, asker(), context), by);
    let left: string | undefined;

    const tried = decided.step.effects.find((effect) => effect.type === 'openReturnCode');
    const opened =
      tried && (await this.#options.codes.open(tried.code, { conversation, caller: this.#options.callerOf(context) }));
    if (opened && 'assessment' in opened) {
      await this.#options.seats.set(conversation, opened.assessment);
      // What was begun here must not become unreachable.
      const hasLeftSomething = opened.assessment !== memory.assessment && decided.assessment.revision > 0;
      if (hasLeftSomething) left = await this.#options.codes.issue(memory.assessment);
      memory = { assessment: opened.assessment, cursor: emptyCursor };
      before.push(...(await this.#lookAfter(memory, asker(), true)));
      decided = await this.#decide(memory, await this.#withFiles({ type: 'arrived' }, memory, asker(), context), by);
    }

    const said: Said[] = left ? [{ type: 'leftBehind', code: left, link: this.#options.returnLink(left) }] : [];
    for (const effect of [...before, ...decided.step.effects]) {
      if (effect.type !== 'openReturnCode') said.push(...(await this.#carryOut(effect, asker(), decided.assessment)));
      else if (opened && 'waitSeconds' in opened) said.push({ type: 'waitForCode', seconds: opened.waitSeconds });
      else said.push({ type: 'wrongCode' });
    }

    const { cursor, understood } = decided.step;
    const isLed = opened !== undefined && 'assessment' in opened;
    const hasChecked = isBack || isLed || this.#isLongSince(memory);
    const checkedAt = hasChecked ? this.#options.now().toISOString() : memory.checkedAt;
    instance.state = {
      cursor,
      assessment: memory.assessment,
      ...(checkedAt !== undefined && { checkedAt }),
    } satisfies DialogMemory;
    const activities = this.#options.presenter(context.activity.locale).present({
      said,
      assessment: decided.assessment,
      ...(cursor.asked !== undefined && { asked: cursor.asked }),
      ...(understood && { understood }),
      ...(tried && { opened: opened !== undefined && 'assessment' in opened }),
      today: londonDate(this.#options.now()),
    });
    await context.sendActivities([...activities]);
    return Dialog.EndOfTurn;
  }

  async #recall(state: Record<string, unknown>, conversation: string): Promise<DialogMemory> {
    return {
      cursor: cursorOf(state.cursor),
      checkedAt: typeof state.checkedAt === 'string' ? state.checkedAt : undefined,
      assessment:
        (typeof state.assessment === 'string' ? state.assessment : undefined) ??
        (await assessmentOf(conversation, this.#options.seats)),
    };
  }

  /** Resolves once what was decided is in the record and survives power loss. */
  #decide({ assessment: id, cursor }: DialogMemory, input: Input, by: string): Promise<Decided> {
    const now = this.#options.now();
    const at = now.toISOString();
    const context = { ...this.#options.context, now: at, today: londonDate(now), by };
    const inputId = 'id' in input ? input.id : input.type;
    return this.#options.records.update<Decided>(`assessment/${id}`, (assessment, head) => {
      const decided = step(context, { assessment, cursor }, input);
      if (!decided.events.length) return { result: { step: decided, assessment } };
      const commit = { at, by, inputId, events: decided.events };
      return {
        commit,
        result: { step: decided, assessment: fold(assessment, { ...commit, revision: head.revision + 1 }) },
      };
    });
  }

  /** The input with what is known of the files it speaks of. */
  async #withFiles(input: Input, memory: DialogMemory, asker: Asker, context: TurnContext): Promise<Input> {
    const { evidence } = this.#options;
    switch (input.type) {
      case 'sentFiles':
        return { ...input, files: await evidence.sent(uploadsIn(context), asker) };
      case 'said':
      case 'chose': {
        const upload =
          input.type === 'chose'
            ? input.action.do === 'held' && input.action.upload
            : memory.cursor.held?.at(-1)?.upload;
        if (!upload) return input;
        const [held] = await evidence.sent([upload], asker);
        return held ? { ...input, held } : input;
      }
      case 'arrived': {
        const documents = await this.#documents(asker.assessment);
        return documents.length ? { ...input, checks: await evidence.check(asker, documents) } : input;
      }
      case 'scanned':
        return { ...input, scans: await this.#scans(asker) };
      default:
        return input;
    }
  }

  /** What the scanner says now of files that wait for it. */
  async #scans(asker: Asker): Promise<readonly ScanResult[]> {
    const isWaiting = ({ source }: DocumentVersion) => isFile(source) && source.scan === 'waiting';
    const waiting = (await this.#documents(asker.assessment)).filter(({ versions }) => versions.some(isWaiting));
    return waiting.length ? this.#options.evidence.rescan(asker, waiting) : [];
  }

  /** Whether somebody goes on after so long that they are as good as back; channels such as Teams tell of no arrival. */
  #isLongSince({ checkedAt }: DialogMemory): boolean {
    return checkedAt !== undefined && this.#options.now().getTime() - Date.parse(checkedAt) > longSince;
  }

  /**
   * Records what the scanner says now and, where no arrival does so itself, how the files were found; resolves with what is to be
   * said of it.
   */
  async #lookAfter(memory: DialogMemory, asker: Asker, isArrival: boolean): Promise<Effect[]> {
    const told: Effect[] = [];
    const scans = await this.#scans(asker);
    if (scans.length) {
      const { step: scanned } = await this.#decide(memory, { type: 'scanned', id: randomUUID(), scans }, scannerKey);
      told.push(...scanned.effects.filter(({ type }) => type === 'scanned' || type === 'discardFiles'));
    }
    const documents = isArrival ? [] : await this.#documents(asker.assessment);
    if (documents.length) {
      const checks = await this.#options.evidence.check(asker, documents);
      const checked = await this.#decide(memory, { type: 'checked', id: randomUUID(), checks }, scannerKey);
      told.push(...checked.step.effects);
    }
    return told;
  }

  async #documents(assessment: string): Promise<readonly EvidenceDocument[]> {
    return inOrder((await this.#options.records.read(`assessment/${assessment}`)).state.documents);
  }

  /** The assessment at the end of a day; the record holds every one. */
  async #asItWas(id: string, date: string): Promise<Assessment> {
    let assessment = emptyAssessment;
    for await (const commit of this.#options.records.history(`assessment/${id}`)) {
      if (londonDate(new Date(commit.at)) > date) break;
      assessment = fold(assessment, commit);
    }
    return assessment;
  }

  async #carryOut(
    effect: Exclude<Effect, { type: 'openReturnCode' }>,
    asker: Asker,
    { documents }: Assessment,
  ): Promise<readonly Said[]> {
    const { codes, evidence, returnLink } = this.#options;
    switch (effect.type) {
      case 'issueReturnCode': {
        const code = await codes.issue(asker.assessment);
        return [{ type: 'returnCode', code, link: returnLink(code), isOnly: false }];
      }
      case 'cancelReturnCodes': {
        await codes.cancelAll(asker.assessment);
        const code = await codes.issue(asker.assessment);
        return [{ type: 'returnCode', code, link: returnLink(code), isOnly: true }];
      }
      case 'uploadLink': {
        const { question, replaces } = effect;
        const about = { ...(question && { question }), ...(replaces && { document: replaces }) };
        return [{ ...effect, link: await evidence.uploadLink(asker, about) }];
      }
      case 'openDocument': {
        const { document, version } = effect;
        const source = documentOf(documents, document)?.versions[version]?.source;
        if (!source || !isFile(source)) return [];
        return [{ type: 'documentLink', document, version, url: await evidence.fileLink(asker, document, version) }];
      }
      case 'documentsOn': {
        const documents = inOrder((await this.#asItWas(asker.assessment, effect.date)).documents);
        return [{ ...effect, documents }];
      }
      case 'discardFiles':
        await evidence.discard(effect.files);
        return [];
      default:
        return [effect];
    }
  }
}
