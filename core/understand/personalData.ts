import { datesOfBirth } from './datesOfBirth.ts';
import { cardNumbers, nhsNumbers, niNumbers } from './personalNumbers.ts';
import { readable } from './readable.ts';

export const personalDataKinds = ['nhsNumber', 'niNumber', 'cardNumber', 'dateOfBirth'] as const;
export type PersonalDataKind = (typeof personalDataKinds)[number];

/** Personal data met in a text; `start` and `end` are offsets (UTF-16 units) into it as given. */
export interface Finding {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/**
 * Personal data in `text` as typed, however long: sorted, not overlapping. `today` is an ISO date in Europe/London. Reads
 * through full-width digits, zero-width marks and odd white space. The earlier kind wins where two would overlap.
 */
export function findPersonalData(text: string, today: string): readonly Finding[] {
  const { plain, startOf, endOf } = readable(text);
  let found: readonly Finding[] = [];
  found = withSpans(found, 'niNumber', niNumbers(plain));
  found = withSpans(found, 'cardNumber', cardNumbers(plain));
  found = withSpans(found, 'nhsNumber', nhsNumbers(plain));
  found = withSpans(found, 'dateOfBirth', datesOfBirth(plain, today));
  return found.map(({ kind, start, end }) => ({ kind, start: startOf(start), end: endOf(end) }));
}

/** `found` and those of `spans` (sorted, as `found` is) that overlap none of it, sorted; in one pass through both. */
function withSpans(found: readonly Finding[], kind: PersonalDataKind, spans: readonly Span[]): readonly Finding[] {
  const all: Finding[] = [];
  let at = 0;
  for (const span of spans) {
    for (let one = found[at]; one && one.start < span.start; one = found[at]) {
      all.push(one);
      at += 1;
    }
    if (span.start >= (all.at(-1)?.end ?? 0) && span.end <= (found[at]?.start ?? Infinity)) all.push({ kind, ...span });
  }
  return [...all, ...found.slice(at)];
}

/** Offsets of something found; `end` is the first character after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `text` with each finding replaced by what `label` says for its kind. */
export function redact(text: string, findings: readonly Finding[], label: (kind: PersonalDataKind) => string): string {
  let kept = '';
  let from = 0;
  for (const { kind, start, end } of findings) {
    kept += text.slice(from, start) + label(kind);
    from = end;
  }
  return kept + text.slice(from);
}
