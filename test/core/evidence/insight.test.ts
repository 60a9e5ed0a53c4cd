import { describe, expect, it } from '@jest/globals';
import { type InsightRequest, insightOf } from '../../../core/evidence/insight.ts';
import type { Finding, TextPart } from '../../../core/evidence/model.ts';

const today = '2026-11-22';
const ask = { isWhole: true, fileName: 'scan.docx', today, kinds: [] } as const;

/** Lines of a document as its paragraphs; a tab parts cells of a table. */
const paragraphs = (lines: readonly string[]): readonly TextPart[] =>
  lines.map((text, at) => ({ place: { in: 'paragraph', number: at + 1 }, text }));

const look = (lines: readonly string[], more: Partial<InsightRequest> = {}) =>
  insightOf({ ...ask, parts: paragraphs(lines), ...more });
const found = <T extends Finding['type']>(type: T, ...asked: Parameters<typeof look>) =>
  look(...asked).findings.filter((one): one is Extract<Finding, { type: T }> => one.type === type);

describe('a blank of a template', () => {
  const blanksIn = (text: string) => found('templateBlank', [text]).map((one) => one.text);

  it.each([
    ['The lead is [insert name].', '[insert name]'],
    ['[Insert Organisation Name] keeps data safe.', '[Insert Organisation Name]'],
    ['[Organisation name] Data Protection Policy', '[Organisation name]'],
    ['We, [Company], keep', '[Company]'],
    ['[name of organisation]', '[name of organisation]'],
    ['[Your organisation]', '[Your organisation]'],
    ['Approved on [date].', '[date]'],
    ['Ask [Name] first.', '[Name]'],
    ['[Add link to your privacy notice here]', '[Add link to your privacy notice here]'],
    ['[delete as appropriate]', '[delete as appropriate]'],
    ['Signed off by [XXXX]', '[XXXX]'],
    ['[service name]’s policy', '[service name]'],
    ['[Document title]', '[Document title]'],
    ['<Company> is registered', '<Company>'],
    ['<<Organisation Name>> is registered', '<<Organisation Name>>'],
    ['<insert date>', '<insert date>'],
    ['«OrganisationName» is', '«OrganisationName»'],
    ['{{organisation}} keeps', '{{organisation}}'],
    ['{company name} keeps', '{company name}'],
    ['Our lead is XXXX and her deputy too.', 'XXXX'],
    ['Reviewed XX/XX/XXXX', 'XX/XX/XXXX'],
    // No note to ourselves: people leave three X where a name is to go.
    ['Ask XXX about this.', 'XXX'],
    ['Last reviewed May 20XX', '20XX'],
    ['Your organisation name here', 'Your organisation name here'],
    ['Insert company logo', 'Insert company logo'],
    ['Name: Click or tap here to enter text.', 'Click or tap here to enter text'],
    ['Date: Click or tap to enter a date.', 'Click or tap to enter a date'],
    ['Status: Choose an item.', 'Choose an item.'],
    ['Lorem ipsum dolor sit amet', 'Lorem ipsum'],
    ['The data lead at our home is ________ and can be asked.', '________'],
  ])('is found: %s', (text, blank) => {
    expect(blanksIn(text)).toEqual([blank]);
  });

  it.each([
    'See the Act [1] and the Code [12].',
    'She said it was fine [sic].',
    'The Commissioner [ICO] can fine us.',
    'Email Lena <lena@example.org> or <https://example.org/help>.',
    'Tick one: [ ] yes [x] no',
    'The value was [redacted].',
    'Keep for 8 years [see section 4].',
    'Temperature < 5 and > 2',
    'Signed: ______________ Date: __________',
    'Signature ____________________',
    'Name: ________________',
    'I, ______________, have read this policy.',
    'Witnessed by ____________ on behalf of the home.',
    'Card XXXX XXXX XXXX 4242',
    // X for figures that are hidden, and a Roman number: neither was left to be filled in.
    'Phone 07XXX XXX XXX',
    'See you soon xxx',
    'Size XXL and XXXL gloves',
    'Part XXX of the Act',
    'Write your company name on the parcel.',
    'Staff add the date and their name to the log.',
    'Use a { brace } in code.',
    'Choose an item of clothing with the person.',
    '________________________________',
    'const x = [];',
    'She said "it was [...] fine".',
    'const x = {type: "name", of: 3};',
  ])('is not found: %s', (text) => {
    expect(blanksIn(text)).toEqual([]);
  });

  it('is told once with its places and its count', () => {
    const lines = Array.from({ length: 8 }, (_, at) =>
      at === 3 ? 'No blank here.' : 'Ask [Insert Name] or [insert name].',
    );
    expect(found('templateBlank', lines)).toEqual([
      {
        type: 'templateBlank',
        text: '[Insert Name]',
        count: 14,
        places: [1, 2, 3, 5, 6].map((number) => ({ in: 'paragraph', number })),
      },
    ]);
  });

  it('is quoted in 60 characters at most, and never holds a long number', () => {
    expect(found('templateBlank', [`[insert ${'a'.repeat(70)}]`])[0]?.text).toHaveLength(60);
    expect(found('templateBlank', ['[insert 9434765919 here]'])).toEqual([]);
  });
});

