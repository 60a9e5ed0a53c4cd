/** A stand-in for the guide, so that tests of the page's mechanics do not depend on what the guide says. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Activity, ActivityHandler, type TurnContext } from 'botbuilder';

const cardType = 'application/vnd.microsoft.card.adaptive';
const choice = (title: string) => ({ type: 'imBack', title, value: title });

/** A question as the guide's cards are made: answers, a box behind a button, and asides that never answer. */
export const questionCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    {
      type: 'TextBlock',
      text: 'Policies and procedures · question 4 of 45',
      isSubtle: true,
      size: 'Small',
      wrap: true,
    },
    {
      type: 'TextBlock',
      text: 'How do you keep paper records safe when they leave the building?',
      weight: 'Bolder',
      size: 'Medium',
      style: 'heading',
      wrap: true,
    },
    {
      type: 'TextBlock',
      text: "For example care notes taken to a person's home, or a folder taken to a hospital visit.",
      wrap: true,
    },
    {
      type: 'ActionSet',
      actions: [
        {
          type: 'Action.ShowCard',
          title: 'Write how',
          card: {
            type: 'AdaptiveCard',
            version: '1.5',
            body: [{ type: 'Input.Text', id: 'answer', label: 'How do you keep them safe?', isMultiline: true }],
            actions: [
              { type: 'Action.Submit', title: 'Save and go on', style: 'positive', data: { dspt: { do: 'answer' } } },
            ],
          },
        },
        { type: 'Action.Submit', title: 'Ours never leave', data: { dspt: { do: 'answer', as: 'notApplicable' } } },
        { type: 'Action.Submit', title: 'I am not sure', data: { dspt: { do: 'answer', as: 'notSure' } } },
        { type: 'Action.Submit', title: 'Skip for now', data: { dspt: { do: 'skip' } } },
      ],
    },
    {
      type: 'ActionSet',
      actions: [
        { type: 'Action.Submit', title: 'Why do they ask?', data: { dspt: { do: 'why', always: true } } },
        {
          type: 'Action.Submit',
          id: 'term-record',
          title: 'What is a record?',
          data: { dspt: { do: 'explain', term: 'record', always: true } },
        },
      ],
    },
  ],
  fallbackText: 'How do you keep paper records safe when they leave the building?',
};

/** Every kind of input and element in one card, with a button that stays when the card is old. */
export const formCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Staff training', style: 'heading', weight: 'Bolder', size: 'Medium' },
    {
      type: 'TextBlock',
      text: 'Read **this** first: [the official site](https://www.dsptoolkit.nhs.uk/). <b>not bold</b>',
    },
    { type: 'Input.Text', id: 'who', label: 'Who keeps the list?', isRequired: true, errorMessage: 'Please say who.' },
    { type: 'Input.Date', id: 'when', label: 'When was it last checked?' },
    { type: 'Input.Number', id: 'count', label: 'How many staff?' },
    {
      type: 'Input.ChoiceSet',
      id: 'kind',
      label: 'Which kind of training?',
      style: 'expanded',
      choices: [
        { title: 'Online course', value: 'online' },
        { title: 'In a meeting', value: 'meeting' },
      ],
    },
    { type: 'Input.Toggle', id: 'all', title: 'Agency staff too' },
    { type: 'FactSet', facts: [{ title: 'Last year', value: '47 out of 52' }] },
    {
      type: 'ActionSet',
      actions: [
        { type: 'Action.Submit', title: 'Save and go on', style: 'positive', data: { dspt: { do: 'answer' } } },
        {
          type: 'Action.Submit',
          title: 'Change',
          data: { dspt: { do: 'change', always: true } },
          associatedInputs: 'none',
        },
      ],
    },
  ],
  fallbackText: 'Staff training',
};

