import type { Activity } from 'botbuilder';
import { CheckedFiles } from '../../../bot/evidence/checkedFiles.ts';
import { Staging } from '../../../bot/evidence/staging.ts';
import { Tickets } from '../../../bot/evidence/tickets.ts';
import { Uploads } from '../../../bot/evidence/uploads.ts';
import { createLogger } from '../../../bot/logger.ts';
import type { Accesses } from '../../../bot/people/access.ts';
import { Doors } from '../../../bot/people/doors.ts';
import { Organisations, streamOf } from '../../../bot/people/organisations.ts';
import { StopLinks } from '../../../bot/people/stopLinks.ts';
import { WholeOrganisations } from '../../../bot/people/wholeOrganisation.ts';
import { CalendarLinks } from '../../../bot/reach/calendarLinks.ts';
import { Reaches } from '../../../bot/reach/reaches.ts';
import { Ledger } from '../../../bot/reminders/ledger.ts';
import { Schedule } from '../../../bot/reminders/schedule.ts';
import { teamAt } from '../../../bot/teams/teamNotices.ts';
import { type Assessment, assessmentSchema, emptyAssessment, fold } from '../../../core/assessment.ts';
import type { FileSource } from '../../../core/evidence/model.ts';
import type { AssessmentEvent } from '../../../core/model.ts';
import { grantIn } from '../../../core/people/grant.ts';
import { assessmentFor } from '../../../core/people/permit.ts';
import type { Asker } from '../../../dialogs/evidenceDesk.ts';
import { conversationKey, digest, newPerson, ownPlace, type Place } from '../../../dialogs/identity.ts';
import { DocumentsStorage } from '../../../storage/documentsStorage.ts';
import { genesis, sha256 } from '../../../storage/hash.ts';
import type { Head, Store } from '../../../storage/ports.ts';
import { Records } from '../../../storage/records.ts';
import { ReturnCodes } from '../../../storage/returnCodes.ts';
import { Seats } from '../../../storage/seats.ts';
import { realContent } from '../../support/guide.ts';

const content = await realContent();

/** All that takes part in taking an organisation's data away and deleting it, on a store; as the guide puts it together. */
export function parts(store: Store, now: () => Date) {
  const { log, documents } = store;
  const lines: string[] = [];
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  const organisations = new Organisations(store, now);
  const records = new Records<Assessment, AssessmentEvent>({
    ...{ log, documents, fold, initial: emptyAssessment, schema: assessmentSchema, cacheSize: 10 },
  });
  const accesses: Accesses = async (place) => {
    const { organisation } = await organisations.standing(place);
    const { state } = await records.read(`assessment/${place.assessment}`);
    const grant = grantIn(organisation, state, place.person);
    return grant && { grant, assessment: assessmentFor(grant, state) };
  };
  const seats = new Seats(documents);
  const common = {
    ...{ store, organisations, records, accesses, seats, logger, now },
    doors: new Doors(store, seats),
    codes: new ReturnCodes(documents, content.codeWords),
    reaches: new Reaches(documents, now),
    calendars: new CalendarLinks(documents, now),
    schedule: new Schedule({ documents, now }),
    ledger: new Ledger({ documents, now }),
    stops: new StopLinks(documents, now),
    forgetConversation: (id: string) => log.remove(`conversation/${id}`),
  };
  const whole = new WholeOrganisations({
    ...common,
    book: content.book,
    words: content.words(),
    publicUrl: 'http://localhost:3978',
  });
  return { ...common, whole, lines };
}

export type Parts = ReturnType<typeof parts>;

/** An organisation as it was made, and every id and word by which it could be found again. */
export interface Made {
  readonly manager: Place;
  readonly member: Place;
  readonly services: readonly string[];
  readonly conversations: { readonly manager: string; readonly member: string; readonly teams: string };
  /** Nothing that holds one of these may be left. */
  readonly marks: readonly string[];
  readonly files: readonly FileSource[];
}

const said = (channelId: string, id: string): Activity =>
  ({
    type: 'message',
    channelId,
    serviceUrl: 'https://channel.example/',
    from: { id: 'somebody', name: 'Somebody' },
    recipient: { id: 'bot', name: 'DSPT Guide' },
    conversation: { id, conversationType: 'personal' },
  }) as Activity;

