import type { DetailKind, FileType, Place } from '../../core/evidence/model.ts';
import { hasLuhnDigit, hasNhsCheckDigit } from '../../core/understand/personalNumbers.ts';
import { docx, ods, odt, pdf, pptx, utf8, utf16, windows1252, xlsx } from './readingFiles.ts';

/** A document made for measuring: what stands in it of people who use a service, and where. Every person and number is made up. */
export interface Sample {
  readonly name: string;
  readonly type: FileType;
  readonly bytes: Uint8Array;
  /** Kinds that are in it, each with a place that must be named; none in an innocent one. */
  readonly holds: Partial<Record<DetailKind, Place>>;
  /** True where it is known that nothing is found. Such samples stay, so that the figures tell the truth. */
  readonly isMissed?: boolean;
}

const paragraph = (number: number): Place => ({ in: 'paragraph', number });
const page = (number: number): Place => ({ in: 'page', number });
const slide = (number: number): Place => ({ in: 'slide', number });
const line = (number: number): Place => ({ in: 'line', number });
const cell = (name: string, at: string): Place => ({ in: 'sheet', name, cell: at });

/** Ten digits that begin with `nine` and have a right check digit, or a wrong one. A few stems have none: then the next one's. */
function ten(nine: string, isRight = true): string {
  const digit = [...'0123456789'].find((one) => hasNhsCheckDigit(nine + one) === isRight);
  return digit === undefined ? ten(String(Number(nine) + 1), isRight) : nine + digit;
}
const nhs = (nine: string): string => ten(nine);
const spaced = (digits: string): string => `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
/** `digits` and a last one that makes them right, or wrong, by Luhn. */
const luhn = (digits: string, isRight = true): string =>
  digits + [...'0123456789'].find((one) => hasLuhnDigit(digits + one) === isRight);

const residents = ['Ann Hartley', 'Joan Sykes', 'Eric Dawson', 'Mary Booth', 'Frank Lumb'];
const filler = 'We look after information with care and show how we do it.';
const policy = ['Data protection policy', filler, 'Everybody who works here keeps to it.'];

export const planted: readonly Sample[] = [
  // NHS numbers: every format and every place.
  {
    name: 'care plan',
    type: 'docx',
    bytes: docx({ body: ['Care plan', `NHS number: ${spaced(nhs('943476591'))}`] }),
    holds: { nhsNumber: paragraph(2) },
  },
  {
    name: 'number in a sentence',
    type: 'docx',
    bytes: docx({ body: [...policy, `We rang about resident ${nhs('450557710')} on Monday.`] }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'header',
    type: 'docx',
    bytes: docx({ body: policy, header: `NHS ${nhs('485777345')}` }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'footer',
    type: 'docx',
    bytes: docx({ body: policy, footer: `Printed for NHS no. ${spaced(nhs('401023213'))}` }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'comment',
    type: 'docx',
    bytes: docx({ body: policy, comment: `Is ${spaced(nhs('623875301'))} hers?` }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'footnote',
    type: 'docx',
    bytes: docx({ body: policy, footnote: `NHS number ${nhs('777123456')}` }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'text box',
    type: 'docx',
    bytes: docx({ body: policy, textBox: `NHS: ${spaced(nhs('608531998'))}` }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'tracked change',
    type: 'docx',
    bytes: docx({ body: policy, deleted: `NHS ${nhs('714200589')}` }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'properties',
    type: 'docx',
    bytes: docx({ body: policy, subject: `Care plan ${spaced(nhs('532118907'))}` }),
    holds: { nhsNumber: { in: 'properties' } },
  },
  {
    name: 'title',
    type: 'docx',
    bytes: docx({ body: policy, title: `Referral ${spaced(nhs('532118907'))}` }),
    holds: { nhsNumber: { in: 'title' } },
  },
  {
    name: 'table',
    type: 'docx',
    bytes: docx({
      body: [
        'Residents',
        {
          table: [
            ['Name', 'NHS number'],
            ['Ann Hartley', nhs('460001237')],
          ],
        },
      ],
    }),
    holds: { nhsNumber: paragraph(3) },
  },
  {
    name: 'sheet',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Register',
          rows: [
            ['Name', 'NHS No'],
            ['Ann Hartley', spaced(nhs('611229834'))],
          ],
        },
      ],
    }),
    holds: { nhsNumber: cell('Register', 'B2') },
  },
  {
    name: 'sheet with a real number',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Register',
          rows: [
            ['Who', 'Ref'],
            ['AH', Number(nhs('702341557'))],
          ],
        },
      ],
    }),
    holds: { nhsNumber: cell('Register', 'B2') },
  },
  {
    name: 'hidden sheet',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        { name: 'Devices', rows: [['Device'], ['Laptop']] },
        { name: 'Old data', hidden: true, rows: [['x'], [nhs('489930127')]] },
      ],
    }),
    holds: { nhsNumber: cell('Old data', 'A2') },
  },
  {
    name: 'comment on a cell',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        { name: 'Devices', rows: [['Device'], ['Laptop']], comments: { A2: `Used for ${spaced(nhs('656700129'))}` } },
      ],
    }),
    holds: { nhsNumber: cell('Devices', 'A2') },
  },
  {
    name: 'slide',
    type: 'pptx',
    bytes: pptx({ slides: [{ text: ['Training'] }, { text: [`Example: NHS ${spaced(nhs('570011283'))}`] }] }),
    holds: { nhsNumber: slide(2) },
  },
  {
    name: 'notes of a slide',
    type: 'pptx',
    bytes: pptx({ slides: [{ text: ['Training'], notes: `Tell of ${nhs('599871230')}` }] }),
    holds: { nhsNumber: slide(1) },
  },
  {
    name: 'table on a slide',
    type: 'pptx',
    bytes: pptx({
      slides: [
        {
          text: ['Who'],
          table: [
            ['Resident', 'NHS number'],
            ['Ann', nhs('433219871')],
          ],
        },
      ],
    }),
    holds: { nhsNumber: slide(1) },
  },
  {
    name: 'open text',
    type: 'odt',
    bytes: odt({ body: [...policy, `NHS number ${spaced(nhs('498112355'))}`] }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'header of an open text',
    type: 'odt',
    bytes: odt({ body: policy, header: nhs('630987122') }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'comment in an open text',
    type: 'odt',
    bytes: odt({ body: policy, comment: `NHS ${nhs('721098761')}` }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'deleted from an open text',
    type: 'odt',
    bytes: odt({ body: policy, deleted: `NHS ${nhs('439871263')}` }),
    holds: { nhsNumber: paragraph(4) },
  },
  {
    name: 'open sheet',
    type: 'ods',
    bytes: ods({
      sheets: [
        {
          name: 'List',
          rows: [
            ['Who', 'Ref'],
            ['AH', Number(nhs('644412098'))],
          ],
        },
      ],
    }),
    holds: { nhsNumber: cell('List', 'B2') },
  },
  {
    name: 'third page',
    type: 'pdf',
    bytes: pdf({ pages: [policy, [filler], ['Appendix', `NHS number: ${spaced(nhs('481200763'))}`]] }),
    holds: { nhsNumber: page(3) },
  },
  {
    name: 'compressed page',
    type: 'pdf',
    bytes: pdf({ compressed: true, pages: [policy, [`Ref ${nhs('702200347')}`]] }),
    holds: { nhsNumber: page(2) },
  },
  {
    name: 'number over two lines of a page',
    type: 'pdf',
    bytes: pdf({ pages: [['We rang about the NHS number 943 476', '5919 twice and wrote it down.']] }),
    holds: { nhsNumber: page(1) },
  },
  {
    name: 'form field',
    type: 'pdf',
    bytes: pdf({ pages: [['Name and number']], field: `Hartley ${spaced(nhs('560023418'))}` }),
    holds: { nhsNumber: page(1) },
  },
  {
    name: 'plain text',
    type: 'txt',
    bytes: utf8(`Handover\n\nAnn, NHS ${nhs('610045722')}\n`),
    holds: { nhsNumber: line(3) },
  },
  {
    name: 'UTF-16 text',
    type: 'txt',
    bytes: utf16(`Handover\r\nNHS ${spaced(nhs('552210094'))}`),
    holds: { nhsNumber: line(2) },
  },
  {
    name: 'Windows text',
    type: 'txt',
    bytes: windows1252(`Zo\xeb\r\nNHS \x96 ${spaced(nhs('712300458'))}`),
    holds: { nhsNumber: line(2) },
  },
  {
    name: 'values',
    type: 'csv',
    bytes: utf8(`Name,NHS\n"Hartley, Ann",${nhs('643001228')}`),
    holds: { nhsNumber: line(2) },
  },
  {
    name: 'written with hyphens',
    type: 'docx',
    bytes: docx({ body: [`Patient ${spaced(nhs('450009812')).replaceAll(' ', '-')} moved in.`] }),
    holds: { nhsNumber: paragraph(1) },
  },
  // National Insurance numbers.
  {
    name: 'payslip',
    type: 'docx',
    bytes: docx({ body: ['Payslip', 'NI number: JG 10 37 59 A'] }),
    holds: { niNumber: paragraph(2) },
  },
  {
    name: 'staff sheet',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Staff',
          rows: [
            ['Name', 'NI number'],
            ['Lena Ward', 'PH208341C'],
          ],
        },
      ],
    }),
    holds: { niNumber: cell('Staff', 'B2') },
  },
  {
    name: 'contract on paper',
    type: 'pdf',
    bytes: pdf({ pages: [['Contract of employment', 'National Insurance number LB 44 21 90 D']] }),
    holds: { niNumber: page(1) },
  },
  {
    name: 'starter list',
    type: 'csv',
    bytes: utf8('Name,Start,NI\nLena Ward,01/02/2025,SE 31 24 11 B'),
    holds: { niNumber: line(2) },
  },
  // Payment cards.
  {
    name: 'order note',
    type: 'txt',
    bytes: utf8(`Paid with card ${luhn('492902223339444')}`),
    holds: { cardNumber: line(1) },
  },
  {
    name: 'petty cash',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Cash',
          rows: [
            ['Card', 'Limit'],
            [
              luhn('555504440003333')
                .replaceAll(/(.{4})/g, '$1 ')
                .trim(),
              500,
            ],
          ],
        },
      ],
    }),
    holds: { cardNumber: cell('Cash', 'A2') },
  },
  {
    name: 'card on a page',
    type: 'pdf',
    bytes: pdf({
      pages: [
        [
          'Standing details',
          `Card number ${luhn('453201511283036')
            .replaceAll(/(.{4})/g, '$1-')
            .replace(/-$/, '')}`,
        ],
      ],
    }),
    holds: { cardNumber: page(1) },
  },
  {
    name: 'American Express',
    type: 'docx',
    bytes: docx({ body: [`The home's card is ${luhn('37144963539843')} for food.`] }),
    holds: { cardNumber: paragraph(1) },
  },
  // Dates of birth.
  {
    name: 'face sheet',
    type: 'docx',
    bytes: docx({ body: ['Face sheet', 'Date of birth: 3 April 1938'] }),
    holds: { dateOfBirth: paragraph(2) },
  },
  {
    name: 'label and date in two cells',
    type: 'docx',
    bytes: docx({
      body: [
        {
          table: [
            ['Name', 'Ann Hartley'],
            ['D.O.B.', '03.04.1938'],
          ],
        },
      ],
    }),
    holds: { dateOfBirth: paragraph(2) },
  },
  {
    name: 'column of birthdays',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'People',
          rows: [
            ['Name', 'DOB'],
            ['Ann Hartley', { day: '1938-04-03' }],
            ['Eric Dawson', { day: '1941-12-24' }],
          ],
        },
      ],
    }),
    holds: { dateOfBirth: cell('People', 'B2') },
  },
  {
    name: 'born on',
    type: 'odt',
    bytes: odt({ body: ['Ann was born on 3rd April 1938 in Halifax.'] }),
    holds: { dateOfBirth: paragraph(1) },
  },
  {
    name: 'column in values',
    type: 'csv',
    bytes: utf8('Resident,Date of birth,Diet\nAnn Hartley,03/04/1938,Soft\nEric Dawson,24/12/1941,None'),
    holds: { dateOfBirth: line(2) },
  },
  {
    name: 'table on a page',
    type: 'pdf',
    bytes: pdf({ pages: [['Name\tDate of birth', 'Ann Hartley\t03/04/1938', 'Eric Dawson\t24/12/1941']] }),
    holds: { dateOfBirth: page(1) },
  },
  { name: 'beside a name', type: 'txt', bytes: utf8('Mrs Ann Hartley (03/04/1938)'), holds: { dateOfBirth: line(1) } },
  {
    name: 'open sheet of birthdays',
    type: 'ods',
    bytes: ods({
      sheets: [
        {
          name: 'B',
          rows: [
            ['Who', 'Birthday'],
            ['Ann', { day: '1938-04-03' }],
          ],
        },
      ],
    }),
    holds: { dateOfBirth: cell('B', 'B2') },
  },
  {
    name: 'on a slide',
    type: 'pptx',
    bytes: pptx({ slides: [{ text: ['Case: Ann Hartley', 'DOB 03/04/38'] }] }),
    holds: { dateOfBirth: slide(1) },
  },
  // Lists of people with telephone numbers.
  {
    name: 'families',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'NOK',
          rows: [
            ['Resident', 'Next of kin', 'Telephone'],
            ...residents.map((name, at) => [name, 'Daughter', `01422 49600${at}`]),
          ],
        },
      ],
    }),
    holds: { phoneList: cell('NOK', 'A2') },
  },
  {
    name: 'client phone list',
    type: 'docx',
    bytes: docx({ body: ['Client phone list', ...residents.map((name, at) => `${name} 07700 90012${at}`)] }),
    holds: { phoneList: paragraph(2) },
  },
  {
    name: 'relatives in a table',
    type: 'docx',
    bytes: docx({
      body: ['Relatives', { table: [['Name', 'Phone'], ...residents.map((name, at) => [name, `(01422) 49600${at}`])] }],
    }),
    holds: { phoneList: paragraph(3) },
  },
  {
    name: 'phones without the nought',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        { name: 'Clients', rows: [['Client', 'Mobile'], ...residents.map((name, at) => [name, 7700900120 + at])] },
      ],
    }),
    holds: { phoneList: cell('Clients', 'A2') },
  },
  {
    name: 'phones on a page',
    type: 'pdf',
    bytes: pdf({
      pages: [[filler], ['Families of residents', ...residents.map((name, at) => `${name}\t+44 1422 49600${at}`)]],
    }),
    holds: { phoneList: page(2) },
  },
  {
    name: 'family phones in values',
    type: 'csv',
    bytes: utf8(
      [
        'First name,Surname,Family phone',
        ...residents.map((name, at) => `${name.replace(' ', ',')},01422 49600${at}`),
      ].join('\n'),
    ),
    holds: { phoneList: line(2) },
  },
  {
    name: 'name above number',
    type: 'txt',
    bytes: utf8(['Service users', ...residents.flatMap((name, at) => [name, `01422 49600${at}`])].join('\n')),
    holds: { phoneList: line(3) },
  },
  {
    name: 'home care visits',
    type: 'ods',
    bytes: ods({
      sheets: [
        {
          name: 'Run 1',
          rows: [
            ['Time', 'Service user', 'Tel'],
            ...residents.map((name, at) => [`0${at + 5}:30`, name, `01422 49600${at}`]),
          ],
        },
      ],
    }),
    holds: { phoneList: cell('Run 1', 'A2') },
  },
  // Lists of beds.
  {
    name: 'bed list',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Floor 1',
          rows: [['Room', 'Resident', 'Diet'], ...residents.map((name, at) => [at + 1, name, 'Soft'])],
        },
      ],
    }),
    holds: { bedList: cell('Floor 1', 'A2') },
  },
  {
    name: 'handover',
    type: 'docx',
    bytes: docx({ body: ['Handover', ...residents.map((name, at) => `Room ${at + 1}: ${name}, slept well`)] }),
    holds: { bedList: paragraph(2) },
  },
  {
    name: 'fire list',
    type: 'pdf',
    bytes: pdf({
      pages: [['Evacuation list of residents', ...residents.map((name, at) => `Room ${at + 1}\t${name}\twheelchair`)]],
    }),
    holds: { bedList: page(1) },
  },
  {
    name: 'beds in a table',
    type: 'odt',
    bytes: odt({ body: [{ table: [['Bed', 'Name'], ...residents.map((name, at) => [`${at + 1}A`, name])] }] }),
    holds: { bedList: paragraph(2) },
  },
  {
    name: 'beds in values',
    type: 'csv',
    bytes: utf8(['Bed no,Name', ...residents.map((name, at) => `${at + 1},${name}`)].join('\n')),
    holds: { bedList: line(2) },
  },
  {
    name: 'beds on a slide',
    type: 'pptx',
    bytes: pptx({
      slides: [
        { text: ['Who lives where', ...residents.map((name, at) => `Mrs ${name.split(' ')[1]} - Flat ${at + 1}`)] },
      ],
    }),
    holds: { bedList: slide(1) },
  },
  {
    name: 'laundry list',
    type: 'txt',
    bytes: utf8(['Laundry', ...residents.map((name, at) => `Rm ${at + 1} ${name}`)].join('\n')),
    holds: { bedList: line(2) },
  },
  {
    name: 'surname first',
    type: 'docx',
    bytes: docx({ body: ['Hartley, Ann - 01422 496000', 'Sykes, Joan - 01422 496001', 'Dawson, Eric - 01422 496002'] }),
    holds: { phoneList: paragraph(1) },
  },
  {
    name: 'initials',
    type: 'docx',
    bytes: docx({ body: ['Mrs A Hartley 01422 496000', 'Mr E Dawson 01422 496001', 'Miss J Sykes 01422 496002'] }),
    holds: { phoneList: paragraph(1) },
  },
  {
    name: 'names without capitals',
    type: 'txt',
    bytes: utf8('residents\nann hartley 01422 496000\njoan sykes 01422 496001\neric dawson 01422 496002'),
    holds: { phoneList: line(2) },
    isMissed: true,
  },
  {
    name: 'surnames alone',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Ward',
          rows: [
            ['Rm', 'Surname', 'DOB'],
            ['1', 'Hartley', '03/04/1938'],
            ['2', 'Sykes', '3-4-40'],
            ['3', 'Dawson', '4 May 1941'],
          ],
        },
      ],
    }),
    holds: { bedList: cell('Ward', 'A2'), dateOfBirth: cell('Ward', 'C2') },
  },
  {
    name: 'first names alone',
    type: 'txt',
    bytes: utf8('Room 1 Ann\nRoom 2 Joan\nRoom 3 Eric\nRoom 4 Mary'),
    holds: { bedList: line(1) },
    isMissed: true,
  },
  {
    name: 'medicine chart',
    type: 'pdf',
    bytes: pdf({
      compressed: true,
      pages: [['MAR chart', `Name: Ann Hartley   DOB: 03/04/1938   NHS No: ${spaced(nhs('470012398'))}`, 'Room 4']],
    }),
    holds: { dateOfBirth: page(1), nhsNumber: page(1) },
  },
  {
    name: 'visitors',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'V',
          rows: [
            ['Visitor', 'Visiting', 'Room', 'Phone'],
            ['Sue Hartley', 'Ann Hartley', 1, '01422 496000'],
            ['Al Sykes', 'Joan Sykes', 2, '01422 496001'],
            ['Bo Dawson', 'Eric Dawson', 3, '01422 496002'],
          ],
        },
      ],
    }),
    holds: { phoneList: cell('V', 'A2'), bedList: cell('V', 'A2') },
  },
  {
    name: 'behind a chart',
    type: 'docx',
    bytes: docx({
      body: ['Falls this year'],
      embedded: {
        'chart.xlsx': xlsx({
          sheets: [
            {
              name: 'Data',
              rows: [
                ['Who', 'Falls'],
                [spaced(nhs('480012399')), 3],
              ],
            },
          ],
        }),
      },
    }),
    holds: { nhsNumber: cell('Data', 'A2') },
  },
  {
    name: 'in a pivot table',
    type: 'xlsx',
    bytes: xlsx({ sheets: [{ name: 'Sum', rows: [['Total', 3]], pivoted: [nhs('480012400')] }] }),
    holds: { nhsNumber: cell('Sum', 'A1') },
  },
  {
    name: 'number in odd groups',
    type: 'docx',
    bytes: docx({ body: [`Her number is ${nhs('480012401').replaceAll(/(..)/g, '$1 ').trim()}.`] }),
    holds: { nhsNumber: paragraph(1) },
  },
];

