import type { Content } from '../bot/content.ts';
import { type Assessment, emptyAssessment, fold } from '../core/assessment.ts';
import { documentOf, inOrder } from '../core/evidence/documents.ts';
import type { EvidenceDocument, FileSource, Finding, Place } from '../core/evidence/model.ts';
import type { Answer, AssessmentEvent, Item, QuestionId, QuestionKind } from '../core/model.ts';
import { type Grant, type NamedMember, roles, type Team } from '../core/people/model.ts';
import type { Notice } from '../core/people/notices.ts';
import type { PeopleRequest } from '../core/people/requests.ts';
import { type Question, setupIds, setupSection } from '../core/questions.ts';
import { type Reminder, reminderKinds } from '../core/reminders/model.ts';
import { type EmergencyKind, emergencyKinds } from '../core/understand/intents.ts';
import type { Words } from '../core/words.ts';
import { Describe } from '../dialogs/describe.ts';
import { Presenter } from '../dialogs/present.ts';
import { type ReminderTelling, ReminderViews } from '../dialogs/reminderViews.ts';
import { ReminderWords } from '../dialogs/reminderWords.ts';
import type { Said, Support } from '../dialogs/said.ts';
import type { AdaptiveCard } from './elements.ts';

/**
 * Every card in every state worth looking at, for the tests and for the preview page. The cards are not drawn by hand:
 * they are what the guide sends for the real content.
 */
export interface Fixture {
  /** "question: yes or no". */
  readonly name: string;
  readonly variant: VariantName;
  readonly card: AdaptiveCard;
  /** Asked on this card. */
  readonly question?: QuestionId;
  /** What a person (or whoever set the guide up) typed, as far as it may show on the card. */
  readonly typed: readonly string[];
}

export type VariantName = 'plain' | 'long text' | 'right to left' | 'hostile';

interface Variant {
  readonly name: VariantName;
  readonly service: string;
  /** An answer as somebody typed it. */
  readonly text: string;
  readonly words: Words;
  readonly support: Support;
  /** In all variants but the plain one the longest question of its kind is asked, and was answered before. */
  readonly isPlain: boolean;
}

const today = '2026-11-21';
/** A square of one dot, in the place of a QR code. */
const qrExample =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const code = 'maple heron quilt lantern oak';

export function cardFixtures(content: Content): readonly Fixture[] {
  return variants(content).flatMap((variant) => [
    ...questions(content, variant),
    ...overviews(content, variant),
    ...documents(content, variant),
    ...emergencies(content, variant),
    ...reminders(content, variant),
    ...people(content, variant),
  ]);
}

function variants(content: Content): readonly Variant[] {
  const words = content.words();
  const plain = {
    service: 'Rose Cottage',
    text: 'Carers keep them in a zip bag in the boot and sign the book when they bring them back.',
    words,
    support: { name: 'Care Helpdesk', phone: '0191 498 0000', email: 'help@care.example', hours: '9am to 5pm' },
  };
  const hostile = [
    '[Click here](https://evil.example/?a=1) **bold** _thin_ `code` ![x](https://evil.example/x.png)',
    '# Heading\n- one\n1. two\n> three',
    'on {{DATE(2026-01-01T00:00:00Z, SHORT)}} at {{TIME(2026-01-01T00:00:00Z)}} $' +
      '{secret} {{name}} $t(guide:greeting)',
    '<b>bold</b><script>alert(1)</script><img src=x onerror=alert(1)><at>everyone</at><!-- &amp; --><speak/>',
    'zero\u200Bwidth\u2060joined, turned \u202Egnp.exe\u2066 round, Z\u0351\u0334\u0347\u0323algo, \uD83D half',
    '"quotes" \\ and \\u0000 and https://evil.example and \uD83D\uDC69\uD83C\uDFFD\u200D\u2695\uFE0F.',
  ].join('\n');
  return [
    { ...plain, name: 'plain', isPlain: true },
    {
      name: 'long text',
      service: 'The Residential and Nursing Home for Older People of Saint Bartholomew by the Sea, North Yorkshire Co',
      text: longAnswer(content, words),
      words,
      support: {
        name: 'Community Partnership for Residential, Nursing and Home Care Services of the West Riding',
        phone: '0191 498 0000 or 0191 498 0001, extension 4711',
        email: 'data.security.and.protection.support@community-partnership-west-riding.example',
        hours: 'Monday to Thursday 9am to 5pm, Friday 9am to 4pm, not on bank holidays',
      },
      isPlain: false,
    },
    {
      name: 'right to left',
      service: 'בית אבות הוורדים',
      text: 'התיקים שמורים בארון נעול במשרד, והמפתח אצל המנהלת (Anna). הרשימה נבדקת כל 3 חודשים.',
      words: mirrored(words),
      support: { name: 'מוקד תמיכה', phone: '0191 498 0000', email: 'help@care.example', hours: '9:00-17:00' },
      isPlain: false,
    },
    {
      name: 'hostile',
      service: '**Rose** [Cottage](https://evil.example) {{DATE(2026-01-01T00:00:00Z, LONG)}} <b>\u202Ex</b>',
      text: hostile,
      words,
      support: { name: '[Helpdesk](https://evil.example)', phone: '**999**', email: 'a_b_c@care.example' },
      isPlain: false,
    },
  ];
}

