import { slot } from './peopleNames.ts';
import { type Found, item, type Rule, rule, thisOne } from './peopleRules.ts';
import type { PeopleTalk } from './peopleTalk.ts';

const name = slot('name');
const giving =
  '(?:give|hand|pass|send|forward|assign|delegate|move|transfer|refer|allocate|hand ?over|pass over|pass on|hand on|give over|email|text)';
const forWhat =
  '(?: (?:to answer|to answer it|to do|to do it|to sort|to sort out|to look at|to fill in|to deal with|for an answer|instead|instead of me|as well))?';
const over = '(?: (?:on|over|across))?';
const doing = '(?:answer|do|look at|sort|sort out|fill in|deal with|help with|have a look at|handle)';
/** The open question, where the words before it leave no doubt. */
const thisOrIt = `(?:${thisOne}|it)`;
const mayBe =
  "(?:that'?s one|this is one|this one is|this one'?s|(?:that'?s |this is )?a (?:question|job)|this is|that'?s)";

const notMine =
  "(?:(?:no )?not me|it'?s not me|(?:this is )?not (?:one )?for me|not my (?:job|department|area|question)|not mine|not up to me|i'?m not the (?:right )?(?:person|one)|wrong person|i don'?t (?:do|deal with) this|i can'?t answer this|i cannot answer this|nothing to do with me)";
const unknown = "(?:(?:i )?don'?t know|no idea|dunno|not sure)";
const goesTo =
  "(?:ask|try|(?:give|pass|hand|send) (?:it|this)(?: on)? to|it'?s|it is|that'?s|that is|that (?:would|will) be|(?:it )?should be|(?:it )?goes to|must be)";
/** Nobody in particular: whom it shall be is asked for. */
const somebody =
  '(?:(?:some ?one|somebody|any ?one)(?: else| who knows)?|another person|(?:a|my) colleague|others|other people)';

const handOn = (found: Found, to: string | undefined): PeopleTalk | undefined =>
  to === undefined ? undefined : { type: 'handOn', ...found.about(), to };

const toWhom: readonly Rule[] = [
  rule(
    [
      `${giving} (?:${item}|${thisOne})${over} (?:to|2) ${name}${forWhat}`,
      `${giving} ${name} ${item}`,
      `(?:let|get|ask|want|invite|allow) ${name}(?: to)? ${doing} (?:${item}|${thisOne})`,
      `ask ${name} (?:(?:about |for )?${item}|(?:about )?${thisOne}|to ${doing} it|instead)`,
      `(?:${item}|${thisOne}) (?:(?:is|is one|is a question|is a job) for|should go to|goes to|needs to go to) ${name}`,
      `${item} (?:to|for) ${name}${forWhat}`,
      `${mayBe} for ${name}${forWhat}`,
      `${notMine} (?:sorry )?${goesTo} ${name}${forWhat}`,
    ],
    (found) => handOn(found, found.who()),
  ),
  rule(`(?:give|hand|pass|send) ${name} ${thisOne}`, (found) => handOn(found, found.who())),
  // "Give it to the shredding firm" may say what a service does with its papers, and "the IT firm does it" who looks after them.
  rule(
    [
      `${giving} it${over} to ${name}${forWhat}`,
      `(?:pass|hand|give|assign|delegate|hand on|pass on) to ${name}`,
      `(?:let|get) ${name}(?: to)? ${doing} it`,
      `(?:can|could|would) ${name} ${doing} (?:${item}|${thisOrIt})`,
      `${name} (?:should|can|could|will|would|must|needs to|has to|ought to|to) (?:answer|do|take|have) (?:${item}|${thisOne})`,
      `${name} (?:knows|would know|will know|should know) ${thisOne}`,
      `${name} (?:would|will) know(?: the answer)?|${name} knows the answer`,
    ],
    (found) => handOn(found, found.sureName()),
  ),
  rule([`${unknown} (?:sorry )?(?:ask|try) ${name}${forWhat}`, `one for ${name}${forWhat}`], (found) =>
    handOn(found, found.sureWho()),
  ),
  // "I'll ask Jo" says what one does oneself, and "ask the manager" that one is not sure.
  rule(
    `(?:you (?:can|could|should) |better |best )?ask ${name}(?: (?:instead|about it|for me|about that))?`,
    (found) => (found.said.isPlan ? undefined : handOn(found, found.sureWho())),
  ),
];

