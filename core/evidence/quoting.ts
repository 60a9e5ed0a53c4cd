import { findPersonalData, redact } from '../understand/personalData.ts';
import type { Place } from './model.ts';

/** Longest blank or organisation's name that is told. */
const longest = 60;
/** As long as Excel lets a sheet's name be. */
const longestSheetName = 31;
/** What a cell can be called; everything else, such as the margin of a sheet, is told by its first cell. */
const cellName = /^[A-Z]{1,3}\d{1,7}$/;
/** A date or longer number, however its digits are grouped. */
const figures = /\d(?:[\s./-]{0,3}\d){3,}/g;

/** How words of a file are told of: short, and without details of people, whatever the file says. */
export interface Quoting {
  /** A blank of a template; what stands beside it may make any date or number in it a person's. */
  blank(text: string): string;
  name(text: string): string;
  place(place: Place): Place;
}

/** Remembers what it was asked, because thousands of findings may stand in one sheet. `today` is an ISO date in Europe/London. */
export function quoting(today: string): Quoting {
  const told = new Map<string, string>();
  // Details go first: cut in two, a number would no longer be known for one.
  const bare = (text: string): string => {
    const known = told.get(text);
    if (known !== undefined) return known;
    const found = redact(text, findPersonalData(text, today), () => '…').replaceAll(/\p{C}+/gu, ' ');
    told.set(text, found);
    return found;
  };
  return {
    blank: (text) => cut(bare(text).replaceAll(figures, '…'), longest),
    name: (text) => cut(bare(text), longest),
    place: (place) =>
      place.in === 'sheet'
        ? {
            in: 'sheet',
            name: cut(bare(place.name), longestSheetName),
            cell: cellName.test(place.cell) ? place.cell : 'A1',
          }
        : place,
  };
}

const cut = (text: string, length: number): string => text.slice(0, length).toWellFormed();
