import { EtagMismatch } from '../../storage/ports.ts';

const mostTries = 20;

/** Makes a conditional write again, from the reading on, as often as somebody else wrote first; 20 times at the most. */
export async function untilWritten<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof EtagMismatch) || tries === mostTries) throw error;
    }
  }
}