/** The longest answer that is taken: 4,000 characters of what services really write. */
function longAnswer({ book }: Content, words: Words): string {
  const all = book.set.items.map((item) => words(`dspt-${book.set.edition}:${item.id}/good/residential`));
  return `${all.join(' ').slice(0, 3999)}.`;
}

/**
 * A stand-in for a language that is written from right to left: each Latin letter as a Hebrew one, so that length and
 * direction are real although the words are none.
 */
function mirrored(words: Words): Words {
  const mirror = (text: string) =>
    text.replaceAll(/[a-z]/gi, (letter) =>
      String.fromCharCode(0x05d0 + ((letter.toLowerCase().charCodeAt(0) - 97) % 27)),
    );
  return Object.assign((key: string, values?: Readonly<Record<string, unknown>>) => mirror(words(key, values)), {
    has: words.has,
    locale: words.locale,
  });
}

/** An assessment in which these questions have these answers. */
function answered(variant: Variant, answers: Readonly<Record<QuestionId, Answer>>): Assessment {
  const all = { [setupIds.name]: { as: 'value', value: { text: variant.service } }, ...answers } as const;
  const events = Object.entries(all).map(
    ([question, answer]): AssessmentEvent => ({ type: 'questionAnswered', question, answer }),
  );
  return fold(emptyAssessment, { revision: 1, at: `${today}T10:00:00Z`, by: 'somebody', inputId: 'fixture', events });
}

const grant: Grant = { person: 'somebody', role: 'manager' };
const team: Team = {
  organisation: 'rose',
  members: [{ person: 'somebody', role: 'manager', joinedAt: `${today}T09:00:00Z`, name: 'Jo' }],
  guests: {},
};

function cardsFor(
  content: Content,
  variant: Variant,
  said: Said,
  assessment: Assessment,
  audience: { readonly grant: Grant; readonly team: Team } = { grant, team },
): readonly AdaptiveCard[] {
  const presenter = new Presenter(variant.words, content.book, content.terms, variant.support);
  return presenter
    .present({ said: [said], assessment, today, ...audience })
    .flatMap(({ attachments = [] }) => attachments.map((attachment) => attachment.content as AdaptiveCard));
}

