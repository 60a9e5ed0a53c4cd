import { byId, make } from '../element.ts';
import { fill } from '../fill.ts';
import type { Description, Document } from './api.ts';
import { titleOf, topicInWords } from './documentCard.ts';
import { words } from './words.ts';

const fields = ['documentDate', 'reviewDate', 'owner'] as const;

/**
 * The form for a document's own dates and owner. `save` rejects where it did not get through: the form then stays, with what
 * was typed.
 */
export function openEdit(document: Document, save: (description: Description) => Promise<void>): void {
  const sheet = byId<HTMLDialogElement>('edit');
  const failed = byId('edit-failed');
  const box = (field: (typeof fields)[number]) => byId<HTMLInputElement>(`edit-${field}`);
  byId('edit-name').textContent = titleOf(document);
  for (const field of fields) box(field).value = document[field] ?? '';
  byId('edit-back').onclick = () => sheet.close();
  byId<HTMLFormElement>('edit-form').onsubmit = async (event) => {
    event.preventDefault();
    failed.textContent = '';
    const [documentDate, reviewDate, owner] = [box('documentDate').value, box('reviewDate').value, box('owner').value];
    await doAndClose(sheet, failed, byId<HTMLButtonElement>('edit-save'), () =>
      save({ documentDate, reviewDate, owner: owner.trim() }),
    );
  };
  failed.textContent = '';
  sheet.showModal();
}

/** Asks before a document is deleted and names all that it is used for. `remove` rejects where it did not get through. */
export function openDelete(document: Document, remove: () => Promise<void>): void {
  const sheet = byId<HTMLDialogElement>('delete');
  const failed = byId('delete-failed');
  const go = byId<HTMLButtonElement>('delete-go');
  byId('delete-heading').textContent = fill(words.delete.heading, { name: titleOf(document) });
  byId('delete-used').textContent = document.usedFor.length > 0 ? words.delete.usedFor : words.delete.unused;
  byId('delete-list').replaceChildren(...document.usedFor.map((topic) => make('li', '', topicInWords(topic))));
  byId('delete-stay').onclick = () => sheet.close();
  go.onclick = () => doAndClose(sheet, failed, go, remove);
  failed.textContent = '';
  sheet.showModal();
}

async function doAndClose(
  sheet: HTMLDialogElement,
  failed: HTMLElement,
  button: HTMLButtonElement,
  act: () => Promise<void>,
): Promise<void> {
  failed.textContent = '';
  button.disabled = true; // a double tap is one
  try {
    await act();
    sheet.close();
  } catch {
    failed.textContent = words.acts.failed;
  } finally {
    button.disabled = false;
  }
}
