import { remind, reminders } from './peopleReminderWords.ts';
import { type Rule, rule } from './peopleRules.ts';

const address = '(?<email>\\S+@\\S+)';
const mine = '(?:my |the |your |all ){0,2}';
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
    // What is missing from "dawn@rosecottage" is said rather than saved as an answer.
    (found) => {
      const address = found.email() ?? found.text('email');
      return address ? { type: 'email', address } : undefined;
    },
  ),
  rule(
    [
      'e-?mail (?:me|us)(?: (?:instead|too|as well|at (?:work|home)))?',
      `e-?mail (?:me|us) ${mine}${reminders}(?: (?:instead|too|as well))?|e-?mail ${mine}${reminders} to (?:me|us)`,
      `(?:send|get|have) (?:me )?${mine}${reminders} (?:by|via|on|as an?|in an?) e-?mails?|(?:send|get|have) (?:me )?e-?mail reminders`,
      `${remind} me (?:by|via|with|on|in) (?:an? )?e-?mail`,
      '(?:use|set|add|change|update|save) my e-?mail(?: address)?',
    ],
    () => ({ type: 'email', address: '' }),
  ),
  rule(
    [
      "(?:no more|(?:stop|quit) (?:sending me|sending|the|your|these|reminder)|(?:don'?t|do not) send me(?: any)?) (?:the |more |your |these |reminder |all ){0,3}e-?mails?(?: (?:to me|please|now))?",
      '(?:stop|quit) e-?mailing (?:me|us)(?: (?:now|please|all the time))?',
      "(?:don'?t|do not|never|please don'?t) e-?mail me(?: (?:again|any ?more|ever|ever again|please|at all))?",
      "i (?:don'?t|do not) (?:want|need)(?: (?:any|the|these|your|more)){0,3} e-?mails?(?: (?:any ?more|from you))?",
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

/** Where else reminders go: to an address, and into a calendar. */
export const doorRules: readonly Rule[] = [...emails, ...calendarRules];
