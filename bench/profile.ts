/**
 * `node bench/profile.ts [web|channel]`: where the time of the guide's turns goes, as shares of the processor time that its own thread
 * used under load. A frame counts for the innermost part that it belongs to or was called from. Look at it before and after a change.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openOnAChannel, openOnTheWeb } from './conversations.ts';
import { startGuide } from './guide.ts';
import { Load } from './load.ts';
import { newCareWorker } from './people.ts';

const conversations = 64;
/** Loading and compiling belong to the start, not to a turn. */
const warmUpMs = 5_000;
const measuredMs = 10_000;

/** By paths below the project. */
const parts: readonly (readonly [part: string, files: RegExp])[] = [
  ['SQLite: reading, writing, waiting for the disk', /^storage\/sqlite\//],
  ['record and transcript: JSON, hashes, folding', /^storage\/|^bot\/directLine\/transcripts/],
  ['personal data guard', /^core\/understand\/(?:personal|datesOfBirth)|^dialogs\/(?:personalDataGuard|forKeeping)/],
  ['understanding and deciding', /^core\//],
  ['sentences, cards', /^dialogs\/(?:present|questionView|describe)|^cards\/|^bot\/content|i18next/],
  ['Bot Framework SDK, dialog shell', /node_modules\/(?:botbuilder|botframework|@azure|@typespec)|^dialogs\//],
  ['HTTP, WebSocket, our own routes', /^bot\/|node_modules\/|^node:/],
];

const project = new URL('..', import.meta.url).href;

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

async function record(folder: string, where: 'web' | 'channel'): Promise<Profile> {
  const profiling = ['--cpu-prof', '--cpu-prof-interval=300', `--cpu-prof-dir=${folder}`];
  const guide = await startGuide(join(folder, 'data'), { nodeOptions: profiling });
  const load = new Load(guide, where === 'web' ? openOnTheWeb : openOnAChannel, newCareWorker);
  await load.open(conversations);
  await load.run(warmUpMs + measuredMs);
  load.close();
  await guide.stop();
  const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
  if (!file) throw new Error('The server left no profile.');
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

/** Shares of each part, the largest first. */
function shares({ nodes, samples, timeDeltas }: Profile): readonly (readonly [part: string, share: number])[] {
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const partOf = (id: number): string => {
    const name = frames.get(id)?.functionName;
    if (name === '(garbage collector)') return 'collecting garbage';
    for (let at: number | undefined = id; at !== undefined; at = callers.get(at)) {
      const path = (frames.get(at)?.url ?? '').replace(project, '').replace(fileURLToPath(project), '');
      const part = parts.find(([, files]) => files.test(path))?.[0];
      if (part) return part;
    }
    return 'the rest';
  };
  const times = new Map<string, number>();
  let at = 0;
  const wholeTime = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  samples.forEach((id, i) => {
    const delta = timeDeltas[i] ?? 0;
    at += delta;
    if (at < wholeTime - measuredMs * 1000 || frames.get(id)?.functionName === '(idle)') return;
    times.set(partOf(id), (times.get(partOf(id)) ?? 0) + delta);
  });
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times].map(([part, time]) => [part, time / busy] as const).sort(([, a], [, b]) => b - a);
}

const folder = mkdtempSync(join(tmpdir(), 'dspt-guide-profile-'));
try {
  const profile = await record(folder, process.argv[2] === 'channel' ? 'channel' : 'web');
  for (const [part, share] of shares(profile)) {
    process.stdout.write(`${(share * 100).toFixed(1).padStart(5)} %  ${part}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
