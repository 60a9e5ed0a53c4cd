/** What turns do with documents, through the one door: `step`, and the fold over what it returns. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Assessment, answerTo, emptyAssessment, fold } from '../../core/assessment.ts';
import { filesOf, stateOf, usedFor } from '../../core/evidence/documents.ts';
import type { EvidenceDocument, FileSource, Insight, SentFile } from '../../core/evidence/model.ts';
import { noInsight } from '../../core/evidence/model.ts';
import { step } from '../../core/flow.ts';
import { itemState } from '../../core/progress.ts';
import { type Cursor, type Effect, emptyCursor, type Input } from '../../core/turn.ts';
import { realContent } from '../support/guide.ts';
import { alone } from '../support/people.ts';

const content = await realContent();
const today = '2026-11-21';
const documentKinds = [{ id: 'notice', proves: ['1.1.3', '1.1.5', '2.2.1', '7.3.2', '8.1.4'], signs: [] }];

/** A conversation without a guide around it. */
class Talk {
  assessment: Assessment = emptyAssessment;
  cursor: Cursor = emptyCursor;
  by = 'jane';
  #count = 0;

  take(input: Input): readonly Effect[] {
    const now = `${today}T10:00:00.000Z`;
    const context = { ...content, documentKinds, today, now, ...alone(this.by) };
    const decided = step(context, { assessment: this.assessment, cursor: this.cursor }, input);
    this.cursor = decided.cursor;
    if (decided.events.length) {
      this.assessment = fold(this.assessment, {
        revision: this.assessment.revision + 1,
        at: now,
        by: this.by,
        inputId: 'id' in input ? input.id : input.type,
        events: decided.events,
      });
    }
    return decided.effects;
  }

  say(text: string, held?: SentFile): readonly Effect[] {
    return this.take({ type: 'said', id: this.id(), text, ...(held && { held }) });
  }

  send(files: readonly SentFile[], more: object = {}): readonly Effect[] {
    return this.take({ type: 'sentFiles', id: this.id(), files, ...more });
  }

  tap(action: Extract<Input, { type: 'chose' }>['action'], held?: SentFile): readonly Effect[] {
    return this.take({ type: 'chose', id: this.id(), action, ...(held && { held }) });
  }

  document(id: string): EvidenceDocument | undefined {
    return this.assessment.documents[id];
  }

  state(item: string): string {
    const question = content.book.find(item);
    return question?.type === 'item' ? itemState(question.item, this.assessment, today) : 'no item';
  }

  id(): string {
    this.#count += 1;
    return `input ${this.#count}`;
  }
}

const file = (upload: string, more: Partial<FileSource> = {}, insight: Partial<Insight> = {}): SentFile => ({
  upload,
  name: `${upload}.pdf`,
  state: 'ready',
  source: {
    file: `evidence/a/${upload}`,
    sha256: upload.padEnd(64, '0'),
    size: 10,
    fileType: 'pdf',
    name: `${upload}.pdf`,
    scan: 'none',
    ...more,
  },
  insight: { ...noInsight, ...insight },
});
const withDetails = (upload: string): SentFile =>
  file(
    upload,
    {},
    { findings: [{ type: 'personalData', kind: 'nhsNumber', places: [{ in: 'page', number: 2 }], count: 1 }] },
  );
const types = (effects: readonly Effect[]) => effects.map(({ type }) => type);
const find = <T extends Effect['type']>(effects: readonly Effect[], type: T) =>
  effects.find((effect): effect is Extract<Effect, { type: T }> => effect.type === type);

let talk: Talk;
beforeEach(() => {
  talk = new Talk();
  talk.say('change 1.1.2');
});

