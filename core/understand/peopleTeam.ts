import { slot } from './peopleNames.ts';
import { aRole, asRole, doing } from './peopleRoles.ts';
import { type Found, type Rule, rule } from './peopleRules.ts';
import type { PeopleTalk } from './peopleTalk.ts';

const name = slot('name');
const email = '(?<email>\\S+@\\S+)';
const ours = '(?:our|my|the)';
const team = `${ours} (?:team|group|service|home|organisation|organization|company)`;
const intoTeam = `(?: (?:to|into|in|on|onto) (?:${team}|here|this|the guide|it|us))?`;
const somebody =
  '(?:someone|somebody|people|others|other people|someone else|somebody else|another person|a person|a new person|a colleague|my colleague|colleagues|my colleagues|a co-?worker|a user|new user|a new user|another user|a team member|a new team member|my team|our team|the team|the rest of the team|a member of staff|another member of staff|one of my staff|my staff|a member|new member|a new member|more people|my manager too)';
const an = '(?:an? |the |another |new |a new |our )?';
const invitation = `${an}(?:invite|invitation|invites|invitations)(?: (?:link|code))?`;

const invite = (found: Found, who: { readonly name?: string; readonly email?: string }): PeopleTalk => {
  const role = found.role();
  return { type: 'invite', ...who, ...(role && { role }) };
};
/** Somebody who is named, or an address, or both: "Jo jo@rosecottage.example". */
const inviteNamed = (found: Found): PeopleTalk | undefined => {
  const address = found.email() ?? found.email('name');
  const named = found.who();
  if (address) return invite(found, { ...(named && named !== address && { name: named }), email: address });
  return named === undefined ? undefined : invite(found, { name: named });
};
const inviteSurely = (found: Found): PeopleTalk | undefined =>
  found.email('name') || found.sureName() ? inviteNamed(found) : undefined;

const invitingSomebody = [
  `invite ${somebody}${intoTeam}`,
  `add ${somebody}${intoTeam}`,
  `(?:(?:i |we )?need|send|make|create|get|do|give me|give|have|write)(?: out)?(?: me)? ${invitation}(?: (?:for|to) ${somebody})?`,
];
const makingInvitation = `(?:send|make|create|get|do|write)(?: out)? ${invitation} (?:for|to) ${name}`;
const inviting = [
  `invite ${name} (?:at |on |by |with )?${email}`,
  `(?:invite|add|bring in|sign up) ${name}${intoTeam}`,
  makingInvitation,
  `send ${name} ${invitation}`,
  `give ${name} (?:access|a login|a log in)`,
];

const inviteRules: readonly Rule[] = [
  rule(`(?:${invitingSomebody.join('|')})${asRole}`, (found) => (found.role() ? invite(found, {}) : undefined)),
  rule(`(?:${inviting.join('|')})${asRole}`, (found) => (found.role() ? inviteNamed(found) : undefined)),
  rule(
    [
      ...invitingSomebody.filter((way) => !way.startsWith('add')),
      `(?:invite|add) ${aRole}${intoTeam}`,
      'invite',
      `(?:add|bring in) (?:${an}(?:person|user|colleague|team member|member|co-?worker)|someone|somebody|someone else|somebody else|another)${intoTeam}`,
      `(?:add|invite|bring) (?:people|others|colleagues|members|team members|users|more people|staff|my staff|our staff|carers|my carers)(?: (?:to|into|onto) (?:${team}|here|this|the guide))`,
      '(?:invite|invitation) (?:link|code|someone|people)|invitations?|invites',
    ],
    (found) => invite(found, {}),
  ),
  rule(
    [
      `invite ${name} (?:at |on |by |with )?${email}`,
      `invite ${name} (?:to (?:join|join us|join in|come in|our service|our home|help)|along)`,
      `invite ${name}${intoTeam}`,
      `(?:add|bring|get|sign|have) ${name} (?:to|into|in|on|onto|up to) (?:${team}|here|this|the guide)`,
      `send ${name} ${invitation}`,
      makingInvitation,
      `let ${name} join (?:us|in|the team|our team|my team|here)`,
    ],
    inviteNamed,
  ),
  rule(
    [
      `add ${name}`,
      `(?:get|bring) ${name} (?:in|on here|involved|on board)`,
      `give ${name} access(?: to (?:this|it|here))?`,
    ],
    inviteSurely,
  ),
];