const toSomebody: readonly Rule[] = [
  rule(
    [
      `${giving} (?:${item}|${thisOrIt})${over} to ${somebody}${forWhat}`,
      `${giving} ${somebody} (?:${item}|${thisOne})`,
      `(?:hand|pass|assign|delegate)(?: on)? ${item}${over}`,
      `(?:assign|delegate|hand on) ${thisOne}`,
      `(?:pass|hand) ${thisOne} (?:on|over)`,
      '(?:hand on|assign|delegate|give away) (?:a )?questions?',
      `(?:hand|give|pass) (?:a )?questions? (?:on|over|to ${somebody})`,
      `${notMine} ${goesTo} ${somebody}`,
      `(?:some ?one|somebody) else (?:should|needs to|has to|must) (?:answer|do) (?:${item}|${thisOne})`,
      "(?:no )?not me(?: sorry)?|(?:this is )?not (?:one )?for me|i'?m not the right person(?: (?:for this|to ask|to answer(?: this)?))?",
      'assign|delegate|hand on|pass on to (?:someone|somebody)(?: else)?',
    ],
    (found) => ({ type: 'handOn', ...found.about() }),
  ),
  rule(`(?:can|could|would|may) ${somebody} ${doing} (?:${item}|${thisOrIt})`, (found) => ({
    type: 'handOn',
    ...found.about(),
  })),
  rule('ask (?:someone|somebody) else', ({ said }) => (said.isAsked || said.isPlan ? undefined : { type: 'handOn' })),
];

/** "They're leaving" would say why somebody hands back their keys. */
const ownReason =
  "(?:i|i'?m|i'?ve|we (?:don'?t|do not|can'?t|cannot|have no)|not|no idea|don'?t|it'?s not|it is not|(?:this|that)(?: is not| isn'?t|'?s not)|wrong|sorry|nobody|nothing)(?: .{1,120})?";
const whom = `(?: to (?:them|him|her|whoever asked|${name}))?`;
const why = `(?:(?: (?:because|cos|cuz|coz|bc|cause|since|as))? (?<why>${ownReason}))?`;

const handBack = rule(
  [
    `(?:hand|give|pass|send) (?:${item}|${thisOne}) back${whom}${why}`,
    `hand it back${why}`,
    `(?:hand|give) back (?:${item}|${thisOne})${whom}${why}`,
    `hand back(?: it)?${why}`,
  ],
  (found) => {
    if (found.has('name') && !found.who()) return undefined;
    const reason = found.asTyped('why');
    return { type: 'handBack', ...found.about(), ...(reason && { why: reason }) };
  },
);

const accept = rule(
  [
    `(?:yes )?(?:i )?accept(?: (?:${item}|${thisOrIt}))?`,
    `(?:yes )?i(?:'?ll| will| can)? (?:take|do|answer|have) (?:${item}|this one|this question|that one)`,
    `(?:yes )?take (?:this one|this question|that one)`,
    `leave (?:${item}|it|this|this one|that|that one) (?:with|to) me`,
  ],
  (found) => ({ type: 'accept', ...found.about() }),
);

const fromWhom = `(?: (?:from|off) ${name})?`;
const withdraw: readonly Rule[] = [
  rule(
    [
      `(?:take|get|have|pull|call|want) (?:${item}|${thisOne}) back${fromWhom}`,
      `(?:take back|get back|withdraw|recall|unassign|reclaim) (?:${item}|${thisOne})${fromWhom}`,
      `(?:i'?ll |i will |i can |i would rather )?(?:do|answer) (?:${item}|${thisOne}) (?:myself|on my own)`,
      `(?:don'?t|do not) give (?:${item}|${thisOne}) to ${name}`,
    ],
    (found) => (found.has('name') && !found.who() ? undefined : { type: 'withdraw', ...found.about() }),
  ),
  rule(
    [
      `(?:take|get) it back (?:from|off) ${name}`,
      `stop asking ${name}`,
      `${name} (?:does not|doesn'?t) (?:need|have) to (?:answer|do) (?:${item}|${thisOrIt})`,
    ],
    (found) => (found.sureWho() ? { type: 'withdraw', ...found.about() } : undefined),
  ),
];

