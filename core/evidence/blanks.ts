import type { Place } from './model.ts';
import type { Row } from './rows.ts';

export interface Blank {
  /** As it stands there. */
  readonly text: string;
  readonly place: Place;
}

const doing =
  '(?:please )?(?:insert|enter|add|type(?= (?:here|in|your|the|text|name))|fill in|complete|state|specify|choose|select|put|include|delete|amend|edit)';
const whose =
  '(?:organisation|organization|company|service|provider|care home|care service|home|business|practice|employer|setting|agency|charity|manager|registered manager|owner|director|lead|dpo|staff member|employee|supplier|your)';
const what =
  '(?:name|names|logo|address|date|number|email|e-mail|telephone|phone|job title|role|title|website|web address|postcode|version|signature|time|details|link|location|year|month|amount)';
/** What stands in brackets that somebody was meant to replace. */
const meant = new RegExp(
  `^(?:${doing}\\b.*|(?:your |the |our |name of (?:the |your )?)?${whose}(?:'s|’s|s)?(?: ${what})?(?: here)?|(?:your |full |their |his/her )?${what}(?: (?:here|of [\\p{L} ]{2,40}))?|(?:document|report|policy) title|author|x{2,}[x/ ]*|tbc|to be confirmed|to be completed)$`,
  'iu',
);

/** Each with at most one bounded repeat, so that the cost stays with the length of the text. */
const bracketed = /\[([^[\]]{2,80})\]|<{1,2}([^<>]{2,80})>{1,2}|«([^«»]{1,80})»|\{\{?([^{}]{1,80})\}\}?/gu;
const crosses =
  /(?<![\p{L}\d])(?:[Xx]{2}[/.-][Xx]{2}[/.-](?:[Xx]{4}|[Xx]{2}|20[Xx]{2})|20[Xx]{2}|X{3,40}|[Xx]{4,40})(?![\p{L}\d])/gu;
const placeholders =
  /click (?:or tap )?(?:here )?to (?:enter|add|insert|choose|type) (?:text|a date|a name|date|your text)|click (?:or tap )?here(?: and type)?\b(?= to enter)|Choose an item\.|lorem ipsum|(?:enter|type|insert) (?:your )?text here/giu;
const unbracketed = new RegExp(
  `\\b(?:your|${doing})(?: (?:the|your|our))? (?:organisation|organization|company|service|provider|care home|business)(?:'s|’s|s)? (?:name|logo|address)(?<here> here)?\\b`,
  'giu',
);
const underscores = /_{4,200}/g;
/** A line to sign or to fill in is what a form is for. */
const forFilling =
  /\b(?:sign(?:ed|ature|s|ing)?|print(?:ed)?|initials?|witness(?:ed)?|date[ds]?|name|position|job title|role|tel|telephone|manager|employee|i,? (?:_|the undersigned)|i have|i agree|i confirm|i understand|i acknowledge|dear|from|to be completed)\b/i;

/** Blanks of a template that nobody filled in, in reading order. */
export function blanksIn(rows: readonly Row[]): readonly Blank[] {
  return rows.flatMap(({ cells }) =>
    cells.flatMap(({ text, place }) => blanksOf(text).map((blank) => ({ text: blank, place }))),
  );
}

function blanksOf(text: string): readonly string[] {
  const found: string[] = [];
  // What stood in brackets is not read again below.
  const rest = text.replaceAll(bracketed, (...match) => {
    const [blank, square, angle, merge, curly] = match as string[];
    if (!isMeant(blank ?? '', { merge, inside: (square ?? angle ?? merge ?? curly ?? '').trim() })) return blank ?? '';
    found.push(blank ?? '');
    return ' ';
  });
  if (/[Xx]{2}/.test(rest)) found.push(...crossesIn(rest));
  for (const [blank] of rest.matchAll(placeholders)) found.push(blank);
  for (const match of rest.matchAll(unbracketed)) {
    // "Write your company name on the box" is a sentence; a blank ends with "here" or stands by itself.
    const isAlone = rest.trim().length - match[0].length <= 4;
    if (match.groups?.here !== undefined || isAlone || /^(?:insert|enter|add)/i.test(match[0])) found.push(match[0]);
  }
  if (rest.includes('____')) found.push(...linesIn(rest));
  return found;
}

function isMeant(
  blank: string,
  { merge, inside }: { readonly merge: string | undefined; readonly inside: string },
): boolean {
  if (/\d{6}|@/.test(inside)) return false;
  if (merge !== undefined) return /^\p{L}[\p{L}\d_ ]*$/u.test(inside);
  // What else stands in braces is a program's.
  if (blank.startsWith('{') && /[^\p{L}\d_. '’-]/u.test(inside)) return false;
  if (blank.startsWith('{{')) return /^[\p{L}_][\p{L}\d_. '-]*$/u.test(inside);
  return /^_+$/.test(inside) || meant.test(inside.replaceAll('_', ' ').replaceAll(/\s+/g, ' '));
}

/** Digits hidden behind crosses, the groups before the last of them, and the thirtieth part of a law. */
const hidden = /^(?:X{2,10}[ -]?){1,8}\d/i;
const afterHidden = /(?:\d|[X*]{2})[ -]?$/i;
const ofLaw = /\b(?:part|chapter|title|volume|schedule|article|book) $/i;

/** "XXXX", but not a number with its digits hidden: "XXXX XXXX XXXX 1234". */
function crossesIn(text: string): readonly string[] {
  return [...text.matchAll(crosses)].flatMap((match) => {
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    const isOther =
      hidden.test(text.slice(match.index, match.index + 60)) || afterHidden.test(before) || ofLaw.test(before);
    return isOther ? [] : [match[0]];
  });
}

/** Underscores in the middle of a sentence, in the place of a name. */
function linesIn(text: string): readonly string[] {
  if (forFilling.test(text)) return [];
  return [...text.matchAll(underscores)].flatMap((match) => {
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    const after = text.slice(match.index + match[0].length).slice(0, 40);
    const isInSentence = /^[,'’s]{0,3} ?\p{Ll}+[ .,]/u.test(after) || /^\.$/.test(after.trim());
    return isInSentence && /\p{L}{2,} ?$/u.test(before) ? [match[0]] : [];
  });
}
