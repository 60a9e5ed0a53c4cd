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

/** The line was never there: nothing can have been taken. */
const neverReached = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
];

/** Reads `status` and `retryAfter` (seconds) of an error, else the code of the line, also of its causes. */
export function troubleOf(error: unknown): Trouble {
  const status = field(error, 'status');
  if (typeof status === 'number') return byStatus(status, field(error, 'retryAfter'));
  for (let each: unknown = error, depth = 0; each && depth < 5; each = field(each, 'cause'), depth++) {
    if (neverReached.includes(String(field(each, 'code')))) return { is: 'later', seconds: usualPause };
  }
  return { is: 'uncertain' };
}

function byStatus(status: number, retryAfter: unknown): Trouble {
  if (status === 403) return { is: 'blocked' };
  if (status === 404 || status === 410) return { is: 'gone' };
  // Not their fault: our own sign-in was not taken.
  if (status === 401) return { is: 'later', seconds: ownFault };
  // 412: Teams asks for another try, as for 502 and 504.
  if (status === 408 || status === 412 || status === 429 || status >= 500) {
    const asked = typeof retryAfter === 'number' && retryAfter > 0 ? Math.ceil(retryAfter) : usualPause;
    return { is: 'later', seconds: Math.min(asked, longestPause) };
  }
  return { is: 'refused' };
}

const field = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);
