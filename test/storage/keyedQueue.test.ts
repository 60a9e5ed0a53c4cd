import { describe, expect, it } from '@jest/globals';
import { KeyedQueue } from '../../storage/keyedQueue.ts';
import { gate } from '../bot/support/testApp.ts';

describe('KeyedQueue', () => {
  it('runs tasks of one key one after another, in order', async () => {
    const queue = new KeyedQueue();
    const seen: string[] = [];
    const first = gate();
    const one = queue.run('a', async () => {
      seen.push('one begins');
      await first.passed;
      seen.push('one ends');
    });
    const two = queue.run('a', async () => void seen.push('two'));
    expect(queue.waiting('a')).toBe(2);
    await Promise.resolve();
    first.open();
    await Promise.all([one, two]);
    expect(seen).toEqual(['one begins', 'one ends', 'two']);
  });

  it('does not let one key wait for another', async () => {
    const queue = new KeyedQueue();
    const held = gate();
    const slow = queue.run('a', () => held.passed);
    expect(await queue.run('b', async () => 'done')).toBe('done');
    held.open();
    await slow;
  });

  it('goes on after a task that failed', async () => {
    const queue = new KeyedQueue();
    const failed = queue.run('a', async () => {
      throw new Error('no');
    });
    const next = queue.run('a', async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });

  it('is idle when all is done, and forgets its keys', async () => {
    const queue = new KeyedQueue();
    const held = gate();
    let isIdle = false;
    const task = queue.run('a', () => held.passed);
    const idle = queue.idle().then(() => {
      isIdle = true;
    });
    await Promise.resolve();
    expect(isIdle).toBe(false);
    held.open();
    await Promise.all([task, idle]);
    expect(queue.waiting('a')).toBe(0);
  });
});