function questions(content: Content, variant: Variant): readonly Fixture[] {
  const { book } = content;
  const { text } = variant;
  const all = [...book.set.items.flatMap((item) => [item.id, ...item.followUps.map(({ id }) => id)])].map(
    (id) => book.find(id) as Question,
  );
  const ordinary = (id: QuestionId, isSuch: (question: Question) => boolean): Question =>
    variant.isPlain ? (book.find(id) as Question) : longest(all.filter(isSuch), variant.words, book.set.edition);
  const ofKind = (kind: QuestionKind) => (question: Question) => question.type === 'item' && question.kind === kind;

  const fixture = (
    name: string,
    question: Question,
    { isChange = !variant.isPlain, ...extras }: { isChange?: boolean; draft?: string; proposal?: Answer } = {},
  ): Fixture => {
    const assessment = answered(variant, isChange ? { [question.id]: earlierAnswer(question, text) } : {});
    const said: Said = { type: 'ask', question, again: false, ...extras };
    const [card] = cardsFor(content, variant, said, assessment);
    return {
      name: `question: ${name}`,
      variant: variant.name,
      card: card as AdaptiveCard,
      question: question.id,
      typed: typedIn(variant),
    };
  };

  const openQuestion = ordinary('1.3.12', ofKind('text'));
  return [
    fixture('yes or no', ordinary('4.1.1', ofKind('yesNo'))),
    fixture('text', openQuestion),
    fixture('text with a draft', openQuestion, { draft: text }),
    fixture('document', ordinary('1.1.2', ofKind('document'))),
    fixture('percentage', ordinary('3.2.1', ofKind('percent'))),
    fixture(
      'date with a proposal',
      ordinary('3.1.1.date', ({ kind }) => kind === 'date'),
      { proposal: { as: 'value', value: { date: '2026-09-30' } } },
    ),
    fixture(
      'date',
      ordinary('3.1.1.date', ({ kind }) => kind === 'date'),
    ),
    fixture('choice with more', book.find(setupIds.serviceType) as Question),
    fixture('quick fact', book.find(setupIds.fact('computers')) as Question),
    fixture(
      'follow-up',
      ordinary('1.1.5.how', ({ type }) => type === 'followUp'),
    ),
    fixture('changing an answer', openQuestion, { isChange: true }),
    fixture(
      'check the live toolkit',
      ordinary('3.1.1', (question) => question.type === 'item' && question.item.checkLive),
    ),
    fixture(
      'may not apply',
      ordinary('1.3.11', (question) => question.type === 'item' && question.item.notApplicable !== undefined),
    ),
  ];
}

/** The question that takes most room on a card. */
function longest(all: readonly Question[], words: Words, edition: string): Question {
  const length = ({ id }: Question) =>
    ['ask', 'example'].reduce((sum, field) => sum + words(`dspt-${edition}:${id}/${field}`).length, 0);
  return all.reduce((most, question) => (length(question) > length(most) ? question : most));
}

function earlierAnswer({ kind }: Question, text: string): Answer {
  switch (kind) {
    case 'text':
    case 'document':
      return { as: 'value', value: { text } };
    case 'choice':
      return { as: 'value', value: { choice: 'sharedLives' } };
    case 'yesNo':
      return { as: 'yes', note: text };
    case 'date':
    case 'number':
    case 'percent':
      return { as: 'no', note: text };
    default:
      return kind satisfies never;
  }
}

/** An answer that passes, with what it needs beside it. */
function passing(item: Item, text: string): Readonly<Record<QuestionId, Answer>> {
  const own: Answer =
    item.kind === 'percent'
      ? { as: 'value', value: { percent: 98.08, part: 51, whole: 52 } }
      : item.kind === 'yesNo'
        ? { as: 'yes', note: text }
        : { as: 'value', value: { text } };
  const further = item.followUps.map(({ id, kind }): [QuestionId, Answer] => [
    id,
    { as: 'value', value: kind === 'date' ? { date: '2026-09-30' } : { text } },
  ]);
  return Object.fromEntries([[item.id, own], ...further]);
}