describe('a file sent to a document question', () => {
  it('answers it, and the date inside is proposed where one is asked for', () => {
    const effects = talk.send([file('list', {}, { proposed: { documentDate: '2026-03-01' } })]);
    expect(types(effects)).toEqual(['fileKept', 'ask']);
    expect(answerTo(talk.assessment, '1.1.2')).toEqual({ as: 'yes' });
    expect(find(effects, 'ask')).toMatchObject({
      question: { id: '1.1.2.date' },
      proposal: { as: 'value', value: { date: '2026-03-01' } },
    });
    talk.say('yes');
    expect(talk.state('1.1.2')).toBe('done');
  });

  it('proposes no date that is still to come', () => {
    const effects = talk.send([file('list', {}, { proposed: { documentDate: '2027-03-01' } })]);
    expect(find(effects, 'ask')).not.toHaveProperty('proposal');
  });

  it('is no proof while it waits for the scanner, and is once it is clean', () => {
    talk.say('change 1.1.3');
    const effects = talk.send([file('notice', { scan: 'waiting' })]);
    expect(find(effects, 'fileKept')).toMatchObject({ isWaiting: true });
    expect(talk.state('1.1.3')).toBe('gap');
    const scans = [{ document: 'notice', file: 'evidence/a/notice', result: 'clean' as const }];
    expect(types(talk.take({ type: 'scanned', id: 's1', scans }))).toContain('scanned');
    expect(talk.state('1.1.3')).toBe('done');
    expect(talk.take({ type: 'scanned', id: 's2', scans })).toEqual([]);
  });

  it('proves nothing when the scanner finds something in it, and its bytes go', () => {
    talk.say('change 1.1.3');
    talk.send([file('notice', { scan: 'waiting' })]);
    const scans = [{ document: 'notice', file: 'evidence/a/notice', result: 'infected' as const }];
    const effects = talk.take({ type: 'scanned', id: 's1', scans });
    expect(find(effects, 'scanned')).toMatchObject({ infected: ['notice'] });
    expect(find(effects, 'discardFiles')?.files).toEqual(['evidence/a/notice']);
    expect(talk.state('1.1.3')).toBe('gap');
    expect(filesOf(talk.assessment.documents)).toEqual([]);
  });

  it('counts once, however often it is delivered', () => {
    const input: Input = { type: 'sentFiles', id: 'once', files: [file('list')] };
    talk.take(input);
    const { revision } = talk.assessment;
    talk.take(input);
    talk.take({ ...input, id: 'again' });
    expect(Object.keys(talk.assessment.documents)).toEqual(['list']);
    expect(talk.document('list')?.versions).toHaveLength(1);
    expect(talk.assessment.revision).toBe(revision);
  });
});

describe('a file sent to a yes or no', () => {
  beforeEach(() => void talk.say('change 2.2.1'));

  it('is kept for it, and the question is asked again: a file says neither yes nor no', () => {
    const effects = talk.send([file('contract')]);
    expect(usedFor(talk.assessment.documents, '2.2.1').map(({ id }) => id)).toEqual(['contract']);
    expect(answerTo(talk.assessment, '2.2.1')).toBeUndefined();
    expect(find(effects, 'ask')?.question.id).toBe('2.2.1');
    talk.say('yes');
    expect(talk.state('2.2.1')).toBe('done');
  });

  it('with words beside it that answer, is answered in one go and taken back in one go', () => {
    const effects = talk.send([file('contract')], { text: 'yes, all of them' });
    expect(types(effects).slice(0, 2)).toEqual(['fileKept', 'saved']);
    expect(answerTo(talk.assessment, '2.2.1')).toMatchObject({ as: 'yes' });
    expect(types(talk.say('undo'))).toEqual(['confirmUndo']);
    const undone = talk.say('yes');
    expect(talk.document('contract')).toBeUndefined();
    expect(answerTo(talk.assessment, '2.2.1')).toBeUndefined();
    expect(find(undone, 'discardFiles')?.files).toEqual(['evidence/a/contract']);
  });

  it('says that "here it is" beside a document was not kept as an answer', () => {
    talk.say('change 1.1.3');
    expect(types(talk.send([file('notice')], { text: 'here it is' }))).toContain('wordsBesideFile');
    expect(answerTo(talk.assessment, '1.1.3')).toEqual({ as: 'yes' });
  });

  it('by a way on which no file can come, still hears the words and shows the way that can', () => {
    const effects = talk.send([], { text: 'yes' });
    expect(types(effects).slice(0, 2)).toEqual(['uploadLink', 'saved']);
    expect(find(effects, 'uploadLink')).toMatchObject({ question: '2.2.1', why: 'cannotTake' });
  });
});

