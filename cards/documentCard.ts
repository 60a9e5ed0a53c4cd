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
  /** The form for its dates and owner; ISO dates. */
  readonly form: {
    readonly open: string;
    /** Shown open where there is something to confirm. */
    readonly isOpen: boolean;
    readonly intro?: string;
    readonly documentDate: { readonly label: string; readonly value?: string };
    readonly reviewDate: { readonly label: string; readonly value?: string };
    readonly owner: { readonly label: string; readonly value?: string };
    readonly save: Button;
  };
  readonly suggestions?: { readonly intro: string; readonly buttons: readonly Button[] };
  readonly buttons: readonly Button[];
  readonly versions?: readonly string[];
}

/** One document with all that can be done with it. */
export function documentCard(view: DocumentView): AdaptiveCard {
  const form = [...(view.form.intro ? [text(view.form.intro)] : []), ...inputs(view.form)];
  const dates = view.form.isOpen
    ? [{ type: 'Container', spacing: 'Medium', separator: true, items: form }, ...buttons([submit(view.form.save)])]
    : [];
  const forms = view.form.isOpen ? [] : [show(view.form.open, form, [submit(view.form.save)])];
  return card(
    [
      heading(view.label, { size: 'Default' }),
      typed(view.name, { weight: 'Bolder', spacing: 'Small' }),
      ...view.facts.map((fact) => typed(fact, { spacing: 'Small', isSubtle: true, size: 'Small' })),
      ...(view.trouble ? [text(view.trouble, { weight: 'Bolder', spacing: 'Small' })] : []),
      ...(view.advice ?? []).map((advice) => typed(advice, { spacing: 'Small' })),
      ...dates,
      ...(view.suggestions
        ? [
            text(view.suggestions.intro, { spacing: 'Medium', separator: true }),
            ...buttons(view.suggestions.buttons.map(submit)),
          ]
        : []),
      ...(view.versions ?? []).map((version) => quiet(version, { spacing: 'Small' })),
      ...buttons([...view.buttons.map(submit), ...forms], { spacing: 'Medium' }),
    ],
    [
      `${view.label}: ${view.name}`,
      ...view.facts,
      view.trouble,
      ...(view.advice ?? []),
      view.form.isOpen ? view.form.intro : undefined,
      view.suggestions?.intro,
      ...(view.versions ?? []),
      [...(view.suggestions?.buttons ?? []), ...view.buttons].map(({ title }) => title).join(', '),
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

/** Characters that fit into a box of one line on a phone. */
const oneLine = 30;

function inputs({ documentDate, reviewDate, owner }: DocumentView['form']): readonly Element[] {
  return [
    { type: 'Input.Date', id: 'documentDate', ...documentDate },
    { type: 'Input.Date', id: 'reviewDate', ...reviewDate },
    { type: 'Input.Text', id: 'owner', maxLength: 100, isMultiline: (owner.value?.length ?? 0) > oneLine, ...owner },
  ];
}

export interface DocumentsView {
  readonly title: string;
  readonly intro: string;
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
    [view.title, view.intro, ...view.rows.map(({ label, name, facts }) => `${label} ${name}. ${facts}`), view.more]
      .filter(Boolean)
      .join('\n'),
  );
}
