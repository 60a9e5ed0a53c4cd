import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import type { FileType, Refusal } from '../../core/evidence/model.ts';
import { compound, packedObject } from './make/compound.ts';
import {
  contentTypes,
  docx,
  docxParts,
  lockedManifest,
  odp,
  ods,
  odt,
  openContent,
  pptx,
  relations,
  wordText,
  wordType,
  xlsx,
} from './make/office.ts';
import { lock, lzwZeros, objectStream, packedObjects, pdf, predicted, stream, text } from './make/pdf.ts';
import {
  chunk,
  halves,
  heic,
  heicSaying,
  jpeg,
  jpegSaying,
  metadata,
  png,
  pngSaying,
  sideways,
  webp,
} from './make/picture.ts';
import {
  beginning,
  fatMacProgram,
  flash,
  installerClass,
  javaClass,
  linuxProgram,
  macProgram,
  shortcut,
  webAssembly,
  windowsProgram,
} from './make/program.ts';
import { changed, directoryOf, offsetsOf, withField, zip } from './make/zip.ts';

type Made = Uint8Array | string | Promise<Uint8Array>;

interface Row<Verdict> {
  readonly what: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** Made when asked for: together they would fill the memory. */
  readonly bytes: () => Promise<Uint8Array>;
}

/** A file that must be refused, and why. */
export type Hostile = Row<Refusal>;
/** A file that must be taken, and as what it was sent. A HEIC photo is kept as a JPEG. */
export type Good = Row<FileType>;

const row = <Verdict>(verdict: Verdict, what: string, name: string, make: () => Made): Row<Verdict> => ({
  what,
  name,
  verdict,
  bytes: async () => {
    const made = await make();
    return typeof made === 'string' ? Buffer.from(made) : made;
  },
});

const megabyte = 1024 * 1024;
const zeros = (megabytes: number): Uint8Array => new Uint8Array(megabytes * megabyte);
const joined = async (...all: readonly Made[]): Promise<Uint8Array> =>
  Buffer.concat((await Promise.all(all)).map((one) => (typeof one === 'string' ? Buffer.from(one, 'latin1') : one)));
const utf16 = (words: string): Uint8Array => Buffer.from(`\uFEFF${words}`, 'utf16le');

const macroWord = 'application/vnd.ms-word.document.macroEnabled.main+xml';
const javaScript = '<</S /JavaScript /JS (app.alert\\(1\\))>>';
/** Told from plain rows only by `parameters`. */
function predictedScript(parameters: string): Uint8Array {
  const { data, start } = packedObjects(8, [javaScript]);
  const dictionary = `/Type /ObjStm /N 1 /First ${start} /Filter /FlateDecode ${parameters}`;
  return stream(dictionary, deflateSync(predicted(data, 16)));
}
const policyDocx = (): Uint8Array => docx();

/** An archive in which every name stands for the same packed part (David Fifield's way). */
function overlapping(): Uint8Array {
  const parts = docxParts({ 'word/a.xml': Buffer.alloc(megabyte, 32), 'word/b.xml': Buffer.alloc(megabyte, 32) });
  const archive = zip(parts);
  const [first = 0, second = 0] = directoryOf(archive).slice(-2);
  return changed(archive, (view) => {
    // Both have names of one length: only the one in the local header can be right for either.
    view.writeUInt32LE(view.readUInt32LE(first + 42), second + 42);
    const start = view.readUInt32LE(first + 42);
    view.copy(view, second + 46, start + 30, start + 40);
    view.write('word/a.xmL', second + 46, 'latin1');
    view.write('word/a.xmL', start + 30, 'latin1');
    view.write('word/a.xmL', first + 46, 'latin1');
  });
}

function nested(depth: number): Uint8Array {
  return depth === 0 ? docx() : docx({ 'word/embeddings/inner.docx': nested(depth - 1) });
}

/** 12,000 parts of one byte. */
const manyParts = (): Uint8Array =>
  docx(Object.fromEntries(Array.from({ length: 12_000 }, (_, at) => [`word/media/${at}.bin`, 'a'])));

const withFirstPart = (field: 'flags' | 'method' | 'crc' | 'size', value: number): Uint8Array =>
  withField(policyDocx(), 2, field, value);

const programs: readonly Hostile[] = [
  row('program', 'a Windows program called a Word document', 'policy.docx', windowsProgram),
  row('program', 'a Windows program called a PDF', 'policy.pdf', windowsProgram),
  row('program', 'a Windows program with its own name', 'setup.exe', windowsProgram),
  row('program', 'a Linux program', 'policy.pdf', linuxProgram),
  row('program', 'a Mac program', 'photo.jpg', macProgram),
  row('program', 'a Mac program for two processors', 'photo.jpg', fatMacProgram),
  row('program', 'a Java class', 'list.csv', javaClass),
  row('program', 'a Windows shortcut', 'policy.pdf', shortcut),
  row('program', 'a WebAssembly program', 'policy.txt', webAssembly),
  row('program', 'a Flash film', 'training.pdf', flash),
  row('program', 'a Windows installer', 'policy.doc', () =>
    compound([{ name: 'Tables', content: zeros(0) }], installerClass),
  ),
  row('program', 'a program that unpacks itself', 'policy.docx', () => joined(windowsProgram(), policyDocx())),
  row('program', 'a Java program called a Word document', 'policy.docx', () =>
    zip({ 'META-INF/MANIFEST.MF': 'Main-Class: A', 'A.class': javaClass() }),
  ),
  row('program', 'a Word document with a program among its pictures', 'policy.docx', () =>
    docx({ 'word/media/image1.png': windowsProgram() }),
  ),
  row('program', 'a Word document with a program by name', 'policy.docx', () => docx({ 'word/media/run.exe': 'x' })),
  row('program', 'a Word document with a program as an object', 'policy.docx', () =>
    docx({ 'word/embeddings/oleObject1.bin': packedObject('invoice.exe', windowsProgram()) }),
  ),
  row('program', 'a spreadsheet with a program as an object under a kind name', 'list.xlsx', () =>
    xlsx({ 'xl/embeddings/oleObject1.bin': packedObject('invoice.pdf', windowsProgram()) }),
  ),
];

