import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { submitsIn } from '../cards/reading.ts';
import { type Chat, type Heard, openGuide, setUp } from '../support/guide.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
let guide: Awaited<ReturnType<typeof openGuide>>;
let count = 0;
beforeAll(async () => {
  guide = await openGuide(newFolder());
});
afterAll(() => guide.close());

const codeIn = ({ activities }: Heard): string | undefined =>
  activities.map(({ channelData }) => channelData?.dspt?.code).find((code) => typeof code === 'string');
/** Words that open nothing, so that a code that is not there fails the test. */
const noCode = 'there was no code';

/** A manager, and a colleague who came by an invitation. */
async function two(): Promise<{ readonly jo: Chat; readonly sam: Chat; readonly invited: string }> {
  const [jo, sam] = [guide.chat(`jo${++count}`), guide.chat(`sam${count}`)];
  await setUp(jo, { 'setup.name': 'Rose Cottage' });
  await jo.say('call me Jo');
  const invited = codeIn(await jo.say('invite Sam as a contributor')) ?? noCode;
  await sam.arrive();
  await sam.say(invited);
  await sam.say('call me Sam');
  return { jo, sam, invited };
}

describe('what is asked back about people', () => {
  it('stands alone, so that a yes to the open question cannot be meant', async () => {
    const { jo } = await two();
    const asked = await jo.say('remove Sam');
    expect(asked.activities).toHaveLength(1);
    expect(asked.text).toMatch(/Shall I take Sam out\?/);
    expect(asked.text).not.toMatch(/in charge of keeping information safe/);
    const kept = await jo.say('no');
    expect(kept.text).toMatch(/in charge of keeping information safe/);
    expect((await jo.say('people')).text).toMatch(/^Sam$/m);
  });

  it('is done by its button, and ends what the person had', async () => {
    const { jo, sam } = await two();
    await jo.say('give this to Sam');
    const { activities } = await jo.say('remove Sam');
    const buttons = activities.flatMap(({ attachments = [] }) =>
      attachments.flatMap(({ content }) => submitsIn(content)),
    );
    const yes = buttons.find(({ title }) => String(title).startsWith('Yes'));
    expect((await jo.choose(Object(yes?.data))).text).toMatch(
      /Handover note[\s\S]*1 open question went back to whoever asked: 1\.1\.5 /,
    );
    expect((await sam.say('yes')).text).toMatch(/no longer part of this/);
  });

  it.each(['yes', 'no'])('takes a "%s" for nobody’s name', async (said) => {
    const { jo } = await two();
    const asked = await jo.say('not me');
    expect(asked.text).toMatch(/Who can answer 1\.1\.5 /);
    expect(codeIn(await jo.say(said))).toBeUndefined();
    expect((await jo.say('who has what')).text).toMatch(/No question is with anyone/);
  });
});

describe('a question for somebody outside', () => {
  it('is theirs alone, from the link to the last word', async () => {
    const { jo } = await two();
    const way = await jo.say('give this to the IT firm');
    const firm = guide.chat(`firm${count}`);
    await firm.arrive();
    const welcome = await firm.say(codeIn(way) ?? noCode);
    expect(welcome.text).toMatch(/Jo at Rose Cottage needs your help with 1\.1\.5 [\s\S]*A question from Rose Cottage/);
    expect((await firm.say('status')).text).toMatch(/only what you were asked/);
    expect((await firm.say('not sure')).text).toMatch(/hand it back[\s\S]*Your place is kept/);
    await firm.say('change 1.1.5');
    const followUp = await firm.say('Mary Jones, the manager');
    expect(followUp.text).toMatch(/A question from Rose Cottage\n[\s\S]*Skip for now$/);
    const done = await firm.say('in her job description');
    expect(done.text).toMatch(/Thank you, that is all\. Jo can see it now/);
    const after = await firm.say('hand it back');
    expect(after.text).toMatch(/no open question like that/);
    expect(after.text).not.toMatch(/of 45/);
  });
});

it('lets an invitation in once', async () => {
  const { invited } = await two();
  const third = guide.chat(`third${count}`);
  await third.arrive();
  expect((await third.say(invited)).text).toMatch(/I do not know those words/);
});