export const keyOf = (channelId: string, id: string): string => conversationKey(said(channelId, id));

export async function append(
  { log }: Pick<Store, 'log'>,
  stream: string,
  at: string,
  by: string,
  events: readonly object[],
): Promise<void> {
  const head: Head = (await log.head(stream)) ?? genesis;
  await log.append(stream, head, { at, by, inputId: `input-${head.revision}`, events });
}

export async function* bytes(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(text);
}

/** The same words in every organisation: what is deleted of one must not be missing from another. */
const policy = 'We keep data safe.';

/** A document with its file in the store, as events. */
export async function withFile(
  { files }: Pick<Store, 'files'>,
  assessment: string,
  upload: string,
  name: string,
  text = policy,
): Promise<FileSource> {
  const file = `evidence/${assessment}/${upload}`;
  return { file, ...(await files.put(file, bytes(text))), fileType: 'txt', name, scan: 'clean' };
}

/** Makes an organisation with two services and everything that the program keeps of one anywhere. */
export async function make(all: Parts, name: string): Promise<Made> {
  const { store, organisations, seats, reaches, codes, calendars, schedule, ledger, now } = all;
  const { documents, files } = store;
  const at = now().toISOString();
  const conversations = { manager: `${name}-founding`, member: `${name}-invited`, teams: `19:${name}@thread` };
  const managersKey = keyOf('directline', conversations.manager);
  const membersKey = keyOf('directline', conversations.member);
  const teamsKey = keyOf('msteams', conversations.teams);
  const manager = ownPlace(managersKey);
  const invitation = `${name}-invitation`;
  const member = { ...manager, person: newPerson(membersKey, invitation) };
  const guest = digest('guest', name);
  const second = digest('assessment', manager.organisation, 'second');
  const services = [manager.assessment, second];

  const sources: FileSource[] = [];
  for (const [index, assessment] of services.entries()) {
    const stream = `assessment/${assessment}`;
    const add = (events: readonly AssessmentEvent[], by = manager.person) => append(store, stream, at, by, events);
    const upload = (letter: string) => `${letter}${sha256(`${name} ${index}`).slice(0, 21)}`;
    await add([{ type: 'assessmentStarted', edition: '2025-26' }]);
    await add([
      {
        type: 'questionAnswered',
        question: 'setup.name',
        answer: { as: 'value', value: { text: `${name} ${index + 1}` } },
      },
    ]);
    const old = await withFile(store, assessment, upload('A'), 'Policy: staff.txt', 'old');
    const source = await withFile(store, assessment, upload('B'), 'Policy: staff.txt');
    await add([{ type: 'documentAdded', document: upload('A'), source: old, question: '1.1.2' }]);
    await add([{ type: 'documentReplaced', document: upload('A'), source }]);
    await add([
      {
        type: 'questionAnswered',
        question: '1.3.12',
        answer: { as: 'value', value: { text: `=SUM(1) says ${name}` } },
      },
      { type: 'questionAssigned', assignment: `${name}-${index}`, question: '9.5.2', to: guest, isGuest: true },
    ]);
    await documents.put(`snapshot/${stream}`, { schema: -1, mark: assessment });
    await new CheckedFiles({ files, documents, logger: all.logger }).note(assessment, source.file, source);
    sources.push(old, source);
  }

  const until = new Date(now().getTime() + 86_400_000).toISOString();
  await organisations.update(manager, manager.person, () => ({
    events: [
      { type: 'serviceAdded', assessment: second },
      { type: 'invitationMade', invitation, role: 'contributor', until },
      { type: 'invitationMade', invitation: `${invitation}-2`, role: 'viewer', until },
      { type: 'memberJoined', person: member.person, role: 'contributor', invitation },
    ],
    result: undefined,
  }));
  await documents.put(`snapshot/${streamOf(manager.organisation)}`, { schema: -1, mark: name });
  await organisations.names.call(manager.organisation, 'members', manager.person, `Jo of ${name}`);
  await organisations.names.call(manager.organisation, 'guests', guest, `Firm of ${name}`);
  await seats.set(membersKey, member);
  await seats.set(teamsKey, { ...member, assessment: second });
  await all.doors.note(member, said('directline', conversations.member));
  await all.doors.note(member, said('msteams', conversations.teams));
  await documents.put(`handover/${manager.organisation}/${member.person}`, {
    questions: ['1.1.2'],
    doors: [membersKey],
  });
  await reaches.note(manager.person, said('directline', conversations.manager));
  await reaches.note(member.person, said('directline', conversations.member));
  await reaches.note(member.person, said('msteams', conversations.teams));
  await reaches.setEmail(member.person, `carer@${name}.example`);
  for (const [key, id] of [
    [managersKey, conversations.manager],
    [membersKey, conversations.member],
  ] as const)
    await append(store, `conversation/${id}`, at, key, [{ type: 'sent', json: `"${name} says hello"` }]);
  await new DocumentsStorage(documents).write({
    [`msteams/conversations/${conversations.teams}/`]: {
      dialogs: { dialogStack: [{ id: 'assessment', state: { cursor: { trail: [] }, place: member } }] },
    },
  });

  await codes.issue(manager);
  await codes.issue({ assessment: manager.assessment });
  await codes.issue({ ...manager, person: guest }, { isOnce: true, lifetime: 3600 });
  await codes.issue(
    { organisation: manager.organisation, assessment: second, invitation: `${invitation}-2` },
    { isOnce: true, lifetime: 3600 },
  );
  await calendars.issue(`${manager.organisation}/${member.person}`, 'feed');
  await all.stops.issue({ place: member });
  const team = teamAt(manager.organisation);
  await reaches.noteTeam(team, said('msteams', `19:${name}-team@thread`));
  await organisations.update(manager, manager.person, () => ({
    events: [{ type: 'noticesPlaced', place: team }],
    result: undefined,
  }));
  const own = { organisation: `own-${name}`, assessment: `own-${name}`, person: `newcomer-${name}` };
  await documents.put(`newcomer/${name}`, { at: { ...manager, person: own.person }, own });
  await schedule.set(manager.organisation, until);
  await (await ledger.page(manager.organisation, member.person)).claim([`plan/${manager.assessment}/2027-06-30`]);

  const asker: Asker = {
    ...member,
    conversation: membersKey,
    reference: { channelId: 'directline', conversation: { id: conversations.member } as never },
  };
  await new Tickets(documents, seats, now).issue('upload', { asker, about: {} });
  const uploads = new Uploads(documents, now);
  const onTheWay = `C${sha256(name).slice(0, 21)}`;
  await uploads.begin({ id: onTheWay, asker, about: {}, name: `${name}.txt`, size: 9 });
  await uploads.begin({ id: sources[0]?.file.split('/').at(-1) ?? '', asker, about: {}, name: 'a.txt', size: 3 });
  await new Staging(files).append(onTheWay, 0, bytes('half a fi'), 100);
  await documents.put(`uploadedWith/${name}`, { uploads: [onTheWay] }, null, 3600);
  await all.whole.takeAwayLink(manager, managersKey);

  const marks = [
    ...[name, manager.organisation, ...services, manager.person, member.person, guest, onTheWay],
    ...[managersKey, membersKey, teamsKey],
  ];
  return { manager, member, services, conversations, marks, files: sources };
}

/** Everything that a store holds, by the name of each thing, as text. */
export async function everything({ log, documents, files }: Store): Promise<ReadonlyMap<string, string>> {
  const all = new Map<string, string>();
  for await (const stream of log.streams())
    all.set(`stream ${stream}`, JSON.stringify([await log.head(stream), await log.read(stream, 0)]));
  for await (const id of documents.list(''))
    all.set(`document ${id}`, JSON.stringify((await documents.get(id))?.value ?? null));
  for await (const { name, size } of files.list('')) all.set(`file ${name}`, String(size));
  return all;
}

/** Names of what still speaks of an organisation. That links have ended is remembered for an hour, by keys that lead nowhere. */
export function leftOf(all: ReadonlyMap<string, string>, { marks }: Made): readonly string[] {
  return [...all]
    .filter(
      ([name, text]) =>
        !name.startsWith('document forgotten/') && marks.some((mark) => `${name} ${text}`.includes(mark)),
    )
    .map(([name]) => name);
}
