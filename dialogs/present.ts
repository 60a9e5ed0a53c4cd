import type { Activity, Attachment, SuggestedActions } from 'botbuilder';
import { type AdaptiveCard, type Button, shortened } from '../cards/elements.ts';
import { questionCard } from '../cards/questionCard.ts';
import type { Assessment } from '../core/assessment.ts';
import type { SentFile } from '../core/evidence/model.ts';
import type { QuestionId } from '../core/model.ts';
import type { Grant } from '../core/people/model.ts';
import { bookOf } from '../core/people/permit.ts';
import { progressOf } from '../core/progress.ts';
import type { QuestionBook } from '../core/questions.ts';
import type { TermFinder } from '../core/understand/terms.ts';
import type { Words } from '../core/words.ts';
import { CardViews } from './cardViews.ts';
import { Describe, longestEcho } from './describe.ts';
import { EvidenceLines } from './evidenceLines.ts';
import { EvidenceViews } from './evidenceViews.ts';
import { EvidenceWords } from './evidenceWords.ts';
import { Lines } from './lines.ts';
import { PeopleButtons } from './peopleButtons.ts';
import { PeopleConfirm } from './peopleConfirm.ts';
import { PeopleLines } from './peopleLines.ts';
import { PeopleToldViews } from './peopleToldViews.ts';
import { PeopleViews } from './peopleViews.ts';
import { PeopleWords } from './peopleWords.ts';
import { QuestionViews } from './questionView.ts';
import { ReminderViews } from './reminderViews.ts';
import { ReminderWords } from './reminderWords.ts';
import type { DsptData, Said, Support, Telling, Turn } from './said.ts';
import { SupplierLetters } from './supplierLetters.ts';
import { SupportLine } from './supportLine.ts';

/** Turns what was decided into messages: at most two bubbles, the question last. Speaks; decides nothing. */
export class Presenter {
  private readonly words: Words;
  private readonly describe: Describe;
  private readonly book: QuestionBook;
  private readonly views: QuestionViews;
  private readonly cards: CardViews;
  private readonly lines: Lines;
  private readonly people: PeopleViews;
  private readonly evidence: EvidenceWords;
  /** The same words for mails and calendars. */
  readonly reminderWords: ReminderWords;

  constructor(words: Words, book: QuestionBook, terms: TermFinder, support: Support) {
    const describe = new Describe(words, book);
    const line = new SupportLine(words, support);
    this.words = words;
    this.describe = describe;
    this.book = book;
    this.reminderWords = new ReminderWords(words, describe);
    this.views = new QuestionViews(words, describe, book, terms);
    const evidence = new EvidenceWords(words, describe);
    this.evidence = evidence;
    const people = new PeopleWords(words, describe);
    const buttons = new PeopleButtons(words);
    const lines = new PeopleLines(describe, people);
    this.people = new PeopleViews({
      people,
      buttons,
      lines,
      told: new PeopleToldViews({ describe, people, buttons, reminders: this.reminderWords }),
      confirm: new PeopleConfirm(people, buttons),
      letters: new SupplierLetters(words, describe, book, people),
    });
    this.cards = new CardViews(words, describe, book, line, {
      evidence: new EvidenceViews(words, describe, evidence),
      people: this.people,
      reminders: new ReminderViews(this.reminderWords),
    });
    this.lines = new Lines(words, describe, book, line, {
      evidence: new EvidenceLines(describe, evidence),
      people: lines,
    });
  }

  /** What came of a file, for those who sent it by our page. */
  outcome(sent: SentFile): readonly string[] {
    return this.evidence.outcome(sent);
  }

  /** What our upload page says of the question that it was opened for. */
  questionWords(question: QuestionId): { readonly topic: string; readonly ask: string; readonly need: string } {
    const field = (name: string) => this.describe.field(question, name);
    return { topic: field('topic'), ask: field('ask'), need: field('need') };
  }

  present(turn: Turn): readonly Partial<Activity>[] {
    return this.tell({ ...turn, progress: progressOf(this.bookFor(turn.grant), turn.assessment, turn.today) });
  }

  /** Somebody outside has the questions that they were handed, and no others are counted. */
  private bookFor(grant: Grant): QuestionBook {
    return grant.role === 'guest' ? bookOf(this.book, grant.questions) : this.book;
  }

