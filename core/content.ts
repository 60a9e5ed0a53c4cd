import { z } from 'zod';
import { facts, type QuestionSet, serviceTypes } from './model.ts';
import { setupIds } from './questions.ts';
import type { Context } from './turn.ts';
import type { FaqEntry } from './understand/faq.ts';
import type { GlossaryTerm } from './understand/terms.ts';

/** A content file that cannot be used. The message names the file, the path in it and what to mend. */
export class ContentError extends Error {
  readonly code = 'content.invalid';
}

const kind = z.enum(['yesNo', 'choice', 'date', 'number', 'percent', 'text', 'document']);
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write an ISO date such as 2026-06-30');
const rule = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('withinMonths'), months: z.int().positive() }),
  z.strictObject({ type: z.literal('percentAtLeast'), percent: z.number().min(0).max(100) }),
]);
const itemId = z.string().regex(/^\d{1,2}\.\d{1,2}\.\d{1,2}$/, 'write an item number such as 3.2.1');

const item = z
  .strictObject({
    id: itemId,
    section: z.string(),
    level: z.enum(['approaching', 'met', 'optional']),
    kind,
    minutes: z.number().positive(),
    notApplicable: z.strictObject({ fact: z.enum(facts).optional() }).optional(),
    rule: rule.optional(),
    looksLike: z.string().max(40).optional(),
    followUps: z.array(z.strictObject({ id: z.string(), kind, rule: rule.optional(), needed: z.boolean().optional() })),
    terms: z.array(z.string()),
    confidence: z.enum(['high', 'medium', 'low']),
    checkLive: z.boolean(),
    sources: z.array(z.string()).min(1, 'name at least one source from content/sources.json'),
    isNew: z.boolean().optional(),
  })
  .check((context) => {
    context.value.followUps.forEach((followUp, index) => {
      if (
        !/^\.[a-z][A-Za-z]*$/.test(followUp.id.slice(context.value.id.length)) ||
        !followUp.id.startsWith(context.value.id)
      ) {
        context.issues.push({
          code: 'custom',
          input: followUp.id,
          path: ['followUps', index, 'id'],
          message: `begin it with the item's number, such as ${context.value.id}.date`,
        });
      }
    });
  });

const questionSet = z
  .strictObject({
    edition: z.string().regex(/^\d{4}-\d{2}$/, 'write an edition such as 2025-26'),
    toolkitVersion: z.int().positive(),
    sector: z.string(),
    outOn: isoDate,
    checkedOn: isoDate,
    deadline: isoDate,
    sections: z.array(z.string()).min(1),
    items: z.array(item).min(1),
  })
  .check((context) => {
    const seen = new Set<string>();
    context.value.items.forEach(({ id, section, followUps }, index) => {
      const complain = (path: string, message: string) =>
        context.issues.push({ code: 'custom', input: id, path: ['items', index, path], message });
      if (seen.has(id)) complain('id', `${id} is there twice: give each item its own number`);
      if (!context.value.sections.includes(section)) complain('section', `"${section}" is not one of "sections"`);
      for (const each of [id, ...followUps.map((followUp) => followUp.id)]) seen.add(each);
    });
  });

const glossary = z.array(
  z.strictObject({
    term: z.string().min(1),
    alsoCalled: z.array(z.string().min(1)).optional(),
    plain: z.string().min(1),
    example: z.string().min(1),
    note: z.string().optional(),
    onlyAsked: z.boolean().optional(),
  }),
);

const waysToSay = z.record(z.enum(serviceTypes), z.array(z.string().min(1)));

/** @throws {ContentError} naming `file`, path and mend for everything that is wrong. */
export function parseQuestionSet(json: unknown, file: string): QuestionSet {
  return parse(questionSet, json, file) as QuestionSet;
}

/** @throws {ContentError} */
export function parseGlossary(json: unknown, file: string): readonly GlossaryTerm[] {
  return parse(glossary, json, file) as readonly GlossaryTerm[];
}

/** The ways to say each choice, by question: what `Context.choices` holds. @throws {ContentError} */
export function parseChoices(json: unknown, file: string) {
  return { [setupIds.serviceType]: parse(waysToSay, json, file) };
}

const codeWordChoice = z.strictObject({
  why: z.string(),
  leftOut: z.array(z.string()),
  also: z.array(z.string()),
});

/** Which words return codes are made of. @throws {ContentError} */
export function parseCodeWordChoice(json: unknown, file: string) {
  return parse(codeWordChoice, json, file);
}

const faqEntries = z.array(
  z.strictObject({ id: z.string().min(1), waysToSay: z.array(z.string().min(1)).min(1), answer: z.string().min(1) }),
);

/** Questions people ask about the guide and the toolkit as a whole. @throws {ContentError} */
export function parseFaq(json: unknown, file: string): readonly FaqEntry[] {
  return parse(faqEntries, json, file);
}

const wordsWithWays = z.record(z.string(), z.looseObject({ waysToSay: z.array(z.string()).optional() }));

/** Ways to say that an item does not apply, by item, out of the words of a question set. @throws {ContentError} */
export function parseNotApplicableWays(json: unknown, file: string): Context['notApplicableWays'] {
  return Object.fromEntries(
    Object.entries(parse(wordsWithWays, json, file)).flatMap(([id, { waysToSay: ways }]) => (ways ? [[id, ways]] : [])),
  );
}

/** Every key a question set needs in its words, as far as it is missing from them: `3.2.1/why`. */
export function missingWords(set: QuestionSet, has: (key: string) => boolean): readonly string[] {
  const needed = set.items.flatMap((item) => [
    ...[
      'topic',
      'ask',
      'example',
      'why',
      'good/residential',
      'good/home',
      'good/small',
      'need',
      'who',
      'askThem',
      'ifNo',
    ].map((field) => `${item.id}/${field}`),
    ...(item.notApplicable ? [`${item.id}/notApplicableWhen`] : []),
    ...item.followUps.flatMap((followUp) => [
      `${followUp.id}/ask`,
      ...(followUp.rule?.type === 'withinMonths' ? [`${followUp.id}/tooOld`] : []),
    ]),
  ]);
  return needed.filter((key) => !has(key));
}

function parse<T>(schema: z.ZodType<T>, json: unknown, file: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const complaints = result.error.issues.map(
    (issue) => `${file}: ${issue.path.join('/') || '(top)'}: ${issue.message}`,
  );
  throw new ContentError(`The content cannot be used. Mend this and start again:\n${complaints.join('\n')}`);
}
