import { describe, expect, it } from '@jest/globals';
import { findPersonalData, type PersonalDataKind, redact } from '../../../core/understand/personalData.ts';

const today = '2026-11-21';
const mark = (text: string) => redact(text, findPersonalData(text, today), (kind) => `[${kind}]`);

/** A small generator of our own, so that every run tries the same numbers. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
const digits = (next: () => number, count: number) =>
  Array.from({ length: count }, () => Math.floor(next() * 10)).join('');

/** Nine digits with their check digit, worked out here on its own; undefined where there is none. */
function nhsNumber(nine: string): string | undefined {
  const sum = [...nine].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : nine + check;
}
function cardNumber(begin: string): string {
  const sum = [...begin].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return begin + ((10 - (sum % 10)) % 10);
}
const grouped = (text: string, sizes: readonly number[], joint: string) => {
  let at = 0;
  return sizes
    .map((size) => {
      at += size;
      return text.slice(at - size, at);
    })
    .join(joint);
};
const wrongDigit = (text: string, at: number) => text.slice(0, at) + ((Number(text[at]) + 1) % 10) + text.slice(at + 1);

describe('NHS numbers', () => {
  const next = numbers(7);
  const valid = Array.from({ length: 400 }, () => nhsNumber(`${1 + Math.floor(next() * 9)}${digits(next, 8)}`)).filter(
    (one) => one !== undefined,
  );

  it('are found in any grouping, with exact offsets', () => {
    expect(valid.length).toBeGreaterThan(300);
    for (const one of valid) {
      for (const sizes of [[10], [3, 3, 4], [3, 4, 3], [5, 5], [2, 2, 2, 2, 2], [4, 6], Array(10).fill(1)]) {
        for (const joint of [' ', '-', '.', ' - ', '\u00a0', '\u2009', '\u2013', '  ']) {
          const written = grouped(one, sizes, joint);
          const text = `Her number is ${written}, in the file`;
          expect([text, findPersonalData(text, today)]).toEqual([
            text,
            [{ kind: 'nhsNumber', start: 14, end: 14 + written.length }],
          ]);
        }
      }
    }
  });

  it('are not found where one digit is wrong', () => {
    for (const one of valid) {
      for (let at = 1; at < 10; at += 1) {
        const wrong = wrongDigit(one, at);
        expect([wrong, findPersonalData(wrong, today)]).toEqual([wrong, []]);
        expect(findPersonalData(grouped(wrong, [3, 3, 4], ' '), today)).toEqual([]);
      }
    }
  });

  it('are found several in a row', () => {
    for (let at = 0; at + 3 <= 300; at += 3) {
      const some = valid.slice(at, at + 3);
      for (const joint of [' ', ', ', '; ', ' and ', '\n', ' - ']) {
        const text = some.map((one) => grouped(one, [3, 3, 4], ' ')).join(joint);
        expect(mark(text)).toBe(['[nhsNumber]', '[nhsNumber]', '[nhsNumber]'].join(joint));
        expect(mark(some.join(joint))).toBe(['[nhsNumber]', '[nhsNumber]', '[nhsNumber]'].join(joint));
      }
    }
  });

  it('are found in full-width figures and with invisible characters inside', () => {
    const wide = (text: string) =>
      [...text].map((one) => (/\d/.test(one) ? String.fromCodePoint(0xff10 + Number(one)) : one)).join('');
    for (const one of valid.slice(0, 50)) {
      expect(mark(`no ${wide(one)}.`)).toBe('no [nhsNumber].');
      expect(mark(`no ${one.slice(0, 4)}\u200b${one.slice(4)}.`)).toBe('no [nhsNumber].');
      expect(mark(`no \u202e${one.slice(0, 2)}\u2060\u00ad${one.slice(2, 7)}\ufe0f${one.slice(7)}.`)).toBe(
        'no \u202e[nhsNumber].',
      );
      expect(mark(`🙂🙂 ${one} 🙂`)).toBe('🙂🙂 [nhsNumber] 🙂');
    }
  });

  it('are found when labelled, a leading zero included', () => {
    const chi = nhsNumber('010125123') ?? nhsNumber('010125124') ?? '';
    expect(findPersonalData(chi, today)).toEqual([]);
    expect(mark(`CHI ${chi}`)).toBe('CHI [nhsNumber]');
    expect(mark(`CHI number: ${chi}`)).toBe('CHI number: [nhsNumber]');
    expect(mark('NHS No. 943 476 5919')).toBe('NHS No. [nhsNumber]');
    expect(mark('NHS9434765919')).toBe('NHS[nhsNumber]');
  });

  it('are never found in telephone numbers', () => {
    const random = numbers(99);
    for (let at = 0; at < 2000; at += 1) {
      const rest = digits(random, 9);
      for (const phone of [
        `0${rest}`,
        `0${digits(random, 1)}${rest}`,
        `07${rest}`,
        `0${grouped(`1632${rest.slice(0, 6)}`, [4, 3, 3], ' ')}`,
        `020 ${grouped(rest.slice(0, 8), [4, 4], ' ')}`,
        `0300 ${grouped(rest.slice(0, 7), [4, 3], ' ')}`,
        `0300 ${grouped(rest.slice(0, 7), [3, 4], ' ')}`,
        `+44 7${grouped(rest, [3, 6], ' ')}`,
        `+447${rest}`,
        `+44 (0)20 ${grouped(rest.slice(0, 8), [4, 4], ' ')}`,
        `+44 (0) 1632 ${rest.slice(0, 6)}`,
        `0044 7${grouped(rest, [3, 6], ' ')}`,
        `00447${rest}`,
        `(01632) ${rest.slice(0, 6)}`,
        `(020) ${grouped(rest.slice(0, 8), [4, 4], ' ')}`,
        `01632-${rest.slice(0, 6)}`,
        `+353 ${grouped(rest, [2, 3, 4], ' ')}`,
      ]) {
        const text = `Ring the help desk on ${phone}.`;
        expect([text, findPersonalData(text, today)]).toEqual([text, []]);
      }
    }
  });
});

