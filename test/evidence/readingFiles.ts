import { strToU8, zipSync, zlibSync } from 'fflate';

/** Builds small documents of every kind that is read, the way the programs that people use lay them out. */

const xml = (body: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const officeDocument = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

interface Link {
  readonly type: string;
  readonly target: string;
}
const relations = (links: readonly Link[]): Uint8Array =>
  xml(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links
      .map(
        ({ type, target }, at) =>
          `<Relationship Id="rId${at + 1}" Type="${officeDocument}/${type}" Target="${target}"/>`,
      )
      .join('')}</Relationships>`,
  );

interface Properties {
  readonly title?: string;
  readonly subject?: string;
  readonly modified?: string;
}

const core = ({ title = '', subject = '', modified }: Properties): Uint8Array =>
  xml(
    `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>${escaped(title)}</dc:title><dc:subject>${escaped(subject)}</dc:subject>${
      modified ? `<dcterms:modified>${modified}T10:15:00Z</dcterms:modified>` : ''
    }</cp:coreProperties>`,
  );

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const paragraph = (inner: string): string =>
  `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>${inner}</w:p>`;
const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
const textParagraph = (text: string): string => paragraph(run(text));

export interface WordParts extends Properties {
  readonly body?: readonly (string | { readonly table: readonly (readonly string[])[] } | { readonly raw: string })[];
  readonly header?: string;
  readonly footer?: string;
  readonly footnote?: string;
  readonly comment?: string;
  readonly textBox?: string;
  /** Text that a tracked change took out. */
  readonly deleted?: string;
  /** Whole files inside, by name: "chart.xlsx". */
  readonly embedded?: Readonly<Record<string, Uint8Array>>;
}

/** The text of a word is split over two runs, as Word does it. */
const splitRun = (text: string): string => {
  const middle = Math.floor(text.length / 2);
  return run(text.slice(0, middle)) + run(text.slice(middle));
};

export function docx(parts: WordParts): Uint8Array {
  const body = (parts.body ?? []).map((one) => {
    if (typeof one === 'string') return paragraph(splitRun(one));
    if ('raw' in one) return one.raw;
    const rows = one.table.map(
      (cells) => `<w:tr>${cells.map((cell) => `<w:tc>${textParagraph(cell)}</w:tc>`).join('')}</w:tr>`,
    );
    return `<w:tbl>${rows.join('')}</w:tbl>`;
  });
  const box =
    parts.textBox === undefined
      ? ''
      : paragraph(
          `<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent>${textParagraph(parts.textBox)}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${textParagraph(parts.textBox)}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`,
        );
  const deleted =
    parts.deleted === undefined
      ? ''
      : paragraph(`<w:del w:author="A"><w:r><w:delText>${escaped(parts.deleted)}</w:delText></w:r></w:del>`);
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': xml('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'word/document.xml': xml(`<w:document ${w}><w:body>${body.join('')}${box}${deleted}</w:body></w:document>`),
    'word/styles.xml': xml(`<w:styles ${w}><w:style><w:name w:val="Normal"/></w:style></w:styles>`),
    'docProps/core.xml': core(parts),
  };
  for (const [name, bytes] of Object.entries(parts.embedded ?? {})) files[`word/embeddings/${name}`] = bytes;
  const part = (name: string, root: string, inner: string | undefined) => {
    if (inner !== undefined) files[`word/${name}.xml`] = xml(`<w:${root} ${w}>${inner}</w:${root}>`);
  };
  part('header1', 'hdr', parts.header && textParagraph(parts.header));
  part('footer1', 'ftr', parts.footer && textParagraph(parts.footer));
  part(
    'footnotes',
    'footnotes',
    parts.footnote && `<w:footnote w:id="2">${textParagraph(parts.footnote)}</w:footnote>`,
  );
  part(
    'comments',
    'comments',
    parts.comment && `<w:comment w:id="0" w:author="A">${textParagraph(parts.comment)}</w:comment>`,
  );
  return zipSync(files);
}

/** A text, a number as it is stored, or a day as the serial number that stands for it. */
export type CellValue = string | number | { readonly day: string } | null;

export interface SheetParts {
  readonly name: string;
  readonly rows: readonly (readonly CellValue[])[];
  readonly hidden?: boolean;
  /** By cell: "B2". */
  readonly comments?: Readonly<Record<string, string>>;
  readonly footer?: string;
  /** Values that a pivot table keeps a copy of. */
  readonly pivoted?: readonly string[];
}

const serialOf = (day: string): number => (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;

export function xlsx({
  sheets,
  inline = false,
  ...properties
}: Properties & { readonly sheets: readonly SheetParts[]; readonly inline?: boolean }): Uint8Array {
  const strings: string[] = [];
  const shared = (text: string) => {
    if (!strings.includes(text)) strings.push(text);
    return strings.indexOf(text);
  };
  const files: Record<string, Uint8Array> = { 'docProps/core.xml': core(properties) };
  sheets.forEach((sheet, index) => {
    const rows = sheet.rows.map((cells, row) => {
      const written = cells.map((cell, column) => {
        const at = `${String.fromCharCode(65 + column)}${row + 1}`;
        if (cell === null) return '';
        if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
        if (typeof cell !== 'string') return `<c r="${at}" s="1"><v>${serialOf(cell.day)}</v></c>`;
        if (inline) return `<c r="${at}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
        return `<c r="${at}" t="s"><v>${shared(cell)}</v></c>`;
      });
      return `<row r="${row + 1}">${written.join('')}</row>`;
    });
    const footer = sheet.footer
      ? `<headerFooter><oddFooter>&amp;L${escaped(sheet.footer)}</oddFooter></headerFooter>`
      : '';
    const name = `sheet${sheets.length - index}`;
    files[`xl/worksheets/${name}.xml`] = xml(`<worksheet><sheetData>${rows.join('')}</sheetData>${footer}</worksheet>`);
    const links: Link[] = [];
    if (sheet.comments) {
      const comments = Object.entries(sheet.comments).map(
        ([ref, text]) => `<comment ref="${ref}" authorId="0"><text><r><t>${escaped(text)}</t></r></text></comment>`,
      );
      files[`xl/comments${index}.xml`] = xml(`<comments><commentList>${comments.join('')}</commentList></comments>`);
      links.push({ type: 'comments', target: `../comments${index}.xml` });
    }
    if (sheet.pivoted) {
      const values = sheet.pivoted.map((value) => `<s v="${escaped(value)}"/>`).join('');
      files['xl/pivotTables/pivotTable1.xml'] = xml('<pivotTableDefinition name="P"/>');
      files['xl/pivotTables/_rels/pivotTable1.xml.rels'] = relations([
        { type: 'pivotCacheDefinition', target: '../pivotCache/definition1.xml' },
      ]);
      files['xl/pivotCache/definition1.xml'] = xml('<pivotCacheDefinition/>');
      files['xl/pivotCache/_rels/definition1.xml.rels'] = relations([
        { type: 'pivotCacheRecords', target: 'records1.xml' },
      ]);
      files['xl/pivotCache/records1.xml'] = xml(`<pivotCacheRecords><r>${values}</r></pivotCacheRecords>`);
      links.push({ type: 'pivotTable', target: '../pivotTables/pivotTable1.xml' });
    }
    if (links.length > 0) files[`xl/worksheets/_rels/${name}.xml.rels`] = relations(links);
  });
  files['xl/workbook.xml'] = xml(
    `<workbook xmlns:r="${officeDocument}"><sheets>${sheets
      .map(
        ({ name, hidden }, at) =>
          `<sheet name="${escaped(name)}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
  );
  files['xl/_rels/workbook.xml.rels'] = relations([
    ...sheets.map((_, at) => ({ type: 'worksheet', target: `worksheets/sheet${sheets.length - at}.xml` })),
    { type: 'sharedStrings', target: 'sharedStrings.xml' },
    { type: 'styles', target: '/xl/styles.xml' },
  ]);
  files['xl/sharedStrings.xml'] = xml(
    `<sst>${strings.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
  );
  files['xl/styles.xml'] = xml(
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
  );
  return zipSync(files);
}

export interface SlideParts {
  readonly text: readonly string[];
  readonly table?: readonly (readonly string[])[];
  readonly notes?: string;
}

export function pptx({ slides, ...properties }: Properties & { readonly slides: readonly SlideParts[] }): Uint8Array {
  const line = (text: string) => `<a:p><a:r><a:t>${escaped(text)}</a:t></a:r></a:p>`;
  const table = (rows: readonly (readonly string[])[] = []) =>
    `<a:tbl>${rows.map((cells) => `<a:tr>${cells.map((cell) => `<a:tc><a:txBody>${line(cell)}</a:txBody></a:tc>`).join('')}</a:tr>`).join('')}</a:tbl>`;
  const files: Record<string, Uint8Array> = {
    'docProps/core.xml': core(properties),
    // The first slide shown is kept in the last file.
    'ppt/presentation.xml': xml(
      `<p:presentation xmlns:p="p" xmlns:r="${officeDocument}"><p:sldIdLst>${slides
        .map((_, at) => `<p:sldId id="${256 + at}" r:id="rId${at + 1}"/>`)
        .join('')}</p:sldIdLst></p:presentation>`,
    ),
    'ppt/_rels/presentation.xml.rels': relations(
      slides.map((_, at) => ({ type: 'slide', target: `slides/slide${slides.length - at}.xml` })),
    ),
  };
  slides.forEach((slide, index) => {
    const name = `slide${slides.length - index}`;
    files[`ppt/slides/${name}.xml`] = xml(
      `<p:sld xmlns:p="p" xmlns:a="a"><p:txBody>${slide.text.map(line).join('')}</p:txBody>${table(slide.table)}</p:sld>`,
    );
    if (slide.notes === undefined) return;
    files[`ppt/slides/_rels/${name}.xml.rels`] = relations([
      { type: 'notesSlide', target: `../notesSlides/notes${index}.xml` },
    ]);
    files[`ppt/notesSlides/notes${index}.xml`] = xml(
      `<p:notes xmlns:p="p" xmlns:a="a"><p:txBody>${line(slide.notes)}</p:txBody></p:notes>`,
    );
  });
  return zipSync(files);
}

const openNames =
  'xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:dc="http://purl.org/dc/elements/1.1/"';

const meta = ({ title = '', modified }: Properties): Uint8Array =>
  xml(
    `<office:document-meta ${openNames}><office:meta><dc:title>${escaped(title)}</dc:title>${modified ? `<dc:date>${modified}T09:00:00</dc:date>` : ''}</office:meta></office:document-meta>`,
  );

export interface OpenTextParts extends Properties {
  readonly body?: readonly (string | { readonly table: readonly (readonly string[])[] })[];
  readonly header?: string;
  readonly comment?: string;
  readonly deleted?: string;
}

export function odt(parts: OpenTextParts): Uint8Array {
  const line = (text: string) => `<text:p>${escaped(text)}</text:p>`;
  const body = (parts.body ?? []).map((one) =>
    typeof one === 'string'
      ? line(one)
      : `<table:table>${one.table.map((cells) => `<table:table-row>${cells.map((cell) => `<table:table-cell>${line(cell)}</table:table-cell>`).join('')}</table:table-row>`).join('')}</table:table>`,
  );
  const comment =
    parts.comment === undefined
      ? ''
      : `<text:p>See<office:annotation><dc:creator>A</dc:creator><dc:date>2024-01-01</dc:date>${line(parts.comment)}</office:annotation> here</text:p>`;
  const deleted =
    parts.deleted === undefined
      ? ''
      : `<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>A</dc:creator></office:change-info>${line(parts.deleted)}</text:deletion></text:changed-region></text:tracked-changes>`;
  return zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.text'),
    'content.xml': xml(
      `<office:document-content ${openNames}><office:body><office:text>${body.join('')}${comment}${deleted}</office:text></office:body></office:document-content>`,
    ),
    'styles.xml': xml(
      `<office:document-styles ${openNames}><office:master-styles><style:master-page><style:header>${parts.header ? line(parts.header) : ''}</style:header></style:master-page></office:master-styles></office:document-styles>`,
    ),
    'meta.xml': meta(parts),
  });
}

export function ods({ sheets, ...properties }: Properties & { readonly sheets: readonly SheetParts[] }): Uint8Array {
  const cellOf = (cell: CellValue) => {
    if (cell === null) return '<table:table-cell table:number-columns-repeated="1"/>';
    if (typeof cell === 'number') {
      return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell >= 1e9 ? cell.toExponential(2).toUpperCase() : cell}</text:p></table:table-cell>`;
    }
    const text = typeof cell === 'string' ? cell : cell.day.split('-').reverse().join('/');
    return `<table:table-cell office:value-type="string"><text:p>${escaped(text)}</text:p></table:table-cell>`;
  };
  const tables = sheets.map(
    ({ name, rows }) =>
      `<table:table table:name="${escaped(name)}">${rows.map((cells) => `<table:table-row>${cells.map(cellOf).join('')}</table:table-row>`).join('')}</table:table>`,
  );
  return zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
    'content.xml': xml(
      `<office:document-content ${openNames}><office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:document-content>`,
    ),
    'meta.xml': meta(properties),
  });
}

