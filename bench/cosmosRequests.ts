import { newDatabase, startCosmosServer } from '../test/support/cosmosServer.ts';
import { startFaultProxy } from '../test/support/faultProxy.ts';
import { startAzurite } from './azurite.ts';
import { type Conversation, openByAsking, openOnTheWeb } from './conversations.ts';
import { startGuide } from './guide.ts';
import { newCareWorker, type Person } from './people.ts';

const turns = 40;

/** What a request to Cosmos DB is for: the first that fits. `isBeside`: does not grow with the turns. */
const kinds: readonly { readonly what: string; readonly request: RegExp; readonly isBeside?: boolean }[] = [
  { what: 'heads, many together', request: /^POST (?:heads|record)\/docs bulk|pkranges/, isBeside: true },
  { what: 'a snapshot, at every 50th answer', request: /^POST documents\/docs upsert snapshot:/, isBeside: true },
  { what: 'has the conversation moved on?', request: /^GET record\/docs\/\d+ conversation:/ },
  { what: 'the answer, into the record', request: /^POST record\/docs assessment:/ },
  { what: 'the turn, into the transcript', request: /^POST record\/docs conversation:/ },
  { what: 'a document, read', request: /^GET documents\/docs/ },
  { what: 'a document, written', request: /^(?:POST|PUT) documents\/docs/ },
  { what: 'anything else', request: /^/ },
];

export interface RequestKind {
  readonly what: string;
  readonly isBeside: boolean;
  /** For each turn, until its request is answered. */
  readonly acknowledged: number;
  /** For each turn, with what it costs that the reply is heard on a WebSocket. */
  readonly heard: number;
}

/** What the program asks Cosmos DB for in a walk over typed answers, each of which is recorded. Counts, and times nothing. */
export async function countCosmosRequests(newFolder: () => string): Promise<readonly RequestKind[]> {
  const [cosmos, azurite] = await Promise.all([startCosmosServer(), startAzurite(newFolder())]);
  const proxy = await startFaultProxy(cosmos.endpoint);
  const { database, key = '' } = newDatabase(cosmos);
  const guide = await startGuide(newFolder(), {
    env: {
      COSMOS_ENDPOINT: proxy.origin,
      COSMOS_DATABASE: database,
      COSMOS_KEY: key,
      BLOB_CONNECTION_STRING: azurite.connectionString,
    },
  });
  try {
    const acknowledged: string[] = [];
    // What the reply costs that is asked for is left out.
    const asking = new Walk(await openByAsking(guide.url, () => acknowledged.push(...proxy.requests.splice(0))));
    await asking.answer(1);
    acknowledged.length = 0;
    for (let turn = 0; turn < turns; turn++) {
      proxy.requests.length = 0;
      await asking.answer(1);
    }
    const listening = new Walk(await openOnTheWeb(guide.url));
    await listening.answer(1);
    proxy.requests.length = 0;
    await listening.answer(turns);
    const heard = [...proxy.requests];
    listening.close();
    return kinds
      .map((kind) => ({
        what: kind.what,
        isBeside: kind.isBeside ?? false,
        acknowledged: acknowledged.filter((request) => kindOf(request) === kind).length / turns,
        heard: heard.filter((request) => kindOf(request) === kind).length / turns,
      }))
      .filter((kind) => kind.acknowledged + kind.heard > 0);
  } finally {
    await guide.stop();
    await Promise.all([proxy.close(), azurite.stop()]);
    await cosmos.close();
  }
}

const kindOf = (request: string) => kinds.find((kind) => kind.request.test(request));

/** A conversation in which a person answers question after question. */
class Walk {
  readonly #conversation: Conversation;
  readonly #person: Person = newCareWorker();
  #heard: string;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
    this.#heard = conversation.greeting;
  }

  async answer(times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      const message = this.#person.reply(this.#heard);
      if (!message) throw new Error('The guide came to its end too soon.');
      this.#heard = await this.#conversation.say(message);
    }
  }

  close(): void {
    this.#conversation.close();
  }
}
