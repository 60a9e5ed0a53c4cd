import { comingInRules } from './peopleComingIn.ts';
import { inviteRules } from './peopleInvites.ts';
import { leavingRules } from './peopleLeaving.ts';
import { slot } from './peopleNames.ts';
import { type Rule, rule } from './peopleRules.ts';

const name = slot('name');
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
  rule([`(?:forget|remove|erase|delete|wipe|clear) ${name} name`, `take ${name} name (?:off|out|away)`], (found) => {
    const named = found.owner();
    return named ? { type: 'forgetName', name: named } : undefined;
  }),
  // Firms are called something too.
  rule(`(?:forget|remove|erase|delete|wipe|clear) the name(?: of)? ${name}`, (found) => {
    const named = found.who();
    return named ? { type: 'forgetName', name: named } : undefined;
  }),
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
  // "Use my phone" also says what a member of staff does.
  rule(
    '(?:use|(?:do|use|answer|see|have|open|carry on with) (?:it|this|the guide|you) on) (?:my|the|another|a) (?:own |other |work |mobile )?(?:phone|mobile|computer|laptop|tablet|ipad|pc)(?: (?:too|as well|also))',
    ({ said }) => (said.isAsked ? { type: 'link' } : undefined),
  ),
];

const ours = '(?:our|my|the)';
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
  rule(
    [
      `what(?:'?s| has| is)? (?:happened|become) (?:to|of|with) ${name}`,
      `(?:has|is) ${name} (?:left|gone)|is ${name} still (?:here|in(?: (?:our|my|the) team)?|with us)`,
    ],
    (found) => (found.sureName() ? { type: 'people' } : undefined),
  ),
];

/** Who is in, who may come in, who may do what, who leaves, and what they are called. */
export const teamRules: readonly Rule[] = [
  ...whoIsIn,
  ...comingInRules,
  ...inviteRules,
  ...leavingRules,
  ...naming,
  ...linking,
];
