import { pastedFiles, takeDropped } from '../dropped.ts';
import { byId } from '../element.ts';
import { acceptFor, accepts } from '../fileTypes.ts';
import { fill } from '../fill.ts';
import { shownSize } from '../shownSize.ts';
import { words } from '../words.ts';

/** What the server takes in one message. */
const most = { files: 10, bytes: 25 * 1024 * 1024 };

/** The paperclip, and files that are dropped on the conversation or pasted. What cannot be taken is said before it is sent. */
export function prepareAttach(send: (files: readonly File[]) => void): void {
  const input = byId<HTMLInputElement>('attach-files');
  const note = byId('file-note');
  const take = (files: readonly File[]) => {
    note.textContent = problemWith(files);
    if (note.textContent === '') send(files);
  };
  input.accept = acceptFor(Object.keys(accepts));
  byId('attach').onclick = () => input.click();
  input.onchange = () => {
    const files = [...(input.files ?? [])];
    input.value = ''; // or the same file could not be chosen again
    if (files.length > 0) take(files);
  };
  byId('message').addEventListener('input', () => {
    note.textContent = '';
  });
  const [area] = document.getElementsByTagName('main');
  if (area) takeDropped(area, take);
  document.addEventListener('paste', (event) => {
    const files = pastedFiles(event);
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });
}

/** Why these files are not sent; empty where they are. */
function problemWith(files: readonly File[]): string {
  const { tooMany, tooLarge, empty } = words.files;
  if (files.length > most.files) return fill(tooMany, { count: files.length, limit: most.files });
  const large = files.find(({ size }) => size > most.bytes);
  if (large) return fill(tooLarge, { name: large.name, limit: shownSize(most.bytes) });
  const hollow = files.find(({ size }) => size === 0);
  return hollow ? fill(empty, { name: hollow.name }) : '';
}
