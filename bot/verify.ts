/**
 * `npm run verify`: is the record as it was written, and every file that it names? Exit 0 with counts, or exit 1 with one line for
 * each broken stream and file. It prints names of streams, revisions and counts, never what people answered or called a file, and
 * may run while the server does.
 */
import { assessmentSchema, emptyAssessment, fold } from '../core/assessment.ts';
import { filesOf } from '../core/evidence/documents.ts';
import { emptyOrganisation, foldOrganisation, organisationSchema } from '../core/people/organisation.ts';
import { openStoreForReading } from '../storage/index.ts';
import type { Store } from '../storage/ports.ts';
import { type ProblemKind, snapshotsOf, verifyStore } from '../storage/verify.ts';
import { type FileProblem, verifyFiles } from '../storage/verifyFiles.ts';
import { counted, print, runCommand } from './command.ts';
import { type Config, readConfig } from './config.ts';
import { halfDeleted } from './people/deletionPlan.ts';

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
const organisations = snapshotsOf({
  streams: 'organisation/',
  fold: foldOrganisation,
  initial: emptyOrganisation,
  schema: organisationSchema,
});
const assessments = snapshotsOf({ streams, fold, initial: emptyAssessment, schema: assessmentSchema });

async function verify(config: Config): Promise<number> {
  const store = await openStoreForReading(config);
  if (!store) {
    print(`No store yet in ${config.dataDir}: 0 streams, 0 commits, 0 events.`);
    return 0;
  }
  try {
    const record = await verifyStore(store, [assessments, organisations]);
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
    // Files go before the record that names them; the rest goes when the program starts.
    const going = await halfDeleted(store.documents);
    if (going.size > 0) print(`${counted(going.size, 'service')} half deleted: start the program to finish that.`);
    const lost = files.problems.filter(({ stream }) => !going.has(stream));
    for (const { stream, name, kind } of lost) {
      print(`stream ${JSON.stringify(stream)} file ${JSON.stringify(name)}: this file ${fileSentences[kind]}`);
    }
    const counts = [
      counted(record.streams, 'stream'),
      counted(record.commits, 'commit'),
      counted(record.events, 'event'),
      counted(await countOf(store, organisations.streams), 'organisation'),
      counted(files.files, 'file'),
    ].join(', ');
    const isWhole = record.problems.length === 0 && lost.length === 0;
    print(`${counts}: the store is ${isWhole ? 'whole' : 'broken'}.`);
    return isWhole ? 0 : 1;
  } finally {
    await store.close();
  }
}

async function countOf({ log }: Store, prefix: string): Promise<number> {
  let count = 0;
  for await (const stream of log.streams()) if (stream.startsWith(prefix)) count += 1;
  return count;
}

await runCommand(() => verify(readConfig(process.env)));
