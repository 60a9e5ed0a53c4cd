import { type Activity, ActivityHandler, ActivityTypes, type ConversationState, type TurnContext } from 'botbuilder';
import type { Words } from '../core/words.ts';
import type { AssessmentDialog } from '../dialogs/assessmentDialog.ts';
import { evidenceEvent } from '../dialogs/evidenceDesk.ts';
import { resumeEvent } from '../dialogs/toInput.ts';
import { isObject } from './directLine/incoming.ts';
import { isGroup, isMentioned, isTeams, personalChat } from './teams/conversations.ts';
import type { Greetings } from './teams/greetings.ts';
import { installationOf } from './teams/reach.ts';
import type { TeamNotices } from './teams/teamNotices.ts';

export interface GuideBotOptions {
  readonly greetings: Greetings;
  readonly teamNotices: TeamNotices;
  readonly words: (locale: string | undefined) => Words;
}

/** One bot for every channel: hands each turn to the dialog and keeps the conversation's place. */
export class GuideBot extends ActivityHandler {
  readonly #dialog: AssessmentDialog;
  readonly #state: ConversationState;
  readonly #greetings: Greetings;
  readonly #teamNotices: TeamNotices;
  readonly #words: GuideBotOptions['words'];

  constructor(dialog: AssessmentDialog, state: ConversationState, { greetings, teamNotices, words }: GuideBotOptions) {
    super();
    this.#dialog = dialog;
    this.#state = state;
    this.#greetings = greetings;
    this.#teamNotices = teamNotices;
    this.#words = words;
    this.onMessage(async (context, next) => {
      await dialog.run(context, state);
      await next();
    });
    this.onMessageUpdate(async (context, next) => {
      if (!isBackAgain(context.activity)) await dialog.run(context, state);
      await next();
    });
    this.onMembersAdded(async (context, next) => {
      const { membersAdded = [], recipient } = context.activity;
      if (isTeams(context.activity)) await this.#greet(context);
      else if (membersAdded.some((member) => member.id !== recipient?.id)) await dialog.run(context, state);
      await next();
    });
    this.onInstallationUpdate(async (context, next) => {
      if (installationOf(context.activity) === 'added') await this.#greet(context);
      await next();
    });
    this.onEvent(async (context, next) => {
      if ([resumeEvent, evidenceEvent].includes(context.activity.name ?? '')) await dialog.run(context, state);
      await next();
    });
    this.onDialog(async (context, next) => {
      await state.saveChanges(context);
      await next();
    });
  }

  /** Where others read along only a pointer to the personal chat is ever said, and only when somebody speaks to the guide. */
  override async run(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (installationOf(activity) === 'removed') return this.#greetings.forget(activity);
    if (!isGroup(activity)) return super.run(context);
    const notice = this.#teamNotices.post(context);
    if (notice) {
      await context.sendActivity(notice);
      return;
    }
    if (activity.type !== ActivityTypes.Message || !isMentioned(activity)) return;
    const heard = await this.#teamNotices.hear(context);
    if (heard !== undefined) {
      await context.sendActivity(heard);
      return;
    }
    const words = this.#words(activity.locale);
    const link = `[${words('teams:group/open')}](${personalChat(activity.recipient.id)})`;
    await context.sendActivity({
      type: ActivityTypes.Message,
      text: `${words('teams:group/elsewhere')}\n\n${link}`,
      textFormat: 'markdown',
      locale: words.locale,
    });
  }

  async #greet(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (!(await this.#greetings.isFirst(activity))) return;
    // Whichever way the channel tells of it, somebody has arrived.
    activity.type = ActivityTypes.ConversationUpdate;
    try {
      await this.#dialog.run(context, this.#state);
    } catch (error) {
      await this.#greetings.forget(activity);
      throw error;
    }
  }
}

/** A message that was taken back and is now there again says nothing new. */
function isBackAgain({ channelData }: Activity): boolean {
  const data: unknown = channelData;
  return isObject(data) && data.eventType === 'undeleteMessage';
}
