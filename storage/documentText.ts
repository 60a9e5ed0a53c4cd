import { StoreError } from './storeError.ts';

/** Documents are JSON as `JSON.stringify` makes it: what it drops (an undefined field) is dropped. Throws `store.notJson`. */
export function documentText(id: string, value: unknown): string {
  let text: string | undefined;
  let cause: unknown;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    cause = error;
  }
  if (text === undefined) {
    throw new StoreError('store.notJson', `JSON cannot carry document ${JSON.stringify(id)}.`, { cause });
  }
  return text;
}

/** Throws `store.damaged`. */
export function documentValue<T>(id: string, text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new StoreError('store.damaged', `Document ${JSON.stringify(id)} is damaged.`, { cause });
  }
}

/** Whole seconds, at least 1, until `expires` (in milliseconds since 1970). */
export function lifetimeLeft(expires: number, now: number): number {
  return Math.max(1, Math.ceil((expires - now) / 1000));
}
