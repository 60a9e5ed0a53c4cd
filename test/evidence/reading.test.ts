import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { insightOf } from '../../core/evidence/insight.ts';
import type { Place } from '../../core/evidence/model.ts';
import { readText } from '../../evidence/text/index.ts';
import { longestText, mostPages } from '../../evidence/text/textSink.ts';
import { docx, ods, odt, pdf, pptx, utf8, utf16, windows1252, xlsx } from './readingFiles.ts';

/** What was read, as [place, text] with the place in short: `paragraph 2`, `Staff!B3`, `title`. */
async function read(...file: Parameters<typeof readText>): Promise<readonly (readonly [string, string])[]> {
  const { parts } = await readText(...file);
  return parts.map(({ place, text }) => [short(place), text]);
}

const short = (place: Place): string => {
  if (place.in === 'sheet') return `${place.name}!${place.cell}`;
  return 'number' in place ? `${place.in} ${place.number}` : place.in;
};

describe('Word', () => {
  it('gives body, table rows, header, footer, notes, comments, text boxes and what a tracked change took out', async () => {
    const file = docx({
      title: 'Our policy',
      modified: '2025-05-12',
      body: [
        'One & two',
        '',
        {
          table: [
            ['Name', 'Room'],
            ['', '4'],
          ],
        },
      ],
      textBox: 'In a box',
      deleted: 'Taken out',
      header: 'Above',
      footer: 'Below',
      footnote: 'A note',
      comment: 'A comment',
    });
    expect(await read(file, 'docx')).toEqual([
      ['title', 'Our policy'],
      ['properties', 'saved: 2025-05-12'],
      ['paragraph 1', 'One & two'],
      ['paragraph 2', 'Name\tRoom'],
      ['paragraph 3', '\t4'],
      ['paragraph 4', 'In a box'],
      ['paragraph 5', 'Taken out'],
      ['paragraph 6', 'Above'],
      ['paragraph 7', 'Below'],
      ['paragraph 8', 'A note'],
      ['paragraph 9', 'A comment'],
    ]);
  });

  it('reads a table that lays out a page paragraph by paragraph', async () => {
    const cell = ['One', 'Two', 'Three', 'Four'].map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
    const raw = `<w:tbl><w:tr><w:tc>${cell}</w:tc></w:tr></w:tbl>`;
    expect(await read(docx({ body: [{ raw }] }), 'docx')).toHaveLength(4);
  });
});

describe('Excel', () => {
  it('gives every cell of every sheet, hidden ones too, with comments and footers, in the order of the tabs', async () => {
    const file = xlsx({
      sheets: [
        {
          name: 'Staff',
          rows: [
            ['Name', 'Born'],
            ['Ann', { day: '1945-04-03' }],
          ],
          comments: { B2: 'As told' },
          footer: 'Page end',
        },
        { name: 'Old', hidden: true, rows: [[null, 9434765919]] },
      ],
    });
    expect(await read(file, 'xlsx')).toEqual([
      ['Staff!A1', 'Name'],
      ['Staff!B1', 'Born'],
      ['Staff!A2', 'Ann'],
      ['Staff!B2', '03/04/1945'],
      ['Staff!A1', ' Page end'],
      ['Staff!B2', 'As told'],
      ['Old!B1', '9434765919'],
      ['Staff!A1', 'Staff'],
      ['Old!A1', 'Old'],
    ]);
  });

  it('gives the copy of its data that a pivot table keeps', async () => {
    const file = xlsx({ sheets: [{ name: 'Sum', rows: [['Total', 3]], pivoted: ['Ann Hartley', '943 476 5919'] }] });
    expect((await read(file, 'xlsx')).slice(2, -1)).toEqual([
      ['Sum!A1', 'Ann Hartley'],
      ['Sum!A1', '943 476 5919'],
    ]);
  });

  it('reads texts that are kept in the cell', async () => {
    expect(await read(xlsx({ inline: true, sheets: [{ name: 'A', rows: [['Hello']] }] }), 'xlsx')).toEqual([
      ['A!A1', 'Hello'],
      ['A!A1', 'A'],
    ]);
  });
});