describe('National Insurance numbers', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const isPrefix = (a: string, b: string) =>
    !'DFIQUV'.includes(a) && !'DFIOQUV'.includes(b) && !['BG', 'GB', 'NK', 'KN', 'TN', 'NT', 'ZZ'].includes(a + b);

  it('are found with every allowed beginning and no other', () => {
    const next = numbers(3);
    for (const a of letters) {
      for (const b of letters) {
        const number = digits(next, 6);
        const suffix = 'ABCD'[Math.floor(next() * 4)] as string;
        for (const text of [
          `${a}${b}${number}${suffix}`,
          `${a}${b} ${grouped(number, [2, 2, 2], ' ')} ${suffix}`,
          `${a}${b}-${grouped(number, [2, 2, 2], '-')}-${suffix}`,
          `${a}${b} ${number} ${suffix}`.toLowerCase(),
        ]) {
          expect([text, mark(text)]).toEqual([text, isPrefix(a, b) ? '[niNumber]' : text]);
        }
      }
    }
  });

  it.each([
    ['AB123456E'],
    ['AB12345C'],
    ['AB1234567C'],
    ['AB123456'],
    ['XAB123456C'],
    ['AB123456CD'],
    ['A1234567C'],
    ['ZA123456'],
    ['Z1234567'],
    ['VN123456A'],
  ])('not %s', (text) => {
    expect(findPersonalData(text, today)).toEqual([]);
  });
});