/** What is known of a document, to be put right: several boxes that are sent together. */
export const datesCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'D1 · Data protection policy.pdf', style: 'heading', weight: 'Bolder', wrap: true },
    { type: 'Input.Date', id: 'documentDate', label: 'Date on the document', value: '2026-01-12' },
    { type: 'Input.Date', id: 'reviewDate', label: 'When is it next checked?' },
    { type: 'Input.Text', id: 'owner', label: 'Who looks after it?', value: 'Priya' },
    {
      type: 'ActionSet',
      actions: [
        {
          type: 'Action.Submit',
          title: 'Save',
          style: 'positive',
          data: { dspt: { do: 'describe', document: 'doc-1' } },
        },
      ],
    },
  ],
  fallbackText: 'Data protection policy.pdf',
};

/** The smallest PNG there is, in the place of a QR code. */
const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The way to the evidence page: a button for this device, a picture to scan for the phone. */
export const linkCard = (page: string) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Send your file', style: 'heading', weight: 'Bolder', wrap: true },
    { type: 'TextBlock', text: 'Or point the camera of your phone at this picture.', wrap: true },
    { type: 'Image', url: png, altText: 'A picture that leads your phone to the page', width: '180px' },
    {
      type: 'ActionSet',
      actions: [{ type: 'Action.OpenUrl', title: 'Open the page', url: page }],
    },
  ],
  fallbackText: 'Send your file',
});

/** Taller than a small phone, with a bar as the guide makes them. */
export const progressCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Where Rose Cottage stands', style: 'heading', weight: 'Bolder', wrap: true },
    {
      type: 'ColumnSet',
      id: 'bar-0',
      columns: [
        { type: 'Column', width: 3, style: 'good', minHeight: '10px', spacing: 'None', items: [] },
        { type: 'Column', width: 2, style: 'warning', minHeight: '10px', spacing: 'None', items: [] },
        { type: 'Column', width: 5, style: 'emphasis', minHeight: '10px', spacing: 'None', items: [] },
      ],
    },
    ...Array.from({ length: 20 }, (_, index) => ({
      type: 'TextBlock',
      text: `Line ${index + 1} of what is left.`,
      wrap: true,
    })),
  ],
  fallbackText: 'Where Rose Cottage stands',
};

const notice = (words: string, button: string, dspt: object) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: words, wrap: true },
    { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: button, data: { dspt } }] },
  ],
  fallbackText: words,
});

/** Whom to ask and a message for them, as long as the guide's are. */
export const letterCard = notice(
  'Your registered manager or the owner may know. You can send this: "Hello. The data security toolkit asks who is in ' +
    'charge of keeping our information safe. Who is it, and where is that written down?"\n\nI will ask you again later.',
  'Copy the message',
  { do: 'copy', text: 'Hello.', always: true },
);

/** What the guide did by itself, with the way to take it back. */
export const undoCard = notice(
  '7 questions do not fit you, because you use no computers or internet. I have marked them as does not apply: IT ' +
    'suppliers are safe, Logins when people leave, People with full control of computers, Virus protection, Software that ' +
    'still gets fixes, Factory passwords on internet boxes and Scrambled laptops and memory sticks. If that is wrong, ' +
    'type undo.',
  'Undo',
  { do: 'undo', revision: 3, always: true },
);

const serviceTypes = [
  'Care home',
  'Care home with nursing',
  'Home care',
  'Supported living',
  'Extra care housing',
  'Shared Lives',
  'Day service',
  'Something else',
  'I am not sure',
  'Skip for now',
];

export class ScriptedBot extends ActivityHandler {
  /** Every message as it reached the bot, in order. */
  readonly heard: { readonly text: string | undefined; readonly value: unknown }[] = [];
  /** The names of the files of each message that brought some. */
  readonly got: (readonly string[])[] = [];
  /** How often somebody was said to be back. */
  resumed = 0;
  #answered = 3;

