import type { Middleware, TurnContext } from 'botbuilder';
import { findPersonalData, type PersonalDataKind, redact } from '../core/understand/personalData.ts';

/** What was taken out of an activity: the kinds, and its text without them. */
export interface Removed {
  readonly kinds: readonly PersonalDataKind[];
  readonly text?: string;
}

const removedKey = Symbol('removed personal data');

/** What the guard took out in this turn; undefined for nothing. */
export function removedFrom(context: TurnContext): Removed | undefined {
  return context.turnState.get<Removed>(removedKey);
}

/**
 * Takes personal data out of what arrives before anything else sees it, so that neither record nor transcript nor log can
 * keep it. Runs first in every adapter.
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
    const today = this.#today();
    const kinds = new Set<PersonalDataKind>();
    let text: string | undefined;
    if (typeof activity.text === 'string') {
      const findings = findPersonalData(activity.text, today);
      if (findings.length) {
        for (const { kind } of findings) kinds.add(kind);
        text = redact(activity.text, findings, () => '');
        activity.text = redact(activity.text, findings, this.#mark);
      }
    }
    // Not `channelData`: ids stand there, made by programs, and about one random id in a thousand holds what looks like a number.
    for (const field of ['value', 'attachments', 'name'] as const) {
      if (activity[field] !== undefined) activity[field] = withoutPersonalData(activity[field], today, kinds) as never;
    }
    if (kinds.size) context.turnState.set(removedKey, { kinds: [...kinds], ...(text !== undefined && { text }) });
    await next();
  }
}

/** The same JSON with personal data cut out of every string; adds the kinds it met to `kinds`. */
function withoutPersonalData(value: unknown, today: string, kinds: Set<PersonalDataKind>): unknown {
  if (typeof value === 'string') {
    const findings = findPersonalData(value, today);
    for (const { kind } of findings) kinds.add(kind);
    return findings.length ? redact(value, findings, () => '') : value;
  }
  if (Array.isArray(value)) return value.map((each) => withoutPersonalData(each, today, kinds));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, withoutPersonalData(each, today, kinds)]),
    );
  }
  return value;
}
