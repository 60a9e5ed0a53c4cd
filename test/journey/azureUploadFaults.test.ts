/** Files on their way through the whole program, with both its stores behind lines that break: kept once, or the person is told. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../bot/support/testApp.ts';
import { azureProgram, forEver, kindly, type Visit } from '../support/azureProgram.ts';
import type { Fault } from '../support/faultProxy.ts';
import { keptOf } from '../support/kept.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const program = azureProgram(temporaryFolders());
const { newVisit } = program;

const keptFor = ({ assessment }: Visit) => keptOf(program.store, assessment);

const content = new Blob(['We keep data safe. '.repeat(2000)]);

/** One message with one file, again and again for the same id. */
function send({ path, token }: Visit, id: string): Promise<Answer> {
  const raw = new FormData();
  const activity = { type: 'message', from: { id: 'x' }, channelData: { clientActivityID: id } };
  raw.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
  raw.append('file', content, 'Data protection policy.txt');
  return program.app.ask(`${path}/upload?userId=x`, { raw, token });
}

/** One document, of which nothing more comes when its message is sent again. */
async function expectOnce(visit: Visit, id: string): Promise<void> {
  const { assessment, evidence } = await keptFor(visit);
  expect(Object.values(assessment.documents)).toHaveLength(1);
  expect(evidence).toHaveLength(1);
  expect(await program.store.files.look(evidence[0] ?? '')).toMatchObject({ size: content.size });
  const before = await program.app.heard(visit);
  expect((await send(visit, id)).status).toBe(200);
  expect(await program.app.heard(visit)).toEqual(before);
  expect((await keptFor(visit)).evidence).toEqual(evidence);
}

/** How often the person has heard that the file is kept. */
const timesTold = async (visit: Visit): Promise<number> =>
  (await program.app.heard(visit)).texts.filter((text) =>
    text?.startsWith('I have kept Data protection policy.txt as D1'),
  ).length;

/** What was written and belongs to nothing: it counts as no evidence, and is swept away in time. */
async function loose(visit: Visit): Promise<readonly string[]> {
  const { files, evidence } = await keptFor(visit);
  return files.filter((name) => !evidence.includes(name));
}

interface Stage {
  readonly store: 'cosmos' | 'blob';
  readonly what: (visit: Visit) => string;
}
const stages: Readonly<Record<string, Stage>> = {
  'while it comes in': { store: 'blob', what: () => '^PUT incoming/.+ block$' },
  'when all of it has come in': { store: 'blob', what: () => '^PUT incoming/.+ blocklist$' },
  'while it is noted': { store: 'cosmos', what: () => '^POST documents/docs upload:' },
  'while its message is noted': { store: 'cosmos', what: () => '^POST documents/docs uploadedWith:' },
  'while it is read to be looked at': { store: 'blob', what: () => '^GET incoming/' },
  'while it is laid down': { store: 'blob', what: ({ assessment }) => `^PUT evidence/${assessment}/.+ block$` },
  'when all of it is laid down': {
    store: 'blob',
    what: ({ assessment }) => `^PUT evidence/${assessment}/.+ blocklist$`,
  },
  'while it is noted what it is': { store: 'cosmos', what: () => '^PUT documents/docs/upload:' },
  'while what came in goes': { store: 'blob', what: () => '^DELETE incoming/' },
  'while it is looked for': { store: 'blob', what: ({ assessment }) => `^HEAD evidence/${assessment}/` },
  'while it is recorded': { store: 'cosmos', what: ({ assessment }) => `^POST record/docs assessment:${assessment}$` },
  'while the conversation is kept': { store: 'cosmos', what: ({ id }) => `^POST record/docs conversation:${id}$` },
};

describe('a file', () => {
  it.each(Object.entries(stages))('is kept once in spite of a fault that passes %s', async (_, stage) => {
    for (const fault of [{ status: 503 }, 'resetBefore', 'cutBody', 'loseAnswer'] as const) {
      const visit = await newVisit();
      const id = randomUUID();
      const broken = program.azure[stage.store].inject(fault, new RegExp(stage.what(visit)));
      expect((await send(visit, id)).status).toBe(200);
      expect(broken.times).toBe(1);
      await expectOnce(visit, id);
      expect(await timesTold(visit)).toBe(1);
      expect(await loose(visit)).toEqual([]);
    }
  });

  it.each(Object.entries(stages))('is acknowledged only when a slow answer is there, %s', async (_, stage) => {
    const visit = await newVisit();
    const id = randomUUID();
    const slow = program.azure[stage.store].inject('hold', new RegExp(stage.what(visit)));
    let isAcknowledged = false;
    const sending = send(visit, id).finally(() => {
      isAcknowledged = true;
    });
    await slow.met;
    await keptFor(visit);
    expect(isAcknowledged).toBe(false);
    slow.release();
    expect((await sending).status).toBe(200);
    await expectOnce(visit, id);
  });

  // Side by side, because each takes as long as the program tries.
  it('that meets a fault that stays is kept once all the same, or the person is told', async () => {
    const sendings: Sending[] = [];
    for (const stage of Object.values(stages)) {
      for (const fault of [{ status: 503 }, 'loseAnswer'] as const)
        sendings.push(await sendOverBrokenLine(stage, fault));
    }
    const statuses = await Promise.all(sendings.map(async ({ answer }) => (await answer).status));
    program.azure.cosmos.clear();
    program.azure.blob.clear();
    await Promise.all(sendings.map(({ visit, id }, i) => expectKeptInTheEnd(visit, id, statuses[i])));
  });

  async function expectKeptInTheEnd(visit: Visit, id: string, status: number | undefined): Promise<void> {
    expect([200, 500]).toContain(status);
    // What was not acknowledged is sent again by the client.
    if (status === 500) expect((await send(visit, id)).status).toBe(200);
    const isKept = (await keptFor(visit)).evidence.length > 0;
    // It may have been kept although nobody heard so. Where it was not, the person knows to send it anew.
    if (!isKept) expect((await program.app.heard(visit)).texts.at(-1)).toMatch(kindly);
    const last = isKept ? id : randomUUID();
    if (!isKept) expect((await send(visit, last)).status).toBe(200);
    await expectOnce(visit, last);
  }

  interface Sending {
    readonly visit: Visit;
    readonly id: string;
    readonly answer: Promise<Answer>;
  }
  /** Requests that are being broken: most show only by the id of an upload whose they are. */
  const broken = new Set<string>();

  /** Breaks a request of a new file, however often it is made. Resolves once it was made for the first time. */
  async function sendOverBrokenLine(stage: Stage, fault: Fault): Promise<Sending> {
    const visit = await newVisit();
    const id = randomUUID();
    const pattern = new RegExp(stage.what(visit));
    const proxy = program.azure[stage.store];
    const first = proxy.inject(fault, { test: (what) => !broken.has(what) && pattern.test(what) });
    const answer = send(visit, id);
    const asked = await first.met;
    broken.add(asked);
    proxy.inject(fault, { test: (what) => what === asked }, forEver);
    return { visit, id, answer };
  }
});

it('leaves a store that is whole', async () => {
  const { code, said } = await program.verify();
  expect(said).toMatch(/the store is whole/);
  expect(code).toBe(0);
});
