export interface GlossaryTerm {
  readonly term: string;
  readonly alsoCalled?: readonly string[];
  readonly plain: string;
  readonly example: string;
  readonly note?: string;
}

/** A term met in a text; `start` and `end` are offsets into it. */
export interface TermInText {
  readonly start: number;
  readonly end: number;
  readonly term: GlossaryTerm;
}

export interface TermFinder {
  find(text: string): GlossaryTerm | undefined;
  suggest(text: string): readonly GlossaryTerm[];
  inText(text: string): readonly TermInText[];
}

export function createTermFinder(terms: readonly GlossaryTerm[]): TermFinder {
  const byName = new Map<string, GlossaryTerm>();
  for (const term of terms) {
    for (const name of [term.term, ...(term.alsoCalled ?? [])]) byName.set(name.toLowerCase(), term);
  }
  return { find: (text) => byName.get(text.trim().toLowerCase()), suggest: () => [], inText: () => [] };
}
