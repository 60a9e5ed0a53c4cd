import { type Blank, blanksIn } from './blanks.ts';
import { detailsIn } from './details.ts';
import { kindsOf } from './kinds.ts';
import type {
  DetailKind,
  DocumentKind,
  Finding,
  Insight,
  Place,
  ProposedDates,
  Readability,
  TextPart,
} from './model.ts';
import { type Opening, openingOf } from './opening.ts';
import { otherOrganisationIn } from './otherOrganisation.ts';
import { dateInName, type OwnDates, ownDatesIn } from './ownDates.ts';
import { peopleListsIn } from './peopleLists.ts';
import { rowsOf } from './rows.ts';

export interface InsightRequest {
  /** What `readText` gave. */
  readonly parts: readonly TextPart[];
  readonly isWhole: boolean;
  readonly fileName: string;
  /** ISO date in Europe/London. */
  readonly today: string;
  /** What the service is called; without it no other organisation is found. */
  readonly organisation?: string;
  readonly kinds: readonly DocumentKind[];
}

/** Places named for one finding. */
const mostPlaces = 5;
/** Different blanks told of. */
const mostBlanks = 10;

/** What a look into a document brings up. Pure, and linear in the length of the text. No finding holds a person's detail. */
export function insightOf({ parts, isWhole, fileName, today, organisation, kinds }: InsightRequest): Insight {
  const named: TextPart = { place: { in: 'fileName' }, text: fileName.replaceAll('_', ' ') };
  const rows = rowsOf(parts);
  const opening = openingOf(parts, rows, fileName);
  const about = `${opening.fileName.text} ; ${opening.title?.text ?? ''}`;
  const dates = ownDatesIn(rows, today);
  const details: readonly { readonly kind: DetailKind; readonly place: Place }[] = [
    ...detailsIn([...rowsOf([named]), ...rows], today),
    ...peopleListsIn(rows, about).flatMap(({ kind, places }) => places.map((place) => ({ kind, place }))),
  ];
  const other = organisation === undefined ? undefined : otherOrganisationIn(opening, organisation);
  return {
    readability: readability(parts, isWhole),
    findings: [
      ...personalData(details),
      ...templateBlanks(blanksIn(rows)),
      ...(dates.review && dates.review.date < today ? [{ type: 'reviewPast', ...dates.review } as const] : []),
      ...(other ? [{ type: 'otherOrganisation', ...other } as const] : []),
    ],
    proposed: proposedDates(dates, opening, parts, today),
    kinds: kindsOf(opening, kinds),
  };
}

function readability(parts: readonly TextPart[], isWhole: boolean): Readability {
  const hasText = parts.some(({ place }) => place.in !== 'title' && place.in !== 'properties');
  return hasText ? (isWhole ? 'read' : 'partly') : 'none';
}

function personalData(details: readonly { readonly kind: DetailKind; readonly place: Place }[]): readonly Finding[] {
  return [...Map.groupBy(details, ({ kind }) => kind)].map(([kind, found]) => ({
    type: 'personalData',
    kind,
    places: placesOf(found),
    count: found.length,
  }));
}

function templateBlanks(blanks: readonly Blank[]): readonly Finding[] {
  return [...Map.groupBy(blanks, ({ text }) => text.toLowerCase()).values()].slice(0, mostBlanks).map((found) => ({
    type: 'templateBlank',
    text: found[0]?.text ?? '',
    places: placesOf(found),
    count: found.length,
  }));
}

/** The first few different places. */
function placesOf(found: readonly { readonly place: Place }[]): readonly Place[] {
  const places = new Map<string, Place>();
  for (const { place } of found) {
    if (places.size === mostPlaces) break;
    places.set(JSON.stringify(place), place);
  }
  return [...places.values()];
}

/** What the text says comes first, then the file's name; the day it was last saved is for lists that carry no date. */
function proposedDates(
  { document, review }: OwnDates,
  opening: Opening,
  parts: readonly TextPart[],
  today: string,
): ProposedDates {
  const saved = parts
    .flatMap(({ place, text }) => (place.in === 'properties' ? [/^saved: (\d{4}-\d{2}-\d{2})$/.exec(text)?.[1]] : []))
    .find((date) => date !== undefined && date >= '2000-01-01' && date <= today);
  const documentDate = document?.date ?? dateInName(opening.fileName.text, today) ?? saved;
  return { ...(documentDate !== undefined && { documentDate }), ...(review && { reviewDate: review.date }) };
}
