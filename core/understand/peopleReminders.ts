import type { Frequency } from '../reminders/model.ts';
import { addDays, dayOf } from './calendar.ts';
import { understandDate } from './dates.ts';
import {
  type Hours,
  night,
  quietAfter,
  quietBefore,
  quietBetween,
  quietBut,
  time,
  timeOnClock,
} from './peopleHours.ts';
import { type Found, type Rule, rule } from './peopleRules.ts';
import type { PeopleTalk, SnoozeUntil } from './peopleTalk.ts';

const reminders = '(?:reminders?|nudges?|reminder messages)';
const messages = `(?:${reminders}|messages?|texts?|pings?|alerts?|contact)`;
const reminding =
  '(?:reminding|nudging|messaging|texting|bothering|pestering|nagging|hassling|spamming|pinging|chasing|contacting|disturbing|bugging)';
const remind = '(?:remind|nudge|message|text|chase|ping|prompt)';
const bother = '(?:remind|nudge|message|text|chase|ping|bother|contact|disturb|bug|pester|nag|notify)';
const any = '(?:the |my |any |all |more |these |those |your |sending |me ){0,4}';
const again = '(?: (?:again|back on|once more|please|now|for me))?';

const often: Readonly<Record<Frequency, string>> = {
  weekly:
    'weekly|every week|once a week|each week|1 a week|one a week|1x a week|every (?:mon|tues|wednes|thurs|fri)day|on (?:mon|tues|wednes|thurs|fri)days|once every week|once per week|per week|a week',
  daily:
    'daily|every day|everyday|each day|once a day|every morning|every evening|each morning|every night|per day|every single day|once per day|1 a day',
  urgent:
    "only (?:when|if|for|about)? ?(?:it is |it'?s |its |something is |somethings |things are |they are |what is |really |the ){0,5}urgent(?: ones| things| stuff| only| reminders)?|(?:when|if) (?:it is |it'?s |its |something is )?(?:really )?urgent only|for urgent things only|urgent only|urgent ones only|just (?:the )?urgent ones|only the urgent ones|only when (?:it )?(?:really )?(?:matters|cannot wait|can'?t wait|is important|its important|it'?s important)|only if (?:it )?(?:really )?(?:matters|cannot wait|can'?t wait)",
  never: 'never|not at all|never again|no more',
};
const frequencies = Object.entries(often) as [Frequency, string][];

const remindMe = (frequency: Frequency) => (): PeopleTalk => ({ type: 'remindMe', frequency });

const howOften: readonly Rule[] = frequencies.flatMap(([frequency, words]) => [
  rule(
    [
      `${remind} me (?:${words})(?: (?:instead|from now on|please|only))?`,
      `(?:make|set|change|switch|turn|put|have)(?: the| my| it to)? ${reminders} (?:to |to be )?(?:${words})(?: (?:instead|please))?`,
      `(?:send|give|want)(?: me)? (?:a |my )?(?:${reminders}|digest|the digest|messages|one message|a message) (?:${words})`,
      `(?:my )?${reminders} (?:only )?(?:to be |set to )?(?:${frequency}|${frequency === 'urgent' ? words : frequency})`.replace(
        '(?:never|never)',
        'never',
      ),
    ],
    (found) => {
      // "Reminders every day" says how staff are kept up to it.
      const isBare =
        new RegExp(`^${reminders} `, 'i').test(found.said.text) && frequency !== 'urgent' && frequency !== 'never';
      return isBare && !found.said.isAsked ? undefined : remindMe(frequency)();
    },
  ),
  rule([`only ${remind} me (?:${words.replaceAll('only ', '(?:only )?')})`], remindMe(frequency)),
]);

