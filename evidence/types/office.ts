import { posix } from 'node:path';
import type { FileType } from '../../core/evidence/model.ts';
import { Refused } from '../refused.ts';
import { type Budget, type Part, unpack } from './archive.ts';
import { isCompoundFile } from './compoundFile.ts';
import { isProgram } from './magic.ts';
import { refuseOpenLink, relationsReader } from './officeLinks.ts';
import { isProgramName, isScriptName } from './text.ts';
import { readElements } from './xml.ts';

type OfficeType = Extract<FileType, 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods'>;

const mainParts: Readonly<Record<string, OfficeType>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml': 'pptx',
};
const openDocuments: Readonly<Record<string, OfficeType>> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
};

const macroTypes = /macroenabled|vbaproject|vbadata|macrosheet|activex/i;
const macroNames =
  /(?:^|\/)(?:vbaproject\.bin|vbadata\.xml)$|^xl\/macrosheets\/|(?:^|\/)activex\/|^(?:basic|scripts)\//i;

/** What inside the text of a part reaches for other programs. Seen where it stands in one piece, in any encoding. */
const markup: readonly { readonly sign: RegExp; readonly refusal: 'macros' | 'script' }[] = [
  { sign: /vnd\.sun\.star\.script:|["']macro:\/\//i, refusal: 'macros' },
  { sign: /<(?:\w+:)?instrText[^>]{0,200}>\s{0,200}DDE(?:AUTO)?\s/i, refusal: 'script' },
  { sign: /\w:instr=["']\s{0,200}DDE(?:AUTO)?\s/i, refusal: 'script' },
  { sign: /<(?:\w+:)?ddeLink\s/, refusal: 'script' },
  { sign: /<(?:office:dde-source|table:dde-link|text:dde-connection-decl)\b/, refusal: 'script' },
];
/** No sign above is longer than this. */
const overlap = 1_024;

/**
 * The type of an office file in a ZIP archive, told by its parts, all of which are unpacked and looked at; `inside` is called with files inside it.
 * Throws `Refused` for any other archive, and for one with macros, scripts, programs, or that is encrypted, damaged or a bomb.
 */
export async function officeType(
  bytes: Uint8Array,
  budget: Budget,
  inside: (part: Part) => Promise<void>,
): Promise<OfficeType> {
  const names = new Set<string>();
  const look = markupReader();
  const relations = relationsReader();
  const kept = await unpack(bytes, budget, {
    piece: (name, piece) => {
      look(name, piece);
      relations.piece(name, piece);
    },
    keep: (name, head) => {
      names.add(name);
      if (macroNames.test(name)) throw new Refused('macros');
      if (isProgramName(name) || isProgram(head)) throw new Refused('program');
      if (isScriptName(name)) throw new Refused('script');
      return isStructure(name) || isFileInside(head);
    },
  });
  relations.end();
  const structure = new Map(kept.filter(({ name }) => isStructure(name)).map((part) => [part.name, part.bytes]));
  const found = openXmlType(structure, names) ?? openDocumentType(structure);
  if (!found) throw new Refused('wrongType');
  for (const part of kept) if (!isStructure(part.name)) await inside(part);
  return found;
}

const isStructure = (name: string): boolean =>
  ['[Content_Types].xml', '_rels/.rels', 'mimetype', 'META-INF/manifest.xml', 'content.xml'].includes(name) ||
  /^(?:word\/document|xl\/workbook|ppt\/presentation)\d*\.xml$/.test(name);

/** Archives, OLE objects and PDFs. */
const isFileInside = (head: Uint8Array): boolean =>
  isCompoundFile(head) || /^(?:PK\x03\x04|%PDF-)/.test(Buffer.from(head.subarray(0, 8)).toString('latin1'));

function openXmlType(parts: ReadonlyMap<string, Uint8Array>, names: ReadonlySet<string>): OfficeType | undefined {
  const contentTypes = parts.get('[Content_Types].xml');
  if (!contentTypes) return undefined;
  const overrides = new Map<string, string>();
  const defaults = new Map<string, string>();
  readElements(contentTypes, (name, attributes) => {
    const type = attributes.ContentType ?? '';
    if (macroTypes.test(type)) throw new Refused(/binary\.macroenabled/i.test(type) ? 'wrongType' : 'macros');
    if (name === 'Override') overrides.set((attributes.PartName ?? '').toLowerCase(), type);
    if (name === 'Default') defaults.set((attributes.Extension ?? '').toLowerCase(), type);
  });
  let target: string | undefined;
  readElements(parts.get('_rels/.rels') ?? new Uint8Array(), (_, { Type: type, Target: to }) => {
    if (type?.endsWith('/officeDocument')) target ??= to;
  });
  if (!target) return undefined;
  const main = posix.join('/', target);
  const type = overrides.get(main.toLowerCase()) ?? defaults.get(posix.extname(main).slice(1).toLowerCase()) ?? '';
  const found = Object.hasOwn(mainParts, type) ? mainParts[type] : undefined;
  if (!found) return undefined;
  const name = [...names].find((one) => `/${one}`.toLowerCase() === main.toLowerCase());
  if (name === undefined) throw new Refused('broken');
  // Kept unless it has a name that no office program gives.
  const text = parts.get(name);
  if (text) readElements(text);
  return found;
}

function openDocumentType(parts: ReadonlyMap<string, Uint8Array>): OfficeType | undefined {
  const mime = Buffer.from(parts.get('mimetype') ?? []).toString('latin1');
  if (!Object.hasOwn(openDocuments, mime)) return undefined;
  const manifest = parts.get('META-INF/manifest.xml');
  const content = parts.get('content.xml');
  if (!manifest) throw new Refused('broken');
  readElements(manifest, (name) => {
    if (name === 'encryption-data') throw new Refused('encrypted');
  });
  if (!content) throw new Refused('broken');
  readElements(content, refuseOpenLink);
  return openDocuments[mime];
}

/** Looks for `markup` over the seams of the pieces; UTF-16 is read by leaving out its zeros. */
function markupReader(): (name: string, piece: Uint8Array) => void {
  let reading = '';
  let tail = '';
  return (name, piece) => {
    if (!/\.(?:xml|vml)$/i.test(name)) return;
    const text = (reading === name ? tail : '') + Buffer.from(piece).toString('latin1').replaceAll('\0', '');
    const found = markup.find(({ sign }) => sign.test(text));
    if (found) throw new Refused(found.refusal);
    reading = name;
    tail = text.slice(-overlap);
  };
}
