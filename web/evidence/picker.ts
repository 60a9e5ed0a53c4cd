import { pastedFiles, takeDropped } from '../dropped.ts';
import { byId } from '../element.ts';

/** The ways a file comes in: the chooser (on a phone also the camera), dropped onto the page, pasted. */
export function preparePicker(take: (files: readonly File[]) => void): void {
  const input = byId<HTMLInputElement>('files');
  input.onchange = () => {
    const files = [...(input.files ?? [])];
    input.value = ''; // or the same file could not be chosen again
    if (files.length > 0) take(files);
  };
  takeDropped(document.body, take);
  document.addEventListener('paste', (event) => {
    const files = pastedFiles(event);
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });
}
