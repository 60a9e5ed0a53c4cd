/**
 * `npm run verify`: is the record as it was written? Exit 0 with counts, or exit 1 with one line for each broken stream. It
 * prints names of streams, revisions and counts, never what people answered, and may run while the server does.
 */
import { assessmentSchema, emptyAssessment, fold } from '../core/assessment.ts';
import { openStoreForReading } from '../storage/index.ts';
import { type ProblemKind, verifyStore } from '../storage/verify.ts';
import { readConfig } from './config.ts';

const sentences: Record<ProblemKind, string> = {
  altered: 'this commit was altered',
  missing: 'this commit is missing',
  beyondHead: 'this commit is beyond the head of the stream, which was set back',
  headDiffers: 'this commit is not the one that the head of the stream names',
  noHead: 'the stream has commits and no head, so its end cannot be checked',
  snapshotDiffers: 'the snapshot taken at this commit is not what the commits say',
};

async function verify(dataDir: string): Promise<number> {
  const store = await openStoreForReading({ dataDir });
  if (!store) {
    print(`No store yet in ${dataDir}: 0 streams, 0 commits, 0 events.`);
    return 0;
  }
  try {
    const { problems, streams, commits, events } = await verifyStore(store, {
      streams: 'assessment/',
      fold,
      initial: emptyAssessment,
      schema: assessmentSchema,
    });
    for (const { stream, revision, kind } of problems) {
      print(`stream ${JSON.stringify(stream)} revision ${revision}: ${sentences[kind]}`);
    }
    const counts = [counted(streams, 'stream'), counted(commits, 'commit'), counted(events, 'event')].join(', ');
    print(`${counts}: the record is ${problems.length === 0 ? 'whole' : 'broken'}.`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = await verify(readConfig(process.env).dataDir);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
