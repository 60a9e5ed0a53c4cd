import { describeError, type Logger } from './logger.ts';

/**
 * What to do with an error that nobody caught, rejected promises included: say so and go on serving. Node warns that such a
 * program may be in any state, and ours can afford it: what is acknowledged is on the disk, a transaction begins and ends
 * in one uninterrupted step, and whatever is kept in memory is checked against the store when it is used. At worst one
 * request gets no answer. To end instead would let one request take the guide away from everybody.
 */
export function buildLastWall(logger: Logger): void {
  process.on('uncaughtException', (error) => logger.error('process.uncaught', describeError(error)));
}
