import { type Parts, zip } from './zip.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const open = 'application/vnd.openxmlformats-officedocument.';

export const contentTypes = (
  overrides: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>> = {},
): string =>
  `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${Object.entries(
    { xml: 'application/xml', ...defaults },
  )
    .map(([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`)
    .join('')}${Object.entries(overrides)
    .map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
    .join('')}</Types>`;

export const relations = (
  all: readonly { readonly type: string; readonly target: string; readonly isFar?: boolean }[],
): string =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all
    .map(
      ({ type, target, isFar }, at) =>
        `<Relationship Id="rId${at + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${isFar ? ' TargetMode="External"' : ''}/>`,
    )
    .join('')}</Relationships>`;

const wordNamespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
export const wordText = (...paragraphs: readonly string[]): string =>
  `${head}<w:document ${wordNamespace}><w:body>${paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`;

export const wordType = `${open}wordprocessingml.document.main+xml`;
const policy = ['Data protection policy', 'Reviewed by the registered manager in March.'];

/** Parts of a small Word document; `more` adds or replaces some. */
export const docxParts = (more: Parts = {}): Parts => ({
  '[Content_Types].xml': contentTypes({ '/word/document.xml': wordType }),
  '_rels/.rels': relations([{ type: 'officeDocument', target: 'word/document.xml' }]),
  'word/document.xml': wordText(...policy),
  ...more,
});
export const docx = (more: Parts = {}): Uint8Array => zip(docxParts(more));

const sheetType = `${open}spreadsheetml.sheet.main+xml`;
const sheetNamespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
export const xlsx = (more: Parts = {}): Uint8Array =>
  zip({
    '[Content_Types].xml': contentTypes({
      '/xl/workbook.xml': sheetType,
      '/xl/worksheets/sheet1.xml': `${open}spreadsheetml.worksheet+xml`,
    }),
    '_rels/.rels': relations([{ type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `${head}<workbook ${sheetNamespace} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Training" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([{ type: 'worksheet', target: 'worksheets/sheet1.xml' }]),
    'xl/worksheets/sheet1.xml': `${head}<worksheet ${sheetNamespace}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Course</t></is></c></row></sheetData></worksheet>`,
    ...more,
  });

export const pptx = (more: Parts = {}): Uint8Array =>
  zip({
    '[Content_Types].xml': contentTypes({
      '/ppt/presentation.xml': `${open}presentationml.presentation.main+xml`,
      '/ppt/slides/slide1.xml': `${open}presentationml.slide+xml`,
    }),
    '_rels/.rels': relations([{ type: 'officeDocument', target: 'ppt/presentation.xml' }]),
    'ppt/presentation.xml': `${head}<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations([{ type: 'slide', target: 'slides/slide1.xml' }]),
    'ppt/slides/slide1.xml': `${head}<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>Staff induction</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
    ...more,
  });

const openNames =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"';
export const openContent = (body: string, scripts = ''): string =>
  `${head}<office:document-content ${openNames} office:version="1.3"><office:scripts>${scripts}</office:scripts><office:body>${body}</office:body></office:document-content>`;
const manifest = (inside: string): string =>
  `${head}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">${inside}</manifest:manifest>`;
export const lockedManifest = manifest(
  '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data manifest:checksum-type="SHA1/1K"/></manifest:file-entry>',
);

const openDocument = (kind: string, body: string, more: Parts): Uint8Array =>
  zip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': openContent(body),
    'META-INF/manifest.xml': manifest(
      `<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.${kind}"/>`,
    ),
    ...more,
  });

export const odt = (more: Parts = {}): Uint8Array =>
  openDocument('text', '<office:text><text:p>Fire plan</text:p></office:text>', more);
export const ods = (more: Parts = {}): Uint8Array =>
  openDocument(
    'spreadsheet',
    '<office:spreadsheet><table:table table:name="Assets"><table:table-row><table:table-cell><text:p>Laptop</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>',
    more,
  );
export const odp = (): Uint8Array => openDocument('presentation', '', {});
