import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseQuestionSet } from '../../../core/content.ts';
import { insightOf } from '../../../core/evidence/insight.ts';
import { parseDocumentKinds, suggestionsFor } from '../../../core/evidence/kinds.ts';
import type { TextPart } from '../../../core/evidence/model.ts';
import { createQuestionBook } from '../../../core/questions.ts';

const content = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../content', name), 'utf8'));
const file = 'content/evidence.json';
const book = createQuestionBook(parseQuestionSet(content('questions/dspt-2025-26.json'), 'dspt-2025-26.json'));
const items = [...book.mandatory, ...book.optional].map(({ id }) => id);
const kinds = parseDocumentKinds(content('evidence.json'), items);

const looksLike = (fileName: string, lines: readonly string[] = ['Words'], title?: string) => {
  const parts: TextPart[] = lines.map((text, at) => ({ place: { in: 'paragraph', number: at + 1 }, text }));
  if (title !== undefined) parts.unshift({ place: { in: 'title' }, text: title });
  return insightOf({ parts, isWhole: true, fileName, today: '2026-11-22', kinds }).kinds;
};

describe('content/evidence.json', () => {
  it('knows a kind of document for every item that counts', () => {
    const proved = new Set(kinds.flatMap(({ proves }) => proves));
    expect(book.mandatory.filter(({ id }) => !proved.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('has each kind found by each of its own signs', () => {
    const lost = kinds.flatMap(({ id, signs }) => signs.filter((sign) => !looksLike(`${sign}.docx`).includes(id)));
    expect(lost).toEqual([]);
  });
});

describe('parseDocumentKinds', () => {
  const one = { id: 'policy', proves: ['1.3.1'], signs: ['policy'], source: { '1.3.1': 'good evidence: policies' } };
  it.each([
    ['no list', {}, 'kinds: '],
    [
      'an unknown item',
      { kinds: [{ ...one, proves: ['1.3.1', '9.9.9'] }] },
      'kinds/0/proves/1: there is no item 9.9.9',
    ],
    ['no source', { kinds: [{ ...one, source: {} }] }, 'kinds/0/source: say where it stands that this proves 1.3.1'],
    [
      'a source too many',
      { kinds: [{ ...one, source: { ...one.source, '1.1.1': 'x' } }] },
      'kinds/0/source/1.1.1: 1.1.1 is not one of "proves"',
    ],
    ['a sign with capitals', { kinds: [{ ...one, signs: ['Policy'] }] }, 'kinds/0/signs/0: write words in lower case'],
    ['no sign', { kinds: [{ ...one, signs: [] }] }, 'kinds/0/signs: name at least one sign'],
    ['an item twice', { kinds: [{ ...one, proves: ['1.3.1', '1.3.1'] }] }, 'kinds/0/proves/1: 1.3.1 is there twice'],
    ['an id twice', { kinds: [one, one] }, 'kinds/1/id: policy is there twice'],
    ['a slip of the pen', { kinds: [{ ...one, sign: ['a'] }] }, 'kinds/0: '],
  ])('names file, path and mend: %s', (_, json, complaint) => {
    expect(() => parseDocumentKinds(json, items)).toThrow(`${file}: ${complaint}`);
  });
});

describe('what a document looks like', () => {
  it.each<readonly [string, readonly string[], string]>([
    ['DataProtectionPolicy_v2.docx', ['Words'], 'dataProtectionPolicy'],
    ['scan0001.pdf', ['Data Protection Policy', 'Rose Cottage'], 'dataProtectionPolicy'],
    ['ROPA 2025.xlsx', ['Words'], 'informationAssetRegister'],
    ['register.xlsx', ['Record of Processing Activities'], 'informationAssetRegister'],
    ['privacy-notice-easy-read.pdf', ['Words'], 'privacyNotice'],
    ['Training matrix.xlsx', ['Name\tDate'], 'trainingRecord'],
    ['BCP.docx', ['Business continuity plan'], 'continuityPlan'],
    ['devices.xlsx', ['IT asset register'], 'assetRegister'],
    ['x.pdf', ['Certificate of Registration', 'Data Protection Registration'], 'icoRegistration'],
    ['Backup log May.csv', ['Words'], 'backupRecord'],
    ['DPIA - care system.docx', ['Words'], 'dpia'],
    ['cert.pdf', ['Cyber Essentials Plus'], 'cyberEssentialsPlus'],
    ['Contract of employment.docx', ['Words'], 'staffContract'],
    ['a.docx', ['Data security spot checks'], 'dataAudit'],
    ['a.docx', ['Unsupported software: risk acceptance'], 'riskAcceptance'],
    ['a.xlsx', ['Breach log'], 'incidentLog'],
  ])('is told by its name, title or first lines: %s %j', (name, lines, kind) => {
    expect(looksLike(name, lines)[0]).toBe(kind);
  });

  it('puts its own title before what it speaks of, three kinds at most', () => {
    const lines = [
      'Privacy notice',
      'See our data protection policy, retention schedule, breach log and asset register.',
    ];
    expect(looksLike('a.docx', lines)[0]).toBe('privacyNotice');
    expect(looksLike('a.docx', lines)).toHaveLength(3);
    expect(looksLike('a.docx', ['Words'], 'Privacy notice')).toEqual(['privacyNotice']);
  });

  it('is nothing where nothing tells', () => {
    expect(looksLike('IMG_2041.jpg', ['Shopping for Tuesday', 'A router is a sort of box'])).not.toContain(
      'privacyNotice',
    );
    expect(looksLike('letter.docx', ['Dear Ann'])).toEqual([]);
  });
});

describe('suggestionsFor', () => {
  it('names the other items in asking order, mandatory ones first', () => {
    expect(suggestionsFor(book, kinds, ['assetRegister'], ['7.1.1'])).toEqual([
      '6.2.1',
      '8.1.4',
      '9.5.2',
      '7.1.5',
      '7.1.6',
    ]);
  });

  it('takes a question that follows on for its item', () => {
    expect(suggestionsFor(book, kinds, ['privacyNotice'], ['1.1.3.where'])).toEqual(['1.2.4']);
  });

  it('names six at most, those of the likelier kind', () => {
    const many = suggestionsFor(book, kinds, ['dataProtectionPolicy', 'assetRegister'], []);
    expect(many).toHaveLength(6);
    expect(many).toEqual(expect.arrayContaining(['1.3.1', '1.3.7', '1.3.8', '1.2.4', '4.5.4']));
  });

  it('has nothing to say of a document of no kind, or of one that is gone from the content', () => {
    expect(suggestionsFor(book, kinds, [], [])).toEqual([]);
    expect(suggestionsFor(book, kinds, ['long gone'], [])).toEqual([]);
  });
});
