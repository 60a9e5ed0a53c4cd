import { type AdaptiveCard, type Button, buttons, card, type Element, submit, text } from './elements.ts';

export interface EmergencyView {
  readonly title: string;
  readonly calm: string;
  readonly parts: readonly { readonly heading: string; readonly steps: readonly string[] }[];
  readonly contact: string;
  readonly buttons: readonly Button[];
}

/** The first hour after something went wrong: what to do, in order, and whom to tell. */
export function emergencyCard(view: EmergencyView): AdaptiveCard {
  return card(
    [
      text(view.title, { weight: 'Bolder', size: 'Medium', style: 'heading' }),
      text(view.calm, { spacing: 'Small' }),
      ...view.parts.flatMap(({ heading, steps }): readonly Element[] => [
        text(heading, { weight: 'Bolder', spacing: 'Medium' }),
        ...steps.map((step, index) => text(`${index + 1}. ${step}`, { spacing: 'Small' })),
      ]),
      text(view.contact, { spacing: 'Medium' }),
      ...buttons(view.buttons.map(submit)),
    ],
    [view.title, view.calm, ...view.parts.flatMap(({ heading, steps }) => [heading, ...steps]), view.contact].join(
      '\n',
    ),
  );
}
