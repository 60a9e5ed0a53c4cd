/** What an error of a channel means for what was to be said there. */
export type Trouble =
  | { readonly is: 'blocked' | 'gone' | 'refused' | 'uncertain' }
  /** Nothing was said; worth another try after so many seconds. */
  | { readonly is: 'later'; readonly seconds: number };

/** Seconds, where the channel names none. */
const usualPause = 30;
const longestPause = 3600;
/** And where it is a setting of ours that somebody has to mend. */
const ownFault = 600;

/**
 * Reads what a `ConnectorError` (`bot/teams/connectorError.ts`) says: `mayHaveArrived`, `status`, `retryAfter` in seconds, and `failure`
 * where there was no status. Of any other error nobody knows how far the message got.
 */
export function troubleOf(error: unknown): Trouble {
  // Before all else: to send it again could say it twice. So it is with 500, 502 and 504, which may come from behind the door.
  if (field(error, 'mayHaveArrived') === true) return { is: 'uncertain' };
  const status = field(error, 'status');
  if (typeof status === 'number') return byStatus(status, field(error, 'retryAfter'));
  // Refused by ourselves, before any channel was asked.
  if (field(error, 'failure') === 'refused') return { is: 'refused' };
  return field(error, 'mayHaveArrived') === false ? { is: 'later', seconds: usualPause } : { is: 'uncertain' };
}

function byStatus(status: number, retryAfter: unknown): Trouble {
  if (status === 403) return { is: 'blocked' };
  if (status === 404 || status === 410) return { is: 'gone' };
  // Not their fault: our own sign-in was not taken.
  if (status === 401) return { is: 'later', seconds: ownFault };
  // 412: Teams asks for another try.
  if (status === 408 || status === 412 || status === 429 || status === 503) {
    const asked = typeof retryAfter === 'number' && retryAfter > 0 ? Math.ceil(retryAfter) : usualPause;
    return { is: 'later', seconds: Math.min(asked, longestPause) };
  }
  return { is: status >= 500 ? 'uncertain' : 'refused' };
}

const field = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);