describe('payment cards', () => {
  const kinds: readonly (readonly [string, number, readonly number[]])[] = [
    ['4', 16, [4, 4, 4, 4]],
    ['4', 13, [4, 4, 5]],
    ['4', 19, [4, 4, 4, 4, 3]],
    ['51', 16, [4, 4, 4, 4]],
    ['55', 16, [4, 4, 4, 4]],
    ['2221', 16, [4, 4, 4, 4]],
    ['2720', 16, [4, 4, 4, 4]],
    ['34', 15, [4, 6, 5]],
    ['37', 15, [4, 6, 5]],
    ['36', 14, [4, 6, 4]],
    ['300', 14, [4, 6, 4]],
    ['3528', 16, [4, 4, 4, 4]],
    ['6011', 16, [4, 4, 4, 4]],
  ];

  it('are found whole and grouped, not with one digit wrong', () => {
    const next = numbers(11);
    for (const [begin, length, sizes] of kinds) {
      for (let at = 0; at < 40; at += 1) {
        const one = cardNumber(begin + digits(next, length - 1 - begin.length));
        for (const written of [one, grouped(one, sizes, ' '), grouped(one, sizes, '-')]) {
          expect([written, mark(`paid with ${written} today`)]).toEqual([written, 'paid with [cardNumber] today']);
        }
        const wrong = wrongDigit(one, length - 3);
        expect([wrong, findPersonalData(wrong, today)]).toEqual([wrong, []]);
      }
    }
  });

  it('are known by their first digits', () => {
    for (const begin of ['1', '2220', '2721', '31', '39', '7', '8', '9', '0']) {
      const one = cardNumber(begin.padEnd(15, '5'));
      expect([one, findPersonalData(one, today)]).toEqual([one, []]);
    }
  });
});

const birthdays: readonly string[] = [
  'dob ¦3/4/1945¦',
  'DOB: ¦03/04/1945¦',
  'D.O.B. ¦3.4.45¦',
  'd o b ¦3-4-1945¦',
  'dob=¦1945-04-03¦',
  'dob ¦03041945¦',
  'date of birth ¦3rd April 1945¦',
  'Date of Birth: ¦3 April 1945¦',
  'her date of birth is ¦3 Apr 45¦',
  'born on ¦3rd of April 1945¦',
  'born ¦April 3, 1945¦',
  'Mr Jones, born ¦03/04/45¦, lives here',
  'she was born on the ¦3rd of April 1945¦.',
  'birthday ¦3 April¦',
  'his birthday is ¦3/4/1945¦ and he likes cake',
  'birth date ¦12/31/1945¦',
  'date of birth for Mr Smith: ¦3/4/1945¦',
  '¦3/4/1945¦ (dob)',
  'dob ¦３/４/１９４５¦',
  'd\u200bob ¦3/4/19\u200b45¦',
  'baby born ¦3 April 2025¦',
  'dob ¦1/2/33¦ and dob ¦2/3/34¦',
  'Mrs Smith ¦12/03/1938¦',
  'mrs smith ¦12/03/1938¦',
  'Mrs. Smith, ¦12 March 1938¦',
  'Mr O’Brien ¦12.03.38¦',
  'Joan Smith, ¦12 March 1938¦',
  'Joan Smith (¦12/03/1938¦)',
  'Joan A. Smith ¦12/03/1938¦',
  'Mary-Jane Watson ¦1938-03-12¦',
  '¦12/03/1938¦ Joan Smith',
  'resident Smith ¦12/03/1938¦',
  'we lost the folder of Joan Smith, ¦12 March 1938¦, on the bus',
  'Dr Patel ¦1 May 1970¦',
];

const harmless: readonly string[] = [
  'Our last review was 12/03/2026',
  'reviewed on 12/03/2001 by Joan Smith',
  'Policy reviewed by Joan Smith 12/03/2001',
  'Version 2, 3 April 2005, Joan Smith',
  'issued to Joan Smith on 3 April 2005',
  'The contract with Mr Jones is dated 3 April 2005',
  'Mrs Smith opened the home on 3 April 1989',
  'Rose Cottage opened 1 May 1998',
  'Rose Cottage 1 May 1998',
  'Rose Cottage Care Home, 1 May 1998',
  'Data Protection Act, 16 July 1998',
  'Data Protection Act 2018',
  'The home was built in 1938',
  'founded 3 April 1950 by John Smith',
  'registered with Companies House 3 April 2001',
  'employing Joan Smith since 3 April 2001',
  'Joan Smith did it on 12/03/2026',
  'Mr Jones checked the list on 3 April 2026',
  'Joan Smith joined 3 April 2015',
  'Joan Smith 12/03/2015',
  'Monday March 12 2001 Joan',
  'On 12/03/1998 we moved in',
  'The first world war ended 11 November 1918',
  'Windows 10 ended on 14 October 2025',
  'training on 12/03/2026, 14/03/2026 and 16/03/2026',
  'inborn 3/4/1945',
  'Help desk 0300 303 4034',
  'ring 01632 960 001 or 0300 3034 034',
  '0300 303 5035',
  'mobile 07700 900123',
  '+44 7700 900123',
  '+44 (0)20 7946 0958',
  'tel: 020 7946 0958, fax: 020 7946 0959',
  '£1,234,567.89',
  '£12.50 a month, £150 a year',
  'It cost £4242424242',
  '47 out of 52',
  '47, 52, 60 and 12 staff',
  '1,200 out of 1,250',
  '3.2.1',
  '10.1.2 and 1.3.11',
  'ODS code A1B2C and VN9A2',
  'VM123',
  'ICO number Z1234567',
  'ICO number ZA123456',
  'ICO registration ZB123456',
  'CQC location 1-1234567890',
  'invoice INV1234567890',
  'sort code 12-34-56',
  'version 10.2.19045.3803',
  '192.168.1.10',
  'meeting 12.03.2026 14.00',
  'on 2026-11-21 10:30',
  'ISO 27001',
  'room 12 34 56',
  'serial 0000000000000000',
  '12345',
  '',
];