const scripts: readonly Hostile[] = [
  row('script', 'a batch file', 'run.bat', () => '@echo off\r\ndel /q *.*\r\n'),
  row('script', 'a batch file called a text', 'notes.txt', () => '\r\n  @ECHO OFF\r\ndel /q *.*\r\n'),
  row('script', 'a harmless text called a batch file', 'notes.bat', () => 'Hello.'),
  row(
    'script',
    'a PowerShell script',
    'notes.txt',
    () => 'Invoke-Expression (New-Object Net.WebClient).DownloadString("x")',
  ),
  row('script', 'a PowerShell script in UTF-16', 'notes.txt', () => utf16('powershell -enc SQBFAFgA')),
  row('script', 'a shell script', 'notes.txt', () => '#!/bin/sh\nrm -rf .\n'),
  row('script', 'a Visual Basic script', 'notes.txt', () => 'Set o = CreateObject("WScript.Shell")\no.Run "calc"'),
  row('script', 'a JavaScript file', 'app.js', () => 'var a = 1;'),
  row('script', 'an old JScript called a text', 'notes.txt', () => 'var s = new ActiveXObject("WScript.Shell");'),
  row('script', 'a PHP page', 'list.csv', () => '<?php system($_GET["c"]);'),
  row('script', 'a web page', 'page.html', () => '<!DOCTYPE html><html><body>Hello</body></html>'),
  row(
    'script',
    'a web page called a text, after white space and a mark',
    'notes.txt',
    () => '\uFEFF \n\n<html><body>Hello</body></html>',
  ),
  row('script', 'a web page behind a comment', 'notes.txt', () => `${'<!-- a -->'.repeat(2_000)}<html>`),
  row('script', 'a script in the middle of a text', 'notes.txt', () => 'Dear all,\n<script>alert(1)</script>\n'),
  row('script', 'a drawing that can run scripts', 'logo.svg', () => '<svg xmlns="http://www.w3.org/2000/svg"/>'),
  row('script', 'a drawing called a photo', 'logo.png', () => '<?xml version="1.0"?>\n<svg onload="alert(1)"/>'),
  row('script', 'an HTML application', 'form.hta', () => '<hta:application id="a"/>'),
  row('script', 'a registry file', 'notes.txt', () => 'Windows Registry Editor Version 5.00\r\n'),
  row('script', 'an internet shortcut', 'policy.url', () => '[InternetShortcut]\nURL=file:///c:/windows/notepad\n'),
  row(
    'script',
    'a web archive',
    'page.txt',
    () => 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="a"\n',
  ),
  row('script', 'a PDF that runs a script when it opens', 'a.pdf', () => pdf({ catalog: `/OpenAction ${javaScript}` })),
  row('script', 'a PDF with a script for every reader', 'a.pdf', () =>
    pdf({ catalog: '/Names <</JavaScript <</Names [(a) 6 0 R]>>>>', objects: [javaScript] }),
  ),
  row('script', 'a PDF with a script under a disguised name', 'a.pdf', () =>
    pdf({ catalog: '/OpenAction <</S /J#61vaScript /JS (1)>>' }),
  ),
  row('script', 'a PDF with a script of a page', 'a.pdf', () => pdf({ page: `/AA <</O ${javaScript}>>` })),
  row('script', 'a PDF with a script in packed objects', 'a.pdf', () =>
    pdf({ catalog: '/OpenAction 7 0 R', objects: [objectStream(7, [javaScript])] }),
  ),
  row('script', 'a PDF with a script in packed objects that nothing calls so', 'a.pdf', () =>
    pdf({ catalog: '/OpenAction 7 0 R', objects: [objectStream(7, [javaScript], '', '')] }),
  ),
  row('script', 'a PDF that starts a program from packed objects under a disguised name', 'a.pdf', () =>
    pdf({
      page: '/Annots [7 0 R]',
      objects: [stream(`/N 1 /#46irst 4`, '7 0 <</Subtype /Link /A <</S /Launch /F (cmd.exe)>>>>')],
    }),
  ),
  row('script', 'a PDF with a script behind words that seem to end its object', 'a.pdf', () =>
    pdf({ catalog: `/A endobj /B stream /OpenAction ${javaScript}` }),
  ),
  row('script', 'a PDF with a script in what seems a remark', 'a.pdf', () =>
    pdf({ catalog: `/OpenAction%\n${javaScript}` }),
  ),
  row('script', 'a PDF that starts a program', 'a.pdf', () =>
    pdf({ page: '/Annots [<</Type /Annot /Subtype /Link /Rect [0 0 9 9] /A <</S /Launch /F (cmd.exe)>>>>]' }),
  ),
  row('script', 'a PDF that carries a file', 'a.pdf', () =>
    pdf({
      catalog: '/Names <</EmbeddedFiles <</Names [(a) 6 0 R]>>>>',
      objects: ['<</Type /Filespec /F (a.exe) /EF <</F 7 0 R>>>>', stream('/Type /EmbeddedFile', 'MZ')],
    }),
  ),
  row('script', 'a PDF with a film that can run scripts', 'a.pdf', () =>
    pdf({ page: '/Annots [<</Type /Annot /Subtype /RichMedia /Rect [0 0 9 9]>>]' }),
  ),
  row('script', 'a PDF whose later part brings in a script', 'a.pdf', () =>
    joined(pdf(), `\n1 0 obj\n<</Type /Catalog /Pages 2 0 R /OpenAction ${javaScript}>>\nendobj\n%%EOF\n`),
  ),
  row('script', 'a locked PDF that opens, with a script', 'a.pdf', () => {
    const { objects = [], trailer = '' } = lock(true);
    return pdf({ catalog: `/OpenAction ${javaScript}`, objects, trailer });
  }),
  row('script', 'a locked PDF that opens, with a script in packed objects', 'a.pdf', () =>
    pdf(
      lock(true, [
        {
          dictionary: '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
          data: deflateSync(Buffer.from(`8 0 ${javaScript}`)),
        },
      ]),
    ),
  ),
  ...['rc4-40', 'rc4-128', 'aes-128', 'aes-256-r5', 'aes-256'].map((how) =>
    row<Refusal>('script', `a PDF locked by qpdf (${how}), with a script in packed objects`, 'a.pdf', () =>
      readFileSync(new URL(`fixtures/script-locked-${how}.pdf`, import.meta.url)),
    ),
  ),
  row('script', 'a Word document that calls another program for data', 'a.docx', () =>
    docx({
      'word/document.xml': wordText('x').replace(
        '<w:t>x</w:t>',
        '<w:instrText> DDEAUTO c:\\\\cmd "/k calc" </w:instrText>',
      ),
    }),
  ),
  row('script', 'a spreadsheet that calls another program for data', 'a.xlsx', () =>
    xlsx({
      'xl/externalLinks/externalLink1.xml':
        '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
    }),
  ),
  row('script', 'a Word document that fetches a troubleshooter', 'a.docx', () =>
    docx({
      'word/_rels/document.xml.rels': relations([
        { type: 'oleObject', target: 'mhtml:http://a.invalid/a.html!x-usc:b', isFar: true },
      ]),
    }),
  ),
  ...Object.entries({
    'an object from elsewhere': { type: 'oleObject', target: 'https://a.invalid/x.html!' },
    'an object from a shared folder': { type: 'oleObject', target: 'file://a.invalid/share/x' },
    'a frame from elsewhere': { type: 'frame', target: 'https://a.invalid/' },
    'a document from elsewhere as a part of it': { type: 'subDocument', target: '\\\\a.invalid\\share\\a.docx' },
    'a script address in disguise': { type: 'hyperlink', target: 'java&#115;cript:alert(1)' },
    'a script address with a gap': { type: 'image', target: ' java&#10;script:alert(1)' },
    'a troubleshooter in disguise': { type: 'hyperlink', target: 'ms&#45;msdt:/id' },
    'a search elsewhere': { type: 'hyperlink', target: 'search-ms:query=x' },
    'an archive of web pages': { type: 'attachedTemplate', target: 'mhtml:https://a.invalid/a.mht' },
  }).map(([what, link]) =>
    row<Refusal>('script', `a Word document with ${what}`, 'a.docx', () =>
      docx({ 'word/_rels/document.xml.rels': relations([{ ...link, isFar: true }]) }),
    ),
  ),
  row('script', 'a Word document with an object from elsewhere, in UTF-16 and under another prefix', 'a.docx', () =>
    docx({
      'word/_rels/header1.xml.rels': utf16(
        relations([{ type: 'oleObject', target: 'https://a.invalid/', isFar: true }])
          .replace('UTF-8', 'UTF-16')
          .replaceAll(/(<\/?)(Relationship)/g, '$1r:$2')
          .replace('xmlns=', 'xmlns:r='),
      ),
    }),
  ),
  row('script', 'a Word document with a web page as a part of it', 'a.docx', () =>
    docx({
      'word/_rels/document.xml.rels': relations([{ type: 'aFChunk', target: 'chunk.dat' }]),
      'word/chunk.dat': 'MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>',
    }),
  ),
  row('script', 'an open text with a script address in disguise', 'a.odt', () =>
    odt({
      'content.xml': openContent('<office:text><text:a xlink:href="java&#115;cript:alert(1)">A</text:a></office:text>'),
    }),
  ),
  row('script', 'an open text with a frame from elsewhere', 'a.odt', () =>
    odt({
      'content.xml': openContent(
        '<office:text><d:floating-frame xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xlink:href="https://a.invalid/"/></office:text>',
      ),
    }),
  ),
  row('script', 'an open spreadsheet that calls another program', 'a.ods', () =>
    ods({
      'content.xml': openContent(
        '<office:spreadsheet><table:dde-links><table:dde-link><office:dde-source office:dde-application="cmd"/></table:dde-link></table:dde-links></office:spreadsheet>',
      ),
    }),
  ),
  row('script', 'a Word document with a batch file as an object', 'a.docx', () =>
    docx({ 'word/embeddings/oleObject1.bin': packedObject('fix.bat', Buffer.from('@echo off')) }),
  ),
  row('script', 'a presentation with a PDF inside that runs a script', 'a.pptx', () =>
    pptx({ 'ppt/embeddings/inner.bin': pdf({ catalog: `/OpenAction ${javaScript}` }) }),
  ),
];

