import { firstNames, noNames } from './peopleWords.ts';

/** In characters. */
export const longestName = 60;

/** A place in a pattern for a name of one to six words; what may stand there is for `nameIn` to say. */
export const slot = (group: string): string => `(?<${group}>\\S+(?: \\S+){0,5}?)`;

const title = '(?:mr|mrs|ms|miss|dr|doctor|sir|father|sister|matron|nurse)';
const nameWord = "\\p{L}(?:[\\p{L}\\p{M}'-]*[\\p{L}\\p{M}])?\\.?";
const titled = new RegExp(`^${title}\\.? ${nameWord}(?: ${nameWord})?$`, 'iu');
const plain = new RegExp(`^${nameWord}(?: ${nameWord}){0,2}$`, 'u');
/** "Jo from head office", "Sam in IT", "Kev at Bright IT". */
const placed = /^(?<who>.+?) (?:from|in|at|on) (?<where>\S+(?: \S+){0,3})$/iu;
const place =
  /^(?:(?:the |our )?(?:head office|main office|office|it|it (?:firm|company|team|support|department)|hr|payroll|accounts|admin|finance|training|compliance|quality|nights|days|reception|care team|night team|day team|council|other home|other site|kitchen|support)|hq)$/i;

const determiner = '(?:the|our|my)';
/** Firms and offices that look after something for a service: nobody of its own, as a rule. */
const firm =
  "(?:(?:\\S+ )?(?:it|i\\.t\\.?|tech|computer|software|website|web|phone|phones|payroll|training|hr|rota|cctv|alarm|broadband|internet|shredding|recycling|care (?:app|system|software|plan)|system)(?:'s)? (?:firm|company|companys|co|support|support company|support team|support firm|team|people|person|guy|guys|man|lady|woman|lad|lot|department|dept|provider|supplier|contractor|consultant|helpdesk|help desk|services|bloke)|head office|accountants?|solicitors?|payroll|hr|supplier|landlord|msp|care (?:app|system) (?:firm|company|supplier))";
/** People of a service, by what they are. */
const post =
  '(?:(?:registered |deputy |care |office |home |branch |area |regional |operations |quality |general |service |night |day |other |new |training |it |hr |data |compliance |finance )?(?:manager|managers|deputy|boss|owner|director|lead|officer|administrator|admin|co-?ordinator|supervisor)|senior(?: carer)?|team leader|nurse|nominated individual|data protection (?:lead|officer)|dpo|ig lead|receptionist|secretary|bookkeeper|office|trustees?|chair|husband|wife|son|daughter|colleague)';
const theFirm = new RegExp(`^(?:${determiner} )?${firm}$`, 'iu');
/** In small letters it is no department. */
const theDepartment = /^(?:the |our |my )?(?:IT|I\.T\.?)$/;
/** "My deputy Sue" too. */
const thePost = new RegExp(`^(?:${determiner} )?${post}(?: (?<who>${nameWord}))?$`, 'iu');

/** "The IT firm", "our payroll company", "head office". */
export const isFirm = (text: string): boolean =>
  text.length <= longestName && (theFirm.test(text) || theDepartment.test(text));

/** What a firm is called on its letters: "Bright IT", "Smith & Sons Computers Ltd". Each word begins with a capital. */
const capitals = /^\p{Lu}[\p{L}\p{N}.'&-]*(?: (?:&|and|of|\p{Lu}[\p{L}\p{N}.'&-]*)){1,4}$/u;
/** The same in small letters, where its last word says that it is one. */
const trading =
  /^\S+(?: \S+){0,3} (?:ltd|limited|plc|llp|computers?|computing|solutions|systems|software|technolog(?:y|ies)|tech|it (?:services|support|solutions))\.?$/iu;

function isNamedFirm(text: string): boolean {
  const [first = ''] = text.split(' ');
  const isShape = isInCapitals(text) || trading.test(text);
  return isShape && !isOrdinary(first);
}