describe('a refused file', () => {
  it('is told of, changes nothing and asks again', () => {
    const { revision } = talk.assessment;
    const effects = talk.send([{ upload: 'u', name: 'bad.exe', state: 'refused', refusal: 'program' }]);
    expect(types(effects)).toEqual(['fileRefused', 'ask']);
    expect(talk.assessment.revision).toBe(revision);
  });

  it('does not spoil the others of its message', () => {
    const effects = talk.send([{ upload: 'u', name: 'bad', state: 'refused', refusal: 'broken' }, file('list')]);
    expect(types(effects)).toEqual(['fileRefused', 'fileKept', 'ask']);
    expect(Object.keys(talk.assessment.documents)).toEqual(['list']);
  });
});

describe('a file with personal details', () => {
  it('is kept by a deliberate word alone', () => {
    const held = withDetails('list');
    expect(types(talk.send([held]))).toEqual(['fileHeld']);
    expect(talk.assessment.documents).toEqual({});
    expect(types(talk.say('yes', held))).toEqual(['fileHeld']);
    expect(types(talk.say('what is encryption', held))).toContain('explain');
    expect(talk.assessment.documents).toEqual({});
    expect(types(talk.say('keep it anyway', held))).toContain('fileKept');
    expect(usedFor(talk.assessment.documents, '1.1.2').map(({ id }) => id)).toEqual(['list']);
    expect(talk.cursor.held).toBeUndefined();
  });

  it.each(['takeBack', 'redact', 'sayWhere'] as const)('goes when the choice is %s', (choice) => {
    const held = withDetails('list');
    talk.send([held]);
    const effects = talk.tap({ do: 'held', upload: 'list', choice, question: '1.1.2' }, held);
    expect(find(effects, 'fileNotKept')).toMatchObject({ choice });
    expect(find(effects, 'discardFiles')?.files).toEqual(['evidence/a/list']);
    expect(talk.assessment.documents).toEqual({});
  });

  it('is said to be gone when the decision comes too late', () => {
    talk.send([withDetails('list')]);
    expect(types(talk.say('keep it'))).toContain('fileGone');
  });
});

