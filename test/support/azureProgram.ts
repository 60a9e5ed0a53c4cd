import { afterAll, afterEach, beforeAll, jest } from '@jest/globals';
import { openStoreForReading } from '../../storage/index.ts';
import type { Store } from '../../storage/ports.ts';
import { Client, type Conversation } from '../bot/support/testApp.ts';
import { type Azure, startAzure } from './azureStore.ts';
import { assessmentOfConversation, runVerify } from './kept.ts';
import { type ServerProcess, startServer } from './serverProcess.ts';

export interface Visit extends Conversation {
  readonly assessment: string;
}

/** The whole program in a process of its own, with both its stores behind lines that can break. */
export interface AzureProgram {
  readonly azure: Azure;
  readonly app: Client;
  /** Past the proxies. */
  readonly store: Store;
  /** Somebody who has said what the service is called, and is asked what kind it is. */
  newVisit(): Promise<Visit>;
  /** Stops the program, lets `npm run verify` look at its store, and starts it again. */
  verify(): ReturnType<typeof runVerify>;
}

/** How the guide says that a turn failed. */
export const kindly = /^Something went wrong on our side, not yours\. .* [A-Z0-9]{6}\.$/;
/** For a fault that stays. */
export const forEver = Number.POSITIVE_INFINITY;

/** Call it at the top of a test file: starts the program before its tests, and mends every line after each. */
export function azureProgram(newFolder: () => string): AzureProgram {
  const program = {
    async newVisit(): Promise<Visit> {
      const conversation = await program.app.conversation();
      await program.app.say(conversation, 'Rose Cottage');
      return { ...conversation, assessment: assessmentOfConversation(conversation.id) };
    },
    async verify() {
      await server.stop();
      const found = await runVerify(env);
      server = await startServer(newFolder(), env);
      program.app = new Client(server.url);
      return found;
    },
  } as { -readonly [K in keyof AzureProgram]: AzureProgram[K] };
  let server: ServerProcess;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    // The stand-in for Cosmos DB says so of every body that breaks off.
    jest.spyOn(console, 'error').mockReturnValue(undefined);
    program.azure = await startAzure(newFolder());
    const settings = program.azure.newStore();
    env = settings.env;
    server = await startServer(newFolder(), env);
    program.app = new Client(server.url);
    program.store = (await openStoreForReading({ dataDir: '', azure: settings.direct })) as Store;
  });
  afterEach(() => {
    program.azure.cosmos.clear();
    program.azure.blob.clear();
  });
  afterAll(async () => {
    await server.stop();
    await program.store.close();
    await program.azure.close();
  });
  return program;
}