const sendMe: readonly Rule[] = [
  rule(
    [
      '(?:send|give|get|have|want)(?: me)? (?:a |the )?weekly (?:digest|summary|round-?up|reminders?|messages?|nudges?)',
      '(?:change|switch|set|go|move)(?: (?:it|me|them|back))? to (?:a )?weekly(?: (?:digest|reminders?))?',
      'weekly digest|a weekly digest',
    ],
    remindMe('weekly'),
  ),
  rule(
    [
      '(?:send|give|get|have|want)(?: me)? (?:a )?daily (?:digest|summary|round-?up|reminders?|messages?|nudges?)',
      '(?:change|switch|set|go|move)(?: (?:it|me|them|back))? to daily(?: (?:digest|reminders?))?',
      'daily digest|a daily digest',
    ],
    remindMe('daily'),
  ),
  rule(
    [
      `(?:only |just )?(?:send|give|get|have|want|show)(?: me)? (?:only |just )?(?:the )?urgent (?:${reminders}|messages|ones|things|stuff)(?: only)?`,
      `(?:only|just) (?:the )?urgent ${reminders}|urgent ${reminders} only`,
      `(?:only )?${bother} me (?:only )?(?:when|if|for|about) (?:it is |it'?s |its |something is |somethings |really ){0,5}urgent(?: things| stuff)?`,
      `(?:don'?t|do not) ${bother} me unless (?:it is |it'?s |its |something is )?(?:really )?urgent`,
      `(?:fewer|less) ${reminders}`,
    ],
    (found) =>
      /^(?:fewer|less)/i.test(found.said.text) ? { type: 'reminders' } : { type: 'remindMe', frequency: 'urgent' },
  ),
  rule(`(?:weekly|daily) ${reminders}`, (found) =>
    found.said.isAsked ? { type: 'remindMe', frequency: /^w/i.test(found.said.text) ? 'weekly' : 'daily' } : undefined,
  ),
];

const stopping: readonly Rule[] = [
  rule(
    [
      `(?:stop|cancel|end|quit|disable|kill|remove|get rid of|turn off|switch off|turn down) ${any}${reminders}(?: (?:please|now|altogether|for good|completely|for me))?`,
      `(?:stop|quit|please stop) ${reminding} (?:me|us)(?: (?:now|please|all the time|altogether|about this|about it|with this))?`,
      `stop (?:sending|with|all)(?: (?:me|us|all|the|these|any|your|so many|more)){0,5} ${messages}`,
      'stop (?:all |these |the |your |my ){1,2}(?:messages|texts)',
      `(?:turn|switch) (?:the |my |all ){0,5}${reminders} off`,
      `(?:my )?${reminders} off`,
      `no more ${messages}`,
      `no ${reminders} (?:any ?more|for me|at all|ever)`,
      `(?:don'?t|do not|never|please don'?t) ${remind} me(?: (?:again|any ?more|ever|ever again|at all|about this|about it|please))?`,
      `(?:don'?t|do not) (?:send|give)(?: me)? (?:any |more ){0,2}${reminders}(?: any ?more)?`,
      `(?:i |we )?(?:don'?t|do not) (?:want|need)(?: (?:any|the|these|your|more)){0,3} ${messages}(?: any ?more)?`,
      'unsubscribe(?: (?:me|now|from (?:this|these|everything|all|reminders|messages)))?',
      'leave me alone',
    ],
    remindMe('never'),
  ),
  rule(`no ${reminders}`, (found) => (found.said.isAsked ? { type: 'remindMe', frequency: 'never' } : undefined)),
  rule(
    [
      `(?:start|restart|resume|enable|turn on|switch on|turn back on|switch back on|bring back|begin)(?: (?:my|the|sending|sending me|getting|up)){0,5} ${reminders}${again}`,
      `(?:turn|switch) (?:my |the )?${reminders} (?:back )?on${again}`,
      `(?:my )?${reminders} (?:back )?on${again}`,
      `(?:start|keep) ${reminding} me${again}`,
      `send me (?:some |my |the )?${reminders}${again}`,
      `(?:have|get|want|like) (?:some |my |the )?${reminders}${again}`,
      `${remind} me again`,
      '(?:re-?subscribe|subscribe)(?: (?:me|again|to (?:reminders|everything)))?',
      `you can (?:start )?(?:remind|reminding|nudge|message) me again`,
    ],
    (found) =>
      /^(?:have|get|want|like) /i.test(found.said.text) && !found.said.isAsked ? undefined : remindMe('weekly')(),
  ),
  rule(`some ${reminders}|${reminders}`, (found) =>
    /\b(?:i want|id like|i would like|want to have)\b/i.test(found.said.typed.replaceAll("'", ''))
      ? remindMe('weekly')()
      : undefined,
  ),
];

