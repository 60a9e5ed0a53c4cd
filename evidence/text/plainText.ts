import { longestText, type TextSink } from './textSink.ts';

/** Bytes looked at: enough for the longest text in any of the encodings. */
const mostBytes = longestText * 4;

/** A text file, line by line. */
export function readLines(bytes: Uint8Array, sink: TextSink): void {
  eachLine(decoded(bytes, sink), (line, number) => sink.add({ in: 'line', number }, line));
}

/** A table of values, one part for each of its rows with a tab between cells. A quoted cell may hold line breaks. */
export function readValues(bytes: Uint8Array, sink: TextSink): void {
  const text = decoded(bytes, sink);
  const separator = separatorOf(text);
  let cells: string[] = [];
  let cell = '';
  let number = 1;
  let firstLine = 1;
  let isQuoted = false;
  const endCell = () => {
    cells.push(cell.replaceAll(/[\t\r\n]+/g, ' ').trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    sink.add({ in: 'line', number: firstLine }, cells.join('\t'));
    cells = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\n') number += 1;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell.trim() === '') isQuoted = true;
    else if (character === separator) endCell();
    else if (character === '\n') {
      endRow();
      firstLine = number;
    } else cell += character;
  }
  endRow();
}

/** The separator that the first lines use most. */
function separatorOf(text: string): string {
  const start = text.slice(0, 5000);
  const count = (separator: string) => start.split(separator).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

function eachLine(text: string, hand: (line: string, number: number) => void): void {
  let number = 1;
  for (let from = 0; from <= text.length; number += 1) {
    const next = text.indexOf('\n', from);
    const end = next === -1 ? text.length : next;
    hand(text.slice(from, end), number);
    from = end + 1;
  }
}

function decoded(bytes: Uint8Array, sink: TextSink): string {
  if (bytes.length > mostBytes) sink.isWhole = false;
  const read = bytes.subarray(0, mostBytes);
  return decode(read).replaceAll(/\r\n?/g, '\n');
}

/** By its mark where there is one; then UTF-8 if it is that, and else what Windows wrote before. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // As a stream, so that a character cut in half at the end is no fault.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
