import { afterAll, beforeAll } from '@jest/globals';
import { type CosmosServer, openCosmosFixture, startCosmosServer } from '../support/cosmosServer.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { describeStore } from './contract.ts';

const newFolder = temporaryFolders();

let server: CosmosServer;
beforeAll(async () => {
  server = await startCosmosServer();
});
afterAll(() => server.close());

describeStore('Cosmos DB', (options) => openCosmosFixture(server, newFolder(), options));
