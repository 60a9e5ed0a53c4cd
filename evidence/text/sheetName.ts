import type { TextSink } from './textSink.ts';

/** Excel lets a name have 31 characters, and others hardly more; nothing but this holds off one of megabytes. */
const longest = 100;

/** What a sheet is called, as the places in it give it. */
export const sheetName = (written = ''): string => written.slice(0, longest);

/** A sheet's name is text too: it may be that of a person. Added after the cells, so that no list begins with it. */
export function addSheetName(sink: TextSink, name: string): void {
  sink.add({ in: 'sheet', name, cell: 'A1' }, name);
}