const macros: readonly Hostile[] = [
  row('macros', 'a Word document with macros', 'a.docm', () =>
    docx({
      '[Content_Types].xml': contentTypes({ '/word/document.xml': macroWord }),
      'word/vbaProject.bin': compound([{ name: 'VBA' }]),
    }),
  ),
  row('macros', 'a Word document with macros, called one without', 'a.docx', () =>
    docx({ 'word/vbaProject.bin': 'x' }),
  ),
  row('macros', 'a Word document with macros under another name', 'a.docx', () =>
    docx({ 'word/theme/data.bin': compound([{ name: 'VBA' }, { name: '_VBA_PROJECT', content: zeros(0) }]) }),
  ),
  row('macros', 'a Word document with macros by its list of parts only', 'a.docx', () =>
    docx({
      '[Content_Types].xml': contentTypes({
        '/word/document.xml': wordType,
        '/word/a.bin': 'application/vnd.ms-office.vbaProject',
      }),
    }),
  ),
  row('macros', 'a Word document with macros by a relation only', 'a.docx', () =>
    docx({ 'word/_rels/document.xml.rels': relations([{ type: 'vbaProject', target: 'a.bin' }]) }),
  ),
  row('macros', 'a Word document with macros by a relation in disguise', 'a.docx', () =>
    docx({ 'word/_rels/document.xml.rels': relations([{ type: 'vba&#80;roject', target: 'a.bin' }]) }),
  ),
  row('macros', 'a Word document with an active control by a relation', 'a.docx', () =>
    docx({ 'word/_rels/document.xml.rels': relations([{ type: 'control', target: 'a.xml' }]) }),
  ),
  row('macros', 'an open text that calls a script in disguise', 'a.odt', () =>
    odt({
      'content.xml': openContent('<office:text/>', '<script:event-listener xlink:href="vnd.sun.star&#46;script:a"/>'),
    }),
  ),
  row('macros', 'a Word document with macros at the end of a long list of parts', 'a.docx', () =>
    docx({
      '[Content_Types].xml': contentTypes({
        '/word/document.xml': wordType,
        ...Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`/word/${at}.xml`, 'application/xml'])),
        '/word/a.bin': 'application/vnd.ms-office.vbaProject',
      }),
    }),
  ),
  row('macros', 'a Word document with macros whose list of parts is in UTF-16', 'a.docx', () =>
    docx({
      '[Content_Types].xml': utf16(contentTypes({ '/word/document.xml': macroWord }).replace('UTF-8', 'UTF-16')),
    }),
  ),
  row('macros', 'a spreadsheet with macros', 'a.xlsm', () => xlsx({ 'xl/vbaProject.bin': 'x' })),
  row('macros', 'a spreadsheet with a sheet of old macros', 'a.xlsx', () =>
    xlsx({ 'xl/macrosheets/sheet1.xml': '<xm:macrosheet/>' }),
  ),
  row('macros', 'a presentation with macros', 'a.pptx', () => pptx({ 'ppt/vbaProject.bin': 'x' })),
  row('macros', 'a Word document with an active control', 'a.docx', () =>
    docx({ 'word/activeX/activeX1.xml': '<ax:ocx/>' }),
  ),
  row('macros', 'a Word document with macros inside a Word document', 'a.docx', () =>
    docx({ 'word/embeddings/inner.docx': docx({ 'word/vbaProject.bin': 'x' }) }),
  ),
  row('macros', 'an old Word document with macros inside a new one', 'a.docx', () =>
    docx({
      'word/embeddings/oleObject1.bin': compound([{ name: 'WordDocument', content: zeros(0) }, { name: 'Macros' }]),
    }),
  ),
  row('macros', 'an open text with macros', 'a.odt', () => odt({ 'Basic/Standard/Module1.xml': '<script:module/>' })),
  row('macros', 'an open text with scripts', 'a.odt', () => odt({ 'Scripts/python/a.py': 'import os' })),
  row('macros', 'an open text that calls a script elsewhere', 'a.odt', () =>
    odt({
      'content.xml': openContent(
        '<office:text/>',
        '<script:event-listener xlink:href="vnd.sun.star.script:../../a.py$b?language=Python&amp;location=share"/>',
      ),
    }),
  ),
];

