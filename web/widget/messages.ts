/** What the chat in the frame and the widget on the host site tell each other. Nothing a person wrote is among it. */
export type FromChat =
  | { readonly dsptGuide: 'ready' }
  | { readonly dsptGuide: 'close' }
  | { readonly dsptGuide: 'unread'; readonly count: number };

export type ToChat = { readonly dsptGuide: 'opened' | 'closed' };

export const isToChat = (data: Readonly<Record<string, unknown>>): data is ToChat =>
  data.dsptGuide === 'opened' || data.dsptGuide === 'closed';
