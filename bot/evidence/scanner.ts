import type { Readable } from 'node:stream';
import type { Files, ScanVerdict } from '../../storage/ports.ts';

/** Something that looks for viruses. */
export interface Scanner {
  /** `file`: name in the store. `waiting`: the scanner cannot say yet, or cannot be reached. */
  scan(file: string): Promise<ScanVerdict>;
  /** Milliseconds before it is first worth asking again, when that is not half a minute. */
  readonly retryAfter?: number;
}

/** A scanner that is handed the bytes, such as `clamd`. */
export function streamScanner(files: Files, scan: (bytes: Readable) => Promise<ScanVerdict>): Scanner {
  return {
    async scan(file) {
      const bytes = await files.open(file);
      if (!bytes) return 'waiting';
      try {
        return await scan(bytes);
      } finally {
        bytes.destroy();
      }
    },
  };
}