const wrongTypes: readonly Hostile[] = [
  row('wrongType', 'a plain archive', 'files.zip', () => zip({ 'a.txt': 'a' })),
  row('wrongType', 'a plain archive called a Word document', 'a.docx', () => zip({ 'a.txt': 'a' })),
  row('wrongType', 'an empty archive', 'a.docx', () => zipSync({})),
  row('wrongType', 'an Android app called a Word document', 'a.docx', () =>
    zip({ 'AndroidManifest.xml': 'a', 'classes.dex': 'dex\n035\0' }),
  ),
  row('wrongType', 'a book', 'a.epub', () =>
    zip({ mimetype: 'application/epub+zip', 'META-INF/container.xml': '<a/>' }),
  ),
  row('wrongType', 'an open presentation', 'a.odp', odp),
  row('wrongType', 'a Word template', 'a.docx', () =>
    docx({
      '[Content_Types].xml': contentTypes({ '/word/document.xml': wordType.replace('document.main', 'template.main') }),
    }),
  ),
  row('wrongType', 'a list of parts that names no document', 'a.docx', () => docx({ '_rels/.rels': relations([]) })),
  row('wrongType', 'a type that is a word of the language', 'a.docx', () =>
    docx({ '[Content_Types].xml': contentTypes({ '/word/document.xml': 'constructor' }) }),
  ),
  row('wrongType', 'an archive inside a Word document', 'a.docx', () =>
    docx({ 'word/media/a.png': zip({ 'a.txt': 'a' }) }),
  ),
  row('wrongType', 'an old Word document', 'a.doc', () => compound([{ name: 'WordDocument', content: zeros(0) }])),
  row('wrongType', 'an old spreadsheet called a new one', 'a.xlsx', () =>
    compound([{ name: 'Workbook', content: zeros(0) }]),
  ),
  row('wrongType', 'a moving picture', 'a.gif', () => halves().gif().toBuffer()),
  row('wrongType', 'a scan', 'a.tiff', () => halves().tiff().toBuffer()),
  row('wrongType', 'a photo of a new kind', 'a.heic', () => halves().avif({ effort: 0 }).toBuffer()),
  row('wrongType', 'a film', 'a.mp4', () => beginning('0000001c6674797069736f6d0000020069736f6d69736f32')),
  row('wrongType', 'a RAR archive', 'a.pdf', () => beginning('526172211a070100')),
  row('wrongType', 'a 7z archive', 'a.pdf', () => beginning('377abcaf271c0004')),
  row('wrongType', 'rich text', 'a.rtf', () => '{\\rtf1\\ansi{\\object\\objocx}}'),
  row('wrongType', 'PostScript', 'a.txt', () => '%!PS-Adobe-3.0\n'),
  row('wrongType', 'XML', 'a.txt', () => '<?xml version="1.0"?><a/>'),
  row('wrongType', 'chance bytes', 'a.txt', () =>
    Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 7_919) % 251)),
  ),
  row('wrongType', 'a text with a zero byte', 'a.txt', () => 'Hello\0there'),
  row('wrongType', 'a text with signs that steer a terminal', 'a.txt', () => 'Hello \x1b]0;x\x07 there'),
  row('wrongType', 'UTF-16 without its mark', 'a.txt', () => Buffer.from('Hello there', 'utf16le')),
  row('wrongType', 'zero bytes', 'a.pdf', () => zeros(1)),
];

