import { isNativeError } from 'node:util/types';
import { ConnectorError } from './connectorError.ts';

/**
 * Waits for a call of a channel, token and all, for so many milliseconds; whatever it fails with becomes a `ConnectorError`. A call that
 * is late goes on unheard.
 */
export async function inTime<T>(call: Promise<T>, milliseconds: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new ConnectorError({ failure: 'timeout', mayHaveArrived: true })),
    milliseconds,
  );
  try {
    return await Promise.race([call, late.promise]);
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    // What the SDK's client throws came after our transport was done, so the channel has it; anything else is about the bot's token.
    const mayHaveArrived = isNativeError(error) && error.name === 'RestError';
    throw new ConnectorError({ failure: 'unreachable', mayHaveArrived, cause: error });
  } finally {
    clearTimeout(timer);
  }
}