describe('one document for many questions', () => {
  beforeEach(() => {
    talk.say('change 1.1.3');
    talk.send([file('notice', {}, { kinds: ['notice'] })]);
  });

  it('is suggested for what its kind may prove, but for what is proved already', () => {
    const effects = talk.send([file('other', {}, { kinds: ['notice'] })], { question: '1.1.5' });
    const suggestions = find(effects, 'fileKept')?.suggestions ?? [];
    expect(suggestions).not.toContain('1.1.3');
    expect(suggestions).not.toContain('1.1.5');
    expect(suggestions).toContain('2.2.1');
    expect(suggestions.length).toBeLessThanOrEqual(3);
  });

  it('is used, and no longer used, by tap and by word', () => {
    talk.tap({ do: 'useFor', document: 'notice', question: '1.1.5' });
    talk.say('use D1 for 2.2.1');
    expect(talk.document('notice')?.usedFor).toEqual(['1.1.3', '1.1.5', '2.2.1']);
    talk.say('remove D1 from 1.1.5');
    expect(talk.document('notice')?.usedFor).toEqual(['1.1.3', '2.2.1']);
    expect(types(talk.say('use D1 for 9.9.9'))).toContain('noSuchQuestion');
    expect(types(talk.say('use D7 for 1.1.5'))).toContain('noSuchDocument');
  });

  it('asks nothing again where the tap was on another page', () => {
    const action = { do: 'useFor', document: 'notice', question: '1.1.5' } as const;
    const effects = talk.take({ type: 'chose', id: talk.id(), action, isElsewhere: true });
    expect(types(effects)).toEqual(['documentUsedFor']);
    expect(talk.cursor.asked).toBeDefined();
  });

  it('is deleted after a warning only, with all its files, for good', () => {
    talk.say('use D1 for 2.2.1');
    talk.send([file('newer')], { replaces: 'notice' });
    expect(types(talk.say('delete D1'))).toEqual(['confirmDelete']);
    expect(types(talk.say('no'))).toEqual(['ask']);
    talk.say('delete D1');
    const effects = talk.say('yes');
    expect(find(effects, 'documentDeleted')).toMatchObject({ questions: ['1.1.3', '2.2.1'] });
    expect(find(effects, 'discardFiles')?.files).toEqual(['evidence/a/notice', 'evidence/a/newer']);
    expect(talk.state('1.1.3')).toBe('gap');
    // The deletion is not taken back, and nothing else is in its place.
    const { revision } = talk.assessment;
    expect(types(talk.say('undo'))).toContain('cannotUndo');
    expect(talk.assessment.revision).toBe(revision);
  });

  it('keeps its older versions and its number when it is replaced', () => {
    const effects = talk.send([file('newer')], { replaces: 'notice' });
    expect(find(effects, 'fileKept')).toMatchObject({ document: 'notice', isReplacement: true });
    expect(talk.document('notice')).toMatchObject({ number: 1, usedFor: ['1.1.3'] });
    expect(talk.document('notice')?.versions.map(({ source }) => 'file' in source && source.file)).toEqual([
      'evidence/a/notice',
      'evidence/a/newer',
    ]);
    expect(talk.tap({ do: 'open', document: 'notice', version: 0 })).toEqual([
      { type: 'openDocument', document: 'notice', version: 0 },
    ]);
    talk.say('undo');
    const undone = talk.say('yes');
    expect(talk.document('notice')?.versions).toHaveLength(1);
    expect(find(undone, 'discardFiles')?.files).toEqual(['evidence/a/newer']);
  });

  it('has dates and an owner of its own', () => {
    talk.tap({
      do: 'describe',
      document: 'notice',
      documentDate: '2025-05-03',
      reviewDate: '2027-05-03',
      owner: 'Jane',
    });
    expect(talk.document('notice')).toMatchObject({
      documentDate: '2025-05-03',
      reviewDate: '2027-05-03',
      owner: 'Jane',
    });
    talk.say('D1 date June 2026');
    talk.tap({ do: 'describe', document: 'notice', owner: '' });
    expect(talk.document('notice')).toMatchObject({ documentDate: '2026-06-01' });
    expect(talk.document('notice')).not.toHaveProperty('owner');
    expect(types(talk.say('D1 date sometime'))).toContain('dateNotUnderstood');
    expect(types(talk.say('D1 date 1 June 2030'))).toContain('dateNotUnderstood');
    expect(types(talk.say('D1 review 1 June 2030'))).toContain('documentDescribed');
  });
});

describe('a place or an address in words', () => {
  it('is a document too, and follows its answer', () => {
    talk.say('change 1.1.3');
    talk.say('In the blue folder in the office');
    expect(usedFor(talk.assessment.documents, '1.1.3').map(({ versions }) => versions.at(-1)?.source)).toEqual([
      { keptAt: 'In the blue folder in the office' },
    ]);
    talk.say('change 1.1.3');
    talk.say('https://rosecottage.example/privacy');
    expect(usedFor(talk.assessment.documents, '1.1.3').map(({ versions }) => versions.length)).toEqual([2]);
    expect(talk.document('said.1.1.3')?.versions.at(-1)?.source).toEqual({
      link: 'https://rosecottage.example/privacy',
    });
    talk.say('change 1.1.3');
    talk.say('not yet');
    expect(usedFor(talk.assessment.documents, '1.1.3')).toEqual([]);
    talk.say('undo');
    expect(usedFor(talk.assessment.documents, '1.1.3')).toHaveLength(1);
    expect(talk.state('1.1.3')).toBe('done');
  });
});

