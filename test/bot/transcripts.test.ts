import { describe, expect, it } from '@jest/globals';
import { Transcripts } from '../../bot/directLine/transcripts.ts';
import { type Commit, type EventLog, type Head, RevisionTaken } from '../../storage/ports.ts';

/** A log in memory that counts how often it is read. */
function countingLog() {
  const streams = new Map<string, Commit[]>();
  const log: Pick<EventLog, 'append' | 'read' | 'head'> & { reads: number } = {
    reads: 0,
    append: async (stream, expected, commit) => {
      const commits = streams.get(stream) ?? [];
      if (commits.length !== expected.revision) throw new RevisionTaken('');
      const revision = expected.revision + 1;
      const written = { ...commit, stream, revision, previousHash: expected.hash, hash: String(revision) };
      streams.set(stream, [...commits, written]);
      return written;
    },
    read: async (stream, after, limit) => {
      log.reads += 1;
      return (streams.get(stream) ?? []).slice(after, limit === undefined ? undefined : after + limit) as never;
    },
    head: async (stream): Promise<Head | undefined> => streams.get(stream)?.at(-1),
  };
  return log;
}

const open = () => {
  const log = countingLog();
  return { log, transcripts: new Transcripts({ log: log as never, forKeeping: (activity) => activity }) };
};
const turn = (text: string, repeatKeys: string[] = []) => ({
  at: '2026-11-21T09:00:00.000Z',
  inputId: 'i',
  ...(repeatKeys.length > 0 && { received: { activity: { text: '' }, id: `id of ${repeatKeys[0]}`, repeatKeys } }),
  sent: [{ text }],
});

describe('the memory for transcripts', () => {
  it('is bounded: what conversations said since their greeting counts too', async () => {
    const { log, transcripts } = open();
    const ids = Array.from({ length: 3_000 }, (_, i) => `c${i}`);
    for (const id of ids) {
      const conversation = transcripts.begin(id, 'u');
      await transcripts.keep(conversation, { ...turn('hello'), started: true });
      await transcripts.keep(conversation, turn('x'.repeat(15_000)));
    }
    log.reads = 0;
    for (const id of ids.toReversed()) await transcripts.open(id);
    // 32 million characters hold some 1,900 of them.
    expect(log.reads).toBeGreaterThan(1_000);
  });

  it('does not hold a very large turn, which is read from the log', async () => {
    const { transcripts } = open();
    const conversation = transcripts.begin('c', 'u');
    await transcripts.keep(conversation, { ...turn('hello'), started: true });
    await transcripts.keep(conversation, turn('x'.repeat(200_000)));
    expect(conversation.recentSize).toBe(0);
    expect((await transcripts.read(conversation, 1)).activities).toEqual([expect.stringMatching(/x{200000}/)]);
    await transcripts.keep(conversation, turn('next'));
    expect(await transcripts.read(conversation, 2)).toMatchObject({ activities: ['{"text":"next"}'], watermark: 3 });
    expect((await transcripts.read(conversation, 0)).activities).toHaveLength(3);
  });

  it('knows the repeats of the last 1,000 ids, also when it comes from the log', async () => {
    const { log, transcripts } = open();
    const conversation = transcripts.begin('c', 'u');
    await transcripts.keep(conversation, { ...turn('hello'), started: true });
    for (let i = 0; i < 1_100; i++) await transcripts.keep(conversation, turn('x', [`k${i}`]));
    const later = new Transcripts({ log: log as never, forKeeping: (activity) => activity });
    const revived = await later.open('c');
    for (const { inputs } of [conversation, revived ?? conversation]) {
      expect([inputs.size, inputs.get('k1099'), inputs.has('k50')]).toEqual([1_000, 'id of k1099', false]);
    }
    expect(revived).toMatchObject({ userId: 'u', head: conversation.head });
    expect((await later.read(revived ?? conversation, 1_090)).activities).toHaveLength(22);
  });
});
