import type { CosmosHeads, HeadItem } from './cosmosHeads.ts';
import { keyOf } from './keys.ts';
import { merged, paged } from './paging.ts';
import { isCommit, pageSize, type RecordItems } from './recordItems.ts';
import type { Requests } from './requests.ts';

/** The names of all streams: from the heads, and from the commits in case a head was lost. */
export async function* streamNames(
  record: RecordItems,
  heads: CosmosHeads,
  requests: Requests,
): AsyncGenerator<string, void, undefined> {
  const allHeads = paged((last) => requests.task(() => heads.after(last, pageSize)), pageSize);
  const partitions = paged((last) => requests.task(() => record.partitionsAfter(last)), pageSize);
  for await (const { id, item } of merged(allHeads, partitions)) {
    const name = await requests.task(() => (item ? nameOf(record, item) : nameWithin(record, id)));
    if (name !== undefined) yield name;
  }
}

/** A head at revision 0 is of a stream that was only just begun, or never. */
async function nameOf(record: RecordItems, { stream, revision, isRemoved }: HeadItem): Promise<string | undefined> {
  if (isRemoved) return undefined;
  return revision > 0 || isCommit(await record.find(stream, 1)) ? stream : undefined;
}

/** The name is in every commit, if that can still be read. */
async function nameWithin(record: RecordItems, partition: string): Promise<string | undefined> {
  const names = (await record.bodiesIn(partition)).map(nameIn);
  return names.find((name) => name !== undefined && keyOf(name) === partition);
}

function nameIn(body: string): string | undefined {
  try {
    const { stream } = JSON.parse(body);
    return typeof stream === 'string' ? stream : undefined;
  } catch {
    return undefined;
  }
}