describe('a look at the files when somebody comes back', () => {
  beforeEach(() => {
    talk.say('change 1.1.3');
    talk.send([file('notice')]);
  });
  const arrive = (found: 'there' | 'missing' | 'altered') =>
    talk.take({ type: 'arrived', checks: [{ document: 'notice', version: 0, found }] });

  it('says nothing while all is there', () => {
    const { revision } = talk.assessment;
    expect(types(arrive('there'))).not.toContain('filesFound');
    expect(talk.assessment.revision).toBe(revision);
  });

  it.each(['missing', 'altered'] as const)('tells of one that is %s, every time, and nothing counts on it', (found) => {
    expect(talk.state('1.1.3')).toBe('done');
    expect(find(arrive(found), 'filesFound')).toMatchObject({ [found]: ['notice'], backAgain: [] });
    const { revision } = talk.assessment;
    expect(find(arrive(found), 'filesFound')).toMatchObject({ [found]: ['notice'] });
    expect(talk.assessment.revision).toBe(revision);
    expect(stateOf(talk.document('notice') as EvidenceDocument)).toBe(found);
    expect(talk.state('1.1.3')).toBe('gap');
  });

  it('tells when it is back', () => {
    arrive('missing');
    expect(find(arrive('there'), 'filesFound')).toMatchObject({ missing: [], backAgain: ['notice'] });
    expect(talk.state('1.1.3')).toBe('done');
  });
});

describe('undo', () => {
  it('takes back what this person did to documents, and nobody else', () => {
    talk.say('change 1.1.3');
    talk.send([file('notice')]);
    talk.by = 'ann';
    expect(types(talk.say('undo'))).toContain('nothingToUndo');
    talk.say('D1 owner Ann');
    talk.by = 'jane';
    expect(types(talk.say('undo'))).toContain('undoTooLate');
    talk.by = 'ann';
    talk.say('undo');
    talk.by = 'jane';
    talk.say('undo');
    expect(types(talk.say('yes'))).toContain('undone');
    expect(talk.assessment.documents).toEqual({});
  });
});

describe('what was asked back', () => {
  const inBetween: readonly (readonly [string, (talk: Talk) => void])[] = [
    ['a tap on "Keep it"', (each) => void each.tap({ do: 'document', document: 'notice' })],
    ['another document', (each) => void each.say('open D1')],
    ['the list', (each) => void each.say('documents')],
    ['the summary', (each) => void each.say('summary')],
    ['a break', (each) => void each.say('stop')],
    ['a call for help', (each) => void each.say('we have been hacked')],
    ['a message to copy', (each) => void each.tap({ do: 'copy', question: '2.2.1', text: 'x' })],
    ['a term', (each) => void each.say('what is encryption')],
    ['the way to send', (each) => void each.say('send a document')],
  ];

  beforeEach(() => {
    talk.say('change 1.1.3');
    talk.send([file('notice')]);
    talk.say('change 2.2.1');
  });

  it.each(inBetween)('about a deletion is over after %s: a later yes deletes nothing', (_, between) => {
    talk.say('delete D1');
    between(talk);
    talk.say('yes');
    expect(talk.document('notice')).toBeDefined();
  });

  it.each(['delete it', 'yes please delete it', 'please delete D1', 'yes'])('is deleted by "%s"', (words) => {
    talk.say('delete D1');
    talk.say(words);
    expect(talk.document('notice')).toBeUndefined();
  });

  it.each(['no', 'keep it', "don't delete it", 'actually no', 'cancel'])(
    'is kept by "%s", and nothing is skipped',
    (words) => {
      talk.say('delete D1');
      expect(types(talk.say(words))).toEqual(['ask']);
      expect(talk.document('notice')).toBeDefined();
      expect(talk.assessment.putOff['2.2.1']).toBeUndefined();
    },
  );

  it('"delete it" means the document on show, not a file that was held before', () => {
    const held = withDetails('list');
    talk.send([held]);
    talk.say('D1', held);
    expect(types(talk.say('delete it', held))).toEqual(['confirmDelete']);
  });
});