const roleRules: readonly Rule[] = [
  rule(
    [
      `make ${name} ${aRole}(?: (?:too|as well|instead|now))?`,
      `make ${name} (?:just|only) ${aRole}`,
      `(?:change|switch|set|turn|move) ${name} (?:to|as|into|to be|to being) (?:just |only )?${aRole}(?: (?:instead|now))?`,
      `promote ${name} to ${aRole}`,
      `(?:give|grant) ${name} ${aRole} (?:rights|access|role|permissions?|powers)`,
      `${name} (?:should|needs to|ought to|must|can) (?:just |only )?be ${aRole}(?: (?:here|too|as well|instead|now))?`,
      `${name} (?:can|should|may) (?:only|just) ${doing}`,
      `only let ${name} ${doing}`,
      `let ${name} (?:just |only )?${doing}`,
      `(?:allow|want) ${name} to (?:just |only )?${doing}`,
    ],
    (found) => {
      const named =
        found.sureName() ??
        (found.role() && /^(?:promote|make|change)/i.test(found.said.text) ? found.name() : undefined);
      const role = found.role();
      return named && role && (found.sureName() || role !== 'viewer')
        ? { type: 'setRole', name: named, role }
        : undefined;
    },
  ),
  rule(
    [`(?:change|set|switch) ${name} role (?:to|as) ${aRole}`, `(?:change|set) (?:the )?role of ${name} to ${aRole}`],
    (found) => {
      const named = found.owner();
      const role = found.role();
      return named && role ? { type: 'setRole', name: named, role } : undefined;
    },
  ),
];

const theOne = '(?:the|this|that) (?:person|new person|new one|request|join request|request to join|person who asked)';
const yes = '(?:yes )?';
const no = '(?:no )?';
const not = "(?:please )?(?:don'?t|do not|never)";
const letting = (who: string): readonly string[] => [
  `${yes}(?:let|allow) ${who} (?:in|to join|join|to come in|come in|join us|to join us)`,
  `${yes}(?:approve|admit|accept) ${who}`,
  `${yes}${who} can (?:come in|join|join us|be let in)`,
];
const keepingOut = (who: string): readonly string[] => [
  `${no}${not} (?:let|allow) ${who} (?:in|to join|join|come in|to come in)`,
  `${no}(?:keep ${who} out|turn ${who} away)`,
  `${no}(?:refuse|decline|reject) ${who}`,
  `${no}${who} (?:can'?t|cannot|can not|must not|should not|shouldn'?t) (?:come in|join|join us)`,
];
const about = (type: 'letIn' | 'keepOut', named: string | undefined): PeopleTalk | undefined =>
  named === undefined ? undefined : { type, name: named };

const comingIn: readonly Rule[] = [
  rule(letting(theOne), () => ({ type: 'letIn' })),
  rule(keepingOut(theOne), () => ({ type: 'keepOut' })),
  rule(letting(name), (found) => about('letIn', found.sureName())),
  rule(keepingOut(name), (found) => about('keepOut', found.sureName())),
];

const them = `(?:them|him|her|${theOne})`;
/**
 * Only right after somebody asked to come in, since anywhere else "let them in" and "no, not Sam" answer a question. First what needs no
 * name.
 */
export const waitingRules: readonly Rule[] = [
  rule(
    [
      ...letting(them),
      "(?:yes )?i know (?:them|him|her)|(?:yes )?(?:he|she|they)(?:'s| is|'re| are)? (?:fine|ok|okay|one of us|with us)",
      'let in|approve|admit',
    ],
    () => ({ type: 'letIn' }),
  ),
  rule(
    [
      ...keepingOut(them),
      `${no}not (?:them|him|her)|${no}(?:i |we )?(?:don'?t|do not) know (?:them|him|her)|keep out|refuse|reject|decline`,
    ],
    () => ({ type: 'keepOut' }),
  ),
  rule([...keepingOut(name), `${no}not ${name}|${no}(?:i |we )?(?:don'?t|do not) know ${name}`], (found) =>
    about('keepOut', found.name()),
  ),
  rule(
    [...letting(name), `${yes}i know ${name}|yes ${name}|${yes}${name} is (?:fine|ok|okay|one of us|with us)`],
    (found) => about('letIn', found.name()),
  ),
];

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

const handOver = (who: { readonly from?: string; readonly to?: string }): PeopleTalk => ({
  type: 'handOver',
  ...who,
});