describe('dates of birth', () => {
  it.each(birthdays.map((text) => [text]))('found: %s', (text) => {
    const parts = text.split('¦');
    const expected = parts.map((part, at) => (at % 2 ? '[dateOfBirth]' : part)).join('');
    expect(mark(parts.join(''))).toBe(expected);
  });
});

describe('no alarm', () => {
  it.each(harmless.map((text) => [text]))('%s', (text) => {
    expect(mark(text)).toBe(text);
  });
});

/** What stands between the bars is found, as the kind that goes first. */
const spellings: readonly (readonly [PersonalDataKind, string])[] = [
  ['nhsNumber', 'Resident #¦943 476 5919¦'],
  ['nhsNumber', 'resident #¦9434765919¦'],
  ['nhsNumber', 'hers is ¦(943) 476 5919¦.'],
  ['nhsNumber', '(¦943 476 5919¦)'],
  ['nhsNumber', 'nhs no ¦943,476,5919¦'],
  ['nhsNumber', 'Resident in room 4: ¦943, 476, 5919¦'],
  ['nhsNumber', 'NHS number is: ¦94/34/76/59/19¦'],
  ['nhsNumber', 'CHI number ¦943\\476\\5919¦'],
  ...[' / ', '/', ':', ' : ', '_', '|', ' | ', '---', ' --- ', '    ', '\t', '\t\t', '\n\n', '\n \n\n', '.    '].map(
    (joint) => ['nhsNumber', `we wrote ¦943${joint}476${joint}5919¦, in ink`] as const,
  ),
  ['niNumber', '¦AB    12    34    56    C¦'],
  ['niNumber', '¦AB\t12\t34\t56\tC¦'],
  ['niNumber', 'hers is ¦ab/12/34/56/c¦'],
  ['niNumber', '¦AB\n\n12\n\n34\n\n56\n\nC¦'],
  ['niNumber', '¦AB | 12 | 34 | 56 | C¦'],
  ['cardNumber', '¦4111    1111    1111    1111¦'],
  ['cardNumber', '¦4111\t1111\t1111\t1111¦'],
  ['cardNumber', '¦4111\n\n1111\n\n1111\n\n1111¦'],
  ['cardNumber', '¦4111/1111/1111/1111¦'],
  ['cardNumber', '¦3782 | 822463 | 10005¦'],
  ['cardNumber', 'visa ¦4111, 1111, 1111, 1111¦'],
  ['dateOfBirth', 'ann smith ¦12/03/1943¦'],
  ['dateOfBirth', 'we lost the notes of ann smith, ¦12 march 1943¦, on the bus'],
  ['dateOfBirth', '¦12/03/1943¦ ann smith'],
  ['dateOfBirth', 'Smith, Ann ¦12/03/1949¦'],
  ['dateOfBirth', 'Date of birth   ¦12   /   03   /   1944¦'],
  ['dateOfBirth', 'date  of  birth\n\n¦12   March   1944¦'],
  ['dateOfBirth', 'DoB: ¦twelfth of March 1945¦'],
  ['dateOfBirth', 'born on the ¦twenty-first of June 1950¦'],
  ['dateOfBirth', 'born ¦March the twelfth 1945¦'],
  ['dateOfBirth', 'her birthday is the ¦second of May¦'],
  ['dateOfBirth', 'DOB ¦12\\03\\1947¦'],
  ['dateOfBirth', 'dob¦12/03/1947¦'],
  ['dateOfBirth', 'D.O.B.¦12.03.1947¦'],
  ['dateOfBirth', 'born ¦12th day of March 1946¦'],
];

