/** Reminders sent: each once, in time, and what did not go is said. On every backend, with a made clock. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Ledger } from '../../../bot/reminders/ledger.ts';
import type { Outcome } from '../../../bot/reminders/ports.ts';
import type { ReminderRunner } from '../../../bot/reminders/runner.ts';
import { Schedule } from '../../../bot/reminders/schedule.ts';
import { reminderKey } from '../../../core/reminders/model.ts';
import { type Documents, EtagMismatch } from '../../../storage/ports.ts';
import { changed } from '../support/files.ts';
import { gate } from '../support/testApp.ts';
import { backends, day, decideReviews, factsOf, hour, idsOf, minute, nine, partsOf, World } from './support.ts';

const today = '2026-06-01';
const tomorrow = '2026-06-02';

describe.each(backends())('a runner on %s', (_, open) => {
  let documents: Documents;
  let world: World;
  let schedule: Schedule;

  beforeEach(async () => {
    documents = await open();
    world = new World(documents, nine(today));
    schedule = new Schedule({ documents, now: world.clock.now });
  });

  async function found(organisation: string, persons: readonly string[], dates: readonly string[]): Promise<void> {
    world.organisations.set(organisation, factsOf(organisation, persons, dates));
    await schedule.set(organisation, world.clock.iso);
  }

  /** A pass after each so many milliseconds. */
  async function passes(runner: ReminderRunner, count: number, ms: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await runner.runOnce();
      world.clock.step(ms);
    }
  }

  const states = async (organisation: string, ...persons: readonly string[]) => {
    const history = await new Ledger({ documents, now: world.clock.now }).history(organisation, persons);
    return history.map(({ state }) => state);
  };

  const failures = () => world.logged.filter(({ event }) => event === 'reminders.lookFailed');

  it('walks a year with restarts: each reminder once, on its day', async () => {
    world.clock.set('2026-01-01T00:00:00.000Z');
    const dates = ['2026-01-01', '2026-02-28', '2026-03-29', '2026-06-29', '2026-06-30', '2026-10-25', '2026-12-31'];
    await found('a', ['p', 'q'], dates);
    await found('b', ['p'], dates.slice(2, 4));
    await found('c', ['r'], []);
    const when: string[] = [];
    world.outcome = (delivery) => {
      when.push(...partsOf(delivery).map((part) => `${delivery.organisation} ${part} at ${world.clock.iso}`));
      return { as: 'sent', via: 'email' };
    };
    // Every now and then there is another process.
    for (let i = 0; i < 16; i++) {
      const runner = world.runner();
      await passes(runner, 50, 11 * hour + 15 * minute);
      await runner.stop();
    }
    const expected = (organisation: string, person: string, on: readonly string[]) =>
      on.map((date) => `${organisation} ${person} evidenceReview/of ${date}/${date}`);
    expect(when.map((each) => each.split(' at ')[0]).sort()).toEqual(
      [...expected('a', 'p', dates), ...expected('a', 'q', dates), ...expected('b', 'p', dates.slice(2, 4))].sort(),
    );
    for (const each of when) {
      const [, date = '', at = ''] = /(\d{4}-\d\d-\d\d) at (.*)$/.exec(each) ?? [];
      expect(at >= nine(date)).toBe(true);
      expect(Date.parse(at) - Date.parse(nine(date))).toBeLessThan(12 * hour);
    }
    expect(await idsOf(documents, 'wake/')).toEqual([]);
  });

  it('sends in the very minute in which something is due', async () => {
    world.clock.set(`${today}T08:55:30.000Z`);
    await found('a', ['p'], [today]);
    const when: string[] = [];
    world.outcome = () => {
      when.push(world.clock.iso);
      return { as: 'sent', via: 'teams' };
    };
    await passes(world.runner(), 10, minute);
    expect(when).toEqual([`${today}T09:00:30.000Z`]);
  });

  it('hands over all that is due for a person in one message, the first with an introduction', async () => {
    await found('a', ['p'], ['2026-05-30', today, tomorrow]);
    const runner = world.runner();
    await runner.runOnce();
    world.clock.step(day);
    await runner.runOnce();
    expect(world.delivered).toMatchObject([
      { organisation: 'a', person: 'p', isFirst: true, reminders: [{ dueOn: '2026-05-30' }, { dueOn: today }] },
      { isFirst: false, reminders: [{ dueOn: tomorrow }] },
    ]);
    expect(new Set(world.delivered.map(({ id }) => id)).size).toBe(2);
  });

  it('looks at an organisation again when it is told to, earlier or later than the rules said', async () => {
    await found('a', ['p'], [tomorrow]);
    const runner = world.runner();
    await runner.runOnce();
    world.organisations.set('a', factsOf('a', ['p'], ['2026-06-01', '2026-06-05']));
    await schedule.advance('a', world.clock.iso);
    await runner.runOnce();
    expect(world.handedOver).toHaveLength(1);
    await schedule.set('a', nine('2026-06-07'));
    world.clock.step(5 * day);
    await runner.runOnce();
    expect(world.handedOver).toHaveLength(1);
    world.clock.step(day);
    await runner.runOnce();
    expect(world.handedOver).toHaveLength(2);
  });

  it('does not miss what changes while it looks', async () => {
    await found('a', ['p'], [tomorrow]);
    await world
      .runner({
        facts: {
          facts: async (organisation) => {
            const before = world.organisations.get(organisation);
            world.organisations.set('a', factsOf('a', ['p'], [today, tomorrow]));
            await schedule.advance('a', new Date(world.clock.now().getTime() + 5 * minute).toISOString());
            return before;
          },
        },
      })
      .runOnce();
    expect(world.handedOver).toEqual([]);
    world.clock.step(6 * minute);
    await passes(world.runner(), 4, minute);
    expect(world.handedOver).toHaveLength(1);
  });

  it('does not send twice what is asked for twice at once', async () => {
    await found('a', ['p', 'q'], [today]);
    await documents.put('wake/2026-06-01T08/00/a', {});
    await world.runner().runOnce();
    expect(world.handedOver).toHaveLength(2);
  });

  it('lets go an organisation that is gone', async () => {
    await found('a', ['p'], [today]);
    world.organisations.clear();
    await world.runner().runOnce();
    expect(await idsOf(documents, 'wake/')).toEqual([]);
    expect(world.logged.filter(({ event }) => event !== 'reminders.passed')).toEqual([]);
  });

  it('comes to an end with rules that are never content', async () => {
    for (let i = 0; i < 150; i++) await found(`o${i}`, ['p'], []);
    world.clock.step(3 * minute);
    let asked = 0;
    const decide = () => {
      asked++;
      return { messages: [], wakeAt: '2020-01-01T00:00:00.000Z' };
    };
    const runner = world.runner({ decide });
    await runner.runOnce();
    expect(asked).toBe(150);
    world.clock.step(minute);
    await runner.runOnce();
    expect(asked).toBe(300);
  });

  it('sends nothing again for rules that forget what was sent', async () => {
    await found('a', ['p'], [today]);
    const runner = world.runner({
      decide: (now, facts, _sent, calendar) => ({
        ...decideReviews(now, facts, () => ({ keys: new Set() }), calendar),
        wakeAt: now,
      }),
    });
    await passes(runner, 5, minute);
    expect(world.handedOver).toHaveLength(1);
  });

  describe('with others', () => {
    it('sends each reminder once, of three at once', async () => {
      for (let i = 0; i < 10; i++) await found(`o${i}`, ['p', 'q'], [today, tomorrow]);
      const runners = [world.runner(), world.runner(), world.runner()];
      for (let i = 0; i < 3; i++, world.clock.step(day)) await Promise.all(runners.map((each) => each.runOnce()));
      expect(world.handedOver).toHaveLength(40);
      expect(new Set(world.delivered.map(({ id }) => id)).size).toBe(40);
    });

    it('sends each reminder once even when all three believe that they hold the lease', async () => {
      for (let i = 0; i < 10; i++) await found(`o${i}`, ['p', 'q'], [today, tomorrow]);
      const runners = [1, 2, 3].map((own) => world.runner({ documents: withOwnLease(documents, own) }));
      for (let i = 0; i < 40; i++, world.clock.step(hour)) await Promise.all(runners.map((each) => each.runOnce()));
      const all = world.delivered.flatMap((each) => partsOf(each).map((part) => `${each.organisation} ${part}`));
      expect(new Set(all).size).toBe(40);
      expect(world.handedOver).toHaveLength(40);
    });

    it('comes back where somebody else wrote to a page first', async () => {
      await found('a', ['p'], [today]);
      let isFirst = true;
      const meeting = changed(documents, {
        put: async (id, value, ifMatch) => {
          if (id !== 'reminded/a/p' || !isFirst) return documents.put(id, value, ifMatch);
          isFirst = false;
          throw new EtagMismatch('Somebody else was first.');
        },
      });
      const runner = world.runner({ documents: meeting });
      await runner.runOnce();
      expect(world.handedOver).toEqual([]);
      await passes(runner, 7, minute);
      expect(world.handedOver).toHaveLength(1);
    });

    it('does not send what somebody else has sent while it waited for its turn', async () => {
      for (const organisation of ['a', 'b']) await found(organisation, ['p'], [today]);
      let waited = 0;
      const slow = world.runner({
        documents: withOwnLease(documents, 1),
        perSecond: 1,
        paceClock: {
          now: () => waited,
          wait: async (ms) => {
            waited += ms;
            // It was paused, and another took over what it had claimed.
            world.clock.step(6 * minute);
            await world.runner({ documents: withOwnLease(documents, 2) }).runOnce();
          },
        },
      });
      await slow.runOnce();
      expect(world.delivered.map(({ organisation }) => organisation).sort()).toEqual(['a', 'b']);
      await passes(world.runner(), 5, hour);
      expect(world.delivered).toHaveLength(2);
    });

    it('stops between two messages when it has lost the lease, and the other does the rest', async () => {
      await found('a', ['p', 'q', 'r'], [today]);
      const [one, other] = [world.runner(), world.runner()];
      // Both have run before: one holds the lease, the other watches it.
      await Promise.all([one.runOnce(AbortSignal.abort()), other.runOnce(AbortSignal.abort())]);
      await other.runOnce(AbortSignal.abort());
      world.outcome = async ({ person }) => {
        if (person === 'p') {
          // Paused for longer than the lease lasts.
          world.clock.step(4 * minute);
          expect((await other.runOnce()).looked).toBe(1);
        }
        return { as: 'sent', via: 'teams' };
      };
      expect((await one.runOnce()).looked).toBe(0);
      expect(world.handedOver.map((each) => each[0])).toEqual(['p', 'q', 'r']);
      world.clock.step(10 * minute);
      await passes(other, 3, 10 * minute);
      expect(world.handedOver).toHaveLength(3);
      expect(await states('a', 'p', 'q', 'r')).toEqual(['sent', 'sent', 'sent']);
    });
  });

  describe('after the courier', () => {
    const outcomes = async (outcome: () => Outcome | Promise<Outcome>, steps: number, ms: number) => {
      await found('a', ['p'], [today, '2027-06-01']);
      world.outcome = outcome;
      await passes(world.runner({ longestDelivery: 20 }), steps, ms);
      return { tried: world.delivered.length, states: await states('a', 'p') };
    };

    it('says what failed, and does not try again', async () => {
      expect(await outcomes(() => ({ as: 'failed', why: 'uninstalled' }), 20, hour)).toEqual({
        tried: 1,
        states: ['failed'],
      });
      expect(world.logged.filter(({ event }) => event === 'reminders.undelivered')).toMatchObject([
        { fields: { organisation: 'a', became: 'failed', why: 'uninstalled' } },
      ]);
    });

    it('does not try again what is uncertain', async () => {
      expect(await outcomes(() => ({ as: 'uncertain' }), 20, hour)).toEqual({ tried: 1, states: ['uncertain'] });
    });

    it('tries later as long as it makes sense, with the same id, and then says that it gave up', async () => {
      expect(await outcomes(() => ({ as: 'later', seconds: 30 }), 30, hour)).toEqual({ tried: 10, states: ['failed'] });
      expect(new Set(world.delivered.map(({ id }) => id)).size).toBe(1);
    });

    it('sends later what could not be sent at first, when it was asked to', async () => {
      let tries = 0;
      expect(
        await outcomes(() => (++tries < 3 ? { as: 'later', seconds: 600 } : { as: 'sent', via: 'teams' }), 60, minute),
      ).toEqual({ tried: 3, states: ['sent'] });
    });

    /** Its time is over. */
    const aborted = (signal: AbortSignal) => new Promise((resolve) => signal.addEventListener('abort', resolve));

    it('ends the time of one that hangs, and does not send again what may have gone out', async () => {
      world.outcome = async (_delivery, signal) => {
        await aborted(signal);
        return { as: 'uncertain' };
      };
      await found('a', ['p'], [today]);
      await passes(world.runner({ longestDelivery: 20 }), 5, hour);
      expect([world.delivered.length, await states('a', 'p')]).toEqual([1, ['uncertain']]);
    });

    it('hears one whose time is over that nothing went out', async () => {
      world.outcome = async (_delivery, signal) => {
        await aborted(signal);
        return world.delivered.length > 1 ? { as: 'sent', via: 'email' } : { as: 'later', seconds: 0 };
      };
      await found('a', ['p'], [today]);
      await passes(world.runner({ longestDelivery: 20 }), 2, hour);
      expect([world.delivered.length, await states('a', 'p')]).toEqual([2, ['sent']]);
    });

    it('goes on after one whose time is over, and after one that throws', async () => {
      await found('a', ['p', 'q', 'r'], [today]);
      world.outcome = async ({ person }, signal) => {
        if (person === 'p') await aborted(signal);
        if (person === 'p') return { as: 'uncertain' };
        if (person === 'q') throw new Error('no courier should');
        return { as: 'sent', via: 'teams' };
      };
      await passes(world.runner({ longestDelivery: 20 }), 3, hour);
      expect(world.delivered).toHaveLength(3);
      expect([await states('a', 'p'), await states('a', 'q'), await states('a', 'r')]).toEqual([
        ['uncertain'],
        ['uncertain'],
        ['sent'],
      ]);
    });
  });

  describe('where something is broken', () => {
    it('goes on with the other organisations, and looks at the broken one again later', async () => {
      await found('a', ['p'], [today]);
      await found('b', ['p'], [today]);
      let isBroken = true;
      const runner = world.runner({
        facts: {
          facts: async (organisation) => {
            if (organisation === 'a' && isBroken) throw new Error('damaged');
            return world.organisations.get(organisation);
          },
        },
      });
      await passes(runner, 30, minute);
      expect(world.delivered.map(({ organisation }) => organisation)).toEqual(['b']);
      expect(failures()).toMatchObject([{ fields: { organisation: 'a' } }]);
      isBroken = false;
      await passes(runner, 40, minute);
      expect(world.delivered.map(({ organisation }) => organisation)).toEqual(['b', 'a']);
    });

    it('goes on with the other people of an organisation, and sends nothing to one whose page cannot be read', async () => {
      await found('a', ['p', 'q'], [today]);
      let isBroken = true;
      const damaged = changed(documents, {
        get: async <T>(id: string) => {
          if (isBroken && id === 'reminded/a/p') throw new Error('damaged');
          return documents.get<T>(id);
        },
      });
      const runner = world.runner({ documents: damaged });
      await passes(runner, 30, minute);
      expect(world.handedOver.map((each) => each[0])).toEqual(['q']);
      isBroken = false;
      await passes(runner, 40, minute);
      expect(world.handedOver.map((each) => each[0])).toEqual(['p', 'q']);
    });

    it('misses nothing in an outage of ten days', async () => {
      const dates = Array.from({ length: 10 }, (_each, i) => `2026-06-${String(i + 2).padStart(2, '0')}`);
      for (const [i, date] of dates.entries()) await found(`o${i}`, ['p'], [date]);
      const runner = world.runner();
      await runner.runOnce();
      world.clock.step(10 * day);
      await world.runner().runOnce();
      await passes(runner, 3, minute);
      expect(world.handedOver).toHaveLength(10);
    });

    it('sends nothing twice and misses nothing when the clock is set back, and forth again', async () => {
      await found('a', ['p'], [today, tomorrow, '2026-06-10']);
      const runner = world.runner();
      await runner.runOnce();
      world.clock.step(4 * day);
      await runner.runOnce();
      expect(world.handedOver).toHaveLength(2);
      world.clock.set(nine('2026-05-20'));
      await passes(runner, 5, minute);
      world.clock.set(nine('2026-06-01'));
      await passes(runner, 12, day);
      expect(world.handedOver).toHaveLength(3);
    });

    it('does not let a store that is away take a reminder with it', async () => {
      await found('a', ['p'], [today]);
      let isAway = true;
      const away = changed(documents, {
        put: async (id, value, ifMatch) => {
          if (isAway && !id.startsWith('lease/')) throw new Error('away');
          return documents.put(id, value, ifMatch);
        },
      });
      const runner = world.runner({ documents: away });
      await passes(runner, 10, minute).catch(() => undefined);
      expect(world.handedOver).toEqual([]);
      isAway = false;
      await passes(runner, 10, minute);
      expect(world.handedOver).toHaveLength(1);
    });
  });

  describe('being stopped', () => {
    it('finishes the message under way, begins no other, and lets others go on at once', async () => {
      await found('a', ['p', 'q'], [today]);
      const { passed: mayAnswer, open: answer } = gate();
      const { passed: isUnderWay, open: underWay } = gate();
      world.outcome = async () => {
        underWay();
        await mayAnswer;
        return { as: 'sent', via: 'teams' };
      };
      const runner = world.runner();
      runner.start();
      await isUnderWay;
      const stopped = runner.stop();
      answer();
      await stopped;
      expect(world.handedOver.map((each) => each[0])).toEqual(['p']);
      expect(await states('a', 'p', 'q')).toEqual(['sent']);
      await world.runner().runOnce();
      expect(world.handedOver.map((each) => each[0])).toEqual(['p', 'q']);
    });

    it('leaves what waits for its turn to whoever comes next', async () => {
      await found('a', ['p', 'q'], [today]);
      const stopping = new AbortController();
      let waited = 0;
      const paceClock = {
        now: () => waited,
        wait: async (ms: number) => {
          waited += ms;
          stopping.abort();
        },
      };
      await world.runner({ perSecond: 1, paceClock }).runOnce(stopping.signal);
      expect(world.handedOver).toHaveLength(1);
      expect(await states('a', 'p', 'q')).toEqual(expect.arrayContaining(['claimed', 'sent']));
      await passes(world.runner(), 4, 5 * minute);
      expect(world.handedOver).toHaveLength(2);
    });

    it('may be asked of one that never began, and begins no more', async () => {
      await found('a', ['p'], [today]);
      const runner = world.runner();
      await runner.stop();
      runner.start();
      await runner.stop();
      expect(world.handedOver).toEqual([]);
    });
  });

  describe('killed', () => {
    /** Enough for the lease, claims and what was being sent to be given up. */
    const recovery = 8;

    it.each([
      ['before a write', false],
      ['after a write, before its answer', true],
    ])('%s, whichever it is: sends nothing twice, and loses nothing without saying so', async (_name, isWritten) => {
      const write = async (writes: number): Promise<boolean> => {
        const own = await open();
        documents = own;
        world = new World(own, nine(today));
        schedule = new Schedule({ documents: own, now: world.clock.now });
        for (const organisation of ['a', 'b']) await found(organisation, ['p', 'q'], [today, tomorrow]);
        const { mortal, isDead } = mortalDocuments(own, writes, isWritten);
        await world
          .runner({ documents: mortal })
          .runOnce()
          .catch(() => undefined);
        const next = world.runner();
        await passes(next, recovery, 2 * minute);
        const sentBy = (date: string) =>
          world.delivered.flatMap((each) =>
            each.reminders
              .filter(({ dueOn }) => dueOn === date)
              .map((reminder) => `${each.organisation} ${each.person} ${reminderKey(reminder)}`),
          );
        expect(new Set(sentBy(today)).size).toBe(sentBy(today).length);
        const ledger = new Ledger({ documents: own, now: world.clock.now });
        let uncertain = 0;
        for (const organisation of ['a', 'b']) {
          for (const person of ['p', 'q']) {
            const history = await ledger.history(organisation, [person]);
            expect(history).toHaveLength(1);
            const isSent = sentBy(today).some((each) => each.startsWith(`${organisation} ${person} `));
            if (history[0]?.state === 'uncertain') uncertain++;
            else expect([history[0]?.state, isSent]).toEqual(['sent', true]);
          }
        }
        expect(uncertain).toBeLessThanOrEqual(isDead() ? 2 : 0);
        expect(world.logged.filter(({ event }) => event === 'reminders.undelivered')).toHaveLength(uncertain);
        world.clock.step(day);
        await passes(next, 2, minute);
        expect(sentBy(tomorrow)).toHaveLength(4);
        expect(await idsOf(own, 'wake/')).toEqual([]);
        return isDead();
      };
      let writes = 0;
      while (await write(writes)) writes++;
      // One for the lease, three for each message, and those of the schedule.
      expect(writes).toBeGreaterThan(1 + 4 * 3 + 2 * 3);
    });
  });
});

