const words = (text: string): ReadonlySet<string> => new Set(text.split(/[|\n ]+/).filter(Boolean));

/** The figure said is an estimate. */
export const approximate = words(
  'about around roughly approx approximately circa ish say think guess probably maybe reckon estimate estimated believe perhaps possibly',
);
/** The true figure is lower, so the figure said must not be taken. */
export const below = words('nearly almost under below less fewer most maximum max approaching quite towards upto');
/** The true figure is higher: the figure said is a safe floor. */
export const above = words('over above least minimum exceeding upwards plus');
/** What was counted may be those who have not. */
export const negative = words(
  'not no havent hasnt didnt dont doesnt isnt arent wasnt werent never left still missing without outstanding untrained remaining remain yet go due overdue expired lapsed incomplete need needs needing lacking short unfinished waiting pending failed',
);
/** What is wished for is no figure. */
export const wished = words(
  'target aim aiming aims hope hoping hopefully should will would supposed goal want wanted expect expecting plan planning planned could might must if when once until soon',
);
export const people = words(
  'staff people persons person carers carer employees employee members member workers worker colleagues nurses seniors team us them folk folks starters',
);
export const did = words(
  'done did completed complete finished passed trained training course courses elearning certificates certificate taken sat',
);
/** Says nothing about the amount. */
export const filler = words(
  'a an the our my we i of have has had been is are was were its it that this they all in total altogether so far up to date now and yes yep yeah well that just only currently already today out do does got get every one each single whole care data security moment at ok oh um er then there please exactly precisely lot bunch both really actually in',
);
export const everyone = words('everyone everybody all');
export const nobody = words('none nobody noone zero nil nothing');
export const vague = words('most majority some few many several lots bulk handful various loads couple');
export const except = words('bar but except excluding minus besides apart save');
export const percentWords = words('percent percentage pct pc cent');
