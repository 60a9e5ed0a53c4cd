/** Takes files that are dropped on an element, which is marked with `data-drop` while they hover above it. */
export function takeDropped(area: HTMLElement, take: (files: readonly File[]) => void): void {
  const carriesFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
  let depth = 0; // children of the area are left and entered too
  const mark = () => area.toggleAttribute('data-drop', depth > 0);
  area.addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) return;
    depth++;
    mark();
  });
  area.addEventListener('dragleave', (event) => {
    if (!carriesFiles(event)) return;
    depth--;
    mark();
  });
  area.addEventListener('dragover', (event) => {
    if (carriesFiles(event)) event.preventDefault(); // or the browser would open the file
  });
  area.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    mark();
    const files = filesOf(event.dataTransfer);
    if (files.length > 0) take(files);
  });
}

/** Files on the clipboard. Word and Excel put a picture beside copied text: then the text is what is meant. */
export function pastedFiles({ clipboardData }: ClipboardEvent): readonly File[] {
  return clipboardData?.types.includes('text/plain') ? [] : filesOf(clipboardData);
}

/** Without folders, which look like files and cannot be read. */
const filesOf = (data: DataTransfer | null): readonly File[] =>
  [...(data?.items ?? [])].flatMap((item) => {
    if (item.kind !== 'file' || item.webkitGetAsEntry()?.isDirectory) return [];
    return item.getAsFile() ?? [];
  });
