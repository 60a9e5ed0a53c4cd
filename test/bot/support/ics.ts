/** A small reader of iCalendar (RFC 5545), for what the program writes: strict about lines, silent about meaning. */
export interface Component {
  readonly name: string;
  /** By name with its parameters (`DTSTART;VALUE=DATE`), as written. */
  readonly properties: Readonly<Record<string, string>>;
  readonly components: readonly Component[];
}

/** @throws for a text that is not well formed: bare line ends, lines over 75 bytes, parts that do not close, names that come twice. */
export function readIcs(text: string): Component {
  if (!text.endsWith('\r\n')) throw new Error('The last line does not end.');
  if (/(?<!\r)\n|\r(?!\n)/.test(text)) throw new Error('A line end is not CRLF.');
  const physical = text.slice(0, -2).split('\r\n');
  const long = physical.find((line) => Buffer.byteLength(line) > 75);
  if (long !== undefined) throw new Error(`A line of ${Buffer.byteLength(long)} bytes.`);
  if (physical.some((line) => line.trim() === '' || line.includes('\uFFFD')))
    throw new Error('An empty or broken line.');
  const lines = physical.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  const [calendar, rest] = component(lines);
  if (rest.length) throw new Error('Something after the end.');
  return calendar;
}

function component([begin = '', ...lines]: readonly string[]): [Component, readonly string[]] {
  const name = /^BEGIN:([A-Z]+)$/.exec(begin)?.[1];
  if (!name) throw new Error(`No beginning: ${begin}`);
  const properties: Record<string, string> = {};
  const components: Component[] = [];
  let left: readonly string[] = lines;
  for (;;) {
    const [line, ...after] = left;
    if (line === undefined) throw new Error(`${name} does not end.`);
    if (line === `END:${name}`) return [{ name, properties, components }, after];
    if (line.startsWith('BEGIN:')) {
      const [inner, rest] = component(left);
      components.push(inner);
      left = rest;
      continue;
    }
    const { key, value } = /^(?<key>[A-Z-]+(?:;[A-Z-]+=[^:;]+)*):(?<value>.*)$/s.exec(line)?.groups ?? {};
    if (key === undefined || value === undefined) throw new Error(`No property: ${line}`);
    if (components.length) throw new Error(`${key} comes after a component.`);
    if (Object.hasOwn(properties, key)) throw new Error(`${key} comes twice.`);
    properties[key] = value;
    left = after;
  }
}

/** A value of type TEXT as people read it. */
export const unescaped = (value: string): string =>
  value.replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
