import type { QuestionId } from '../ids.ts';
import { managersOf } from './grant.ts';
import { type Assignment, isWaiting, type PersonId, type Role } from './model.ts';
import type { Organisation } from './organisation.ts';

/** What somebody hears at once because another did it. Never what was answered. */
export type Notice =
  | { readonly type: 'handedOn'; readonly question: QuestionId; readonly by: PersonId }
  /** To whoever had handed it on. */
  | {
      readonly type: 'answered' | 'accepted' | 'handedBack';
      readonly question: QuestionId;
      readonly by: PersonId;
    }
  /** To whoever had it. */
  | { readonly type: 'withdrawn'; readonly question: QuestionId; readonly by: PersonId }
  | { readonly type: 'takenOver'; readonly question: QuestionId; readonly by: PersonId }
  /** To managers. */
  | { readonly type: 'joinAsked'; readonly person: PersonId }
  /** To whoever asked. */
  | { readonly type: 'letIn'; readonly role: Role }
  | { readonly type: 'keptOut' }
  | { readonly type: 'roleChanged'; readonly role: Role }
  | { readonly type: 'removed' };

export interface Addressed {
  readonly to: PersonId;
  readonly notice: Notice;
}

/** Who hears of what became of the questions handed on in one commit by `by`. Nobody hears of what they did themselves. */
export function noticesOf(
  before: readonly Assignment[],
  after: readonly Assignment[],
  by: PersonId,
): readonly Addressed[] {
  const known = new Map(before.map((each) => [each.id, each]));
  return after.flatMap((now) => noticesFor(known.get(now.id), now, by)).filter(({ to }) => to !== by);
}

/**
 * The same, with what was for somebody who is in no more going to whoever took over from them, else to the managers. Still nobody hears of
 * what they did themselves.
 */
export function inherited(
  addressed: readonly Addressed[],
  organisation: Organisation,
  by: PersonId,
): readonly Addressed[] {
  const told = new Set<string>();
  return addressed
    .flatMap(({ to, notice }) => heirsOf(to, organisation).map((heir) => ({ to: heir, notice })))
    .filter(({ to, notice }) => {
      const one = JSON.stringify([to, notice]);
      if (to === by || told.has(one)) return false;
      told.add(one);
      return true;
    });
}

function heirsOf(person: PersonId, organisation: Organisation): readonly PersonId[] {
  const { members, left } = organisation;
  const seen = new Set<PersonId>();
  let heir: PersonId | undefined = person;
  while (heir !== undefined && Object.hasOwn(left, heir) && !Object.hasOwn(members, heir) && !seen.has(heir)) {
    seen.add(heir);
    heir = left[heir]?.to;
  }
  return heir === undefined || seen.has(heir) ? managersOf(organisation) : [heir];
}

function noticesFor(was: Assignment | undefined, now: Assignment, by: PersonId): readonly Addressed[] {
  const { question } = now;
  if (was?.state === now.state && was.to === now.to) return [];
  if (was && was.to !== now.to) return [{ to: now.to, notice: { type: 'takenOver', question, by } }];
  switch (now.state) {
    case 'waiting':
      return [{ to: now.to, notice: { type: 'handedOn', question, by } }];
    case 'accepted':
      // Taken up again after an answer was taken back is nothing to speak of.
      return was && isWaiting(was) ? [{ to: now.by, notice: { type: 'accepted', question, by } }] : [];
    case 'answered':
      return [
        { to: now.by, notice: { type: 'answered', question, by } },
        ...(now.to === by || now.to === now.by
          ? []
          : [{ to: now.to, notice: { type: 'answered', question, by } } as const]),
      ];
    case 'handedBack':
      return [{ to: now.by, notice: { type: 'handedBack', question, by } }];
    case 'withdrawn':
      return [{ to: now.to, notice: { type: 'withdrawn', question, by } }];
    default:
      return now.state satisfies never;
  }
}
