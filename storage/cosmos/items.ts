import type { Container, ItemDefinition, OperationInput, OperationResponse, SqlQuerySpec } from '@azure/cosmos';
import type { Requests } from './requests.ts';

/** An item as Cosmos DB gives it back. */
export type Found<Item> = Item & { readonly id: string; readonly _etag: string };

/** A condition on the etag of what is written. */
export function ifMatch(etag: string): { accessCondition: { type: string; condition: string } } {
  return { accessCondition: { type: 'IfMatch', condition: etag } };
}

/** Cosmos DB counts the bytes of an item's JSON, ours and its own fields. */
const mostBytes = 2 * 1024 * 1024 - 1024;

/** True for what Cosmos DB would refuse. */
export function isTooLarge(item: object): boolean {
  return Buffer.byteLength(JSON.stringify(item)) > mostBytes;
}

/** One item by its id: the cheapest request there is. */
export async function find<Item extends ItemDefinition>(
  requests: Requests,
  container: Container,
  id: string,
  partition: string,
): Promise<Found<Item> | undefined> {
  const { resource } = await requests.read((bounds) => container.item(id, partition).read<Item>(bounds));
  return resource as Found<Item> | undefined;
}

/**
 * The first `size` items that a query finds, fewer when there are no more. A query says itself where it goes on (`c.id > ...`), so
 * no token of the SDK has to live from one page to the next. `partition` absent: in all of them.
 */
export async function findMany<Item>(
  requests: Requests,
  container: Container,
  query: SqlQuerySpec,
  size: number,
  partition?: string,
): Promise<readonly Item[]> {
  return requests.read(async (bounds) => {
    const options = { ...bounds, maxItemCount: size, ...(partition === undefined ? {} : { partitionKey: partition }) };
    const pages = container.items.query<Item>(query, options);
    const found: Item[] = [];
    while (found.length < size && pages.hasMoreResults()) found.push(...((await pages.fetchNext()).resources ?? []));
    return found.slice(0, size);
  });
}

/** As many as Cosmos DB takes in one request. */
const mostInBulk = 100;

/**
 * Many writes in few requests, each for itself. Resolves with what became of each, in order, once none of them failed for a
 * passing reason.
 */
export async function inBulk(
  requests: Requests,
  container: Container,
  operations: readonly OperationInput[],
): Promise<readonly OperationResponse[]> {
  const responses: OperationResponse[] = [];
  for (let i = 0; i < operations.length; i += mostInBulk) {
    const some = operations.slice(i, i + mostInBulk);
    const answered = await requests.write(async (bounds) => {
      // Not `executeBulkOperations`, which is meant for imports: it waits a second for every batch that is not full. A copy,
      // because the SDK writes into what it is given.
      const each = await container.items.bulk(
        some.map((one) => ({ ...one })),
        { continueOnError: true },
        bounds,
      );
      const failed = each.find(({ statusCode }) => statusCode >= 400 && ![404, 409, 412].includes(statusCode));
      if (failed) throw Object.assign(new Error('Part of a bulk request failed.'), { code: failed.statusCode });
      return each;
    });
    responses.push(...answered);
  }
  return responses;
}
