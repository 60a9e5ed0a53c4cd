import { createRequire } from 'node:module';
import type { SerializableObject } from 'adaptivecards';

/** An object somewhere in a card that says what it is: an element, an action, or a part of one. */
export type Part = Readonly<Record<string, unknown>> & { readonly type: string };

/** All parts of a card, the card first, cards within cards included. */
export function partsOf(value: unknown): readonly Part[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { data: _, ...rest } = value as Record<string, unknown>;
  const own = typeof rest.type === 'string' ? [value as Part] : [];
  return [...own, ...Object.values(rest).flatMap(partsOf)];
}

export const ofType = (card: unknown, type: string): readonly Part[] =>
  partsOf(card).filter((part) => part.type === type);

/** What is shown as text, by whether a client reads Markdown in it. */
export const markdownIn = (card: unknown): readonly string[] =>
  ofType(card, 'TextBlock').map(({ text }) => String(text));
export const runsIn = (card: unknown): readonly string[] => ofType(card, 'TextRun').map(({ text }) => String(text));

export const submitsIn = (card: unknown): readonly Part[] => ofType(card, 'Action.Submit');

/** All strings of a card that a person can meet: not types, ids and what a button sends. */
export function wordsIn(card: unknown): readonly string[] {
  return partsOf(card).flatMap((part) =>
    ['text', 'title', 'label', 'placeholder', 'speak', 'fallbackText', 'tooltip'].flatMap((name) => {
      const value = part[name];
      return typeof value === 'string' ? [value] : [];
    }),
  );
}

/** Without what `elements.ts` adds to keep words from acting. */
export const asRead = (words: string): string => words.replaceAll('\u200B', '');

/** The package's main file is for bundlers only; Node can read this one. */
const renderer: typeof import('adaptivecards') = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');
const { AdaptiveCard, Column, TextRun, GlobalRegistry, SerializationContext, Versions } = renderer;
/** Read by the renderer's own code and so in no schema of its. */
const structure = new Set(['$schema', 'type', 'body', 'items', 'columns', 'inlines', 'actions', 'card', 'version']);

/**
 * What Adaptive Cards 1.5 has no name for, and what the real renderer complains about when it reads the card as 1.5. The
 * package carries no JSON schema, but each of its classes knows its properties and since when they exist.
 */
export function notIn15(card: unknown): readonly string[] {
  const context = new SerializationContext(Versions.v1_5);
  new AdaptiveCard().parse(card, context);
  const complaints = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...complaints, ...partsOf(card).flatMap(unknownIn)];
}

function unknownIn(part: Part): readonly string[] {
  const known = create(part.type);
  if (!known) return [`there is no ${part.type}`];
  const schema = known.getSchema();
  const names = new Map(
    Array.from({ length: schema.getCount() }, (_, index) => schema.getItemAt(index)).map((property) => [
      property.name,
      property.targetVersion,
    ]),
  );
  return Object.keys(part)
    .filter((name) => !structure.has(name))
    .flatMap((name) => {
      const since = names.get(name);
      if (!since) return [`${part.type} has no ${name}`];
      return since.compareTo(Versions.v1_5) > 0 ? [`${part.type}.${name} is newer than 1.5`] : [];
    });
}

function create(type: string): SerializableObject | undefined {
  switch (type) {
    case 'AdaptiveCard':
      return new AdaptiveCard();
    case 'Column':
      return new Column();
    case 'TextRun':
      return new TextRun();
    default: {
      const element = GlobalRegistry.elements.findByName(type) ?? GlobalRegistry.actions.findByName(type);
      const isThere = element && element.schemaVersion.compareTo(Versions.v1_5) <= 0;
      return isThere ? new element.objectType() : undefined;
    }
  }
}
