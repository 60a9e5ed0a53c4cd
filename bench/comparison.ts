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
  readonly newPerson: () => Person;
}

export interface Figures {
  readonly turnsPerSecond: Spread;
  readonly replyMs: Spread;
  readonly processorMs: Spread | undefined;
}

export interface Comparison {
  /** Turns a second of ours by those of theirs, round by round. */
  readonly ratio: Spread;
  readonly ours: Figures;
  readonly theirs: Figures;
}

/**
 * Ours and theirs by turns, many short rounds of each: the machine is shared, and whatever slows it down meets both.
 * Both are warm before the first round that counts.
 */
export async function compare(open: OpenConversation, ours: Competitor, theirs: Competitor): Promise<Comparison> {
  const loads = [ours, theirs].map(({ server, newPerson }) => new Load(server, open, newPerson));
  for (const load of loads) {
    await load.open(conversationsAtOnce);
    await load.run(warmUpMs);
  }
  const measured: Round[][] = loads.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [who, load] of loads.entries()) measured[who]?.push(await load.run(roundMs));
  }
  for (const load of loads) load.close();
  const [first = [], second = []] = measured;
  return {
    ratio: spread(first.map((round, i) => round.turnsPerSecond / (second[i]?.turnsPerSecond ?? Number.NaN))),
    ours: figuresOf(first),
    theirs: figuresOf(second),
  };
}

function figuresOf(measured: readonly Round[]): Figures {
  const processor = measured.flatMap(({ processorMs }) => processorMs ?? []);
  return {
    turnsPerSecond: spread(measured.map((round) => round.turnsPerSecond)),
    replyMs: spread(measured.map((round) => round.replyMs)),
    processorMs: processor.length ? spread(processor) : undefined,
  };
}
