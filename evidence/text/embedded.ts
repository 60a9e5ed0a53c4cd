import type { ZipPackage } from './zipPackage.ts';

/** A document inside a document: the workbook behind a chart, say. */
export interface Embedded {
  readonly type: 'docx' | 'xlsx' | 'pptx';
  readonly bytes: Uint8Array;
}

const mostEmbedded = 20;
/** Bytes. */
const largestEmbedded = 16_000_000;

/**
 * The documents inside `zip`, one after the other. Those in older formats, and those too many or too large, cannot be read:
 * `skipped` is told of each.
 */
export async function* embeddedIn(zip: ZipPackage, skipped: () => void): AsyncIterable<Embedded> {
  const inside = zip.names.filter((name) => /\/embeddings\/[^/]+$/.test(name));
  for (const [index, name] of inside.entries()) {
    const type = /\.(docx|xlsx|pptx)$/.exec(name)?.[1] as Embedded['type'] | undefined;
    const bytes = type && index < mostEmbedded ? await bytesOf(zip, name) : undefined;
    if (type && bytes) yield { type, bytes };
    else skipped();
  }
}

async function bytesOf(zip: ZipPackage, name: string): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of zip.read(name)) {
    length += chunk.length;
    if (length > largestEmbedded) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
