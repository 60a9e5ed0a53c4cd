/** That no more pass in any one second than may. */
import { describe, expect, it } from '@jest/globals';
import { Pacer } from '../../../bot/reminders/pacer.ts';

/** A clock that only waiting moves, each wait ending a little early or late. */
class UnevenClock {
  time = 0;
  readonly now = (): number => this.time;
  readonly wait = async (ms: number): Promise<void> => {
    this.time += Math.max(0.5, ms + (Math.floor(this.time) % 3) - 1);
  };
}

function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));
}

describe('the pacer', () => {
  it.each([1, 7, 25])('lets %d pass in any second, in order, and no fewer than it could', async (perSecond) => {
    const clock = new UnevenClock();
    const pacer = new Pacer(perSecond, clock);
    const passed: { readonly i: number; readonly at: number }[] = [];
    const turns = Array.from({ length: 10 * perSecond }, async (_, i) => {
      await pacer.turn();
      passed.push({ i, at: clock.time });
    });
    await Promise.all(turns);
    expect(passed.map(({ i }) => i)).toEqual(passed.map((_, i) => i));
    expect(mostInASecond(passed.map(({ at }) => at))).toBe(perSecond);
    expect(clock.time).toBeLessThan(9_100);
  });

  it('makes nobody wait who comes after a quiet while', async () => {
    const clock = new UnevenClock();
    const pacer = new Pacer(2, clock);
    for (let i = 0; i < 10; i++, clock.time += 600) await pacer.turn();
    expect(clock.time).toBe(6_000);
  });
});
