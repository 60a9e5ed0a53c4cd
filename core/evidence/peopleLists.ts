import type { Place } from './model.ts';
import { namesPeople, personIn } from './people.ts';
import { type Row, rowText } from './rows.ts';

/** A row that names a person together with a telephone number or a room. */
interface Entry {
  readonly name: string;
  readonly place: Place;
}

export interface PeopleList {
  readonly kind: 'phoneList' | 'bedList';
  readonly places: readonly Place[];
}

/** People named side by side that make a list. */
const fewest = 3;

const family =
  /\b(?:residents?|service users?|clients?|patients?|tenants?|next of kin|nok|relatives?|famil(?:y|ies)|daughter|son|wife|husband|partner|niece|nephew|sister|brother|mother|father|grand(?:son|daughter)|d\.?o\.?b|date of birth)\b/i;
/** A list of people at work, of firms or of things: what the toolkit itself asks for. */
const work =
  /\b(?:ltd|limited|plc|llp|suppliers?|contractors?|compan(?:y|ies)|organisations?|provider|support|help ?desk|service desk|office|managers?|directors?|nurses?|surgery|pharmacy|engineers?|it|roles?|job|position|team|department|staff|employees?|carers?|senior|lead|officer|administrator|social worker|council|cqc|ico|police|on[- ]?call|emergency|business continuity|electrician|plumber|gas|insurance|safeguarding|trustees?|volunteers?|assets?|devices?|laptops?|tablets?|desktops?|pcs?|printers?|serial|imei|make|model|hardware|equipment|course|training|trainer|module|checked|checks?|inspect(?:ed|ion)|cleaned|cleaning|maintenance|pat|keys?|rota|location|installed|assigned|wi-?fi|fire|walk[- ]?round|purchase[ds]?|warranty)\b/i;

/** Words above and beside a list, nearest first, that settle whose it is; a list of which nothing is said is people's. */
function isOfPeople(...said: readonly string[]): boolean {
  const settled = said.find((text) => family.test(text) || work.test(text));
  return settled === undefined || family.test(settled);
}

/** Lists of people with telephone numbers or rooms. `about` is what the file is called: its name and title. */
export function peopleListsIn(rows: readonly Row[], about: string): readonly PeopleList[] {
  const phones: Entry[] = [];
  const beds: Entry[] = [];
  let above = '';
  let alone: string | undefined;
  for (const row of rows) {
    const headings = [...row.headings.values()].join(' ; ');
    const text = rowText(row);
    const phone = phoneIn(row);
    const room = roomIn(row);
    const name = nameIn(row) ?? (phone === undefined ? undefined : alone);
    const place = row.cells[0]?.place;
    if (name !== undefined && place && (phone !== undefined || room !== undefined)) {
      // The room is what makes it a list of beds, so it says nothing about whose it is.
      const sheet = place.in === 'sheet' ? place.name : '';
      if (isOfPeople(`${text} ; ${headings}`, above, sheet, about)) {
        if (phone !== undefined) phones.push({ name, place });
        if (room !== undefined) beds.push({ name, place });
      }
    } else if (row.cells.length === 1 && text.length <= 80) above = text;
    alone = row.cells.length === 1 && name !== undefined && text.length <= 40 && phone === undefined ? name : undefined;
  }
  return [listOf('phoneList', phones), listOf('bedList', beds)].filter((list) => list !== undefined);
}

function listOf(kind: PeopleList['kind'], entries: readonly Entry[]): PeopleList | undefined {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  return names.size >= fewest ? { kind, places: entries.map(({ place }) => place) } : undefined;
}

function nameIn(row: Row): string | undefined {
  const named = row.cells.filter(
    ({ column, text }) => namesPeople(row.headings.get(column) ?? '') && /^[\p{L}][\p{L} .,'’()-]{1,50}$/u.test(text),
  );
  if (named.length > 0) return named.map(({ text }) => text).join(' ');
  for (const { text } of row.cells) {
    const name = personIn(text);
    if (name !== undefined) return name;
  }
  return undefined;
}

const phone = /(?<![\d£#.-])(?:\+44[ ()0]{0,5}|\(?0)\d[\d ()-]{7,14}\d(?!\d)/g;
const phoneHeading = /\b(?:tele?phone|phone|tel|mobile|mob|contact (?:no|number)|number)\b/;

/** A private person's number: a landline or a mobile, not a firm's 0300, 0345 or 0800. */
function phoneIn(row: Row): string | undefined {
  for (const { text, column } of row.cells) {
    for (const [written] of text.matchAll(phone)) {
      const digits = `0${written.replaceAll(/\D/g, '').replace(/^(?:44)?0?/, '')}`;
      if (/^0[127]\d{8,9}$/.test(digits)) return digits;
    }
    // A spreadsheet drops the nought that a number begins with.
    if (/^[127]\d{8,9}$/.test(text) && phoneHeading.test(row.headings.get(column) ?? '')) return `0${text}`;
  }
  return undefined;
}

const room =
  /(?<!\b(?:training|meeting|staff|treatment|conference|server|class|board|store|plant|med|medication|medicine|comms|sluice|laundry) )\b(?:room|rm|bed|flat|apartment|bedroom)s? ?(?:no\.?|number|nr|#)? ?[:.-]? ?(\d{1,3}[a-z]?)\b/i;
const roomHeading = /^(?:bed ?)?(?:room|bed|flat|apartment|rm)s?(?: ?(?:no\.?|number|nr|#))?$/;

function roomIn(row: Row): string | undefined {
  for (const { text, column } of row.cells) {
    const written = room.exec(text)?.[1];
    if (written !== undefined) return written;
    if (roomHeading.test(row.headings.get(column) ?? '') && /^[A-Za-z]?\d{1,3}[A-Za-z]?$/.test(text)) return text;
  }
  return undefined;
}
