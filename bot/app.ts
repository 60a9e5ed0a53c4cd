import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Activity, Middleware, MiddlewareHandler, TurnContext } from 'botbuilder';
import type { Store } from '../storage/ports.ts';
import { ChannelAdapter, type ChannelAdapterOptions, channelRoutes } from './channels.ts';
import type { Config } from './config.ts';
import { DirectLineAdapter } from './directLine/adapter.ts';
import { directLineRoutes } from './directLine/routes.ts';
import { Streams } from './directLine/stream.ts';
import { Tokens } from './directLine/tokens.ts';
import type { TurnStates } from './directLine/turnStates.ts';
import type { Evidence } from './evidence/evidence.ts';
import { healthRoute } from './health.ts';
import { identityRoutes } from './hostIdentity/routes.ts';
import { IdentityVerifier } from './hostIdentity/verifier.ts';
import { type HostVisitors, OwnConversations } from './hostIdentity/visitors.ts';
import { Limits } from './http/limits.ts';
import { Site } from './http/site.ts';
import { describeError, type Logger } from './logger.ts';
import type { People } from './people/people.ts';
import { ProxyWatch } from './proxyWatch.ts';
import { createServer, httpServer, type Timeouts } from './server.ts';
import { Sessions, sessionRoutes } from './sessions.ts';
import { readStaticFiles, sendNowhere, staticRoutes } from './staticFiles.ts';
import type { TeamsDesk } from './teams/cardPresses.ts';
import { type ErrorSentence, turnErrorHandler } from './turnErrors.ts';

export interface AppParts {
  readonly config: Config;
  readonly logger: Logger;
  /** Closed by `close`. */
  readonly store: Store;
  readonly bot: { run(context: TurnContext): Promise<void> };
  readonly errorSentence?: ErrorSentence;
  /** Run before the bot on both adapters; may alter the activity in place, and what it removes is never stored. */
  readonly middleware?: readonly (Middleware | MiddlewareHandler)[];
  /** Pure: how an activity may be kept in a transcript. */
  readonly forKeeping?: (activity: Activity) => Activity;
  /** Absent: no files are taken. */
  readonly evidence?: Evidence;
  /** Absent: nobody is reminded, and nothing is said first. */
  readonly people?: People;
  /** Who visitors of a host site are, where not people of organisations. */
  readonly hostVisitors?: HostVisitors;
  /** Absent: buttons of cards in Teams are not answered with cards. */
  readonly teams?: TeamsDesk;
  /** How long channels are waited for, and they for us, when not as usual. */
  readonly channelTimes?: Pick<ChannelAdapterOptions, 'patience' | 'typingAfter'>;
  /** The storage of the bot's conversation state, if that of Direct Line is to be kept with the transcripts. */
  readonly states?: TurnStates;
  /** Where visitors belong whom a host site vouches for. Absent: each has a conversation of their own. */
  /** The folder with the built pages. */
  readonly webFolder?: string;
  readonly now?: () => Date;
  readonly timeouts?: Timeouts;
}

export interface App {
  readonly directLine: DirectLineAdapter;
  readonly channels: ChannelAdapter;
  /** Resolves with the address for this machine once requests are served. Rejects when the port is taken. */
  listen(): Promise<{ url: string }>;
  /** Takes no more requests, finishes the turns under way, says goodbye and closes the store. */
  close(): Promise<void>;
}

const builtPages = fileURLToPath(new URL('../web/dist', import.meta.url));
/** How long clients may take to read the last answers before their connections are cut. */
const goodbyeMs = 5_000;

const plainSentence: ErrorSentence = (reference) =>
  `Sorry, something went wrong. What you saved is safe. Please try again. Reference: ${reference}`;

