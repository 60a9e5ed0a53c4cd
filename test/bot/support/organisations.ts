import type { Activity } from 'botbuilder';
import { type Purpose, type Ticket, Tickets } from '../../../bot/evidence/tickets.ts';
import { Organisations, streamOf } from '../../../bot/people/organisations.ts';
import { StopLinks } from '../../../bot/people/stopLinks.ts';
import { TakeAwayLinks } from '../../../bot/people/takeAwayLinks.ts';
import { CalendarLinks } from '../../../bot/reach/calendarLinks.ts';
import { type Assessment, emptyAssessment, fold } from '../../../core/assessment.ts';
import type { AssessmentEvent } from '../../../core/model.ts';
import { type Role, roles } from '../../../core/people/model.ts';
import { emptyOrganisation, foldOrganisation, type OrganisationEvent } from '../../../core/people/organisation.ts';
import { actions } from '../../../core/people/roles.ts';
import type { Asker } from '../../../dialogs/evidenceDesk.ts';
import { conversationKey, digest, type Place, placeOf } from '../../../dialogs/identity.ts';
import type { DsptData } from '../../../dialogs/said.ts';
import type { Head, Store } from '../../../storage/ports.ts';
import { Seats } from '../../../storage/seats.ts';
import { realContent } from '../../support/guide.ts';
import { text } from './files.ts';
import { type Answer, type AskOptions, Client, type Conversation, type Json } from './testApp.ts';
import { begin } from './tusClient.ts';

/** When all of it happens. */
export const at = new Date('2026-11-23T10:00:00Z');
const now = (): Date => at;

/** What a guest was handed, and what was handed to another guest. */
export const handedToGuest = '7.3.1';
const handedToOther = '7.2.1';
export const handedToContributor = '9.5.2';

/** A client that remembers every byte that it got. */
export class RecordingClient extends Client {
  readonly got: string[] = [];

  override async ask(path: string, options?: AskOptions): Promise<Answer> {
    const answer = await super.ask(path, options);
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    this.got.push(
      `${options?.method ?? 'ASK'} ${path} ${answer.status} ${JSON.stringify([...answer.headers])} ${body}`,
    );
    return answer;
  }
}

export interface Heard {
  /** All that can be read, cards included. */
  readonly text: string;
  readonly dspt: Partial<DsptData>;
  readonly activities: readonly Json[];
}

export type Who = Role | 'guest';
export const everybody: readonly Who[] = [...roles, 'guest'];

/** Somebody in a browser of their own. */
export class Person {
  readonly who: Who;
  readonly conversation: Conversation;
  readonly client: Client;
  readonly store: Store;
  #watermark = '';

  constructor(who: Who, client: Client, conversation: Conversation, store: Store) {
    this.who = who;
    this.client = client;
    this.conversation = conversation;
    this.store = store;
  }

  say(words: string, more: Record<string, unknown> = {}): Promise<Heard> {
    return this.#after(() => this.client.say(this.conversation, words, more));
  }

  choose(dspt: object): Promise<Heard> {
    return this.say('', { value: { dspt } });
  }

  request(request: object): Promise<Heard> {
    return this.choose({ do: 'people', request });
  }

  /** A file with the message box, for the question on show. */
  send(words: string, name: string): Promise<Heard> {
    const form = new FormData();
    form.append('file', text(words), name);
    const { path, token } = this.conversation;
    return this.#after(() => this.client.ask(`${path}/upload?userId=x`, { token, raw: form }));
  }

  get key(): string {
    return keyOf(this.conversation.id);
  }

  place(): Promise<Place> {
    return placeOf(this.key, new Seats(this.store.documents));
  }

  async asker(): Promise<Asker> {
    const conversation = { id: this.conversation.id, isGroup: false, conversationType: '', tenantId: '', name: '' };
    const reference = { channelId: 'directline', conversation, bot: { id: 'bot', name: '' }, serviceUrl: '' };
    return { ...(await this.place()), conversation: this.key, reference };
  }

  /** A link of ours, as if it had been given while that was allowed. */
  async ticket<P extends Purpose>(purpose: P, about: Omit<Ticket<P>, 'asker'>): Promise<string> {
    const { documents } = this.store;
    const ticket = { ...about, asker: await this.asker() } as Ticket<P>;
    return new Tickets(documents, new Seats(documents), now).issue(purpose, ticket);
  }

