import type { Place, TextPart } from '../../core/evidence/model.ts';

/** What was read of a file. `isWhole` is false where text may be missing: a limit was met, or the file could not be read to its end. */
export interface FileText {
  readonly parts: readonly TextPart[];
  readonly isWhole: boolean;
}

/** Most characters (UTF-16 units) taken from one file: some 700 pages of text. */
export const longestText = 2_000_000;
/** Most parts taken from one file: each paragraph, line, cell or page is one. */
export const mostParts = 200_000;
/** Most pages taken from a PDF. */
export const mostPages = 500;

/** Thrown by the sink when it has had enough, to leave a reader at once. */
export class Enough extends Error {}

/** Where readers put what they find, up to the limits. */
export class TextSink {
  readonly parts: TextPart[] = [];
  isWhole = true;
  private left = longestText;

  /** White space alone is left out. @throws {Enough} at a limit; what was added till then stays. */
  add(place: Place, text: string): void {
    if (text.trim() === '') return;
    if (this.left === 0 || this.parts.length >= mostParts) throw new Enough();
    const kept = text.slice(0, this.left);
    this.parts.push({ place, text: kept });
    this.left -= kept.length;
    if (kept.length < text.length) throw new Enough();
  }

  /** Runs one reader. Whatever ends it early, a limit or a fault in the file, leaves what was read and marks it as not whole. */
  async reading(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      this.isWhole = false;
      if (error instanceof Enough) throw error;
    }
  }
}