function overviews(content: Content, variant: Variant): readonly Fixture[] {
  const { book } = content;
  const { text } = variant;
  const setUp = { [setupIds.serviceType]: { as: 'value', value: { choice: 'careHome' } } } as const;
  const pass = (items: readonly Item[]) => Object.assign({}, ...items.map((item) => passing(item, text)));
  const firstStep = book.mandatory.filter(({ level }) => level === 'approaching');
  const states = {
    fresh: answered(variant, setUp),
    half: answered(variant, { ...setUp, ...pass(book.mandatory.slice(0, 22)) }),
    gaps: answered(variant, {
      ...setUp,
      ...pass(book.mandatory),
      ...Object.fromEntries(
        book.mandatory
          .filter((_, index) => index % 3 === 0)
          .map((item, index): [QuestionId, Answer] => [
            item.id,
            index % 2 ? { as: 'notSure' } : { as: 'no', note: text },
          ]),
      ),
    }),
    approaching: answered(variant, { ...setUp, ...pass(firstStep), [setupIds.fact('doneBefore')]: { as: 'no' } }),
    complete: answered(variant, { ...setUp, ...pass(book.set.items) }),
    exceeded: answered(variant, {
      ...setUp,
      ...pass(book.mandatory),
      [setupIds.fact('cyberEssentialsPlus')]: { as: 'yes' },
    }),
  };
  const fixture = (name: string, said: Said, state: keyof typeof states): Fixture => {
    const [card] = cardsFor(content, variant, said, states[state]);
    return { name, variant: variant.name, card: card as AdaptiveCard, typed: typedIn(variant) };
  };
  return [
    fixture('status: fresh', { type: 'status' }, 'fresh'),
    fixture('status: half way', { type: 'status' }, 'half'),
    fixture('status: with gaps', { type: 'status' }, 'gaps'),
    fixture('status: complete', { type: 'status' }, 'complete'),
    fixture('summary: no level yet', { type: 'summary' }, 'half'),
    fixture('summary: approaching', { type: 'summary' }, 'approaching'),
    fixture('summary: met', { type: 'summary' }, 'complete'),
    fixture('summary: exceeded', { type: 'summary' }, 'exceeded'),
    ...[...book.set.sections, setupSection].map((section) =>
      fixture(`answers: ${section}`, { type: 'section', section }, 'complete'),
    ),
    fixture(
      'notice: left out',
      { type: 'unnecessary', fact: 'computers', items: firstStep.slice(0, 5).map(({ id }) => id), revision: 3 },
      'fresh',
    ),
    fixture('notice: message for whoever knows', { type: 'nextStep', question: '9.5.2', after: 'notSure' }, 'half'),
    fixture('answers: with gaps', { type: 'section', section: 'staffing' }, 'gaps'),
    fixture(
      'return code',
      { type: 'returnCode', code, link: `https://dspt.example/#code=${code.replaceAll(' ', '-')}`, isOnly: false },
      'half',
    ),
  ];
}

/** Places in a file, of several kinds. */
function placesIn(variant: Variant): readonly Place[] {
  return [
    { in: 'page', number: 2 },
    { in: 'sheet', name: variant.isPlain ? 'Residents' : variant.text.slice(0, 60), cell: 'B12' },
    { in: 'fileName' },
    { in: 'line', number: 7 },
  ];
}

/** An assessment with documents: a policy in 2 versions, a place, an address, a photo that waits, a file that is gone. */
function withDocuments(variant: Variant): Assessment {
  const places = placesIn(variant);
  const name = variant.isPlain
    ? 'Data protection policy.pdf'
    : `${variant.text.replaceAll('\n', ' ').slice(0, 96)}.pdf`;
  const file = (id: string, more: Partial<FileSource> = {}): FileSource => ({
    file: `evidence/fixture/${id}`,
    sha256: '0'.repeat(64),
    size: 1_400_000,
    fileType: 'pdf',
    name,
    scan: 'clean',
    ...more,
  });
  const findings: readonly Finding[] = [
    { type: 'templateBlank', text: variant.isPlain ? '[insert name]' : variant.text.slice(0, 60), places, count: 4 },
    { type: 'reviewPast', date: '2024-03-31', place: { in: 'page', number: 1 } },
    {
      type: 'otherOrganisation',
      name: variant.isPlain ? 'Sunrise Care Ltd' : variant.text.slice(0, 60),
      place: { in: 'title' },
    },
  ];
  const used = ['1.1.3', '1.1.5', '2.2.1'].map(
    (question): AssessmentEvent => ({ type: 'evidenceAttached', document: 'policy', question }),
  );
  const events: readonly AssessmentEvent[] = [
    { type: 'documentAdded', document: 'policy', source: file('policy.0'), question: '1.1.2' },
    { type: 'documentReplaced', document: 'policy', source: file('policy') },
    ...used,
    {
      type: 'documentDescribed',
      document: 'policy',
      documentDate: '2026-05-03',
      reviewDate: '2026-10-01',
      owner: variant.isPlain ? 'Jane Carter, deputy manager' : variant.text.slice(0, 100),
    },
    { type: 'documentAdded', document: 'place', source: { keptAt: variant.text }, question: '1.1.3' },
    {
      type: 'documentAdded',
      document: 'link',
      source: { link: `https://care.example/privacy?${'a=1&'.repeat(variant.isPlain ? 1 : 80)}` },
      question: '1.1.3',
    },
    { type: 'documentAdded', document: 'photo', source: file('photo', { fileType: 'jpeg', scan: 'waiting' }) },
    {
      type: 'documentAdded',
      document: 'found',
      source: file('found', { findings, proposed: { documentDate: '2025-05-03', reviewDate: '2027-05-03' } }),
      question: '1.1.2',
    },
    { type: 'documentAdded', document: 'gone', source: file('gone'), question: '1.1.2' },
    { type: 'documentChecked', document: 'gone', version: 0, found: 'missing' },
    ...Array.from(
      { length: 12 },
      (_, index): AssessmentEvent => ({
        type: 'documentAdded',
        document: `more${index}`,
        source: file(`more${index}`),
      }),
    ),
  ];
  const named = answered(variant, {});
  const commit = { revision: 2, at: '2026-11-20T10:00:00Z', by: 'somebody', inputId: 'documents', events };
  return fold(named, commit);
}

