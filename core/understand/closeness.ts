/**
 * How far apart two spellings are: letters left out, added, changed, or two neighbours swapped, each counting one.
 * Anything above `most` is given as `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, most + 1);
}

/** English spellings of one sound, in the order they are replaced. `x` stands for "sh" and "ch", `j` for a soft "g". */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/[^a-z0-9]/g, ''],
  [/^(?:kn|gn|pn)/g, 'n'],
  [/^wr/g, 'r'],
  [/^ps/g, 's'],
  [/(?:[tcs]i[oa]n|ssion|tchen|shun|shen|shan|tiun|cyon)/g, 'xn'],
  [/(?:tial|cial|shal|shul|chal)/g, 'xl'],
  [/(?:sch|sh|tch|ch)/g, 'x'],
  [/ph/g, 'f'],
  [/gh(?=[a-z]|$)/g, ''],
  [/dg(?=[eiy])/g, 'j'],
  [/g(?=[eiy])/g, 'j'],
  [/(?:ck|cq|q)/g, 'k'],
  [/sc(?=[eiy])/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/z/g, 's'],
  [/wh/g, 'w'],
  [/th/g, 't'],
  [/mb(?=$)/g, 'm'],
];

/** What `spelling` (lower case) sounds like: its consonants, and whether it begins with a vowel. */
export function soundOf(spelling: string): string {
  let sound = spelling;
  for (const [pattern, letters] of sounds) sound = sound.replaceAll(pattern, letters);
  const begins = /^[aeiouy]/.test(sound) ? 'a' : sound[0];
  const more = sound.slice(1).replaceAll(/[aeiouyhw]/g, '');
  return ((begins ?? '') + more).replaceAll(/(.)\1+/g, '$1');
}
