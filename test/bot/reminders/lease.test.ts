/** That one at a time holds it: on every backend. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Lease } from '../../../bot/reminders/lease.ts';
import { type Documents, EtagMismatch } from '../../../storage/ports.ts';
import { changed } from '../support/files.ts';
import { backends, MadeClock, minute } from './support.ts';

const lifetime = 3 * minute;

describe.each(backends())('a lease on %s', (_, open) => {
  let documents: Documents;
  let clock: MadeClock;

  beforeEach(async () => {
    documents = await open();
    clock = new MadeClock('2026-06-01T09:00:00.000Z');
  });

  const lease = (changes: { readonly documents?: Documents; readonly now?: () => Date } = {}): Lease =>
    new Lease({ documents, name: 'work', now: clock.now, ...changes });

  it('is held by one of many', async () => {
    const all = Array.from({ length: 5 }, () => lease());
    const taken = await Promise.all(all.map((each) => each.take()));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const kept = await Promise.all(all.map((each) => each.keep()));
    expect(kept).toEqual(taken);
  });

  it('is not another of another name', async () => {
    expect(await lease().take()).toBe(true);
    expect(await new Lease({ documents, name: 'other', now: clock.now }).take()).toBe(true);
  });

  it('stays with whoever keeps asking', async () => {
    const [one, other] = [lease(), lease()];
    await one.take();
    for (let i = 0; i < 20; i++, clock.step(minute)) {
      expect([await one.keep(), await other.take()]).toEqual([true, false]);
    }
  });

  it('costs no request for each question', async () => {
    let requests = 0;
    const count = <T>(answer: T): T => {
      requests++;
      return answer;
    };
    const counting = changed(documents, {
      get: (id) => count(documents.get(id)),
      put: (id, value, ifMatch) => count(documents.put(id, value, ifMatch)),
    });
    const one = lease({ documents: counting });
    await one.take();
    requests = 0;
    for (let i = 0; i < 100; i++) await one.keep();
    expect(requests).toBe(0);
    clock.step(minute);
    await Promise.all(Array.from({ length: 10 }, () => one.keep()));
    expect(requests).toBe(1);
  });

  it('goes to somebody else once it was seen without a sign of life for a lifetime', async () => {
    const [one, other] = [lease(), lease()];
    await one.take();
    expect(await other.take()).toBe(false);
    clock.step(lifetime - 1);
    expect(await other.take()).toBe(false);
    clock.step(1);
    expect(await other.take()).toBe(true);
    expect(await one.keep()).toBe(false);
    expect(await one.take()).toBe(false);
  });

  it('goes to somebody else within a lifetime, though the clock was set back meanwhile', async () => {
    const [one, other] = [lease(), lease()];
    await one.take();
    clock.step(100 * lifetime);
    await other.take();
    clock.step(-50 * lifetime);
    expect(await other.take()).toBe(false);
    clock.step(lifetime);
    expect(await other.take()).toBe(true);
  });

  it('is not taken from a holder whose clock goes wrong by somebody who has only just come', async () => {
    const slow = lease({ now: () => new Date(0) });
    await slow.take();
    expect(await lease().take()).toBe(false);
  });

  it('is not believed in by a holder that was paused and has lost it', async () => {
    const [one, other] = [lease(), lease()];
    await one.take();
    await other.take();
    clock.step(lifetime);
    await other.take();
    expect(await one.keep()).toBe(false);
  });

  it('is still there for a holder that was paused and has not lost it', async () => {
    const one = lease();
    await one.take();
    clock.step(100 * lifetime);
    expect(await one.keep()).toBe(true);
  });

  it('is asked for in the store when the clock was set back', async () => {
    const [one, other] = [lease(), lease()];
    await one.take();
    await other.take();
    clock.step(lifetime);
    await other.take();
    clock.step(-lifetime - 1);
    expect(await one.keep()).toBe(false);
    expect(await other.keep()).toBe(true);
  });

  it('is free at once when it is given back', async () => {
    const [one, other] = [lease(), lease()];
    await one.take();
    await one.release();
    expect(await one.keep()).toBe(false);
    expect(await other.take()).toBe(true);
    await one.release();
    expect(await other.keep()).toBe(true);
  });

  it('leaves alone what is not its own any more when it is given back', async () => {
    const [one, other] = [lease(), lease()];
    await one.take();
    await other.take();
    clock.step(lifetime);
    await other.take();
    await one.release();
    expect(await other.keep()).toBe(true);
    clock.step(minute);
    expect(await other.keep()).toBe(true);
  });

  it('is found again by a holder whose renewal was written and whose answer was lost', async () => {
    let isLost = false;
    const losing = changed(documents, {
      put: async (id, value, ifMatch) => {
        const etag = await documents.put(id, value, ifMatch);
        if (isLost) throw new EtagMismatch('lost');
        return etag;
      },
    });
    const one = lease({ documents: losing });
    await one.take();
    isLost = true;
    clock.step(minute);
    expect(await one.keep()).toBe(false);
    isLost = false;
    expect(await one.take()).toBe(true);
  });

  it('is not held when the store cannot be asked', async () => {
    let isBroken = false;
    const breaking = changed(documents, {
      put: async (id, value, ifMatch) => {
        if (isBroken) throw new Error('no store');
        return documents.put(id, value, ifMatch);
      },
    });
    const one = lease({ documents: breaking });
    await one.take();
    isBroken = true;
    clock.step(minute);
    await expect(one.keep()).rejects.toThrow('no store');
    expect(await one.keep()).toBe(false);
  });
});
