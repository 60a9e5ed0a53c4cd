import { ActivityHandler, type ConversationState } from 'botbuilder';
import type { AssessmentDialog } from '../dialogs/assessmentDialog.ts';
import { evidenceEvent } from '../dialogs/evidenceDesk.ts';
import { resumeEvent } from '../dialogs/toInput.ts';

/** One bot for every channel: hands each turn to the dialog and keeps the conversation's place. */
export class GuideBot extends ActivityHandler {
  constructor(dialog: AssessmentDialog, state: ConversationState) {
    super();
    this.onMessage(async (context, next) => {
      await dialog.run(context, state);
      await next();
    });
    this.onMembersAdded(async (context, next) => {
      const { membersAdded = [], recipient } = context.activity;
      if (membersAdded.some((member) => member.id !== recipient?.id)) await dialog.run(context, state);
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
}
