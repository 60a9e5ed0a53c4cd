import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import type { DsptData } from '../../dialogs/said.ts';
import { realContent } from '../support/guide.ts';
import { openConversation, readActivities, sendMessage, startServer } from '../support/serverProcess.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const verify = fileURLToPath(new URL('../../bot/verify.ts', import.meta.url));

const dsptOf = (activity: { channelData?: { dspt?: DsptData } } | undefined) => activity?.channelData?.dspt;

it('ten kills in mid-conversation lose not one acknowledged answer', async () => {
  const dataDir = newFolder();
  const { book } = await realContent();
  const questions = book.mandatory.filter((item) => item.kind === 'yesNo').map((item) => item.id);
  let server = await startServer(dataDir);
  const conversation = await openConversation(server.url);

  const acknowledged = new Map<string, string>();
  for (let round = 0; round < 10; round++) {
    // Answers are sent without waiting for one another, so that the kill meets turns at every stage.
    const sending = questions.slice(round * 3, round * 3 + 3).map(async (question) => {
      const value = { dspt: { do: 'answer', question, seen: 0, as: 'yes' } };
      const response = await sendMessage(server.url, conversation, { value }).catch(() => undefined);
      if (response?.ok) acknowledged.set(question, ((await response.json()) as { id: string }).id);
    });
    await sending[round % 3];
    await server.kill();
    await Promise.all(sending);

    server = await startServer(dataDir);
    const { activities } = await readActivities(server.url, conversation);
    for (const id of acknowledged.values()) {
      expect(activities.filter((activity) => activity.id === id)).toHaveLength(1);
      expect(activities.some((activity) => activity.replyToId === id)).toBe(true);
    }
    await sendMessage(server.url, conversation, { text: 'status' });
    const status = dsptOf((await readActivities(server.url, conversation)).activities.at(-1));
    expect(status?.progress.answered).toBeGreaterThanOrEqual(acknowledged.size);
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(10);

  await sendMessage(server.url, conversation, { text: 'show my answers' });
  const summary = JSON.stringify((await readActivities(server.url, conversation)).activities.at(-1));
  for (const question of acknowledged.keys()) expect(summary).toContain(question);
  await expect(server.stop()).resolves.toBe(0);
  const checked = spawnSync(process.execPath, [verify], {
    env: { ...process.env, DATA_DIR: dataDir },
    encoding: 'utf8',
  });
  expect(checked.status).toBe(0);
});

it('a message sent again after a kill counts once', async () => {
  const dataDir = newFolder();
  let server = await startServer(dataDir);
  const conversation = await openConversation(server.url);
  const message = { text: 'Rose Cottage', channelData: { clientActivityID: 'only-once' } };
  await sendMessage(server.url, conversation, message);
  await server.kill();
  server = await startServer(dataDir);
  const before = await readActivities(server.url, conversation);
  await sendMessage(server.url, conversation, message);
  expect(await readActivities(server.url, conversation)).toEqual(before);
  await server.stop();
});

it('a return code opens the same place in another conversation after a restart, and is kept nowhere in clear', async () => {
  const dataDir = newFolder();
  let server = await startServer(dataDir);
  const first = await openConversation(server.url);
  await sendMessage(server.url, first, { text: 'Rose Cottage' });
  await sendMessage(server.url, first, { text: 'return code' });
  const { activities } = await readActivities(server.url, first);
  const code = activities.map((activity) => dsptOf(activity)?.returnCode).find(Boolean) ?? '';
  expect(code.split(' ')).toHaveLength(5);
  await server.kill();

  server = await startServer(dataDir);
  const second = await openConversation(server.url);
  await sendMessage(server.url, second, { text: code.replaceAll(' ', '') });
  const reopened = await readActivities(server.url, second);
  expect(dsptOf(reopened.activities.at(-1))?.question).toBe('setup.serviceType');
  const kept = JSON.stringify([await readActivities(server.url, first), reopened.activities]);
  await server.stop();
  server = await startServer(dataDir);
  const reread = JSON.stringify([await readActivities(server.url, first), await readActivities(server.url, second)]);
  await server.stop();
  expect(kept).toContain('(return code)');
  expect(reread).not.toContain(code);
  expect(reread).not.toContain(code.replaceAll(' ', ''));
  expect(reread).not.toContain(code.replaceAll(' ', '-'));
});
