/** In UTF-16 units, without the ending: with its folders a name fits what Windows opens. */
const longest = 80;
/** Windows takes these for devices, whatever the ending. */
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * What people call something, as a name that every system can unpack: one part of a path, no signs that some forbid, nothing that a
 * terminal or a spreadsheet would carry out.
 */
export function safeName(called: string, nameless: string): string {
  const [stem, ending] = parts(
    called
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}<>:"/\\|?*]+/gu, ' ')
      .replaceAll(/\s+/g, ' '),
  );
  const clean = cut(stem)
    .replace(/^[\s.~=+@-]+/, '')
    .replace(/[\s.]+$/, '');
  const name = clean === '' ? nameless : devices.test(clean.split('.')[0] ?? '') ? `_${clean}` : clean;
  return `${name}${ending}`;
}

/** Gives each name once, also where a system takes capitals and small letters for the same: `policy (2).pdf`. */
export class DistinctNames {
  readonly #taken = new Set<string>();

  give(name: string): string {
    const [stem, ending] = parts(name);
    for (let count = 1; ; count++) {
      const tried = count === 1 ? name : `${stem} (${count})${ending}`;
      const key = tried.normalize('NFKC').toLowerCase();
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return tried;
    }
  }
}

/** What comes before the ending, and the ending with its dot. */
function parts(name: string): readonly [string, string] {
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? '';
  return [name.slice(0, name.length - ending.length), ending];
}

/** Not in the middle of a sign. */
const cut = (text: string): string => text.slice(0, longest).toWellFormed().replaceAll('\uFFFD', '');