const encrypted: readonly Hostile[] = [
  row('encrypted', 'a Word document with a password', 'a.docx', () =>
    compound([
      { name: 'EncryptionInfo', content: zeros(0) },
      { name: 'EncryptedPackage', content: zeros(0) },
    ]),
  ),
  row('encrypted', 'an archive with a password', 'a.docx', () => withFirstPart('flags', 1)),
  row('encrypted', 'an archive with strong encryption', 'a.docx', () => withFirstPart('flags', 0x41)),
  row('encrypted', 'an open text with a password', 'a.odt', () => odt({ 'META-INF/manifest.xml': lockedManifest })),
  row('encrypted', 'a PDF with a password', 'a.pdf', () => pdf(lock(false))),
  row('encrypted', 'a PDF that hides its lock', 'a.pdf', () => {
    const { objects = [], trailer = '' } = lock(true);
    return pdf({ objects, trailer: trailer.replace('/Encrypt', '/Encryp#74') });
  }),
  row('encrypted', 'a locked PDF with packed objects that its key does not open', 'a.pdf', () =>
    pdf(lock(true, [{ dictionary: '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', data: zeros(1) }])),
  ),
];

const broken: readonly Hostile[] = [
  row('broken', 'a Word document cut off', 'a.docx', () => policyDocx().slice(0, -30)),
  row('broken', 'half a Word document', 'a.docx', () => policyDocx().slice(0, 700)),
  row('broken', 'a Word document with a wrong checksum', 'a.docx', () => withFirstPart('crc', 1)),
  row('broken', 'a Word document with damaged data', 'a.docx', () =>
    changed(docx(), (view) => {
      const start = view.readUInt32LE((directoryOf(view)[2] ?? 0) + 42);
      view.fill(0xff, start + 60, start + 90);
    }),
  ),
  row('broken', 'a Word document packed in an unknown way', 'a.docx', () => withFirstPart('method', 14)),
  row('broken', 'a Word document with something behind it', 'a.docx', () => joined(policyDocx(), 'more')),
  row('broken', 'a Word document with a part named twice', 'a.docx', () =>
    docx({ 'word/A.xml': '<a/>', 'word/a.xml': '<b/>' }),
  ),
  row('broken', 'a Word document whose part is called differently inside', 'a.docx', () =>
    changed(docx({ 'word/a.xml': '<a/>' }), (view) => {
      const [, last = 0] = offsetsOf(view, 'word/a.xml');
      view.write('word/b.xml', last, 'latin1');
    }),
  ),
  row('broken', 'a Word document with a part that climbs out', 'a.docx', () => docx({ '../../evil.xml': '<a/>' })),
  row('broken', 'a Word document with a part from the root', 'a.docx', () => docx({ '/etc/evil.xml': '<a/>' })),
  row('broken', 'a Word document with a part for Windows folders', 'a.docx', () =>
    docx({ '..\\..\\evil.xml': '<a/>' }),
  ),
  row('broken', 'a Word document with broken text', 'a.docx', () =>
    docx({ 'word/document.xml': '<w:document><w:body>' }),
  ),
  row('broken', 'a Word document with broken relations', 'a.docx', () =>
    docx({ 'word/_rels/document.xml.rels': '<Relationships><Relationship' }),
  ),
  row('broken', 'a Word document whose words double themselves', 'a.docx', () =>
    docx({ 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;">]><a>&c;</a>' }),
  ),
  row('broken', 'a Word document without text', 'a.docx', () => {
    const { 'word/document.xml': _, ...rest } = docxParts();
    return zip(rest);
  }),
  row('broken', 'an open text without its list', 'a.odt', () =>
    zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': openContent('<office:text/>') }),
  ),
  row('broken', 'an old office file with a chain without end', 'a.doc', () =>
    changed(compound([{ name: 'a', content: zeros(0) }]), (view) => view.writeUInt32LE(1, 512 + 4)),
  ),
  row('broken', 'a PDF cut off', 'a.pdf', () => pdf().slice(0, -200)),
  row('broken', 'a PDF in name only', 'a.pdf', () => '%PDF-1.7\nHello\n%%EOF\n'),
  row('broken', 'a PDF without pages', 'a.pdf', () => pdf({ catalog: '/Pages 9 0 R' }).slice(0)),
  row('broken', 'a PDF behind something else', 'a.pdf', () => joined('Hello\n', pdf())),
  row('broken', 'a PDF with an archive behind it', 'a.pdf', () => joined(pdf(), zip({ 'a.txt': 'a' }))),
  row('broken', 'a PDF with 5 KB behind it', 'a.pdf', () => joined(pdf(), 'x'.repeat(5_000))),
  row('broken', 'a PDF that hides how a stream is packed', 'a.pdf', () =>
    pdf({ content: stream('/Filter 6 0 R', deflateSync(Buffer.from(text))), objects: ['/FlateDecode'] }),
  ),
  row('broken', 'a PDF that hides how its objects are packed', 'a.pdf', () =>
    pdf({ objects: [objectStream(7, ['<<>>'], '/DecodeParms <</Predictor 12>>')] }),
  ),
  ...Object.entries({
    'what they are': objectStream(8, [javaScript], '', '/Type 7 0 R'),
    'how many they are': stream('/Type /ObjStm /N 7 0 R /First 4', `8 0 ${javaScript}`),
    'where they begin': stream('/Type /ObjStm /N 1 /First 7 0R', `8 0 ${javaScript}`),
    'what they are unpacked with': predictedScript('/DecodeParms 7 0 R'),
    'what they are unpacked with, in short': predictedScript('/DP 7 0 R'),
    'what they are unpacked with, in a list': predictedScript('/DecodeParms [null /Length 7 0 R]'),
    'what they are unpacked with, split up': predictedScript('/DecodeParms 7%\n0%\nR'),
  }).map(([hidden, packed]) =>
    row<Refusal>('broken', `a PDF with a script in packed objects that hides ${hidden}`, 'a.pdf', () =>
      pdf({ catalog: '/OpenAction 8 0 R', objects: [packed, '<</Predictor 12 /Columns 16>>'] }),
    ),
  ),
  row('broken', 'half a PNG', 'a.png', async () => {
    const noise = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 128, sigma: 30 },
      },
    })
      .png()
      .toBuffer();
    return noise.subarray(0, noise.length / 2);
  }),
  row('broken', 'the beginning of a PNG', 'a.png', async () => (await png()).slice(0, 40)),
  row('broken', 'a PNG with a damaged chunk', 'a.png', async () =>
    changed(await png(), (view) => {
      const [data = 0] = offsetsOf(view, 'IDAT');
      view.fill(0x55, data + 8, data + 30);
    }),
  ),
  row('broken', 'half a JPEG', 'a.jpg', async () => {
    const whole = await halves().resize(400).jpeg().toBuffer();
    return whole.subarray(0, whole.length * 0.7);
  }),
  row('broken', 'a JPEG in its first bytes only', 'a.jpg', async () => joined('\xff\xd8\xff\xe0', 'x'.repeat(100))),
  row('broken', 'half a WebP', 'a.webp', async () => (await webp()).slice(0, 60)),
  row('broken', 'half a HEIC', 'a.heic', () => heic().slice(0, 500)),
  row('broken', 'a HEIC whose picture is other data', 'a.heic', () =>
    changed(heic(), (view) => view.fill(0x41, (offsetsOf(view, 'mdat')[0] ?? 0) + 4)),
  ),
  row('broken', 'a PNG with an archive behind it', 'a.png', () => joined(png(), zip({ 'a.txt': 'a' }))),
  row('broken', 'a JPEG with an archive behind it', 'a.jpg', () => joined(jpeg(), zip({ 'a.txt': 'a' }))),
  row('broken', 'a JPEG with a Java program behind it', 'a.jpg', () => joined(jpeg(), zip({ 'A.class': javaClass() }))),
];