describe('the way to send', () => {
  beforeEach(() => {
    talk.say('change 1.1.3');
    talk.send([file('notice')]);
    talk.say('change 2.2.1');
  });

  it('makes the next file what it was shown for, and answers nothing else', () => {
    talk.say('replace D1');
    talk.send([file('newer')]);
    expect(talk.document('notice')?.versions).toHaveLength(2);
    expect(talk.document('newer')).toBeUndefined();
    expect(answerTo(talk.assessment, '2.2.1')).toBeUndefined();
  });

  it('takes "done" for the file and not for the answer', () => {
    talk.say('send a document');
    for (const words of ['ok', 'done', 'sent it', 'did you get it']) {
      expect(types(talk.say(words))).toEqual(['received']);
    }
    expect(answerTo(talk.assessment, '2.2.1')).toBeUndefined();
    talk.say('yes');
    expect(answerTo(talk.assessment, '2.2.1')).toEqual({ as: 'yes' });
  });

  it('replaces a document without answering the question that happens to be open', () => {
    talk.say('change 8.2.1');
    talk.send([file('newer')], { replaces: 'notice' });
    expect(answerTo(talk.assessment, '8.2.1')).toBeUndefined();
    talk.say('delete D1');
    talk.say('yes');
    talk.send([file('late')], { replaces: 'notice' });
    expect(talk.document('late')?.usedFor).toEqual([]);
    expect(answerTo(talk.assessment, '8.2.1')).toBeUndefined();
  });
});

describe('undo leaves alone what programs found out', () => {
  beforeEach(() => void talk.say('change 1.1.3'));

  it('about viruses', () => {
    talk.send([file('notice', { scan: 'waiting' })]);
    talk.say('D1 owner Jane');
    talk.take({
      type: 'scanned',
      id: 's',
      scans: [{ document: 'notice', file: 'evidence/a/notice', result: 'infected' }],
    });
    talk.say('undo');
    expect(stateOf(talk.document('notice') as EvidenceDocument)).toBe('infected');
  });

  it('about files that are gone', () => {
    talk.send([file('notice')]);
    talk.say('D1 owner Jane');
    talk.take({ type: 'arrived', checks: [{ document: 'notice', version: 0, found: 'missing' }] });
    talk.say('undo');
    expect(talk.document('notice')).not.toHaveProperty('owner');
    expect(stateOf(talk.document('notice') as EvidenceDocument)).toBe('missing');
    expect(talk.state('1.1.3')).toBe('gap');
  });
});

describe('an answer in words that became more', () => {
  beforeEach(() => {
    talk.say('change 1.1.3');
    talk.say('In the blue folder in the office');
  });

  it('keeps its file when the answer changes', () => {
    talk.send([file('scan')], { replaces: 'said.1.1.3' });
    talk.tap({ do: 'answer', question: '1.1.3', seen: talk.assessment.answers['1.1.3']?.revision ?? 0, as: 'yes' });
    expect(filesOf(talk.assessment.documents).map(({ source }) => source.file)).toEqual(['evidence/a/scan']);
  });

  it('keeps proving what else it is used for', () => {
    talk.say('use D1 for 7.1.1');
    talk.say('change 1.1.3');
    talk.say('not yet');
    expect(usedFor(talk.assessment.documents, '7.1.1')).toHaveLength(1);
    expect(usedFor(talk.assessment.documents, '1.1.3')).toHaveLength(0);
  });

  it('goes with its document when that is deleted', () => {
    talk.say('delete D1');
    talk.say('yes');
    expect(answerTo(talk.assessment, '1.1.3')).toBeUndefined();
    talk.say('change 1.1.3');
    talk.say('In the blue folder in the office');
    expect(talk.state('1.1.3')).toBe('done');
  });
});

describe('a place said beside an answer', () => {
  it('is kept as a document after "I will say where it is kept", and is no answer', () => {
    talk.say('change 2.2.1');
    const held = withDetails('contract');
    talk.send([held]);
    talk.say('say where it is kept', held);
    expect(types(talk.say('in the locked cupboard in the office'))).toContain('placeKept');
    expect(usedFor(talk.assessment.documents, '2.2.1').map(({ versions }) => versions[0]?.source)).toEqual([
      { keptAt: 'in the locked cupboard in the office' },
    ]);
    expect(answerTo(talk.assessment, '2.2.1')).toBeUndefined();
  });

  it('may be an address at any question that wants no words', () => {
    for (const question of ['2.2.1', '3.2.1', '3.1.1.date']) {
      talk.say(`change ${question}`);
      expect(types(talk.say(`https://care.example/${question}`))).toContain('placeKept');
    }
    expect(Object.keys(talk.assessment.documents)).toEqual(['said.2.2.1', 'said.3.2.1', 'said.3.1.1']);
  });
});

