import { extensionOf } from '../../core/evidence/fileName.ts';
import type { FileType } from '../../core/evidence/model.ts';
import { Refused } from '../refused.ts';

/** Names that a computer runs when people open them. Content decides what a file is; such a name only adds suspicion. */
const scriptEndings = new Set([
  ...[
    'bat',
    'cmd',
    'ps1',
    'psm1',
    'psd1',
    'vbs',
    'vbe',
    'vb',
    'js',
    'jse',
    'mjs',
    'wsf',
    'wsh',
    'wsc',
    'sct',
    'hta',
    'sh',
    'bash',
  ],
  ...[
    'zsh',
    'py',
    'rb',
    'pl',
    'php',
    'htm',
    'html',
    'xhtml',
    'shtml',
    'mht',
    'mhtml',
    'svg',
    'reg',
    'url',
    'inf',
    'scf',
    'desktop',
  ],
  ...['applescript', 'command', 'iqy', 'slk', 'jnlp', 'xsl', 'xslt', 'settingcontent-ms'],
]);
const programEndings = new Set([
  'exe',
  'scr',
  'pif',
  'dll',
  'msi',
  'msp',
  'cpl',
  'sys',
  'ocx',
  'jar',
  'apk',
  'lnk',
  'dmg',
]);

export const isScriptName = (name: string): boolean => scriptEndings.has(extensionOf(name));
export const isProgramName = (name: string): boolean => programEndings.has(extensionOf(name));

/** How scripts and pages begin, or what hardly stands in anything else. */
const scriptSigns: readonly RegExp[] = [
  /^\s*#!/,
  /<(?:script|iframe|object|embed|svg)[\s>/]/i,
  /^[ \t]*@?echo[ \t]+off\b/im,
  /^\s*<\?php/i,
  /^\s*(?:Windows Registry Editor Version|REGEDIT4)/,
  /^\s*\[(?:InternetShortcut|Shell|autorun)\]/i,
  /\b(?:Wscript|CScript)\.(?:Shell|CreateObject|Echo)\b/i,
  /\bCreateObject\s*\(\s*["']/i,
  /\bnew\s+ActiveXObject\s*\(/,
  /\b(?:Invoke-Expression|Invoke-WebRequest|Set-ExecutionPolicy|Start-Process|New-Object\s+(?:System|Net)\.)/i,
  /\bpowershell(?:\.exe)?\s+-\w/i,
  /\beval\s*\(\s*(?:atob|unescape|String\.fromCharCode|function)\b/,
  /^ID;P/,
  /^Content-Type:\s*multipart\/related/im,
];

/** How a page begins, comments aside; looked for in the first 64 KB. */
const page =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype|html|head|body|svg|hta:|job|package|scriptlet|component)\b/is;

/** Signs that a text is the source of another format, which people would not see as it stands here. */
const otherFormats = /^\s*(?:<\?xml|\{\\rtf|%!PS|-----BEGIN )/;

/**
 * The text of `bytes` when all of it is text: UTF-8, UTF-16 with its mark, or Windows-1252, without control characters
 * but tab, line ends and form feed. Undefined otherwise.
 */
export function decodedText(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  for (const name of encoding ? [encoding] : ['utf-8', 'windows-1252']) {
    try {
      const text = new TextDecoder(name, { fatal: true }).decode(bytes);
      // Windows-1252 leaves five bytes without a sign, which decode to controls.
      if (!/[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]/.test(text) && !/[\uFFFE\uFFFF]/.test(text)) return text;
    } catch {
      // Not this encoding.
    }
  }
  return undefined;
}

/** Whether a text is kept as `txt` or `csv`; its name may choose between these two only. Throws `Refused` for scripts and pages. */
export function textType(text: string, name: string): FileType {
  if (isScriptName(name) || isProgramName(name)) throw new Refused('script');
  if (page.test(text.slice(0, 65_536)) || scriptSigns.some((sign) => sign.test(text))) throw new Refused('script');
  if (otherFormats.test(text)) throw new Refused('wrongType');
  const ending = extensionOf(name);
  if (ending === 'csv') return 'csv';
  return ending !== 'txt' && isTable(text) ? 'csv' : 'txt';
}

/** Whether the first lines all have the same number of one separator, outside quotes. */
function isTable(text: string): boolean {
  const lines = text
    .slice(0, 65_536)
    .split(/\r\n|[\r\n]/)
    .filter(Boolean)
    .slice(0, 20);
  if (lines.length < 2) return false;
  return [',', ';', '\t'].some((separator) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length);
    return (counts[0] ?? 0) > 1 && counts.every((count) => count === counts[0]);
  });
}
