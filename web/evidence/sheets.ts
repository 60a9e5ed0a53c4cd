import { byId, make } from '../element.ts';
import { fill } from '../fill.ts';
import type { Description, Document } from './api.ts';
import { titleOf, topicInWords } from './documentCard.ts';
import { words } from './words.ts';

const fields = ['documentDate', 'reviewDate', 'owner'] as const;

interface Doings<T extends readonly unknown[]> {
  /** Rejects where it did not get through: the sheet then stays, with what was typed. */
  act(...typed: T): Promise<void>;
  /** Called when it is done and the sheet is closed. */
  done(): void;
}

/** The form for a document's own dates and owner. */
export function openEdit(document: Document, doings: Doings<[Description]>): void {
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
    const act = () => doings.act({ documentDate, reviewDate, owner: owner.trim() });
    await doAndClose(sheet, failed, byId<HTMLButtonElement>('edit-save'), { ...doings, act });
  };
  failed.textContent = '';
  sheet.showModal();
}

/** Asks before a document is deleted and names all that it is used for. */
export function openDelete(document: Document, doings: Doings<[]>): void {
  const sheet = byId<HTMLDialogElement>('delete');
  const failed = byId('delete-failed');
  const go = byId<HTMLButtonElement>('delete-go');
  byId('delete-heading').textContent = fill(words.delete.heading, { name: titleOf(document) });
  byId('delete-used').textContent = document.usedFor.length > 0 ? words.delete.usedFor : words.delete.unused;
  byId('delete-list').replaceChildren(...document.usedFor.map((topic) => make('li', '', topicInWords(topic))));
  byId('delete-stay').onclick = () => sheet.close();
  go.onclick = () => doAndClose(sheet, failed, go, doings);
  failed.textContent = '';
  sheet.showModal();
}

async function doAndClose(
  sheet: HTMLDialogElement,
  failed: HTMLElement,
  button: HTMLButtonElement,
  { act, done }: Doings<[]>,
): Promise<void> {
  failed.textContent = '';
  button.disabled = true; // a double tap is one
  try {
    await act();
    sheet.close();
    done();
  } catch {
    failed.textContent = words.acts.failed;
  } finally {
    button.disabled = false;
  }
}
