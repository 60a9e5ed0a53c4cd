/** The part of a Bot Framework activity that the page reads or writes. Everything in it came over the wire. */
export interface Activity {
  readonly id?: string;
  readonly type: string;
  readonly timestamp?: string;
  readonly from?: { readonly id?: string; readonly role?: string };
  readonly text?: string;
  readonly value?: unknown;
  readonly attachments?: readonly { readonly contentType?: string; readonly content?: unknown }[];
  readonly suggestedActions?: { readonly actions?: readonly SuggestedAction[] };
  readonly channelData?: { readonly clientActivityID?: string; readonly dspt?: DsptData };
}

export interface SuggestedAction {
  readonly type?: string;
  readonly title?: string;
  readonly value?: unknown;
}

/** What our bot and page tell each other beside the message (contract.md, "Activities"). */
export interface DsptData {
  readonly progress?: { readonly answered?: number; readonly of?: number };
  /** What to show instead of the words sent, when a button said them: "Where am I?" for `status`. */
  readonly title?: string;
}

/** A message of the person's, before the server has given it an id. It keeps its `clientActivityID` for life. */
export interface Outgoing extends Activity {
  readonly channelData: { readonly clientActivityID: string; readonly dspt?: DsptData };
}

export interface ActivitySet {
  readonly activities?: readonly Activity[];
  readonly watermark?: string;
}
