import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpServer, createHttpsServer } from '@vercel/cosmosdb-server';
import { type CosmosOptions, type CosmosSettings, openCosmosStore } from '../../storage/cosmos/cosmosStore.ts';
import { openDiskFiles } from '../../storage/files/diskFiles.ts';
import type { Store } from '../../storage/ports.ts';
import type { Opened, OpenOptions } from '../storage/contract.ts';
import { handlesOn } from './handles.ts';

export interface CosmosServer {
  readonly endpoint: string;
  /** What has arrived: `POST record/docs`, `GET heads/docs/id`, `POST record/docs query`, ... Empty it to count anew. */
  readonly requests: string[];
  /** Asked before each request: true when it answered in the server's stead. */
  intercept: ((request: IncomingMessage, response: ServerResponse, what: string) => boolean) | undefined;
  close(): Promise<void>;
}

/**
 * A Cosmos DB of our own that `@azure/cosmos` talks to over HTTP. It checks no keys, knows neither TTL nor throughput (every request
 * costs 1 RU) and has one physical partition. With https its certificate is its own.
 */
export async function startCosmosServer(protocol: 'http' | 'https' = 'http'): Promise<CosmosServer> {
  const make = protocol === 'http' ? createHttpServer : createHttpsServer;
  const server = make({ keepAlive: true }) as Server;
  const [serve] = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const what = nameOf(request);
    started.requests.push(what);
    if (!started.intercept?.(request, response, what)) serve?.(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const started: CosmosServer = {
    endpoint: `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    intercept: undefined,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return started;
}

function nameOf({ method, url = '', headers }: IncomingMessage): string {
  const kind = ['isquery', 'is-upsert']
    .map((header) => (/^true$/i.test(String(headers[`x-ms-documentdb-${header}`])) ? header.replace('is', '') : ''))
    .concat(
      headers['x-ms-cosmos-is-query-plan-request'] ? 'plan' : '',
      headers['x-ms-cosmos-is-batch-request'] ? 'bulk' : '',
    );
  return [method, url.replace(/^\/dbs\/[^/]+\/colls\//, ''), ...kind].filter(Boolean).join(' ').replace(' -', ' ');
}

/** What a store needs to open on a new database of `server`. */
export function newDatabase({ endpoint }: CosmosServer): CosmosSettings {
  return { endpoint, database: randomUUID(), key: Buffer.from('key').toString('base64') };
}

/** A new database of `server`, with files in `folder`. */
export function openCosmosFixture(server: CosmosServer, folder: string, options: OpenOptions): Promise<Opened> {
  const settings = newDatabase(server);
  return handlesOn(() => openWithFiles(settings, folder, options));
}

/** A whole store, for tests that do not look at files. */
export async function openWithFiles(settings: CosmosSettings, folder: string, options?: CosmosOptions): Promise<Store> {
  const files = openDiskFiles(folder, { readOnly: options?.readOnly });
  const store = await openCosmosStore(settings, options);
  const close = async () => {
    await store.close();
    await files.close();
  };
  return { ...store, files, close };
}