describe.each([
  ['xlsx', xlsx],
  ['ods', ods],
] as const)('the name of a sheet of %s', (type, make) => {
  const about = { isWhole: true, fileName: 'a', today: '2026-11-22', kinds: [] };

  it('is searched as its text is, and not told', async () => {
    const { parts } = await readText(make({ sheets: [{ name: 'Ann 943 476 5919', rows: [] }] }), type);
    const place = { in: 'sheet', name: 'Ann …', cell: 'A1' };
    expect(insightOf({ ...about, parts }).findings).toEqual([
      { type: 'personalData', kind: 'nhsNumber', places: [place], count: 1 },
    ]);
  });

  it('of a megabyte makes no finding long', async () => {
    const rows = ['[insert name]', 'NHS number 401 023 2137', '[insert date]', '[insert title]'].map((text) => [text]);
    const sheets = Array.from({ length: 6 }, (_, at) => ({ name: `${at}${'x'.repeat(1_000_000)}`, rows }));
    const { parts } = await readText(make({ sheets }), type);
    const insight = insightOf({ ...about, parts });
    expect(insight.findings).toHaveLength(4);
    expect(JSON.stringify(insight).length).toBeLessThan(16_384);
    // Nor what is read: each of a file's cells has it in its place.
    expect(parts.every(({ place }) => place.in === 'sheet' && place.name.length <= 100)).toBe(true);
  });
});

describe('a document inside a document', () => {
  const inner = xlsx({ sheets: [{ name: 'Behind', rows: [['Ann Hartley']] }] });

  it('is read too: the workbook behind a chart', async () => {
    const { parts, isWhole } = await readText(docx({ body: ['Chart'], embedded: { 'chart.xlsx': inner } }), 'docx');
    expect(parts).toContainEqual({ place: { in: 'sheet', name: 'Behind', cell: 'A1' }, text: 'Ann Hartley' });
    expect(isWhole).toBe(true);
  });

  it('leaves the file not whole where it cannot be read', async () => {
    const files = [{ 'old.bin': utf8('x') }, { 'broken.xlsx': utf8('x') }];
    for (const embedded of files) {
      const { parts, isWhole } = await readText(docx({ body: ['Chart'], embedded }), 'docx');
      expect(parts).toHaveLength(1);
      expect(isWhole).toBe(false);
    }
  });
});

it('gives slides as they are shown, with tables and notes', async () => {
  const file = pptx({
    slides: [
      { text: ['First'], notes: 'Say this' },
      { text: ['Second'], table: [['a', 'b']] },
    ],
  });
  expect(await read(file, 'pptx')).toEqual([
    ['slide 1', 'First'],
    ['slide 1', 'Say this'],
    ['slide 2', 'Second'],
    ['slide 2', 'a\tb'],
  ]);
});

it('gives an OpenDocument text with header, comment and deleted text, but not who commented when', async () => {
  const file = odt({
    title: 'Plan',
    modified: '2025-01-02',
    body: ['Hello', { table: [['a', 'b']] }],
    header: 'Above',
    comment: 'Check',
    deleted: 'Gone',
  });
  expect(await read(file, 'odt')).toEqual([
    ['title', 'Plan'],
    ['properties', 'saved: 2025-01-02'],
    ['paragraph 1', 'Hello'],
    ['paragraph 2', 'a\tb'],
    ['paragraph 3', 'Check'],
    ['paragraph 4', 'See here'],
    ['paragraph 5', 'Gone'],
    ['paragraph 6', 'Above'],
  ]);
});

it('gives the cells of an OpenDocument sheet, long numbers in full', async () => {
  const file = ods({
    sheets: [
      {
        name: 'List',
        rows: [
          ['Name', null, 'No'],
          ['Ann', null, 9434765919],
        ],
      },
    ],
  });
  expect(await read(file, 'ods')).toEqual([
    ['List!A1', 'Name'],
    ['List!C1', 'No'],
    ['List!A2', 'Ann'],
    ['List!C2', '9434765919'],
    ['List!A1', 'List'],
  ]);
});

