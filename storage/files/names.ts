import { StoreError } from '../storeError.ts';

const longest = 200;
const part = '[A-Za-z0-9_-][A-Za-z0-9._-]*';
const whole = new RegExp(`^${part}(/${part})*$`);
const beginning = new RegExp(`^(${part}/)*(${part})?$`);

export function isFileName(name: string): boolean {
  return name.length <= longest && whole.test(name);
}

/** Throws `store.badName` unless every backend can hold a file called `name`. */
export function checkFileName(name: string): void {
  if (isFileName(name)) return;
  throw new StoreError(
    'store.badName',
    `The name of a file must be 1 to ${longest} of A-Z a-z 0-9 - _ . / in parts that are not empty and begin with no dot.`,
  );
}

/** False when no name can begin with `prefix`. */
export function mayBeginName(prefix: string): boolean {
  return prefix.length <= longest && beginning.test(prefix);
}
