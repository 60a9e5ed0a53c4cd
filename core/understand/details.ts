import { type UnderstoodDate, understandDate } from './dates.ts';
import { normalise } from './normalise.ts';

/** Who did it and when, as far as an answer says so; offered back for confirmation, never taken as read. */
export interface Details {
  readonly when?: UnderstoodDate;
  /** As typed, such as "our deputy" or "Sue Smith". */
  readonly who?: string;
}

/** `today` is an ISO date in Europe/London. A date that is vague, ahead or one of several is left out. */
export function detailsIn(text: string, today: string): Details {
  const said = normalise(text);
  const date = understandDate(said, today);
  const who = whoIn(said);
  return {
    ...(date.ok && { when: { date: date.date, precision: date.precision } }),
    ...(who !== undefined && { who }),
  };
}

const role = `(?:${[
  'registered manager|deputy manager|care manager|office manager|home manager|branch manager|area manager|regional manager|operations manager|service manager|practice manager|quality manager|hr manager|it manager|care home manager|general manager|managers?|deputy|deputies',
  'care co-?ordinators?|co-?ordinators?|team leaders?|team leads?|senior carers?|senior staff|seniors?|carers?|care workers?|support workers?|nurses?|lead nurse|key ?workers?|shift leaders?|night staff|domestic|receptionist|secretary|administrator|admin(?: team| staff)?|office staff|office',
  'owners?|proprietors?|directors?|managing director|boss|nominated individual|trustees?|chair|head office|hq|group|parent company|franchisor|franchise office',
  'it (?:company|support|team|guy|man|person|people|provider|firm|department|dept|manager|lead|contractor|consultant|support company)|tech (?:guy|company|support)|computer (?:guy|man|company|person)|software (?:company|supplier|provider)|msp|managed service provider',
  'accountants?|solicitors?|trainers?|training (?:manager|lead|company|provider)|hr(?: team| department| lead| company)?|payroll|caldicott guardian|siro|dpo|data protection (?:officer|lead)|data security lead|data lead|ig lead|security lead|compliance (?:manager|officer|lead|team)|quality (?:lead|team)|auditors?|consultants?|suppliers?|shredding company|firm|council|son|daughter|husband|wife|partner|brother|sister',
].join('|')})`;
/** "In the office" says where. */
const noPlace = '(?<!\\b(?:in|at|to|from|near|outside|inside|into|of|for|behind|on|with|tell|told) )';
const determiner = '(?:our|the|my|a|an|one of our|one of the|their|her|his)';

/** "Our deputy", "the IT company", "my deputy Sue". */
const roleWithDeterminer = new RegExp(
  `${noPlace}\\b${determiner} (?:(?!and\\b|or\\b|of\\b)[\\w'-]{1,20} ){0,2}?${role}\\b(?:,? (?!In\\b|On\\b|At\\b|By\\b|Last\\b|And\\b|The\\b|Every\\b|Jan|Feb|Mar|Apr|May\\b|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\p{Lu}[\\p{Ll}'-]{1,20}\\b)?`,
  'u',
);
const roleWithDeterminerAnyCase = new RegExp(
  `${noPlace}\\b${determiner} (?:(?!and\\b|or\\b|of\\b)[\\w'-]{1,20} ){0,2}?${role}\\b`,
  'iu',
);
/** "Manager every Friday", "deputy did it", "by head office". */
const roleAlone = new RegExp(
  `(?:^|[,.;(-] ?|\\b(?:by|from|with|and|yes|yep|yeah|done|is|it's|its|asked|ask) )(?<who>${role})\\b(?! (?:plan|policy|account|code|system|email|emails|laptops?|computers?|door|safe|cupboard|drawer|wall|file|folder|training|list))`,
  'iu',
);
const acts =
  '(?:did|does|do|sorted|sorts|checked|checks|reviewed|reviews|updated|updates|completed|completes|finished|ran|runs|tested|tests|wrote|writes|signed|signs|keeps|looks after|looked after|looks|has done|has sorted|has checked|has|is|was|made|makes|set|sets|went|goes|put|puts|handles|handled|deals|dealt|approved|approves|audited|audits|trained|trains|arranged|arranges|organised|organises|carried|carries|manages|managed|led|leads|holds|took|takes|arranges|will)';
const notName =
  'It|We|They|He|She|I|You|The|This|That|Our|My|Yes|No|All|Some|Everyone|Everybody|Nobody|Staff|Someone|Last|Next|In|On|At|By|From|And|But|Then|When|After|Before|Every|Each|Done|January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|DSPT|ICO|CQC|NHS|IT|GDPR|Policy|Data|Which|Who|What|There|These|Those|One|Both';
const properName = `(?!(?:${notName})\\b)\\p{Lu}[\\p{Ll}'-]{1,20}(?: (?!(?:${notName})\\b)\\p{Lu}[\\p{Ll}'-]{1,20})?`;
/** "By Sue", "Mrs Patel checks it", "April sorted it". */
const byName = new RegExp(
  `\\bby (?<who>(?:(?:Mr|Mrs|Ms|Miss|Dr)\\.? )?(?:${properName}|(?:April|June|May)(?= |$)))(?! 20)`,
  'u',
);
const titledName = new RegExp(`\\b(?<who>(?:Mr|Mrs|Ms|Miss|Dr)\\.? ${properName})`, 'u');
const nameThatActs = new RegExp(
  `(?:^|[,.;(-] ?|\\b(?:and|yes|yep|yeah|because) )(?<who>${properName}|April|June|May)(?= ${acts}\\b)`,
  'u',
);

function whoIn(said: string): string | undefined {
  const patterns = [byName, titledName, nameThatActs, roleWithDeterminer, roleWithDeterminerAnyCase, roleAlone];
  let first: { readonly at: number; readonly who: string } | undefined;
  for (const pattern of patterns) {
    const match = pattern.exec(said);
    if (!match) continue;
    const who = (match.groups?.who ?? match[0]).trim();
    const at = match.index + match[0].indexOf(who);
    // A longer reading of the same place, such as "our deputy Sue", is tried first and stays.
    if (!first || at < first.at) first = { at, who };
  }
  return first?.who;
}