const bombs: readonly Hostile[] = [
  row('bomb', 'a Word document that grows a thousand times', 'a.docx', () => docx({ 'word/media/a.bin': zeros(64) })),
  row('bomb', 'a Word document with 12,000 parts', 'a.docx', manyParts),
  row('bomb', 'a Word document whose parts lie over one another', 'a.docx', overlapping),
  row('bomb', 'a Word document with a part larger than it says', 'a.docx', () =>
    withField(docx({ 'word/media/a.bin': Buffer.alloc(200_000, 'abcdefgh') }), 3, 'size', 100),
  ),
  row('bomb', 'a Word document that says it has 4 GB', 'a.docx', () => withFirstPart('size', 0xfffffff0)),
  row('bomb', 'a Word document in a Word document, and so on', 'a.docx', () => nested(5)),
  row('bomb', 'a bomb inside a spreadsheet inside a Word document', 'a.docx', () =>
    docx({ 'word/embeddings/a.xlsx': xlsx({ 'xl/media/a.bin': zeros(32) }) }),
  ),
  row('bomb', 'an inner document larger than any', 'a.docx', () =>
    docx({
      'word/embeddings/a.bin': Buffer.concat([
        Buffer.from('%PDF-1.7\n'),
        Buffer.alloc(40 * megabyte, Buffer.from(Array.from({ length: 9_973 }, (_, at) => (at * at) % 256))),
      ]),
    }),
  ),
  row('bomb', 'a PDF whose page unpacks to 200 MB', 'a.pdf', () =>
    pdf({ content: stream('/Filter /FlateDecode', deflateSync(zeros(200))) }),
  ),
  row('bomb', 'a locked PDF that opens, with 200 MB in it', 'a.pdf', () =>
    pdf(lock(true, [{ dictionary: '/Filter /FlateDecode', data: deflateSync(zeros(200)) }])),
  ),
  row('bomb', 'a PDF whose page is packed twice', 'a.pdf', () =>
    pdf({ content: stream('/Filter [/FlateDecode /FlateDecode]', deflateSync(deflateSync(zeros(20)))) }),
  ),
  row('bomb', 'a PDF whose page unpacks to 200 MB from letters', 'a.pdf', () =>
    pdf({ content: stream('/Filter [/ASCIIHexDecode /FlateDecode]', `${deflateSync(zeros(200)).toString('hex')}>`) }),
  ),
  row('bomb', 'a PDF whose page unpacks to 150 MB in the old way', 'a.pdf', () =>
    pdf({ content: stream('/Filter /LZWDecode', lzwZeros(21)) }),
  ),
  row('bomb', 'a PDF whose page is 150 MB of one letter', 'a.pdf', () =>
    pdf({ content: stream('/Filter /RunLengthDecode', Buffer.alloc(2.4 * megabyte, Buffer.from([129, 32]))) }),
  ),
  row('bomb', 'a PDF whose objects unpack to 50 MB', 'a.pdf', () =>
    pdf({ objects: [stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(zeros(50)))] }),
  ),
];

