import { describe, expect, it } from '@jest/globals';
import { memberIn } from '../../../core/people/memberIn.ts';

const team = [
  { person: 'jo', name: 'Jo Smith' },
  { person: 'sam', name: 'Sam Adeyemi' },
  { person: 'samTwo', name: 'Sam Brown' },
  { person: 'patel', name: 'Mrs Priya Patel' },
  { person: 'sian', name: "Siân O'Connor-Lee" },
  { person: 'anne', name: 'Anne-Marie Jones' },
  { person: 'sarah', name: 'Sarah Jones' },
  { person: 'lukasz', name: 'Łukasz Nowak' },
  { person: 'grace', name: 'grace' },
  { person: 'jean', name: 'Jean Paul' },
  { person: 'nobody' },
  { person: 'blank', name: '  ' },
];

describe('whom a typed name means', () => {
  it.each([
    ['Jo Smith', 'jo'],
    ['jo smith', 'jo'],
    ['JO SMITH', 'jo'],
    ['  jo   smith ', 'jo'],
    ['Jo', 'jo'],
    ['jo', 'jo'],
    ['Smith', 'jo'],
    ['Ms Smith', 'jo'],
    ['Mrs. Smith', 'jo'],
    ["Jo's", 'jo'],
    ['Jo S', 'jo'],
    ['Jo S.', 'jo'],
    ['J Smith', 'jo'],
    ['J. Smith', 'jo'],
    ['JS', 'jo'],
    ['J.S.', 'jo'],
    ['j s', 'jo'],
    ['jo smtih', 'jo'],
    ['Smiht', 'jo'],
    ['Jo from head office', 'jo'],
    ['Sam Adeyemi', 'sam'],
    ['sam a', 'sam'],
    ['Adeyemi', 'sam'],
    ['adeyem', 'sam'],
    ['Sam B', 'samTwo'],
    ['Priya', 'patel'],
    ['mrs patel', 'patel'],
    ['Miss Patel', 'patel'],
    ['pryia', 'patel'],
    ['PP', 'patel'],
    ['Sian', 'sian'],
    ['siân', 'sian'],
    ['Sian OConnor Lee', 'sian'],
    ["o'connor", 'sian'],
    ['oconnor-lee', 'sian'],
    ['O’Connor Lee', 'sian'],
    ['Anne Marie', 'anne'],
    ['annemarie jones', 'anne'],
    ['anne-marie', 'anne'],
    ['Ann', 'anne'],
    ['Marie', 'anne'],
    ['Sara', 'sarah'],
    ['sarha', 'sarah'],
    ['Lukasz', 'lukasz'],
    ['nowak', 'lukasz'],
    ['Grace', 'grace'],
    ['grcae', 'grace'],
  ])('%s', (name, one) => {
    expect(memberIn(name, team)).toEqual({ one });
  });

  it.each([
    ['Sam', ['sam', 'samTwo']],
    ['Jones', ['anne', 'sarah']],
    ['Mrs Jones', ['anne', 'sarah']],
    ['jonnes', ['anne', 'sarah']],
  ])('%s may mean several', (name, several) => {
    expect(memberIn(name, team)).toEqual({ several });
  });

  it.each([
    '',
    ' ',
    '.',
    'Mrs',
    'the IT firm',
    'our manager',
    'J',
    'S',
    'Jon',
    'Joan',
    'Pam',
    'Samantha',
    'Jo Brown',
    'Smith Jo',
    'Sam C',
    'JB',
    'jo@smith.example',
    '__proto__',
    'toString',
    'a'.repeat(10_000),
  ])('%s is none of them', (name) => {
    expect(memberIn(name, team)).toBeUndefined();
  });

  it('decides by the nearest way to fit', () => {
    const two = [
      { person: 'lee', name: 'Lee' },
      { person: 'annLee', name: 'Ann Lee' },
      { person: 'leigh', name: 'Leah Smith' },
    ];
    expect(memberIn('Lee', two)).toEqual({ one: 'lee' });
    expect(memberIn('Leah', two)).toEqual({ one: 'leigh' });
    expect(memberIn('AL', two)).toEqual({ one: 'annLee' });
  });

  it('counts nobody twice, and nobody where there are none', () => {
    expect(
      memberIn('Jo', [
        { person: 'jo', name: 'Jo Jo' },
        { person: 'jo', name: 'Jo' },
      ]),
    ).toEqual({ one: 'jo' });
    expect(memberIn('Jo', [])).toBeUndefined();
  });
});