describe('odd spellings', () => {
  it.each(spellings)('a %s in %j, with exact offsets', (kind, text) => {
    const [before = '', inside = '', after = ''] = text.split('¦');
    const { length } = before;
    expect(findPersonalData(before + inside + after, today)).toEqual([
      { kind, start: length, end: length + inside.length },
    ]);
  });

  it.each(spellings.filter(([kind]) => kind === 'nhsNumber' || kind === 'cardNumber'))(
    'a %s in %j with one digit wrong is none',
    (_kind, text) => {
      const [before = '', inside = '', after = ''] = text.split('¦');
      const last = inside.search(/\d\D*$/);
      expect(findPersonalData(before + wrongDigit(inside, last) + after, today)).toEqual([]);
    },
  );

  it.each([
    'ticket #9434765919',
    'counts 943, 476, 5919',
    '4111, 1111, 1111, 1111 leaflets',
    'at 10, 20, 30 a week',
    'call (943) 476 5919',
    '+353 / 943 / 476 / 5919',
    '£943/476/5919',
    '0300/303/4034 or 020 | 7946 | 0958',
    'NHS help desk: 0300 303 5035',
    'NHS 111, then 999, then 0300 303 5035',
    '12/03/2026 / 14/03/2026',
    'backups at 10:30:00 and 22:30:00',
    'policy reviewed 12/03/2008 by ann smith',
    'by ann smith 12/03/2008',
    'ann left 12/03/2003',
    'john smith left 12/03/2003',
    'john moved here 12/03/2003',
    'rose cottage 12/03/1998',
    'ann smith 12/03/2025',
    'Leeds, London 12/03/1998',
    'The second of May 2026 was our training day',
    'twelfth of march 1999 we moved',
    'sort code 12/34/56 or 12 | 34 | 56',
    'C:\\2003\\12\\03\\list',
  ])('no alarm: %j', (text) => {
    expect(mark(text)).toBe(text);
  });

  it('are found quickly in a text made to slow patterns down', () => {
    for (const piece of [
      '943 / ',
      '943    ',
      'AB    12    ',
      '4111 | ',
      'nhs no 9 ',
      '(943) ',
      'born   12   / ',
      ' ',
    ]) {
      const text = piece.repeat(100_000 / piece.length);
      const started = performance.now();
      findPersonalData(`${text}x`, today);
      findPersonalData(`943${' '.repeat(100_000)}x`, today);
      expect(performance.now() - started).toBeLessThan(3000);
    }
  });
});

describe('redact', () => {
  it('keeps everything else as typed', () => {
    const text = 'Mr  Smith\n(943 476 5919)\tAB 12 34 56 C – 4111 1111 1111 1111, dob 3/4/1945 ½ 👍';
    const seen: PersonalDataKind[] = [];
    const kept = redact(text, findPersonalData(text, today), (kind) => {
      seen.push(kind);
      return '***';
    });
    expect(seen).toEqual(['nhsNumber', 'niNumber', 'cardNumber', 'dateOfBirth']);
    expect(kept).toBe('Mr  Smith\n(***)\t*** – ***, dob *** ½ 👍');
  });

  it('finds nothing more in what it kept', () => {
    for (const text of birthdays)
      expect(
        findPersonalData(
          redact(text.replaceAll('¦', ''), findPersonalData(text.replaceAll('¦', ''), today), () => ''),
          today,
        ),
      ).toEqual([]);
  });

  it('reads a text of any length to its end', () => {
    const long = `${'we keep the folder in the office. '.repeat(3000)}943 476 5919`;
    expect(findPersonalData(long, today)).toEqual([{ kind: 'nhsNumber', start: long.length - 12, end: long.length }]);
  });
});