const settings: readonly Rule[] = [
  rule(
    [
      `(?:(?:show|see|list|open|change|set|edit|check|view|manage|look at|set up|sort|sort out|adjust)(?: me)? )?(?:the |my |all |our ){0,5}${reminders}(?: (?:settings?|options|times?|list|history|log|choices|frequency))?`,
      `(?:change|set) (?:how often|when) (?:you |i )?(?:remind|get reminded|am reminded|nudge|message|get reminders)(?: me)?`,
      `(?:set|change|edit|see|show) (?:my |the )?(?:quiet hours|quiet times?)`,
      '(?:my )?quiet hours',
      `(?:what|which) ${reminders} (?:have (?:you|we|i|been)|did (?:you|we|i)|were|was|are|do (?:i|we)|am i)(?: (?:sent|send|had|have|get|got|getting|been sent|set|on|due|coming|out|go out|went out)){0,5}`,
      `(?:what|which) (?:have you|did you|has been|was|were) (?:sent|send)(?: out)?`,
      `(?:who|did anyone|did anybody|did people|has anyone|who has) (?:was|were|been|got|get|gets|had|will be|is|have)(?: (?:been|sent|reminded|nudged|a|the|any|my|been sent)){0,5} ?${reminders}?`,
      `who (?:was|is|were|has been|gets|got|will be) reminded`,
      `who (?:gets|got|has|had|did you send)(?: (?:a|the|any|my)){0,5} ${reminders}(?: to)?`,
      `${reminders} (?:sent|that were sent|you sent|you have sent|so far)`,
      `was (?:a|the|my|any) ${reminders} sent`,
      `are (?:my |the )?${reminders} (?:on|off|working|set)`,
      `(?:when|how) (?:is|are) (?:my|the) (?:next )?${reminders}(?: (?:due|sent|coming))?`,
      `(?:when|how often) (?:will|do|are|would) you (?:going to )?${remind}(?: me| us)?(?: (?:next|again))?`,
      `(?:pause|hold|fewer|less|reduce|cut down) (?:my |the )?${reminders}`,
      `${remind} me (?:less|more|less often|more often|monthly|every month|once a month|every (?:two|2) weeks|fortnightly|every fortnight|twice a week|every other (?:day|week)|sometimes|now and then|too often)`,
      `${remind} me (?:by|via|with|on|in) (?:e-?mail|teams|text|a text|phone|my phone|whatsapp)`,
      `${remind} me (?:next month|in (?:a|one|1) month|in (?:two|three|2|3|a few|a couple of) (?:weeks|months)|(?:in|after) (?:an|one|1|two|2|a few|\\d{1,2}) (?:hours?|minutes?|mins?)|this afternoon|this evening|tonight|later today|today)`,
      'remind me|can you remind me|nudge me|(?:do|will|can) you (?:do |send |send me )?reminders|email me reminders|send (?:me )?reminders by email|set (?:me )?(?:up )?(?:a )?reminders?|set (?:me )?a reminder|turn (?:on )?quiet hours(?: on)?|how do reminders work|too many (?:reminders|messages|nudges)',
      `(?:no|don'?t send(?: me)?|do not send(?: me)?) ${messages} (?:at|on|over|during) (?:the )?weekends?`,
      `(?:don'?t|do not|never) ${bother} me (?:at|on|over|during) (?:the )?weekends?`,
    ],
    (found) => {
      const text = found.said.text;
      // One word alone, or one of many kinds of nudges, may say how staff are kept up to something.
      const isAlone = new RegExp(`^${reminders}$`, 'i').test(text);
      if (isAlone && !/^reminders$/i.test(text)) return undefined;
      return { type: 'reminders' };
    },
  ),
];

