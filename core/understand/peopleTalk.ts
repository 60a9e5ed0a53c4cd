import type { QuestionId } from '../ids.ts';
import type { Role } from '../people/model.ts';
import type { Frequency } from '../reminders/model.ts';
import { normalise } from './normalise.ts';
import { waitingRules } from './peopleComingIn.ts';
import { peopleRules, phraseIn } from './peoplePhrases.ts';

/** What typed words may ask for about people, questions handed on, and reminders. Names are as they were typed. */
export type PeopleTalk =
  /** "Who is in", "our team". */
  | { readonly type: 'people' }
  | { readonly type: 'invite'; readonly name?: string; readonly role?: Role; readonly email?: string }
  /** "Let Sam in", "no, not Sam". Without a name: the one who asked last. */
  | { readonly type: 'letIn' | 'keepOut'; readonly name?: string }
  | { readonly type: 'setRole'; readonly name: string; readonly role: Role }
  | { readonly type: 'remove'; readonly name: string }
  /** "Sam has left, Jo takes over." */
  | { readonly type: 'handOver'; readonly from?: string; readonly to?: string }
  | { readonly type: 'forgetName'; readonly name?: string }
  /** "I am Jo", "call me Jo". */
  | { readonly type: 'callMe'; readonly name: string }
  /** One-time code to link Teams and web. */
  | { readonly type: 'link' }
  /** "Give this to Sam", "not me, ask the IT firm", "assign 3.2.1 to Sam". Without a name: it is asked for. */
  | { readonly type: 'handOn'; readonly question?: QuestionId; readonly to?: string }
  /** "Hand it back", with the reason if one was given. */
  | { readonly type: 'handBack'; readonly question?: QuestionId; readonly why?: string }
  | { readonly type: 'accept'; readonly question?: QuestionId }
  /** "Take 3.2.1 back from Sam." */
  | { readonly type: 'withdraw'; readonly question?: QuestionId }
  /** "What is waiting for me", "who has what". */
  | { readonly type: 'handedOn' }
  /** Letters to suppliers, with all questions that each must help with. */
  | { readonly type: 'letters' }
  /** Settings of one's own reminders, and for managers what was sent. */
  | { readonly type: 'reminders' }
  | { readonly type: 'remindMe'; readonly frequency: Frequency }
  /** 24-hour times, `20:00`; absent: no quiet hours. */
  | { readonly type: 'quietHours'; readonly hours?: { readonly from: string; readonly to: string } }
  | { readonly type: 'snooze'; readonly until: SnoozeUntil }
  /** The address is as typed, and empty for "email me": that it is none, and how to type one, is said by whoever takes it. */
  | { readonly type: 'email'; readonly address: string }
  | { readonly type: 'noEmail' }
  | { readonly type: 'calendar' }
  /** "We have published"; the date is ISO, absent where none was said. */
  | { readonly type: 'published'; readonly on?: string }
  | { readonly type: 'addService' }
  /** "Go to Ivy House": with the name, whether or not there is one of that name. */
  | { readonly type: 'services'; readonly name?: string }
  | { readonly type: 'takeAway' }
  | { readonly type: 'deleteAll' }
  /** In a group or channel: post notices for the team here, or no more. */
  | { readonly type: 'notices'; readonly isOn: boolean };

export type SnoozeUntil = 'tomorrow' | 'threeDays' | 'nextWeek';

/** In characters; a longer text is an answer. */
const longest = 160;

/**
 * What `text` as a whole asks about people, questions handed on and reminders; undefined where it is something else. `today` is an ISO
 * date in Europe/London.
 */
export function peopleTalkIn(text: string, today: string): PeopleTalk | undefined {
  return text.length > longest ? undefined : phraseIn(normalise(text, longest), today, peopleRules);
}

/**
 * What is said about somebody who has just asked to come in: "let her in", "no, not Sam". Anywhere else these are answers, which is for
 * the caller to know.
 */
export function waitingTalkIn(text: string, today: string): PeopleTalk | undefined {
  return text.length > longest ? undefined : phraseIn(normalise(text, longest), today, waitingRules);
}