describe('a review date in the past', () => {
  it.each([
    ['Next review: March 2024', '2024-03-31'],
    ['Review due 01/04/2023', '2023-04-01'],
    ['Review date: 12.05.2025', '2025-05-12'],
    ['Date of next review 3rd April 2025', '2025-04-03'],
    ['This policy is to be reviewed by May 2025.', '2025-05-31'],
    ['Due for review: 2025-05-12', '2025-05-12'],
    ['Next review date: 2024', '2024-12-31'],
    ['Valid until 31/03/2026', '2026-03-31'],
    ['Certificate expires on 2 April 2026', '2026-04-02'],
    ['Renewal date: October 2026', '2026-10-31'],
    ['Review: 1 May 2025', '2025-05-01'],
  ])('is found: %s', (text, date) => {
    expect(found('reviewPast', ['Policy', text])).toEqual([
      { type: 'reviewPast', date, place: { in: 'paragraph', number: 2 } },
    ]);
  });

  it.each([
    'Next review: November 2026',
    'Next review: 22/11/2026',
    'Review date: 01/04/2027',
    'Last review date: March 2024',
    'Date of last review: 01/04/2023',
    'Reviewed 12 May 2024',
    'We review this every year since 2019.',
    'Next review: to be agreed. Issued 2019.',
    'Reviewed by the inspector in 2020',
    'Review date of birth records: 12/03/1938',
    'The review of March 2020 found nothing.',
  ])('is not found: %s', (text) => {
    expect(found('reviewPast', ['Policy', text])).toEqual([]);
  });

  it('is that of the next cell, the line below or the column', () => {
    const next = { type: 'reviewPast', date: '2024-03-31' };
    expect(found('reviewPast', ['Owner\tLena Ward', 'Next review\tMarch 2024'])).toMatchObject([next]);
    expect(found('reviewPast', ['Next review date:', 'March 2024'])).toMatchObject([next]);
    expect(found('reviewPast', ['Version\tApproved by\tNext review', '2\tLena Ward\tMarch 2024'])).toMatchObject([
      next,
    ]);
  });

  it('is the last of those in a history of versions', () => {
    const history = ['Version\tDate\tNext review', '1\t01/02/2022\t01/02/2023', '2\t01/02/2026\t01/02/2027'];
    expect(found('reviewPast', history)).toEqual([]);
    expect(look(history).proposed).toEqual({ documentDate: '2026-02-01', reviewDate: '2027-02-01' });
  });

  it('is no matter of the rows of a register', () => {
    const register = ['Device\tSerial number\tWarranty expiry', 'Laptop\tA1\t01/02/2022', 'Tablet\tB2\t01/03/2023'];
    expect(look(register)).toMatchObject({ findings: [], proposed: {} });
  });
});

