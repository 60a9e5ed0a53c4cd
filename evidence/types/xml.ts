import { Refused } from '../refused.ts';
import { type XmlReader, xmlReader } from '../text/xml.ts';

/** Told each element as it opens, its name without a prefix. */
export type ElementVisitor = (name: string, attributes: Readonly<Record<string, string>>) => void;

/** Tells `visit` of elements. Its methods throw `Refused`: 'broken' for what no `XmlReader` takes, and whatever `visit` refuses with. */
export function elementReader(visit: ElementVisitor): XmlReader {
  const reader = xmlReader({ open: visit });
  return {
    write: (piece) => orBroken(() => reader.write(piece)),
    end: () => orBroken(() => reader.end()),
  };
}

function orBroken(read: () => void): void {
  try {
    read();
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('broken', { cause: error });
  }
}

/** Reads an XML document to its end. Throws as `elementReader` does. */
export function readElements(bytes: Uint8Array, visit: ElementVisitor = () => undefined): void {
  const reader = elementReader(visit);
  for (let at = 0; at < bytes.length; at += 65_536) reader.write(bytes.subarray(at, at + 65_536));
  reader.end();
}