const hour = (found: Found, group: string): string => found.text(group) ?? '';
const quiet = (hours: Hours | undefined): PeopleTalk | undefined => hours && { type: 'quietHours', hours };
const noMessages = [
  `(?:please )?(?:don'?t|do not|never|not to|stop) (?:${bother}|${reminding}|send|sending)(?: me| us)?(?: (?:anything|${messages}|any ${messages}|things))?`,
  `(?:no|no more|stop|stop sending|don'?t want|don'?t want any|i don'?t want|i don'?t want any|never any)(?: me)? ${messages}`,
  'quiet|quiet hours|quiet time|set quiet hours|make it quiet|keep quiet|be quiet|have quiet hours|silence|quiet hours are|my quiet hours are|i want quiet hours|change quiet hours to|set (?:my )?quiet hours to|turn quiet hours on|mute',
].join('|');
const from = time('from');
const to = time('to');
const fromClock = timeOnClock('from');
const toClock = timeOnClock('to');
const till = '(?:to|until|till|til|and|-|through to)';

const quietHours: readonly Rule[] = [
  rule(
    [
      '(?:turn|switch) (?:my |the )?quiet hours off',
      '(?:turn off|switch off|stop|no|no more|cancel|end|remove|delete|forget|clear)(?: my| the)? quiet hours',
      '(?:my )?quiet hours off',
      `(?:you can )?(?:remind|nudge|message|text) me (?:at )?(?:any ?time|whenever|any hour|day or night|day and night|round the clock)`,
    ],
    () => ({ type: 'quietHours' }),
  ),
  rule(`(?:${noMessages}) (?:between |from )?${from} ?${till} ?${to}`, (found) =>
    quiet(quietBetween(hour(found, 'from'), hour(found, 'to'))),
  ),
  rule(`(?:${noMessages}) (?:after|past|later than|from) ${from}(?: (?:and|or) before ${to})?`, (found) =>
    quiet(found.has('to') ? quietBetween(hour(found, 'from'), hour(found, 'to')) : quietAfter(hour(found, 'from'))),
  ),
  rule(`(?:${noMessages}) (?:before|earlier than|until|till|til) ${to}(?: (?:and|or) after ${from})?`, (found) =>
    quiet(found.has('from') ? quietBetween(hour(found, 'from'), hour(found, 'to')) : quietBefore(hour(found, 'to'))),
  ),
  rule(`not before ${toClock}(?: (?:and|or) (?:not )?after ${fromClock})?`, (found) =>
    quiet(found.has('from') ? quietBetween(hour(found, 'from'), hour(found, 'to')) : quietBefore(hour(found, 'to'))),
  ),
  rule(`not after ${fromClock}(?: (?:and|or) (?:not )?before ${toClock})?`, (found) =>
    quiet(found.has('to') ? quietBetween(hour(found, 'from'), hour(found, 'to')) : quietAfter(hour(found, 'from'))),
  ),
  rule(`not between ${from} ${till} ${to}`, (found) => quiet(quietBetween(hour(found, 'from'), hour(found, 'to')))),
  rule(
    [
      `only (?:${bother}|send)(?: me)?(?: (?:${messages}|things))? (?:between |from )?${from} ?${till} ?${to}`,
      `(?:${bother}) me only (?:between|from) ${from} ?${till} ?${to}`,
      `(?:${bother}) me (?:between|from) ${from} ?${till} ?${to}(?: only)?`,
      `only between ${from} ?${till} ?${to}`,
    ],
    (found) => quiet(quietBut(hour(found, 'from'), hour(found, 'to'))),
  ),
  rule(`only (?:${bother}) me (?:after|from) ${to}`, (found) => quiet(quietBefore(hour(found, 'to')))),
  rule(`only (?:${bother}) me before ${from}`, (found) => quiet(quietAfter(hour(found, 'from')))),
  rule(
    `(?:${noMessages}) (?:at night|at night time|overnight|in the night|during the night|in the evenings?|of an evening|at nights|nights|evenings|late|late at night|out of hours)`,
    (found) => (/^(?:silence|keep quiet|be quiet)/i.test(found.said.text) ? undefined : quiet(night)),
  ),
];

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const weekday = '(?<day>mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';