describe('the dates of a document', () => {
  it.each<readonly [readonly string[], { documentDate?: string; reviewDate?: string }]>([
    [['Date of issue: 12 May 2025'], { documentDate: '2025-05-12' }],
    [['Issued 12/05/2025'], { documentDate: '2025-05-12' }],
    [['Version date: 1.2.25'], { documentDate: '2025-02-01' }],
    [['Last reviewed: May 2025', 'Next review: May 2027'], { documentDate: '2025-05-01', reviewDate: '2027-05-31' }],
    [['Approved by the board on 3 April 2025'], { documentDate: '2025-04-03' }],
    [['Approved: 3 April 2025', 'Last updated 4 June 2026'], { documentDate: '2026-06-04' }],
    [['Version 2.1 May 2025'], { documentDate: '2025-05-01' }],
    [['v3 - 12/05/2025'], { documentDate: '2025-05-12' }],
    [['Date: 12/05/2025'], { documentDate: '2025-05-12' }],
    [['Date\t12/05/2025', 'Owner\tLena Ward'], {}],
    [['Date:\t12/05/2025'], { documentDate: '2025-05-12' }],
    [['Effective from 1 June 2025'], { documentDate: '2025-06-01' }],
    [['Date approved: 2025-06-01'], { documentDate: '2025-06-01' }],
    [['Policy date 04/13/2025'], {}],
    [['Date of birth: 12/03/2001'], {}],
    [['Issued 12/05/2027'], {}],
    [['Reviewed 12/03/1984'], {}],
    [
      ['Certificate issued: 3 April 2025. Expires: 2 April 2027'],
      { documentDate: '2025-04-03', reviewDate: '2027-04-02' },
    ],
    [['Next review: 1 May 2027', 'Insurance valid until 2030'], { reviewDate: '2027-05-01' }],
    [['Call 01422 496000 for version 2'], {}],
    [['We follow guidance issued by the ICO in May 2021.'], {}],
    [[`${'We keep our devices safe. '.repeat(6)}Windows was updated 12/05/2025 by our IT firm.`], {}],
    [[`${'We keep our devices safe. '.repeat(6)}Approved: 12/05/2025.`], { documentDate: '2025-05-12' }],
    [['Start date: 12/05/2025'], {}],
  ])('in %j are %j', (lines, dates) => {
    expect(look(lines).proposed).toEqual(dates);
  });

  const saved: TextPart = { place: { in: 'properties' }, text: 'saved: 2024-02-03' };
  it('come from the text first, then from the name of the file, then from when it was saved', () => {
    const parts = [saved, ...paragraphs(['Staff list'])];
    const dated = (more: Partial<InsightRequest>) => insightOf({ ...ask, parts, ...more }).proposed.documentDate;
    expect(dated({ parts: [saved, ...paragraphs(['Issued 12/05/2025'])], fileName: 'list 1 May 2025.docx' })).toBe(
      '2025-05-12',
    );
    expect(dated({ fileName: 'StaffList_2025-05-01.docx' })).toBe('2025-05-01');
    expect(dated({ fileName: 'staff-list-may-2025.xlsx' })).toBe('2025-05-01');
    expect(dated({ fileName: 'staff list 2025.xlsx' })).toBe('2024-02-03');
    expect(dated({ parts: [{ ...saved, text: 'saved: 2030-01-01' }, ...paragraphs(['x'])] })).toBeUndefined();
  });
});

