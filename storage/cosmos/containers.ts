import type { Container, Database, IndexingPolicy } from '@azure/cosmos';
import { StoreError } from '../storeError.ts';
import { isRefused, statusOf } from './cosmosError.ts';
import type { Requests } from './requests.ts';

export interface Containers {
  /** Commits; one logical partition for each stream. */
  readonly record: Container;
  /** The head of each stream. */
  readonly heads: Container;
  readonly documents: Container;
}

interface Definition {
  readonly partitionKey: string;
  readonly indexingPolicy: IndexingPolicy;
  readonly defaultTtl?: number;
}

/** TTL is on, and nothing goes unless its item says when. */
const defaultTtl = -1;

/**
 * Cosmos DB always indexes `id`. Beyond that only what is queried is: the streams, to list them; the names of documents, to
 * find those with a prefix.
 */
const definitions: Record<keyof Containers, Definition> = {
  record: { partitionKey: '/stream', defaultTtl, indexingPolicy: indexOf('/stream/?') },
  heads: { partitionKey: '/id', indexingPolicy: indexOf() },
  documents: { partitionKey: '/id', defaultTtl, indexingPolicy: indexOf('/name/?') },
};

function indexOf(...paths: string[]): IndexingPolicy {
  // "consistent" also where nothing is indexed: TTL does not work with "none".
  return {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: paths.map((path) => ({ path })),
    excludedPaths: [{ path: '/*' }],
  };
}

const names = Object.keys(definitions) as (keyof Containers)[];

export function containersOf(database: Database): Containers {
  return {
    record: database.container('record'),
    heads: database.container('heads'),
    documents: database.container('documents'),
  };
}

/** Makes what is not there yet. Only a key may do that: roles for data cannot make containers. */
export async function makeContainers(database: Database, requests: Requests): Promise<void> {
  const { databases } = database.client;
  await unlessThere(requests.write((bounds) => databases.createIfNotExists({ id: database.id }, bounds)));
  for (const id of names) {
    const definition = { id, ...definitions[id] };
    await unlessThere(requests.write((bounds) => database.containers.createIfNotExists(definition, bounds)));
  }
}

/** Another instance may make the same at the same moment. */
async function unlessThere(making: Promise<unknown>): Promise<void> {
  try {
    await making;
  } catch (error) {
    if (!isRefused(error, 409)) throw error;
  }
}

/** Rejects with `store.unreadable`, naming all that is missing or made differently. */
export async function checkContainers(database: Database, requests: Requests): Promise<void> {
  const wrong = await Promise.all(names.map((id) => checkContainer(database.container(id), requests)));
  const problems = wrong.filter((problem) => problem !== undefined);
  if (problems.length === 0) return;
  throw new StoreError(
    'store.unreadable',
    `Database "${database.id}" of ${requests.account} is not ready: ${problems.join('; ')}. See docs/cosmos.md.`,
  );
}

async function checkContainer(container: Container, requests: Requests): Promise<string | undefined> {
  const found = await requests.read(async (bounds) => {
    try {
      return (await container.read(bounds)).resource;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  });
  const { partitionKey, defaultTtl: ttl } = definitions[container.id as keyof Containers];
  if (!found) return `container "${container.id}" is missing`;
  const paths = found.partitionKey?.paths.join();
  if (paths !== partitionKey) return `container "${container.id}" is partitioned by ${paths}, not by ${partitionKey}`;
  // Any other default would take away what nobody gave a lifetime.
  if (found.defaultTtl !== ttl) return `container "${container.id}" needs the TTL setting ${ttl ?? 'off'}`;
  return undefined;
}
