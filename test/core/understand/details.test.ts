import { describe, expect, it } from '@jest/globals';
import { type Details, detailsIn } from '../../../core/understand/details.ts';

const today = '2026-11-21';
const march = { date: '2026-03-01', precision: 'month' } as const;

const table: readonly (readonly [string, Details])[] = [
  ['our deputy sorted it in March', { who: 'our deputy', when: march }],
  ['Our deputy sorted it in March.', { who: 'Our deputy', when: march }],
  ['sorted by the manager in March', { who: 'the manager', when: march }],
  ['in March by our deputy', { who: 'our deputy', when: march }],
  ['manager every friday', { who: 'manager' }],
  ['deputy did it', { who: 'deputy' }],
  ['Sue did it last Tuesday', { who: 'Sue', when: { date: '2026-11-17', precision: 'day' } }],
  ['done by Sue Smith on 3/4/2026', { who: 'Sue Smith', when: { date: '2026-04-03', precision: 'day' } }],
  ['Mrs Patel checks it', { who: 'Mrs Patel' }],
  ['reviewed by Mr Jones in March', { who: 'Mr Jones', when: march }],
  ['our deputy Sue in March', { who: 'our deputy Sue', when: march }],
  [
    'the registered manager, on 12 March 2026',
    { who: 'the registered manager', when: { date: '2026-03-12', precision: 'day' } },
  ],
  ['our IT company, last week', { who: 'our IT company', when: { date: '2026-11-14', precision: 'day' } }],
  ['the it company checks it every year', { who: 'the it company' }],
  ['by head office', { who: 'head office' }],
  ['head office did it', { who: 'head office' }],
  ['my boss', { who: 'my boss' }],
  ['one of our seniors', { who: 'one of our seniors' }],
  ['our care coordinator', { who: 'our care coordinator' }],
  ['the team leader on shift', { who: 'the team leader' }],
  ['the owner and the deputy', { who: 'the owner' }],
  ['April sorted it in March', { who: 'April', when: march }],
  ['reviewed by April in June', { who: 'April', when: { date: '2026-06-01', precision: 'month' } }],
  ['our data protection officer', { who: 'our data protection officer' }],
  ['in March', { when: march }],
  ['last year', { when: { date: '2025-01-01', precision: 'year' } }],
  ['a few weeks ago', {}],
  ['March or April', {}],
  ['next March', {}],
  ['it is in the office', {}],
  ['in the office', {}],
  ['in the manager’s office', {}],
  ['kept in a locked cupboard', {}],
  ['we keep them locked away', {}],
  ['', {}],
  ['It was done', {}],
  ['Everyone does it', {}],
];

describe('who and when', () => {
  it.each(table)('%s', (text, expected) => {
    expect(detailsIn(text, today)).toEqual(expected);
  });
});