describe("another organisation's name", () => {
  const own = { organisation: 'Rose Cottage Care Home' };
  const inTitle = (text: string): readonly TextPart[] => [{ place: { in: 'title' }, text }, ...paragraphs(['Words'])];

  it.each([
    ['Sunrise Care Ltd - Data Protection Policy', 'Sunrise Care Ltd'],
    ['Data Protection Policy - Oakfield Nursing Home', 'Oakfield Nursing Home'],
    ['Privacy notice of Bright Days Homecare', 'Bright Days Homecare'],
    ['Leeds City Council Information Policy', 'Leeds City Council'],
    ['St. Anne’s Residential Home Policy', 'St. Anne’s Residential Home'],
    ['Mid Yorkshire Teaching NHS Trust', 'Mid Yorkshire Teaching NHS Trust'],
    ['Digital Care Hub template policy', 'Digital Care Hub'],
  ])('is found in a title: %s', (title, name) => {
    const findings = insightOf({ ...ask, ...own, parts: inTitle(title) }).findings;
    expect(findings).toEqual([{ type: 'otherOrganisation', name, place: { in: 'title' } }]);
  });

  it('is found in the name of the file and in the first lines', () => {
    expect(found('otherOrganisation', ['Policy'], { ...own, fileName: 'sunrise-homecare-policy.docx' })).toMatchObject([
      { name: 'sunrise homecare', place: { in: 'fileName' } },
    ]);
    expect(found('otherOrganisation', ['Data protection policy', 'SUNRISE CARE LTD'], own)).toMatchObject([
      { name: 'SUNRISE CARE LTD', place: { in: 'paragraph', number: 2 } },
    ]);
  });

  it.each([
    'Rose Cottage Ltd - Data Protection Policy',
    'Data Protection Policy of Rose Cottage Nursing Home',
    'Care Home Data Protection Policy',
    'Data Protection Policy Limited Edition',
    'Our Nursing Home policy',
    'Contract with Shred Right Ltd',
    'Certificate of destruction - Shred Right Ltd',
    'Supplier list: Calder IT Ltd',
    'Policy approved by Leeds City Council',
    'Supported by Digital Care Hub',
    'Data Security and Protection Toolkit',
    'NHS England guidance',
    'How we care for people at home',
  ])('is not found in: %s', (title) => {
    expect(insightOf({ ...ask, ...own, parts: inTitle(title) }).findings).toEqual([]);
    expect(found('otherOrganisation', [title, 'More'], own)).toEqual([]);
  });

  it('is not looked for further down, in tables, or where the service has no name yet', () => {
    const late = [...Array.from({ length: 12 }, () => 'Words of the policy'), 'Sunrise Care Ltd'];
    expect(found('otherOrganisation', late, own)).toEqual([]);
    expect(found('otherOrganisation', ['Firm\tPhone', 'Sunrise Care Ltd\t01422 496000'], own)).toEqual([]);
    expect(insightOf({ ...ask, parts: inTitle('Sunrise Care Ltd') }).findings).toEqual([]);
    expect(insightOf({ ...ask, organisation: 'The Care Home', parts: inTitle('Sunrise Care Ltd') }).findings).toEqual(
      [],
    );
  });
});

describe('how far a file was read', () => {
  const parts = paragraphs(['Words']);
  it.each<readonly [string, readonly TextPart[], boolean, string]>([
    ['all of it', parts, true, 'read'],
    ['a part of it', parts, false, 'partly'],
    ['a photo', [], true, 'none'],
    ['a scan with a title', [{ place: { in: 'title' }, text: 'Scan' }], false, 'none'],
  ])('is told: %s', (_, read, isWhole, readability) => {
    expect(insightOf({ ...ask, parts: read, isWhole }).readability).toBe(readability);
  });
});

