import { type AdaptiveCard, type Button, buttons, card, submit, text } from './elements.ts';

export interface NoticeView {
  readonly notice: string;
  readonly buttons: readonly Button[];
}

/** Something the guide did by itself, with the way to take it back. */
export function noticeCard(view: NoticeView): AdaptiveCard {
  return card([text(view.notice), ...buttons(view.buttons.map(submit))], view.notice);
}
