import { randomUUID } from 'node:crypto';
import { type Activity, type BotState, type StatePropertyAccessor, TurnContext } from 'botbuilder';
// File by file: the package as a whole loads every prompt with its recognisers, 20 MB and a fifth of a second for nothing.
import { Dialog, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext, DialogState } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogContextError } from 'botbuilder-dialogs/lib/dialogContextError.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { z } from 'zod';
import { type Assessment, emptyAssessment, fold } from '../core/assessment.ts';
import { documentOf, inOrder, isFile } from '../core/evidence/documents.ts';
import type { DocumentVersion, EvidenceDocument } from '../core/evidence/model.ts';
import { step } from '../core/flow.ts';
import type { AssessmentEvent, QuestionId } from '../core/model.ts';
import { grantIn } from '../core/people/grant.ts';
import type { Grant, Role } from '../core/people/model.ts';
import { assessmentFor } from '../core/people/permit.ts';
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
import { understandReply } from '../core/understand/reply.ts';
import { returnCodeIn } from '../core/understand/returnCode.ts';
import type { Records } from '../storage/records.ts';
import { broughtIn } from './brought.ts';
import type { Asker, EvidenceDesk } from './evidenceDesk.ts';
import { conversationKey, newPerson, ownPlace, type Place, placeIn, type Seat } from './identity.ts';
import type { Newcomer, PeopleDesk } from './peopleDesk.ts';
import type { Presenter } from './present.ts';
import type { Said } from './said.ts';
import { toInput, uploadsIn } from './toInput.ts';

/** Issues and opens codes, and slows down those who guess. */
export interface CodeDesk {
  /** A return code: the same person may come back with it to the same place. */
  issue(place: Place): Promise<string>;
  cancelAll(place: Place): Promise<void>;
  /**
   * Undefined for a wrong code. `conversation` and, where known, `caller` are what wrong tries are counted by; `at`: the place that it is
   * typed at, where there is one.
   */
  open(
    code: string,
    from: { readonly conversation: string; readonly caller: string | undefined; readonly at: Place | undefined },
  ): Promise<Opened | { readonly waitSeconds: number } | undefined>;
}

/** What a right code leads to: somebody's place, a place for somebody new by an invitation, or nowhere. */
export type Opened =
  | { readonly place: Place; readonly question?: QuestionId }
  | { readonly seat: Seat; readonly invitation: string }
  /** Key of an email address of theirs, typed by themselves. */
  | { readonly confirms: string };

/** To which place a conversation was led. */
export interface Seats {
  get(conversation: string): Promise<Seat | undefined>;
  set(conversation: string, place: Place): Promise<void>;
  clear(conversation: string): Promise<void>;
}

export interface AssessmentDialogOptions {
  readonly records: Records<Assessment, AssessmentEvent>;
  readonly seats: Seats;
  readonly codes: CodeDesk;
  readonly evidence: EvidenceDesk;
  readonly people: PeopleDesk;
  readonly context: Omit<Context, 'today' | 'now' | 'by' | 'grant' | 'team'>;
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
  readonly place: Place;
  /** Id of the activity that shows the open question, where the channel gave one. */
  readonly shown?: string | undefined;
  /** ISO 8601 instant of when the files of the record were last looked for. */
  readonly checkedAt?: string | undefined;
}

/** One delivery. */
interface Turn {
  readonly context: TurnContext;
  /** As `conversationKey` makes it. */
  readonly conversation: string;
  /** ISO date in Europe/London. */
  readonly today: string;
}

interface Decided {
  readonly step: Step;
  readonly grant: Grant;
  /** The assessment before the step's events, and as it is once they are in the record. */
  readonly before: Assessment;
  readonly assessment: Assessment;
}

/** One input at one place. */
interface Leg {
  readonly memory: DialogMemory;
  readonly decided: Decided;
  readonly said: readonly Said[];
  /** Where it leads. */
  readonly to?: Place;
  /** The role in which an invitation brought them there. */
  readonly joined?: Role;
  /** Present where a code was tried. */
  readonly isOpened?: boolean;
  /** What a link leads to beyond the place. */
  readonly question?: QuestionId;
  /** Nothing is left to go on with. */
  readonly isOver?: boolean;
}

/** What is said of the place that a conversation is leaving. */
const isOfThePlace: ReadonlySet<Said['type']> = new Set(['ask', 'allAsked', 'summary']);

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