const hugePictures: readonly Hostile[] = [
  row('hugeImage', 'a PNG of 1.6 thousand million points', 'a.png', () => pngSaying(40_000, 40_000, zeros(1))),
  row('hugeImage', 'a PNG wider than any screen', 'a.png', () => pngSaying(60_000_000, 1, zeros(1))),
  row('hugeImage', 'a PNG that really has 60 million points', 'a.png', () =>
    pngSaying(10_000, 6_000, new Uint8Array(10_001 * 6_000)),
  ),
  row('hugeImage', 'a JPEG that says it has 65,000 by 65,000', 'a.jpg', async () =>
    jpegSaying(await jpeg(), 65_000, 65_000),
  ),
  row('hugeImage', 'a PNG in passes that would be held as 400 MB', 'a.png', () =>
    pngSaying(7_070, 7_070, zeros(1), true),
  ),
  row('hugeImage', 'a JPEG in passes that would be held as 300 MB', 'a.jpg', async () =>
    jpegSaying(await halves().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(), 7_070, 7_070),
  ),
  row('hugeImage', 'a JPEG in passes and held sideways, of 300 MB', 'a.jpg', async () =>
    jpegSaying(await halves().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer(), 7_070, 7_070),
  ),
  row('hugeImage', 'a WebP of 30 million points', 'a.webp', () =>
    sharp({ create: { width: 6_000, height: 5_000, channels: 3, background: 'red' } })
      .webp({ effort: 0 })
      .toBuffer(),
  ),
  row('hugeImage', 'a WebP of 60 million points', 'a.webp', () =>
    sharp({ create: { width: 12_000, height: 5_000, channels: 3, background: 'red' } })
      .webp({ effort: 0 })
      .toBuffer(),
  ),
  row('hugeImage', 'a HEIC that says it has 20,000 by 20,000', 'a.heic', () => heicSaying(20_000, 20_000)),
];

const sizes: readonly Hostile[] = [
  row('empty', 'nothing at all', 'a.pdf', () => ''),
  row('tooLarge', 'one byte over 25 MB', 'a.txt', () => Buffer.alloc(25 * megabyte + 1, 'a')),
];

export const hostile: readonly Hostile[] = [
  ...sizes,
  ...programs,
  ...scripts,
  ...macros,
  ...wrongTypes,
  ...encrypted,
  ...broken,
  ...bombs,
  ...hugePictures,
];

/** Takes a reader of PDFs for ever: each of its objects seems to begin a text that never ends. */
export const endless: Hostile = row('tooSlow', 'a PDF of beginnings', 'a.pdf', () =>
  joined('%PDF-1.7\n', 'obj('.repeat(2 * megabyte), '\n%%EOF\n'),
);

/** Two million words, each of its own: far more than a small heap holds. */
export const longText = (): Uint8Array =>
  Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => `word${at}`).join('\n'));

