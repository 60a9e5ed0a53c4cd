/** Somebody leaves: what becomes of their name, their chats, their questions and those they had asked, over HTTP. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Doors } from '../../bot/people/doors.ts';
import { Reaches } from '../../bot/reach/reaches.ts';
import { ownPlace, placeOf } from '../../dialogs/identity.ts';
import type { Store } from '../../storage/ports.ts';
import { Seats } from '../../storage/seats.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { changed } from './support/files.ts';
import { type PeopleApp, people, peopleApps, until, type WebChat } from './support/peopleApp.ts';
import { everything, keyOf } from './support/wholeOrganisation.ts';

const startApp = peopleApps();
const newFolder = temporaryFolders();
const passOn = (question: string) => ({ dspt: { do: 'handOn', question } });

let app: PeopleApp;
let manager: WebChat;

beforeEach(async () => {
  app = await startApp();
  manager = await app.manager();
  await manager.choose(people({ ask: 'callMe', name: 'Jo Carter' }));
});

/** What is kept of what people are called. */
const names = async (): Promise<string> =>
  [...(await everything(app.store))]
    .filter(([name]) => name.startsWith('document names/'))
    .map(([, text]) => text)
    .join();

async function leave(name: string): Promise<string> {
  await manager.say(`remove ${name}`);
  return (await manager.say('yes')).text;
}

describe('a name', () => {
  it.each([
    ['a leaver', 'forget Sam Green'],
    ['a leaver, otherwise', "forget Sam's name"],
    ['somebody outside', 'forget the name of Bright IT'],
    ['somebody outside, otherwise', "forget Bright IT's name"],
  ])('of %s is forgotten by "%s"', async (who, words) => {
    await app.invited(manager, 'contributor', 'Sam Green');
    await manager.choose(passOn('7.3.1'));
    await manager.say('Bright IT');
    await leave('Sam Green');
    expect(await names()).toMatch(/Sam Green/);
    expect(await names()).toMatch(/Bright IT/);
    expect((await manager.say(words)).text).toMatch(who.startsWith('a leaver') ? /Sam Green/ : /Bright IT/);
    expect((await manager.say('yes')).text).toContain('I have forgotten that name');
    expect(await names()).not.toMatch(who.startsWith('a leaver') ? /Sam/ : /Bright/);
    expect(await names()).toMatch(/Jo Carter/);
  });

  it('of a leaver is forgotten by the button on the handover note', async () => {
    await app.invited(manager, 'contributor', 'Sam Green');
    await manager.say('remove Sam Green');
    const note = JSON.stringify((await manager.say('yes')).activities);
    const person = /"ask":"forgetName","person":"(?<person>[^"]+)"/.exec(note)?.groups?.person;
    await manager.choose(people({ ask: 'forgetName', person }));
    await manager.say('yes');
    expect(await names()).not.toMatch(/Sam/);
  });
});

/** As many chats of the same person as are asked for, opened with their return code. */
async function moreChats(of: WebChat, count: number): Promise<readonly WebChat[]> {
  const { dspt } = await of.say('return code');
  const chats: WebChat[] = [];
  for (let nth = 0; nth < count; nth++) {
    const next = await app.chat();
    expect((await next.say(dspt.returnCode ?? '')).dspt.opened).toBe(true);
    chats.push(next);
  }
  return chats;
}

const placeIn = ({ id }: WebChat) => placeOf(keyOf('directline', id), new Seats(app.store.documents));
const isKept = async ({ id }: WebChat) => (await app.store.log.head(`conversation/${id}`)) !== undefined;
const kept = (chats: readonly WebChat[]) => Promise.all(chats.map(isKept));

async function forgetDoors(): Promise<void> {
  for await (const id of app.store.documents.list('door')) await app.store.documents.delete(id);
}

