import type { FileType } from '../../core/evidence/model.ts';
import { maxDepth } from '../limits.ts';
import { Refused } from '../refused.ts';
import { type Budget, newBudget } from './archive.ts';
import { isCompoundFile } from './compoundFile.ts';
import { filesInObject, refuseCompoundFile } from './embedded.ts';
import { hasArchiveBehind, kindOf } from './magic.ts';
import { officeType } from './office.ts';
import { checkPdf } from './pdf.ts';
import { decodedText, isProgramName, textType } from './text.ts';

/**
 * The type of a file by its content, after a look at everything in it but pictures, which are drawn anew. `name` only decides
 * between `txt` and `csv`, and makes a text suspicious when it ends as scripts do. Throws `Refused`.
 */
export const fileTypeOf = (bytes: Uint8Array, name: string): Promise<FileType> => look(bytes, name, newBudget(), 0);

async function look(bytes: Uint8Array, name: string, budget: Budget, depth: number): Promise<FileType> {
  if (depth > maxDepth) throw new Refused('bomb');
  const kind = await kindOf(bytes);
  switch (kind) {
    case 'archive':
      return officeType(bytes, budget, (part) => lookInside(part.bytes, part.name, budget, depth + 1));
    case 'compound':
      return refuseCompoundFile(bytes);
    case 'pdf':
      await checkPdf(bytes);
      return kind;
    case 'png':
    case 'jpeg':
    case 'webp':
    case 'heic':
      if (hasArchiveBehind(bytes)) throw new Refused('broken');
      return kind;
    case 'text':
      if (hasArchiveBehind(bytes)) throw new Refused('broken');
      return textType(decodedText(bytes) ?? '', name);
    default:
      return kind satisfies never;
  }
}

/** A file inside an office file must be one that we would take by itself, or an OLE object that carries only such. */
async function lookInside(bytes: Uint8Array, name: string, budget: Budget, depth: number): Promise<void> {
  if (isProgramName(name)) throw new Refused('program');
  if (!isCompoundFile(bytes)) {
    await look(bytes, name, budget, depth);
    return;
  }
  for (const file of filesInObject(bytes)) await lookInside(file.bytes, file.name, budget, depth + 1);
}