const isOrdinary = (word: string): boolean => noNames.has(bare(word));
/** "Jane Cook" has a surname that is also a word. */
const isSurname = (word: string, at: number): boolean => at > 0 && /^\p{Lu}[\p{Ll}'-]/u.test(word);
const bare = (word: string): string => word.toLowerCase().replace(/'s?$/, '').replaceAll(/[.']/g, '');

/** What a home is called ends in this. */
const house = '(?:house|lodge|court|cottage|manor|hall|grange|villas?|croft|mews|towers?)';
const service = `(?:${house}|home|place|view|gardens?|park|nursing|homecare|care|care services|support|living|supported living)`;
const named = new RegExp(`^\\S+(?: \\S+){0,3} ${service}$`, 'iu');
const namedInSmall = new RegExp(`^\\S+(?: \\S+){0,2} ${house}$`, 'iu');
const noService =
  /^(?:village|town|city|county|church|community|parish|crown|magistrates|nursing|residential|coffee|warehouse|whole)$/i;

/** Whether `text` can hardly be anything but what a care service is called: "Ivy House", "rose cottage"; neither "Jo's house" nor "village hall". */
export function isServiceName(text: string): boolean {
  const [first = ''] = text.split(' ');
  if (text.length > longestName || isOrdinary(first) || noService.test(first) || titled.test(text)) return false;
  return isInCapitals(text) ? named.test(text) : namedInSmall.test(text) && !/'s?(?: |$)/i.test(text);
}

export const isInCapitals = (text: string): boolean => capitals.test(text) && text !== text.toUpperCase();

/** Whether `text` may be the name of one person: one to three words, none of which is an ordinary one. */
export function isPersonName(text: string): boolean {
  if (text.length > longestName || !/\p{L}{2}/u.test(text) || /'s$/i.test(text)) return false;
  if (titled.test(text))
    return !text
      .split(' ')
      .slice(1)
      .some((word) => isOrdinary(word) && !isSurname(word, 1));
  return plain.test(text) && !text.split(' ').some((word, at) => isOrdinary(word) && !isSurname(word, at));
}

/** Whether `text` may say whom somebody means: a name, "the IT firm", "Jo from head office". */
export function isWho(text: string): boolean {
  if (text.length > longestName) return false;
  if (isPersonName(text) || isFirm(text) || isNamedFirm(text) || isPost(text)) return true;
  return isPersonName(withoutPlace(text));
}

function withoutPlace(text: string): string {
  const found = placed.exec(text)?.groups;
  const where = found?.where ?? '';
  return found?.who && (place.test(where) || isFirm(where) || isNamedFirm(where)) ? found.who : text;
}

function isPost(text: string): boolean {
  return inPost(text) !== undefined;
}

/** Somebody of a service by what they are, with the name if it was said: "my deputy Sue". */
export function inPost(text: string): { readonly name?: string } | undefined {
  const found = thePost.exec(text);
  const name = found?.groups?.who;
  if (!found || (name !== undefined && !isPersonName(name))) return undefined;
  return name === undefined ? {} : { name };
}

/**
 * Whether `text`, somewhere in `said`, can hardly be anything but a person's name: known as one, with a title, or with capitals
 * where a sentence has none.
 */
export function isSurelyName(text: string, said: string): boolean {
  const who = withoutPlace(text);
  if (!isPersonName(who)) return false;
  if (titled.test(who) || firstNames.has(bare(who.split(' ')[0] ?? ''))) return true;
  const isShouted = said === said.toUpperCase();
  return !isShouted && !said.startsWith(text) && who.split(' ').every((word) => /^\p{Lu}/u.test(word));
}

/** "Sam's" and "sams" without what shows that something is theirs; "James" stays. */
export function withoutPossessive(text: string): string {
  const marked = text.replace(/'s?$/, '');
  if (marked !== text || !/[^s]s$/i.test(text)) return marked;
  return firstNames.has(bare(text.split(' ').at(-1) ?? '')) ? text : text.slice(0, -1);
}

const emailShape = /^[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,6}\p{L}{2,24}$/u;

export const isEmail = (text: string): boolean => emailShape.test(text);

/** What a team is called, in a pattern. */
export const team = `${determiner} (?:team|group|service|home|organisation|organization|company)`;