function documents(content: Content, variant: Variant): readonly Fixture[] {
  const assessment = withDocuments(variant);
  const fixture = (name: string, said: Said): Fixture => {
    const [card] = cardsFor(content, variant, said, assessment);
    return { name: `document: ${name}`, variant: variant.name, card: card as AdaptiveCard, typed: typedIn(variant) };
  };
  const places = placesIn(variant);
  const details: readonly Finding[] = [
    { type: 'personalData', kind: 'nhsNumber', places, count: 12 },
    { type: 'personalData', kind: 'bedList', places: [{ in: 'slide', number: 3 }], count: 1 },
  ];
  const gone = documentOf(assessment.documents, 'gone') as EvidenceDocument;
  const held = {
    upload: 'abc',
    name: variant.isPlain ? 'Handover.docx' : variant.text.slice(0, 90),
    question: '1.1.2',
  };
  const kept = { type: 'fileKept', findings: [], proposed: {}, suggestions: [] } as const;
  const link = { url: 'https://dspt.example/evidence#2f9d4e1aa0b7c3d8e5f60', minutes: 60, qr: qrExample };
  return [
    fixture('kept', { ...kept, document: 'policy', question: '1.1.2' }),
    fixture('kept, with all there is to say', {
      ...kept,
      document: 'found',
      question: '1.1.2',
      suggestions: ['1.1.3', '1.1.5', '2.2.1'],
    }),
    fixture('waiting for the scanner', { type: 'document', document: 'photo', suggestions: ['1.1.3'] }),
    fixture('missing', { type: 'document', document: 'gone', suggestions: [] }),
    fixture('a place', { type: 'document', document: 'place', suggestions: [] }),
    fixture('an address', { type: 'document', document: 'link', suggestions: [] }),
    fixture('all', { type: 'documents', held: [] }),
    fixture('all, and one held', { type: 'documents', held: [held] }),
    fixture('still held', { type: 'heldWaiting', held: [held] }),
    fixture('undo?', { type: 'confirmUndo', documents: ['policy'], revision: 2 }),
    fixture('for one question', { type: 'evidence', question: '1.1.3' }),
    fixture('none for a question', { type: 'evidence', question: '9.5.2' }),
    fixture('on a day in the past', {
      type: 'documentsOn',
      date: '2026-05-03',
      documents: [...inOrder(assessment.documents).slice(0, 3), { ...gone, id: 'deleted', number: 4 }],
    }),
    fixture('held', { type: 'fileHeld', findings: details, ...held }),
    fixture('delete?', { type: 'confirmDelete', document: 'policy' }),
    fixture('the way to send one', { type: 'uploadLink', question: '1.1.2', link }),
    fixture('the way to send a new version', { type: 'uploadLink', replaces: 'policy', link }),
    fixture('a link to open', {
      type: 'documentLink',
      document: 'policy',
      version: 1,
      url: 'https://dspt.example/evidence/file/2f9d4e1aa0b7c3d8e5f60/Data%20protection%20policy.pdf',
    }),
  ];
}

