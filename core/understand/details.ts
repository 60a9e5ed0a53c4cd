import type { UnderstoodDate } from './dates.ts';

export interface Details {
  readonly when?: UnderstoodDate;
  readonly who?: string;
}

export function detailsIn(text: string, today: string): Details {
  void text;
  void today;
  return {};
}
