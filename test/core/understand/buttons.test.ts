import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
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
};
/** Only a card can do these: they open a field, copy a text or name something. */
const onlyTapped: ReadonlySet<string> = new Set(['write', 'copy', 'section']);

describe('the words on a button, typed', () => {
  const titles = Object.entries(guide.button).filter(([key, title]) => !onlyTapped.has(key) && !title.includes('{{'));

  it.each(titles)('%s: %s', (key, title) => {
    const understood = understandIntent(title)?.type ?? understandReply(title).as;
    expect(understood).toBe(means[key]);
    expect(understandIntent(title.toLowerCase().replaceAll(/[?']/g, ''))?.type ?? understandReply(title).as).toBe(
      means[key],
    );
  });
});
