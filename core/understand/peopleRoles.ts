import type { Role } from '../people/model.ts';
import { normalise } from './normalise.ts';

const list = (text: string): readonly string[] => text.split('|');

/** What people call somebody with a role, after "as a". */
const nouns: Readonly<Record<Role, readonly string[]>> = {
  manager: list(
    'manager|managers|registered manager|boss|admin|administrator|owner|care manager|co-manager|second manager|mananger|manger',
  ),
  contributor: list(
    'contributor|contributer|contributors|carer|care worker|senior carer|senior|support worker|helper|deputy|deputy manager|team leader|team member|member|member of staff|staff member|colleague|coworker|co-worker|editor|user',
  ),
  reviewer: list('reviewer|reviewers|checker|auditor|proofreader|proof reader|reveiwer'),
  viewer: list('viewer|viewers|veiwer|read only|read-only|readonly|view only|view-only|looker|observer|reader'),
  supporter: list(
    'supporter|supporters|support organisation|support organization|support org|adviser|advisor|consultant|mentor|outside adviser|outside helper|suporter',
  ),
};

/** What somebody may do, after "to" and "who can". */
const doings: Readonly<Record<Role, readonly string[]>> = {
  manager: list('manage|manage it|manage things|manage people|run it|be a manager|be manager|be in charge'),
  contributor: list(
    'answer|answer questions|answer them|answer it|answer too|answer the questions|help|help out|help me|help us|help with this|help answer|help me answer|fill it in|do some|do some questions|do questions|contribute|edit|join in',
  ),
  reviewer: list(
    'check|check it|check them|check answers|check our answers|check my answers|check things|review|review it|review our answers|check over it',
  ),
  viewer: list(
    'look|just look|only look|look only|have a look|take a look|read|just read|only read|see|just see|see it|only see|read only|view|just view|only view|look at it|see how we are doing|see our answers|see our progress',
  ),
  supporter: list('support us|advise|advise us|support'),
};

const mapOf = (words: Readonly<Record<Role, readonly string[]>>): ReadonlyMap<string, Role> =>
  new Map(
    (Object.entries(words) as [Role, readonly string[]][]).flatMap(([role, all]) => all.map((each) => [each, role])),
  );
const roleByNoun = mapOf(nouns);
const roleByDoing = mapOf(doings);

const either = (words: ReadonlyMap<string, Role>): string =>
  [...words.keys()].sort((a, b) => b.length - a.length).join('|');

/** "A manager", "another reviewer", "our adviser". */
export const aRole = `(?:an? |the |our |my |another |second |a second |a new )?(?<role>${either(roleByNoun)})`;
export const doing = `(?<role>${either(roleByDoing)})`;
/** What may follow a name that is invited or added; whether it is a role is for `roleIn` to say. */
export const asRole =
  '(?: (?:as|to|so (?:that )?(?:they|he|she) can|who can|(?:but )?(?:just|only) to)(?: be| become)? (?:an? |the |our |my |another |a second )?(?<role>\\S+(?: \\S+){0,4})| (?<role>(?:read|view)[ -]?only))';

export function roleIn(said: string | undefined): Role | undefined {
  const plain = said?.toLowerCase() ?? '';
  return roleByNoun.get(plain) ?? roleByDoing.get(plain);
}

/** The role that is all that was said: "a manager", "they can answer", "just look". */
export function roleSaid(text: string): Role | undefined {
  const said = normalise(text).replace(/^(?:as |to |they can |so they can )?(?:be )?(?:an? |the )?/, '');
  return roleIn(said);
}
