import type { Frequency } from '../reminders/model.ts';
import { doorRules } from './peopleEmails.ts';
import { publishedRules } from './peoplePublished.ts';
import { quietRules } from './peopleQuiet.ts';
import { bother, messages, remind, reminders, reminding } from './peopleReminderWords.ts';
import { type Found, type Rule, rule } from './peopleRules.ts';
import { snoozeRules } from './peopleSnooze.ts';
import type { PeopleTalk } from './peopleTalk.ts';

const again = '(?: (?:again|back on|once more|for me))?';
const mine = '(?:my |the |all ){0,2}';

const weekday = '(?:mon|tues|wednes|thurs|fri)day';
const often = {
  weekly: `weekly|(?:every|each|once a|once every|once per|per|1x? a|one a|a) week|every ${weekday}|on ${weekday}s`,
  daily:
    'daily|everyday|(?:every|each|every single|once a|once per|per|1 a|one a) day|(?:every|each) (?:morning|evening|night)',
  urgent:
    "(?:only |just )?(?:(?:when|if|for|about) )?(?:(?:it'?s|it is|something is|they'?re|they are|really|the|what is) ){0,3}urgent(?: (?:ones|things|stuff))?(?: only)?|only (?:when|if) it (?:really )?(?:matters|can'?t wait|cannot wait|is important)",
  never: 'never(?: again)?|not at all',
} as const satisfies Readonly<Record<Frequency, string>>;

const remindMe = (frequency: Frequency): PeopleTalk => ({ type: 'remindMe', frequency });
/** Where the same words may say how staff are reminded, only what is asked of us counts. */
const ifAsked = (frequency: Frequency) => (found: Found) => (found.said.isAsked ? remindMe(frequency) : undefined);

const howOften: readonly Rule[] = (Object.entries(often) as [Frequency, string][]).flatMap(([frequency, words]) => [
  rule(
    [
      `(?:only |just )?${remind} me (?:${words})(?: (?:instead|from now on|only))?`,
      `(?:make|set|change|switch|turn) ${mine}${reminders} to (?:be )?(?:${words})(?: instead)?`,
      `make ${mine}${reminders} (?:${words})(?: instead)?`,
      `(?:send|give) me (?:a |my |the )?(?:${reminders}|digest|messages|one message) (?:${words})`,
      `(?:change|switch|move|put) me to (?:a )?(?:${words})(?: (?:digest|${reminders}))?`,
      `my ${reminders} (?:to be )?(?:${words})`,
    ],
    () => remindMe(frequency),
  ),
  rule(`${reminders} (?:${words})|(?:change|switch|move) to (?:${words})`, ifAsked(frequency)),
]);

const kinds: readonly Rule[] = (['weekly', 'daily'] as const).flatMap((frequency) => [
  rule(
    [
      `(?:send|give) me (?:a |the )?${frequency} (?:digest|summary|round-?up|messages?|${reminders})`,
      `(?:change|switch|move) to (?:a )?${frequency} (?:digest|${reminders})`,
    ],
    () => remindMe(frequency),
  ),
  rule(`(?:(?:get|have) )?(?:a |the )?${frequency} (?:digest|${reminders})(?: only)?`, ifAsked(frequency)),
]);
const urgentOnly: readonly Rule[] = [
  rule(
    [
      `(?:only |just )?(?:send|give) me (?:only |just )?(?:the )?urgent (?:${reminders}|messages|ones|things|stuff)(?: only)?`,
      `(?:only|just) (?:the )?urgent ${reminders}|urgent ${reminders} only`,
      `(?:only )?${bother} me (?:only )?(?:${often.urgent})`,
      `(?:don'?t|do not) ${bother} me unless (?:it'?s |it is |something is )?(?:really )?urgent`,
    ],
    () => remindMe('urgent'),
  ),
];

const stopping: readonly Rule[] = [
  rule(
    [
      `(?:stop|cancel|end|disable|get rid of|turn off|switch off) (?:the |my |all |these |those |your |any |sending |me |more ){0,4}${reminders}(?: (?:altogether|for good|completely))?`,
      `(?:stop|quit) ${reminding} (?:me|us)(?: (?:all the time|altogether|about (?:this|it)|with this))?`,
      `stop (?:sending|with)(?: (?:me|us|all|the|these|any|your|so many|more)){1,4} ${messages}`,
      'stop (?:all |these |the |your |my ){1,2}(?:messages|texts)',
      `(?:turn|switch) ${mine}${reminders} off|(?:my )?${reminders} off`,
      `no more (?:${reminders}|messages)|no ${reminders} (?:any ?more|for me|at all|ever)`,
      `(?:don'?t|do not|never) ${remind} me(?: (?:again|any ?more|ever|ever again|at all|about (?:this|it)))?`,
      `(?:don'?t|do not) (?:send|give) me (?:any |more ){0,2}${messages}(?: any ?more)?`,
      `(?:i )?(?:don'?t|do not) (?:want|need) (?:any |the |these |your |more ){0,3}${messages}(?: any ?more)?`,
      'unsubscribe(?: (?:me|from (?:this|these|everything|all|reminders|messages)))?|leave me alone',
    ],
    () => remindMe('never'),
  ),
  rule(`no ${reminders}`, ifAsked('never')),
];

