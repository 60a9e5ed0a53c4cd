import type { SignInFailure } from '../directLine/session.ts';
import { byId } from '../element.ts';
import { words } from '../words.ts';

interface Doings {
  again(): void;
  /** Goes on as nobody, in an empty conversation. */
  without(): void;
  close(): void;
}

/** Says that signing in did not work, before anything else is to be seen. */
export function prepareSignIn({ again, without, close }: Doings): { failed(why: SignInFailure): void; done(): void } {
  const dialog = byId<HTMLDialogElement>('sign-in');
  byId('sign-in-again').onclick = again;
  byId('sign-in-without').onclick = without;
  // Behind it is nothing to go to.
  dialog.oncancel = (event) => {
    event.preventDefault();
    close();
  };
  return {
    failed(why) {
      byId('sign-in-text').textContent = words.signIn[why];
      if (!dialog.open) dialog.showModal();
    },
    done: () => dialog.close(),
  };
}
