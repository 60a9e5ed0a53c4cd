import type { Place, TextPart } from './model.ts';
import { type Row, rowText } from './rows.ts';

/** A line that may say what a document is. */
export interface OpeningLine {
  readonly text: string;
  readonly place: Place;
}

/** What a document is called, and how it begins. */
export interface Opening {
  /** The file's name in words: "data protection policy v2". */
  readonly fileName: OpeningLine;
  readonly title?: OpeningLine;
  /** The first few lines with text. */
  readonly lines: readonly OpeningLine[];
}

const firstLines = 10;
/** What is longer is a paragraph, of which the beginning is enough. */
const longestLine = 200;

export function openingOf(parts: readonly TextPart[], rows: readonly Row[], fileName: string): Opening {
  const title = parts.find(({ place }) => place.in === 'title');
  const lines: OpeningLine[] = [];
  for (const row of rows) {
    const place = row.cells[0]?.place;
    if (!place || place.in === 'title' || place.in === 'properties' || place.in === 'fileName') continue;
    lines.push({ text: rowText(row).slice(0, longestLine), place });
    if (lines.length === firstLines) break;
  }
  return {
    fileName: { text: nameInWords(fileName), place: { in: 'fileName' } },
    ...(title && { title: { text: title.text.slice(0, longestLine), place: title.place } }),
    lines,
  };
}

/** "DataProtection_Policy-v2.docx" as "Data Protection Policy v2". Figures keep what stands between them: 2025-05-12. */
export function nameInWords(fileName: string): string {
  return fileName
    .slice(0, longestLine)
    .replace(/\.[a-z]{3,4}$/i, '')
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .replaceAll(/(?<!\d)[_.+-]+|[_.+-]+(?!\d)|_/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
