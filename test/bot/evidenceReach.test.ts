/** A link to our page reaches what it was given for. */
import { expect, it } from '@jest/globals';
import { evidenceApps } from './support/evidenceApp.ts';
import { text } from './support/files.ts';

const startApp = evidenceApps();

it('a link for one question reaches no document of another; the one for all reaches all', async () => {
  const app = await startApp();
  const conversation = await app.conversation();
  await app.say(conversation, 'change 1.1.3');
  const form = new FormData();
  form.append('file', text('Privacy notice\nWhat we keep and why.'), 'notice.txt');
  await app.ask(`${conversation.path}/upload?userId=x`, { token: conversation.token, raw: form });
  await app.say(conversation, 'change 2.2.1');
  const one = await app.ticket(conversation);
  const viewOf = async (token: string) => (await app.ask('/evidence/api/view', { token })).body;
  expect(await viewOf(one)).toMatchObject({ question: { id: '2.2.1' }, documents: [] });

  const { watermark } = await app.heard(conversation);
  await app.say(conversation, 'see them on a page');
  const { activities } = await app.heard(conversation, watermark);
  const all = /evidence#([\w-]{22})/.exec(JSON.stringify(activities))?.[1] ?? '';
  const [notice] = (await viewOf(all)).documents;
  expect(notice).toMatchObject({ name: 'notice.txt' });

  const remove = { do: 'delete', document: notice.id, isSure: true };
  const link = { document: notice.id };
  for (const [path, body] of [
    ['act', remove],
    ['act', { do: 'describe', document: notice.id, owner: 'me' }],
    ['act', { do: 'useFor', document: notice.id, question: '2.2.1' }],
    ['link', link],
  ] as const)
    expect((await app.ask(`/evidence/api/${path}`, { token: one, body })).status).toBe(404);
  expect((await viewOf(all)).documents).toHaveLength(1);

  await app.say(conversation, 'use D1 for 2.2.1');
  expect((await app.ask('/evidence/api/link', { token: one, body: link })).status).toBe(200);
  expect((await app.ask('/evidence/api/act', { token: all, body: remove })).status).toBe(200);
  expect((await viewOf(all)).documents).toEqual([]);
});
