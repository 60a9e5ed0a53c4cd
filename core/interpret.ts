import type { Answer, Value } from './model.ts';
import { type Question, setupIds } from './questions.ts';
import type { Context, Pending, Unclear } from './turn.ts';
import { understandNumber, understandPercent } from './understand/amounts.ts';
import { soundsLike } from './understand/aside.ts';
import { type DateReply, type UnderstoodDate, understandDate } from './understand/dates.ts';
import { type Details, detailsIn } from './understand/details.ts';
import { asWritten, normalise } from './understand/normalise.ts';
import { type Reply, understandReply } from './understand/reply.ts';

/** What typed words mean as an answer to one question. Doubt always asks back: it never becomes yes or "not applicable". */
export type Heard =
  | { readonly type: 'answer'; readonly answer: Answer; readonly details?: Details; readonly oddShape?: boolean }
  | { readonly type: 'clarify'; readonly why: Unclear; readonly heard?: string; readonly pending?: Pending };

const longestName = 100;
/** Up to this many characters a reply holds nothing but itself: "not yet". */
const longestBare = 7;
export const longestText = 4000;

/** An ODS code is 1 to 9 letters and numbers; care codes are A/C + 3 or V + 4 (dspt/rules.md, section 5). */
const odsShape = /^[A-Za-z0-9]{1,9}$/;
const careOdsShape = /^(?:[AC][A-Z0-9]{3}|V[A-Z0-9]{4})$/;

export function interpret(question: Question, text: string, pending: Pending | undefined, context: Context): Heard {
  const written = asWritten(text);
  if (written.length > longestText) return { type: 'clarify', why: 'tooLong' };
  const said = normalise(text);
  if (question.type === 'item' && saysNotApplicable(question.id, said, context)) {
    return { type: 'answer', answer: { as: 'notApplicable', note: written } };
  }
  switch (question.kind) {
    case 'yesNo':
      return interpretYesNo(question, said, written, context);
    case 'choice':
      return interpretChoice(question, said, context);
    case 'text':
    case 'document':
      return interpretText(question, said, written, pending);
    case 'date':
      return interpretDate(question, said, context);
    case 'number':
      return interpretNumber(question, said);
    case 'percent':
      return interpretPercent(question, said, pending);
    default:
      return question.kind satisfies never;
  }
}

/** Whether these are words with which people say, in reply to this very item, that it does not apply to them. */
function saysNotApplicable(item: string, said: string, context: Context): boolean {
  const ways = context.notApplicableWays[item];
  return ways?.includes(plainWords(said)) ?? false;
}

