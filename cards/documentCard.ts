import {
  type AdaptiveCard,
  type Button,
  buttons,
  card,
  type Element,
  heading,
  quiet,
  show,
  submit,
  text,
  typed,
} from './elements.ts';

export interface DocumentView {
  /** "D2". */
  readonly label: string;
  /** What it is called, where it is kept, or its address. */
  readonly name: string;
  /** What is known of it, a line each. */
  readonly facts: readonly string[];
  /** What stands in the way of its counting as proof. */
  readonly trouble?: string;
  /** Advice on what was found inside, a line each. */
  readonly advice?: readonly string[];
  /** The form for its dates and owner; ISO dates. Absent where the question follows, which is to stay in sight. */
  readonly form?: {
    readonly open: string;
    readonly documentDate: { readonly label: string; readonly value?: string };
    readonly reviewDate: { readonly label: string; readonly value?: string };
    readonly owner: { readonly label: string; readonly value?: string };
    readonly save: Button;
  };
  /** Dates found inside, to be confirmed with one tap. */
  readonly dates?: { readonly intro: string; readonly yes: Button };
  readonly suggestions?: { readonly intro: string; readonly buttons: readonly Button[] };
  readonly buttons: readonly Button[];
  /** Older versions, and the way on. */
  readonly more: readonly Button[];
}

/** One document with all that can be done with it. */
export function documentCard(view: DocumentView): AdaptiveCard {
  const form = view.form ? [show(view.form.open, inputs(view.form), [submit(view.form.save)])] : [];
  return card(
    [
      heading(view.label, { size: 'Default' }),
      typed(view.name, { weight: 'Bolder', spacing: 'Small' }),
      ...view.facts.map((fact) => typed(fact, { spacing: 'Small', isSubtle: true, size: 'Small' })),
      ...(view.trouble ? [text(view.trouble, { weight: 'Bolder', spacing: 'Small' })] : []),
      ...(view.advice ?? []).map((advice) => typed(advice, { spacing: 'Small' })),
      ...(view.dates ? [typed(view.dates.intro, { spacing: 'Small' }), ...buttons([submit(view.dates.yes)])] : []),
      ...(view.suggestions
        ? [
            text(view.suggestions.intro, { spacing: 'Medium', separator: true }),
            ...buttons(view.suggestions.buttons.map(submit)),
          ]
        : []),
      ...buttons([...view.buttons.map(submit), ...form], { spacing: 'Medium' }),
      ...buttons(view.more.map(submit), { spacing: 'Small' }),
    ],
    [
      `${view.label}: ${view.name}`,
      ...view.facts,
      view.trouble,
      ...(view.advice ?? []),
      view.dates?.intro,
      view.suggestions?.intro,
      [...(view.suggestions?.buttons ?? []), ...view.buttons, ...view.more].map(({ title }) => title).join(', '),
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

/** Characters that fit into a box of one line on a phone. */
const oneLine = 30;

function inputs({ documentDate, reviewDate, owner }: NonNullable<DocumentView['form']>): readonly Element[] {
  return [
    { type: 'Input.Date', id: 'documentDate', ...documentDate },
    { type: 'Input.Date', id: 'reviewDate', ...reviewDate },
    { type: 'Input.Text', id: 'owner', maxLength: 100, isMultiline: (owner.value?.length ?? 0) > oneLine, ...owner },
  ];
}

export interface DocumentsView {
  readonly title: string;
  readonly intro: string;
  /** Of files that wait for a decision. */
  readonly waiting?: string;
  readonly rows: readonly {
    readonly label: string;
    readonly name: string;
    readonly facts: string;
    readonly open?: Button;
  }[];
  /** Said instead of rows that would not fit. */
  readonly more?: string;
  readonly buttons: readonly Button[];
}

/** The documents of an assessment, or of one question. */
export function documentsCard(view: DocumentsView): AdaptiveCard {
  return card(
    [
      heading(view.title),
      text(view.intro, { spacing: 'Small' }),
      ...(view.waiting ? [typed(view.waiting, { spacing: 'Small', weight: 'Bolder' })] : []),
      ...view.rows.flatMap(({ label, name, facts, open }): readonly Element[] => [
        {
          type: 'ColumnSet',
          spacing: 'Medium',
          separator: true,
          columns: [
            {
              type: 'Column',
              width: 'stretch',
              items: [typed(`${label} ${name}`, { weight: 'Bolder' }), quiet(facts, { spacing: 'None' })],
            },
            ...(open
              ? [{ type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: buttons([submit(open)]) }]
              : []),
          ],
        },
      ]),
      ...(view.more ? [quiet(view.more)] : []),
      ...buttons(view.buttons.map(submit), { spacing: 'Medium' }),
    ],
    [
      view.title,
      view.intro,
      view.waiting,
      ...view.rows.map(({ label, name, facts }) => `${label} ${name}. ${facts}`),
      view.more,
    ]
      .filter(Boolean)
      .join('\n'),
  );
}
