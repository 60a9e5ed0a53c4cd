import { describe, expect, it } from '@jest/globals';
import type { Outgoing } from '../../web/directLine/activity.ts';
import { FileBox, type FileDelivery } from '../../web/directLine/fileBox.ts';
import { HttpError } from '../../web/directLine/request.ts';

const activity: Outgoing = { type: 'message', channelData: { clientActivityID: 'a' } };
const files = [new File(['words'], 'rota.txt')];
const network = new TypeError('network');
const refused = (status: number, retryAfter: string | null = null) => new HttpError(status, retryAfter);

/** A box whose post goes through `answers`, one per try: an error is thrown, `undefined` is success. */
function boxWith(...answers: (Error | undefined)[]) {
  const posts: unknown[] = [];
  const waits: number[] = [];
  const states: FileDelivery['is'][] = [];
  let isUp = true;
  let kept: unknown;
  let wake: () => void = () => undefined;
  const box = new FileBox({
    post: async (sent, sentFiles, signal) => {
      posts.push([sent.channelData.clientActivityID, sentFiles.map(({ name }) => name), signal.aborted]);
      const answer = answers.shift();
      if (answer) throw answer;
    },
    changed: (_, { is }) => states.push(is),
    keep: (names) => {
      kept = names;
    },
    online: () => (isUp ? Promise.resolve() : new Promise((resolve) => (wake = resolve))),
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  const settled = async () => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
    return { posts: posts.length, states: states.splice(0), waits, kept };
  };
  const line = (up: boolean) => {
    isUp = up;
    wake();
  };
  return { box, settled, line, posts };
}

describe('files on their way', () => {
  it.each([
    ['arrive', [], ['waiting', 'sending', 'sent'], {}],
    ['are tried once more', [network], ['waiting', 'sending', 'waiting', 'sending', 'sent'], {}],
    [
      'are left to the person after that',
      [network, network],
      ['waiting', 'sending', 'waiting', 'sending', 'failed'],
      { a: ['rota.txt'] },
    ],
    ['are not tried again where they are refused', [refused(413)], ['waiting', 'sending', 'refused'], {}],
    ['go by a new session', [refused(401)], ['waiting', 'sending', 'waiting', 'sending', 'sent'], {}],
  ] as const)('%s', async (_, answers, states, kept) => {
    const { box, settled } = boxWith(...answers);
    box.send(activity, files);
    expect(await settled()).toMatchObject({ states, kept });
  });

  it('wait as long as the server asks, within reason', async () => {
    for (const [asked, waited] of [
      ['3', 3_000],
      ['900', 30_000],
    ] as const) {
      const { box, settled } = boxWith(refused(503, asked));
      box.send(activity, files);
      expect((await settled()).waits).toEqual([waited]);
    }
  });

  it('keep their id however often they are tried, also by the person', async () => {
    const { box, settled, posts } = boxWith(network, network);
    box.send(activity, files);
    await settled();
    box.retry('a');
    box.retry('a');
    expect(await settled()).toMatchObject({ posts: 3, states: ['waiting', 'sending', 'sent'], kept: {} });
    expect(posts).toEqual(Array(3).fill(['a', ['rota.txt'], false]));
  });

  it('wait for the line', async () => {
    const { box, settled, line } = boxWith();
    line(false);
    box.send(activity, files);
    expect(await settled()).toMatchObject({ posts: 0, states: ['waiting'], kept: { a: ['rota.txt'] } });
    line(true);
    expect(await settled()).toMatchObject({ posts: 1, states: ['sending', 'sent'], kept: {} });
  });

  it('never go once they were stopped', async () => {
    const { box, settled, line } = boxWith();
    line(false);
    box.send(activity, files);
    await settled();
    box.cancel('a');
    line(true);
    expect(await settled()).toMatchObject({ posts: 0, states: ['cancelled'], kept: {} });
  });

  it('have arrived when the stream brings them back, whatever the answer is', async () => {
    const { box, settled } = boxWith(network);
    box.send(activity, files);
    box.delivered('a');
    expect(await settled()).toMatchObject({ posts: 0, states: ['waiting', 'sent'], kept: {} });
  });
});
