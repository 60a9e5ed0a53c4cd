import { slot, team } from './peopleNames.ts';
import { type Rule, rule } from './peopleRules.ts';
import type { PeopleTalk } from './peopleTalk.ts';

const name = slot('name');
const from = slot('from');
const to = slot('to');
const hasLeft =
  "(?:has left|'?s left|left|have left|is leaving|'?s leaving|will be leaving|leaves|has retired|is retiring|has resigned|has quit|no longer works here|no longer works for us|doesn'?t work here any ?more|does not work here any ?more|is not with us any ?more|isn'?t with us any ?more|is no longer with us|has moved on|is moving on)";
const whence =
  '(?: (?:us|the team|our team|my team|the company|the service|our service|the home|our home|the job|now|today|yesterday|this week|last week|next week|on friday|at the end of the month|this month|next month))?';
const takesOver =
  "(?:takes over|is taking over|'?s taking over|will take over|will be taking over|can take over|to take over|takes it over|takes it on|is taking on (?:everything|it all)|takes on everything|will do (?:it|everything) now|has (?:his|her|their) (?:job|questions|work) now|gets (?:his|her|their) (?:questions|work))";
const theirs = '(?: (?:from (?:him|her|them|me)|(?:his|her|their|my) (?:job|work|questions|tasks|place|role)))?';
const handing =
  '(?:(?:hand|give|pass|move|transfer)(?: over)? (?:everything|it all|it|all|(?:all )?(?:his|her|their|my|the) (?:questions|things|work|stuff|tasks|role|job))(?: over)? to|hand over to|replace (?:him|her|them) with)';

const iLeave =
  "i(?:(?:'?m| am)(?: (?:leaving|going|retiring|moving on|off))| leave| have left|'?ve left| will be leaving|'?ll be leaving| will leave)";

const handOver = (who: { readonly from?: string; readonly to?: string }): PeopleTalk => ({
  type: 'handOver',
  ...who,
});

const leaving: readonly Rule[] = [
  rule(`${from} ${hasLeft}${whence}`, (found) => {
    // "Left" alone says too little of itself: "nothing left", "two left".
    const isShort = /(?<! has| have)(?: left| leaves)$/i.test(found.said.text);
    const named = isShort ? found.sureName('from') : (found.sureName('from') ?? found.name('from'));
    return named ? handOver({ from: named }) : undefined;
  }),
  rule(`${from} (?:leaving|left)${whence}`, (found) => {
    const named = /'s (?:leaving|left)/i.test(found.said.text) ? found.owner('from') : undefined;
    return named ? handOver({ from: named }) : undefined;
  }),
  rule(
    [
      `${from} (?:${hasLeft}|has gone|'?s gone)${whence}(?: (?:and|so|but))? ${to} ${takesOver}${theirs}(?: now)?`,
      `${from} ${hasLeft}${whence}(?: (?:and|so|but|please))? ${handing} ${to}`,
      `${to} ${takesOver} from ${from}`,
      `hand over (?:everything |all )?from ${from} to ${to}`,
      `${to} (?:replaces|is replacing|will replace) ${from}`,
      `(?:replace|swap) ${from} (?:with|for|by) ${to}`,
    ],
    (found) => {
      const before = found.name('from');
      const after = found.name('to');
      const isSwap = /^(?:replace|swap)|replac/i.test(found.said.text);
      if (!before || !after || (isSwap && !(found.sureName('from') && found.sureName('to')))) return undefined;
      return handOver({ from: before, to: after });
    },
  ),
  rule(
    [
      `(?:hand|give|pass|move|transfer)(?: over)? (?:all )?(?:of )?${from} (?:questions|work|things|stuff|tasks|job|reminders)(?: over)? to ${to}`,
      `(?:move|transfer) everything (?:from|of) ${from} to ${to}`,
    ],
    (found) => {
      const before = found.owner('from');
      const after = found.name('to');
      return before && after ? handOver({ from: before, to: after }) : undefined;
    },
  ),
  rule(
    [`(?:hand|give|pass) (?:everything|it all|all of it) (?:of |from )?${from} (?:has|had|was doing) to ${to}`],
    (found) => {
      const before = found.name('from');
      const after = found.name('to');
      return before && after ? handOver({ from: before, to: after }) : undefined;
    },
  ),
  rule(
    [
      `hand over to ${to}`,
      `(?:hand|give|pass|transfer|move)(?: over)? (?:everything|it all|all my questions|all my work|my work|my questions|my role|my job|my tasks|my things)(?: over)? to ${to}`,
      `${iLeave}${whence}(?: (?:and|so|but))? ${to} ${takesOver}${theirs}`,
      `${iLeave}${whence}(?: (?:and|so|please))? ${handing} ${to}`,
    ],
    (found) => {
      const after = found.name('to');
      return after ? handOver({ to: after }) : undefined;
    },
  ),
  rule(`${to} ${takesOver}${theirs}`, (found) => {
    const after = found.sureName('to');
    return after ? handOver({ to: after }) : undefined;
  }),
  rule(
    [
      "(?:someone|somebody|a colleague|one of us|a manager|our manager|my manager|one of the team|one of my team|one of our team) (?:has left|is leaving|'?s left|'?s leaving) (?:the team|our team|us|the service|our service|the company|the home)",
      '(?:start|do|make|begin) (?:a |the )?hand ?over',
      'hand over (?:everything|my work|my questions|my job|my role)',
      "i(?:'?m| am) (?:leaving|retiring from) (?:the team|the service|our service|the company|the home|my job|this job|the job)",
      'someone (?:has left|is leaving) the team',
    ],
    () => handOver({}),
  ),
];

const removing: readonly Rule[] = [
  rule(
    [
      `(?:remove|delete|take|drop|kick|throw|get rid of|cut) ${name} (?:from|off|out of|out from) (?:${team}|here|this)`,
      `take ${name} (?:out|away) (?:of|from) (?:${team}|here)`,
      `(?:remove|take away|stop|cancel|end|block) ${name} access`,
      `(?:remove|take away|stop|cancel|end) access (?:for|of|from) ${name}`,
      `${name} should not be (?:in|on) (?:${team}|here)(?: any ?more)?`,
      `${name} (?:is not|isn'?t) (?:in|on|part of) ${team} any ?more`,
    ],
    (found) => {
      const named = / access$/i.test(found.said.text) ? found.owner() : found.name();
      const isLoose = /access/i.test(found.said.text);
      return named && (!isLoose || found.isSure(named)) ? { type: 'remove', name: named } : undefined;
    },
  ),
  rule(`(?:remove|delete|kick out|get rid of|throw out) ${name}`, (found) => {
    const named = found.sureName();
    return named ? { type: 'remove', name: named } : undefined;
  }),
];

/** Who leaves, who takes over, and who is to be taken out. */
export const leavingRules: readonly Rule[] = [...leaving, ...removing];
