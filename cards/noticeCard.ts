import { type AdaptiveCard, type Button, buttons, card, submit, text, typed } from './elements.ts';

export interface NoticeView {
  readonly notice: string;
  /** True where the notice holds what a person typed, or the name of a file. */
  readonly isQuoting?: boolean;
  readonly buttons: readonly Button[];
}

/** Something the guide did by itself or is about to do, with the ways to go on. */
export function noticeCard(view: NoticeView): AdaptiveCard {
  const notice = view.isQuoting ? typed(view.notice) : text(view.notice);
  return card([notice, ...buttons(view.buttons.map(submit))], view.notice);
}
