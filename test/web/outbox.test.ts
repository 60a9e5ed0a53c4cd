import { describe, expect, it } from '@jest/globals';
import type { Outgoing } from '../../web/directLine/activity.ts';
import { type Delivery, Outbox } from '../../web/directLine/outbox.ts';
import { HttpError } from '../../web/directLine/request.ts';

const saying = (text: string): Outgoing => ({ type: 'message', text, channelData: { clientActivityID: text } });
const refused = (status: number, retryAfter: string | null = null) => new HttpError(status, retryAfter);

/** An outbox whose post goes through `answers`, one per try: an error is thrown, `undefined` is success. */
function outboxWith(...answers: (Error | undefined)[]) {
  const posted: string[] = [];
  const deliveries: [string, Delivery][] = [];
  const waits: number[] = [];
  let kept: readonly Outgoing[] = [];
  const outbox = new Outbox({
    post: async (activity) => {
      posted.push(activity.text ?? '');
      const answer = answers.shift();
      if (answer) throw answer;
    },
    changed: (clientId, delivery) => deliveries.push([clientId, delivery]),
    keep: (unsent) => {
      kept = unsent;
    },
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  const settled = async () => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
    return { posted, deliveries: deliveries.splice(0), waits, kept: kept.map(({ text }) => text) };
  };
  return { outbox, settled };
}

describe('the outbox', () => {
  it('waits for a connection, then sends in order', async () => {
    const { outbox, settled } = outboxWith();
    outbox.send(saying('a'));
    outbox.send(saying('b'));
    expect(await settled()).toMatchObject({
      posted: [],
      kept: ['a', 'b'],
      deliveries: [
        ['a', 'waiting'],
        ['b', 'waiting'],
      ],
    });
    outbox.online();
    expect(await settled()).toMatchObject({
      posted: ['a', 'b'],
      kept: [],
      deliveries: [
        ['a', 'sending'],
        ['b', 'sending'],
        ['a', 'sent'],
        ['b', 'sent'],
      ],
    });
  });

  it('tries again after trouble, with the same message', async () => {
    const { outbox, settled } = outboxWith(new TypeError('network'), refused(503));
    outbox.online();
    outbox.send(saying('a'));
    expect(await settled()).toMatchObject({
      posted: ['a', 'a', 'a'],
      kept: [],
      deliveries: [
        ['a', 'sending'],
        ['a', 'sent'],
      ],
    });
  });

  it('tells after four tries, keeps the message, and lets later ones pass', async () => {
    const { outbox, settled } = outboxWith(...Array.from({ length: 4 }, () => refused(500)));
    outbox.online();
    outbox.send(saying('a'));
    outbox.send(saying('b'));
    expect(await settled()).toMatchObject({
      posted: ['a', 'a', 'a', 'a', 'b'],
      kept: ['a'],
      deliveries: [
        ['a', 'sending'],
        ['b', 'sending'],
        ['a', 'failed'],
        ['b', 'sent'],
      ],
    });
    outbox.retry('a');
    expect(await settled()).toMatchObject({ posted: ['a', 'a', 'a', 'a', 'b', 'a'], kept: [] });
  });

  it.each([400, 413])('does not repeat what is refused for good (%d)', async (status) => {
    const { outbox, settled } = outboxWith(refused(status));
    outbox.online();
    outbox.send(saying('a'));
    expect(await settled()).toMatchObject({
      posted: ['a'],
      kept: ['a'],
      deliveries: [
        ['a', 'sending'],
        ['a', 'failed'],
      ],
    });
  });

  it('waits as long as a busy server asks, but not for ever', async () => {
    const { outbox, settled } = outboxWith(...Array.from({ length: 6 }, () => refused(429, '2')), refused(429, '3600'));
    outbox.online();
    outbox.send(saying('a'));
    const { waits, deliveries } = await settled();
    expect(waits).toEqual([2000, 2000, 2000, 2000, 2000, 2000, 30_000]);
    expect(deliveries.at(-1)).toEqual(['a', 'sent']);
  });

  it('goes at once with a new token', async () => {
    const { outbox, settled } = outboxWith(refused(401));
    outbox.online();
    outbox.send(saying('a'));
    expect(await settled()).toMatchObject({ waits: [0], posted: ['a', 'a'], kept: [] });
  });

  it('believes the stream where the answer got lost', async () => {
    const { outbox, settled } = outboxWith(new TypeError('network'));
    outbox.online();
    outbox.send(saying('a'));
    outbox.delivered('a');
    expect(await settled()).toMatchObject({
      posted: ['a'],
      kept: [],
      deliveries: [
        ['a', 'sending'],
        ['a', 'sent'],
      ],
    });
  });

  it('gives up nothing when the line goes down in the middle', async () => {
    const { outbox, settled } = outboxWith(new TypeError('network'));
    outbox.online();
    outbox.send(saying('a'));
    outbox.offline();
    expect(await settled()).toMatchObject({
      posted: ['a'],
      kept: ['a'],
      deliveries: [
        ['a', 'sending'],
        ['a', 'waiting'],
      ],
    });
    outbox.online();
    expect(await settled()).toMatchObject({ posted: ['a', 'a'], kept: [] });
  });
});
