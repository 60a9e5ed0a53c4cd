import {
  type AdaptiveCard,
  type Button,
  buttons,
  card,
  type Element,
  heading,
  quiet,
  shortened,
  show,
  sizeOf,
  submit,
  text,
  typed,
} from './elements.ts';

/** One question as a person sees it. All strings are ready to show. */
export interface QuestionView {
  readonly heading: string;
  /** True where the heading holds a name that a person typed. */
  readonly isNamed?: boolean;
  readonly ask: string;
  readonly example?: string;
  /** What was answered before, in a person's own words, when an answer is being changed. */
  readonly current?: string;
  /** Shown where the sources do not settle the item. */
  readonly caution?: string;
  readonly answers: readonly Button[];
  /** Further answers behind one button, so that there is never a wall of them. */
  readonly more?: { readonly title: string; readonly answers: readonly Button[] };
  /** A box to write in, behind one button; what is typed in the chat counts the same. */
  readonly input?: {
    readonly open: string;
    readonly label: string;
    readonly save: Button;
    readonly isMultiline: boolean;
    readonly value?: string;
  };
  /** "Why do they ask?", terms and the like: they never answer. */
  readonly explanations: readonly Button[];
}

/** Longest answer typed into a card, in characters: the same as in the chat. */
const longestInput = 4000;
/** Enough of the earlier answer to know it again, in characters; it is on the card three times, shown and spoken. */
const longestCurrent = 600;
/** Bytes of a draft that the box begins with. A longer one still is in the button that saves it. */
const largestDraft = 7000;

export function questionCard(view: QuestionView): AdaptiveCard {
  const write = view.input && show(view.input.open, [inputElement(view.input)], [submit(view.input.save)]);
  const more = view.more && show(view.more.title, buttons(view.more.answers.map(submit)));
  const current = view.current && shortened(view.current, longestCurrent);
  const isWayPast = ({ action }: Button) => action.do === 'skip' || action.do === 'keep';
  const answers = view.answers.filter((button) => !isWayPast(button));
  const wayPast = view.answers.filter(isWayPast);
  const spoken = [
    view.heading,
    view.ask,
    view.example,
    current,
    view.caution,
    [
      ...(view.input ? [view.input.open] : []),
      ...[...answers, ...(view.more?.answers ?? []), ...wayPast].map((button) => button.title),
    ].join(', '),
  ];
  return card(
    [
      view.isNamed ? typed(view.heading, { isSubtle: true, size: 'Small' }) : quiet(view.heading),
      heading(view.ask, { spacing: 'Small' }),
      ...(view.example ? [text(view.example, { spacing: 'Small' })] : []),
      ...(current ? [typed(current, { spacing: 'Small', isSubtle: true })] : []),
      ...(view.caution ? [quiet(view.caution)] : []),
      // In a row of its own, so that on a phone the box unfolds right below its button.
      ...buttons(write ? [write] : []),
      ...buttons(
        [...answers.map(submit), ...(more ? [more] : []), ...wayPast.map(submit)],
        write && { spacing: 'Small' },
      ),
      ...buttons(view.explanations.map(submit), { spacing: 'Medium' }),
    ],
    spoken.filter(Boolean).join('\n'),
  );
}

function inputElement(input: NonNullable<QuestionView['input']>): Element {
  return {
    type: 'Input.Text',
    id: 'answer',
    label: input.label,
    isMultiline: input.isMultiline,
    maxLength: longestInput,
    ...(input.value && sizeOf(input.value) <= largestDraft && { value: input.value }),
  };
}
