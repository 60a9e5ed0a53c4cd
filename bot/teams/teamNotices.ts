import type { Activity, TurnContext } from 'botbuilder';
import { may } from '../../core/people/roles.ts';
import { londonDate } from '../../core/time.ts';
import { peopleTalkIn } from '../../core/understand/peopleTalk.ts';
import type { Words } from '../../core/words.ts';
import { broughtIn } from '../../dialogs/brought.ts';
import { conversationKey, type Place } from '../../dialogs/identity.ts';
import type { ReminderWords } from '../../dialogs/reminderWords.ts';
import type { Organisations } from '../people/organisations.ts';
import type { TenantPlaces } from '../people/tenantPlaces.ts';
import type { Reaches } from '../reach/reaches.ts';
import { withoutMention } from './conversations.ts';
import { tenantIn } from './tenants.ts';

export interface TeamNoticesOptions {
  readonly organisations: Organisations;
  readonly reaches: Reaches;
  readonly tenants: TenantPlaces;
  /** Who speaks, as a member of their tenant's organisation; undefined for everybody else. */
  readonly memberOf: (context: TurnContext) => Promise<Place | undefined>;
  /** Sees to it that what reminds is looked at anew. */
  readonly changed: (place: Place) => Promise<void>;
  readonly words: (locale: string | undefined) => Words;
  readonly reminderWords: (locale: string | undefined) => ReminderWords;
  readonly now: () => Date;
}

/** Said at once where many read along. */
const mostLines = 5;

/** Whom notices for a whole team go to: the place where they are posted, as if it were somebody. */
export function teamAt(organisation: string): string {
  return `team-${organisation}`;
}

/** Notices for a team, in a group chat or a channel: how things stand and what is due, never an answer, and nothing to answer with. */
export class TeamNotices {
  readonly #options: TeamNoticesOptions;

  constructor(options: TeamNoticesOptions) {
    this.#options = options;
  }

  /** What is replied to somebody who asks for notices here, or for no more; undefined for all other words. */
  async hear(context: TurnContext): Promise<string | undefined> {
    const { organisations, reaches, memberOf, changed, now } = this.#options;
    const { activity } = context;
    const talk = peopleTalkIn(withoutMention(activity), londonDate(now()));
    if (talk?.type !== 'notices') return undefined;
    const words = this.#options.words(activity.locale);
    const place = await memberOf(context);
    const { organisation } = place ? await organisations.standing(place) : { organisation: undefined };
    const member = place && organisation?.members[place.person];
    if (!place || !member || !may(member, 'managePeople')) return words('teams:group/managersOnly');
    const team = teamAt(place.organisation);
    await reaches.forget(team);
    if (talk.isOn) await reaches.noteTeam(team, activity);
    await organisations.update(place, place.person, () => ({
      events: [{ type: 'noticesPlaced', place: talk.isOn ? team : null }],
      result: undefined,
    }));
    await changed(place);
    return words(talk.isOn ? 'teams:group/noticesOn' : 'teams:group/noticesOff');
  }

  /** The guide was taken out of a place where notices may have gone to. */
  async gone({ activity }: TurnContext): Promise<void> {
    const tenant = tenantIn(activity);
    if (tenant === undefined) return;
    const team = teamAt(await this.#options.tenants.organisationOf(tenant));
    const { places } = await this.#options.reaches.of(team);
    const key = conversationKey(activity);
    if (places.some((place) => place.key === key)) await this.#options.reaches.mark(team, key, 'gone');
  }

  /** What is brought to the team, as a message; undefined where nothing is. */
  post(context: TurnContext): Partial<Activity> | undefined {
    const brought = broughtIn(context);
    if (brought?.kind !== 'reminders') return undefined;
    const { locale } = context.activity;
    const words = this.#options.reminderWords(locale);
    const lines = brought.reminders.slice(0, mostLines).map((reminder) => `• ${words.line(reminder)}`);
    const title = this.#options.words(locale)('teams:group/notice');
    return { type: 'message', text: [title, ...lines].join('\n\n'), textFormat: 'markdown' };
  }
}
