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
import { type OtherOrganisation, otherOrganisationIn } from './otherOrganisation.ts';
import { dateInName, type OwnDate, type OwnDates, ownDatesIn } from './ownDates.ts';
import { peopleListsIn } from './peopleLists.ts';
import { type Quoting, quoting } from './quoting.ts';
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

/**
 * What a look into a document brings up. Pure, and linear in the length of the text. Nothing of it holds a person's detail, and
 * its JSON stays below 16 KB: a finding for each of the six kinds of details and ten blanks, a review and an organisation.
 */
export function insightOf({ parts, isWhole, fileName, today, organisation, kinds }: InsightRequest): Insight {
  const named: TextPart = { place: { in: 'fileName' }, text: fileName.replaceAll('_', ' ') };
  const rows = rowsOf(parts);
  const quote = quoting(today);
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
      ...personalData(details, quote),
      ...templateBlanks(blanksIn(rows), quote),
      ...(dates.review && dates.review.date < today ? [reviewPast(dates.review, quote)] : []),
      ...(other ? [otherOrganisation(other, quote)] : []),
    ],
    proposed: proposedDates(dates, opening, parts, today),
    kinds: kindsOf(opening, kinds),
  };
}

function readability(parts: readonly TextPart[], isWhole: boolean): Readability {
  const hasText = parts.some(({ place }) => place.in !== 'title' && place.in !== 'properties');
  return hasText ? (isWhole ? 'read' : 'partly') : 'none';
}

function personalData(
  details: readonly { readonly kind: DetailKind; readonly place: Place }[],
  quote: Quoting,
): readonly Finding[] {
  return [...Map.groupBy(details, ({ kind }) => kind)].map(([kind, found]) => ({
    type: 'personalData',
    kind,
    places: placesOf(found, quote),
    count: found.length,
  }));
}

function templateBlanks(blanks: readonly Blank[], quote: Quoting): readonly Finding[] {
  const told = Map.groupBy(blanks, ({ text }) => quote.blank(text).toLowerCase());
  return [...told.values()].slice(0, mostBlanks).map((found) => ({
    type: 'templateBlank',
    text: quote.blank(found[0]?.text ?? ''),
    places: placesOf(found, quote),
    count: found.length,
  }));
}

const reviewPast = ({ date, place }: OwnDate, quote: Quoting): Finding => ({
  type: 'reviewPast',
  date,
  place: quote.place(place),
});

const otherOrganisation = ({ name, place }: OtherOrganisation, quote: Quoting): Finding => ({
  type: 'otherOrganisation',
  name: quote.name(name),
  place: quote.place(place),
});

/** The first few different places. */
function placesOf(found: readonly { readonly place: Place }[], quote: Quoting): readonly Place[] {
  const places = new Map<string, Place>();
  for (const { place } of found) {
    if (places.size === mostPlaces) break;
    const told = quote.place(place);
    places.set(JSON.stringify(told), told);
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
