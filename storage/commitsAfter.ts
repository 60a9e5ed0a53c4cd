import type { Commit, EventLog } from './ports.ts';

/** All commits of a stream after revision `after`, in order, held `page` at a time. */
export async function* commitsAfter<Event>(
  log: EventLog,
  stream: string,
  after: number,
  page = 100,
): AsyncGenerator<Commit<Event>, void, undefined> {
  for (let last = after; ; ) {
    const commits = await log.read<Event>(stream, last, page);
    yield* commits;
    const end = commits.at(-1);
    if (!end || commits.length < page) return;
    last = end.revision;
  }
}
