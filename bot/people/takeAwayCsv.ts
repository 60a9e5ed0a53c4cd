/** One line of a CSV file (RFC 4180), every field in quotes. A field that a spreadsheet would take for a formula is held to be text by a `'` before it. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => `"${asText(field).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/** At its beginning: spreadsheets take the file for UTF-8 by it. */
export const csvStart = '\uFEFF';

/** The signs that begin a formula, the wide ones of East Asian keyboards among them, also behind white space. */
const asText = (field: string): string => (/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(field) ? `'${field}` : field);
