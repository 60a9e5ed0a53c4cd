/** The whole program, with its store behind a line that breaks: what is said is kept once, or the person is told. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { azureProgram, forEver, kindly, type Visit } from '../support/azureProgram.ts';
import type { Fault } from '../support/faultProxy.ts';
import { keptOf } from '../support/kept.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const program = azureProgram(temporaryFolders());
const { newVisit } = program;

const passing: readonly Fault[] = [
  { status: 429, retryAfterMs: 20 },
  { status: 449 },
  { status: 503 },
  'resetBefore',
  'cutBody',
  'loseAnswer',
];
const staying: readonly Fault[] = [
  { status: 429, retryAfterMs: 500 },
  { status: 503 },
  'resetBefore',
  'cutBody',
  'loseAnswer',
  'hang',
];
const nameOf = (fault: Fault): string => (typeof fault === 'string' ? fault : String(fault.status));

const keptFor = ({ assessment }: Visit) => keptOf(program.store, assessment);

/** The question that is on show. */
async function asked(visit: Visit): Promise<string> {
  return (await program.app.heard(visit)).activities.at(-1).channelData?.dspt?.question;
}

describe('an answer', () => {
  const stages = ['while the conversation is read', 'while it is recorded', 'while the conversation is kept'] as const;
  type Stage = (typeof stages)[number];
  const requestOf = ({ id, assessment }: Visit, stage: Stage): RegExp => {
    const requests: Record<Stage, string> = {
      'while the conversation is read': `^GET record/docs/\\d+ conversation:${id}$`,
      'while it is recorded': `^POST record/docs assessment:${assessment}$`,
      'while the conversation is kept': `^POST record/docs conversation:${id}$`,
    };
    return new RegExp(requests[stage]);
  };
  const newAnswer = () => ({ channelData: { clientActivityID: randomUUID() } });
  const answer = (visit: Visit, more: Record<string, unknown>) => program.app.say(visit, 'care home', more);

  it('asks Cosmos DB for three things, and for the heads of many turns together', async () => {
    const visit = await newVisit();
    const before = program.azure.cosmos.requests.length;
    await answer(visit, newAnswer());
    const requests = program.azure.cosmos.requests.slice(before).filter((request) => !/ bulk|pkranges/.test(request));
    expect(requests).toHaveLength(stages.length);
    for (const [index, stage] of stages.entries()) expect(requests[index]).toMatch(requestOf(visit, stage));
  });

  /** Written once and answered once, also when it is sent again. */
  async function expectOnce(visit: Visit, more: Record<string, unknown>): Promise<void> {
    expect((await keptFor(visit)).answers).toEqual(['setup.name', 'setup.serviceType']);
    const before = await program.app.heard(visit);
    const received = before.activities.filter(({ text }) => text === 'care home');
    const again = await answer(visit, more);
    expect(again).toMatchObject({ status: 200, body: { id: received.at(-1).id } });
    expect(await program.app.heard(visit)).toEqual(before);
    expect(before.activities.filter(({ replyToId }) => replyToId === again.body.id).length).toBeGreaterThan(0);
  }

  describe.each(stages)('%s', (stage) => {
    it.each(passing.map((fault) => [nameOf(fault), fault] as const))(
      'is kept once in spite of %s',
      async (_, fault) => {
        const visit = await newVisit();
        const more = newAnswer();
        const broken = program.azure.cosmos.inject(fault, requestOf(visit, stage));
        expect((await answer(visit, more)).status).toBe(200);
        expect(broken.times).toBe(1);
        await expectOnce(visit, more);
      },
    );

    it('is acknowledged only when a slow answer is there', async () => {
      const visit = await newVisit();
      const more = newAnswer();
      const slow = program.azure.cosmos.inject('hold', requestOf(visit, stage));
      let isAcknowledged = false;
      const sending = answer(visit, more).finally(() => {
        isAcknowledged = true;
      });
      await slow.met;
      await keptFor(visit);
      expect(isAcknowledged).toBe(false);
      slow.release();
      expect((await sending).status).toBe(200);
      await expectOnce(visit, more);
    });
  });

  it('is kept once when nobody answers for a while, whatever was asked for', async () => {
    const outcomes = stages.map(async (stage) => {
      const visit = await newVisit();
      const more = newAnswer();
      const broken = program.azure.cosmos.inject('hang', requestOf(visit, stage));
      expect((await answer(visit, more)).status).toBe(200);
      expect(broken.times).toBe(1);
      await expectOnce(visit, more);
    });
    await Promise.all(outcomes);
  });

  // Side by side, because each takes as long as the program tries.
  it('that cannot be kept is told of, and counts once when the person sends it or says it again', async () => {
    const outcomes = staying.flatMap((fault) => stages.map((stage) => expectTold(fault, stage)));
    await Promise.all(outcomes);
  });

  async function expectTold(fault: Fault, stage: Stage): Promise<void> {
    const visit = await newVisit();
    const more = newAnswer();
    const broken = program.azure.cosmos.inject(fault, requestOf(visit, stage), forEver);
    const { status } = await answer(visit, more);
    broken.release();
    if (stage !== 'while it is recorded') {
      // Not acknowledged: a client sends it again by itself.
      expect(status).toBe(500);
      expect((await answer(visit, more)).status).toBe(200);
      await expectOnce(visit, more);
      expect(await asked(visit)).toBe('setup.profile.computers');
      expect((await keptFor(visit)).answers).toHaveLength(2);
      return;
    }
    expect(status).toBe(200);
    expect((await program.app.heard(visit)).texts.at(-1)).toMatch(kindly);
    // It may have arrived all the same, and nobody could tell.
    expect((await keptFor(visit)).answers).toHaveLength(fault === 'loseAnswer' ? 2 : 1);
    const anew = newAnswer();
    expect((await answer(visit, anew)).status).toBe(200);
    await expectOnce(visit, anew);
    expect(await asked(visit)).toBe('setup.profile.computers');
  }
});

it('leaves a store that is whole', async () => {
  const { code, said } = await program.verify();
  expect(said).toMatch(/the store is whole/);
  expect(code).toBe(0);
});
