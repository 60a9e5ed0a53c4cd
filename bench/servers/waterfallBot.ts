import {
  ActivityHandler,
  ConversationState,
  MemoryStorage,
  MessageFactory,
  type StatePropertyAccessor,
  UserState,
} from 'botbuilder';
import {
  AttachmentPrompt,
  ChoiceFactory,
  ChoicePrompt,
  ComponentDialog,
  ConfirmPrompt,
  type DialogTurnResult,
  NumberPrompt,
  type PromptValidatorContext,
  runDialog,
  TextPrompt,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';

interface Profile {
  transport?: string;
  name?: string;
  age?: number;
}

interface Given {
  transport: string;
  name: string;
  age: number;
}

/** In the manner of the public sample "05.multi-turn-prompt": a waterfall of prompts that asks for a profile. */
class ProfileDialog extends ComponentDialog {
  readonly #profile: StatePropertyAccessor<Profile>;

  constructor(userState: UserState) {
    super('profile');
    this.#profile = userState.createProperty('profile');
    this.addDialog(new TextPrompt('name'));
    this.addDialog(new ChoicePrompt('choice'));
    this.addDialog(new ConfirmPrompt('confirm'));
    this.addDialog(new NumberPrompt('number', isPlausibleAge));
    this.addDialog(new AttachmentPrompt('picture'));
    this.addDialog(
      new WaterfallDialog<Given>('waterfall', [
        (step) => this.#askTransport(step),
        (step) => this.#askName(step),
        (step) => this.#confirmName(step),
        (step) => this.#askAge(step),
        (step) => this.#confirmAll(step),
        (step) => this.#sumUp(step),
      ]),
    );
    this.initialDialogId = 'waterfall';
  }

  #askTransport(step: WaterfallStepContext<Given>): Promise<DialogTurnResult> {
    return step.prompt('choice', {
      prompt: 'Please enter your mode of transport.',
      choices: ChoiceFactory.toChoices(['Car', 'Bus', 'Bicycle']),
    });
  }

  #askName(step: WaterfallStepContext<Given>): Promise<DialogTurnResult> {
    values(step).transport = step.result.value;
    return step.prompt('name', 'Please enter your name.');
  }

  async #confirmName(step: WaterfallStepContext<Given>): Promise<DialogTurnResult> {
    values(step).name = step.result;
    await step.context.sendActivity(`Thanks ${step.result}.`);
    return step.prompt('confirm', 'Do you want to give your age?', ['yes', 'no']);
  }

  #askAge(step: WaterfallStepContext<Given>): Promise<DialogTurnResult> {
    if (!step.result) return step.next(-1);
    return step.prompt('number', {
      prompt: 'Please enter your age.',
      retryPrompt: 'The value entered must be greater than 0 and less than 150.',
    });
  }

  async #confirmAll(step: WaterfallStepContext<Given>): Promise<DialogTurnResult> {
    values(step).age = step.result;
    await step.context.sendActivity(step.result === -1 ? 'No age given.' : `I have your age as ${step.result}.`);
    return step.prompt('confirm', { prompt: 'Is this okay?' });
  }

  async #sumUp(step: WaterfallStepContext<Given>): Promise<DialogTurnResult> {
    if (!step.result) {
      await step.context.sendActivity('Thanks. Your profile will not be kept.');
      return step.endDialog();
    }
    const { transport, name, age } = values(step);
    const profile = await this.#profile.get(step.context, {});
    Object.assign(profile, { transport, name, age });
    await step.context.sendActivity(
      `I have your mode of transport as ${transport} and your name as ${name}. Age: ${age}`,
    );
    return step.endDialog();
  }
}

const values = (step: WaterfallStepContext<Given>): Given => step.values as Given;

async function isPlausibleAge({ recognized }: PromptValidatorContext<number>): Promise<boolean> {
  return recognized.succeeded && recognized.value !== undefined && recognized.value > 0 && recognized.value < 150;
}

/** The sample's bot: state in memory, saved after every turn. */
export class WaterfallBot extends ActivityHandler {
  constructor() {
    super();
    const storage = new MemoryStorage();
    const conversationState = new ConversationState(storage);
    const userState = new UserState(storage);
    const dialogState = conversationState.createProperty('DialogState');
    const dialog = new ProfileDialog(userState);
    this.onMessage(async (context, next) => {
      await runDialog(dialog, context, dialogState);
      await next();
    });
    this.onMembersAdded(async (context, next) => {
      await context.sendActivity(MessageFactory.text('Welcome. Say anything to begin.'));
      await next();
    });
    this.onDialog(async (context, next) => {
      await conversationState.saveChanges(context, false);
      await userState.saveChanges(context, false);
      await next();
    });
  }
}
