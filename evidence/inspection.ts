import { cleanName } from '../core/evidence/fileName.ts';
import { insightOf } from '../core/evidence/insight.ts';
import type { DocumentKind, FileType, Insight, Refusal } from '../core/evidence/model.ts';
import { Refused } from './refused.ts';
import { readText } from './text/index.ts';
import { fileTypeOf } from './types/fileType.ts';
import { redraw, redrawHeic } from './types/picture.ts';

export interface InspectionRequest {
  /** As it came, whatever it holds. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** ISO date in Europe/London. */
  readonly today: string;
  readonly organisation?: string;
  readonly kinds: readonly DocumentKind[];
  /** What to call a file whose name has nothing left after cleaning, without an ending; the type itself when absent. */
  readonly nameless?: string;
}

export type Inspection =
  | { readonly verdict: 'refused'; readonly refusal: Refusal }
  | {
      readonly verdict: 'accepted';
      readonly fileType: FileType;
      /** Cleaned: see `cleanName`. */
      readonly name: string;
      /** As to be stored. Photos are drawn anew without anything but the picture; everything else is as it came. */
      readonly bytes: Uint8Array;
      readonly insight: Insight;
    };

/** Looks at one file as long as it takes, in this thread; `Inspector` does so under limits. `seconds` bounds what cannot be interrupted. */
export async function inspectFile(request: InspectionRequest, seconds: number): Promise<Inspection> {
  try {
    const found = await fileTypeOf(request.bytes, request.name);
    const { fileType, bytes } = await forKeeping(request.bytes, found, seconds);
    const nameless = request.nameless ?? fileType;
    const name = cleanName(request.name, fileType, { today: request.today, nameless });
    return { verdict: 'accepted', fileType, name, bytes, insight: await insightInto(bytes, fileType, name, request) };
  } catch (error) {
    if (error instanceof Refused) return { verdict: 'refused', refusal: error.refusal };
    throw error;
  }
}

async function forKeeping(
  bytes: Uint8Array,
  fileType: FileType,
  seconds: number,
): Promise<{ readonly fileType: FileType; readonly bytes: Uint8Array }> {
  switch (fileType) {
    case 'png':
    case 'jpeg':
    case 'webp':
      return { fileType, bytes: await redraw(bytes, fileType, seconds) };
    case 'heic':
      return { fileType: 'jpeg', bytes: await redrawHeic(bytes, seconds) };
    default:
      return { fileType, bytes };
  }
}

async function insightInto(
  bytes: Uint8Array,
  fileType: FileType,
  fileName: string,
  { today, organisation, kinds }: InspectionRequest,
): Promise<Insight> {
  const { parts, isWhole } = await readText(bytes, fileType);
  return insightOf({ parts, isWhole, fileName, today, kinds, ...(organisation !== undefined && { organisation }) });
}