describe('several files that are held', () => {
  it('are decided one after the other, by word or tap, and none is forgotten', () => {
    const [one, two] = [withDetails('one'), withDetails('two')];
    expect(types(talk.send([one, two]))).toEqual(['fileHeld', 'fileHeld']);
    expect(find(talk.say('documents', two), 'documents')?.held.map(({ upload }) => upload)).toEqual(['one', 'two']);
    expect(find(talk.say('take it back', two), 'heldWaiting')?.held.map(({ upload }) => upload)).toEqual(['one']);
    expect(types(talk.tap({ do: 'held', upload: 'one' }, one))).toEqual(['fileHeld']);
    expect(types(talk.say('keep it', one))).toContain('fileKept');
    expect(talk.cursor.held).toBeUndefined();
    expect(Object.keys(talk.assessment.documents)).toEqual(['one']);
  });

  it('stay when words came with them', () => {
    talk.say('change 2.2.1');
    const held = withDetails('contract');
    talk.send([held], { text: 'yes' });
    expect(answerTo(talk.assessment, '2.2.1')).toMatchObject({ as: 'yes' });
    expect(types(talk.say('keep it anyway', held))).toContain('fileKept');
  });

  it('are told of when somebody comes back', () => {
    talk.say('2.2.1');
    talk.say('yes');
    talk.send([withDetails('one')]);
    expect(types(talk.take({ type: 'arrived' }))).toContain('heldWaiting');
  });
});

describe('the same', () => {
  it('file sent again is not kept twice, and counts for the question it is sent to', () => {
    talk.say('change 1.1.3');
    talk.send([file('notice')]);
    talk.say('change 2.2.1');
    const effects = talk.send([file('copy', { sha256: 'notice'.padEnd(64, '0') })]);
    expect(find(effects, 'alreadyKept')).toMatchObject({ document: 'notice', question: '2.2.1' });
    expect(find(effects, 'discardFiles')?.files).toEqual(['evidence/a/copy']);
    expect(talk.document('notice')?.usedFor).toEqual(['1.1.3', '2.2.1']);
  });

  it('use of a document as an upload: it answers a question that asks for one', () => {
    talk.say('change 1.1.3');
    talk.send([file('notice')]);
    const effects = talk.say('use D1 for 8.2.1');
    expect(find(effects, 'documentUsedFor')).toMatchObject({ isAnswer: true });
    expect(answerTo(talk.assessment, '8.2.1')).toEqual({ as: 'yes' });
  });
});

describe('a decision about a file that is part of the record', () => {
  it('is made once: an old card neither keeps it twice nor takes it back', () => {
    talk.say('change 1.1.3');
    talk.send([file('notice')]);
    const held = withDetails('newer');
    talk.send([held], { replaces: 'notice' });
    const decide = (choice: 'keep' | 'takeBack') =>
      talk.tap({ do: 'held', upload: 'newer', choice, replaces: 'notice' }, held);
    decide('keep');
    expect(talk.document('notice')?.versions).toHaveLength(2);
    decide('keep');
    const effects = decide('takeBack');
    expect(talk.document('notice')?.versions).toHaveLength(2);
    expect(types(effects)).not.toContain('discardFiles');
    expect(types(talk.tap({ do: 'held', upload: 'notice', choice: 'takeBack' }, file('notice')))).not.toContain(
      'discardFiles',
    );
  });
});

describe('words that were half said', () => {
  it('are not lost by sending a file', () => {
    talk.say('change 2.2.1');
    talk.say('its in every contract since 2022');
    talk.send([file('contract')]);
    talk.say('yes');
    expect(answerTo(talk.assessment, '2.2.1')).toEqual({ as: 'yes', note: 'its in every contract since 2022' });
  });
});
