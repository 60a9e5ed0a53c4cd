import { byId } from '../element.ts';
import { forgetTab } from '../tabStore.ts';
import { words } from '../words.ts';

interface Doings {
  /** Makes the server forget this computer. */
  forget(): Promise<void>;
  showCode(): void;
  /** Called when all is forgotten. */
  left(): void;
}

/**
 * "Finish on this computer", for the shared one in the staff room. Asks first: without a return code there would be no
 * way back to the answers.
 */
export function prepareFinish({ forget, showCode, left }: Doings): { open(): void } {
  const dialog = byId<HTMLDialogElement>('finish');
  const failed = byId('finish-failed');
  byId('finish-stay').onclick = () => dialog.close();
  byId('finish-code').onclick = () => {
    dialog.close();
    showCode();
  };
  byId('finish-go').onclick = async () => {
    failed.textContent = '';
    try {
      await forget();
      forgetTab();
      left();
    } catch {
      failed.textContent = words.finish.failed;
    }
  };
  return {
    open() {
      failed.textContent = '';
      dialog.showModal();
    },
  };
}
