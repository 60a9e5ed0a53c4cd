import { describeError, type Logger } from '../logger.ts';
import type { Doors } from './doors.ts';
import type { Intake } from './intake.ts';
import type { Upload } from './uploads.ts';

/** Milliseconds that one process has for looking at a file and running its turn before another may think it dead. */
const workTime = 3 * 60_000;

export interface DeliveriesOptions {
  readonly intake: Intake;
  readonly doors: Doors;
  readonly logger: Logger;
  readonly now: () => Date;
}

/**
 * Brings files that came by our page into their conversations: each is looked at and told of once, whichever process is asked and
 * however often. Work that a process died over is taken up by the next that is asked.
 */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #working = new Map<string, Promise<void>>();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Sees to it that a file that is all there is told of. Resolves when this process has no more to do for it; never rejects. */
  deliver(id: string): Promise<void> {
    const running = this.#working.get(id);
    if (running) return running;
    const working = this.#deliver(id)
      .catch((error: unknown) => this.#options.logger.error('evidence.undelivered', describeError(error)))
      .finally(() => this.#working.delete(id));
    this.#working.set(id, working);
    return working;
  }

  /** Resolves once nothing is under way. */
  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working.values());
  }

  async #deliver(id: string): Promise<void> {
    const { intake, doors, now } = this.#options;
    const workingUntil = new Date(now().getTime() + workTime).toISOString();
    const claimed = await intake.uploads.change(id, (upload) =>
      upload.isTold || Date.parse(upload.workingUntil ?? '') > now().getTime()
        ? undefined
        : { ...upload, workingUntil },
    );
    if (!claimed) return;
    try {
      const sent = await intake.settle(id);
      if (!sent) return;
      await doors.enter(claimed.asker, { id: `upload ${id}`, uploads: [id], about: claimed.about });
    } catch (error) {
      await intake.uploads.change(id, withoutClaim);
      throw error;
    }
    await intake.uploads.change(id, (upload) => ({ ...withoutClaim(upload), isTold: true }));
  }
}

function withoutClaim({ workingUntil: _, ...upload }: Upload): Upload {
  return upload;
}
