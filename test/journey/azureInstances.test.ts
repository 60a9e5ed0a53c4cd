/** Three processes of the program on one Cosmos DB and one Blob Storage: any of them may be asked, and any may die. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { CareWorker, fieldOf } from '../../bench/people.ts';
import { answerTo } from '../../core/assessment.ts';
import { openStoreForReading } from '../../storage/index.ts';
import type { Store } from '../../storage/ports.ts';
import { megabyte, textOf } from '../bot/support/files.ts';
import { type Answer, Client, type Conversation } from '../bot/support/testApp.ts';
import { begin, chunk, offsetOf, verdict } from '../bot/support/tusClient.ts';
import { type Azure, type AzureStore, startAzure } from '../support/azureStore.ts';
import { realContent } from '../support/guide.ts';
import { assessmentOfConversation, type Kept, keptOf, runVerify } from '../support/kept.ts';
import { type ServerProcess, startServer } from '../support/serverProcess.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
let azure: Azure;
let settings: AzureStore;
let servers: ServerProcess[];
/** Past the processes. */
let store: Store;

beforeAll(async () => {
  azure = await startAzure(newFolder());
  settings = azure.newStore();
  servers = await Promise.all([start(), start(), start()]);
  store = (await openStoreForReading({ dataDir: '', azure: settings.direct })) as Store;
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await store.close();
  await azure.close();
});

const start = () => startServer(newFolder(), { ...settings.env, TURNS_PER_SECOND: '1000' });

/** The process with this number, round and round. */
const at = (number: number): Client => new Client((servers[number % servers.length] as ServerProcess).url);

async function restart(number: number): Promise<void> {
  await servers[number]?.kill();
  servers[number] = await start();
}

/** As a client does that gets no answer, or a bad one: the same again, at the next process. */
async function untilTaken(number: number, send: (client: Client) => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; tries < 20; tries++) {
    const answer = await send(at(number + tries)).catch(() => undefined);
    if (answer?.status === 200) return answer;
  }
  throw new Error('Nobody takes it.');
}

interface Told {
  readonly id: string;
  readonly conversation: Conversation;
}

/** Taps "yes" on the card of a question. */
async function tapYes(number: number, conversation: Conversation, question: string): Promise<Told> {
  const body = {
    type: 'message',
    from: { id: 'x' },
    channelData: { clientActivityID: randomUUID() },
    value: { dspt: { do: 'answer', question, seen: 0, as: 'yes' } },
  };
  const { path, token } = conversation;
  const answer = await untilTaken(number, (client) => client.ask(`${path}/activities`, { body, token }));
  return { id: answer.body.id, conversation };
}

async function sendFile(number: number, conversation: Conversation, name: string, content: Blob): Promise<Told> {
  const activity = { type: 'message', from: { id: 'x' }, channelData: { clientActivityID: randomUUID() } };
  const { path, token } = conversation;
  const answer = await untilTaken(number, (client) => {
    const raw = new FormData();
    raw.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
    raw.append('file', content, name);
    return client.ask(`${path}/upload?userId=x`, { raw, token });
  });
  return { id: answer.body.id, conversation };
}

const namesIn = ({ assessment }: Kept): readonly string[] =>
  Object.values(assessment.documents).flatMap(({ versions }) =>
    versions.flatMap(({ source }) => ('file' in source ? [source.name] : [])),
  );

const yesNoQuestions = async (): Promise<readonly string[]> =>
  (await realContent()).book.mandatory.filter(({ kind }) => kind === 'yesNo').map(({ id }) => id);

/** Three conversations, each at a process of its own, that a return code has led to one assessment. */
async function threeAtOne(): Promise<{ conversations: readonly Conversation[]; assessment: string }> {
  const conversations = await Promise.all([0, 1, 2].map((number) => at(number).conversation()));
  const [first, ...others] = conversations as [Conversation, ...Conversation[]];
  await at(0).say(first, 'Rose Cottage');
  await at(0).say(first, 'return code');
  // Only the process that said a code still has it: none is kept.
  const { activities } = await at(0).heard(first);
  const [code] = activities.flatMap(({ channelData }) => channelData?.dspt?.returnCode ?? []);
  for (const [i, conversation] of others.entries()) await at(i + 1).say(conversation, code);
  return { conversations, assessment: assessmentOfConversation(first.id) };
}

/** Everything that was acknowledged is in its conversation once, with a reply. */
async function expectTold(told: readonly Told[]): Promise<void> {
  for (const [i, { id, conversation }] of told.entries()) {
    const { activities } = await at(i).heard(conversation);
    expect(activities.filter((each) => each.id === id)).toHaveLength(1);
    expect(activities.some(({ replyToId }) => replyToId === id)).toBe(true);
  }
}

