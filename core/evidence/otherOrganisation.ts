import type { Place } from './model.ts';
import type { Opening, OpeningLine } from './opening.ts';

export interface OtherOrganisation {
  readonly name: string;
  readonly place: Place;
}

/** What names of organisations end in. */
const endings =
  '(?:Ltd|Limited|LLP|PLC|CIC|Care Home|Nursing Home|Residential Home|Rest Home|Care Centre|Homecare|Home Care|Domiciliary Care|Supported Living|Care Services|Care Group|Care Agency|Healthcare|Health Care|NHS Trust|NHS Foundation Trust|Foundation Trust|(?:(?:County|City|Borough|District|Metropolitan) )*Council)';
const nameWord = "(?:\\p{Lu}[\\p{L}\\d'’.]{0,24}|&|and|of|the|St\\.?)";
const organisation = new RegExp(
  `(?<![\\p{L}\\d])(\\p{Lu}[\\p{L}\\d'’.]{0,24} (?:${nameWord} ){0,5}?)(${endings})(?![\\p{L}\\d])`,
  'gu',
);
const shouted = new RegExp(organisation.source, 'giu');
/** Makers of templates for care services, known from the toolkit's own sources. */
const templateMakers =
  /\b(?:Digital Care Hub|Digital Social Care|Digitising Social Care|Better Security,? Better Care)\b/i;

/** Words that many names share, or that belong to the document and not to the name. */
const common: ReadonlySet<string> = new Set(
  `the and of at for in a st saint ltd limited llp plc cic care home homes house homecare healthcare health nursing residential rest centre domiciliary supported living services service group agency nhs trust foundation council county city borough district metropolitan company uk england english british national social provider providers support community quality
  data protection policy policies procedure procedures information security governance privacy notice plan business continuity register record records processing activities asset assets list template training staff adult adults digital toolkit dspt gdpr confidentiality cyber incident breach log report risk assessment impact retention schedule contract review version draft final new our your all every each any this that their guide guidance welcome managers manager statement document handbook code conduct`
    .split(/\s+/)
    .filter(Boolean),
);
/** Such a document is another organisation's by nature, or is about one. */
const fromOthers =
  /\b(?:contracts?|agreements?|certificat(?:e|es|ion)|suppliers?|invoice|quot(?:e|ation)|destruction|confirmation|statement of|letter|licen[cs]e|insurance|schedule of)\b/i;
/** "Approved by Kirklees Council" names no owner. */
const isOnlyMentioned =
  /\b(?:by|with|from|via|to|see|under|supplier|supported|commissioned|partner(?:ship)?|regulated|contact)\b[ :]*(?:the )?$/i;
/** A title is short; a longer line is a sentence. */
const longestTitle = 100;

/**
 * The name of another organisation in a document's title, file name or first lines, where the service is called `own`. Only
 * a name with the shape of an organisation's, which shares none of its telling words with `own`; `undefined` is "nothing to say".
 */
export function otherOrganisationIn(opening: Opening, own: string): OtherOrganisation | undefined {
  const ownWords = tellingWords(own);
  if (ownWords.length === 0) return undefined;
  const [firstLine] = opening.lines;
  const titles = [opening.title, firstLine, opening.fileName].filter((line) => line !== undefined);
  if (titles.some(({ text }) => fromOthers.test(text))) return undefined;
  for (const { text, place } of titles) {
    const maker = place.in === 'fileName' ? undefined : templateMakers.exec(text)?.[0];
    if (
      maker !== undefined &&
      text.length <= longestTitle &&
      !isOnlyMentioned.test(text.slice(0, text.indexOf(maker)))
    ) {
      return { name: maker, place };
    }
  }
  for (const line of [...titles, ...opening.lines.slice(1)]) {
    const name = nameIn(line, ownWords);
    if (name !== undefined) return { name, place: line.place };
  }
  return undefined;
}

function nameIn({ text, place }: OpeningLine, ownWords: readonly string[]): string | undefined {
  // The first rows of a table name whom it lists.
  if (text.length > longestTitle || text.includes(' ; ')) return undefined;
  const words = tellingWords(text);
  if (words.some((word) => ownWords.includes(word))) return undefined;
  const inAnyCase = place.in === 'fileName' || text === text.toUpperCase();
  for (const match of text.matchAll(inAnyCase ? shouted : organisation)) {
    if (isOnlyMentioned.test(text.slice(0, match.index))) continue;
    const name = withoutCommon(match[1] ?? '');
    if (name !== '') return `${name} ${match[2]}`;
  }
  return undefined;
}

/** What is left of the words before an ending when those of the document are taken off its front: "Policy Sunrise" is "Sunrise". */
function withoutCommon(before: string): string {
  const words = before.trim().split(' ');
  const first = words.findIndex((word) => tellingWords(word).length > 0);
  if (first === -1) return '';
  return words.slice(/^st\.?$/i.test(words[first - 1] ?? '') ? first - 1 : first).join(' ');
}

function tellingWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replaceAll(/['’]s?\b/g, '')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 1 && !common.has(word) && !/^v?\d+$/.test(word));
}
