/**
 * What one browser tab remembers across a refresh, and forgets when it is closed: words not sent yet. Answers are never
 * kept in the browser. Storage may be switched off; then nothing is remembered and everything else works.
 */
class Kept {
  readonly #key: string;

  constructor(name: string) {
    this.#key = `dspt-guide.${name}`;
  }

  get(): unknown {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** `undefined` forgets. */
  set(value: unknown): void {
    try {
      if (value === undefined) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, JSON.stringify(value));
    } catch {
      // Full, or switched off.
    }
  }
}

export const tabStore = {
  /** The conversation of whoever the host site said is there. */
  visitor: new Kept('visitor'),
  /** The conversation that was opened in this tab and has not begun. */
  opened: new Kept('opened'),
  /** Messages that were sent off but not yet taken by the server. */
  unsent: new Kept('unsent'),
  /** What stands in the message box. */
  draft: new Kept('draft'),
  /** A sentence to show once after the next load. */
  notice: new Kept('notice'),
  /** What stands in the boxes of the newest card, with the id of its activity. */
  card: new Kept('card'),
  /** Names of the files being sent in the chat, by the `clientActivityID` of their message. */
  files: new Kept('files'),
  /** What opens the evidence page. */
  ticket: new Kept('ticket'),
  /** Uploads of the evidence page that broke off, to be gone on with. */
  unfinished: new Kept('unfinished'),
  /** Files of the evidence page that are not all sent, so that a refresh can ask for them again. */
  unsentFiles: new Kept('unsentFiles'),
  /** Uploads of the evidence page whose verdict, or a choice about it, is still to come, or that came with advice. */
  awaited: new Kept('awaited'),
};

/** Whether nobody has left anything in this tab. */
export const isTabEmpty = (): boolean => Object.values(tabStore).every((kept) => kept.get() === undefined);

export function forgetTab(): void {
  for (const kept of Object.values(tabStore)) kept.set(undefined);
}
