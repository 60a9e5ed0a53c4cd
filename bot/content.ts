import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import {
  ContentError,
  missingWords,
  parseChoices,
  parseCodeWordChoice,
  parseFaq,
  parseGlossary,
  parseNotApplicableWays,
  parseQuestionSet,
} from '../core/content.ts';
import { parseDocumentKinds } from '../core/evidence/kinds.ts';
import { createQuestionBook, type QuestionBook } from '../core/questions.ts';
import { LondonCalendar } from '../core/reminders/calendar.ts';
import { parseBankHolidays, parseToolkitYear, type ToolkitYear } from '../core/reminders/content.ts';
import type { Context } from '../core/turn.ts';
import { createFaqFinder, type FaqFinder } from '../core/understand/faq.ts';
import { createTermFinder, type TermFinder } from '../core/understand/terms.ts';
import type { Words } from '../core/words.ts';
import { chooseCodeWords } from './codeWords.ts';

const edition = '2025-26';
const fallbackLanguage = 'en-GB';

/** All that `content/` holds, checked and ready. */
export interface Content {
  readonly book: QuestionBook;
  readonly terms: TermFinder;
  readonly choices: Context['choices'];
  readonly faq: FaqFinder;
  readonly notApplicableWays: Context['notApplicableWays'];
  readonly documentKinds: Context['documentKinds'];
  readonly languages: readonly string[];
  readonly calendar: LondonCalendar;
  readonly toolkitYear: ToolkitYear;
  /** What return codes are made of, and whether a word is one of them. */
  readonly codeWords: readonly string[];
  readonly isCodeWord: (word: string) => boolean;
  /** Sentences in the given language, English where a sentence is missing or the language is not there. */
  words(locale?: string): Words;
}

/**
 * Reads and checks `content/` once, at start.
 * @throws {ContentError} naming file, path and mend.
 */
export async function loadContent(directory: string): Promise<Content> {
  const setFile = join('content', 'questions', `dspt-${edition}.json`);
  const set = parseQuestionSet(readJson(directory, 'questions', `dspt-${edition}.json`), setFile);
  const languages = readdirSync(join(directory, 'locales'));
  const resources = Object.fromEntries(
    languages.map((language) => [language, readLanguage(directory, language)] as const),
  );

  const i18n = i18next.createInstance();
  await i18n.init({
    resources,
    fallbackLng: fallbackLanguage,
    keySeparator: '/',
    nsSeparator: ':',
    defaultNS: 'guide',
    // What people typed is put into sentences as it is: it is shown as text, never as HTML.
    interpolation: { escapeValue: false, skipOnVariables: true },
    returnNull: false,
  });

  const words = (locale = fallbackLanguage): Words => {
    const language = languageFor(locale, languages) ?? fallbackLanguage;
    const translate = i18n.getFixedT(language);
    // A turn looks up dozens of sentences, and most have nothing put into them: those are looked up once.
    const plain = remember((key: string) => String(translate(key)));
    return Object.assign(
      (key: string, values?: Readonly<Record<string, unknown>>) =>
        values ? String(translate(key, { ...values })) : plain(key),
      {
        has: remember((key: string) => i18n.exists(key, { lng: language })),
        locale: language,
      },
    );
  };

  const english = words();
  const missing = missingWords(set, (key) => english.has(`dspt-${edition}:${key}`));
  if (missing.length) {
    throw new ContentError(
      `The content cannot be used. content/locales/${fallbackLanguage}/dspt-${edition}.json has no words for: ${missing.join(', ')}. Add them and start again.`,
    );
  }

  const glossaryFile = join('content', 'locales', fallbackLanguage, 'glossary.json');
  const guide = resources[fallbackLanguage]?.guide as { waysToSay?: unknown } | undefined;
  const codeWords = chooseCodeWords(
    parseCodeWordChoice(readJson(directory, 'returnCodes.json'), join('content', 'returnCodes.json')),
  );
  const codeWordSet = new Set(codeWords);
  return {
    codeWords,
    isCodeWord: (word) => codeWordSet.has(word),
    book: createQuestionBook(set),
    terms: createTermFinder(parseGlossary(resources[fallbackLanguage]?.glossary, glossaryFile)),
    faq: createFaqFinder(
      parseFaq(resources[fallbackLanguage]?.faq, join('content', 'locales', fallbackLanguage, 'faq.json')),
    ),
    notApplicableWays: parseNotApplicableWays(
      resources[fallbackLanguage]?.[`dspt-${edition}`],
      join('content', 'locales', fallbackLanguage, `dspt-${edition}.json`),
    ),
    choices: parseChoices(guide?.waysToSay, join('content', 'locales', fallbackLanguage, 'guide.json: waysToSay')),
    documentKinds: parseDocumentKinds(
      readJson(directory, 'evidence.json'),
      set.items.map(({ id }) => id),
      join('content', 'evidence.json'),
    ),
    languages,
    calendar: new LondonCalendar(parseBankHolidays(readJson(directory, 'bankHolidays.json'))),
    toolkitYear: parseToolkitYear(readJson(directory, 'toolkitYear.json')),
    words,
  };
}

/** The language of a tag: the very same, else its first part (Teams says `cy-GB` where the folder is `cy`), in either direction. */
function languageFor(locale: string, languages: readonly string[]): string | undefined {
  const wanted = locale.toLowerCase();
  const first = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? '';
  return (
    languages.find((each) => each.toLowerCase() === wanted) ?? languages.find((each) => first(each) === first(wanted))
  );
}

/** For keys of `content/`, of which there are so many and no more. */
function remember<T>(find: (key: string) => T): (key: string) => T {
  const found = new Map<string, T>();
  return (key) => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const value = find(key);
    found.set(key, value);
    return value;
  };
}

function readLanguage(directory: string, language: string): Record<string, object> {
  return Object.fromEntries(
    readdirSync(join(directory, 'locales', language))
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file.replace(/\.json$/, ''), readJson(directory, 'locales', language, file) as object]),
  );
}

function readJson(directory: string, ...path: readonly string[]): unknown {
  const file = join(directory, ...path);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ContentError(`content/${path.join('/')} cannot be read: ${reason}. Mend the file and start again.`, {
      cause,
    });
  }
}