const keptPlace = z.object({ organisation: z.string(), assessment: z.string(), person: z.string() });

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
    try {
      const { status } = await dc.continueDialog();
      if (status === DialogTurnStatus.empty) await dc.beginDialog(dialogId);
    } catch (error) {
      // The SDK puts every error into one of its own; those around us go by what it was.
      throw error instanceof DialogContextError ? error.error : error;
    }
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

    const turn: Turn = {
      context,
      conversation: conversationKey(context.activity),
      today: londonDate(this.#options.now()),
    };
    const recalled = await this.#recall(instance.state, turn);
    if ('newcomer' in recalled) return this.#welcome(dc, recalled.newcomer, input, turn);
    const said: Said[] = [];
    let leg = await this.#leg(recalled, input, turn);
    // Not for somebody who is not part of it any more.
    if (leg) await this.#options.people.note(recalled.place, context);
    if (leg?.to) {
      const { to, memory, decided, isOpened, joined, question } = leg;
      await this.#options.seats.set(turn.conversation, to);
      await this.#options.people.note(to, context);
      if (isOpened) await this.#options.people.moved(memory.place, to, context);
      // What was begun here must not become unreachable.
      const isOther = to.assessment !== memory.place.assessment && decided.assessment.revision > 0;
      if (isOther && isOpened && decided.grant.role !== 'guest') {
        const code = await this.#options.codes.issue(memory.place);
        said.push({ type: 'leftBehind', code, link: this.#options.returnLink(code) });
      }
      said.push(
        ...leg.said.filter(({ type }) => !isOfThePlace.has(type)),
        ...(joined ? [{ type: 'joined', role: joined } as const] : []),
      );
      const arrival: Input = { type: 'arrived', ...(question !== undefined && { question }) };
      leg = await this.#leg({ place: to, cursor: emptyCursor }, arrival, turn);
      // Whoever is new has not been here before.
      if (leg && joined) leg = await this.#asNew(leg);
      if (leg && isOpened) leg = { ...leg, isOpened };
    }
    if (!leg) {
      // The next word begins something of their own.
      instance.state = {};
      return this.#leave(recalled.place, turn);
    }

    if (leg.isOver) return this.#end(dc, leg, turn);
    const { memory, decided } = leg;
    const { team } = await this.#options.people.standing(memory.place);
    const told = [...said, ...leg.said];
    // What the person did elsewhere changes what stands here; where nothing stands, they are told when they come back.
    if (input.type === 'synced' && (!told.length || recalled.shown === undefined)) return Dialog.EndOfTurn;
    const activities = this.#presented(turn, {
      said: told,
      assessment: assessmentFor(decided.grant, decided.assessment),
      grant: decided.grant,
      team,
      ...(decided.step.cursor.asked !== undefined && { asked: decided.step.cursor.asked }),
      ...(decided.step.understood && { understood: decided.step.understood }),
      ...(leg.isOpened !== undefined && { opened: leg.isOpened }),
    });
    const shown =
      input.type === 'synced' && recalled.shown !== undefined
        ? await replace(context, recalled.shown, activities)
        : await say(context, activities);
    const isAsked = told.some(({ type }) => type === 'ask');
    instance.state = {
      ...memory,
      cursor: decided.step.cursor,
      shown: isAsked ? shown : memory.shown,
    } satisfies DialogMemory;
    return Dialog.EndOfTurn;
  }

  /** One input at one place: decided, saved, and carried out; `to` is where it leads. Undefined for those who have no business there any more. */
  async #leg(recalled: DialogMemory, input: Input, turn: Turn): Promise<Leg | undefined> {
    const isBack = input.type === 'arrived';
    const isDue = isBack || this.#isLongSince(recalled);
    const memory = isDue ? { ...recalled, checkedAt: this.#options.now().toISOString() } : recalled;
    const before = isDue ? await this.#lookAfter(memory, turn, isBack) : [];
    const decided = before && (await this.#decide(memory, await this.#withFiles(input, memory, turn), turn));
    if (!decided) return undefined;
    this.#options.people.after(memory.place, turn.conversation, decided.before, decided.assessment);

    const said: Said[] = [];
    let leads: Partial<Pick<Leg, 'to' | 'joined' | 'isOpened' | 'question' | 'isOver'>> = {};
    for (const effect of [...before, ...decided.step.effects]) {
      switch (effect.type) {
        case 'openReturnCode': {
          const opened = await this.#open(effect.code, turn, memory.place);
          leads = {
            ...leads,
            isOpened: opened !== undefined && !('waitSeconds' in opened),
            ...(opened && 'to' in opened && opened),
          };
          if (!opened) said.push({ type: 'wrongCode' });
          else if ('waitSeconds' in opened) said.push({ type: 'waitForCode', seconds: opened.waitSeconds });
          else if ('isConfirmed' in opened) said.push({ type: 'emailConfirmed' });
          break;
        }
        case 'people': {
          const asker = {
            place: memory.place,
            grant: decided.grant,
            conversation: turn.conversation,
            context: turn.context,
            inputId: 'id' in input ? input.id : randomUUID(),
          };
          const { told, to, isOver } = await this.#options.people.carryOut(effect.request, asker);
          said.push({ type: 'people', told });
          if (to) leads = { ...leads, to };
          if (isOver) leads = { ...leads, isOver };
          break;
        }
        default:
          said.push(...(await this.#carryOut(effect, memory, turn, decided)));
      }
    }
    return { memory, decided, said, ...leads };
  }

  #presented(
    { context, today }: Turn,
    telling: Omit<Parameters<Presenter['present']>[0], 'today'>,
  ): readonly Partial<Activity>[] {
    return this.#options.presenter(context.activity.locale).present({ ...telling, today });
  }

  async #recall(
    state: Record<string, unknown>,
    { context, conversation }: Turn,
  ): Promise<DialogMemory | { readonly newcomer: Newcomer }> {
    const found =
      placeKept(state) ?? (await this.#seated(conversation)) ?? (await this.#arrived(context, conversation));
    if ('newcomer' in found) return found;
    return {
      cursor: cursorOf(state.cursor),
      place: found.place,
      ...(typeof state.shown === 'string' && { shown: state.shown }),
      ...(typeof state.checkedAt === 'string' && { checkedAt: state.checkedAt }),
    };
  }

  /** Where the channel's word leads is kept, so that links to pages find it too. */
  async #arrived(
    context: TurnContext,
    conversation: string,
  ): Promise<{ readonly place: Place } | { readonly newcomer: Newcomer }> {
    const arrived = await this.#options.people.arrive(context, conversation);
    if ('place' in arrived && arrived.place.assessment !== ownPlace(conversation).assessment)
      await this.#options.seats.set(conversation, arrived.place);
    return arrived;
  }

  async #seated(conversation: string): Promise<{ readonly place: Place } | undefined> {
    const seat = await this.#options.seats.get(conversation);
    return seat && { place: placeIn(seat) };
  }

  /** What a code that is typed at a place leads to, with an invitation taken up, or an address confirmed, which leads nowhere. */
  async #open(
    code: string,
    { context, conversation }: Turn,
    at?: Place,
  ): Promise<
    | (Required<Pick<Leg, 'to'>> & Pick<Leg, 'joined' | 'question'>)
    | { readonly isConfirmed: true }
    | { readonly waitSeconds: number }
    | undefined
  > {
    const { codes, people, callerOf } = this.#options;
    const opened = await codes.open(code, { conversation, caller: callerOf(context), at });
    if (!opened || 'waitSeconds' in opened) return opened;
    if ('confirms' in opened)
      return at && (await people.confirmEmail(at, opened.confirms)) ? { isConfirmed: true } : undefined;
    if ('place' in opened) {
      const { place: to, question } = opened;
      return { to, ...(question !== undefined && { question }) };
    }
    const to = { ...placeIn(opened.seat), person: newPerson(conversation, opened.invitation) };
    const joined = await people.joinBy(opened.invitation, to, context);
    return joined && { to, joined };
  }

  /** Somebody whose colleagues are here already chooses whether to join them. */
  async #welcome(dc: DialogContext, newcomer: Newcomer, input: Input, turn: Turn): Promise<DialogTurnResult> {
    // The offer stands; what the server brings is for those who are in.
    if (broughtIn(turn.context)) return Dialog.EndOfTurn;
    const request = input.type === 'chose' && input.action.do === 'people' ? input.action.request : undefined;
    const ask = request?.ask === 'join' || request?.ask === 'ownService' ? request.ask : this.#choiceIn(input);
    const code = input.type === 'said' ? returnCodeIn(input.text, this.#options.context.isCodeWord) : undefined;
    const opened = code ? await this.#open(code, turn) : undefined;
    const settled =
      opened && 'to' in opened
        ? { place: opened.to }
        : ask && (await this.#options.people.settle(newcomer, ask, turn.context));
    if (settled && 'place' in settled && dc.activeDialog) {
      const { place } = settled;
      await this.#options.seats.set(turn.conversation, place);
      dc.activeDialog.state = { cursor: emptyCursor, place } satisfies DialogMemory;
      turn.context.activity.type = 'conversationUpdate';
      return this.#turn(dc);
    }
    const state = settled && 'state' in settled ? settled.state : newcomer.isWaiting ? 'waiting' : 'offer';
    const said: Said[] = code
      ? [
          opened && 'waitSeconds' in opened
            ? { type: 'waitForCode', seconds: opened.waitSeconds }
            : { type: 'wrongCode' },
        ]
      : [];
    await say(
      turn.context,
      this.#presented(turn, {
        said: [...said, { type: 'newcomer', state }],
        assessment: emptyAssessment,
        grant: { person: newcomer.at.person, role: 'viewer' },
        team: { organisation: newcomer.at.organisation, members: [], guests: {} },
      }),
    );
    return Dialog.EndOfTurn;
  }

  /** "Yes" is to the first that was offered: to join. */
  #choiceIn(input: Input): 'join' | 'ownService' | undefined {
    if (input.type !== 'said') return undefined;
    const { as, detail } = understandReply(input.text);
    if (as === 'yes' && !detail) return 'join';
    return as === 'no' && !detail ? 'ownService' : undefined;
  }

  /** How it begins for somebody who has not been here before; who has no name yet is asked for it, and the next words may be one. */
  async #asNew(leg: Leg): Promise<Leg> {
    const { place } = leg.memory;
    const { team } = await this.#options.people.standing(place);
    const said = leg.said.filter(({ type }) => type !== 'welcomeBack');
    if (team.members.find(({ person }) => person === place.person)?.name !== undefined) return { ...leg, said };
    const { step } = leg.decided;
    const cursor: Cursor = { ...step.cursor, pending: { type: 'name' } };
    return { ...leg, said, decided: { ...leg.decided, step: { ...step, cursor } } };
  }

  /** Says what is left to say of a place that is gone. */
  async #end({ activeDialog }: DialogContext, { said, decided, memory }: Leg, turn: Turn): Promise<DialogTurnResult> {
    if (activeDialog) activeDialog.state = {};
    await this.#options.seats.clear(turn.conversation);
    await say(
      turn.context,
      this.#presented(turn, {
        said: said.filter(({ type }) => !isOfThePlace.has(type)),
        assessment: emptyAssessment,
        grant: decided.grant,
        team: { organisation: memory.place.organisation, members: [], guests: {} },
      }),
    );
    return Dialog.EndOfTurn;
  }

  /** Says that they are not part of it any more. */
  async #leave(left: Place, turn: Turn): Promise<DialogTurnResult> {
    const began = ownPlace(turn.conversation);
    const isFounder = left.assessment === began.assessment;
    // What this very conversation began would be found again.
    const own = isFounder ? ownPlace(`${turn.conversation} ${turn.context.activity.id}`) : began;
    if (isFounder) await this.#options.seats.set(turn.conversation, own);
    else await this.#options.seats.clear(turn.conversation);
    await say(
      turn.context,
      this.#presented(turn, {
        said: [{ type: 'noLonger' }],
        assessment: emptyAssessment,
        grant: { person: own.person, role: 'viewer' },
        team: { organisation: own.organisation, members: [], guests: {} },
      }),
    );
    return Dialog.EndOfTurn;
  }

  /** Resolves once what was decided is in the record and survives power loss; with undefined for those who have no business there. */
  async #decide(
    { place, cursor }: DialogMemory,
    input: Input,
    turn: Turn,
    by = place.person,
  ): Promise<Decided | undefined> {
    const at = this.#options.now().toISOString();
    const { organisation, team } = await this.#options.people.standing(place);
    const inputId = 'id' in input ? input.id : input.type;
    return this.#options.records.update<Decided | undefined>(`assessment/${place.assessment}`, (before, head) => {
      const grant = grantIn(organisation, before, place.person);
      if (!grant) return { result: undefined };
      const context = { ...this.#options.context, now: at, today: turn.today, by, grant, team };
      const decided = step(context, { assessment: before, cursor }, input);
      if (!decided.events.length) return { result: { step: decided, grant, before, assessment: before } };
      const commit = { at, by, inputId, events: decided.events };
      const assessment = fold(before, { ...commit, revision: head.revision + 1 });
      return { commit, result: { step: decided, grant, before, assessment } };
    });
  }

  /** How the evidence desk knows who asks. */
  #asker({ place }: DialogMemory, { context, conversation }: Turn): Asker {
    return {
      assessment: place.assessment,
      organisation: place.organisation,
      conversation,
      person: place.person,
      reference: TurnContext.getConversationReference(context.activity),
    };
  }

  /** The input with what is known of the files it speaks of. */
  async #withFiles(input: Input, memory: DialogMemory, turn: Turn): Promise<Input> {
    const { evidence } = this.#options;
    const asker = this.#asker(memory, turn);
    switch (input.type) {
      case 'sentFiles':
        return { ...input, files: await evidence.sent(uploadsIn(turn.context), asker) };
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
      case 'reminded':
        return { ...input, here: memory.place.assessment };
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
  async #lookAfter(memory: DialogMemory, turn: Turn, isArrival: boolean): Promise<Effect[]> {
    const told: Effect[] = [];
    const asker = this.#asker(memory, turn);
    const scans = await this.#scans(asker);
    if (scans.length) {
      const scanned = await this.#decide(memory, { type: 'scanned', id: randomUUID(), scans }, turn, scannerKey);
      told.push(...(scanned?.step.effects ?? []).filter(({ type }) => type === 'scanned' || type === 'discardFiles'));
    }
    const documents = isArrival ? [] : await this.#documents(asker.assessment);
    if (documents.length) {
      const checks = await this.#options.evidence.check(asker, documents);
      const checked = await this.#decide(memory, { type: 'checked', id: randomUUID(), checks }, turn, scannerKey);
      told.push(...(checked?.step.effects ?? []));
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
    effect: Exclude<Effect, { type: 'openReturnCode' | 'people' }>,
    memory: DialogMemory,
    turn: Turn,
    { grant, assessment: { documents } }: Decided,
  ): Promise<readonly Said[]> {
    const { codes, evidence, people, returnLink } = this.#options;
    const asker = this.#asker(memory, turn);
    switch (effect.type) {
      case 'issueReturnCode': {
        const code = await codes.issue(memory.place);
        return [{ type: 'returnCode', code, link: returnLink(code), isOnly: false }];
      }
      case 'cancelReturnCodes': {
        await codes.cancelAll(memory.place);
        const code = await codes.issue(memory.place);
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
        const then = assessmentFor(grant, await this.#asItWas(asker.assessment, effect.date));
        const documents = inOrder(then.documents);
        return [{ ...effect, documents }];
      }
      case 'guestCode': {
        const { person, name } = effect;
        return [{ ...effect, type: 'guestLink', ...(await people.guest(memory.place, person, name)) }];
      }
      case 'discardFiles':
        await evidence.discard(effect.files);
        return [];
      default:
        return [effect];
    }
  }
}

/** The place that the conversation remembers; undefined for one that cannot be read, or from before there were people. */
function placeKept({ place }: Record<string, unknown>): { readonly place: Place } | undefined {
  const found = keptPlace.safeParse(place);
  return found.success ? { place: found.data } : undefined;
}

/** Resolves with the id of the last activity, where the channel gives ids. */
async function say(context: TurnContext, activities: readonly Partial<Activity>[]): Promise<string | undefined> {
  if (!activities.length) return undefined;
  if (!broughtIn(context)) return (await context.sendActivities([...activities])).at(-1)?.id || undefined;
  // One by one where nobody has asked for it, so that it is known whether any of it was taken.
  let last: string | undefined;
  for (const activity of activities) last = (await context.sendActivity(activity))?.id || undefined;
  return last;
}

/** Puts what is said in the place of what was said before, as one message. */
async function replace(
  context: TurnContext,
  id: string,
  activities: readonly Partial<Activity>[],
): Promise<string | undefined> {
  const text = activities.flatMap((activity) => activity.text ?? []).join('\n\n');
  const response = await context.updateActivity({ ...activities.at(-1), ...(text && { text }), id });
  return (response ? response.id : undefined) || id;
}
