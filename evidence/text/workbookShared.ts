import type { Relation } from './relations.ts';
import { longestText, type TextSink } from './textSink.ts';
import { visitXml } from './xml.ts';
import type { ZipPackage } from './zipPackage.ts';

/** What the cells of every sheet refer to. */
export interface Shared {
  readonly strings: readonly string[];
  /** For each style of a cell: whether it shows its number as a date. */
  readonly showsDate: readonly boolean[];
  readonly countsFrom1904: boolean;
}

/** `relations` are those of the workbook. */
export async function sharedIn(
  zip: ZipPackage,
  relations: readonly Relation[],
  { countsFrom1904, sink }: { readonly countsFrom1904: boolean; readonly sink: TextSink },
): Promise<Shared> {
  return {
    strings: await sharedStrings(zip, relations, sink),
    showsDate: await dateStyles(zip, relations, sink),
    countsFrom1904,
  };
}

async function sharedStrings(
  zip: ZipPackage,
  relations: readonly Relation[],
  sink: TextSink,
): Promise<readonly string[]> {
  const part = relations.find(({ type }) => type === 'sharedStrings')?.target;
  const strings: string[] = [];
  if (part === undefined) return strings;
  let room = longestText;
  let written = '';
  let isText = false;
  let isSound = false;
  await sink.reading(() =>
    visitXml(zip.read(part), {
      open(element) {
        if (element === 'si') written = '';
        // How a word is pronounced, beside the word itself.
        if (element === 'rPh') isSound = true;
        isText = element === 't' && !isSound;
      },
      text(text) {
        if (!isText) return;
        if (written.length < room) written += text;
        else sink.isWhole = false;
      },
      close(element) {
        isText = false;
        if (element === 'rPh') isSound = false;
        if (element !== 'si') return;
        strings.push(written.slice(0, room));
        room -= Math.min(room, written.length);
      },
    }),
  );
  return strings;
}

async function dateStyles(
  zip: ZipPackage,
  relations: readonly Relation[],
  sink: TextSink,
): Promise<readonly boolean[]> {
  const part = relations.find(({ type }) => type === 'styles')?.target;
  const shows: boolean[] = [];
  if (part === undefined) return shows;
  const ownFormats = new Map<string, boolean>();
  let isCellStyle = false;
  await sink.reading(() =>
    visitXml(zip.read(part), {
      open(element, { numFmtId: id = '', formatCode: code = '' }) {
        if (element === 'numFmt') ownFormats.set(id, isDateFormat(code));
        if (element === 'cellXfs') isCellStyle = true;
        if (element === 'xf' && isCellStyle) shows.push(ownFormats.get(id) ?? isBuiltInDate(Number(id)));
      },
      close(element) {
        if (element === 'cellXfs') isCellStyle = false;
      },
    }),
  );
  return shows;
}

/** A format that shows a day or a year; quoted words, colours and locales in brackets aside. */
const isDateFormat = (code: string): boolean => /[dy]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
