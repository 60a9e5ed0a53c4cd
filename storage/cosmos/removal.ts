import { genesis } from '../hash.ts';
import { StoreError } from '../storeError.ts';
import type { CosmosHeads, StoredHead } from './cosmosHeads.ts';
import { isCommit, pageSize, type RecordItems } from './recordItems.ts';

const maxTries = 10;

/**
 * Removes a stream. First a tombstone after the last commit, which stops whoever remembers the stream; then the head is marked, which
 * stops whoever would begin it anew; then the commits go, and the head last. Cut short, it is finished by doing it again.
 */
export async function removeStream(record: RecordItems, heads: CosmosHeads, stream: string): Promise<void> {
  for (let tries = 0; tries < maxTries; tries++) {
    heads.forget(stream);
    const stored = await heads.stored(stream);
    if (!stored || stored.isRemoved) return finish(record, heads, stream, stored);
    const [last] = await record.commitsFromTheEnd(stream, 1);
    const head = last ? { revision: Number(last.id), hash: last.hash } : genesis;
    if (last && !(await closeAfter(record, stream, head.revision, stored.life))) continue;
    if (await heads.markRemoved(stored, head)) return finish(record, heads, stream, await heads.stored(stream));
  }
  throw new StoreError(
    'store.contended',
    `Stream ${JSON.stringify(stream)} was not removed: others kept appending to it.`,
  );
}

/** False when somebody appended in the meantime. */
async function closeAfter(record: RecordItems, stream: string, revision: number, life: string): Promise<boolean> {
  const there = await record.find(stream, revision + 1);
  if (isCommit(there)) return false;
  return there?.life === life || record.putTombstone(stream, revision + 1, life, there);
}

/** As long as the head is the one that was marked, nobody has begun the stream anew, and what is there may go. */
async function finish(
  record: RecordItems,
  heads: CosmosHeads,
  stream: string,
  stored: StoredHead | undefined,
): Promise<void> {
  for (;;) {
    const some = await record.commitsFromTheEnd(stream, pageSize);
    if ((await heads.stored(stream))?._etag !== stored?._etag) return;
    await Promise.all(some.map((item) => record.delete(stream, item)));
    if (some.length < pageSize) break;
  }
  if (stored) await heads.drop(stored);
}
