import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { documentTalkIn, heldChoiceIn } from '../../../core/understand/documentTalk.ts';
import { understandIntent } from '../../../core/understand/intents.ts';
import { understandReply } from '../../../core/understand/reply.ts';

const guide = JSON.parse(
  readFileSync(new URL('../../../content/locales/en-GB/guide.json', import.meta.url), 'utf8'),
) as { readonly button: Readonly<Record<string, string>> };

/** What typing the words on a button does: a command, or a reply where it stands for one. */
const means: Readonly<Record<string, string>> = {
  yes: 'yes',
  no: 'notYet',
  noFact: 'no',
  notSure: 'notSure',
  notApplicable: 'notApplicable',
  notApplicableHere: 'notApplicable',
  saveDraft: 'yes',
  save: 'yes',
  skip: 'skip',
  why: 'why',
  example: 'example',
  need: 'need',
  undo: 'undo',
  change: 'change',
  hasChanged: 'yes',
  hasNot: 'no',
  keep: 'skip',
  carryOn: 'carryOn',
  comeBack: 'carryOn',
  optional: 'optional',
  status: 'status',
  summary: 'summary',
  stop: 'stop',
  approachingFirst: 'approachingFirst',
  person: 'person',
  returnCode: 'returnCode',
  upload: 'upload',
  evidence: 'evidence',
  documents: 'documents',
  documentsPage: 'page',
  open: 'open',
  replace: 'replace',
  delete: 'delete',
  deleteSure: 'yes',
  undoSure: 'yes',
};
/** What the words mean while a file is held. */
const held: Readonly<Record<string, string>> = {
  heldKeep: 'keep',
  heldTakeBack: 'takeBack',
  heldRedact: 'redact',
  heldSayWhere: 'sayWhere',
};
/** Only a card can do these: they open or save a field, copy a text or name something. */
const onlyTapped: ReadonlySet<string> = new Set([
  'write',
  'copy',
  'section',
  'describe',
  'document',
  'openVersion',
  'datesRight',
  'heldDecide',
  'seeOrChange',
]);

describe('the words on a button, typed', () => {
  const titles = Object.entries(guide.button).filter(
    ([key, title]) => !onlyTapped.has(key) && !held[key] && !title.includes('{{'),
  );
  const meaning = (text: string) =>
    documentTalkIn(text)?.type ?? understandIntent(text)?.type ?? understandReply(text).as;

  it.each(titles)('%s: %s', (key, title) => {
    expect(meaning(title)).toBe(means[key]);
    expect(meaning(title.toLowerCase().replaceAll(/[?']/g, ''))).toBe(means[key]);
  });

  it.each(Object.entries(held))('%s, while a file is held', (key, choice) => {
    const title = guide.button[key] ?? '';
    expect(heldChoiceIn(title)).toBe(choice);
    expect(heldChoiceIn(title.toLowerCase())).toBe(choice);
  });
});
