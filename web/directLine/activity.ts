/** The part of a Bot Framework activity that the page reads or writes. Everything in it came over the wire. */
export interface Activity {
  readonly id?: string;
  readonly type: string;
  readonly name?: string;
  readonly timestamp?: string;
  readonly from?: { readonly id?: string; readonly role?: string };
  readonly text?: string;
  /** `ignoringInput` on a goodbye: nothing is asked. */
  readonly inputHint?: string;
  readonly value?: unknown;
  readonly attachments?: readonly Attachment[];
  readonly suggestedActions?: { readonly actions?: readonly SuggestedAction[] };
  readonly channelData?: { readonly clientActivityID?: string; readonly dspt?: DsptData };
}

/** A card, or, with a name alone, a file that was sent. */
export interface Attachment {
  readonly contentType?: string;
  readonly content?: unknown;
  readonly name?: string;
}

export interface SuggestedAction {
  readonly type?: string;
  readonly title?: string;
  readonly value?: unknown;
}

/** What our bot tells beside its message (contract.md, "Activities"); the part of it that the page shows. */
export interface DsptData {
  /** Id of the question that is open. */
  readonly question?: string;
  readonly progress?: { readonly answered?: number; readonly of?: number };
  /** Id of the activity whose place it takes. */
  readonly replaces?: string;
  /** On the reply to a return code. */
  readonly opened?: boolean;
}

/** A message of the person's, before the server has given it an id. It keeps its `clientActivityID` for life. */
export interface Outgoing extends Activity {
  readonly channelData: { readonly clientActivityID: string };
}

export interface ActivitySet {
  readonly activities?: readonly Activity[];
  readonly watermark?: string;
}
