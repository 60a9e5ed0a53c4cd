import type { DsptData } from '../directLine/activity.ts';
import { byId } from '../element.ts';
import { fill } from '../fill.ts';
import { words } from '../words.ts';

/** "12 of 45 answered", in words and as a slim bar. Hidden until the guide has said how far we are. */
export function showProgress({ progress }: DsptData): void {
  const { answered, of } = progress ?? {};
  if (typeof answered !== 'number' || typeof of !== 'number' || of <= 0) return;
  const bar = byId<HTMLProgressElement>('progress-bar');
  bar.max = of;
  bar.value = answered;
  byId('progress-words').textContent = fill(words.progress.words, { answered, of });
  byId('progress').hidden = false;
}
