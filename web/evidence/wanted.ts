import { byId } from '../element.ts';
import { acceptFor } from '../fileTypes.ts';
import { fill } from '../fill.ts';
import { shownSize } from '../shownSize.ts';
import type { View } from './api.ts';
import { titleOf } from './documentCard.ts';
import { typesInWords } from './typesInWords.ts';
import { words } from './words.ts';

/** The top of the page: what is wanted, and the control that takes it. `isReplaced` once a file took another's place. */
export function showWanted({ organisation, question, replaces, documents, limits }: View, isReplaced: boolean): void {
  const replaced = documents.find(({ id }) => id === replaces);
  byId('organisation').textContent = organisation ?? '';
  byId('wanted-question').textContent = question ? fill(words.question, { ...question }) : '';
  byId('wanted-heading').textContent = question?.ask ?? words.all.heading;
  byId('wanted-need').textContent = question?.need ?? words.all.text;
  byId('wanted-replaces').textContent = replaced
    ? fill(isReplaced ? words.replaced : words.replaces, { document: titleOf(replaced) })
    : '';
  byId('choose-words').textContent = replaced ? words.chooseOne : words.choose;
  const [limit, types] = [shownSize(limits.bytes), typesInWords(limits.types)];
  byId('limits').textContent = fill(words.limits, { limit, types });
  const input = byId<HTMLInputElement>('files');
  input.accept = acceptFor(limits.types);
  input.multiple = replaced === undefined;
}