it('take answers and files of three people at one assessment, while one after the other is killed', async () => {
  const { conversations, assessment } = await threeAtOne();
  const questions = await yesNoQuestions();
  const told: Told[] = [];
  const asked: string[] = [];
  const files: string[] = [];
  for (let round = 0; round < 6; round++) {
    const four = questions.slice(round * 4, round * 4 + 4);
    const [contested = '', ...own] = four;
    asked.push(...four);
    const name = `policy ${round}.txt`;
    files.push(name);
    const sending = conversations.flatMap((conversation, i) => [
      tapYes(i, conversation, own[i] ?? ''),
      tapYes(i, conversation, contested),
    ]);
    // At the process that is about to die.
    const uploading = sendFile(round, conversations[round % 3] as Conversation, name, textOf(megabyte + round));
    await Promise.race(sending.slice(round));
    await restart(round % 3);
    told.push(...(await Promise.all([...sending, uploading])));
  }
  const kept = await keptOf(store, assessment);
  expect(asked.filter((question) => !answerTo(kept.assessment, question))).toEqual([]);
  expect([...namesIn(kept)].sort()).toEqual(files);
  expect(kept.files).toEqual(kept.evidence);
  // Of three who answer the same at once, one is heard, and the others are told so.
  expect(kept.answers.filter((question) => asked.includes(question)).sort()).toEqual([...asked].sort());
  await expectTold(told);
  for (const [i, conversation] of conversations.entries()) {
    await at(i).say(conversation, 'status');
    const { activities } = await at(i + 1).heard(conversation);
    expect(activities.at(-1).channelData.dspt.progress.answered).toBe(asked.length);
  }
});

it('serve one conversation by turns: answers land where they were asked, and watermarks never go back', async () => {
  const conversation = await at(0).conversation();
  const person = new CareWorker();
  let heard = await at(0).heard(conversation);
  const answered: string[] = [];
  for (let turn = 1; turn <= 30; turn++) {
    const last = JSON.stringify(heard.activities.at(-1));
    // Insists that the answer before was understood and recorded.
    const message = person.reply(last);
    answered.push(fieldOf(last, 'question') ?? '');
    const { body } = await at(turn).say(conversation, '', message as Record<string, unknown>);
    const { watermark } = heard;
    heard = await at(turn + 1).heard(conversation, watermark);
    expect(Number(heard.watermark)).toBeGreaterThan(Number(watermark));
    const { replyToId, channelData } = heard.activities.at(-1);
    expect(replyToId).toBe(body.id);
    expect(channelData.dspt.understood.item).toBe(answered.at(-1));
  }
  expect((await keptOf(store, assessmentOfConversation(conversation.id))).answers).toEqual(answered);
});

it('serve one conversation at the same time, and everything in it counts once', async () => {
  const conversation = await at(0).conversation();
  await at(0).say(conversation, 'Rose Cottage');
  const questions = (await yesNoQuestions()).slice(0, 18);
  const told = await Promise.all(questions.map((question, i) => tapYes(i, conversation, question)));
  const { answers } = await keptOf(store, assessmentOfConversation(conversation.id));
  expect(answers.slice(1).sort()).toEqual([...questions].sort());
  await expectTold(told);
});

it('let a client at one process hear what another said', async () => {
  const conversation = await at(0).conversation();
  const socket = new WebSocket(conversation.streamUrl);
  const ids = new Set<string>();
  const { promise: isHeard, resolve } = Promise.withResolvers<void>();
  let awaited = '';
  socket.on('message', (data) => {
    const frame = data.toString();
    if (frame) for (const { id, replyToId } of JSON.parse(frame).activities) ids.add(replyToId ?? id);
    if (ids.has(awaited)) resolve();
  });
  await new Promise((opened) => socket.once('open', opened));
  const { body } = await at(1).say(conversation, 'Rose Cottage');
  awaited = body.id;
  await isHeard;
  socket.close();
});

it('take chunks of one file, each at another process, and go on when one is killed in between', async () => {
  const conversation = await at(0).conversation();
  const ticket = await ticketOf(conversation);
  const content = Buffer.from(await textOf(6 * megabyte).arrayBuffer());
  const address = await begin(at(0), ticket, content.length, 'long policy.txt');
  for (let number = 1; ; number++) {
    const offset = await offsetOf(at(number), ticket, address);
    if (offset === content.length) break;
    const sending = chunk(at(number + 1), ticket, address, offset, content.subarray(offset, offset + megabyte)).catch(
      () => undefined,
    );
    if (number === 3) await servers[(number + 1) % 3]?.kill();
    await sending;
    if (number === 3) await restart((number + 1) % 3);
  }
  expect(await verdict(at(0), ticket, address)).toMatchObject({
    state: 'kept',
    document: { name: 'long policy.txt', size: content.length },
  });
  const kept = await keptOf(store, assessmentOfConversation(conversation.id));
  expect(namesIn(kept)).toEqual(['long policy.txt']);
  expect(kept.files).toEqual(kept.evidence);
});

async function ticketOf(conversation: Conversation): Promise<string> {
  await at(0).say(conversation, 'send a file');
  const { activities } = await at(0).heard(conversation);
  return /\/evidence#([\w-]{22})/.exec(JSON.stringify(activities))?.[1] ?? '';
}

it('leave a store that is whole', async () => {
  await Promise.all(servers.map((server) => server.stop()));
  const { code, said } = await runVerify(settings.env);
  expect(said).toMatch(/, 7 files: the store is whole/);
  expect(code).toBe(0);
});