describe('the chats of somebody who left', () => {
  it.each([
    ['', async () => undefined],
    [' from before their chats were kept by name', forgetDoors],
  ])('are all gone, however many there were, and those of others are not%s', async (_, before) => {
    const sam = await app.invited(manager, 'contributor', 'Sam Green');
    const all = [sam, ...(await moreChats(sam, 7))];
    const kim = await app.invited(manager, 'contributor', 'Kim Lee');
    const stranger = await app.manager();
    await before();
    expect(await leave('Sam Green')).toContain('8 chats were ended');
    expect(await kept(all)).toEqual(all.map(() => false));
    expect(await kept([kim, stranger, manager])).toEqual([true, true, true]);
    expect((await kim.say('status')).text).toContain('of 45');
  });

  it('are gone for the founder too, with the one in which all began', async () => {
    const all = [manager, ...(await moreChats(manager, 6))];
    const kim = await app.invited(manager, 'manager', 'Kim Lee');
    const person = (await placeIn(manager)).person;
    const note = await kim.choose(people({ ask: 'remove', person, isSure: true }));
    expect(note.text).toContain('7 chats were ended');
    expect(await kept(all)).toEqual(all.map(() => false));
    expect(await isKept(kim)).toBe(true);
  });

  it.each([
    ['are gone where they take themselves out, the one that they say it in once they could read the goodbye', false],
    ['stay where they took themselves out and began something of their own', true],
  ])('%s', async (_name, beginsAnew) => {
    const dataDir = newFolder();
    app = await startApp({ dataDir });
    manager = await app.manager();
    const sam = await app.invited(manager, 'contributor', 'Sam Green');
    const others = await moreChats(sam, 1);
    const { person } = await placeIn(sam);
    const goodbye = await sam.choose(people({ ask: 'remove', person, isSure: true }));
    expect(goodbye.text).toContain('Sam Green has left');
    expect(await kept([...others, sam])).toEqual([false, true]);
    expect((await manager.say('who is in')).text).not.toContain('Sam Green');
    if (beginsAnew) {
      expect((await sam.say('hello')).text).toContain('type hello');
      expect((await sam.say('hello')).text).toContain('What is your service called?');
      expect((await sam.say('Ivy House')).text).toContain('Ivy House');
    }

    // The end of the process does not wait for it.
    await app.close();
    app = await startApp({ dataDir });
    expect(await isKept(sam)).toBe(beginsAnew);
  });

  it('stay where they are at another organisation, with how they are reached there', async () => {
    const sam = await app.invited(manager, 'contributor', 'Sam Green');
    await app.withEmail(sam, 'sam@rose.example');
    const { person } = await placeIn(sam);
    const elsewhere = await app.chat();
    const key = keyOf('directline', elsewhere.id);
    const seats = new Seats(app.store.documents);
    const place = { ...ownPlace('another'), person };
    await seats.set(key, place);
    const activity = { channelId: 'directline', conversation: { id: elsewhere.id } } as never;
    await new Doors(app.store, seats).note(place, activity);
    expect(await leave('Sam Green')).toContain('1 chat was ended');
    expect(await kept([sam, elsewhere])).toEqual([false, true]);
    expect(await seats.get(key)).toEqual(place);
    const { email, places } = await new Reaches(app.store.documents, app.now).of(person);
    expect(email?.address).toBe('sam@rose.example');
    expect(places.map((each) => each.key)).not.toContain(keyOf('directline', sam.id));
  });
});

/** Resolves once this was said in a chat. */
async function hears(chat: WebChat, words: RegExp): Promise<void> {
  let heard = '';
  await until(async () => {
    heard += (await chat.look()).text;
    return words.test(heard);
  });
}