/** Puts the whole service together; nothing listens yet. */
export async function createApp(parts: AppParts): Promise<App> {
  const { config, logger, store, bot, now = () => new Date() } = parts;
  const logic = (context: TurnContext): Promise<void> => bot.run(context);
  const onTurnError = turnErrorHandler(logger, parts.errorSentence ?? plainSentence);
  const directLine = new DirectLineAdapter({
    log: store.log,
    forKeeping: parts.forKeeping ?? ((activity) => activity),
    logic,
    logger,
    now,
    states: parts.states,
  });
  const channels = new ChannelAdapter({
    settings: config.botFramework,
    tenants: config.teams.allowedTenants,
    teams: parts.teams,
    logger,
    ...parts.channelTimes,
  });
  for (const adapter of [directLine, channels]) {
    adapter.onTurnError = onTurnError;
    adapter.use(...(parts.middleware ?? []));
  }

  const site = new Site(config);
  const limits = new Limits(config);
  const tokens = await Tokens.open(store.documents, now);
  const sessions = new Sessions(store.documents, now);
  const isShared = config.azure !== undefined;
  const streams = new Streams({ adapter: directLine, tokens, limits, site, logger, isShared });
  const pages = await readStaticFiles(parts.webFolder ?? builtPages);

  const server = createServer((req, res) => sendNowhere(req, res, pages, site), parts.timeouts);
  const proxies = new ProxyWatch(server, config, logger);
  healthRoute(server, { store, config, logger, hasPages: pages.length > 0, proxies });
  const appId = config.botFramework.MicrosoftAppId ?? '';
  const evidence = parts.evidence?.open({
    ...{ directLine, channels, appId, logic, limits, site },
    fileHosts: config.teams.fileHosts,
  });
  directLineRoutes(server, {
    adapter: directLine,
    ...(evidence && { files: evidence.files }),
    tokens,
    limits,
    site,
    logger,
    now,
  });
  evidence?.routes(server);
  const people = parts.people?.open({ directLine, channels, logic, limits });
  people?.routes(server);
  await people?.resume();
  channelRoutes(server, { adapter: channels, logic, settings: config.botFramework, site, logger });
  sessionRoutes(server, { sessions, tokens, limits, site, logger });
  if (config.identity)
    identityRoutes(server, {
      verifier: new IdentityVerifier({
        config: config.identity,
        documents: store.documents,
        now,
        keysFailed: (error) => logger.error('identity.keysFailed', describeError(error)),
      }),
      visitors: parts.hostVisitors ?? parts.people?.hostVisitors ?? new OwnConversations(store.documents),
      conversations: directLine,
      sessions,
      tokens,
      limits,
      site,
      logger,
    });
  staticRoutes(server, pages, site, logger);
  const http = httpServer(server);
  http.on('upgrade', (req, socket, head) => streams.upgrade(req, socket as Socket, head));

  const listen = async (): Promise<{ url: string }> => {
    await new Promise<void>((resolve, reject) => {
      // restify passes the error on and would throw it where nobody can catch it.
      server.on('error', (error: Error) => {
        logger.error('server.failed', describeError(error));
        reject(error);
      });
      http.listen(config.port, () => resolve());
    });
    const address = http.address();
    const port = typeof address === 'object' && address ? address.port : config.port;
    logger.info('server.ready', { port });
    return { url: `http://localhost:${port}` };
  };

  const close = async (): Promise<void> => {
    logger.info('server.closing');
    const closed = new Promise<void>((resolve) => {
      http.close(() => resolve());
    });
    await people?.stop();
    await evidence?.stop();
    await Promise.all([directLine.idle(), channels.idle(), evidence?.idle()]);
    streams.close();
    http.closeIdleConnections();
    const impatience = setTimeout(() => {
      streams.terminate();
      http.closeAllConnections();
    }, goodbyeMs);
    await closed;
    clearTimeout(impatience);
    await Promise.all([directLine.idle(), channels.idle(), evidence?.idle()]);
    await store.close();
    logger.info('server.closed');
  };

  return { directLine, channels, listen, close };
}
