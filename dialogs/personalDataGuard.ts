import type { Attachment, Middleware, TurnContext } from 'botbuilder';
import type { CardAction } from '../core/turn.ts';
import { findPersonalData, type PersonalDataKind, redact } from '../core/understand/personalData.ts';
import { evidenceEvent } from './evidenceDesk.ts';
import { noteRemoved } from './removed.ts';
import { readAction } from './toInput.ts';

export { type Removed, removedFrom } from './removed.ts';

/**
 * Takes personal data out of what arrives before anything else sees it, so that neither record nor transcript nor log can
 * keep it. Runs first in every adapter. Of what a program can send it lets through only what the guide reads.
 */
export class PersonalDataGuard implements Middleware {
  readonly #today: () => string;
  readonly #mark: (kind: PersonalDataKind) => string;

  /** `mark`: what stands in the text where something was taken out. */
  constructor(today: () => string, mark: (kind: PersonalDataKind) => string) {
    this.#today = today;
    this.#mark = mark;
  }

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const { activity } = context;
    const screening = new Screening(this.#today(), this.#mark);
    let rest: string | undefined;
    if (typeof activity.text === 'string') {
      const typed = activity.text;
      activity.text = screening.marked(typed);
      if (activity.text !== typed) rest = screening.rest(typed);
    }
    if (typeof activity.name === 'string') activity.name = screening.marked(activity.name);
    if (activity.attachments) activity.attachments = activity.attachments.map((each) => screening.attachment(each));
    if (activity.channelData) activity.channelData = screening.json(activity.channelData);
    if (activity.value !== undefined && activity.value !== null) {
      // What no card of ours sends is never kept: it may be anything. `{}` still says that there was something.
      const isOurs = activity.type === 'message' || activity.name === evidenceEvent;
      if (isOurs) activity.value = screening.submitted(activity.value) ?? {};
      else delete activity.value;
    }
    const kinds = [...screening.kinds];
    if (kinds.length) noteRemoved(context, { kinds, ...(rest !== undefined && { text: rest }) });
    await next();
  }
}

/** What programs make: ids, and the ids of uploads. */
const isIdName = /^(?:id|dsptUpload|\w*I[dD])$/;
/** Fields of a button that hold ids of ours: about one in a thousand would look like somebody's number. */
const programMade: ReadonlySet<string> = new Set(['person', 'to', 'invitation', 'assessment', 'assignment']);
/** In characters. */
const longestFileName = 200;

/** Marks and dashes around them: a rest that is nothing else is no answer. */
const noWord = /^[^\p{L}\p{N}]*$/u;
/** A media type, as in `image/png` or `application/vnd.microsoft.card.adaptive`. */
const mediaType = /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/;

/** Reads through one activity and gathers the kinds that it met. */
class Screening {
  readonly kinds = new Set<PersonalDataKind>();
  readonly #today: string;
  readonly #mark: (kind: PersonalDataKind) => string;

  constructor(today: string, mark: (kind: PersonalDataKind) => string) {
    this.#today = today;
    this.#mark = mark;
  }

  /** `text` with a mark in the place of each finding. */
  marked(text: string): string {
    return this.#without(text, this.#mark);
  }

  /** The same, ready to be offered back: trimmed, and empty where nothing but marks is left. */
  rest(text: string): string {
    const marked = this.marked(text);
    if (marked === text) return text;
    return noWord.test(this.#without(text, () => '')) ? '' : marked.trim();
  }

  /** A card's submit with nothing in it but what the guide reads; undefined for anything else. */
  submitted(value: unknown): object | undefined {
    const action = readAction(value);
    if (!action) return undefined;
    const { dspt, answer, ...others } = value as {
      readonly dspt: Readonly<Record<string, unknown>>;
      readonly answer?: unknown;
    };
    const fields = Object.entries(action).filter(
      ([name, field]) => Object.hasOwn(dspt, name) && (name === 'request' || dspt[name] === field),
    );
    // A revision is a small number: one that could be somebody's number is not kept.
    if (fields.some(([, field]) => typeof field === 'number' && this.#holds(String(field)))) return undefined;
    return {
      dspt: {
        ...Object.fromEntries(
          fields.map(([name, field]) => [
            name,
            typeof field === 'string' ? this.#written(name, field) : name === 'request' ? this.#request(field) : field,
          ]),
        ),
        // Ours alone to set, and the page knows the button by it when it shows what was pressed.
        ...(dspt.always === true && { always: true }),
      },
      ...(action.do === 'answer' && typeof answer === 'string' && { answer: this.rest(answer) }),
      ...(action.do === 'describe' && this.inputs(action, others)),
    };
  }

  /** What a button asks for about people, as it was parsed. */
  #request(request: object): object {
    return Object.fromEntries(
      Object.entries(request).map(([name, field]) => [
        name,
        typeof field === 'string' ? this.#written(name, field) : Array.isArray(field) ? field.filter(isOneWord) : field,
      ]),
    );
  }

  #written(name: string, text: string): string {
    return programMade.has(name) && isOneWord(text) ? text : this.rest(text);
  }

  /** What was typed into the inputs of a card, beside the data of its button. */
  inputs(action: CardAction, typed: Readonly<Record<string, unknown>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(typed).flatMap(([name, field]) =>
        Object.hasOwn(action, name) && typeof field === 'string' ? [[name, this.rest(field)]] : [],
      ),
    );
  }

  /** Where it is and what it says are dropped: files are kept elsewhere, after they were looked at. */
  attachment({ contentType, name }: Attachment): Attachment {
    const isMediaType = typeof contentType === 'string' && mediaType.test(contentType) && !this.#holds(contentType);
    return {
      contentType: isMediaType ? contentType : 'application/octet-stream',
      ...(typeof name === 'string' && { name: this.marked(name).slice(0, longestFileName) }),
    };
  }

  /**
   * JSON without personal data in its strings, numbers and keys. Ids stay as they are: programs make them, and about one
   * random id in a thousand holds what looks like a number.
   */
  json(value: unknown, isId = false): unknown {
    if (typeof value === 'string') return isId && isOneWord(value) ? value : this.marked(value);
    if (typeof value === 'number') return !isId && this.#holds(String(value)) ? undefined : value;
    if (Array.isArray(value)) return value.map((each) => this.json(each, isId) ?? null);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]) =>
        this.#holds(key) ? [] : [[key, this.json(each, isIdName.test(key))]],
      ),
    );
  }

  #holds(text: string): boolean {
    return this.marked(text) !== text;
  }

  #without(text: string, mark: (kind: PersonalDataKind) => string): string {
    const findings = findPersonalData(text, this.#today);
    for (const { kind } of findings) this.kinds.add(kind);
    return findings.length ? redact(text, findings, mark) : text;
  }
}

const isOneWord = (text: string): boolean => /^[\w|:.@/+=-]{1,256}$/.test(text);
