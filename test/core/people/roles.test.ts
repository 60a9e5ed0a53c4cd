/** The table of roles, written out once more by hand: a change of the product's own shows here. */
import { describe, expect, it } from '@jest/globals';
import { roles } from '../../../core/people/model.ts';
import { actions, may, roleActions } from '../../../core/people/roles.ts';

const columns = ['manager', 'contributor', 'reviewer', 'viewer', 'supporter', 'guest'] as const;

const table = `
  see                 yes  yes  yes  yes  yes  yes
  seeAll              yes  yes  yes  yes  yes  no
  answer              yes  yes  no   no   no   yes
  attach              yes  yes  no   no   no   yes
  openDocument        yes  yes  yes  yes  no   no
  deleteDocument      yes  yes  no   no   no   no
  handOn              yes  yes  no   no   no   no
  seePeople           yes  yes  yes  yes  yes  no
  managePeople        yes  no   no   no   no   no
  returnCode          yes  yes  yes  yes  yes  yes
  cancelReturnCodes   yes  no   no   no   no   no
  ownReminders        yes  yes  yes  yes  yes  yes
  seeReminders        yes  no   no   no   no   no
  notePublished       yes  no   no   no   no   no
  addService          yes  no   no   no   no   no
  takeAway            yes  no   no   no   no   no
  deleteAll           yes  no   no   no   no   no
`;
const rows = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const cells = rows.flatMap(([action = '', ...may]) =>
  columns.map((role, index) => [role, may[index], action] as const),
);

describe('who may do what', () => {
  it('every role and every action has its place in the table', () => {
    expect(rows.map(([action]) => action)).toEqual(actions);
    expect(rows.every((row) => row.length === columns.length + 1)).toBe(true);
    expect(columns).toEqual([...roles, 'guest']);
    expect(Object.keys(roleActions).sort()).toEqual([...columns].sort());
  });

  it.each(cells)('%s: %s, %s', (role, allowed, name) => {
    const action = actions.find((each) => each === name) ?? 'see';
    const grant = role === 'guest' ? { person: 'p', role, questions: ['3.2.1'] } : { person: 'p', role };
    expect(may(grant, action) ? 'yes' : 'no').toBe(allowed);
    // Members may do it to any question; what a guest may do ends with those that were handed on.
    expect(may(grant, action, '1.1.5') ? 'yes' : 'no').toBe(role === 'guest' ? 'no' : allowed);
  });
});

describe('how far a guest reaches', () => {
  const guest = { person: 'g', role: 'guest', questions: ['3.2.1', '1.1.5'] } as const;

  it.each([
    ['3.2.1', true],
    ['3.2.1.date', true],
    ['1.1.5', true],
    ['3.2.10', false],
    ['3.2.1x', false],
    ['3.2', false],
    ['3', false],
    ['13.2.1', false],
    ['', false],
    ['.', false],
    ['setup.name', false],
    ['__proto__', false],
  ])('%p: %p', (question, isReached) => {
    for (const action of ['see', 'answer', 'attach'] as const) expect(may(guest, action, question)).toBe(isReached);
  });

  it('nothing at all where nothing is handed on any more', () => {
    const nobody = { person: 'g', role: 'guest', questions: [] } as const;
    expect(may(nobody, 'see', '3.2.1')).toBe(false);
  });
});
