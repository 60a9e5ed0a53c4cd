import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Activity } from 'botbuilder';
import { type Assessment, emptyAssessment, fold } from '../../core/assessment.ts';
import { filesOf } from '../../core/evidence/documents.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import { conversationKey, ownPlace } from '../../dialogs/identity.ts';
import type { Commit, Store } from '../../storage/ports.ts';

const verifyCommand = fileURLToPath(new URL('../../bot/verify.ts', import.meta.url));

/** The assessment that a Direct Line conversation begins. */
export function assessmentOfConversation(id: string): string {
  return ownPlace(conversationKey({ channelId: 'directline', conversation: { id } } as Activity)).assessment;
}

/** What a store holds of an assessment, read past whatever the program keeps in memory. */
export interface Kept {
  readonly commits: readonly Commit<AssessmentEvent>[];
  /** Questions that were answered, each as often as that was written, in order. */
  readonly answers: readonly string[];
  readonly assessment: Assessment;
  /** Names of the files that count as evidence, sorted. */
  readonly evidence: readonly string[];
  /** Names of the files that lie where evidence lies, sorted. */
  readonly files: readonly string[];
}

export async function keptOf({ log, files }: Store, assessment: string): Promise<Kept> {
  const commits = await log.read<AssessmentEvent>(`assessment/${assessment}`, 0);
  const state = commits.reduce(fold, emptyAssessment);
  const names: string[] = [];
  for await (const { name } of files.list(`evidence/${assessment}/`)) names.push(name);
  return {
    commits,
    answers: commits.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'questionAnswered' ? [event.question] : [])),
    ),
    assessment: state,
    evidence: filesOf(state.documents)
      .map(({ source }) => source.file)
      .sort(),
    files: names.sort(),
  };
}

/** `npm run verify` with these settings. Not in step with this process, which may be serving the store. */
export async function runVerify(env: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', verifyCommand], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, said: said + errors };
}