/** The first choice that is not before the day that was named. */
function untilDay(named: string, today: string): SnoozeUntil {
  const { year, month, day } = dayOf(today);
  const now = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const then = weekdays.findIndex((each) => each.startsWith(named.toLowerCase().slice(0, 3)));
  return within((then - now + 7) % 7 || 7);
}

function daysBetween(from: string, to: string): number {
  let days = 0;
  while (days < 7 && addDays(from, days) < to) days += 1;
  return days;
}

const within = (days: number): SnoozeUntil => (days <= 1 ? 'tomorrow' : days <= 3 ? 'threeDays' : 'nextWeek');

const whens: readonly (readonly [SnoozeUntil, string])[] = [
  [
    'tomorrow',
    '(?:tomorrow(?: (?:morning|afternoon|evening|night|please))?|in the morning|(?:a|one|1) day|in (?:a|one|1) day|24 hours|in 24 hours|(?:a|for a) day|the next day|another day|another time|later|for now|not now|in a bit|in a while)',
  ],
  [
    'threeDays',
    "(?:(?:in |after |for )?(?:(?:a )?few|a couple of|a couple|2|two|3|three|2 or 3|two or three|2-3) days?(?:'? time)?|later (?:this|in the) week|the day after tomorrow|day after tomorrow)",
  ],
  [
    'nextWeek',
    "(?:next week|(?:in |after |for )?(?:a|one|1) week(?:'?s? time)?|a week today|(?:in |after |for )?(?:7|seven|5|five|4|four|6|six) days|after the weekend|the week after|next (?:mon|tues|wednes|thurs|fri)day|this time next week|in a weeks time)",
  ],
];
const snoozing =
  '(?:snooze|pause|hold off|hold|delay|postpone|put off|put back|hush|quieten|mute)(?: (?:it|this|that|these|me|the|my|reminders?|all)){0,3}';
const nudging = `(?:${remind} me|remind|get back to me|come back to me|try me|try|try again|ask me|ask me again|ask again|ask|tell me|tell me again|let me know|remind us|put (?:it|this|that|me) off|put off|put (?:it|this) back|leave (?:it|this|me)|move (?:it|this)|wait|hold off)`;
const lead = `(?:${snoozing}|${nudging})`;
const until = '(?: (?:again|about this|about it|of this|this))?(?: (?:until|till|til|for|to|on|by))?';

const snoozes: readonly Rule[] = [
  rule(
    ['snooze', 'snooze (?:it|this|this reminder|the reminder|reminder|reminders|my reminders|the reminders|that)'],
    () => ({ type: 'snooze', until: 'tomorrow' }),
  ),
  ...whens.map(([when, words]) =>
    rule(`${lead}${until} ${words}`, (found) => (isSnooze(found) ? { type: 'snooze', until: when } : undefined)),
  ),
  rule(`${lead}${until} (?:this |next )?${weekday}(?: (?:morning|afternoon|please))?`, (found) =>
    isSnooze(found) ? { type: 'snooze', until: untilDay(hour(found, 'day'), found.said.today) } : undefined,
  ),
];

/** Put off to a date: to the first choice that is not before it, where there is one. */
const snoozeToDate = rule(`${remind} me(?: again)? (?<when>.{2,40})`, (found) => {
  const said = found.asTyped('when') ?? '';
  if (!said.split(' ').every((word) => dateWord.test(word))) return undefined;
  const { today } = found.said;
  const date = understandDate(said, today, { mayBeFuture: true });
  if (!date.ok || date.precision === 'year') return undefined;
  const isSoon = date.precision === 'day' && date.date > today && date.date <= addDays(today, 7);
  return isSoon ? { type: 'snooze', until: within(daysBetween(today, date.date)) } : { type: 'reminders' };
});