function plainWords(said: string): string {
  return said
    .toLowerCase()
    .replaceAll("'", '')
    .replaceAll(/[^\p{L}\p{N} ]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** What any kind of question may be answered with besides its own value; undefined where the words say none of it. */
function withoutValue(question: Question, reply: Reply, said: string): Heard | undefined {
  if (reply.as === 'notSure') return { type: 'answer', answer: { as: 'notSure' } };
  if (reply.as === 'notApplicable') {
    return allowsNotApplicable(question)
      ? { type: 'answer', answer: { as: 'notApplicable', ...(reply.detail && { note: reply.detail }) } }
      : { type: 'clarify', why: question.type === 'item' ? 'naNotAllowed' : 'naNotHere' };
  }
  if (reply.lacks && question.type === 'item') {
    // "We have no computers" settles the questions that the facts tie to computers, and no others.
    return question.item.notApplicable?.fact === reply.lacks
      ? { type: 'answer', answer: { as: 'notApplicable', note: said } }
      : { type: 'clarify', why: 'maybeNotApplicable', heard: said };
  }
  return undefined;
}

function allowsNotApplicable(question: Question): boolean {
  return question.type === 'item' && question.item.notApplicable !== undefined;
}

function interpretYesNo(question: Question, said: string, written: string, context: Context): Heard {
  const reply = understandReply(said);
  switch (reply.as) {
    case 'yes': {
      if (!reply.detail) return { type: 'answer', answer: { as: 'yes' } };
      return {
        type: 'answer',
        // A long text is read in part only, but kept in full.
        answer: { as: 'yes', note: written.length > said.length ? written : reply.detail },
        details: detailsIn(reply.detail, context.today),
      };
    }
    case 'no':
    case 'notYet':
      // "Some do" settles a fact of set-up: it asks whether anybody does.
      if (question.type === 'setup' && reply.part && asksForAny(question)) {
        return { type: 'answer', answer: { as: 'yes', note: written } };
      }
      return { type: 'answer', answer: { as: 'no', ...(said.length > longestBare && { note: written }) } };
    default: {
      if (question.type === 'setup' && reply.lacks && reply.lacks === question.fact) {
        return { type: 'answer', answer: { as: 'no' } };
      }
      const other = withoutValue(question, reply, said);
      if (other) return other;
      const pending: Pending = { type: 'draft', question: question.id, text: written };
      const why = said.length > longestBare ? 'notSureIfYes' : 'notYesNo';
      return { type: 'clarify', why, heard: said, ...(why === 'notSureIfYes' && { pending }) };
    }
  }
}

/** Facts that ask whether anybody does, so that "some do" is a yes; the others ask for all. */
function asksForAny(question: Extract<Question, { type: 'setup' }>): boolean {
  return ['computers', 'ownDevices', 'paperLeaves', 'destructionFirm'].includes(question.fact ?? '');
}

function interpretChoice(question: Question, said: string, context: Context): Heard {
  const plain = plainWords(said);
  const choices = Object.entries(context.choices[question.id] ?? {});
  const exact = choices.find(([, ways]) => ways.some((way) => way.toLowerCase() === plain));
  const numbered = /^[1-9]$/.test(plain) ? choices[Number(plain) - 1] : undefined;
  // The longest way that occurs wins: "care home with nursing" holds "care home" too.
  const within = choices
    .flatMap(([choice, ways]) => ways.map((way) => ({ choice, way: way.toLowerCase() })))
    .filter(({ way }) => ` ${plain} `.includes(` ${way} `))
    .sort((a, b) => b.way.length - a.way.length)[0];
  const choice = exact?.[0] ?? numbered?.[0] ?? within?.choice;
  if (choice) return { type: 'answer', answer: { as: 'value', value: { choice } } };
  return withoutValue(question, understandReply(said), said) ?? { type: 'clarify', why: 'noChoice', heard: said };
}

function interpretText(question: Question, said: string, written: string, pending: Pending | undefined): Heard {
  const reply = understandReply(said);
  const other = reply.lacks && question.type === 'setup' ? undefined : withoutValue(question, reply, said);
  if (other) return other;
  if (question.id === setupIds.name) return interpretName(said, reply);
  if (question.id === setupIds.odsCode) return interpretOdsCode(said, reply);
  if (reply.as === 'yes' && !reply.detail) {
    return question.kind === 'document' && question.type === 'item'
      ? { type: 'answer', answer: { as: 'yes' } }
      : { type: 'clarify', why: question.kind === 'document' ? 'whereKept' : 'tellMeHow' };
  }
  if (reply.as === 'no' && question.type === 'followUp' && question.kind === 'text') {
    // "None" to "which ones?" says it all.
    return { type: 'answer', answer: { as: 'value', value: { text: written } } };
  }
  if ((reply.as === 'no' || reply.as === 'notYet') && !reply.part && said.split(' ').length <= 6) {
    return { type: 'answer', answer: { as: 'no', ...(said.length > longestBare && { note: written }) } };
  }
  if (!/[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(said)) return { type: 'clarify', why: 'tooShort', heard: said };
  // Said a second time in the same words it is meant.
  const isMeant = pending?.type === 'draft' && pending.question === question.id && pending.text === written;
  const doubt = reply.part ? 'shallISave' : whyNotAnAnswer(said);
  if (doubt && !isMeant) {
    // It may be an answer all the same, so the words are kept and one tap saves them.
    return {
      type: 'clarify',
      why: doubt,
      heard: said,
      pending: { type: 'draft', question: question.id, text: written },
    };
  }
  if (!isMeant && soundsLikeNotYet(said)) {
    const draft: Pending = { type: 'draft', question: question.id, text: written, isNotYet: true };
    return { type: 'clarify', why: 'isThatNotYet', heard: said, pending: draft };
  }
  return {
    type: 'answer',
    answer: { as: 'value', value: { text: written } },
    ...(isOddShape(question, said) && { oddShape: true }),
  };
}

/** Why a text may be no answer to the question: asked back, in doubt, or said by the way. */
function whyNotAnAnswer(said: string): Unclear | undefined {
  switch (soundsLike(said)) {
    case 'question':
      return 'isThatAnAnswer';
    case 'doubt':
    case 'chatter':
      return 'shallISave';
    default:
      return undefined;
  }
}

/** A few words with a "not" in them: "we don't have backups" says how only in so far as there is nothing yet. */
function soundsLikeNotYet(said: string): boolean {
  return (
    said.split(' ').length <= 6 &&
    /\b(?:don'?t|do not|haven'?t|have not|hasn'?t|isn'?t|aren'?t|not)\b/i.test(said) &&
    !/[,;:]/.test(said)
  );
}

/** Nearly every right answer to this item looks otherwise. Said, and saved all the same: shapes are soft facts. */
function isOddShape(question: Question, said: string): boolean {
  const pattern = question.type === 'item' ? question.item.looksLike : undefined;
  return pattern !== undefined && !new RegExp(pattern, 'u').test(said);
}

function interpretName(said: string, reply: Reply): Heard {
  if (!/\p{L}/u.test(said)) return { type: 'clarify', why: 'tooShort', heard: said };
  if (said.length > longestName) return { type: 'clarify', why: 'tooLong' };
  const stripped = said
    .replace(/^(?:we are|we're|it is|it's|its|the name is|our service is|our home is|we're)\s+/i, '')
    .replace(/^(?:called|named)\s+/i, '');
  const isTalk =
    reply.as !== 'unclear' ||
    /[?!]|[.,]\s+\p{L}/u.test(stripped) ||
    soundsLike(stripped) === 'question' ||
    /^(?:hi|hello|hiya|hey)\b/i.test(stripped);
  if (isTalk) return { type: 'clarify', why: 'justTheName', heard: said };
  // Typed in a hurry on a phone: "rose cottage" is Rose Cottage. A name with a capital anywhere is left as it is.
  const name = /\p{Lu}/u.test(stripped)
    ? stripped
    : stripped.replaceAll(/(^|[\s-])(\p{Ll})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());
  return { type: 'answer', answer: { as: 'value', value: { text: name } } };
}

function interpretOdsCode(said: string, reply: Reply): Heard {
  if (reply.as === 'no' || reply.as === 'notYet') return { type: 'answer', answer: { as: 'notSure' } };
  const code = said
    .replace(/^(?:it is|it's|its|our code is|ods code)\s+/i, '')
    .replaceAll(/[\s.-]/g, '')
    .toUpperCase();
  if (!odsShape.test(code) || !/\d/.test(code)) return { type: 'clarify', why: 'notCode', heard: said };
  return {
    type: 'answer',
    answer: { as: 'value', value: { text: code } },
    ...(!careOdsShape.test(code) && { oddShape: true }),
  };
}

/** A date as it is recorded: a month stays a month, and is never shown as its first day. */
export function dateValue({ date, precision }: UnderstoodDate): Extract<Value, { date: string }> {
  return precision === 'month' ? { date, precision } : { date };
}

const unclearDate = {
  none: 'noDate',
  future: 'futureDate',
  tooVague: 'vagueDate',
  impossible: 'impossibleDate',
  several: 'severalDates',
} as const satisfies Record<Extract<DateReply, { ok: false }>['why'], Unclear>;

function interpretDate(question: Question, said: string, context: Context): Heard {
  const date = understandDate(said, context.today);
  if (date.ok && date.precision === 'year') return { type: 'clarify', why: 'vagueDate', heard: said };
  if (date.ok) return { type: 'answer', answer: { as: 'value', value: dateValue(date) } };
  if (date.why === 'none') {
    const reply = understandReply(said);
    const other = withoutValue(question, reply, said);
    if (other) return other;
    if (reply.as === 'no' || reply.as === 'notYet') return { type: 'answer', answer: { as: 'no' } };
  }
  return { type: 'clarify', why: unclearDate[date.why], heard: said };
}

function interpretNumber(question: Question, said: string): Heard {
  const number = understandNumber(said);
  if (number !== undefined && number >= 0) return { type: 'answer', answer: { as: 'value', value: { number } } };
  return withoutValue(question, understandReply(said), said) ?? { type: 'clarify', why: 'noNumber', heard: said };
}

function interpretPercent(question: Question, said: string, pending: Pending | undefined): Heard {
  if (pending?.type === 'share' && pending.question === question.id) {
    const whole = understandNumber(said);
    const part = whole === undefined ? undefined : (pending.part ?? whole - (pending.missing ?? 0));
    if (whole !== undefined && part !== undefined) {
      const share = understandPercent(`${part} out of ${whole}`);
      if (share.ok) return { type: 'answer', answer: { as: 'value', value: shareOf(share) } };
    }
  }
  const share = understandPercent(said);
  if (share.ok) return { type: 'answer', answer: { as: 'value', value: shareOf(share) } };
  switch (share.why) {
    case 'needsWhole': {
      const pendingShare: Pending = {
        type: 'share',
        question: question.id,
        ...(share.part !== undefined && { part: share.part }),
        ...(share.missing !== undefined && { missing: share.missing }),
      };
      return { type: 'clarify', why: 'needsWhole', heard: said, pending: pendingShare };
    }
    case 'impossible':
      return { type: 'clarify', why: 'impossibleShare', heard: said };
    case 'unclear':
      return { type: 'clarify', why: 'vagueShare', heard: said };
    case 'none': {
      const reply = understandReply(said);
      const other = withoutValue(question, reply, said);
      if (other) return other;
      if (reply.as === 'no' || reply.as === 'notYet') return { type: 'answer', answer: { as: 'no' } };
      return { type: 'clarify', why: 'noPercent', heard: said };
    }
    default:
      return share.why satisfies never;
  }
}

function shareOf(share: { readonly percent: number; readonly part?: number; readonly whole?: number }) {
  return {
    percent: share.percent,
    ...(share.part !== undefined && { part: share.part }),
    ...(share.whole !== undefined && { whole: share.whole }),
  };
}
