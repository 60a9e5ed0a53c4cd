/**
 * What the chat in the frame and the widget on the host site tell each other. Nothing a person wrote is among it. A token goes from
 * the host site to the chat alone, when the chat asks for one, and each time to the other's exact origin.
 */
export type FromChat =
  | { readonly dsptGuide: 'ready' }
  | { readonly dsptGuide: 'close' }
  | { readonly dsptGuide: 'unread'; readonly count: number }
  /** Who is there? Answered by `token`. */
  | { readonly dsptGuide: 'identify' }
  | { readonly dsptGuide: 'signedOut' };

export type ToChat =
  | { readonly dsptGuide: 'opened' | 'closed' }
  /** Absent: the host site has none that was not given before. */
  | { readonly dsptGuide: 'token'; readonly token?: string | undefined };

/** In the chat's address: the host site says who is there, or has signed them out. */
export type Identity = 'ask' | 'end';

export const isToChat = (data: Readonly<Record<string, unknown>>): data is ToChat =>
  data.dsptGuide === 'opened' ||
  data.dsptGuide === 'closed' ||
  (data.dsptGuide === 'token' && ['string', 'undefined'].includes(typeof data.token));
