import type { CosmosClient, CosmosClientOptions } from '@azure/cosmos';
import type { TokenCredential } from '@azure/identity';
import type { Store } from '../ports.ts';
import { StoreError } from '../storeError.ts';
import { checkContainers, containersOf, makeContainers } from './containers.ts';
import { CosmosDocuments } from './cosmosDocuments.ts';
import { CosmosHeads } from './cosmosHeads.ts';
import { CosmosLog } from './cosmosLog.ts';
import { RecordItems } from './recordItems.ts';
import { Requests } from './requests.ts';

export interface CosmosSettings {
  /** `https://<account>.documents.azure.com`. */
  readonly endpoint: string;
  readonly database: string;
  /** Of an emulator. Absent: the identity of the machine, or of whoever is signed in. */
  readonly key?: string | undefined;
  /** Instead of that identity. */
  readonly credential?: TokenCredential | undefined;
}

export interface CosmosOptions {
  /** Nothing is made, and every write rejects with `store.writeFailed`. */
  readonly readOnly?: boolean | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  /** Milliseconds after which a request, with all its repeats, is given up. */
  readonly budget?: number | undefined;
}

type CosmosStore = Pick<Store, 'log' | 'documents' | 'close'>;

/**
 * The record and the documents in Cosmos DB; files are kept elsewhere. With a key, the database and its containers are made when they
 * are not there; otherwise they must be (`docs/cosmos.md`). Rejects with `store.unreadable` and what to do. The Azure packages
 * are loaded here and not before.
 */
export async function openCosmosStore(
  settings: CosmosSettings,
  { readOnly = false, now = Date.now, budget = 10_000 }: CosmosOptions = {},
): Promise<CosmosStore> {
  const requests = new Requests({ account: settings.endpoint, readOnly, budget });
  const client = await openClient(settings, budget);
  try {
    const database = client.database(settings.database);
    if (settings.key !== undefined && !readOnly) await makeContainers(database, requests);
    await checkContainers(database, requests);
    // An emulator is one machine: there is nothing that could be behind.
    if (settings.key === undefined) await checkConsistency(client, requests);
    const { record, heads: headsContainer, documents } = containersOf(database);
    const heads = new CosmosHeads(headsContainer, record, requests);
    return {
      log: new CosmosLog(new RecordItems(record, requests), heads, requests),
      documents: new CosmosDocuments(documents, requests, now),
      async close() {
        await requests.close();
        await heads.flush();
        client.dispose();
      },
    };
  } catch (error) {
    client.dispose();
    throw error;
  }
}

async function openClient({ endpoint, key, credential }: CosmosSettings, budget: number): Promise<CosmosClient> {
  const { CosmosClient } = await import('@azure/cosmos');
  const connectionPolicy: CosmosClientOptions['connectionPolicy'] = {
    requestTimeout: budget / 2,
    // Half of it, so that it is known in the end what was waited for.
    retryOptions: { maxRetryAttemptCount: 9, maxWaitTimeInSeconds: budget / 2000 },
    // An emulator gives out addresses of its own that may not be open to us.
    enableEndpointDiscovery: key === undefined,
    enableBackgroundEndpointRefreshing: key === undefined,
  };
  const options = { endpoint, connectionPolicy, userAgentSuffix: 'dspt-guide' };
  try {
    if (key !== undefined) return new CosmosClient({ ...options, key });
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new CosmosClient({ ...options, aadCredentials: credential ?? new DefaultAzureCredential() });
  } catch {
    // What the SDK says would show the key.
    throw new StoreError(
      'store.unreadable',
      `COSMOS_ENDPOINT or COSMOS_KEY is not what Cosmos DB gives out: ${endpoint}.`,
    );
  }
}

/**
 * Other instances must see a commit once it is acknowledged. The level cannot be raised by a request, so the account must have it.
 */
async function checkConsistency(client: CosmosClient, requests: Requests): Promise<void> {
  const { resource } = await requests.read((bounds) => client.getDatabaseAccount(bounds));
  const level = resource?.consistencyPolicy;
  if (level === 'Strong' || level === 'BoundedStaleness') return;
  throw new StoreError(
    'store.unreadable',
    `${requests.account} has the default consistency ${level}. Set it to Strong, or with several regions to Bounded Staleness: ` +
      'otherwise one instance may not see what another has saved. See docs/cosmos.md.',
  );
}
