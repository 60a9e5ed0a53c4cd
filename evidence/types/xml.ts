import { Refused } from '../refused.ts';
import { visitXml } from '../text/xml.ts';

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** At most this many elements are handed back; the rest is only read. */
const most = 10_000;

/** The elements of an XML document in the order they open. Throws `Refused` ('broken') for one that `visitXml` does not take. */
export async function elementsOf(bytes: Uint8Array): Promise<readonly Element[]> {
  const elements: Element[] = [];
  try {
    await visitXml(inPieces(bytes), {
      open: (name, attributes) => {
        if (elements.length < most) elements.push({ name, attributes });
      },
    });
  } catch (error) {
    throw new Refused('broken', { cause: error });
  }
  return elements;
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