  constructor() {
    super();
    this.onMembersAdded(async (context, next) => {
      if (context.activity.membersAdded?.some(({ id }) => id !== context.activity.recipient.id)) {
        await this.#say(context, {
          text: 'Hello. I help care services get through the data security toolkit, one question at a time.',
        });
        await this.#say(context, {
          text: 'What kind of service is Rose Cottage?',
          suggestedActions: { to: [], actions: ['Care home', 'Home care', 'Something else'].map(choice) },
        });
      }
      await next();
    });
    this.onEvent(async (context, next) => {
      if (context.activity.name === 'dspt/resume') {
        this.resumed++;
        await this.#say(context, { text: 'Welcome back to Rose Cottage.' });
        await this.#say(context, { attachments: [{ contentType: cardType, content: questionCard }] });
      }
      await next();
    });
    this.onMessage(async (context, next) => {
      const { text, value, attachments = [] } = context.activity;
      this.heard.push({ text, value });
      if (attachments.length > 0)
        await this.#take(
          context,
          attachments.map(({ name = '' }) => name),
        );
      else await this.#answer(context, (text ?? '').toLowerCase());
      await next();
    });
  }

  async #take(context: TurnContext, names: readonly string[]): Promise<void> {
    this.got.push(names);
    await this.#say(context, { text: `I have ${names.join(' and ')}.` });
    await this.#say(context, { attachments: [{ contentType: cardType, content: questionCard }] });
  }

  async #answer(context: TurnContext, text: string): Promise<void> {
    if (text === 'slow') await sleep(2_500);
    if (text === 'progress') {
      await this.#say(context, { attachments: [{ contentType: cardType, content: progressCard }] });
      return this.#say(context, { text: 'Now, who keeps the list?' });
    }
    if (text === 'stop') {
      await this.#say(context, { text: 'No problem. Everything is saved.', inputHint: 'ignoringInput' });
      return this.#say(context, { text: 'Keep your code like a key.', inputHint: 'ignoringInput' });
    }
    if (text === 'types') {
      return this.#say(context, {
        text: 'What kind of service is it?',
        suggestedActions: { to: [], actions: serviceTypes.map(choice) },
      });
    }
    if (text === 'who' || text === 'who else') {
      const answers = { to: [], actions: ['Our manager', 'Skip for now'].map(choice) };
      await this.#say(context, { text: 'Who keeps the list?', suggestedActions: answers }, '1.1.2');
      await this.#say(context, { text: 'Sam is in.' }, '1.1.2');
      return text === 'who' ? undefined : this.#say(context, { text: 'When was it last checked?' }, '1.1.3');
    }
    const { do: does, as } = context.activity.value?.dspt ?? {};
    if (does === 'why' || does === 'explain') {
      return this.#say(context, {
        text: 'Papers get lost on the way.\n\nHow do you keep paper records safe when they leave the building?',
        suggestedActions: { to: [], actions: ['Ours never leave', 'I am not sure', 'Skip for now'].map(choice) },
      });
    }
    if (text === 'undo please' || as === 'notSure') {
      const sure = as === 'notSure';
      const content = sure ? letterCard : undoCard;
      await this.#say(context, {
        ...(sure && { text: 'That is fine, many people do not know.' }),
        attachments: [{ contentType: cardType, content }],
      });
      return this.#say(context, { attachments: [{ contentType: cardType, content: questionCard }] });
    }
    if (text === 'note') return this.#say(context, { attachments: [{ contentType: cardType, content: letterCard }] });
    if (text === 'dates') return this.#say(context, { attachments: [{ contentType: cardType, content: datesCard }] });
    if (text.startsWith('link '))
      return this.#say(context, { attachments: [{ contentType: cardType, content: linkCard(text.slice(5)) }] });
    const card = text === 'form' ? formCard : text === 'question' || context.activity.value ? questionCard : undefined;
    if (card === undefined) return this.#say(context, { text: `You said: ${context.activity.text}` });
    this.#answered++;
    await this.#say(context, { text: 'That is saved.' });
    await this.#say(context, { attachments: [{ contentType: cardType, content: card }] });
  }

  async #say(context: TurnContext, activity: Partial<Activity>, question?: string): Promise<void> {
    const progress = { answered: this.#answered, of: 45 };
    await context.sendActivity({ type: 'message', ...activity, channelData: { dspt: { progress, question } } });
  }
}