describe('personal details', () => {
  it('are told by place and count and never quoted', () => {
    const lines = Array.from(
      { length: 9 },
      (_, at) => `Ann Hartley, NHS number 943 476 5919, born ${at + 1} April 1938`,
    );
    const { findings } = look(lines, { fileName: 'NHS_943_476_5919.docx' });
    expect(findings).toEqual([
      { type: 'personalData', kind: 'nhsNumber', count: 10, places: expect.arrayContaining([{ in: 'fileName' }]) },
      { type: 'personalData', kind: 'dateOfBirth', count: 9, places: expect.any(Array) },
    ]);
    for (const one of findings) expect(one).toMatchObject({ places: { length: 5 } });
    expect(JSON.stringify(findings)).not.toMatch(/943|5919|1938|Hartley/);
  });

  it('are found past the limits of a passage', () => {
    const long = `${'Words of a very long policy. '.repeat(4000)}NHS number 943 476 5919`;
    expect(found('personalData', [long])).toHaveLength(1);
    const many = [...Array.from({ length: 5000 }, () => 'A line of a policy.'), 'NHS number', '943 476 5919'];
    expect(found('personalData', many)).toMatchObject([{ count: 1, places: [{ number: 5002 }] }]);
  });

  const sheet = (name: string, text: string): TextPart => ({ place: { in: 'sheet', name, cell: 'B2' }, text });
  it.each<readonly [string, Partial<InsightRequest>]>([
    ['an NHS number in a blank', { parts: paragraphs(['Ask [insert name 401 023 2137].']) }],
    ['a National Insurance number in a blank', { parts: paragraphs(['Ask [insert name AB 12 34 56 C].']) }],
    ['a date of birth in a blank', { parts: paragraphs(['Ask [insert dob 01/02/1940].']) }],
    ['a date in a blank, of which the words before it tell', { parts: paragraphs(['Born: [insert date 01/02/1940]']) }],
    [
      'a number at the end of what is told of a blank',
      { parts: paragraphs([`[insert ${'a'.repeat(40)} 401 023 2137]`]) },
    ],
    ['an NHS number in a sheet’s name', { parts: [sheet('Ann 943 476 5919', '[insert name]')] }],
    ['a National Insurance number in a sheet’s name', { parts: [sheet('Ann AB123456C', '[insert name]')] }],
    ['a date of birth in a sheet’s name', { parts: [sheet('Ann Hartley dob 01/02/1940', '[insert name]')] }],
    ['a number at the end of a sheet’s name', { parts: [sheet(`${'a'.repeat(22)} 943 476 5919`, '[insert name]')] }],
    [
      'a number in place of a cell',
      { parts: [{ place: { in: 'sheet', name: 'A', cell: '9434765919' }, text: '[name]' }] },
    ],
    [
      'a National Insurance number in a title',
      {
        parts: [{ place: { in: 'title' }, text: 'Policy of AB123456C Sunrise Care Ltd' }],
        organisation: 'Rose Cottage',
      },
    ],
  ])('are not told with another finding: %s', (_, more) => {
    const { findings } = look([], more);
    expect(findings.some(({ type }) => type !== 'personalData')).toBe(true);
    expect(JSON.stringify(findings)).not.toMatch(/\d{3}|\d\d[ /]|AB ?1/);
  });
});

describe('what is told of a file', () => {
  it.each([
    ['letters', 'x'],
    ['signs of three bytes', '\u2e80'],
    ['halves of signs', '\ud83d'],
    ['signs that steer', '\u0001'],
    ['quotes', '"'],
  ])('stays small, whatever its sheets are called: %s', (_, sign) => {
    const said = [
      'NHS number 943 476 5919, AB123456C, card 4242 4242 4242 4242, dob 01/02/1940',
      ...Array.from({ length: 30 }, (_, at) => `[insert ${'abcdefghijklmnopqrstuvwxyzABCD'[at]}${sign.repeat(60)}]`),
      'Next review: 01/02/2020',
    ];
    const parts = Array.from({ length: 7 }, (_, tab) =>
      said.map((text, row): TextPart => {
        const cell = `XFD${1_048_000 + row}`;
        return { place: { in: 'sheet', name: `${tab}${sign.repeat(1_000_000)}`, cell }, text };
      }),
    ).flat();
    const insight = look([], { parts });
    expect(insight.findings).toHaveLength(14);
    expect(Buffer.byteLength(JSON.stringify(insight))).toBeLessThan(16_384);
  });
});