export interface PdfParts extends Properties {
  /** Lines of each page; a tab jumps to the next column. */
  readonly pages: readonly (readonly string[])[];
  readonly compressed?: boolean;
  /** Text of a form field on the first page. */
  readonly field?: string;
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);

/** Written by hand: a catalogue, pages, a font each reader knows, and one stream of drawing commands a page. */
export function pdf({ pages, compressed = false, field, title = '', modified }: PdfParts): Uint8Array {
  const quoted = (text: string) => `(${text.replaceAll(/[\\()]/g, '\\$&')})`;
  const objects: Uint8Array[] = [];
  const firstPage = 5;
  const fieldAt = firstPage + pages.length * 2;
  const stamp = modified ? `/ModDate (D:${modified.replaceAll('-', '')}101500Z)` : '';
  objects.push(
    latin1(`<</Type/Catalog/Pages 2 0 R${field ? `/AcroForm<</Fields[${fieldAt} 0 R]>>` : ''}>>`),
    latin1(
      `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${firstPage + at * 2} 0 R`).join(' ')}]>>`,
    ),
    latin1('<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>'),
    latin1(`<</Title ${quoted(title)}${stamp}>>`),
  );
  pages.forEach((lines, at) => {
    const drawn = lines.flatMap((line, row) =>
      line.split('\t').map((text, column) => `1 0 0 1 ${50 + column * 160} ${780 - row * 18} Tm ${quoted(text)} Tj`),
    );
    const content = latin1(`BT /F1 11 Tf ${drawn.join('\n')} ET`);
    const stream = compressed ? zlibSync(content) : content;
    objects.push(
      latin1(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${firstPage + at * 2 + 1} 0 R/Resources<</Font<</F1 3 0 R>>>>${field && at === 0 ? `/Annots[${fieldAt} 0 R]` : ''}>>`,
      ),
      joined([
        latin1(`<</Length ${stream.length}${compressed ? '/Filter/FlateDecode' : ''}>>\nstream\n`),
        stream,
        latin1('\nendstream'),
      ]),
    );
  });
  if (field) objects.push(latin1(`<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V ${quoted(field)}/Rect[50 50 200 70]>>`));
  return assembled(objects);
}

function assembled(objects: readonly Uint8Array[]): Uint8Array {
  const pieces: Uint8Array[] = [latin1('%PDF-1.5\n')];
  const offsets: number[] = [];
  let length = pieces[0]?.length ?? 0;
  objects.forEach((object, at) => {
    const written = joined([latin1(`${at + 1} 0 obj\n`), object, latin1('\nendobj\n')]);
    offsets.push(length);
    length += written.length;
    pieces.push(written);
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  pieces.push(
    latin1(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R/Info 4 0 R>>\nstartxref\n${length}\n%%EOF`,
    ),
  );
  return joined(pieces);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
export const windows1252 = (text: string): Uint8Array => latin1(text);
