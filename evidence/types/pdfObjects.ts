/**
 * Reads the objects of a PDF wherever they stand, whether or not its tables know of them: an update or a second table may
 * bring any of them to life. Works on text in which each character is one byte.
 */
export interface PdfObject {
  /** Its number and generation, where they stand right before it. */
  readonly id: readonly [number, number] | undefined;
  /** All names in it, their `#` signs resolved. */
  readonly names: ReadonlySet<string>;
  /** Names of its filters in order. */
  readonly filters: readonly string[];
  /** Its filters stand in another object. */
  readonly hasFarFilters: boolean;
  /** Anything but its length and what it extends stands in another object. */
  readonly hasFarValues: boolean;
  /** Offset of the first byte of its stream. */
  readonly stream: number | undefined;
}

const token =
  /[\0\t\n\f\r ]+|%[^\r\n]*|\/(?<name>[^\0\t\n\f\r ()<>[\]{}/%]*)|<<|>>|<[^<>]{0,1000000}>?|[()[\]{}>]|(?<word>[^\0\t\n\f\r ()<>[\]{}/%]+)/y;
const inString = /[^()\\]{1,4096}|\\[\s\S]|[()]/y;
/** A text that claims to be longer is read on as if it were none: that finds more, never less. */
const longestString = 65_536;

/** All names in `text`, also where they would be part of a text in brackets: where objects begin in there, only tables say. */
export const namesIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/\/([^\0\t\n\f\r ()<>[\]{}/%]*)/g)].map(([, name = '']) => resolved(name)));

const resolved = (name: string): string =>
  name.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** An object may be found more than once, and some that are none. */
export function* objectsIn(text: string): Generator<PdfObject> {
  for (let at = text.indexOf('obj'); at >= 0; at = text.indexOf('obj', at + 3)) {
    if (!text.startsWith('end', at - 3)) yield { ...objectAt(text, at + 3), id: idBefore(text, at) };
  }
}

function idBefore(text: string, at: number): readonly [number, number] | undefined {
  const { number, generation } =
    /(?<number>\d{1,10})[\0\s]+(?<generation>\d{1,5})[\0\s]*$/.exec(text.slice(at - 40, at))?.groups ?? {};
  return number === undefined ? undefined : [Number(number), Number(generation)];
}

/** Names and numbers that follow on names in the dictionary at `start`, and texts (one character a byte), also of those within it; the first of each name. */
export function entriesAt(text: string, start: number): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  let key: string | undefined;
  for (let at = start, depth = 0; at < text.length; ) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) break;
    const [sign] = found;
    at = token.lastIndex;
    if (/^[\s\0%]/.test(sign)) continue;
    const { name: raw, word } = found.groups ?? {};
    let value = raw === undefined ? word : resolved(raw);
    if (sign === '(' || (sign.startsWith('<') && sign !== '<<')) value = stringAt(text, at - sign.length);
    if (sign === '(') at = afterString(text, at);
    if (sign === '<<') depth += 1;
    if (sign === '>>') depth -= 1;
    if (depth <= 0 && (sign === '>>' || word === 'endobj')) break;
    if (key !== undefined && value !== undefined) {
      if (!entries.has(key)) entries.set(key, value);
      key = undefined;
    } else key = raw === undefined ? undefined : value;
  }
  return entries;
}

/** The text that begins with a bracket at `at`, one character a byte. */
export function stringAt(text: string, at: number): string {
  if (text[at] === '<') {
    return Buffer.from(text.slice(at, text.indexOf('>', at)).replace(/[^0-9a-f]/gi, ''), 'hex').toString('latin1');
  }
  return text
    .slice(at + 1, afterString(text, at + 1) - 1)
    .replace(/\\(?:([0-7]{1,3})|(\r\n|[\r\n])|([\s\S]))/g, (_, octal?: string, line?: string, sign = '') => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      return line === undefined ? (escapes[sign] ?? sign) : '';
    });
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** What stands at `start`, up to its stream or its end: words that say so within a dictionary do not count for readers either. */
export function objectAt(text: string, start: number): Omit<PdfObject, 'id'> {
  const names = new Set<string>();
  const filters: string[] = [];
  let hasFarFilters = false;
  let hasFarValues = false;
  let expected: 'filter' | 'filters' | undefined;
  let key = '';
  let depth = 0;
  let lists = 0;
  for (let at = start; at < text.length; ) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) break;
    const [sign] = found;
    at = token.lastIndex;
    const { name: raw, word } = found.groups ?? {};
    if (sign === '[') lists += 1;
    else if (sign === ']') lists -= 1;
    // Readers part "0R" into a number and the sign of a reference.
    else if (word?.endsWith('R') && (lists > 0 || (key !== 'Length' && key !== 'Extends'))) hasFarValues = true;
    if (raw !== undefined) {
      const name = resolved(raw);
      names.add(name);
      if (expected) filters.push(name);
      if (expected !== 'filters') expected = name === 'Filter' || name === 'F' ? 'filter' : undefined;
      key = name;
    } else if (sign === '<<') depth += 1;
    else if (sign === '>>') depth -= 1;
    else if (word === 'stream' && depth <= 0)
      return { names, filters, hasFarFilters, hasFarValues, stream: lineAfter(text, at) };
    else if (depth <= 0 && (word === 'endobj' || word === 'obj')) break;
    else if (sign === '(') at = afterString(text, at);
    else if (sign === '[' && expected) expected = 'filters';
    else if (/^[^\s\0%]/.test(sign)) {
      if (expected === 'filter' && key === 'Filter' && word !== undefined && word !== 'null') hasFarFilters = true;
      if (expected === 'filters' && word !== undefined && /^\d/.test(word)) hasFarFilters = true;
      expected = expected === 'filters' && sign !== ']' ? expected : undefined;
    }
  }
  return { names, filters, hasFarFilters, hasFarValues, stream: undefined };
}

function lineAfter(text: string, at: number): number {
  const end = /\r\n|[\r\n]/g;
  end.lastIndex = at;
  return end.exec(text) ? end.lastIndex : text.length;
}

function afterString(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < Math.min(text.length, start + longestString); at = inString.lastIndex) {
    inString.lastIndex = at;
    const sign = inString.exec(text)?.[0];
    if (sign === undefined) break;
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth === 0) return inString.lastIndex;
  }
  return start;
}
