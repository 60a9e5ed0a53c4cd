/** Files are looked for when somebody comes back, also on a channel that tells of no arrival. */
import { describe, expect, it } from '@jest/globals';
import { evidenceApps } from './support/evidenceApp.ts';
import { filesIn, text } from './support/files.ts';

const startApp = evidenceApps();
const hour = 60 * 60_000;

describe('somebody who goes on in the same conversation', () => {
  it('is told of a lost file after 8 hours, and not before', async () => {
    let now = new Date('2026-11-20T09:00:00Z');
    const app = await startApp({ now: () => now });
    let conversation = await app.conversation();
    const say = async (words: string): Promise<string> => {
      conversation = await app.renewed(conversation);
      const { watermark } = await app.heard(conversation);
      await app.say(conversation, words);
      const { activities } = await app.heard(conversation, watermark);
      return activities.map((each: { speak?: string; text?: string }) => each.speak ?? each.text).join('\n');
    };
    await say('change 1.1.3');
    const form = new FormData();
    form.append('file', text('Privacy notice\nWhat we keep and why.'), 'notice.txt');
    await app.ask(`${conversation.path}/upload?userId=x`, { token: conversation.token, raw: form });
    for (const name of await filesIn(app.store, 'evidence/')) await app.store.files.delete(name);

    now = new Date(now.getTime() + 7 * hour);
    expect(await say('status')).not.toContain('missing from our store');
    now = new Date(now.getTime() + 2 * hour);
    expect(await say('status')).toContain('1 file is missing from our store: D1 notice.txt.');
    expect(await say('status')).not.toContain('missing from our store');
  });
});
