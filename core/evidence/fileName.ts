import { findPersonalData, redact } from '../understand/personalData.ts';
import type { FileType } from './model.ts';

/** What a name may end in for each type of file; the first is given to a name that ends in anything else. */
const endings = {
  docx: ['docx'],
  xlsx: ['xlsx'],
  pptx: ['pptx'],
  odt: ['odt'],
  ods: ['ods'],
  pdf: ['pdf'],
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
  heic: ['heic', 'heif'],
  webp: ['webp'],
  txt: ['txt'],
  csv: ['csv'],
} as const satisfies Record<FileType, readonly [string, ...string[]]>;

/** Names end in these by their kind and not by chance, so they may go; "Policy v1.2" and "Minutes 3.May" keep what is there. */
const known = new Set<string>([
  ...Object.values(endings).flat(),
  ...[
    'doc',
    'docm',
    'dot',
    'dotm',
    'dotx',
    'xls',
    'xlsb',
    'xlsm',
    'xlt',
    'xltm',
    'xltx',
    'ppt',
    'pptm',
    'pps',
    'ppsx',
    'ppsm',
  ],
  ...[
    'potx',
    'potm',
    'rtf',
    'odp',
    'odg',
    'ott',
    'ots',
    'avif',
    'gif',
    'bmp',
    'tif',
    'tiff',
    'svg',
    'jpe',
    'jfif',
    'apng',
  ],
  ...[
    'htm',
    'html',
    'xhtml',
    'mht',
    'mhtml',
    'xml',
    'json',
    'md',
    'log',
    'tsv',
    'eml',
    'msg',
    'url',
    'lnk',
    'zip',
    'rar',
    '7z',
  ],
  ...[
    'exe',
    'com',
    'scr',
    'pif',
    'dll',
    'msi',
    'bat',
    'cmd',
    'ps1',
    'vbs',
    'vbe',
    'js',
    'jse',
    'wsf',
    'hta',
    'jar',
    'apk',
    'sh',
  ],
]);

/** What a file's name says after its last dot, lower case; empty when it says nothing. */
export const extensionOf = (name: string): string =>
  /\.(?<end>[a-z0-9]{1,8})[\s.]*$/i.exec(name)?.groups?.end?.toLowerCase() ?? '';

const longest = 100;
/** What Windows takes for a device, whatever follows the first dot. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
const edges = /^[\s.]+|[\s.]+$/g;

/**
 * `name` as it may be kept, shown and downloaded: no folders, no control or direction marks, nothing that Windows would
 * not take, personal details replaced by "…", at most 100 UTF-16 units, in NFC, ending in what fits `fileType`. A name of which
 * no letter or figure is left becomes `nameless`, a word without an ending. `today` is an ISO date in Europe/London.
 */
export function cleanName(
  name: string,
  fileType: FileType,
  { today, nameless }: { today: string; nameless: string },
): string {
  const plain = plainText(name);
  const given = extensionOf(plain);
  const ending = endings[fileType].find((one) => one === given) ?? endings[fileType][0];
  const whole = withoutDetails(withoutEndings(plain), today).replace(edges, '');
  const short = whole
    .slice(0, longest - ending.length - 2)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(edges, '');
  const stem = /[\p{L}\p{N}]/u.test(short) ? short : nameless;
  return `${reserved.test(stem) ? '_' : ''}${stem}.${ending}`;
}

/**
 * What a file is called from the moment it is sent until it was looked at and has its name by `cleanName`: as it was given, without
 * what that would take out anyway, and no longer than people can read. Empty when nothing is left. `today` is an ISO date in
 * Europe/London.
 */
export function sentName(name: string, today: string): string {
  const plain = plainText(name).trim();
  const ending = /\.\w{1,8}$/.exec(plain)?.[0] ?? '';
  const stem = withoutDetails(plain.slice(0, plain.length - ending.length), today);
  return `${stem.slice(0, longest - ending.length).replace(/[\uD800-\uDBFF]$/, '')}${ending}`.trim();
}

/** The last part of a path of either kind, of signs that show and that every system takes. */
function plainText(name: string): string {
  return name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Zl}\p{Zp}\t\n\r]/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\uFFFD]/gu, '')
    .replace(/^.*[\\/]/s, '')
    .replace(/^[a-z]:(?=.)/i, '')
    .replace(/[<>:"|?*]/g, '-')
    .replace(/\s+/g, ' ');
}

/** All endings go, or "policy.pdf.exe" would keep one that lies. */
function withoutEndings(name: string): string {
  let stem = name;
  for (let end = extensionOf(stem); known.has(end); end = extensionOf(stem))
    stem = stem.slice(0, stem.lastIndexOf(`.`, stem.search(/[\s.]*$/) - 1));
  return stem;
}

function withoutDetails(stem: string, today: string): string {
  // People write "_" where they mean a space, and a number behind one is no word of its own.
  return redact(stem, findPersonalData(stem.replaceAll('_', ' '), today), () => '…');
}
