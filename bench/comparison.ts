import type { OpenConversation } from './conversations.ts';
import { Load, type Round } from './load.ts';
import type { Person } from './people.ts';
import type { Server } from './serverProcess.ts';
import { type Spread, spread } from './stats.ts';

const conversationsAtOnce = 64;
const warmUpMs = 3_000;
const roundMs = 1_500;
const rounds = 8;

export interface Competitor {
  readonly server: Server;
  readonly open: OpenConversation;
  readonly newPerson: () => Person;
}

export interface Figures {
  readonly turnsPerSecond: Spread;
  readonly replyMs: Spread;
  readonly processorMs: Spread | undefined;
}

/** How we fared against one of the others. */
export interface Rival extends Figures {
  /** Turns a second of ours by those of theirs, round by round. */
  readonly ratio: Spread;
}

/**
 * Competitors by turns, many short rounds of each: the machine is shared, and whatever slows it down meets all of them.
 * Each is warm before the first round that counts. The first is ours; the others come back in the order given.
 */
export async function compare(...competitors: readonly Competitor[]): Promise<{ ours: Figures; rivals: Rival[] }> {
  const entries = competitors.map(({ server, open, newPerson }) => ({
    load: new Load(server, open, newPerson),
    measured: [] as Round[],
  }));
  for (const { load } of entries) {
    await load.open(conversationsAtOnce);
    await load.run(warmUpMs);
  }
  for (let round = 0; round < rounds; round++) {
    for (const { load, measured } of entries) measured.push(await load.run(roundMs));
  }
  for (const { load } of entries) load.close();
  const [ours = [], ...theirs] = entries.map(({ measured }) => measured);
  return {
    ours: figuresOf(ours),
    rivals: theirs.map((rounds) => ({ ...figuresOf(rounds), ratio: ratio(ours, rounds) })),
  };
}

function ratio(ours: readonly Round[], theirs: readonly Round[]): Spread {
  return spread(ours.map((round, i) => round.turnsPerSecond / (theirs[i]?.turnsPerSecond ?? Number.NaN)));
}

function figuresOf(measured: readonly Round[]): Figures {
  const processor = measured.flatMap(({ processorMs }) => processorMs ?? []);
  return {
    turnsPerSecond: spread(measured.map((round) => round.turnsPerSecond)),
    replyMs: spread(measured.map((round) => round.replyMs)),
    processorMs: processor.length ? spread(processor) : undefined,
  };
}