const leaving: readonly Rule[] = [
  rule(`${from} ${hasLeft}${whence}`, (found) => {
    // "Left" alone says too little of itself: "nothing left", "two left".
    const isShort =
      / (?:left|leaves|have left)$/i.test(found.said.text) && !/ (?:has|have) left$/i.test(found.said.text);
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
      `i(?:'?m| am) leaving${whence}(?: (?:and|so))? ${to} ${takesOver}${theirs}`,
      `i(?:'?m| am) leaving${whence}(?: (?:and|so|please))? ${handing} ${to}`,
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
      "i(?:'?m| am) leaving (?:the team|the service|our service|the company|the home|my job|this job|the job)",
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

const naming: readonly Rule[] = [
  rule(
    [
      '(?:forget|remove|erase|delete|take out|take off|wipe|clear|lose) my name',
      'forget who i am|forget me',
      "(?:don'?t|do not) (?:keep|use|store|show|save) my name",
      'take my name (?:off|out|away)',
    ],
    () => ({ type: 'forgetName' }),
  ),
  rule(
    [
      `(?:forget|remove|erase|delete|wipe|clear) ${name} name`,
      `forget the name of ${name}`,
      `take ${name} name (?:off|out|away)`,
    ],
    (found) => {
      const named = found.owner();
      return named ? { type: 'forgetName', name: named } : undefined;
    },
  ),
  rule(`forget (?:about )?${name}`, (found) => {
    const named = found.sureName();
    return named ? { type: 'forgetName', name: named } : undefined;
  }),
  rule(
    [
      `(?:you can |please |just )?call me ${name}`,
      `my name(?:'?s| is) ${name}`,
      `i(?:'?m| am) called ${name}`,
      `(?:everyone|everybody|people) calls? me ${name}`,
    ],
    (found) => {
      const named = found.name();
      return named ? { type: 'callMe', name: named } : undefined;
    },
  ),
  // "It's Jo Smith" and "I am, Jo Smith" answer who is in charge.
  rule([`i(?:'?m| am) ${name}`, `(?:this is|it'?s) ${name} here`, `${name} (?:here|speaking)`], (found) => {
    const named = found.isUnbroken() ? found.sureName() : undefined;
    return named ? { type: 'callMe', name: named } : undefined;
  }),
];

const linking: readonly Rule[] = [
  rule(
    [
      '(?:link|connect|join|join up|link up|hook up) (?:me )?(?:this |it |my chat |this chat |the chat |chat |me )?(?:to |with |up to |up with )?(?:my |the |microsoft |ms ){0,5}(?:teams|team account|teams account|teams chat|accounts|account|browser|web|website|phone|other phone|computer|web chat|two|both)(?: (?:account|chat|app))?(?: (?:to|with|and) (?:my |the |this ){0,5}(?:teams|web|website|browser|web chat|chat|this|phone|computer|teams account))?',
      '(?:link|linking) code',
      '(?:get|give me|show(?: me)?|make(?: me)?|need|have|want|send me) (?:a |my |the )?(?:linking|link) code(?: (?:for|to link) (?:my )?teams)?',
      '(?:give|show|send) me (?:a |my |the )?(?:one-time|one time) code',
      '(?:give me |get |have |need )?a code (?:for|to link|to use in|to join) (?:my )?teams',
      '(?:use|do|answer|carry on with|continue) (?:this|the same|my questions|the questions|the guide) (?:in|on) (?:teams|microsoft teams|ms teams)(?: (?:too|as well|also|instead))?',
      'use teams (?:too|as well|instead)',
      '(?:carry on|continue|go on) (?:in|on) teams',
      'link (?:me|us) up',
    ],
    (found) =>
      /^(?:link|connect|join) (?:the )?(?:web|website|phone|computer|both|two)$/i.test(found.said.text)
        ? undefined
        : { type: 'link' },
  ),
];

const whoIsIn: readonly Rule[] = [
  rule(
    [
      "(?:who'?s|who is|who are|whos|who else is|who all is) in(?: (?:here|it|this|on this))?",
      `(?:who'?s|who is|who are|whos|who else is|who all is) (?:in|on|part of) ${ours} (?:team|group|guide|organisation|organization)`,
      "(?:who'?s|who is|whos|who else is) (?:on|using|working on|doing|helping with|sharing) (?:here|this|it|the toolkit|the guide|this with me|this with us)(?: with (?:me|us))?",
      'who (?:else )?(?:can see and answer|is allowed in here|can get in here|works on this|has access here|helps with this)',
      "(?:who'?s|who is|whos) (?:a |the |our )?(?:contributor|contributors|reviewer|reviewers|viewer|viewers|supporter|supporters)",
      '(?:show|list|see|manage)(?: me)? (?:all )?(?:the |our |my )?(?:people|team|members|team members|colleagues|people list|people in (?:our|my|the) team)',
      "(?:show me|tell me|list|show|see|check) who(?:'s| is) (?:in|on|part of) (?:our|my|the) team|(?:show me|tell me) who(?:'s| is) (?:in|here)",
      '(?:our|my) team|people|our people|people and roles|(?:our|my) members|my team members',
    ],
    () => ({ type: 'people' }),
  ),
];

/** Who is in, who may come in, who may do what, who leaves, and what they are called. */
export const teamRules: readonly Rule[] = [
  ...whoIsIn,
  ...comingIn,
  ...inviteRules,
  ...roleRules,
  ...leaving,
  ...naming,
  ...removing,
  ...linking,
];
