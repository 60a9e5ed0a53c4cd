import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import type { BotFrameworkSettings } from './config.ts';

type Base = ConfigurationBotFrameworkAuthentication;
type Authenticated = Awaited<ReturnType<Base['authenticateRequest']>>;
type ConnectorFactory = NonNullable<Authenticated['connectorFactory']>;
type Connector = ReturnType<ConnectorFactory['create']>;
type ClientOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
/** What the SDK's clients send their requests by. */
export type HttpClient = NonNullable<ClientOptions['httpClient']>;

/** A channel answers at a handful of addresses. */
const mostConnectors = 100;

/**
 * The SDK's authentication, which checks every activity as ever, but keeps the HTTP clients for answering. The SDK makes two
 * of them anew for each activity: a tenth of a turn, even where the answer travels in the response. Ours is one bot with one
 * app id, so that a client depends on the address and the audience alone.
 */
export class KeptClients extends ConfigurationBotFrameworkAuthentication {
  readonly #connectors = new LRUCache<string, Connector>({ max: mostConnectors });
  #userTokens: ReturnType<Base['createUserTokenClient']> | undefined;

  /** `httpClient`: absent, the SDK's own. */
  constructor(settings: BotFrameworkSettings, httpClient?: HttpClient) {
    super(settings, undefined, undefined, undefined, httpClient && { httpClient });
  }

  override async authenticateRequest(activity: Activity, authHeader: string): Promise<Authenticated> {
    const authenticated = await super.authenticateRequest(activity, authHeader);
    const { connectorFactory } = authenticated;
    if (!connectorFactory) return authenticated;
    return { ...authenticated, connectorFactory: this.#keeping(connectorFactory) };
  }

  /** For messages that answer nothing. */
  override createConnectorFactory(...identity: Parameters<Base['createConnectorFactory']>): ConnectorFactory {
    return this.#keeping(super.createConnectorFactory(...identity));
  }

  override createUserTokenClient(
    ...identity: Parameters<Base['createUserTokenClient']>
  ): ReturnType<Base['createUserTokenClient']> {
    this.#userTokens ??= super.createUserTokenClient(...identity).catch((error: unknown) => {
      this.#userTokens = undefined;
      throw error;
    });
    return this.#userTokens;
  }

  #keeping(factory: ConnectorFactory): ConnectorFactory {
    return { create: (serviceUrl, audience) => this.#connector(factory, serviceUrl, audience) };
  }

  #connector(factory: ConnectorFactory, serviceUrl: string, audience?: string): Connector {
    const key = JSON.stringify([serviceUrl, audience]);
    const known = this.#connectors.get(key);
    if (known) return known;
    const made = factory.create(serviceUrl, audience);
    this.#connectors.set(key, made);
    made.catch(() => this.#connectors.delete(key));
    return made;
  }
}