  async calendar(): Promise<string> {
    const { organisation, person } = await this.place();
    return new CalendarLinks(this.store.documents, now).issue(`${organisation}/${person}`, 'feed');
  }

  async stopLink(): Promise<string> {
    return new StopLinks(this.store.documents, now).issue({ place: await this.place() });
  }

  async takeAwayLink(): Promise<string> {
    const { documents } = this.store;
    const place = await this.place();
    return new TakeAwayLinks(documents, new Seats(documents), now).issue({ place, conversation: this.key });
  }

  async look(): Promise<Heard> {
    const heard = await this.client.heard(this.conversation, this.#watermark);
    this.#watermark = heard.watermark;
    const activities = heard.activities.filter(({ from }) => from.id === 'dspt-guide');
    return {
      text: activities.map((activity: Json) => activity.speak || activity.text || '').join('\n'),
      dspt: activities.at(-1)?.channelData?.dspt ?? {},
      activities,
    };
  }

  async #after(send: () => Promise<Answer>): Promise<Heard> {
    await this.look();
    const { status, body } = await send();
    if (status !== 200) throw new Error(`HTTP ${status} ${JSON.stringify(body)}`);
    return this.look();
  }
}

async function newPerson(who: Who, client: Client, store: Store): Promise<Person> {
  const person = new Person(who, client, await client.conversation(), store);
  await person.look();
  return person;
}

/** Somebody who came by an invitation. */
export async function invited(manager: Person, role: Role, name?: string): Promise<Person> {
  const { dspt } = await manager.request({ ask: 'invite', role });
  const person = await newPerson(role, manager.client, manager.store);
  await person.say(dspt.code ?? '');
  if (name !== undefined) await person.request({ ask: 'callMe', name });
  return person;
}

/** Deletes all of the organisation, by the words that the guide asks for. */
export async function deleteAll(manager: Person): Promise<void> {
  const { text: asked } = await manager.say('delete all our data');
  await manager.say(/type: (.+)$/m.exec(asked)?.[1] ?? '');
}

export const keyOf = (id: string): string =>
  conversationKey({ channelId: 'directline', conversation: { id } } as Activity);

/** Ids by which things of an organisation are named in requests. */
export interface Ids {
  readonly organisation: string;
  readonly assessment: string;
  /** Its other service. */
  readonly second: string;
  /** A document that is used for 1.1.2, with its number in the chat, and the guest's own. */
  readonly document: string;
  readonly number: number;
  readonly guestDocument: string;
  readonly guestNumber: number;
  /** A member whom nobody needs, and somebody who wants to come in. */
  readonly person: string;
  readonly waiting: string;
  /** Of the question that is with another guest. */
  readonly assignment: string;
  readonly invitation: string;
  /** Of a file that is on its way. */
  readonly upload: string;
}

export interface Organisation {
  /** The word that everything private of it holds. */
  readonly word: string;
  readonly people: Readonly<Record<Who, Person>>;
  /** The name of the member whom nobody needs. */
  readonly spare: string;
  readonly ids: Ids;
  readonly store: Store;
  /** The record as it is. */
  assessment(): Promise<Assessment>;
  /** Where each stream of it ends, what its people are called, and where its conversations are led. */
  heads(): Promise<Readonly<Record<string, unknown>>>;
  /** The same without what is said in the conversations. */
  records(): Promise<Readonly<Record<string, unknown>>>;
}

