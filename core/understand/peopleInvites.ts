import { slot, team } from './peopleNames.ts';
import { aRole, asRole, doing } from './peopleRoles.ts';
import { type Found, type Rule, rule } from './peopleRules.ts';
import type { PeopleTalk } from './peopleTalk.ts';

const name = slot('name');
const email = '(?<email>\\S+@\\S+)';
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

const invites: readonly Rule[] = [
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

const helping =
  '(?:help|join|join in|do some|answer some)(?: (?:me|us))?(?: (?:out|with (?:this|it|the questions|the toolkit|some questions)|do (?:this|it)|answer|fill it in))?';
const howToAdd =
  '(?: (?:so |and |but )?(?:how|where) (?:do|can|would) (?:i|we) (?:add|invite|get|let|put) (?:her|him|them)(?: (?:in|on|on here|in here|to (?:this|the team|our team)))?)';
const helpers: readonly Rule[] = [
  rule(
    [
      `${name} (?:wants|would like|is going|has offered|is happy|is willing|offered) to ${helping}${howToAdd}?`,
      `${name} is (?:helping|joining) (?:me|us)${howToAdd}`,
    ],
    inviteHelper,
  ),
  rule(`(?:can|could|would|may) ${name} ${helping}`, inviteHelper),
  // "Jo to help" says who does something.
  rule(`${name} to ${helping}`, (found) => (found.said.isWanted ? inviteHelper(found) : undefined)),
  rule(`get ${name} to ${helping}`, inviteHelper),
];

/** "My deputy Sam" is invited as Sam. */
function inviteHelper(found: Found): PeopleTalk | undefined {
  const colleague = found.colleague();
  return colleague && { type: 'invite', ...colleague };
}

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

/** Whom to invite, and what each may do. */
export const inviteRules: readonly Rule[] = [...invites, ...helpers, ...roleRules];
