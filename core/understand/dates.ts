/** `date` is an ISO date; a month is given by its first day, a year by 1 January. */
export type UnderstoodDate = { readonly date: string; readonly precision: 'day' | 'month' | 'year' };

export type DateReply =
  | ({ readonly ok: true } & UnderstoodDate)
  | {
      readonly ok: false;
      readonly why: 'none' | 'future' | 'tooVague' | 'impossible' | 'several';
      readonly date?: string;
    };

export function understandDate(
  text: string,
  today: string,
  options: { readonly mayBeFuture?: boolean } = {},
): DateReply {
  void text;
  void today;
  void options;
  return { ok: false, why: 'none' };
}
