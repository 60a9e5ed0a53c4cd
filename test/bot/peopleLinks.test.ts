/** Where the links of mails lead: to a service in which the person has business, and to nothing of anybody else's. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCodeForAddress, createMailedLinks } from '../../bot/people/mailedLinks.ts';
import { Organisations } from '../../bot/people/organisations.ts';
import type { LinkPurpose } from '../../bot/reach/courier.ts';
import { type Assessment, assessmentSchema, emptyAssessment, fold } from '../../core/assessment.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import { Records } from '../../storage/records.ts';
import { type Opens, ReturnCodes } from '../../storage/returnCodes.ts';
import type { Opened } from '../storage/contract.ts';
import { realContent } from '../support/guide.ts';
import { openSqliteFixture } from '../support/sqliteFixture.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const { codeWords } = await realContent();
const now = () => new Date('2026-11-23T10:00:00Z');
const publicUrl = 'https://guide.example';

let opened: Opened;
let codes: ReturnCodes;
let link: (person: string, purpose: LinkPurpose) => Promise<string>;

/** An organisation with two services, a manager, and somebody outside who was handed a question of the second. */
beforeEach(async () => {
  opened = await openSqliteFixture(newFolder());
  const { log, documents } = opened.store;
  codes = new ReturnCodes(documents, codeWords);
  const organisations = new Organisations(opened.store, now);
  const records = new Records<Assessment, AssessmentEvent>({
    ...{ log, documents, fold, initial: emptyAssessment, schema: assessmentSchema, cacheSize: 10 },
  });
  const place = { organisation: 'org', assessment: 'rose', person: 'jo' };
  await organisations.found(place);
  await organisations.update(place, 'jo', () => ({
    events: [{ type: 'serviceAdded', assessment: 'lark' }],
    result: undefined,
  }));
  const handedOn = { assignment: 'a1', question: '7.3.1', to: 'firm', isGuest: true } as const;
  const events: AssessmentEvent[] = [{ type: 'questionAssigned', ...handedOn }];
  await records.update('assessment/lark', () => ({
    commit: { at: now().toISOString(), by: 'jo', inputId: 'i', events },
    result: undefined,
  }));
  const codeLink = (code: string): string => `code ${code}`;
  const make = createMailedLinks({ organisations, records, codes, codeLink, publicUrl });
  link = (person, purpose) => make(person, 'org', purpose);
});
afterEach(() => opened.dispose());

describe('the link of a mail', () => {
  it.each<[string, string, LinkPurpose, object]>([
    ['the service', 'jo', { assessment: 'lark' }, { assessment: 'lark' }],
    ['the question', 'jo', { assessment: 'lark', question: '7.3.1' }, { assessment: 'lark', question: '7.3.1' }],
    [
      'their first service, where there is no such service',
      'jo',
      { assessment: 'gone', question: '7.3.1' },
      { assessment: 'rose' },
    ],
    [
      'the service with their question',
      'firm',
      { assessment: 'lark', question: '7.3.1' },
      { assessment: 'lark', question: '7.3.1' },
    ],
    [
      'that one also where they were told of another',
      'firm',
      { assessment: 'rose', question: '1.1.5' },
      { assessment: 'lark' },
    ],
  ])('opens %s, once', async (_, person, purpose, opens) => {
    const made = await link(person, purpose);
    const open = (by?: string) => codes.open(made.replace('code ', ''), by);
    expect(await open('chat')).toEqual({ organisation: 'org', person, ...opens });
    expect(await open('another')).toBeUndefined();
    expect(await open()).toBeUndefined();
    // A repeat, or what was cut short.
    expect(await open('chat')).toEqual({ organisation: 'org', person, ...opens });
  });

  it.each([
    ['in one conversation', ['chat', 'chat'], 2],
    ['in two', ['chat', 'another'], 1],
    ['where it is not known in which', [undefined, undefined], 1],
  ])('is opened twice at once %s', async (_, by, times) => {
    const made = await link('jo', { assessment: 'lark' });
    const tries = await Promise.all(by.map((each) => codes.open(made.replace('code ', ''), each)));
    expect(tries.filter((opens) => opens !== undefined)).toHaveLength(times);
  });

  it('opens nothing for somebody who has no business there', async () => {
    expect(await link('eve', { assessment: 'rose', question: '1.1.5' })).toBe(`${publicUrl}/`);
  });
});

describe('the words of a mail that asks for an address', () => {
  const place = { organisation: 'org', assessment: 'lark', person: 'jo' };

  it('confirm it once, and are there still after somebody else tried them', async () => {
    const words = await createCodeForAddress(codes)(place, 'k');
    expect(words).toMatch(/^[a-z]+( [a-z]+){4}$/);
    const isSams = ({ person }: Opens): boolean => person === 'sam';
    expect(await codes.open(words, 'sam’s chat', isSams)).toBeUndefined();
    expect(await codes.open(words)).toEqual({ ...place, confirms: 'k' });
    expect(await codes.open(words)).toBeUndefined();
  });

  it('are kept for seven days', async () => {
    await createCodeForAddress(codes)(place, 'k');
    const { documents } = opened.store;
    const lifetimes: (number | undefined)[] = [];
    for await (const id of documents.list('returnCode/')) lifetimes.push((await documents.get(id))?.lifetime);
    expect(lifetimes).toEqual([7 * 24 * 60 * 60]);
  });

  it('end with the other codes of their person', async () => {
    const words = await createCodeForAddress(codes)(place, 'k');
    await codes.cancelAll(place);
    expect(await codes.open(words)).toBeUndefined();
  });
});
