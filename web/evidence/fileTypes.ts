import { words } from './words.ts';

type Kind = keyof typeof words.types;

/** How each type the server takes is called and what a file chooser knows it by. */
const known: Readonly<Record<string, { readonly kind?: Kind; readonly accept: string }>> = {
  docx: { kind: 'word', accept: '.docx' },
  xlsx: { kind: 'excel', accept: '.xlsx' },
  pptx: { kind: 'powerpoint', accept: '.pptx' },
  odt: { accept: '.odt' },
  ods: { accept: '.ods' },
  pdf: { kind: 'pdf', accept: '.pdf,application/pdf' },
  png: { kind: 'photo', accept: '.png,image/png' },
  jpeg: { kind: 'photo', accept: '.jpg,.jpeg,image/jpeg' },
  heic: { kind: 'photo', accept: '.heic,.heif,image/heic' },
  webp: { kind: 'photo', accept: '.webp,image/webp' },
  txt: { kind: 'text', accept: '.txt,text/plain' },
  csv: { accept: '.csv,text/csv' },
};

/** For `accept`: a phone that is asked for pictures offers its camera too. */
export const acceptFor = (types: readonly string[]): string =>
  types.flatMap((type) => known[type]?.accept ?? []).join(',');

/** "Word, Excel, PDF and photos". */
export function typesInWords(types: readonly string[]): string {
  const kinds = [...new Set(types.flatMap((type) => known[type]?.kind ?? []))].map((kind) => words.types[kind]);
  return kinds.length < 2 ? kinds.join('') : `${kinds.slice(0, -1).join(', ')} ${words.and} ${kinds.at(-1)}`;
}
