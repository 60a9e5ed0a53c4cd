/** Somebody leaves: what becomes of their name, their chats, their questions and those they had asked, over HTTP. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type PeopleApp, people, peopleApps, type WebChat } from './support/peopleApp.ts';
import { everything } from './support/wholeOrganisation.ts';

const startApp = peopleApps();
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
