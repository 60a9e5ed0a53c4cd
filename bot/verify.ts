/**
 * `npm run verify`: is the record as it was written, and every file that it names? Exit 0 with counts, or exit 1 with one line for
 * each broken stream and file. It prints names of streams, revisions and counts, never what people answered or called a file, and
 * may run while the server does.
 */
import { assessmentSchema, emptyAssessment, fold } from '../core/assessment.ts';
import { filesOf } from '../core/evidence/documents.ts';
import { openStoreForReading } from '../storage/index.ts';
import { type ProblemKind, verifyStore } from '../storage/verify.ts';
import { type FileProblem, verifyFiles } from '../storage/verifyFiles.ts';
import { counted, print, runCommand } from './command.ts';
import { type Config, readConfig } from './config.ts';

const sentences: Record<ProblemKind, string> = {
  altered: 'this commit was altered',
  missing: 'this commit is missing',
  beyondHead: 'this commit is beyond the head of the stream, which was set back',
  headDiffers: 'this commit is not the one that the head of the stream names',
  noHead: 'the stream has commits and no head, so its end cannot be checked',
  snapshotDiffers: 'the snapshot taken at this commit is not what the commits say',
};

const fileSentences: Record<FileProblem['kind'], string> = {
  missing: 'is missing',
  altered: 'was altered',
};

const streams = 'assessment/';

async function verify(config: Config): Promise<number> {
  const store = await openStoreForReading(config);
  if (!store) {
    print(`No store yet in ${config.dataDir}: 0 streams, 0 commits, 0 events.`);
    return 0;
  }
  try {
    const record = await verifyStore(store, { streams, fold, initial: emptyAssessment, schema: assessmentSchema });
    for (const { stream, revision, kind } of record.problems) {
      print(`stream ${JSON.stringify(stream)} revision ${revision}: ${sentences[kind]}`);
    }
    const files = await verifyFiles(store, {
      streams,
      fold,
      initial: emptyAssessment,
      filesOf: ({ documents }) =>
        filesOf(documents).map(({ source: { file, size, sha256 } }) => ({ name: file, size, sha256 })),
    });
    for (const { stream, name, kind } of files.problems) {
      print(`stream ${JSON.stringify(stream)} file ${JSON.stringify(name)}: this file ${fileSentences[kind]}`);
    }
    const counts = [
      counted(record.streams, 'stream'),
      counted(record.commits, 'commit'),
      counted(record.events, 'event'),
      counted(files.files, 'file'),
    ].join(', ');
    const isWhole = record.problems.length === 0 && files.problems.length === 0;
    print(`${counts}: the store is ${isWhole ? 'whole' : 'broken'}.`);
    return isWhole ? 0 : 1;
  } finally {
    await store.close();
  }
}

await runCommand(() => verify(readConfig(process.env)));
