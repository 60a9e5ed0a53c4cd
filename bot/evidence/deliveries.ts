import { describeError, type Logger } from '../logger.ts';
import type { Doors } from './doors.ts';
import type { Intake } from './intake.ts';
import type { Upload } from './uploads.ts';

/** Milliseconds after which a process that works on a file, and was not heard of since, is thought dead by others. */
const workTime = 45_000;
/** Milliseconds after which one that is alive says so. */
const renewedEvery = 20_000;

export interface DeliveriesOptions {
  readonly intake: Pick<Intake, 'uploads' | 'settle'>;
  readonly doors: Pick<Doors, 'enter'>;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Milliseconds, when they are not to be those above. */
  readonly renewedEvery?: number;
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
    const workingUntil = this.#workingUntil();
    const claimed = await intake.uploads.change(id, (upload) =>
      upload.isTold || Date.parse(upload.workingUntil ?? '') > now().getTime()
        ? undefined
        : { ...upload, workingUntil },
    );
    if (!claimed) return;
    const stopRenewing = this.#keepRenewing(id, workingUntil);
    try {
      const sent = await intake.settle(id);
      if (!sent) return;
      await doors.enter(claimed.asker, { id: `upload ${id}`, uploads: [id], about: claimed.about });
    } catch (error) {
      await intake.uploads.change(id, withoutClaim);
      throw error;
    } finally {
      stopRenewing();
    }
    await intake.uploads.change(id, (upload) => ({ ...withoutClaim(upload), isTold: true }));
  }

  /** Keeps up a claim as long as it is ours. One that cannot be written runs out: then others may do the work again, which is harmless. */
  #keepRenewing(id: string, claim: string): () => void {
    const { intake, logger } = this.#options;
    // Also those of which we never heard that they were written.
    const ours = new Set<string | undefined>([claim]);
    const renew = async (): Promise<void> => {
      const workingUntil = this.#workingUntil();
      await intake.uploads.change(id, (upload) => {
        if (!ours.has(upload.workingUntil)) return undefined;
        ours.add(workingUntil);
        return { ...upload, workingUntil };
      });
    };
    const timer = setInterval(() => {
      renew().catch((error: unknown) => logger.error('evidence.undelivered', describeError(error)));
    }, this.#options.renewedEvery ?? renewedEvery);
    timer.unref();
    return () => clearInterval(timer);
  }

  #workingUntil(): string {
    return new Date(this.#options.now().getTime() + workTime).toISOString();
  }
}

function withoutClaim({ workingUntil: _, ...upload }: Upload): Upload {
  return upload;
}
