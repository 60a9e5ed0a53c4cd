import type { Storage, StoreItem, StoreItems } from 'botbuilder';

/**
 * Conversation state of Direct Line, which travels in the commit that keeps the turn's transcript: written with what was said
 * or not at all, and without a request of its own. Keys of other channels go to the storage behind it.
 */
export class TurnStates implements Storage {
  readonly #others: Storage;
  /** The state of each conversation that has a turn under way; turns of one conversation come one at a time. */
  readonly #turns = new Map<string, string | undefined>();

  constructor(others: Storage) {
    this.#others = others;
  }

  /** `state`: JSON as `end` gave it back after an earlier turn. */
  begin(conversationId: string, state: string | undefined): void {
    this.#turns.set(stateKey(conversationId), state);
  }

  /** The state as the turn left it. */
  end(conversationId: string): string | undefined {
    const key = stateKey(conversationId);
    const state = this.#turns.get(key);
    this.#turns.delete(key);
    return state;
  }

  async read(keys: string[]): Promise<StoreItems> {
    const found: [string, StoreItem][] = [];
    const others: string[] = [];
    for (const key of keys) {
      const state = this.#turns.get(key);
      if (state !== undefined) found.push([key, { ...JSON.parse(state), eTag: '*' }]);
      else if (!this.#turns.has(key)) others.push(key);
    }
    return { ...(others.length && (await this.#others.read(others))), ...Object.fromEntries(found) };
  }

  async write(changes: StoreItems): Promise<void> {
    const others: StoreItems = {};
    for (const [key, { eTag: _, ...state }] of Object.entries(changes as Record<string, StoreItem>)) {
      if (this.#turns.has(key)) this.#turns.set(key, JSON.stringify(state));
      else others[key] = changes[key];
    }
    if (Object.keys(others).length) await this.#others.write(others);
  }

  async delete(keys: string[]): Promise<void> {
    const others = keys.filter((key) => !this.#turns.has(key));
    for (const key of keys) if (this.#turns.has(key)) this.#turns.set(key, undefined);
    if (others.length) await this.#others.delete(others);
  }
}

/** As Bot Framework's `ConversationState` names it. */
const stateKey = (conversationId: string): string => `directline/conversations/${conversationId}/`;
