import { describe, expect, it } from '@jest/globals';
import { ConversationState, type TurnContext } from 'botbuilder';
import { TurnStates } from '../../bot/directLine/turnStates.ts';
import { DocumentsStorage } from '../../storage/documentsStorage.ts';
import { openStore } from '../../storage/index.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { testApps } from './support/testApp.ts';

const newFolder = temporaryFolders();
const startApp = testApps();

/** A bot that counts what is said to it, in Bot Framework's own conversation state. */
async function countingApp(dataDir: string) {
  // A handle of its own: whatever is written beside the transcript can be seen in the store.
  const store = await openStore({ dataDir });
  const states = new TurnStates(new DocumentsStorage(store.documents));
  const state = new ConversationState(states);
  const count = state.createProperty<number>('count');
  const bot = async (context: TurnContext): Promise<void> => {
    if (context.activity.type !== 'message') return;
    const now = (await count.get(context, 0)) + 1;
    await count.set(context, now);
    await context.sendActivity(`this is number ${now}`);
    await state.saveChanges(context);
    if (context.activity.text === 'fail') throw new Error('on purpose');
  };
  return { app: await startApp({ dataDir, states, bot }), store };
}

describe('the state of a conversation on Direct Line', () => {
  it('is kept with what was said, beside nothing else, and survives a restart', async () => {
    const dataDir = newFolder();
    const first = await countingApp(dataDir);
    const conversation = await first.app.conversation();
    for (let i = 0; i < 3; i++) await first.app.say(conversation, 'hello');
    const ids: string[] = [];
    for await (const id of first.store.documents.list('botState/')) ids.push(id);
    expect(ids).toEqual([]);
    await first.app.close();
    await first.store.close();

    const second = await countingApp(dataDir);
    await second.app.say(conversation, 'hello again');
    const { activities } = await second.app.heard(conversation);
    expect(activities.at(-1).text).toBe('this is number 4');
    await second.store.close();
  });

  it('is each conversation’s own', async () => {
    const { app, store } = await countingApp(newFolder());
    const [one, two] = [await app.conversation(), await app.conversation()];
    await Promise.all([app.say(one, 'a'), app.say(two, 'b')]);
    await app.say(one, 'c');
    expect((await app.heard(one)).activities.at(-1).text).toBe('this is number 2');
    expect((await app.heard(two)).activities.at(-1).text).toBe('this is number 1');
    await store.close();
  });
});
