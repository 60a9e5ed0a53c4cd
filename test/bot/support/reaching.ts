import type { Activity } from 'botbuilder';
import type { OneTimeLink } from '../../../bot/reach/courier.ts';
import { Letters } from '../../../bot/reach/letters.ts';
import type { Reminder } from '../../../core/reminders/model.ts';
import { Describe } from '../../../dialogs/describe.ts';
import { ReminderWords } from '../../../dialogs/reminderWords.ts';
import { realContent } from '../../support/guide.ts';

const content = await realContent();

export function letters(locale?: string): Letters {
  const words = content.words(locale);
  return new Letters(words, new ReminderWords(words, new Describe(words, content.book)));
}

/** Links that say what they are for, and a list of those that were made. */
export function linkMaker(): { readonly made: unknown[]; readonly oneTimeLink: OneTimeLink } {
  const made: unknown[] = [];
  return {
    made,
    oneTimeLink: async (person, organisation, purpose) => {
      made.push({ person, organisation, ...purpose });
      return `https://guide.example/l/${made.length}`;
    },
  };
}

export function reminder(about: Reminder['about'], more: Partial<Reminder> = {}): Reminder {
  return {
    kind: about.kind,
    organisation: 'org',
    assessment: 'assessment',
    subject: 'assessment',
    dueOn: '2027-06-16',
    to: 'jo',
    urgency: 'digest',
    about,
    ...more,
  };
}

export const plan = reminder({
  kind: 'plan',
  deadline: '2027-06-30',
  daysLeft: 14,
  questionsLeft: 12,
  minutesLeft: 40,
  slots: 2,
  days: [
    { date: '2027-06-21', slots: 1 },
    { date: '2027-06-29', slots: 1 },
  ],
});
export const assigned = reminder({ kind: 'assigned', question: '9.5.2', daysWaiting: 3 }, { subject: 'handed-on' });

/** Something said in a conversation of one person. */
export function said(channelId: 'msteams' | 'directline', conversation: string, locale = 'en-GB'): Activity {
  return {
    type: 'message',
    channelId,
    serviceUrl: 'https://channel.example/',
    locale,
    from: { id: 'jo', name: 'Jo Carter' },
    recipient: { id: 'bot', name: 'DSPT Guide' },
    conversation: { id: conversation, ...(channelId === 'msteams' && { conversationType: 'personal' }) },
  } as Activity;
}