describe('PDF', () => {
  it.each([false, true])('gives pages, columns apart (compressed: %s)', async (compressed) => {
    const file = pdf({ title: 'Report', modified: '2025-06-07', pages: [['One', 'a\tb'], ['Two (2)']], compressed });
    expect((await read(file, 'pdf')).map(([place, text]) => [place, text.trim()])).toEqual([
      ['title', 'Report'],
      ['properties', 'saved: 2025-06-07'],
      ['page 1', 'One\na\tb'],
      ['page 2', 'Two (2)'],
    ]);
  });

  it('gives what was typed into a form', async () => {
    const [page] = await read(pdf({ pages: [['Name:']], field: 'Ann Smith' }), 'pdf');
    expect(page?.[1]).toContain('Ann Smith');
  });

  it('is not whole with a page that holds no text, as a scan does', async () => {
    expect(await readText(pdf({ pages: [['One'], []] }), 'pdf')).toMatchObject({
      parts: [{ text: 'One\n' }],
      isWhole: false,
    });
  });

  it('stops at the limit of pages', async () => {
    const { parts, isWhole } = await readText(
      pdf({ pages: Array.from({ length: mostPages + 1 }, () => ['x']) }),
      'pdf',
    );
    expect(parts).toHaveLength(mostPages);
    expect(isWhole).toBe(false);
  });

  it.each([
    ['bytes', (file: Uint8Array) => file],
    ['a Buffer', (file: Uint8Array) => Buffer.from(file)],
  ])('is read from %s, which stay as they are', async (_, given) => {
    const file = given(pdf({ pages: [['One']] }));
    const before = [...file];
    expect(await readText(file, 'pdf')).toMatchObject({ parts: [{ text: 'One\n' }], isWhole: true });
    expect([...file]).toEqual(before);
  });
});

describe('text', () => {
  it.each([
    ['UTF-8', utf8('Café\n\n€ 3')],
    ['UTF-8 with its mark', utf8('\ufeffCafé\n\n€ 3')],
    ['UTF-16', utf16('Café\n\n€ 3')],
    ['Windows-1252', windows1252('Caf\xe9\r\n\r\n\x80 3')],
  ])('in %s is read by line', async (_, bytes) => {
    expect(await read(bytes, 'txt')).toEqual([
      ['line 1', 'Café'],
      ['line 3', '€ 3'],
    ]);
  });

  it('with values has its rows, quotes and all', async () => {
    expect(await read(utf8('Name,Note\n"Smith, Ann","said ""no""\nand left"\n,x'), 'csv')).toEqual([
      ['line 1', 'Name\tNote'],
      ['line 2', 'Smith, Ann\tsaid "no" and left'],
      ['line 4', '\tx'],
    ]);
    expect(await read(utf8('a;b,c;d\n1;2;3'), 'csv')).toContainEqual(['line 2', '1\t2\t3']);
  });

  it('is cut at the limit', async () => {
    const { parts, isWhole } = await readText(utf8('word\n'.repeat(longestText / 4 + 10)), 'txt');
    expect(isWhole).toBe(false);
    expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(longestText);
  });
});

it.each(['png', 'jpeg', 'heic', 'webp'] as const)('gives no text for a photo (%s)', async (type) => {
  expect(await readText(utf8('anything'), type)).toEqual({ parts: [], isWhole: true });
});

describe('a file that cannot be read to its end', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(50)}"><!ENTITY c "&b;&b;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>`;
  const word = (document: string) => zipSync({ 'word/document.xml': strToU8(document) });
  it.each([
    ['no ZIP', utf8('PK rubbish'), 'docx', 0],
    ['an empty ZIP', zipSync({}), 'xlsx', 0],
    ['no PDF', utf8('%PDF-1.7 rubbish'), 'pdf', 0],
    ['a document type with entities', word(bomb), 'docx', 0],
    [
      'XML that breaks off',
      word('<w:document xmlns:w="w"><w:p><w:r><w:t>Kept</w:t></w:r></w:p><w:p><w:r><w:t>Also'),
      'docx',
      2,
    ],
    ['XML a thousand deep', word('<a>'.repeat(1000)), 'docx', 0],
    ['a ZIP cut in half', docx({ body: ['x'.repeat(5000)] }).subarray(0, 700), 'docx', 0],
    ['a PDF cut in half', pdf({ pages: [['One'], ['Two']] }).subarray(0, 300), 'pdf', 0],
  ] as const)('is not whole: %s', async (_, bytes, type, parts) => {
    const read = await readText(bytes, type);
    expect(read.isWhole).toBe(false);
    expect(read.parts).toHaveLength(parts);
  });

  it('does not inflate without end', async () => {
    const file = word(
      `<w:document xmlns:w="w"><w:p><w:r><w:t>Start</w:t></w:r></w:p>${'<w:x/>'.repeat(11_000_000)}</w:document>`,
    );
    const { parts, isWhole } = await readText(file, 'docx');
    expect(isWhole).toBe(false);
    expect(parts.map(({ text }) => text)).toEqual(['Start']);
  });

  it('takes no more text from strings that many cells share', async () => {
    const long = 'long '.repeat(2000);
    const { parts, isWhole } = await readText(
      xlsx({ sheets: [{ name: 'A', rows: Array.from({ length: 500 }, () => [long]) }] }),
      'xlsx',
    );
    expect(isWhole).toBe(false);
    expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(longestText);
  });
});