describe('what a leaver had asked of others', () => {
  const answered = /7\.3\.1 .*its answer now, from Bright IT/;

  it.each([
    ['whoever took over', 'Sam Green has left, Kim Lee takes over', true],
    ['the managers', 'remove Sam Green', false],
  ])('is told to %s once it is answered', async (_, words, isKims) => {
    const sam = await app.invited(manager, 'contributor', 'Sam Green');
    const kim = await app.invited(manager, 'contributor', 'Kim Lee');
    await sam.choose(passOn('7.3.1'));
    const { code } = (await sam.say('Bright IT')).dspt;
    await manager.say(words);
    await manager.say('yes');
    await Promise.all([manager.look(), kim.look()]);
    const guest = await app.chat();
    await guest.say(code ?? '');
    await guest.say('Everything is copied to another building each night');
    const [heir, other] = isKims ? [kim, manager] : [manager, kim];
    await hears(heir, answered);
    expect((await other.look()).text).not.toMatch(answered);
  });

  it('and what waited with them is told to whoever had asked for it, where nobody takes over', async () => {
    const kim = await app.invited(manager, 'contributor', 'Kim Lee');
    await app.invited(manager, 'contributor', 'Sam Green');
    await kim.choose(passOn('7.3.1'));
    await kim.say('Sam Green');
    await kim.look();
    expect(await leave('Sam Green')).toMatch(/1 open question went back to whoever asked: 7\.3\.1/);
    await hears(kim, /7\.3\.1 .*came back from Sam Green/);
  });
});

/** Fails one call of the store, the nth after it was set. */
class Fault {
  #left = Number.POSITIVE_INFINITY;

  set(nth: number): void {
    this.#left = nth;
  }

  /** Whether it has failed since; none fails any more. */
  clear(): boolean {
    const hasFailed = this.#left <= 0;
    this.#left = Number.POSITIVE_INFINITY;
    return hasFailed;
  }

  around = (store: Store): Store => {
    const failing = <A extends readonly unknown[], T>(work: (...args: A) => Promise<T>) =>
      (async (...args: A): Promise<T> => {
        if (--this.#left === 0) throw new Error('The store was told to fail.');
        return work(...args);
      }) as (...args: A) => Promise<T>;
    const { log, documents } = store;
    return {
      ...store,
      close: () => store.close(),
      log: changed(log, {
        append: failing(log.append.bind(log)) as typeof log.append,
        remove: failing(log.remove.bind(log)),
        read: failing(log.read.bind(log)) as typeof log.read,
        head: failing(log.head.bind(log)),
      }),
      documents: changed(documents, {
        put: failing(documents.put.bind(documents)),
        delete: failing(documents.delete.bind(documents)),
        get: failing(documents.get.bind(documents)) as typeof documents.get,
      }),
    };
  };
}

describe('a handover in the middle of which the store fails', () => {
  it('at any of its calls is finished when it is asked for again, and its note tells all of it', async () => {
    const fault = new Fault();
    app = await startApp({ around: fault.around });
    manager = await app.manager();
    const { person: heir } = await placeIn(await app.invited(manager, 'contributor', 'Kim Lee'));
    let tellsAll = 0;
    for (let nth = 1; ; nth++) {
      const sam = await app.invited(manager, 'contributor', 'Sam Green');
      const { person, organisation, assessment } = await placeIn(sam);
      await sam.say('return code');
      await manager.choose({ dspt: { do: 'handOn', question: '7.3.1', to: person } });
      const removal = people({ ask: 'remove', person, to: heir, isSure: true });
      fault.set(nth);
      await manager.choose(removal).catch(() => undefined);
      const hasFailed = fault.clear();
      const { text } = await manager.choose(removal);
      expect(text).toContain('Sam Green has left');
      if (hasFailed && text.includes('7.3.1') && text.includes('1 chat was')) tellsAll += 1;

      const { organisation: after } = await app.guide.people.desk.standing({ organisation, assessment, person });
      expect(Object.keys(after.members)).not.toContain(person);
      expect(await isKept(sam)).toBe(false);
      expect((await manager.say('what has been handed on')).text).toContain('Kim Lee');
      const theirs = [...(await everything(app.store))].filter(
        ([name, words]) =>
          /^document (?:handover|reach|door|seat|returnCode)\//.test(name) && `${name} ${words}`.includes(person),
      );
      expect(theirs.map(([name]) => name)).toEqual([]);
      if (!hasFailed) break;
    }
    expect(tellsAll).toBeGreaterThan(10);
  }, 240_000);
});