function emergencies(content: Content, variant: Variant): readonly Fixture[] {
  const kinds: readonly EmergencyKind[] = variant.isPlain ? emergencyKinds : ['hacked'];
  return kinds.flatMap((kind) =>
    cardsFor(content, variant, { type: 'emergency', kind }, emptyAssessment).map((card) => ({
      name: `emergency: ${kind}`,
      variant: variant.name,
      card,
      typed: typedIn(variant),
    })),
  );
}

/** One of each kind, on a day on which it is due. */
const due: readonly Reminder['about'][] = [
  {
    kind: 'plan',
    deadline: '2027-06-30',
    daysLeft: 14,
    questionsLeft: 12,
    minutesLeft: 38,
    slots: 2,
    days: [
      { date: '2027-06-21', slots: 1 },
      { date: '2027-06-29', slots: 1 },
    ],
  },
  { kind: 'assigned', question: '9.5.2', daysWaiting: 3 },
  { kind: 'evidenceReview', document: 'policy', on: '2026-11-28', daysLeft: 7 },
  { kind: 'lapsing', question: '3.2.1', on: '2026-12-01', daysLeft: 10 },
  { kind: 'stalled', daysQuiet: 21, questionsLeft: 1 },
  { kind: 'signOff', daysWaiting: 5 },
  { kind: 'republish', on: '2026-11-22', daysLeft: 1 },
  { kind: 'newEdition', edition: '2026-27' },
];

function remindersOf(abouts: readonly Reminder['about'][], assessment = 'first'): readonly Reminder[] {
  return abouts.map((about) => ({
    kind: about.kind,
    organisation: 'organisation',
    assessment,
    subject: `${assessment}-f00dfeedf00dfeedf00dfeedf00dfeed`,
    dueOn: today,
    to: 'somebody',
    urgency: 'digest',
    about,
  }));
}

function reminders(content: Content, variant: Variant): readonly Fixture[] {
  const views = new ReminderViews(new ReminderWords(variant.words, new Describe(variant.words, content.book)));
  const fixture = (name: string, telling: ReminderTelling): Fixture => ({
    name: `reminder: ${name}`,
    variant: variant.name,
    card: views.card(telling),
    typed: typedIn(variant),
  });
  const [plan, assigned, ...others] = due as readonly [Reminder['about'], Reminder['about'], ...Reminder['about'][]];
  const askedBy = variant.isPlain ? 'Jane Carter' : variant.text.slice(0, 100);
  const documents = { policy: 'D2' };
  return [
    fixture('the first', { reminders: remindersOf([plan]), isFirst: true, askedBy }),
    fixture('the first, nobody asked', { reminders: remindersOf([assigned]), isFirst: true }),
    fixture('the plan', { reminders: remindersOf([plan]), isFirst: false }),
    fixture('a question handed on', { reminders: remindersOf([assigned, plan]), isFirst: false }),
    fixture('many', { reminders: remindersOf([plan, assigned, ...others]), isFirst: false, documents }),
    fixture('the rest', { reminders: remindersOf(others.slice(1)), isFirst: false, documents }),
    fixture('two services', {
      reminders: [...remindersOf([plan]), ...remindersOf([plan, ...others.slice(0, 2)], 'second')],
      isFirst: false,
      documents,
      services: { first: variant.service, second: 'Lilac House' },
    }),
    fixture('so many that none are named', {
      reminders: Array.from({ length: 40 }, () => remindersOf([assigned, ...others])).flat(),
      isFirst: true,
      askedBy,
    }),
  ];
}

/** As long as ids of people are. */
const personId = (index: number): string => `${index}`.padStart(32, 'a');
/** In characters; what is longer is not kept. */
const longestPerson = 60;

/** Those who work on an assessment: one of each role, somebody without a name, and in all variants but the plain one many more. */
function membersOf(variant: Variant): readonly NamedMember[] {
  const typed = variant.text.replaceAll('\n', ' ');
  const plain = ['Jo Smith', 'Sam Patel', 'Jo Smith', undefined, 'Dr Ann Lee'];
  const count = variant.isPlain ? plain.length : 40;
  return Array.from({ length: count }, (_, index): NamedMember => {
    const name = variant.isPlain ? plain[index] : typed.slice(30 + index, 30 + index + longestPerson);
    const role = roles[index % roles.length] ?? 'viewer';
    return { person: personId(index), role, joinedAt: `${today}T09:00:00Z`, ...(name !== undefined && { name }) };
  });
}