export const good: readonly Good[] = [
  row('docx', 'a Word document', 'Data protection policy.docx', policyDocx),
  row('docx', 'a Word document whose parts are stored', 'a.docx', () => zip(docxParts(), 0)),
  row('docx', 'a Word document that gives its type by ending', 'a.docx', () =>
    docx({ '[Content_Types].xml': contentTypes({}, { xml: wordType }) }),
  ),
  row('docx', 'a Word document with a chart and its numbers', 'a.docx', () =>
    docx({ 'word/embeddings/Microsoft_Excel_Sheet.xlsx': xlsx() }),
  ),
  row('docx', 'a Word document with a text as an object', 'a.docx', () =>
    docx({ 'word/embeddings/oleObject1.bin': packedObject('notes.txt', Buffer.from('Hello there')) }),
  ),
  row('docx', 'a Word document with a template and links elsewhere', 'a.docx', () =>
    docx({
      'word/_rels/settings.xml.rels': relations([
        { type: 'attachedTemplate', target: 'file:///C:\\Templates\\a.dotx', isFar: true },
      ]),
      'word/_rels/document.xml.rels': relations([
        { type: 'hyperlink', target: 'https://www.dsptoolkit.nhs.uk/', isFar: true },
        { type: 'hyperlink', target: 'mailto:lena@example.org', isFar: true },
        { type: 'hyperlink', target: 'file:///S:\\Policies\\Fire%20plan.docx', isFar: true },
        { type: 'hyperlink', target: 'ms-word:ofe|u|https://example.org/a.docx', isFar: true },
        { type: 'image', target: '\\\\office\\shared\\logo.png', isFar: true },
        { type: 'oleObject', target: 'embeddings/oleObject1.bin' },
      ]),
    }),
  ),
  row('docx', 'a Word document called a text', 'policy.txt', policyDocx),
  row('xlsx', 'a spreadsheet', 'Training.xlsx', () => xlsx()),
  row('pptx', 'a presentation', 'Induction.pptx', () => pptx()),
  row('odt', 'an open text', 'Fire plan.odt', () => odt()),
  row('ods', 'an open spreadsheet', 'Assets.ods', () => ods()),
  row('pdf', 'a PDF', 'Policy.pdf', () => pdf()),
  row('pdf', 'a PDF with packed objects and page', 'Policy.pdf', () =>
    pdf({
      content: stream('/Filter /FlateDecode', deflateSync(Buffer.from(text))),
      objects: [objectStream(7, ['<</Title (A)>>'])],
    }),
  ),
  row('pdf', 'a PDF whose packed objects extend others', 'Policy.pdf', () =>
    pdf({
      objects: [objectStream(8, ['<</Title (A)>>']), objectStream(9, ['<</Title (B)>>'], '/Extends 6 0 R')],
    }),
  ),
  row('pdf', 'a PDF that speaks of scripts', 'Policy.pdf', () =>
    pdf({
      content: stream('', 'BT /F1 12 Tf (Do not open /JavaScript or /Launch files) Tj ET'),
      catalog: '/Lang (en /JavaScript)',
    }),
  ),
  row('pdf', 'a PDF locked against printing', 'Policy.pdf', () => pdf(lock(true))),
  row('pdf', 'a PDF locked against printing, with packed objects', 'Policy.pdf', () =>
    pdf(
      lock(true, [
        {
          dictionary: '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
          data: deflateSync(Buffer.from('8 0 <</Title (A)>>')),
        },
      ]),
    ),
  ),
  row('pdf', 'a PDF with a form field and a link', 'Policy.pdf', () =>
    pdf({
      page: '/Annots [<</Type /Annot /Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI (https://www.england.nhs.uk/)>>>> 6 0 R]',
      catalog: '/AcroForm <</Fields [6 0 R]>>',
      objects: ['<</Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Sam) /Rect [0 0 9 9]>>'],
    }),
  ),
  row('jpeg', 'a photo', 'IMG_0001.JPG', jpeg),
  row('jpeg', 'a photo with a place, held sideways', 'photo.jpeg', () => sideways('jpeg')),
  row('jpeg', 'a photo of 30 million points in passes', 'photo.jpg', () =>
    sharp({ create: { width: 6_000, height: 5_000, channels: 3, background: 'red' } })
      .jpeg({ progressive: true })
      .toBuffer(),
  ),
  row('jpeg', 'a photo for printing', 'photo.jpg', () => halves().toColourspace('cmyk').jpeg().toBuffer()),
  row('jpeg', 'a photo with a film behind it', 'PXL_0001.MP.jpg', () =>
    joined(halves().jpeg().withExif(metadata).toBuffer(), beginning('0000001c6674797069736f6d', 2_000)),
  ),
  row('jpeg', 'a photo called a Word document', 'photo.docx', jpeg),
  row('png', 'a picture of the screen', 'Screenshot.png', png),
  row('png', 'a picture with a place', 'shot.png', () => sideways('png')),
  row('png', 'a picture with a remark', 'shot.png', async () => {
    const bytes = await png();
    const [end = 0] = offsetsOf(bytes, 'IEND');
    return joined(bytes.slice(0, end - 4), chunk('tEXt', Buffer.from('Comment\0Room 4')), bytes.slice(end - 4));
  }),
  row('png', 'a picture with 16 bits a colour', 'shot.png', () => halves().toColourspace('rgb16').png().toBuffer()),
  row('webp', 'a web picture', 'a.webp', webp),
  row('webp', 'a web picture with a place', 'a.webp', () => sideways('webp')),
  row('heic', 'a photo of a phone', 'IMG_0002.HEIC', heic),
  row('txt', 'a text', 'notes.txt', () => 'Wi-Fi password policy — agreed by all.\n'),
  row('txt', 'a text in UTF-16', 'notes.txt', () => utf16('Who has keys: Zoë, Małgorzata\r\n')),
  row('txt', 'a text in UTF-16 the other way round', 'notes.txt', () => Buffer.from(utf16('Keys: Zoë')).swap16()),
  row('txt', 'a text in Windows-1252', 'notes.txt', () =>
    Buffer.from('Who has keys: Zo\xeb \x96 office, \xa35', 'latin1'),
  ),
  row('txt', 'a text that begins as a picture would', 'notes.txt', () => 'BMI charts are kept in the office.'),
  row('txt', 'a text called a PDF', 'notes.pdf', () => 'The fire plan hangs in the hall.'),
  row('csv', 'a table', 'staff.csv', () => 'name,trained\nSam,yes\n'),
  row('csv', 'a table of one column', 'staff.csv', () => 'name\nSam\n'),
  row('csv', 'a table without a name that says so', 'staff', () => 'name;trained;"a;b"\nSam;yes;no\n'),
  row(
    'csv',
    'a table with formulas, which nothing here runs',
    'staff.csv',
    () => 'name,cost\nSam,"=1+1"\n=cmd|\' /C calc\'!A0,2\n',
  ),
  row('txt', 'a table called a text', 'staff.txt', () => 'name,trained\nSam,yes\n'),
];
