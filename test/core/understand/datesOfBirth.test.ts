import { describe, expect, it } from '@jest/globals';
import { findPersonalData } from '../../../core/understand/personalData.ts';

const today = '2026-11-21';

describe('a first name directly before a date long ago', () => {
  it.each([
    ['Tom (12/03/1934) has a red folder', '12/03/1934'],
    ['the folder of Edith, 3 April 1941, is red', '3 April 1941'],
    ["Fred 12.3.1934's folder", '12.3.1934'],
    ["Ahmed's 12/03/1934", '12/03/1934'],
  ])('%s', (text, date) => {
    const found = findPersonalData(text, today);
    expect(found.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([['dateOfBirth', date]]);
  });

  it.each(
    [
      'May (12/03/2004)',
      'Policy (12/03/2004)',
      'Monday 12/03/2001',
      'Reviewed 12/03/2004',
      'Signed (12/03/2004) by the owner',
      'Since 12/03/2004 we lock it',
      'Rose Cottage (12/03/1998)',
      'Tom (12/03/2026) has a red folder',
      'Tom has had it since 12/03/2004',
      'Version 2, 12/03/2004',
      'CQC 12/03/2004',
    ].map((text) => [text]),
  )('no alarm: %s', (text) => {
    expect(findPersonalData(text, today)).toEqual([]);
  });
});