/** Questions handed on, to and from the first member, and to somebody outside. */
function withAssignments(variant: Variant): Assessment {
  const hand = (question: QuestionId, to: number, isGuest?: true): AssessmentEvent => ({
    type: 'questionAssigned',
    assignment: `for-${question}`,
    question,
    to: personId(to),
    ...(isGuest && { isGuest }),
  });
  const commit = { revision: 2, at: '2026-11-18T10:00:00Z', inputId: 'people' };
  const asked = fold(withDocuments(variant), {
    ...commit,
    by: personId(1),
    events: [hand('3.2.1', 0), hand('1.3.12', 0), hand('9.5.2', 99, true)],
  });
  const more = variant.isPlain ? [] : ['1.1.2', '1.1.3', '1.1.5', '2.1.1', '2.2.1', '3.1.1', '4.1.1', '5.1.1', '6.1.1'];
  return fold(asked, {
    ...commit,
    by: personId(0),
    events: [
      hand('7.3.1', 1),
      { type: 'assignmentAccepted', assignment: 'for-7.3.1' },
      ...more.map((id) => hand(id, 2)),
    ],
  });
}

function people(content: Content, variant: Variant): readonly Fixture[] {
  const assessment = withAssignments(variant);
  const members = membersOf(variant);
  const name = variant.isPlain ? 'Sam Patel' : variant.text.replaceAll('\n', ' ').slice(30, 30 + longestPerson);
  const everybody: Team = { organisation: 'rose', members, guests: { [personId(99)]: name } };
  const manager: Grant = { person: personId(0), role: 'manager' };
  const audience = { grant: manager, team: everybody };
  const fixture = (called: string, said: Said, as: { readonly grant: Grant; readonly team: Team } = audience) =>
    cardsFor(content, variant, said, assessment, as).map(
      (card, index): Fixture => ({
        // The preview page makes ids of letters alone.
        name: `people: ${called}${index ? `, ${'abcdefgh'[index]}` : ''}`,
        variant: variant.name,
        card,
        // A harmless name may stand in a heading, as the name of a service may elsewhere.
        typed: [name, variant.text, variant.service],
      }),
    );
  const told = (called: string, what: Extract<Said, { type: 'people' }>['told'], as = audience) =>
    fixture(called, { type: 'people', told: what }, as);
  const confirm = (called: string, request: PeopleRequest, as = audience) =>
    fixture(called, { type: 'confirmPeople', request }, as);
  const notice = (called: string, what: Notice) => fixture(`notice, ${called}`, { type: 'notice', notice: what });

  const link = `https://dspt.example/#code=${code.replaceAll(' ', '-')}`;
  const all = {
    say: 'people',
    members,
    waiting: [{ person: personId(50), name }, { person: personId(51), name }, { person: personId(52) }],
    invitations: ['reviewer', 'contributor', 'contributor'].map((role, index) => ({
      id: personId(60 + index),
      role: role as 'reviewer' | 'contributor',
      by: personId(0),
      until: '2026-12-01T10:00:00Z',
    })),
    me: personId(0),
    mayManage: true,
  } as const;
  const [alone] = members;
  const sent = Array.from({ length: variant.isPlain ? 4 : 30 }, (_, index) => {
    const states = [
      { state: 'sent', via: 'teams' },
      { state: 'failed', why: 'blocked' },
      { state: 'uncertain' },
      { state: 'sent', via: 'email' },
    ] as const;
    const kind = reminderKinds[index % reminderKinds.length] ?? 'plan';
    const became = states[index % states.length] ?? { state: 'sent' };
    return { kind, at: '2026-11-16T09:30:00Z', ...(index === 2 ? {} : { name }), ...became };
  });
  const note = {
    person: { role: 'manager', name },
    questions: ['3.2.1', '1.3.12'],
    at: `${today}T10:00:00Z`,
    doors: 2,
  } as const;
  const guest: Grant = { person: personId(99), role: 'guest', questions: ['9.5.2'] };
  const question = content.book.find('9.5.2') as Question;
  return [
    ...told('everybody', all),
    ...told('alone', { ...all, members: alone ? [alone] : [], waiting: [], invitations: [] }),
    ...told('for those who do not manage', { ...all, waiting: [], invitations: [], me: personId(1), mayManage: false }),
    ...told('invited', { say: 'invited', role: 'contributor', code, link, days: 14, name, isMailed: true }),
    ...told('invited, without a name', { say: 'invited', role: 'manager', code, link, days: 14 }),
    ...told('another way in', { say: 'link', code, link, minutes: 15 }),
    ...fixture('a way in for a guest', {
      type: 'guestLink',
      person: personId(99),
      question: '9.5.2',
      name,
      code,
      link,
      days: 30,
    }),
    ...fixture('a question for a guest', { type: 'ask', question, again: false }, { grant: guest, team: everybody }),
    ...fixture('what may they do', { type: 'whichRole', name, email: 'sam@rose.example' }),
    ...fixture('whom to ask', { type: 'whoToAsk', question: '9.5.2' }),
    ...fixture('whom to ask, alone', { type: 'whoToAsk', question: '9.5.2' }, { grant, team }),
    ...confirm('remove?', { ask: 'remove', person: personId(1) }),
    ...confirm('remove, who takes over?', { ask: 'remove', person: personId(1), to: personId(2) }),
    ...confirm(
      'remove the only manager?',
      { ask: 'remove', person: personId(0) },
      { ...audience, team: { ...everybody, members: members.slice(0, 4) } },
    ),
    ...confirm('forget a name?', { ask: 'forgetName', person: personId(1) }),
    ...confirm('delete everything?', { ask: 'deleteAll' }),
    ...fixture('who has what', { type: 'assignments' }),
    ...fixture('letters', { type: 'letters' }),
    ...notice('handed on', { type: 'handedOn', question: '3.2.1', by: personId(1) }),
    ...notice('answered', { type: 'answered', question: '7.3.1', by: personId(1) }),
    ...notice('handed back', { type: 'handedBack', question: '7.3.1', by: personId(1) }),
    ...notice('wants to come in', { type: 'joinAsked', person: personId(99) }),
    ...notice('wants to come in, without a name', { type: 'joinAsked', person: personId(98) }),
    ...fixture(
      'only looking',
      { type: 'onlyLooking' },
      { grant: { person: personId(3), role: 'viewer' }, team: everybody },
    ),
    ...fixture('newcomer', { type: 'newcomer', state: 'offer' }),
    ...fixture('newcomer who asked', { type: 'newcomer', state: 'waiting' }),
    ...told('reminders', {
      say: 'reminders',
      settings: { frequency: 'weekly', quiet: { from: '20:00', to: '07:30' }, snoozedUntil: '2026-11-24' },
      ways: ['teams', 'email'],
      due: remindersOf(due.slice(0, variant.isPlain ? 1 : undefined)),
      sent,
    }),
    ...told('reminders are off', { say: 'remindersSet', settings: { frequency: 'never' } }),
    ...told('handover note', { say: 'removed', note: { ...note, to: { role: 'contributor', name } } }),
    ...told('handover note, nobody takes over', { say: 'removed', note: { ...note, questions: [] } }),
    ...told('calendar', { say: 'calendar', url: 'https://dspt.example/calendar/2f9d4e1aa0b7c3d8e5f60.ics' }),
    ...told('services', {
      say: 'services',
      services: [
        { assessment: 'first', name: variant.service, isHere: true },
        ...Array.from({ length: variant.isPlain ? 2 : 30 }, (_, index) => ({
          assessment: `service${index}`,
          isHere: false,
          ...(index !== 1 && { name: variant.service }),
        })),
      ],
    }),
    ...told('take away', { say: 'takeAway', url: 'https://dspt.example/take/2f9d4e1aa0b7c3d8e5f60', minutes: 60 }),
    ...told('deleted', {
      say: 'deleted',
      certificate: {
        id: 'c0ffee00c0ffee00',
        at: `${today}T10:00:00Z`,
        commits: 412,
        services: 1,
        documents: 17,
        files: 19,
        people: 5,
        heads: Array.from({ length: variant.isPlain ? 2 : 60 }, () => '0123456789abcdef'.repeat(4)),
      },
    }),
  ];
}

function typedIn({ service, text, support }: Variant): readonly string[] {
  return [service, text, ...Object.values(support).filter((value) => value !== undefined)];
}