/** Documents of a process that dies at the write after so many. */
function mortalDocuments(
  documents: Documents,
  writes: number,
  isWritten: boolean,
): { mortal: Documents; isDead: () => boolean } {
  let left = writes;
  let isDead = false;
  const dead = () => new Error('dead');
  const writing = async <T>(write: () => Promise<T>): Promise<T> => {
    if (isDead) throw dead();
    if (left-- > 0) return write();
    isDead = true;
    if (isWritten) await write();
    throw dead();
  };
  const mortal: Documents = {
    get: async (id) => {
      if (isDead) throw dead();
      return documents.get(id);
    },
    put: (id, value, ifMatch) => writing(() => documents.put(id, value, ifMatch)),
    delete: (id) => writing(() => documents.delete(id)),
    async *list(prefix) {
      if (isDead) throw dead();
      yield* documents.list(prefix);
    },
  };
  return { mortal, isDead: () => isDead };
}

/** The same documents but for the lease. */
function withOwnLease(documents: Documents, own: number): Documents {
  const idOf = (id: string): string => (id.startsWith('lease/') ? `${id}/${own}` : id);
  return changed(documents, {
    get: (id) => documents.get(idOf(id)),
    put: (id, value, ifMatch) => documents.put(idOf(id), value, ifMatch),
  });
}
