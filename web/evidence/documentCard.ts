import { make, makeButton } from '../element.ts';
import { fill } from '../fill.ts';
import { shownSize } from '../shownSize.ts';
import { shownClock, shownDate, shownDay } from '../time.ts';
import type { Document, Topic, Version } from './api.ts';
import { words } from './words.ts';

export interface CardDoings {
  open(document: Document, version?: number): void;
  edit(document: Document): void;
  remove(document: Document): void;
  useFor(document: Document, question: Topic): void;
  stopUsing(document: Document, question: Topic): void;
  replace(document: Document, file: File): void;
}

/** What people call a document by: its file's name, its address, or that it is kept elsewhere. */
export const nameOf = ({ name, link }: Document): string => name ?? link ?? words.document.elsewhere;

/** `D3 · policy.pdf`, as the chat says it too. */
export const titleOf = (document: Document): string =>
  fill(words.document.name, { number: document.number, name: nameOf(document) });

/** `3.2.1 Training in the last year`. */
export const topicInWords = ({ id, topic }: Topic): string => `${id} ${topic}`;

/** One document: what it is, what it is used for and what can be done with it. `said` is what was just done to it. */
export function makeDocumentCard(
  document: Document,
  question: Topic | undefined,
  accept: string,
  said: string | undefined,
  doings: CardDoings,
): HTMLElement {
  const card = make('article', 'document');
  card.tabIndex = -1;
  const heading = make('h3', '', titleOf(document));
  heading.dir = 'auto';
  heading.id = `document-${document.number}`;
  card.setAttribute('aria-labelledby', heading.id);
  card.append(heading);
  if (said !== undefined) card.append(make('p', 'said', said));
  if (document.state !== 'ok') card.append(make('p', `state ${document.state}`, words.document.states[document.state]));
  card.append(
    makeFacts(document),
    makeMain(document, question, accept, doings),
    makeMore(document, question, accept, doings),
  );
  return card;
}

function makeFacts(document: Document): HTMLElement {
  const { facts } = words.document;
  const list = make('dl', 'facts');
  const add = (name: string, value: string | undefined) => {
    if (value === undefined || value === '') return;
    const said = make('dd', '', value);
    said.dir = 'auto';
    list.append(make('dt', '', name), said);
  };
  const inDays = (date: string | undefined) => (date ? shownDay(date) : undefined);
  add(facts.keptAt, document.keptAt);
  add(facts.usedFor, document.usedFor.map(topicInWords).join('\n') || words.document.unused);
  add(facts.documentDate, inDays(document.documentDate));
  add(facts.reviewDate, inDays(document.reviewDate));
  add(facts.owner, document.owner);
  const size = document.size === undefined ? '' : `, ${shownSize(document.size)}`;
  add(document.size === undefined ? facts.noted : facts.sent, whenInWords(document.at) + size);
  return list;
}

/** `today at 9:30am`, `on 3 April 2026`. */
function whenInWords(instant: string): string {
  const [moment, day] = [new Date(instant), shownDate(new Date(instant))];
  return day === shownDate(new Date())
    ? fill(words.document.today, { time: shownClock(moment) })
    : fill(words.document.onDay, { day });
}

/** A file that has to be sent again. */
const isLost = ({ state }: Document): boolean => state !== 'ok' && state !== 'waiting';

function makeMain(document: Document, question: Topic | undefined, accept: string, doings: CardDoings): HTMLElement {
  const row = make('div', 'row');
  const isUsed = document.usedFor.some(({ id }) => id === question?.id);
  if (isLost(document)) row.append(makeReplace(document, words.document.replaceAgain, accept, doings));
  if (question && !isUsed)
    row.append(makeButtonFor(document, words.document.use, () => doings.useFor(document, question)));
  if (document.link !== undefined) row.append(makeLink(document.link));
  else if (document.keptAt === undefined && document.state === 'ok')
    row.append(makeButtonFor(document, words.document.open, () => doings.open(document)));
  row.append(makeButtonFor(document, words.document.edit, () => doings.edit(document)));
  return row;
}

/** What is seldom wanted is folded away, so that a phone shows more than one document. */
function makeMore(
  document: Document,
  question: Topic | undefined,
  accept: string,
  doings: CardDoings,
): HTMLDetailsElement {
  const more = make('details', 'more');
  const row = make('div', 'row');
  if (!isLost(document)) row.append(makeReplace(document, words.document.replace, accept, doings));
  if (question && document.usedFor.some(({ id }) => id === question.id))
    row.append(makeButtonFor(document, words.document.stopUsing, () => doings.stopUsing(document, question)));
  row.append(makeButtonFor(document, words.document.delete, () => doings.remove(document), 'button danger'));
  const count = document.versions.length;
  const summary = make('summary', '', words.document.more);
  summary.append(make('span', 'unseen', ` ${titleOf(document)}`));
  const title = fill(words.document[count === 1 ? 'versions_one' : 'versions_other'], { count });
  more.append(summary, row, make('h4', '', title), makeVersions(document, doings), ...makeChecking(document));
  return more;
}

function makeVersions(document: Document, doings: CardDoings): HTMLElement {
  const list = make('ul', 'plain versions');
  for (const version of [...document.versions].reverse()) {
    const isNewest = version === document.versions.at(-1);
    const item = make('li', '');
    const size = version.size === undefined ? [] : [shownSize(version.size)];
    const facts = [whenInWords(version.at), ...size, ...(isNewest ? [words.document.now] : [])].join(', ');
    item.append(make('p', '', fill(words.document.versionFacts, { version: nameOfVersion(version), facts })));
    if (version.sha256 !== undefined && !isNewest)
      item.append(makeButtonFor(document, words.document.open, () => doings.open(document, version.version)));
    list.append(item);
  }
  return list;
}

const nameOfVersion = ({ version }: Version): string => fill(words.document.version, { number: version + 1 });

/** The fingerprints, for the few who compare them. A link and a note have none. */
function makeChecking({ versions }: Document): HTMLElement[] {
  const { checking, checkingText, fingerprint } = words.document;
  const items = [...versions].reverse().flatMap((version) => {
    if (version.sha256 === undefined) return [];
    const item = make('li', 'quiet', fill(fingerprint, { version: nameOfVersion(version) }));
    item.append(make('code', '', version.sha256));
    return [item];
  });
  if (items.length === 0) return [];
  const list = make('ul', 'plain');
  list.append(...items);
  const details = make('details', 'checking');
  details.append(make('summary', '', checking), make('p', 'quiet', checkingText), list);
  return [details];
}

/** Says also of which document, for those who hear the buttons one by one. */
function makeButtonFor(about: Document, text: string, press: () => void, className = 'button'): HTMLButtonElement {
  const button = makeButton(className, text, press);
  button.append(make('span', 'unseen', ` ${titleOf(about)}`));
  return button;
}

function makeLink(address: string): HTMLElement {
  const link = make('a', 'button', words.document.openLink);
  if (/^https?:/i.test(address)) link.href = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}

function makeReplace(document: Document, text: string, accept: string, doings: CardDoings): HTMLElement {
  const label = make('label', 'button choose-small', text);
  const input = make('input', '');
  input.type = 'file';
  input.accept = accept;
  input.onchange = () => {
    const [file] = input.files ?? [];
    if (file) doings.replace(document, file);
    input.value = '';
  };
  label.append(make('span', 'unseen', ` ${titleOf(document)}`), input);
  return label;
}
