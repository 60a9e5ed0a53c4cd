import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanName } from '../../core/evidence/fileName.ts';
import { type FileType, fileTypes } from '../../core/evidence/model.ts';

const options = { today: '2026-04-01', nameless: 'document' };

describe('the name of a file', () => {
  it.each<[string, FileType, string]>([
    ['policy.pdf', 'pdf', 'policy.pdf'],
    ['Policy.PDF', 'pdf', 'Policy.pdf'],
    ['/etc/passwd', 'txt', 'passwd.txt'],
    ['../../policy.pdf', 'pdf', 'policy.pdf'],
    ['C:\\Users\\sam\\Desktop\\policy.docx', 'docx', 'policy.docx'],
    ['\\\\server\\share\\policy.docx', 'docx', 'policy.docx'],
    ['C:policy.docx', 'docx', 'policy.docx'],
    ['folder/', 'pdf', 'document.pdf'],
    ['..', 'pdf', 'document.pdf'],
    ['', 'pdf', 'document.pdf'],
    ['.pdf', 'pdf', 'document.pdf'],
    ['   .  .pdf', 'pdf', 'document.pdf'],
    ['???.pdf', 'pdf', 'document.pdf'],
    ['.htaccess', 'txt', 'htaccess.txt'],
    ['policy.pdf...   ', 'pdf', 'policy.pdf'],
    ['  policy .pdf', 'pdf', 'policy.pdf'],
    ['fire\u0000plan\u001f\u007f.pdf', 'pdf', 'fireplan.pdf'],
    ['fire\r\nplan.pdf', 'pdf', 'fire plan.pdf'],
    // What shows as "invoiceexe.pdf" and is a program.
    ['invoice\u202Efdp.exe', 'pdf', 'invoicefdp.pdf'],
    ['\u2066policy\u2069\u200B\uFEFF.pdf', 'pdf', 'policy.pdf'],
    ['policy.pdf.exe', 'pdf', 'policy.pdf'],
    ['policy.exe', 'docx', 'policy.docx'],
    ['photo.docx', 'jpeg', 'photo.jpg'],
    ['IMG_0001.JPEG', 'jpeg', 'IMG_0001.jpeg'],
    ['IMG_0001.HEIC', 'jpeg', 'IMG_0001.jpg'],
    ['policy', 'odt', 'policy.odt'],
    ['Policy v1.2', 'docx', 'Policy v1.2.docx'],
    ['Policy v1.2.docx', 'docx', 'Policy v1.2.docx'],
    ['Minutes 3.May', 'docx', 'Minutes 3.May.docx'],
    ['CON.pdf', 'pdf', '_CON.pdf'],
    ['com1.tar.pdf', 'pdf', '_com1.tar.pdf'],
    ['nul', 'txt', '_nul.txt'],
    ['console.pdf', 'pdf', 'console.pdf'],
    ['a<b>c:d"e|f?g*h.pdf', 'pdf', 'a-b-c-d-e-f-g-h.pdf'],
    ['Zoe\u0308.pdf', 'pdf', 'Zo\u00EB.pdf'],
    ['Polityka bezpieczeństwa 資料.pdf', 'pdf', 'Polityka bezpieczeństwa 資料.pdf'],
    ['half \uD83D.pdf', 'pdf', 'half.pdf'],
    ['Care plan 943 476 5919.pdf', 'pdf', 'Care plan ….pdf'],
    ['J_Smith_9434765919_plan.pdf', 'pdf', 'J_Smith_…_plan.pdf'],
    ['QQ123456C.pdf', 'pdf', 'QQ123456C.pdf'],
    ['AB123456C payslip.pdf', 'pdf', '… payslip.pdf'],
    ['9434765919.pdf', 'pdf', 'document.pdf'],
    ['Sam born 3 May 1941.pdf', 'pdf', 'Sam born ….pdf'],
    ['Policy reviewed 3 May 2025.pdf', 'pdf', 'Policy reviewed 3 May 2025.pdf'],
    [`${'a'.repeat(300)}.docx`, 'docx', `${'a'.repeat(94)}.docx`],
  ])('%j as %s is %j', (name, type, clean) => {
    expect(cleanName(name, type, options)).toBe(clean);
  });

  it('is safe whatever it was, and stays as it is once clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...fileTypes), (name, type) => {
        const clean = cleanName(name, type, options);
        expect(clean.length).toBeLessThanOrEqual(100);
        expect(clean).not.toMatch(/[\\/<>:"|?*\p{Cc}\p{Cf}]|^[.\s]|[.\s]$/u);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean.normalize('NFC')).toBe(clean);
        expect(cleanName(clean, type, options)).toBe(clean);
      }),
    );
  });
});
