/** When organisations are looked at: on every backend, whatever broke off in the middle. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Schedule, type Wake } from '../../../bot/reminders/schedule.ts';
import type { Documents } from '../../../storage/ports.ts';
import { changed } from '../support/files.ts';
import { allOf, backends, hour, idsOf, MadeClock, minute } from './support.ts';

const start = '2026-06-01T09:00:00.000Z';

describe.each(backends())('the schedule on %s', (_, open) => {
  let documents: Documents;
  let clock: MadeClock;
  let schedule: Schedule;

  beforeEach(async () => {
    documents = await open();
    clock = new MadeClock(start);
    schedule = new Schedule({ documents, now: clock.now });
  });

  const due = async (): Promise<readonly string[]> =>
    (await allOf(schedule.due(clock.now()))).map(({ organisation }) => organisation).sort();
  const after = (ms: number): string => new Date(clock.now().getTime() + ms).toISOString();
  const first = async (): Promise<Wake> => {
    const { value } = await schedule.due(clock.now()).next();
    if (!value) throw new Error('Nothing is due.');
    return value;
  };

  it('has an organisation due from its minute on, and not before', async () => {
    await schedule.set('a', after(90 * minute + 1));
    clock.step(90 * minute);
    expect(await due()).toEqual([]);
    clock.step(minute);
    expect(await due()).toEqual(['a']);
    clock.step(400 * 24 * hour);
    expect(await due()).toEqual(['a']);
  });

  it.each([['a/b'], ['née & Söhne'], ['..'], ['x'.repeat(300)]])('takes any id: %s', async (organisation) => {
    await schedule.set(organisation, clock.iso);
    expect(await due()).toEqual([organisation]);
    await schedule.finish(await schedule.look(await first()), undefined);
    expect(await due()).toEqual([]);
  });

  it('moves a wake earlier and later', async () => {
    await schedule.set('a', after(2 * hour));
    await schedule.set('a', after(hour));
    clock.step(hour);
    expect(await due()).toEqual(['a']);
    await schedule.set('a', after(hour));
    expect(await due()).toEqual([]);
    expect(await idsOf(documents, 'wake/')).toHaveLength(1);
    clock.step(hour);
    expect(await due()).toEqual(['a']);
  });

  it('advances a wake only to an earlier time', async () => {
    await schedule.set('a', after(3 * hour));
    await schedule.advance('a', after(4 * hour));
    clock.step(3 * hour);
    expect(await due()).toEqual(['a']);
    await schedule.set('a', after(3 * hour));
    await schedule.advance('a', after(2 * hour));
    clock.step(2 * hour);
    expect(await due()).toEqual(['a']);
    await schedule.advance('new', clock.iso);
    expect(await due()).toEqual(['a', 'new']);
  });

  it('has what is asked for in the past due at once, however long ago the cursor passed', async () => {
    clock.step(100 * hour);
    await due();
    await schedule.set('a', start);
    expect(await due()).toEqual(['a']);
  });

  it('finds what was written so slowly that its hour had been passed', async () => {
    let isPaused = false;
    const slow = changed(documents, {
      put: async (id, value, ifMatch) => {
        if (id.startsWith('wake/') && !isPaused) {
          isPaused = true;
          clock.step(5 * hour);
          await due();
        }
        return documents.put(id, value, ifMatch);
      },
    });
    await new Schedule({ documents: slow, now: clock.now }).set('a', after(10 * minute));
    expect(isPaused).toBe(true);
    expect(await due()).toEqual(['a']);
    expect(await idsOf(documents, 'wake/')).toHaveLength(1);
  });

  it('keeps what was asked for during a look by somebody whose clock is behind', async () => {
    await schedule.set('a', clock.iso);
    const look = await schedule.look(await first());
    const behind = new Schedule({ documents, now: () => new Date(clock.now().getTime() - 50 * minute) });
    await behind.advance('a', after(10 * minute));
    await schedule.finish(look, after(3 * hour));
    clock.step(10 * minute);
    expect(await due()).toEqual(['a']);
  });

  it('forgets the wake of an organisation that has none any more', async () => {
    await schedule.set('a', after(hour));
    await schedule.set('a', undefined);
    expect(await idsOf(documents, 'wake/')).toEqual([]);
    expect(await idsOf(documents, 'nextWake/')).toEqual([]);
  });

  it('finds the next wake after a look', async () => {
    await schedule.set('a', clock.iso);
    await schedule.finish(await schedule.look(await first()), after(hour));
    expect(await due()).toEqual([]);
    clock.step(hour);
    expect(await due()).toEqual(['a']);
    expect(await idsOf(documents, 'wake/')).toHaveLength(1);
  });

  it.each([
    ['earlier than the next', 10 * minute, 10],
    ['as it is worked on, at once', 0, 0],
    ['later than the next', 50 * minute, 30],
  ])('keeps what was asked for during a look: %s', async (_name, wanted, found) => {
    await schedule.set('a', clock.iso);
    const look = await schedule.look(await first());
    await schedule.advance('a', after(wanted));
    await schedule.finish(look, after(30 * minute));
    const times: number[] = [];
    for (let i = 0; i <= 40; i++, clock.step(minute)) if ((await due()).length > 0) times.push(i);
    expect(times[0]).toBe(found);
  });

  it('keeps what was asked for during a look after which nothing was ahead', async () => {
    await schedule.set('a', clock.iso);
    const look = await schedule.look(await first());
    await schedule.advance('a', after(10 * minute));
    await schedule.finish(look, undefined);
    expect(await due()).toEqual([]);
    clock.step(10 * minute);
    expect(await due()).toEqual(['a']);
  });

  it('moves what counts no later after a look for a wake that was left over', async () => {
    await schedule.set('a', after(2 * hour));
    await documents.put('wake/2026-06-01T09/00/a', {});
    const look = await schedule.look(await first());
    await schedule.advance('a', after(3 * hour));
    await schedule.finish(look, after(4 * hour));
    expect(await due()).toEqual([]);
    clock.step(2 * hour);
    expect(await due()).toEqual(['a']);
    expect(await idsOf(documents, 'wake/')).toHaveLength(1);
  });

  it('does not bring back an organisation whose wakes were taken away during a look', async () => {
    await schedule.set('a', clock.iso);
    const look = await schedule.look(await first());
    await schedule.set('a', undefined);
    await schedule.finish(look, after(hour));
    clock.step(hour);
    // The wake that was written in vain is looked at once, and goes.
    for (const wake of await allOf(schedule.due(clock.now())))
      await schedule.finish(await schedule.look(wake), undefined);
    expect(await idsOf(documents, 'wake/')).toEqual([]);
  });

  it('misses nothing while others look, and more is written', async () => {
    await Promise.all(Array.from({ length: 250 }, (_each, i) => schedule.set(`o${i}`, clock.iso)));
    const seen = new Set<string>();
    for await (const wake of schedule.due(clock.now())) {
      seen.add(wake.organisation);
      await schedule.finish(await schedule.look(wake), after(hour));
    }
    expect(seen.size).toBe(250);
    expect(await due()).toEqual([]);
    clock.step(hour);
    expect(await due()).toHaveLength(250);
  });

  it('survives being cut off between any two writes of a move', async () => {
    for (let allowed = 0; allowed < 8; allowed++) {
      const organisation = `cut${allowed}`;
      await schedule.set(organisation, after(2 * hour));
      let writes = 0;
      const cut = changed(documents, {
        put: async (id, value, ifMatch) => {
          if (writes++ >= allowed) throw new Error('cut off');
          return documents.put(id, value, ifMatch);
        },
        delete: async (id) => {
          if (writes++ >= allowed) throw new Error('cut off');
          return documents.delete(id);
        },
      });
      await new Schedule({ documents: cut, now: clock.now }).set(organisation, after(hour)).catch(() => undefined);
      // Where it never came to the name of the new wake, the old one still counts, and the caller was told.
    }
    clock.step(2 * hour);
    expect(new Set(await due()).size).toBe(8);
  });

  it('finds everything again when the cursor is lost', async () => {
    await schedule.set('a', after(hour));
    clock.step(30 * hour);
    await documents.put('wakeCursor', { from: '2026-06-02T14' });
    expect(await due()).toEqual([]);
    await documents.delete('wakeCursor');
    expect(await due()).toEqual(['a']);
    await documents.put('wakeCursor', { from: 'yesterday' });
    expect(await due()).toEqual(['a']);
  });

  it('passes no hour in which something is left', async () => {
    await schedule.set('a', clock.iso);
    for (let i = 0; i < 6; i++, clock.step(hour)) expect(await due()).toEqual(['a']);
    await schedule.finish(await schedule.look(await first()), undefined);
    await due();
    expect(await documents.get('wakeCursor')).toMatchObject({ value: { from: '2026-06-01T14' } });
  });

  it('does not pass hours when it is not gone through to the end', async () => {
    await due();
    clock.step(10 * hour);
    await schedule.set('a', clock.iso);
    const wakes = schedule.due(clock.now());
    await wakes.next();
    await wakes.return();
    expect(await documents.get('wakeCursor')).toMatchObject({ value: { from: '2026-06-01T08' } });
  });

  it('goes through all when the clock is set back behind the cursor', async () => {
    clock.step(1000 * hour);
    await due();
    clock.set(start);
    await schedule.set('a', after(hour));
    clock.step(hour);
    expect(await due()).toEqual(['a']);
    await schedule.finish(await schedule.look(await first()), after(hour));
    clock.step(hour);
    expect(await due()).toEqual(['a']);
  });

  it('lists as much for few organisations as for many', async () => {
    await Promise.all(Array.from({ length: 300 }, (_each, i) => schedule.set(`o${i}`, after((2 + i) * hour))));
    await due();
    let listed = 0;
    const counting = changed(documents, {
      list: async function* (prefix) {
        for await (const id of documents.list(prefix)) {
          listed++;
          yield id;
        }
      },
    });
    clock.step(2 * hour);
    const found = await allOf(new Schedule({ documents: counting, now: clock.now }).due(clock.now()));
    expect([found.length, listed]).toEqual([1, 1]);
  });
});