  private tell(turn: Telling): readonly Partial<Activity>[] {
    const activities: Partial<Activity>[] = [];
    let lines: string[] = [];
    const send = (attachments: readonly AdaptiveCard[], suggested?: readonly Button[]) => {
      const text = lines.filter(Boolean).join('\n\n');
      lines = [];
      activities.push(this.activity(turn, text, attachments, suggested));
    };
    for (const each of turn.said) {
      if (each.type === 'ask') {
        if (this.isPlain(each)) {
          lines.push(this.plainAsk(each, turn.assessment));
          send([], this.views.answers(each, turn.assessment));
        } else {
          if (lines.length) send([]);
          const forGuest = this.people.forGuest(each.question.id, turn);
          send([questionCard(this.views.view(each, turn.assessment, forGuest))]);
        }
        continue;
      }
      const cards = this.cards.of(each, turn);
      lines.push(...this.lines.of(each, turn));
      if (cards.length) send(cards);
    }
    if (lines.length) send([]);
    return activities;
  }

  /** A question asked a second time in a row, or one with nothing to tap, is a line of text and no card. */
  private isPlain(ask: Extract<Said, { type: 'ask' }>): boolean {
    return ask.again || ask.question.id === 'setup.name';
  }

  private plainAsk(ask: Extract<Said, { type: 'ask' }>, assessment: Assessment): string {
    // What was asked back in the line before is the question.
    if (ask.proposal?.as === 'notApplicable') return '';
    const sentence = this.views.sentence(ask, assessment);
    if (!ask.draft || ask.question.kind === 'yesNo') return sentence;
    return [this.words('guide:proposal/draft', { draft: shortened(ask.draft, longestEcho) }), sentence].join('\n\n');
  }

  private activity(
    turn: Telling,
    text: string,
    cards: readonly AdaptiveCard[],
    suggested?: readonly Button[],
  ): Partial<Activity> {
    const spoken = [text, ...cards.map((card) => card.speak)].filter(Boolean).join('\n');
    return {
      type: 'message',
      ...(text && { text, textFormat: 'plain' }),
      speak: spoken,
      ...(cards.length && { summary: spoken.split('\n', 3).join(' '), attachments: cards.map(attachment) }),
      ...(suggested?.length && { suggestedActions: suggestedActions(suggested) }),
      // Our page asks us to carry on when somebody comes back to a conversation that ended in a goodbye.
      inputHint: turn.said.some((each) => each.type === 'goodbye') ? 'ignoringInput' : 'expectingInput',
      locale: this.words.locale,
      channelData: { dspt: this.data(turn) },
    };
  }

  private data(turn: Telling): DsptData {
    const question = turn.asked === undefined ? undefined : this.book.find(turn.asked);
    const code = turn.said.find((each) => each.type === 'returnCode' || each.type === 'leftBehind');
    const passedOn = codePassedOn(turn.said);
    const link = linkIn(turn.said);
    return {
      ...(question && { question: question.id, expects: question.kind }),
      progress: turn.progress,
      ...(turn.understood && { understood: turn.understood }),
      ...(code && { returnCode: code.code }),
      ...(passedOn !== undefined && { code: passedOn }),
      ...(link !== undefined && { link }),
      ...(turn.opened !== undefined && { opened: turn.opened }),
    };
  }
}

function codePassedOn(said: readonly Said[]): string | undefined {
  for (const each of said) {
    if (each.type === 'guestLink') return each.code;
    if (each.type === 'people' && (each.told.say === 'invited' || each.told.say === 'link')) return each.told.code;
  }
  return undefined;
}

/** What opens something to whoever has it, and so is not kept. */
function linkIn(said: readonly Said[]): string | undefined {
  for (const each of said) {
    if (each.type === 'uploadLink') return each.link.url;
    if (each.type === 'documentLink') return each.url;
    if (each.type === 'people' && (each.told.say === 'calendar' || each.told.say === 'takeAway')) return each.told.url;
  }
  return undefined;
}

function attachment(content: AdaptiveCard): Attachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}

/** The same answers as on a card, as quick replies: what is sent is what a person would type. */
function suggestedActions(all: readonly Button[]): SuggestedActions {
  return {
    to: [],
    actions: all.map(({ title, typed }) => ({ type: 'imBack', title, value: typed ?? title })),
  };
}
