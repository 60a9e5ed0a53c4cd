import { words } from './words.ts';

/** How people call what the server takes. Types that few know by name go without saying. */
const kinds: Readonly<Record<string, keyof typeof words.types>> = {
  docx: 'word',
  xlsx: 'excel',
  pptx: 'powerpoint',
  pdf: 'pdf',
  png: 'photo',
  jpeg: 'photo',
  heic: 'photo',
  webp: 'photo',
  txt: 'text',
};

/** "Word, Excel, PDF and photos". */
export function typesInWords(types: readonly string[]): string {
  const said = [...new Set(types.flatMap((type) => kinds[type] ?? []))].map((kind) => words.types[kind]);
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} ${words.and} ${said.at(-1)}`;
}
