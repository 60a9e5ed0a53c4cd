import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { longestFile } from '../../../core/evidence/model.ts';
import { correctionIn } from '../../../core/understand/correction.ts';
import { documentTalkIn } from '../../../core/understand/documentTalk.ts';
import { createFaqFinder, type FaqEntry } from '../../../core/understand/faq.ts';
import { understandIntent } from '../../../core/understand/intents.ts';
import { createTermFinder, type GlossaryTerm } from '../../../core/understand/terms.ts';

const words = new URL('../../../content/locales/en-GB/', import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, words), 'utf8')) as T;
const entries = read<readonly FaqEntry[]>('faq.json');
const faq = createFaqFinder(entries);
const terms = createTermFinder(read<readonly GlossaryTerm[]>('glossary.json'));
const ways = entries.flatMap(({ id, waysToSay }) => waysToSay.map((way) => [id, way] as const));

describe('the questions people ask', () => {
  it('have an id and an answer each, and 8 ways to say or more', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries.filter(({ answer, waysToSay }) => !answer || waysToSay.length < 8)).toEqual([]);
  });

  it.each(ways)('%s: %s', (id, way) => {
    expect(faq.find(way)?.id).toBe(id);
    expect(faq.find(`${way.toUpperCase()}??`)?.id).toBe(id);
  });

  it('are no commands, terms or corrections, but for publishing, which is both', () => {
    const taken = ways.filter(([id, way]) => {
      const intent = understandIntent(way)?.type;
      const isCommand = intent !== undefined && !(intent === 'publish' && /^(?:publish|certificate)$/.test(id));
      return isCommand || terms.find(way) || correctionIn(way);
    });
    expect(taken).toEqual([]);
  });

  it('are nothing that is done at once with a document', () => {
    expect(ways.filter(([, way]) => documentTalkIn(way))).toEqual([]);
  });

  it('name the size of file that is really taken', () => {
    const told = entries.flatMap(({ answer }) => answer.match(/\d+(?= MB)/g) ?? []);
    expect(new Set(told)).toEqual(new Set([String(longestFile / 1024 / 1024)]));
  });
});

describe('other wording', () => {
  it.each([
    ['Hi, is this safe please?', 'safe'],
    ['so who can see my answers??', 'whoSees'],
    ['will cqc see my anwsers', 'cqc'],
    ['whats the deadline', 'deadline'],
    ['do i really have to do this', 'mustI'],
    ['what if i dont know', 'dontKnow'],
    ['can u speak polish', 'languages'],
    ['delete everything!', 'erase'],
    ['are you a robot', 'whoAreYou'],
    ['how much does it cost', 'free'],
    ['do i have to upload documnets', 'uploads'],
    ['whats the difference between approaching and met', 'levels'],
    ['can i send it by email', 'byEmail'],
    ['can i send it by emial?', 'byEmail'],
    ['hi can i email it to you', 'byEmail'],
    ['is it safe to send', 'filesSafe'],
    ['who can see my files?', 'filesSafe'],
    ['who can see my docuemnts', 'filesSafe'],
    ['privacy', 'filesSafe'],
    ['it wont upload', 'willNotSend'],
    ['it wont uplaod', 'willNotSend'],
    ['sorry it wont send', 'willNotSend'],
    ['the file is too big', 'tooBig'],
    ['its too big', 'tooBig'],
    ['i dont have it on this phone', 'notWithMe'],
    ['i havent got it with me', 'notWithMe'],
    ['ok ill bring it tomorow', 'sendLater'],
    ["I'll bring it tomorrow", 'sendLater'],
    ['can i send you a document later', 'sendLater'],
    ['its on paper', 'onPaper'],
    ['i have no scaner', 'onPaper'],
    ['do i have to send anything', 'uploads'],
    ['do i have to send anyting', 'uploads'],
    ['can i send a video', 'fileTypes'],
    ['what files can i send', 'fileTypes'],
    ['can i take a photo?', 'photos'],
    ['can i take a pitcure', 'photos'],
    ['what does D1 mean', 'dNumber'],
    ['what is D1?', 'dNumber'],
    ['whats d7', 'dNumber'],
    ['delete all my documents', 'eraseFiles'],
  ])('%s', (text, id) => {
    expect(faq.find(text)?.id).toBe(id);
  });
});

describe('an answer asks nothing', () => {
  it.each(
    [
      'it is safe',
      'that is safe',
      'safe',
      'the manager can see my answers',
      'we keep it safe',
      'in a safe',
      'yes',
      'we do not have to do it',
      'you can speak to the manager in Polish',
      'we delete everything at the end',
      'upload it to the care app',
      'Approaching',
      'we have to do this every year',
      'a robot',
      'our policy is safe to send by NHSmail',
      'we send it by email',
      'by email',
      'only the manager can see the files',
      'yes its on paper in the cupboard',
      'on paper',
      'we keep it on paper',
      'its on the office computer',
      'we will send it by email',
      'it is at home in a locked drawer',
      'its all on paper',
      'Paper files are in the locked office',
      'it is too big a risk',
      'we take photos of wounds on a work phone',
      'staff do not have it on their own phones',
      'the manager will bring it to the next meeting',
      'we delete photos after a year',
      'we have a scanner in the office',
      'our privacy notice is on the wall',
      'we do not share documents',
      '',
      '__proto__',
      'constructor',
    ].map((text) => [text]),
  )('%s', (text) => {
    expect(faq.find(text)).toBeUndefined();
  });

  it('nor does any sentence of our own questions', () => {
    const strings = (value: unknown): readonly string[] =>
      typeof value === 'string'
        ? [value]
        : typeof value === 'object' && value !== null
          ? Object.values(value).flatMap(strings)
          : [];
    expect(strings(read('dspt-2025-26.json')).filter((text) => faq.find(text))).toEqual([]);
  });
});