/** With what may as well be said of something else, only what is about the person counts, and never what is put off for good. */
function isSnooze(found: Found): boolean {
  const { text } = found.said;
  if (/^(?:snooze|pause|remind me|nudge me|message me|text me|ping me|chase me|prompt me)/i.test(text))
    return !/^pause (?:it|this|that|the|for|until)/i.test(text);
  if (/\b(?:later|another time|another day|in a bit|in a while|not now|for now|the next day)$/i.test(text))
    return false;
  return (
    /^(?:get back to me|come back to me|try me|ask me|tell me again|put (?:it|this|me|that) off|put off|postpone)/i.test(
      text,
    ) && !/^put off (?:for|by)/i.test(text)
  );
}

const address = '(?<email>\\S+@\\S+)';
const emails: readonly Rule[] = [
  rule(
    [
      `e-?mail me (?:(?:reminders )?(?:at|on|to|with|by|instead at) )?${address}(?: instead)?`,
      `my (?:work |new )?e-?mail(?: address)?(?: is|'?s)? ${address}`,
      `(?:send|put|get|have|want) (?:me )?(?:my |the |your |all ){0,3}(?:reminders?|messages?|nudges?) (?:by e-?mail )?(?:to|at|on) ${address}(?: (?:instead|please|too|as well))?`,
      `e-?mail (?:my |the |your )?(?:reminders?|messages?|nudges?) to ${address}`,
      `${remind} me (?:at|on|by e-?mail at|by e-?mail on|by e-?mail to|via) ${address}`,
      `(?:use|set|add) ${address} (?:for (?:my )?reminders|as my e-?mail)`,
      `(?:use|set|change|update|save|add) my (?:e-?mail|e-?mail address|address)(?: (?:to|is|as))? ${address}`,
      `(?:contact|reach|write to|message) me (?:at|on|by e-?mail at) ${address}`,
    ],
    (found) => {
      const email = found.email();
      return email ? { type: 'email', address: email } : undefined;
    },
  ),
  rule(
    [
      "(?:no more|(?:stop|quit) (?:sending me|sending|the|your|these|reminder)|(?:don'?t|do not) send me(?: any)?) (?:the |more |your |these |reminder |all ){0,3}e-?mails?(?: (?:to me|please|now))?",
      '(?:stop|quit) e-?mailing (?:me|us)(?: (?:now|please|all the time))?',
      "(?:don'?t|do not|never|please don'?t) e-?mail me(?: (?:again|any ?more|ever|ever again|please|at all))?",
      "(?:i |we )?(?:don'?t|do not) (?:want|need)(?: (?:any|the|these|your|more)){0,3} e-?mails?(?: (?:any ?more|from you))?",
      '(?:forget|remove|delete|clear|take off|erase) my e-?mail(?: address)?',
      '(?:unsubscribe|opt out|take me off) (?:me )?(?:from|of) (?:the |your |all |these ){0,5}(?:e-?mails?|e-?mail list|mailing list)',
      '(?:turn|switch) (?:my |the )?e-?mails? off|(?:turn|switch) off (?:my |the )?e-?mails?|e-?mails? off|e-?mail reminders off|(?:stop|turn off) e-?mail reminders|no more e-?mail reminders',
      'no e-?mails? (?:for me|to me|any ?more)',
    ],
    () => ({ type: 'noEmail' }),
  ),
  rule('no e-?mails?', (found) => (found.said.isAsked ? { type: 'noEmail' } : undefined)),
];

const adding =
  '(?:add|put|get|show|have|see|send|sync|save|import|stick|include)(?: me)?(?: (?:it|this|these|them|that|all|dates?|reminders?|deadlines?|a|the|my|your|everything|plan)){0,4} (?:to|in|into|on|onto|with)';
