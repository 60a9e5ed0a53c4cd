/** Who may send what, and what is known of it afterwards: on every backend. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Ledger } from '../../../bot/reminders/ledger.ts';
import type { Claim, LedgerPage, Message } from '../../../bot/reminders/ledgerPage.ts';
import type { Outcome } from '../../../bot/reminders/ports.ts';
import type { Documents } from '../../../storage/ports.ts';
import { backends, day, hour, idsOf, MadeClock, minute } from './support.ts';

const start = '2026-06-01T09:00:00.000Z';
const [a, b, c] = ['plan/x/2026-06-01', 'assigned/y/2026-06-01', 'evidenceReview/z/2026-06-01'] as const;
const sent: Outcome = { as: 'sent', via: 'teams' };

describe.each(backends())('the ledger on %s', (_, open) => {
  let documents: Documents;
  let clock: MadeClock;
  let ledger: Ledger;

  beforeEach(async () => {
    documents = await open();
    clock = new MadeClock(start);
    ledger = new Ledger({ documents, now: clock.now });
  });

  const page = (person = 'p'): Promise<LedgerPage> => ledger.page('o', person);

  async function claimed(keys: readonly string[], on?: LedgerPage): Promise<Claim> {
    const claim = await (on ?? (await page())).claim(keys);
    if (typeof claim === 'string') throw new Error(claim);
    return claim;
  }

  async function delivered(keys: readonly string[], outcome: Outcome): Promise<Message | undefined> {
    const own = await page();
    const claim = await claimed(keys, own);
    expect(await own.begin(claim)).toBe(true);
    return own.settle(claim, outcome);
  }

  const history = () => ledger.history('o', ['p']);
  const blocked = async () => [...(await page()).sent().keys].sort();

  it('knows nothing of somebody who was never written to', async () => {
    expect((await page()).sent()).toEqual({ keys: new Set() });
    expect((await page()).againAt()).toBeUndefined();
    expect(await history()).toEqual([]);
  });

  it('keeps what was sent, and says so', async () => {
    await delivered([a, b], sent);
    expect((await page()).sent()).toEqual({ keys: new Set([a, b]), lastMessageAt: start });
    expect(await (await page()).claim([a])).toBe('nothing');
    expect(await history()).toMatchObject([
      {
        ...{ person: 'p', state: 'sent', via: 'teams', at: start, tries: 1 },
        reminders: [
          { kind: 'plan', subject: 'x', dueOn: '2026-06-01' },
          { kind: 'assigned', subject: 'y', dueOn: '2026-06-01' },
        ],
      },
    ]);
  });

  it('tells the newest first, of several people', async () => {
    await delivered([a], sent);
    clock.step(hour);
    const other = await page('q');
    await claimed([a], other);
    clock.step(hour);
    await delivered([b], { as: 'failed', why: 'blocked' });
    expect(
      (await ledger.history('o', ['p', 'q', 'p', 'nobody'])).map(({ person, state, why }) => [person, state, why]),
    ).toEqual([
      ['p', 'failed', 'blocked'],
      ['q', 'claimed', undefined],
      ['p', 'sent', undefined],
    ]);
  });

  it('lets one of many claim, however they come', async () => {
    const pages = await Promise.all(Array.from({ length: 10 }, () => page()));
    const claims = await Promise.all(pages.map((each) => each.claim([a, b])));
    expect(claims.filter((each) => typeof each === 'object')).toHaveLength(1);
    expect(claims.filter((each) => each === 'taken')).toHaveLength(9);
    expect(await (await page()).claim([a])).toBe('nothing');
  });

  it('claims what is free beside what is not, each once', async () => {
    await delivered([a], sent);
    expect((await claimed([a, b, b, c])).keys).toEqual([b, c]);
  });

  it('has the same id for a repeat, and another for anything else', async () => {
    const ids = [];
    for (const keys of [[a, b], [b, a], [a], [c]]) {
      ids.push((await claimed(keys)).id);
      clock.step(5 * minute);
    }
    ids.push((await claimed([a, b], await page('q'))).id);
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toBe(ids[1]);
  });

  it('lets others have a claim whose owner never began, and not the owner any more', async () => {
    const slow = await page();
    const lost = await claimed([a], slow);
    clock.step(5 * minute - 1);
    expect(await blocked()).toEqual([a]);
    expect((await page()).againAt()).toBe('2026-06-01T09:05:00.000Z');
    clock.step(1);
    expect(await blocked()).toEqual([]);
    expect(await slow.begin(lost)).toBe(false);
    const own = await page();
    const claim = await claimed([a], own);
    expect(await slow.begin(lost)).toBe(false);
    expect(await own.begin(claim)).toBe(true);
    expect(await slow.settle(lost, sent)).toBeUndefined();
    expect(await history()).toMatchObject([{ state: 'sending', tries: 2 }]);
  });

  it('thinks uncertain what was being sent when nobody was heard of any more, and does not let it be sent again', async () => {
    const own = await page();
    const claim = await claimed([a], own);
    await own.begin(claim);
    expect((await page()).sent()).toEqual({ keys: new Set([a]), lastMessageAt: start });
    expect((await page()).interrupted()).toEqual([]);
    clock.step(5 * minute);
    expect(await history()).toMatchObject([{ state: 'uncertain', at: start }]);
    const later = await page();
    expect(later.interrupted()).toMatchObject([{ id: claim.id }]);
    await later.settleInterrupted();
    expect((await page()).interrupted()).toEqual([]);
    expect(await (await page()).claim([a])).toBe('nothing');
    expect((await page()).sent()).toEqual({ keys: new Set([a]), lastMessageAt: start });
    // Its owner was only slow.
    expect(await own.settle(claim, sent)).toMatchObject({ state: 'sent' });
    expect(await history()).toMatchObject([{ state: 'sent', at: '2026-06-01T09:05:00.000Z' }]);
  });

  it('says what became of a message though others wrote meanwhile', async () => {
    const own = await page();
    const claim = await claimed([a], own);
    await own.begin(claim);
    await claimed([b], await page());
    expect(await own.settle(claim, sent)).toMatchObject({ state: 'sent' });
    expect((await history()).map(({ state }) => state).sort()).toEqual(['claimed', 'sent']);
  });

  it('does not begin on a page that others wrote to', async () => {
    const own = await page();
    const claim = await claimed([a], own);
    await claimed([b], await page());
    expect(await own.begin(claim)).toBe(false);
  });

  it('tries later, at growing intervals, and gives up after ten times', async () => {
    const pauses: number[] = [];
    for (let tries = 1; tries < 10; tries++) {
      await delivered([a], { as: 'later', seconds: 5 });
      const again = (await page()).againAt() ?? '';
      pauses.push((Date.parse(again) - clock.now().getTime()) / minute);
      clock.set(again);
      clock.step(-1);
      expect(await blocked()).toEqual([a]);
      clock.step(1);
      expect(await blocked()).toEqual([]);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
    expect(await delivered([a], { as: 'later', seconds: 5 })).toMatchObject({ state: 'failed', why: 'gaveUp' });
    expect((await page()).sent()).toEqual({ keys: new Set([a]) });
    expect(await history()).toMatchObject([{ state: 'failed', why: 'gaveUp', tries: 10 }]);
  });

  it.each([
    [600, 10 * minute],
    [3 * 86_400, day],
    [Number.NaN, minute],
    [-5, minute],
  ])('waits for as long as the other side asks, within a day: %d s', async (seconds, pause) => {
    await delivered([a], { as: 'later', seconds });
    expect((await page()).againAt()).toBe(new Date(Date.parse(start) + pause).toISOString());
  });

  it('gives up what kills ten processes in a row before they begin', async () => {
    for (let i = 0; i < 10; i++, clock.step(5 * minute)) await claimed([a]);
    expect(await (await page()).claim([a])).toBe('nothing');
    expect(await history()).toMatchObject([{ state: 'failed', why: 'gaveUp' }]);
  });

  it('takes what waited into another message, and leaves the rest waiting', async () => {
    await delivered([a, b], { as: 'later', seconds: 1 });
    clock.step(minute);
    await delivered([b, c], sent);
    expect((await history()).map(({ state, tries, reminders }) => [state, tries, reminders.length])).toEqual([
      ['sent', 2, 2],
      ['claimed', 1, 1],
    ]);
    expect(await blocked()).toEqual([b, c].sort());
  });

  it('says that it dropped what waited and was not asked for any more, and sends it all the same when it is', async () => {
    await delivered([a], { as: 'later', seconds: 1 });
    clock.step(minute + 14 * day - 1);
    expect(await history()).toMatchObject([{ state: 'claimed' }]);
    clock.step(1);
    expect(await history()).toMatchObject([{ state: 'dropped' }]);
    await delivered([a], sent);
    expect(await history()).toMatchObject([{ state: 'sent' }]);
  });

  it.each<[Outcome, boolean]>([
    [sent, false],
    [{ as: 'failed', why: 'noWay' }, true],
    [{ as: 'uncertain' }, true],
    [{ as: 'later', seconds: 1 }, true],
  ])('introduces itself until a message has arrived for certain: after %o', async (outcome, isFirst) => {
    expect((await claimed([b])).isFirst).toBe(true);
    await delivered([a], outcome);
    expect((await claimed([c])).isFirst).toBe(isFirst);
  });

  it.each<[Outcome, string | undefined]>([
    [sent, start],
    [{ as: 'uncertain' }, start],
    [{ as: 'failed', why: 'refused' }, undefined],
    [{ as: 'later', seconds: 1 }, undefined],
  ])('counts as a message what may have arrived: %o', async (outcome, at) => {
    await delivered([a], outcome);
    expect((await page()).sent().lastMessageAt).toBe(at);
  });

  it('stays small over the years, and keeps a year', async () => {
    const keyOf = (at: Date): string => `evidenceReview/document/${at.toISOString().slice(0, 10)}`;
    for (let i = 0; i < 100; i++, clock.step(10 * day)) await delivered([keyOf(clock.now())], sent);
    const kept = await history();
    expect(kept).toHaveLength(41);
    expect(kept.at(-1)?.at).toBe(new Date(clock.now().getTime() - 410 * day).toISOString());
    expect((await page()).sent().lastMessageAt).toBe(kept[0]?.at);
    expect((await claimed([a])).isFirst).toBe(false);
  });

  it('keeps what was sent long ago of something due later', async () => {
    await delivered(['plan/x/2028-01-01'], sent);
    clock.step(500 * day);
    await delivered([b], sent);
    expect(await (await page()).claim(['plan/x/2028-01-01'])).toBe('nothing');
  });

  it('has a size that it never outgrows, and lets go what is done with first', async () => {
    await claimed(['plan/waits/2026-06-01']);
    for (let i = 0; i < 7; i++, clock.step(1000)) {
      await delivered(
        Array.from({ length: 1000 }, (_each, n) => `assigned/${i} ${n}/2026-06-01`),
        sent,
      );
    }
    const keys = await blocked();
    expect(keys).toHaveLength(4001);
    expect(keys).toEqual(expect.arrayContaining(['plan/waits/2026-06-01', 'assigned/6 999/2026-06-01']));
    expect(keys).not.toContain('assigned/0 0/2026-06-01');
  });

  it('believes no time that a clock set back cannot have written', async () => {
    clock.step(365 * day);
    await claimed([a]);
    const own = await page();
    await own.begin(await claimed([b], own));
    clock.set(start);
    expect((await claimed([a])).keys).toEqual([a]);
    expect((await history()).find(({ reminders }) => reminders[0]?.kind === 'assigned')).toMatchObject({
      state: 'uncertain',
    });
  });

  it('forgets one person, and a whole organisation, and no other', async () => {
    for (const [organisation, person] of [
      ['o', 'p'],
      ['o', 'q'],
      ['o', 'p/q'],
      ['o/p', 'q'],
      ['oo', 'p'],
    ] as const) {
      await (await ledger.page(organisation, person)).claim([a]);
    }
    await ledger.forget('o', 'p');
    expect(await history()).toEqual([]);
    expect(await ledger.history('o', ['q', 'p/q'])).toHaveLength(2);
    await ledger.forget('o');
    expect(await idsOf(documents, 'reminded/')).toEqual(['reminded/o%2Fp/q', 'reminded/oo/p']);
  });

  it('leaves no trace of what was under way to somebody who was forgotten', async () => {
    const own = await page();
    const claim = await claimed([a], own);
    await own.begin(claim);
    await ledger.forget('o', 'p');
    expect(await own.settle(claim, sent)).toBeUndefined();
    const other = await page('q');
    const early = await claimed([a], other);
    await ledger.forget('o', 'q');
    expect(await other.begin(early)).toBe(false);
    expect(await idsOf(documents, 'reminded/')).toEqual([]);
  });
});
