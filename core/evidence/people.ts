/** Words that begin with a capital in documents and are no part of a person's name, lower case. */
const notNames: ReadonlySet<string> = new Set(
  `the a an our we it this that these his her my your in on at by for from with to of and or but if when as is are was were no yes all every each any last next first new old both dear
  house cottage lodge court home homes homecare hall manor villa park gardens garden street road lane avenue close drive hill green place square grange farm view centre care nursing residential domiciliary service services support supported living limited ltd plc llp group trust council county city town nhs cqc ico dspt gp it hr uk data protection act security health social quality standards toolkit policy policies procedure procedures regulation regulations code working time information human rights mental capacity freedom windows microsoft office google apple adobe samsung dell lenovo version issue
  england scotland wales britain united kingdom north south east west london manchester birmingham leeds bradford wakefield huddersfield halifax yorkshire lancashire
  manager deputy director owner registered nominated individual senior carer nurse team leader lead officer administrator staff resident residents client clients training fire safety first aid food hygiene infection control moving handling safeguarding certificate register log book file folder record records plan plans list induction medication catheter dementia awareness
  january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday easter christmas
  bank holiday police government department public company building school church college university hospital surgery clinic pharmacy reception kitchen laundry lounge dining help desk helpdesk contact contacts number phone telephone mobile fax email address date name room bed ground floor wing unit flat laptop tablet printer server router desktop phone computer screen monitor camera system software app cloud backup day night shift rota emergency main out hours duty on call engineer electrician plumber gas water electricity boiler lift alarm insurance total ltd. signed page section appendix table item items order invoice serial asset stock standard premium`
    .split(/\s+/)
    .filter(Boolean),
);

const title = '(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Lady|Rev|MR|MRS|MS|MISS|DR)';
const word = "\\p{Lu}[\\p{L}'’-]{1,24}";
/** "Ann Smith", "Ann M. Smith", "A. Smith", "Mrs Smith", and "Smith, Ann" where the line or its words end. */
const named = new RegExp(
  `(?<![\\p{L}\\p{N}'’-])(?:${title}\\.? (?:(?:${word}|\\p{Lu}\\.?) ){0,2}${word}|${word}, ?${word}(?= ?(?:$|[-–:(\\d]))|(?:${word}|\\p{Lu}\\.?)(?: \\p{Lu}\\.?)? ${word})(?![\\p{L}\\p{N}])`,
  'gu',
);
const titled = new RegExp(`^${title}\\.? `);

const areNames = (text: string): boolean =>
  text.split(/[\s,]+/).every((one) => one.length === 1 || !notNames.has(one.toLowerCase().replaceAll(/[.'’]s?$/g, '')));

/** The first thing in `text` that reads like a person's full name. At most a row of text. */
export function personIn(text: string): string | undefined {
  for (const [name] of text.matchAll(named)) if (titled.test(name) || areNames(name)) return name;
  return undefined;
}

/** Headings of columns that hold people's names, and of those that hold names of things. */
const nameHeading = /\b(?:name|forename|surname|resident|client|patient|service user|tenant)s?\b/;
const thingHeading =
  /\b(?:user ?name|file|device|asset|company|supplier|organisation|course|product|system|software|document|policy|host|computer|service|room|record)\b(?! user)/;

/** Whether a column under `heading` (lower case) holds people's names. */
export const namesPeople = (heading: string): boolean => nameHeading.test(heading) && !thingHeading.test(heading);
