import { startGuide } from './guide.ts';
import { type Spread, spread } from './stats.ts';

const starts = 5;

export interface StartUp {
  /** Milliseconds from the start of the process until `/healthz` says 200, with no store yet and with one. */
  readonly first: Spread;
  readonly again: Spread;
}

export async function measureStartUp(newFolder: () => string): Promise<StartUp> {
  const first: number[] = [];
  const again: number[] = [];
  for (let i = 0; i < starts; i++) {
    const folder = newFolder();
    for (const times of [first, again]) {
      const server = await startGuide(folder);
      times.push(server.readyAfterMs);
      await server.stop();
    }
  }
  return { first: spread(first), again: spread(again) };
}