/** An organisation with two services, somebody in each role, guests, answers and documents, made by talking to the guide. */
export async function organisation(
  { url, store }: { readonly url: string; readonly store: Store },
  {
    word,
    service,
    client = new Client(url),
  }: { readonly word: string; readonly service: string; readonly client?: Client },
): Promise<Organisation> {
  const manager = await newPerson('manager', client, store);
  let heard = await manager.say(service);
  for (let asked = 0; asked < 20 && heard.dspt.question?.startsWith('setup.'); asked++)
    heard = await manager.say(heard.dspt.question === 'setup.serviceType' ? 'home care' : 'skip');
  await manager.request({ ask: 'callMe', name: 'Olive Marsh' });
  await manager.say(`Ann ${word}, the manager`);
  await manager.say('change 1.1.2');
  await manager.send(`Privacy notice\nThe ${word} notice says what we keep and why.`, `${word} notice.txt`);
  await manager.say('change 8.3.1');
  await manager.say(`Our ${word} updates come every night`);

  const people: Partial<Record<Who, Person>> = { manager };
  const names = { contributor: 'Cora', reviewer: 'Rhea', viewer: 'Vera', supporter: 'Sula' } as const;
  for (const role of roles)
    if (role !== 'manager') people[role] = await invited(manager, role, `${names[role]} ${word}`);
  const spare = await invited(manager, 'viewer', `Xavier ${word}`);
  await manager.request({ ask: 'invite', role: 'viewer', name: `Ida ${word}` });

  const hand = async (question: string, outside: string): Promise<Person> => {
    const { dspt } = await manager.choose({ do: 'handOn', question, outside });
    const person = await newPerson('guest', client, store);
    await person.say(dspt.code ?? '');
    return person;
  };
  const guest = await hand(handedToGuest, 'Bright IT');
  await guest.send('Backups\nWe keep copies of everything.', 'backups.txt');
  await hand(handedToOther, `${word} Payroll`);
  const { person: contributor } = await (people.contributor ?? guest).place();
  await manager.choose({ do: 'handOn', question: handedToContributor, to: contributor });

  const place = await manager.place();
  const waiting = digest('waiting', word);
  const organisations = new Organisations(store, now);
  await organisations.names.call(place.organisation, 'members', waiting, `Wanda ${word}`);
  await organisations.update(place, waiting, () => ({
    events: [{ type: 'joinAsked', person: waiting }],
    result: undefined,
  }));

  await manager.request({ ask: 'addService' });
  const { assessment: second } = await manager.place();
  await manager.say(`The ${word} annexe`);
  await manager.request({ ask: 'goTo', assessment: place.assessment });

  const all: Readonly<Record<Who, Person>> = {
    ...{ manager, guest, contributor: guest, reviewer: guest, viewer: guest, supporter: guest },
    ...people,
  };
  const assessment = async (): Promise<Assessment> =>
    (await store.log.read<AssessmentEvent>(`assessment/${place.assessment}`, 0)).reduce(fold, emptyAssessment);
  const { documents, assignments } = await assessment();
  const numbered = Object.values(documents);
  const [notice] = numbered.filter(({ usedFor }) => usedFor.includes('1.1.2'));
  const [backups] = numbered.filter(({ usedFor }) => usedFor.includes(handedToGuest));
  const stream = streamOf(place.organisation);
  const { invitations } = (await store.log.read<OrganisationEvent>(stream, 0)).reduce(
    foldOrganisation,
    emptyOrganisation,
  );
  const page = await all.contributor.ticket('upload', { about: {} });
  const upload = (await begin(client, page, 1000, `${word} half.txt`)).split('/').at(-1);
  const ids = {
    ...{ organisation: place.organisation, assessment: place.assessment, second, waiting },
    ...{ document: notice?.id, number: notice?.number, guestDocument: backups?.id, guestNumber: backups?.number },
    ...{ person: (await spare.place()).person, upload, invitation: Object.keys(invitations)[0] },
    assignment: assignments.find(({ question }) => question === handedToOther)?.id,
  };
  for (const [name, id] of Object.entries(ids)) if (id === undefined) throw new Error(`There is no ${name}.`);

  const streams = [stream, `assessment/${place.assessment}`, `assessment/${second}`];
  const records = async (): Promise<Record<string, unknown>> => {
    const heads: Record<string, Head | undefined> = {};
    for (const each of streams) heads[each] = await store.log.head(each);
    const named = await store.documents.get(`names/${place.organisation}`);
    return { ...heads, names: named?.value, waitingUpload: (await store.documents.get(`upload/${upload}`))?.value };
  };
  return {
    ...{ word, people: all, spare: `Xavier ${word}`, ids: ids as Ids, store, assessment, records },
    heads: async () => {
      const conversations: Record<string, unknown> = {};
      for (const { conversation, key } of Object.values(all)) {
        const name = `conversation/${conversation.id}`;
        conversations[name] = [await store.log.head(name), await new Seats(store.documents).get(key)];
      }
      return { ...(await records()), ...conversations };
    },
  };
}

const words = (await realContent()).words();
/** What is said first to somebody whose role does not reach so far. */
const refusals = actions.map((action) => words(`people:notAllowed/${action}`));

/** Whether a turn was refused for the role of whoever took it. */
export const isRefused = ({ text: said }: Heard): boolean => refusals.some((refusal) => said.includes(refusal));
