import type { ActivitySet, Outgoing } from './activity.ts';
import { request } from './request.ts';
import { upload } from './upload.ts';

interface SessionAnswer {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly userId: string;
  readonly resumed: boolean;
}

interface ConversationAnswer {
  readonly conversationId: string;
  readonly token?: string;
  readonly streamUrl?: string;
  readonly expires_in?: number;
}

/**
 * Who we are to the server: one conversation, one token. The cookie that brings a refresh back to the same
 * conversation is HttpOnly; the token lives only in memory.
 */
export class Session {
  conversationId = '';
  userId = '';
  resumed = false;
  #token = '';
  #refresh: ReturnType<typeof setTimeout> | undefined;

  /** Opens the session the cookie names, or a new one. `fresh` leaves the old one behind. */
  async open(fresh = false): Promise<void> {
    const answer = await request<SessionAnswer>('/chat/session', { body: fresh ? { fresh } : {} });
    this.conversationId = answer.conversationId;
    this.userId = answer.userId;
    this.resumed = answer.resumed;
    this.#keep(answer.token, answer.expires_in);
  }

  /** Makes the server forget this computer. What was answered stays saved there. */
  async forget(): Promise<void> {
    await request('/chat/session/forget', { body: {} });
  }

  /** Goes back to the session that a return link left; false where there is none. */
  async restore(): Promise<boolean> {
    try {
      await request('/chat/session/restore', { body: {} });
      return true;
    } catch {
      return false;
    }
  }

  /** Starts the conversation (the guide greets then) and returns where its stream is. */
  async start(): Promise<string | undefined> {
    return this.#adopt(await request('/v3/directline/conversations', { token: this.#token, body: {} }));
  }

  /** Returns where the stream of a running conversation is, from `watermark` on. */
  async rejoin(watermark: string): Promise<string | undefined> {
    return this.#adopt(
      await request(`${this.#path}?watermark=${encodeURIComponent(watermark)}`, { method: 'GET', token: this.#token }),
    );
  }

  async activitiesSince(watermark: string, timeout?: number): Promise<ActivitySet> {
    const query = watermark === '' ? '' : `?watermark=${encodeURIComponent(watermark)}`;
    const options = { method: 'GET', token: this.#token, ...(timeout !== undefined && { timeout }) } as const;
    return await request(`${this.#path}/activities${query}`, options);
  }

  /** Resolves with the activity's id once the server has it. */
  async post(activity: Outgoing): Promise<string | undefined> {
    const body = { ...activity, from: { id: this.userId }, locale: document.documentElement.lang };
    const answer = await request<{ id?: string }>(`${this.#path}/activities`, { token: this.#token, body });
    return answer?.id;
  }

  /** Resolves once the server has the files and has answered. */
  async sendFiles(
    activity: Outgoing,
    files: readonly File[],
    options: { readonly signal: AbortSignal; progress(share: number): void },
  ): Promise<void> {
    const body = { ...activity, from: { id: this.userId }, locale: document.documentElement.lang };
    const path = `${this.#path}/upload?userId=${encodeURIComponent(this.userId)}`;
    await upload(path, body, files, { ...options, token: this.#token });
  }

  get #path(): string {
    return `/v3/directline/conversations/${encodeURIComponent(this.conversationId)}`;
  }

  #adopt({ token, expires_in, streamUrl }: ConversationAnswer): string | undefined {
    if (token !== undefined) this.#keep(token, expires_in);
    return streamUrl;
  }

  #keep(token: string, seconds = 1800): void {
    this.#token = token;
    clearTimeout(this.#refresh);
    // At half its life. A laptop that slept through this is met by a 401 and opens the session again by its cookie.
    this.#refresh = setTimeout(() => void this.#renew(), Math.min(seconds * 500, 2 ** 31 - 1));
  }

  async #renew(): Promise<void> {
    try {
      const { token, expires_in } = await request<SessionAnswer>('/v3/directline/tokens/refresh', {
        token: this.#token,
        body: {},
      });
      this.#keep(token, expires_in);
    } catch {
      // The next request that is refused opens the session anew.
    }
  }
}
