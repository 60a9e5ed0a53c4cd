import { Refused } from '../refused.ts';
import { visitXml } from '../text/xml.ts';

/** Told each element as it opens, its name without a prefix. */
export type ElementVisitor = (name: string, attributes: Readonly<Record<string, string>>) => void;

/** Reads an XML document to its end. Throws `Refused` ('broken') for one that `visitXml` does not take, and whatever `visit` refuses with. */
export async function readElements(bytes: Uint8Array, visit: ElementVisitor = () => undefined): Promise<void> {
  try {
    await visitXml(inPieces(bytes), { open: visit });
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('broken', { cause: error });
  }
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