const handed = '(?:hand|handed|give|given|pass|passed|assign|assigned)';
const handedOn: readonly Rule[] = [
  rule(
    [
      "(?:what|what'?s|what is|(?:what|which) questions are|what do i have|what have i got|is anything|is there anything|anything|show(?: me)? what(?:'?s| is))(?: questions?| things?)? waiting(?: (?:for|on) (?:me|us|others|other people))?",
      '(?:is there |got |have you got )?anything (?:for me|for me to do|i need to answer|with my name on it)',
      "who(?:'?s| is| has)? (?:has|got|doing|answering) (?:what|which|(?:which|what) questions?)",
      `who(?:'?s| is| has)? (?:has|got|doing|answering) (?:${item}|this question)`,
      "(?:(?:show|list|see|view)(?: me)? )?(?:the |my |our |all ){0,2}(?:questions? )?(?:(?:i |we )(?:have |'?ve )?)?handed on(?: questions?)?",
      `(?:what|which|(?:what|which) questions?) (?:have|did) (?:i|we) ${handed}(?: (?:on|out|over|away))?(?: to (?:others|other people|people|(?:my|the|our) team|${name}))?`,
      '(?:(?:show|list|see)(?: me)? )?(?:the |my |all ){0,2}(?:assigned questions|assignments|questions (?:assigned|given|handed on|waiting)? ?(?:to|for) me)',
      "(?:what(?:'?s| is| has been| was)|(?:which|what) questions are) (?:assigned|handed on|with others)|(?:what(?:'?s| is| has been| was)|(?:which|what) questions are) (?:assigned|given|handed on|handed out) to (?:me|us|others|other people)",
      'assigned to me|(?:show )?my questions|questions for me',
    ],
    (found) => (found.has('name') && !found.who() ? undefined : { type: 'handedOn' }),
  ),
  rule(
    [
      `(?:has|did) ${name} (?:answer|answered|done|do|reply|replied|responded|finished)(?: (?:${item}|it|that|this|them))?(?: yet)?`,
      `(?:what|(?:which|what) questions?) (?:has|does|is) ${name} (?:got|have|doing|have to do|need to do|been given)(?: to do)?`,
    ],
    (found) => (found.sureWho() ? { type: 'handedOn' } : undefined),
  ),
];

const allFirms = '(?:(?:(?:my|our|the|all|each|every) ){0,2}(?:suppliers?|firms|companies|contractors|outside firms))';
const writing = '(?:show|see|make|get|give|write|draft|prepare|create)(?: me| us)?';
const showing = '(?:(?:show|give|get|draft|make)(?: me| us)|show|draft|prepare|create|make)';
const letters: readonly Rule[] = [
  rule(
    [
      `${showing} (?:the |all |my |our ){0,2}letters`,
      `${writing} (?:the |some |all |my |our |a ){0,2}letters? (?:to|for) ${allFirms}`,
      `supplier letters|letters? (?:to|for) ${allFirms}`,
      `(?:what|(?:which )?questions) (?:do|should|can|must|to|for|does)(?: (?:i|we))?(?: ask)? ${allFirms}(?: (?:need|have) to answer| answer)?`,
    ],
    () => ({ type: 'letters' }),
  ),
  // What to ask them about is in their letter.
  rule(
    `(?:you (?:can|could|should) )?ask ${name} about (?:the |our |my )?(?!(?:it|this|that)\\b)(?<why>[a-z-]+(?: [a-z-]+){0,3})`,
    (found) => (found.firm() && !found.said.isPlan ? { type: 'letters' } : undefined),
  ),
  rule(
    [
      `(?:${writing} )?(?:a |the |my |our )?letters? (?:to|for) ${name}`,
      `write to ${name}`,
      `draft (?:an? )?(?:e-?mail|message|note) (?:to|for) ${name}`,
      `(?:what|(?:which )?questions) (?:do|should|can|must|to|for)(?: (?:i|we))?(?: ask)? ${name}`,
    ],
    (found) => {
      const isTask = /^write to/i.test(found.said.text) && !found.said.isAsked;
      return found.firm() && !isTask && !found.said.isPlan ? { type: 'letters' } : undefined;
    },
  ),
];

/** Questions given to others, taken on, given back and taken back. */
export const handingOnRules: readonly Rule[] = [
  handBack,
  ...withdraw,
  accept,
  ...toSomebody,
  ...toWhom,
  ...handedOn,
  ...letters,
];