const calendarKind = '(?:outlook |google |phone |apple |teams |work |iphone )?';
const calendarRules: readonly Rule[] = [
  rule(
    [
      'calendar|(?:my )?calendar (?:link|feed|file|subscription|url|address)|my calendar|ics|i ?cal|(?:ics|i ?cal) (?:feed|link|file)',
      `${adding} my ${calendarKind}(?:calendar|diary)`,
      `(?:get|show|have|see|send|open|give me|download|make|want|need)(?: me)? (?:a |the |my |an )?(?:calendar|ics|ical) (?:link|feed|file|subscription)`,
      '(?:show|open|get|see|give me|send me) (?:my |the )?calendar',
      'subscribe (?:to )?(?:the |my |a )?calendar|calendar subscribe',
      `(?:link|connect|sync|add)(?: to| with)? my ${calendarKind}calendar`,
      '(?:the )?dates? (?:for|in) my (?:calendar|diary)',
    ],
    () => ({ type: 'calendar' }),
  ),
  // "Put it in the calendar" also says how a service remembers something.
  rule(`${adding} (?:the |our |a )?${calendarKind}calendar`, ({ said }) =>
    said.isAsked ? { type: 'calendar' } : undefined,
  ),
];

const it =
  '(?: (?:it|this|everything|the toolkit|our toolkit|the dspt|our dspt|dspt|the dsp toolkit|our answers|my answers|the answers|our assessment|the assessment|toolkit|it all))?';
const there =
  '(?: (?:on|to|at|in) (?:the )?(?:(?:official|nhs|real|dspt|toolkit|government|dsp toolkit) ){0,5}(?:site|website|toolkit|portal|page))?';
const when =
  '(?: (?:already|now|just now|at last|finally|all|and done|for this year|this year))?(?: (?<when>.{2,40}))?';

const publishedRules: readonly Rule[] = [
  rule(
    [
      `(?:(?:i|we|jo|the manager|my manager|our manager|she|he|they)(?: have|'?ve| has|'?s)?|have|just) (?:now |just |already |finally |all )?(?:published|submitted)${it}${there}${when}`,
      `(?:i|we|my manager|our manager|the manager)(?: have|'?ve| has|'?s)? (?:now |just |already |finally )?(?:pressed|clicked|hit|pushed|tapped|done|clicked on|pressed on) (?:the )?publish(?: button)?${there}${when}`,
      `(?:it|the toolkit|our toolkit|the dspt|our dspt|dspt|toolkit|everything|our assessment|the assessment)(?:'?s| is| has been| was| have been| got|'?s been)? (?:now |just |already |finally |all )?(?:published|submitted)${there}${when}`,
      '(?:published|submitted) it',
      `(?:published|submitted) (?:the toolkit|our toolkit|the dspt|our dspt|dspt|toolkit|our assessment)${there}${when}`,
    ],
    published,
  ),
];

/** Published: today, or on a day or in a month of the last year. With other words behind it, something else was published. */
function published(found: Found): PeopleTalk | undefined {
  if (/^(?:(?:she|he|they) |(?:have|just) )/i.test(found.said.text) && !/^just /i.test(found.said.text))
    return undefined;
  if (!found.has('when')) return { type: 'published' };
  const said = found.asTyped('when') ?? '';
  if (!said.split(' ').every((word) => dateWord.test(word))) return undefined;
  const date = understandDate(said, found.said.today);
  if (!date.ok || date.precision === 'year' || date.date < addDays(found.said.today, -oneYear)) return undefined;
  return { type: 'published', on: date.date };
}

/** In days. What was published before then is said of another year. */
const oneYear = 366;
/** What a date is made of: "in the newsletter in May" holds more than one. */
const dateWord =
  /^(?:on|in|at|back|of|the|last|this|yesterday|today|earlier|morning|afternoon|evening|night|weeks?|months?|days?|ago|a|an|one|two|three|four|five|six|few|first|second|third|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|\d{1,4}(?:st|nd|rd|th)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})[,.]*$/i;

/** What one wants to be told, when and where, and that it was published. */
export const reminderRules: readonly Rule[] = [
  ...stopping,
  ...quietHours,
  ...snoozes,
  snoozeToDate,
  ...howOften,
  ...sendMe,
  ...emails,
  ...calendarRules,
  ...publishedRules,
  ...settings,
];
