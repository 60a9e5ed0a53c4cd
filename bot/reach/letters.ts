import type { Notice } from '../../core/people/notices.ts';
import type { Words } from '../../core/words.ts';
import type { ReminderWords } from '../../dialogs/reminderWords.ts';
import { sha256 } from '../../storage/hash.ts';
import type { Delivery } from '../reminders/ports.ts';
import { escaped } from './escaped.ts';
import type { Letter } from './mailer.ts';

/** Where a letter leads. `stop`: a page that ends the mails, where there is one. */
export interface LetterLinks {
  readonly open: string;
  readonly stop?: string;
}

/** What all letters are made of; plain text and HTML say the same. */
interface Sheet {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly lines?: readonly string[];
  /** Words to be typed in the chat. */
  readonly code?: string;
  readonly link?: { readonly title: string; readonly url: string };
  readonly notes: readonly string[];
  readonly stop?: { readonly title: string; readonly url: string };
}

type Written = Omit<Letter, 'to'>;

/** Said in one mail; the guide shows the rest. */
const mostLines = 5;

/** The words of mails. No answer, no name of a person and no name of a document is in any. */
export class Letters {
  private readonly words: Words;
  private readonly reminders: ReminderWords;

  constructor(words: Words, reminders: ReminderWords) {
    this.words = words;
    this.reminders = reminders;
  }

  reminder({ id, reminders, isFirst }: Delivery, links: LetterLinks): Written {
    const [first] = reminders;
    const shown = reminders.slice(0, mostLines);
    const more = reminders.length - shown.length;
    return this.written(id, links, {
      subject: first ? this.reminders.short(first) : this.say('open'),
      paragraphs: [
        this.say('hello'),
        ...(isFirst ? [this.say('first/who')] : []),
        this.say('waiting', { count: reminders.length }),
      ],
      lines: [
        ...shown.map((reminder) => this.reminders.line(reminder)),
        ...(more > 0 ? [this.reminders.say('more', { count: more })] : []),
      ],
    });
  }

  notice(id: string, notice: Notice, links: LetterLinks): Written {
    const values = 'question' in notice ? this.reminders.topic(notice.question) : {};
    return this.written(id, links, {
      subject: this.say(`notice/${notice.type}/subject`, values),
      paragraphs: [this.say('hello'), this.say(`notice/${notice.type}/body`, values)],
    });
  }

  /** To somebody whom a manager wants to have with them. Who asks is not named: anybody may call themselves anything. */
  invitation(id: string, link: string): Written {
    return this.letter(id, {
      subject: this.say('invite/subject'),
      paragraphs: [this.say('hello'), this.say('invite/why'), this.say('invite/what')],
      link: { title: this.say('invite/open'), url: link },
      notes: [this.say('once'), this.say('invite/ignore')],
    });
  }

  /** Asks whether an address is theirs. Nothing in it opens anything, for it may have come to a stranger. */
  confirmation(id: string, code: string): Written {
    return this.letter(id, {
      subject: this.say('confirm/subject'),
      paragraphs: [this.say('hello'), this.say('confirm/why'), this.say('confirm/how')],
      code,
      notes: [this.say('confirm/once'), this.say('confirm/ignore')],
    });
  }

  private written(id: string, links: LetterLinks, sheet: Pick<Sheet, 'subject' | 'paragraphs' | 'lines'>): Written {
    const letter = this.letter(id, {
      ...sheet,
      link: { title: this.say('open'), url: links.open },
      notes: [this.say('once'), this.say('stop')],
      ...(links.stop !== undefined && { stop: { title: this.say('stopHere'), url: links.stop } }),
    });
    return { ...letter, stop: links.stop === undefined ? {} : { url: links.stop } };
  }

  private letter(id: string, sheet: Sheet): Written {
    return {
      id: sha256(id).slice(0, 32),
      sender: this.say('sender'),
      subject: sheet.subject,
      text: plain(sheet),
      html: html(sheet, this.words.locale),
    };
  }

  private say(key: string, values?: Record<string, unknown>): string {
    return this.words(`mail:${key}`, values);
  }
}

function plain({ paragraphs, lines = [], code, link, notes, stop }: Sheet): string {
  return [
    ...paragraphs,
    ...(lines.length ? [lines.map((line) => `- ${line}`).join('\n')] : []),
    ...(code === undefined ? [] : [code]),
    ...(link ? [`${link.title}:\n${link.url}`] : []),
    ...notes,
    ...(stop ? [`${stop.title}:\n${stop.url}`] : []),
    '',
  ].join('\n\n');
}

function html({ subject, paragraphs, lines = [], code, link, notes, stop }: Sheet, locale: string): string {
  const anchor = ({ title, url }: NonNullable<Sheet['link']>) =>
    `<p><a href="${escaped(url)}">${escaped(title)}</a></p>`;
  const paragraph = (text: string) => `<p>${escaped(text)}</p>`;
  return [
    `<!doctype html><html lang="${escaped(locale)}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>`,
    ...paragraphs.map(paragraph),
    ...(lines.length ? [`<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`] : []),
    ...(code === undefined ? [] : [`<p><strong>${escaped(code)}</strong></p>`]),
    ...(link ? [anchor(link)] : []),
    ...notes.map(paragraph),
    ...(stop ? [anchor(stop)] : []),
    '</body></html>',
  ].join('\n');
}
