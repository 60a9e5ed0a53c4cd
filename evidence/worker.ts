import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { type Inspection, type InspectionRequest, inspectFile } from './inspection.ts';

// Libraries tell the console what they think of a file. It would end up between the lines of our log, and may quote the file.
globalThis.console = new Console(new Writable({ write: (_chunk, _encoding, done) => done() }));

/** What travels into a worker; its bytes are moved, not copied. */
export interface Task {
  readonly request: InspectionRequest;
  readonly seconds: number;
}

/** What comes back: bytes only where they differ from those that went in. */
export interface Result {
  readonly inspection: Inspection;
  readonly isRewritten: boolean;
}

/** Runs in a worker of `Inspector`, one file at a time. */
export default async function inspectInWorker({ request, seconds }: Task): Promise<Result> {
  const inspection = await inspectFile(request, seconds);
  if (inspection.verdict === 'refused') return { inspection, isRewritten: false };
  if (inspection.bytes === request.bytes) {
    return { inspection: { ...inspection, bytes: new Uint8Array() }, isRewritten: false };
  }
  return { inspection, isRewritten: true };
}
