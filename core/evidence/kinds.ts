import { z } from 'zod';
import { ContentError } from '../content.ts';
import type { QuestionId } from '../model.ts';
import type { QuestionBook } from '../questions.ts';
import type { DocumentKind } from './model.ts';
import type { Opening } from './opening.ts';

const documentKinds = (knownItems: ReadonlySet<QuestionId>) =>
  z.strictObject({
    kinds: z
      .array(
        z
          .strictObject({
            id: z.string().regex(/^[a-z][A-Za-z]*$/, 'write a name such as privacyNotice'),
            proves: z.array(z.string()).min(1, 'name at least one item'),
            signs: z
              .array(z.string().regex(/^[a-z0-9][a-z0-9 ]*[a-z0-9]$/, 'write words in lower case with single spaces'))
              .min(1, 'name at least one sign'),
            source: z.record(z.string(), z.string().min(1)),
          })
          .check(({ value: { proves, source }, issues }) => {
            const complain = (path: (string | number)[], input: unknown, message: string) =>
              issues.push({ code: 'custom', input, path, message });
            proves.forEach((item, index) => {
              if (!knownItems.has(item)) complain(['proves', index], item, `there is no item ${item}`);
              if (proves.indexOf(item) !== index) complain(['proves', index], item, `${item} is there twice`);
              if (!Object.hasOwn(source, item))
                complain(['source'], source, `say where it stands that this proves ${item}`);
            });
            for (const item of Object.keys(source)) {
              if (!proves.includes(item)) complain(['source', item], item, `${item} is not one of "proves"`);
            }
          }),
      )
      .min(1),
  });

/**
 * The kinds of documents that may be evidence, out of `content/evidence.json`. `knownItems` are the ids of the question set.
 * @throws {ContentError} naming `file`, path and mend for everything that is wrong.
 */
export function parseDocumentKinds(
  json: unknown,
  knownItems: Iterable<QuestionId>,
  file = 'content/evidence.json',
): readonly DocumentKind[] {
  const result = documentKinds(new Set(knownItems)).safeParse(json);
  const complaints = result.success
    ? twice(result.data.kinds, file)
    : result.error.issues.map((issue) => `${file}: ${issue.path.join('/') || '(top)'}: ${issue.message}`);
  if (complaints.length > 0 || !result.success) {
    throw new ContentError(`The content cannot be used. Mend this and start again:\n${complaints.join('\n')}`);
  }
  return result.data.kinds.map(({ id, proves, signs }) => ({ id, proves, signs }));
}

const twice = (kinds: readonly { readonly id: string }[], file: string): readonly string[] =>
  kinds.flatMap(({ id }, index) =>
    kinds.findIndex((one) => one.id === id) === index ? [] : [`${file}: kinds/${index}/id: ${id} is there twice`],
  );

/** Most kinds that a document is said to look like. */
const mostKinds = 3;

/**
 * Ids of the kinds that a document looks like, best first: a sign in its name or title tells more than one in its first
 * lines, and a longer sign more than a short one.
 */
export function kindsOf(opening: Opening, kinds: readonly DocumentKind[]): readonly string[] {
  const named = [opening.fileName, opening.title, opening.lines[0]].map((line) => asWords(line?.text ?? ''));
  const begins = opening.lines.slice(1).map(({ text }) => asWords(text));
  const weight = (texts: readonly string[], sign: string) =>
    texts.some((text) => text.includes(` ${sign} `)) ? sign.split(' ').length : 0;
  return kinds
    .map(({ id, signs }) => ({
      id,
      score: Math.max(...signs.map((sign) => 3 * weight(named, sign) + weight(begins, sign))),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostKinds)
    .map(({ id }) => id);
}

/** Words with a space before and after each, so that a sign is found as whole words only. */
const asWords = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim()} `;

/** Most items that are suggested for one document. */
const mostSuggestions = 6;

/**
 * Other items that a document which `looksLike` these kinds may prove, in the order of `book`, mandatory ones first. What it
 * is used for already, by the item or a question that follows on from it, is left out.
 */
export function suggestionsFor(
  book: QuestionBook,
  kinds: readonly DocumentKind[],
  looksLike: readonly string[],
  usedFor: readonly QuestionId[],
): readonly QuestionId[] {
  const used = new Set(usedFor.map((id) => itemOf(book, id)));
  const proved = looksLike.flatMap((id) => kinds.find((kind) => kind.id === id)?.proves ?? []);
  // Where they are too many, those of the likelier kind stay.
  const kept = new Set([...new Set(proved)].filter((id) => !used.has(id)).slice(0, mostSuggestions));
  return [...book.mandatory, ...book.optional].flatMap(({ id }) => (kept.has(id) ? [id] : []));
}

function itemOf(book: QuestionBook, id: QuestionId): QuestionId {
  const question = book.find(id);
  return question && question.type !== 'setup' ? question.item.id : id;
}
