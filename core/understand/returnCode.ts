export function returnCodeIn(text: string, isWord: (word: string) => boolean): string | undefined {
  const words = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
  return words.length === 5 && words.every(isWord) ? words.join(' ') : undefined;
}
