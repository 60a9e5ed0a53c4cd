import { describe, expect, it } from '@jest/globals';
import { documentDateIn, documentTalkIn, heldChoiceIn } from '../../../core/understand/documentTalk.ts';

describe('documentTalkIn', () => {
  it.each([
    ['documents', { type: 'documents' }],
    ['My documents please', { type: 'documents' }],
    ['show me our files', { type: 'documents' }],
    ['list of documents', { type: 'documents' }],
    ['files we have sent', { type: 'documents' }],
    ['what did we have on 3 May?', { type: 'documentsOn', said: '3 May' }],
    ['Which documents did we have in March 2026', { type: 'documentsOn', said: 'March 2026' }],
    ['what did we have yesterday', { type: 'documentsOn', said: 'yesterday' }],
    ['upload', { type: 'upload' }],
    ['can I send you a photo?', { type: 'upload' }],
    ['how do I upload a file?', { type: 'upload' }],
    ['add a document for 1.1.3', { type: 'upload', question: '1.1.3' }],
    ['attach another document', { type: 'upload' }],
    ['evidence for 1.1.3', { type: 'evidence', question: '1.1.3' }],
    ['what documents do we have for this question', { type: 'evidence' }],
    ['What is kept for 4.2.4?', { type: 'evidence', question: '4.2.4' }],
    ['D2', { type: 'document', number: 2 }],
    ['show me d 2', { type: 'document', number: 2 }],
    ['open D2', { type: 'open', number: 2 }],
    ['download document D12 version 3', { type: 'open', number: 12, version: 3 }],
    ['open it', { type: 'open' }],
    ['delete D1', { type: 'delete', number: 1 }],
    ['please remove d1', { type: 'delete', number: 1 }],
    ['delete', { type: 'delete' }],
    ['replace D4', { type: 'replace', number: 4 }],
    ['send a new version of D4', { type: 'replace', number: 4 }],
    ['send a new version', { type: 'replace' }],
    ['use D1 for 1.1.5 too', { type: 'useFor', number: 1, question: '1.1.5' }],
    ['remove D1 from 1.1.5', { type: 'stopUsing', number: 1, question: '1.1.5' }],
    ["don't use D1 for question 1.1.5", { type: 'stopUsing', number: 1, question: '1.1.5' }],
    ['D1 owner is Jane Smith', { type: 'owner', number: 1, owner: 'Jane Smith' }],
    ['D1 belongs to the office', { type: 'owner', number: 1, owner: 'the office' }],
    ['D1 date 3 May 2025', { type: 'dated', number: 1, which: 'documentDate', said: '3 May 2025' }],
    ['D1 is from March 2024', { type: 'dated', number: 1, which: 'documentDate', said: 'March 2024' }],
    ['D1 next review June 2027', { type: 'dated', number: 1, which: 'reviewDate', said: 'June 2027' }],
    ['d3 expires on 01/02/2028', { type: 'dated', number: 3, which: 'reviewDate', said: '01/02/2028' }],
  ])('%s', (text, talk) => {
    expect(documentTalkIn(text)).toEqual(talk);
  });

  it.each([
    'Our documents are kept in the office',
    'In the office, file D2 on the top shelf',
    'We delete it after seven years',
    'we upload files to the cloud every night',
    'yes, the evidence is in the folder',
    'vitamin D2',
    'What did we have for lunch?',
    'Files are locked away',
    'It is from March 2024',
    'the owner is Jane',
    'delete the emails of leavers',
    'We replace it every three years',
    '',
  ])('leaves an answer alone: %s', (text) => {
    expect(documentTalkIn(text)).toBeUndefined();
  });

  it('reads no long text', () => {
    expect(documentTalkIn(`open D1${' '.repeat(300)}`)).toBeUndefined();
  });
});

describe('documentDateIn', () => {
  it.each([
    ['3 May 2025', false, '2025-05-03'],
    ['March 2024', false, '2024-03-01'],
    ['June 2027', false, undefined],
    ['1 June 2027', true, '2027-06-01'],
    ['2024', false, undefined],
    ['last summer', false, undefined],
    ['31/02/2025', false, undefined],
  ])('%s, in the future too: %s', (said, mayBeFuture, date) => {
    expect(documentDateIn(said, '2026-11-21', mayBeFuture)).toBe(date);
  });
});

describe('heldChoiceIn', () => {
  it.each([
    ['keep it', 'keep'],
    ['Yes, keep it anyway', 'keep'],
    ['take it back', 'takeBack'],
    ["no, don't keep it", 'takeBack'],
    ['hide them', 'redact'],
    ["I'll redact it and send it again", 'redact'],
    ['say where it is', 'sayWhere'],
    ['yes', undefined],
    ['no', undefined],
    ['ok', undefined],
    ['it is kept in the office', undefined],
  ])('%s', (text, choice) => {
    expect(heldChoiceIn(text)).toBe(choice);
  });
});
