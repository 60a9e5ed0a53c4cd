import { forgetTab, isTabEmpty, tabStore } from '../tabStore.ts';
import type { ActivitySet, Outgoing } from './activity.ts';
import { HttpError, request } from './request.ts';
import { upload } from './upload.ts';

interface SessionAnswer {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly userId: string;
  readonly resumed: boolean;
}

/** `refused`: the token proves nothing. `unavailable`: it cannot be checked just now. */
export type SignInFailure = 'refused' | 'unavailable';

export class SignInFailed extends Error {
  readonly why: SignInFailure;

  constructor(why: SignInFailure) {
    super(`Signing in: ${why}`);
    this.why = why;
  }
}

/** Asks the host site who is there; undefined where it has no token that was not given before. */
export type AskToken = () => Promise<string | undefined>;

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
  readonly #askToken: AskToken | undefined;
  /** Given by the host site and not read by the server yet. */
  #unspent: string | undefined;
  #opening: Promise<void> | undefined;
  /** Whether the page began with nothing that somebody had left in this tab. */
  readonly #isCleanPage = isTabEmpty();

  /** With `askToken` nobody gets in but whom the host site vouches for. */
  constructor(askToken?: AskToken) {
    this.#askToken = askToken;
  }

  /**
   * Opens the session the cookie names, or a new one, or that of whom the host site vouches for; then it may reject with
   * `SignInFailed`. `fresh` leaves the old one behind.
   */
  open(fresh = false): Promise<void> {
    this.#opening ??= this.#open(fresh).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(fresh: boolean): Promise<void> {
    const answer = this.#askToken
      ? await this.#identify(this.#askToken)
      : await request<SessionAnswer>('/chat/session', { body: fresh ? { fresh } : {} });
    this.conversationId = answer.conversationId;
    this.userId = answer.userId;
    this.resumed = answer.resumed;
    noteOpened(answer);
    this.#keep(answer.token, answer.expires_in);
  }

  async #identify(askToken: AskToken): Promise<SessionAnswer> {
    this.#unspent ??= await askToken();
    const token = this.#unspent;
    const own = tabStore.visitor.get();
    try {
      const answer =
        token === undefined
          ? await request<SessionAnswer>('/chat/session', { body: { only: typeof own === 'string' ? own : '' } })
          : await request<SessionAnswer>('/chat/identity', { body: { token } });
      this.#unspent = undefined;
      if (own !== answer.conversationId) {
        forgetTab();
        tabStore.visitor.set(answer.conversationId);
        noteOpened(answer);
        if (!this.#isCleanPage) return await anew();
      }
      return answer;
    } catch (error) {
      if (!(error instanceof HttpError) || [408, 429].includes(error.status)) throw error;
      if (error.status >= 500) throw new SignInFailed('unavailable');
      this.#unspent = undefined;
      forgetTab();
      if (!this.#isCleanPage) return await anew();
      throw new SignInFailed('refused');
    }
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

  /** Whether the conversation is there already, as far as we know: it may have been taken away since. */
  get hasBegun(): boolean {
    return this.resumed && tabStore.opened.get() !== this.conversationId;
  }

  /** Starts the conversation (the guide greets then) and returns where its stream is. */
  async start(): Promise<string | undefined> {
    const answer = await request<ConversationAnswer>('/v3/directline/conversations', { token: this.#token, body: {} });
    tabStore.opened.set(undefined);
    return this.#adopt(answer);
  }

  /** Returns where the stream of a running conversation is, from `watermark` on; rejects where the conversation is gone. */
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

/** So that the next page of this tab can tell a conversation that has not begun from one that was taken away. */
function noteOpened({ conversationId, resumed }: SessionAnswer): void {
  if (!resumed) tabStore.opened.set(conversationId);
}

/** Loads the page again: it holds what another person left in this tab. */
function anew(): Promise<never> {
  location.reload();
  return new Promise(() => undefined);
}