const innocentOnes: readonly Omit<Sample, 'holds'>[] = [
  {
    name: 'policy',
    type: 'docx',
    bytes: docx({ title: 'Data protection policy', body: policy, footer: 'Version 3, 12 May 2025' }),
  },
  {
    name: 'help desk',
    type: 'docx',
    bytes: docx({ body: ['Ring the help desk on 0300 303 4034 or 0800 111 2222.', 'Out of hours: 0345 602 9020'] }),
  },
  { name: 'one contact', type: 'docx', bytes: docx({ body: ['Our lead is Lena Ward, 01422 496000.'] }) },
  { name: 'two contacts', type: 'docx', bytes: docx({ body: ['Lena Ward 01422 496000', 'Tom Firth 01422 496001'] }) },
  { name: 'ISO dates', type: 'txt', bytes: utf8('2025-05-12 checked\n2025-06-12 checked\n20250712 checked') },
  {
    name: 'invoices',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Invoices',
          rows: [
            ['Invoice no', 'Amount'],
            [ten('100234567'), 12.5],
            [ten('100234568'), 13],
          ],
        },
      ],
    }),
  },
  {
    name: 'invoice on a page',
    type: 'pdf',
    bytes: pdf({ pages: [['Invoice', `Invoice number: ${ten('771200345')}`, 'Total £1,234.50']] }),
  },
  {
    name: 'orders that fail the check',
    type: 'csv',
    bytes: utf8(['Order,Qty', ...[1, 2, 3, 4, 5, 6].map((at) => `${ten(`40012345${at}`, false)},${at}`)].join('\n')),
  },
  {
    name: 'numbers that fail the check',
    type: 'docx',
    bytes: docx({ body: [1, 2, 3, 4, 5, 6].map((at) => `We keep ${ten(`51234500${at}`, false)} on file.`) }),
  },
  {
    name: 'serial numbers',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Assets',
          rows: [
            ['Asset', 'Serial number', 'Owner'],
            ['Laptop', ten('820012345'), 'Lena Ward'],
            ['Tablet', ten('820012346'), 'Tom Firth'],
          ],
        },
      ],
    }),
  },
  {
    name: 'device numbers',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Phones',
          rows: [
            ['Phone', 'IMEI'],
            ['Nokia', luhn('35693803564380')],
            ['Samsung', luhn('35209900176148')],
          ],
        },
      ],
    }),
  },
  {
    name: 'device number in a line',
    type: 'docx',
    bytes: docx({ body: [`Work phone, IMEI ${luhn('49015420323751')}`] }),
  },
  { name: 'barcodes', type: 'csv', bytes: utf8(`Item,Barcode\nGloves,${luhn('401234567890')}\nAprons,5012345678900`) },
  {
    name: 'digital asset register',
    type: 'xlsx',
    bytes: xlsx({
      title: 'Digital asset register',
      sheets: [
        {
          name: 'Register',
          rows: [
            ['Device', 'Make and model', 'Location', 'User', 'Bought'],
            ...['Lena Ward', 'Tom Firth', 'Ada Gill', 'Sam Iqbal'].map((name, at) => [
              'Laptop',
              'Dell Latitude',
              `Room ${at + 1}`,
              name,
              { day: `2023-0${at + 1}-04` },
            ]),
          ],
        },
      ],
    }),
  },
  {
    name: 'asset register on a page',
    type: 'pdf',
    bytes: pdf({
      pages: [
        [
          'IT asset register',
          'Device\tLocation\tUser',
          ...['Lena Ward', 'Tom Firth', 'Ada Gill'].map((name, at) => `Tablet\tRoom ${at + 1}\t${name}`),
        ],
      ],
    }),
  },
  {
    name: 'information asset register',
    type: 'docx',
    bytes: docx({
      body: [
        'Information asset register',
        {
          table: [
            ['Asset', 'Owner', 'Where it is kept'],
            ['Care records', 'Lena Ward', 'Care system'],
            ['Staff files', 'Tom Firth', 'Office, room 2'],
            ['Rotas', 'Ada Gill', 'Office, room 3'],
          ],
        },
      ],
    }),
  },
  {
    name: 'training matrix',
    type: 'xlsx',
    bytes: xlsx({
      title: 'Training matrix',
      sheets: [
        {
          name: 'Staff',
          rows: [
            ['Name', 'Role', 'Data security', 'Fire'],
            ...['Lena Ward', 'Tom Firth', 'Ada Gill', 'Sam Iqbal'].map((name, at) => [
              name,
              'Carer',
              { day: `2025-0${at + 1}-11` },
              { day: '2025-02-02' },
            ]),
          ],
        },
      ],
    }),
  },
  {
    name: 'training in rooms',
    type: 'docx',
    bytes: docx({
      body: ['Training day', 'Training room 1: Lena Ward', 'Training room 2: Tom Firth', 'Meeting room 3: Ada Gill'],
    }),
  },
  {
    name: 'old start dates',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Staff list',
          rows: [
            ['Name', 'Role', 'Start date'],
            ['Lena Ward', 'Manager', { day: '1984-09-01' }],
            ['Tom Firth', 'Carer', { day: '2004-03-15' }],
          ],
        },
      ],
    }),
  },
  {
    name: 'suppliers',
    type: 'xlsx',
    bytes: xlsx({
      title: 'Supplier list',
      sheets: [
        {
          name: 'Suppliers',
          rows: [
            ['Supplier', 'Service', 'Contact', 'Telephone'],
            ['Calder IT Ltd', 'IT support', 'Sue Parr', '01422 496101'],
            ['Nourishing Care Systems Ltd', 'Care records', 'Ian Moss', '01422 496102'],
            ['Shred Right Ltd', 'Shredding', 'Amy Cole', '01422 496103'],
            ['Payday Ltd', 'Payroll', 'Raj Patel', '01422 496104'],
          ],
        },
      ],
    }),
  },
  {
    name: 'suppliers on a page',
    type: 'pdf',
    bytes: pdf({
      pages: [
        [
          'Supplier contact list',
          'Company\tContact\tPhone',
          'Calder IT\tSue Parr\t01422 496101',
          'Shred Right\tAmy Cole\t01422 496102',
          'Payday\tRaj Patel\t01422 496103',
        ],
      ],
    }),
  },
  {
    name: 'emergency contacts',
    type: 'docx',
    bytes: docx({
      body: [
        'Emergency contacts',
        {
          table: [
            ['Who', 'Role', 'Phone'],
            ['Lena Ward', 'Manager', '07700 900201'],
            ['Tom Firth', 'Deputy', '07700 900202'],
            ['Ada Gill', 'On call', '07700 900203'],
          ],
        },
      ],
    }),
  },
  {
    name: 'staff directory',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Staff directory',
          rows: [
            ['Staff name', 'Job title', 'Extension', 'Mobile'],
            ['Lena Ward', 'Manager', 201, '07700 900201'],
            ['Tom Firth', 'Senior carer', 202, '07700 900202'],
            ['Ada Gill', 'Cook', 203, '07700 900203'],
          ],
        },
      ],
    }),
  },
  {
    name: 'staff phones',
    type: 'txt',
    bytes: utf8('Staff phone list\nLena Ward 07700 900201\nTom Firth 07700 900202\nAda Gill 07700 900203'),
  },
  {
    name: 'continuity plan',
    type: 'docx',
    bytes: docx({
      title: 'Business continuity plan',
      body: [
        'Business continuity plan',
        'Phone tree',
        {
          table: [
            ['Name', 'Telephone'],
            ['Lena Ward', '07700 900201'],
            ['Tom Firth', '07700 900202'],
            ['Ada Gill', '07700 900203'],
          ],
        },
      ],
    }),
  },
  {
    name: 'useful numbers',
    type: 'docx',
    bytes: docx({
      body: [
        'Useful numbers',
        'Police 101',
        'Council safeguarding team 01422 393000',
        'Calder Surgery 01422 496300',
        'Gas emergency 0800 111 999',
        'Yorkshire Water 0345 124 2424',
      ],
    }),
  },
  {
    name: 'room checks',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Fire doors',
          rows: [
            ['Room', 'Checked by', 'Date'],
            [1, 'Lena Ward', { day: '2025-05-01' }],
            [2, 'Tom Firth', { day: '2025-05-01' }],
            [3, 'Ada Gill', { day: '2025-05-01' }],
          ],
        },
      ],
    }),
  },
  { name: 'keys', type: 'csv', bytes: utf8('Key,Room,Key holder\nK1,1,Lena Ward\nK2,2,Tom Firth\nK3,3,Ada Gill') },
  {
    name: 'empty bed plan',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Plan',
          rows: [
            ['Room', 'Floor', 'Lock fitted'],
            [1, 'Ground', 'Yes'],
            [2, 'Ground', 'Yes'],
            [3, 'First', 'No'],
          ],
        },
      ],
    }),
  },
  {
    name: 'counts',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Counts',
          rows: [
            ['Week', 'A', 'B', 'C'],
            ...Array.from({ length: 30 }, (_, at) => [at + 1, 943 + at, 476 - at, 5919 + at * 7]),
          ],
        },
      ],
    }),
  },
  {
    name: 'counts in lines',
    type: 'txt',
    bytes: utf8(Array.from({ length: 30 }, (_, at) => `${943 - at * 3}\n${476 + at}\n${5919 + at * 11}`).join('\n')),
  },
  {
    name: 'counts on a page',
    type: 'pdf',
    bytes: pdf({
      pages: [
        [
          'Falls each month',
          ...Array.from({ length: 30 }, (_, at) => `${12 + at} ${5 + at} ${340 - at} ${22 + at} ${18 + at}`),
        ],
      ],
    }),
  },
  { name: 'prices', type: 'docx', bytes: docx({ body: ['Prices: £1,234.50, £9,434,765,919.00 and 450 pounds.'] }) },
  {
    name: 'legislation',
    type: 'docx',
    bytes: docx({
      body: [
        'Data Protection Act 2018, in force since 25 May 2018.',
        'Human Rights Act 1998',
        'Access to Health Records Act 1990 (1 November 1991)',
      ],
    }),
  },
  {
    name: 'privacy notice',
    type: 'docx',
    bytes: docx({
      title: 'Privacy notice',
      body: ['We keep your name, date of birth, NHS number and National Insurance number.', 'You can ask for a copy.'],
    }),
  },
  {
    name: 'empty form',
    type: 'docx',
    bytes: docx({
      body: [
        {
          table: [
            ['Name', ''],
            ['Date of birth', ''],
            ['NHS number', ''],
          ],
        },
        'Form of 12 May 2025',
      ],
    }),
  },
  {
    name: 'signed policy',
    type: 'docx',
    bytes: docx({ body: [...policy, 'Signed: Lena Ward, 03/04/2009', 'Approved by Tom Firth on 12/03/1984'] }),
  },
  {
    name: 'ICO certificate',
    type: 'pdf',
    bytes: pdf({
      pages: [
        [
          'Registration certificate',
          'Registration reference: ZA123456',
          'Date registered: 3 April 2024',
          'Registration expires: 2 April 2027',
        ],
      ],
    }),
  },
  {
    name: 'company numbers',
    type: 'docx',
    bytes: docx({ body: ['Company number 01234567', 'VAT registration 123 4567 89', 'CQC provider ID 1-101234567'] }),
  },
  {
    name: 'meter readings',
    type: 'csv',
    bytes: utf8(`Meter,Reading\n${ten('190012345')},004512\n${ten('190012346')},004513`),
  },
  {
    name: 'bank details',
    type: 'docx',
    bytes: docx({ body: ['Sort code 20-00-00, account 55779911', 'IBAN GB29 NWBK 6016 1331 9268 19'] }),
  },
  { name: 'web addresses', type: 'txt', bytes: utf8(`https://example.org/item/${ten('943476591')}x?v=20250512`) },
  {
    name: 'version history',
    type: 'docx',
    bytes: docx({
      body: [
        {
          table: [
            ['Version', 'Date', 'Author'],
            ['1.0', '03/04/1984', 'Lena Ward'],
            ['2.0', '12/05/2025', 'Tom Firth'],
          ],
        },
      ],
    }),
  },
  {
    name: 'incident log without names',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Incidents',
          rows: [
            ['Date', 'What happened', 'Action'],
            [{ day: '2025-03-04' }, 'Email to a wrong address', 'Recalled'],
            [{ day: '2025-06-09' }, 'Lost phone', 'Wiped'],
          ],
        },
      ],
    }),
  },
  {
    name: 'backup log',
    type: 'csv',
    bytes: utf8(
      Array.from(
        { length: 40 },
        (_, at) => `2025-05-${String((at % 28) + 1).padStart(2, '0')} 02:00:0${at % 10},OK,${1024 * (at + 1)} MB`,
      ).join('\n'),
    ),
  },
  {
    name: 'network list',
    type: 'docx',
    bytes: docx({
      body: ['Router 192.168.1.254 changed 03/04/2025', 'Access point 10.0.0.12', 'MAC 00:1B:44:11:3A:B7'],
    }),
  },
  {
    name: 'licence keys',
    type: 'txt',
    bytes: utf8('Office key XXXXX-AB12C-34567-DE890-FGHIJ\nWindows 00330-80000-00000-AA123'),
  },
  {
    name: 'phone list of one firm',
    type: 'docx',
    bytes: docx({ body: ['Calder IT: sales 01422 496101, support 01422 496102, accounts 01422 496103'] }),
  },
  {
    name: 'training slides',
    type: 'pptx',
    bytes: pptx({
      slides: [
        { text: ['Keeping data safe', 'Three random words'], notes: 'Ten minutes' },
        { text: ['Report a breach within 72 hours'] },
      ],
    }),
  },
  {
    name: 'quiz scores',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Quiz',
          rows: [
            ['Name', 'Score', 'Date'],
            ['Lena Ward', 0.9, { day: '2025-04-01' }],
            ['Tom Firth', 0.85, { day: '2025-04-02' }],
          ],
        },
      ],
    }),
  },
  {
    name: 'minutes',
    type: 'odt',
    bytes: odt({
      body: [
        'Minutes of the managers meeting, 12 May 2025',
        'Present: Lena Ward, Tom Firth, Ada Gill',
        'Next meeting: room 2, 10:30',
      ],
    }),
  },
  {
    name: 'risk register',
    type: 'ods',
    bytes: ods({
      sheets: [
        {
          name: 'Risks',
          rows: [
            ['Risk', 'Owner', 'Score', 'Review date'],
            ['Phishing', 'Lena Ward', 12, { day: '2026-01-05' }],
            ['Lost device', 'Tom Firth', 9, { day: '2026-01-05' }],
          ],
        },
      ],
    }),
  },
  {
    name: 'retention table',
    type: 'odt',
    bytes: odt({
      body: [
        'Retention schedule',
        {
          table: [
            ['Record', 'Keep for'],
            ['Care records', '8 years'],
            ['Staff files', '6 years'],
          ],
        },
      ],
    }),
  },
  { name: 'opening hours', type: 'txt', bytes: utf8('Mon 09:00-17:00\nTue 09:00-17:00\nFlat rate 12 a month') },
  { name: 'hidden card number', type: 'docx', bytes: docx({ body: ['Card ending 4242: XXXX XXXX XXXX 4242'] }) },
  {
    name: 'sixteen digits that fail the check',
    type: 'txt',
    bytes: utf8(`Reference ${luhn('492902223339444', false)}`),
  },
  { name: 'parcel', type: 'txt', bytes: utf8(`Tracking number ${luhn('400012345678901')}`) },
  {
    name: 'phone numbers without the nought',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Suppliers',
          rows: [
            ['Company', 'Phone'],
            ['Calder IT', Number(ten('142249610'))],
            ['Payday', Number(ten('142249611'))],
          ],
        },
      ],
    }),
  },
  {
    name: 'placeholder numbers',
    type: 'docx',
    bytes: docx({ body: ['NHS number: 000 000 0000', 'For example 9999999999 or QQ 12 34 56 C'] }),
  },
  { name: 'ledger codes', type: 'docx', bytes: docx({ body: ['Codes AB12, CD345678 and JG103759 are ours.'] }) },
  {
    name: 'dates of a policy',
    type: 'docx',
    bytes: docx({ body: ['Issued 01/02/1985 by Lena Ward', 'Reviewed 03/04/2025 by Tom Firth'] }),
  },
  {
    name: 'gdpr audit',
    type: 'docx',
    bytes: docx({
      body: [
        'Data security spot check',
        'Room 1: screens locked',
        'Room 2: screens locked',
        'Room 3: door open, told Lena Ward',
      ],
    }),
  },
  {
    name: 'staff rota',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Rota',
          rows: [
            ['Shift', 'Name', 'Unit'],
            ['Early', 'Lena Ward', 'Unit 1'],
            ['Late', 'Tom Firth', 'Unit 2'],
            ['Night', 'Ada Gill', 'Unit 3'],
          ],
        },
      ],
    }),
  },
  {
    name: 'staff accommodation',
    type: 'docx',
    bytes: docx({
      body: ['Meeting rooms are on the first floor.', 'Room 1 seats 8', 'Room 2 seats 12', 'Room 3 seats 4'],
    }),
  },
  {
    name: 'company history',
    type: 'txt',
    bytes: utf8('Rose Cottage was built in 1912.\nIt was bought on 03/04/1985 by Calder Homes.'),
  },
  {
    name: 'software list',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Software',
          rows: [
            ['Software', 'Licence', 'Support contact', 'Phone'],
            ['Care app', ten('410123456'), 'Amy Cole', '01422 496101'],
            ['Payroll', ten('410123457'), 'Raj Patel', '01422 496102'],
            ['Rota', ten('410123458'), 'Ian Moss', '01422 496103'],
          ],
        },
      ],
    }),
  },
  {
    name: 'trustees',
    type: 'docx',
    bytes: docx({ body: ['Trustees', 'Lena Ward 01422 496000', 'Tom Firth 01422 496001', 'Ada Gill 01422 496002'] }),
  },
  {
    name: 'access points',
    type: 'xlsx',
    bytes: xlsx({
      sheets: [
        {
          name: 'Wi-Fi',
          rows: [
            ['Location', 'Installed by', 'Date'],
            ['Room 1', 'Sue Parr', { day: '2024-01-01' }],
            ['Room 2', 'Ian Moss', { day: '2024-01-01' }],
            ['Room 3', 'Amy Cole', { day: '2024-01-01' }],
          ],
        },
      ],
    }),
  },
  {
    name: 'staff contract',
    type: 'pdf',
    bytes: pdf({
      pages: [
        [
          'Employment contract',
          'Between Rose Cottage Ltd and Lena Ward',
          'Start date: 01/09/1984',
          'Signed: Lena Ward   Date: 12/05/2025',
        ],
      ],
    }),
  },
  {
    name: 'insurance',
    type: 'docx',
    bytes: docx({ body: [`Policy number ${ten('410123459')}`, `Certificate no: ${ten('410123460')}`] }),
  },
  {
    name: 'measurements',
    type: 'csv',
    bytes: utf8(`Time,Level\n1,0.${ten('943476592')}\n2,1.${luhn('453201511283036')}`),
  },
];

export const innocent: readonly Sample[] = innocentOnes.map((one) => ({ ...one, holds: {} }));
