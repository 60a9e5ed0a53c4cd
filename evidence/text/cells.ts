/** "A" for 0, "AB" for 27. */
export function columnName(column: number): string {
  let name = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  }
  return name;
}

/** Column and row of "AB12", both from 0; `undefined` where it is no cell's name. */
export function cellAt(name: string): { readonly column: number; readonly row: number } | undefined {
  const [, letters, digits] = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(name) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(digits) - 1 };
}

/** A number as a cell holds it, written out: whole numbers in full, never "9.43E9". */
export function plainNumber(written: string): string {
  const number = Number(written);
  return written.trim() !== '' && Number.isSafeInteger(number) ? String(number) : written;
}

const millisecondsADay = 86_400_000;

/** The day that a spreadsheet's serial number stands for, "03/04/2026"; `undefined` where it stands for a time or none. */
export function dayOfSerial(written: string, countsFrom1904: boolean): string | undefined {
  const serial = Number(written);
  if (!(serial >= 1 && serial < 2_958_466)) return undefined;
  // Day 0 is 30 December 1899, because the first spreadsheets took 1900 for a leap year.
  const start = countsFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const iso = new Date(start + Math.floor(serial) * millisecondsADay).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
}
