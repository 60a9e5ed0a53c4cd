import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { AzureSettings } from '../../storage/index.ts';
import { startAzurite } from './azurite.ts';
import { startCosmosServer } from './cosmosServer.ts';
import { type FaultProxy, startFaultProxy } from './faultProxy.ts';

/** Stand-ins for Cosmos DB and Blob Storage, each behind a proxy that can break what goes through it. */
export interface Azure {
  readonly cosmos: FaultProxy;
  readonly blob: FaultProxy;
  /** A new database and a new container. */
  newStore(): AzureStore;
  close(): Promise<void>;
}

export interface AzureStore {
  /** Settings of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** The same for `openStore`, past the proxies. */
  readonly direct: AzureSettings;
}

export async function startAzure(folder: string): Promise<Azure> {
  const [server, azurite] = await Promise.all([startCosmosServer(), startAzurite(join(folder, 'azurite'))]);
  const [cosmos, blob] = await Promise.all([
    startFaultProxy(server.endpoint),
    startFaultProxy(new URL(azurite.endpoint).origin),
  ]);
  const key = Buffer.from('key').toString('base64');
  return {
    cosmos,
    blob,
    newStore() {
      const database = randomUUID();
      const container = randomUUID();
      return {
        env: {
          COSMOS_ENDPOINT: cosmos.origin,
          COSMOS_DATABASE: database,
          COSMOS_KEY: key,
          BLOB_CONNECTION_STRING: azurite.connectionStringVia(blob.origin),
          BLOB_CONTAINER: container,
        },
        direct: {
          cosmos: { endpoint: server.endpoint, database, key },
          blob: { connectionString: azurite.connectionString, container },
        },
      };
    },
    async close() {
      await Promise.all([cosmos.close(), blob.close()]);
      await Promise.all([server.close(), azurite.stop()]);
    },
  };
}
