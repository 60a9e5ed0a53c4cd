import { request } from '../directLine/request.ts';

/** An item of the toolkit, as people know it. */
export interface Topic {
  readonly id: string;
  readonly topic: string;
}

export interface Version {
  /** Index into the versions, oldest first. */
  readonly version: number;
  readonly name?: string;
  /** Bytes. */
  readonly size?: number;
  /** Absent for a link and for a note of where a document is kept. */
  readonly sha256?: string;
  /** ISO 8601 instant. */
  readonly at: string;
}

/** A document kept as evidence. Dates are ISO dates. */
export interface Document {
  readonly id: string;
  /** What people call it by in the chat: D1, D2, ... */
  readonly number: number;
  readonly name?: string;
  readonly fileType?: string;
  readonly size?: number;
  readonly link?: string;
  readonly keptAt?: string;
  readonly at: string;
  readonly documentDate?: string;
  readonly reviewDate?: string;
  readonly owner?: string;
  /** All but `ok` prove nothing. */
  readonly state: 'ok' | 'waiting' | 'infected' | 'missing' | 'altered';
  readonly usedFor: readonly Topic[];
  readonly versions: readonly Version[];
}

export interface View {
  readonly organisation?: string;
  /** What the link was made for; absent where it opens the documents as such. */
  readonly question?: Topic & { readonly ask: string; readonly need: string };
  /** The document that the next file takes the place of. */
  readonly replaces?: string;
  readonly documents: readonly Document[];
  readonly limits: { readonly bytes: number; readonly types: readonly string[] };
}

/** What became of a file that was sent. */
export type Verdict =
  | { readonly state: 'receiving' | 'checking' }
  /** `sentences` are advice about what was found in it. */
  | { readonly state: 'kept'; readonly document?: { readonly number?: number }; readonly sentences?: readonly string[] }
  | { readonly state: 'refused'; readonly sentence: string }
  | { readonly state: 'held'; readonly sentences: readonly string[] };

export const heldChoices = ['takeBack', 'redact', 'sayWhere', 'keep'] as const;
export type HeldChoice = (typeof heldChoices)[number];

export interface Description {
  readonly documentDate: string;
  readonly reviewDate: string;
  readonly owner: string;
}

/** What the page may ask for: card actions, as the chat's buttons send them. */
export type Act =
  | { readonly do: 'useFor' | 'stopUsing'; readonly document: string; readonly question: string }
  | { readonly do: 'delete'; readonly document: string; readonly isSure: true }
  | ({ readonly do: 'describe'; readonly document: string } & Description)
  | { readonly do: 'held'; readonly upload: string; readonly choice: HeldChoice };

export const uploadsPath = '/evidence/api/uploads';

/** The server's side of this page. Every call rejects with `HttpError`, or a `TypeError` where the network fails. */
export class Api {
  readonly ticket: string;

  constructor(ticket: string) {
    this.ticket = ticket;
  }

  view(): Promise<View> {
    return request('/evidence/api/view', { method: 'GET', token: this.ticket });
  }

  verdict(upload: string): Promise<Verdict> {
    return request(`${uploadsPath}/${encodeURIComponent(upload)}/result`, { method: 'GET', token: this.ticket });
  }

  /** Resolves with the sentence that says what was done. */
  async act(action: Act): Promise<string> {
    const { said } = await request<{ said: string }>('/evidence/api/act', { token: this.ticket, body: action });
    return said;
  }

  /** Resolves with an address that gives the file away for a short while. */
  async link(document: string, version?: number): Promise<string> {
    const body = { document, ...(version !== undefined && { version }) };
    const { url } = await request<{ url: string }>('/evidence/api/link', { token: this.ticket, body });
    return url;
  }
}
