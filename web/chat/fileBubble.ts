import type { FileDelivery } from '../directLine/fileBox.ts';
import { make, makeButton } from '../element.ts';
import { fill } from '../fill.ts';
import { words } from '../words.ts';

/** The names of the files that a message brought. */
export function makeFilesBubble(names: readonly string[]): HTMLElement {
  const bubble = make('ul', 'bubble files');
  for (const name of names) {
    const item = make('li', '', name);
    item.dir = 'auto';
    bubble.append(item);
  }
  return bubble;
}

interface FileDoings {
  cancel(): void;
  retry(): void;
}

/** Shows under a bubble of files how far they are. */
export function showFileDelivery(message: HTMLElement, delivery: FileDelivery, doings: FileDoings): void {
  const before = message.dataset.delivery;
  message.dataset.delivery = delivery.is;
  const bar = message.querySelector('progress');
  if (delivery.is === 'sending' && before === 'sending' && bar !== null) {
    fillBar(bar, delivery.share);
    return;
  }
  message.querySelector('.delivery')?.remove();
  if (delivery.is === 'sent' || delivery.is === 'cancelled') return;
  const note = make('div', 'delivery');
  if (delivery.is === 'sending') {
    const progress = make('progress', '');
    progress.max = 1;
    progress.setAttribute('aria-label', words.files.sending);
    const percent = make('span', 'percent');
    percent.setAttribute('aria-hidden', 'true'); // the bar says it
    note.append(progress, percent);
    fillBar(progress, delivery.share);
  } else {
    note.append(make('p', '', words.files[delivery.is]));
  }
  if (delivery.is === 'failed') note.append(makeButton('retry', words.message.retry, doings.retry));
  if (delivery.is !== 'refused')
    note.append(makeButton('stop', words.files[delivery.is === 'failed' ? 'leave' : 'cancel'], doings.cancel));
  message.append(note);
}

function fillBar(bar: HTMLProgressElement, share: number): void {
  bar.value = share;
  const percent = bar.nextElementSibling;
  if (percent) percent.textContent = fill(words.files.percent, { percent: Math.floor(share * 100) });
}