const startingAgain: readonly Rule[] = [
  rule(
    [
      `(?:start|restart|resume|enable|turn on|switch on|turn back on|switch back on|bring back) ${mine}${reminders}${again}`,
      `start sending me ${mine}${reminders}${again}`,
      `(?:turn|switch) ${mine}${reminders} (?:back )?on${again}|(?:my )?${reminders} (?:back )?on${again}`,
      `(?:start|keep) ${reminding} me${again}|${remind} me again`,
      `send me (?:some )?${mine}${reminders}${again}`,
      `you can (?:start )?(?:${remind}|${reminding}) me again`,
      '(?:re-?subscribe|subscribe)(?: (?:me|again|to (?:reminders|everything)))?',
    ],
    () => remindMe('weekly'),
  ),
  rule(`(?:have|get|like) (?:some |the )?${reminders}${again}`, ifAsked('weekly')),
  // "I want reminders" starts them; "can I see my reminders" does not.
  rule(`(?:some )?${reminders}`, (found) => (found.said.isWanted ? remindMe('weekly') : undefined)),
];

/** Neither once a month nor in an hour is on offer: what is, is shown. */
const notOffered =
  '(?:less|more|less often|more often|monthly|every month|once a month|(?:every (?:two|2) weeks|fortnightly|every fortnight)|twice a week|every other (?:day|week)|sometimes|now and then|next month|in (?:a|one|1) month|in (?:two|three|2|3|a few|a couple of) (?:weeks|months)|(?:in|after) (?:an|one|1|two|2|a few|\\d{1,2}) (?:hours?|minutes?|mins?)|this (?:afternoon|evening)|tonight|later today|today)';
const sent =
  '(?:have (?:you|we|i) (?:sent|had|got)|have been sent|did (?:you|we|i) (?:send|get|have)|were sent|was sent|are (?:on|set|due|coming)|(?:do i|am i|will i) (?:get|getting|have))(?: out)?';
const settings: readonly Rule[] = [
  rule(
    [
      `(?:show|see|list|change|manage)(?: me)? ${mine}${reminders}|(?:open|edit|check|view|look at|set|set up|sort out) my ${reminders}`,
      'reminders|my reminders?',
      '(?:(?:show|see|change|open|edit)(?: me)? )?(?:my |the )?reminders? (?:settings?|options|history|choices|frequency)',
      `(?:change|set) (?:how often|when) (?:you |i )?(?:remind|get reminded|am reminded|nudge|message|get reminders)(?: me)?`,
      '(?:(?:set|change|edit|see|show) )?(?:my |the )?quiet hours',
      `(?:what|which) ${reminders} ${sent}|what have you sent(?: (?:me|us|out|so far))?`,
      `who (?:was|were|has been|is|gets|got|will be) reminded|who (?:gets|got|has had|did you send) (?:a |the |any )?${reminders}(?: to)?|did (?:anyone|anybody|people|they) get (?:a |the |any |their )?${reminders}`,
      `${reminders} (?:that were sent|you sent|you have sent)`,
      `(?:are|is) (?:my |the )?${reminders} (?:on|off|working|set)`,
      `when (?:is|are) (?:my|the) (?:next )?${reminders}(?: (?:due|sent|coming))?`,
      `(?:when|how often) (?:will|do|are|would) you (?:going to )?${remind}(?: me| us)?(?: (?:next|again))?`,
      `(?:pause|reduce|cut down) (?:my |the )?${reminders}|(?:fewer|less) ${reminders}|too many (?:${reminders}|messages)`,
      `${remind} me ${notOffered}|${remind} me (?:by|via|with|on|in) (?:teams|text|a text|phone|my phone|whatsapp)`,
      '(?:remind|nudge) me|do you (?:do|send|send me) reminders|how do reminders work',
      `(?:no|(?:don'?t|do not) send me) ${messages} (?:at|on|over|during) (?:the )?weekends?`,
      `(?:don'?t|do not|never) ${bother} me (?:at|on|over|during) (?:the )?weekends?`,
    ],
    () => ({ type: 'reminders' }),
  ),
];

/** What one wants to be told, how often, when and where, and that it was published. */
export const reminderRules: readonly Rule[] = [
  ...stopping,
  ...quietRules,
  ...snoozeRules,
  ...howOften,
  ...kinds,
  ...urgentOnly,
  ...startingAgain,
  ...doorRules,
  ...publishedRules,
  ...settings,
];
